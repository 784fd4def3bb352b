"""Whether an address that redirects for good is plainly the same page under another address.

A redirect is an answer to one visitor at one moment. Only what is plain is written into a file;
everything else is left to a person, with the reason. Pure: asking is for `web`.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from wgbot.links import pages
from wgbot.text import services

MANY = "it leads where every address beside it leads"
"""Why a move is left to a person that the site makes of any address at all."""

_Kind = Literal["language", "session", "tracking", "agreement", "device"]
_WHY: dict[_Kind, str] = {
    "language": "the two differ in language or region, which depends on the visitor",
    "session": "the two differ in what belongs to one visit",
    "tracking": "the two differ in what counts visits",
    "agreement": "the two differ in what a visitor agreed to",
    "device": "the two differ in what is for one kind of device",
}
_QUERY: dict[_Kind, frozenset[str]] = {
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
_SECRETS = frozenset(
    "pwd password passwd passcode pass pin token access_token id_token refresh_token auth authkey "
    "auth_token key apikey api_key tk zak sig signature hmac hash secret client_secret code ticket "
    "jwt invite invitation credential credentials sas se sv awsaccesskeyid policy key-pair-id "
    "expires confirmation otp uuid".split()
)
_SECRET_PARTS = (
    "token",
    "secret",
    "signature",
    "credential",
    "passw",
    "x-amz-",
    "x-goog-",
    "apikey",
)
_LANGUAGES = frozenset(
    "en de fr es it pt nl sv da fi no nb nn pl cs sk hu ro ru uk tr el he ar fa hi bn ta ja ko zh th "
    "vi id ms ca eu gl bg hr sr sl et lv lt is ga cy ka hy az kk".split()
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_](?:[a-z]{2,4}|\d{3})){0,2}", re.IGNORECASE)
_SESSION_PART = re.compile(r"\([A-Za-z]\([\w]{0,100}\)\)")
_DEVICES = frozenset(("m", "mobile", "amp", "touch"))
_SHORT = frozenset(
    "bit.ly bitly.com tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly rebrand.ly lnkd.in aka.ms "
    "git.io w3id.org purl.org purl.archive.org doi.org dx.doi.org hdl.handle.net n2t.net arks.org "
    "youtu.be forms.gle g.co goo.by dsc.gg discord.me discord.io invite.gg slack.gg cutt.ly "
    "tiny.cc rb.gy t.ly kutt.it s.id amzn.to fb.me m.me redd.it maps.app.goo.gl short.io u.nu "
    "shorturl.at urlz.fr linktr.ee lnk.bio qr.ae spoti.fi apple.co msft.it tiny.one shorten.is "
    "1drv.ms on.fb.me ift.tt dlvr.it x.gd urls.fr ln.run sh.st dub.sh dub.co short.gy "
    "page.link app.link l.facebook.com l.instagram.com out.reddit.com link.medium.com eepurl.com "
    "tr.ee bl.ink soo.gd clck.ru vk.cc identifiers.org perma.cc".split()
)
_SHORT_HOSTS = frozenset("go l link links s short url to r redirect out click join invite".split())
_SHORT_PARTS = frozenset("go l link links r redirect out to s short invite join".split())
_CHATS = frozenset("chat discord slack zulip matrix telegram meet zoom call calendar".split())
_INDEX = frozenset(("index.html", "index.htm", "index.php", "default.aspx", "index.asp"))
_LEAST_RANDOM = 20


class ByHand(NamedTuple):
    """Why a move is left to a person."""

    why: str
    is_fine: bool
    """Whether the address works as well as ever, so that there is nothing to be told."""


def by_hand(first: str, target: str, body: str) -> ByHand | None:
    """Return why a person has to judge whether *first* is *target* now; None where it is plain.

    *body* is what the page at *target* begins with.
    """
    old, new = _taken_apart(first), _taken_apart(target)
    if services.is_invitation(target):
        return ByHand("it leads to an invitation, which can end", is_fine=True)
    if pages.is_called_none(target) or pages.says_it_is_none(body):
        return ByHand("it leads to a page that says that there is nothing", is_fine=False)
    if _is_short(old, new):
        return ByHand("it is a short address, which is meant to lead elsewhere", is_fine=True)
    if _is_in(new.host, _SHORT):
        return ByHand("it leads to a short address, which leads elsewhere", is_fine=True)
    if _secrets(new) - _secrets(old):
        return ByHand("what it leads to has something secret in it", is_fine=True)
    is_same = old.plain == new.plain
    for kind, why in _WHY.items():
        before, after = (
            {given for found, given in each.visitor if found == kind} for each in (old, new)
        )
        if after - before or (is_same and before != after):
            return ByHand(why, is_fine=is_same)
    return None if is_same else _renamed(old, new)


def _renamed(old: "_Apart", new: "_Apart") -> ByHand | None:
    if old.path and not new.path and not new.query:
        return ByHand("it leads to the front page of a site, which is hardly what was meant", False)
    if old.host == new.host and not old.path and not old.query:
        return ByHand("the front page of a site leads on, which can change any day", is_fine=True)
    if old.host != new.host:
        return ByHand("it leads to another site", is_fine=False)
    if old.path == new.path or old.query != new.query:
        return ByHand("the two differ in what they ask for behind the `?`", is_fine=False)
    if f"{old.path}/".startswith(f"{new.path}/"):
        return ByHand("it leads to a page above the one that was meant", is_fine=False)
    return None


def is_front_of_another(first: str, target: str) -> bool:
    """Return whether a page leads to the front page of another site; short addresses may."""
    old, new = _taken_apart(first), _taken_apart(target)
    is_front = bool(old.path or old.query) and not new.path and not new.query
    return is_front and old.host != new.host and not _is_short(old, new)


def beside(first: str, target: str) -> str | None:
    """Return an address beside *first* that is surely nothing, to see whether that leads there too.

    None where the two are the same but for their spelling.
    """
    if _taken_apart(first).plain == _taken_apart(target).plain:
        return None
    parts = urlsplit(first)
    folder, name = posixpath.split(parts.path.rstrip("/"))
    ending = posixpath.splitext(name)[1]
    unlikely = hashlib.sha256(first.encode("utf-8", "replace")).hexdigest()[:12]
    path = f"{folder.rstrip('/')}/wgbot-{unlikely}{ending}"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def meet(places: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether two visits came by one place."""
    there = {_taken_apart(place).plain for place in places}
    return any(_taken_apart(other).plain in there for other in others)


@dataclass(frozen=True, slots=True)
class _Apart:
    """An address, with what depends on the visitor apart from the rest."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    fragment: str
    visitor: frozenset[tuple[_Kind, str]]

    @property
    def plain(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """Return what is the same of two spellings of one address."""
        return self.host, self.path, self.query


def _taken_apart(address: str) -> _Apart:
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = None
    visitor: set[tuple[_Kind, str]] = set()
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
    return _Apart(host, "/".join(path), tuple(sorted(query)), parts.fragment, frozenset(visitor))


def _part(part: str, visitor: set[tuple[_Kind, str]]) -> str:
    """Return a part of a path without what depends on the visitor, which goes to *visitor*."""
    part, semicolon, parameters = part.partition(";")
    if semicolon:
        visitor.add(("session", parameters))
    language = _LANGUAGE.fullmatch(part)
    if language and language[1].lower() in _LANGUAGES:
        visitor.add(("language", part.lower()))
        return ""
    if part.lower() == "intl":
        visitor.add(("language", "intl"))
        return ""
    if _SESSION_PART.fullmatch(part):
        visitor.add(("session", part))
        return ""
    if part.lower() in ("amp", "amp.html"):
        visitor.add(("device", "amp"))
        return ""
    stem, dot, ending = part.rpartition(".")
    front, dot_before, language_ending = stem.rpartition(".")
    if dot and dot_before and front and language_ending.lower() in _LANGUAGES:
        visitor.add(("language", language_ending.lower()))
        return f"{front}.{ending}"
    return part


def _is_visitors(key: str, value: str, visitor: set[tuple[_Kind, str]]) -> bool:
    if key.startswith(_TRACKING):
        visitor.add(("tracking", f"{key}={value}"))
        return True
    for kind, keys in _QUERY.items():
        if key in keys:
            visitor.add((kind, f"{key}={value}"))
            return True
    return False


def _is_short(old: _Apart, new: _Apart) -> bool:
    """Return whether an address is made to lead somewhere else."""
    if _is_in(old.host, _SHORT):
        return True
    if old.host == new.host:
        return False
    label, first = old.host.partition(".")[0], old.path.partition("/")[0].lower()
    if label in _SHORT_HOSTS or first in _SHORT_PARTS:
        return True
    # `chat.example.org`, `example.org/chat`; what is below is a room of that chat.
    return (label in _CHATS and not old.path) or old.path.lower() in _CHATS


def _is_in(host: str, hosts: frozenset[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[number:]) in hosts for number in range(len(labels)))


def _secrets(address: _Apart) -> set[str]:
    """Return the names of what is for those only who were told."""
    named = (*address.query, *parse_qsl(address.fragment), *_as_query(address.visitor))
    return {key for key, value in named if _is_secret(key.lower()) or _looks_random(value)}


def _as_query(visitor: frozenset[tuple[_Kind, str]]) -> list[tuple[str, str]]:
    return [pair for _, given in visitor for pair in parse_qsl(given)]


def _is_secret(key: str) -> bool:
    return key in _SECRETS or any(part in key for part in _SECRET_PARTS)


def _looks_random(value: str) -> bool:
    has_both = any(char.isdigit() for char in value) and any(char.isalpha() for char in value)
    return has_both and len(value) >= _LEAST_RANDOM and " " not in value
