"""Which of a group's meetings somebody means: `the office hours`, `the second meeting`, `Tuesday's meeting`.

Only what can mean one of them and no other is told.
"""

import re
from collections.abc import Sequence

from wgbot.registry.meetings import vocabulary, words
from wgbot.registry.meetings.meeting import ORDINALS, Meeting

_LONGEST = 200
_ARTICLE = re.compile(r"(?:the|our|this|that)\s+", re.IGNORECASE)
_MEETING = re.compile(r" (?:meetings?|calls?|ones?)\Z", re.IGNORECASE)
_PLACE = re.compile(
    rf"(?P<nth>{'|'.join(vocabulary.ORDINAL_OF)})\s+(?:meeting|call|one)|(?:meeting|call)\s+(?:#|no\.?\s?)?(?P<number>\d\d?)",
    re.IGNORECASE,
)


def meant(text: str, listed: Sequence[Meeting]) -> Meeting | None:
    """Return the one of *listed* that *text* calls; None if it calls none, or several."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    called = _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text
    found = [each for each in listed if _plain(each.name or "") == _plain(called)]
    found = found or _at_place(called, listed) or _on_day(called, listed)
    names = [_plain(each.name or "") for each in listed]
    # Two of one name are told apart by nobody who only takes one of them out.
    is_known = len(found) == 1 and names.count(_plain(found[0].name or "")) == 1
    return found[0] if is_known else None


def _plain(name: str) -> str:
    return _MEETING.sub("", " ".join(name.split())).casefold()


def _at_place(called: str, listed: Sequence[Meeting]) -> list[Meeting]:
    found = _PLACE.fullmatch(called)
    if found is None:
        return []
    nth = vocabulary.ORDINAL_OF.get((found["nth"] or "").lower())
    place = -1 if nth == "last" else ORDINALS.index(nth) if nth else int(found["number"]) - 1
    return [listed[place]] if place < len(listed) and (place >= 0 or nth) else []


def _on_day(called: str, listed: Sequence[Meeting]) -> list[Meeting]:
    said = words.read(_MEETING.sub("", called)) or {}
    if "days" not in said:
        return []
    told = words.settled(said)
    days = {told.pop("day")} if isinstance(told["day"], str) else set(told.pop("day"))
    return [
        each
        for each in listed
        if days == set(each.days) and all(getattr(each, key, None) == told[key] for key in told)
    ]
