"""Groups that pause: they sleep until somebody wakes them, and keep everything that they have."""

from datetime import date

from wgbot.proposals import naming
from wgbot.proposals.edits import end
from wgbot.proposals.edits.edit import Edit, Proposed, nothing
from wgbot.registry.folder import Registry
from wgbot.registry.group import Group
from wgbot.text.problems import Problem

TITLE = "Pause {noun}: {name}"
OPENING = "This pauses the {noun} **{name}**. It will be listed as dormant:"
COMMIT = "Pause the group {slug}"
THANKS = "Thank you for letting everyone know about **{name}**!"
MERGE = "once the checks pass, merge this to pause the group."
TO_MERGE = "to pause the group, merge"
DONE = "**{name}** is paused now"
ALMOST = "**{name}** is almost paused"
FAREWELL = "It can be woken up whenever someone has the time."
OVER = "the group is already pausing, and this issue can't change it any more."
UNDO = "If you want to undo this, make the group active again with the form for changes."
SEVERAL = {
    "TITLE": "Pause {nouns}: {name}",
    "OPENING": "This pauses the {nouns} **{name}**. They will be listed as dormant:",
    "MERGE": "once the checks pass, merge this to pause the groups.",
    "TO_MERGE": "to pause the groups, merge",
    "DONE": "**{name}** are paused now",
    "ALMOST": "**{name}** are almost paused",
    "FAREWELL": "They can be woken up whenever someone has the time.",
    "OVER": "the groups are already pausing, and this issue can't change them any more.",
    "UNDO": "If you want to undo this for one of them, make it active again with the form for changes.",
}


def read(proposed: Proposed, registry: Registry) -> Edit | None:
    """Return the pause of the groups that are named, if that is how they end."""
    if proposed.does != "end" or end.how_of(proposed) != end.PAUSE:
        return None
    groups, wrong = naming.groups(proposed, registry)
    if wrong:
        return nothing("pause", groups or naming.unknown(proposed), wrong)
    problems = [
        Problem(
            "group",
            "The group {name} is already pausing.",
            "Remove its line.",
            field="group",
            values={"name": group.name},
        )
        for group in groups.values()
        if group.status == "dormant"
    ]
    if end.names_successors(proposed, registry):
        problems.append(
            Problem(
                "group",
                "A group that only pauses has no successors.",
                "Leave this answer empty, or choose how the group ends.",
                field="successors",
            )
        )
    after = {slug: group.model_copy(update={"status": "dormant"}) for slug, group in groups.items()}
    return Edit(
        "pause", before=groups, after=after, problems=tuple(problems), together=tuple(groups)
    )


def approved(_before: Group | None, group: Group, _on: date) -> Group:
    """Return the group as it is: it has not ended."""
    return group
