"""The bytes of a file → its data, or the rows of its table, whatever format it has."""

import csv
import io
import json
import tomllib
from collections.abc import Callable, Sequence
from typing import Any

from wgbot.files import yaml
from wgbot.setup.importers import emails, parts, vocabulary
from wgbot.setup.importers.mapping import Map, Source
from wgbot.text.problems import SetupError


def of(path: str) -> str:
    """Return the format of a file, by its ending."""
    return {"yml": "yaml"}.get(ending := path.rpartition(".")[2].casefold(), ending)


_Lines = Callable[[tuple[str | int, ...]], int | None]


def _yaml(name: str, data: bytes) -> tuple[Any, _Lines]:
    try:
        document = yaml.load(data)
    except yaml.YamlError as error:
        raise SetupError(f"{name}:{error.line}: {error.what} {error.fix}") from error
    return document.value, document.line


def _json(name: str, data: bytes) -> tuple[Any, _Lines]:
    try:
        value = json.loads(decoded(name, data))
    except (ValueError, RecursionError) as error:
        raise SetupError(f"{name} is not JSON: {error}.") from error
    return value, lambda _: None


def _toml(name: str, data: bytes) -> tuple[Any, _Lines]:
    try:
        value = tomllib.loads(decoded(name, data))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SetupError(f"{name} is not TOML: {error}.") from error
    return value, lambda _: None


_READERS: dict[str, Callable[[str, bytes], tuple[Any, _Lines]]] = {
    "yaml": _yaml,
    "json": _json,
    "toml": _toml,
}
FORMATS = frozenset(_READERS)


def raw(name: str, data: bytes, file_format: str) -> tuple[Any, _Lines]:
    """Return the data of a file as it is, with its e-mail addresses, and the lines of its parts."""
    return _READERS[file_format](name, data)


def read(name: str, data: bytes) -> Any:
    """Return the data of a file, with a mark in place of each e-mail address."""
    return emails.marked_values(raw(name, data, of(name))[0])


def decoded(name: str, data: bytes) -> str:
    """Return the text of a file."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SetupError(f"{name}, line {line}, is not UTF-8. Save it as UTF-8.") from error


def rows(name: str, text: str, file_format: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header of a table and its rows with their lines: commas, semicolons or tabs part cells."""
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
    return header, rows[1:]


def columns(header: Sequence[str]) -> Map | None:
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
