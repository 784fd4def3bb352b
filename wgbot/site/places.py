"""Where a group talks and works, as templates are told: channels, repositories, and how each link is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from wgbot.community.translation import Catalogue
from wgbot.registry.group import Channel
from wgbot.registry.repository_names import FORGES
from wgbot.site.pages import Shown
from wgbot.site.platforms import followable, platform, room, way_in


@dataclass(frozen=True, slots=True)
class Note(Shown):
    """What is known about a link."""

    state: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownPlace(Shown):
    """A channel."""

    platform: str
    """The key of its platform."""
    label: str
    room: str | None
    url: str | None
    """None if the address is not one that a browser can follow; it is text then."""
    address: str
    call: str
    """What the button says that leads there."""
    way_in: str
    health: Note | None


@dataclass(frozen=True, slots=True)
class Code(Shown):
    """A repository."""

    label: str
    url: str | None
    health: Note | None = None


@dataclass(frozen=True, slots=True)
class Action(Shown):
    """Somewhere to go."""

    label: str
    url: str


_MOST_ACTIONS = 4


def place(channel: Channel, health: Note | None, catalogue: Catalogue) -> ShownPlace:
    """Return what templates are told about a channel."""
    where = platform(channel.url)
    url = followable(channel.url)
    name = room(channel)
    label = catalogue.say(where.label)
    call = catalogue.say("Chat on {platform}", platform=label) if where.is_chat else label
    if where.key == "web":
        label = urlsplit(channel.url).hostname or label if url else label
        call = channel.name or label
    how = way_in(channel, catalogue) if url else ""
    return ShownPlace(where.key, label, name, url, channel.url, call, how, health)


def code(url: str, health: Note | None = None) -> Code:
    """Return what templates are told about a repository, or any other address."""
    return Code(repository_label(url), followable(url), health)


def repository_label(url: str) -> str:
    """Return how a repository is called: `owner/name`, or its address without what goes without saying."""
    if not followable(url):
        return url
    parts = urlsplit(url)
    path = str(unquote(parts.path)).strip("/").removesuffix(".git")
    if parts.hostname in FORGES and path:
        return path
    return f"{parts.hostname}/{path}".rstrip("/")


def actions(
    places: Sequence[ShownPlace], repositories: Sequence[Code], catalogue: Catalogue
) -> tuple[Action, ...]:
    """Return where to go from a group's page, the first the best: where it talks, and its first repository.

    What is known to be gone is no place to go to.
    """
    there = [each for each in places if each.url and not is_gone(each.health)]
    code = next((each for each in repositories if each.url and not is_gone(each.health)), None)
    how_many = Counter(each.call for each in there)
    talks = [
        Action(
            f"{each.call} {each.room}" if how_many[each.call] > 1 and each.room else each.call,
            each.url,
        )
        for each in there
        if each.url
    ]
    listed = talks[: _MOST_ACTIONS - bool(code)]
    if code and code.url:
        listed.append(Action(catalogue.say("Repository"), code.url))
    return tuple(listed)


def is_gone(health: Note | None) -> bool:
    """Return whether a link is known to lead nowhere."""
    return health is not None and health.state == "gone"
