"""The parent and the successors of a group are other groups in the registry.

A parent can be a team that is not in the registry. A name that almost is a group's is a slip, though,
and nobody would find the group by it. No group belongs to one that is retired, or to itself.
"""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from wgbot.checks.subject import Example, Subject
from wgbot.registry.folder import lookalike_keys
from wgbot.similarity.slips import have_other_beginnings
from wgbot.text.problems import Problem

_LEAST_LETTERS = 5
"""Of shorter names, another letter makes another name."""
_LONG = 8
"""Letters of a name in which two may be mistyped."""


_FILE = """\
name: Bird watching
focus: which birds live where.
leads: [{{github: ada}}]
parent: {parent}
"""
EXAMPLES = (
    Example(
        bad=_FILE.format(parent="Comand line"),
        good=_FILE.format(parent="Command line"),
        given="There is a group called Command line.",
    ),
)


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
        elif subject.registered or subject.before or field == "parent":
            yield from _judged(field, name, subject)
    if _is_below_itself(subject):
        yield Problem(
            "related",
            "The group belongs to {name}, which in the end belongs to the group.",
            "Correct one of the parents in between.",
            field="parent",
            values={"name": group.parent or ""},
        )


def _has_new_parent(subject: Subject) -> bool:
    """Return whether a proposal gives the group another parent."""
    return subject.before is not None and subject.before.parent != subject.group.parent


def _judged(field: str, name: str, subject: Subject) -> Iterator[Problem]:
    """Yield a problem for a group that no file has, and for a parent that has ended."""
    found = subject.registry.named(name)
    groups = [subject.registry.entries[slug].group for slug in found]
    if not found and (field == "successors" or _has_new_parent(subject)):
        yield Problem(
            "related",
            "No group is called {name}.",
            "Name the group as its file, or as the group itself is named.",
            field=field,
            values={"name": name},
            blocks=False,
        )
    elif (
        field == "parent"
        and len(groups) == 1
        and groups[0].status == "retired"
        and subject.group.status != "retired"
    ):
        yield Problem(
            "related",
            "The group belongs to {name}, which is retired.",
            "Name another parent, or remove it.",
            field=field,
            values={"name": name},
        )


def _is_below_itself(subject: Subject) -> bool:
    """Return whether the parents of a group lead back to it."""
    entries, seen, parent = subject.registry.entries, {subject.slug}, subject.group.parent
    is_first = True
    while parent:
        found = subject.registry.named(parent)
        if len(found) != 1:
            return False
        slug = found.pop()
        if slug in seen:
            # Its own parent is told above, and a circle further up there.
            return slug == subject.slug and not is_first
        seen.add(slug)
        parent, is_first = entries[slug].group.parent, False
    return False


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
