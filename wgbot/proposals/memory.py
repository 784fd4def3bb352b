"""What the bot has to remember of a proposal, kept in the first line of its review comment.

Only what cannot be seen otherwise: which text it had reviewed, and what it already said no to.
Whoever can edit the bot's comment can change this; that needs write access to the repository.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, TypeAdapter

from wgbot.proposals.situation import HOME

MARKER = "<!-- wgbot:review"
"""How the review comment starts, by which it is found again."""

_LINE = re.compile(re.escape(MARKER) + r" (\{.*\}) -->\n")

Reason = Literal[
    "role",
    "robot",
    "app",
    "renamed",
    "ghost",
    "own",
    "unreviewed",
    "changed",
    "outdated",
    "problems",
    "declined",
    "registered",
]
"""Why an approval label does not count: its setter may not approve, its setter is a program, or an App
acting for someone; the label had another name then; its setter is gone, or the proposer; the text was
not reviewed before, or is another now; or a lead has asked for what is another change by now; there are
problems; the pull request was closed; the group is
registered, and its proposal at an end."""


@dataclass(frozen=True)
class Refusal:
    """That an approval label did not count."""

    reason: Reason
    by: str = ""
    """Who had put it on; through which App, or under which name of the label, if that is the reason."""
    key: str = ""
    """Which putting-on it was: `ApprovalLabel.key`."""


def _by_place(value: object) -> object:
    return {HOME: value} if type(value) is int else {} if value is None else value


Number = Annotated[int, Field(gt=0, lt=10**10)]
ByPlace = Annotated[Mapping[str, Number], BeforeValidator(_by_place)]
"""The number of a pull request, by the name of the place that it is in."""


Commit = Annotated[str, Field(pattern=r"\A[0-9a-f]{40,64}\z")]
"""The name of a commit: it is a part of the addresses that GitHub is asked for."""


Moments = Mapping[str, AwareDatetime | None]
"""When something was first said in the comment; None means when that was last written."""


@dataclass(frozen=True)
class Record:
    """What the review comment remembers."""

    text: str | None = None
    """The digest of the text that was reviewed."""
    since: AwareDatetime | None = None
    """When that text was first reviewed; None means when the comment was last written."""
    refusal: Refusal | None = None
    label: str | None = None
    """Which putting-on of the approval label counted: `ApprovalLabel.key`. It saves asking again where
    there is nothing to do, and what the form demands since then takes no approval away."""
    declined: ByPlace = field(default_factory=dict)
    """The pull requests that were closed without merging, when that is known in the issue."""
    merged: Number | None = None
    """The pull request that was merged, when it is known in the issue."""
    theirs: Literal[True] | None = None
    """That the comment is people's from now on: they tick off there what is done."""
    equipped: ByPlace = field(default_factory=dict)
    """The pull requests that have got the labels and reviewers of the configuration."""
    made: Mapping[str, Commit] = field(default_factory=dict)
    """The commits that were made for branches which were refused, by place: they are not made again."""
    named: Moments = field(default_factory=dict)
    """Since when the comment has named whom as a new lead, by `consent.key`: no earlier word is about that."""
    told: Moments = field(default_factory=dict)
    """Since when who has been told what, by `consent.key`: each is mentioned once for it."""
    outdated: AwareDatetime | None = None
    """Since when the issue has had the text that changes something else by now than when it was checked:
    whoever asked for it without a label has not asked for that."""
    accounts: Mapping[str, int] = field(default_factory=dict)
    """The number of each account that is to lead, as it was when it was named first."""

    def with_made(self, commits: Mapping[str, str]) -> "Record":
        """Remember these commits, and no others."""
        return replace(self, made=dict(commits))

    def written_before(self, record: "Record", at: datetime | None) -> "Record":
        """Return what is remembered once the comment is written anew: *record* was there until then."""

        def dated(moments: Moments, before: Moments) -> Moments:
            return {
                key: at if since is None and key in before else since
                for key, since in moments.items()
            }

        return replace(
            self, named=dated(self.named, record.named), told=dated(self.told, record.told)
        )

    def with_declined(self, place: str, number: int) -> "Record":
        """Remember that this pull request was closed without merging."""
        return replace(self, declined={**self.declined, place: number})

    def with_equipped(self, place: str, number: int) -> "Record":
        """Remember that this pull request has got its labels and reviewers."""
        return replace(self, equipped={**self.equipped, place: number})

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
        kept = {key: value for key, value in asdict(self).items() if value not in (None, {})}
        for key in ("declined", "equipped"):
            # Where there is one place, as it was before there could be more.
            if key in kept and list(kept[key]) == [HOME]:
                kept[key] = kept[key][HOME]
        # A comment in HTML ends at `-->`, wherever that stands.
        shown = json.dumps(kept, sort_keys=True, default=datetime.isoformat).replace(">", "\\u003e")
        return f"{MARKER} {shown} -->\n"


_FORMAT = TypeAdapter(Record)
