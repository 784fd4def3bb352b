"""Who leads a group no more, and how that is kept."""

from datetime import date

from wgbot.registry import lists
from wgbot.registry.group import Group, Person


def left(before: tuple[Person, ...], after: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return those who lead the group no more, as they are kept."""
    gone = lists.without("people", before, after)
    return tuple(each.model_copy(update={"until": None, "away": None}) for each in gone)


def dated(before: Group | None, group: Group, on: date) -> Group:
    """Return the group where whoever left it did so on that day; *before* is the group as it was."""
    there = before.former_leads if before else ()
    former = tuple(
        each if each in there or each.until else each.model_copy(update={"until": on})
        for each in group.former_leads
    )
    is_same = former == group.former_leads
    return group if is_same else group.model_copy(update={"former_leads": former})
