"""People, from the many ways in which lists name them: by an account, a name, or both."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wgbot.registry import people as registry_people
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Person
from wgbot.setup.importers import parts, vocabulary
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


_LINES = re.compile(r"\n|<br\s*/?>", re.IGNORECASE)
_SEGMENTS = re.compile(r"[;\n|]|<br\s*/?>", re.IGNORECASE)
_ROLE_BEFORE = re.compile(r"^\W*(?:\w[\w .-]{0,30}):\s*")
_PRONOUNS = re.compile(r"(?<!\s)\s*+\([^()]*\)")
_ACCOUNT_KEYS = ("github", "login", "account", "handle", "username")
_MOST_OF_NAME = 6
"""Words of a person's name, where nothing else shows that it is one."""
_TEAM = re.compile(r"@[\w-]+/[\w.-]+|/orgs/[^/]+/teams/")


def leads(text: str, *, are_accounts: bool = False, is_prose: bool = False) -> Iterator[Someone]:
    """Read those who lead a group; where they work and what else is said of them is left out.

    Below a label that says so, each single word is an account; in prose, one without a mark is a name.
    """
    known = {
        person.github.casefold(): person
        for person in registry_people.people(text)
        if person.github and ACCOUNT.fullmatch(person.github)
    }
    found = list(_told(text, known, are_accounts=are_accounts, is_prose=is_prose))
    there = {each.person.github.casefold() for each in found if each.person and each.person.github}
    # `Ada (Engines Ltd, @ada)`: what is in brackets tells more than one thing.
    missed = [
        person
        for account, person in known.items()
        if account not in there and _is_named(account, text)
    ]
    names = {person.name for person in missed}
    yield from (
        each
        for each in found
        if each.email or each.unread or not (each.person and each.person.name in names)
    )
    yield from map(Someone, missed)


def _is_named(account: str, text: str) -> bool:
    folded = text.casefold()
    return f"@{account}" in folded or f"github.com/{account}" in folded


def _told(
    text: str, known: Mapping[str, Person], *, are_accounts: bool, is_prose: bool
) -> Iterator[Someone]:
    lines = len([each for each in _LINES.split(text) if each.strip()])
    segments = [each for each in _SEGMENTS.split(text) if each.strip()]
    # What they do, and not who they are: then what beside it could be a name is none either.
    are_duties = any(_is_sentence(each) for segment in segments for each in _read(segment))
    for segment in segments:
        said = [each for each in _read(segment) if not _is_empty(each)]
        if are_duties:
            said = [Someone(unread=segment.strip()), *filter(_is_marked, said)]
        marked = [each for each in said if _is_marked(each)]
        for at, each in enumerate(said):
            before = said[at - 1] if at else None
            if _is_marked(each):
                if someone := _known(each, known):
                    yield someone
            elif (
                each.email
                or (each.bare and are_accounts)
                or not _is_affiliation(before, len(said), len(marked), lines)
            ):
                yield _named_only(each, are_accounts=are_accounts, is_prose=is_prose)


def _read(segment: str) -> Iterator[Someone]:
    yield from several(segment if "://" in segment else _ROLE_BEFORE.sub("", segment))


def _is_empty(someone: Someone) -> bool:
    """Return whether a part of a list of people is nobody: a role, a placeholder, a team."""
    person = someone.person
    told = (person.github or person.name or "") if person else someone.unread
    if someone.email:
        return False
    return bool(
        vocabulary.says_nothing(told)
        or _TEAM.search(told)
        or (person and person.profile and parts.leads_to(person.profile, told) is not None)
        or (person and person.profile and parts.leads_to("", told) is not None)
        or (not (person and person.github and not someone.bare) and vocabulary.is_role(told))
        or (someone.unread and parts.leads_to(someone.unread) is not None)
    )


def _known(someone: Someone, known: Mapping[str, Person]) -> Someone | None:
    """Return someone with the role that the text tells; None for who led the group earlier."""
    assert someone.person
    account = (someone.person.github or "").casefold()
    if account not in known:
        return None if known else someone
    told = known[account]
    person = someone.person
    said = person.name or ""
    name = said if said and "," not in said and not vocabulary.is_role(said) else None
    return Someone(
        person.model_copy(update={"name": name or told.name, "role": told.role}),
        email=someone.email,
    )


def _is_sentence(someone: Someone) -> bool:
    person = someone.person
    return bool(person and not person.github and len((person.name or "").split()) > _MOST_OF_NAME)


def _is_marked(someone: Someone) -> bool:
    return bool(someone.person and someone.person.github and not someone.bare)


def _is_affiliation(before: Someone | None, said: int, marked: int, lines: int) -> bool:
    """Return whether a name without a mark beside others is where one of those works.

    *before* is who is named right before it; of all *said* beside it, some are *marked*. In several
    *lines*, each is about one person.
    """
    if not marked:
        return lines > 1 and before is not None
    named_alone = before and before.person and not before.person.name and not before.email
    if named_alone and lines == 1:
        return False
    return marked in (1, said - marked)


def _named_only(someone: Someone, *, are_accounts: bool, is_prose: bool) -> Someone:
    person = someone.person
    if person is None:
        return someone
    if someone.email and parts.leads_to("", person.name or "") is not None:
        return Someone(email=True)
    if someone.bare and is_prose and not are_accounts:
        # In prose, a word without a mark is a name.
        return Someone(Person(name=person.github), email=someone.email)
    if person.name and not person.github:
        name = parts.line(_PRONOUNS.sub("", person.name)) or person.name
        return Someone(person.model_copy(update={"name": name}), email=someone.email)
    return someone


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
