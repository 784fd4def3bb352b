"""A configuration with a slip in it: what can be read, and which checks wait for the rest.

A check whose options, or whose words, are not known would find things that are no problems.
"""

import copy
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from wgbot.checks.runner import Settings
from wgbot.files.validation import places
from wgbot.files.yaml import Document, Path

CHECKS: Mapping[str, tuple[str, ...]] = {"kinds": ("kind",), "answers": ("answers",)}
"""The checks that depend on a key besides their own options."""
_MOST_ROUNDS = 10

_Model = TypeVar("_Model", bound=BaseModel)


def read(
    model: type[_Model], given: Any, error: ValidationError, document: Document
) -> tuple[_Model, frozenset[str]]:
    """Return what *model* makes of the rest of *given*, and the names of the checks that wait."""
    if not isinstance(given, dict):
        return model(), frozenset()
    rest = copy.deepcopy(given)
    unread: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        every = [each for each in places(error, document) if each]
        # Of a union, the inmost place tells what is wrong.
        found = [
            each
            for each in every
            if not any(len(other) > len(each) and other[: len(each)] == each for other in every)
        ]
        if not found:
            return model(), frozenset()
        for place in found:
            unread |= _waiting(place, model)
            _take_out(rest, place)
        try:
            settings = model.model_validate(rest)
        except ValidationError as another:
            error = another
            continue
        return _without(settings, unread), frozenset(unread)
    return model(), frozenset()


def meant(key: str, model: type[BaseModel]) -> str:
    """Return which key of a model is meant by one that may be mistyped."""
    known = list(model.model_fields)
    return key if key in known else next(iter(get_close_matches(key, known, 1)), "")


def meant_at(place: str, model: type[BaseModel]) -> str:
    """Return the key that is meant at a dotted place where there is none of that name."""
    first, _, second = place.partition(".")
    if first == "checks" and second and "." not in second:
        return meant(second, Settings)
    return meant(first, model) if not second else ""


def _waiting(place: Path, model: type[BaseModel]) -> set[str]:
    """Return the checks that depend on what is at a place."""
    first = meant(str(place[0]), model)
    if first != "checks":
        return set(CHECKS.get(first, ()))
    if len(place) > 1 and place[0] == "checks":
        check = meant(str(place[1]), Settings)
        return {check} if check else set()
    return set(Settings.model_fields)


def _take_out(whole: Any, place: Path) -> None:
    """Take out what is at a place; if it is missing there, what it is missing in."""
    *above, last = place
    holder = whole
    for key in above:
        holder = holder[key] if _has(holder, key) else None
    is_there = _has(holder, last)
    if is_there:
        del holder[last]
    if above and not (is_there and holder):
        # Of nothing but what was wrong, nothing is left.
        _take_out(whole, tuple(above))


def _has(value: Any, key: str | int) -> bool:
    if isinstance(value, dict):
        return key in value
    return isinstance(value, list) and isinstance(key, int) and key < len(value)


def _without(settings: _Model, checks: set[str]) -> _Model:
    """Return settings in which those checks are off."""
    current = getattr(settings, "checks", None)
    if not isinstance(current, Settings) or not checks:
        return settings
    return settings.model_copy(
        update={"checks": current.model_copy(update=dict.fromkeys(checks, False))}
    )
