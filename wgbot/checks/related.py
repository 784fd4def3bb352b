"""The parent and the successors of a group are other groups, named as they are called.

A parent can be a team that is not in the registry. A name that almost is a group's is a slip, though,
and nobody would find the group by it.
"""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from wgbot.checks.subject import Subject
from wgbot.registry.folder import lookalike_keys
from wgbot.similarity.slips import have_other_beginnings
from wgbot.text.problems import Problem

_LEAST_LETTERS = 5
"""Of shorter names, another letter makes another name."""
_LONG = 8
"""Letters of a name in which two may be mistyped."""


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
    meant = subject.known.called(name) if subject.known else []
    known = [
        called
        for slug, entry in entries.items()
        if slug != subject.slug
        for called in (slug, entry.group.name, *entry.group.aliases)
        if slug in meant or _is_slip(name.casefold(), called.casefold())
    ]

    def distance(called: str) -> tuple[int, int]:
        pairs = ((_in_any_order(name), _in_any_order(called)), (name.lower(), called.lower()))
        in_any_order, as_written = (OSA.distance(*pair) for pair in pairs)
        return in_any_order, as_written

    return min(known, key=distance, default=None)


def _in_any_order(name: str) -> str:
    return " ".join(sorted(name.lower().replace("-", " ").split()))


def _is_slip(name: str, called: str) -> bool:
    """Return whether a name is another with a letter or two mistyped, and no name of its own."""
    length = min(len(name), len(called))
    if length < _LEAST_LETTERS:
        return False
    most = 1 if length < _LONG else 2
    return OSA.distance(name, called, score_cutoff=most) <= most and not any(
        have_other_beginnings(one, other)
        for one, other in zip(name.split(), called.split(), strict=False)
    )
