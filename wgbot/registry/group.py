"""A working group, as the registry keeps it.

These models are the one place that says which keys a registry file may have and what they mean.
Whether a name is a good one or a link a safe one is for the checks.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, PositiveInt, model_validator

from wgbot.files.validation import FileModel, Items, Text
from wgbot.registry.meetings.meeting import Meeting

_Day = date
"""In a model that has a key `date`, the type's own name is the key's."""

FieldType = Literal[
    "line", "link", "links", "people", "channels", "names", "group", "groups", "answers", "number",
    "date", "status", "kind", "meetings", "ending", "confirmation", "slugs", "flag",
]  # fmt: skip
"""What a field holds, and so how it is read, checked and shown: see `fields`."""

GroupStatus = Literal["forming", "active", "dormant", "retired"]
ASLEEP: frozenset[GroupStatus] = frozenset(("dormant", "retired"))
"""The statuses of a group that its name can bring back."""
EndReason = Literal["completed", "merged", "split", "moved", "inactive", "withdrawn"]


@dataclass(frozen=True, slots=True)
class GroupField:
    """What is to be known about a key of `Group` beside its type in Python."""

    type: FieldType
    asks: str | None = None
    """What it is called among the form's questions, if one asks for it."""
    is_named: bool = False
    """Whether a form for new groups asks for it only where the configuration names the question;
    else an answer of that name stays one of the charter."""
    called: str = ""
    """What people are told that it is, if not by its key."""
    is_told: bool = True
    """Whether the history says that it changed."""
    is_published: bool = True
    """Whether the website shows it, to people and to programs; or else it is the registry's own."""
    key: str = ""
    """Its key in a registry file; `fields` fills it in."""

    @property
    def meaning(self) -> str:
        """Return what problems name it by: as a question, or else by its key."""
        return self.asks or self.key

    @property
    def word(self) -> str:
        """Return what people are told that it is."""
        return self.called or self.key


class Person(FileModel):
    """Someone who leads a group, by a GitHub account, a name, or both."""

    github: Text | None = None
    """The account's name, without `@`."""
    name: Text | None = None
    profile: Text | None = None
    """Where to reach them: their page on the forum, for example."""
    id: PositiveInt | None = None
    """The account's number, as GitHub tells it: it stays when the account gets another name."""
    role: Text | None = None
    """What they are in the group, in the community's word: `chair`."""
    since: date | None = None
    until: date | None = None
    """The end of their term; of someone who led the group, the day on which they left."""
    away: date | None = None
    """The day on which they are back."""

    @model_validator(mode="after")
    def _is_somebody(self) -> "Person":
        if self.github is None and self.name is None:
            raise ValueError("needs `github` or `name`")
        return self

    @property
    def shown(self) -> str:
        """Return what a list calls them."""
        return f"@{self.github}" if self.github else str(self.name)

    @property
    def link(self) -> str | None:
        """Return where a list links them to."""
        return self.profile or (f"https://github.com/{self.github}" if self.github else None)

    def has_account(self, name: str, number: int | None) -> bool:
        """Return whether an account is theirs: by its number, where that is known of them, or by its name."""
        if self.id:
            return number == self.id
        return bool(self.github) and name.lower() == str(self.github).lower()


class Channel(FileModel):
    """Where a group talks."""

    url: Text
    name: Text | None = None
    """What it is called there, `#wg-net`, where the address does not say."""

    @property
    def shown(self) -> str:
        """Return where it is and what it is called there."""
        return f"{self.url} {self.name or ''}".rstrip()


class Ending(FileModel):
    """How a group ended."""

    date: _Day | None = None
    because: EndReason | None = None
    note: Text | None = None
    """Why, in one sentence."""
    decision: Text | None = None
    """Where it was decided."""


class Confirmation(FileModel):
    """A word of the group's that it is still active."""

    date: _Day
    by: Text | None = None
    """The account that said so."""


class Group(FileModel):
    """A working group."""

    name: Annotated[Text, GroupField("line", "name")]
    kind: Annotated[Text | None, GroupField("kind", "kind", is_named=True)] = None
    """What it is, by a key of the configuration's `kinds`."""
    status: Annotated[GroupStatus, GroupField("status", is_told=False)] = "active"
    focus: Annotated[Text, GroupField("line", "focus")]
    """What it is for, in one sentence."""
    leads: Annotated[Items[Person], GroupField("people", "leads")] = ()
    former_leads: Annotated[Items[Person], GroupField("people", called="former leads")] = ()
    """Who led it before, and until when."""
    channels: Annotated[Items[Channel], GroupField("channels", "channel")] = ()
    repositories: Annotated[Items[Text], GroupField("links", "repository")] = ()
    meetings: Annotated[Items[Meeting], GroupField("meetings", "meetings", is_named=True)] = ()
    """When and where it meets."""
    aliases: Annotated[Items[Text], GroupField("names", called="other names")] = ()
    """Earlier and other names."""
    former_slugs: Annotated[
        Items[Text], GroupField("slugs", is_told=False, called="former addresses")
    ] = ()
    """Names that its file had: the website answers there as well, and no other group gets them."""
    parent: Annotated[Text | None, GroupField("group", "parent", is_named=True)] = None
    """The group or team that it belongs to, by its registry file's name or any other name."""
    successors: Annotated[Items[Text], GroupField("groups")] = ()
    """The groups that went on with its work, in the same manner."""
    discussion: Annotated[Text | None, GroupField("link", "discussion")] = None
    """Where it was discussed before it was proposed."""
    charter: Annotated[dict[str, str | Items[str]], GroupField("answers")] = Field(
        default_factory=dict
    )
    """Every other answer of the form, by its field's id, in the form's order."""
    proposal: Annotated[
        Annotated[int, Field(gt=0)] | None, GroupField("number", is_told=False, called="issue")
    ] = None
    """The number of the issue that proposed it."""
    since: Annotated[date | None, GroupField("date", is_told=False, called="founded")] = None
    ended: Annotated[Ending | None, GroupField("ending", is_told=False, called="how it ended")] = (
        None
    )
    """When and why it ended."""
    confirmed: Annotated[
        Confirmation | None, GroupField("confirmation", is_told=False, called="last confirmed")
    ] = None
    """When somebody last said that it is still active."""
    review: Annotated[date | None, GroupField("date", is_told=False, called="next review")] = None
    """When it wants to be asked whether it is done."""
    quiet: Annotated[
        bool | None,
        GroupField("flag", is_told=False, called="quiet on purpose", is_published=False),
    ] = None
    """Whether it is silent on purpose; then nobody is asked before `review`."""
    order: Annotated[
        int | None, GroupField("number", is_told=False, called="place in lists", is_published=False)
    ] = None
    """Its place in lists: smaller first, and before groups that have none."""
