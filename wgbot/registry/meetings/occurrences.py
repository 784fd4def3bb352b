"""On which dates a meeting falls, by the rules of iCalendar (RFC 5545), which `rule` has in its words.

A meeting that does not say enough for that has no dates: it is shown in words. Where its dates are
shown or kept is not known here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, islice

from dateutil import rrule

from wgbot.registry.meetings import timezones
from wgbot.registry.meetings.meeting import (
    MINUTES,
    ORDINALS,
    Interval,
    Meeting,
    MeetingDay,
    clock_of,
    day_of,
    interval_of,
    usual_interval,
)
from wgbot.registry.meetings.vocabulary import sounds_rarer

ANYTIME = date(2020, 1, 1)
"""Since when a meeting of each week or month is, where nobody knows since when."""
LONGEST = 24 * 60
"""How long a meeting can be, in minutes."""
_YEARS = range(1970, 2200)
_LOOKED_AT = 100
"""The dates of a meeting that are held against those of another: all that shows within two years."""
_SHORT = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How often something is, and on which days."""

    days: tuple[MeetingDay, ...]
    interval: Interval

    @property
    def rule(self) -> str:
        """Return it as iCalendar does, without an end: `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO`."""
        unit = "WEEKLY" if self.interval.unit == "week" else "MONTHLY"
        count = f";INTERVAL={self.interval.count}" if self.interval.count > 1 else ""
        days = ",".join(f"{_nth(day) or ''}{_SHORT[day.weekday]}" for day in self.days)
        # Every second week of several days depends on where weeks begin.
        return f"FREQ={unit}{count};BYDAY={days};WKST=MO"


@dataclass(frozen=True, slots=True)
class Series:
    """The dates of a meeting."""

    pattern: Pattern
    first: datetime
    """When the first one begins, where it is; an exception perhaps."""
    timezone: str
    minutes: int
    until: date | None
    """The last day there."""
    without: tuple[date, ...]

    @property
    def end(self) -> datetime | None:
        """Return the last moment at which one can begin; None if there is no last one."""
        return self._there(datetime.combine(self.until, _END_OF_DAY)) if self.until else None

    def since(self, moment: datetime) -> Iterator[datetime]:
        """Yield when each begins that is not over at *moment*, where it is."""
        zone = timezones.zone(self.timezone)
        # A day more on both sides: clocks that change make no day longer than that.
        begin = moment.astimezone(zone).replace(tzinfo=None) - timedelta(
            minutes=self.minutes, days=1
        )
        length = timedelta(minutes=self.minutes)
        without = frozenset(self.without)
        near = _near(self.pattern, self.first.replace(tzinfo=None), begin)
        for wall in _walls(self.pattern, near, self.until).xafter(begin):
            begins = self._there(wall)
            if wall.date() not in without and begins.astimezone(UTC) + length > moment:
                yield begins

    def _there(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=timezones.zone(self.timezone))


def pattern(meeting: Meeting) -> Pattern | None:
    """Return how often a meeting is; None if it does not say, or contradicts itself."""
    days = tuple(day for text in meeting.days if (day := day_of(text)))
    interval = interval_of(meeting.every) if meeting.every else usual_interval(days)
    if not days or len(days) < len(meeting.days) or interval is None:
        return None
    if sounds_rarer_than_said(meeting, days):
        return None
    # Days of a month are counted in months, and days of the week in weeks.
    if {day.ordinal is not None for day in days} != {interval.unit == "month"}:
        return None
    found = Pattern(days, interval)
    on = (*((meeting.starts,) if meeting.starts else ()), *meeting.without)
    return found if all(any(day.holds(date) for day in days) for date in on) else None


def sounds_rarer_than_said(meeting: Meeting, days: Sequence[MeetingDay]) -> bool:
    """Return whether only a meeting's name says how often it is, and its days say more often: `Biweekly sync`."""
    name = meeting.name or ""
    # What is once a quarter or a year may have its next date for itself.
    is_usual = meeting.every or (meeting.once and sounds_rarer(name, "month"))
    return not is_usual and sounds_rarer(name, usual_interval(days).unit)


def series(meeting: Meeting, since: date | None = None) -> Series | None:
    """Return the dates of a meeting of a group that there is *since* that day; None if they are not known."""
    found, clock = pattern(meeting), clock_of(meeting.time or "")
    zone = meeting.timezone or ""
    if found is None or clock is None or not timezones.is_one(zone):
        return None
    if meeting.starts is None and found.interval.count > 1:
        return None
    begin = meeting.starts or (since if since and since.year in _YEARS else ANYTIME)
    if not are_usual(meeting) or (meeting.minutes or 0) > LONGEST:
        return None
    first = next(iter(_walls(found, datetime.combine(begin, clock), meeting.until)), None)
    if first is None:
        return None
    made = Series(
        found,
        first.replace(tzinfo=timezones.zone(zone)),
        zone,
        meeting.minutes or MINUTES,
        meeting.until,
        meeting.without,
    )
    return made if next(made.since(made.first), None) else None


def are_usual(meeting: Meeting) -> bool:
    """Return whether a meeting's own dates are in years that every calendar knows."""
    dates = (meeting.starts, meeting.until, *meeting.without)
    return all(each.year in _YEARS for each in dates if each)


def at_once(
    listed: Sequence[Series | None], moment: datetime
) -> Iterator[tuple[int, int, datetime]]:
    """Yield the places of each two of *listed* that are at once from *moment* on, and when first."""
    dates = [
        [(each.astimezone(UTC), each) for each in islice(series.since(moment), _LOOKED_AT)]
        if series
        else []
        for series in listed
    ]
    lengths = [timedelta(minutes=series.minutes if series else 0) for series in listed]
    for one, other in combinations(range(len(listed)), 2):
        here, there = iter(dates[one]), iter(dates[other])
        a, b = next(here, None), next(there, None)
        while a and b:
            if a[0] < b[0] + lengths[other] and b[0] < a[0] + lengths[one]:
                yield one, other, max(a, b)[1]
                break
            if a[0] < b[0]:
                a = next(here, None)
            else:
                b = next(there, None)


def _walls(pattern: Pattern, first: datetime, until: date | None) -> rrule.rrule:
    """Return the dates from *first* on, as a clock on the wall has them."""
    return rrule.rrule(
        rrule.WEEKLY if pattern.interval.unit == "week" else rrule.MONTHLY,
        dtstart=first,
        interval=pattern.interval.count,
        byweekday=[rrule.weekday(day.weekday, _nth(day)) for day in pattern.days],
        wkst=rrule.MO,
        until=datetime.combine(until, _END_OF_DAY) if until else None,
    )


def _near(pattern: Pattern, first: datetime, moment: datetime) -> datetime:
    """Return where the dates from *moment* on can be looked for, so that they are those from *first* on.

    That is a whole number of intervals later: what is weekly since years is not counted from the start.
    """
    if moment <= first:
        return first
    count = pattern.interval.count
    if pattern.interval.unit == "week":
        return first + (moment - first) // timedelta(weeks=count) * timedelta(weeks=count)
    months = (moment.year - first.year) * 12 + moment.month - first.month
    year, month = divmod(first.year * 12 + first.month - 1 + months // count * count, 12)
    return max(first, first.replace(year=year, month=month + 1, day=1))


def _nth(day: MeetingDay) -> int | None:
    """Return which of a month a day is, the last being -1; None if it is in each week."""
    if day.ordinal is None:
        return None
    return -1 if day.ordinal == "last" else ORDINALS.index(day.ordinal) + 1
