"""A dormant or retired group that is brought back, in its own file."""

from collections.abc import Iterator
from datetime import date

from wgbot.proposals import leaving
from wgbot.proposals.edits.edit import Edit, Proposed
from wgbot.registry import lists
from wgbot.registry.fields import ASKED
from wgbot.registry.folder import Entry, Registry, lookalike_keys
from wgbot.registry.group import ASLEEP, Group
from wgbot.text.problems import Problem
from wgbot.text.sentences import Sentence

TITLE = "Revive {noun}: {name}"
OPENING = (
    "This revives the {noun} **{name}**, in the registry and on every page that lists the groups:"
)
COMMIT = "Revive the group {slug}"
MERGE = "once the checks pass, merge this to revive the group."
TO_MERGE = "to revive the group, merge"
FAREWELL = "Thank you for bringing it back!"


def read(proposed: Proposed, registry: Registry) -> Edit | None:
    """Return the revival of the group that has the proposed name and is asleep."""
    old = _asleep(proposed.group.name, registry) if proposed.does == "new" else None
    if old is None:
        return None
    note = Problem(
        "revival",
        "This revives the group {old}, which is {status}.",
        "Its file will be updated with this proposal, and keeps everything else.",
        field="name",
        values={"old": old.group.name, "status": Sentence(old.group.status)},
        blocks=False,
    )
    after = _brought_back(old.group, proposed.group)
    problems = (note, *_children_elsewhere(old.group, registry))
    return Edit("revive", before={old.slug: old.group}, after={old.slug: after}, problems=problems)


def approved(_before: Group | None, group: Group, _on: date) -> Group:
    """Return the group as it is: when it was founded is not made up."""
    return group


def _asleep(name: str, groups: Registry) -> Entry | None:
    """Find the dormant or retired group of that name, if no active one has it."""
    alike = {slug for key in lookalike_keys(name) for slug in groups.by_look.get(key, ())}
    if len(alike) != 1:
        return None
    entry = groups.entries[alike.pop()]
    return entry if entry.group.status in ASLEEP else None


def _children_elsewhere(old: Group, registry: Registry) -> Iterator[Problem]:
    """Yield a note on where the groups went that belonged to this one, when it ended."""
    heirs = {slug for name in old.successors for slug in registry.named(name)}
    if old.status != "retired" or len(old.successors) != 1 or len(heirs) != 1:
        return
    children = tuple(
        entry.group.name
        for entry in registry.entries.values()
        if entry.group.status != "retired" and registry.named(entry.group.parent or "") == heirs
    )
    if children:
        yield Problem(
            "revival",
            "When {old} ended, the groups that belonged to it moved to {heir}. These are there now: {children}.",
            "If one of them belonged to {old}, move it back once this is merged: change where it belongs, "
            "with the form for changes.",
            field="name",
            values={
                "old": old.name,
                "heir": registry.entries[heirs.pop()].group.name,
                "children": children,
            },
            blocks=False,
        )


def _brought_back(old: Group, new: Group) -> Group:
    """Return the old group as the proposal has it now: what was not answered stays as it was."""
    keys = [field.key for field in ASKED.values() if field.key != "name"]
    answered = {key: value for key in (*keys, "proposal") if (value := getattr(new, key))}
    # What a form can't ask for stays with whom and what was there before.
    people = {lists.KEYS["people"](each): each for each in old.leads}
    channels = {each.url: each for each in old.channels}
    if "leads" in answered:
        answered["leads"] = tuple(
            people.get(lists.KEYS["people"](each), each) for each in new.leads
        )
        # Since when they lead it no more isn't known: it slept.
        answered["former_leads"] = (*old.former_leads, *leaving.left(old.leads, new.leads))
    if "channels" in answered:
        answered["channels"] = tuple(
            each if each.name else channels.get(each.url, each) for each in new.channels
        )
    # What its end brought is in the history.
    over = old.ended.date if old.ended else None
    meetings = tuple(
        each.model_copy(update={"until": None})
        if over and each.until == over and each.once is None
        else each
        for each in old.meetings
    )
    charter = {**old.charter, **new.charter}
    return old.model_copy(
        update={
            "meetings": meetings,
            **answered,
            "status": "active",
            "ended": None,
            "successors": (),
            "charter": charter,
        }
    )
