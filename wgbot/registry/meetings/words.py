"""When a meeting is, as people say it: `Tuesdays at 5 pm`, `biweekly starting Tuesday Oct 28, 2025`.

Only what has one meaning is read. What has several (`every second Tuesday`, `biweekly` on two days) or
none is left to whoever asks, and `meant` has what it may be. A whole line is for `lines`, a
meeting of another list for `imported`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wgbot.registry.meetings import timezones, vocabulary
from wgbot.registry.meetings.meeting import ORDINALS, WEEKDAYS

_LONGEST_RANGE = 12 * 60
"""How many minutes a meeting is at most whose end is told; "9:00-5:00" is no night."""


def read(text: str) -> dict[str, Any] | None:
    """Return the keys of a meeting that *text* says, `days` for its days; None if not all is understood.

    Dates that stand for themselves are `dates`. A timezone is as it was typed, if it names none.
    """
    keys, rest = beginning(text)
    return None if rest else keys


def beginning(text: str) -> tuple[dict[str, Any] | None, str]:
    """Return what the beginning of *text* says, up to a timezone or all of it, and what is behind that."""
    text = " ".join(text.split())
    if len(text) > vocabulary.MOST:
        return None, text
    text = vocabulary.in_english(text)
    reading = _Reading(text)
    while reading.at < len(text):
        if not reading.step():
            keys = reading.result() if "timezone" in reading.keys else None
            return keys, text[reading.at :]
    return reading.result(), ""


def times(text: str) -> int:
    """Return how many times of day a text has that is not understood."""
    found = vocabulary.CLOCK.finditer(vocabulary.in_english(text[: vocabulary.MOST]))
    return sum(bool(each["word"] or each["four"] or _times(each, "")) for each in found)


def settled(values: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of a whole meeting, with `day` for its days, and `biweekly` where that has one meaning.

    What is counted in weeks from a date is on that day of the week.
    """
    days = values.pop("days", [])
    if not days and values.get("starts") and "week" in values.get("every", ""):
        days = [WEEKDAYS[values["starts"].weekday()]]
    if days:
        values["day"] = days[0] if len(days) == 1 else tuple(days)
    if values.get("every") == vocabulary.BIWEEKLY and len(days) == 1:
        values["every"] = "2 weeks"
    return values


def meant(text: str) -> tuple[str, ...]:
    """Return what people may mean by a day or an interval, where they may mean several things."""
    words = vocabulary.in_english(" ".join(text.split())[: vocabulary.MOST])
    if words.lower() in ("daily", "every day"):
        return f"{WEEKDAYS[0]} to {WEEKDAYS[4]}", f"{WEEKDAYS[0]} to {WEEKDAYS[6]}"
    if (read(words) or {}).get("every") == vocabulary.BIWEEKLY:
        return "every 2 weeks", "every week"
    each = vocabulary.EACH.match(words)
    days = (read(words[each.end() :]) or {}).get("days", []) if each and not read(words) else []
    if len(days) != 1 or " " not in days[0]:
        return ()
    nth, _, day = days[0].partition(" ")
    return f"{days[0]} of the month", f"{day}, every {ORDINALS.index(nth) + 1} weeks"


