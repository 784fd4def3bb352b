"""When a meeting is, as people say it: `Tuesdays at 5 pm`, `biweekly starting Tuesday Oct 28, 2025`.

Only what has one meaning is read. What has several (`every second Tuesday`, `biweekly` on two days) or
none is left to whoever asks, and `meant` has what it may be. A whole line is for `meeting_lines`, a
meeting of another list for `meeting_import`.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wgbot.registry import timezones
from wgbot.registry.meeting import ORDINALS, WEEKDAYS

MOST = 300
"""The most characters that are read; nobody needs more to say when a meeting is."""
BIWEEKLY = "biweekly"
"""What is every two weeks on one day, and may be twice a week on two."""

_WEEKDAYS = {day[:length].lower(): day for day in WEEKDAYS for length in (3, len(day))}
_WEEKDAYS |= {"tues": "Tuesday", "weds": "Wednesday", "thur": "Thursday", "thurs": "Thursday"}
_ORDINALS = {each: each for each in ORDINALS}
_ORDINALS |= dict(zip("1st 2nd 3rd 4th 5th".split(), ORDINALS, strict=False))
_NUMBERS = {"one": 1, "other": 2, "second": 2, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}  # fmt: skip
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WORDS = {
    **dict.fromkeys(("weekly", "once a week"), "week"),
    **dict.fromkeys(("monthly", "once a month"), "month"),
    **dict.fromkeys(("fortnightly", "every fortnight"), "2 weeks"),
    **dict.fromkeys(("quarterly", "every quarter", "once a quarter"), "3 months"),
    **dict.fromkeys(("biweekly", "bi-weekly"), BIWEEKLY),
}


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DAY_WORD = rf"(?:{_one_of(_WEEKDAYS)})s?\b\.?"
_AROUND = re.compile(r"(?:[\s,;:()&/–—-]|\b(?:on|at|and|the)\b)+", re.IGNORECASE)
_EACH = re.compile(r"(?:every|each)\b(?P<other>\s+other\b)?|(?P<alternate>alternate|alternating)\b", re.IGNORECASE)  # fmt: skip
_NTH = re.compile(rf"(?:{_one_of(_ORDINALS)})\b", re.IGNORECASE)
_DAY = re.compile(_DAY_WORD, re.IGNORECASE)
_OF_MONTH = re.compile(r"(?:of|in)\s+(?:(?:each|every|the|a)\s+)?month\b", re.IGNORECASE)
_OFTEN = re.compile(
    rf"(?P<word>{_one_of(_WORDS)})\b"
    rf"|(?:every|each)\s+(?:(?P<number>[1-9]\d?|{_one_of(_NUMBERS)})[\s-]+)?(?P<unit>week|month)s?\b",
    re.IGNORECASE,
)
_HOUR = r"(?P<hour{0}>\d{{1,2}})(?:[:.](?P<minute{0}>\d\d))?(?:\s?(?:(?P<half{0}>[ap])\.?\s?m\b\.?|(?P<mark{0}>h|uhr|o'clock)\b))?"
_CLOCK = re.compile(
    rf"{_HOUR.format('')}(?:\s?(?:-|–|to|until)\s?{_HOUR.format(2)})?(?![\d:.]*\d)|(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:(?P<starts>from|since|start(?:s|ing)?(?:\s+(?:on|from))?|beginning(?:\s+on)?)"
    r"|(?P<until>until|till|through|end(?:s|ing)(?:\s+on)?)"
    r"|(?P<without>except(?:\s+(?:for|on))?|not(?:\s+on)?))\b:?\s*",
    re.IGNORECASE,
)
_MONTH = rf"(?P<month{{0}}>{'|'.join(_MONTHS)})[a-z]*\.?"
_DATE = re.compile(
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)\b|(?:(?P<weekday>{_DAY_WORD}),?\s+)?"
    rf"(?:{_MONTH.format('')}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+{_MONTH.format(2)},?\s+(?P<year2>\d{{4}})\b)",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?:for\s+)?(?:(?P<number>\d{1,4})|(?P<half>half\s+)?an)[\s-]?(?P<unit>minutes?|mins?|hours?|h)\b\.?",
    re.IGNORECASE,
)
_SAYS_WHEN = re.compile(
    rf"\b(?:{_one_of(WEEKDAYS)}s?|(?:bi-?)?(?:week|month)(?:ly|s)?|daily|quarterly|fortnight(?:ly)?|every|each|start(?:s|ing)?"
    rf"|from\s+\d|until\s+\d|\d{{1,2}}:\d\d|\d{{4}}-\d\d)\b",
    re.IGNORECASE,
)


def read(text: str) -> dict[str, Any] | None:
    """Return the keys of a meeting that *text* says, `days` for its days; None if not all is understood.

    Dates that stand for themselves are `dates`. A timezone is as it was typed, if it names none.
    """
    text = " ".join(text.split())
    if len(text) > MOST:
        return None
    reading = _Reading(text)
    while reading.at < len(text):
        if not reading.step():
            return None
    return reading.result()


def says_when(text: str) -> bool:
    """Return whether *text* speaks of days, times or dates, understood or not."""
    return _SAYS_WHEN.search(text[:MOST]) is not None


def settled(values: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of a whole meeting, with `day` for its days, and `biweekly` where that has one meaning."""
    days = values.pop("days", [])
    if days:
        values["day"] = days[0] if len(days) == 1 else tuple(days)
    if values.get("every") == BIWEEKLY and len(days) == 1:
        values["every"] = "2 weeks"
    return values


