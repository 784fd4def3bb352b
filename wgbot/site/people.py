"""The people of a group, as templates are told about them."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Person
from wgbot.site.pages import Shown
from wgbot.site.platforms import followable

TONES = 6
"""How many colours there are for the initials of people."""


@dataclass(frozen=True, slots=True)
class Lead(Shown):
    """Someone who leads a group, or led it."""

    name: str
    url: str | None
    initials: str
    tone: int
    full_name: str = ""
    """Where `name` is an account's."""
    role: str = ""
    """In the community's own word."""
    until: date | None = None
    """When their term ends, or ended."""
    away: date | None = None
    """When they are back."""
    account: str = ""
    """By which their own page is named, if there is one."""

    @property
    def called(self) -> str:
        """Return their own name, or their account's where nothing else is known."""
        return self.full_name or self.name

    @property
    def beside(self) -> tuple[str, ...]:
        """Return what stands beside that: the account, and what they are."""
        return tuple(each for each in (self.full_name and self.name, self.role) if each)


@lru_cache(maxsize=4096)
def lead(person: Person) -> Lead:
    """Return what templates are told about someone."""
    name = person.name or person.github or ""
    tone = hashlib.sha256((person.github or name).casefold().encode()).digest()[0] % TONES
    url = person.profile or (
        f"https://github.com/{quote(person.github, safe='')}" if person.github else None
    )
    return Lead(
        person.shown,
        followable(url),
        initials(name),
        tone,
        full_name=person.name or "" if person.github else "",
        role=person.role or "",
        until=person.until,
        away=person.away,
        account=account(person),
    )


def account(person: Person) -> str:
    """Return someone's account as the path of a page; empty if they have none."""
    name = person.github or ""
    return name.lower() if ACCOUNT.fullmatch(name) else ""


_WORD = re.compile(r"[^\W_]+")


def initials(name: str) -> str:
    """Return one or two letters that stand for a person: `Ada Lovelace`, `ada-lovelace` → `AL`."""
    words = _WORD.findall(name)
    if not words:
        return "?"
    last = words[-1][0] if len(words) > 1 else ""
    both: str = words[0][0] + last
    return both.upper()[:2]
