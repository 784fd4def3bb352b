"""Every file of the site, as values: the same bytes for the same repository, whenever it is built."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from wgbot.site.files import Content, Made
from wgbot.site.health import Health
from wgbot.site.pages import HtmlTemplates, Shown, speech_of
from wgbot.site.platforms import PLATFORMS, WEB
from wgbot.site.views import (
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
    ("active", "Active {nouns}", ""),
    ("dormant", "Dormant {nouns}", "Not meeting now. If one is yours to wake, propose it again."),
    ("retired", "Retired {nouns}", "Their work is done, or went on elsewhere."),
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
class _Section(Shown):
    """The groups of one status, on the index."""

    status: str
    title: str
    words: str
    count: int
    cards: Markup


Spread = Callable[[Callable[[Inputs], Made], Sequence[Inputs]], Iterable[Made]]
"""Makes something of each of many, as `map` does; on several processors, if it likes."""


@dataclass
class Memo:
    """What an earlier build made, for a later one: nothing is made twice of the same."""

    context: str = ""
    """All that every page depends on."""
    made: Mapping[str, Made] = field(default_factory=dict)
    inputs: Mapping[str, Inputs] = field(default_factory=dict)
    """What it was made of, where that was in this process; it is compared sooner than keys are."""
    templates: HtmlTemplates | None = None
    parts: dict[str, _Parts] = field(default_factory=dict)
    aliases: dict[str, tuple[tuple[tuple[str, str], ...], bytes]] = field(default_factory=dict)


def build(
    repository: Repository,
    site: Appearance,
    history: History | None = None,
    health: Health | None = None,
    memo: Memo | None = None,
    spread: Spread = map,
) -> dict[str, Content]:
    """Give every file of the site by its path.

    Raises SetupError where a template cannot be rendered.
    """
    builder = _Builder(repository, site, history or {}, health or {}, memo or Memo())
    return builder.files(spread)


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
        tree, settings = repository.tree, repository.config
        second = settings.second if settings.is_registry_in_second else None
        self._holder = second.repository if second else site.repository
        self._speech = speech_of(settings, tree, site.language)
        self._templates = HtmlTemplates(tree, settings.templates, self._constants(), self._speech)
        context = self._context()
        if memo.context != context:
            memo.context, memo.made, memo.inputs, memo.templates = context, {}, {}, None
        if memo.templates is None:
            memo.templates, memo.parts, memo.aliases = self._templates, {}, {}
        self._templates = memo.templates
        self._memo = memo

    def _context(self) -> str:
        """Give what every page depends on, as one digest."""
        settings = self._repository.config
        parts = [
            self._site.model_dump_json().encode(),
            settings.model_dump_json().encode(),
            self._repository.tree.read(settings.form) or b"",
            b"feed" if self._news else b"",
            *(part for name, data in self._templates.own.items() for part in (name.encode(), data)),
        ]
        # Each by a digest of its own, so that none can run into the next.
        each = "".join(hashlib.sha256(part).hexdigest() for part in parts)
        return hashlib.sha256(each.encode()).hexdigest()

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
            registry=self._github
            and f"https://github.com/{self._holder}/tree/{site.branch}/{settings.registry}",
            propose=self._github and f"{self._github}/issues/new?template={form}",
        )
        return {"csp": CSP, "rel": REL, "site": shown}

    def files(self, spread: Spread) -> dict[str, Content]:
        made = self._all_made(spread)
        files: dict[str, Content] = {
            "index.html": self._index(made),
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
            files |= zip(paths(slug), (each.page, each.data), strict=True)
        for alias, slugs in alias_slugs(self._groups).items():
            files[f"groups/{alias}/index.html"] = self._alias(
                alias, tuple((slug, self._groups[slug].name) for slug in slugs)
            )
        if self._news:
            files["feed.atom"] = feed.atom(self._news, self._site, self._speech)
        if self._base:
            files["sitemap.xml"] = feed.sitemap(self._base, self._inputs)
            # Robots look for it at the top of a host only.
            if urlsplit(self._base).path == "/":
                line = f"User-agent: *\nAllow: /\nSitemap: {self._base}sitemap.xml\n"
                files["robots.txt"] = line.encode()
        return {path: files[path] for path in sorted(files)}

    def _all_made(self, spread: Spread) -> dict[str, Made]:
        """Make what was not made before, and give all, in the order of lists."""
        before, inputs_before = self._memo.made, self._memo.inputs
        missing = [
            each
            for each in self._inputs
            if each.slug not in before
            or (each != inputs_before.get(each.slug) and each.key != before[each.slug].key)
        ]
        # The first one here: templates are read once, and not by each copy of this process.
        pages = (*map(self._make, missing[:1]), *spread(self._make, missing[1:]))
        fresh = dict(zip((each.slug for each in missing), pages, strict=True))
        # What is gone is not kept.
        self._memo.made = {
            each.slug: fresh.get(each.slug) or before[each.slug] for each in self._inputs
        }
        self._memo.inputs = {each.slug: each for each in self._inputs}
        return dict(self._memo.made)

    def _make(self, each: Inputs) -> Made:
        settings = self._repository.config
        shown = view(each, self._repository.form, settings.answers, self._speech)
        line = data.as_line(data.summary(each.group, shown, self._base))
        return Made(
            each.key,
            str(self._templates.render("item.html.j2", group=shown, root="")),
            line,
            shown.platforms,
            self._page(
                "group.html.j2",
                "../../",
                group=shown,
                linked_data=Markup(data.in_script(feed.group_data(shown, self._site))),  # noqa: S704 - made for this place
                **self._ways_to_change(each.slug, each.group),
            ),
            data.whole(line, each, shown, self._base),
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
        said = self._speech.say("Change of the {noun} {name}", name=group.name)
        title = quote(said[:200].encode("utf-8", "replace"), safe="")
        path = quote(self._repository.registry.path(slug))
        return {
            "suggest": f"{self._github}/issues/new?title={title}",
            "edit": f"https://github.com/{self._holder}/edit/{self._site.branch}/{path}",
        }

    def _index(self, made: Mapping[str, Made]) -> bytes:
        say = self._speech.say
        sections = []
        for status, title, words in _SECTIONS:
            items = [made[each.slug].item for each in self._inputs if each.group.status == status]
            if items:
                cards = Markup("\n".join(items))  # noqa: S704 - made by a template
                said = (say(title), say(words) if words else "")
                sections.append(_Section(status, *said, len(items), cards))
        used = {key for each in made.values() for key in each.platforms}
        return self._page(
            "index.html.j2",
            "",
            sections=sections,
            count=len(made),
            platforms=[
                (each.key, say(each.label)) for each in (*PLATFORMS, WEB) if each.key in used
            ],
            parents=sorted({each.parent.name for each in self._inputs if each.parent}),
            # That a registry was begun is no news of any group.
            lately=[
                (
                    news.slug,
                    news.name,
                    Happening(
                        news.event.kind,
                        feed.lower(told(news.event, self._speech)),
                        news.event.at.date(),
                    ),
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


def paths(slug: str) -> tuple[str, str]:
    """Give where a group's page is, and its data."""
    return f"groups/{slug}/index.html", f"groups/{slug}.json"


def _icon(site: Appearance) -> str:
    """Give the name of the icon's file; a logo keeps its kind."""
    return f"icon.{site.logo.rpartition('.')[2].lower()}" if site.logo else "icon.svg"
