"""Meetings as people type them, one a line, and the same line of a meeting.

    Weekly call: Tuesday 17:00 Europe/Berlin, every 2 weeks from 2026-01-06, 60 minutes, join https://…

The name comes first, and everything else in any order and in people's own words, which `meeting_words`
reads. Nothing is judged here: what is no day, no time or no timezone is kept where one would be, what
speaks of days and is not understood is kept as `every`, and all else is a remark.
"""

import re
from collections.abc import Iterator
from typing import Any

from wgbot.registry import as_in_file, meeting_words
from wgbot.registry.meeting import Meeting

_BULLET = re.compile(r"\A\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_NAME = re.compile(r"([^,]*?\S)\s*:\s+")
_DASH = re.compile(r" [-–—] ")
_AND = re.compile(r"(?<!\s)\s++and\s++|(?<!\s)\s*+&\s*+", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE)
_LINK = re.compile(r"(?:([a-z]+)\b:?\s+)?<?(https?://\S+?)>?", re.IGNORECASE)
_KEY_OF = {
    **dict.fromkeys(("", "join", "zoom", "meet", "jitsi", "link", "url"), "join"),
    **dict.fromkeys(("notes", "agenda", "minutes"), "notes"),
    **dict.fromkeys(("recording", "recordings", "youtube"), "recordings"),
}
"""What people put before an address, and of what it is one then."""
_SHOWN_LINK = re.compile(r"(join|notes|recordings)\b:?\s+(\S+)", re.IGNORECASE)
_LINK_AT_END = re.compile(r"[.;]?\s(\[[^\[\]]{1,100}\]\(https?://[^()\s]+\))\.?\Z")
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
    return head + ", ".join(_parts(meeting))


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
    if meeting.remark:
        is_plain = not any(map(_part, meeting.remark.split(", ")[1:]))
        yield f"remark{'' if is_plain else ':'} {meeting.remark}"


def _meeting(line: str) -> Meeting:
    name, rest = _named(line)
    values: dict[str, Any] = {"name": name} if name else {}
    days: list[str] = []
    rest, remarks = _without_remark(rest)
    is_remark = False
    for number, piece in enumerate(each.strip(" ,;") for each in rest.split(", ")):
        found = _part(piece) if piece else {}
        if said := found.pop("remark", ""):
            remarks.append(said)
            is_remark = True
        elif "dates" in found and values.get("without"):
            # An exception goes on behind its commas.
            values["without"] = (*values["without"], *found["dates"])
        elif found and "dates" not in found:
            days += found.pop("days", ())
            values |= found
            is_remark = False
        elif is_remark:
            # And so does a remark.
            remarks[-1] += f", {piece}" if piece else ""
        elif not number and not name and ", " in rest:
            values["name"] = piece
        elif piece and meeting_words.says_when(piece):
            values["every"] = piece.removeprefix("every ")
        elif piece:
            remarks.append(piece)
            is_remark = True
    if remarks:
        values["remark"] = ", ".join(remarks)
    return Meeting.model_construct(
        **meeting_words.settled(values | ({"days": days} if days else {}))
    )


def _without_remark(rest: str) -> tuple[str, list[str]]:
    """Return a line without what has nothing more behind it: a remark with a colon, or a link.

    The link is one that converts the time, or leads to more.
    """
    before, colon, remark = rest.partition(_LAST_REMARK)
    if not colon and rest.startswith(_LAST_REMARK[2:]):
        before, remark = "", rest.removeprefix(_LAST_REMARK[2:])
    if remark:
        return before, [remark]
    found = _LINK_AT_END.search(rest)
    return (rest[: found.start()], [found[1]]) if found and found.start() else (rest, [])


def _named(line: str) -> tuple[str, str]:
    """Return the name of a meeting, and the rest of its line."""
    if (found := _NAME.match(line)) and not _holds_part(found[1]):
        return found[1], line[found.end() :]
    before, _, behind = line.partition(dash[0]) if (dash := _DASH.search(line)) else (line, "", "")
    is_name = behind and not _part(before) and _part(behind.partition(", ")[0])
    return (before.strip(" ,;"), behind) if is_name else ("", line)


def _holds_part(text: str) -> bool:
    """Return whether what stands before a colon is no name, but a day, or what an address is of."""
    return text.lower() in (*_KEY_OF, "remark", "remarks") or "days" in (
        meeting_words.read(text) or {}
    )


def _part(piece: str) -> dict[str, Any]:
    """Read one part of a meeting; nothing if it is none."""
    if found := _REMARK.fullmatch(piece):
        return {"remark": found[1]}
    if found := _SHOWN_LINK.fullmatch(piece):
        return {found[1].lower(): found[2]}
    if (found := _LINK.fullmatch(piece)) and (key := _KEY_OF.get((found[1] or "").lower())):
        return {key: found[2]}
    before, _, last = piece.rpartition(" ")
    if (found := _LINK.fullmatch(last)) and (said := meeting_words.read(before.strip(" ;,"))):
        return {**said, "join": found[2]}
    read = meeting_words.read(piece)
    return _as_typed(piece) if read is None else read


def _as_typed(piece: str) -> dict[str, Any]:
    """Read what is not understood by its time: what stands before it, for a day, and behind it, for a timezone."""
    clock = _CLOCK.search(piece)
    if clock is None:
        return {}
    days = [each.strip() for each in _AND.split(piece[: clock.start()].strip(" :")) if each.strip()]
    values: dict[str, Any] = {"days": days, "time": clock[0]} | (meeting_words.read(clock[0]) or {})
    if timezone := piece[clock.end() :].strip(" ()"):
        values["timezone"] = timezone
    return values
