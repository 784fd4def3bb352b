"""The parent and the successors of a group are other groups, named as they are called.

A parent can be a team that is not in the registry. A name that almost is a group's is a slip, though,
and nobody would find the group by it.
"""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from wgbot.checks.subject import Subject
from wgbot.registry.folder import lookalike_keys
from wgbot.text.problems import Problem

_LEAST_LETTERS = 5
"""Of shorter names, another letter makes another name."""


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each that is the group itself, or almost a group's name."""
    group = subject.group
    listed = [("parent", group.parent)] if group.parent else []
    listed += [("successors", name) for name in group.successors]
    mine = {subject.slug, *lookalike_keys(group.name)}
    for field, name in listed:
        if ({name} | lookalike_keys(name)) & mine:
            yield Problem(
                "related",
                "{name} is the group itself.",
                "Name another group, or remove it.",
                field=field,
                values={"name": name},
            )
        elif near := _near(name, subject):
            yield Problem(
                "related",
                "No group is called {name}.",
                "If you mean {near}, write exactly that.",
                field=field,
                values={"name": name, "near": near},
            )


def _near(name: str, subject: Subject) -> str | None:
    """Return the group's name that *name* almost is; None if it is one, or like none."""
    entries = subject.registry.entries
    if name in entries or any(key in subject.registry.by_look for key in lookalike_keys(name)):
        return None
    if len(name) < _LEAST_LETTERS:
        return None
    known = [
        called
        for slug, entry in entries.items()
        if slug != subject.slug
        for called in (slug, entry.group.name, *entry.group.aliases)
    ]
    found = [
        called
        for called in known
        if OSA.distance(name.lower(), called.lower(), score_cutoff=2) <= 2
    ]
    return min(found, key=lambda called: OSA.distance(name.lower(), called.lower()), default=None)
