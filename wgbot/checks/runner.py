"""The checks: one rule a file.

A check's name is the name of its module and its key in the configuration; the module's docstring
is its documentation, the first line for everybody. A module has

- `check(subject, options)`, which yields a `Problem` for each thing to change, and
- `Options`, a pydantic model with a default for every key, where there is something to set.

To add a rule, add its file here and its test to `tests/checks`. The same checks judge a proposal
and, in `wgbot check`, every registered group.

A community's own rule is a module of the same kind in a package of its own, which names it as an
entry point of the group `wgbot.checks` (https://packaging.python.org/en/latest/specifications/entry-points/).
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from wgbot import checks
from wgbot.checks.subject import Subject
from wgbot.registry import fields, lists
from wgbot.registry.group import ASLEEP
from wgbot.text.problems import Problem, SetupError, WgbotError

GROUP = "wgbot.checks"
"""The group of entry points by which packages bring checks of their own."""

_NOT_CHECKS = {"lookups", "overlap", "runner", "subject"}


class _NoOptions(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_BUILT_IN = [
    module.name
    for module in pkgutil.iter_modules(checks.__path__)
    if module.name not in _NOT_CHECKS
]


def brought(points: Iterable[EntryPoint], taken: Iterable[str]) -> dict[str, ModuleType]:
    """Load the checks that other packages bring, by name.

    Raises SetupError if one isn't a check: a rule that a community relies on is never skipped in
    silence.
    """
    found: dict[str, ModuleType] = {}
    for point in sorted(points, key=lambda each: each.name):
        where = f"The check {point.name} ({point.value})"
        if point.name in {*taken, *found} or not point.name.isidentifier():
            raise SetupError(f"{where} has a name that is taken, or that is none. Rename it.")
        try:
            module = point.load()
        except Exception as error:  # what a stranger's module raises can be anything
            raise SetupError(f"{where} cannot be loaded: {error!r}.") from error
        if not callable(getattr(module, "check", None)) or not (module.__doc__ or "").strip():
            raise SetupError(
                f"{where} needs a docstring that says what it demands, and a function "
                "`check(subject, options)`."
            )
        try:
            _options(module)()
        except (TypeError, ValidationError) as error:
            raise SetupError(
                f"The `Options` of {where[0].lower()}{where[1:]} need a default for every key."
            ) from error
        found[point.name] = module
    return found


def _options(module: ModuleType) -> type[BaseModel]:
    options: type[BaseModel] = getattr(module, "Options", _NoOptions)
    return options


_BROUGHT = brought(entry_points(group=GROUP), _BUILT_IN)
CHECKS: dict[str, ModuleType] = {
    name: importlib.import_module(f"{checks.__name__}.{name}") for name in _BUILT_IN
} | _BROUGHT


def summary(name: str) -> str:
    """Return in one line what the check of that name demands."""
    return (CHECKS[name].__doc__ or "").strip().partition("\n")[0]


# One attribute for each check: its options, or False where it is switched off.
_settings: dict[str, Any] = {
    name: (Literal[False] | _options(module), _options(module)()) for name, module in CHECKS.items()
}
Settings: Any = create_model(
    "Settings", __config__=ConfigDict(extra="forbid", frozen=True), **_settings
)


def has_page(name: str) -> bool:
    """Return whether the documentation has a page about the check of that name, `checks/NAME`."""
    return name in _BUILT_IN


def run(subject: Subject, settings: Any) -> Iterator[Problem]:
    """Judge *subject* by every check that is not switched off."""
    for name, module in CHECKS.items():
        options = getattr(settings, name)
        if options is False:
            continue
        if name in _BROUGHT:
            found = _run_brought(name, module, subject, options)
        else:
            found = module.check(subject, options)
        yield from (problem for problem in found if _is_touched(problem, subject))


def _is_touched(problem: Problem, subject: Subject) -> bool:
    """Return whether a problem is about something that is proposed, and was not so before.

    What the form demands is demanded of every proposal. Held against other groups is who gets a name,
    or comes back. Of a list, what was in it before was not proposed.
    """
    before, group = subject.before, subject.group
    if before is None or problem.field is None or problem.check == "required":
        return True
    if problem.check == "similar":
        is_back = before.status in ASLEEP and group.status not in ASLEEP
        return is_back or before.name != group.name
    field = fields.ASKED.get(problem.field)
    if field is None or problem.field in group.charter:
        return bool(subject.answers.get(problem.field))
    old, new = getattr(before, field.key), getattr(group, field.key)
    if isinstance(new, tuple) and problem.item is not None and problem.item < len(new):
        # Who was there before stays who they are, whatever else is said about them.
        key = lists.KEYS[field.type] if field.type == "people" else _itself
        return key(new[problem.item]) not in map(key, old)
    return bool(old != new)


def _itself(item: object) -> object:
    return item


def _run_brought(
    name: str, module: ModuleType, subject: Subject, options: object
) -> Iterator[Problem]:
    """Run a check of another package: if it fails, that is said, and nothing is called fine."""
    try:
        yield from module.check(subject, options)
    except Exception as error:  # what a stranger's module raises can be anything
        raise WgbotError(
            f"The check {name} ({module.__name__}) failed at {subject.slug!r}: {error!r}. Fix it, or "
            f"switch it off with `checks: {{{name}: false}}`."
        ) from error
