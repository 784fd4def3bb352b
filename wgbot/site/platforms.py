"""Where a channel is, by its address, and a word on how to get in.

Only what the address itself tells; nothing is asked of anyone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.registry.group import Channel

_SAFE = frozenset({"http", "https", "irc", "ircs", "mailto", "matrix", "xmpp"})


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of place where people talk."""

    key: str
    label: str
    how: str
    """How to get in, in a sentence or two; `{room}` stands for the name of the place there."""
    owns: Callable[[str, str], bool]
    """Tells, by host and path, whether an address is one of its own."""
    room: Callable[[str], str | None] = lambda _: None
    """Finds the name of the place in an address."""
    is_chat: bool = True
    """Whether people there answer each other at once."""


def _hosts(pattern: str) -> Callable[[str, str], bool]:
    found = re.compile(pattern)
    return lambda host, _: found.fullmatch(host) is not None


def _zulip_room(url: str) -> str | None:
    # https://zulip.com/help/link-to-a-message-or-conversation
    found = re.search(r"#narrow/(?:stream|channel)/(?:\d+-)?([^/]+)", url)
    if not found:
        return None
    # Zulip writes `.` for the `%` of percent-encoding.
    return "#" + unquote(re.sub(r"\.(?=[0-9A-Fa-f]{2})", "%", found[1]))


def _irc_room(url: str) -> str | None:
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    channel = (asked.get("channel") or asked.get("channels") or [""])[0]
    # `web.libera.chat/#channel`, `kiwiirc.com/nextclient/irc.libera.chat/#channel`, `irc://host/channel`
    channel = channel or (f"#{parts.fragment}" if parts.fragment else "")
    if not channel and parts.scheme in ("irc", "ircs"):
        channel = parts.path.strip("/")
    if not channel:
        return None
    channel = channel if channel.startswith("#") else f"#{channel}"
    network = (asked.get("server") or [""])[0]
    if not network:
        host = parts.hostname or ""
        inside = re.search(r"/((?:[a-z0-9-]+\.)+[a-z]{2,})/?$", parts.path)
        network = inside[1] if inside else host.replace("web.", "irc.", 1)
    return f"{channel} ({network})"


def _matrix_room(url: str) -> str | None:
    found = re.search(r"#/(?:room/)?([#!@][^/?]+|%23[^/?]+)", url)
    return unquote(found[1]) if found else None


def _gitter_room(url: str) -> str | None:
    parts = urlsplit(url)
    name = parts.path.strip("/")
    return name if parts.hostname == "gitter.im" and name else _matrix_room(url)


PLATFORMS = (
    Platform(
        "zulip",
        "Zulip",
        "Sign in there or create an account, in a browser or in the app{room}.",
        _hosts(r".+\.zulipchat\.com|zulip\..+|.+\.zulip\..+"),
        _zulip_room,
    ),
    Platform(
        "discord",
        "Discord",
        "The link is an invitation: open it with a Discord account{room}.",
        _hosts(r"discord\.gg|(?:.+\.)?discord(?:app)?\.com"),
    ),
    Platform(
        "irc",
        "IRC",
        "Choose a nickname and you're in, with nothing to install; or use your own IRC "
        "client{room}.",
        lambda host, path: (
            re.fullmatch(
                r"irc\..+|.+\.mibbit\.com|mibbit\.com|web\.libera\.chat|kiwiirc\.com|"
                r".+\.kiwiirc\.com|webchat\..+|(?:.+\.)?irccloud\.com",
                host,
            )
            is not None
            or path == "irc:"
        ),
        _irc_room,
    ),
    Platform(
        "gitter",
        "Gitter",
        "Read it without an account. Gitter is part of Matrix: to write, sign in there, for "
        "example with your GitHub account{room}.",
        _hosts(r"(?:.+\.)?gitter\.im"),
        _gitter_room,
    ),
    Platform(
        "matrix",
        "Matrix",
        "Open it with any Matrix client; an account on any server will do{room}.",
        lambda host, path: (
            re.fullmatch(
                r"matrix\.to|app\.element\.io|matrix\..+|chat\.mozilla\.org|.+\.ems\.host", host
            )
            is not None
            or path == "matrix:"
        ),
        _matrix_room,
    ),
    Platform(
        "slack",
        "Slack",
        "You need an account in that Slack workspace; if you don't have one, ask a lead for an invitation{room}.",
        _hosts(r"(?:.+\.)?slack\.com|.*slack.*\.(?:herokuapp\.com|io|org)"),
    ),
    Platform(
        "mailing-list",
        "Mailing list",
        "Subscribe on that page; the archive shows what it is like{room}.",
        lambda host, path: (
            re.fullmatch(r"groups\.google\.com|groups\.io|lists?\..+|.*\.groups\.io", host)
            is not None
            or re.search(r"/mailman3?/|/listinfo/|/hyperkitty/|^mailto:", path) is not None
        ),
        is_chat=False,
    ),
    Platform(
        "telegram",
        "Telegram",
        "Open it with the Telegram app{room}.",
        _hosts(r"t\.me|telegram\.me"),
    ),
    Platform(
        "mattermost",
        "Mattermost",
        "Sign in there or create an account; it works in a browser{room}.",
        _hosts(r"(?:.+\.)?mattermost\..+"),
    ),
    Platform(
        "github",
        "GitHub Discussions",
        "Anyone with a GitHub account can write there{room}.",
        lambda host, path: host == "github.com" and "/discussions" in path,
        is_chat=False,
    ),
    Platform(
        "forum",
        "Forum",
        "Anyone can read; create an account to write{room}.",
        lambda host, path: (
            re.match(r"(?:forums?|internals|users|discourse|discuss|community|meta)\.", host)
            is not None
            or re.search(r"^/(?:t|c|tag)/", path) is not None
            or host.endswith("reddit.com")
        ),
        is_chat=False,
    ),
)
WEB = Platform("web", "Web", "Its page says how to join.", lambda *_: True, is_chat=False)


@lru_cache(maxsize=4096)
def platform(url: str) -> Platform:
    """Return which platform the address *url* is of; WEB where it is none that is known."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return WEB
    path = parts.path
    if parts.scheme in ("irc", "ircs"):
        path = "irc:"
    elif parts.scheme in ("mailto", "matrix"):
        path = f"{parts.scheme}:"
    return next((each for each in PLATFORMS if each.owns(host, path)), WEB)


def room(channel: Channel) -> str | None:
    """Return what a channel is called on its platform, where its entry or its address tells."""
    if channel.name:
        return channel.name
    try:
        return platform(channel.url).room(channel.url)
    except ValueError:
        return None


def way_in(channel: Channel, catalogue: Catalogue = ENGLISH) -> str:
    """Return how to get into a channel."""
    where = platform(channel.url)
    name = room(channel)
    look = catalogue.say(", and look for {name}", name=name) if name else ""
    return catalogue.say(where.how, room=look)


# Most are, and need not be taken apart.
_USUAL = re.compile(r"https?://[a-z0-9.-]+(?:/[!-\[\]-~]*)?")


@lru_cache(maxsize=4096)
def followable(url: str | None) -> str | None:
    """Return *url* if a browser that follows it goes to a place, and does nothing else."""
    if not url or _USUAL.fullmatch(url):
        return url or None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if re.search(r"[\x00-\x20\x7f\\]", url) or parts.scheme not in _SAFE:
        return None
    return url if host is not None or parts.scheme in ("mailto", "matrix", "xmpp") else None
