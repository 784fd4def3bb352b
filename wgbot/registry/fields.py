"""The fields of a group, over which everything goes that is made of each of them.

A field is one entry: its key in `Group`, with a `GroupField` beside the type. From there it is read
from a form, checked, kept, revived, told, shown, imported, and its links are looked at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic.fields import FieldInfo

from wgbot.files.yaml import Path
from wgbot.registry.group import FieldType, Group, GroupField


def _entry(key: str, info: FieldInfo) -> GroupField:
    (entry,) = (each for each in info.metadata if isinstance(each, GroupField))
    return replace(entry, key=key)


FIELDS = tuple(_entry(key, info) for key, info in Group.model_fields.items())
"""In the order of a registry file."""

ASKED: Mapping[str, GroupField] = {field.asks: field for field in FIELDS if field.asks}
"""Those that a form asks for, by what the question means."""


def addresses(group: Group) -> Iterator[tuple[GroupField, Path, str]]:
    """Yield each address that *group* has by itself, with its field and the keys from there."""
    for field in FIELDS:
        for path, address in _addresses(field.type, getattr(group, field.key)):
            yield field, path, address


def _addresses(kind: FieldType, value: Any) -> Iterator[tuple[Path, str]]:
    match kind:
        case "link" if value:
            yield (), value
        case "links":
            yield from (((number,), address) for number, address in enumerate(value))
        case "channels":
            yield from (((number, "url"), channel.url) for number, channel in enumerate(value))
        case "people":
            for number, person in enumerate(value):
                if person.profile:
                    yield (number, "profile"), person.profile
        case "meetings":
            for number, meeting in enumerate(value):
                yield from (((number, key), address) for key, address in meeting.addresses())
        case "ending" if value and value.decision:
            yield ("decision",), value.decision


def texts(group: Group) -> dict[str, str]:
    """Return what *group* says in words of its own, by what the field means."""
    found = {
        field.meaning: "\n".join(_texts(field.type, getattr(group, field.key))) for field in FIELDS
    }
    return {meaning: text for meaning, text in found.items() if text}


def _texts(kind: FieldType, value: Any) -> Iterator[str]:
    match kind:
        case "line" if value:
            yield value
        case "people":
            yield from (person.role for person in value if person.role)
        case "meetings":
            for meeting in value:
                yield from meeting.texts()
        case "ending" if value and value.note:
            yield value.note
