"""Every file of the site, as values: the same bytes for the same repository, whenever it is built."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from urllib.parse import urlsplit

from wgbot.community import schemas
from wgbot.community.repository import Repository
from wgbot.community.site import Appearance
from wgbot.proposals import form_addresses
from wgbot.site import data, data_schema, feed, person_page, pictures, schedule
from wgbot.site.activity import Activity
from wgbot.site.events import History
from wgbot.site.frame import Frame
from wgbot.site.group_page import GroupPages, Made, calendar_parts
from wgbot.site.health import Health
from wgbot.site.index_page import IndexPage
from wgbot.site.inputs import Inputs, Related, alias_slugs, former_slugs, inputs
from wgbot.site.meeting_history import NONE, MeetingHistory
from wgbot.site.schedule import ScheduledMeeting

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
    activity: Activity = MappingProxyType({}),
) -> dict[str, bytes]:
    """Return every file of the site by its path.

    *versions* has a commit for each group at which its file is as it is here, where that is known;
    *meetings* is what is known of them, and *now* when it is, by which their next dates are found;
    *activity* is what was seen of groups. Raises SetupError if a template cannot be rendered.
    """
    builder = _Builder(
        repository,
        site,
        history or {},
        health or {},
        memo or Memo(),
        versions or {},
        schedule.schedules(repository.registry.groups(), meetings, now, site.url or ""),
        activity,
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
        activity: Activity,
    ) -> None:
        self._repository = repository
        self._site = site
        self._base = site.url or ""
        self._groups = repository.registry.groups()
        self._inputs = inputs(self._groups, history, health, meetings, activity)
        if form_addresses.form_for(repository, "change"):
            self._inputs = [
                replace(each, version=versions.get(each.slug), called=self._called(each))
                for each in self._inputs
            ]
        self._news = feed.latest(self._inputs)
        self._gone = {slug: each for slug, each in meetings.items() if slug not in self._groups}
        frame = Frame(
            repository,
            site,
            has_groups=bool(self._groups),
            has_feed=bool(self._news),
            has_calendar=bool(meetings),
        )
        if memo.frame is None or memo.frame.made_of != frame.made_of:
            memo.frame, memo.made = frame, {}
        self._frame = memo.frame
        self._templates, self._catalogue = self._frame.templates, self._frame.catalogue
        self._memo = memo
        self._pages = GroupPages(repository, site, self._frame)

    def _called(self, each: Inputs) -> tuple[str, ...]:
        parent = each.group.parent
        there = [slug for slug in (each.slug, parent) if slug in self._groups]
        return tuple(form_addresses.name(self._repository, slug) for slug in there if slug)

    def files(self, spread: Spread) -> dict[str, bytes]:
        made = self._all_made(spread)
        # A page that is shown in place of any other is at no depth of its own.
        root = urlsplit(self._base).path if self._base else ""
        index = IndexPage(
            self._site, self._frame, self._inputs, self._repository.config.kinds, self._news
        )
        files: dict[str, bytes] = {
            "index.html": index.page(made),
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
            **pictures.files(
                self._frame.pictures, self._site, self._repository.tree, self._templates
            ),
            # For those who publish from a branch: nothing here is Jekyll's to read.
            ".nojekyll": b"",
            **data_schema.schemas(self._base),
            **schemas.schemas(self._base),
        }
        for slug, each in made.items():
            files[f"groups/{slug}/index.html"] = each.page
            files[f"groups/{slug}.json"] = each.data
            files[f"groups/{slug}/badge.svg"] = each.badge
            if each.feed:
                files[f"groups/{slug}/feed.atom"] = each.feed
        for alias, slugs in alias_slugs(self._groups).items():
            # A former or other name leads to the group, or to all that have it.
            listed = [Related(self._groups[slug].name, slug) for slug in slugs]
            path = f"groups/{alias}/index.html"
            files[path] = self._frame.page("alias.html.j2", "../../", groups=listed)
        for slug, former in former_slugs(self._groups):
            # Programs that know it by a former name go on to find it.
            files[f"groups/{former}.json"] = made[slug].data
        files |= self._calendars(made)
        kinds = self._repository.config.kinds
        files |= person_page.files(self._inputs, kinds, self._site, self._frame)
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
        pages = (*map(self._pages.make, missing[:1]), *spread(self._pages.make, missing[1:]))
        fresh = dict(zip((each.slug for each in missing), pages, strict=True))
        made = {each.slug: fresh.get(each.slug) or before[each.slug][1] for each in self._inputs}
        # What is gone is not kept.
        self._memo.made = {each.slug: (each, made[each.slug]) for each in self._inputs}
        return made

    def _calendars(self, made: Mapping[str, Made]) -> dict[str, bytes]:
        gone = {
            slug: calendar_parts(meetings, "", self._catalogue)
            for slug, meetings in self._gone.items()
        }
        parts = {slug: each.meetings for slug, each in made.items() if each.meetings} | gone
        if not parts:
            return {}
        from wgbot.site import calendars  # noqa: PLC0415 - slow to load, and many have no meetings

        return calendars.files(parts, self._groups, self._repository.config.kinds, self._site)

    def _style(self) -> bytes:
        sheet = re.sub(rb"\A/\*.*?\*/\s*", b"", self._templates.file("style.css"), flags=re.DOTALL)
        colours = (
            f":root {{ --accent: {self._site.accent}; }}\n@media (prefers-color-scheme: dark) "
            f"{{ :root {{ --accent: {self._site.accent_dark}; }} }}\n"
        )
        return sheet.rstrip() + b"\n" + colours.encode()
