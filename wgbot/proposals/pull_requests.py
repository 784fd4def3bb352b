"""One repository's part of a proposal: its branch and its pull request, and what they need next.

All of a proposal is in one repository, or it has a part in each of two. What belongs to an approval
is decided elsewhere; here a part is brought to where it has to be, or held.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wgbot.community import config
from wgbot.proposals import markers, messages
from wgbot.proposals.changes import (
    Change,
    EditPullRequest,
    InSecond,
    LabelPullRequest,
    Notice,
    PartChange,
    PutFiles,
    RequestReviews,
    SetDraft,
    SetStatus,
    blob_id,
)
from wgbot.proposals.memory import Record
from wgbot.proposals.situation import PullRequest, Situation, Status


@dataclass(frozen=True)
class Part:
    """What a proposal has in one repository."""

    situation: Situation
    """As it is seen from that repository."""
    equipped: int | None
    """The pull request that has got its labels and reviewers."""

    @property
    def second(self) -> str | None:
        """Return the second repository's name, as `owner/name`; None for that of the issues."""
        return self.situation.second.name if self.situation.second else None

    @property
    def pull_request(self) -> PullRequest | None:
        """Return its pull request."""
        return self.situation.pull_request

    @property
    def is_open(self) -> bool:
        """Return whether there is a pull request that could be merged."""
        return self.pull_request is not None and self.pull_request.state == "open"

    @property
    def is_merged(self) -> bool:
        """Return whether it is where it shall be."""
        return self.pull_request is not None and self.pull_request.state == "merged"

    @property
    def reference(self) -> str | None:
        """Return how its pull request is called from anywhere: `owner/name#34`."""
        pull, home = self.pull_request, self.situation.home
        return f"{messages.full_name(home)}#{pull.number}" if pull and home else None

    def here(self, changes: Sequence[PartChange | Notice]) -> list[Change]:
        """Say of changes in which repository they are."""
        return [
            InSecond(self.second, each) if self.second and not isinstance(each, Notice) else each
            for each in changes
        ]


def parts(situation: Situation, record: Record) -> list[Part]:
    """Return the parts of a proposal, that with its registry file first."""
    here, *there = situation.sides()
    found = [Part(here, record.equipped)]
    found += [Part(each, record.equipped_second) for each in there]
    return found[::-1] if situation.repository.config.is_registry_in_second else found


def block_merge(part: Part, reason: str) -> list[Change]:
    """Keep an open pull request from being merged: what it holds is not approved, or no more."""
    situation, pull = part.situation, part.situation.pull_request
    if pull is None or pull.state != "open":
        return []
    changes: list[PartChange] = []
    if not markers.is_held(pull.text):
        text = messages.held(pull.text, reason, situation.repository)
        changes.append(EditPullRequest(pull.number, pull.title, text))
    if not pull.draft:
        changes.append(SetDraft(pull.number, draft=True))
    if situation.branch and (pull.status is None or pull.status.state != "failure"):
        status = Status("failure", messages.status_of_held(reason, situation.repository))
        changes.append(SetStatus(situation.branch.head, status))
    return part.here(changes)


def ensure_branch(part: Part, wanted: PutFiles) -> PutFiles | Notice | None:
    """Return what the branch needs to hold what is wanted; None if it does."""
    branch, situation = part.situation.branch, part.situation
    if branch is None:
        return wanted
    other = markers.proposal_number(branch.message)
    number = situation.issue.number
    if branch.is_bots and other and number and other != number:
        return Notice(messages.others_branch(branch.name, other), failed=True)
    if not branch.is_bots:
        # With its pull request open the group is on its way, and the rest is for people to judge.
        if messages.is_behind(situation):
            return Notice(messages.persons_branch_behind(branch.name), failed=True)
        return Notice(messages.persons_branch(branch.name), failed=not part.is_open)
    files = {path: blob_id(data) for path, data in wanted.files.items()}
    is_done = (branch.base, branch.files, branch.message.rstrip("\n")) == (
        wanted.base,
        files,
        wanted.message.rstrip("\n"),
    )
    if is_done:
        return None
    if branch.in_use:
        return Notice(messages.branch_in_use(branch.name, branch.in_use), failed=True)
    return wanted


def unblock_and_update(part: Part, title: str, text: str, linked: str | None) -> list[Change]:
    """Write the approved text into the pull request, and end what `block_merge` did.

    *linked* is the reference of the pull request that it goes together with.
    """
    pull = part.pull_request
    if pull is None:
        return []
    is_held = markers.is_held(pull.text)
    digest = part.situation.issue.digest
    # The notice goes last: as long as it is there, a run that was cut off goes on here.
    changes: list[PartChange] = []
    if is_held and pull.draft:
        changes.append(SetDraft(pull.number, draft=False))
    said = markers.approved_text(pull.text), markers.linked(pull.text)
    if is_held or said != (digest, linked):
        changes.append(EditPullRequest(pull.number, title, text))
    return part.here(changes)


def unblock(part: Part) -> list[Change]:
    """End what `block_merge` did, and leave the text as it was before."""
    pull = part.pull_request
    if pull is None or not markers.is_held(pull.text):
        return []
    changes: list[PartChange] = [SetDraft(pull.number, draft=False)] if pull.draft else []
    changes.append(EditPullRequest(pull.number, pull.title, markers.without_notice(pull.text)))
    return part.here(changes)


def add_labels_and_reviewers(part: Part, wanted: config.PullRequestSettings) -> list[Change]:
    """Add its labels and reviewers to a new pull request.

    The status comes after them. From then on they are the maintainers' to change, and as the status
    is on a commit, which is another after each push to the default branch, the review remembers it.
    """
    pull = part.pull_request
    if pull is None or part.equipped == pull.number:
        return []
    changes: list[PartChange] = []
    if pull.status is not None and pull.status.state == "success":
        return []
    if set(wanted.labels) - pull.labels:
        changes.append(LabelPullRequest(pull.number, wanted.labels))
    if {each.lower() for each in wanted.reviewers} - {each.lower() for each in pull.reviewers}:
        changes.append(RequestReviews(pull.number, wanted.reviewers))
    return part.here(changes)


def set_success_status(part: Part, said: str) -> list[Change]:
    """Put the bot's word on the commit that reviewers look at."""
    pull, branch = part.pull_request, part.situation.branch
    if pull is None or branch is None:
        return []
    status = Status("success", said)
    return part.here([SetStatus(branch.head, status)] if status != pull.status else [])
