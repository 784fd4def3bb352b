"""Every file of the site, as values: the same bytes for the same repository, whenever it is built."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from wgbot.community import schemas
from wgbot.community.config import Noun
from wgbot.community.repository import Repository
from wgbot.community.site import Appearance
from wgbot.proposals import form_addresses, form_links
from wgbot.site import calendars, data, feed, schedule
from wgbot.site.calendars import CalendarPart
from wgbot.site.events import History, told
from wgbot.site.frame import Frame, icon
from wgbot.site.health import Health
from wgbot.site.inputs import Inputs, Related, alias_slugs, former_slugs, inputs
from wgbot.site.meeting_history import NONE, MeetingHistory
from wgbot.site.meetings import next_date
from wgbot.site.pages import Shown
from wgbot.site.platforms import PLATFORMS, WEB
from wgbot.site.schedule import ScheduledMeeting
from wgbot.site.views import ShownEvent, searchable, view
from wgbot.text.problems import SetupError

_SECTIONS = (
    ("active", "Active {nouns}", ""),
    ("forming", "{Nouns} that are forming", "Not official yet: you can still shape them."),
    ("dormant", "Dormant {nouns}", "Inactive for now. To revive one, propose it again."),
    ("retired", "Retired {nouns}", "Their work is done or continues elsewhere."),
)
_LATELY = 5
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
    cards: Markup


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a group."""

    item: str
    """Its place on the index, as HTML."""
    line: str
    """What `groups.json` says about it."""
    platforms: tuple[str, ...]
    is_looking: bool
    words: str
    """What only its page says, to be found by."""
    page: bytes
    data: bytes
    meetings: tuple[CalendarPart, ...]
    """Its part of calendars."""


Spread = Callable[[Callable[[Inputs], Made], Sequence[Inputs]], Iterable[Made]]
"""Makes something of each of many, as `map` does; on several processors, if it likes."""


@dataclass
class Memo:
    """What an earlier build made, for a later one: nothing is made twice of the same."""

    frame: Frame | None = None
    made: Mapping[str, tuple[Inputs, Made]] = field(default_factory=dict)


def build(
    repository: Repository,
    site: Appearance,
    history: History | None = None,
    health: Health | None = None,
    memo: Memo | None = None,
    spread: Spread = map,
    versions: Mapping[str, str] | None = None,
    meetings: MeetingHistory = NONE,
    now: datetime | None = None,
) -> dict[str, bytes]:
    """Return every file of the site by its path.

    *versions* has a commit for each group at which its file is as it is here, where that is known;
    *meetings* is what is known of them, and *now* when it is, by which their next dates are found.
    Raises SetupError if a template cannot be rendered.
    """
    builder = _Builder(
        repository,
        site,
        history or {},
        health or {},
        memo or Memo(),
        versions or {},
        schedule.schedules(repository.registry.groups(), meetings, now, site.url or ""),
    )
    return builder.files(spread)


