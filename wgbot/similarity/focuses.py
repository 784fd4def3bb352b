"""Two groups side by side: what they are about, by their focuses and by the topics of their names.

How alike the names are is judged before, in `naming`; which words the names share and which they do
not is taken from there, for a word in both names says nothing more when both focuses repeat it.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cached_property

from wgbot.similarity.matching import Match
from wgbot.similarity.profiles import Profile
from wgbot.similarity.rarity import Vocabulary
from wgbot.text.sentences import Sentence

SAME = 0.7
"""The part of the words of two focuses, by weight, that is the same where one was copied."""
COPIED = 0.97
"""The same, where it was copied as it is."""
ALIKE = 0.45
"""The same, where names that differ by a word mean one group."""
NEAR = 0.2
"""The same, where two groups should talk to each other."""
NEAR_BY_A_WORD = 0.2
"""The same, where only one telling word makes up for it."""
FEWEST_WORDS = 4
"""A focus of fewer words is no evidence for or against anything."""
LONG = 8
"""A focus of so many telling words is never the same by chance."""
PHRASE_LIKENESS = 0.3
"""The same, where a phrase may have been kept while the rest was rewritten."""
PHRASE_WEIGHT = 1.2
"""The weight of a phrase that is not a usual one."""
TOPIC_OF_NAMES = 0.45
"""The weight of a topic that is in both names; from this on it is not what all groups are about."""
TOPIC_OF_FOCUS = 0.6
"""The same, where it is in one name and one focus."""
TOPIC_LENGTH = 3
"""How much a focus has to say, by the root of its weight, to touch on a topic only in passing."""
MENTION = 0.45
"""The weight of a name's words that the other focus speaks of not by chance."""


class Focuses:
    """What two groups are about."""

    def __init__(self, a: Profile, b: Profile, names: Match, words: Vocabulary) -> None:
        self.a, self.b, self.names, self.words = a, b, names, words
        self.shared = a.focus.keys() & b.focus.keys()
        self.beyond = self.shared - {each.root for each in names.shared}
        """The roots of the words in both focuses that are not in both names, too."""
        self.fewest = min(len(a.focus), len(b.focus))

    @cached_property
    def likeness(self) -> float:
        """The part of the words, by weight, that is the same, from 0 to 1."""
        if not self.fewest:
            return 0
        weights = self.words.total(self.a.focus) * self.words.total(self.b.focus)
        return self.words.total(self.shared) / (math.sqrt(weights) or 1)

    @property
    def are_same(self) -> bool:
        """One was copied from the other."""
        if self.likeness >= COPIED:
            # "To be written" may stand in any number of groups; these two alone have a rare word.
            has_rare = any(map(self.words.is_rare, self.shared))
            return self.fewest >= 2 and (has_rare or self.fewest >= LONG)
        return self.likeness >= SAME and self.fewest > FEWEST_WORDS and not self.tell_apart

    @property
    def are_alike(self) -> bool:
        """They say the same beyond what is in both names."""
        if self.likeness >= COPIED:
            return True
        return self.likeness >= ALIKE and len(self.beyond) >= 2 and not self.tell_apart

    @property
    def phrase(self) -> str:
        """What both say in the same words, where it is long and no usual phrase; or nothing."""
        if self.likeness < PHRASE_LIKENESS or all(self._apart):
            return ""
        for roots, text in self.a.phrases.items():
            if roots in self.b.phrases:
                telling = [
                    root for root in self.shared.intersection(roots) if self._is_telling(root)
                ]
                if len(telling) >= 2 and self.words.total(telling) >= PHRASE_WEIGHT:
                    return text
        return ""

    @property
    def are_near(self) -> bool:
        """Both are about the same, beyond the words that are in both names."""
        beyond = self.shared if self.names.is_whole else self.beyond
        telling = sum(map(self._is_telling, beyond))
        if any(map(self.words.is_naming, self.names.shared)):
            return telling > 0 and self.likeness >= NEAR
        return (telling >= 2 and self.likeness >= NEAR) or (
            telling == 1 and self.likeness >= NEAR_BY_A_WORD
        )

    @property
    def contradict(self) -> bool:
        """Neither speaks of anything that the other is about."""
        return self.fewest >= FEWEST_WORDS and not (
            self.a.focus.keys() & self.b.about.keys() or self.b.focus.keys() & self.a.about.keys()
        )

    @property
    def tell_apart(self) -> bool:
        """What is in one name only is in its focus only, too.

        "The Perl packages" and "the Python packages" have nearly the same focus.
        """
        return self.fewest >= 2 and any(self._apart)

    @cached_property
    def _apart(self) -> tuple[bool, bool]:
        """For each name, whether a word of its own is in its own focus and not in the other."""
        a, b = self.a.focus.keys(), self.b.focus.keys()
        return (
            any(each.root in a - b for each in self.names.left),
            any(each.root in b - a for each in self.names.right),
        )

    @cached_property
    def mentions(self) -> list[Sentence]:
        """Names, all of their words, of which the focus of the other speaks."""
        return [
            Sentence(
                "the focus of {group} mentions {words}",
                {"group": other.group.name, "words": " ".join(each.text for each in telling)},
            )
            for rest, other in ((self.names.left, self.b), (self.names.right, self.a))
            if (
                telling := [
                    each for each in rest if self.words.is_naming(each) and not each.is_common
                ]
            )
            and all(each.root in other.focus for each in telling)
            and max(self.words.rarity(each.root) for each in telling) >= MENTION
        ]

    @cached_property
    def topics(self) -> list[Sentence]:
        """Topics of a name that are those of the other's name or focus, in other words."""
        if any(map(self.words.is_naming, self.names.shared)):
            return []
        a, b = self.a, self.b
        return [
            *self._in_both(a.name_topics, b.name_topics, TOPIC_OF_NAMES),
            *self._in_both(a.name_topics, b.focus_topics, self._least_topic(b)),
            *self._in_both(a.focus_topics, b.name_topics, self._least_topic(a)),
        ][:1]

    def _least_topic(self, speaker: Profile) -> float:
        """Return the weight from which a topic of a focus counts: a long one touches on many."""
        return TOPIC_OF_FOCUS * max(1, math.sqrt(self.words.total(speaker.focus)) / TOPIC_LENGTH)

    def _in_both(
        self, one: Mapping[str, str], other: Mapping[str, str], least: float
    ) -> Iterable[Sentence]:
        for topic in sorted(one.keys() & other.keys()):
            is_same_word = self._root(one[topic]) == self._root(other[topic])
            if not is_same_word and self.words.topic_weight(topic) >= least:
                first, second = sorted((one[topic], other[topic]))
                yield Sentence("{one} and {other} are related", {"one": first, "other": second})

    def _is_telling(self, root: str) -> bool:
        return self.words.is_telling(root, self.a.focus[root])

    def _root(self, text: str) -> tuple[str, ...]:
        return tuple(self.words.language.word(each).root for each in text.split())

    def shared_words(self, fewest: int) -> list[Sentence]:
        """Name the most telling of what both are about, where there is so much of it."""
        shared = self.a.about.keys() & self.b.about.keys()
        if len(shared) < fewest or shared <= {each.root for each in self.names.shared}:
            return []
        best = sorted(shared, key=lambda root: (-self.words.weight(root), root))[:4]
        said = ", ".join(self.a.about[each] for each in best)
        return [Sentence("both are about {words}", {"words": said})]
