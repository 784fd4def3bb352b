"""Channels as people type them: an address, with what it is called there before or behind it."""

import re
from urllib.parse import urlsplit

from wgbot.registry import as_in_file
from wgbot.registry.bullets import BULLET
from wgbot.registry.group import Channel
from wgbot.registry.person_names import AND
from wgbot.text import links, schemes

LINK = re.compile(r"\[([^\[\]]*)\]\(<?([^\s()<>]+)>?\)")


def lines(text: str) -> list[str]:
    """Return the lines of a list without the signs before its items."""
    return [BULLET.sub("", line, count=1) for line in text.split("\n")]


def read(text: str) -> tuple[Channel, ...]:
    """Read channels, one a line or one after another: an address followed by its name."""
    if (listed := as_in_file.read(text, "channels", Channel)) is not None:
        return listed
    found: list[tuple[str, list[str]]] = []
    for line in lines(LINK.sub(r"\2 \1 ", text)):
        words = line.split()
        room = _MATRIX.fullmatch(line.strip())
        is_address = any(map(schemes.starts_address, map(_without_brackets, words)))
        if room or (words and not is_address):
            # Without an address, the line is shown as it is.
            found.append((f"https://matrix.to/#/{room['room']}" if room else line.strip(), []))
            continue
        before: list[str] = []
        started = False
        for word in map(_without_brackets, words):
            if schemes.starts_address(word):
                if started and found[-1][1][-1:] and found[-1][1][-1] in AND:
                    found[-1][1].pop()
                found.append((word.rstrip(",;"), before))
                before, started = [], True
            elif started:
                found[-1][1].append(word)
            else:
                before.append(word)
    return tuple(
        Channel.model_construct(url=links.regular(url), name=_channel_name(url, " ".join(words)))
        for url, words in found
    )


def _without_brackets(word: str) -> str:
    """Return an address without the brackets around it: `#wg-net (https://…)`."""
    inside = links.completed(word.rstrip(",;.")[1:-1])
    is_inside = word[:1] in ("(", "<") and schemes.starts_address(inside)
    return inside if is_inside else links.completed(word)


_MATRIX = re.compile(
    r"(?:(?:matrix|element)(?:\s+(?:room|channel))?[\s:]*)?(?P<room>#[\w.=-]+:(?:[a-z0-9-]+\.)+[a-z]{2,24})",
    re.IGNORECASE,
)
_SERVICES = {
    **{each: (each,) for each in ("zulip", "slack", "discord", "matrix", "gitter", "mattermost")},
    "telegram": ("t.me",),
    "irc": ("irc",),
    "forum": ("forum",),
    "discourse": ("discourse",),
    **dict.fromkeys(
        ("list", "mailing list", "mailinglist"), ("list.", "lists.", "groups", "mailman", "mail.")
    ),
}
"""What people call a service, and what is in the names of its hosts."""
_KIND = re.compile(
    rf"(?:(?:the|our|on|in|at|and|new|old|a|main|public|(?:{'|'.join(_SERVICES)})|chat|channels?|rooms?|server|workspace|mail|groups?"
    r"|google|discussions?|board|website|one)\b[\s,:;()-]*)+",
    re.IGNORECASE,
)
_PROSE = re.compile(r"\b(?:we|our|you|us|talk|meet|find|join)\b", re.IGNORECASE)


def _channel_name(url: str, words: str) -> str | None:
    """Return what a channel is called there, by the words around its address; none for a sentence."""
    name = words.strip(" ,;:()")
    called = re.findall(r"(?<!\S)\(?(#[^\s,;()]+?):?(?=[\s,;()]|\Z)", name)
    if len(called) == 1 and _KIND.fullmatch(name.replace(called[0], " ").strip() or "the"):
        return str(called[0])
    is_sentence = "#" not in name and _PROSE.search(name)
    is_label = ":" in words and is_called(Channel(url=url), name)
    return None if is_sentence or is_label else name or None


def is_called(channel: Channel, name: str) -> bool:
    """Return whether a channel is meant by the service that it is of: `Zulip`, `the mailing list`."""
    called = re.sub(
        r"(?i)\A(?:the|our)\s+|(?<=\S)\s+(?:one|channel|room|server|workspace)\Z", "", name.strip()
    )
    host = (urlsplit(channel.url).hostname or "") if links.refusal(channel.url) is None else ""
    return any(each in host for each in _SERVICES.get(called.casefold(), ()))
