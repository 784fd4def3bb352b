"""What templates are told about a group: texts, links that are safe to follow, and words for both."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from markupsafe import Markup

from wgbot.community.config import AnswerKind
from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.form.schema import Form
from wgbot.registry.fields import FIELDS
from wgbot.registry.group import Channel, FieldType, Group, GroupField, Person
from wgbot.registry.people import ACCOUNT
from wgbot.site import charter
from wgbot.site.events import told
from wgbot.site.inputs import Inputs, Related
from wgbot.site.pages import Shown
from wgbot.site.platforms import followable, platform, room, way_in

TONES = 6
"""How many colours there are for the initials of people."""


@dataclass(frozen=True, slots=True)
class Lead(Shown):
    """Someone who leads a group."""

    name: str
    url: str | None
    initials: str
    tone: int


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
    way_in: str
    health: Note | None


@dataclass(frozen=True, slots=True)
class Code(Shown):
    """A repository."""

    label: str
    url: str | None
    health: Note | None = None


@dataclass(frozen=True, slots=True)
class ShownAnswer(Shown):
    """An answer of the charter, under the form's label."""

    key: str
    label: str
    html: Markup
    people: tuple[Lead, ...] = ()
    """Those whom it names, where it is an answer that names people."""
    links: tuple[Code, ...] = ()
    """Where it leads to, where it is one of links."""


@dataclass(frozen=True, slots=True)
class ShownEvent(Shown):
    """An event, in words."""

    kind: str
    words: str
    on: date


@dataclass(frozen=True, slots=True)
class GroupView(Shown):
    """Everything that a page shows of a group."""

    slug: str
    name: str
    status: Literal["active", "dormant", "retired"]
    focus: str
    leads: tuple[Lead, ...]
    places: tuple[ShownPlace, ...]
    repositories: tuple[Code, ...]
    aliases: tuple[str, ...]
    parent: Related | None
    successors: tuple[Related, ...]
    children: tuple[Related, ...]
    discussion: str | None
    discussion_url: str | None
    proposal: int | None
    since: date | None
    more: tuple[ShownAnswer, ...]
    """What else the registry says about it: the fields that have no place of their own here."""
    charter: tuple[ShownAnswer, ...]
    history: tuple[ShownEvent, ...]

    @property
    def platforms(self) -> tuple[str, ...]:
        """Return the keys of the platforms it talks on, each once."""
        return tuple(dict.fromkeys(place.platform for place in self.places))


def view(
    made_of: Inputs,
    form: Form,
    kinds: Mapping[str, AnswerKind] = MappingProxyType({}),
    catalogue: Catalogue = ENGLISH,
) -> GroupView:
    """Return what templates are told about a group. *kinds* says what further answers hold."""
    group = made_of.group
    health = {
        url: Note(condition.state, condition.told(catalogue))
        for url, condition in made_of.health.items()
    }
    return GroupView(
        slug=made_of.slug,
        name=group.name,
        status=group.status,
        focus=group.focus,
        leads=tuple(map(_lead, group.leads)),
        places=tuple(
            _place(channel, health.get(channel.url), catalogue) for channel in group.channels
        ),
        repositories=tuple(_code(url, health.get(url)) for url in group.repositories),
        aliases=group.aliases,
        parent=made_of.parent,
        successors=made_of.successors,
        children=made_of.children,
        discussion=group.discussion,
        discussion_url=_link(group.discussion),
        proposal=group.proposal,
        since=group.since,
        more=tuple(
            _answer(field.key, label, answer, _KINDS.get(field.type), health=health)
            for field, label, answer in more(group, catalogue)
        ),
        charter=tuple(_charter(group, form, kinds)),
        history=tuple(
            ShownEvent(event.kind, told(event, catalogue), event.at.date())
            for event in made_of.events
        ),
    )


_PLACED = {"channels", *(each.name for each in dataclass_fields(GroupView))}
"""The fields that have a place of their own on a page."""
_KINDS: Mapping[FieldType, AnswerKind] = {"link": "links", "links": "links", "people": "people"}


