"""Who approves a proposal in a community, whom else it asks, and how long it waits.

What comes of that is decided elsewhere.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from wgbot.files.validation import FileModel, Items
from wgbot.form import recognition


def _team(name: str) -> str:
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", name, re.ASCII):
        raise ValueError("is not the name of a team, as `organisation/team`")
    return name


_Days = Annotated[int, Field(ge=0, le=365)]


class WaitDays(FileModel):
    """How many days a proposal stays open for objections, by what it does."""

    new: _Days = 0
    """For new groups and groups that come back, from when their text was first checked."""
    change: _Days = 0
    """For changes, from when their text was first checked."""
    end: _Days = 0
    """For groups that end or pause, from when their leads were told."""
    remove_lead: _Days = 0
    """For changes that take away a lead who didn't ask for it, from when they were told."""


def _for_all(value: object) -> object:
    return dict.fromkeys(WaitDays.model_fields, value) if type(value) is int else value


_Consent = Literal["ask", "require", "off"]


def _off(value: object) -> object:
    """Return what is meant by `off`, which YAML reads as false."""
    return "off" if value is False else value


LeadsMay = Literal["focus", "channels", "repositories", "meetings"]
"""What leads can be let change by themselves, by the keys of a registry file."""


class ApprovalPolicy(FileModel):
    """Who approves a proposal, and how."""

    label: str = recognition.APPROVED
    """The label that approves it."""
    role: str = "write"
    """The lowest role that can approve: `read`, `triage`, `write`, `maintain`, `admin`, or a role of your own."""
    own: bool = True
    """Whether people with that role can approve their own proposals."""
    count: Annotated[int, Field(ge=1, le=20)] = 1
    """How many people have to approve."""
    wait_days: Annotated[
        WaitDays, BeforeValidator(_for_all, json_schema_input_type=_Days | WaitDays)
    ] = WaitDays()
    """How many days a proposal stays open for objections: one number for all, or one for each kind."""
    consent: Annotated[
        _Consent, BeforeValidator(_off, json_schema_input_type=_Consent | Literal[False])
    ] = "ask"
    """Whether new leads are asked if they agree: `require` also keeps the pull request a draft until they do."""
    leads_may: Items[LeadsMay] = ()
    """What a lead can change without the label, if the registry knows their account's number."""
    teams: Items[Annotated[str, AfterValidator(_team)]] = ()
    """Teams, as `organisation/team`: their members approve, whatever their role is, and others can't."""
    code_owners: bool = False
    """Whether those approve who own the group's registry file by `CODEOWNERS` and can write, and others can't."""
    apps: Items[str] = ()
    """The Apps, by the names in their addresses, through which people may add the label."""
