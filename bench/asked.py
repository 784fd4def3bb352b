"""Whom the bot asks about overlap, beside whom a maintainer would ask: made-up, labelled proposals.

    python bench/similar.py --asked

Three lists of groups, in the manner of communities that many know, and what somebody might propose to
them are in `tests/similarity/communities`. In `proposals.yml`, `ask` is the group about which a
maintainer would want the proposer asked before looking at it, or nothing. Whoever made them up knew the
rules, so the counts say that the rules do what they were made for, and not how they do elsewhere.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from wgbot.checks import similar, taken
from wgbot.checks.subject import Subject
from wgbot.files import yaml
from wgbot.form.schema import Field
from wgbot.registry import folder
from wgbot.registry.folder import Entry, Registry
from wgbot.registry.group import Group
from wgbot.similarity.known import KnownGroups

FOLDER = Path(__file__).resolve().parent.parent / "tests/similarity/communities"
_OVERLAP = Field("overlap", "Overlap", "textarea")


@dataclass(frozen=True)
class Asked:
    """What became of one proposal."""

    name: str
    community: str
    wanted: str | None
    """The group that a maintainer would ask about."""
    asked: tuple[str, ...]
    """What the proposer is told to change."""
    is_about_it: bool
    """Whether that names the group that is wanted."""


def registry(community: str) -> Registry:
    """Read one of the lists."""
    groups = _read(community)
    entries = {
        slug: Entry(slug, Group.model_validate(values), f"registry/{slug}.yml", yaml.load(b"{}"))
        for slug, values in groups.items()
    }
    return Registry("registry", entries)


def judged() -> Iterator[Asked]:
    """Judge every proposal by what may ask its author about another group."""
    registries: dict[str, tuple[Registry, KnownGroups]] = {}
    for row in _read("proposals"):
        community = row["list"]
        if community not in registries:
            read = registry(community)
            groups = {slug: entry.group for slug, entry in read.entries.items()}
            options = similar.Options()
            registries[community] = read, similar.known_groups(groups, options)
        groups_there, known = registries[community]
        subject = Subject(
            folder.slug(row["name"]),
            _group(row),
            groups_there,
            registered=False,
            fields={"overlap": _OVERLAP},
            answers={"overlap": row.get("overlap")},
            known=known,
        )
        found = [
            each
            for each in (*similar.check(subject, similar.Options()), *taken.check(subject, None))
            if each.blocks
        ]
        wanted = row.get("ask")
        said = tuple(f"{each.message()} {each.remedy()}" for each in found)
        name = groups_there.entries[wanted].group.name if wanted else ""
        yield Asked(row["name"], community, wanted, said, any(f"`{name}`" in each for each in said))


def _group(row: dict[str, Any]) -> Group:
    return Group.model_validate(
        {
            "name": row["name"],
            "focus": row["focus"],
            "leads": [{"github": each} for each in row.get("leads", ())],
            "channels": [{"url": each} for each in row.get("channels", ())],
            "repositories": row.get("repositories", []),
        }
    )


def _read(name: str) -> Any:
    return yaml.load((FOLDER / f"{name}.yml").read_bytes()).value


def too_many(every: list[Asked]) -> list[Asked]:
    """Return whom a maintainer would not have asked, or not about that group."""
    return [each for each in every if each.asked and not (each.wanted and each.is_about_it)]


def too_few(every: list[Asked]) -> list[Asked]:
    """Return whom a maintainer would have asked, and nobody did."""
    return [each for each in every if each.wanted and not each.is_about_it]


def report() -> None:
    """Print the counts, and what a maintainer would have done otherwise."""
    every = list(judged())
    print(f"{len(every)} proposals, {sum(bool(each.wanted) for each in every)} to be asked about")
    for title, found in (("asked in vain", too_many(every)), ("not asked", too_few(every))):
        print(f"{title}: {len(found)}")
        for each in found:
            print(f"  {each.community}: {each.name} ({each.wanted or 'no group'})")
            for line in each.asked:
                print(f"    {line}")


if __name__ == "__main__":
    report()
