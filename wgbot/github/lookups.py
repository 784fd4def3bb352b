"""What GitHub knows about a proposal and of the accounts and repositories it names: one question for all.

What is at Discord, `invitations` asks there.

What it does not tell is not known, and then nothing is made of it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from wgbot.checks.lookups import Facts, RepositoryFacts
from wgbot.github import graphql, invitations
from wgbot.github.api import Api, time_of
from wgbot.github.refusals import RequestRejected
from wgbot.proposals.proposal import Proposal
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Person
from wgbot.registry.repository_names import RepositoryName, repository_name

_MOST_AT_ONCE = 100
"""How many names one question is about."""
_MOST = 20
"""The most accounts, and the most repositories, that one proposal is worth."""
_MOST_RENAMED = 5
"""How many accounts are looked for that have another name now."""


@dataclass(frozen=True)
class IssueText:
    """An issue's text, and since when it is that: both of one moment, and nobody can forge them."""

    body: str
    since: datetime


@dataclass(frozen=True)
class LookUp:
    """What was asked and could be told."""

    facts: Facts = field(default_factory=Facts)
    text: IssueText | None = None
    answer: Mapping[str, Any] = field(default_factory=dict)
    """What was answered to the further questions."""


def look_up(
    api: Api,
    server: str,
    proposals: Sequence[Proposal],
    *,
    text_of: int | None = None,
    more: Sequence[str] = (),
) -> LookUp:
    """Ask GitHub for what *proposals* name; nothing if they name nothing, or GitHub is silent.

    *text_of* asks for the text of the issue of that number, too, and *more* are further questions.
    """
    accounts, links = _names(proposals, server)
    parts = [
        *([_text_question(api.repository, text_of)] if text_of else []),
        *more,
        *(
            f"a{number}: repositoryOwner(login: {json.dumps(login)}) "
            "{ __typename ... on User { databaseId } }"
            for number, login in enumerate(accounts)
        ),
        *(
            f"r{number}: repository(owner: {json.dumps(owner)}, name: {json.dumps(name)}) "
            "{ url isArchived isDisabled isEmpty isPrivate }"
            for number, (_, owner, name) in enumerate(links.values())
        ),
    ]
    answer: dict[str, Any] = {}
    for start in range(0, len(parts), _MOST_AT_ONCE):
        try:
            answer |= api.query(graphql.question(*parts[start : start + _MOST_AT_ONCE])) or {}
        except RequestRejected as error:
            if error.status == 401:
                raise
    invited = invitations.look_up([each.group for each in proposals])
    facts = _facts(answer, accounts, list(links))
    renamed = _renamed(api, proposals, facts)
    return LookUp(replace(facts, invitations=invited, renamed=renamed), _text(answer), answer)


def _names(
    proposals: Sequence[Proposal], server: str
) -> tuple[list[str], dict[str, RepositoryName]]:
    """Return the accounts that are named, and the repositories by their addresses."""
    accounts = [
        person.github
        for proposal in proposals
        for person in _people(proposal)
        if person.github and ACCOUNT.fullmatch(person.github)
    ]
    hosts = {str(urlsplit(server).hostname)}
    links = {
        link: found
        for proposal in proposals
        for link in proposal.group.repositories[:_MOST]
        if (found := repository_name(link, hosts))
    }
    return list(dict.fromkeys(accounts)), links


def _people(proposal: Proposal) -> Iterator[Person]:
    """Yield who is to lead, and who leads a group already and can be another by now."""
    yield from proposal.group.leads[:_MOST]
    for slug in proposal.edit.after:
        if slug != proposal.slug:
            yield from proposal.edit.new_leads(slug)[:_MOST]
    for group in proposal.edit.before.values():
        yield from [each for each in group.leads if each.id][:_MOST]


def _renamed(api: Api, proposals: Sequence[Proposal], facts: Facts) -> dict[int, str]:
    """Return what those are called now whose account in the registry is gone, or is another's."""
    lost: dict[int, None] = {}
    for proposal in proposals:
        for group in proposal.edit.before.values():
            for each in group.leads:
                number = facts.numbers.get((each.github or "").lower())
                is_gone = facts.accounts.get(each.github or "") == "nobody"
                is_another = number is not None and number != each.id
                if each.id and (is_gone or is_another):
                    lost[each.id] = None
    return {number: name for number, name in names_now(api, list(lost)[:_MOST_RENAMED]) if name}


def names_now(api: Api, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield what accounts are called now, by their numbers: empty for one that is gone.

    One that GitHub doesn't tell of is left out.
    """
    for number in numbers:
        try:
            yield number, api.name_of(number) or ""
        except RequestRejected as error:
            if error.is_everywhere:
                raise


def _text_question(repository: str, number: int) -> str:
    about = f"issue(number: {number}) {{ body createdAt lastEditedAt }}"
    return f"here: {graphql.in_repository(repository, about)}"


def _facts(answer: dict[str, Any], accounts: list[str], links: list[str]) -> Facts:
    return Facts(
        accounts={
            login: _account(answer[f"a{n}"])
            for n, login in enumerate(accounts)
            if f"a{n}" in answer
        },
        numbers={
            login.lower(): int(number)
            for n, login in enumerate(accounts)
            if (number := (answer.get(f"a{n}") or {}).get("databaseId"))
        },
        repositories={
            link: _repository(answer[f"r{n}"]) for n, link in enumerate(links) if f"r{n}" in answer
        },
    )


def _text(answer: dict[str, Any]) -> IssueText | None:
    issue = (answer.get("here") or {}).get("issue")
    if not issue:
        return None
    since = time_of(issue.get("lastEditedAt") or issue.get("createdAt"))
    return IssueText(str(issue.get("body") or ""), since)


def _account(answer: dict[str, Any] | None) -> Literal["person", "organization", "nobody"]:
    if answer is None:
        return "nobody"
    return "organization" if answer.get("__typename") == "Organization" else "person"


def _repository(answer: dict[str, Any] | None) -> RepositoryFacts:
    if answer is None or answer.get("isPrivate"):
        return RepositoryFacts("gone or private")
    if answer.get("isDisabled"):
        return RepositoryFacts("disabled", answer.get("url"))
    if answer.get("isArchived"):
        return RepositoryFacts("archived", answer.get("url"))
    return RepositoryFacts("empty" if answer.get("isEmpty") else "fine", answer.get("url"))
