"""Which registered group somebody means, by any of its names, with words for groups around it.

Where none is meant, or several can be, that is a problem, with the names that come near.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from wgbot.form.schema import Answer
from wgbot.proposals.edits import edit
from wgbot.proposals.edits.edit import Proposed
from wgbot.registry import answers, folder
from wgbot.registry.bullets import BULLET
from wgbot.registry.folder import Registry
from wgbot.registry.group import Group
from wgbot.text.problems import Problem

_MOST_NEAR = 3
_LONGEST = 200
"""The most characters of what can be a name in other words: longer ones take their time."""
_CLOSE = 0.75
"""How much of two names has to be the same for one to be the other with a slip in it."""
_MOST = 100
"""The most names in one answer that are looked up."""
_AROUND = "\"'`*“”„«»<>[]"
_WITH_FILE = re.compile(r"(?P<name>[^()]+) \((?P<other>[^()]+)\)")
"""A name with another in brackets: `Documentation (docs)`."""
_PARTED = re.compile(r" ?[,;] ?(?:(?:and|und) )?| (?:and|und|&|\+) ")


def several(answer: Answer, proposed: Proposed, registry: Registry) -> list[str]:
    """Return the names in an answer, one a line, or with commas between them where each is a group's."""
    names: list[str] = []
    for name in listed(answer):
        parts = _PARTED.split(name, maxsplit=_MOST)
        is_one = len(parts) == 1 or meant(name, proposed, registry)
        each = [len(meant(part, proposed, registry)) == 1 for part in parts] if not is_one else []
        names += parts if each and all(each) else [name]
    return list(dict.fromkeys(names))


def listed(answer: Answer) -> list[str]:
    """Return the names in an answer, one a line."""
    lines = (BULLET.sub("", line, count=1) for line in answers.plain(answer).split("\n"))
    names = (" ".join(line.split()).strip(_AROUND).rstrip(".,;").strip(_AROUND) for line in lines)
    return list(dict.fromkeys(name for name in names if name))[: _MOST + 1]


def meant(name: str, proposed: Proposed, registry: Registry) -> list[str]:
    """Return the files of the groups that *name* can mean: one, if it is clear."""
    found = registry.named(name)
    if not found and proposed.known and len(name) <= _LONGEST:
        found = set(proposed.known.called_exactly(name))
    if not found and len(name) <= _LONGEST and (both := _WITH_FILE.fullmatch(name)):
        found = set(meant(both["name"], proposed, registry)) & set(
            meant(both["other"], proposed, registry)
        )
    if not found and proposed.site:
        found = {_of_page(name, proposed.site)} & registry.entries.keys()
    if len(found) > 1:
        # Two that differ by their kinds alone, `SIG Docs` and `WG Docs`, or by case.
        exactly = {each for each in found if registry.entries[each].group.name == name}
        file = folder.slug(name)
        found = exactly if len(exactly) == 1 else {file} if file in found else found
    return sorted(found)


def _of_page(address: str, site: str) -> str:
    """Return whose page of the website an address is, by its file; empty if it is none."""
    page, start = (each.partition("://")[2] or each for each in (address, site))
    start = f"{start.rstrip('/')}/"
    inside = re.split(r"[?#]", page.removeprefix(start))[0].strip("/")
    return inside.removesuffix(".html") if page.startswith(start) else ""


def resolved(
    field: str, name: str, proposed: Proposed, registry: Registry
) -> tuple[str | None, Problem | None]:
    """Return the file of the one group that *name* means, or else the problem that there is not one."""
    if not name:
        return None, Problem("group", "No group is named.", "Write which one it is.", field=field)
    found = meant(name, proposed, registry)
    if len(found) == 1:
        return found[0], None
    if found:
        return None, Problem(
            "group",
            "{name} can mean more than one group: {groups}.",
            "Write one of these names.",
            field=field,
            values={"name": name, "groups": _names(found[:_MOST_NEAR], registry)},
        )
    alike = (
        list(_near(name, proposed))
        or list(_in_another_number(name, registry))
        or list(_misspelt(name, registry))
    )
    near = _names(alike[:_MOST_NEAR], registry)
    return None, Problem(
        "group",
        "No group is called {name}.",
        "Did you mean {near}? Please write the name exactly like that."
        if near
        else "Write its name as it is in the list of groups.",
        field=field,
        values={"name": name, "near": near},
    )


