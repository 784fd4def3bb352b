"""A group's file that gets another name: what it can be called, and whose files name it by the old one.

The old name stays the group's own, among its `former_slugs`.
"""

from collections.abc import Iterator, Mapping

from wgbot.registry import folder
from wgbot.registry.folder import Registry, lookalike_keys
from wgbot.registry.group import Group
from wgbot.text.problems import Problem
from wgbot.text.sentences import Value


def problem(slug: str, new: str, registry: Registry) -> Problem | None:
    """Return what keeps the file *slug* from being called *new*."""
    taken = {
        new,
        *(each for key in lookalike_keys(new) for each in registry.by_look.get(key, ())),
        *registry.by_former_slug.get(new.casefold(), ()),
    }
    others = sorted((taken - {slug}) & registry.entries.keys())
    if not folder.is_slug(new):
        what = "{slug} can't be the name of a registry file."
        near = folder.slug(new)[: folder.MAX_SLUG].strip("-")
        fix = (
            "Use at most {most} lower-case letters, digits and single hyphens. Did you mean {near}?"
            if near
            else "Use at most {most} lower-case letters, digits and single hyphens."
        )
    elif others:
        near = ""
        what = "The address {slug} is, or was, that of the group {other}, or it has that name."
        fix = "Use another one."
    else:
        return None
    other = registry.entries[others[0]].group.name if others else ""
    values: Mapping[str, Value] = {
        "slug": new,
        "near": near,
        "other": other,
        "most": folder.MAX_SLUG,
    }
    return Problem("group", what, fix, field="slug", values=values)


def moved(group: Group, slug: str, new: str) -> Group:
    """Return the group in a file called *new*: it keeps the name *slug* as well."""
    kept = [each for each in group.former_slugs if each not in (slug, new)]
    return group.model_copy(update={"former_slugs": (*kept, slug)})


def renamed(
    slug: str, new: str, registry: Registry, others: Mapping[str, Group]
) -> Iterator[tuple[str, Group]]:
    """Yield the groups that name the file *slug*, naming *new* instead; *others* are changed already."""
    old = {slug, *registry.entries[slug].group.former_slugs}

    def named(name: str) -> str:
        return new if name in old and registry.named(name) == {slug} else name

    for each, entry in registry.entries.items():
        group = others.get(each, entry.group)
        parent = group.parent and named(group.parent)
        successors = tuple(dict.fromkeys(map(named, group.successors)))
        if each != slug and (parent, successors) != (group.parent, group.successors):
            yield each, group.model_copy(update={"parent": parent, "successors": successors})
