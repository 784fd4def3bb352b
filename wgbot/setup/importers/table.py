"""A table of groups: CSV with a header, or JSON with one object a group.

Columns are known by their names, in the words that lists use for them. Every other column becomes
an answer in the charter.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from wgbot.setup.importers import columns, emails, parts
from wgbot.setup.importers.found import Found
from wgbot.setup.importers.parts import Status, key
from wgbot.setup.importers.row import Row
from wgbot.text.problems import SetupError

_MOST = 5_000


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
                lines.append((begins, list(map(emails.marked, row))))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise SetupError(f"This is not CSV: line {reader.line_num}: {error}.") from error
    header = lines[0][1] if lines else []
    if "name" not in [columns.meaning(label) for label in header]:
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
    listed = _objects(emails.marked_values(value))
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
    rows = [Row(cells, spare, line, status) for line, cells, spare in given]
    bare = sum(row.bare for row in rows) if kind != "json" else 0
    labels = {key(label): label for label in header if not columns.meaning(label)}
    return Found(
        kind,
        tuple(row.draft for row in rows if row.draft),
        tuple(left for row in rows for left in row.leftovers),
        (f"{bare} leads are one word without an @, and taken for accounts at GitHub.",)
        if bare
        else (),
        outline=tuple(f"column “{parts.line(label)}”" for label in header),
        labels=labels,
    )
