"""Every link there is to check: of a registry, with its places, or of a plain list.

An address counts once, however often it is somewhere.
"""

from collections.abc import Container, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from wgbot.links.findings import Link, LinkPlace
from wgbot.text import links as text_links

if TYPE_CHECKING:
    # A list is checked without a registry, and so without what reads one.
    from wgbot.files.yaml import Path
    from wgbot.registry.folder import Entry, Registry

MOST_OF_A_GROUP = text_links.MOST_OF_A_GROUP
"""The most links of one group that are checked."""


def of_registry(registry: "Registry") -> list[Link]:
    """Collect every link of every group, in the order of slugs and lines; of one, not too many."""
    places: dict[str, list[LinkPlace]] = {}
    for entry in sorted(registry.entries.values(), key=lambda entry: entry.slug):
        for keys, address in islice(_of_entry(entry), MOST_OF_A_GROUP):
            place = LinkPlace(
                entry.path, entry.document.line(keys), keys, entry.slug, entry.group.name
            )
            places.setdefault(address, []).append(place)
    return [Link(address, tuple(found)) for address, found in places.items()]


def too_many(registry: "Registry") -> dict[str, int]:
    """Return how many links each group has that has more than are checked, by its name."""
    counts = {
        entry.group.name: sum(1 for _ in _of_entry(entry)) for entry in registry.entries.values()
    }
    return {name: count for name, count in counts.items() if count > MOST_OF_A_GROUP}


def _of_entry(entry: "Entry") -> Iterator[tuple["Path", str]]:
    return _in_value(entry.document.value, (), frozenset(entry.addresses()))


def of_lines(text: str) -> list[Link]:
    """Collect the addresses of a list, one a line; empty lines and `#` comments are none."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").split("\n"))
    return [Link(line) for line in dict.fromkeys(lines) if line and not line.startswith("#")]


def _in_value(
    value: object, keys: "Path", whole: Container["Path"]
) -> Iterator[tuple["Path", str]]:
    """Yield the addresses in a value: all of it where its keys are among *whole*, or some in a text."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _in_value(each, (*keys, str(key)), whole)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _in_value(each, (*keys, number), whole)
    elif isinstance(value, str):
        if keys in whole:
            yield keys, value.strip()
        else:
            for address in dict.fromkeys(text_links.in_text(value)):
                yield keys, address
