"""What can be done for a proposal, as values.

`decide` makes them, a forge applies them, a dry run prints them. Each of them says what shall be
the case, not what to do: applying one twice is applying it once.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class WriteReview:
    """The review comment has this text."""

    text: str


@dataclass(frozen=True)
class PutFiles:
    """The branch holds one commit on *base* that gives these files this content."""

    branch: str
    base: str
    """The commit that the content was computed from."""
    expected: str | None
    """The branch's present head, and None where there is no branch; if it is another, nothing is done."""
    files: Mapping[str, bytes]
    message: str


@dataclass(frozen=True)
class ProposePullRequest:
    """There is a pull request for the branch, with this title and text."""

    branch: str
    title: str
    text: str


@dataclass(frozen=True)
class Tell:
    """Whoever runs wgbot is told; nothing else happens."""

    text: str
    failed: bool = False
    """Whether it keeps an approved proposal from its branch, and so fails the run."""


Change = WriteReview | PutFiles | ProposePullRequest | Tell
