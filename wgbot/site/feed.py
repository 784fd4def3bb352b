"""For followers and search engines: the Atom feed, the sitemap, and linked data.

https://www.rfc-editor.org/rfc/rfc4287 · https://www.sitemaps.org/protocol.html · https://schema.org
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

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


def atom(news: Sequence[News], site: Appearance, catalogue: Catalogue = ENGLISH) -> bytes:
    """Write the feed. There has to be some news: a feed says when it changed last."""
    base = site.url or ""
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": site.language})
    _add(feed, "id", base or _name(f"feed {site.title}"))
    _add(feed, "title", site.title)
    _add(feed, "subtitle", site.description)
    _add(feed, "updated", _time(news[0].event.at))
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": base or "./"})
    if base:
        href = f"{base}feed.atom"
        ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": href})
    _add(ET.SubElement(feed, "author"), "name", site.title)
    for each in news:
        entry = ET.SubElement(feed, "entry")
        event = each.event
        _add(entry, "id", _name(f"{base} {each.slug} {event.kind} {_time(event.at)}"))
        _add(entry, "title", f"{each.name}: {lower(told(event, catalogue))}")
        _add(entry, "updated", _time(event.at))
        page = f"{base}groups/{each.slug}/"
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
        ET.SubElement(entry, "category", {"term": event.kind})
        _add(entry, "summary", each.focus)
    return _written(feed)


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


def _add(parent: ET.Element, tag: str, text: str) -> None:
    # What XML cannot hold at all is shown as its escape.
    ET.SubElement(parent, tag).text = escape_controls(text)


def _written(top: ET.Element) -> bytes:
    ET.indent(top, " ")
    # Noncharacters are no XML either: https://www.w3.org/TR/xml/#charsets
    text = ET.tostring(top, encoding="unicode").replace("\ufffe", "").replace("\uffff", "")
    return f"{_XML}{text}\n".encode("utf-8", "replace")


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _name(text: str) -> str:
    """Return an id that is the same whenever the same thing is named."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"wgbot {text}").urn


def lower(words: str) -> str:
    """Return words as they are within a sentence."""
    return words[:1].lower() + words[1:]
