"""What can be done for a proposal, as values.

`decide` makes them, a forge applies them, a dry run prints them. Each of them says what shall be
the case, not what to do: applying one twice is applying it once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wgbot.proposals.situation import (
    HOME,
    BotComment,
    Branch,
    Obstacle,
    Place,
    PullRequest,
    Situation,
    Status,
)


@dataclass(frozen=True, kw_only=True)
class _InPlace:
    place: str = HOME
    """The name of the repository in which this shall be the case."""


@dataclass(frozen=True)
class WriteComment:
    """The review comment has this text."""

    text: str


@dataclass(frozen=True)
class DeleteComment:
    """There is no such comment: it is the bot's own, and a second one."""

    comment: int


@dataclass(frozen=True)
class AddLabel:
    """The issue has this label."""

    label: str


@dataclass(frozen=True)
class RemoveLabel:
    """The issue does not have this label."""

    label: str


@dataclass(frozen=True)
class CloseIssue:
    """The issue is closed, as done."""


@dataclass(frozen=True)
class PutFiles(_InPlace):
    """The branch holds one commit on *base* that gives these files this content."""

    branch: str
    base: str
    """The commit that the content was computed from."""
    expected: str | None
    """The branch's present head, and None if there is no branch; if it is another, nothing is done."""
    files: Mapping[str, bytes | None]
    """By path; None for one that is there no more."""
    message: str
    made: str | None = None
    """A commit that may be this one already: it was made before, and its branch was refused."""


@dataclass(frozen=True)
class ProposePullRequest(_InPlace):
    """There is a pull request for the branch, with this title and text."""

    branch: str
    title: str
    text: str


@dataclass(frozen=True)
class EditPullRequest(_InPlace):
    """The pull request has this title and text."""

    number: int
    title: str
    text: str


@dataclass(frozen=True)
class SetDraft(_InPlace):
    """The pull request is a draft, or is none."""

    number: int
    draft: bool


@dataclass(frozen=True)
class LabelPullRequest(_InPlace):
    """The pull request has these labels, beside others."""

    number: int
    labels: tuple[str, ...]


@dataclass(frozen=True)
class RequestReviews(_InPlace):
    """These accounts and teams (`org/team`) are asked to review the pull request."""

    number: int
    reviewers: tuple[str, ...]


@dataclass(frozen=True)
class SetStatus(_InPlace):
    """The commit has this status of the bot's."""

    commit: str
    status: Status


@dataclass(frozen=True)
class Notice:
    """Whoever runs wgbot is told; nothing else happens."""

    text: str
    failed: bool = False
    """Whether it keeps an approved proposal from its branch, and so fails the run."""
    quote: str = ""
    """A text that could not be put where it belongs, to be read here instead."""
    obstacle: Obstacle | None = None
    """What is told of it in the issue."""


PlaceChange = (
    PutFiles
    | ProposePullRequest
    | EditPullRequest
    | SetDraft
    | LabelPullRequest
    | RequestReviews
    | SetStatus
)
"""What is done to a branch and its pull request."""

Change = WriteComment | DeleteComment | AddLabel | RemoveLabel | CloseIssue | PlaceChange | Notice


def stuck(obstacle: Obstacle) -> Notice:
    """Return the notice of what keeps an approved proposal from its pull request."""
    return Notice(obstacle.notice, failed=True, obstacle=obstacle)


def with_change_applied(change: Change, situation: Situation) -> Situation:
    """Return the situation as it is once *change* is the case."""
    match change:
        case WriteComment() | DeleteComment() | AddLabel() | RemoveLabel() | CloseIssue():
            return _with_issue_changed(change, situation)
        case Notice():
            return situation
    place = situation.place(change.place)
    return situation.with_place(_with_place_changed(change, place)) if place else situation


def _with_place_changed(change: PlaceChange, place: Place) -> Place:
    pull = place.pull_request
    match change:
        case PutFiles():
            branch = Branch(change.branch, "", True, change.message)
            # The status was on the commit before.
            return replace(place, branch=branch, pull_request=pull and replace(pull, status=None))
        case ProposePullRequest():
            return replace(place, pull_request=PullRequest(0, change.title, change.text))
    return replace(place, pull_request=pull and _with_pull_request_changed(change, pull))


def _with_issue_changed(
    change: WriteComment | DeleteComment | AddLabel | RemoveLabel | CloseIssue,
    situation: Situation,
) -> Situation:
    match change:
        case WriteComment():
            written = replace(situation.review or BotComment(""), text=change.text)
            return replace(situation, review=replace(written, written=situation.now))
        case DeleteComment():
            review = situation.review
            spare = tuple(
                each for each in (review.spare if review else ()) if each != change.comment
            )
            return replace(situation, review=review and replace(review, spare=spare))
        case AddLabel():
            return replace(situation, labels=situation.labels | {change.label})
        case RemoveLabel():
            is_approval = change.label == situation.repository.config.approval.label
            label = None if is_approval else situation.label
            return replace(situation, labels=situation.labels - {change.label}, label=label)
        case CloseIssue():
            return replace(situation, issue=replace(situation.issue, state="closed"))


def _with_pull_request_changed(
    change: EditPullRequest | SetDraft | LabelPullRequest | RequestReviews | SetStatus,
    pull: PullRequest,
) -> PullRequest:
    match change:
        case EditPullRequest():
            return replace(pull, title=change.title, text=change.text)
        case SetDraft():
            return replace(pull, draft=change.draft)
        case LabelPullRequest():
            return replace(pull, labels=pull.labels | set(change.labels))
        case RequestReviews():
            return replace(pull, reviewers=pull.reviewers | set(change.reviewers))
        case SetStatus():
            return replace(pull, status=change.status)


def describe(change: Change) -> str:
    """Return in one line what *change* does."""
    place = change.place if isinstance(change, _InPlace) else HOME
    return (f"in {place}, " if place else "") + _described(change)


def _described(change: Change) -> str:  # noqa: C901, PLR0912  # one case a change
    match change:
        case WriteComment():
            return "write the review comment"
        case DeleteComment():
            return "delete a second review comment"
        case AddLabel():
            return f"add the label {change.label!r}"
        case RemoveLabel():
            return f"remove the label {change.label!r}"
        case CloseIssue():
            return "close the issue"
        case PutFiles():
            return f"put {', '.join(sorted(change.files))} on the branch {change.branch}"
        case ProposePullRequest():
            return f"open a pull request for the branch {change.branch}"
        case EditPullRequest():
            return f"write the text of pull request #{change.number}"
        case SetDraft():
            what = "make a draft of" if change.draft else "mark as ready"
            return f"{what} pull request #{change.number}"
        case LabelPullRequest():
            return f"label pull request #{change.number}: {', '.join(change.labels)}"
        case RequestReviews():
            return f"ask {', '.join(change.reviewers)} to review pull request #{change.number}"
        case SetStatus():
            return f"set the commit's status to {change.status.state}"
        case Notice():
            return change.text
