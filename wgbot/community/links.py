"""What a community decided about the check of its links: the key `links` of the configuration."""

import ipaddress
from datetime import date
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from wgbot.community.link_defaults import CONCURRENCY, DEADLINE, TIMEOUT
from wgbot.files.validation import FileModel, Items
from wgbot.text.wildcards import is_like


def _network(text: str) -> str:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise ValueError("is not a network such as `10.0.0.0/8`") from error
    return text


def _host(text: str) -> str:
    if not text.removeprefix("*.") or set(text.removeprefix("*.")) & set("*/:@ "):
        raise ValueError("is not a host such as `example.org`, or `*.example.org` for all below it")
    return text.lower()


def _pattern(text: str) -> str:
    if not text.strip("*"):
        raise ValueError("would ignore every link")
    return text


def _day(value: object) -> object:
    # YAML makes a date of it, and JSON has none.
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("is not a day such as `2026-12-31`") from error


Network = Annotated[str, AfterValidator(_network)]
Whole = Annotated[int, Field(ge=1, le=1000)]
Seconds = Annotated[float, Field(gt=0, le=86_400)]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Day = Annotated[date, BeforeValidator(_day)]
IgnoredState = Literal["dead", "moved", "archived", "reused", "expiring", "unknown"]


class IgnoredLink(FileModel):
    """Links that are left alone, by one of `url`, `host` and `pattern`."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [key]} for key in ("url", "host", "pattern")]}
    )

    url: Words | None = None
    """The address, as it is written in the registry."""
    host: Annotated[Words, AfterValidator(_host)] | None = None
    """All addresses of a host; `*.example.org` for all hosts below it."""
    pattern: Annotated[Words, AfterValidator(_pattern)] | None = None
    """All addresses like this, where `*` stands for anything."""
    states: Items[IgnoredState] = ()
    """In which states they are ignored; without it they aren't even checked."""
    until: Day | None = None
    """The last day on which they are ignored."""
    because: str = ""
    """Why, for whoever reads the configuration."""

    @model_validator(mode="after")
    def _is_by_one(self) -> Self:
        if len([each for each in (self.url, self.host, self.pattern) if each is not None]) != 1:
            raise ValueError("needs one of `url`, `host` and `pattern`")
        return self

    @property
    def what(self) -> str:
        """Return which links it is about, as it is written."""
        return self.url or self.host or self.pattern or ""

    def is_about(self, address: str) -> bool:
        """Return whether it is about *address*, on any day and in any state."""
        if self.pattern is not None:
            return is_like(self.pattern, address)
        if self.host is not None:
            host = _host_of(address)
            return host.endswith(self.host[1:]) if self.host.startswith("*") else host == self.host
        return self.url == address

    def has_expired(self, today: date) -> bool:
        """Return whether its last day has passed."""
        return self.until is not None and self.until < today


def _host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


class LinkSettings(FileModel):
    """How links are checked and reported."""

    runs: Whole = 3
    """A link is dead when it failed in this many runs in a row, …"""
    days: Annotated[int, Field(ge=0, le=365)] = 3
    """… over at least this many days."""
    most: Annotated[float, Field(gt=0, le=1)] = 0.5
    """If a larger share of the links fails in one run, it is the network, and nothing is decided."""
    ignore: Items[IgnoredLink] = ()
    """Links that are fine, whatever the check says."""
    repair: bool = True
    """Whether a pull request is opened for links that moved."""
    mention_leads: bool = False
    """Whether the leads of a group are mentioned, once, when something new is found."""
    quiet_days: Annotated[int, Field(ge=0, le=3650)] = 30
    """How many days nothing is reported after a person closed the report."""
    timeout: Seconds = TIMEOUT
    """How many seconds a server has to answer a request."""
    deadline: Seconds = DEADLINE
    """How many seconds a whole run may take; what is known by then is kept."""
    concurrency: Whole = CONCURRENCY
    """How many requests are under way at once, to all hosts together."""
    allow_networks: Items[Network] = ()
    """Networks that may be checked although they aren't public: those of an intranet."""
    github_hosts: Items[str] = ()
    """Hosts of GitHub Enterprise, besides github.com."""
