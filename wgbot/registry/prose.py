"""Whether a list of people is more than one: what in it says something else than who they are."""

import re

from wgbot.registry import tables
from wgbot.registry.accounts import AROUND, EMAIL, marks, without_emails, without_emphasis
from wgbot.registry.bullets import BULLET
from wgbot.registry.person_names import AND, SMALL
from wgbot.registry.roles import EMERITUS, FORMER, PLAIN_ROLE, ROLE

_IN_BRACKETS = re.compile(r"\((?=[^()\w]*+\w)[^()]*+\)|\[(?=[^\[\]\w]*+\w)[^\[\]]*+\]|https?://\S+")
_SIGNS = re.compile(r"[^\w\s,;:.()\[\]<>|/*#`'\"’“”&+–—•>-]|[(\[][^\w\s][)\]]")
_BETWEEN = re.compile(r"[,;|/:]|\s[-–—]\s")


def odd_word(text: str) -> str:
    """Return the first word in a list of accounts that says more than who they are; empty if none does."""
    lines, found = tables.split(text)
    if found or not any(map(marks, lines)):
        return ""
    for line in lines:
        plain = without_emails(BULLET.sub("", line, count=1)).replace(EMAIL, " , ")
        plain = without_emphasis(_IN_BRACKETS.sub(" , ", _without_marks(plain)))
        label, colon, _ = plain.rpartition(":")
        if sign := _SIGNS.search(plain):
            return sign[0]
        if colon and label.strip(" ,") and not _is_of_people(re.split("[,;:]", label)[-1]):
            return label.strip()
        for piece in _BETWEEN.split(plain):
            words = [word.strip(AROUND) for word in piece.split()]
            odd = [word for word in words if word[:1].islower() and word not in AND | SMALL]
            if odd and not _is_of_people(piece):
                return odd[0]
    return ""


def _without_marks(line: str) -> str:
    found = marks(line)
    ends, starts = [0, *(each.end for each in found)], [*(each.start for each in found), len(line)]
    return " , ".join(line[end:start] for end, start in zip(ends, starts, strict=True))


def _is_of_people(text: str) -> bool:
    """Return whether a text says what those are who are named."""
    said = " ".join(text.strip(AROUND + " #_+-–—").split())
    plain = re.sub(r"(?i)\A(?:(?:our|the|new|current|and|und) )+", "", said)
    return bool(
        ROLE.fullmatch(plain)
        or PLAIN_ROLE.fullmatch(plain)
        or EMERITUS.fullmatch(plain)
        or FORMER.search(plain)
    )
