"""What a group's page is made of: the group, its events, its links, and the groups that it names."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from wgbot.registry import fields, folder
from wgbot.registry.group import Group
from wgbot.site.activity import Activity, Sighting
from wgbot.site.events import GroupEvent, History, complete
from wgbot.site.health import Condition, Health
from wgbot.site.pages import Shown
from wgbot.site.schedule import ScheduledMeeting


@dataclass(frozen=True, slots=True)
class Related(Shown):
    """Another group, or a team that is none."""

    name: str
    slug: str | None
    """None if it is not in the registry."""


@dataclass(frozen=True)
class Names:
    """Which group a name is of: by slug, or by name or alias as people write them."""

    groups: Mapping[str, Group]
    _by_name: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for slug, group in self.groups.items():
            for name in (group.name, *group.aliases):
                self._by_name.setdefault(" ".join(name.casefold().split()), []).append(slug)

    def related(self, name: str) -> Related:
        """Return the group of that name, or just the name."""
        if name in self.groups:
            return Related(self.groups[name].name, name)
        found = set(self._by_name.get(" ".join(name.casefold().split()), ()))
        if len(found) == 1:
            slug = found.pop()
            return Related(self.groups[slug].name, slug)
        return Related(name, None)

    def children(self) -> Mapping[str, tuple[Related, ...]]:
        """Return the groups that belong to each group."""
        found: dict[str, list[Related]] = {}
        for slug, group in self.groups.items():
            parent = group.parent and self.related(group.parent).slug
            if parent and parent != slug:
                found.setdefault(parent, []).append(Related(group.name, slug))
        return {slug: tuple(listed) for slug, listed in found.items()}


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a group's view is made of. Equal inputs make equal pages."""

    slug: str
    group: Group
    events: tuple[GroupEvent, ...] = ()
    parent: Related | None = None
    successors: tuple[Related, ...] = ()
    children: tuple[Related, ...] = ()
    health: Mapping[str, Condition] = field(default_factory=dict)
    """What is known about its links, by address."""
    seen: Sighting | None = None
    version: str | None = None
    """A commit at which its file is as it is here, where that is known."""
    meetings: tuple[ScheduledMeeting, ...] = ()
    """Its meetings that have dates, and those that were called off lately."""
    called: tuple[str, ...] = ()
    """What forms call it and the group that it belongs to: names that others have too are none."""


def inputs(
    groups: Mapping[str, Group],
    history: History,
    health: Health,
    meetings: Mapping[str, tuple[ScheduledMeeting, ...]] = MappingProxyType({}),
    activity: Activity = MappingProxyType({}),
) -> list[Inputs]:
    """Gather what the view of each group is made of, in the order of *groups*."""
    names = Names(groups)
    children = names.children()
    return [
        Inputs(
            slug,
            group,
            complete(slug, group, history),
            names.related(group.parent) if group.parent else None,
            tuple(names.related(name) for name in group.successors),
            children.get(slug, ()),
            {url: health[url] for url in _addresses(group) if url in health} if health else {},
            activity.get(slug),
            meetings=meetings.get(slug, ()),
        )
        for slug, group in groups.items()
    ]


def _addresses(group: Group) -> Iterator[str]:
    yield from (url for _, _, url in fields.addresses(group))
    # Of its charter, those that stand alone: whether they are links there, the configuration says.
    for answer in group.charter.values():
        yield from map(str.strip, answer if isinstance(answer, tuple) else answer.split("\n"))


def former_slugs(groups: Mapping[str, Group]) -> Iterator[tuple[str, str]]:
    """Yield each name that the file of one group had, and of no other, with the group's slug."""
    had = Counter(former for group in groups.values() for former in set(group.former_slugs))
    for slug, group in groups.items():
        for former in dict.fromkeys(group.former_slugs):
            if had[former] == 1 and former not in groups and folder.is_slug(former):
                yield slug, former


def alias_slugs(groups: Mapping[str, Group]) -> dict[str, tuple[str, ...]]:
    """Return, for each path that a former or other name makes, the groups that it leads to.

    A group's own path is never among them.
    """
    found: dict[str, dict[str, None]] = {}
    for slug, group in groups.items():
        names = (folder.slug(name[:200]) for name in (group.name, *group.aliases))
        for other in (*names, *group.former_slugs):
            if folder.is_slug(other) and other not in groups:
                found.setdefault(other, {})[slug] = None
    return {other: tuple(slugs) for other, slugs in sorted(found.items())}
