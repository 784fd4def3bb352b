"""What a community decided about the check of its links: the key `links` of the configuration."""

import ipaddress
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from wgbot.community.link_defaults import CONCURRENCY, DEADLINE, TIMEOUT


def _network(text: str) -> str:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise ValueError("is not a network such as `10.0.0.0/8`") from error
    return text


_List = Field(strict=False)
Network = Annotated[str, AfterValidator(_network)]
Whole = Annotated[int, Field(ge=1, le=1000)]
Seconds = Annotated[float, Field(gt=0, le=86_400)]


class LinkSettings(BaseModel):
    """How links are checked and reported."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    runs: Whole = 3
    """A link is dead when it failed in this many runs in a row, …"""
    days: Annotated[int, Field(ge=0, le=365)] = 3
    """… over at least this many days."""
    most: Annotated[float, Field(gt=0, le=1)] = 0.5
    """If a larger share of the links fails in one run, it is the network, and nothing is decided."""
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
    allow_networks: Annotated[tuple[Network, ...], _List] = ()
    """Networks that may be checked although they aren't public: those of an intranet."""
    github_hosts: Annotated[tuple[str, ...], _List] = ()
    """Hosts of GitHub Enterprise, besides github.com."""
