"""Patterns in which `*` stands for anything, held against a text in time that grows with its length and no faster."""

import re


def is_like(pattern: str, text: str, *, one: str = "") -> bool:
    """Return whether all of *text* is like *pattern*; the character *one* in it stands for any single one."""
    # The first place that fits will do, for what comes behind it has the more room.
    pieces = [_piece(each, one) for each in re.split(r"\*+", pattern)]
    if len(pieces) == 1:
        return pieces[0].fullmatch(text) is not None
    found = pieces[0].match(text)
    for each in pieces[1:-1]:
        found = found and each.search(text, found.end())
    begin = len(text) - len(pattern[pattern.rindex("*") + 1 :])
    return bool(found and begin >= found.end() and pieces[-1].fullmatch(text, begin))


def _piece(text: str, one: str) -> re.Pattern[str]:
    escaped = re.escape(text)
    if one:
        escaped = escaped.replace(re.escape(one), ".")
    return re.compile(escaped, re.DOTALL)
