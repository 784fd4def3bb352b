"""The people of a group, as a text names several: who they are, and what around them is nobody.

One of them is for `person`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wgbot.registry import people as registry_people
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Person
from wgbot.registry.person_names import AND, clear_name
from wgbot.setup.importers import emails, parts, person, vocabulary
from wgbot.setup.importers.person import Someone, one

_BETWEEN = re.compile(r"[,;\n、，；]|(?<=\s)(?:and|und|&|et|y)(?=\s)|(?P<opened>[(\[<])|[)\]>]")
_LINES = re.compile(r"\n|<br\s*/?>", re.IGNORECASE)
_SEGMENTS = re.compile(r"[;\n|]|<br\s*/?>", re.IGNORECASE)
_ROLE_BEFORE = re.compile(r"^\W*(?:\w[\w .-]{0,30}):\s*")
_PRONOUNS = re.compile(r"(?<!\s)\s*+\([^()]*\)")
_MOST_OF_NAME = 6
"""Words of a person's name, where nothing else shows that it is one."""
_TEAM = re.compile(r"@[\w-]+/[\w.-]+|/orgs/[^/]+/teams/")


def leads(text: str, *, are_accounts: bool = False, is_prose: bool = False) -> Iterator[Someone]:
    """Read those who lead a group; what else is said of them is told as not read.

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
                    yield from _without_word_behind(someone, segment)
            elif (
                each.email
                or (each.bare and are_accounts)
                or not _is_affiliation(before, len(said), len(marked), lines)
            ):
                named = _named_only(each, are_accounts=are_accounts, is_prose=is_prose)
                names = any(one.person and one.person.name for one in said)
                is_alone = not marked and not (each.bare and not is_prose and names)
                yield named if are_accounts else _without_doubt(named, segment, is_alone=is_alone)
            else:
                # It may be where somebody works, and somebody of that name as well.
                yield Someone(unread=each.unread or _shown(each))


def _shown(someone: Someone) -> str:
    person = someone.person
    return (person.name or person.github or "") if person else ""


def _read(segment: str) -> Iterator[Someone]:
    yield from several(segment if "://" in segment else _ROLE_BEFORE.sub("", segment))


def _is_empty(someone: Someone) -> bool:
    """Return whether a part of a list of people is nobody: a role, a placeholder, a team."""
    person = someone.person
    told = (person.github or person.name or "") if person else someone.unread
    if someone.email:
        return False
    profile = person.profile if person else None
    return bool(
        vocabulary.says_nothing(told)
        or _TEAM.search(told)
        or (profile and any(parts.leads_to(url, told) for url in (profile, "")))
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


def _without_word_behind(someone: Someone, segment: str) -> Iterator[Someone]:
    """Yield someone; a single word behind an account, `@ada (Berlin)`, isn't sure to be a name."""
    person = someone.person
    account, name = (person.github, person.name) if person else (None, None)
    folded = segment.casefold()
    is_word = bool(account and name and " " not in name)
    at = folded.find(f"@{account}".casefold())
    if person and name and is_word and 0 <= at < folded.find(name.casefold()) - 1:
        yield Someone(person.model_copy(update={"name": None}), email=someone.email)
        yield Someone(unread=name)
    else:
        yield someone


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


def _without_doubt(someone: Someone, segment: str, *, is_alone: bool) -> Someone:
    """Return who has no mark only if that is a person's name: no company, no place, no clause.

    Unless people like that are *alone*, a single word can be where somebody works, or what else is said
    of somebody, except behind an `and` or before an address.
    """
    person = someone.person
    if person is None or _is_marked(someone) or (is_alone and person.github):
        return someone
    name = _shown(someone)
    before = segment.partition(name or segment)[0]
    is_joined = before[-1:].isspace() and not AND.isdisjoint(before.split()[-1:])
    fewest = 1 if is_alone or is_joined or someone.email else 2
    is_name = clear_name(name.replace(emails.MARK, ""), fewest)
    return someone if is_name else Someone(None, name, someone.email)


def several(text: str) -> Iterator[Someone]:
    """Read people as lists name them: `@ada, [Grace](https://…) and Alan Turing (@alan)`."""
    for each in _apart(text):
        if stripped := each.strip().strip(".:*•|").strip():
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


class GroupPeople:
    """The people of one group."""

    def __init__(self, *, is_prose: bool = False) -> None:
        """Begin with nobody; in *prose*, a word without a mark is a name and no account."""
        self._is_prose = is_prose
        self._people: dict[str, list[Person]] = {"leads": [], vocabulary.FORMER: []}
        self.bare = 0
        """How many are a word without a mark."""

    def once(self, field: str) -> tuple[Person, ...]:
        """Return each person once; who has several roles, in the first."""
        seen: dict[str, Person] = {}
        for each in self._people[field]:
            seen.setdefault((each.github or each.name or "").casefold(), each)
        return tuple(seen.values())

    def add(
        self, field: str, label: str, value: Any, role: str = ""
    ) -> Iterator[tuple[str, str, str]]:
        """Add who is in a value, in a *role* if that is named; yield what is not read, and why."""
        listed = person.by_accounts(value) if isinstance(value, dict) else None
        for each in listed or (value if isinstance(value, list) else [value]):
            for someone in self._read(label, each):
                self.bare += someone.bare
                if someone.person:
                    self._people[field].append(_with_role(someone.person, role))
                if someone.email:
                    why = "Addresses of people are not published."
                    yield f"an e-mail address in {label}", why, ""
                elif someone.unread:
                    yield label, "It is neither a name nor an account.", someone.unread

    def _read(self, label: str, value: Any) -> Iterable[person.Someone]:
        if not isinstance(value, str):
            return [person.given(value)]
        are_accounts = vocabulary.names_accounts(label)
        return leads(value, are_accounts=are_accounts, is_prose=self._is_prose)

    def take_accounts(self, label: str, value: Any) -> bool:
        """Take the accounts of leads from a column of its own that has one for each; return whether it has."""
        leads = self._people["leads"]
        if not isinstance(value, str) or not vocabulary.names_accounts(label) or not leads:
            return False
        told = [each.person for each in several(value)]
        accounts = [each.github for each in told if each and each.github and not each.name]
        if len(accounts) != len(leads) or any(each.github for each in leads):
            return False
        leads[:] = [
            each.model_copy(update={"github": account})
            for each, account in zip(leads, accounts, strict=True)
        ]
        return True


def _with_role(someone: Person, role: str) -> Person:
    return someone.model_copy(update={"role": role}) if role and not someone.role else someone


def other_links(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the links beside people that lead to none of them, with their texts."""
    for each in parts.LINK.finditer(value) if isinstance(value, str) else ():
        if not parts.is_profile(each["url"]):
            yield each["url"], each["text"]