@dataclass
class _Reading:
    text: str
    at: int = 0
    keys: dict[str, Any] = field(default_factory=dict)
    nths: list[str] = field(default_factory=list)
    is_each: bool = False
    doubtful: bool = False
    """Whether it has days of which only "of the month" tells what they are."""

    def step(self) -> bool:
        """Read the next part; return whether there was one, which agrees with those before."""
        for pattern, take in _TAKEN:
            if found := pattern.match(self.text, self.at):
                before = self.at
                self.at = found.end()
                if take is None or take(self, found):
                    return True
                self.at = before
        return self._timezone()

    def result(self) -> dict[str, Any] | None:
        return None if self.nths or self.is_each or self.doubtful else self.keys

    def put(self, key: str, value: Any) -> bool:
        """Keep what is said; what says it a second time, and otherwise, is not understood."""
        return bool(self.keys.setdefault(key, value) == value)

    def each(self, found: re.Match[str]) -> bool:
        if self.is_each:
            return False
        if found["other"] or found["alternate"]:
            return vocabulary.DAY.match(self.text, self.at + 1) is not None and self.put(
                "every", "2 weeks"
            )
        self.is_each = True
        return True

    def nth(self, found: re.Match[str]) -> bool:
        # "First and last" are two, and the "second last" is neither.
        if self.nths and not vocabulary.LISTED.search(self.text, 0, found.start()):
            return False
        self.nths.append(vocabulary.ORDINAL_OF[found[0].lower()])
        return True

    def day(self, found: re.Match[str]) -> bool:
        day = WEEKDAYS[vocabulary.weekday(found[0])]
        days = [f"{nth} {day}" for nth in self.nths] or [day]
        self.keys["days"] = [*self.keys.get("days", ()), *days]
        # "Every second Tuesday" is one of a month to some, and one of two weeks to others.
        self.doubtful |= self.is_each and not {"first", "last"}.issuperset(self.nths)
        self.nths, self.is_each = [], False
        return True

    def range_of_days(self, found: re.Match[str]) -> bool:
        begin, end = (
            (0, 4) if found["word"] else map(vocabulary.weekday, (found["first"], found["last"]))
        )
        if self.nths:
            return False
        days = [WEEKDAYS[(begin + each) % 7] for each in range((end - begin) % 7 + 1)]
        self.keys["days"] = [*self.keys.get("days", ()), *days]
        self.is_each = False
        return True

    def of_month(self, _found: re.Match[str]) -> bool:
        self.doubtful = False
        return " " in "".join(self.keys.get("days", ())[-1:])

    def often(self, found: re.Match[str]) -> bool:
        if found["word"]:
            return self.put("every", vocabulary.INTERVAL_OF[found["word"].lower()])
        number = (found["number"] or "one").lower()
        count = vocabulary.NUMBER_OF.get(number) or int(number)
        unit = found["unit"].lower()
        return self.put("every", unit if count == 1 else f"{count} {unit}s")

    def clock(self, found: re.Match[str]) -> bool:
        if found["word"]:
            return self.put("time", "12:00")
        if found["four"]:
            from_, to = (
                int(found[f"four{which}"] or 0) * 60 + int(found[f"digits{which}"] or 0)
                for which in ("", "2")
            )
            return self.put("time", _clock(from_)) and (
                found["four2"] is None or self._length(to - from_)
            )
        if found["hour2"] is None:
            (begins,) = _times(found, "") or (None,)
            return begins is not None and self.put("time", _clock(begins))
        # "11-12:30 pm" and "5 pm-6:30": of both halves of the day, what makes it the shorter.
        lengths = [
            ((ends - begins) % 1440, begins)
            for begins in _times(found, "", found["half2"])
            for ends in _times(found, "2", found["half"])
        ]
        length, begins = min(lengths, default=(0, 0))
        return self._length(length) and self.put("time", _clock(begins))

    def _length(self, minutes: int) -> bool:
        return 0 < minutes % 1440 <= _LONGEST_RANGE and self.put("minutes", minutes % 1440)

    def bound(self, found: re.Match[str]) -> bool:
        key = found.lastgroup or ""
        dates = []
        while dated := vocabulary.DATE.match(self.text, self.at):
            dates.append(vocabulary.date_of(dated))
            self.at = dated.end()
            between = vocabulary.AROUND.match(self.text, self.at)
            self.at = between.end() if between and key == "without" else self.at
            if key != "without":
                break
        if not dates or None in dates:
            return False
        return self.put(key, tuple(dates) if key == "without" else dates[0])

    def dates(self, found: re.Match[str]) -> bool:
        day = vocabulary.date_of(found)
        if day:
            self.keys["dates"] = (*self.keys.get("dates", ()), day)
        return day is not None

    def minutes(self, found: re.Match[str]) -> bool:
        # "Tuesdays 16h" is a time, and "1h" alone or behind one is none.
        is_all = len(found[0]) == len(self.text)
        is_marked = "time" not in self.keys and "h" in found[0].lower() and not is_all
        if is_marked and vocabulary.CLOCK.match(self.text, found.start()):
            return False
        if found["number2"]:
            return self.put("minutes", int(found["number2"]) * 60 + int(found["more2"]))
        said = found["number"] or "one"
        count = (vocabulary.NUMBER_OF.get(said) or int(said)) + float(found["tenths"] or 0)
        length = count * (60 if found["hours"] else 1) / (2 if found["half"] else 1)
        return self.put("minutes", int(length) + int(found["more"] or 0))

    def _timezone(self) -> bool:
        """Take what stands behind the time, as far as nothing else is said, for its timezone."""
        if "timezone" in self.keys:
            return False
        if "time" not in self.keys:
            return self._timezone_before()
        end = self.at
        while end < len(self.text):
            if end > self.at and self.text[end - 1] in " ,;(" and self._begins(end):
                break
            end += 1
        said = vocabulary.without_loose_end(self.text[self.at : end])
        for space in [len(said), *(each.start() for each in reversed([*re.finditer(r"\s", said)]))]:
            name, behind = said[:space], said[space:].lstrip()
            goes_on = not behind or name.endswith(".") or vocabulary.PROSE.match(behind)
            name = name.removeprefix("in ")
            name = name[:-1] if name.endswith(")") and "(" not in name else name.rstrip(".,;!")
            if goes_on and _is_timezone(name):
                self.at = end if not behind else self.at + space
                return self.put("timezone", timezones.named(name) or name)
        self.at = end
        return self.put("timezone", said)

    def _timezone_before(self) -> bool:
        """Take a timezone that stands before the time: `UTC 15:00 Thursday`."""
        found = vocabulary.TIMEZONE_BEFORE.match(self.text, self.at)
        if found is None or not _is_timezone(found[1]):
            return False
        self.at = found.end()
        # What stands behind the time then is another one.
        clock = vocabulary.CLOCK.match(self.text, self.at)
        behind = self.text[clock.end() :].split(maxsplit=1)[:1] if clock else []
        self.doubtful |= any(map(_is_timezone, behind))
        return self.put("timezone", timezones.named(found[1]) or found[1])

    def _begins(self, at: int) -> bool:
        return any(take and pattern.match(self.text, at) for pattern, take in _TAKEN)


