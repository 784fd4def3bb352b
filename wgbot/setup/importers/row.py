"""One row of a table of groups, cell by cell.

Cells in columns that are known become parts of the group, and all others answers in its charter.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from wgbot.registry.fields import FIELDS
from wgbot.registry.group import Channel, Group, GroupField, Person
from wgbot.setup.importers import columns, parts, people
from wgbot.setup.importers.found import MISSING, Draft, Leftover
from wgbot.setup.importers.parts import Status, key
from wgbot.text import links

_NO_ADDRESS = "It has no address that a reader could open."
_LINKED_NAME = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")

_Cell = tuple[str, Any]
"""A cell: its column's name, and its value."""


class Row:
    """The reading of one row."""

    def __init__(
        self, cells: Mapping[str, Any], spare: Sequence[str], line: int | None, status: Status
    ) -> None:
        """Read *cells*, by their columns' names, and *spare* ones behind the last column."""
        self._line = line
        self._status = status
        self._given: dict[str, list[_Cell]] = {}
        self._charter: dict[str, str | tuple[str, ...]] = {}
        self._name = self._called(cells)
        self.bare = 0
        """How many leads are a word without a mark."""
        self.leftovers: list[Leftover] = []
        self.draft = self._read(cells, spare)

    def _left(self, what: str, why: str, value: str = "") -> None:
        self.leftovers.append(Leftover(what, why, self._name, value, self._line))

    def _called(self, cells: Mapping[str, Any]) -> str:
        """Return the group's name; where it is a link, the link is a repository."""
        named = (cells[label] for label in cells if columns.meaning(label) == "name")
        name = parts.line(next(named, ""))
        if link := _LINKED_NAME.fullmatch(name):
            name = link[1]
            self._given["repositories"] = [("name", link[2])]
        return name.strip("*_ ")

    def _read(self, cells: Mapping[str, Any], spare: Sequence[str]) -> Draft | None:
        if not self._name:
            said = parts.line(" · ".join(map(str, cells.values())))
            self._left("a row", "It has no name.", said)
            return None
        self._sort(cells)
        if any(cell.strip() for cell in spare):
            self._left("cells without a column", "The header names fewer.", " ".join(spare))
        status = self._told_status()
        focus = self._focus()
        values: dict[str, Any] = {
            field.key: read
            for field in FIELDS
            if (given := self._given.get(field.key))
            and (read := self._value(field, given)) is not None
        }
        values |= {"name": self._name, "status": status, "focus": focus, "charter": self._charter}
        slug = _first(self._given["slug"]) if "slug" in self._given else ""
        try:
            return Draft(Group(**values), slug, line=self._line)
        except ValidationError as error:
            place = error.errors()[0]["loc"]
            first = {meaning: _first(given) for meaning, given in self._given.items()}
            self._left(str(place[0] if place else "a row"), "It cannot be read.", str(first))
            return Draft(Group(name=self._name, focus=focus), slug, line=self._line)

    def _sort(self, cells: Mapping[str, Any]) -> None:
        """Put each cell where it belongs."""
        for label, value in cells.items():
            column = key(label)
            if value in (None, "", [], {}):
                continue
            if columns.is_private(column) and "://" not in str(value):
                self._left(label, "It is private, and not published.")
            elif meaning := columns.meaning(label):
                self._given.setdefault(meaning, []).append((label, value))
            else:
                self._charter[column] = _answer(value)

    def _told_status(self) -> Status:
        status = self._status
        for label, value in self._given.get("status", ()):
            told = parts.status(value)
            if told is None:
                why = f"It is no status that is known here, so the group is {status}."
                self._left(label, why, str(value))
            status = told or status
        return status

    def _focus(self) -> str:
        """Return the focus; what does not fit into it goes into the charter."""
        said = self._given.get("focus", [])
        taken, whole = parts.focus(_text(said[0][1])) if said else ("", "")
        if whole:
            self._charter = {key(said[0][0]): whole, **self._charter}
        for label, value in said[1:]:
            self._charter[key(label)] = _answer(value)
        return taken or MISSING

    def _value(self, field: GroupField, given: Sequence[_Cell]) -> Any:
        """Return a field's value from the cells that hold it; None if they do not tell."""
        match field.type:
            case "people":
                return tuple(self._people(given))
            case "channels":
                return tuple(self._channels(given))
            case "links":
                is_code = field.key == "repositories"
                return tuple(dict.fromkeys(self._addresses(given, is_code=is_code)))
            case "names" | "groups":
                return tuple(_several(given))
        first = _first(given)
        return self._single(field, first) if first else None

    def _single(self, field: GroupField, told: str) -> Any:
        """Return the value of a field that has one."""
        match field.type:
            case "link":
                return links.regular(told) or None
            case "date":
                day = parts.day(told)
                if day is None:
                    self._charter[field.key] = told
                return day
            case "number":
                number = parts.number(told)
                if number is None:
                    self._left(field.key, "It is not a number.", told)
                return number
            case _:
                return told

    def _people(self, given: Sequence[_Cell]) -> list[Person]:
        found: list[Person] = []
        for label, each in _each(given):
            read = people.several(each) if isinstance(each, str) else [people.given(each)]
            for someone in read:
                self.bare += someone.bare
                if someone.person and someone.person not in found:
                    found.append(someone.person)
                if someone.email:
                    what = f"an e-mail address in {label}"
                    self._left(what, "Addresses of people are not published.")
                elif someone.unread:
                    self._left(label, "It is neither a name nor an account.", someone.unread)
        return found

    def _channels(self, given: Sequence[_Cell]) -> Iterator[Channel]:
        for label, each in _each(given):
            found, rest = _channels(each)
            for channel in found:
                if channel.url.startswith("http"):
                    yield channel
                else:
                    rest.append(channel.url)
            for other in rest:
                self._left(label, _NO_ADDRESS, other)

    def _addresses(self, given: Sequence[_Cell], *, is_code: bool) -> Iterator[str]:
        for label, each in _each(given):
            told = each.get("url") if isinstance(each, dict) else each
            found, rest = parts.addresses(parts.line(told))
            for link in found:
                whole, page = parts.repository(link) if is_code else (link, "")
                yield whole
                if page:
                    self._left("a page in a repository", f"{whole} is kept.", page)
            for other in rest:
                self._left(label, _NO_ADDRESS, other)


