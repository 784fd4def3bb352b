"""The registry → the pages in the repository that list the groups.

wgbot writes what is between two marker comments of a page; the rest is its authors'.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wgbot.community.config import Config
from wgbot.community.repository import Repository
from wgbot.registry.group import Group
from wgbot.text.problems import Problem
from wgbot.text.sentences import capitalize

_BEGIN = re.compile(r"^<!-- wgbot:groups\b[^\n]*-->[ \t]*$", re.MULTILINE)
_END = re.compile(r"^<!-- /wgbot:groups -->[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A page as it is, and as the registry says it should be."""

    path: str
    text: str
    fresh: str

    @property
    def is_stale(self) -> bool:
        """Return whether the page says something else than the registry."""
        return self.text != self.fresh


def render(repository: Repository, groups: Mapping[str, Group]) -> tuple[list[Page], list[Problem]]:
    """Render every page of the configuration for *groups*; a problem for each that cannot be.

    None is rendered while there is anything `unread`: each group keeps its place on the pages.
    """
    settings = repository.config
    templates = repository.page_templates
    sections = by_kind(settings, groups)
    pages: list[Page] = []
    problems: list[Problem] = []
    for page in settings.pages:
        data = repository.tree.read(page.path)
        if data is None:
            problems.append(
                Problem(
                    "pages",
                    "There is no such page.",
                    "Add it, with the two marker lines `<!-- wgbot:groups -->` and "
                    "`<!-- /wgbot:groups -->`, or take it out of `pages` in the configuration.",
                    path=page.path,
                )
            )
            continue
        text = data.decode("utf-8", "surrogateescape")
        part = (
            ""
            if repository.unread
            else templates.render(page.template, groups=groups, sections=sections)
        )
        fresh = _between_markers(text, part)
        if isinstance(fresh, Problem):
            problems.append(fresh.at(page.path, fresh.line))
        elif not repository.unread:
            pages.append(Page(page.path, text, fresh))
    return pages, problems


def fresh(rendered: Sequence[Page]) -> dict[str, bytes]:
    """Return the pages that change, by path."""
    return {
        page.path: page.fresh.encode("utf-8", "surrogateescape")
        for page in rendered
        if page.is_stale
    }


def by_kind(settings: Config, groups: Mapping[str, Group]) -> list[dict[str, object]]:
    """Return the active groups by what they are called, one title for each; without, if it is one for all."""
    kinds = sorted(settings.kinds.values(), key=lambda kind: (kind.order is None, kind.order or 0))
    listed: dict[str, dict[str, Group]] = {
        noun.many.casefold(): {} for noun in (*kinds, settings.noun)
    }
    titles: dict[str, str] = {}
    for slug, group in groups.items():
        if group.status == "active":
            many = settings.noun_of(group.kind).many
            titles.setdefault(many.casefold(), capitalize(many))
            listed[many.casefold()][slug] = group
    if len(titles) < 2:
        return [{"title": "", "groups": groups}]
    return [{"title": titles[key], "groups": some} for key, some in listed.items() if some]


def _between_markers(text: str, part: str) -> str | Problem:
    crlf = "\r\n" in text
    plain = text.replace("\r\n", "\n") if crlf else text
    begins, ends = list(_BEGIN.finditer(plain)), list(_END.finditer(plain))
    if len(begins) != 1 or len(ends) != 1 or begins[0].end() > ends[0].start():
        extra = next(iter(begins[1:] or ends[1:] or ends or begins), None)
        return Problem(
            "pages",
            "wgbot writes between a line `<!-- wgbot:groups -->` and a line "
            f"`<!-- /wgbot:groups -->`; here are {len(begins)} of the one and {len(ends)} of the "
            "other, or they are the wrong way round.",
            "Put one of each where the list of groups belongs.",
            line=plain.count("\n", 0, extra.start()) + 1 if extra else None,
        )
    part = part.strip()
    between = f"\n{part}\n\n" if part else ""
    fresh = f"{plain[: begins[0].end()]}\n{between}{plain[ends[0].start() :]}"
    return fresh.replace("\n", "\r\n") if crlf else fresh
