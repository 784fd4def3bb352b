"""THE CORE: a situation → the changes that it calls for.

Pure: the same situation gives the same changes, whatever woke the bot. It needs no network, disk,
clock or environment, and does nothing.

`decide` gives what can be done next. Once that is done it is asked again, with the situation as it
is then, until it has nothing more to say (`reconcile`): so a run that was cut off anywhere is
completed by the next one.
"""

from wgbot.proposals import notices
from wgbot.proposals.answering import answer, record_of
from wgbot.proposals.approval import (
    Renamed,
    Unverified,
    Verdict,
    Waiting,
    judge_approval,
    without_new_demands,
)
from wgbot.proposals.approver_roles import UNASKED
from wgbot.proposals.changes import Change, Notice, RemoveLabel
from wgbot.proposals.ending import (
    finish,
    is_at_end,
    leave_to_people,
    tell_absence,
    tell_unknown,
    warn_of,
)
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.pull_requests import block_merge
from wgbot.proposals.registering import register
from wgbot.proposals.registration import Absence, is_unknown, registered
from wgbot.proposals.situation import Approval, Obstacle, Situation


def decide(situation: Situation) -> list[Change]:
    """Decide what is to be done next; nothing, if all is as it should be."""
    record = record_of(situation)
    entry = registered(situation)
    if record.theirs:
        return leave_to_people(situation)
    if situation.failure:
        return _tell(situation, record, situation.failure)
    if entry and is_at_end(situation, record):
        return finish(situation, record, entry)
    if situation.issue.state != "open":
        # What was proposed must not be merged by mistake; and what was, is not left unsaid.
        held = _hold(situation, situation.issue.state)
        return [*tell_absence(situation, record), *held]
    if is_unknown(situation):
        return tell_unknown(situation, record)
    return _decide_by_approval(situation, record)


def _decide_by_approval(situation: Situation, record: Record) -> list[Change]:
    situation = without_new_demands(situation, record)
    verdict = judge_approval(situation, record)
    if isinstance(verdict, Approval):
        return [*register(situation, record, verdict), *_unheard(situation)]
    if isinstance(verdict, Refusal) and _cannot_be_compared(situation, verdict):
        return [Notice(notices.unfit(situation.repository.unread), failed=True)]
    if isinstance(verdict, Renamed):
        # It is approved still, and not to be registered either: somebody has to say which label counts.
        return _warnings(situation, verdict)
    changes = answer(situation, record, verdict)
    if isinstance(verdict, Refusal) and _has_label(situation):
        changes.append(RemoveLabel(situation.repository.config.approval.label))
    return [
        *changes,
        *_hold(situation, _why_not(situation, record, verdict)),
        *_warnings(situation, verdict),
    ]


def _warnings(situation: Situation, verdict: Verdict) -> list[Change]:
    """Tell whoever runs wgbot why something that is approved is not where it should be."""
    match verdict:
        case Unverified():
            return [
                Notice(
                    notices.unverified(verdict.by, verdict.why, is_objection=verdict.is_objection),
                    failed=True,
                )
            ]
        case Absence():
            return warn_of(situation, verdict)
        case Renamed():
            label = situation.repository.config.approval.label
            return [Notice(notices.renamed(label, verdict.now), failed=True)]
    return []


def _unheard(situation: Situation) -> list[Change]:
    """Return a notice of objections that hold up nothing: too many people object to ask what each may do."""
    unheard = [
        each
        for each in situation.words
        if not (each.is_yes or each.is_review) and each.role == UNASKED
    ]
    return [Notice(notices.unheard(len(unheard)))] if unheard else []


def _has_label(situation: Situation) -> bool:
    """Return whether the approval label is on the issue, under the name that it should have."""
    return situation.label is not None and situation.label.name_now is None


def _tell(situation: Situation, record: Record, obstacle: Obstacle) -> list[Change]:
    """Say of an approved proposal what went wrong in this run, and nothing of any other."""
    is_open = situation.issue.state == "open"
    verdict = judge_approval(situation, record) if is_open else None
    if not isinstance(verdict, Approval):
        return []
    return answer(situation, record, verdict, obstacle=obstacle)


def _cannot_be_compared(situation: Situation, refusal: Refusal) -> bool:
    """Return whether only the registry can have changed, and that cannot be read."""
    label, since = situation.label, situation.text_since
    is_text_the_same = label is not None and (since is None or since < label.at)
    return bool(situation.repository.unread) and refusal.reason == "changed" and is_text_the_same


def _hold(situation: Situation, reason: str) -> list[Change]:
    return [each for place in situation.places for each in block_merge(situation, place, reason)]


def _why_not(situation: Situation, record: Record, verdict: Verdict) -> str:
    """Say in a word why a proposal is not approved, as `pull_request_messages.held` knows it."""
    match verdict:
        case Refusal():
            return _as_said(situation, verdict)
        case Waiting():
            return "objection" if verdict.objections else "waiting"
        case Unverified():
            return "unverified"
        case Absence():
            return "half"
    is_of_this_text = record.text == situation.proposal.digest
    return _as_said(situation, record.refusal) if record.refusal and is_of_this_text else ""


def _as_said(situation: Situation, refusal: Refusal) -> str:
    """Return why an approval is off; what changes a group can be changed by others as well."""
    is_outdated = refusal.reason == "changed" and bool(situation.proposal.edit.before)
    return "outdated" if is_outdated else refusal.reason
