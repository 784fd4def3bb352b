"""What was seen of a group: in each of its repositories, when a person did something there last.

A source tells that something was *seen* on a day, that there was *nothing* since a day, that it is
*hidden*, by what it is, or that it *failed* this time. What failed is never taken for nothing.
"""

import functools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from wgbot.registry.group import ASLEEP, Group, Person
from wgbot.registry.repository_names import repository_key

State = Literal["seen", "nothing", "hidden", "failed"]
Why = Literal["", "gone", "private", "disabled", "shared", "busy", "fork", "elsewhere"]
"""Why a source can't be seen: it is gone or private, private, disabled by GitHub, of several groups, so
full of what programs do that people can't be found in it, a fork, whose commits may be others', or not on
this GitHub."""

SHARED = 3
"""What so many groups list as theirs tells nothing of one of them."""
_PROGRAM = re.compile(r"\[bot\]\Z|(?:\A|[-_.])(?:ro)?bots?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source told."""

    source: str
    """Its address."""
    state: State
    on: date | None = None
    """The day on which a person did something there last, or since when nobody did."""
    why: Why = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody did in a repository."""

    on: date
    by: str
    """The account, or what the commit says of it; empty for one that is gone."""
    is_user: bool = True
    """Whether it is a person's account, as far as GitHub knows."""


@dataclass(frozen=True)
class Accounts:
    """What is known of the accounts of leads; one that isn't here couldn't be looked up."""

    numbers: Mapping[str, int | None] = field(default_factory=dict)
    """The numbers of accounts, by their names in lower case; None for one that doesn't exist."""
    renamed: Mapping[int, str] = field(default_factory=dict)
    """What those are called now whose name is gone or another's, by number; empty if they are gone."""
    known: Mapping[str, int] = field(default_factory=dict)
    """Whose names these were when they were seen first, in lower case: a name can be taken over."""

    @functools.cached_property
    def existing(self) -> Mapping[str, int]:
        """Return the numbers of the accounts that people have, or had, by their names in lower case."""
        found = {name: self.known.get(name, number) for name, number in self.numbers.items()}
        return {name: number for name, number in found.items() if number}

    def number_of(self, lead: Person) -> int | None:
        """Return the number of a lead's account, as the file or what is remembered tells."""
        return lead.id or self.known.get((lead.github or "").lower())

    def is_known(self, lead: Person) -> bool:
        """Return whether a lead's account was looked up, if there is one."""
        return not lead.github or lead.github.lower() in self.numbers

    def is_theirs(self, lead: Person) -> bool:
        """Return whether the account of the name in the registry is there, and the lead's."""
        number = self.numbers.get((lead.github or "").lower())
        return number is not None and self.number_of(lead) in (None, number)

    def name_of(self, lead: Person) -> str | None:
        """Return what a lead's account is called now; None if it is gone or that isn't known."""
        if self.is_theirs(lead):
            return lead.github
        number = self.number_of(lead)
        return (self.renamed.get(number) or None) if number else None

    def is_gone(self, lead: Person) -> bool:
        """Return whether a lead's account doesn't exist any more; who has none is not known to be gone."""
        if not lead.github or not self.is_known(lead) or self.is_theirs(lead):
            return False
        number = self.number_of(lead)
        return number is None or self.renamed.get(number) == ""


def is_program(name: str, programs: Collection[str]) -> bool:
    """Return whether an account, or the name in a commit, is a program's.

    *programs* are those that the community names, and wgbot's own, in lower case.
    """
    return bool(_PROGRAM.search(name.strip())) or name.strip().lower() in programs


def read(
    source: str,
    acts: Iterable[Act],
    programs: Collection[str],
    *,
    since: date,
    wanted: date,
    hides: Why = "",
) -> Evidence:
    """Return what a repository's acts tell; *hides* says why some since *wanted* may be missing, if so.

    *since* is when it was made: if nobody did anything, that is since when.
    """
    last = max(
        (
            act.on
            for act in acts
            if act.is_user and act.by.strip() and not is_program(act.by, programs)
        ),
        default=None,
    )
    if hides and (last is None or last < wanted):
        return Evidence(source, "hidden", why=hides)
    return Evidence(source, "seen", last) if last else Evidence(source, "nothing", since)


def shared(groups: Mapping[str, Group]) -> frozenset[str]:
    """Return the repositories that tell nothing of one group, by their keys."""
    counts: dict[str, int] = {}
    for group in groups.values():
        if group.status not in ASLEEP:
            for key in {repository_key(each) for each in group.repositories}:
                counts[key] = counts.get(key, 0) + 1
    return frozenset(key for key, count in counts.items() if count >= SHARED)


def of_group(
    group: Group, seen: Mapping[str, Evidence], tell_nothing: Collection[str]
) -> tuple[Evidence, ...]:
    """Return what each of a group's sources told, by its repositories' keys in *seen*.

    A repository that nobody answered for failed.
    """
    found: list[Evidence] = []
    for address in group.repositories:
        key = repository_key(address)
        if key in tell_nothing:
            found.append(Evidence(address, "hidden", why="shared"))
        else:
            told = seen.get(key)
            found.append(
                Evidence(address, told.state, told.on, told.why)
                if told
                else Evidence(address, "failed")
            )
    return (*found, *(Evidence(each.url, "hidden", why="elsewhere") for each in group.channels))


def last_seen(evidence: Sequence[Evidence]) -> date | None:
    """Return the last day on which anything was seen of a group."""
    return max((day for day, _ in _sightings(evidence)), default=None)


def last_source(evidence: Sequence[Evidence]) -> str:
    """Return where that was; the first source, if there are several."""
    last = last_seen(evidence)
    return next((source for day, source in _sightings(evidence) if day == last), "")


def _sightings(evidence: Sequence[Evidence]) -> Iterable[tuple[date, str]]:
    return ((each.on, each.source) for each in evidence if each.state == "seen" and each.on)
