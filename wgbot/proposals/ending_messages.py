"""What the review comment says at the end: the group is registered, or was merged and is not there.

What it says before that is in `messages`.
"""

from datetime import date
from typing import Any

from wgbot.community.repository import Repository
from wgbot.proposals import form_links, list_pages, messages
from wgbot.proposals.edit_messages import MOST_NAME, about_edit
from wgbot.proposals.memory import Record
from wgbot.proposals.registration import Absence
from wgbot.proposals.situation import Place, Situation
from wgbot.registry.folder import Entry
from wgbot.registry.group import Group
from wgbot.registry.meetings import lines as meeting_lines
from wgbot.text.escape import shorten


def registered(situation: Situation, record: Record, entry: Entry) -> str:
    """Write the review comment of a proposal whose group is registered, as *entry*."""
    repository, home = situation.repository, situation.home
    registry = situation.registry_place or home
    rest = [each for each in situation.places if each is not registry]
    site = repository.config.site.url
    text = repository.templates.render(
        "registered.md.j2",
        **about_edit(situation.proposal, repository, situation.proposal.edit.after),
        name=shorten(entry.group.name, MOST_NAME),
        pull_request=home.pull_request.number if home.pull_request and _is_in(home) else None,
        linked=next((messages.called(each) for each in situation.places[1:] if _is_in(each)), None),
        pending=next((messages.called(each) for each in rest if each.is_open), None),
        unneeded=messages.called(registry) if registry.is_open else None,
        left_out=next(
            (messages.called(each) for each in rest if _is_left_out(each, repository)), None
        ),
        link=f"{registry.address}/blob/{registry.default_branch}/{entry.path}",
        path=entry.path,
        page=f"{site}groups/{entry.slug}/" if site else None,
        change=_form_to_change(situation, entry.slug),
        refused=record.refusal is not None and record.refusal.reason == "registered",
        ended=left_to_do(situation),
    )
    return messages.fitting(record.line() + text, repository)


def left_to_do(situation: Situation) -> list[dict[str, Any]]:
    """Return what groups had that ended, and only people can look after; nothing of any that had none."""
    groups = situation.repository.registry.entries
    found = []
    for group in situation.proposal.edit.ended:
        its = {
            "channels": [each.shown for each in group.channels],
            "repositories": [*group.repositories],
            "meetings": [
                each.name or meeting_lines.written(each)
                for each in group.meetings
                if _lasted(each.until, group)
            ],
            "leads": [each.shown for each in group.former_leads if _lasted(each.until, group)],
        }
        if any(its.values()):
            after = [
                groups[each].group.name if each in groups else each for each in group.successors
            ]
            found.append({"name": shorten(group.name, MOST_NAME), "successors": after, **its})
    return found


def _lasted(until: date | None, group: Group) -> bool:
    """Return whether what was until that day was so until the group's end."""
    return group.ended is None or until is None or until == group.ended.date


def _form_to_change(situation: Situation, slug: str) -> str | None:
    """Return the address of the form that changes the group, if there is one."""
    repository, home = situation.repository, situation.home.address
    if not home or slug not in repository.registry.entries:
        return None
    return form_links.address(repository, slug, home, "change", lasts=True)


def missing(situation: Situation, record: Record, absent: Absence) -> str:
    """Write the review comment on a closed issue whose group is not where it was merged to be."""
    repository = situation.repository
    text = repository.templates.render(
        "missing.md.j2",
        name=shorten(situation.proposal.group.name, MOST_NAME),
        policy=repository.config.approval,
        alters=situation.proposal.edit.alters,
        **messages.about_missing(situation, absent),
    )
    return messages.fitting(record.line() + text, repository)


def _is_in(place: Place) -> bool:
    """Return whether the pull request in a place was merged into its default branch."""
    return place.is_merged and place.pull_request is not None and place.pull_request.base is None


def _is_left_out(place: Place, repository: Repository) -> bool:
    """Return whether the pull request in a place ended elsewhere, and the pages there don't follow."""
    if place.pull_request is None or place.is_open or _is_in(place):
        return False
    rendered, _ = list_pages.render(repository, repository.registry.groups())
    return any(
        repository.config.place_of(path) == place.name for path in list_pages.fresh(rendered)
    )
