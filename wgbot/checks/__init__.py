"""The checks: one rule a file.

A check's name is the name of its module and its key in the configuration; the module's docstring
is its documentation, the first line for everybody. A module has

- `check(subject, options)`, which yields a `Problem` for each thing to change, and
- `Options`, a pydantic model with a default for every key, where there is something to set.

To add a rule, add its file here and its test to `tests/checks`. The same checks judge a proposal
and, in `wgbot check`, every registered group.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, create_model

from wgbot.checks.subject import Subject
from wgbot.problems import Problem

_NOT_CHECKS = {"subject"}


class _NoOptions(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


CHECKS: dict[str, ModuleType] = {
    module.name: importlib.import_module(f"{__name__}.{module.name}")
    for module in pkgutil.iter_modules(__path__)
    if module.name not in _NOT_CHECKS
}


def summary(name: str) -> str:
    """Say in one line what the check of that name demands."""
    return (CHECKS[name].__doc__ or "").strip().partition("\n")[0]


def _options(module: ModuleType) -> type[BaseModel]:
    options: type[BaseModel] = getattr(module, "Options", _NoOptions)
    return options


# One attribute for each check: its options, or False where it is switched off.
_settings: dict[str, Any] = {
    name: (Literal[False] | _options(module), _options(module)()) for name, module in CHECKS.items()
}
Settings: Any = create_model(
    "Settings", __config__=ConfigDict(extra="forbid", frozen=True), **_settings
)


def run(subject: Subject, settings: Any) -> Iterator[Problem]:
    """Judge *subject* by every check that is not switched off."""
    for name, module in CHECKS.items():
        options = getattr(settings, name)
        if options is not False:
            yield from module.check(subject, options)
