"""What all pages have in common: their templates, what these are told about the site, head and footer."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from wgbot.community import translation
from wgbot.community.repository import Repository
from wgbot.community.site import Appearance
from wgbot.site.charter import REL
from wgbot.site.pages import HtmlTemplates, Shown
from wgbot.site.pictures import Pictures, pictures

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""https://www.w3.org/TR/CSP3/: nothing from elsewhere, nothing inline."""


@dataclass(frozen=True, slots=True)
class _SiteView(Shown):
    """What every template is told about the site."""

    title: str
    description: str
    language: str
    url: str | None
    home: str | None
    forum: str | None
    pictures: Pictures
    people: bool
    """Whether those who lead groups have pages, but for those who want none."""
    no_page: frozenset[str]
    groups: bool
    """Whether there are any."""
    feed: bool
    calendar: bool
    """Whether there is one of all meetings."""
    webcal: str | None
    """Its address for calendar programs."""
    repository: str | None
    """Its address."""
    registry: str | None
    propose: str | None


@dataclass(frozen=True, slots=True)
class _Parts(Shown):
    """What every page begins and ends with."""

    head: Markup
    header: Markup
    footer: Markup


class Frame:
    """Renders pages, each within what all have in common."""

    def __init__(
        self,
        repository: Repository,
        site: Appearance,
        *,
        has_groups: bool,
        has_feed: bool,
        has_calendar: bool,
    ) -> None:
        """Take templates and settings of *repository*; pages lead to what there is."""
        tree, settings = repository.tree, repository.config
        self.repository = f"https://github.com/{site.repository}" if site.repository else None
        """Where the repository is."""
        second = settings.second if settings.is_registry_in_second else None
        holder = second.repository if second else site.repository
        self.registry = f"https://github.com/{holder}" if self.repository else None
        """Where the repository is that the registry is in."""
        self.catalogue = translation.load(tree, settings, site.language)
        constants = {"csp": CSP, "rel": REL}
        self.templates = HtmlTemplates(tree, settings.templates, constants, self.catalogue)
        self.pictures = pictures(site, self.templates.own)
        form = quote(settings.new_form.path.rpartition("/")[2], safe="")
        shown = _SiteView(
            title=site.title,
            description=site.description,
            language=site.language,
            url=site.url,
            home=site.home,
            forum=site.forum,
            pictures=self.pictures,
            people=site.people,
            no_page=frozenset(site.no_page),
            groups=has_groups,
            feed=has_feed,
            calendar=has_calendar,
            webcal=site.url and re.sub(r"\Ahttps?:", "webcal:", site.url),
            repository=self.repository,
            registry=self.registry and f"{self.registry}/tree/{site.branch}/{settings.registry}",
            propose=self.repository and f"{self.repository}/issues/new?template={form}",
        )
        self.templates.know(site=shown)
        self.made_of = (
            (
                site,
                settings,
                tuple(tree.read(each.path) for each in settings.all_forms),
                has_groups,
                has_feed,
                has_calendar,
            ),
            self.templates.own,
            self.catalogue.sentences,
        )
        """Everything that every page depends on; frames made of the same render the same."""
        self._site = site
        self._parts: dict[str, _Parts] = {}

    def page(self, name: str, root: str, /, **values: Any) -> bytes:
        """Render a page; *root* leads from its folder to that of the site."""
        page = self.templates.render(name, root=root, parts=self._parts_at(root), **values)
        # As a plain string: Markup makes of each of these another Markup.
        return f"{str(page).strip()}\n".encode("utf-8", "replace")

    def _parts_at(self, root: str) -> _Parts:
        """Render what all pages in one folder have in common, once."""
        if root not in self._parts:
            self._parts[root] = _Parts(
                *(
                    self.templates.render(f"{name}.html.j2", root=root).strip()
                    for name in ("head", "header", "footer")
                )
            )
        return self._parts[root]
