"""How rare a word, a repository or a channel is among the groups of one registry."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from wgbot.groups import Group
from wgbot.similarity.names import Language
from wgbot.similarity.options import Options
from wgbot.similarity.profiles import Profile, profile

# As if so many more groups were there, none of which has the word: in a small registry, a word in
# two of six groups is not yet a common one.
_UNSEEN_GROUPS = 20


@dataclass(frozen=True)
class Vocabulary:
    """The words of a registry, and how many of its groups have each."""

    language: Language = field(default_factory=Language.of)
    size: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    addresses: Counter[str] = field(default_factory=Counter)
    """How many groups have a repository or a channel."""

    options: Options = field(default_factory=Options)

    @classmethod
    def of(cls, groups: Iterable[Group], options: Options | None = None) -> "Vocabulary":
        """Count the words of *groups*."""
        options = options or Options()
        language = Language.of(options.group_words, options.short_forms)
        return cls.counting((profile(each, language) for each in groups), language, options)

    @classmethod
    def counting(
        cls, profiles: Iterable[Profile], language: Language, options: Options | None = None
    ) -> "Vocabulary":
        """Count the words of groups that are read already."""
        counts: Counter[str] = Counter()
        addresses: Counter[str] = Counter()
        size = 0
        for each in profiles:
            size += 1
            counts.update(each.about.keys())
            addresses.update({*each.repositories, *each.channels})
        return cls(language, size, counts, addresses, options or Options())

    def weight(self, root: str) -> float:
        """Tell how much it says that two groups have a word: 1 for an unknown one, down to 0."""
        return self._weights.get(root, 1.0)

    @cached_property
    def _weights(self) -> dict[str, float]:
        total = math.log(self.size + _UNSEEN_GROUPS)
        return {
            root: max(0.0, 1 - math.log(count + 1) / total) for root, count in self.counts.items()
        }

    def is_own_name(self, root: str) -> bool:
        """Tell whether so many groups have the word that it is the community's own name."""
        return self.counts[root] >= max(3, self.size / 3)

    def is_rare(self, root: str) -> bool:
        """Tell whether hardly more than the two groups that are compared can have the word."""
        return self.counts[root] <= 2
