"""A meeting of a group, as the registry keeps it, and on which days it is.

How people type one is in `lines`; whether it says what it should is for the check `meetings`.
On which dates it falls is for `occurrences`.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field, PositiveInt

from wgbot.files.validation import FileModel, Items, Text

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "last")
MINUTES = 60
"""How long a meeting is, if it does not say."""

_DAY = re.compile(rf"(?:({'|'.join(ORDINALS)}) )?({'|'.join(WEEKDAYS)})", re.IGNORECASE)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_EVERY = re.compile(r"(?:([1-9]\d?) )?(week|month)(s?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """A day of the week, in every week or once a month."""

    weekday: int
    """Counted from Monday, 0."""
    ordinal: str | None = None
    """Which of a month: `second`."""

    def holds(self, day: date) -> bool:
        """Return whether *day* is such a day."""
        if day.weekday() != self.weekday:
            return False
        if self.ordinal is None:
            return True
        if self.ordinal == "last":
            return day.day + 7 > monthrange(day.year, day.month)[1]
        return (day.day - 1) // 7 == ORDINALS.index(self.ordinal)


@dataclass(frozen=True, slots=True)
class Interval:
    """How often something is: each week, every second month."""

    count: int
    unit: Literal["week", "month"]


class Meeting(FileModel):
    """When and where a group meets."""

    name: Text | None = None
    day: Text | Items[Text] | None = None
    """On which day, in English, or a list of them: `Tuesday`, or for months `second Tuesday`."""
    time: Text | None = None
    """When it begins there, in quotes: `"17:00"`."""
    timezone: Text | None = None
    """Where that is the time: `Europe/Berlin`, or `UTC`."""
    every: Text | None = None
    """How often: `week`, `2 weeks`, `month`, `3 months`."""
    starts: date | None = None
    """The first such day. Without it, what is not each week or month has no dates."""
    until: date | None = None
    """The last day on which it can be."""
    without: Annotated[Items[date], Field(alias="except")] = ()
    """The days on which it is not."""
    minutes: PositiveInt | None = None
    """How long it is, 60 if not said."""
    join: Text | None = None
    """Where to join it."""
    notes: Text | None = None
    """Where its notes are."""
    recordings: Text | None = None
    """Where its recordings are."""
    remark: Text | None = None
    """What fits nowhere else."""

    @property
    def days(self) -> tuple[str, ...]:
        """Return its days, as they are written."""
        if self.day is None:
            return ()
        return (self.day,) if isinstance(self.day, str) else self.day

    @property
    def once(self) -> date | None:
        """Return the day on which it is and never again; None if it is more often, or does not say."""
        is_one_day = self.starts is not None and self.starts == self.until
        if not is_one_day or self.every or self.without or self.starts is None:
            return None
        return self.starts if self.days == (WEEKDAYS[self.starts.weekday()],) else None

    def texts(self) -> Iterator[str]:
        """Yield what it says in words."""
        known = (self.name, *self.days, self.time, self.timezone, self.every, self.remark)
        yield from (each for each in known if each)

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield each of its addresses, by its key."""
        for key in ("join", "notes", "recordings"):
            if address := getattr(self, key):
                yield key, address


def day_of(text: str) -> MeetingDay | None:
    """Read a day, `Tuesday` or `second Tuesday`; None if it is none."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    ordinal = found[1].lower() if found[1] else None
    return MeetingDay(WEEKDAYS.index(found[2].capitalize()), ordinal)


def clock_of(text: str) -> time | None:
    """Read a time of 24 hours, `17:00`; None if it is none."""
    if _CLOCK.fullmatch(text) is None:
        return None
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute))


def interval_of(text: str) -> Interval | None:
    """Read how often something is, `week` or `2 months`; None if it does not say that."""
    found = _EVERY.fullmatch(text)
    if found is None or (found[1] is None) == bool(found[3]):
        return None
    unit: Literal["week", "month"] = "week" if found[2].lower() == "week" else "month"
    return Interval(int(found[1] or 1), unit)


def usual_interval(days: Sequence[MeetingDay]) -> Interval:
    """Return how often a meeting is on *days* that does not say it."""
    return Interval(1, "month" if any(each.ordinal for each in days) else "week")
