"""What is known of the world outside the repository, and of other open proposals, for checks that need it.

Facts are looked up by whoever can reach the world, and given to the core as values. What is not
known is not there, and then a check stays silent: on your own machine, nothing is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from wgbot.registry.group import Group


@dataclass(frozen=True)
class RepositoryFacts:
    """A repository, as its host describes it."""

    state: Literal["fine", "gone or private", "archived", "disabled", "empty"]
    address: str | None = None
    """Its address now, where it was renamed or moved."""


@dataclass(frozen=True)
class InvitationFacts:
    """An invitation, as whoever made it possible describes it."""

    is_there: bool
    ends: datetime | None = None
    """When it ends; None if never."""


@dataclass(frozen=True)
class Facts:
    """Everything that is known."""

    repositories: Mapping[str, RepositoryFacts] = field(default_factory=dict)
    """By the address that someone gave."""
    accounts: Mapping[str, Literal["person", "organization", "nobody"]] = field(
        default_factory=dict
    )
    """What has the name of an account, by the name that someone gave."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of accounts, by the name that someone gave, in lower case."""
    renamed: Mapping[int, str] = field(default_factory=dict)
    """What accounts are called now that have another name than the registry says, by their number."""
    invitations: Mapping[str, InvitationFacts] = field(default_factory=dict)
    """By the address that someone gave."""


NOTHING = Facts()


@dataclass(frozen=True)
class Neighbour:
    """Another open proposal, which a proposal is held against as it is against the registry."""

    branch: str
    number: int | None
    """The number of its issue."""
    group: Group
