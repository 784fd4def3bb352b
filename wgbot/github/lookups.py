"""What GitHub knows about a proposal and of the accounts and repositories it names: one question for all.

What is at Discord, `invitations` asks there.

What it does not tell is not known, and then nothing is made of it.
"""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from wgbot.checks.lookups import Facts, RepositoryFacts
from wgbot.github import invitations
from wgbot.github.api import Api, time_of
from wgbot.proposals.proposal import Proposal

_MOST = 20
"""The most accounts, and the most repositories, that one proposal is worth."""
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")


@dataclass(frozen=True)
class IssueText:
    """An issue's text, and since when it is that: both of one moment, and nobody can forge them."""

    body: str
    since: datetime


@dataclass(frozen=True)
class LookUp:
    """What was asked and could be told."""

    facts: Facts = field(default_factory=Facts)
    account: str | None = None
    text: IssueText | None = None


def look_up(
    api: Api,
    server: str,
    proposal: Proposal,
    *,
    with_account: bool = False,
    with_text: bool = False,
) -> LookUp:
    """Ask GitHub for what *proposal* names; nothing if it names nothing, or GitHub is silent.

    *with_account* asks for the account that the token acts for, and *with_text* for the issue's text.
    """
    accounts = list(
        dict.fromkeys(
            person.github
            for person in proposal.group.leads[:_MOST]
            if person.github and _ACCOUNT.fullmatch(person.github)
        )
    )
    repositories = {
        link: named
        for link in proposal.group.repositories[:_MOST]
        if (named := _named(link, server))
    }
    parts = _question(accounts, list(repositories.values()))
    if with_account:
        parts.append("viewer { login }")
    if with_text:
        parts.append(_text_question(api.repository, proposal.issue.number or 0))
    answer = api.query(f"query {{ {' '.join(parts)} }}") if parts else None
    invited = invitations.look_up(proposal.group)
    if answer is None:
        return LookUp(Facts(invitations=invited))
    viewer = answer.get("viewer")
    account = api.as_listed(str(viewer["login"])) if viewer else None
    facts = replace(_facts(answer, accounts, list(repositories)), invitations=invited)
    return LookUp(facts, account, _text(answer))


def _question(accounts: list[str], repositories: list[tuple[str, str]]) -> list[str]:
    # Both kinds of names are of letters that need no escaping; `json` makes sure of it.
    parts = [
        f"a{n}: repositoryOwner(login: {json.dumps(login)}) {{ __typename }}"
        for n, login in enumerate(accounts)
    ]
    return parts + [
        f"r{n}: repository(owner: {json.dumps(owner)}, name: {json.dumps(name)}) "
        "{ url isArchived isDisabled isEmpty isPrivate }"
        for n, (owner, name) in enumerate(repositories)
    ]


def _text_question(repository: str, number: int) -> str:
    owner, _, name = repository.partition("/")
    return (
        f"here: repository(owner: {json.dumps(owner)}, name: {json.dumps(name)}) "
        f"{{ issue(number: {number}) {{ body createdAt lastEditedAt }} }}"
    )


def _facts(answer: dict[str, Any], accounts: list[str], links: list[str]) -> Facts:
    return Facts(
        accounts={
            login: _account(answer[f"a{n}"])
            for n, login in enumerate(accounts)
            if f"a{n}" in answer
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


def _named(link: str, server: str) -> tuple[str, str] | None:
    """Return owner and name of a repository at *server*; None for any other address."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    names = parts.path.strip("/").split("/")
    if parts.hostname != urlsplit(server).hostname or len(names) != 2:
        return None
    owner, name = names
    return (owner, name) if _ACCOUNT.fullmatch(owner) and _NAME.fullmatch(name) else None


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
