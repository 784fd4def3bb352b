"""When an approval counts: whose label, on which text, after how long.

An approval belongs to the exact text that the bot had reviewed when a person with the needed role
put the label on, and that was not edited since, whatever a comment remembers. Everything else is
refused, with a reason that is said once, in the review.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wgbot.community import config
from wgbot.proposals.memory import Reason, Record, Refusal
from wgbot.proposals.registration import Absence, absence
from wgbot.proposals.situation import Approval, ApprovalLabel, PullRequest, Situation

ROLES = ("read", "triage", "write", "maintain", "admin")
"""From the least to the most that a person may do.

https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories
"""


@dataclass(frozen=True)
class Waiting:
    """An approval that counts, but not yet."""

    by: tuple[str, ...]
    missing: int = 0
    """How many more people have to approve."""
    until: datetime | None = None
    """When the time for objections is over."""


@dataclass(frozen=True)
class Unverified:
    """An approval of which GitHub does not tell whether it counts."""

    by: str


Verdict = Approval | Waiting | Unverified | Refusal | Absence | None
"""None if nobody has approved it. An absence is an approval whose pull request was merged, and that
did not get the group where it belongs."""


def role_allows(role: str | None, needed: str) -> bool:
    """Return whether *role* allows what *needed* does; a role of a community's own is only itself."""
    if role == needed:
        return True
    return role in ROLES and needed in ROLES and ROLES.index(role) >= ROLES.index(needed)


def judge_approval(situation: Situation, record: Record) -> Verdict:
    """Weigh the approval of a proposal, as things are."""
    if situation.approval:
        given = situation.approval
        is_fine = given.digest == situation.proposal.digest and not situation.proposal.problems
        return given if is_fine else None
    label = situation.label
    for place in situation.places:
        pull = place.pull_request
        if pull is None or pull.state != "closed" or is_given_anew(label, pull):
            continue
        # That one was closed before says nothing of a label: it can have been open again since.
        if label or pull.number != record.declined.get(place.name):
            return Refusal("declined", key=label.key if label else "")
    if label is None:
        return None
    missing = absence(situation)
    if missing and not is_given_anew(label, missing.pull_request):
        return missing
    if record.refusal and record.refusal.key == label.key:
        return record.refusal
    policy = situation.repository.config.approval
    reason = _reason(situation, record, label, policy)
    if reason:
        return Refusal(reason, label.by, label.key)
    if label.role is None:
        return Unverified(label.by)
    return _waited(situation, record, label, policy)


def is_given_anew(label: ApprovalLabel | None, pull: PullRequest) -> bool:
    """Return whether a label is a new approval: put on after the pull request was closed or merged."""
    return label is not None and pull.closed is not None and label.at > pull.closed


def reviewed_since(situation: Situation, record: Record) -> datetime | None:
    """Return since when the text of *record* has been reviewed; None if it has not, as it is now.

    A review is of a text that was there before, and its comment was not written earlier: whatever
    else a comment remembers is not so. An edit there and back is one as well.
    """
    if situation.review is None:
        # The comment was deleted, and what is known of the text is from the branch that it is on: it
        # was reviewed before anybody approved it.
        return situation.label.at if situation.label else None
    written = situation.review.written
    since = record.since or written
    if since and written and since > written:
        return None
    is_before = since and situation.text_since and since < situation.text_since
    return None if is_before else since


def _reason(
    situation: Situation, record: Record, label: ApprovalLabel, policy: config.ApprovalPolicy
) -> Reason | None:
    since = reviewed_since(situation, record)
    if not label.by:
        return "ghost"
    if not label.is_person:
        return "robot"
    if label.role is not None and not role_allows(label.role, policy.role):
        return "role"
    if label.by.lower() == (situation.issue.author or "").lower() and not policy.own:
        return "own"
    if record.text is None:
        return "unreviewed"
    if record.text != situation.proposal.digest:
        return "changed"
    if label.seen and label.seen != situation.issue.digest:
        return "changed"
    # Two things in one second have no order, so that is too late as well.
    if situation.text_since and label.at <= situation.text_since:
        return "changed"
    if since is None or label.at < since:
        return "unreviewed"
    return "problems" if situation.proposal.problems else None


def _waited(
    situation: Situation, record: Record, label: ApprovalLabel, policy: config.ApprovalPolicy
) -> Approval | Waiting:
    since = max(
        filter(None, (reviewed_since(situation, record), situation.text_since)), default=None
    )
    author = (situation.issue.author or "").lower()
    others = {
        each.by.lower(): each.by
        for each in situation.endorsements
        if role_allows(each.role, policy.role)
        and each.by.lower() != label.by.lower()
        and (policy.own or each.by.lower() != author)
        and (since is None or each.at >= since)
        and (situation.text_since is None or each.at > situation.text_since)
    }
    also = tuple(others[key] for key in sorted(others))
    missing = policy.count - 1 - len(also)
    until = since + timedelta(days=policy.wait_days) if since and policy.wait_days else None
    is_early = until is not None and situation.now is not None and situation.now < until
    if missing > 0 or is_early:
        return Waiting((label.by, *also), max(missing, 0), until if is_early else None)
    return Approval(label.by, label.at.date(), situation.proposal.digest, also)
