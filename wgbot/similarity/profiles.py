"""A group, read once for all comparisons: its names, the words it is about, where it works."""

import re
from dataclasses import dataclass
from functools import cached_property

from wgbot.registry.group import Channel, Group
from wgbot.registry.repository_names import repository_key
from wgbot.similarity.defaults import AREA_WORDS
from wgbot.similarity.names import MAX_NAME, Language, Name, read
from wgbot.similarity.words import MAX_TEXT, split, word

MAX_FOCUS_WORDS = 200
MAX_NAMES = 12
PHRASE = 7
"""So many words in a row are never the same by chance, where they say something."""
MAX_ADDRESSES = 20

# An invitation to a whole server, where no channel is named.
_WHOLE_SERVER = re.compile(r"^(?:www\.)?(?:discord\.gg|discord(?:app)?\.com/invite)/[^/]*$")
# "(formerly known as Common Metrics)" in a focus is an earlier name.
_FORMERLY = re.compile(
    r"\b(?:formerly|previously|once|also) (?:known as|called|named) [\"“'‘`]?([^\"“”'’`.,;:()\n]{2,60})"
)
_MAYBE_FORMERLY = re.compile("known as|called|named")
# "Metrics (formerly Identifying Threats)" is a name, and an earlier one.
_OTHER_NAME = re.compile(
    r"""(?:[(\[]\s{0,3}|[,;–—-]\s{1,3})
    (?:(?:formerly|previously|originally|also|once)(?:\ (?:known\ as|called|named))?\b|aka\b
       |a\.k\.a\.|(?<=[(\[])(?:was|ex|née)\b)
    [\s:"“'‘-]{0,4}(?P<name>[^()\[\]"“”]{2,80})(?:[)\]"”]|\Z)""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Profile:
    """What is compared of a group."""

    group: Group
    names: tuple[tuple[Name, ...], ...]
    """Its name, its aliases and its file's name, each in every way to read it."""
    focus: dict[str, str]
    """The words of its focus that say something: from root to word."""
    name_topics: dict[str, str]
    """What its name is about: from topic to word."""
    focus_topics: dict[str, str]
    repositories: dict[str, str]
    """From what is the same for one repository to how it is written."""
    channels: dict[str, str]
    leads: frozenset[str]
    """The accounts of its leads."""
    owners: frozenset[str] = frozenset()
    """The roots of the words by which whoever has its repositories is called."""

    @cached_property
    def about(self) -> dict[str, str]:
        """The words of its name and focus, from root to word."""
        return self.focus | {each.root: each.text for each in self.names[0][0].main}

    @property
    def topics(self) -> set[str]:
        """All topics that it touches."""
        return {*self.name_topics, *self.focus_topics}

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], str]:
        """Each so many words in a row of its focus, from their roots to how they are written."""
        texts = split(self.group.focus[:MAX_TEXT])[:MAX_FOCUS_WORDS]
        roots = [word(each).root for each in texts]
        return {
            tuple(roots[at : at + PHRASE]): " ".join(texts[at : at + PHRASE])
            for at in range(len(roots) - PHRASE + 1)
        }

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
    focus = group.focus[:MAX_TEXT]
    formerly = _FORMERLY.findall(focus)[:2] if _MAYBE_FORMERLY.search(focus) else ()
    own, *others = _names_in(group.name)
    known_as = dict.fromkeys([own, *others, *group.aliases[: MAX_NAMES - 4], *formerly])
    names = [read(each, language) for each in known_as]
    if slug and not any(_is_slug_of(slug, each) for each in known_as):
        names.append(read(slug, language))
    said = split(focus)[:MAX_FOCUS_WORDS]
    return Profile(
        group,
        tuple(names),
        _telling(said, language),
        language.topics_of([each.text for each in names[0][0].words]),
        language.topics_of(said),
        {repository_key(each): each for each in group.repositories[:MAX_ADDRESSES]},
        {key: each.url for each in group.channels[:MAX_ADDRESSES] if (key := _own_channel(each))},
        frozenset(each.github.casefold() for each in group.leads[:MAX_ADDRESSES] if each.github),
        frozenset(
            root
            for each in dict.fromkeys(map(_owner, group.repositories[:MAX_ADDRESSES]))
            for text in split(each)
            if (root := language.telling_root(text)) and (text not in AREA_WORDS)
        ),
    )


def _names_in(name: str) -> tuple[str, ...]:
    """Return a name by itself, and another one that stands in it as an earlier one."""
    found = _OTHER_NAME.search(name[:MAX_NAME])
    if not found or not found.start():
        return (name,)
    return f"{name[: found.start()].rstrip()}{name[found.end() :]}", found["name"].strip()


def _telling(texts: list[str], language: Language) -> dict[str, str]:
    found = dict(zip(map(language.telling_root, texts), texts, strict=True))
    found.pop("", None)
    return found


def _is_slug_of(slug: str, name: str) -> bool:
    if slug.replace("-", "") == name.lower().replace(" ", ""):
        return True
    return "".join(split(slug)) == "".join(split(name))


def _owner(link: str) -> str:
    """Return who has a repository, as its address says it: the first part of its path."""
    return "".join(repository_key(link).split("/")[1:2])


def _own_channel(channel: Channel) -> str:
    """Return what is the same for one channel; nothing for the door of a whole server."""
    link = channel.url.strip()[:500].casefold()
    link = link.partition("://")[2] or link
    if channel.name:
        return f"{link.rstrip('/')} {channel.name.strip()[:80].casefold()}"
    return "" if _WHOLE_SERVER.match(link) or "/" not in link.rstrip("/") else link.rstrip("/")
