"""Groups from a list → the files of a registry, held against those that are there.

Nothing is written here. A group that is there already and says something else is shown, with the
difference; what stands in its way is a problem.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from wgbot.files.planned import File, compared
from wgbot.files.tree import Tree
from wgbot.registry import folder
from wgbot.registry.folder import MAX_SLUG, Registry
from wgbot.registry.group import Channel, Group, Person
from wgbot.setup.importers import configuration
from wgbot.setup.importers.found import MISSING, Draft, Found, Leftover
from wgbot.text.problems import Problem

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
    drafts, notes = _told_apart([configuration.placed(each, kinds) for each in found.drafts])
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
        if there and covers(there.group, group):
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


_OF_LISTS = frozenset(("order", "kind", "charter", "focus"))


def covers(there: Group, told: Group) -> bool:
    """Return whether all that is *told* of a group is *there*; its place in the list is left aside."""
    return (
        there.status == told.status
        and told.focus in (MISSING, there.focus)
        and told.kind in (None, there.kind)
        and _answers(there, told)
        and all(
            _holds(getattr(there, field), getattr(told, field))
            for field in Group.model_fields
            if field not in _OF_LISTS
        )
    )


def _answers(there: Group, told: Group) -> bool:
    """Return whether each answer is there; a kind may have moved to where it belongs."""
    rest = {key: answer for key, answer in told.charter.items() if key != "kind" or not there.kind}
    return all(there.charter.get(key) == answer for key, answer in rest.items())


def _holds(there: Any, told: Any) -> bool:
    if told in (None, (), {}):
        return True
    if isinstance(told, tuple) and isinstance(there, tuple):
        return all(any(_is_same(each, other) for other in there) for each in told)
    return bool(there == told)


def _is_same(told: Any, there: Any) -> bool:
    """Return whether two items are the same; who is told by an account can have a name there."""
    if isinstance(told, Person) and isinstance(there, Person):
        return _agree(told, there, ("github", "name", "role", "since", "until"))
    if isinstance(told, Channel) and isinstance(there, Channel):
        return _agree(told, there, ("url", "name"))
    return bool(told == there)


def _agree(told: Any, there: Any, keys: Iterable[str]) -> bool:
    return all(getattr(told, key) in (None, getattr(there, key)) for key in keys)
