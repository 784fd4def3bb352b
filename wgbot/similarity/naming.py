"""Two groups side by side: how alike they are by their names, from 0 to 1.

Each group may have several names, and a name several readings; the two that are most alike count.
`matching` finds the words that answer to each other, here is what it is worth.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from wgbot.similarity.defaults import AREA_WORDS, KINDS, ROLE_WORDS, TURNING_BEGINNINGS
from wgbot.similarity.matching import ASIDE, Match, match
from wgbot.similarity.profiles import Profile
from wgbot.similarity.rarity import Vocabulary
from wgbot.similarity.words import Word, word
from wgbot.text.sentences import Sentence

LONG_TAIL = ASIDE - 0.03
"""How sure it is that two long names are one where one goes on for a word or two."""

_AREA_STEMS = frozenset(word(each).stem for each in AREA_WORDS)
_ROLE_STEMS = frozenset(word(each).stem for each in ROLE_WORDS)


@dataclass(frozen=True)
class Closeness:
    """How alike the names of two groups are."""

    match: Match
    score: float
    """How sure it is that the names are those of one group, from 0 to 1."""
    evidence: list[Sentence]
    is_part: bool
    """One name is the other and more words."""
    has_roles: bool
    """One of the names is that of some people in a group: "Birds reviewers"."""
    are_kinds: bool
    """The names differ in a word of one kind: "French" and "Polish"."""


def closeness(a: Profile, b: Profile, words: Vocabulary) -> Closeness:
    """Find the two names that are most alike: own names, aliases and file names."""
    own, of_other = a.names[0][0], b.names[0][0]
    found = match(own, of_other, words.language)
    score = _score(found, words)
    known_as: list[Sentence] = []
    for first, second in product(a.names, b.names):
        for one, other in product(first, second):
            # Of two names, "Java (SDK)" and "Java (agent)", the brackets tell them apart.
            if (one.aside and other.aside) or (one is own and other is of_other):
                continue
            another = match(one, other, words.language)
            if another.is_whole and another.strength > score:
                found, score = another, another.strength
                known_as = [
                    Sentence(
                        "{group} is also known as {name}",
                        {"group": each.group.name, "name": name[0].shown},
                    )
                    for each, name in ((a, first), (b, second))
                    if name is not each.names[0]
                ]
    if score >= LONG_TAIL and not found.is_whole:
        said = " ".join(each.text for each in found.left or found.right)
        found.note(ASIDE, "the names differ only by {words}", words=said)
    return Closeness(
        found,
        score,
        [*found.evidence, *known_as],
        _is_part(found, words),
        _are_roles(found.left) != _are_roles(found.right),
        _are_kinds(found.left, found.right),
    )


def _score(found: Match, words: Vocabulary) -> float:
    if found.is_whole:
        return found.strength
    extra = found.left or found.right
    is_other = _are_roles(extra) or any(each.text in TURNING_BEGINNINGS for each in extra)
    if found.shared and not (found.left and found.right) and not is_other:
        if _adds_little(found, extra, words) or _is_area(found, extra, words):
            return min(found.strength, ASIDE)
        if len(found.shared) >= 3 and _length(extra) <= 0.4 * _length(found.shared):
            return min(found.strength, LONG_TAIL)
    return 0


def _are_roles(extra: list[Word]) -> bool:
    """Return whether a name adds only who of a group is in it: "Birds reviewers"."""
    return bool(extra) and extra[-1].stem in _ROLE_STEMS


def _are_kinds(left: list[Word], right: list[Word]) -> bool:
    one, other = ({each.text for each in rest} for rest in (left, right))
    return any(one & kind and other & kind for kind in KINDS)


def _adds_little(found: Match, extra: list[Word], words: Vocabulary) -> bool:
    return not any(map(words.is_naming, extra)) and any(map(words.is_naming, found.shared))


def _is_area(found: Match, extra: list[Word], words: Vocabulary) -> bool:
    """Return whether a name adds only the area that it is filed under: "wg-docs-tutorials"."""
    return (
        found.has_path
        and all(each.stem in _AREA_STEMS for each in extra)
        and any(words.is_naming(each) and each.stem not in _AREA_STEMS for each in found.shared)
    )


def _is_part(found: Match, words: Vocabulary) -> bool:
    is_named = len(found.shared) > 1 or any(map(words.is_naming, found.shared))
    if found.is_whole or found.is_guess or not is_named:
        return False
    # "Networking services" is "Networking", but "App deployments" is not "App platform".
    return any(
        all(each.is_common and not words.is_naming(each) for each in rest)
        for rest in (found.left, found.right)
    )


def _length(words: Iterable[Word]) -> float:
    """Count the words; common ones are half a word."""
    return sum(0.5 if each.is_common else 1 for each in words)
