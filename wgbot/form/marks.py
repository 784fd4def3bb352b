"""The lines of a body that read like headings of a form, and what is between them."""

from collections.abc import Sequence
from typing import NamedTuple

from wgbot.form.labels import LONGEST, as_seen
from wgbot.form.schema import Form

OPENING = "\n### "
"""What comes before the label in a heading."""


class Mark(NamedTuple):
    """A line of a body that reads like the heading of a field."""

    part: int
    """Which part of the body it opens; parts are what is between lines that start `### `."""
    number: int
    """Which field of the form it names."""


def label_of(part: str) -> str:
    """Return the text of the heading that opens *part*, as the page shows it."""
    line = part.partition("\n")[0]
    return as_seen(line) if len(line) <= LONGEST else ""


def text_under(parts: Sequence[str], part: int, end: int) -> str:
    """Return what is between the heading that opens *part* and the one that opens *end*."""
    rest = parts[part].partition("\n")[2]
    return rest if end == part + 1 else OPENING.join([rest, *parts[part + 1 : end]])


def find(form: Form, parts: Sequence[str]) -> list[Mark]:
    """Find the marks among the lines that open *parts*."""
    lines = [part.partition("\n")[0] for part in parts[1:]]
    numbers = {line: form.numbers.get(as_seen(line)) for line in set(lines) if len(line) <= LONGEST}
    return [
        Mark(part, number)
        for part, line in enumerate(lines, start=1)
        if (number := numbers.get(line)) is not None
    ]
