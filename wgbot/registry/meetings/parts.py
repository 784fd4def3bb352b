"""One part of the line of a meeting, between two commas: when it is, where to join it, or a remark.

What is in each is for `words`; what comes of them all together is for `lines`. What is
no day, no time or no timezone is kept where one would be, if it stands where one does.
"""

import re
from typing import Any

from wgbot.registry.meetings import timezones, vocabulary, words

_AND = re.compile(r"(?<!\s)\s++and\s++|(?<!\s)\s*+&\s*+", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE)
_LINK = re.compile(r"(?:([a-z]+)\b:?\s+)?[<(]?(https?://\S+?)[>)]?", re.IGNORECASE)
KEY_OF = {
    **dict.fromkeys(("", "join", "zoom", "meet", "jitsi", "link", "url", "teilnahme"), "join"),
    **dict.fromkeys(("notes", "agenda", "minutes", "notizen", "protokoll"), "notes"),
    **dict.fromkeys(("recording", "recordings", "youtube", "aufzeichnung"), "recordings"),
    "aufzeichnungen": "recordings",
}
"""What people put before an address, and of what it is one then."""
_MOST_LINKS = len(set(KEY_OF.values()))
_SHOWN_LINK = re.compile(r"(join|notes|recordings)\b:?\s+(\S+)", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"(?:\b(?:on|at|via|in)\s+|\A|(?<=\s))\[([^\[\]]{1,100})\]\((https?://[^()\s]+)\)\.?\Z", re.I
)
_EACH = re.compile(r"\A(?:every|each)\s+", re.IGNORECASE)
REMARK = re.compile(r"remarks?:?\s+(.*)", re.IGNORECASE | re.DOTALL)


def read(piece: str) -> dict[str, Any]:
    """Read one part of a meeting; nothing if it is none."""
    if found := REMARK.fullmatch(piece):
        return {"remark": found[1]}
    if found_link := linked(piece):
        return found_link
    if zone := timezones.named(piece) or (
        piece if piece.isupper() and timezones.meant(piece) else None
    ):
        return {"timezone": zone}
    keys, rest = words.beginning(piece)
    if keys is None:
        return _as_typed(piece)
    if not rest:
        return keys
    if words.times(rest):
        return {"every": piece}
    rest = _opened(rest)
    return keys | {"every" if vocabulary.says_when(rest) else "remark": rest}


def linked(piece: str) -> dict[str, Any]:
    """Read a part that has an address at its end; nothing if it has none, or nobody knows of what it is one."""
    if piece.count("://") > _MOST_LINKS:
        return {}
    if found := _SHOWN_LINK.fullmatch(piece):
        return {found[1].lower(): found[2]}
    if (found := _LINK.fullmatch(piece)) and (key := KEY_OF.get((found[1] or "").lower())):
        return {key: found[2]}
    if found := _MARKDOWN.search(piece):
        before, key = piece[: found.start()], KEY_OF.get(found[1].lower())
        if key:
            return (read(before) if before else {}) | {key: found[2]}
        said = None if before else words.read(found[1])
        return {**said, "join": found[2]} if said else {}
    before, _, last = piece.rpartition(" ")
    if (found := _LINK.fullmatch(last)) is None:
        return {}
    when, _, label = before.rpartition(" ")
    key = KEY_OF.get(label.lower().rstrip(":"))
    said = read(vocabulary.without_loose_end(when if key else before))
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
    before = vocabulary.without_loose_end(piece[: clocks[0].start()].strip(" :("))
    is_ambiguous = bool(words.meant(before))
    timezone = piece[clocks[0].end() :].strip(" ()")
    typed = [_EACH.sub("", each.strip()) for each in _AND.split(before) if each.strip()]
    days = [before] if is_ambiguous else (words.read(before) or {}).get("days") or typed
    is_prose = any(len(each.split()) > 2 for each in days) and not is_ambiguous
    if is_prose or vocabulary.says_when(timezone):
        return {}
    values: dict[str, Any] = {"days": days, "time": clocks[0][0]}
    values |= words.read(clocks[0][0]) or {}
    return values | ({"timezone": timezone} if timezone else {})


def begins(text: str) -> bool:
    """Return whether there is a part of a meeting at the beginning of a line."""
    first = text.partition(", ")[0]
    head, colon, _ = first.partition(": ")
    if colon and words.read(head) == {}:
        # "Meeting: Tuesdays 17:00 UTC" is still the name, and says nothing of when that is.
        return False
    is_known = REMARK.match(first) or linked(first) or words.beginning(first)[0]
    return bool(is_known)
