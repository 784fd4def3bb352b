"""A working group, as the registry keeps it.

These models are the one place that says which keys a registry file may have and what they mean.
Whether a name is a good one or a link a safe one is for the checks.
"""

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


class Group(_Model):
    """A working group."""

    name: Text
    status: Literal["active", "dormant", "retired"] = "active"
    focus: Text
    """What it is for, in one sentence."""
    leads: Annotated[tuple[Person, ...], _List] = ()
    channels: Annotated[tuple[Channel, ...], _List] = ()
    repositories: Annotated[tuple[Text, ...], _List] = ()
    aliases: Annotated[tuple[Text, ...], _List] = ()
    """Earlier and other names."""
    parent: Text | None = None
    """The group or team that it belongs to, by its registry file's name or any other name."""
    successors: Annotated[tuple[Text, ...], _List] = ()
    """The groups that went on with its work, in the same manner."""
    discussion: Text | None = None
    """Where it was discussed before it was proposed."""
    charter: dict[str, str | Annotated[tuple[str, ...], _List]] = Field(default_factory=dict)
    """Every other answer of the form, by its field's id, in the form's order."""
    proposal: Annotated[int, Field(gt=0)] | None = None
    """The number of the issue that proposed it."""
    since: date | None = None
    order: int | None = None
    """Its place in lists: smaller first, and before groups that have none."""
