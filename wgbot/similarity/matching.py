"""Two names side by side: which words answer to each other and by which rule."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wgbot.similarity.defaults import BODIES, DOERS
from wgbot.similarity.names import Language, Name, joined
from wgbot.similarity.short_forms import long_form, shortens_name
from wgbot.similarity.slips import LONG, is_slip
from wgbot.similarity.words import Word, is_cut, word
from wgbot.text.sentences import Sentence

# How sure a rule is that two names are one; what is left over is judged apart.
SAME, ORDER, FORM, LISTED, SHORT, SLIP, ASIDE = 1.0, 0.97, 0.95, 0.94, 0.93, 0.9, 0.86
OTHER_BODY = 0.6
"""A council and a working group of one name are two."""


@dataclass
class Match:
    """What two names have in common."""

    strength: float = SAME
    """How sure the weakest of the rules used is, between 0 and 1."""
    evidence: list[Sentence] = field(default_factory=list)
    shared: list[Word] = field(default_factory=list)
    left: list[Word] = field(default_factory=list)
    """Words of the first name that nothing in the second answers to."""
    right: list[Word] = field(default_factory=list)
    is_exact: bool = True
    """No rule was used that may be wrong about it: a short form, a slip, something left out."""

    has_path: bool = False
    """The longer name is written like a path, from the area down to the group."""
    is_guess: bool = False
    """A word was taken for a short form or a slip of another one."""

    @property
    def is_whole(self) -> bool:
        """Return whether every word is answered."""
        return not self.left and not self.right

    def note(self, strength: float, what: str, **values: str) -> None:
        """Add a reason."""
        self.strength = min(self.strength, strength)
        self.is_exact = self.is_exact and strength >= FORM
        self.is_guess = self.is_guess or strength in (SHORT, SLIP)
        self.evidence.append(Sentence(what, values))


def match(a: Name, b: Name, language: Language) -> Match:
    """Put the words of two names side by side."""
    found = Match()
    if not a.main or not b.main:
        if a.looks == b.looks and not (a.is_short or b.is_short):
            found.note(SAME, "the names are the same")
            return found
        _take_apart(found, a, b)
    elif a.is_short or b.is_short:
        if not _is_short_for_all(found, a, b, language):
            _take_apart(found, a, b)
    elif a.one_word == b.one_word or a.with_small == b.with_small:
        found.shared = list(a.main)
        _note_writing(found, a, b)
    elif len(a.main) != len(b.main) and is_slip(a.one_word, b.one_word, LONG):
        found.shared = list(a.main)
        one, other = sorted((_said(a), _said(b)))
        found.note(SLIP, "{one} and {other} differ only by a typo", one=one, other=other)
    elif not _is_short_for_all(found, a, b, language):
        _align(found, a, b, language)
    if found.is_whole and found.strength:
        _note_what_was_left_out(found, a, b)
    return found


def _take_apart(found: Match, a: Name, b: Name) -> None:
    found.left, found.right = list(a.main), list(b.main)
    found.strength = 0


def _note_writing(found: Match, a: Name, b: Name) -> None:
    if a.shown == b.shown:
        found.note(SAME, "the names are the same")
    elif a.group_words == b.group_words and not a.aside and not b.aside:
        found.note(SAME, "the names differ only in how they are written")


def _note_what_was_left_out(found: Match, a: Name, b: Name) -> None:
    if a.aside or b.aside:
        beside = " ".join(each.text for each in a.aside or b.aside)
        found.note(ASIDE, "the names differ only by {words} in brackets", words=beside)
    differing = set(a.group_words) ^ set(b.group_words)
    if differing & BODIES and any(
        differing & set(each.group_words) and not BODIES & set(each.group_words) for each in (a, b)
    ):
        found.strength = OTHER_BODY
    if differing or not found.evidence:
        said = [each for each in (*a.group_words, *b.group_words) if each in differing]
        if said:
            found.note(
                SAME, "the names differ only by {words}", words=" ".join(dict.fromkeys(said))
            )
        else:
            found.note(SAME, "the names differ only in how they are written")


def _is_short_for_all(found: Match, a: Name, b: Name, language: Language) -> bool:
    """See whether one whole name is short for the other, written in one word or several."""
    for short, long in ((a, b), (b, a)):
        if len(short.main) > len(long.main) or not long.main:
            continue
        if shortens_name(short, long, language):
            found.note(SHORT, "{short} is short for {long}", short=_said(short), long=_said(long))
            found.shared = list(long.main)
            return True
    return False


def _said(name: Name) -> str:
    if name.is_short:
        return name.shown
    return " ".join(each.text for each in name.words)


def _align(found: Match, a: Name, b: Name, language: Language) -> None:
    left, right = list(a.words), list(b.words)
    _pair(found, left, right, lambda one, other: one.text == other.text, None)
    _pair(found, left, right, lambda one, other: one.stem == other.stem, _note_form)
    if left and right:
        _pair_runs(found, left, b.words, right, language)
        _pair_runs(found, right, a.words, left, language)
    if found.shared or _are_all_cut(left, right):
        _pair(found, left, right, _is_cut, _note_cut)
        _pair(found, left, right, _are_derived, _note_derived)
    elif len(left) == len(right) == 1:
        _pair(found, left, right, _are_one_doing, _note_derived)
    # Where other words agree, a slip is likelier than another word.
    shortest = 5 if found.shared else 6
    _pair(found, left, right, lambda a, b: is_slip(a.text, b.text, shortest), _note_slip)
    found.left = [each for each in left if not each.is_small]
    found.right = [each for each in right if not each.is_small]
    if found.is_whole and not found.shared:
        # "A" and "The".
        _take_apart(found, a, b)
    longer, rest = (a, found.left) if found.left else (b, found.right)
    found.has_path = longer.is_path and list(longer.main[: len(rest)]) == rest
    if found.is_whole and not _is_in_order(a.main, b.main):
        found.note(ORDER, "the names have the same words in another order")
    if found.is_whole and not found.evidence and a.main != b.main:
        found.note(FORM, "the names differ only by small words")


def _is_in_order(a: Sequence[Word], b: Sequence[Word]) -> bool:
    return [each for each in a if each in b] == [each for each in b if each in a]


def _pair(
    found: Match,
    left: list[Word],
    right: list[Word],
    rule: Callable[[Word, Word], bool],
    note: Callable[[Match, Word, Word], None] | None,
) -> None:
    """Take the pairs that answer to each other by *rule* out of both lists."""
    for one in tuple(left) if right else ():
        other = next((each for each in right if rule(one, each)), None)
        if other is None:
            continue
        left.remove(one)
        right.remove(other)
        if not one.is_small:
            found.shared.append(one)
            if note:
                note(found, one, other)


def _note_form(found: Match, one: Word, other: Word) -> None:
    a, b = sorted((one.text, other.text))
    found.note(FORM, "{one} and {other} are forms of one word", one=a, other=b)


def _is_cut(one: Word, other: Word) -> bool:
    return is_cut(one.text, other.text) or is_cut(other.text, one.text)


def _are_all_cut(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Return whether names of several words are one, cut in each word: "dist sys"."""
    return len(left) == len(right) > 1 and all(map(_is_cut, left, right))


