"""What the issue of a proposal is to show: the bot's comment, what that remembers, and labels to find it by.

What the comment says is in `messages`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from wgbot.proposals import consent, markers, messages, present_leads
from wgbot.proposals.approval import Verdict, Waiting, outdated_since, reviewed_since
from wgbot.proposals.changes import AddLabel, Change, DeleteComment, RemoveLabel, WriteComment
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.registration import Absence, absence, without_end
from wgbot.proposals.situation import Approval, Obstacle, Situation


def record_of(situation: Situation) -> Record:
    """Return what the bot remembers, in its comment or else in the commit it made."""
    record = Record.read(situation.review.text) if situation.review else Record()
    branch = situation.home.branch
    if record.text is None and branch and branch.is_bots:
        return replace(record, text=markers.proposal_text(branch.message))
    return record


def answer(
    situation: Situation,
    record: Record,
    verdict: Verdict,
    *,
    is_equipped: bool = False,
    obstacle: Obstacle | None = None,
) -> list[Change]:
    """Keep review comment and labels up to date; *is_equipped* as for `_remembered`."""
    kept = _remembered(situation, record, verdict, is_equipped=is_equipped)
    review = situation.review
    changes: list[Change] = []
    if review is None or messages.review(situation, verdict, kept, obstacle) != review.text:
        if kept.text == record.text:
            kept = replace(kept, since=reviewed_since(situation, record))
        kept = kept.written_before(record, review.written if review else None)
        changes.append(WriteComment(messages.review(situation, verdict, kept, obstacle)))
    changes += [DeleteComment(each) for each in (review.spare if review else ())]
    if situation.home.address is None:
        return changes
    is_declined = isinstance(verdict, Refusal | None) and messages.is_declined(situation, kept)
    return [*changes, *_filters(situation, is_declined=is_declined)]


def _remembered(
    situation: Situation, record: Record, verdict: Verdict, *, is_equipped: bool
) -> Record:
    """Return what the review has to remember from now on.

    *is_equipped* says that the open pull requests have their labels and reviewers now.
    """
    kept = record
    if record.refusal and record.refusal.reason == "registered":
        kept = replace(kept, refusal=None)  # It was, and that is over.
    kept = without_end(kept, absence(situation))
    is_reviewed = situation.review is None or reviewed_since(situation, record) is not None
    if record.text != situation.proposal.digest or not is_reviewed:
        kept = replace(kept, text=situation.proposal.digest, since=None, refusal=None, label=None)
    if isinstance(verdict, Refusal):
        kept = replace(kept, refusal=verdict)
    elif verdict is not None and not isinstance(verdict, Absence):
        kept = replace(kept, refusal=None)
    if isinstance(verdict, Approval | Waiting) and situation.label and not verdict.is_leads:
        kept = replace(kept, label=situation.label.key)
    for place in situation.places:
        pull = place.pull_request
        is_there = pull and pull.state == "open" and pull.number  # a dry run's has none
        if pull and is_there and is_equipped and isinstance(verdict, Approval):
            kept = kept.with_equipped(place.name, pull.number)
        if pull and pull.state == "closed":
            kept = kept.with_declined(place.name, pull.number)
    kept = replace(
        kept,
        named=_named(situation, record),
        told=_told(situation, record, verdict),
        accounts=consent.numbers(situation, record),
        outdated=outdated_since(situation, record) if present_leads.may_matter(situation) else None,
    )
    return kept.with_made(_made(situation, record))


def _named(situation: Situation, record: Record) -> Mapping[str, datetime | None]:
    """Return since when the comment has named whom as a new lead; with problems, it names nobody."""
    asked = [each.key for each in consent.candidates(situation, record)]
    return {
        key: record.named.get(key)
        for key in asked
        if key in record.named or not situation.proposal.problems
    }


def _told(situation: Situation, record: Record, verdict: Verdict) -> Mapping[str, datetime | None]:
    """Return who has been told what, and since when; nobody is before somebody has approved it."""
    told = dict(record.told)
    if isinstance(verdict, Approval | Waiting) and situation.home.address:
        # Where the comment is gone, those have been told who were when there was a branch.
        was_told = situation.review is None and situation.home.branch is not None
        for each in present_leads.to_tell(situation, record):
            told.setdefault(each, situation.now if was_told else None)
    return told


def _made(situation: Situation, record: Record) -> Mapping[str, str]:
    """Return the commits that are there for branches which are refused, by place."""
    made = {}
    for place in situation.places:
        now = place.obstacle.commit if place.obstacle else None
        if commit := now or (None if place.is_open else record.made.get(place.name)):
            made[place.name] = commit
    return made


def _filters(situation: Situation, *, is_declined: bool) -> list[Change]:
    """Keep the labels right by which maintainers find what they can look at."""
    names = situation.repository.config.labels
    right = names.needs_work if situation.proposal.problems else names.ready
    wanted = set() if is_declined else {right}
    changes: list[Change] = [AddLabel(each) for each in sorted(wanted - situation.labels)]
    wrong = {names.ready, names.needs_work} - wanted
    return [*changes, *(RemoveLabel(each) for each in sorted(wrong & situation.labels))]
