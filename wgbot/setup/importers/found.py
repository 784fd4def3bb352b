"""What a person says of a list, and what it held: groups, and what has no place in the registry.

Nothing is dropped unsaid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from wgbot.registry.group import Group

MISSING = "TBD"
"""What is in a registry file where the list says nothing; the checks ask for it."""


Format = Literal["markdown", "csv", "tsv", "json", "yaml", "toml"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class ListOptions:
    """What a person says about a list."""

    format: Format | None = None
    """Its format, if its name does not tell."""
    headings: Sequence[str] = ()
    """The headings below which the groups of a page are."""
    map: str = ""
    """The map of a structured file: its own file, or the name of one that comes with wgbot."""
    chat: str = ""
    """What is put before the name of a channel to make an address."""
    base: str = ""
    """The address that relative links start from."""
    forge: str = "https://github.com"
    """Where the repositories are that are only called `owner/name`."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something in the list that has no place in the registry."""

    what: str
    """What it is: a key of the list, or a few words."""
    why: str
    """Why it is not in the registry, or what a person can do, as a sentence."""
    group: str = ""
    """The group that it belongs to, where it belongs to one."""
    value: str = ""
    """The value; empty where it is nobody's business, as an e-mail address."""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A group as the list describes it."""

    group: Group
    slug: str = ""
    """The name that its file should have, where the list has one."""
    full_name: str = ""
    """What it is called where another group has the same name: `SIG Node`."""
    line: int | None = None
    is_written: bool = False
    """Whether it is in the part of a page that wgbot writes, and so comes from the registry."""
    category: str = ""
    """What kind of group the list says that it is: `Implementation SIGs`."""
    lines: tuple[int, ...] = ()
    """In a page, the lines, counted from 0, that say nothing but what is in `group`."""
    missing: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """In a page, the words of its other lines that are not in `group`."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that a list held."""

    kind: str
    drafts: tuple[Draft, ...]
    leftovers: tuple[Leftover, ...] = ()
    notes: tuple[str, ...] = ()
    """What was taken for granted, as sentences."""
    lists: tuple[tuple[int, int], ...] = ()
    """In a page, where the lists of active groups are: first line and the one after the last."""
    frames: tuple[int, ...] = ()
    """In a page, the lines that only hold such a list together: the head of a table."""
    outline: tuple[str, ...] = ()
    """What there is, for whoever finds no group in it: headings and tables, columns, keys."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the list calls the keys that go into the charter."""
    guessed: str = ""
    """The map by which it was read, where it was guessed, as a file."""
    public: frozenset[str] = frozenset()
    """The e-mail addresses of mailing lists that a map says everyone may know."""
    called: tuple[str, ...] = ()
    """What stands above the groups: headings, keys, the name of the file."""
    offers: tuple[str, ...] = ()
    """What else may be a list of groups, and was not taken."""
