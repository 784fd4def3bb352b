"""What importing a list comes to: for people, in a few lines, and for programs, in full."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from wgbot.setup.importers.found import MISSING, Found, Leftover
from wgbot.setup.importers.planning import Import
from wgbot.text.escape import escape_controls, shorten

_STATES: dict[Literal["new", "same", "different"], str] = {
    "new": "new",
    "same": "as they are",
    "different": "different",
}
_MOST_NAMES = 3
_MOST_VALUE = 80
_MOST_OUTLINE = 40


def summary(done: Import) -> Iterator[str]:
    """Yield what was found, what could not be placed, and what a person has to add, line by line."""
    counts = Counter(group.status for group in done.groups.values())
    kinds = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    states = Counter(file.state for file in done.files)
    files = ", ".join(f"{states[state]} {word}" for state, word in _STATES.items() if states[state])
    yield f"Groups: {kinds or 'none'}. Their files: {files or 'none'}."
    yield from (f"  {escape_controls(note)}" for note in done.notes)
    empty = [group.name for group in done.groups.values() if group.focus == MISSING]
    if empty:
        yield (
            f"  The list does not say what {_some(empty)} {'is' if len(empty) == 1 else 'are'} for. "
            f"{MISSING} stands there instead, and `wgbot check` asks for it."
        )
    yield from _left(done.leftovers)


def nothing(found: Found, name: str) -> Iterator[str]:
    """Return that no group was found in the list called *name*, and what is there instead."""
    yield (
        f"No group was found in {escape_controls(name)}. A group is an item of a list that begins with a name in "
        "bold or with a link, a row of a table with a column `name`, or an entry of a sigs.yaml."
    )
    if found.outline:
        yield "There are:"
    yield from (
        f"  {escape_controls(shorten(each, _MOST_VALUE))}" for each in found.outline[:_MOST_OUTLINE]
    )
    if len(found.outline) > _MOST_OUTLINE:
        yield f"  and {len(found.outline) - _MOST_OUTLINE} more"
    yield from _left(found.leftovers)


def _left(leftovers: Sequence[Leftover]) -> Iterator[str]:
    if leftovers:
        yield "What could not be placed:"
    alike: dict[tuple[str, str], list[Leftover]] = {}
    for each in leftovers:
        alike.setdefault((each.what, each.why), []).append(each)
    for (what, why), several in alike.items():
        places = list(dict.fromkeys(_place(each) for each in several))
        count = f"{len(several)} × " if len(several) > 1 else ""
        values = [
            escape_controls(shorten(each.value, _MOST_VALUE)) for each in several if each.value
        ]
        said = (
            f" For example: {values[0]}" if len(values) > 1 else f" {values[0]}" if values else ""
        )
        yield f"  {count}{escape_controls(what)} ({_some(places)}): {escape_controls(why)}{said}"


def as_json(done: Import) -> dict[str, Any]:
    """Return all of it for programs."""
    return {
        "kind": done.found.kind,
        "groups": {
            slug: group.model_dump(mode="json", exclude_none=True)
            for slug, group in done.groups.items()
        },
        "files": {file.path: file.state for file in done.files},
        "notes": list(done.notes),
        "leftovers": _left_as_json(done.leftovers),
        "problems": [problem.as_json() for problem in done.problems],
    }


def nothing_as_json(found: Found) -> dict[str, Any]:
    """Return, for programs, what there is in a list without a group."""
    return {
        "kind": found.kind,
        "groups": {},
        "files": {},
        "outline": list(found.outline),
        "leftovers": _left_as_json(found.leftovers),
    }


def _left_as_json(leftovers: Sequence[Leftover]) -> list[dict[str, Any]]:
    return [
        {
            "group": each.group,
            "what": each.what,
            "why": each.why,
            "value": each.value,
            "line": each.line,
        }
        for each in leftovers
    ]


def _place(each: Leftover) -> str:
    named = each.group or "the list"
    return f"{named}, line {each.line}" if each.line else named


def _some(names: list[str]) -> str:
    shown = ", ".join(escape_controls(name) for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown
