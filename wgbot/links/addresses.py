"""An address taken apart: what depends on who visits, and the rest, by which two are one page.

What it means that two differ is for `moves`.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

Kind = Literal["language", "session", "tracking", "agreement", "device"]
"""What an address can have in it for one visitor, or for some."""

_QUERY: dict[Kind, frozenset[str]] = {
    "language": frozenset(
        "hl lang language locale lc setlang mkt uselang culture country region gl cc lng loc".split()
    ),
    "session": frozenset(
        "jsessionid phpsessid sid session sessionid session_id cfid cftoken oscsid zenid s_id "
        "aspsessionid asp.net_sessionid visit visitor nonce state redirected retry nr rnd ts "
        "timestamp _ t cb".split()
    ),
    "tracking": frozenset(
        "fbclid gclid dclid msclkid yclid twclid igshid igsh mc_cid mc_eid _ga _gl _hsenc _hsmi "
        "hsctatracking mkt_tok vero_id s_cid spm wt.mc_id trk cmpid ref ref_src ref_url referrer "
        "source src campaign medium si feature trackingid icid ncid ocid gad_source wbraid".split()
    ),
    "agreement": frozenset(
        "consent gdpr gdpr_consent cookieset cookiesenabled cookies cookie cookieconsent "
        "cookie_consent accept accepted ccpa".split()
    ),
    "device": frozenset("m mobile amp device view_mode".split()),
}
_TRACKING = ("utm_", "pk_", "mtm_", "matomo_", "piwik_", "at_", "__cf_chl", "ga_")
_LANGUAGES = frozenset(
    "en de fr es it pt nl sv da fi no nb nn pl cs sk hu ro ru uk tr el he ar fa hi bn ta ja ko zh th "
    "vi id ms ca eu gl bg hr sr sl et lv lt is ga cy ka hy az kk".split()
)
# Of sites that have a part for each country.
_REGIONS = frozenset(
    "us uk gb au nz ie za sg hk jp kr cn tw br mx ar cl pe at ch be eu ae sa eg ng ke lu dk se".split()
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_](?:[a-z]{2,4}|\d{3})){0,2}", re.IGNORECASE)
_SESSION_PART = re.compile(r"\([A-Za-z]\([\w]{0,100}\)\)")
_DEVICES = frozenset(("m", "mobile", "amp", "touch"))
_SHARED = frozenset(
    "github.io gitlab.io readthedocs.io readthedocs.org netlify.app netlify.com vercel.app "
    "pages.dev web.app firebaseapp.com herokuapp.com surge.sh neocities.org codeberg.page "
    "bitbucket.io sourceforge.io wordpress.com blogspot.com azurewebsites.net fly.dev "
    "onrender.com glitch.me r-universe.dev rtfd.io".split()
)
"""Hosts where many have their sites: there, "not found" at the front is the truth as well."""
_INDEX = frozenset(("index.html", "index.htm", "index.php", "default.aspx", "index.asp"))


def is_below(host: str, hosts: Container[str]) -> bool:
    """Return whether *host* is one of *hosts*, or below one."""
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[number:]) in hosts for number in range(len(labels)))


def is_shared(host: str) -> bool:
    """Return whether *host* is one site of many that somebody hosts."""
    return is_below(host.rstrip(".").partition(".")[2], _SHARED)


@dataclass(frozen=True, slots=True)
class AddressParts:
    """An address, with what depends on the visitor apart from the rest."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    fragment: str
    visitor: frozenset[tuple[Kind, str]]
    user: str = ""
    """A name, and perhaps a password, before the host."""

    @property
    def plain(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """Return what is the same of two spellings of one address."""
        return self.host, self.path, self.query


def taken_apart(address: str) -> AddressParts:
    """Return *address* with what depends on the visitor apart from the rest."""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = None
    visitor: set[tuple[Kind, str]] = set()
    labels = (parts.hostname or "").rstrip(".").removeprefix("www.").split(".")
    if len(labels) > 2 and labels[0] in _DEVICES:
        visitor.add(("device", labels.pop(0)))
    elif len(labels) > 2 and labels[0] in _LANGUAGES:
        visitor.add(("language", labels.pop(0)))
    host = ".".join(labels) + ("" if port in (None, 80, 443) else f":{port}")
    path = [kept for each in parts.path.split("/") if (kept := _part(unquote(each), visitor))]
    if path and path[-1].lower() in _INDEX:
        path.pop()
    query = tuple(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _is_visitors(key.lower(), value, visitor)
    )
    return AddressParts(
        host,
        "/".join(path),
        tuple(sorted(query)),
        parts.fragment,
        frozenset(visitor),
        parts.netloc.rpartition("@")[0],
    )


def _part(part: str, visitor: set[tuple[Kind, str]]) -> str:
    """Return a part of a path without what depends on the visitor, which goes to *visitor*."""
    part, semicolon, parameters = part.partition(";")
    if semicolon:
        visitor.add(("session", parameters))
    language = _LANGUAGE.fullmatch(part)
    if language and language[1].lower() in _LANGUAGES | _REGIONS:
        visitor.add(("language", part.lower()))
        return ""
    if part.lower() == "intl":
        visitor.add(("language", "intl"))
        return ""
    if _SESSION_PART.fullmatch(part):
        visitor.add(("session", part))
        return ""
    if part.lower() in ("amp", "amp.html", "m"):
        visitor.add(("device", part.lower()))
        return ""
    stem, dot, ending = part.rpartition(".")
    front, dot_before, language_ending = stem.rpartition(".")
    if dot and dot_before and front and language_ending.lower() in _LANGUAGES:
        visitor.add(("language", language_ending.lower()))
        return f"{front}.{ending}"
    return part


def _is_visitors(key: str, value: str, visitor: set[tuple[Kind, str]]) -> bool:
    if key.startswith(_TRACKING):
        visitor.add(("tracking", f"{key}={value}"))
        return True
    for kind, keys in _QUERY.items():
        if key in keys:
            visitor.add((kind, f"{key}={value}"))
            return True
    return False
