"""Meetings as people type them, one a line, and the same line of a meeting.

    Weekly call: Tuesday 17:00 Europe/Berlin, every 2 weeks from 2026-01-06, 60 minutes, join https://…

The name comes first, and everything else in any order. Nothing is judged here: what is no day, no time
or no timezone is kept where one would be, and all else is a remark.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from wgbot.registry import as_in_file
from wgbot.registry import meeting as meetings
from wgbot.registry.meeting import Meeting

_BULLET = re.compile(r"\A\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_NAME = re.compile(r"([^,]*?\S)\s*:\s+")
_DATE = r"\d{4}-\d\d-\d\d"
_AND = re.compile(r"(?<!\s)\s++and\s++|(?<!\s)\s*+&\s*+", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE)
_LINK = re.compile(r"(join|notes|recordings?)\b:?\s+<?(\S+?)>?", re.IGNORECASE)
_EVERY = re.compile(
    rf"(?:every\s+(?P<every>other\s+week|(?:\d+\s+)?(?:week|month)s?)|(?P<word>weekly|fortnightly|monthly))?"
    rf"(?:\s*\b(?:from|starting)\s+(?P<starts>{_DATE}))?(?:\s*\buntil\s+(?P<until>{_DATE}))?",
    re.IGNORECASE,
)
_WORDS = {"weekly": "week", "fortnightly": "2 weeks", "monthly": "month", "other week": "2 weeks"}
_EXCEPT = re.compile(
    rf"(?:except|not)(?:\s+on)?\s+({_DATE}(?:(?:\s+and)?\s+{_DATE})*)", re.IGNORECASE
)
_MINUTES = re.compile(r"(\d{1,4})\s*(minutes?|min|hours?|h)\.?", re.IGNORECASE)
_REMARK = re.compile(r"remarks?:?\s+(.*)", re.IGNORECASE | re.DOTALL)


def read(text: str) -> tuple[Meeting, ...]:
    """Read meetings, one a line, or as a registry file has them."""
    if (listed := as_in_file.read(text, "meetings", Meeting)) is not None:
        return listed
    lines = (" ".join(_BULLET.sub("", line, count=1).split()) for line in text.split("\n"))
    return tuple(_meeting(line) for line in lines if line)


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
        yield f"remark {meeting.remark}"


def _meeting(line: str) -> Meeting:
    values: dict[str, Any] = {}
    pieces = line.split(", ")
    if (named := _NAME.match(line)) and not _holds_part(named[1]):
        values["name"] = named[1]
        pieces = line[named.end() :].split(", ")
    remarks: list[str] = []
    days: list[str] = []
    is_remark = False
    for piece in (each.strip(" ,;") for each in pieces):
        found = _part(piece) if piece else {}
        if said := found.pop("remark", ""):
            remarks.append(said)
            is_remark = True
        elif days_found := found.pop("days", ()):
            days += days_found
        elif piece and not found:
            # A remark goes on behind its commas; what is no part of a meeting is one.
            remarks[-1:] = [f"{remarks[-1]}, {piece}"] if is_remark else [*remarks[-1:], piece]
            is_remark = True
            continue
        else:
            is_remark = False
        values |= found
    if days:
        values["day"] = days[0] if len(days) == 1 else tuple(days)
    if remarks:
        values["remark"] = ", ".join(remarks)
    return Meeting.model_construct(**values)


def _holds_part(text: str) -> bool:
    """Return whether what stands before a colon is no name, but a day, or a link's word."""
    return meetings.day_of(text) is not None or text.lower() in ("join", "notes", "remark")


def _part(piece: str) -> dict[str, Any]:
    """Read one part of a meeting; nothing if it is none."""
    if found := _REMARK.fullmatch(piece):
        return {"remark": found[1]}
    if found := _LINK.fullmatch(piece):
        key = found[1].lower()
        return {"recordings" if key.startswith("rec") else key: found[2]}
    if found := _MINUTES.fullmatch(piece):
        return {"minutes": int(found[1]) * (60 if found[2].lower().startswith("h") else 1)}
    if found := _EXCEPT.fullmatch(piece):
        dates = [_date(each) for each in re.findall(_DATE, found[1])]
        return {"without": tuple(day for day in dates if day)} if all(dates) else {}
    if found := _EVERY.fullmatch(piece):
        return _interval(found)
    return _day(piece)


def _interval(found: re.Match[str]) -> dict[str, Any]:
    said = " ".join((found["every"] or found["word"] or "").lower().split())
    every = _WORDS.get(said, said)
    starts, until = found["starts"], found["until"]
    values: dict[str, Any] = {"every": every or None}
    values |= {"starts": starts and _date(starts), "until": until and _date(until)}
    if any(text and not values[key] for key, text in (("starts", starts), ("until", until))):
        return {}
    return {key: value for key, value in values.items() if value}


def _day(piece: str) -> dict[str, Any]:
    """Read days, a time and a timezone: what stands before the time, it, and what stands behind."""
    clock = _CLOCK.search(piece)
    before = piece[: clock.start()].strip(" :") if clock else piece
    days = [each.strip() for each in _AND.split(before) if each.strip()]
    days = [each.removeprefix("every ").removeprefix("on ") for each in days]
    if clock is None:
        return {"days": days} if days and all(map(meetings.day_of, days)) else {}
    values: dict[str, Any] = {"days": days, "time": clock[0]}
    if timezone := piece[clock.end() :].strip(" ()"):
        values["timezone"] = timezone
    return values


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
