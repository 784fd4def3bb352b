"""The one way out to the web: a connection goes only to an address that `networks` lets through.

Names are resolved once, here, and the socket is made for what was judged.
"""

import asyncio
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from wgbot.links import networks
from wgbot.links.networks import IPNetwork

_LOOKUPS = 16
_MOST_LOOKUPS = 3

Lookup = Callable[[str], Awaitable[Sequence[str]]]
"""Gives the IP addresses of a name; raises OSError where there is none."""


class ConnectionBlocked(OSError):  # noqa: N818 - not a fault, and an OSError for aiohttp to pass on
    """The connection would go where none may."""


class Gate(AbstractResolver):
    """Resolves names, once each, and makes sockets for what may be reached."""

    def __init__(self, allowed: Sequence[IPNetwork], lookup: Lookup | None) -> None:
        self._allowed = allowed
        self._pool = ThreadPoolExecutor(_LOOKUPS, "lookup")
        self._lookup = lookup or self._ask_system
        self._failed: Counter[str] = Counter()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of *host* that may be reached; OSError where there is none."""
        if self._failed[host] >= _MOST_LOOKUPS:
            raise OSError(f"{host} has no address")
        try:
            found = await self._lookup(host)
        except OSError:
            self._failed[host] += 1
            raise
        fine = [each for each in found if networks.may_connect(each, self._allowed)]
        if found and not fine:
            raise ConnectionBlocked
        return [
            ResolveResult(
                hostname=host,
                host=each,
                port=port,
                family=socket.AF_INET6 if ":" in each else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for each in fine
        ]

    def socket(self, info: tuple[Any, ...]) -> socket.socket:
        """Make the socket for an address, the last thing before the connection."""
        family, kind, protocol, _, address = info
        if not networks.may_connect(str(address[0]), self._allowed):
            raise ConnectionBlocked
        return socket.socket(family, kind, protocol)

    async def _ask_system(self, host: str) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._pool, lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(str(each[4][0]) for each in found))

    async def close(self) -> None:
        """End the look-ups."""
        self._pool.shutdown(wait=False, cancel_futures=True)
