"""How rare a word, a repository or a channel is among the groups of one registry."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from wgbot.registry.group import Group
from wgbot.similarity.defaults import FIELD_WORDS, LIGHT_WORDS
from wgbot.similarity.names import Language
from wgbot.similarity.options import SimilarityOptions
from wgbot.similarity.profiles import Profile, profile
from wgbot.similarity.words import Word, word

# As if so many more groups were there, none of which has the word: in a small registry, a word in
# two of six groups is not yet a common one.
_UNSEEN_GROUPS = 20
FIELD_WEIGHT = 0.6
"""Of a word that is common in the whole field, however rare it is in this registry."""
TELLING = 0.5
"""The weight of a word that two groups do not have in common by chance."""

_LIGHT_STEMS = frozenset(word(each).stem for each in LIGHT_WORDS)
_FIELD_ROOTS = frozenset(word(each).root for each in FIELD_WORDS)


class _Fewer(Counter[str]):
    """Counts with something taken off; nothing of what is counted is copied."""

    def __init__(self, counts: Counter[str], less: Iterable[Iterable[str]]) -> None:
        super().__init__()
        for each in less:
            self.update(each)
        self._counts = counts

    def __getitem__(self, key: str) -> int:
        return self._counts[key] - self.get(key, 0)


@dataclass(frozen=True)
class Vocabulary:
    """The words of a registry, and how many of its groups have each."""

    language: Language = field(default_factory=Language)
    size: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    """How many groups touch a topic."""
    addresses: Counter[str] = field(default_factory=Counter)
    """How many groups have a repository or a channel."""
    owners: Counter[str] = field(default_factory=Counter)
    """How many groups have a repository of an owner with this word in its name."""

    @classmethod
    def of(cls, groups: Iterable[Group], options: SimilarityOptions | None = None) -> "Vocabulary":
        """Count the words of *groups*."""
        words = cls(Language(options))
        profiles = [profile(each, words.language) for each in groups]
        return words.with_more(profiles)

    def with_more(self, profiles: Sequence[Profile]) -> "Vocabulary":
        """Return the same with more groups: counted on in place, so that none is counted twice."""
        for each in profiles:
            self.counts.update(each.about.keys())
            self.topics.update(each.topics)
            self.addresses.update({*each.repositories, *each.channels})
            self.owners.update(each.owners)
        return replace(self, size=self.size + len(profiles))

    def without(self, profiles: Sequence[Profile]) -> "Vocabulary":
        """Return the words of the other groups, as if *profiles* had never been counted."""
        if not profiles:
            return self
        return replace(
            self,
            size=self.size - len(profiles),
            counts=_Fewer(self.counts, (each.about.keys() for each in profiles)),
            topics=_Fewer(self.topics, (each.topics for each in profiles)),
            addresses=_Fewer(
                self.addresses, ({*each.repositories, *each.channels} for each in profiles)
            ),
        )

    def weight(self, root: str) -> float:
        """Return how much it says that two groups have a word: 1 for an unknown one, down to 0."""
        return self._weight(root)

    def total(self, roots: Iterable[str]) -> float:
        """Return the weight of several words together."""
        return sum(map(self._weight, roots))

    def rarity(self, root: str) -> float:
        """Return how rare a word is among these groups: 1 for an unknown one, down to 0."""
        return self._rarity(self.counts[root])

    def topic_weight(self, topic: str) -> float:
        """Return how much it says that two groups are about a topic."""
        return self._rarity(self.topics[topic])

    def _rarity(self, count: int) -> float:
        return max(0.0, 1 - math.log(count + 1) / math.log(self.size + _UNSEEN_GROUPS))

    @cached_property
    def _weight(self) -> Callable[[str], float]:
        return cache(lambda root: self.rarity(root) * (FIELD_WEIGHT if root in _FIELD_ROOTS else 1))

    def is_own_name(self, root: str) -> bool:
        """Return whether so many groups, or owners of their repositories, have a community's name."""
        return max(self.counts[root], self.owners[root]) >= max(3, self.size / 3)

    def is_rare(self, root: str) -> bool:
        """Return whether hardly more than the two groups that are compared can have the word."""
        return self.counts[root] <= 2

    def is_telling(self, root: str, text: str) -> bool:
        """Return whether two groups have the word of a focus not by chance."""
        return (
            root not in _FIELD_ROOTS
            and self.rarity(root) >= TELLING
            and word(text).stem not in _LIGHT_STEMS
            and not self.is_own_name(root)
        )

    def is_naming(self, each: Word) -> bool:
        """Return whether a word of a name says what the group is for."""
        return each.stem not in _LIGHT_STEMS and not self.is_own_name(each.root)
