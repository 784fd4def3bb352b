"""What becomes of the questions: the memory after what is in their issue now.

An answer counts from when it was given, whatever becomes of the issue; what a person closes stays closed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from wgbot.checkin import due
from wgbot.checkin.answers import GivenAnswers, IssueRevision, Remark
from wgbot.checkin.memory import Batch, CheckinMemory, GroupQuestion, Reply
from wgbot.community.checkin import CheckinSettings
from wgbot.registry.group import ASLEEP, Group

Closer = Literal["person", "program"]


@dataclass(frozen=True)
class IssueSeen:
    """An issue with questions, as it is now."""

    number: int
    title: str
    text: str
    is_open: bool
    closed_by: Closer | None = None
    closed: date | None = None
    remarks: tuple[Remark, ...] = ()
    """What people wrote below it."""
    revisions: tuple[IssueRevision, ...] = ()
    """The oldest first."""
    own: tuple[tuple[datetime, str], ...] = ()
    """What the bot wrote below it, and when."""
    stale: tuple[tuple[str, datetime], ...] = ()
    """The labels by which another program calls it stale, and when it put them on."""


def is_settled(slug: str, question: GroupQuestion, groups: Mapping[str, Group]) -> bool:
    """Return whether a question needs no answer any more."""
    group = groups.get(slug)
    return question.answer is not None or group is None or group.status in ASLEEP


def is_done(batch: Batch, groups: Mapping[str, Group]) -> bool:
    """Return whether no question of an issue needs an answer any more."""
    return all(is_settled(slug, each, groups) for slug, each in batch.questions.items())


def is_still_heard(batch: Batch, settings: CheckinSettings, today: date) -> bool:
    """Return whether an issue that is done is looked at all the same: somebody may think better of it."""
    given = [each.answer.at.date() for each in batch.questions.values() if each.answer]
    is_recent = bool(given) and (today - max(given)).days <= settings.overdue_days
    return is_recent and len(given) == len(batch.questions)


def settle(
    memory: CheckinMemory,
    batch: Batch,
    issue: IssueSeen | None,
    answers: GivenAnswers,
    groups: Mapping[str, Group],
    settings: CheckinSettings,
    today: date,
) -> CheckinMemory:
    """Return the memory after what is in the issue of *batch*; None is one that was deleted."""
    if issue is None:
        return replace(memory.without_batch(batch.day), silent_until=_silence(memory, today))
    questions = {}
    for slug, question in batch.questions.items():
        answer = _answer(slug, question, answers)
        memory = _applied(memory, slug, question.answer, answer)
        back = due.away_until(groups[slug], today) if slug in groups else None
        since = max(filter(None, (question.since, back)), default=batch.day)
        is_overdue = due.is_silent_for(settings.overdue_days, since, today, settings)
        overdue = question.overdue or (today if is_overdue else None)
        questions[slug] = replace(
            question,
            answer=answer,
            since=since,
            overdue=None if answer or back else overdue,
        )
    batch = replace(batch, questions=questions)
    if issue.is_open:
        memory = memory.with_batch(replace(batch, closed=None))
        lifted = batch.closed and not any(each.closed for each in memory.batches)
        return replace(memory, silent_until=None) if lifted else memory
    if is_done(batch, groups):
        is_heard = is_still_heard(batch, settings, today)
        return memory.with_batch(batch) if is_heard else memory.without_batch(batch.day)
    if issue.closed_by == "program":
        return memory.with_batch(batch)
    closed = batch.closed or issue.closed or today
    until = memory.silent_until if batch.closed else _silence(memory, closed)
    if until is None or today > until:
        return memory.without_batch(batch.day)
    return replace(memory.with_batch(replace(batch, closed=closed)), silent_until=until)


def _silence(memory: CheckinMemory, day: date) -> date:
    """Return until when nobody is asked, if a person closed or deleted an issue on that day."""
    until = max(date(day.year, 12, 31), day + due.LEAST_SILENCE)
    return max(until, memory.silent_until or until)


def _answer(slug: str, question: GroupQuestion, answers: GivenAnswers) -> Reply | None:
    """Return the last answer: one that was read once stays, whatever becomes of the comment."""
    found, before = answers.said.get(slug), question.answer
    last = found if found and (before is None or found.at >= before.at) else before
    taken_back = answers.taken_back.get(slug)
    if last and last.said == "here" and taken_back and taken_back > last.at:
        return None
    return last


def _applied(
    memory: CheckinMemory, slug: str, before: Reply | None, answer: Reply | None
) -> CheckinMemory:
    """Return the memory with what an answer means for the group's next question."""
    record = memory.of(slug)
    if record is None or answer == before:
        return memory
    if before and before.said == "here" and record.yes == before.at.date():
        memory = memory.with_group(slug, yes=None, by="")
    if before and before.said == "later":
        memory = memory.with_group(slug, again=None)
    if answer and answer.said == "here":
        return memory.with_group(slug, yes=answer.at.date(), by=answer.by)
    if answer and answer.said == "later":
        return memory.with_group(slug, again=answer.until)
    return memory


def open_questions(
    batches: Sequence[Batch], groups: Mapping[str, Group]
) -> list[tuple[Batch, str, GroupQuestion]]:
    """Return the questions that wait for an answer."""
    return [
        (batch, slug, question)
        for batch in batches
        for slug, question in batch.questions.items()
        if not is_settled(slug, question, groups)
    ]
