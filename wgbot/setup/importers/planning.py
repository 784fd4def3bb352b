"""Groups from a list → the files of a registry, held against those that are there.

Nothing is written here. A group that is there already and says something else is shown, with the
difference; what stands in its way is a problem.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from wgbot.checks import runner
from wgbot.files.planned import File, compared
from wgbot.files.tree import Tree
from wgbot.registry import folder
from wgbot.registry.folder import MAX_SLUG, Registry
from wgbot.registry.group import Group
from wgbot.setup.importers import categories, covering
from wgbot.setup.importers.found import MISSING, Draft, Found, Leftover
from wgbot.text.problems import Problem

_DEFAULTS = runner.Settings()
_RESERVED = frozenset({"index", "head", "readme", "schema", "template"})


@dataclass(frozen=True, slots=True)
class Import:
    """What importing a list comes to."""

    found: Found
    groups: Mapping[str, Group]
    """The groups, by the names of their files."""
    files: tuple[File, ...]
    problems: tuple[Problem, ...] = ()
    """What keeps it from being written, whatever is asked for."""
    leftovers: tuple[Leftover, ...] = ()
    notes: tuple[str, ...] = ()
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By file, the lines of the page, counted from 0, of which all is in it."""
    unsaid: tuple[str, ...] = ()
    """The groups of which neither the list nor the registry says what they are for."""

    def placed(self, *, force: bool = False) -> frozenset[int]:
        """Return the lines of the page of which all is in the registry once this is written.

        Files that are there and say something else are only written by *force*.
        """
        kept = () if force else tuple(file.path for file in self.different)
        lines = (
            each for path, several in self.lines.items() if path not in kept for each in several
        )
        return frozenset((*self.found.frames, *lines))

    @property
    def missing(self) -> dict[int, tuple[str, ...]]:
        """Return, by lines of the page, the words that are not in the registry."""
        return {at: words for each in self.found.drafts for at, words in each.missing.items()}

    @property
    def different(self) -> tuple[File, ...]:
        """Return the files that are there and say something else."""
        return tuple(file for file in self.files if file.state == "different")


def plan(
    found: Found,
    tree: Tree,
    existing: Registry,
    head: str = "",
    kinds: Mapping[str, str] = MappingProxyType({}),
) -> Import:
    """Make the files of the groups that were found, for the registry *existing* in *tree*.

    New ones begin with *head*. One that says all that the list does stays as it is, with comments of
    its own and what was added since. *kinds* are those of the configuration, by the words for them; a kind
    that is none of them is kept in the charter.
    """
    drafts, notes = _told_apart([categories.placed(each, kinds) for each in found.drafts])
    groups: dict[str, Group] = {}
    lines: dict[str, tuple[int, ...]] = {}
    leftovers = list(found.leftovers)
    for draft in drafts:
        slug = _slug(draft, groups)
        if slug:
            groups[slug] = draft.group
            is_ours = draft.is_written and slug in existing.entries
            lines[existing.path(slug)] = () if is_ours else draft.lines
            if is_ours:
                groups[slug] = existing.entries[slug].group
        else:
            why = "Its name makes no name of a file. Give it one with a letter or a digit."
            leftovers.append(Leftover("a group", why, draft.group.name, line=draft.line))
    texts: dict[str, str | bytes] = {
        existing.path(slug): folder.render(group, head) for slug, group in groups.items()
    }
    for slug, group in groups.items():
        there = existing.entries.get(slug)
        if there and covering.covers(there.group, group):
            texts[there.path] = tree.read(there.path) or b""
    files = compared(texts, tree)
    problems = tuple(_clashes(groups, existing))
    unsaid = tuple(
        group.name
        for slug, group in groups.items()
        if group.focus == MISSING
        and (slug not in existing.entries or existing.entries[slug].group.focus == MISSING)
    )
    notes = [*found.notes, *notes]
    return Import(found, groups, files, problems, tuple(leftovers), tuple(notes), lines, unsaid)


def _told_apart(drafts: Sequence[Draft]) -> tuple[list[Draft], list[str]]:
    """Return groups of one name the names by which their list tells them apart."""
    seen: dict[str, int] = {}
    for draft in drafts:
        for look in folder.lookalike_keys(draft.group.name):
            seen[look] = seen.get(look, 0) + 1
    notes: list[str] = []
    told: list[Draft] = []
    for each in drafts:
        draft, name = each, each.group.name
        if each.full_name and any(seen[look] > 1 for look in folder.lookalike_keys(name)):
            notes.append(f"Two groups are called {name}; one is {each.full_name} now.")
            group = each.group.model_copy(update={"name": each.full_name})
            draft = replace(each, group=group)
        told.append(draft)
    return told, notes


