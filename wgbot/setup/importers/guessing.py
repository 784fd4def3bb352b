"""A map for a file that nobody gave one for: guessed from its keys and values, to be kept and corrected."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from wgbot.files import yaml
from wgbot.setup.importers import group_words, parts, person, vocabulary
from wgbot.setup.importers.mapping import KEY, Container, Map, Source

_MOST_ENTRIES = 200
_LEAST = 1.0
"""What entries have to be worth: a name, and one thing that groups have."""
_AS_NAME = ("name", "title", "display_name", "id", "slug", "key")


def guess(value: Any, name: str = "") -> Map | None:
    """Return a map for a document; None if nothing in it looks like a list of groups.

    The *name* of its file can say that there is one: `workgroups.yml`.
    """
    stem = name.rpartition("/")[2].partition(".")[0]
    places = list(_places(value, 0.5 if _speaks_of_groups(stem) else 0))
    if not places:
        return None
    entries = [entry for _, found in places for entry in found][:_MOST_ENTRIES]
    fields = _fields(entries)
    keyed = all(KEY in entry for entry in entries)
    if "name" not in fields:
        named = next((key for key in _AS_NAME if all(entry.get(key) for entry in entries)), "")
        if not named and not keyed:
            return None
        fields["name"] = [named or KEY]
    if keyed and fields["name"] != [KEY]:
        fields.setdefault("slug", [KEY])
    return Map(
        title="guessed",
        groups={
            path: Container(kind=_kind(path) if len(places) > 1 else "")
            for path, _ in places
            if path
        },
        fields={
            meaning: tuple(Source(path=path) for path in paths) for meaning, paths in fields.items()
        },
    )


def _kind(path: str) -> str:
    last = path.rpartition(".")[2]
    return last.replace("_", " ").replace("-", " ")


def written(it: Map) -> str:
    """Return a map as the file that `--map` reads."""
    said = {
        "groups": {
            path: each.model_dump(exclude_defaults=True) for path, each in it.groups.items()
        },
        "fields": {
            meaning: [source.path for source in sources] if len(sources) > 1 else sources[0].path
            for meaning, sources in it.fields.items()
        },
    }
    return yaml.dump({key: value for key, value in said.items() if value})


def _places(value: Any, more: float) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield where groups are: the whole, or what is below some of its keys."""
    whole = _entries(value)
    if whole and _worth(whole) >= _LEAST:
        yield "", whole
        return
    if not isinstance(value, dict):
        return
    found = []
    for key, each in value.items():
        entries = _entries(each)
        if entries:
            found.append((key, entries, _worth(entries) + (1 if _speaks_of_groups(key) else more)))
        elif isinstance(each, dict):
            for inner, inside in each.items():
                if below := _entries(inside):
                    speaks = _speaks_of_groups(inner) or _speaks_of_groups(key)
                    found.append((f"{key}.{inner}", below, _worth(below) + (1 if speaks else more)))
    best = max((worth for _, _, worth in found), default=0)
    if best >= _LEAST:
        yield from ((key, each) for key, each, worth in found if worth >= max(_LEAST, best - 0.75))


def _speaks_of_groups(key: str) -> bool:
    words = parts.key(key).replace("_", " ")
    return group_words.speaks_of_groups(words) or any(
        word in words.replace(" ", "") for word in ("groups", "sigs", "teams", "committees")
    )


def entries_of(value: Any) -> list[dict[str, Any]]:
    """Return the items of a list, or the values of a mapping with their keys."""
    if isinstance(value, list):
        return [each for each in value if isinstance(each, dict)]
    if isinstance(value, dict):
        return [{**each, KEY: key} for key, each in value.items() if isinstance(each, dict)]
    return []


def _entries(value: Any) -> list[dict[str, Any]]:
    """Return what may be groups: mappings, and nothing else beside them."""
    entries = entries_of(value)
    count = len(value) if isinstance(value, list | dict) else 0
    if not entries or len(entries) < count:
        return []
    if isinstance(value, dict):
        keys = Counter(key for entry in entries for key in entry if key != KEY)
        if not any(number * 2 >= len(entries) for number in keys.values()) or len(entries) < 2:
            return []
    return entries


