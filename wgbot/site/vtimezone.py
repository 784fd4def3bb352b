"""A timezone as calendar files have it: VTIMEZONE, RFC 5545, 3.6.5.

What programs know by the name they take from themselves; the others go by this. So a change of the clock is
given as the rule that it follows for as long as anybody can tell, and for some decades where it has none.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from wgbot.registry.meetings import timezones

_LAST_YEAR = 2060
"""Until when changes of the clock are looked at; what goes by a rule then goes on by it."""
_STEP = timedelta(days=7)
"""Shorter than any time between two changes."""
_FEWEST = 28
"""The years that have to agree for a rule to be one: then each day of the week has been each date."""
_SHORT = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of the clock."""

    at: datetime
    """By the clock as it was before."""
    before: timedelta
    after: timedelta
    name: str

    @property
    def kind(self) -> tuple[timedelta, timedelta, str]:
        return self.before, self.after, self.name


@cache
def vtimezone(name: str, year: int) -> bytes:
    """Return the VTIMEZONE of the timezone of that name, for dates from *year* on."""
    zone = timezones.zone(name)
    # A year before, so that dates from then on come after a change that is told as one.
    begin = datetime(year - 1, 1, 1, tzinfo=UTC)
    offset = begin.astimezone(zone).utcoffset() or timedelta()
    first = _change(zone, begin, offset)
    parts: list[tuple[datetime, _Change, str | None]] = [(first.at, first, None)]
    by_kind: dict[tuple[object, ...], list[_Change]] = {}
    for change in _changes(zone, begin):
        by_kind.setdefault(change.kind, []).append(change)
    for changes in by_kind.values():
        ruled, rule = _ruled(changes)
        # One part each: a list of dates (RDATE) is read as its first one by some.
        parts += [(each.at, each, None) for each in changes[: len(changes) - ruled]]
        if rule:
            parts.append((changes[-ruled].at, changes[-1], rule))
    made = Timezone()
    made.add("tzid", name)
    for at, change, rule in sorted(parts, key=lambda part: part[0]):
        # Where winter has the time of its own, as in Ireland, programs still expect that of summer.
        part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
        part.add("dtstart", at)
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.after)
        part.add("tzname", change.name)
        if rule:
            part.add("rrule", vRecur.from_ical(rule))
        made.add_component(part)
    return bytes(made.to_ical())


def _changes(zone: ZoneInfo, begin: datetime) -> Iterator[_Change]:
    at, offset = begin, begin.astimezone(zone).utcoffset()
    while at.year <= _LAST_YEAR:
        after = at + _STEP
        if after.astimezone(zone).utcoffset() != offset:
            low, high = at, after
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                if middle.astimezone(zone).utcoffset() == offset:
                    low = middle
                else:
                    high = middle
            yield _change(zone, high, offset or timedelta())
            offset = high.astimezone(zone).utcoffset()
        at = after


def _change(zone: ZoneInfo, at: datetime, before: timedelta) -> _Change:
    there = at.astimezone(zone)
    return _Change(
        at.replace(tzinfo=None) + before,
        before,
        there.utcoffset() or timedelta(),
        there.tzname() or zone.key,
    )


def _ruled(changes: Sequence[_Change]) -> tuple[int, str | None]:
    """Return how many of the last of *changes* follow one rule that goes on, and that rule."""
    if changes[-1].at.year < _LAST_YEAR - 1:
        return 0, None
    count, rule = 0, None
    for number in range(1, len(changes) + 1):
        dates = [each.at for each in changes[-number:]]
        found = _rule(dates)
        if found is None:
            break
        count, rule = number, found
    return (count, rule) if count >= _FEWEST else (0, None)


def _rule(dates: Sequence[datetime]) -> str | None:
    """Return the rule by which something is on *dates*, once in each year; None if there is none."""
    years = [each.year for each in dates]
    one = dates[0]
    same = {(each.month, each.weekday(), each.time()) for each in dates}
    if len(same) > 1 or years != list(range(years[0], years[0] + len(years))):
        return None
    days = [each.day for each in dates]
    day = _SHORT[one.weekday()]
    head = f"FREQ=YEARLY;BYMONTH={one.month};"
    if all(each.day + 7 > monthrange(each.year, each.month)[1] for each in dates):
        return f"{head}BYDAY=-1{day}"
    if len(nth := {(each - 1) // 7 + 1 for each in days}) == 1:
        return f"{head}BYDAY={nth.pop()}{day}"
    if max(days) - min(days) == 6:
        week = ",".join(map(str, range(min(days), min(days) + 7)))
        return f"{head}BYMONTHDAY={week};BYDAY={day}"
    # One that shows when there are more.
    return head if max(days) - min(days) < 7 else None