class _Builder:
    def __init__(
        self,
        repository: Repository,
        site: Appearance,
        history: History,
        health: Health,
        memo: Memo,
        versions: Mapping[str, str],
        meetings: Mapping[str, tuple[ScheduledMeeting, ...]],
    ) -> None:
        self._repository = repository
        self._site = site
        self._base = site.url or ""
        self._groups = repository.registry.groups()
        self._inputs = inputs(self._groups, history, health, meetings)
        if form_addresses.form_for(repository, "change"):
            self._inputs = [
                replace(each, version=versions.get(each.slug), called=self._called(each))
                for each in self._inputs
            ]
        self._news = feed.latest(self._inputs)
        self._gone = {slug: each for slug, each in meetings.items() if slug not in self._groups}
        frame = Frame(repository, site, has_feed=bool(self._news), has_calendar=bool(meetings))
        if memo.frame is None or memo.frame.made_of != frame.made_of:
            memo.frame, memo.made = frame, {}
        self._frame = memo.frame
        self._templates, self._catalogue = self._frame.templates, self._frame.catalogue
        self._memo = memo

    def _called(self, each: Inputs) -> tuple[str, ...]:
        parent = each.group.parent
        there = [slug for slug in (each.slug, parent) if slug in self._groups]
        return tuple(form_addresses.name(self._repository, slug) for slug in there if slug)

    def files(self, spread: Spread) -> dict[str, bytes]:
        made = self._all_made(spread)
        # A page that is shown in place of any other is at no depth of its own.
        root = urlsplit(self._base).path if self._base else ""
        files: dict[str, bytes] = {
            "index.html": self._index(made),
            "404.html": self._frame.page("404.html.j2", root),
            "search.json": data.words({slug: each.words for slug, each in made.items()}),
            "groups/index.html": self._frame.page("moved.html.j2", "../"),
            "groups.json": data.listing(
                self._site.title,
                self._base,
                self._repository.config.kinds,
                (each.line for each in made.values()),
            ),
            "style.css": self._style(),
            "search.js": self._templates.file("search.js"),
            "dates.js": self._templates.file("dates.js"),
            icon(self._site): self._picture(),
            # For those who publish from a branch: nothing here is Jekyll's to read.
            ".nojekyll": b"",
            **data.schemas(self._base),
            **schemas.schemas(self._base),
        }
        for slug, each in made.items():
            files[f"groups/{slug}/index.html"] = each.page
            files[f"groups/{slug}.json"] = each.data
        for alias, slugs in alias_slugs(self._groups).items():
            # A former or other name leads to the group, or to all that have it.
            listed = [Related(self._groups[slug].name, slug) for slug in slugs]
            path = f"groups/{alias}/index.html"
            files[path] = self._frame.page("alias.html.j2", "../../", groups=listed)
        for slug, former in former_slugs(self._groups):
            # Programs that know it by a former name go on to find it.
            files[f"groups/{former}.json"] = made[slug].data
        files |= self._calendars(made)
        if self._news:
            files["feed.atom"] = feed.atom(self._news, self._site, self._catalogue)
        if self._base:
            files["sitemap.xml"] = feed.sitemap(self._base, self._inputs)
            # Robots look for it at the top of a host only.
            if urlsplit(self._base).path == "/":
                line = f"User-agent: *\nAllow: /\nSitemap: {self._base}sitemap.xml\n"
                files["robots.txt"] = line.encode()
        return {path: files[path] for path in sorted(files)}

    def _all_made(self, spread: Spread) -> dict[str, Made]:
        """Make what was not made of the same before, and return all, in the order of lists."""
        before = self._memo.made
        missing = [
            each for each in self._inputs if each.slug not in before or before[each.slug][0] != each
        ]
        # The first one here: templates are read once, and not by each copy of this process.
        pages = (*map(self._make, missing[:1]), *spread(self._make, missing[1:]))
        fresh = dict(zip((each.slug for each in missing), pages, strict=True))
        made = {each.slug: fresh.get(each.slug) or before[each.slug][1] for each in self._inputs}
        # What is gone is not kept.
        self._memo.made = {each.slug: (each, made[each.slug]) for each in self._inputs}
        return made

    def _make(self, each: Inputs) -> Made:
        settings = self._repository.config
        noun = settings.noun_of(each.group.kind)
        shown = view(each, self._repository.form, settings.answers, self._catalogue, noun)
        line = data.as_line(data.summary(each.group, shown, self._base))
        return Made(
            str(self._templates.render("item.html.j2", group=shown, root="")),
            line,
            shown.platforms,
            shown.is_looking,
            searchable(each.group, shown),
            self._frame.page(
                "group.html.j2",
                "../../",
                group=shown,
                linked_data=Markup(data.in_script(feed.group_data(shown, self._site))),  # noqa: S704 - made for this place
                **self._ways_to_change(each, noun),
            ),
            data.whole(line, each, shown, self._base),
            self._parts(each.slug, each.meetings),
        )

    def _parts(self, slug: str, meetings: Iterable[ScheduledMeeting]) -> tuple[CalendarPart, ...]:
        page = f"{self._base}groups/{slug}/" if self._base and slug in self._groups else ""
        return tuple(calendars.part(each, page, self._catalogue) for each in meetings)

    def _calendars(self, made: Mapping[str, Made]) -> dict[str, bytes]:
        gone = {slug: self._parts(slug, meetings) for slug, meetings in self._gone.items()}
        parts = {slug: each.meetings for slug, each in made.items() if each.meetings} | gone
        return calendars.files(parts, self._groups, self._repository.config.kinds, self._site)

    def _ways_to_change(self, each: Inputs, noun: Noun) -> dict[str, str]:
        home = self._frame.repository
        if not home:
            return {"suggest": "", "edit": "", "change": "", "end": ""}
        name = each.group.name
        said = self._catalogue.with_noun(noun).say("Change to the {noun} {name}", name=name)
        title = quote(said[:200].encode("utf-8", "replace"), safe="")
        path = quote(self._repository.registry.path(each.slug))
        there = self._repository, each.slug, home
        return {
            "change": form_links.address(*there, "change", each.version) or "",
            "end": form_links.address(*there, "end") or "",
            "suggest": f"{home}/issues/new?title={title}",
            "edit": f"{self._frame.registry}/edit/{self._site.branch}/{path}",
        }

    def _index(self, made: Mapping[str, Made]) -> bytes:
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
                for status, _, _ in _SECTIONS
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
            calendars=[
                (path, self._repository.config.kinds[kind].many)
                for path, kind in calendars.of_kinds(
                    {slug: self._groups[slug] for slug in made if made[slug].meetings},
                    self._repository.config.kinds,
                ).items()
            ],
            linked_data=Markup(data.in_script(feed.site_data(self._site))),  # noqa: S704 - made for this place
        )

    def _kinds(self) -> dict[str, tuple[str, str]]:
        """Return what one and several groups of each kind are called, in the community's order."""
        used = {each.group.kind or "" for each in self._inputs}
        if used == {""}:
            return {}
        named = self._repository.config.kinds
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
        """Return how many groups there are, by kind where they have kinds."""
        numbers = Counter(each.group.kind or "" for each in self._inputs)
        words = kinds or {"": (self._catalogue.nouns["noun"], self._catalogue.nouns["nouns"])}
        return ", ".join(
            f"{numbers[kind]:,} {one if numbers[kind] == 1 else many}"
            for kind, (one, many) in words.items()
        )

    def _sections(
        self, made: Mapping[str, Made], kinds: Mapping[str, tuple[str, str]]
    ) -> Iterator[_Section]:
        say = self._catalogue.say
        for status, title, words in _SECTIONS:
            there = [each for each in self._inputs if each.group.status == status]
            by_kind = status == "active" and len(kinds) > 1
            for number, kind in enumerate(kinds if by_kind else (None,)):
                listed = [each for each in there if kind is None or (each.group.kind or "") == kind]
                if not listed:
                    continue
                yield _Section(
                    id=f"{status}-{number}" if by_kind else status,
                    status=status,
                    has_kind=by_kind,
                    title=say(title) if kind is None else _capital(kinds[kind][1]),
                    words=say(words) if words else "",
                    count=len(listed),
                    cards=Markup("\n".join(made[each.slug].item for each in listed)),  # noqa: S704 - made by a template
                )

    def _style(self) -> bytes:
        sheet = re.sub(rb"\A/\*.*?\*/\s*", b"", self._templates.file("style.css"), flags=re.DOTALL)
        colours = (
            f":root {{ --accent: {self._site.accent}; }}\n@media (prefers-color-scheme: dark) "
            f"{{ :root {{ --accent: {self._site.accent_dark}; }} }}\n"
        )
        return sheet.rstrip() + b"\n" + colours.encode()

    def _picture(self) -> bytes:
        if self._site.logo is None:
            return self._templates.file("icon.svg")
        found = self._repository.tree.read(self._site.logo)
        if found is None:
            raise SetupError(
                f"There is no file {self._site.logo}, which is the logo of the site. Add it, or "
                "name another as `site: {logo: …}` in the configuration."
            )
        return found


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
