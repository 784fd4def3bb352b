"""Everything that a group is held against: the registered groups, and the open proposals.

Each is read once, however many are held against it. What is found for one is the same whether it is
asked alone or as one of many.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from wgbot.registry.group import Group
from wgbot.similarity.index import Index
from wgbot.similarity.options import SimilarityOptions
from wgbot.similarity.verdicts import Likeness

_CERTAIN = 0.95
"""The score from which a name is another in other words; below, it was abbreviated or mistyped."""


class KnownGroups:
    """The groups of a registry and, as they become known, those that are proposed."""

    def __init__(
        self, registered: Mapping[str, Group], options: SimilarityOptions | None = None
    ) -> None:
        """Take the registered groups by their slugs; nothing is read yet."""
        self._registered = registered
        self._options = options
        self._proposed: dict[str, Group] = {}

    @cached_property
    def _index(self) -> Index:
        return Index(self._registered, self._options)

    @cached_property
    def _with_proposed(self) -> Index:
        return Index(self._registered, self._options)

    def registered_like(
        self, group: Group, *, slug: str = "", limit: int | None = 10
    ) -> list[Likeness]:
        """List the registered groups that are like *group*, which is *slug* if it is one itself."""
        return self._index.similar(group, slug=slug, limit=limit)

    def proposed_like(
        self, group: Group, proposed: Sequence[Group], *, slug: str = ""
    ) -> list[tuple[Group, Likeness]]:
        """List those of the proposed groups that are like *group*."""
        if not proposed:
            return []
        # A group is known by which object it is: comparing texts would take its time.
        keys = {f"proposed {id(each)}": each for each in proposed}
        new = {key: each for key, each in keys.items() if key not in self._proposed}
        self._proposed |= new
        self._with_proposed.add(new)
        aside = [key for key in self._proposed if key not in keys]
        found = self._with_proposed.similar(
            group, slug=slug, limit=None, among=tuple(keys), aside=aside
        )
        return [(keys[each.slug], each) for each in found]

    def twins(self, slug: str) -> list[Likeness]:
        """List the registered groups that work in the one place where the one called *slug* does."""
        return self._index.in_one_place(slug)

    def called(self, name: str) -> list[str]:
        """List the slugs of the groups that *name* means in other words."""
        return self._called(name, _CERTAIN)

    def called_exactly(self, name: str) -> list[str]:
        """List the slugs of the groups that have *name*, but for words such as `SIG` around it."""
        return self._called(name, 1)

    def _called(self, name: str, least: float) -> list[str]:
        found = self.registered_like(Group.model_construct(name=name, focus=""))
        return [each.slug for each in found if each.score >= least]
