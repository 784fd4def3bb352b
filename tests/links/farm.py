"""A web server of the test's own, on loopback, that answers as it is told; and a clock that jumps.

    async with Farm({"/": answer(200)}) as farm:
        ... farm.address("/") ...

An answer is the bytes to send, or a function of the farm and the request that gives them; None
closes the connection. It ends with the block.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from wgbot.links import networks, web
from wgbot.links.rate_limit import Clock

LOOPBACK = networks.parse(["127.0.0.0/8"])
START = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Request:
    """What came in."""

    host: str
    path: str
    headers: Mapping[str, str]
    time: float
    number: int
    """How many came for this path, with this one."""


Answer = bytes | None
Route = Answer | Callable[["Farm", Request], "Answer"]


def answer(status=200, body=b"", **headers):
    """Return the bytes of an answer; `_` in a header's name is a hyphen."""
    lines = [f"HTTP/1.1 {status} Words", f"Content-Length: {len(body)}"]
    if "Content_Type" not in headers:
        lines.append("Content-Type: text/html")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def to(target, status=302):
    """Return a redirect."""
    return answer(status, Location=target)


def after(number, first, then):
    """Return *first* to so many requests, and *then* to all that follow."""
    return lambda farm, request: first if request.number <= number else then


@dataclass
class Farm:
    """The server; `seen` has every request."""

    routes: Mapping[str, Route]
    clock: Clock = field(default_factory=Clock)
    seen: list[Request] = field(default_factory=list)
    most_at_once: int = 0

    async def __aenter__(self):
        self._counts = Counter()
        self._busy = 0
        self._tasks = set()
        self._stop = asyncio.Event()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()
        self._stop.set()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def address(self, path="/", host="127.0.0.1"):
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"

    async def stopped(self):
        """Wait until the server ends: for an answer that never comes."""
        await self._stop.wait()

    async def _serve(self, reader, writer):
        self._tasks.add(asyncio.current_task())
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await self._talk(reader, writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        self._tasks.discard(asyncio.current_task())

    async def _talk(self, reader, writer):
        while True:
            get = asyncio.ensure_future(reader.readuntil(b"\r\n\r\n"))
            stop = asyncio.ensure_future(self._stop.wait())
            await asyncio.wait([get, stop], return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            if not get.done():
                get.cancel()
                return
            first, *rest = get.result().decode("latin-1").split("\r\n")
            path = first.split(" ")[1]
            headers = dict(line.lower().split(": ", 1) for line in rest if line)
            self._counts[path] += 1
            request = Request(headers["host"], path, headers, self.clock.now(), self._counts[path])
            self.seen.append(request)
            route = self.routes.get(path, self.routes.get("*"))
            given = route(self, request) if callable(route) else route
            self._busy += 1
            self.most_at_once = max(self.most_at_once, self._busy)
            if asyncio.iscoroutine(given):
                given = await given
            else:
                await asyncio.sleep(0)
            self._busy -= 1
            if given is None:
                return
            writer.write(given)
            await writer.drain()


class Jumping:
    """A clock whose time passes only by waiting."""

    def __init__(self):
        """Begin."""
        self.time = 0.0
        self.pauses = []

    @property
    def clock(self):
        """Return it as the code wants it."""
        return Clock(lambda: self.time, lambda: START + timedelta(seconds=self.time), self._sleep)

    async def _sleep(self, seconds):
        until = self.time + seconds
        self.pauses.append(seconds)
        # Whoever can do something without waiting does it first.
        for _ in range(20):
            await asyncio.sleep(0)
        self.time = max(self.time, until)


def options(clock=None, **changes):
    """Return options that reach loopback and wait for nothing."""
    given = {
        "allowed": LOOPBACK,
        "clock": clock or Jumping().clock,
        "jitter": lambda: 0.5,
        "timeout": 5.0,
    }
    return web.FetchOptions(**{**given, **changes})


def checked(routes, *paths, host="127.0.0.1", **changes):
    """Check paths of a farm, and give the findings and the farm."""

    async def check():
        async with Farm(routes) as farm, web.Web(options(**changes)) as asked:
            addresses = [path if "://" in path else farm.address(path, host) for path in paths]
            found = await asyncio.gather(*map(asked.check, addresses))
        return found, farm

    return asyncio.run(check())


def one(routes, path="/", **changes):
    """Check one path, and give the finding."""
    return checked(routes, path, **changes)[0][0]
