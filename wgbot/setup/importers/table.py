"""A table of groups: CSV with a header, or JSON with one object a group.

Columns are known by their names, in the words that lists use for them. Every other column becomes
an answer in the charter.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from wgbot.registry.fields import FIELDS
from wgbot.registry.group import Channel, Group, GroupField, Person
from wgbot.setup.importers import parts
from wgbot.setup.importers.found import MISSING, Draft, Found, Leftover
from wgbot.setup.importers.parts import Status, key
from wgbot.text import links
from wgbot.text.problems import SetupError

_MORE_WORDS: dict[str, str] = {
    "name": "title group group_name working_group wg sig team display_name",
    "slug": "slug id dir directory short_name shortname key",
    "status": "state",
    "focus": "description mission mission_statement purpose summary about scope objective goal topic",
    "leads": "lead leader leaders chair chairs co_chairs cochairs coordinator coordinators organizers "
    "organisers maintainers poc pocs point_of_contact points_of_contact contact contacts who_leads "
    "owner owners github_leads",
    "channels": "chat slack discord zulip irc matrix gitter mailing_list mailing_lists communication",
    "repositories": "repo repos github code source",
    "aliases": "alias formerly former_names other_names also_known_as aka previous_name",
    "parent": "parent_team subteam_of part_of belongs_to",
    "successors": "successor superseded_by replaced_by",
    "discussion": "discussion_url thread forum_thread discussed",
    "proposal": "proposal_issue issue_number",
    "since": "founded created created_at started start start_date formed",
    "order": "position",
}
_KNOWN = {
    word: field.key
    for field in FIELDS
    if field.type != "answers"
    for word in (field.key, field.meaning)
} | {word: meaning for meaning, words in _MORE_WORDS.items() for word in words.split()}
# Never published, whatever they hold.
_PRIVATE = frozenset("email emails mail phone telephone mobile private".split())
_MOST = 5_000
_NO_ADDRESS = "It has no address that a reader could open."


def knows(header: Sequence[str]) -> bool:
    """Return whether a header is that of a table of groups: it has their names, and more."""
    meanings = [_KNOWN.get(key(label)) for label in header]
    return "name" in meanings and len(meanings) > 1


def _is_private(column: str) -> bool:
    return column == "address" or not _PRIVATE.isdisjoint(column.split("_"))


def tells_of_groups(header: Sequence[str]) -> bool:
    """Return whether a header has a column that only groups have, and people do not."""
    return not {"focus", "leads", "channels", "repositories"}.isdisjoint(
        _KNOWN.get(key(label), "")
        for label in header[1:]
        if key(label) not in ("contact", "github")
    )


def read_csv(text: str) -> Found:
    """Read CSV, with commas, semicolons or tabs, and a header."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(
        io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter, strict=True
    )
    lines: list[tuple[int, list[str]]] = []
    try:
        begins = 1
        for row in reader:
            if any(cell.strip() for cell in row):
                lines.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise SetupError(f"This is not CSV: line {reader.line_num}: {error}.") from error
    header = lines[0][1] if lines else []
    if "name" not in [_KNOWN.get(key(label)) for label in header]:
        raise SetupError(
            "The first line has to name the columns, and one of them the groups' names: `name`."
        )
    return _table(
        header,
        [(at, dict(zip(header, row, strict=False)), row[len(header) :]) for at, row in lines[1:]],
        "csv",
    )


def rows(
    header: Sequence[str], cells: Sequence[Sequence[str]], *, first_line: int, status: Status
) -> Found:
    """Read the rows of a table in a page."""
    given = [
        (first_line + number, dict(zip(header, row, strict=False)), list(row[len(header) :]))
        for number, row in enumerate(cells)
    ]
    return _table(header, given, "markdown", status)


