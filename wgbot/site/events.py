"""What happened to a group, and when, as values. Where it is read from is not known here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.registry import fields
from wgbot.registry.group import ASLEEP, Group

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


History = Mapping[str, tuple[GroupEvent, ...]]
"""The events of each group, by slug, the oldest first."""


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
