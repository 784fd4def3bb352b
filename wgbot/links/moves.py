"""Whether an address that redirects for good is plainly the same page under another address.

A redirect is an answer to one visitor at one moment. Only what is plain is written into a file;
everything else is left to a person, with the reason. Pure: asking is for `web`.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from wgbot.links import pages
from wgbot.links.addresses import AddressParts, Kind, is_below, taken_apart
from wgbot.text import services
from wgbot.text.sentences import Sentence

MANY = Sentence("it leads to the same page as every address next to it")
"""Why a move is left to a person that the site makes of any address at all."""

_INVITATION = Sentence("it leads to an invitation, which can end")
_WHY: dict[Kind, Sentence] = {
    "language": Sentence("the two differ in language or region, which depends on the visitor"),
    "session": Sentence("the two differ in what belongs to one visit"),
    "tracking": Sentence("the two differ in what tracks visitors"),
    "agreement": Sentence("the two differ in what a visitor agreed to"),
    "device": Sentence("the two differ in what depends on the device"),
}
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
_LEADS_ON = frozenset("go l r redirect redir out short goto".split())
"""What a site calls the part of it that leads on to its own pages, and to others."""
_CHATS = frozenset("chat discord slack zulip matrix telegram meet zoom call calendar".split())
_FRONT = frozenset(("home", "home.html", "welcome", "start"))
_NEWEST = frozenset("latest stable current newest today now recent upcoming nightly lts".split())
"""What names whatever is the last of many, and so leads to another one each time."""
_ONE_OF_MANY = re.compile(r"20[0-9]{2}(?:[-_.]?[0-9]{2}){0,2}|v?[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}")
"""A part of a path that is a date or a version."""
_STANDING_IN = frozenset(
    "maintenance sorry blocked geo-block geoblock geoblocked unavailable expired closed unsupported "
    "unsupported-browser upgrade-browser denied access-denied forbidden unauthorized captcha challenge "
    "cdn-cgi suspended parking coming-soon offline retired deprecated discontinued sunset shutdown "
    "goodbye invalid invalid-link removed deleted eol".split()
)
"""What a site calls a page that it shows in place of others."""
_INVITING = frozenset("invite invitation invitations join signup_user_complete joinchat".split())
_LEAST_RANDOM = 20
_RANDOM = re.compile(
    r"(?=[^/]*\d)(?=[^/]*[a-z])(?:[0-9A-Za-z]{20,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
)
"""A part of a path that nobody could guess."""


class ByHand(NamedTuple):
    """Why a move is left to a person."""

    why: Sentence
    is_fine: bool
    """Whether the address works as well as ever, so that there is nothing to be told."""


def by_hand(first: str, target: str, body: str) -> ByHand | None:
    """Return why a person has to judge whether *first* is *target* now; None where it is plain.

    *body* is what the page at *target* begins with.
    """
    old, new = taken_apart(first), taken_apart(target)
    if services.is_invitation(target):
        return ByHand(_INVITATION, is_fine=True)
    if pages.is_called_none(target) or pages.says_it_is_none(body):
        return ByHand(Sentence("it leads to a page that says that there is nothing"), is_fine=False)
    if _is_short(old, new):
        return ByHand(
            Sentence("it is a short address, which is meant to lead elsewhere"), is_fine=True
        )
    if is_below(new.host, _SHORT):
        return ByHand(Sentence("it leads to a short address, which leads elsewhere"), is_fine=True)
    if _secrets(new) - _secrets(old):
        return ByHand(Sentence("what it leads to has something secret in it"), is_fine=True)
    is_same = old.plain == new.plain
    if first.partition("#")[0] == target.partition("#")[0]:
        return ByHand(Sentence("the two differ only in the place on the page"), is_fine=True)
    for kind, why in _WHY.items():
        before, after = (
            {given for found, given in each.visitor if found == kind} for each in (old, new)
        )
        if after - before or (is_same and before != after):
            return ByHand(why, is_fine=is_same)
    return None if is_same else _changing(old, new) or _renamed(old, new)


def _changing(old: AddressParts, new: AddressParts) -> ByHand | None:
    """Return why a redirect leads where it does only for now, or only this visitor; None if it may not."""
    before, after = (each.path.lower().split("/") for each in (old, new))
    if not _STANDING_IN.isdisjoint({*after} - {*before}):
        return ByHand(Sentence("it leads to a page that stands in for others"), is_fine=False)
    if not _INVITING.isdisjoint({*after[:-1]} - {*before}):
        return ByHand(_INVITATION, is_fine=True)
    if not _NEWEST.isdisjoint({*before} - {*after}):
        return ByHand(
            Sentence("it stands for the newest version, so where it leads changes"), is_fine=True
        )
    numbered = [any(map(_ONE_OF_MANY.fullmatch, each)) for each in (before, after)]
    if numbered == [False, True] and old.host == new.host and before[-1] != after[-1]:
        return ByHand(Sentence("it leads to one of many pages, perhaps to the last"), is_fine=True)
    return None


def _renamed(old: AddressParts, new: AddressParts) -> ByHand | None:
    if old.path and _is_front(new) and not new.query:
        return ByHand(
            Sentence("it leads to the front page of a site, which is hardly what was meant"), False
        )
    if old.host == new.host and not old.path and not old.query:
        return ByHand(
            Sentence("the front page of a site leads on, which can change any day"), is_fine=True
        )
    if old.host != new.host:
        return ByHand(Sentence("it leads to another site"), is_fine=False)
    if old.path == new.path or old.query != new.query:
        return ByHand(Sentence("the two differ in what comes after the `?`"), is_fine=False)
    if f"{old.path}/".startswith(f"{new.path}/"):
        return ByHand(Sentence("it leads to a page above the one that was meant"), is_fine=False)
    return None


def is_front_of_another(first: str, target: str) -> bool:
    """Return whether a page leads to the front page of another site; short addresses may."""
    old, new = taken_apart(first), taken_apart(target)
    is_page = bool(old.path or old.query)
    # Where it came from is often told to the site that it leads to.
    asked = [value for _, value in new.query if old.host not in value.lower()]
    is_other = old.host != new.host
    return is_other and is_page and _is_front(new) and not asked and not _is_short(old, new)


def _is_front(address: AddressParts) -> bool:
    return not address.path or address.path.lower() in _FRONT


def beside(first: str, target: str) -> str | None:
    """Return an address beside *first* that is surely nothing, to see whether that leads there too.

    None where the two are the same but for their spelling.
    """
    if taken_apart(first).plain == taken_apart(target).plain:
        return None
    parts = urlsplit(first)
    folder, name = posixpath.split(parts.path.rstrip("/"))
    ending = posixpath.splitext(name)[1]
    unlikely = hashlib.sha256(first.encode("utf-8", "replace")).hexdigest()[:12]
    path = f"{folder.rstrip('/')}/wgbot-{unlikely}{ending}"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def meet(places: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether two visits came by one place."""
    there = {taken_apart(place).plain for place in places}
    return any(taken_apart(other).plain in there for other in others)


