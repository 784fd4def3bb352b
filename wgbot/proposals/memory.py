"""What the bot has to remember of a proposal, kept in the first line of its review comment.

Only what cannot be seen otherwise: which text it had reviewed, and what it already said no to.
Whoever can edit the bot's comment can change this; that needs write access to the repository.
"""

import json
import re
from dataclasses import asdict, dataclass, replace
from typing import Literal

from pydantic import AwareDatetime, TypeAdapter

MARKER = "<!-- wgbot:review"
"""How the review comment starts, by which it is found again."""

_LINE = re.compile(re.escape(MARKER) + r" (\{.*\}) -->\n")

Reason = Literal[
    "role",
    "robot",
    "ghost",
    "own",
    "unreviewed",
    "changed",
    "problems",
    "declined",
]
"""Why an approval label does not count: its setter's role is too low, its setter is a program, or
gone, or the proposer; the text was not reviewed before, or is another now; there are problems; the
pull request was closed."""


@dataclass(frozen=True)
class Refusal:
    """That an approval label did not count."""

    reason: Reason
    by: str = ""
    """Who had put it on."""
    key: str = ""
    """Which putting-on it was: `ApprovalLabel.key`."""


@dataclass(frozen=True)
class Record:
    """What the review comment remembers."""

    text: str | None = None
    """The digest of the text that was reviewed."""
    since: AwareDatetime | None = None
    """When that text was first reviewed; None means when the comment was last written."""
    refusal: Refusal | None = None
    declined: int | None = None
    """The pull request that was closed without merging, when it is known in the issue."""
    merged: int | None = None
    """The pull request that was merged, when it is known in the issue."""
    equipped: int | None = None
    """The pull request that has got the labels and reviewers of the configuration."""

    declined_second: int | None = None
    """As `declined`, in the second repository."""
    equipped_second: int | None = None
    """As `equipped`, in the second repository."""

    def with_declined(self, number: int, *, in_second: bool) -> "Record":
        """Remember that this pull request was closed without merging."""
        if in_second:
            return replace(self, declined_second=number)
        return replace(self, declined=number)

    def with_equipped(self, number: int, *, in_second: bool) -> "Record":
        """Remember that this pull request has got its labels and reviewers."""
        if in_second:
            return replace(self, equipped_second=number)
        return replace(self, equipped=number)

    @staticmethod
    def read(comment: str) -> "Record":
        """Read the record of a review comment; an empty one if it has none that can be read."""
        found = _LINE.match(comment.replace("\r\n", "\n"))
        try:
            return _FORMAT.validate_json(found[1]) if found else Record()
        except ValueError:
            # Somebody edited it. Without a record nothing is approved, and the next text has one.
            return Record()

    def line(self) -> str:
        """Write the record as the first line of a review comment."""
        kept = {key: value for key, value in asdict(self).items() if value is not None}
        if self.since:
            kept["since"] = self.since.isoformat()
        # A comment in HTML ends at `-->`, wherever that stands.
        shown = json.dumps(kept, sort_keys=True).replace(">", "\\u003e")
        return f"{MARKER} {shown} -->\n"


_FORMAT = TypeAdapter(Record)