_TAKEN: tuple[tuple[re.Pattern[str], Callable[[_Reading, re.Match[str]], bool] | None], ...] = (
    (vocabulary.OFTEN, _Reading.often),
    (vocabulary.EACH, _Reading.each),
    (vocabulary.NTH, _Reading.nth),
    (vocabulary.OF_MONTH, _Reading.of_month),
    (vocabulary.BOUND, _Reading.bound),
    (vocabulary.DATE, _Reading.dates),
    (vocabulary.MINUTES, _Reading.minutes),
    (vocabulary.DAYS, _Reading.range_of_days),
    (vocabulary.DAY, _Reading.day),
    (vocabulary.CLOCK, _Reading.clock),
    (vocabulary.AROUND, None),
)
"""What can be said, the more particular first."""


def _is_timezone(name: str) -> bool:
    """Return whether *name* is that of a timezone, or of several."""
    return bool(timezones.named(name) or timezones.meant(name))


def _times(found: re.Match[str], which: str, other: str | None = None) -> list[int]:
    """Return the times of day in minutes that may be meant; none for a bare number, and for what no clock shows.

    Where only the *other* end of a span says in which half of the day it is, this one may be in either.
    """
    hour, minute = int(found[f"hour{which}"]), int(found[f"minute{which}"] or 0)
    half = (found[f"half{which}"] or "").strip()[:1].lower()
    hours = [
        hour % 12 + (12 if each == "p" else 0)
        for each in half or ("ap" if other else "")
        if 1 <= hour <= 12
    ]
    # "9-10 Uhr" says it once for both.
    is_marked = found[f"mark{which}"] or (found["mark2"] or "").lower() == "uhr"
    if not half and (found[f"minute{which}"] or is_marked):
        hours.append(hour)
    return [each * 60 + minute for each in hours if each < 24 and minute < 60]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
