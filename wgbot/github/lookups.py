"""What GitHub knows about a proposal and of the accounts and repositories it names: one question for all.

What is at Discord, `invitations` asks there.

What it does not tell is not known, and then nothing is made of it.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from wgbot.checks.lookups import Facts, RepositoryFacts
from wgbot.github import graphql, invitations
from wgbot.github.api import Api, time_of
from wgbot.github.refusals import RequestRejected
from wgbot.proposals.proposal import Proposal

_MOST_AT_ONCE = 100
"""How many names one question is about."""
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
    text: IssueText | None = None


def look_up(
    api: Api, server: str, proposals: Sequence[Proposal], *, text_of: int | None = None
) -> LookUp:
    """Ask GitHub for what *proposals* name; nothing if they name nothing, or GitHub is silent.

    *text_of* asks for the text of the issue of that number, too.
    """
    accounts, links = _names(proposals, server)
    parts = [
        *([_text_question(api.repository, text_of)] if text_of else []),
        *(
            f"a{number}: repositoryOwner(login: {json.dumps(login)}) {{ __typename }}"
            for number, login in enumerate(accounts)
        ),
        *(
            f"r{number}: repository(owner: {json.dumps(owner)}, name: {json.dumps(name)}) "
            "{ url isArchived isDisabled isEmpty isPrivate }"
            for number, (owner, name) in enumerate(links.values())
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
    facts = replace(_facts(answer, accounts, list(links)), invitations=invited)
    return LookUp(facts, _text(answer))


def _names(
    proposals: Sequence[Proposal], server: str
) -> tuple[list[str], dict[str, tuple[str, str]]]:
    """Return the accounts that are named, and the repositories by their addresses."""
    accounts = [
        person.github
        for proposal in proposals
        for person in proposal.group.leads[:_MOST]
        if person.github and _ACCOUNT.fullmatch(person.github)
    ]
    links = {
        link: named
        for proposal in proposals
        for link in proposal.group.repositories[:_MOST]
        if (named := _named(link, server))
    }
    return list(dict.fromkeys(accounts)), links


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
