"""For followers and search engines: the Atom feed, the sitemap, and linked data.

https://www.rfc-editor.org/rfc/rfc4287 · https://www.sitemaps.org/protocol.html · https://schema.org
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import escape

from wgbot.community.site import Appearance
from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.site.events import GroupEvent, told
from wgbot.site.inputs import Inputs
from wgbot.site.views import GroupView
from wgbot.text.escape import escape_controls

MOST = 60
"""The most entries of the feed."""

_ATOM = "http://www.w3.org/2005/Atom"
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class News:
    """An event, with the group that it is about."""

    slug: str
    name: str
    focus: str
    event: GroupEvent


def latest(groups: Iterable[Inputs]) -> list[News]:
    """Return the latest events of all groups, the newest first."""
    every = (
        News(each.slug, each.group.name, each.group.focus, event)
        for each in groups
        for event in each.events
    )
    # By slug where the time is the same: several files in one commit.
    return sorted(every, key=lambda news: (-news.event.at.timestamp(), news.slug))[:MOST]


def of_group(made_of: Inputs, site: Appearance, catalogue: Catalogue = ENGLISH) -> bytes | None:
    """Write the feed of one group; None if nothing is known to have happened to it."""
    group, slug = made_of.group, made_of.slug
    listed = [News(slug, group.name, group.focus, each) for each in reversed(made_of.events)][:MOST]
    if not listed:
        return None
    about = _About(f"{group.name} · {site.title}", group.focus, f"groups/{slug}/", f"group {slug}")
    return _feed(listed, about, site, catalogue)


def atom(news: Sequence[News], site: Appearance, catalogue: Catalogue = ENGLISH) -> bytes:
    """Write the feed of all groups. There has to be some news: a feed says when it changed last."""
    about = _About(site.title, site.description, "", f"feed {site.title}")
    return _feed(news, about, site, catalogue)


class _About(NamedTuple):
    """What a feed is about."""

    title: str
    subtitle: str
    path: str
    """Its page, beside which the feed is."""
    name: str
    """By which it is told from others where the site has no address."""


def _feed(news: Sequence[News], about: _About, site: Appearance, catalogue: Catalogue) -> bytes:
    # By hand, for there are as many as groups.
    base = site.url or ""
    page = f"{base}{about.path}"
    me = f"{page}feed.atom"
    itself = f'<link rel="self" type="application/atom+xml" href="{_xml(me)}"/>\n' if base else ""
    head = (
        f'{_XML}<feed xmlns="{_ATOM}" xml:lang="{_xml(site.language)}">\n'
        f"<id>{_xml(page if base else _name(about.name))}</id>\n<title>{_xml(about.title)}</title>\n"
        f"<subtitle>{_xml(about.subtitle)}</subtitle>\n<updated>{_time(news[0].event.at)}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{_xml(page or "./")}"/>\n{itself}'
        f"<author><name>{_xml(site.title)}</name></author>\n"
    )
    entries = "".join(_entry(each, base, catalogue) for each in news)
    return f"{head}{entries}</feed>\n".encode("utf-8", "replace")


def _entry(news: News, base: str, catalogue: Catalogue) -> str:
    event, at = news.event, _time(news.event.at)
    title = f"{news.name}: {lower(told(event, catalogue))}"
    return (
        f"<entry>\n<id>{_name(f'{base} {news.slug} {event.kind} {at}')}</id>\n"
        f"<title>{_xml(title)}</title>\n<updated>{at}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{_xml(base)}groups/{news.slug}/"/>\n'
        f'<category term="{event.kind}"/>\n<summary>{_xml(news.focus)}</summary>\n</entry>\n'
    )


def sitemap(url: str, groups: Iterable[Inputs]) -> bytes:
    """Write the sitemap of a site at *url*."""
    # By hand, for there are as many as groups.
    url = escape(url)
    lines = [f"<url><loc>{url}</loc></url>"]
    for each in groups:
        latest = max((event.at for event in each.events), default=None)
        day = f"<lastmod>{latest.date().isoformat()}</lastmod>" if latest else ""
        lines.append(f"<url><loc>{url}groups/{each.slug}/</loc>{day}</url>")
    listed = "\n".join(lines)
    return f'{_XML}<urlset xmlns="{_SITEMAP}">\n{listed}\n</urlset>\n'.encode()


def site_data(site: Appearance) -> dict[str, Any]:
    """Return the linked data of the site."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site.title,
        "description": site.description,
        **({"url": site.url} if site.url else {}),
    }


def group_data(group: GroupView, site: Appearance) -> dict[str, Any]:
    """Return the linked data of a group."""
    links = [place.url for place in group.places] + [code.url for code in group.repositories]
    known = {
        "url": f"{site.url}groups/{group.slug}/" if site.url else None,
        "alternateName": list(group.aliases),
        "foundingDate": group.since.isoformat() if group.since else None,
        "member": [
            {
                "@type": "Person",
                "name": lead.called,
                **({"alternateName": lead.name} if lead.full_name else {}),
                **({"url": lead.url} if lead.url else {}),
            }
            for lead in group.leads
        ],
        "sameAs": [link for link in links if link],
        "parentOrganization": (
            {"@type": "Organization", "name": group.parent.name} if group.parent else None
        ),
    }
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": group.name,
        "description": group.focus,
        **{key: value for key, value in known.items() if value},
    }


# A group's name and focus stand in each entry of both of its feeds.
@lru_cache(maxsize=4096)
def _xml(text: str) -> str:
    """Return a text as XML. What XML cannot hold at all is shown as its escape, or left out."""
    # Noncharacters are no XML either: https://www.w3.org/TR/xml/#charsets
    return escape(escape_controls(text).replace("\ufffe", "").replace("\uffff", ""))


def _time(at: datetime) -> str:
    return f"{at.isoformat(timespec='seconds')[:19]}Z"


def _name(text: str) -> str:
    """Return an id that is the same whenever the same thing is named."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"wgbot {text}").urn


def lower(words: str) -> str:
    """Return words as they are within a sentence."""
    return words[:1].lower() + words[1:]
