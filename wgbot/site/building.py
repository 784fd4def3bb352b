"""Every file of the site, as values: the same bytes for the same repository, whenever it is built."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from wgbot import schemas
from wgbot.appearance import Appearance
from wgbot.groups import Group
from wgbot.problems import SetupError
from wgbot.repository import Repository
from wgbot.site import data, feed
from wgbot.site.charter import REL
from wgbot.site.events import History, told
from wgbot.site.health import Health
from wgbot.site.pages import HtmlTemplates, Shown
from wgbot.site.platforms import PLATFORMS, WEB
from wgbot.site.views import (
    GroupView,
    Happening,
    Inputs,
    Related,
    alias_slugs,
    inputs,
    view,
)

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
"""https://www.w3.org/TR/CSP3/: nothing from elsewhere, nothing inline."""

_SECTIONS = (
    ("active", "Active groups", ""),
    ("dormant", "Dormant groups", "Not meeting now. If one is yours to wake, propose it again."),
    ("retired", "Retired groups", "Their work is done, or went on elsewhere."),
)
_LATELY = 5


@dataclass(frozen=True, slots=True)
class _SiteView(Shown):
    """What every template is told of the site."""

    title: str
    description: str
    language: str
    url: str | None
    home: str | None
    forum: str | None
    icon: str
    feed: bool
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


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of a group."""

    shown: GroupView
    item: str
    page: bytes
    data: bytes
    line: str


@dataclass
class Memo:
    """What an earlier run made, for a later one: nothing is made twice of equal inputs."""

    context: object = None
    templates: HtmlTemplates | None = None
    made: dict[str, tuple[Inputs, _Made]] = field(default_factory=dict)
    parts: dict[str, _Parts] = field(default_factory=dict)
    aliases: dict[str, tuple[tuple[tuple[str, str], ...], bytes]] = field(default_factory=dict)


def build(
    repository: Repository,
    site: Appearance,
    history: History | None = None,
    health: Health | None = None,
    memo: Memo | None = None,
) -> dict[str, bytes]:
    """Give every file of the site by its path.

    Raises SetupError where a template cannot be rendered.
    """
    return _Builder(repository, site, history or {}, health or {}, memo or Memo()).files()


class _Builder:
    def __init__(
        self,
        repository: Repository,
        site: Appearance,
        history: History,
        health: Health,
        memo: Memo,
    ) -> None:
        self._repository = repository
        self._site = site
        self._groups = repository.registry.groups()
        self._inputs = inputs(self._groups, history, health)
        self._news = feed.latest(self._inputs)
        self._base = site.url or ""
        self._github = f"https://github.com/{site.repository}" if site.repository else None
        self._templates = HtmlTemplates(
            repository.tree, repository.config.templates, self._constants()
        )
        context = (
            site,
            repository.form,
            repository.config.registry,
            bool(self._news),
            dict(self._templates.own),
        )
        if memo.context != context:
            memo.context, memo.templates = context, self._templates
            memo.made, memo.parts, memo.aliases = {}, {}, {}
        self._templates = memo.templates or self._templates
        self._memo = memo

    def _constants(self) -> dict[str, Any]:
        site, settings = self._site, self._repository.config
        form = quote(settings.form.rpartition("/")[2], safe="")
        shown = _SiteView(
            title=site.title,
            description=site.description,
            language=site.language,
            url=site.url,
            home=site.home,
            forum=site.forum,
            icon=_icon(site),
            feed=bool(self._news),
            repository=self._github,
            registry=self._github and f"{self._github}/tree/{site.branch}/{settings.registry}",
            propose=self._github and f"{self._github}/issues/new?template={form}",
        )
        return {"csp": CSP, "rel": REL, "site": shown}

    def files(self) -> dict[str, bytes]:
        made = {each.slug: self._made(each) for each in self._inputs}
        # What is gone is not kept.
        self._memo.made = {each.slug: (each, made[each.slug]) for each in self._inputs}
        files = {
            "index.html": self._index([each.shown for each in made.values()], made),
            "404.html": self._page("404.html.j2", self._absolute()),
            "groups/index.html": self._page("moved.html.j2", "../"),
            "groups.json": data.listing(
                self._site.title, self._base, (each.line for each in made.values())
            ),
            "style.css": self._style(),
            "search.js": self._templates.file("search.js"),
            _icon(self._site): self._picture(),
            # For those who publish from a branch: nothing here is Jekyll's to read.
            ".nojekyll": b"",
            **data.schemas(self._base),
            **schemas.schemas(self._base),
        }
        for slug, each in made.items():
            files[f"groups/{slug}/index.html"] = each.page
            files[f"groups/{slug}.json"] = each.data
        for alias, slugs in alias_slugs(self._groups).items():
            files[f"groups/{alias}/index.html"] = self._alias(
                alias, tuple((slug, self._groups[slug].name) for slug in slugs)
            )
        if self._news:
            files["feed.atom"] = feed.atom(self._news, self._site)
        if self._base:
            files["sitemap.xml"] = feed.sitemap(self._base, self._inputs)
            # Robots look for it at the top of a host only.
            if urlsplit(self._base).path == "/":
                line = f"User-agent: *\nAllow: /\nSitemap: {self._base}sitemap.xml\n"
                files["robots.txt"] = line.encode()
        return dict(sorted(files.items()))

    def _made(self, each: Inputs) -> _Made:
        before = self._memo.made.get(each.slug)
        if before and before[0] == each:
            return before[1]
        shown = view(each, self._repository.form)
        line = data.as_line(data.summary(each.group, shown, self._base))
        return _Made(
            shown,
            str(self._templates.render("item.html.j2", group=shown, root="")),
            self._page(
                "group.html.j2",
                "../../",
                group=shown,
                linked_data=Markup(data.in_script(feed.group_data(shown, self._site))),  # noqa: S704 - made for this place
                **self._ways_to_change(each.slug, each.group),
            ),
            data.whole(line, each, shown, self._base),
            line,
        )

    def _alias(self, alias: str, groups: tuple[tuple[str, str], ...]) -> bytes:
        """Lead from a former or other name to the group, or to all that have it."""
        before = self._memo.aliases.get(alias)
        if before is None or before[0] != groups:
            listed = [Related(name, slug) for slug, name in groups]
            before = groups, self._page("alias.html.j2", "../../", groups=listed)
            self._memo.aliases[alias] = before
        return before[1]

    def _ways_to_change(self, slug: str, group: Group) -> dict[str, str]:
        if not self._github:
            return {"suggest": "", "edit": ""}
        title = quote(
            f"Change of the working group {group.name}"[:200].encode("utf-8", "replace"), safe=""
        )
        path = quote(self._repository.registry.path(slug))
        return {
            "suggest": f"{self._github}/issues/new?title={title}",
            "edit": f"{self._github}/edit/{self._site.branch}/{path}",
        }

    def _index(self, shown: Sequence[GroupView], made: Mapping[str, _Made]) -> bytes:
        sections = []
        for status, title, words in _SECTIONS:
            items = [made[group.slug].item for group in shown if group.status == status]
            if items:
                sections.append(
                    {
                        "status": status,
                        "title": title,
                        "words": words,
                        "count": len(items),
                        "cards": Markup("\n".join(items)),  # noqa: S704 - made by a template
                    }
                )
        used = {key for group in shown for key in group.platforms}
        return self._page(
            "index.html.j2",
            "",
            sections=sections,
            count=len(shown),
            platforms=[(each.key, each.label) for each in (*PLATFORMS, WEB) if each.key in used],
            parents=sorted({group.parent.name for group in shown if group.parent}),
            # That a registry was begun is no news of any group.
            lately=[
                (
                    news.slug,
                    news.name,
                    Happening(news.event.kind, told(news.event).lower(), news.event.at.date()),
                )
                for news in self._news
                if news.event.kind != "listed"
            ][:_LATELY],
            linked_data=Markup(data.in_script(feed.site_data(self._site))),  # noqa: S704 - made for this place
        )

    def _page(self, name: str, root: str, **values: Any) -> bytes:
        page = self._templates.render(name, root=root, parts=self._parts(root), **values)
        return f"{page.strip()}\n".encode("utf-8", "replace")

    def _parts(self, root: str) -> _Parts:
        """Render what all pages in one folder have in common, once."""
        if root not in self._memo.parts:
            self._memo.parts[root] = _Parts(
                *(
                    self._templates.render(f"{name}.html.j2", root=root).strip()
                    for name in ("head", "header", "footer")
                )
            )
        return self._memo.parts[root]

    def _absolute(self) -> str:
        """Give where links of a page start that is shown in place of any other."""
        return urlsplit(self._base).path if self._base else ""

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


def _icon(site: Appearance) -> str:
    """Give the name of the icon's file; a logo keeps its kind."""
    return f"icon.{site.logo.rpartition('.')[2].lower()}" if site.logo else "icon.svg"
