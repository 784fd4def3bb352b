"""Groups that pause: they sleep until somebody wakes them, and keep everything that they have."""

from datetime import date

from wgbot.proposals import naming
from wgbot.proposals.edits import end
from wgbot.proposals.edits.edit import Edit, Proposed, nothing
from wgbot.registry.folder import Registry
from wgbot.registry.group import Group
from wgbot.text.problems import Problem

TITLE = "Pause {noun}: {name}"
OPENING = "This pauses the {noun} **{name}**, which is dormant from then on:"
COMMIT = "Pause the group {slug}"
THANKS = "Thank you for telling everybody how **{name}** goes on!"
MERGE = "once the checks pass, merge this to pause the group."
TO_MERGE = "to pause the group, merge"
DONE = "**{name}** is dormant now"
ALMOST = "**{name}** is almost dormant"
FAREWELL = "It can be woken whenever somebody has the time."
OVER = "the group pauses already, and this issue can't change it any more."
UNDO = "To undo it, make the group active again with the form for changes."
SEVERAL = {
    "TITLE": "Pause {nouns}: {name}",
    "OPENING": "This pauses the {nouns} **{name}**, which are dormant from then on:",
    "THANKS": "Thank you for telling everybody how **{name}** go on!",
    "MERGE": "once the checks pass, merge this to pause the groups.",
    "TO_MERGE": "to pause the groups, merge",
    "DONE": "**{name}** are dormant now",
    "ALMOST": "**{name}** are almost dormant",
    "FAREWELL": "They can be woken whenever somebody has the time.",
    "OVER": "the groups pause already, and this issue can't change them any more.",
    "UNDO": "To undo it for one of them, make it active again with the form for changes.",
}


def read(proposed: Proposed, registry: Registry) -> Edit | None:
    """Return the pause of the groups that are named, if that is how they end."""
    if proposed.does != "end" or end.how_of(proposed) != end.PAUSE:
        return None
    groups, wrong = naming.groups(proposed, registry)
    if wrong:
        return nothing("pause", groups or naming.unknown(proposed), wrong)
    problems = tuple(
        Problem(
            "group",
            "The group {name} pauses already.",
            "Remove its line.",
            field="group",
            values={"name": group.name},
        )
        for group in groups.values()
        if group.status == "dormant"
    )
    after = {slug: group.model_copy(update={"status": "dormant"}) for slug, group in groups.items()}
    return Edit("pause", before=groups, after=after, problems=problems, together=tuple(groups))


def approved(_before: Group | None, group: Group, _on: date) -> Group:
    """Return the group as it is: it has not ended."""
    return group
