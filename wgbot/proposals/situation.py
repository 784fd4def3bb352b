"""Everything known about one proposal now: what `decide` decides by.

Values only. A forge observes them; where something does not exist at its place, the default says so.
"""

from dataclasses import dataclass, replace
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
    app: str | None = None
    """The App through which that person did it, if they did not do it themselves."""
    name_then: str | None = None
    """What the label was called then, if that is not what the approval label is called."""
    name_now: str | None = None
    """What the label is called now, if it is not called what the configuration says; empty if it was
    deleted."""


@dataclass(frozen=True)
class Approvers:
    """Whom a community lets approve, where that isn't decided by the role alone."""

    members: frozenset[str] = frozenset()
    """Those who are in one of its teams, in lower case."""
    owners: frozenset[str] = frozenset()
    """Those whom `CODEOWNERS` names."""
    unseen: tuple[str, ...] = ()
    """What could not be seen of that, and what to do about it, a sentence or two each."""


@dataclass(frozen=True)
class Voice:
    """What a person says of a proposal: a thumb on the review comment, or a review of its pull request."""

    by: str
    role: str | None
    """What they may do in the repository; None if GitHub does not tell, and empty if it was not asked."""
    at: datetime
    is_yes: bool = True
    """Whether it is a thumbs-up, or approves; else it is a thumbs-down, or asks for changes."""
    number: int | None = None
    """The account's number."""
    is_review: bool = False


@dataclass(frozen=True)
class Approval:
    """That people who may do so approved a text."""

    by: str
    on: date
    digest: str
    """What was approved: `Proposal.digest`."""
    also_by: tuple[str, ...] = ()
    """The others, where more than one has to."""
    is_leads: bool = False
    """Whether it is the word of a lead, about what leads may decide, and not a label."""


@dataclass(frozen=True)
class Branch:
    """The proposal's branch, as it is."""

    name: str
    head: str
    is_bots: bool
    """Whether all that it adds is what wgbot made."""
    message: str = ""
    """The message of wgbot's commit, which tells what that does to the files."""
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
class Removal:
    """The commit that took a file off the default branch again."""

    commit: str
    at: datetime
    is_revert: bool = False
    """Whether it says that it reverts another one."""


@dataclass(frozen=True)
class PullRequest:
    """The proposal's pull request: the open one, else the newest that was merged or closed."""

    number: int
    title: str
    text: str
    state: Literal["open", "closed", "merged"] = "open"
    draft: bool = False
    closed: datetime | None = None
    """When it was closed or merged."""
    base: str | None = None
    """The branch that it goes into, where that is not the default one."""
    files: frozenset[str] = frozenset()
    """The paths that it changed, where it was merged and the group does not show at its place."""
    removal: Removal | None = None
    """What took the group's file out again since."""
    labels: frozenset[str] = frozenset()
    reviewers: frozenset[str] = frozenset()
    """Who is asked for a review, accounts and teams."""
    status: Status | None = None
    """The bot's status on its head."""
    reviews: int = 0
    """How many people have approved it by a review, or asked for changes."""


ObstacleKind = Literal[
    "pull-request", "rules", "permission", "branch", "repository", "name", "failed"
]
"""What is in the way: no pull request may be opened; a rule, or a missing permission, keeps the branch
from being written; a branch holds what is not the bot's; the repository has a mistake; there can be
no file of the group's name; or it went wrong on the way."""


@dataclass(frozen=True)
class Obstacle:
    """What keeps an approved proposal from its pull request until a person does something."""

    kind: ObstacleKind
    notice: str
    """What whoever runs the bot is told."""
    said: str = ""
    """GitHub's own words."""
    branch: str = ""
    """The branch that it is about."""
    commit: str | None = None
    """The commit that was made for a branch which then was refused."""


HOME = ""
"""The name of the place that the issues are in."""


@dataclass(frozen=True)
class Place:
    """A repository that a proposal takes a branch and a pull request in."""

    name: str = HOME
    """As `owner/name`; empty for that of the issues."""
    commit: str | None = None
    """The head of its default branch."""
    default_branch: str = "main"
    address: str | None = None
    """Where it is on the web; None if nobody can see it but the caller."""
    branch: Branch | None = None
    pull_request: PullRequest | None = None
    obstacle: Obstacle | None = None
    """Why GitHub does not let the bot do there what it should."""

    @property
    def is_open(self) -> bool:
        """Whether there is a pull request that could be merged."""
        return self.pull_request is not None and self.pull_request.state == "open"

    @property
    def is_merged(self) -> bool:
        """Whether the pull request was merged; into which branch, and what is there now, is not said."""
        return self.pull_request is not None and self.pull_request.state == "merged"

    @property
    def reference(self) -> str | None:
        """How its pull request is called from anywhere: `owner/name#34`."""
        if self.pull_request is None or self.address is None:
            return None
        return f"{full_name(self.address)}#{self.pull_request.number}"


def full_name(address: str) -> str:
    """Return a repository's name, as `owner/name`, by its address on the web."""
    return "/".join(address.rstrip("/").split("/")[-2:])


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
    approvers: Approvers | None = None
    """Who may approve; None if the role alone decides."""
    words: tuple[Voice, ...] = ()
    """What people said by their thumbs and reviews, as far as it matters."""
    text_since: datetime | None = None
    """Since when the issue has the text it has, as GitHub tells it; None where nobody else can edit it."""
    is_authors_text: bool = False
    """Whether GitHub tells that nobody but its author has written that text, and no App did it for them."""
    places: tuple[Place, ...] = (Place(),)
    """The repositories that it takes pull requests in, that of the issues first. A second one is left
    out where what it has does not matter yet."""
    labels: frozenset[str] = frozenset()
    """All labels of the issue."""
    failure: Obstacle | None = None
    """What went wrong in this run, if something did; then it is told, and nothing else is tried."""
    now: datetime | None = None
    manual: str = ""
    """Where wgbot's documentation is, as `text.manual` has it."""

    @property
    def home(self) -> Place:
        """The place that the issues are in."""
        return self.places[0]

    @property
    def registry_place(self) -> Place | None:
        """The place that the registry is in; None if that does not matter yet."""
        return self.place(self.repository.config.place_of(self.repository.config.registry))

    def base_of(self, place: Place) -> str:
        """Return the commit that a place's branch is made on: the head of its default branch."""
        return place.commit or self.repository.commit or ""

    def place(self, name: str) -> Place | None:
        """Return the place of that name."""
        return next((each for each in self.places if each.name == name), None)

    def with_place(self, place: Place) -> "Situation":
        """Return the situation with another state of the place of that name."""
        places = tuple(place if each.name == place.name else each for each in self.places)
        return replace(self, places=places)
