"""Whether one word is another with a slip of the keys, and not a word of its own.

A slip makes of a word what is none; another beginning or ending often makes another word of it.
"""

import re
from functools import cache

from rapidfuzz.distance import OSA

from wgbot.similarity import defaults
from wgbot.similarity.topics import TOPICS
from wgbot.similarity.words import split, word

LONG = 8
"""Letters from which a slip is likelier than another word, wherever it is."""

_DIGITS = re.compile(r"\d+")
# "server" is no slip for "serve", nor "discovery" for "discover".
_MADE_OF_SHORTER = re.compile(r"(?:er|[eo]ry|[ai]an)$")
_VOWELS = "aeiou"
# Two consonants with which words begin, as "str" and "block" do; "bs" and "rn" are none.
_BEGINS_A_WORD = re.compile(
    r"[bcdfghjklmnpqrstvwxyz]?[aeiouy]|[bcfgp]l|[bcdfgkptw]r|s[chklmnpqtw]|[cgpstw]h|[dt]w|kn|ps|qu"
)


def is_slip(one: str, other: str, shortest: int) -> bool:
    """Return whether the words differ only by a slip of the keys, judged by its place and their length.

    Short words differ by a letter and mean another thing; so do words that begin differently or
    have other numbers in them. A letter for another is less often a slip than one left out.
    """
    shorter, longer = sorted((one, other), key=len)
    length = len(longer)
    if length < shortest or length > len(shorter) + 2 or _DIGITS.search(one + other):
        return False
    if one[:1] != other[:1]:
        return length >= LONG and longer[1:] == shorter and _is_first_letter_lost(shorter, longer)
    distance = OSA.distance(one, other, score_cutoff=2)
    if distance > 2 or (distance == 2 and len(shorter) < 11):
        return False
    if have_other_beginnings(one, other) or _are_two_words(one, other):
        return False
    if distance == 2:
        return True
    if longer[:-1] == shorter:
        return _is_last_letter_added(shorter, longer)
    is_other_letter = len(shorter) == length and sorted(one) != sorted(other)
    return not is_other_letter or (length >= LONG and one[-2:] == other[-2:])


def _is_first_letter_lost(shorter: str, longer: str) -> bool:
    """Return whether a first letter more or less is a slip: "symmetric" and "logging" are words."""
    if longer[0] == longer[1]:
        return True
    if _is_known(shorter) or _is_known(longer):
        return not _is_known(shorter)
    return longer[0] not in _VOWELS or not _BEGINS_A_WORD.match(shorter)


def _is_last_letter_added(shorter: str, longer: str) -> bool:
    """Return whether a last letter more or less is a slip, and makes no other word."""
    if longer[-1] == longer[-2]:
        return True
    if _MADE_OF_SHORTER.search(longer):
        return longer.endswith("er") and _is_known(longer) and not _is_known(shorter)
    return len(longer) >= 7 or longer[-1] not in "adehlnrsty"


def have_other_beginnings(one: str, other: str) -> bool:
    """Return whether they differ by a syllable in front that turns the meaning: `inter`, `intra`."""
    for first, second in ((one, other), (other, one)):
        for beginning in defaults.TURNING_BEGINNINGS:
            # What is there twice was typed twice.
            if first == beginning + second and not second.startswith(beginning):
                return True
    return any(
        one.removeprefix(first) == other.removeprefix(second) != other
        for family in defaults.OPPOSITE_BEGINNINGS
        for first in family
        for second in family
        if first != second and one.startswith(first)
    )


def _are_two_words(one: str, other: str) -> bool:
    """Return whether both are words of the field, and no forms of one."""
    return _is_known(one) and _is_known(other) and word(one).stem != word(other).stem


def _is_known(text: str) -> bool:
    """Return whether it is a word of the field, in any of its forms."""
    return word(text).stem in _known_stems()


@cache
def _known_stems() -> frozenset[str]:
    forms = (each for long in defaults.SHORT_FORMS.values() for each in long)
    topics = (each for said in TOPICS.values() for each in said)
    single = (*defaults.COMMON_WORDS, *defaults.FIELD_WORDS, *defaults.LIGHT_WORDS)
    return frozenset(word(each).stem for said in (*single, *forms, *topics) for each in split(said))
