"""People, from the many ways in which lists name them: by an account, a name, or both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Person
from wgbot.setup.importers import parts
from wgbot.text import links

_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}")
_BETWEEN = re.compile(r"[,;\n、，；]|(?<=\s)(?:and|und|&|et|y)(?=\s)|(?P<opened>[(\[<])|[)\]>]")
_NAMED = re.compile(r"(?P<before>[^()<>]*+)[(<](?P<inside>[^()<>]++)[)>]")


@dataclass(frozen=True, slots=True)
class Someone:
    """What a list says about one person: who it is, or what could not be read."""

    person: Person | None = None
    unread: str = ""
    email: bool = False
    """Whether an e-mail address was there, which is left out."""
    bare: bool = False
    """Whether the account was a word without a mark."""


def several(text: str) -> Iterator[Someone]:
    """Read people as lists name them: `@ada, [Grace](https://…) and Alan Turing (@alan)`."""
    for each in _apart(text):
        if stripped := each.strip().strip(".*•|").strip():
            yield one(stripped)


def _apart(text: str) -> Iterator[str]:
    """Yield what is between commas and their like; those inside brackets part nothing."""
    begin, waiting = 0, list[tuple[int, int]]()
    for found in (*_BETWEEN.finditer(text), None):
        is_bracket = found is None or found[0] in "()[]<>"
        if found and not is_bracket:
            waiting.append(found.span())
            continue
        if found is None or found["opened"]:
            for end, after in waiting:
                yield text[begin:end]
                begin = after
        # What closes had been opened before: these stand inside.
        waiting.clear()
    yield text[begin:]


def one(text: str) -> Someone:
    """Read one person; nobody, where nothing is said."""
    if not text.strip():
        return Someone()
    if found := parts.LINK.fullmatch(text):
        return _linked(parts.line(found["text"]), found["url"])
    if found := _NAMED.fullmatch(text):
        return _named(text, parts.line(found["before"]), found["inside"].strip())
    if _EMAIL.fullmatch(text):
        return Someone(email=True)
    if account := _marked(text):
        return Someone(Person(github=account))
    if ACCOUNT.fullmatch(text):
        return Someone(Person(github=text), bare=True)
    if "://" in text or parts.LINK.search(text):
        return Someone(unread=text)
    return Someone(Person(name=parts.line(text)))


def _named(text: str, before: str, inside: str) -> Someone:
    """Read `Ada Lovelace (@ada)`, or the other way round."""
    if _EMAIL.fullmatch(inside):
        account = _marked(before)
        named = Person(github=account) if account else Person(name=before) if before else None
        return Someone(named, email=True)
    account, other = _marked(inside), before
    if account is None:
        account, other = _marked(before), inside
    if account is None:
        return Someone(Person(name=parts.line(text)))
    return Someone(Person(github=account, name=other if other and _marked(other) is None else None))


def _linked(text: str, url: str) -> Someone:
    if _EMAIL.fullmatch(url.removeprefix("mailto:")):
        return Someone(one(text).person if text else None, email=True)
    profile = parts.PROFILE.fullmatch(url)
    account = _marked(text)
    if account is None and profile is None:
        return (
            Someone(Person(name=text, profile=links.regular(url))) if text else Someone(unread=url)
        )
    if profile and (account is None or account.casefold() == profile["account"].casefold()):
        name = (
            text if account is None and text.casefold() != profile["account"].casefold() else None
        )
        return Someone(Person(github=profile["account"], name=name or None))
    return Someone(Person(github=account, profile=links.regular(url)))


def _marked(text: str) -> str | None:
    """Return the account of a text that says it is one: `@ada`, or its address on GitHub."""
    text = text.strip()
    if text.startswith("@") and ACCOUNT.fullmatch(text[1:]):
        return text[1:]
    profile = parts.PROFILE.fullmatch(text)
    return profile["account"] if profile else None


def given(value: Any) -> Someone:
    """Read one person from a text, or from a mapping with the keys that lists use."""
    if not isinstance(value, dict):
        return one(parts.line(value))
    keys = {str(key).casefold().replace("-", "_"): each for key, each in value.items()}
    handle = next(
        (
            keys[key]
            for key in ("github", "login", "account", "handle", "username")
            if keys.get(key)
        ),
        None,
    )
    name = parts.line(keys.get("name"))
    told = parts.line(handle)
    github = account(told)
    profile = parts.line(keys.get("profile") or keys.get("url"))
    if not github and not name:
        return Someone(unread=parts.line(value))
    return Someone(
        Person(
            github=github,
            name=name if name and name != github else None,
            profile=links.regular(profile) or None,
        ),
        unread="" if github else told,
        email=bool(keys.get("email") or keys.get("mail")),
    )


def account(text: str) -> str | None:
    """Return the name of an account on GitHub, typed with or without an `@`; None for what is none."""
    name = text.strip().removeprefix("@")
    return name if ACCOUNT.fullmatch(name) else None
