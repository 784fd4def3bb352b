"""A meeting of another list, in that list's words → a meeting of the registry, with nothing made up.

Whoever reads a list says which of its words are a meeting's `day`, `time`, `timezone`, `every` and so on,
and which timezones the list means by the names that mean several. What is not understood, or has no
one meaning, stays in the list's own words, as the meeting's remark: then it has no dates.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wgbot.registry.meetings import lines, occurrences, timezones, vocabulary, words
from wgbot.registry.meetings.meeting import Meeting

_WHEN = ("day", "time", "timezone", "every", "starts", "until", "except", "minutes")
_AS_IT_IS = ("name", "join", "notes", "recordings")
_BEFORE = {"starts": "from ", "until": "until ", "except": "except "}
_PARTS = re.compile(r"[,;(]\s|\s[-–—]\s|\s\(|\)(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class ImportedMeeting:
    """A meeting, and what nobody could tell about it."""

    meeting: Meeting
    asked: str | None = None
    """What the list says for a timezone and has to be asked about; empty, if it gives a time and none."""

    @property
    def is_in_words(self) -> bool:
        """Return whether only its remark says when it is."""
        return not self.meeting.days


def from_line(text: str) -> ImportedMeeting:
    """Read a meeting that stands in one line: `Weekly call: Tuesdays 17:00 PT, https://…`."""
    line = " ".join(text.split())
    (read,) = lines.read(line) or (Meeting(),)
    if read.time:
        zone = timezones.named(read.timezone or "")
        if zone is None:
            return ImportedMeeting(_in_words(read, line), read.timezone or "")
        read = read.model_copy(update={"timezone": zone})
    speaks = read.days or read.every or read.time
    return ImportedMeeting(
        _in_words(read, line) if speaks and not occurrences.pattern(read) else read
    )


def from_keys(given: Mapping[str, Any]) -> ImportedMeeting:
    """Read a meeting whose words stand by the keys of a meeting, as `every: biweekly, starting June 7, 2018`.

    Other keys are left alone.
    """
    told = {key: _text(value) for key, value in given.items() if value is not None}
    others: dict[str, Any] = {key: told[key] for key in _AS_IT_IS if told.get(key)}
    said = {key: told[key] for key in _WHEN if told.get(key)}
    timezone = said.pop("timezone", "")
    values, remarks = _understood(said)
    zone = timezones.named(values.pop("timezone", timezone))
    values |= {"timezone": zone} if zone and "time" in values else {}
    remarks += [told["remark"]] if told.get("remark") else []
    meeting = Meeting.model_construct(
        **others, **words.settled(values), remark="; ".join(remarks) or None
    )
    is_asked = zone is None and bool(said.get("time") or timezone)
    if occurrences.pattern(meeting) and not is_asked:
        return ImportedMeeting(meeting)
    when = " ".join(filter(None, (said.pop("day", ""), said.pop("time", ""), timezone)))
    listed = ", ".join(filter(None, (when, *said.values()))), told.get("remark")
    in_words = Meeting.model_construct(**others, remark="; ".join(filter(None, listed)) or None)
    return ImportedMeeting(in_words, timezone if is_asked else None)


def _text(value: Any) -> str:
    listed = value if isinstance(value, (list, tuple)) else [value]
    return " ".join(", ".join(map(str, listed)).split())


def _understood(said: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return what the words of a meeting say, and what has nothing to do with when it is.

    Nothing is understood of words that contradict each other, or of which some are not.
    """
    values: dict[str, Any] = {}
    days: list[str] = []
    remarks: list[str] = []
    for key, text in said.items():
        phrase = f"{text} minutes" if text.isdigit() else f"{_BEFORE.get(key, '')}{text}"
        whole = words.read(phrase)
        for part in [phrase] if whole is not None else _PARTS.split(text):
            found = words.read(part)
            if found is None and key == "every" and not vocabulary.says_when(part):
                remarks.append(part.strip())
                continue
            if found is None or "dates" in found:
                return {}, []
            agreed = _agreed(days, found.pop("days", days))
            if agreed is None or any(
                values.setdefault(k, each) != each for k, each in found.items()
            ):
                return {}, []
            days = agreed
    return values | ({"days": days} if days else {}), remarks


def _agreed(days: list[str], more: list[str]) -> list[str] | None:
    """Return the days of which one list has all, and the other may say which of a month they are."""
    if not days or days == more:
        return more
    short, long = sorted((days, more), key=lambda each: any(" " in day for day in each))
    plain = {day.rpartition(" ")[2] for day in long}
    return long if set(short) == plain else None


def _in_words(meeting: Meeting, line: str) -> Meeting:
    """Return a meeting with only its name and its addresses, and the rest of its line as it is."""
    said = line.removeprefix(f"{meeting.name}: ") if meeting.name else line
    kept = {"name": meeting.name, **dict(meeting.addresses())}
    return Meeting.model_construct(None, **kept, remark=said)
