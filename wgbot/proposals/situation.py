"""Everything known about one proposal now: what `decide` decides by.

Values only. A forge observes them; where something does not exist at its place, the default says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from wgbot.community.repository import Repository
from wgbot.proposals.proposal import Issue, Proposal


@dataclass(frozen=True)
class BotComment:
    """The bot's review comment, as it is."""

    text: str
    written: datetime | None = None
    """When it was last written."""
    spare: tuple[int, ...] = ()
    """Further comments of that kind, which two runs at once can leave."""
    comment: int | None = None
    """GitHub's number for it; None before it is there."""


@dataclass(frozen=True)
class ApprovalLabel:
    """The approval label on the issue."""

    by: str
    """Who put it on; empty for an account that is no more."""
    at: datetime
    key: str
    """What tells this putting-on from any other."""
    role: str | None
    """What that person may do in the repository; None if GitHub did not tell."""
    is_person: bool = True
    seen: str | None = None
    """The digest of the text as the label found it, where that is known."""


@dataclass(frozen=True)
class Endorsement:
    """A thumbs-up on the review comment, of someone who may approve as well."""

    by: str
    role: str | None
    at: datetime


@dataclass(frozen=True)
class Approval:
    """That people who may do so approved a text."""

    by: str
    on: date
    digest: str
    """The digest of the text that was approved: `Issue.digest`."""
    also_by: tuple[str, ...] = ()
    """The others, where more than one has to."""


@dataclass(frozen=True)
class Branch:
    """The proposal's branch, as it is."""

    name: str
    head: str
    is_bots: bool
    """Whether everything that it adds is one commit, made by wgbot."""
    base: str | None = None
    """The parent of that commit."""
    files: Mapping[str, str | None] = field(default_factory=dict)
    """What that commit changes: the `blob_id` by path; None for a file that it removes."""
    message: str = ""
    in_use: str | None = None
    """The work tree that has it checked out."""


STATUS = "wgbot"
"""The name of the bot's status on a commit."""


@dataclass(frozen=True)
class Status:
    """The bot's word on a commit, as reviewers see it beside the pull request."""

    state: Literal["success", "failure"]
    description: str


@dataclass(frozen=True)
class PullRequest:
    """The proposal's pull request: the open one, else the merged, else the one closed last."""

    number: int
    title: str
    text: str
    state: Literal["open", "closed", "merged"] = "open"
    draft: bool = False
    closed: datetime | None = None
    labels: frozenset[str] = frozenset()
    reviewers: frozenset[str] = frozenset()
    """Who is asked for a review, accounts and teams."""
    status: Status | None = None
    """The bot's status on its head."""


@dataclass(frozen=True)
class Second:
    """The proposal's part in the second repository."""

    name: str
    """The repository, as `owner/name`."""
    commit: str
    """The head of its default branch."""
    default_branch: str = "main"
    home: str | None = None
    branch: Branch | None = None
    pull_request: PullRequest | None = None
    obstacle: str | None = None


@dataclass(frozen=True)
class Situation:
    """A proposal, and the world as far as it matters to it."""

    issue: Issue
    repository: Repository
    proposal: Proposal
    """The issue, read and judged."""
    review: BotComment | None = None
    approval: Approval | None = None
    """An approval that needs no label: whoever runs wgbot on their own machine gives it."""
    label: ApprovalLabel | None = None
    endorsements: tuple[Endorsement, ...] = ()
    text_since: datetime | None = None
    """Since when the issue has the text it has, as GitHub tells it; None if that does not matter."""
    branch: Branch | None = None
    pull_request: PullRequest | None = None
    second: Second | None = None
    """None if there is one repository, or where what the other has does not matter yet."""
    home: str | None = None
    """The repository's address on the web; None if nobody can see it but the caller."""
    default_branch: str = "main"
    labels: frozenset[str] = frozenset()
    """All labels of the issue."""
    now: datetime | None = None
    obstacle: str | None = None
    """Why GitHub does not let the bot open a pull request."""

    @property
    def is_registered(self) -> bool:
        """Return whether the pull request with the registry file was merged."""
        is_there = self.repository.config.is_registry_in_second
        pull = self.second.pull_request if self.second and is_there else self.pull_request
        return pull is not None and pull.state == "merged"

    def sides(self) -> tuple["Situation", ...]:
        """Return the situation as it is seen from each repository, that of the issues first."""
        here = replace(self, second=None)
        return (here, self.there()) if self.second else (here,)

    def there(self) -> "Situation":
        """Return the situation as it is in the second repository: what is decided of its part."""
        second = self.second
        assert second is not None
        return replace(
            self,
            home=second.home,
            default_branch=second.default_branch,
            branch=second.branch,
            pull_request=second.pull_request,
            obstacle=second.obstacle,
        )

    def with_there(self, there: "Situation") -> "Situation":
        """Take from *there* what has become of the second repository's part."""
        return replace(
            self,
            second=self.second
            and replace(
                self.second,
                branch=there.branch,
                pull_request=there.pull_request,
                obstacle=there.obstacle,
            ),
        )
