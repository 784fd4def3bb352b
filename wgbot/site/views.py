"""What templates are told about a group: texts, links that are safe to follow, and words for both."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from types import MappingProxyType
from typing import Literal
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from wgbot.checks import placeholders
from wgbot.community.config import AnswerKind, Noun
from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.form.schema import Form
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.fields import FIELDS
from wgbot.registry.group import (
    Channel,
    FieldType,
    Group,
    GroupField,
    GroupStatus,
    Person,
)
from wgbot.site import charter, endings, meetings, schedule
from wgbot.site.endings import ShownEnding
from wgbot.site.events import told
from wgbot.site.inputs import Inputs, Related
from wgbot.site.meetings import NextDate, ShownMeeting
from wgbot.site.pages import Shown
from wgbot.site.people import Lead, lead
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
    kind: str
    """What it is, in the community's word; empty where groups have no kinds."""
    kind_key: str
    """The same, as the registry has it."""
    noun: str
    """What it is called in a sentence."""
    status: GroupStatus
    focus: str
    leads: tuple[Lead, ...]
    former_leads: tuple[Lead, ...]
    places: tuple[ShownPlace, ...]
    repositories: tuple[Code, ...]
    meetings: tuple[ShownMeeting, ...]
    next_date: NextDate | None
    """When the first of its meetings is next."""
    calendar: bool
    """Whether there is a calendar file of its meetings."""
    aliases: tuple[str, ...]
    parent: Related | None
    successors: tuple[Related, ...]
    children: tuple[Related, ...]
    discussion: str | None
    discussion_url: str | None
    proposal: int | None
    since: date | None
    ended: ShownEnding | None
    confirmed: date | None
    more: tuple[ShownAnswer, ...]
    """What else the registry says about it: the fields that have no place of their own here."""
    charter: tuple[ShownAnswer, ...]
    history: tuple[ShownEvent, ...]

    @property
    def is_looking(self) -> bool:
        """Return whether it goes on without anybody who leads it."""
        return self.status == "active" and not self.leads

    @property
    def actions(self) -> tuple[Action, ...]:
        """Return where to go from here, the first the best: where it talks, and its first repository."""
        talks = [Action(place.label, place.url) for place in self.places if place.url]
        code = [Action(each.label, each.url) for each in self.repositories if each.url]
        return (*talks[: _MOST_ACTIONS - len(code[:1])], *code[:1])

    @property
    def last_change(self) -> date | None:
        """Return when its entry was changed last, as far as that is known."""
        return self.history[-1].on if self.history else None

    @property
    def broken(self) -> int:
        """Return how many of its links lead nowhere."""
        notes = [
            *(each.health for each in self.places),
            *(each.health for each in self.repositories),
        ]
        return sum(1 for note in notes if note and note.state == "gone")

    @property
    def platforms(self) -> tuple[str, ...]:
        """Return the keys of the platforms it talks on, each once."""
        return tuple(dict.fromkeys(place.platform for place in self.places))


def view(
    made_of: Inputs,
    form: Form,
    answer_types: Mapping[str, AnswerKind] = MappingProxyType({}),
    catalogue: Catalogue = ENGLISH,
    noun: Noun | None = None,
) -> GroupView:
    """Return what templates are told about a group.

    *answer_types* says what further answers hold, *noun* what a group of its kind is called.
    """
    group = made_of.group
    own = catalogue.with_noun(noun) if noun else catalogue
    health = {
        url: Note(condition.state, condition.told(catalogue))
        for url, condition in made_of.health.items()
    }
    begins = {each.place: each.next for each in made_of.meetings}
    return GroupView(
        slug=made_of.slug,
        name=group.name,
        kind=own.nouns["Noun"] if noun and group.kind else group.kind or "",
        kind_key=group.kind or "",
        noun=own.nouns["noun"],
        status=group.status,
        focus="" if placeholders.is_placeholder(group.focus) else group.focus,
        leads=tuple(map(lead, group.leads)),
        former_leads=tuple(map(lead, group.former_leads)),
        places=tuple(
            _place(channel, health.get(channel.url), catalogue) for channel in group.channels
        ),
        repositories=tuple(_code(url, health.get(url)) for url in group.repositories),
        meetings=tuple(
            meetings.shown(each, catalogue, begins.get(place))
            for place, each in enumerate(group.meetings)
        ),
        next_date=_next_date(made_of),
        calendar=any(each.place is not None for each in made_of.meetings),
        aliases=group.aliases,
        parent=made_of.parent,
        successors=made_of.successors,
        children=made_of.children,
        discussion=group.discussion,
        discussion_url=_link(group.discussion),
        proposal=group.proposal,
        since=group.since,
        ended=endings.shown(group.ended, catalogue) if group.ended else None,
        confirmed=group.confirmed.date if group.confirmed else None,
        more=tuple(
            _answer(field.key, label, answer, _KINDS.get(field.type), health=health)
            for field, label, answer in more(group, catalogue)
        ),
        charter=tuple(_charter(group, form, answer_types)),
        history=tuple(
            ShownEvent(event.kind, told(event, catalogue), event.at.date())
            for event in made_of.events
        ),
    )


def _next_date(made_of: Inputs) -> NextDate | None:
    coming = schedule.first(made_of.meetings)
    return meetings.next_date(coming.next, coming.last.meeting) if coming and coming.next else None


_PLACED = {"channels", "former_slugs", *(each.name for each in dataclass_fields(GroupView))}
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


def answer_labels(group: Group, form: Form, types: Mapping[str, AnswerKind]) -> dict[str, str]:
    """Return what the charter's answers are called, by key: the form's in its order, then all others.

    A private one is not shown, however it came into the registry.
    """
    asked = {key: field.label for key, field in form.by_key.items() if key in group.charter}
    others = {
        key: key.replace("-", " ").replace("_", " ").capitalize()
        for key in group.charter
        if key not in asked
    }
    return {key: each for key, each in (asked | others).items() if types.get(key) != "private"}


def _charter(group: Group, form: Form, types: Mapping[str, AnswerKind]) -> list[ShownAnswer]:
    answers = []
    for key, label in answer_labels(group, form, types).items():
        answer, kind, question = group.charter[key], types.get(key), form.field(key)
        if isinstance(answer, str) and placeholders.is_placeholder(answer):
            continue
        # What the form doesn't ask came over from a list, where it was Markdown.
        written: Literal["markdown", "code", "text"] = "text" if question else "markdown"
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
    people = tuple(lead(_person(each)) for each in items) if kind == "people" else ()
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


_WORD = re.compile(r"[^\W_]{3,}")
_MOST_WORDS = 400


def searchable(group: Group, shown: GroupView) -> str:
    """Return each word once, folded, that the page of a group says and the list of groups doesn't."""
    said = (
        *(each.called for each in shown.former_leads),
        *(each.name or "" for each in group.meetings),
        *(_joined(group.charter[answer.key]) for answer in shown.charter),
    )
    there = set(_WORD.findall(_folded(" ".join((shown.name, shown.focus, *shown.aliases)))))
    found = dict.fromkeys(_WORD.findall(_folded(" ".join(said))))
    return " ".join([each for each in found if each not in there][:_MOST_WORDS])


def _joined(answer: str | tuple[str, ...]) -> str:
    return " ".join(answer) if isinstance(answer, tuple) else answer


def _folded(text: str) -> str:
    """Return *text* as the search reads it: without accents, in lower case."""
    if not text.isascii():
        text = "".join(
            each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)
        )
    return text.lower()
