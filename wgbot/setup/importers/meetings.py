"""When a group meets, as lists say it → a meeting of the registry, if that is understood wholly.

What is not, stays an answer of the charter, in the list's own words.
"""

from collections.abc import Mapping
from typing import Any

from wgbot.registry.meetings import imported as meeting_import
from wgbot.registry.meetings.meeting import Meeting
from wgbot.setup.importers import parts, vocabulary
from wgbot.text import links

_KEYS: Mapping[str, str] = {
    "day": "day days weekday",
    "time": "time hour at",
    "timezone": "timezone tz time_zone",
    "every": "every frequency cadence interval",
    "name": "name description title",
    "join": "join url link zoom where",
    "notes": "notes notes_url archive_url meeting_notes_url agenda minutes_url",
    "recordings": "recordings recordings_url recording",
}
_MEANT = {word: key for key, words in _KEYS.items() for word in words.split()}
_LINKS = frozenset(("join", "notes", "recordings"))


def from_data(value: Any) -> Meeting | None:
    """Return the meeting that a mapping is; None if not all of it is understood."""
    if not isinstance(value, dict):
        return None
    told: dict[str, Any] = {}
    for key, each in value.items():
        if each in (None, "", [], {}) or vocabulary.says_nothing(str(each)):
            continue
        meant = _MEANT.get(parts.key(str(key)))
        if meant is None or meant in told:
            return None
        if meant in _LINKS and links.refusal(links.regular(parts.line(each))):
            return None
        told[meant] = links.regular(parts.line(each)) if meant in _LINKS else each
    return _whole(meeting_import.from_keys(told)) if told else None


def from_text(text: str) -> Meeting | None:
    """Return the meeting that a text is; None if not all of it is understood."""
    linked = parts.LINK.findall(text)
    if "\n" in text or len(linked) > 1:
        return None
    found = _whole(meeting_import.from_line(parts.LINK.sub(r"\g<text>", text)))
    if found is None or found.remark:
        return None
    if not linked:
        return found
    # `Weekly call: [Mondays, 15:00 UTC](https://…)`
    join = links.regular(linked[0][1])
    is_good = found.join is None and links.refusal(join) is None
    return found.model_copy(update={"join": join}) if is_good else None


def _whole(found: meeting_import.ImportedMeeting) -> Meeting | None:
    return None if found.is_in_words or found.asked is not None else found.meeting
