"""Meetings as people type them, one a line, and the same line of a meeting.

    Weekly call: Tuesday 17:00 Europe/Berlin, every 2 weeks from 2026-01-06, 60 minutes, join https://…

The name comes first, and everything else in any order and in people's own words, which `words`
reads. Nothing is judged here: what is no day, no time or no timezone is kept where one would be, what
speaks of days and is not understood is kept as `every`, and all else is a remark.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any

from wgbot.registry import as_in_file
from wgbot.registry.bullets import BULLET
from wgbot.registry.meetings import parts, vocabulary, words
from wgbot.registry.meetings.meeting import WEEKDAYS, Meeting

_COLON = re.compile(r"(?<!\s)\s?:\s")
_MOST_COLONS = 8
_DASH = re.compile(r" [-–—@] ")
_LINK_AT_END = re.compile(
    r"[.;]?\s(\[[^\[\]]{1,100}\]\(https?://[^()\s]+\)|\([^()]{1,100}https?://[^()\s]+\))\.?\Z"
)
_SAID_TWICE = frozenset(("join", "notes", "recordings", "timezone"))
"""What is a remark where it is told once more, and otherwise: another address, or where people sit."""
_DAY_OF_MONTH = re.compile(r"\b[a-z]{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?\Z", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d(?![\d-])")
_DATE = re.compile(rf"{vocabulary.DATE.pattern}|{_DAY_OF_MONTH.pattern}", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"([^,:()\[]*?[^,:()\s])\s*\(([^()]+)\)(.*)", re.DOTALL)
_NAME_ON = re.compile(
    r"(?:(?:an?|the|our|das|der|die|unsere?)\s+)?(?!(?:no|not|old|former|previous|some|cancel|postpone|move|skip|stop|drop|remove|delete|replace|reschedule|shift|change|kein\w*|abgesagt\w*|verschob\w*|verschieb\w*|streich\w*|entfern\w*|alte[rsn]?)\b)"
    r"((?:(?!(?:the|our|a|an|this|that|your|we|is|are|with|of)\b)[^\s,]{1,30}\s+){0,5}?"
    r"(?:[\w-]*meet(?:ing|up)s?|calls?|[\w-]*sync|kick-?off|hours?|sessions?|stand-?up|summit|workshop|sprint|triage|chat|discussion"
    r"|\w*(?:auftakt|treffen|sitzung|besprechung|sprechstunde|stammtisch)))"
    r"(?:\s+(?:(?:takes?\s+place|(?:is|are)(?:\s+held)?|happens?|findet|ist)\s+)?(?:on\s+(?:the\s+)?|am\s+|(?=(?:every|each|jede[nrs]?)\s)))",
    re.IGNORECASE,
)
"""A sentence that begins with what is called so: `Kick-off on 12 March 2027`, `The call is every Tuesday`."""
_LAST_REMARK = ", remark: "
"""What has the rest of the line for a remark, whatever it says."""


def read(text: str) -> tuple[Meeting, ...]:
    """Read meetings, one a line, or as a registry file has them."""
    if (listed := as_in_file.read(text, "meetings", Meeting)) is not None:
        return listed
    typed = (" ".join(BULLET.sub("", line, count=1).split()) for line in text.split("\n"))
    return tuple(_meeting(line) for line in typed if line)


def tells_when(meeting: Meeting) -> bool:
    """Return whether a meeting says anything of when it is, right or wrong; else it is all remark."""
    limits = meeting.starts, meeting.until, meeting.without
    return any((meeting.days, meeting.time, meeting.every, *limits))


def written(meeting: Meeting) -> str:
    """Return the line of a meeting, which is read as the same meeting."""
    head = f"{meeting.name}: " if meeting.name else ""
    said = list(_parts(meeting))
    if not meeting.remark:
        return head + ", ".join(said)
    line = head + ", ".join([*said, f"remark {meeting.remark}"])
    # A remark that would be read as something else has the rest of the line.
    return (
        line
        if _meeting(line) == meeting
        else head + ", ".join([*said, f"remark: {meeting.remark}"])
    )


def _parts(meeting: Meeting) -> Iterator[str]:
    once = meeting.once if meeting.time else None
    days = once.isoformat() if once else " and ".join(meeting.days)
    if when := " ".join(filter(None, (days, meeting.time, meeting.timezone))):
        yield when
    often = [
        f"every {meeting.every}" if meeting.every else "",
        f"from {meeting.starts}" if meeting.starts and not once else "",
        f"until {meeting.until}" if meeting.until and not once else "",
    ]
    if any(often):
        yield " ".join(filter(None, often))
    if meeting.without:
        yield f"except {' '.join(map(str, meeting.without))}"
    if meeting.minutes:
        yield f"{meeting.minutes} minutes"
    yield from (f"{key} {address}" for key, address in meeting.addresses())


# A form's answer is read half a dozen times, in every run.
@lru_cache(maxsize=1 << 12)
def _meeting(line: str) -> Meeting:
    name, rest = _named(line)
    plain, remarks = _without_remark(rest)
    reading = _Line(name, remarks)
    pieces = list(_pieces(plain))
    for number, piece in enumerate(pieces):
        if not piece:
            continue
        if not number and not name and pieces[1:] and _is_name(piece, pieces[1:]):
            reading.values["name"] = _without_marks(piece)
        elif not reading.take(piece):
            # Two times are two meetings, and which of them is which is not told.
            return Meeting.model_construct(None, **{**reading.named, "every": rest})
    return reading.meeting()


class _Line:
    """A meeting, as far as its line is read."""

    def __init__(self, name: str, remarks: Sequence[str]) -> None:
        self.named = {"name": name} if name else {}
        self.values: dict[str, Any] = dict(self.named)
        self.days: list[str] = []
        self.remarks = list(remarks)
        self.once: date | None = None
        """The one day on which it is, and what was said of that, and of how often it is."""
        self.once_said = self.every_said = ""
        self.is_remark = False
        """Whether the part before was one, which goes on behind its comma."""

    def take(self, piece: str) -> bool:
        """Take what a part says; return whether nothing before it says otherwise."""
        found = parts.read(piece)
        said = found.pop("remark", "")
        if "dates" in found and not self._is_once(found):
            return self._take_dates(piece, found["dates"])
        is_date = "dates" in found
        if is_date:
            (self.once,), self.once_said = found.pop("dates"), piece
        elif self.once and _says_more_dates(found):
            return False
        if any(self.values.get(key, each) != each for key, each in found.items()):
            if not found.keys() <= _SAID_TWICE:
                return False
            found, said = {}, piece
        if is_read := is_date or bool(found):
            self.days += [each for each in found.pop("days", ()) if each not in self.days]
            self.values |= found
            self.is_remark = False
        if said or not (is_read or self._take_words(piece)):
            self._remark(said or piece, goes_on=not said)
        return True

    def _take_dates(self, piece: str, dates: tuple[date, ...]) -> bool:
        if "without" in self.values:
            # An exception goes on behind its commas.
            self.values["without"] = (*self.values["without"], *dates)
        elif not self._take_words(piece):
            self._remark(piece, goes_on=True)
        return True

    def _is_once(self, found: Mapping[str, Any]) -> bool:
        """Return whether a part has the one date of a meeting, and nothing says that there are others."""
        is_more = self.days or _says_more_dates(found) or _says_more_dates(self.values)
        return len(found["dates"]) == 1 and self.once in (None, *found["dates"]) and not is_more

    def _take_words(self, piece: str) -> bool:
        """Keep what speaks of when it is and is not understood where it is asked about."""
        if self.is_remark:
            return False
        if words.meant(piece):
            self.days.append(piece)
        elif vocabulary.says_when(piece):
            self.values["every"], self.every_said = piece.removeprefix("every "), piece
        return vocabulary.says_when(piece)

    def _remark(self, text: str, *, goes_on: bool) -> None:
        if goes_on and self.is_remark:
            self.remarks[-1] += f", {text}"
        else:
            self.remarks.append(text)
        self.is_remark = True

    def meeting(self) -> Meeting:
        """Return the meeting; what nobody can take for a date or an interval is a remark."""
        values, remarks = dict(self.values), list(self.remarks)
        if self.once and "time" in values:
            self.days = [WEEKDAYS[self.once.weekday()]]
            values |= {"starts": self.once, "until": self.once}
        elif self.once:
            values.setdefault("every", self.once_said)
        unread = values.get("every", "")
        if unread and not (self.days or "time" in values or _says_when(unread)):
            remarks.insert(0, self.every_said or unread)
            del values["every"]
        if remarks:
            values["remark"] = ", ".join(remarks)
        return Meeting.model_construct(**words.settled({**values, "days": self.days}))


def _says_more_dates(found: Mapping[str, Any]) -> bool:
    return not found.keys().isdisjoint(("days", "every", "starts", "until", "without"))


def _says_when(text: str) -> bool:
    return vocabulary.has_dates(text) or words.read(f"every {text}") is not None


def _pieces(text: str) -> Iterator[str]:
    """Yield what stands between commas; those of `Tuesday, Feb 11, 2025` are within a date."""
    before = ""
    for piece in (each.strip(" ,;") for each in vocabulary.with_whole_days(text).split(", ")):
        is_date = _DAY_OF_MONTH.search(before) and _YEAR.match(piece)
        has_weekday = _english(vocabulary.DAY.fullmatch, before) and _english(_DATE.match, piece)
        if before and (is_date or has_weekday):
            before = f"{before} {piece}"
            continue
        if before:
            yield before
        before = piece
    yield before


def _english(matches: Callable[[str], object], text: str) -> bool:
    return bool(matches(vocabulary.in_english(text[: vocabulary.MOST])))


def _is_name(piece: str, others: Sequence[str]) -> bool:
    """Return whether what is before the first comma is a name, and not the only one that says on which day it is."""
    found = parts.read(piece)
    if found and found.keys() != {"timezone"}:
        return False
    return not vocabulary.says_when(piece) or any("days" in parts.read(each) for each in others)


def _without_remark(rest: str) -> tuple[str, list[str]]:
    """Return a line without what has nothing more behind it: a remark with a colon, or a link.

    The link is one that converts the time, or leads to more.
    """
    before, _, remark = f", {rest}".partition(_LAST_REMARK)
    if remark:
        return before.removeprefix(", "), [remark]
    found = _LINK_AT_END.search(rest)
    if (
        not found
        or not found.start()
        or parts.linked(found[1])
        or ", remark" in f", {rest[: found.start() + 1]}"
    ):
        return rest, []
    return rest[: found.start()], [found[1]]


def _named(line: str) -> tuple[str, str]:
    """Return the name of a meeting, and the rest of its line."""
    if parts.REMARK.match(line):
        return "", line
    line = line.replace(":** ", "**: ", 1)
    colons = [each for each in islice(_COLON.finditer(line), _MOST_COLONS) if each.start()]
    names = [(line[: each.start()], line[each.end() :]) for each in colons]
    names = list(takewhile(lambda each: not _holds_part(each[0]), names))
    # "Specification: general: Tuesdays 17:00 UTC" has the longer name, and "Call: Zoom: https://…" the shorter.
    for name, rest in [*(each for each in names if parts.begins(each[1])), *names[:1]]:
        if parts.begins(rest) or "," not in name:
            return _without_marks(name), rest
    before, _, behind = line.partition(dash[0]) if (dash := _DASH.search(line)) else (line, "", "")
    if (
        behind
        and "," not in before
        and not vocabulary.has_dates(before)
        and not parts.read(before)
        and parts.read(behind.partition(", ")[0])
    ):
        return _without_marks(before.strip(" ,;")), behind
    if (found := _IN_BRACKETS.fullmatch(line)) and _has_days(found[2]):
        return _without_marks(found[1]), found[2] + found[3]
    if (found := _NAME_ON.match(line)) and not (
        vocabulary.says_dates(found[0]) or words.times(found[0])
    ):
        rest = line[found.end() :]
        if _has_days(rest):
            return _without_marks(found[1]), rest
    return "", line


def _has_days(text: str) -> bool:
    """Return whether what is before the first comma says on which day it is."""
    return not parts.read(text.partition(", ")[0]).keys().isdisjoint(("days", "dates"))


def _without_marks(name: str) -> str:
    """Return a name without what makes it bold."""
    return name.removeprefix("**").removesuffix("**").strip()


def _holds_part(text: str) -> bool:
    """Return whether what stands before a colon is no name, but a day, or what an address is of."""
    return any(
        each.lower() in (*parts.KEY_OF, "remark", "remarks")
        or "days" in (words.beginning(each)[0] or {})
        for each in text.split(", ")
    )
