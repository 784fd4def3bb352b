"""The registry: a folder with one YAML file a group, read strictly and written plainly.

A file with a problem does not keep the others from being read; all problems come at once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from anyascii import anyascii
from pydantic import ValidationError

from wgbot.files import yaml
from wgbot.files.tree import Tree
from wgbot.files.validation import problems_of
from wgbot.registry import fields
from wgbot.registry.group import Group
from wgbot.text import lookalikes
from wgbot.text.problems import Problem

MAX_SLUG = 60
SUFFIX = ".yml"
_LONGEST_LOOK = 200

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SPOKEN = {"+": " plus ", "#": " sharp ", "&": " and ", "@": " at "}


# Asked for the same names in each build of a website that is being served.
@lru_cache(maxsize=1 << 14)
def slug(name: str) -> str:
    """Return the path-safe name of a group: lower-case ASCII letters, digits and hyphens.

    Other scripts are transliterated. It can be empty, for a name without letters or digits, and
    longer than MAX_SLUG.
    """
    spoken = "".join(_SPOKEN.get(char, char) for char in name)
    return re.sub(r"[^a-z0-9]+", "-", anyascii(spoken).lower()).strip("-")


def is_slug(text: str) -> bool:
    """Return whether a registry file can be named *text*."""
    return len(text) <= MAX_SLUG and _SLUG.fullmatch(text) is not None


def lookalike_keys(name: str) -> set[str]:
    """Return what *name* is taken for: two names that share any of it are one to a reader."""
    name = name[:_LONGEST_LOOK]
    seen = {lookalikes.skeleton(name), lookalikes.lookalike_skeleton(name)}
    # In other letters, the file's name is not what a reader sees: many words sound the same.
    if name.isascii():
        seen.add(slug(name))
    return seen - {""}


@dataclass(frozen=True)
class Entry:
    """A group and the file it is in."""

    slug: str
    group: Group
    path: str
    document: yaml.Document

    def addresses(self) -> Iterator[yaml.Path]:
        """Yield the keys that lead to each value that is an address and nothing else."""
        return ((field.key, *path) for field, path, _ in fields.addresses(self.group))


@dataclass(frozen=True)
class Registry:
    """All groups that could be read, by slug, and all problems with those that could not."""

    folder: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def path(self, slug: str) -> str:
        """Return the path of the file for a group of that slug."""
        return f"{self.folder}/{slug}{SUFFIX}"

    @cached_property
    def by_look(self) -> Mapping[str, Sequence[str]]:
        """Return the slugs of the groups by what their names and aliases look like: see `lookalike_keys`."""
        slugs: dict[str, list[str]] = {}
        for each, entry in self.entries.items():
            for name in (entry.group.name, *entry.group.aliases):
                for look in lookalike_keys(name):
                    slugs.setdefault(look, []).append(each)
        return slugs

    @cached_property
    def by_former_slug(self) -> Mapping[str, Sequence[str]]:
        """Return the slugs of the groups by those that their files had, in lower case."""
        slugs: dict[str, list[str]] = {}
        for each, entry in self.entries.items():
            for former in dict.fromkeys(map(str.casefold, entry.group.former_slugs)):
                slugs.setdefault(former, []).append(each)
        return slugs

    @cached_property
    def is_by_name(self) -> bool:
        """Whether most leads are listed by their names, without an account."""
        leads = [each for entry in self.entries.values() for each in entry.group.leads]
        return sum(not each.github for each in leads) > len(leads) / 2

    def named(self, name: str) -> set[str]:
        """Return the slugs of the groups that have *name*: as file, as name, or as another name."""
        if name in self.entries:
            return {name}
        found = {slug for look in lookalike_keys(name) for slug in self.by_look.get(look, ())}
        return found or set(self.by_former_slug.get(name.casefold(), ()))

    def groups(self) -> dict[str, Group]:
        """Return the groups by slug, in the order in which lists show them."""
        return in_list_order({slug: entry.group for slug, entry in self.entries.items()})


def in_list_order(groups: Mapping[str, Group]) -> dict[str, Group]:
    """Return the groups in the order of lists: by `order`, then the oldest first, then by slug."""

    def place(item: tuple[str, Group]) -> tuple[Any, ...]:
        slug, group = item
        return (
            group.order is None,
            group.order or 0,
            group.since is None,
            group.since.isoformat() if group.since else "",
            group.proposal or 0,
            slug,
        )

    return dict(sorted(groups.items(), key=place))


def load(tree: Tree, folder: str) -> Registry:
    """Read every group in *folder* of *tree*."""
    if refused := _refuse_folder(tree, folder):
        return Registry(folder, problems=(refused,))
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for name, kind in tree.entries(folder).items():
        path = f"{folder}/{name}"
        refused = _refuse(name, kind)
        if refused:
            problems.append(refused.at(path, 1))
        elif name.endswith(SUFFIX):
            entry = read(tree, path)
            if isinstance(entry, Entry):
                entries[entry.slug] = entry
            else:
                problems += entry
    return Registry(folder, entries, tuple(problems))


def _refuse_folder(tree: Tree, folder: str) -> Problem | None:
    """Return a problem where the folder, or one on the way to it, is none; it may well be missing."""
    parent = ""
    for name in folder.split("/"):
        path = f"{parent}/{name}" if parent else name
        kind = tree.entries(parent).get(name)
        if kind == "link":
            return Problem("registry", _LINK, "Put the folder itself here.", path=path, line=1)
        if kind not in (None, "folder"):
            what = "The registry has to be a folder, and this is a file."
            return Problem("registry", what, "Rename or remove it.", path=path, line=1)
        parent = path
    return None


_LINK = "This is a symbolic link, and links are not followed."


def _refuse(name: str, kind: str) -> Problem | None:
    if kind == "link":
        return Problem("registry", _LINK, "Put the file itself here.")
    if kind == "other":
        return Problem("registry", "This is not a file.", "Remove it from the registry.")
    if not name.lower().endswith((".yml", ".yaml")):
        return None
    if kind == "folder":
        return Problem("registry", "This is a folder, named like a file.", "Rename it.")
    if not is_file_name(name):
        return Problem(
            "registry",
            "The name {name} is not one for a registry file.",
            f"Rename it, to lower-case letters, digits and single hyphens, {MAX_SLUG} at most, and "
            f"then `{SUFFIX}`.",
            values={"name": name},
        )
    return None


def is_file_name(name: str) -> bool:
    """Return whether a registry file can be called *name*."""
    return name.endswith(SUFFIX) and is_slug(name.removesuffix(SUFFIX))


def read(tree: Tree, path: str) -> Entry | list[Problem]:
    """Read the group in the file at *path*, or the problems with it."""
    return parse(tree.read(path) or b"", path)


def parse(data: bytes, path: str) -> Entry | list[Problem]:
    """Read the group in *data*, the content of the file at *path*, or the problems with it."""
    slug = path.rpartition("/")[2].removesuffix(SUFFIX)
    try:
        document = yaml.load(data)
        group = Group.model_validate(document.value)
    except yaml.YamlError as error:
        return [Problem("registry", error.what, error.fix, path=path, line=error.line)]
    except ValidationError as error:
        return list(problems_of(error, "registry", path, document))
    return Entry(slug, group, path, document)


def render(group: Group, head: str = "") -> str:
    """Write the text of a group's file, as `load` reads it: only keys that say something.

    *head* is a comment to begin with: `schemas.first_line` has the one that editors read.
    """
    return head + yaml.dump(as_written(group))


def as_written(group: Group) -> dict[str, Any]:
    """Return what a file says about *group*, by key: only what says something."""
    return dict(_filled(group.model_dump()))


def _filled(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if value in (None, (), {}):
            continue
        if isinstance(value, dict):
            yield key, dict(_filled(value))
        elif isinstance(value, tuple):
            yield key, [dict(_filled(each)) if isinstance(each, dict) else each for each in value]
        else:
            yield key, value