def read_json(text: str) -> Found:
    """Read JSON: a list of objects, or an object that holds one, or one object a group by its name."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SetupError(f"This is not JSON: {error}.") from error
    listed = _objects(value)
    if not listed or not all(isinstance(each, dict) for each in listed):
        raise SetupError("There is no list of objects in this JSON, one object a group.")
    header = list(dict.fromkeys(str(label) for each in listed for label in each))
    return _table(header, [(None, each, []) for each in listed], "json")


def _objects(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    lists = [each for each in value.values() if isinstance(each, list)]
    if len(lists) == 1 and all(isinstance(each, dict) for each in lists[0]):
        return lists[0]
    if value and all(isinstance(each, dict) for each in value.values()):
        return [{"slug": slug, "name": slug, **each} for slug, each in value.items()]
    return []


_Row = tuple[int | None, Mapping[str, Any], Sequence[str]]


def _table(
    header: Sequence[str], given: Sequence[_Row], kind: str, status: Status = "active"
) -> Found:
    if len(given) > _MOST:
        raise SetupError(f"There are {len(given):,} rows; more than {_MOST:,} are not read.")
    reading = _Reading(kind)
    for line, cells, spare in given:
        reading.row(line, cells, spare, status)
    labels = {key(label): label for label in header if key(label) not in _KNOWN}
    return Found(
        kind,
        tuple(reading.drafts),
        tuple(reading.leftovers),
        tuple(reading.notes()),
        outline=tuple(f"column “{parts.line(label)}”" for label in header),
        labels=labels,
    )


class _Reading:
    """The reading of one table."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._bare = 0
        self.drafts: list[Draft] = []
        self.leftovers: list[Leftover] = []

    def notes(self) -> list[str]:
        if not self._bare:
            return []
        return [f"{self._bare} leads are one word without an @, and taken for accounts at GitHub."]

    def row(
        self, line: int | None, cells: Mapping[str, Any], spare: Sequence[str], status: Status
    ) -> None:
        """Read one group."""
        given: dict[str, list[tuple[str, Any]]] = {}
        charter: dict[str, str | tuple[str, ...]] = {}
        name = parts.line(next((cells[c] for c in cells if _KNOWN.get(key(c)) == "name"), ""))
        if link := re.fullmatch(r"\[([^\[\]]+)\]\(([^()\s]+)\)", name):
            name = link[1]
            given["repositories"] = [("name", link[2])]
        name = name.strip("*_")

        def left(what: str, why: str, value: str = "") -> None:
            self.leftovers.append(Leftover(what, why, name, value, line))

        if not name:
            left("a row", "It has no name.", parts.line(" · ".join(map(str, cells.values()))))
            return
        for label, value in cells.items():
            column = key(label)
            if value in (None, "", [], {}):
                continue
            if _is_private(column) and "://" not in str(value):
                left(label, "It is private, and not published.")
            elif meaning := _KNOWN.get(column):
                given.setdefault(meaning, []).append((label, value))
            else:
                charter[column] = _answer(value)
        if any(cell.strip() for cell in spare):
            left("cells without a column", "The header names fewer.", " ".join(spare))
        self.drafts.append(self._draft(name, given, charter, left, line, status))

    def _draft(
        self,
        name: str,
        given: Mapping[str, list[tuple[str, Any]]],
        charter: dict[str, str | tuple[str, ...]],
        left: Any,
        line: int | None,
        status: Status,
    ) -> Draft:
        for label, value in given.get("status", ()):
            told = parts.status(value)
            if told is None:
                left(
                    label,
                    f"It is no status that is known here, so the group is {status}.",
                    str(value),
                )
            status = told or status
        said = [parts.block(_text(value)) for _, value in given.get("focus", ())]
        taken, whole = parts.focus(said[0] if said else "")
        if whole:
            charter = {key(given["focus"][0][0]): whole, **charter}
        for label, value in given.get("focus", [])[1:]:
            charter[key(label)] = _answer(value)
        values: dict[str, Any] = {
            field.key: read
            for field in FIELDS
            if (columns := given.get(field.key))
            and (read := self._value(field, columns, charter, left)) is not None
        }
        values |= {"name": name, "status": status, "focus": taken or MISSING, "charter": charter}
        slug = parts.line(_text(given["slug"][0][1])) if "slug" in given else ""
        try:
            return Draft(Group(**values), slug, line=line)
        except ValidationError as error:
            place = error.errors()[0]["loc"]
            first = {key: parts.line(_text(columns[0][1])) for key, columns in given.items()}
            left(str(place[0] if place else "a row"), "It cannot be read.", str(first))
            return Draft(Group(name=name, focus=taken or MISSING), slug, line=line)

    def _value(
        self,
        field: GroupField,
        columns: Sequence[tuple[str, Any]],
        charter: dict[str, str | tuple[str, ...]],
        left: Any,
    ) -> Any:
        """Read a field from the columns that hold it; None where they do not tell."""
        match field.type:
            case "people":
                return tuple(self._leads(columns, left))
            case "channels":
                return tuple(self._channels(columns, left))
            case "links":
                is_code = field.key == "repositories"
                return tuple(dict.fromkeys(self._addresses(columns, left, is_code=is_code)))
            case "names" | "groups":
                return tuple(_several(columns))
        first = parts.line(_text(columns[0][1]))
        return self._single(field, first, charter, left) if first else None

    def _single(
        self, field: GroupField, first: str, charter: dict[str, str | tuple[str, ...]], left: Any
    ) -> Any:
        match field.type:
            case "link":
                return links.regular(first)
            case "date":
                day = parts.day(first)
                if day is None:
                    charter[field.key] = first
                return day
            case "number":
                if first.removeprefix("#").isdigit() and int(first.strip("#")) > 0:
                    return int(first.strip("#"))
                left(field.key, "It is not a number.", first)
                return None
            case _:
                return first

    def _leads(self, given: Sequence[tuple[str, Any]], left: Any) -> list[Person]:
        found: list[Person] = []
        for label, value in given:
            listed = value if isinstance(value, list) else [value]
            for each in listed:
                read = parts.people(each) if isinstance(each, str) else [parts.person(each)]
                for someone in read:
                    self._bare += someone.bare and self._kind != "json"
                    if someone.person and someone.person not in found:
                        found.append(someone.person)
                    if someone.email:
                        left(
                            f"an e-mail address in {label}",
                            "Addresses of people are not published.",
                        )
                    elif someone.unread:
                        left(label, "It is neither a name nor an account.", someone.unread)
        return found

    def _channels(self, given: Sequence[tuple[str, Any]], left: Any) -> Iterator[Channel]:
        for label, each in _each(given):
            found, rest = _channels(each)
            yield from (channel for channel in found if channel.url.startswith("http"))
            rest += [channel.url for channel in found if not channel.url.startswith("http")]
            for other in rest:
                left(label, _NO_ADDRESS, other)

    def _addresses(
        self, given: Sequence[tuple[str, Any]], left: Any, *, is_code: bool
    ) -> Iterator[str]:
        for label, each in _each(given):
            found, rest = parts.addresses(
                parts.line(each["url"] if isinstance(each, dict) else each)
            )
            for link in found:
                whole, page = parts.repository(link) if is_code else (link, "")
                yield whole
                if page:
                    left("a page in a repository", f"{whole} is kept.", page)
            for other in rest:
                left(label, _NO_ADDRESS, other)


def _each(given: Sequence[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    for label, value in given:
        for each in value if isinstance(value, list) else [value]:
            yield label, {"url": "", "name": "", **each} if isinstance(each, dict) else each


def _channels(given: Any) -> tuple[list[Channel], list[str]]:
    if not isinstance(given, dict):
        return parts.channels(str(given))
    link, name = parts.line(given["url"]), parts.line(given["name"])
    if link:
        return [Channel(url=parts.url(link), name=name or None)], []
    return [], [name] if name else []


def _several(given: Sequence[tuple[str, Any]]) -> list[str]:
    found: list[str] = []
    for _, value in given:
        listed = value if isinstance(value, list) else re.split(r"[;,\n|]", str(value))
        found += [text for each in listed if (text := parts.line(each))]
    return found


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