def more(
    group: Group, catalogue: Catalogue
) -> Iterator[tuple[GroupField, str, str | tuple[str, ...]]]:
    """Yield each further field that says something, with its label and what it says."""
    for field in FIELDS:
        value = getattr(group, field.key)
        if field.is_published and field.key not in _PLACED and value:
            word = catalogue.say(field.word)
            listed = isinstance(value, tuple)
            yield (
                field,
                word[:1].upper() + word[1:],
                tuple(getattr(each, "shown", each) for each in value) if listed else str(value),
            )


def _link(url: str | None) -> str | None:
    return url if url and followable(url) else None


@lru_cache(maxsize=4096)
def _lead(person: Person) -> Lead:
    name = person.name or person.github or ""
    tone = hashlib.sha256((person.github or name).casefold().encode()).digest()[0] % TONES
    url = person.profile or (
        f"https://github.com/{quote(person.github, safe='')}" if person.github else None
    )
    return Lead(person.shown, _link(url), initials(name), tone)


_WORD = re.compile(r"[^\W_]+")


def initials(name: str) -> str:
    """Return one or two letters that stand for a person: `Ada Lovelace`, `ada-lovelace` → `AL`."""
    words = _WORD.findall(name)
    if not words:
        return "?"
    last = words[-1][0] if len(words) > 1 else ""
    both: str = words[0][0] + last
    return both.upper()[:2]


def _place(channel: Channel, health: Note | None, catalogue: Catalogue) -> ShownPlace:
    where = platform(channel.url)
    name = room(channel)
    label = catalogue.say(where.label)
    if where.key == "web":
        label = urlsplit(channel.url).hostname or label if _link(channel.url) else label
    url = _link(channel.url)
    return ShownPlace(
        where.key, label, name, url, channel.url, way_in(channel, catalogue) if url else "", health
    )


def _code(url: str, health: Note | None = None) -> Code:
    return Code(repository_label(url), _link(url), health)


def repository_label(url: str) -> str:
    """Return how a repository is called: `owner/name`, or its address without what goes without saying."""
    if not followable(url):
        return url
    parts = urlsplit(url)
    path = str(unquote(parts.path)).strip("/").removesuffix(".git")
    if parts.hostname in ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org") and path:
        return path
    return f"{parts.hostname}/{path}".rstrip("/")


def answer_labels(group: Group, form: Form, kinds: Mapping[str, AnswerKind]) -> dict[str, str]:
    """Return what the charter's answers are called, by key: the form's in its order, then all others.

    A private one is not shown, however it came into the registry.
    """
    asked = {key: field.label for key, field in form.by_key.items() if key in group.charter}
    others = {
        key: key.replace("-", " ").replace("_", " ").capitalize()
        for key in group.charter
        if key not in asked
    }
    return {key: each for key, each in (asked | others).items() if kinds.get(key) != "private"}


def _charter(group: Group, form: Form, kinds: Mapping[str, AnswerKind]) -> list[ShownAnswer]:
    answers = []
    for key, label in answer_labels(group, form, kinds).items():
        answer, kind, question = group.charter[key], kinds.get(key), form.field(key)
        written: Literal["markdown", "code", "text"] = "text"
        if question and question.kind == "textarea":
            written = "code" if question.render else "markdown"
        answers.append(_answer(key, label, answer, kind, written))
    return answers


def _answer(
    key: str,
    label: str,
    answer: str | tuple[str, ...],
    kind: AnswerKind | None,
    written: Literal["markdown", "code", "text"] = "text",
    health: Mapping[str, Note] = MappingProxyType({}),
) -> ShownAnswer:
    items = _items(answer)
    people = tuple(_lead(_person(each)) for each in items) if kind == "people" else ()
    links = tuple(_code(each, health.get(each)) for each in items) if kind == "links" else ()
    return ShownAnswer(key, label, charter.html(answer, written), people, links)


def _items(answer: str | tuple[str, ...]) -> list[str]:
    listed = answer if isinstance(answer, tuple) else answer.split("\n")
    return [each.strip() for each in listed if each.strip()]


def _person(item: str) -> Person:
    """Return whom an item names: the registry has accounts, `@ada`, and what a person wrote there."""
    account = item.removeprefix("@")
    is_account = account != item and ACCOUNT.fullmatch(account)
    return Person(github=account) if is_account else Person(name=item)
