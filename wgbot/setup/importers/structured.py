"""A structured file → its groups, by a map: YAML, JSON, TOML, a folder of such files, CSV and TSV.

Without a map, one that comes with wgbot is taken if the file is of its layout, and else one is guessed.
"""

import csv
import fnmatch
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urljoin

from wgbot.files import yaml
from wgbot.files.tree import Tree
from wgbot.registry.people import ACCOUNT
from wgbot.setup.importers import emails, guessing, mapping, owners, parts, vocabulary
from wgbot.setup.importers.drafting import Drafting
from wgbot.setup.importers.found import Draft, Found, Leftover
from wgbot.setup.importers.mapping import FILE, KEY, Map, Source
from wgbot.text.problems import SetupError

_MOST = 5_000
_MOST_REPOSITORIES = 10
_PLACE = re.compile(r"\{([\w-]*)\}")


@dataclass(frozen=True)
class Record:
    """What a file says about one group."""

    value: Mapping[str, Any]
    line: int | None = None
    kind: str = ""
    prefix: str = ""
    constants: Mapping[str, str] | None = None
    spare: tuple[str, ...] = ()
    """Cells without a column."""


@dataclass(frozen=True)
class Options:
    """What is to be known about a file besides what is in it."""

    map: Map | None = None
    chat: str = ""
    base: str = ""
    """The address of relative links."""


def read(name: str, data: bytes, file_format: str, options: Options) -> Found:
    """Read the groups of one file."""
    if file_format in ("csv", "tsv"):
        return _table(name, decoded(name, data), file_format, options)
    value, lines = _FORMATS[file_format](name, data)
    used, note = options.map, ""
    if used is None:
        known = [(each, it) for each, it in mapping.shipped().items() if mapping.fits(it, value)]
        used = known[0][1] if known else None
        note = f"It is read as {known[0][1].title}, by the map `{known[0][0]}`." if known else ""
    guessed = None
    if used is None:
        used = guessed = guessing.guess(value)
    outline = tuple(_outline(value))
    if used is None:
        return Found(file_format, (), outline=outline)
    records = [
        Record(each, lines(path), container.kind, container.prefix)
        for place, container in (used.groups or {"": mapping.Container()}).items()
        for path, each in _records(value, place)
    ]
    reading = _Reading(used, options, data.decode("utf-8", "replace"))
    if used.groups and isinstance(value, dict):
        taken = {place.partition(".")[0] for place in used.groups}
        for key, each in value.items():
            if key not in taken and each not in (None, "", [], {}):
                reading.leftovers.append(Leftover(key, "It is not a list of groups by this map."))
    found = reading.read(records, file_format, [note] if note else [])
    return replace(found, outline=outline, guessed=guessing.written(guessed) if guessed else "")


def read_folder(name: str, tree: Tree, options: Options) -> Found:
    """Read the groups of a folder, one file each."""
    used = options.map or next(
        (
            each
            for each in mapping.shipped().values()
            if each.match.file and any(_paths(tree, each.match.file))
        ),
        None,
    )
    if used is None or not used.files:
        raise SetupError(
            f"{name} is a folder, and there is no map for its files. Name a file, or give `--map` a "
            "map that says which `files` are groups."
        )
    records = []
    leftovers = []
    for files in used.files:
        for path in _paths(tree, files.glob):
            try:
                value, _ = _FORMATS[_format_of(path)](path, tree.read(path) or b"")
            except SetupError as error:
                leftovers.append(Leftover(path, emails.hidden(str(error))))
                continue
            for _, each in _records(value, ""):
                stem = path.rpartition("/")[2].rpartition(".")[0]
                records.append(Record({**each, FILE: stem}, constants=files.constants))
    found = _Reading(used, options, "", tree).read(records, "folder", [])
    return replace(found, leftovers=(*leftovers, *found.leftovers))


def _format_of(path: str) -> str:
    return {"yml": "yaml"}.get(ending := path.rpartition(".")[2].casefold(), ending)


def _paths(tree: Tree, pattern: str) -> Iterator[str]:
    folder, _, name = pattern.rpartition("/")
    for each, kind in tree.entries(folder).items():
        if kind == "file" and fnmatch.fnmatch(each, name) and _format_of(each) in _FORMATS:
            yield f"{folder}/{each}" if folder else each


