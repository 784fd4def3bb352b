"""Asking the web about an address, with care for whoever answers.

What is asked, how often, and what is asked besides where an answer leaves a doubt. How a request
is made is for `client`, what an answer means for `classify`.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from types import TracebackType
from typing import Protocol

from wgbot.community.link_defaults import CONCURRENCY, TIMEOUT
from wgbot.links import classify, failures, moves, special_sites
from wgbot.links.addresses import is_shared
from wgbot.links.classify import Answer, Hop, LinkOutcome
from wgbot.links.client import Client, HttpClient, url_of
from wgbot.links.failures import TimedOut
from wgbot.links.findings import Finding
from wgbot.links.gate import Gate, Lookup
from wgbot.links.networks import IPNetwork
from wgbot.links.rate_limit import PATIENCE, Clock, Host, HostGaveUp
from wgbot.links.special_sites import Question
from wgbot.text.sentences import Sentence

MOST_ATTEMPTS = 4
MOST_TIMEOUTS = 2
"""Who did not answer so often is not asked again."""
LANGUAGE, OTHER_LANGUAGE = "en", "de-DE, de;q=0.9"
"""In which pages are asked for, and in which those that moved are once more."""

_FIRST_PAUSE = 0.5


@dataclass(frozen=True)
class FetchOptions:
    """How the web is asked."""

    timeout: float = TIMEOUT
    concurrency: int = CONCURRENCY
    allowed: tuple[IPNetwork, ...] = ()
    lookup: Lookup | None = None
    """The system's, if there is no other."""
    clock: Clock = field(default_factory=Clock)
    jitter: Callable[[], float] = random.random
    """Gives a number from 0 to 1, by which pauses differ."""
    ask: Callable[[str], Question | LinkOutcome | None] = special_sites.ask
    client: Callable[[Gate], Client] = HttpClient


class Fetcher(Protocol):
    """Whoever can fetch one answer from the web."""

    async def fetch(self, address: str, attempt: int = 1) -> Answer:
        """Return the answer of one request, without following redirects."""


