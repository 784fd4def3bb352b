"""One request to one server, and as much of its answer as matters.

A connection goes only through the `gate`. No cookies, no proxies, and never a token. When and how
often to ask is for `web`.
"""

import asyncio
import contextlib
import zlib
from typing import Protocol

import aiohttp
from yarl import URL

from wgbot import __version__
from wgbot.links.classify import Answer
from wgbot.links.gate import Gate

MOST_BYTES = 64 * 1024
"""The most of a body that is read, and the most that comes of it."""

_BODY_SECONDS = 2.0
_MOST_HEADER = 64 * 1024
# With these, what stands before a site says that it wants to see a browser.
_CHALLENGED = (
    ("cf-mitigated", "challenge"),
    ("x-vercel-mitigated", "challenge"),
    ("x-amzn-waf-action", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-datadome", "protected"),
)


class Client(Protocol):
    """Whoever makes requests."""

    async def get(self, url: URL, timeout: float, language: str) -> Answer:
        """Return the answer of one request, without following redirects."""

    async def close(self) -> None:
        """Give back what was used."""


class HttpClient:
    """Makes requests over the network, as long as a run takes."""

    def __init__(self, gate: Gate) -> None:
        """Begin; there has to be an event loop."""
        self._gate = gate
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=gate,
                socket_factory=gate.socket,
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

    async def close(self) -> None:
        """End all connections."""
        await self._session.close()
        await self._gate.close()

    async def get(self, url: URL, timeout: float, language: str) -> Answer:
        """Return the answer of one request. Raises what aiohttp and the network raise."""
        asked = {"Accept-Language": language}
        async with asyncio.timeout(timeout):
            response = await self._session.get(url, allow_redirects=False, headers=asked)
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
            any(headers.get(name, "").lower() == value for name, value in _CHALLENGED),
        )


def url_of(address: str) -> URL:
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