def _each(given: Sequence[_Cell]) -> Iterator[_Cell]:
    for label, value in given:
        for each in value if isinstance(value, list) else [value]:
            yield label, each


def _channels(given: Any) -> tuple[list[Channel], list[str]]:
    if not isinstance(given, dict):
        return parts.channels(str(given))
    link, name = parts.url(parts.line(given.get("url"))), parts.line(given.get("name"))
    if link:
        return [Channel(url=link, name=name or None)], []
    return [], [name] if name else []


def _several(given: Sequence[_Cell]) -> list[str]:
    found: list[str] = []
    for _, value in given:
        listed = value if isinstance(value, list) else re.split(r"[;,\n|]", str(value))
        found += [text for each in listed if (text := parts.line(each))]
    return found


def _first(given: Sequence[_Cell]) -> str:
    """Return what the first of some cells says, in one line."""
    return parts.line(_text(given[0][1]))


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _answer(value: Any) -> str | tuple[str, ...]:
    """Return a value as an answer of the charter: text, or a list of texts."""
    if isinstance(value, list):
        return tuple(_flat(each) for each in value)
    if isinstance(value, dict):
        return tuple(f"{name}: {_flat(each)}" for name, each in value.items())
    return parts.block(value)


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(
            f"{name}: {_flat(each)}" for name, each in value.items() if each not in (None, "")
        )
    if isinstance(value, list):
        return ", ".join(_flat(each) for each in value)
    return parts.line(value)