def _worth(entries: Sequence[dict[str, Any]]) -> float:
    """Return how much entries say that groups have: a name, and what is known beside it."""
    entries = entries[:_MOST_ENTRIES]
    fields = _fields(entries)
    named = "name" in fields or all(KEY in entry for entry in entries)
    named = named or any(all(entry.get(key) for entry in entries) for key in _AS_NAME)
    people = {"email", "e_mail", "company", "affiliation", "employer"} & {
        parts.key(key) for entry in entries for key in entry
    }
    known = {"focus", "leads", "channels", "repositories", "status", "kind"} & set(fields)
    if people and not {"focus", "leads", "channels"} & known:
        return 0
    called = sum(group_words.is_called_group(str(entry.get("name", ""))) for entry in entries)
    return (0.5 if named else -5) + len(known) / 2 + (0.5 if called * 2 >= len(entries) else 0)


def _fields(entries: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the paths of what is known, by its meaning."""
    found: dict[str, list[str]] = {}
    for path, value in _paths(entries):
        last = path.rpartition(".")[2]
        meaning = vocabulary.meaning(last)
        if meaning in (None, vocabulary.PRIVATE, vocabulary.MEETINGS):
            continue
        if "." in path and meaning in (
            "name",
            "slug",
            "kind",
            "status",
            "order",
            "aliases",
            "since",
            "parent",
        ):
            continue
        if meaning in ("leads", vocabulary.FORMER) and isinstance(value, bool | int):
            continue
        if meaning == "leads" and isinstance(value, dict) and not _names_people(value):
            continue
        if meaning == "slug" and not re.search(r"[A-Za-z]", str(value)):
            continue  # a number of somebody's database
        found.setdefault(meaning, []).append(path)
    if "name" in found:
        found["name"] = sorted(found["name"], key=lambda path: path != "name")[:1]
    return found


def _names_people(value: dict[str, Any]) -> bool:
    """Return whether a mapping is a person, or several by their accounts."""
    return _is_person(value) or person.by_accounts(value) is not None


def _is_person(value: dict[str, Any]) -> bool:
    return bool(
        {"name", "github", "login", "username", "handle"} & {parts.key(key) for key in value}
    )


def _paths(entries: Sequence[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield each path of at most three keys, with a value that is there."""
    seen: dict[str, Any] = {}
    for entry in entries:
        for path, value in _inside(entry, "", 3):
            if path not in seen and value not in (None, "", [], {}):
                seen[path] = value
    yield from seen.items()


def _inside(value: dict[str, Any], before: str, depth: int) -> Iterator[tuple[str, Any]]:
    for key, each in value.items():
        if key == KEY or "." in str(key) or "*" in str(key):
            continue
        path = f"{before}{key}"
        yield path, each
        is_known = vocabulary.meaning(str(key)) in (
            "leads",
            vocabulary.FORMER,
            "repositories",
            "focus",
        )
        if (
            isinstance(each, dict)
            and each
            and all(isinstance(inner, dict) for inner in each.values())
        ):
            # Keys that are names: `deliverables: {spec: {repos: […]}, tool: {repos: […]}}`
            for inner in each.values():
                yield from (
                    (below, found)
                    for below, found in _inside(inner, f"{path}.*.", 1)
                    if vocabulary.meaning(below.rpartition(".")[2]) == "repositories"
                )
        elif isinstance(each, dict) and depth > 1 and not (is_known and _names_people(each)):
            yield from _inside(each, f"{path}.", depth - 1)
        elif isinstance(each, list) and depth > 1 and not is_known:
            # `people: [{maintainer: ada}, {sponsor: grace}]`
            items = [item for item in each if isinstance(item, dict)]
            if items and not any("name" in item for item in items):
                for item in items:
                    yield from _inside(item, f"{path}.*.", 1)
