"""What happened to a group, and when, as values. Where it is read from is not known here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.registry import fields
from wgbot.registry.group import ASLEEP, Group
from wgbot.site.pages import Shown

Kind = Literal[
    "founded", "listed", "changed", "renamed", "forming", "active", "dormant", "revived", "retired"
]

FIELDS = {field.key: field.word for field in fields.FIELDS if field.is_told}
"""What a reader is told has changed; the rest is the registry's own affair."""


@dataclass(frozen=True, slots=True)
class GroupEvent:
    """One thing that happened to a group."""

    kind: Kind
    at: datetime
    what: tuple[str, ...] = ()
    """What changed, for `changed`; the name before, for `renamed`."""
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class ShownEvent(Shown):
    """An event, in words."""

    kind: str
    words: str
    on: date


History = Mapping[str, tuple[GroupEvent, ...]]
"""The events of each group, by slug, the oldest first."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What one commit did to the file of a group."""

    commit: str
    at: datetime
    kind: str
    """`A`dded, `M`odified, `D`eleted or `R`enamed."""
    slug: str | None
    """The group's before it and after it; None if its file is not one of a group."""
    to: str | None
    before: Group | None
    """The group before it and after it, as far as they are known."""
    after: Group | None
    is_seen: bool = True
    """Whether it did so; what a shallow clone begins with looks added there, and was not."""


def history(revisions: Sequence[Revision]) -> History:
    """Return the events of each group, from everything that was done to the files, the oldest first."""
    events: dict[str, list[GroupEvent]] = {}
    # What stands in the folder before any group, such as its README, begins no list.
    begun = next((each.commit for each in revisions if each.to is not None), "")
    for each in revisions:
        if each.is_seen and each.to is not None:
            _note(events, each, is_first=each.commit == begun)
    return {slug: tuple(listed) for slug, listed in events.items() if listed}


def versions(revisions: Sequence[Revision]) -> Mapping[str, str]:
    """Return the commit since which the file of each group is as it is after *revisions*, by slug."""
    return {each.to: each.commit for each in revisions if each.to is not None}


def _note(events: dict[str, list[GroupEvent]], change: Revision, *, is_first: bool) -> None:
    """Add to *events* what a change did to a group."""
    after = change.to or ""
    if change.kind == "A":
        # A file that comes back after it was removed goes on with what was known of it.
        kind: Kind = "listed" if is_first or after in events else "founded"
        events.setdefault(after, []).append(GroupEvent(kind, change.at, commit=change.commit))
        return
    if change.kind == "R" and change.slug and change.slug != after:
        events.setdefault(after, []).extend(events.pop(change.slug, ()))
    if change.kind in "MR" and change.before and change.after:
        told = between(change.before, change.after, change.at, change.commit)
        events.setdefault(after, []).extend(told)


def between(
    before: Group, after: Group, at: datetime, commit: str | None = None
) -> list[GroupEvent]:
    """Return what happened from one version of a group to the next: often nothing to tell."""
    events = []
    if before.status != after.status:
        is_back = after.status == "active" and before.status in ASLEEP
        kind: Kind = "revived" if is_back else after.status
        events.append(GroupEvent(kind, at, commit=commit))
    changed = {key for key in FIELDS if getattr(before, key) != getattr(after, key)}
    if "name" in changed:
        events.append(GroupEvent("renamed", at, (before.name,), commit))
        # The name before is listed among the other names as a matter of course.
        changed -= {"name", "aliases"}
    if after.status == "retired" != before.status and not after.leads:
        # Nor does anybody lead a group that has ended.
        changed -= {"leads"}
    if changed:
        listed = tuple(label for key, label in FIELDS.items() if key in changed)
        events.append(GroupEvent("changed", at, listed, commit))
    return events


def complete(slug: str, group: Group, history: History) -> tuple[GroupEvent, ...]:
    """Return a group's events with its founding, which the registry itself may tell."""
    known = history.get(slug, ())
    if group.since is None:
        return known
    # Approved one day, merged the next: what the registry says of its founding is the founding.
    begun = datetime(group.since.year, group.since.month, group.since.day, tzinfo=UTC)
    rest = tuple(event for event in known if event.kind not in ("founded", "listed"))
    return (GroupEvent("founded", begun), *rest)


def told(event: GroupEvent, catalogue: Catalogue = ENGLISH) -> str:
    """Say an event in a few words."""
    say = catalogue.say
    match event.kind:
        case "founded":
            return say("Founded")
        case "listed":
            return say("Listed in the registry")
        case "forming":
            return say("Is forming again")
        case "active":
            return say("Became active")
        case "dormant":
            return say("Became inactive")
        case "revived":
            return say("Revived")
        case "retired":
            return say("Retired")
        case "renamed":
            return say("Renamed, from {name}", name=event.what[0]) if event.what else say("Renamed")
        case "changed":
            what = ", ".join(say(each) for each in event.what)
            return say("Changed: {what}", what=what) if what else say("Changed")
