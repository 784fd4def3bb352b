"""Asking GitHub about repositories: in batches with a token, one by one and not many without.

Whoever has a token gives `Post`, which sends it to its own API and nowhere else.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from wgbot.links.classify import said
from wgbot.links.findings import Budget, Finding, State
from wgbot.links.rate_limit import Clock
from wgbot.links.web import Fetcher
from wgbot.text.sentences import Sentence
from wgbot.text.spellings import GITHUB_PAGES

MOST_IN_A_BATCH = 100
MOST_ANONYMOUS = 50
"""Of the 60 requests an hour that GitHub gives to whoever has no token."""

_SMALLEST_FAILURES = 3
_LONGEST_WAIT = 60.0
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")

_FIELDS = "id databaseId nameWithOwner url isArchived isDisabled isEmpty isPrivate"
_DISABLED = Sentence("GitHub has disabled it")
_FRAGMENT = f"fragment wanted on Repository {{ {_FIELDS} }}"


class PostError(Exception):
    """The API gave no answer to read."""

    def __init__(self, status: int | None, wait: float | None = None) -> None:
        """Say the HTTP *status*, None without any, and how many seconds the API wants to rest."""
        self.why = Sentence("GitHub doesn't answer")
        if status:
            self.why = Sentence("GitHub answers {status}", {"status": said(status)})
        super().__init__(self.why.plain)
        self.status = status
        self.wait = wait


class Post(Protocol):
    """Whoever can send a GraphQL query, with a token, to one API."""

    def __call__(self, query: str, variables: Mapping[str, str]) -> Mapping[str, Any]:
        """Return the whole JSON of the answer, `errors` and all. Raises PostError."""


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
    """One GitHub: its repositories are asked about by *post*."""

    post: Post
    clock: Clock = field(default_factory=Clock)
    budget: Budget = field(default_factory=Budget)

    async def check(self, repositories: Sequence[RepositoryLink]) -> AsyncIterator[list[Finding]]:
        """Yield what is found, batch by batch; each repository is to be there once."""
        rest, size, failures = list(repositories), MOST_IN_A_BATCH, 0
        why = Sentence("GitHub doesn't answer")
        while rest:
            batch = rest[:size]
            loop = asyncio.get_running_loop()
            began = loop.time()
            try:
                answer = await self._ask(batch)
            except PostError as error:
                failures += 1
                wait = error.wait if error.status in (403, 429) else None
                final = error.status in (400, 401, 404) or (wait or 0) > _LONGEST_WAIT
                if final or (len(batch) == 1 and failures >= _SMALLEST_FAILURES):
                    self.budget.stopped, why = str(error), error.why
                    break
                # GitHub gives up on what takes it more than ten seconds: ask for less at once.
                size = max(1, len(batch) // 2)
                await self.clock.sleep(wait if wait is not None else min(failures, 5))
                continue
            failures = 0
            seconds = loop.time() - began
            yield [
                _finding(repository, found, errors, seconds)
                for repository, (found, errors) in zip(batch, answer, strict=True)
            ]
            rest = rest[len(batch) :]
            size = min(MOST_IN_A_BATCH, size * 2)
        if rest:
            yield [Finding(each.address, "unknown", why, note="silent") for each in rest]

    async def _ask(self, batch: Sequence[RepositoryLink]) -> list[tuple[Any, list[Any]]]:
        """Return for each repository its data and its errors."""
        self.budget.requests += 1
        answer = await asyncio.to_thread(self.post, query(len(batch)), variables(batch))
        data, errors = answer.get("data"), answer.get("errors") or []
        if not isinstance(data, Mapping) or not isinstance(errors, list):
            limited = any(_type(error) == "RATE_LIMITED" for error in _each(errors))
            raise PostError(429 if limited else None, float("inf") if limited else None)
        limit = data.get("rateLimit")
        if isinstance(limit, Mapping) and isinstance(limit.get("remaining"), int):
            self.budget.remaining = limit["remaining"]
        listed: list[tuple[Any, list[Any]]] = []
        for number in range(len(batch)):
            alias = f"r{number}"
            mine = [error for error in _each(errors) if (error.get("path") or [None])[0] == alias]
            listed.append((data.get(alias), mine))
        return listed


def repository_of(address: str, hosts: Iterable[str]) -> RepositoryLink | None:
    """Return the repository whose front page *address* is, at one of *hosts*; None for all else."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        port = parts.port
    except ValueError:
        return None
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    if parts.scheme not in ("http", "https") or host not in hosts or port or len(segments) != 2:
        return None
    owner, name = segments[0], segments[1].removesuffix(".git")
    named = _NAME.fullmatch(owner) and _NAME.fullmatch(name) and name not in ("", ".", "..")
    if not named or owner.lower() in GITHUB_PAGES or parts.query:
        return None
    return RepositoryLink(host, owner, name, address)


def query(count: int) -> str:
    """Write the query for *count* repositories."""
    names = ", ".join(f"$o{n}: String!, $n{n}: String!" for n in range(count))
    asked = "\n".join(
        f"  r{n}: repository(owner: $o{n}, name: $n{n}) {{ ...wanted }}" for n in range(count)
    )
    return f"query({names}) {{\n{asked}\n  rateLimit {{ cost remaining }}\n}}\n{_FRAGMENT}\n"


def variables(batch: Sequence[RepositoryLink]) -> dict[str, str]:
    """Return the variables of the query for *batch*."""
    given: dict[str, str] = {}
    for number, each in enumerate(batch):
        given |= {f"o{number}": each.owner, f"n{number}": each.name}
    return given


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
            yield [_gone(repository)]
        elif answer.status == 451:
            yield [Finding(repository.address, "dead", _DISABLED)]
        elif answer.status != 200:
            return
        else:
            found = _rest(answer.body)
            if found is None:
                return
            yield [_finding(repository, found, [], 0.0)]


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


def _gone(repository: RepositoryLink, seconds: float = 0.0) -> Finding:
    return Finding(repository.address, "dead", Sentence("it is gone or private"), None, 1, seconds)


def _finding(
    repository: RepositoryLink, found: Any, errors: Sequence[Mapping[str, Any]], seconds: float
) -> Finding:
    address = repository.address
    if not isinstance(found, Mapping):
        if any(_type(error) == "NOT_FOUND" for error in errors):
            return _gone(repository, seconds)
        return Finding(address, "unknown", Sentence("GitHub doesn't say"), None, 1, seconds)
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


def _each(errors: Sequence[Any]) -> list[Mapping[str, Any]]:
    return [error for error in errors if isinstance(error, Mapping)]


def _type(error: Mapping[str, Any]) -> str:
    return str(error.get("type") or "")
