"""Asking GitHub about repositories: in batches with a token, one by one and not many without.

Whoever has a token gives `Ask`, which sends it to its own API and nowhere else.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from wgbot.links.classify import said
from wgbot.links.findings import Budget, Finding, State
from wgbot.links.rate_limit import Clock
from wgbot.links.web import Fetcher
from wgbot.registry import repository_names
from wgbot.text.problems import WgbotError
from wgbot.text.sentences import Sentence

MOST_IN_A_BATCH = 100
MOST_ANONYMOUS = 50
"""Of the 60 requests an hour that GitHub gives to whoever has no token."""

_SMALLEST_FAILURES = 3

_FIELDS = "id databaseId nameWithOwner url isArchived isDisabled isEmpty isPrivate"
_DISABLED = Sentence("GitHub has disabled it")
_UNTOLD = Sentence("GitHub doesn't say")
_FRAGMENT = f"fragment wanted on Repository {{ {_FIELDS} }}"


Ask = Callable[[str], Mapping[str, Any] | None]
"""Asks one GitHub by its GraphQL API, as `Api.query` does: what it can't tell is left out of the answer, and
what doesn't exist is None. Raises `Retry` where less, or the same later, may be answered."""


class RepositoryLink(NamedTuple):
    """A repository by its name, and the address that names it."""

    host: str
    owner: str
    name: str
    address: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what is the same for all addresses of one repository."""
        return self.host, self.owner.lower(), self.name.lower()


@dataclass
class GitHubLinks:
    """One GitHub: its repositories are asked about by *ask*."""

    ask: Ask
    clock: Clock = field(default_factory=Clock)
    budget: Budget = field(default_factory=Budget)

    async def check(self, repositories: Sequence[RepositoryLink]) -> AsyncIterator[list[Finding]]:
        """Yield what is found, batch by batch; each repository is to be there once."""
        from wgbot.proposals.reconcile import Retry  # noqa: PLC0415 - slow to load, and without a token nobody needs it

        rest, size, failures = list(repositories), MOST_IN_A_BATCH, 0
        why = Sentence("GitHub doesn't answer")
        while rest:
            batch = rest[:size]
            loop = asyncio.get_running_loop()
            began = loop.time()
            self.budget.requests += 1
            try:
                answer = await asyncio.to_thread(self.ask, query(batch))
                if not answer:
                    raise Retry(why.plain)
            except WgbotError as error:
                failures += 1
                is_final = len(batch) == 1 and failures >= _SMALLEST_FAILURES
                if is_final or not isinstance(error, Retry):
                    self.budget.stopped = str(error)
                    if status := getattr(error, "status", None):
                        why = Sentence("GitHub answers {status}", {"status": said(status)})
                    break
                # GitHub gives up on what takes it more than ten seconds: ask for less at once.
                size = max(1, len(batch) // 2)
                await self.clock.sleep(min(failures, 5))
                continue
            failures = 0
            seconds = loop.time() - began
            self.budget.remaining = (answer.get("rateLimit") or {}).get("remaining")
            yield [
                _finding(each, answer[key], seconds)
                if (key := f"r{number}") in answer
                else Finding(each.address, "unknown", _UNTOLD, None, 1, seconds)
                for number, each in enumerate(batch)
            ]
            rest = rest[len(batch) :]
            size = min(MOST_IN_A_BATCH, size * 2)
        if rest:
            yield [Finding(each.address, "unknown", why, note="silent") for each in rest]


def repository_of(address: str, hosts: Container[str]) -> RepositoryLink | None:
    """Return the repository whose front page *address* is, at one of *hosts*; None for all else."""
    found = repository_names.repository_name(address, hosts)
    return RepositoryLink(*found, address) if found else None


def query(batch: Sequence[RepositoryLink]) -> str:
    """Write the query for the repositories of a *batch*."""
    asked = "\n".join(
        f"  r{number}: repository(owner: {json.dumps(each.owner)}, name: {json.dumps(each.name)}) "
        "{ ...wanted }"
        for number, each in enumerate(batch)
    )
    return f"query {{\n{asked}\n  rateLimit {{ cost remaining }}\n}}\n{_FRAGMENT}\n"


async def check_anonymously(
    repositories: Sequence[RepositoryLink], web: Fetcher
) -> AsyncIterator[list[Finding]]:
    """Yield what GitHub tells about *repositories* without a token, until it tells no more.

    What is not yielded is to be looked at as any other page.
    """
    for repository in repositories[:MOST_ANONYMOUS]:
        address = f"https://api.github.com/repos/{repository.owner}/{repository.name}"
        try:
            answer = await web.fetch(address)
            if answer.status in (301, 307, 308) and (answer.location or "").startswith(
                "https://api.github.com/"
            ):
                answer = await web.fetch(str(answer.location))
        except Exception:  # noqa: BLE001 - whatever it is, the page can still be looked at
            return
        if answer.status == 404:
            yield [_finding(repository, None)]
        elif answer.status == 451:
            yield [Finding(repository.address, "dead", _DISABLED)]
        elif answer.status != 200:
            return
        else:
            found = _rest(answer.body)
            if found is None:
                return
            yield [_finding(repository, found)]


def _rest(body: str) -> dict[str, Any] | None:
    """Return the REST API's answer in the words of the other."""
    try:
        value = json.loads(body)
        return {
            "id": value["node_id"],
            "databaseId": value["id"],
            "nameWithOwner": value["full_name"],
            "url": value["html_url"],
            "isArchived": value.get("archived", False),
            "isDisabled": value.get("disabled", False),
            "isEmpty": value.get("size", 1) == 0 and value.get("pushed_at") == value["created_at"],
            "isPrivate": value.get("private", False),
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _finding(
    repository: RepositoryLink, found: Mapping[str, Any] | None, seconds: float = 0.0
) -> Finding:
    """Return what it means that GitHub tells that of a repository; None if there is none."""
    address = repository.address
    if found is None:
        return Finding(address, "dead", Sentence("it is gone or private"), None, 1, seconds)
    number = found.get("databaseId")
    identity = str(number if number is not None else found.get("id") or "") or None
    name = str(found.get("nameWithOwner") or "")
    asked = f"{repository.owner}/{repository.name}"

    def is_(state: State, reason: Sentence | None = None, target: str | None = None) -> Finding:
        return Finding(address, state, reason, target, 1, seconds, identity)

    if found.get("isPrivate"):
        return is_("dead", Sentence("it is private"))
    if found.get("isDisabled"):
        return is_("dead", _DISABLED)
    if name and name.lower() != asked.lower():
        where = Sentence("it is called {name} now", {"name": name})
        if found.get("isArchived"):
            where = Sentence("it is called {name} now, and is archived there", {"name": name})
        target = f"https://{repository.host}/{name}{_fragment(address)}"
        return is_("moved", where, target)
    if found.get("isArchived"):
        return is_("archived", Sentence("it is archived"))
    return is_("ok", Sentence("it is empty") if found.get("isEmpty") else None)


def _fragment(address: str) -> str:
    fragment = urlsplit(address).fragment
    return f"#{fragment}" if fragment else ""
