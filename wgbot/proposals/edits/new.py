"""A group that is not in the registry yet."""

from datetime import date

from wgbot.proposals.edits.edit import Edit, Proposed
from wgbot.registry import folder
from wgbot.registry.folder import Registry
from wgbot.registry.group import Group

TITLE = "Add {noun}: {name}"
OPENING = "This adds the {noun} **{name}** to the registry and to every page that lists the groups:"
COMMIT = "Add the group {slug}"
MERGE = "once the checks pass, merge this to register the group."
TO_MERGE = "to register the group, merge"
FAREWELL = "Thank you for starting it!"


def read(proposed: Proposed, _registry: Registry) -> Edit | None:
    """Return the founding of the proposed group, if that is what the form is for."""
    if proposed.does != "new":
        return None
    group = proposed.group
    return Edit("new", before={}, after={folder.slug(group.name): group})


def approved(_before: Group | None, group: Group, on: date) -> Group:
    """Return the group, founded on the day of its approval."""
    return group.model_copy(update={"since": group.since or on})