def _is_short(old: AddressParts, new: AddressParts) -> bool:
    """Return whether an address is made to lead somewhere else."""
    if is_below(old.host, _SHORT):
        return True
    label, first = old.host.partition(".")[0], old.path.partition("/")[0].lower()
    if old.host == new.host:
        return first in _LEADS_ON and first != new.path.partition("/")[0].lower()
    if label in _SHORT_HOSTS or first in _SHORT_PARTS:
        return True
    # `chat.example.org`, `example.org/chat`; what is below is a room of that chat.
    return (label in _CHATS and not old.path) or old.path.lower() in _CHATS


def _secrets(address: AddressParts) -> set[str]:
    """Return the names of what is for those only who were told."""
    named = (*address.query, *parse_qsl(address.fragment), *_as_query(address.visitor))
    secrets = {key for key, value in named if _is_secret(key.lower()) or _looks_random(value)}
    secrets.update(part for part in address.path.split("/") if _RANDOM.fullmatch(part))
    return secrets | ({address.user} if address.user else set())


def _as_query(visitor: frozenset[tuple[Kind, str]]) -> list[tuple[str, str]]:
    return [pair for _, given in visitor for pair in parse_qsl(given)]


def _is_secret(key: str) -> bool:
    return key in _SECRETS or any(part in key for part in _SECRET_PARTS)


def _looks_random(value: str) -> bool:
    has_both = any(char.isdigit() for char in value) and any(char.isalpha() for char in value)
    return has_both and len(value) >= _LEAST_RANDOM and " " not in value
