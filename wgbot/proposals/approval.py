"""When an approval counts: whose label, on which text, after how long.

An approval belongs to the exact text that the bot had reviewed when a person with the needed role
put the label on, and that was not edited since, whatever a comment remembers. Everything else is
refused, with a reason that is said once, in the review.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from wgbot.community import config
from wgbot.proposals import markers
from wgbot.proposals.memory import Reason, Record, Refusal
from wgbot.proposals.situation import Approval, ApprovalLabel, Situation

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


Verdict = Approval | Waiting | Unverified | Refusal | None
"""None if nobody has approved it."""


def without_new_demands(situation: Situation, record: Record) -> Situation:
    """Return the situation of an approved text without what the form demands only since then.

    The text had no problem when it was approved: its commit is there, or the record says that the
    label counted. So an answer that is missing now was not asked for then, and is for reviewers.
    """
    proposal, branch, label = situation.proposal, situation.home.branch, situation.label
    is_new = all(problem.check == "required" for problem in proposal.problems)
    if not proposal.problems or not is_new or proposal.issue.number is None:
        return situation
    is_in_branch = (
        branch is not None
        and branch.is_bots
        and markers.proposal_text(branch.message) == proposal.digest
    )
    is_counted = record.text == proposal.digest and label and label.key == record.counted
    if not (is_in_branch or is_counted):
        return situation
    found = tuple(replace(problem, blocks=False) for problem in proposal.found)
    return replace(situation, proposal=replace(proposal, found=found))


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
        if pull and pull.state == "closed" and pull.number != record.declined.get(place.name):
            # Put on after the pull request was closed, the label is a new approval.
            anew = label is not None and pull.closed is not None and label.at > pull.closed
            if not anew:
                return Refusal("declined", key=label.key if label else "")
    if label is None:
        return None
    if record.refusal and record.refusal.key == label.key:
        return record.refusal
    policy = situation.repository.config.approval
    reason = _reason(situation, record, label, policy)
    if reason:
        return Refusal(reason, label.by, label.key)
    if label.role is None:
        return Unverified(label.by)
    return _waited(situation, record, label, policy)


def reviewed_since(situation: Situation, record: Record) -> datetime | None:
    """Return since when the text of *record* has been reviewed."""
    if record.since or situation.review:
        return record.since or (situation.review.written if situation.review else None)
    # The comment was deleted, and what is known of the text is from the branch that it is on: it
    # was reviewed before anybody approved it.
    return situation.label.at if situation.label else None


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
    if since and label.at < since:
        return "unreviewed"
    # Two things in one second have no order, so that is too late as well.
    if situation.text_since and label.at <= situation.text_since:
        return "changed"
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
