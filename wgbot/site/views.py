"""What templates are told about a group: texts, links that are safe to follow, and words for both."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from types import MappingProxyType

from wgbot.checks import placeholders
from wgbot.community.config import AnswerKind, Noun
from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.form.schema import Form
from wgbot.registry.fields import FIELDS
from wgbot.registry.group import ASLEEP, FieldType, Group, GroupField, GroupStatus
from wgbot.site import endings, meetings, schedule
from wgbot.site.answers import ShownAnswer, charter_answers, shown_answer
from wgbot.site.endings import ShownEnding
from wgbot.site.events import ShownEvent, told
from wgbot.site.inputs import Inputs, Related
from wgbot.site.meetings import NextDate, ShownMeeting
from wgbot.site.pages import Shown
from wgbot.site.people import Lead, lead
from wgbot.site.places import Action, Code, Note, ShownPlace, actions, code, is_gone, place
from wgbot.site.platforms import followable
from wgbot.text.sentences import capitalize

LISTED = 3
"""How many leads, places and repositories of a group lists of groups show."""


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
    brief: str
    """How that begins, if it is more than a few lines."""
    leads: tuple[Lead, ...]
    former_leads: tuple[Lead, ...]
    places: tuple[ShownPlace, ...]
    repositories: tuple[Code, ...]
    actions: tuple[Action, ...]
    """Where to go from its page."""
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
    seen: date | None
    """When a person was last seen at work, if that is known and not long ago."""
    seen_in: Code | None
    """In which of its repositories."""
    more: tuple[ShownAnswer, ...]
    """What else the registry says about it: the fields that have no place of their own here."""
    charter: tuple[ShownAnswer, ...]
    history: tuple[ShownEvent, ...]

    @property
    def is_looking(self) -> bool:
        """Return whether it goes on without anybody who leads it."""
        return self.status == "active" and not self.leads

    @property
    def is_open(self) -> bool:
        """Return whether somebody can join it."""
        return self.status not in ASLEEP

    @property
    def tells_meetings(self) -> bool:
        """Return whether its charter says in words when it meets."""
        return any(each.key == "meetings" for each in self.charter)

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
        return sum(map(is_gone, notes))

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
    focus = "" if placeholders.is_placeholder(group.focus) else group.focus
    places = [place(channel, health.get(channel.url), catalogue) for channel in group.channels]
    repositories = [code(url, health.get(url)) for url in group.repositories]
    begins = {each.place: each.next for each in made_of.meetings}
    return GroupView(
        slug=made_of.slug,
        name=group.name,
        kind=own.nouns["Noun"] if noun and group.kind else group.kind or "",
        kind_key=group.kind or "",
        noun=own.nouns["noun"],
        status=group.status,
        focus=focus,
        brief=brief(focus),
        leads=tuple(map(lead, group.leads)),
        former_leads=tuple(map(lead, group.former_leads)),
        places=tuple(places),
        repositories=tuple(repositories),
        actions=actions(places, repositories, catalogue),
        meetings=tuple(
            meetings.shown(each, catalogue, begins.get(number))
            for number, each in enumerate(group.meetings)
        ),
        next_date=_next_date(made_of),
        calendar=any(each.place is not None for each in made_of.meetings),
        aliases=group.aliases,
        parent=made_of.parent,
        successors=made_of.successors,
        children=made_of.children,
        discussion=group.discussion,
        discussion_url=followable(group.discussion),
        proposal=group.proposal,
        since=group.since,
        ended=endings.shown(group.ended, catalogue) if group.ended else None,
        confirmed=group.confirmed.date if group.confirmed else None,
        seen=made_of.seen.on if made_of.seen else None,
        seen_in=code(made_of.seen.repository) if made_of.seen else None,
        more=tuple(
            shown_answer(field.key, label, answer, _KINDS.get(field.type), health=health)
            for field, label, answer in more(group, catalogue)
        ),
        charter=tuple(charter_answers(group, form, answer_types, health)),
        history=tuple(
            ShownEvent(event.kind, told(event, catalogue), event.at.date())
            for event in made_of.events
        ),
    )


_BRIEF = 110
_SENTENCE_END = re.compile(r"(?<=[.!?。])\s+|(?<=。)")


def brief(text: str) -> str:
    """Return a text, or how it begins: whole sentences, or else words, that take a few lines of a phone."""
    if len(text) <= _BRIEF * 3 // 2:
        return text
    begins = ""
    for sentence in _SENTENCE_END.split(text):
        if len(begins) + len(sentence) >= _BRIEF:
            break
        begins = f"{begins} {sentence}".lstrip()
    if begins:
        return begins
    cut = text[:_BRIEF]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;:(–-')} …"


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
                capitalize(word),
                tuple(getattr(each, "shown", each) for each in value) if listed else str(value),
            )
