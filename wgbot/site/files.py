"""What a file of the site holds: its content, or that it is as an earlier build wrote it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """The content that an earlier build gave the file, and that is known by its digest only."""

    digest: str


Content = bytes | Kept


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a group."""

    key: str
    """What it was made of: of the same, the same is made."""
    item: str
    """Its place on the index, as HTML."""
    line: str
    """What `groups.json` says of it."""
    platforms: tuple[str, ...]
    page: Content
    data: Content
