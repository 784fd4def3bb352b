"""Two groups → one group under two names, two that should talk to each other, or nothing."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from wgbot.groups import Group
from wgbot.similarity.defaults import AREA_WORDS, COMMON_WORDS, LIGHT_WORDS
from wgbot.similarity.matching import ASIDE, Evidence, Match, match
from wgbot.similarity.profiles import Profile, profile
from wgbot.similarity.rarity import Vocabulary
from wgbot.similarity.words import Word, word

Kind = Literal["duplicate", "revival", "overlap"]

DUPLICATE = 0.8
"""The score from which two groups are one."""
OVERLAP = 0.4
SAME_FOCUS = 0.7
"""The part of the words of two focuses, by weight, that is the same where one was copied."""
COPIED_FOCUS = 0.97
"""The same, where it was copied as it is."""
LIKE_FOCUS = 0.45
"""The same, where names that differ by a word mean one group."""
NEAR_FOCUS = 0.1
"""The same, where two groups with other names should talk to each other."""
NEAR_FOCUS_OF_NAMES = 0.1
"""The same, where the names have a word in common."""
NEAR_FOCUS_BY_A_WORD = 0.2
"""The same, where only one telling word makes up for it."""
TELLING = 0.45
"""The weight of a word that two groups do not have in common by chance."""
FEWEST_WORDS = 4
"""A focus of fewer words is no evidence for or against anything."""

LONG_FOCUS = 8
"""A focus of so many telling words is never the same by chance."""

_LIGHT_STEMS = frozenset(word(each).stem for each in LIGHT_WORDS)
_AREA_STEMS = frozenset(word(each).stem for each in AREA_WORDS)
_COMMON_ROOTS = frozenset(word(each).root for each in COMMON_WORDS)


@dataclass(frozen=True, slots=True)
class Likeness:
    """That a group is like another, and why."""

    slug: str
    """Of the other group."""
    kind: Kind
    score: float
    """From 0 to 1; from `DUPLICATE` on they are one group."""
    evidence: tuple[Evidence, ...]


def compare(
    a: Group, b: Group, words: Vocabulary, *, slugs: tuple[str, str] = ("", "")
) -> Likeness | None:
    """Judge whether *b* is the same group as *a*, or one to talk to."""
    return judge(
        profile(a, words.language, slugs[0]), profile(b, words.language, slugs[1]), words, slugs[1]
    )


def judge(a: Profile, b: Profile, words: Vocabulary, slug: str = "") -> Likeness | None:
    """Judge two groups that are read already, in an order that is not theirs."""
    one, other = sorted((a, b), key=lambda each: each.key)
    found = _Pair(one, other, words).verdict()
    if found is None:
        return None
    score, evidence = found
    if score < words.options.overlap:
        return None
    kind: Kind = "overlap"
    if score >= words.options.duplicate:
        # Said of the pair, so that it is the same from either side.
        is_active = a.group.status == b.group.status == "active"
        kind = "duplicate" if is_active else "revival"
    return Likeness(slug, kind, round(score, 3), tuple(evidence))


class _Pair:
    """Two groups side by side."""

    def __init__(self, a: Profile, b: Profile, words: Vocabulary) -> None:
        self.a, self.b, self.words = a, b, words
        self.name, self.known_as = self._best_match()

    def verdict(self) -> tuple[float, list[Evidence]] | None:
        name = self._name_score()
        focus = self._likeness(self.a.focus, self.b.focus)
        places = self._shared_places()
        evidence = [*self.name.evidence, *self.known_as]
        doubtful = (self.name.is_guess and self._focus_contradicts()) or (
            not self.name.is_exact and self._names_apart()
        )
        if name >= DUPLICATE and not doubtful:
            return min(1.0, name), [*evidence, *places, *self._about(1)]
        if self._is_same_focus(focus):
            return DUPLICATE + 0.1 * focus, [
                *evidence, Evidence("the focus is almost the same, word for word"), *places,
                *self._about(2),
            ]  # fmt: skip
        mentions = self._mentions()
        if (self._is_partial() or len(mentions) == 2) and (places or self._is_like_focus(focus)):
            return DUPLICATE + 0.02, [
                *evidence, *self._name_words(), *mentions, *places, *self._about(2),
            ]  # fmt: skip
        score = max(
            0.6 if name >= DUPLICATE else 0,
            0.5 if places else 0,
            0.55 if self._is_partial() else 0,
            0.4 + 0.3 * focus if self._is_near_focus(focus) else 0,
        )
        if mentions and not self.name.shared:
            score = max(score, 0.45)
        if score < OVERLAP:
            return None
        reasons = [*evidence, *self._name_words(), *mentions, *places, *self._about(1)]
        return (min(score, DUPLICATE - 0.05), reasons) if reasons else None

    def _is_near_focus(self, focus: float) -> bool:
        """Tell whether both are about the same, beyond the words that are in both names."""
        beyond = self.a.focus.keys() & self.b.focus.keys()
        if not self.name.is_whole:
            beyond = beyond - {each.root for each in self.name.shared}
        telling = sum(
            self.words.weight(root) >= TELLING and not self.words.is_own_name(root)
            for root in beyond
            if word(self.a.focus[root]).stem not in _LIGHT_STEMS
        )
        if any(map(self._is_telling, self.name.shared)):
            return telling > 0 and focus >= NEAR_FOCUS_OF_NAMES and not all(self._apart())
        return focus >= NEAR_FOCUS and (
            telling >= 2 or (telling == 1 and focus >= NEAR_FOCUS_BY_A_WORD)
        )

    def _mentions(self) -> list[Evidence]:
        """Name words that one has in its name, all of them, and the other in its focus."""
        found = []
        for rest, other in ((self.name.left, self.b), (self.name.right, self.a)):
            telling = [
                each
                for each in rest
                if each.stem not in _LIGHT_STEMS
                and each.root not in _COMMON_ROOTS
                and not self.words.is_own_name(each.root)
            ]
            if telling and all(each.root in other.focus for each in telling):
                said = " ".join(each.text for each in telling)
                what = "the focus of {group} speaks of {words}"
                found.append(Evidence(what, {"group": other.group.name, "words": said}))
        return found

    def _best_match(self) -> tuple[Match, list[Evidence]]:
        """Find the two names that are most alike: own names, aliases and file names."""
        own, of_other = self.a.names[0][0], self.b.names[0][0]
        best, best_names = match(own, of_other, self.words.language), (0, 0)
        for i, first in enumerate(self.a.names):
            for j, second in enumerate(self.b.names):
                for one, other in product(first, second):
                    # Of two names, "Java (SDK)" and "Java (agent)", the brackets tell them apart.
                    if (one.aside and other.aside) or (one is own and other is of_other):
                        continue
                    found = match(one, other, self.words.language)
                    if found.is_whole and self._score(found) > self._score(best):
                        best, best_names = found, (i, j)
        return best, self._known_as(*best_names)

    def _known_as(self, i: int, j: int) -> list[Evidence]:
        """Say whose further name it is that is alike, if it is one."""
        return [
            Evidence(
                "{group} is also known as {name}",
                {"group": each.group.name, "name": each.names[number][0].shown},
            )
            for each, number in ((self.a, i), (self.b, j))
            if number
        ]

    def _score(self, found: Match) -> float:
        if found.is_whole:
            return found.strength
        extra = found.left or found.right
        if (
            not (found.left and found.right)
            and found.shared
            and self._is_light(extra, found.shared)
        ):
            return min(found.strength, ASIDE)
        if (
            not (found.left and found.right)
            and len(found.shared) >= 3
            and self._length(extra) <= 0.4 * self._length(found.shared)
        ):
            return min(found.strength, ASIDE - 0.03)
        if self._is_area(found, extra):
            return min(found.strength, ASIDE)
        total = self._sum(each.root for each in (*found.shared, *found.left, *found.right))
        return 0.5 * found.strength * self._sum(each.root for each in found.shared) / (total or 1)

    def _is_area(self, found: Match, extra: list[Word]) -> bool:
        """Tell whether a name differs only by the area it is filed under: "wg-docs-tutorials"."""
        return (
            not (found.left and found.right)
            and all(each.stem in _AREA_STEMS for each in extra)
            and found.has_path
            and any(
                self._is_telling(each) and each.stem not in _AREA_STEMS for each in found.shared
            )
        )

    def _is_light(self, extra: list[Word], shared: list[Word]) -> bool:
        return all(
            each.stem in _LIGHT_STEMS or self.words.is_own_name(each.root) for each in extra
        ) and any(
            each.stem not in _LIGHT_STEMS and not self.words.is_own_name(each.root)
            for each in shared
        )

    def _name_score(self) -> float:
        score = self._score(self.name)
        if score >= DUPLICATE and not self.name.is_whole:
            said = " ".join(each.text for each in self.name.left or self.name.right)
            self.name.note(ASIDE, "the names differ only by {words}", words=said)
        return score

    def _is_partial(self) -> bool:
        """Tell whether one name is the other with more words."""
        shared = self.name.shared
        if self.name.left and self.name.right:
            return False
        return len(shared) > 1 or any(map(self._is_telling, shared))

    def _is_telling(self, each: Word) -> bool:
        return each.stem not in _LIGHT_STEMS and not self.words.is_own_name(each.root)

    def _length(self, words: list[Word]) -> float:
        """Count the words; common ones are half a word."""
        return sum(0.5 if each.root in _COMMON_ROOTS else 1 for each in words)

    def _sum(self, roots: Iterable[str]) -> float:
        return sum(map(self.words.weight, roots))

    def _likeness(self, one: Mapping[str, str], other: Mapping[str, str]) -> float:
        if len(one) < 1 or len(other) < 1:
            return 0
        shared = self._sum(one.keys() & other.keys())
        return shared / (math.sqrt(self._sum(one) * self._sum(other)) or 1)

    def _is_same_focus(self, focus: float) -> bool:
        a, b = self.a, self.b
        fewest = min(len(a.focus), len(b.focus))
        if focus >= COPIED_FOCUS:
            # "To be written" may stand in any number of groups; these two alone have a rare word.
            rare = [root for root in a.focus.keys() & b.focus.keys() if self.words.is_rare(root)]
            return fewest >= 2 and (len(rare) >= 1 or fewest >= LONG_FOCUS)
        return focus >= SAME_FOCUS and fewest >= FEWEST_WORDS and not self._names_apart()

    def _is_like_focus(self, focus: float) -> bool:
        """Tell whether the focuses say the same beyond what is in both names."""
        if focus >= COPIED_FOCUS:
            return True
        shared = self.a.focus.keys() & self.b.focus.keys()
        beyond = shared - {each.root for each in self.name.shared}
        return focus >= LIKE_FOCUS and len(beyond) >= 2 and not self._names_apart()

    def _names_apart(self) -> bool:
        """Tell whether what is in one name only is in its focus only, too.

        "The Perl packages" and "the Python packages" have nearly the same focus.
        """
        return min(len(self.a.focus), len(self.b.focus)) >= 2 and any(self._apart())

    def _apart(self) -> tuple[bool, bool]:
        """Tell for each name whether a word of its own is in its own focus and not in the other."""
        return (
            any(each.root in self.a.focus.keys() - self.b.focus.keys() for each in self.name.left),
            any(each.root in self.b.focus.keys() - self.a.focus.keys() for each in self.name.right),
        )

    def _focus_contradicts(self) -> bool:
        a, b = self.a, self.b
        return (
            min(len(a.focus), len(b.focus)) >= FEWEST_WORDS
            and not a.focus.keys() & b.about.keys()
            and not b.focus.keys() & a.about.keys()
        )

    def _shared_places(self) -> list[Evidence]:
        """Name what both use and hardly any other group does."""
        few = max(2, self.words.size // 100)
        found = []
        for what, one, other in (
            ("both use the repository {link}", self.a.repositories, self.b.repositories),
            ("both talk in {link}", self.a.channels, self.b.channels),
        ):
            for key in sorted(one.keys() & other.keys()):
                if self.words.addresses[key] <= few:
                    found.append(Evidence(what, {"link": one[key]}))
                    break
        return found

    def _name_words(self) -> list[Evidence]:
        shared = dict.fromkeys(each.text for each in self.name.shared)
        if not shared:
            return []
        return [Evidence("both names have {words}", {"words": ", ".join(shared)})]

    def _about(self, fewest: int) -> list[Evidence]:
        shared = self.a.about.keys() & self.b.about.keys()
        if len(shared) < fewest or shared <= {each.root for each in self.name.shared}:
            return []
        best = sorted(shared, key=lambda root: (-self.words.weight(root), root))[:4]
        return [
            Evidence(
                "both are about {words}", {"words": ", ".join(self.a.about[each] for each in best)}
            )
        ]
