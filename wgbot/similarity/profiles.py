"""A group, read once for all comparisons: its names, the words it is about, where it works."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from wgbot.groups import Channel, Group
from wgbot.similarity.defaults import COMMON_WORDS
from wgbot.similarity.names import Language, Name, read
from wgbot.similarity.words import MAX_TEXT, split, word

MAX_FOCUS_WORDS = 200
MAX_NAMES = 12
MAX_ADDRESSES = 20

_COMMON_ROOTS = frozenset(word(each).root for each in COMMON_WORDS)
# An invitation to a whole server, where no channel is named.
_WHOLE_SERVER = re.compile(r"^(?:www\.)?(?:discord\.gg|discord(?:app)?\.com/invite)/[^/]*$")
# "(formerly known as Common Metrics)" in a focus is an earlier name.
_FORMERLY = re.compile(
    r"\b(?:formerly|previously|once|also) (?:known as|called|named) [\"“'‘`]?([^\"“”'’`.,;:()\n]{2,60})"
)


@dataclass(frozen=True)
class Profile:
    """What is compared of a group."""

    group: Group
    names: tuple[tuple[Name, ...], ...]
    """Its name, its aliases and its file's name, each in every way to read it."""
    focus: dict[str, str]
    """The words of its focus that say something: from root to word."""
    repositories: dict[str, str]
    """From what is the same for one repository to how it is written."""
    channels: dict[str, str]

    @cached_property
    def name_roots(self) -> dict[str, str]:
        """The words of its name, from root to word."""
        return {each.root: each.text for each in self.names[0][0].main}

    @cached_property
    def about(self) -> dict[str, str]:
        """The words of its name and focus, from root to word."""
        return self.focus | self.name_roots

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What puts two groups in an order that does not depend on which was named first."""
        group = self.group
        return (
            group.name, group.focus, tuple(name[0].shown for name in self.names),
            group.repositories, tuple(each.url + (each.name or "") for each in group.channels),
        )  # fmt: skip


def profile(group: Group, language: Language, slug: str = "") -> Profile:
    """Read *group*, whose file is named *slug*."""
    known_as = dict.fromkeys(
        [
            group.name,
            *group.aliases[: MAX_NAMES - 4],
            *_FORMERLY.findall(group.focus[:MAX_TEXT])[:2],
        ]
    )
    names = [read(each, language) for each in known_as]
    if slug and all(_flat(slug) != _flat(each) for each in known_as):
        names.append(read(slug, language))
    return Profile(
        group,
        tuple(names),
        dict(_telling_words(group.focus, language)),
        {_address(each): each for each in group.repositories[:MAX_ADDRESSES]},
        {key: each.url for each in group.channels[:MAX_ADDRESSES] if (key := _own_channel(each))},
    )


def _flat(text: str) -> str:
    return "".join(split(text))


def _telling_words(text: str, language: Language) -> Iterable[tuple[str, str]]:
    for text_ in split(text[:MAX_TEXT])[:MAX_FOCUS_WORDS]:
        each = language.word(text_)
        is_group_word = (each.text,) in language.group_words
        if (
            len(each.text) > 1
            and not is_group_word
            and not each.is_small
            and each.root not in _COMMON_ROOTS
        ):
            yield each.root, each.text


def _address(link: str) -> str:
    """Give what is the same for all ways to write the address of one repository."""
    try:
        parts = urlsplit(link.strip()[:500])
    except ValueError:
        return link
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.casefold().strip("/").removesuffix(".git")
    if host in ("github.com", "gitlab.com", "codeberg.org"):
        path = "/".join(path.split("/")[:2]) if host != "gitlab.com" else path.split("/-/")[0]
    return f"{host}/{path}"


def _own_channel(channel: Channel) -> str:
    """Give what is the same for one channel; nothing for the door of a whole server."""
    link = channel.url.strip()[:500].casefold()
    link = link.partition("://")[2] or link
    if channel.name:
        return f"{link.rstrip('/')} {channel.name.strip()[:80].casefold()}"
    return "" if _WHOLE_SERVER.match(link) or "/" not in link.rstrip("/") else link.rstrip("/")
