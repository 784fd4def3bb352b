"""What one group takes over from others: the repositories and channels that it gets, and they had."""

from collections.abc import Iterable, Iterator, Mapping

from wgbot.proposals import naming
from wgbot.proposals.edits.edit import Proposed
from wgbot.registry import answers, lists
from wgbot.registry.fields import ASKED
from wgbot.registry.folder import Registry
from wgbot.registry.group import Group
from wgbot.text.problems import Problem


def taken(
    proposed: Proposed, registry: Registry, to: str, before: Group, after: Group
) -> tuple[Mapping[str, Group], list[Problem]]:
    """Return the groups that what is added here is taken from, and what there is to say of it."""
    added = {
        field.key: lists.without(field.type, getattr(after, field.key), getattr(before, field.key))
        for field in (ASKED["repository"], ASKED["channel"])
    }
    others: dict[str, Group] = {}
    problems: list[Problem] = []
    names = naming.several(proposed.answers.get("takes_over_from"), proposed, registry)
    if most := naming.too_many("takes_over_from", names):
        return {}, [most]
    for name in names:
        if answers.says_nothing(name) or answers.leaves_it(name):
            continue
        slug, problem = naming.resolved("takes_over_from", name, proposed, registry)
        if problem or slug is None or slug == to:
            problems += [problem] if problem else []
            continue
        group = registry.entries[slug].group
        given = {
            field.key: lists.without(field.type, getattr(group, field.key), added[field.key])
            for field in (ASKED["repository"], ASKED["channel"])
        }
        if all(given[key] == getattr(group, key) for key in given):
            problems.append(_has_none(group))
        else:
            others[slug] = group.model_copy(update=given)
    return others, [*problems, *_shared(added["repositories"], {to, *others}, registry)]


def _shared(added: tuple[str, ...], others: set[str], registry: Registry) -> Iterator[Problem]:
    """Yield a note for each added repository that another group has, and is not asked to give."""
    for address in added:
        for slug, entry in registry.entries.items():
            its = lists.without("links", (address,), entry.group.repositories)
            if not its and slug not in others:
                yield Problem(
                    "group",
                    "{link} is a repository of the group {other} as well.",
                    "If it moves here, name that group in the answer about what is taken over.",
                    field="repository",
                    values={"link": address, "other": entry.group.name},
                    blocks=False,
                )


def with_names(group: Group, others: Iterable[Group]) -> Group:
    """Return the group with the names that channels had with those it takes them over from."""
    known = {each.url.rstrip("/"): each.name for other in others for each in other.channels}
    channels = tuple(
        each if each.name else each.model_copy(update={"name": known.get(each.url.rstrip("/"))})
        for each in group.channels
    )
    return group if channels == group.channels else group.model_copy(update={"channels": channels})


def _has_none(group: Group) -> Problem:
    return Problem(
        "group",
        "The group {other} has none of the repositories and channels that are added here.",
        "Nothing is taken from it.",
        field="takes_over_from",
        values={"other": group.name},
        blocks=False,
    )
