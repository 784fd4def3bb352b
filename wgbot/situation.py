"""Everything known about one proposal now: what `decide` decides by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wgbot.facts import NOTHING, Facts
from wgbot.neighbours import Neighbour
from wgbot.proposal import Issue
from wgbot.repository import Repository


@dataclass(frozen=True)
class Approval:
    """That a person who may do so approved a text."""

    by: str
    on: date
    digest: str
    """The digest of the text that was approved: `Issue.digest`."""


@dataclass(frozen=True)
class Branch:
    """The proposal's branch, as it is."""

    name: str
    head: str
    own: bool
    """Whether all that it adds is one commit, made by wgbot."""
    base: str | None = None
    """The parent of that commit."""
    files: Mapping[str, bytes | None] = field(default_factory=dict)
    """What that commit changes, by path; None for a file that it removes."""
    message: str = ""
    in_use: str | None = None
    """The work tree that has it checked out."""


@dataclass(frozen=True)
class Situation:
    """A proposal, and the world as far as it matters to it."""

    issue: Issue
    repository: Repository
    review: str | None = None
    """The review comment as it stands; None where there is none yet."""
    approval: Approval | None = None
    branch: Branch | None = None
    neighbours: tuple[Neighbour, ...] = ()
    """The other open proposals."""
    facts: Facts = NOTHING
    """What is known of the world outside the repository."""