def _are_one_doing(one: Word, other: Word) -> bool:
    """Return whether a name is what the people do of whom the other is: "mentors", "mentoring".

    So are "educational" and "education", "deploy" and "deployment".
    """
    for short, long in ((one, other), (other, one)):
        if short.stem in _DOER_STEMS and (
            short.root == long.root or long.text.startswith(short.stem)
        ):
            return True
        if len(short.text) >= 9 and long.text == f"{short.text}al":
            return True
        if len(short.text) >= 6 and long.text == f"{short.text}ment":
            return True
    return False


_DOER_STEMS = frozenset(word(each).stem for each in DOERS)
# "operators" do "operations", and are another thing.
_DOER = re.compile(r"(?:er|or|ist|ian|ant)s?$")


def _are_derived(one: Word, other: Word) -> bool:
    """Return whether both name one doing: "managing" and "management"."""
    return (
        one.root == other.root
        and len(one.root) >= 5
        and not (_DOER.search(one.text) or _DOER.search(other.text))
    )


def _note_derived(found: Match, one: Word, other: Word) -> None:
    a, b = sorted((one.text, other.text))
    found.note(SLIP, "{one} and {other} are forms of one word", one=a, other=b)


def _note_cut(found: Match, one: Word, other: Word) -> None:
    short, long = sorted((one.text, other.text), key=len)
    found.note(SHORT, "{short} is short for {long}", short=short, long=long)


def _note_slip(found: Match, one: Word, other: Word) -> None:
    a, b = sorted((one.text, other.text))
    found.note(SLIP, "{one} and {other} differ only by a typo", one=a, other=b)


def _pair_runs(
    found: Match, shorts: list[Word], words: Sequence[Word], longs: list[Word], language: Language
) -> None:
    """Find words that are short for one or several in a row that nothing answers to yet."""
    for short in tuple(shorts):
        run = None if short.is_small else long_form(short, words, longs, language)
        if run is None:
            continue
        shorts.remove(short)
        for each in run:
            if each in longs:
                longs.remove(each)
        found.shared.append(short)
        texts = [each.text for each in run]
        long = " ".join(texts)
        if short.stem == joined(texts):
            found.note(FORM, "{one} and {other} are forms of one word", one=short.text, other=long)
        else:
            strength = LISTED if language.is_listed(short, texts) else SHORT
            found.note(strength, "{short} is short for {long}", short=short.text, long=long)
