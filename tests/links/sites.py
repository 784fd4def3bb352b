"""The web as a test wants it: sites that behave in ways of their own, week after week.

    sites = Sites({"https://a.example/x": gone(since=3)})
    sites.day = 21
    sites.check(links)

A site is a function of a visit that gives an answer, or raises what a network raises. What no site
has is not found, but the front page and `robots.txt` of each host are there.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp

from tests.links.farm import Jumping
from wgbot.links import run
from wgbot.links.classify import Answer
from wgbot.links.web import FetchOptions


@dataclass(frozen=True)
class Visit:
    """One request, as a site sees it."""

    address: str
    day: int
    language: str
    number: int
    """How many there were by now, of all sites, with this one."""

    @property
    def week(self) -> int:
        """Return the week, from 0 on."""
        return self.day // 7

    @property
    def path(self) -> str:
        """Return the path on the site."""
        return urlsplit(self.address).path


Site = Callable[[Visit], Answer]


def page(title="A page", status=200, **more):
    """Return a site that always gives this page."""
    return lambda _: Answer(status, body=f"<html><title>{title}</title>", **more)


def leads(target, status=301):
    """Return a site that leads to *target*, which can be made of the visit."""
    to = target if callable(target) else lambda _: target
    return lambda visit: Answer(status, location=to(visit))


def each_week(*sites):
    """Return a site that is another one each week; the last stays."""
    return lambda visit: sites[min(visit.week, len(sites) - 1)](visit)


def from_week(week, later, before=None):
    """Return a site that is another one from a week on."""
    first = before or page()
    return lambda visit: (later if visit.week >= week else first)(visit)


def silent(_visit):
    """Never answer."""
    raise TimeoutError


def without_name(_visit):
    """Have no address any more."""
    raise aiohttp.ClientConnectorDNSError(None, OSError("no such name"))


@dataclass
class Sites:
    """All there is, by address; an address that ends in `*` is all that begin so."""

    sites: Mapping[str, Site]
    day: int = 0
    is_down: bool = False
    """Whether the network is."""
    asked: list[str] = field(default_factory=list)

    async def get(self, url, _timeout, language):
        """Answer one request."""
        address = str(url)
        self.asked.append(address)
        if self.is_down:
            raise aiohttp.ClientConnectorDNSError(None, OSError("no network"))
        return self._site(address)(Visit(address, self.day, language, len(self.asked)))

    async def close(self):
        """Do nothing."""

    def _site(self, address):
        if address in self.sites:
            return self.sites[address]
        for start, site in self.sites.items():
            if start.endswith("*") and address.startswith(start[:-1]):
                return site
        is_front = urlsplit(address).path in ("", "/", "/robots.txt")
        return page() if is_front else page("Not found", 404)

    def check(self, links, **changes):
        """Visit *links*, and return what was found."""
        options = FetchOptions(
            clock=Jumping().clock, jitter=lambda: 0.5, client=lambda _gate: self, **changes
        )
        return asyncio.run(run.check(links, options, deadline=60)).findings