def meant(text: str) -> tuple[str, ...]:
    """Return what people may mean by a day or an interval, where they may mean several things."""
    words = " ".join(text.split())[:MOST]
    if (read(words) or {}).get("every") == BIWEEKLY:
        return "every 2 weeks", "every week"
    each = _EACH.match(words)
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
            return _DAY.match(self.text, self.at + 1) is not None and self.put("every", "2 weeks")
        self.is_each = True
        return True

    def nth(self, found: re.Match[str]) -> bool:
        self.nths.append(_ORDINALS[found[0].lower()])
        return True

    def day(self, found: re.Match[str]) -> bool:
        word = found[0].lower().rstrip(".")
        day = _WEEKDAYS.get(word) or _WEEKDAYS[word.removesuffix("s")]
        days = [f"{nth} {day}" for nth in self.nths] or [day]
        self.keys["days"] = [*self.keys.get("days", ()), *days]
        # "Every second Tuesday" is one of a month to some, and one of two weeks to others.
        self.doubtful |= self.is_each and not {"first", "last"}.issuperset(self.nths)
        self.nths, self.is_each = [], False
        return True

    def of_month(self, _found: re.Match[str]) -> bool:
        self.doubtful = False
        return " " in "".join(self.keys.get("days", ())[-1:])

    def often(self, found: re.Match[str]) -> bool:
        if found["word"]:
            return self.put("every", _WORDS[found["word"].lower()])
        number = (found["number"] or "one").lower()
        count = _NUMBERS.get(number) or int(number)
        unit = found["unit"].lower()
        return self.put("every", unit if count == 1 else f"{count} {unit}s")

    def clock(self, found: re.Match[str]) -> bool:
        if found["word"]:
            return self.put("time", {"noon": "12:00", "midnight": "00:00"}[found["word"].lower()])
        is_range = found["hour2"] is not None
        half = found["half"] or (found["half2"] if is_range and not found["minute"] else None)
        begins = _minutes(found["hour"], found["minute"], half, found["mark"] or found["minute"])
        if begins is None or not self.put("time", f"{begins // 60:02}:{begins % 60:02}"):
            return False
        if not is_range:
            return True
        ends = _minutes(found["hour2"], found["minute2"], found["half2"], found["mark2"] or found["minute2"])  # fmt: skip
        return ends is not None and ends != begins and self.put("minutes", (ends - begins) % 1440)

    def bound(self, found: re.Match[str]) -> bool:
        key = found.lastgroup or ""
        dates = []
        while dated := _DATE.match(self.text, self.at):
            dates.append(_date(dated))
            self.at = dated.end()
            between = _AROUND.match(self.text, self.at)
            self.at = between.end() if between and key == "without" else self.at
            if key != "without":
                break
        if not dates or None in dates:
            return False
        return self.put(key, tuple(dates) if key == "without" else dates[0])

    def dates(self, found: re.Match[str]) -> bool:
        day = _date(found)
        if day:
            self.keys["dates"] = (*self.keys.get("dates", ()), day)
        return day is not None

    def minutes(self, found: re.Match[str]) -> bool:
        hour = found["unit"].lower().startswith("h")
        count = int(found["number"] or 1) * (60 if hour else 1)
        return self.put("minutes", count // 2 if found["half"] else count)

    def _timezone(self) -> bool:
        """Take what stands behind the time, as far as nothing else is said, for its timezone."""
        if "time" not in self.keys or "timezone" in self.keys:
            return False
        end = self.at
        while end < len(self.text):
            if end > self.at and self.text[end - 1] in " ,;(" and self._begins(end):
                break
            end += 1
        said = self.text[self.at : end].strip(" ,;(")
        self.at = end
        said = said[:-1] if said.endswith(")") and "(" not in said else said
        return self.put("timezone", timezones.named(said) or said)

    def _begins(self, at: int) -> bool:
        return any(take and pattern.match(self.text, at) for pattern, take in _TAKEN)


_TAKEN: tuple[tuple[re.Pattern[str], Callable[[_Reading, re.Match[str]], bool] | None], ...] = (
    (_OFTEN, _Reading.often),
    (_EACH, _Reading.each),
    (_NTH, _Reading.nth),
    (_OF_MONTH, _Reading.of_month),
    (_BOUND, _Reading.bound),
    (_DATE, _Reading.dates),
    (_MINUTES, _Reading.minutes),
    (_DAY, _Reading.day),
    (_CLOCK, _Reading.clock),
    (_AROUND, None),
)
"""What can be said, the more particular first."""


def _minutes(hour: str, minute: str | None, half: str | None, marked: str | None) -> int | None:
    """Return a time of day in minutes; None for a bare number, and for what no clock shows."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        hours = hours % 12 + (12 if half.lower() == "p" else 0) if 1 <= hours <= 12 else 24
    elif not marked:
        return None
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def _date(found: re.Match[str]) -> date | None:
    """Return a date; None if there is no such day, or it is another day of the week."""
    with suppress(ValueError):
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month = _MONTHS.index((found["month"] or found["month2"]).lower()) + 1
        day = date(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))
        named = found["weekday"]
        if named is None or WEEKDAYS[day.weekday()].lower().startswith(named.lower()[:3]):
            return day
    return None
