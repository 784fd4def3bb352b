"""An edit of the registry, as a value, and which one a proposal is."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from wgbot.community.forms import GroupForm
from wgbot.community.questions import Does
from wgbot.form.schema import Answer
from wgbot.proposals import edits
from wgbot.registry import folder, lists
from wgbot.registry.folder import Registry
from wgbot.registry.group import ASLEEP, Group, Person
from wgbot.text.problems import Problem

if TYPE_CHECKING:
    from wgbot.similarity.known import KnownGroups

_FALLBACK = "new"
"""What a proposal is that is nothing else, if its form is for new groups."""


@dataclass(frozen=True)
class Proposed:
    """What an issue asks for, as it was answered and without being judged."""

    form: GroupForm
    """The form that it was made with, which says what it does."""
    answers: Mapping[str, Answer]
    """By what the questions mean: the known meanings, then any other id."""
    group: Group
    """The group that the answers describe: what was not answered is empty."""
    known: "KnownGroups | None" = None
    """What names are looked up in that are none of the registry's own."""
    then: Mapping[str, Group] = field(default_factory=dict)
    """The groups as they were when the form was filled in, where that is known; else they are as now."""
    by_name: bool = False
    """Whether people who lead a group can be named without an account."""
    site: str = ""
    """The address of the website, where each group has a page."""
    author: str | None = None
    """The account of who asks for it."""

    @property
    def does(self) -> Does:
        """Return what it was made for: a new group, to change one, or to end some."""
        return self.form.does


@dataclass(frozen=True)
class Edit:
    """Some groups before, the same groups after, by the names of their files."""

    kind: str
    """The module that it is of."""
    before: Mapping[str, Group]
    """As they are registered; without those that are not there yet."""
    after: Mapping[str, Group]
    problems: tuple[Problem, ...] = ()
    """What there is to say about it that no check knows."""
    named: tuple[str, ...] = ()
    """The other groups that it names, by their files: an approval is of these."""
    together: tuple[str, ...] = ()
    """The groups that it is about, by their files, where that is more than one."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """What the files of groups are called after it, where that is something else."""

    @property
    def slug(self) -> str:
        """The group that the proposal is about."""
        return next(iter(self.after))

    def slug_after(self, slug: str) -> str:
        """Return what the file of one of its groups is called after it."""
        return self.moved.get(slug, slug)

    @property
    def module(self) -> ModuleType:
        """What has its sentences."""
        return edit_modules()[self.kind]

    @property
    def alters(self) -> bool:
        """Whether it changes or ends groups that are there, which is done for good once it is merged.

        A group that is founded or brought back is either there or not, whatever was merged.
        """
        return hasattr(self.module, "DONE")

    @property
    def is_judged(self) -> bool:
        """Whether there is anything for the checks: not where it isn't known which group is meant."""
        return bool(self.before) or not self.alters

    def new_leads(self, slug: str) -> tuple[Person, ...]:
        """Return who becomes a lead of a group: everybody, where it is founded or brought back."""
        before, after = self.before.get(slug), self.after[slug]
        is_there = before is not None and (before.status not in ASLEEP or after.status in ASLEEP)
        return (
            lists.without("people", after.leads, before.leads)
            if before and is_there
            else after.leads
        )

    @property
    def ended(self) -> tuple[Group, ...]:
        """The groups that are retired, of those that it is about."""
        groups = (self.after[slug] for slug in self.together)
        return tuple(each for each in groups if each.status == "retired")

    @property
    def homeless(self) -> tuple[Problem, ...]:
        """What people have to find a new home for: what the groups had that end."""
        ended = [
            group
            for slug, group in self.before.items()
            if group.status != "retired" and self.after[slug].status == "retired"
        ]
        return tuple(each for group in ended for each in _had(group))

    def sentence(self, name: str) -> str:
        """Return what is said of it; of several groups at once in words of their own, if there are any.

        Empty for what is not said of such an edit at all.
        """
        several: Mapping[str, str] = getattr(self.module, "SEVERAL", {})
        one: str = getattr(self.module, name, "")
        return several.get(name, one) if len(self.together) > 1 else one

    def approved(self, on: date) -> Mapping[str, Group]:
        """Return the groups after it, as they are registered: approved on that day."""
        return {
            slug: self.module.approved(self.before.get(slug), group, on)
            for slug, group in self.after.items()
        }

    def touched(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the present values of the keys that it changes, as JSON has them, by group.

        Of a list only the entries that it removes or alters, and of the charter only the answers: what
        others add beside them is no matter of its approval. And the group's name, by which whoever
        approves it knows which one that is.
        """
        found: dict[str, Mapping[str, Any]] = {}
        for slug, group in self.before.items():
            after = self.after[slug].model_dump(mode="json")
            old = group.model_dump(mode="json")
            changed = {key: _lost(old[key], after[key]) for key in old if after[key] != old[key]}
            changed = {key: value for key, value in changed.items() if value not in ([], {})}
            found[slug] = {"name": group.name, **changed}
        return found


def _lost(old: Any, new: Any) -> Any:
    """Return what of a key's value is not there any more: of several, only those."""
    if isinstance(old, list) and isinstance(new, list):
        return [each for each in old if each not in new]
    if isinstance(old, dict) and isinstance(new, dict):
        return {key: value for key, value in old.items() if new.get(key) != value}
    return old


def _had(group: Group) -> Iterator[Problem]:
    for what, listed in (
        ("Leads of {name}: {listed}", tuple(each.shown for each in group.leads)),
        ("Channels of {name}: {listed}", tuple(each.shown for each in group.channels)),
        ("Repositories of {name}: {listed}", group.repositories),
    ):
        if listed:
            yield Problem("group", what, "", values={"name": group.name, "listed": listed})


@cache
def edit_modules() -> Mapping[str, ModuleType]:
    """Return everything that can be proposed, by the name of its module; the fallback last."""
    names = [each.name for each in pkgutil.iter_modules(edits.__path__) if each.name != "edit"]
    names.sort(key=lambda name: (name == _FALLBACK, name))
    return {name: importlib.import_module(f"{edits.__name__}.{name}") for name in names}


def edit_of(proposed: Proposed, registry: Registry) -> Edit:
    """Return the edit that a proposal is, by its form and the group that its answers describe."""
    for module in edit_modules().values():
        found: Edit | None = module.read(proposed, registry)
        if found is not None:
            return found
    raise AssertionError(f"no edit is for {proposed.does}")


def nothing(kind: str, groups: Mapping[str, Group], problems: Iterable[Problem]) -> Edit:
    """Return the edit that leaves *groups* as they are, and says why."""
    return Edit(kind, before={}, after=groups, problems=tuple(problems), together=tuple(groups))


def unknown(name: str, group: Group) -> Mapping[str, Group]:
    """Return a group that is called *name* where it isn't known which that is."""
    return {folder.slug(name)[: folder.MAX_SLUG]: group}
