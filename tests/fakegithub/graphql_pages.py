"""GraphQL's lists: pages of a connection, cursors, and how many nodes a query may ask for.

What GitHub would refuse of them is an error beside partial data.
"""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLResolveInfo,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

PAGE = 100
NODES = 500_000

Key = tuple[Any, ...]


def refuse(kind: str, message: str) -> GraphQLError:
    """Return an error as GitHub types it."""
    return GraphQLError(message, extensions={"type": kind})


def connection(
    info: GraphQLResolveInfo,
    asked: Mapping[str, Any],
    items: Iterable[Any],
    show: Callable[[Any], dict],
    key: Callable[[Any], Key],
    descending: bool = False,
) -> dict:
    """Return a page of a list; a cursor is the place of an entry in the list's order."""
    ordered = sorted(items, key=key, reverse=descending)
    first, last = _size(info, asked)
    places = [key(one) for one in ordered]
    start, end = 0, len(ordered)
    if asked.get("after") is not None:
        at = _place(asked["after"])
        start = sum((place >= at) if descending else (place <= at) for place in places)
    if asked.get("before") is not None:
        at = _place(asked["before"])
        end = sum((place > at) if descending else (place < at) for place in places)
    end = max(start, end)
    if first is not None:
        end = min(end, start + first)
    elif last is not None:
        start = max(start, end - last)
    return {
        "totalCount": len(ordered),
        "nodes": lambda _info: [show(one) for one in ordered[start:end]],
        "pageInfo": {
            "hasNextPage": end < len(ordered),
            "hasPreviousPage": start > 0,
            "startCursor": _cursor(places[start]) if start < end else None,
            "endCursor": _cursor(places[end - 1]) if start < end else None,
        },
    }


def _size(info: GraphQLResolveInfo, asked: Mapping[str, Any]) -> tuple[int | None, int | None]:
    name, first, last = info.field_name, asked.get("first"), asked.get("last")
    if first is not None and last is not None:
        raise refuse(
            "UNPROCESSABLE",
            f"Passing both `first` and `last` values to paginate the `{name}` connection is not "
            "supported.",
        )
    for side, value in (("first", first), ("last", last)):
        if value is not None and not 0 <= value <= PAGE:
            raise refuse(
                "EXCESSIVE_PAGINATION",
                f"Requesting {value} records on the `{name}` connection exceeds the `{side}` limit "
                f"of {PAGE} records.",
            )
    if first is None and last is None and _names(info) - {"totalCount", "__typename"}:
        raise refuse(
            "MISSING_PAGINATION_BOUNDARIES",
            f"You must provide a `first` or `last` value to properly paginate the `{name}` "
            "connection.",
        )
    return first, last


def _names(info: GraphQLResolveInfo) -> set[str]:
    """Return the fields of a connection that are asked for."""
    found: set[str] = set()
    waiting = [one.selection_set for one in info.field_nodes]
    while waiting:
        for one in ((part := waiting.pop()) and part.selections) or ():
            if isinstance(one, FieldNode):
                found.add(one.name.value)
            elif isinstance(one, InlineFragmentNode):
                waiting.append(one.selection_set)
            elif isinstance(one, FragmentSpreadNode):
                waiting.append(info.fragments[one.name.value].selection_set)
    return found


def _cursor(place: Key) -> str:
    return base64.b64encode(json.dumps(place).encode()).decode()


def _place(cursor: str) -> Key:
    try:
        return tuple(json.loads(base64.b64decode(cursor, validate=True)))
    except ValueError:
        message = f"`{cursor}` does not appear to be a valid cursor."
        raise refuse("INVALID_CURSOR_ARGUMENTS", message) from None


def possible_nodes(asked: DocumentNode, name: str | None, variables: Mapping[str, Any]) -> int:
    """Count the nodes that a query could give, as GitHub does before it runs one."""
    fragments = {
        one.name.value: one.selection_set
        for one in asked.definitions
        if isinstance(one, FragmentDefinitionNode)
    }

    def count(selected: SelectionSetNode | None, times: int) -> int:
        total = 0
        for one in selected.selections if selected else ():
            if isinstance(one, FieldNode):
                size = _asked_size(one, variables)
                total += times * size + count(one.selection_set, times * (size or 1))
            elif isinstance(one, InlineFragmentNode):
                total += count(one.selection_set, times)
            elif isinstance(one, FragmentSpreadNode):
                total += count(fragments[one.name.value], times)
        return total

    operations = [one for one in asked.definitions if isinstance(one, OperationDefinitionNode)]
    chosen = [one for one in operations if name is None or (one.name and one.name.value == name)]
    return sum(count(one.selection_set, 1) for one in chosen)


def _asked_size(field: FieldNode, variables: Mapping[str, Any]) -> int:
    for one in field.arguments or ():
        if one.name.value in ("first", "last"):
            if isinstance(one.value, IntValueNode):
                return int(one.value.value)
            if isinstance(one.value, VariableNode):
                return variables.get(one.value.name.value) or 0
    return 0
