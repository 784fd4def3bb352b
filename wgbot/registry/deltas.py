"""Answers that say what changes instead of what shall be: `add @ada`, `@ada -> @grace`, `same as before`.

Here are the words for it in lists; those around texts are in `text_changes`. What is added or taken out
comes as text, for the reader of the field. Where words of a change are left that can mean several
things, nothing is guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from wgbot.registry.delta_words import (
    ABOUT_IT,
    ADDS,
    AS,
    ASIDES,
    BETWEEN,
    BULLET,
    CLAUSE,
    EVERYBODY,
    FENCE,
    FIRST,
    GOES,
    IN_PLACE_OF,
    NO_WORDS,
    ONLY,
    PEOPLE_MOVE,
    PIECES,
    PLEA,
    REMOVES,
    REPLACES,
    REST_STAYS,
    SAID,
    SAID_OF_IT,
    SIDES,
    SIGN,
    STRUCK,
    TAIL,
    THANKS,
)

_LONGEST = 5_000
_LONGEST_LINE = 500
"""The most characters of a list, and of a line, in which words of a change are looked for."""


class Delta(NamedTuple):
    """What is added to a list and what is taken out of it, as they are typed."""

    added: str
    removed: str
    is_of_now: bool = False
    """Whether the second is said to be all that there is now, beside which the first may come."""


class Mixed(NamedTuple):
    """Entries of a list beside what changes in it, as they are typed."""

    listed: str
    added: str
    removed: str


@dataclass(frozen=True)
class Unclear:
    """A list of which it can't be told what is to become of it."""

    words: str
    """What in it can be read in more than one way."""


_STAYS = re.compile(
    r"""(?:(?:leave|keep)\ (?:it\ |this\ |them\ )?(?:as\ (?:it\ is|is|they\ are)|the\ same|unchanged)
    |keep(?:\ it)?|keep\ (?:the\ |our\ |all\ )*(?:current|existing|present|same)(?:\ \w+)?|(?:stays?|remains?|it\ is|it's)?\ ?(?:the\ )?same(?:\ as\ (?:before|now|today|ever|above|is))?
    |as\ (?:before|is|now|it\ is|today|above)|(?:stays?|remains?)(?:\ as\ (?:before|it\ is|is)|\ unchanged)?
    |(?:still\ )?(?:un|not\ )changed|no(?:\ |t\ any\ )changes?(?:\ (?:here|needed|required))?|(?:does|do)(?:n't|\ not)\ change
    |see\ (?:above|below|before)|nothing\ (?:changes|to\ change)|current|ditto
    |(?:bleibt?|alles|wie)\ ?(?:so|gleich|wie\ (?:es\ ist|bisher|gehabt)|bisher|gehabt|vorher|oben|beim\ alten)?
    |unverändert|keine\ änderung(?:en)?|(?:siehe|s\.)\ oben
    |sin\ cambios?|igual|sans\ changement|inchangée?s?|pas\ de\ changement|idem)""",
    re.VERBOSE,
)
_UNSAID = frozenset(("n/a", "na", "n.a", "no", "x", "xx", "xxx", "not applicable", "entfällt"))
_EDGES = " \t\n.!?*_`\"'()[]„“”"


def stays(answer: str) -> bool:
    """Return whether an answer is that there is nothing to change: `same as before`, `unchanged`."""
    plain = " ".join(answer[:100].casefold().split()).replace("’", "'").strip(_EDGES)
    return len(answer) <= 100 and _STAYS.fullmatch(plain) is not None


def is_unsaid(answer: str) -> bool:
    """Return whether an answer only fills its place: `-`, `N/A`, `no`."""
    plain = answer.casefold().strip()
    return bool(plain) and (
        not re.search(r"\w", plain) or " ".join(plain.split()).strip(_EDGES) in _UNSAID
    )


def read(
    typed: str, known: Iterable[str] = (), *, are_people: bool = False
) -> str | Delta | Mixed | Unclear:
    """Return the list as it shall be, as text; or what changes in it; or both; or that this can't be told.

    *known* are words that entries of the list have already, and that so are no words of a change.
    """
    if len(typed) > _LONGEST or any(len(line) > _LONGEST_LINE for line in typed.split("\n")):
        return typed
    typed = _without_asides(typed, are_people=are_people)
    if sides := _sides(typed):
        return sides
    lines = [_asked(line) for line in typed.split("\n") if line.strip() and not FENCE.match(line)]
    signs = {found["sign"] for line in lines if (found := SIGN.match(line))}
    is_diff = "+" in signs
    parts = [part for line in lines for part in CLAUSE.split(line) if part and part.strip()]
    parts = [each for part in parts for each in _sentences(part, is_diff)]
    changes = [_change(part, is_diff=is_diff) for part in parts]
    if any(changes):
        # That the rest stays says no more than what changes.
        says_it = [
            bool(each) or not REST_STAYS.fullmatch(part.strip(_EDGES))
            for part, each in zip(parts, changes, strict=True)
        ]
        parts, changes = list(compress(parts, says_it)), list(compress(changes, says_it))
        deltas = [each for each in changes if each]
        added, removed = (
            "\n".join(filter(None, column))
            for column in zip(*((each.added, each.removed) for each in deltas), strict=True)
        )
        listed = "\n".join(part for part, each in zip(parts, changes, strict=True) if not each)
        listed = STRUCK.sub(" ", listed)
        if odd := _odd(f"{added}\n{removed}\n{listed}", known):
            return Unclear(odd)
        return Mixed(listed, added, removed) if listed.strip() else Delta(added, removed)
    kept, struck = STRUCK.sub(" ", typed), [each[1] or each[3] for each in STRUCK.finditer(typed)]
    if struck and not re.search(r"\w", kept):
        return Delta("", "\n".join(struck))
    kept = ONLY.sub("", kept)
    if odd := _odd(kept, known):
        return Unclear(odd)
    return re.sub(r"(?m)^[\s,;]*(?:[-*+•]\s*)?$\n?|(?<=[,;])\s*,", "", kept) if struck else kept


