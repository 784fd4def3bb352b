"""When an approval counts: whose label, on which text, after how long.

An approval belongs to the exact text that the bot had reviewed when a person with the needed role
put the label on, and that was not edited since, whatever a comment remembers. Everything else is
refused, with a reason that is said once, in the review.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from wgbot.community.approval_policy import ApprovalPolicy
from wgbot.proposals import markers, present_leads
from wgbot.proposals.approver_roles import may_approve, may_object
from wgbot.proposals.memory import Reason, Record, Refusal
from wgbot.proposals.present_leads import LeadsWord
from wgbot.proposals.registration import Absence, absence
from wgbot.proposals.situation import (
    Approval,
    ApprovalLabel,
    PullRequest,
    Situation,
    Voice,
)


@dataclass(frozen=True)
class Waiting:
    """An approval that counts, but not yet."""

    by: tuple[str, ...]
    missing: int = 0
    """How many more people have to approve."""
    until: datetime | None = None
    """When the time for objections is over."""
    objections: tuple[str, ...] = ()
    """Who is against it: while they are, nothing goes on."""
    is_leads: bool = False
    """As for an approval."""


@dataclass(frozen=True)
class Unverified:
    """An approval or an objection of which GitHub does not tell whether it counts."""

    by: str
    why: tuple[str, ...] = ()
    """What could not be seen, and what to do about it, where that is known."""
    is_objection: bool = False


@dataclass(frozen=True)
class Renamed:
    """An approval whose label is no more what the configuration calls it: nobody took it off."""

    by: str
    now: str
    """What it is called now; empty if it was deleted."""


Verdict = Approval | Waiting | Unverified | Renamed | Refusal | Absence | None
"""None if nobody has approved it. An absence is an approval whose pull request was merged, and that
did not get the group where it belongs."""


def without_new_demands(situation: Situation, record: Record) -> Situation:
    """Return the situation of an approved text without what the form demands only since then.

    The text had no problem when it was approved: its commit is there, or the record says that the
    label counted. So an answer that is missing now was not asked for then, and is for reviewers.
    """
    proposal, label = situation.proposal, situation.label
    is_new = all(problem.check == "required" for problem in proposal.problems)
    if not proposal.problems or not is_new or proposal.issue.number is None:
        return situation
    is_counted = record.text == proposal.digest and label and label.key == record.label
    if not (_is_made(situation) or is_counted):
        return situation
    found = tuple(replace(problem, blocks=False) for problem in proposal.found)
    return replace(situation, proposal=replace(proposal, found=found))


def judge_approval(situation: Situation, record: Record) -> Verdict:
    """Weigh the approval of a proposal, as things are."""
    if situation.approval:
        own = situation.approval
        is_fine = own.digest == situation.proposal.digest and not situation.proposal.problems
        return own if is_fine else None
    word = _leads_word(situation, record)
    given = situation.label or word
    if _is_declined(situation, record, given):
        return Refusal("declined", key=situation.label.key if situation.label else "")
    if given is None:
        return _outdated(situation, record)
    missing = absence(situation)
    if missing and not is_given_anew(given, missing.pull_request):
        return missing
    if isinstance(given, LeadsWord):
        return _judge_word(situation, record, given)
    if record.refusal and record.refusal.key == given.key:
        return record.refusal
    verdict = _judge_label(situation, record, given)
    if word is None or isinstance(verdict, Approval | Refusal):
        return verdict
    # What a lead may do without a label, one that isn't enough doesn't keep them from.
    judged = _judge_word(situation, record, word)
    return judged if isinstance(judged, Approval) else verdict


def _judge_label(situation: Situation, record: Record, label: ApprovalLabel) -> Verdict:
    policy = situation.repository.config.approval
    reason = _reason(situation, record, label, policy)
    if reason:
        return Refusal(reason, _named(label, reason), label.key)
    if may_approve(situation, label.by, label.role) is None:
        return _unverified(situation, label.by)
    if label.name_now is not None:
        return Renamed(label.by, label.name_now)
    return _waited(situation, record, label, policy)


def _leads_word(situation: Situation, record: Record) -> LeadsWord | None:
    """Return the word of a lead that does without a label: on this text, as it has been checked."""
    is_checked = record.text == situation.proposal.digest
    reviewed = reviewed_since(situation, record) if is_checked else None
    return present_leads.word(situation, reviewed, outdated=outdated_since(situation, record))


def outdated_since(situation: Situation, record: Record) -> datetime | None:
    """Return since when the issue has the text that changes something else by now; None if none does.

    The text was checked, and not edited since: so what it changes was changed by others.
    """
    is_same_text = record.text and reviewed_since(situation, record) is not None
    is_another = is_same_text and record.text != situation.proposal.digest
    return situation.text_since if is_another else record.outdated


def _outdated(situation: Situation, record: Record) -> Refusal | None:
    """Return that a lead's asking for it doesn't count any more, where it would without others' edits."""
    word = present_leads.word(situation, reviewed=None)
    return Refusal("outdated", word.by) if word else None


def _judge_word(situation: Situation, record: Record, word: LeadsWord) -> Verdict:
    """Weigh a lead's word: nobody's leave is needed to step down, and all else can be objected to."""
    approval = Approval(word.by, word.at.date(), situation.proposal.digest, is_leads=True)
    held = None if word.is_leaving else _objected(situation, record, (word.by,))
    return replace(held, is_leads=True) if isinstance(held, Waiting) else held or approval


