"""Where a group talks, and where its code is: links and names → channels and repositories."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wgbot.registry.group import Channel
from wgbot.setup.importers import answers, parts
from wgbot.setup.importers.found import ListOptions
from wgbot.text import links

_OWNER_AND_NAME = re.compile(
    r"(?<![\w/.:-])([A-Za-z0-9][\w-]{0,38}/[A-Za-z0-9_][\w.-]*)(?![\w/*:-])"
)
# The search of an owner's repositories, a page.
_NO_REPOSITORY = re.compile(r"https?://[^/]+/[^/?#]+/?[?#].*|.*\.html?", re.DOTALL)
_ADDRESSES = ("url", "link", "href", "invite", "room", "channel")
_NAMES = ("name", "handle", "channel", "room", "title")
"""The keys by which data says where a channel is, and what it is called."""
_NAME_OF_CHANNEL = re.compile(r"[#&!]?\w[\w.:-]*")


class GroupPlaces:
    """The channels and repositories of one group."""

    def __init__(self, options: ListOptions) -> None:
        """Begin with none."""
        self._chat = options.chat
        self._forge = options.forge
        self.channels: list[Channel] = []
        self.repositories: list[str] = []
        self.discussion: str | None = None
        self.inside: list[tuple[str, str]] = []
        """Pages in repositories, each with the repository that is kept."""
        self.unaddressed = 0
        """How many channels have a name and no address."""

    def add_page(self, url: str) -> bool:
        """Add where a name links to, if it is a repository or a channel; return whether it is."""
        whole, inside = parts.repository(url)
        kind = parts.leads_to(url)
        if kind == "repository" and (not inside or _is_front(inside)):
            self.repositories.append(whole)
        elif kind == "channel":
            self.channels.append(Channel(url=parts.url(url)))
        else:
            return False
        return True

    def add_channels(self, value: Any) -> list[str]:
        """Add the channels that a value names; return what of it is none."""
        rest: list[str] = []
        for each in value if isinstance(value, list) else [value]:
            rest += (
                self._given_channels(each)
                if isinstance(each, dict)
                else self._told_channels(parts.block(each))
            )
        return [each for each in rest if re.search(r"\w", each)]

    def _given_channels(self, given: Mapping[str, Any]) -> list[str]:
        """Add the channel that a mapping is, or those in it; return what is left."""
        texts = {key: parts.line(each) for key, each in given.items() if isinstance(each, str)}
        said = (texts.get(key, "") for key in _ADDRESSES)
        url = next((each for each in said if each.startswith(("http", "mailto:"))), "")
        name = next((texts[key] for key in _NAMES if texts.get(key)), "")
        inside = [each for each in given.values() if isinstance(each, dict)]
        if url:
            self.channels.append(Channel(url=parts.url(url), name=name or None))
        elif inside and not name:
            return [rest for each in inside for rest in self._given_channels(each)]
        elif name and len([each for each in given.values() if each]) == 1:
            return self._told_channels(name)
        elif not (name and self._chat and not self._told_channels(name)):
            self.unaddressed += bool(name)
            return [answers.text(given)]
        more = [each for each in texts.values() if each not in (url, name)]
        return ["; ".join(more)] if more and not url else []

    def _told_channels(self, text: str) -> list[str]:
        """Add the channels that a text names; return what of it is none."""
        found, others = parts.channels(text)
        own = [
            channel
            for channel in found
            if channel.url.startswith("http") and not parts.is_in_forge(channel.url)
        ]
        rest = [
            f"[{channel.name}]({channel.url})" if channel.name else channel.url
            for channel in found
            if channel not in own
        ]
        self.channels += own
        for other in others:
            is_name = _NAME_OF_CHANNEL.fullmatch(other)
            if is_name and self._chat:
                name = other.lstrip("#")
                self.channels.append(Channel(url=parts.url(f"{self._chat}{name}"), name=f"#{name}"))
            else:
                self.unaddressed += bool(is_name)
                rest.append(other)
        return rest

    def add_repositories(self, value: Any) -> list[str]:
        """Add the repositories that a value names; return what of it is none."""
        rest: list[str] = []
        for each in value if isinstance(value, list) else [value]:
            said = each.get("url") or each if isinstance(each, dict) else each
            text = answers.text(said)
            without = parts.LINK.sub(lambda found: f" {found['url']} ", text)
            others = 0
            for url in links.in_text(without):
                without = without.replace(url, " ", 1)
                others += not self._own_repository(url)
            for found in _OWNER_AND_NAME.findall(without):
                without = without.replace(found, " ", 1)
                self.repositories.append(f"{self._forge}/{found.rstrip('.').removesuffix('.git')}")
            if others or re.search(r"\w", without):
                rest.append(parts.line(text))
        return rest

    def _own_repository(self, url: str) -> bool:
        """Add the repository that a link leads to; return whether it is one."""
        whole, page = parts.repository(url)
        if parts.is_profile(url) or parts.is_in_forge(url) or _NO_REPOSITORY.fullmatch(url):
            return False
        self.repositories.append(whole)
        if page:
            self.inside.append((page, whole))
        return True

    def add(self, url: str, text: str, label: str, behind: str) -> bool:
        """Place a link by what it is called and where it leads; return whether it has a place."""
        match parts.leads_to(url, text) or (parts.leads_to(url, label) if label else None):
            case "channel":
                name = behind or (text if text[:1] in ("#", "&", "!") else "")
                self.channels.append(Channel(url=parts.url(url), name=name or None))
            case "repository":
                return self._own_repository(url)
            case "discussion" if not self.discussion:
                self.discussion = links.regular(url)
            case _:
                return False
        return True


def is_named(found: re.Match[str]) -> bool:
    """Return whether a link is called what it is: `[chat](https://…)`."""
    return parts.leads_to("", found["text"]) is not None


def _is_front(page: str) -> bool:
    """Return whether a page of a repository is its front page."""
    return (
        re.search(r"/(?:tree/(?:main|master|trunk)|#readme|#readme-ov-file|issues|wiki)/?$", page)
        is not None
    )


def behind(text: str, end: int) -> str:
    """Return what is between a link and the next one, which is how a channel is called there."""
    following = parts.LINK.search(text, end)
    said = text[end : following.start() if following else None].partition("\n")[0]
    said = parts.line(said).strip(" |,;()·•")
    return said if _NAME_OF_CHANNEL.fullmatch(said) else ""


def are_named(text: str) -> bool:
    """Return whether a text has links that are called what they are."""
    return any(parts.leads_to("", found["text"]) for found in parts.LINK.finditer(text))


def unaddressed(count: int) -> Iterator[str]:
    """Yield what to do about channels that have a name and no address."""
    if count:
        yield (
            f"Channels without an address, {count}, are answers; `--chat` says what to put before their names."
        )
