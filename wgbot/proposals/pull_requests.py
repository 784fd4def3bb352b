"""A proposal's branch and pull request in one place, and what they need next.

All of a proposal is in one repository, or it takes a pull request in each of two. What belongs to an
approval is decided elsewhere; here a pull request is brought to where it has to be, or held.
"""

from wgbot.community.pull_requests import PullRequestSettings
from wgbot.proposals import markers, messages, notices, pull_request_messages
from wgbot.proposals.changes import (
    Change,
    EditPullRequest,
    LabelPullRequest,
    Notice,
    PutFiles,
    RequestReviews,
    SetDraft,
    SetStatus,
    stuck,
)
from wgbot.proposals.situation import Obstacle, Place, Situation, Status


def block_merge(situation: Situation, place: Place, reason: str) -> list[Change]:
    """Keep an open pull request from being merged: what it holds is not approved, or no longer."""
    pull, at = place.pull_request, place.name
    if pull is None or pull.state != "open":
        return []
    changes: list[Change] = []
    if not markers.is_held(pull.text):
        text = pull_request_messages.held(pull.text, reason, situation.repository)
        changes.append(EditPullRequest(pull.number, pull.title, text, place=at))
    if not pull.draft:
        changes.append(SetDraft(pull.number, draft=True, place=at))
    if place.branch and (pull.status is None or pull.status.state != "failure"):
        status = Status(
            "failure", pull_request_messages.status_of_held(reason, situation.repository)
        )
        changes.append(SetStatus(place.branch.head, status, place=at))
    return changes


def ensure_branch(situation: Situation, place: Place, wanted: PutFiles) -> PutFiles | Notice | None:
    """Return what the branch needs to hold what is wanted; None if it does."""
    branch = place.branch
    if place.obstacle and place.obstacle.kind != "pull-request":
        return stuck(place.obstacle)
    if branch is None:
        return wanted
    other = markers.proposal_number(branch.message)
    number = situation.issue.number
    if other and number and other != number:
        return _foreign(branch.name, notices.others_branch(branch.name, other))
    if not branch.is_bots:
        # With its pull request open the group is on its way, and the rest is for people to judge.
        if messages.is_behind(situation, place):
            return _foreign(branch.name, notices.persons_branch_behind(branch.name))
        said = notices.persons_branch(branch.name)
        return Notice(said) if place.is_open else _foreign(branch.name, said)
    # The message tells what the commit does to which files. Where that is the same on a newer base,
    # moving the branch would only take reviewers' approvals away.
    if branch.message.rstrip() == wanted.message.rstrip():
        return None
    if branch.in_use:
        return _foreign(branch.name, notices.branch_in_use(branch.name, branch.in_use))
    return wanted


def _foreign(branch: str, notice: str) -> Notice:
    return stuck(Obstacle("branch", notice, branch=branch))


def unblock_and_update(
    place: Place, digest: str, title: str, text: str, linked: str | None
) -> list[Change]:
    """Write the approved text into the pull request, and end what `block_merge` did.

    *digest* is that of the approved text, *linked* the reference of the pull request that it goes
    together with.
    """
    pull = place.pull_request
    if pull is None:
        return []
    is_held = markers.is_held(pull.text)
    # The notice goes last: as long as it is there, a run that was cut off goes on here.
    changes: list[Change] = []
    if is_held and pull.draft:
        changes.append(SetDraft(pull.number, draft=False, place=place.name))
    said = markers.approved_text(pull.text), markers.linked(pull.text)
    if is_held or said != (digest, linked):
        changes.append(EditPullRequest(pull.number, title, text, place=place.name))
    return changes


def update_consent(
    place: Place, said: str, title: str, text: str, digest: str, linked: str | None
) -> list[Change]:
    """Write what is said of new leads into a pull request that waits for them, or has been let go.

    Where it holds another text than the approved one, the whole of it is written, still held.
    """
    pull = place.pull_request
    if pull is None:
        return []
    if (markers.approved_text(pull.text), markers.linked(pull.text)) != (digest, linked):
        return [EditPullRequest(pull.number, title, text, place=place.name)]
    if markers.consent(pull.text) == said:
        return []
    written = markers.with_consent(pull.text, said)
    return [EditPullRequest(pull.number, pull.title, written, place=place.name)]


def unblock(place: Place) -> list[Change]:
    """End what `block_merge` did, and leave the text as it was before."""
    pull = place.pull_request
    if pull is None or not markers.is_held(pull.text):
        return []
    changes: list[Change] = []
    if pull.draft:
        changes.append(SetDraft(pull.number, draft=False, place=place.name))
    text = markers.without_notice(pull.text)
    changes.append(EditPullRequest(pull.number, pull.title, text, place=place.name))
    return changes


def add_labels_and_reviewers(
    place: Place, wanted: PullRequestSettings, done: int | None
) -> list[Change]:
    """Add its labels and reviewers to a new pull request; *done* is the number of one that has them.

    The status comes after them. From then on they are the maintainers' to change, and as the status
    is on a commit, which is another after each push to the default branch, the review remembers it.
    """
    pull = place.pull_request
    if pull is None or done == pull.number:
        return []
    changes: list[Change] = []
    if pull.status is not None and pull.status.state == "success":
        return []
    if set(wanted.labels) - pull.labels:
        changes.append(LabelPullRequest(pull.number, wanted.labels, place=place.name))
    if {each.lower() for each in wanted.reviewers} - {each.lower() for each in pull.reviewers}:
        changes.append(RequestReviews(pull.number, wanted.reviewers, place=place.name))
    return changes


def set_success_status(place: Place, said: str) -> list[Change]:
    """Put the bot's word on the commit that reviewers look at."""
    pull, branch = place.pull_request, place.branch
    status = Status("success", said)
    if pull is None or branch is None or status == pull.status:
        return []
    return [SetStatus(branch.head, status, place=place.name)]
