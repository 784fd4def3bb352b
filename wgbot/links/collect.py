"""Every link there is to check: of a registry, with its places, or of a plain list.

An address counts once, however often it is somewhere.
"""

import re
from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING

from wgbot.links.findings import Link, LinkPlace

if TYPE_CHECKING:
    # A list is checked without a registry, and so without what reads one.
    from wgbot.files.yaml import Path
    from wgbot.registry.folder import Registry

_IN_TEXT = re.compile(r"https?://[^\s<>\"`|\\^{}]+", re.IGNORECASE)
# What ends a sentence, or an emphasis, around an address.
_TRAILING = re.compile(r"[.,:;!?'*_~]+\Z")


def of_registry(registry: "Registry") -> list[Link]:
    """Collect every link of every group, in the order of slugs and lines."""
    places: dict[str, list[LinkPlace]] = {}
    for entry in sorted(registry.entries.values(), key=lambda entry: entry.slug):
        whole = frozenset(entry.addresses())
        for keys, address in _in_value(entry.document.value, (), whole):
            place = LinkPlace(
                entry.path, entry.document.line(keys), keys, entry.slug, entry.group.name
            )
            places.setdefault(address, []).append(place)
    return [Link(address, tuple(found)) for address, found in places.items()]


def of_lines(text: str) -> list[Link]:
    """Collect the addresses of a list, one a line; empty lines and `#` comments are none."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").split("\n"))
    return [Link(line) for line in dict.fromkeys(lines) if line and not line.startswith("#")]


def in_text(text: str) -> Iterator[str]:
    """Yield each address in a text, without the sentence around it."""
    for found in _IN_TEXT.findall(text):
        address = _TRAILING.sub("", found)
        # A bracket closes what was opened before the address, unless the address opened it.
        for opening, closing in ("()", "[]"):
            while address.endswith(closing) and address.count(closing) > address.count(opening):
                address = _TRAILING.sub("", address[:-1])
        yield address


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
            for address in dict.fromkeys(in_text(value)):
                yield keys, address
