"""A table as CSV or TSV → its rows, and a map of what its columns are called."""

import csv
import io
from collections.abc import Sequence

from wgbot.setup.importers import emails, parts, vocabulary
from wgbot.setup.importers.mapping import Map, Source
from wgbot.text.problems import SetupError


def read(name: str, text: str, file_format: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
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
