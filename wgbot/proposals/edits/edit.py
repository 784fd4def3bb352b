"""An edit of the registry, as a value, and which one a proposal is."""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any

from wgbot.community.forms import GroupForm
from wgbot.community.questions import Does
from wgbot.form.schema import Answer
from wgbot.proposals import edits
from wgbot.registry import folder
from wgbot.registry.folder import Registry
from wgbot.registry.group import Group
from wgbot.text.problems import Problem

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

    @property
    def slug(self) -> str:
        """The group that the proposal is about."""
        return next(iter(self.after))

    @property
    def module(self) -> ModuleType:
        """What has its sentences."""
        return edit_modules()[self.kind]

    def approved(self, on: date) -> Mapping[str, Group]:
        """Return the groups after it, as they are registered: approved on that day."""
        return {slug: self.module.approved(group, on) for slug, group in self.after.items()}

    def touched(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the present values of the keys that it changes, as JSON has them, by group.

        And the group's name, by which whoever approves it knows which one that is.
        """
        found: dict[str, Mapping[str, Any]] = {}
        for slug, group in self.before.items():
            after = self.after[slug].model_dump(mode="json")
            old = group.model_dump(mode="json")
            found[slug] = {
                key: value for key, value in old.items() if key == "name" or after[key] != value
            }
        return found


def edit_modules() -> dict[str, ModuleType]:
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
    return _unknown(proposed)


def _unknown(proposed: Proposed) -> Edit:
    """Return what nothing takes: it changes nothing, and says so."""
    problem = Problem(
        "form",
        "This form is for something that I can't do yet.",
        "Please ask the maintainers to do it by hand.",
    )
    slug = folder.slug(proposed.group.name)
    return Edit(_FALLBACK, before={}, after={slug: proposed.group}, problems=(problem,))
