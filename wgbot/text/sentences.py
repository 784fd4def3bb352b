"""A sentence and what is filled in, kept apart until the sentence was looked up in a language.

A sentence is known by its English, with its places: `There is already a group {other}.`
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

# `str.format` would do more than fill in a name, and fail at a brace that stands for itself.
_PLACE = re.compile(r"\{\{|\}\}|\{(\w+)\}")


def capitalize(text: str) -> str:
    """Return a text as a sentence begins with it; `str.capitalize` makes all others small."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class LinkedText:
    """A text by a stranger that leads to an address, which is a public one."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and what is filled in."""

    text: str
    """`{name}` stands for the value of that name, `{{` for a brace."""
    values: "Mapping[str, Value]" = field(default_factory=dict)

    def __str__(self) -> str:
        return fill(self.text, self.values, lambda value: f"“{value}”")

    @property
    def plain(self) -> str:
        """Return it as text, with what is filled in as it is."""
        return fill(self.text, self.values, _plain)


Value = str | int | LinkedText | Sentence | tuple["Value", ...]
"""What is filled in. A `str` is a stranger's text, unless it is Markdown or HTML that wgbot made."""


def _plain(value: object) -> str:
    return value.plain if isinstance(value, Sentence) else str(value)


def places(text: str) -> list[str]:
    """Return the names of the places in a sentence."""
    return [found[1] for found in _PLACE.finditer(text) if found[1]]


def fill(text: str, values: Mapping[str, object], shown: Callable[[object], str]) -> str:
    """Fill in *values*, each as *shown*; a place that has none stays as it is."""

    def filled(place: re.Match[str]) -> str:
        name = place[1]
        if name is None:
            return place[0][0]
        return shown(values[name]) if name in values else place[0]

    return _PLACE.sub(filled, text)
