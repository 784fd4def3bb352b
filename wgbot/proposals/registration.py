"""Whether a proposal's group is registered: what the default branch says, not what a pull request says.

A change or an end is done once its pull request is merged, and judged no more. For what is founded or
brought back, a merged pull request is a reason to look. What it was merged into, what was still in it then, and what
was taken out again since, decides what is said where the group is not there.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from wgbot.files.yaml import Document
from wgbot.proposals.memory import Record
from wgbot.proposals.proposal import Proposal
from wgbot.proposals.situation import Place, PullRequest, Removal, Situation
from wgbot.registry.folder import Entry, Registry, lookalike_keys

_ITS_END = timedelta(days=14)
"""How long after the merge a group that goes is still a matter of its proposal."""


@dataclass(frozen=True)
class Absence:
    """That a pull request was merged, and the default branch does not have its group."""

    reason: Literal["elsewhere", "without", "reverted", "removed"]
    """Merged into another branch; without the group's file; or the file was taken out again since."""
    place: Place
    pull_request: PullRequest

    @property
    def removal(self) -> Removal | None:
        """What took it out again, if that is known."""
        return self.pull_request.removal

    def is_settled(self, now: datetime | None) -> bool:
        """Return whether the group was registered long enough for its end to be another matter."""
        merged = self.pull_request.closed
        gone = self.removal.at if self.removal else now
        was_there = self.reason in ("reverted", "removed")
        return was_there and bool(merged and gone and gone - merged > _ITS_END)


def registered(situation: Situation) -> Entry | None:
    """Return what the default branch has of the proposal's group; None if it is not registered."""
    place = situation.registry_place
    pull = place.pull_request if place else None
    if pull is None:
        return None
    if situation.proposal.edit.alters:
        is_done = pull.state == "merged" and pull.base is None
        return _edited(situation.proposal, situation.repository.registry) if is_done else None
    entry = _entry(situation.proposal, situation.repository.registry, pull)
    record = Record.read(situation.review.text) if situation.review else Record()
    # Its own issue can bring a group back. It is there either way, and asleep it was not brought back.
    is_second = pull.state == "merged" and record.merged not in (None, pull.number)
    return None if is_second and is_asleep(situation) else entry


def is_asleep(situation: Situation) -> bool:
    """Return whether what is proposed is to bring back a group."""
    edit = situation.proposal.edit
    return bool(edit.before) and not edit.alters


def absence(situation: Situation) -> Absence | None:
    """Return why a group is not there although its pull request was merged; None if that is not so.

    Nor is it known while a file of the registry cannot be read: it may be that one.
    """
    place = situation.registry_place
    pull = place.pull_request if place else None
    if place is None or pull is None or pull.state != "merged":
        return None
    if situation.repository.unread or registered(situation):
        return None
    if pull.base is not None:
        return Absence("elsewhere", place, pull)
    if pull.removal and pull.removal.is_revert:
        return Absence("reverted", place, pull)
    had_it = own_path(situation.proposal, situation.repository.registry, pull) is not None
    return Absence("removed" if had_it else "without", place, pull)


def without_end(record: Record, missing: Absence | None) -> Record:
    """Return what is remembered without the end that is undone: it is told when it comes again."""
    is_undone = missing is not None and record.merged == missing.pull_request.number
    return replace(record, merged=None) if is_undone else record


def is_unknown(situation: Situation) -> bool:
    """Return whether a pull request was merged and what came of it cannot be read."""
    place = situation.registry_place
    is_merged = place is not None and place.is_merged
    return is_merged and bool(situation.repository.unread) and registered(situation) is None


def own_path(proposal: Proposal, registry: Registry, pull: PullRequest) -> str | None:
    """Return the path of the group's file in a pull request; None if it was not in it."""
    usual, folder = registry.path(proposal.slug), f"{registry.folder}/"
    others = {entry.path for entry in registry.entries.values()}
    renamed = sorted(path for path in pull.files - others if path.startswith(folder))
    return usual if usual in pull.files else next(iter(renamed), None)


def _edited(proposal: Proposal, registry: Registry) -> Entry:
    """Return the group that a merged edit was about, as it is now; or as it was, if it is no more."""
    slug = proposal.slug
    return registry.entries.get(slug) or Entry(
        slug, proposal.group, registry.path(slug), Document(None)
    )


def _entry(proposal: Proposal, registry: Registry, pull: PullRequest) -> Entry | None:
    """Find the proposal's group by its number, its name and its file: two of these have to agree.

    A number alone can be of another time, when the repository's numbers began anew; a name alone of
    the group that was to be revived; a file alone of another group that was changed along with it.
    """
    slugs = {proposal.slug}
    for look in lookalike_keys(proposal.group.name):
        slugs.update(registry.by_look.get(look, ()))
    number = proposal.issue.number
    agreeing = {
        slug: (
            number is not None and entry.group.proposal == number,
            slug in slugs,
            entry.path in pull.files,
        )
        for slug, entry in registry.entries.items()
    }
    best = max(agreeing, key=lambda slug: sum(agreeing[slug]), default=None)
    if best is None or sum(agreeing[best]) < 2:
        return None
    # One that is still asleep was not brought back, whatever else was done to its file.
    is_numbered = agreeing[best][0]
    return registry.entries[best] if is_numbered or best not in proposal.edit.before else None