def _is_declined(
    situation: Situation, record: Record, given: ApprovalLabel | LeadsWord | None
) -> bool:
    """Return whether a pull request was closed, and nobody has approved the proposal since."""
    for place in situation.places:
        pull = place.pull_request
        if pull is None or pull.state != "closed" or is_given_anew(given, pull):
            continue
        # That one was closed before says nothing of a label: it can have been open again since.
        if given or pull.number != record.declined.get(place.name):
            return True
    return False


def is_given_anew(given: ApprovalLabel | LeadsWord | None, pull: PullRequest) -> bool:
    """Return whether an approval is a new one: given after the pull request was closed or merged."""
    return given is not None and pull.closed is not None and given.at > pull.closed


def _named(label: ApprovalLabel, reason: Reason) -> str:
    """Return whom or what a refusal names."""
    named = {"app": label.app, "renamed": label.name_then}.get(reason)
    return named or label.by


def reviewed_since(situation: Situation, record: Record) -> datetime | None:
    """Return since when the text of *record* has been reviewed; None if it has not, as it is now.

    A review is of a text that was there before, and its comment was not written earlier: whatever
    else a comment remembers is not so. An edit there and back is one as well.
    """
    if situation.review is None:
        # The comment was deleted, and what is known of the text is from the branch that it is on: it
        # was reviewed before anybody approved it.
        return situation.label.at - timedelta(seconds=1) if situation.label else None
    written = situation.review.written
    since = record.since or written
    if since and written and since > written:
        return None
    is_before = since and situation.text_since and since < situation.text_since
    return None if is_before else since


def _reason(
    situation: Situation, record: Record, label: ApprovalLabel, policy: ApprovalPolicy
) -> Reason | None:
    """Return why a label does not count: because of who put it on, or of what it was put on."""
    return _reason_in_person(situation, label, policy) or _reason_in_text(situation, record, label)


def _reason_in_person(
    situation: Situation, label: ApprovalLabel, policy: ApprovalPolicy
) -> Reason | None:
    if not label.by:
        return "ghost"
    if not label.is_person:
        return "robot"
    if label.app and label.app.lower() not in {each.lower() for each in policy.apps}:
        return "app"
    if may_approve(situation, label.by, label.role) is False:
        return "role"
    is_own = label.by.lower() == (situation.issue.author or "").lower()
    return "own" if is_own and not policy.own else None


def _reason_in_text(situation: Situation, record: Record, label: ApprovalLabel) -> Reason | None:
    since = reviewed_since(situation, record)
    if record.text is None:
        return "unreviewed"
    if record.text != situation.proposal.digest:
        return "changed"
    if label.seen and label.seen != situation.issue.digest:
        return "changed"
    # Two things in one second have no order, so that is too late as well.
    if situation.text_since and label.at <= situation.text_since:
        return "changed"
    if since is None or label.at <= since:
        return "unreviewed"
    if situation.proposal.problems:
        return "problems"
    # Another label than the one that approves may have got its name since. What the bot has made of
    # an approval tells that it was that one: its commit is from people who can write.
    return "renamed" if label.name_then and not _is_made(situation) else None


def _is_made(situation: Situation) -> bool:
    """Return whether this very text is on a branch of the bot's, as it is once it was approved."""
    return any(
        place.branch is not None
        and place.branch.is_bots
        and markers.proposal_text(place.branch.message) == situation.proposal.digest
        for place in situation.places
    )


def _waited(
    situation: Situation, record: Record, label: ApprovalLabel, policy: ApprovalPolicy
) -> Approval | Waiting | Unverified:
    since = max(
        filter(None, (reviewed_since(situation, record), situation.text_since)), default=None
    )
    author = (situation.issue.author or "").lower()
    others = {
        each.by.lower(): each
        for each in situation.words
        if (each.is_yes and not each.is_review)
        and each.by.lower() != label.by.lower()
        and (policy.own or each.by.lower() != author)
        and (since is None or each.at > since)
    }
    also = tuple(each.by for _, each in sorted(others.items()) if _counts(situation, each))
    missing = policy.count - 1 - len(also)
    held = _objected(situation, record, (label.by, *also))
    if missing <= 0:
        return held or Approval(label.by, label.at.date(), situation.proposal.digest, also)
    if isinstance(held, Unverified):
        return held
    unsure = next((each for each in others.values() if _counts(situation, each) is None), None)
    if unsure and not held:
        return _unverified(situation, unsure.by)
    return replace(held or Waiting((label.by, *also)), missing=missing)


def _counts(situation: Situation, word: Voice) -> bool | None:
    return may_approve(situation, word.by, word.role)


def _unverified(situation: Situation, by: str, *, is_objection: bool = False) -> Unverified:
    unseen = situation.approvers.unseen if situation.approvers else ()
    return Unverified(by, unseen, is_objection)


def _objected(
    situation: Situation, record: Record, by: tuple[str, ...]
) -> Waiting | Unverified | None:
    """Return that somebody objects to what was approved *by* others, or that there is still time to."""
    against = {each.lower(): each for each in present_leads.objections(situation)}
    words = [each for each in situation.words if not (each.is_yes or each.is_review)]
    for each in words:
        if may_object(situation, each.by, each.role):
            against.setdefault(each.by.lower(), each.by)
    until = present_leads.waits(situation, record, reviewed_since(situation, record))
    is_early = until is not None and situation.now is not None and situation.now < until
    if against or is_early:
        listed = tuple(against[key] for key in sorted(against))
        return Waiting(by, until=until if is_early else None, objections=listed)
    unsure = next(
        (each for each in words if may_object(situation, each.by, each.role) is None), None
    )
    return _unverified(situation, unsure.by, is_objection=True) if unsure else None