def _slug(draft: Draft, taken: Mapping[str, Group]) -> str:
    """Name a group's file: as the list does, if it can be; else after the group, cut to length."""
    for wanted in (draft.slug, draft.slug.casefold().replace("_", "-")):
        if folder.is_slug(wanted) and wanted not in taken and wanted not in _RESERVED:
            return wanted
    made = folder.slug(draft.group.name)
    while len(made) > MAX_SLUG:
        made = made.rpartition("-")[0] or made[:MAX_SLUG]
    if not made or made not in taken:
        return made
    return next(
        f"{made[: MAX_SLUG - 4]}-{n}"
        for n in range(2, 1000)
        if f"{made[: MAX_SLUG - 4]}-{n}" not in taken
    )


def _clashes(groups: Mapping[str, Group], existing: Registry) -> Iterator[Problem]:
    """Return notes on groups that the registry has already, in a file of another name."""
    for slug, group in groups.items():
        alike = {
            other
            for look in folder.lookalike_keys(group.name)
            for other in existing.by_look.get(look, ())
            if other != slug and other not in groups
        }
        for other in sorted(alike):
            yield Problem(
                "import",
                "The registry has the group {name} already, and in the list its file is {slug}.",
                "Rename the file, or take the group out of the list.",
                values={"name": group.name, "slug": slug},
                path=existing.path(other),
                line=1,
            )


def fitting(groups: Mapping[str, Group], settings: Any = _DEFAULTS) -> dict[str, dict[str, Any]]:
    """Return the options of the checks that this list needs, where those in *settings* are too narrow."""
    needed: dict[str, dict[str, Any]] = {}
    for check, option, sizes in _most(groups.values()):
        limit = _limit(settings, check, option)
        if limit is not None and (most := max(sizes, default=0)) > limit:
            needed.setdefault(check, {})[option] = _rounded(most)
    for check, option, sizes in _fewest(groups.values()):
        limit = _limit(settings, check, option)
        if limit is not None and (fewest := min(sizes, default=limit)) < limit:
            needed.setdefault(check, {})[option] = fewest
    if _limit(settings, "similar", "twins") and _share_places(tuple(groups.values())):
        # That they are two is what the list says.
        needed["similar"] = {"twins": False}
    schemes = _limit(settings, "links", "schemes")
    if schemes is not None and "mailto" not in schemes and _has_mailto(groups.values()):
        needed["links"] = {"schemes": [*schemes, "mailto"]}
    known = _limit(settings, "repository", "hosts")
    if known is not None and (more := sorted(_hosts(groups.values()) - set(known))):
        needed["repository"] = {"hosts": [*known, *more]}
    return needed


def _share_places(groups: Sequence[Group]) -> bool:
    """Return whether two groups have a repository in common, or a lead and a channel."""
    places: set[tuple[str, ...]] = set()
    for group in groups:
        people = {str(lead.github or lead.name).casefold() for lead in group.leads}
        own: set[tuple[str, ...]] = {(each,) for each in group.repositories}
        own |= {(who, channel.url) for who in people for channel in group.channels}
        if places & own:
            return True
        places |= own
    return False


_Sizes = Iterator[tuple[str, str, list[int]]]
"""A check, an option of it, and how much of that the groups have."""


def _most(groups: Collection[Group]) -> _Sizes:
    """Yield what must not be more than the checks allow."""
    yield "leads", "maximum", [len(group.leads) for group in groups]
    yield "length", "focus", [len(group.focus) for group in groups if group.focus != MISSING]
    answers = [answer for group in groups for answer in group.charter.values()]
    texts = (answer if isinstance(answer, str) else "\n".join(answer) for answer in answers)
    yield "length", "answer", list(map(len, texts))
    yield "name", "longest", [len(group.name) for group in groups]


def _fewest(groups: Collection[Group]) -> _Sizes:
    """Yield what must not be less than the checks ask for."""
    yield "leads", "minimum", [len(group.leads) for group in groups if group.status == "active"]
    yield "name", "shortest", [len(group.name) for group in groups]


def _hosts(groups: Collection[Group]) -> set[str]:
    """Return the hosts of the groups' repositories."""
    found = (_host(link) for group in groups for link in group.repositories)
    return {host.removeprefix("www.") for host in found if host}


def _has_mailto(groups: Collection[Group]) -> bool:
    return any(each.url.startswith("mailto:") for group in groups for each in group.channels)


def _host(link: str) -> str | None:
    try:
        return urlsplit(link).hostname
    except ValueError:
        # What is no address is for the checks to tell.
        return None


def _limit(settings: Any, check: str, option: str) -> Any:
    """Return the limit that a check has in *settings*; None if it has none or is switched off."""
    return getattr(getattr(settings, check), option, None)


def _rounded(number: int) -> int:
    """Return a limit with some room above it."""
    step = 10 if number < 100 else 100
    return -(-number // step) * step
