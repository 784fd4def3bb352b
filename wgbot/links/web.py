"""Asking the web about an address, with care for whoever answers and for where the question goes.

A connection goes only through the `gate`. No cookies, no proxies, and never a token.
"""

import asyncio
import contextlib
import random
import zlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from wgbot import __version__
from wgbot.community.links import CONCURRENCY, TIMEOUT
from wgbot.links import classify, failures, special_sites
from wgbot.links.classify import Answer, Hop, LinkOutcome
from wgbot.links.failures import TimedOut
from wgbot.links.findings import Finding
from wgbot.links.gate import Gate, Lookup
from wgbot.links.networks import IPNetwork
from wgbot.links.rate_limit import PATIENCE, Clock, Host, HostGaveUp
from wgbot.links.special_sites import Question

MOST_BYTES = 64 * 1024
"""The most of a body that is read, and the most that comes of it."""
MOST_ATTEMPTS = 4
MOST_TIMEOUTS = 2
"""Who did not answer so often is not asked again."""

_BODY_SECONDS = 2.0
_MOST_HEADER = 64 * 1024
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
        self._turns = asyncio.Semaphore(options.concurrency)
        self._gate = Gate(options.allowed, options.lookup)
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> "Web":
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=self._gate,
                socket_factory=self._gate.socket,
                # How many there are at once is for `rate_limit`.
                limit=0,
                ttl_dns_cache=None,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            headers={
                "User-Agent": f"wgbot/{__version__} (link check)",
                "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
                "Accept-Encoding": "gzip",
            },
            auto_decompress=False,
            trust_env=False,
            max_line_size=_MOST_HEADER,
            max_field_size=_MOST_HEADER,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()
        await self._gate.close()

    async def check(self, address: str) -> Finding:
        """Visit *address* until it is known what it is, or as often as is decent."""
        refused = _refusal(address)
        if refused:
            return Finding(address, refused.state, refused.reason)
        spent = _Spent(self._options.timeout)
        timeouts = 0
        for attempt in range(1, MOST_ATTEMPTS + 1):
            outcome = await self._visit(address, attempt, spent)
            if isinstance(outcome, TimedOut):
                timeouts += 1
                # Who is there after all answers sooner, and all who are not would take the time.
                spent.timeout /= 2
            last = attempt == MOST_ATTEMPTS or timeouts == MOST_TIMEOUTS
            if last or not outcome.again:
                break
            pause = _FIRST_PAUSE * 2 ** (attempt - 1)
            await self._options.clock.sleep(pause * (0.5 + self._options.jitter()))
        return Finding(
            address,
            outcome.state,
            outcome.reason,
            outcome.target,
            attempt,
            spent.seconds,
            note=outcome.note,
        )

    def is_asked_otherwise(self, address: str) -> bool:
        """Return whether something else than the page itself tells about *address*."""
        return self._options.ask(address) is not None

    async def _visit(self, address: str, attempt: int, spent: "_Spent") -> LinkOutcome:
        """Follow *address* to where it leads, once."""
        trail: list[Hop] = []
        here = address
        while True:
            question = self._options.ask(here)
            if isinstance(question, LinkOutcome):
                return question
            try:
                # Who is on the way comes before who has not begun.
                answer = await self.fetch(
                    question.address if question else here, attempt + len(trail), spent
                )
            except HostGaveUp as error:
                return LinkOutcome("dead" if error.silent else "unknown", str(error))
            except Exception as error:  # noqa: BLE001 - one bad link must not end the run
                return failures.outcome(error, bool(trail), self._options.timeout)
            if question:
                return question.read(answer)
            target = classify.next_address(answer, here)
            if target is None:
                return classify.of_page(answer, here, trail)
            trail.append(Hop(here, answer.status, answer.sets_cookie))
            stop = (
                LinkOutcome("unknown", "it redirects, but doesn't say where to")
                if not target
                else classify.circle(trail, target)
            )
            if stop is None and _refusal(target):
                stop = LinkOutcome("unknown", "it redirects to something that isn't a web address")
            if stop:
                return stop
            here = target

    async def fetch(self, address: str, attempt: int = 1, spent: "_Spent | None" = None) -> Answer:
        """Return the answer of one request, without following redirects.

        Raises HostGaveUp, and what aiohttp and the network raise.
        """
        spent = spent or _Spent(self._options.timeout)
        url = _url(address)
        name = str(url.host) if url.is_default_port() else url.authority
        host = self._hosts.setdefault(name, Host(self._options.clock))
        async with self._turn(host, attempt):
            loop = asyncio.get_running_loop()
            began = loop.time()
            waiting = loop.call_later(PATIENCE, host.takes_long)
            self.requests += 1
            try:
                answer = await self._get(url, spent.timeout)
            except TimeoutError:
                host.silent()
                raise
            finally:
                waiting.cancel()
                spent.seconds += loop.time() - began
            if answer.status == 429 or (answer.status == 503 and answer.retry_after):
                host.refused(classify.wait_asked(answer, self._options.clock.utc()))
            else:
                host.answered()
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

    async def _get(self, url: URL, timeout: float) -> Answer:
        async with asyncio.timeout(timeout):
            response = await self._session.get(url, allow_redirects=False)
        try:
            body = await _beginning(response)
        finally:
            # Where all was read, the connection is kept by now.
            response.close()
        headers = response.headers
        return Answer(
            response.status,
            headers.get("Location"),
            headers.get("Retry-After"),
            headers.get("Date"),
            body,
            "Set-Cookie" in headers,
            "cf-mitigated" in headers,
        )


@dataclass
class _Spent:
    """The time of a link: how long a server gets, and how long all requests took by now."""

    timeout: float
    seconds: float = 0.0


def _refusal(address: str) -> LinkOutcome | None:
    """Return why *address* is not asked at all."""
    scheme, separator, _ = address.partition(":")
    if not separator or scheme.lower() not in ("http", "https"):
        return LinkOutcome("skipped", "only http and https addresses are checked")
    try:
        parts = urlsplit(address)
        fine = bool(parts.hostname) and parts.port != 0 and bool(_url(address).host)
    except ValueError:
        fine = False
    return None if fine else LinkOutcome("dead", "it isn't an address that can be opened")


def _url(address: str) -> URL:
    """Return the address as it is sent: as it was written, where that can be sent."""
    address = address.partition("#")[0]
    plain = address.isascii() and address.isprintable() and " " not in address
    url = URL(address, encoded=plain)
    # Names and passwords in an address are not for its server to see.
    return url.with_user(None) if url.user is not None or url.password is not None else url


async def _beginning(response: aiohttp.ClientResponse) -> str:
    """Read as much of the body as can matter, for as long as that can take."""
    length = response.content_length
    kind = response.content_type
    is_text = kind.startswith("text/") or "json" in kind or "html" in kind
    if not is_text and (length is None or length > MOST_BYTES):
        return ""
    data = bytearray()
    with contextlib.suppress(TimeoutError, aiohttp.ClientError, OSError):
        async with asyncio.timeout(_BODY_SECONDS):
            while len(data) < MOST_BYTES:
                part = await response.content.read(MOST_BYTES - len(data))
                if not part:
                    break
                data += part
    return _unpacked(bytes(data), response.headers.get("Content-Encoding", "")).decode(
        "utf-8", "replace"
    )


def _unpacked(data: bytes, encoding: str) -> bytes:
    """Return at most MOST_BYTES of what was packed, however much there is of it."""
    if not encoding or encoding == "identity":
        return data
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return b""
    try:
        return zlib.decompressobj(wbits=47).decompress(data, MOST_BYTES)
    except zlib.error:
        return b""
