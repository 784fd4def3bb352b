"""The issue with the questions of a week: its text, and what shall be the case with it.

A line for each group, which says why it is asked, what was looked at and how to answer. A lead is
mentioned once, when the issue is opened; what is written later mentions nobody else.
"""

from dataclasses import dataclass
from datetime import date

from wgbot.checkin import due
from wgbot.checkin.answers import Remark
from wgbot.checkin.evidence import Accounts
from wgbot.checkin.issue_text import REMINDER, IssuePlace, mentioned, reminder, text, title
from wgbot.checkin.memory import Batch
from wgbot.checkin.settle import IssueSeen
from wgbot.community.repository import Repository
from wgbot.proposals.changes import Notice

NOT_STALE = "<!-- wgbot:checkin-not-stale -->"


@dataclass(frozen=True)
class OpenQuestions:
    """There is an issue with the questions of that day."""

    day: date
    title: str
    text: str


@dataclass(frozen=True)
class WriteQuestions:
    """The issue has this text, and is open, or closed as done."""

    number: int
    text: str
    is_open: bool = True
    reopens: bool = False
    """Whether it has to be opened again, for another program closed it."""


@dataclass(frozen=True)
class CommentOnQuestions:
    """There is one such comment on the issue."""

    number: int
    text: str

    @property
    def is_reminder(self) -> bool:
        """Return whether it is the one that reminds."""
        return self.text.startswith(REMINDER)


@dataclass(frozen=True)
class RemoveStaleLabel:
    """The issue does not have the label by which another program calls it stale."""

    number: int
    label: str


CheckinChange = OpenQuestions | WriteQuestions | CommentOnQuestions | RemoveStaleLabel | Notice


def decide(
    batch: Batch,
    issue: IssueSeen | None,
    unread: tuple[Remark, ...],
    repository: Repository,
    place: IssuePlace,
    accounts: Accounts,
    today: date,
) -> list[CheckinChange]:
    """Decide what shall be the case with the issue of *batch*; None is one that has to be opened."""
    told = mentioned(issue.text) if issue else None
    fresh = text(batch, unread, repository, place, accounts, told)
    if issue is None:
        return [OpenQuestions(batch.day, title(batch, repository), fresh)]
    if not issue.is_open and issue.closed_by != "program":
        return []
    changes: list[CheckinChange] = []
    done, was_closed = batch.is_done, not issue.is_open
    is_stale = issue.text.replace("\r\n", "\n").strip() != fresh.strip()
    if is_stale or done != was_closed:
        changes.append(WriteQuestions(issue.number, fresh, not done, was_closed and not done))
    if done:
        return changes
    if is_reminder_due(batch, issue, repository, today):
        changes.append(CommentOnQuestions(issue.number, reminder(batch, repository, today)))
    if issue.stale:
        since = max(at for _, at in issue.stale)
        is_told = any(at >= since and said.startswith(NOT_STALE) for at, said in issue.own)
        if not is_told:
            said = repository.templates.render("checkin-not-stale.md.j2")
            changes.append(CommentOnQuestions(issue.number, f"{NOT_STALE}\n{said.strip()}\n"))
        changes += [RemoveStaleLabel(issue.number, label) for label, _ in issue.stale]
    return changes


def is_reminder_due(batch: Batch, issue: IssueSeen, repository: Repository, today: date) -> bool:
    """Return whether the one reminder has to be written: some have kept silent for long enough."""
    settings = repository.config.checkin
    if batch.reminded or any(said.startswith(REMINDER) for _, said in issue.own):
        return False
    return any(
        due.is_silent_for(settings.remind_days, question.since or batch.day, today, settings)
        for question in batch.open_questions.values()
    )


def describe(change: CheckinChange) -> str:
    """Return in one sentence what *change* would do."""
    match change:
        case OpenQuestions():
            return "would open an issue with the questions of this week."
        case WriteQuestions():
            return (
                f"would {'write' if change.is_open else 'close'} the questions in #{change.number}."
            )
        case CommentOnQuestions():
            return f"would comment on the questions in #{change.number}."
        case RemoveStaleLabel():
            return f"would remove the label {change.label} from #{change.number}."
        case Notice():
            return change.text
