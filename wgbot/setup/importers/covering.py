"""Whether a registry file says all that a list does: then an import has nothing to add to it."""

from collections.abc import Iterable
from typing import Any

from wgbot.registry.group import Channel, Group, Person
from wgbot.setup.importers.found import MISSING

_OF_LISTS = frozenset(("order", "kind", "charter", "focus"))


def covers(there: Group, told: Group) -> bool:
    """Return whether all that is *told* of a group is *there*; its place in the list is left aside."""
    return (
        there.status == told.status
        and told.focus in (MISSING, there.focus)
        and told.kind in (None, there.kind)
        and _answers(there, told)
        and all(
            _holds(getattr(there, field), getattr(told, field))
            for field in Group.model_fields
            if field not in _OF_LISTS
        )
    )


def _answers(there: Group, told: Group) -> bool:
    """Return whether each answer is there; a kind may have moved to where it belongs."""
    rest = {key: answer for key, answer in told.charter.items() if key != "kind" or not there.kind}
    return all(there.charter.get(key) == answer for key, answer in rest.items())


def _holds(there: Any, told: Any) -> bool:
    if told in (None, (), {}):
        return True
    if isinstance(told, tuple) and isinstance(there, tuple):
        return all(any(_is_same(each, other) for other in there) for each in told)
    return bool(there == told)


def _is_same(told: Any, there: Any) -> bool:
    """Return whether two items are the same; who is told by an account can have a name there."""
    if isinstance(told, Person) and isinstance(there, Person):
        return _agree(told, there, ("github", "name", "role", "since", "until"))
    if isinstance(told, Channel) and isinstance(there, Channel):
        return _agree(told, there, ("url", "name"))
    return bool(told == there)


def _agree(told: Any, there: Any, keys: Iterable[str]) -> bool:
    return all(getattr(told, key) in (None, getattr(there, key)) for key in keys)
