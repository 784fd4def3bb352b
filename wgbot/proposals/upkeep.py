"""A pull request that is no proposal's: files that the bot keeps right by itself, for people to merge.

Links that moved are one, what groups say of themselves another. Where the files are in two repositories
it takes one in each, or none at all. What is in them is decided by whoever asks for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wgbot.community.repository import Repository, demand_read
from wgbot.proposals import list_pages
from wgbot.proposals.changes import EditPullRequest, ProposePullRequest, PutFiles
from wgbot.proposals.situation import Branch, PullRequest
from wgbot.registry import folder
from wgbot.registry.group import Group


@dataclass(frozen=True)
class Upkeep:
    """What the pull request holds."""

    files: Mapping[str, bytes]
    title: str
    """The title of the pull request."""
    text: str
    """Its text."""
    message: str
    """The message of the commit."""
    done: str
    """What is told once the branch has them: `12 links are updated`."""
    again: str
    """What is proposed again, once a branch that a person added to is gone."""


@dataclass(frozen=True)
class ListedPull:
    """One of the pull requests that there are or were."""

    reference: str
    """`owner/name#12`."""
    state: Literal["open", "merged", "closed"]
    text: str
    head: str
    """The commit that its branch is or was at."""
    at: datetime
    """When that last changed."""
    has_registry: bool
    """Whether it is in the repository that the registry is in."""


def with_pages(
    repository: Repository, files: Mapping[str, bytes], groups: Mapping[str, Group], waits: str
) -> dict[str, bytes]:
    """Return *files*, and the pages that list the groups as they are with them.

    Raises SetupError, which says what *waits*, if a registry file cannot be read: registry and pages
    change together.
    """
    demand_read(repository.unread, waits)
    rendered, _ = list_pages.render(repository, folder.in_list_order(groups))
    return {**files, **list_pages.fresh(rendered)}


@dataclass(frozen=True)
class Side:
    """A repository with files to change, and what is there by now."""

    repository: str
    """As `owner/name`."""
    is_second: bool
    name: str
    """What its branch is called."""
    base: str
    """The head of the default branch."""
    files: Mapping[str, bytes]
    message: str
    """The message of the commit that changes the files, which tells what it does to them."""
    branch: Branch | None
    pull_request: PullRequest | None
    is_done: bool = False
    """Whether the branch holds nothing but what was merged from it."""

    @property
    def is_followed(self) -> bool:
        """Return whether the branch changes the files as it shall."""
        return self.branch is not None and self.branch.message.strip() == self.message.strip()

    @property
    def where(self) -> str:
        """Return what is said about the branch, for it to be found."""
        return f"{self.name} of {self.repository}" if self.is_second else self.name

    @property
    def reference(self) -> str:
        """Return how the pull request is called from anywhere."""
        return f"{self.repository}#{self.pull_request.number if self.pull_request else 0}"

    @property
    def called(self) -> str:
        """Return how the pull request is called in the repository of the issues."""
        return self.reference if self.is_second else self.reference.removeprefix(self.repository)

    def why_not(self, wanted: Upkeep) -> str | None:
        """Return why nothing may be done, where that is so."""
        if self.branch and not self.branch.is_bots and not self.is_done:
            return (
                f"Someone has added to the branch {self.where}, so it stays as it is. Once it is merged "
                f"or deleted, {wanted.again} are proposed again."
            )
        return None


UpkeepChange = PutFiles | ProposePullRequest | EditPullRequest


def decide(wanted: Upkeep, sides: Sequence[Side]) -> list[tuple[int, UpkeepChange]]:
    """Decide what shall be the case next, each with the side's number; nothing once all is."""
    numbered = list(enumerate(sides))
    changes: list[tuple[int, UpkeepChange]] = []
    for number, side in numbered:
        if not side.is_followed:
            head = side.branch.head if side.branch else None
            put = PutFiles(side.name, side.base, head, side.files, side.message)
            changes.append((number, put))
    # The one that is elsewhere comes first: if it cannot be opened, nothing is.
    for number, side in reversed(numbered):
        if side.pull_request is None or side.pull_request.state != "open":
            changes.append((number, ProposePullRequest(side.name, wanted.title, wanted.text)))
    if changes:
        return changes
    for number, side in numbered:
        others = [other.reference for other in sides if other is not side]
        together = f"\n\nMerge it together with {others[0]}.\n" if others else ""
        shown = f"{wanted.text.rstrip()}{together}".replace("\r\n", "\n")
        pull = side.pull_request
        if pull and pull.text.strip() != shown.strip():
            changes.append((number, EditPullRequest(pull.number, pull.title, shown)))
    return changes


def describe(change: UpkeepChange, wanted: Upkeep, side: Side) -> str:
    """Return in one sentence what *change* has done on *side*."""
    match change:
        case PutFiles():
            return f"{wanted.done} on the branch {side.where}."
        case ProposePullRequest():
            return f"Pull request {side.called} is open."
        case EditPullRequest():
            return f"The text of pull request {side.called} is up to date."