def _without_asides(typed: str, *, are_people: bool) -> str:
    """Return a list without thanks and the like; in one of people, these can name some."""

    def kept(found: re.Match[str]) -> str:
        says_more = found["thanks"] and (SAID.search(found["thanks"]) or "welcome" in found[0])
        return found[0] if says_more else " "

    typed = IN_PLACE_OF.sub(r"(\g<role>), not \g<old> anymore", typed) if are_people else typed
    shorter = ASIDES.sub(kept, typed) if are_people else THANKS.sub("", typed)
    return shorter if re.search(r"\w", shorter) else typed


def _sides(typed: str) -> Delta | None:
    """Return what changes from a list as it was to another, each below what it is: `Before:`, `After:`."""
    found = list(SIDES.finditer(typed))
    if len(found) != 2 or typed[: found[0].start()].strip():
        return None
    sides = {
        _side(each): _entry(_label(each["role"]) + typed[each.end() : end].strip())
        for each, end in zip(found, (found[1].start(), len(typed)), strict=True)
    }
    old = sides.get("old") or sides.get("now")
    if not old or not sides.get("new"):
        return None
    return Delta(sides["new"], old, is_of_now="now" in sides)


def _label(role: str | None) -> str:
    return f"{role}: " if role and not EVERYBODY.fullmatch(role) else ""


def _side(found: re.Match[str]) -> str:
    return next(name for name in ("old", "now", "new") if found[name])


def _asked(line: str) -> str:
    """Return a line with what it asks for at its end put first: `@ada, please remove her`."""
    plea = PLEA.search(line)
    if not plea:
        return line
    rest = line[: plea.start()]
    if _change(rest, is_diff=False):
        return rest
    return f"remove {SAID_OF_IT.sub('', BULLET.sub('', rest, count=1))}"


def _sentences(part: str, is_diff: bool) -> list[str]:
    """Return what a line says that changes, sentence by sentence, if one does; else the line."""
    if _change(part, is_diff=is_diff):
        return _said_at_once(part) or [part]
    if each := _said_at_once(part):
        return each
    each = [one for one in PIECES.split(part) if one.strip()]
    return each if any(_change(one, is_diff=False) for one in each) else [part]


def _said_at_once(part: str) -> list[str]:
    """Return the sentences of a line, if each says what changes."""
    each = [one for one in BETWEEN.split(part) if one.strip()]
    is_each = len(each) > 1 and all(_change(one, is_diff=False) for one in each)
    return each if is_each else []


def _change(line: str, *, is_diff: bool) -> Delta | None:
    """Return what a line says that changes; None if it is no line of that kind."""
    line = BULLET.sub("", line, count=1)
    found = SIGN.match(line)
    if found and found["sign"] == "+":
        return Delta(_entry(found["rest"]), "")
    if found and (is_diff or not found["space"]) and found["sign"] != "–":
        return Delta("", _entry(found["rest"]))
    line = (found["rest"] if found else line).strip()
    line = re.sub(r"(?i)\A(?:please|pls|bitte)[\s,]+", "", line)
    for pattern in REPLACES:
        if both := pattern.fullmatch(line):
            new, old = _entry(both["new"]), both["old"].rstrip(" .!;,")
            if (as_role := AS.search(old)) and "(" not in new:
                new, old = _with_role(new, as_role["role"]), old[: as_role.start()]
            old = _entry(old)
            return Delta("" if GOES.fullmatch(new) else new, old)
    if moved := next(
        filter(None, (each.fullmatch(line.rstrip(" .!")) for each in PEOPLE_MOVE)), None
    ):
        said = {"old": "", "new": "", "role": "", "office": "", **moved.groupdict("")}
        role = said["role"] or said["office"]
        return Delta(_with_role(_entry(said["new"]), role), _entry(said["old"]))
    if added := ADDS.fullmatch(line):
        return Delta(_entry(added["rest"]), "")
    if removed := REMOVES.fullmatch(line):
        return Delta("", _entry(removed["rest"] or removed["no_more"]))
    return None


def _entry(said: str) -> str:
    """Return the entries alone: without thanks, and with a role in brackets."""
    said = ABOUT_IT.sub("", said.strip().strip("~"))
    while (shorter := TAIL.sub("", said)) != said:
        said = shorter
    said = said.rstrip(" .!;,")
    return AS.sub(lambda found: _with_role("", found["role"]), said)


def _with_role(entry: str, role: str) -> str:
    role = role.strip()
    return f"{entry} ({role})" if role and not EVERYBODY.fullmatch(role) else entry


def _odd(typed: str, known: Iterable[str]) -> str:
    """Return the first word of a change in a list; empty if there is none."""
    for each in sorted(filter(None, known), key=len, reverse=True):
        typed = typed.replace(each, " ")
    plain = NO_WORDS.sub("@", typed)
    found = SAID.search(plain)
    if found:
        return found[0]
    first = FIRST.search(plain)
    return first[1] if first else ""