class Web:
    """The web, as long as a run takes. To be used with `async with`."""

    def __init__(self, options: FetchOptions) -> None:
        """Ask as *options* say."""
        self.requests = 0
        """How many requests were made."""
        self._options = options
        self._hosts: dict[str, Host] = {}
        self._denials: dict[str, asyncio.Task[bool]] = {}
        self._turns = asyncio.Semaphore(options.concurrency)
        self._client: Client

    async def __aenter__(self) -> "Web":
        self._client = self._options.client(Gate(self._options.allowed, self._options.lookup))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for denial in self._denials.values():
            denial.cancel()
        await self._client.close()

    async def check(self, address: str) -> Finding:
        """Visit *address* until it is known what it is, or as often as is decent."""
        refused = None if self.is_asked_otherwise(address) else failures.refusal(address)
        if refused:
            return Finding(address, refused.state, refused.reason)
        spent = _Spent(self._options.timeout)
        timeouts = 0
        for attempt in range(1, MOST_ATTEMPTS + 1):
            visit = await self._visit(address, attempt, spent)
            outcome = visit.outcome
            if isinstance(outcome, TimedOut):
                timeouts += 1
                # Who is there after all answers sooner, and all who are not would take the time.
                spent.timeout /= 5
            last = attempt == MOST_ATTEMPTS or timeouts == MOST_TIMEOUTS
            if last or not outcome.again:
                break
            pause = _FIRST_PAUSE * 2 ** (attempt - 1)
            await self._options.clock.sleep(pause * (0.5 + self._options.jitter()))
        outcome = await self._doubted(address, visit, attempt, spent)
        return Finding(
            address,
            outcome.state,
            outcome.reason,
            outcome.target,
            attempt,
            spent.seconds,
            note=outcome.note,
            by_hand=outcome.by_hand,
        )

    def is_asked_otherwise(self, address: str) -> bool:
        """Return whether something else than the page itself tells about *address*."""
        return self._options.ask(address) is not None

    async def _visit(
        self, address: str, attempt: int, spent: "_Spent", language: str = LANGUAGE
    ) -> "_Visit":
        """Follow *address* to where it leads, once."""
        trail: list[Hop] = []
        here = address
        while True:
            question = self._options.ask(here)
            if isinstance(question, LinkOutcome):
                return _Visit(question, trail)
            asked = question.address if question else here
            try:
                # Who is on the way comes before who has not begun.
                answer = await self.fetch(asked, attempt + len(trail), spent, language)
            except HostGaveUp as error:
                silent = LinkOutcome("dead" if error.silent else "unknown", error.why)
                return _Visit(silent, trail)
            except Exception as error:  # noqa: BLE001 - one bad link must not end the run
                failed = failures.outcome(error, bool(trail), self._options.timeout)
                return _Visit(failed, trail)
            if question:
                return _Visit(_through(question.read(answer), trail), trail)
            target = classify.next_address(answer, here)
            if target is None:
                outcome = classify.of_page(answer, here, trail)
                is_missing = answer.status == HTTPStatus.NOT_FOUND
                return _Visit(outcome, trail, here, here if is_missing else None)
            trail.append(Hop(here, answer.status, answer.sets_cookie))
            stop = (
                LinkOutcome("unknown", Sentence("it redirects, but doesn't say where to"))
                if not target
                else classify.circle(trail, target)
            )
            if stop is None and not self.is_asked_otherwise(target) and failures.refusal(target):
                stop = LinkOutcome(
                    "unknown", Sentence("it redirects to something that isn't a web address")
                )
            if stop:
                return _Visit(stop, trail)
            here = target

    async def _doubted(
        self, address: str, visit: "_Visit", attempt: int, spent: "_Spent"
    ) -> LinkOutcome:
        """Return what a visit told, where what can be asked besides does not speak against it."""
        outcome = visit.outcome
        if outcome.state == "dead" and visit.missing:
            if await self._denies_all(visit.missing):
                return LinkOutcome(
                    "unknown", Sentence("its server answers 404 Not Found to everything")
                )
        elif outcome.state == "moved":
            other = await self._visit(address, attempt, spent, OTHER_LANGUAGE)
            if other.outcome.target != outcome.target:
                if not other.outcome.target:
                    return LinkOutcome(
                        "unknown", Sentence("it doesn't redirect in the same way every time")
                    )
                why = Sentence("where it leads depends on the visitor's language")
                return LinkOutcome("ok", why, outcome.target, by_hand=True)
            if not outcome.by_hand and outcome.target:
                return await self._unless_all_move(address, outcome, visit, attempt, spent)
        return outcome

    async def _unless_all_move(
        self, address: str, outcome: LinkOutcome, visit: "_Visit", attempt: int, spent: "_Spent"
    ) -> LinkOutcome:
        """Return the outcome of a move, left to a person where all beside it moves to that place."""
        beside = moves.beside(address, outcome.target or "")
        if beside is None:
            return outcome
        other = await self._visit(beside, attempt, spent)
        if moves.meet(visit.places, other.places):
            return replace(outcome, reason=moves.MANY, by_hand=True)
        return outcome

    async def _denies_all(self, address: str) -> bool:
        """Return whether the host of *address* says "not found" to everything it is asked for."""
        url = url_of(address)
        if is_shared(str(url.host)):
            return False
        host = self._host(address)
        if host.has_pages:
            return False
        key = str(url.origin())
        if key not in self._denials:
            self._denials[key] = asyncio.ensure_future(self._is_silent_on_all(key))
        return await self._denials[key] and not host.has_pages

    async def _is_silent_on_all(self, origin: str) -> bool:
        for path in ("/", "/robots.txt"):
            try:
                answer = await self.fetch(f"{origin}{path}")
            except Exception:  # noqa: BLE001 - then it is not known, and the first answer counts
                return False
            if answer.status != HTTPStatus.NOT_FOUND:
                return False
        return True

    def _host(self, address: str) -> Host:
        url = url_of(address)
        name = str(url.host) if url.is_default_port() else url.authority
        return self._hosts.setdefault(name, Host(self._options.clock))

    async def fetch(
        self,
        address: str,
        attempt: int = 1,
        spent: "_Spent | None" = None,
        language: str = LANGUAGE,
    ) -> Answer:
        """Return the answer of one request, without following redirects.

        Raises HostGaveUp, and what aiohttp and the network raise.
        """
        spent = spent or _Spent(self._options.timeout)
        host = self._host(address)
        async with self._turn(host, attempt):
            loop = asyncio.get_running_loop()
            began = loop.time()
            waiting = loop.call_later(PATIENCE, host.takes_long)
            self.requests += 1
            try:
                answer = await self._client.get(url_of(address), spent.timeout, language)
            except TimeoutError:
                host.silent()
                raise
            finally:
                waiting.cancel()
                spent.seconds += loop.time() - began
            if answer.status == 429 or (answer.status == 503 and answer.retry_after):
                host.refused(classify.wait_asked(answer, self._options.clock.utc()))
            else:
                host.answered(is_page=answer.status < 400)
            return answer

    @contextlib.asynccontextmanager
    async def _turn(self, host: Host, attempt: int) -> AsyncIterator[None]:
        while True:
            await host.enter(attempt)
            try:
                async with self._turns:
                    # While it waited for the second turn, the host may have said "too many".
                    if host.is_open():
                        yield
                        return
            finally:
                host.leave()


def _through(outcome: LinkOutcome, trail: Sequence[Hop]) -> LinkOutcome:
    """Return what it means that what ends soon is behind an address that stays."""
    return LinkOutcome("ok") if trail and outcome.state == "expiring" else outcome


@dataclass(frozen=True)
class _Visit:
    """One visit: what it told, and the way."""

    outcome: LinkOutcome
    trail: list[Hop]
    arrived: str | None = None
    missing: str | None = None
    """The address that the server says it does not have."""

    @property
    def places(self) -> list[str]:
        """Return every address that it was led to."""
        return [*(hop.address for hop in self.trail[1:]), *filter(None, [self.arrived])]


@dataclass
class _Spent:
    """The time of a link: how long a server gets, and how long all requests took by now."""

    timeout: float
    seconds: float = 0.0
