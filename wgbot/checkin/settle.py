"""What becomes of the questions: the memory after what is in their issue now.

An answer counts from when it was given, whatever becomes of the issue; what a person closes stays closed.
"""

from collections.abc import Mapping
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


def is_heard(issue: IssueSeen, settings: CheckinSettings, today: date) -> bool:
    """Return whether somebody may still think better of it, though all is answered."""
    since = issue.closed or today
    return issue.is_open or (today - since).days <= settings.overdue_days


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
        memory = _applied(memory, slug, batch.day, question.answer, answer)
        waits = replace(question, answer=answer)
        questions[slug] = _waited(waits, batch, groups.get(slug), settings, today)
    batch = replace(batch, questions=questions)
    if issue.is_open:
        memory = memory.with_batch(replace(batch, closed=None))
        lifted = batch.closed and not any(each.closed for each in memory.batches)
        return replace(memory, silent_until=None) if lifted else memory
    if batch.is_done:
        stays = is_heard(issue, settings, today)
        return memory.with_batch(batch) if stays else memory.without_batch(batch.day)
    if issue.closed_by == "program":
        return memory.with_batch(batch)
    closed = batch.closed or issue.closed or today
    until = memory.silent_until if batch.closed else _silence(memory, closed)
    if until is None or today > until:
        return memory.without_batch(batch.day)
    return replace(memory.with_batch(replace(batch, closed=closed)), silent_until=until)


def _waited(
    question: GroupQuestion,
    batch: Batch,
    group: Group | None,
    settings: CheckinSettings,
    today: date,
) -> GroupQuestion:
    """Return a question after another day: for how long nobody has answered, or whether none has to."""
    if question.answer:
        return replace(question, overdue=None)
    if question.over or group is None or group.status in ASLEEP:
        return replace(question, over=question.over or today)
    if back := due.away_until(group, today):
        return replace(question, since=max(question.since or batch.day, back), overdue=None)
    since = question.since or batch.day
    is_long = question.overdue is None and due.is_silent_for(
        settings.overdue_days, since, today, settings
    )
    return replace(question, since=since, overdue=today if is_long else question.overdue)


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
    memory: CheckinMemory, slug: str, asked: date, before: Reply | None, answer: Reply | None
) -> CheckinMemory:
    """Return the memory with what an answer means for the group's next question.

    The day that an answer named is over once the group was asked again: in whichever issue it is read.
    """
    record = memory.of(slug)
    if record is None or answer == before:
        return memory
    if before and before.said == "here" and record.yes == before.at.date():
        memory = memory.with_group(slug, yes=None, by="")
    is_last = record.asked is None or record.asked <= asked
    if before and before.said == "later" and is_last:
        memory = memory.with_group(slug, again=None)
    if answer and answer.said == "here":
        return memory.with_group(slug, yes=answer.at.date(), by=answer.by)
    if answer and answer.said == "later" and is_last:
        return memory.with_group(slug, again=answer.until)
    return memory
