"""Which registered group somebody means, by any of its names, with words for groups around it.

Where none is meant, or several can be, that is a problem, with the names that come near.
"""

import re
from collections.abc import Iterable, Iterator

from wgbot.form.schema import Answer
from wgbot.proposals.edits.edit import Proposed
from wgbot.registry import answers
from wgbot.registry.folder import Registry
from wgbot.registry.group import Group
from wgbot.text.problems import Problem

_MOST_NEAR = 3
_LONGEST = 200
"""The most characters of what can be a name in other words: longer ones take their time."""
MOST = 100
"""The most names in one answer that are looked up."""
_BULLET = re.compile(r"\A\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_AROUND = "\"'`*“”„«»<>[]"


def listed(answer: Answer) -> list[str]:
    """Return the names in an answer, one a line."""
    lines = (_BULLET.sub("", line, count=1) for line in answers.plain(answer).split("\n"))
    names = (" ".join(line.split()).strip(_AROUND).rstrip(".,;").strip(_AROUND) for line in lines)
    return list(dict.fromkeys(name for name in names if name))[: MOST + 1]


def meant(name: str, proposed: Proposed, registry: Registry) -> list[str]:
    """Return the files of the groups that *name* can mean: one, if it is clear."""
    found = registry.named(name)
    if not found and proposed.known and len(name) <= _LONGEST:
        found = set(proposed.known.called_exactly(name))
    return sorted(found)


def resolved(
    field: str, name: str, proposed: Proposed, registry: Registry
) -> tuple[str | None, Problem | None]:
    """Return the file of the one group that *name* means, or else the problem that there is not one."""
    if not name:
        return None, Problem("group", "No group is named.", "Write which one it is.", field=field)
    found = meant(name, proposed, registry)
    if len(found) == 1:
        return found[0], None
    if found:
        return None, Problem(
            "group",
            "{name} can mean more than one group: {groups}.",
            "Write one of these names.",
            field=field,
            values={"name": name, "groups": _names(found[:_MOST_NEAR], registry)},
        )
    near = _names(_near(name, proposed), registry)
    return None, Problem(
        "group",
        "No group is called {name}.",
        "Did you mean {near}? Write exactly that."
        if near
        else "Write its name as it is in the list of groups.",
        field=field,
        values={"name": name, "near": near},
    )


def _near(name: str, proposed: Proposed) -> Iterator[str]:
    if proposed.known and len(name) <= _LONGEST:
        asked = Group.model_construct(name=name, focus="")
        for like in proposed.known.registered_like(asked, limit=_MOST_NEAR):
            yield like.slug


def _names(slugs: Iterable[str], registry: Registry) -> tuple[str, ...]:
    return tuple(registry.entries[slug].group.name for slug in slugs)