_Lines = Callable[[tuple[str | int, ...]], int | None]


def _yaml(name: str, data: bytes) -> tuple[Any, _Lines]:
    try:
        document = yaml.load(data)
    except yaml.YamlError as error:
        raise SetupError(f"{name}:{error.line}: {error.what} {error.fix}") from error
    return emails.marked_values(document.value), document.line


def _json(name: str, data: bytes) -> tuple[Any, _Lines]:
    try:
        value = json.loads(decoded(name, data))
    except (ValueError, RecursionError) as error:
        raise SetupError(f"{name} is not JSON: {error}.") from error
    return emails.marked_values(value), lambda _: None


def _toml(name: str, data: bytes) -> tuple[Any, _Lines]:
    try:
        value = tomllib.loads(decoded(name, data))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SetupError(f"{name} is not TOML: {error}.") from error
    return emails.marked_values(value), lambda _: None


_FORMATS: dict[str, Callable[[str, bytes], tuple[Any, _Lines]]] = {
    "yaml": _yaml,
    "json": _json,
    "toml": _toml,
}


def decoded(name: str, data: bytes) -> str:
    """Return the text of a file."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SetupError(f"{name}, line {line}, is not UTF-8. Save it as UTF-8.") from error


def _records(value: Any, place: str) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Yield what is at a place that holds groups, with its path."""
    keys = tuple(place.split(".")) if place else ()
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    if (
        isinstance(value, dict)
        and not place
        and not all(isinstance(e, dict) for e in value.values())
    ):
        yield (), value
        return
    for number, each in enumerate(guessing.entries_of(value)):
        yield (*keys, each.get(KEY, number)), each


def _outline(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"key “{key}”" for key in value)
    elif isinstance(value, list):
        keys = dict.fromkeys(key for each in value if isinstance(each, dict) for key in each)
        yield from (f"column “{key}”" for key in keys)


def _table(name: str, text: str, file_format: str, options: Options) -> Found:
    """Read CSV, with commas, semicolons or tabs, and a header."""
    first = text.split("\n", 1)[0]
    delimiter = "\t" if file_format == "tsv" else max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        begins = 1
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((begins, list(map(emails.marked, row))))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise SetupError(f"{name} is not CSV: line {reader.line_num}: {error}.") from error
    header = [parts.line(cell) for cell in rows[0][1]] if rows else []
    outline = tuple(f"column “{label}”" for label in header)
    used = options.map or _of_columns(header, rows[1:])
    if used is None:
        return Found("csv", (), outline=outline)
    records = [
        Record(dict(zip(header, row, strict=False)), line, spare=tuple(row[len(header) :]))
        for line, row in rows[1:]
    ]
    found = _Reading(used, options, "", is_table=True).read(records, "csv", [])
    shown = "" if options.map else guessing.written(used)
    return replace(found, outline=outline, guessed=shown)


