"""A working group, as the registry keeps it.

These models are the one place that says which keys a registry file may have and what they mean.
Whether a name is a good one or a link a safe one is for the checks.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


Text = Annotated[str, AfterValidator(_not_blank)]
# A YAML list becomes a tuple, so that nothing in a group can change.
_List = Field(strict=False)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


FieldType = Literal[
    "line", "link", "links", "people", "channels", "names", "group", "groups", "answers", "number",
    "date", "status",
]  # fmt: skip
"""What a field holds, and so how it is read, checked and shown: see `fields`."""


@dataclass(frozen=True, slots=True)
class GroupField:
    """What is to be known about a key of `Group` beside its type in Python."""

    type: FieldType
    asks: str | None = None
    """What it is called among the form's questions, if one asks for it."""
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


class Person(_Model):
    """Someone who leads a group, by a GitHub account, a name, or both."""

    github: Text | None = None
    """The account's name, without `@`."""
    name: Text | None = None
    profile: Text | None = None
    """Where to reach them: their page on the forum, for example."""

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


class Channel(_Model):
    """Where a group talks."""

    url: Text
    name: Text | None = None
    """What it is called there, `#wg-net`, where the address does not say."""

    @property
    def shown(self) -> str:
        """Return where it is and what it is called there."""
        return f"{self.url} {self.name or ''}".rstrip()


class Group(_Model):
    """A working group."""

    name: Annotated[Text, GroupField("line", "name")]
    status: Annotated[
        Literal["active", "dormant", "retired"], GroupField("status", is_told=False)
    ] = "active"
    focus: Annotated[Text, GroupField("line", "focus")]
    """What it is for, in one sentence."""
    leads: Annotated[tuple[Person, ...], _List, GroupField("people", "leads")] = ()
    channels: Annotated[tuple[Channel, ...], _List, GroupField("channels", "channel")] = ()
    repositories: Annotated[tuple[Text, ...], _List, GroupField("links", "repository")] = ()
    aliases: Annotated[tuple[Text, ...], _List, GroupField("names", called="other names")] = ()
    """Earlier and other names."""
    parent: Annotated[Text | None, GroupField("group")] = None
    """The group or team that it belongs to, by its registry file's name or any other name."""
    successors: Annotated[tuple[Text, ...], _List, GroupField("groups")] = ()
    """The groups that went on with its work, in the same manner."""
    discussion: Annotated[Text | None, GroupField("link", "discussion")] = None
    """Where it was discussed before it was proposed."""
    charter: Annotated[
        dict[str, str | Annotated[tuple[str, ...], _List]], GroupField("answers")
    ] = Field(default_factory=dict)
    """Every other answer of the form, by its field's id, in the form's order."""
    proposal: Annotated[Annotated[int, Field(gt=0)] | None, GroupField("number", is_told=False)] = (
        None
    )
    """The number of the issue that proposed it."""
    since: Annotated[date | None, GroupField("date", is_told=False)] = None
    order: Annotated[int | None, GroupField("number", is_told=False, is_published=False)] = None
    """Its place in lists: smaller first, and before groups that have none."""
