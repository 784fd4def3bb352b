"""Other open proposals, which a proposal is held against as it is against the registry."""

from dataclasses import dataclass

from wgbot.registry.group import Group


@dataclass(frozen=True)
class Neighbour:
    """Another open proposal."""

    branch: str
    number: int | None
    """The number of its issue."""
    group: Group
