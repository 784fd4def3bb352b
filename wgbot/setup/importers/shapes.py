"""Values that are not of the kind that a layout has in their place: told, and read as none."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Tell = Callable[[object], None]
"""Keeps account of a value that cannot be read where it is."""


def mapping(value: object, tell: Tell) -> Mapping[str, Any]:
    """Return a mapping; an empty one for anything else, which is told unless it says nothing."""
    if isinstance(value, dict):
        return value
    if not says_nothing(value):
        tell(value)
    return {}


def several(value: object, tell: Tell) -> Sequence[Any]:
    """Return a list; an empty one for anything else, which is told unless it says nothing."""
    if isinstance(value, list):
        return value
    if not says_nothing(value):
        tell(value)
    return []


def mappings(value: object, tell: Tell) -> list[Mapping[str, Any]]:
    """Return the mappings of a list; what else is in it is told."""
    return [each for given in several(value, tell) if (each := mapping(given, tell))]


def says_nothing(value: object) -> bool:
    """Return whether a value only says that there is none."""
    return value is None or value is False or value in ("", [], {})