def _of_columns(header: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> Map | None:
    """Return the map of a table by what its columns are called."""
    fields: dict[str, list[str]] = {}
    for label in header:
        meaning = vocabulary.meaning(label)
        if meaning and meaning not in (vocabulary.PRIVATE, vocabulary.MEETINGS):
            fields.setdefault(meaning, []).append(label)
    if "name" not in fields or len(header) < 2:
        return None
    fields["name"] = fields["name"][:1]
    return Map(fields={key: tuple(Source(path=p) for p in each) for key, each in fields.items()})


class _Reading:
    """The making of groups by one map."""

    def __init__(
        self,
        used: Map,
        options: Options,
        text: str,
        tree: Tree | None = None,
        *,
        is_table: bool = False,
    ) -> None:
        self._map = used
        self._chat = options.chat
        self._base = options.base
        self._text = text
        self._tree = tree
        self._is_table = is_table
        self._names: dict[str, str] = {}
        self._taken_as_own = False
        self._weights: list[int] = []
        self._unaddressed = 0
        self.bare = 0
        self.leftovers: list[Leftover] = []
        self.labels: dict[str, str] = {}

    def read(self, records: Sequence[Record], kind: str, notes: list[str]) -> Found:
        if len(records) > _MOST:
            raise SetupError(
                f"There are {len(records):,} entries; more than {_MOST:,} are not read."
            )
        drafts = [draft for each in records if (draft := self._draft(each))]
        if self.bare and self._is_table:
            notes.append(
                f"Leads that are one word without an @, {self.bare}, are taken for accounts."
            )
        if self._unaddressed:
            notes.append(
                f"Channels without an address, {self._unaddressed}, are answers; `--chat` says what to put "
                "before their names."
            )
        if self._taken_as_own:
            notes.append(
                "A repository is a group's where its whole is owned by one of its subprojects."
            )
        return Found(
            kind,
            tuple(self._ordered(drafts)),
            tuple(self.leftovers),
            tuple(notes),
            labels=self.labels,
        )

    def _ordered(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield the drafts, with their places by their weights if there are any."""
        ranks = sorted(set(self._weights), reverse=True)
        for number, draft in enumerate(drafts):
            if len(ranks) > 1:
                order = ranks.index(self._weights[number]) + 1
                yield replace(draft, group=draft.group.model_copy(update={"order": order}))
            else:
                yield draft

    def _draft(self, record: Record) -> Draft | None:
        value = record.value
        if self._is_skipped(value):
            return None
        name, url = self._name(value)
        if not name:
            said = parts.line(" · ".join(parts.line(each) for each in value.values() if each))
            self.leftovers.append(
                Leftover("a row", "It has no name.", value=said, line=record.line)
            )
            return None
        drafting = Drafting(name, line=record.line, chat=self._chat)
        drafting.page(url)
        for meaning, constant in {**self._map.constants, **(record.constants or {})}.items():
            drafting.add(meaning, meaning, constant)
        for meaning, sources in self._map.fields.items():
            if meaning != "name":
                self._field(drafting, meaning, sources, value)
        self._answers(drafting, value)
        if any(cell.strip() for cell in record.spare):
            drafting.left(
                "cells without a column", "The header names fewer.", " ".join(record.spare)
            )
        drafting.category = drafting.category or record.kind
        draft = drafting.draft(full_name=f"{record.prefix} {name}" if record.prefix else "")
        self.bare += drafting.bare
        self._unaddressed += drafting.unaddressed
        self.leftovers += drafting.leftovers
        self.labels |= {
            key: each for key, each in drafting.labels.items() if key not in self.labels
        }
        return draft

    def _is_skipped(self, value: Mapping[str, Any]) -> bool:
        """Return whether an entry is no group by the map, and say so."""
        found = next((key for key, no in self._map.skip.items() if value.get(key) == no), None)
        if found:
            named = parts.line(value.get(FILE) or value.get("name"))
            why = f"Its {found} is {self._map.skip[found]}."
            self.leftovers.append(Leftover("a group", why, named))
        return found is not None

    def _answers(self, drafting: Drafting, value: Mapping[str, Any]) -> None:
        """Add the answers that the map names, and all that it does not mention."""
        for key, sources in self._map.charter.items():
            label = key.replace("_", " ").capitalize()
            for source in sources:
                for each in mapping.resolve(value, source.keys):
                    drafting.add(None, label, self._shown(each, source, value))
        for key, each in mapping.without(value, [*self._map.used(), (KEY,), (FILE,)]):
            meaning = None if isinstance(each, str) else vocabulary.MEETINGS
            drafting.add(meaning, key, self._shown(each, Source(path=key), value))

    def _name(self, value: Mapping[str, Any]) -> tuple[str, str]:
        sources = self._map.fields.get("name") or (Source(path="name"),)
        told = (each for source in sources for each in self._at(source, value))
        name = parts.line(next(told, ""))
        link = parts.LINK.fullmatch(name)
        return (link["text"].strip("*_ "), link["url"]) if link else (name.strip("*_ "), "")

    def _at(self, source: Source, value: Mapping[str, Any]) -> Iterator[Any]:
        """Yield what is at a source; a column's name can have dots in it."""
        if source.path in value:
            if value[source.path] not in (None, "", [], {}):
                yield value[source.path]
            return
        yield from mapping.resolve(value, source.keys)

    def _field(
        self, drafting: Drafting, meaning: str, sources: Sequence[Source], value: Mapping[str, Any]
    ) -> None:
        for source in sources:
            if source.read_as == "weight":
                told = next(self._at(source, value), 0)
                self._weights.append(told if isinstance(told, int) else 0)
                continue
            label = source.path if self._is_table else source.path.rpartition(".")[2]
            for each in self._at(source, value):
                if meaning in ("leads", vocabulary.FORMER):
                    self._lead(drafting, meaning, label, each, source)
                elif source.read_as == "owners":
                    self._owned(drafting, each)
                elif meaning == "channels":
                    self._channel(drafting, label, each, source)
                elif meaning == "focus" and not self._is_table and isinstance(each, str):
                    # Folded YAML has one line break where a paragraph ends.
                    drafting.add(
                        meaning, label, re.sub(r"(?<!\n)\n(?!\n)", "\n\n", each.strip("\n"))
                    )
                else:
                    drafting.add(meaning, label, each)

    def _lead(
        self, drafting: Drafting, meaning: str, label: str, value: Any, source: Source
    ) -> None:
        for each in value if isinstance(value, list) else [value]:
            is_account = isinstance(each, str) and self._map.names
            person = {"github": each, "name": self._name_of(each)} if is_account else each
            drafting.lead(meaning, label, person, source.role)

    def _name_of(self, account: str) -> str:
        """Return the name that a file of its own has for an account."""
        path = self._map.names.replace("{}", account)
        if account not in self._names:
            data = self._tree.read(path) if self._tree and ACCOUNT.fullmatch(account) else None
            try:
                value = _FORMATS[_format_of(path)](path, data)[0] if data else {}
            except SetupError:
                value = {}
            self._names[account] = parts.line(value.get("name") if isinstance(value, dict) else "")
        return self._names[account]

    def _channel(self, drafting: Drafting, label: str, value: Any, source: Source) -> None:
        address = source.address if source.address_if in self._text else ""
        if self._chat and (places := _PLACE.findall(source.address)):
            address = f"{self._chat}{{{places[-1]}}}"
        for each in value if isinstance(value, list) else [value]:
            keys = each if isinstance(each, dict) else {"": each}
            filled = _filled(address, keys, is_address=True)
            if address and filled and "://" not in parts.line(keys.get("", "")):
                drafting.add("channels", label, {"url": filled, "name": _filled(source.name, keys)})
            elif isinstance(each, dict) and source.name:
                drafting.add("channels", label, _filled(source.name, keys))
            else:
                drafting.add("channels", label, each)

    def _owned(self, drafting: Drafting, value: Any) -> None:
        link = parts.line(value)
        if owners.is_of_whole(link):
            self._taken_as_own = True
            drafting.add("repositories", "owners", owners.repository(link))

    def _shown(self, value: Any, source: Source, entry: Mapping[str, Any]) -> Any:
        """Return a value as the charter has it: OWNERS files by what they own, relative links in full."""
        if source.read_as == "accounts":
            return [_account(each) for each in value] if isinstance(value, list) else value
        if isinstance(value, list):
            return [self._shown(each, Source(path=""), entry) for each in value]
        if isinstance(value, dict):
            return {key: self._shown(each, Source(path=""), entry) for key, each in value.items()}
        if isinstance(value, str):
            if self._base and re.fullmatch(
                r"\.{0,2}/?[\w./-]+\.(?:md|rst|html|txt|adoc)(?:#[\w-]*)?", value
            ):
                folder = parts.line(entry.get("dir"))
                return urljoin(urljoin(self._base, f"{folder}/") if folder else self._base, value)
            return owners.place(value) if value.endswith("/OWNERS") else value
        return value


def _account(value: Any) -> str:
    """Return an account with its mark, and its roles if it has some."""
    given = value if isinstance(value, dict) else {"github": value}
    told = parts.line(given.get("github"))
    roles = (
        ", ".join(map(parts.line, given.get("roles") or ()))
        if isinstance(given.get("roles"), list)
        else ""
    )
    if not ACCOUNT.fullmatch(told):
        return parts.told(value)
    return f"@{told} ({roles})" if roles else f"@{told}"


def _filled(text: str, keys: Mapping[str, Any], *, is_address: bool = False) -> str:
    """Return a text with values in its places; nothing if one of them is missing."""
    places = _PLACE.findall(text)
    if not text or any(not parts.line(keys.get(place)) for place in places):
        return ""

    def told(place: re.Match[str]) -> str:
        said = parts.line(keys.get(place[1]))
        return quote(said.removeprefix("#"), safe="") if is_address and "://" not in said else said

    return _PLACE.sub(told, text)