def too_many(field: str, names: Sequence[str]) -> Problem | None:
    """Return the problem that there are more names in an answer than are looked up."""
    if len(names) <= _MOST:
        return None
    return Problem(
        "group",
        "Here are more than {most} names.",
        "Name only the groups that are meant, one per line, and explain elsewhere.",
        field=field,
        values={"most": _MOST},
    )


def groups(proposed: Proposed, registry: Registry) -> tuple[Mapping[str, Group], Sequence[Problem]]:
    """Return the groups that are there, of those that a proposal is about, and what is wrong with it."""
    names = several(proposed.answers.get("group"), proposed, registry)
    if most := too_many("group", names):
        return {}, [most]
    found: dict[str, Group] = {}
    problems: list[Problem] = []
    for name in names:
        slug, problem = resolved("group", name, proposed, registry)
        if slug is None:
            problems += [problem] if problem else []
            continue
        found[slug] = registry.entries[slug].group
        if found[slug].status == "retired":
            problems.append(
                Problem(
                    "group",
                    "The group {name} has ended already.",
                    "Remove its line.",
                    field="group",
                    values={"name": found[slug].name},
                )
            )
    if not names:
        problems.append(
            Problem("group", "No group is named.", "Write which one it is.", field="group")
        )
    return found, problems


def unknown(proposed: Proposed) -> Mapping[str, Group]:
    """Return the group that a proposal names first, where it isn't known which that is."""
    first = next(iter(listed(proposed.answers.get("group"))), "")
    return edit.unknown(first, Group.model_construct(name=first, focus=""))


_PLURALS = (
    *(("s", ""), ("es", ""), ("es", "is"), ("zes", ""), ("ies", "y")),
    *(("ices", "ix"), ("ices", "ex"), ("ves", "f"), ("ves", "fe")),
)


def _numbers(name: str) -> set[str]:
    """Return a name as it is, and as the plural of which it can be the singular."""
    text = name.casefold()
    return {text, *(text.removesuffix(a) + b for a, b in _PLURALS if text.endswith(a))}


def _in_another_number(name: str, registry: Registry) -> Iterator[str]:
    wanted = _numbers(name)
    for slug, entry in registry.entries.items():
        if any(_numbers(each) & wanted for each in (entry.group.name, *entry.group.aliases)):
            yield slug


def _misspelt(name: str, registry: Registry) -> Iterator[str]:
    """Yield the groups one of whose names has nearly the same letters, the closest first."""
    if len(name) > _LONGEST:
        return
    slugs: dict[str, list[str]] = {}
    for slug, entry in registry.entries.items():
        for each in (entry.group.name, *entry.group.aliases):
            slugs.setdefault(each.casefold(), []).append(slug)
    close = get_close_matches(name.casefold(), slugs, _MOST_NEAR, _CLOSE)
    yield from dict.fromkeys(slug for each in close for slug in slugs[each])


def _near(name: str, proposed: Proposed) -> Iterator[str]:
    if proposed.known and len(name) <= _LONGEST:
        asked = Group.model_construct(name=name, focus="")
        for like in proposed.known.registered_like(asked, limit=_MOST_NEAR):
            yield like.slug


def _names(slugs: Iterable[str], registry: Registry) -> tuple[str, ...]:
    """Return how groups can be named: where two have one name, by their files."""
    slugs = tuple(slugs)
    names = tuple(registry.entries[slug].group.name for slug in slugs)
    return names if len({each.casefold() for each in names}) == len(names) else slugs
