"""What those say who lead a group already: by themselves, about what leads may decide; and against it.

A lead's own word needs no label, but the number of their account in the registry: a name can be
another's by now. It is of one text, as a label is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wgbot.proposals import leaving
from wgbot.proposals.consent import candidates, is_author, key
from wgbot.proposals.edits.edit import Edit
from wgbot.proposals.memory import Record
from wgbot.proposals.situation import Situation
from wgbot.registry import lists
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import ASLEEP, Group, Person


@dataclass(frozen=True)
class LeadsWord:
    """A lead's word that a change shall be made, which needs no label."""

    by: str
    at: datetime
    is_leaving: bool = False
    """Whether all that changes is that they lead the group no more."""


def word(
    situation: Situation, reviewed: datetime | None, *, outdated: datetime | None = None
) -> LeadsWord | None:
    """Return the word of a lead that is enough.

    *reviewed* is since when this text has been checked; *outdated* since when there has been one that
    changes something else by now than what was asked for.
    """
    edit, since = situation.proposal.edit, situation.text_since
    if edit.kind != "change" or len(edit.before) != 1 or situation.proposal.problems:
        return None
    if since is None or situation.home.address is None:
        return None
    (before,) = edit.before.values()
    author = _author(situation, before)
    if author and _leaves_alone(edit, author):
        return LeadsWord(situation.issue.author or "", since, is_leaving=True)
    if not may_matter(situation):
        return None
    if author and since != outdated:
        return LeadsWord(situation.issue.author or "", since)
    said = [
        each
        for each in situation.words
        if each.is_yes
        and not each.is_review
        and reviewed is not None
        and each.at > max(since, reviewed)
        and any(each.number == lead.id for lead in before.leads if lead.id)
    ]
    first = min(said, key=lambda each: each.at, default=None)
    return LeadsWord(first.by, first.at) if first else None


def may_matter(situation: Situation) -> bool:
    """Return whether a lead's word can do without a label: in a change of what leads may decide."""
    edit, allowed = situation.proposal.edit, situation.repository.config.approval.leads_may
    is_small = edit.kind == "change" and len(edit.before) == 1
    return is_small and set() < _changed(edit) <= set(allowed)


def _author(situation: Situation, group: Group) -> Person | None:
    """Return the lead who has asked for it, if it is their account and all of it is their text."""
    number = situation.issue.author_id
    if not situation.is_authors_text or number is None:
        return None
    return next((each for each in group.leads if each.id == number), None)


def _leaves_alone(edit: Edit, lead: Person) -> bool:
    """Return whether nothing changes but that somebody leads the group no more."""
    ((slug, before),) = edit.before.items()
    leads = tuple(each for each in before.leads if each != lead)
    former = (*before.former_leads, *leaving.left(before.leads, leads))
    without = before.model_copy(update={"leads": leads, "former_leads": former})
    return slug not in edit.moved and edit.after[slug] == without


def _changed(edit: Edit) -> set[str]:
    (slug,) = edit.before
    before, after = edit.before[slug], edit.after[slug]
    return {each for each in Group.model_fields if getattr(before, each) != getattr(after, each)}


def _gone(edit: Edit, slug: str) -> Iterator[Person]:
    yield from lists.without("people", edit.before[slug].leads, edit.after[slug].leads)


def objections(situation: Situation) -> tuple[str, ...]:
    """Return the leads who are against it: a thumbs-down on the comment that still stands."""
    leads = [each for group in situation.proposal.edit.before.values() for each in group.leads]
    against = [each for each in situation.words if not (each.is_yes or each.is_review)]
    return tuple(
        each.by for each in against if any(lead.has_account(each.by, each.number) for lead in leads)
    )


@dataclass(frozen=True)
class Affected:
    """A lead who has to hear of what happens to a group of theirs."""

    account: str
    key: str
    """What tells this from anything else that they can hear of: `consent.key`."""


def affected(situation: Situation) -> tuple[Affected, ...]:
    """Return the leads who have to hear of it: their group ends, or is renamed, or it loses them.

    Nobody who asked for it, and no account that is another's by now: whoever has another name since is
    told by that.
    """
    edit, known = situation.proposal.edit, situation.proposal.numbers
    renamed = situation.proposal.renamed
    found = []
    for slug, before in edit.before.items():
        gone = list(_gone(edit, slug))
        for each in before.leads:
            account = renamed.get(each.id or 0) or each.github or ""
            is_theirs = not each.id or known.get(account.lower(), each.id) == each.id
            is_meant = is_theirs and not is_author(situation, account, each.id)
            what = _what_concerns(edit, slug, is_gone=each in gone)
            if what and is_meant and ACCOUNT.fullmatch(account):
                # Whoever gets another name has been told already.
                told = f"#{each.id}" if each.id else account
                found.append(Affected(account, key(told, slug, what)))
    return tuple(found)


def _what_concerns(edit: Edit, slug: str, *, is_gone: bool) -> str:
    """Return what happens to a group that its leads have to hear of; empty for all else.

    No role is written like that.
    """
    before, after = edit.before[slug], edit.after[slug]
    if after.status != before.status and after.status in ASLEEP:
        return f"\n{after.status}"
    if is_gone:
        return "\nleft"
    return "\nrenamed" if edit.alters and after.name != before.name else ""


def to_tell(situation: Situation, record: Record) -> Mapping[str, str]:
    """Return the accounts of those who have to hear of an approved proposal, by what they are told."""
    asked = [each for each in candidates(situation, record) if each.is_open]
    found = {each.key: each.account for each in asked if ACCOUNT.fullmatch(each.account)}
    return found | {each.key: each.account for each in affected(situation)}


def waits(situation: Situation, record: Record, reviewed: datetime | None) -> datetime | None:
    """Return when the time for objections is over; None if there is none.

    Where leads have to hear of it, it begins when they are told.
    """
    days = days_to_wait(situation)
    if not days:
        return None
    heard: list[datetime | None] = []
    if _is_about_leads(situation):
        written = situation.review.written if situation.review else None
        heard = [
            record.told[each.key] or written if each.key in record.told else situation.now
            for each in affected(situation)
        ]
    begins = max(filter(None, (reviewed, situation.text_since, *heard)), default=None)
    return begins + timedelta(days=days) if begins else None


def days_to_wait(situation: Situation) -> int:
    """Return how many days a proposal stays open for objections."""
    days, edit = situation.repository.config.approval.wait_days, situation.proposal.edit
    if edit.kind in ("end", "pause"):
        return days.end
    if not edit.alters:
        return days.new
    return max(days.change, days.remove_lead) if _is_about_leads(situation) else days.change


def begins_when_told(situation: Situation) -> bool:
    """Return whether the time for objections begins when leads are told."""
    return _is_about_leads(situation) and bool(affected(situation))


def is_enough(situation: Situation) -> bool:
    """Return whether a thumb of a lead would do instead of the label."""
    leads = [each for group in situation.proposal.edit.before.values() for each in group.leads]
    return may_matter(situation) and any(each.id for each in leads)


def _is_about_leads(situation: Situation) -> bool:
    """Return whether groups end, or lose leads who did not ask for it."""
    edit = situation.proposal.edit
    if edit.kind in ("end", "pause"):
        return True
    return edit.alters and any(
        not is_author(situation, each.github, each.id)
        for slug in edit.before
        for each in _gone(edit, slug)
    )


def has_free_seat(edit: Edit) -> bool:
    """Return whether the last lead of a group goes that goes on: it looks for one from then on."""
    return any(
        bool(before.leads) and not edit.after[slug].leads and edit.after[slug].status == "active"
        for slug, before in edit.before.items()
    )
