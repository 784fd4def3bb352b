"""Meetings as people type them, one a line, and the same line of a meeting.

    Weekly call: Tuesday 17:00 Europe/Berlin, every 2 weeks from 2026-01-06, 60 minutes, join https://…

The name comes first, and everything else in any order and in people's own words, which `meeting_words`
reads. Nothing is judged here: what is no day, no time or no timezone is kept where one would be, what
speaks of days and is not understood is kept as `every`, and all else is a remark.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from wgbot.registry import as_in_file, meeting_vocabulary, meeting_words, timezones
from wgbot.registry.meeting import Meeting

_BULLET = re.compile(r"\A\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_NAME = re.compile(r"([^,]*?\S)\s*:\s+")
_DASH = re.compile(r" [-–—@] ")
_AND = re.compile(r"(?<!\s)\s++and\s++|(?<!\s)\s*+&\s*+", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE)
_LINK = re.compile(r"(?:([a-z]+)\b:?\s+)?[<(]?(https?://\S+?)[>)]?", re.IGNORECASE)
_KEY_OF = {
    **dict.fromkeys(("", "join", "zoom", "meet", "jitsi", "link", "url"), "join"),
    **dict.fromkeys(("notes", "agenda", "minutes"), "notes"),
    **dict.fromkeys(("recording", "recordings", "youtube"), "recordings"),
}
"""What people put before an address, and of what it is one then."""
_SHOWN_LINK = re.compile(r"(join|notes|recordings)\b:?\s+(\S+)", re.IGNORECASE)
_LINK_AT_END = re.compile(
    r"[.;]?\s(\[[^\[\]]{1,100}\]\(https?://[^()\s]+\)|\([^()]{1,100}https?://[^()\s]+\))\.?\Z"
)
_MARKDOWN = re.compile(
    r"(?:\b(?:on|at|via|in)\s+|\A|(?<=\s))\[([^\[\]]{1,100})\]\((https?://[^()\s]+)\)\.?\Z", re.I
)
_SAID_TWICE = frozenset(("join", "notes", "recordings", "timezone"))
"""What is a remark where it is told once more, and otherwise: another address, or where people sit."""
_EACH = re.compile(r"\A(?:every|each)\s+", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"\b[a-z]{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?\Z", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d(?![\d-])")
_IN_BRACKETS = re.compile(r"([^,:()\[]*?[^,:()\s])\s*\(([^()]+)\)(.*)", re.DOTALL)
_LAST_REMARK = ", remark: "
"""What has the rest of the line for a remark, whatever it says."""
_REMARK = re.compile(r"remarks?:?\s+(.*)", re.IGNORECASE | re.DOTALL)


def read(text: str) -> tuple[Meeting, ...]:
    """Read meetings, one a line, or as a registry file has them."""
    if (listed := as_in_file.read(text, "meetings", Meeting)) is not None:
        return listed
    lines = (" ".join(_BULLET.sub("", line, count=1).split()) for line in text.split("\n"))
    return tuple(_meeting(line) for line in lines if line)


def tells_when(meeting: Meeting) -> bool:
    """Return whether a meeting says anything of when it is, right or wrong; else it is all remark."""
    return any((meeting.days, meeting.time, meeting.every, meeting.starts, meeting.until))


def written(meeting: Meeting) -> str:
    """Return the line of a meeting, which is read as the same meeting."""
    head = f"{meeting.name}: " if meeting.name else ""
    parts = list(_parts(meeting))
    if not meeting.remark:
        return head + ", ".join(parts)
    line = head + ", ".join([*parts, f"remark {meeting.remark}"])
    # A remark that would be read as something else has the rest of the line.
    return (
        line
        if _meeting(line) == meeting
        else head + ", ".join([*parts, f"remark: {meeting.remark}"])
    )


def _parts(meeting: Meeting) -> Iterator[str]:
    when = [" and ".join(meeting.days), meeting.time or "", meeting.timezone or ""]
    if any(when):
        yield " ".join(filter(None, when))
    often = [
        f"every {meeting.every}" if meeting.every else "",
        f"from {meeting.starts}" if meeting.starts else "",
        f"until {meeting.until}" if meeting.until else "",
    ]
    if any(often):
        yield " ".join(filter(None, often))
    if meeting.without:
        yield f"except {' '.join(map(str, meeting.without))}"
    if meeting.minutes:
        yield f"{meeting.minutes} minutes"
    yield from (f"{key} {address}" for key, address in meeting.addresses())


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
        self.is_remark = False
        """Whether the part before was one, which goes on behind its comma."""

    def take(self, piece: str) -> bool:
        """Take what a part says; return whether nothing before it says otherwise."""
        found = _part(piece)
        said = found.pop("remark", "")
        if "dates" in found:
            return self._take_dates(piece, found["dates"])
        if any(self.values.get(key, each) != each for key, each in found.items()):
            if not found.keys() <= _SAID_TWICE:
                return False
            found, said = {}, piece
        if is_read := bool(found):
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

    def _take_words(self, piece: str) -> bool:
        """Keep what speaks of when it is and is not understood where it is asked about."""
        if self.is_remark:
            return False
        if meeting_words.meant(piece):
            self.days.append(piece)
        elif meeting_vocabulary.says_when(piece):
            self.values["every"] = piece.removeprefix("every ")
        return meeting_vocabulary.says_when(piece)

    def _remark(self, text: str, *, goes_on: bool) -> None:
        if goes_on and self.is_remark:
            self.remarks[-1] += f", {text}"
        else:
            self.remarks.append(text)
        self.is_remark = True

    def meeting(self) -> Meeting:
        """Return the meeting; what nobody can take for a date or an interval is a remark."""
        values, remarks = dict(self.values), list(self.remarks)
        unread = values.get("every", "")
        if unread and not (self.days or "time" in values or _says_when(unread)):
            remarks.insert(0, values.pop("every"))
        if remarks:
            values["remark"] = ", ".join(remarks)
        return Meeting.model_construct(**meeting_words.settled({**values, "days": self.days}))


def _says_when(text: str) -> bool:
    return meeting_vocabulary.has_dates(text) or meeting_words.read(f"every {text}") is not None


def _pieces(text: str) -> Iterator[str]:
    """Yield what stands between commas; that of `Feb 11, 2025` is within a date."""
    before = ""
    for piece in (each.strip(" ,;") for each in text.split(", ")):
        if before and _DAY_OF_MONTH.search(before) and _YEAR.match(piece):
            before = f"{before} {piece}"
            continue
        if before:
            yield before
        before = piece
    yield before


def _is_name(piece: str, others: Sequence[str]) -> bool:
    """Return whether what is before the first comma is a name, and not the only one that says on which day it is."""
    found = _part(piece)
    if found and found.keys() != {"timezone"}:
        return False
    return not meeting_vocabulary.says_when(piece) or any("days" in _part(each) for each in others)


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
        or _linked(found[1])
        or ", remark" in f", {rest[: found.start() + 1]}"
    ):
        return rest, []
    return rest[: found.start()], [found[1]]


def _named(line: str) -> tuple[str, str]:
    """Return the name of a meeting, and the rest of its line."""
    if _REMARK.match(line):
        return "", line
    line = line.replace(":** ", "**: ", 1)
    if (found := _NAME.match(line)) and not _holds_part(found[1]):
        return _without_marks(found[1]), line[found.end() :]
    before, _, behind = line.partition(dash[0]) if (dash := _DASH.search(line)) else (line, "", "")
    if behind and "," not in before and not _part(before) and _part(behind.partition(", ")[0]):
        return _without_marks(before.strip(" ,;")), behind
    if (found := _IN_BRACKETS.fullmatch(line)) and "days" in _part(found[2].partition(", ")[0]):
        return _without_marks(found[1]), found[2] + found[3]
    return "", line


def _without_marks(name: str) -> str:
    """Return a name without what makes it bold."""
    return name.removeprefix("**").removesuffix("**").strip()


def _holds_part(text: str) -> bool:
    """Return whether what stands before a colon is no name, but a day, or what an address is of."""
    return text.lower() in (*_KEY_OF, "remark", "remarks") or "days" in (
        meeting_words.beginning(text)[0] or {}
    )


def _part(piece: str) -> dict[str, Any]:
    """Read one part of a meeting; nothing if it is none."""
    if found := _REMARK.fullmatch(piece):
        return {"remark": found[1]}
    if linked := _linked(piece):
        return linked
    if zone := timezones.named(piece) or (
        piece if piece.isupper() and timezones.meant(piece) else None
    ):
        return {"timezone": zone}
    read, rest = meeting_words.beginning(piece)
    if read is None:
        return _as_typed(piece)
    if not rest:
        return read
    if meeting_words.times(rest):
        return {"every": piece}
    rest = _opened(rest)
    return read | {"every" if meeting_vocabulary.says_when(rest) else "remark": rest}


def _linked(piece: str) -> dict[str, Any]:
    """Read a part that has an address at its end; nothing if it has none, or nobody knows of what it is one."""
    if found := _SHOWN_LINK.fullmatch(piece):
        return {found[1].lower(): found[2]}
    if (found := _LINK.fullmatch(piece)) and (key := _KEY_OF.get((found[1] or "").lower())):
        return {key: found[2]}
    if found := _MARKDOWN.search(piece):
        before, key = piece[: found.start()], _KEY_OF.get(found[1].lower())
        if key:
            return (_part(before) if before else {}) | {key: found[2]}
        said = None if before else meeting_words.read(found[1])
        return {**said, "join": found[2]} if said else {}
    before, _, last = piece.rpartition(" ")
    if (found := _LINK.fullmatch(last)) is None:
        return {}
    words, _, label = before.rpartition(" ")
    key = _KEY_OF.get(label.lower().rstrip(":"))
    said = _part(meeting_vocabulary.without_loose_end(words if key else before))
    return {**said, key or "join": found[2]} if "time" in said or "days" in said else {}


def _opened(text: str) -> str:
    """Return what stands in brackets, if all of it does."""
    text = text.rstrip(".") if text.endswith(").") else text
    is_inside = text.endswith(")") and "(" not in text[1:]
    return text.removeprefix("(").removesuffix(")") if is_inside else text


def _as_typed(piece: str) -> dict[str, Any]:
    """Read what is not understood by its time: a word or two before it for a day, and behind it for a timezone."""
    clocks = [*_CLOCK.finditer(piece)]
    if len(clocks) != 1:
        return {}
    before = meeting_vocabulary.without_loose_end(piece[: clocks[0].start()].strip(" :("))
    is_ambiguous = bool(meeting_words.meant(before))
    timezone = piece[clocks[0].end() :].strip(" ()")
    typed = [_EACH.sub("", each.strip()) for each in _AND.split(before) if each.strip()]
    days = [before] if is_ambiguous else (meeting_words.read(before) or {}).get("days") or typed
    is_prose = any(len(each.split()) > 2 for each in days) and not is_ambiguous
    if is_prose or meeting_vocabulary.says_when(timezone):
        return {}
    values: dict[str, Any] = {"days": days, "time": clocks[0][0]}
    values |= meeting_words.read(clocks[0][0]) or {}
    return values | ({"timezone": timezone} if timezone else {})
