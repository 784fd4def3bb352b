"""Files that people write, as pydantic models: how strict these are, and what they found → problems with lines."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from wgbot.text.problems import Problem

if TYPE_CHECKING:
    # Settings need no reader.
    from wgbot.files.yaml import Document, Path

MOST = 50
"""The most problems that are listed of one file."""
_T = TypeVar("_T")


class FileModel(BaseModel):
    """A part of a file, or the whole: it has no key that isn't known, no value of another type, and stays as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, serialize_by_alias=True)


Items = Annotated[tuple[_T, ...], Field(strict=False)]
"""A YAML list, which becomes a tuple, so that nothing in a model can change."""


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


Text = Annotated[str, AfterValidator(_not_blank)]
"""A text that says something."""

# Where pydantic's words are not those of somebody who edits a YAML file.
_WORDS = {
    "extra_forbidden": ("{key} isn't a known key.", "Correct or remove it."),
    "missing": ("{key} is missing.", "Add it."),
    "string_type": (
        "{key} has to be text, but YAML reads this as something else.",
        "Put it in quotes.",
    ),
    "tuple_type": ("{key} has to be a list.", "Write `- ` before each item."),
    "list_type": ("{key} has to be a list.", "Write `- ` before each item."),
    "dict_type": ("{key} has to hold keys and values.", "Write `key: value` lines below it."),
    "model_type": ("{key} has to hold keys and values.", "Write `key: value` lines below it."),
    "int_parsing": ("{key} has to be a whole number.", "Write digits only."),
    "int_type": ("{key} has to be a whole number.", "Write it without quotes."),
    "bool_type": ("{key} has to be `true` or `false`.", "Use one of them."),
    "date_type": ("{key} has to be a date.", "Write it as `2018-08-29`, without quotes."),
}


def problems_of(
    error: ValidationError, check: str, path: str, document: "Document"
) -> Iterator[Problem]:
    """Yield a problem for each of the errors, with the line of *document* that it is about."""
    found: dict[Path, ErrorDetails] = {}
    for details in error.errors(include_url=False):
        # A union tells of each of its kinds; the first of them is what a person meant.
        found.setdefault(_location(details, document), details)
    holding = {location[:length] for location in found for length in range(len(location))}
    # The union again: what is inside tells more.
    inmost = [location for location in found if location not in holding - {()}]
    for location in inmost[:MOST]:
        details = found[location]
        what, fix = _words(details)
        yield Problem(
            check,
            what if location else what.replace("{key}", "The file"),
            fix,
            field=str(location[0]) if location else None,
            values={"key": _dotted(location)},
            path=path,
            line=document.line(location),
        )


def _location(details: ErrorDetails, document: "Document") -> "Path":
    """Leave out of a place what isn't a key of the file, but a kind that the value could be of."""
    place: Path = ()
    *_, last = details["loc"] or ("",)
    for part in details["loc"]:
        is_missing = details["type"] == "missing" and part == last
        if (*place, part) in document.lines or is_missing:
            place = (*place, part)
    return place


def places(error: ValidationError, document: "Document") -> "list[Path]":
    """Return where in *document* the errors are."""
    return list(
        dict.fromkeys(_location(each, document) for each in error.errors(include_url=False))
    )


def _dotted(location: tuple[str | int, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location)


def _words(details: ErrorDetails) -> tuple[str, str]:
    if details["type"] in _WORDS:
        return _WORDS[details["type"]]
    context = details.get("ctx", {})
    if details["type"] == "literal_error":
        if context.get("expected") == "False":
            return (
                "{key} has to be `false`, which disables the check, or hold its options.",
                "Use one or the other.",
            )
        return f"{{key}} has to be {context.get('expected')}.", "Use one of them."
    if details["type"] in ("greater_than", "greater_than_equal"):
        more = f"more than {context['gt']}" if "gt" in context else f"{context.get('ge')} or more"
        return f"{{key}} has to be {more}.", "Correct the number."
    # Our own models' words complete a sentence; pydantic's can hold the value, and its braces.
    message = _escaped(details["msg"])
    if details["type"] == "value_error":
        message = message.removeprefix("Value error, ")
        return f"{{key}} {message}.", "Write it out." if message == "is empty" else "Correct it."
    return f"{{key}}: {message}.", "Correct it."


def _escaped(message: str) -> str:
    """Leave no place to fill in, and no markup of a value, in a *message*."""
    return " ".join(re.sub(r"[^\w ,.;:'`()-]", " ", message).split())[:200]
