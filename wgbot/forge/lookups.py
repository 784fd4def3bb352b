"""What GitHub knows of the accounts and repositories that a proposal names: one question for all.

What it does not tell is not known, and then nothing is made of it.
"""

import json
import re
from typing import Any, Literal
from urllib.parse import urlsplit

from wgbot.facts import Facts, RepositoryFacts
from wgbot.forge.api import Api
from wgbot.proposal import Proposal

_MOST = 20
"""The most accounts, and the most repositories, that one proposal is worth."""
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")


def look_up(api: Api, server: str, proposal: Proposal) -> Facts:
    """Ask GitHub for what *proposal* names; nothing where it names nothing, or GitHub is silent."""
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
    if not accounts and not repositories:
        return Facts()
    # Both kinds of names are of letters that need no escaping; `json` makes sure of it.
    parts = [
        f"a{n}: repositoryOwner(login: {json.dumps(login)}) {{ __typename }}"
        for n, login in enumerate(accounts)
    ]
    parts += [
        f"r{n}: repository(owner: {json.dumps(owner)}, name: {json.dumps(name)}) "
        "{ url isArchived isDisabled isEmpty isPrivate }"
        for n, (owner, name) in enumerate(repositories.values())
    ]
    answer = api.query(f"query {{ {' '.join(parts)} }}")
    if answer is None:
        return Facts()
    return Facts(
        accounts={
            login: _account(answer[f"a{n}"])
            for n, login in enumerate(accounts)
            if f"a{n}" in answer
        },
        repositories={
            link: _repository(answer[f"r{n}"])
            for n, link in enumerate(repositories)
            if f"r{n}" in answer
        },
    )


def _named(link: str, server: str) -> tuple[str, str] | None:
    """Give owner and name of a repository at *server*; None for any other address."""
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
