"""One whole check: every link once, in the way that suits it, until all is known or time is up."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from wgbot.community.link_defaults import DEADLINE
from wgbot.links import github
from wgbot.links.findings import Finding, Link, Run
from wgbot.links.github import Ask, GitHubLinks, RepositoryLink
from wgbot.links.web import FetchOptions, Web
from wgbot.text.problems import SetupError
from wgbot.text.sentences import Sentence

GITHUB = "github.com"
_MOST_STARTED = 10
"""How many links of one host are visited at once: more than it is asked, for some are in a pause."""

_ENDED = Sentence("the run ended before it was checked")
_UNCHECKED = Sentence("it wasn't checked")

Watch = Callable[[Finding, int, int], None]
"""Is told about a finding, how many there are by now, and how many there will be."""


async def check(
    links: Sequence[Link],
    options: FetchOptions,
    *,
    deadline: float = DEADLINE,
    asks: Mapping[str, Ask] | None = None,
    hosts: Iterable[str] = (),
    watch: Watch | None = None,
) -> Run:
    """Check *links* within *deadline* seconds; ^C ends it as well, and keeps what is known.

    *asks* has who asks the API of each GitHub host; *hosts* names those of GitHub Enterprise.
    Raises SetupError if there are no links: then it is the wrong registry or list.
    """
    if not links:
        raise SetupError("There are no links to check. Is this the right registry or list?")
    errand = _Errand(links, watch)
    asks = asks or {}
    cut: Literal["deadline", "interrupted"] | None = None
    githubs = {host: GitHubLinks(ask, options.clock) for host, ask in asks.items()}
    async with Web(options) as web:
        work = asyncio.ensure_future(_work(errand, web, githubs, {GITHUB, *asks, *hosts}))
        try:
            done, _ = await asyncio.wait([work], timeout=deadline)
            cut = None if done else "deadline"
        except asyncio.CancelledError:
            cut = "interrupted"
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work
        requests = web.requests
    return Run(errand.all(cut), cut, requests, tuple(each.budget for each in githubs.values()))


async def _work(
    errand: "_Errand", web: Web, githubs: Mapping[str, GitHubLinks], hosts: set[str]
) -> None:
    repositories: dict[tuple[str, str, str], RepositoryLink] = {}
    pages: dict[str, str] = {}
    for address in errand.addresses:
        repository = github.repository_of(address, hosts)
        if repository:
            first = repositories.setdefault(repository.key, repository).address
        else:
            first = pages.setdefault(_page(address, web), address)
        errand.also(first, address)
    async with asyncio.TaskGroup() as group:
        for host in {each.host for each in repositories.values()}:
            here = [each for each in repositories.values() if each.host == host]
            group.create_task(_repositories(here, errand, web, githubs.get(host)))
        group.create_task(_visit_all(pages.values(), errand, web))


async def _visit_all(addresses: Iterable[str], errand: "_Errand", web: Web) -> None:
    """Visit pages, of each host some at once: those that wait for their turn anyway cost nothing."""
    hosts: dict[str, deque[str]] = {}
    for address in addresses:
        host = address.partition("://")[2].partition("/")[0].lower()
        hosts.setdefault(host, deque()).append(address)
    async with asyncio.TaskGroup() as group:
        for waiting in hosts.values():
            for _ in range(min(len(waiting), _MOST_STARTED)):
                group.create_task(_visit_waiting(waiting, errand, web))


async def _visit_waiting(waiting: deque[str], errand: "_Errand", web: Web) -> None:
    while waiting:
        errand.found(await web.check(waiting.popleft()))


async def _repositories(
    repositories: Sequence[RepositoryLink], errand: "_Errand", web: Web, asked: GitHubLinks | None
) -> None:
    """Ask about the repositories of one host, and look at the pages of those it does not tell about."""
    rest = {each.address for each in repositories}
    async for findings in _answers(repositories, web, asked):
        for finding in findings:
            rest.discard(finding.address)
            errand.found(finding)
    await _visit_all(rest, errand, web)


async def _answers(
    repositories: Sequence[RepositoryLink], web: Web, asked: GitHubLinks | None
) -> AsyncIterator[list[Finding]]:
    if asked:
        async for findings in asked.check(repositories):
            yield findings
    elif repositories[0].host == GITHUB:
        async for findings in github.check_anonymously(repositories, web):
            yield findings


def _page(address: str, web: Web) -> str:
    """Return what is the same for all addresses that are one page."""
    if web.is_asked_otherwise(address):
        return address
    return address.partition("#")[0]


class _Errand:
    """The links of a run, and what is known of them so far."""

    def __init__(self, links: Sequence[Link], watch: Watch | None) -> None:
        self.addresses = [link.address for link in links]
        self._known: dict[str, Finding] = {}
        self._also: dict[str, list[str]] = {}
        self._watch = watch

    def also(self, asked: str, address: str) -> None:
        """Note that what is found of *asked* holds for *address*."""
        self._also.setdefault(asked, []).append(address)

    def found(self, finding: Finding) -> None:
        """Take a finding, for every address that it holds for."""
        for address in self._also.get(finding.address, [finding.address]):
            mine = replace(finding, address=address, target=_with_fragment(finding, address))
            self._known[address] = mine
            if self._watch:
                self._watch(mine, len(self._known), len(self.addresses))

    def all(self, cut: str | None) -> tuple[Finding, ...]:
        """Return a finding for each address."""
        why = _ENDED if cut else _UNCHECKED
        return tuple(
            self._known.get(address) or Finding(address, "unknown", why, note="unasked")
            for address in self.addresses
        )


def _with_fragment(finding: Finding, address: str) -> str | None:
    if finding.target is None or finding.address == address:
        return finding.target
    fragment = address.partition("#")[2]
    target = finding.target.partition("#")[0]
    return f"{target}#{fragment}" if fragment else target
