"""What importing a list comes to: for people, on one screen, and for programs, in full."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from wgbot.setup.importers.found import MISSING, Found, Leftover
from wgbot.setup.importers.planning import Import
from wgbot.text.escape import escape_controls, shorten
from wgbot.text.problems import Problem

_STATES: dict[Any, str] = {"new": "new", "same": "as they are", "different": "different"}
_MOST_NAMES = 3
_MOST_VALUE = 80
_MOST_NOTE = 160
_MOST_LINES = 8
_MOST_OUTLINE = 40


def summary(done: Import) -> Iterator[str]:
    """Yield what was found, what could not be placed, and what a person has to add, line by line."""
    counts = Counter(group.status for group in done.groups.values())
    kinds = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    states = Counter(file.state for file in done.files)
    files = ", ".join(f"{states[state]} {word}" for state, word in _STATES.items() if states[state])
    yield f"Groups: {kinds or 'none'}. Their files: {files or 'none'}."
    yield from _lines(done.notes)
    answers = Counter(key for group in done.groups.values() for key in group.charter)
    if answers:
        listed = [f"{key} ({count})" for key, count in answers.most_common(_MOST_LINES)]
        more = len(answers) - len(listed)
        yield f"In the charters: {', '.join(listed)}{f' and {more} more' if more else ''}."
    empty = [group.name for group in done.groups.values() if group.focus == MISSING]
    if empty:
        yield (
            f"The list doesn't say what {_some(empty)} {'is' if len(empty) == 1 else 'are'} for. "
            f"The registry says {MISSING} instead, and `wgbot check` asks for it."
        )
    yield from _left(done.leftovers)
    yield from offers(done.found)
    yield from guessed(done.found)


def offers(found: Found) -> Iterator[str]:
    """Yield what else may be a list of groups."""
    if found.offers:
        yield "Not taken, but maybe groups as well; `--heading TEXT` takes what is below a heading:"
        yield from _lines(found.offers)


def guessed(found: Found) -> Iterator[str]:
    """Yield the map by which a file was read, if it was guessed."""
    if found.guessed:
        yield (
            "Read by this map, which was guessed. To correct it, save it as a file, and add `--map FILE`:"
        )
        yield from (f"  {escape_controls(line)}" for line in found.guessed.rstrip().split("\n"))


def _lines(texts: Sequence[str]) -> Iterator[str]:
    yield from (f"  {escape_controls(shorten(each, _MOST_NOTE))}" for each in texts[:_MOST_LINES])
    if len(texts) > _MOST_LINES:
        yield f"  and {len(texts) - _MOST_LINES} more"


def nothing(found: Found, name: str) -> Iterator[str]:
    """Return that no group was found in the list called *name*, and what is there instead."""
    yield (
        f"No group was found in {escape_controls(name)}. Groups are items of a list, rows of a table, or headings, "
        "each with a name, below a heading that speaks of groups, such as “Working groups”; `--heading "
        "TEXT` names another one. In data, `--map FILE` says which keys are what."
    )
    yield from (f"  {escape_controls(note)}" for note in found.notes)
    if found.outline:
        yield "There are:"
    yield from (
        f"  {escape_controls(shorten(each, _MOST_VALUE))}" for each in found.outline[:_MOST_OUTLINE]
    )
    if len(found.outline) > _MOST_OUTLINE:
        yield f"  and {len(found.outline) - _MOST_OUTLINE} more"
    yield from _left(found.leftovers)


def problems(found: Iterable[Problem]) -> Iterator[str]:
    """Yield what `wgbot check` will say, with the same about several files in one line."""
    alike: dict[tuple[str, str | None, str], list[Problem]] = {}
    for each in found:
        alike.setdefault((each.check, each.field, each.what), []).append(each)
    for several in alike.values():
        first = several[0]
        if len(several) == 1:
            yield str(first)
            continue
        others = [f"{each.path}:{each.line}" for each in several[1 : _MOST_NAMES + 1]]
        more = len(several) - 1 - len(others)
        and_more = f" and {more} more" if more else ""
        yield f"{first} The same in {', '.join(others)}{and_more}."


def _left(leftovers: Sequence[Leftover]) -> Iterator[str]:
    if leftovers:
        yield "What could not be placed:"
    alike: dict[tuple[str, str], list[Leftover]] = {}
    for each in leftovers:
        alike.setdefault((each.what, each.why), []).append(each)
    for (what, why), several in list(alike.items())[:_MOST_LINES]:
        places = list(dict.fromkeys(_place(each) for each in several))
        count = f"{len(several)} × " if len(several) > 1 else ""
        values = [
            escape_controls(shorten(each.value, _MOST_VALUE)) for each in several if each.value
        ]
        said = (
            f" For example: {values[0]}" if len(values) > 1 else f" {values[0]}" if values else ""
        )
        yield f"  {count}{escape_controls(what)} ({_some(places)}): {escape_controls(why)}{said}"
    if len(alike) > _MOST_LINES:
        yield f"  and {len(alike) - _MOST_LINES} more; `wgbot import --dry-run --format json` lists them"


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
        "offers": list(done.found.offers),
        "map": done.found.guessed,
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
    return list(map(asdict, leftovers))


def _place(each: Leftover) -> str:
    named = each.group or "the list"
    return f"{named}, line {each.line}" if each.line else named


def _some(names: list[str]) -> str:
    shown = ", ".join(escape_controls(name) for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown
