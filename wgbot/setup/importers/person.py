"""One person, from the many ways in which lists name them: by an account, a name, or both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Person
from wgbot.setup.importers import parts, vocabulary
from wgbot.text import links

_EMAIL_BEHIND = re.compile(r"(?<=[^\]\s])\s*[<(][^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}[)>]\s*\Z")
_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}")
_ACCOUNT_KEYS = ("github", "login", "account", "handle", "username")
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


def one(text: str) -> Someone:
    """Read one person; nobody, where nothing is said."""
    if not text.strip():
        return Someone()
    without = _EMAIL_BEHIND.sub("", text)
    if without != text and parts.line(without):
        return replace(one(without), email=True)
    if someone := _by_link(text):
        return someone
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


def _by_link(text: str) -> Someone | None:
    """Read someone whom a link tells: `[Ada](https://…)`, `Ada ([@ada](https://github.com/ada))`."""
    for link in parts.LINK.finditer(text):
        is_first, is_whole = link.start() == 0, link[0] == text
        # What is behind a profile is said of them: `[Ada](https://github.com/ada) (acting)`.
        if is_whole or (is_first and parts.is_profile(link["url"])):
            return _linked(parts.line(link["text"]), link["url"])
        if profile := parts.PROFILE.fullmatch(link["url"]):
            name = parts.line(text[: link.start()].strip(" (,:–-")) or None
            return Someone(Person(github=profile["account"], name=name))
    return None


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
        (keys[key] for key in _ACCOUNT_KEYS if keys.get(key)),
        None,
    )
    name, told = (
        "" if vocabulary.says_nothing(said) else said
        for said in (parts.line(keys.get("name")), parts.line(handle))
    )
    github = account(told)
    profile = parts.line(keys.get("profile") or keys.get("url"))
    if not github and not name:
        return Someone(unread=told)
    return Someone(
        Person(
            github=github,
            name=name if name and name != github else None,
            profile=links.regular(profile) or None,
            role=parts.line(keys.get("role")) or None,
            since=_day(keys, "start"),
            until=_day(keys, "end"),
        ),
        unread="" if github else told,
        email=bool(keys.get("email") or keys.get("mail")),
    )


def by_accounts(value: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Return people whose names are given by their accounts, `{ada: Ada Lovelace}`; None for anything else."""
    if not value or {"name", *_ACCOUNT_KEYS} & {str(key).casefold() for key in value}:
        return None
    if not all(ACCOUNT.fullmatch(str(key)) for key in value) or not all(
        each is None or (isinstance(each, str) and "://" not in each) for each in value.values()
    ):
        return None
    return [{"github": key, "name": each} for key, each in value.items()]


def _day(keys: Mapping[str, Any], bound: str) -> date | None:
    """Return the day on which someone's term starts or ends."""
    term = keys.get("term")
    return parts.day(term.get(bound)) if isinstance(term, dict) else None


def account(text: str) -> str | None:
    """Return the name of an account on GitHub, typed with or without an `@`; None for what is none."""
    name = text.strip().removeprefix("@")
    return name if ACCOUNT.fullmatch(name) else None
