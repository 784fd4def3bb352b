"""The index: which groups stand where on it, what its filters offer, and what it tells of all together."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from wgbot.community.config import GroupKind
from wgbot.community.site import Appearance
from wgbot.community.translation import Catalogue
from wgbot.registry.group import ASLEEP
from wgbot.site import data, feed, schedule
from wgbot.site.events import ShownEvent, told
from wgbot.site.feed import News
from wgbot.site.frame import Frame
from wgbot.site.group_page import Made
from wgbot.site.inputs import Inputs
from wgbot.site.meetings import next_date
from wgbot.site.pages import Shown
from wgbot.site.platforms import PLATFORMS, WEB
from wgbot.text.sentences import capitalize

SECTIONS = (
    ("active", "Active {nouns}", ""),
    ("forming", "{Nouns} that are forming", "Not official yet: you can still shape them."),
    ("dormant", "Dormant {nouns}", "Inactive for now. To revive one, propose it again."),
    ("retired", "Retired {nouns}", "Their work is done or continues elsewhere."),
)
_LATELY = 5
LIST = 100
"""How many groups are in one list."""
_MANY = 30
"""From how many groups on a list of rows is easier to read than cards."""


@dataclass(frozen=True, slots=True)
class _Section(Shown):
    """The groups of one status on the index, or of one kind among those that are active."""

    id: str
    status: str
    has_kind: bool
    title: str
    words: str
    count: int
    lists: tuple[Markup, ...]
    """Its groups: of very many, a browser lays out those that are on the screen, a list at a time."""


class IndexPage:
    """The page of all groups."""

    def __init__(
        self,
        site: Appearance,
        frame: Frame,
        inputs: Sequence[Inputs],
        kinds: Mapping[str, GroupKind],
        news: Sequence[News],
    ) -> None:
        """Take groups in the order of the list, and the kinds that the community named."""
        self._site = site
        self._frame = frame
        self._catalogue: Catalogue = frame.catalogue
        self._inputs = inputs
        self._named = kinds
        self._news = news

    def page(self, made: Mapping[str, Made]) -> bytes:
        """Return the page, from what was made of each group."""
        say = self._catalogue.say
        used = {key for each in made.values() for key in each.platforms}
        kinds = self._kinds()
        statuses = {each.group.status for each in self._inputs}
        return self._frame.page(
            "index.html.j2",
            "",
            sections=list(self._sections(made, kinds)),
            count=len(made),
            counts=self._counts(kinds),
            view="rows" if len(made) >= _MANY else "cards",
            looking=any(each.is_looking for each in made.values()),
            kinds=[(kind, word) for kind, (_, word) in kinds.items() if kind],
            statuses=[
                (status, say(status.capitalize()))
                for status, _, _ in SECTIONS
                if status in statuses
            ],
            platforms=[
                (each.key, say(each.label)) for each in (*PLATFORMS, WEB) if each.key in used
            ],
            parents=[
                (name, name)
                for name in sorted({each.parent.name for each in self._inputs if each.parent})
            ],
            # That a registry was begun is no news of any group.
            lately=[
                (
                    news.slug,
                    news.name,
                    ShownEvent(
                        news.event.kind,
                        feed.lower(told(news.event, self._catalogue)),
                        news.event.at.date(),
                    ),
                )
                for news in self._news
                if news.event.kind != "listed"
            ][:_LATELY],
            meetings=[
                (slug, each.last.title, next_date(each.next, each.last.meeting))
                for slug, each in schedule.coming(
                    (group.slug, each) for group in self._inputs for each in group.meetings
                )[:_LATELY]
                if each.next
            ],
            calendars=list(self._calendars(made)),
            linked_data=Markup(data.in_script(feed.site_data(self._site))),  # noqa: S704 - made for this place
        )

    def _calendars(self, made: Mapping[str, Made]) -> Iterator[tuple[str, str]]:
        """Yield the calendar of each kind of groups, and what those are called."""
        meeting = {each.slug: each.group for each in self._inputs if made[each.slug].meetings}
        if meeting:
            from wgbot.site import calendars  # noqa: PLC0415 - slow to load, and many have no meetings

            for path, kind in calendars.of_kinds(meeting, self._named).items():
                yield path, self._named[kind].many

    def _kinds(self) -> dict[str, tuple[str, str]]:
        """Return what one and several groups of each kind are called, in the community's order."""
        used = {each.group.kind or "" for each in self._inputs}
        if used == {""}:
            return {}
        named = self._named
        places = {kind: place for place, kind in enumerate(named)}
        last = len(places)

        def place(kind: str) -> tuple[bool, int, int, str]:
            order = named[kind].order if kind in named else None
            stated = sys.maxsize if order is None else order
            return not kind, stated, places.get(kind, last), kind

        return {
            kind: (named[kind].one, named[kind].many)
            if kind in named
            else (kind, kind)
            if kind
            else (self._catalogue.nouns["noun"], self._catalogue.nouns["nouns"])
            for kind in sorted(used, key=place)
        }

    def _counts(self, kinds: Mapping[str, tuple[str, str]]) -> str:
        """Return how many groups there are, by kind where they have kinds, and how many went to sleep."""
        groups = [each.group for each in self._inputs]
        numbers = Counter(each.kind or "" for each in groups if each.status not in ASLEEP)
        asleep = Counter(each.status for each in groups if each.status in ASLEEP)
        words = kinds or {"": (self._catalogue.nouns["noun"], self._catalogue.nouns["nouns"])}
        said = [
            f"{numbers[kind]:,} {one if numbers[kind] == 1 else many}"
            for kind, (one, many) in words.items()
            if numbers[kind]
        ]
        for status in sorted(ASLEEP):
            if asleep[status]:
                word = feed.lower(self._catalogue.say(status.capitalize()))
                said.append(f"{asleep[status]:,} {word}")
        return ", ".join(said)

    def _sections(
        self, made: Mapping[str, Made], kinds: Mapping[str, tuple[str, str]]
    ) -> Iterator[_Section]:
        say = self._catalogue.say
        for status, title, words in SECTIONS:
            there = [each for each in self._inputs if each.group.status == status]
            by_kind = status == "active" and len(kinds) > 1
            for number, kind in enumerate(kinds if by_kind else (None,)):
                listed = [each for each in there if kind is None or (each.group.kind or "") == kind]
                if not listed:
                    continue
                items = [made[each.slug].item for each in listed]
                yield _Section(
                    id=f"{status}-{number}" if by_kind else status,
                    status=status,
                    has_kind=by_kind,
                    title=say(title) if kind is None else capitalize(kinds[kind][1]),
                    words=say(words) if words else "",
                    count=len(listed),
                    lists=tuple(
                        Markup("\n".join(items[begin : begin + LIST]))  # noqa: S704 - made by a template
                        for begin in range(0, len(items), LIST)
                    ),
                )
