"""Everything that is made of one group: its page, its data, and its place in lists and calendars."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from wgbot.community.config import Noun
from wgbot.community.repository import Repository
from wgbot.community.site import Appearance
from wgbot.community.translation import Catalogue
from wgbot.proposals import form_links
from wgbot.site import badge, data, feed
from wgbot.site.frame import Frame
from wgbot.site.inputs import Inputs
from wgbot.site.schedule import ScheduledMeeting
from wgbot.site.search import searchable
from wgbot.site.views import LISTED, view

if TYPE_CHECKING:
    from wgbot.site.calendars import CalendarPart


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
    feed: bytes | None
    """What happened to it, if that is known."""
    badge: bytes
    meetings: "tuple[CalendarPart, ...]"
    """Its part of calendars."""


def calendar_parts(
    meetings: Collection[ScheduledMeeting], page: str, catalogue: Catalogue
) -> "tuple[CalendarPart, ...]":
    """Return the part of calendars that each of *meetings* is."""
    if not meetings:
        return ()
    from wgbot.site import calendars  # noqa: PLC0415 - slow to load, and many have no meetings

    return tuple(calendars.part(each, page, catalogue) for each in meetings)


class GroupPages:
    """Makes of each group what the site has of it."""

    def __init__(self, repository: Repository, site: Appearance, frame: Frame) -> None:
        """Make pages within *frame*."""
        self._repository = repository
        self._site = site
        self._base = site.url or ""
        self._frame = frame
        self._templates, self._catalogue = frame.templates, frame.catalogue

    def make(self, each: Inputs) -> Made:
        """Return everything that is made of one group."""
        settings = self._repository.config
        noun = settings.noun_of(each.group.kind)
        shown = view(each, self._repository.form, settings.answers, self._catalogue, noun)
        page = f"{self._base}groups/{each.slug}/" if self._base else ""
        line = data.as_line(data.summary(each, shown, self._base))
        return Made(
            str(self._templates.render("item.html.j2", group=shown, root="", most=LISTED)),
            line,
            shown.platforms,
            shown.is_looking,
            searchable(each.group, shown),
            self._frame.page(
                "group.html.j2",
                "../../",
                group=shown,
                badge=page and badge.markdown(shown.name, page),
                linked_data=Markup(data.in_script(feed.group_data(shown, self._site))),  # noqa: S704 - made for this place
                **self._ways_to_change(each, noun),
            ),
            data.whole(line, each, shown, self._base),
            feed.of_group(each, self._site, self._catalogue),
            badge.badge(shown, self._site.accent, self._catalogue),
            calendar_parts(each.meetings, page, self._catalogue),
        )

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
