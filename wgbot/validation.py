"""What a pydantic model found wrong in a YAML file → problems with their lines."""

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from wgbot.problems import Problem
from wgbot.yamlfile import Document

# Where pydantic's words are not those of somebody who edits a YAML file.
_WORDS = {
    "extra_forbidden": (
        "{key} is not a key that is known here.",
        "Remove it, or mend its spelling.",
    ),
    "missing": ("{key} is missing.", "Add it."),
    "string_type": ("{key} is not a text: YAML reads it as something else.", "Put it in quotes."),
    "tuple_type": ("{key} has to be a list.", "Write `- ` before each item."),
    "list_type": ("{key} has to be a list.", "Write `- ` before each item."),
    "dict_type": ("{key} has to hold keys and values.", "Write `key: value` lines below it."),
    "model_type": ("{key} has to hold keys and values.", "Write `key: value` lines below it."),
    "int_type": ("{key} has to be a whole number.", "Write it without quotes."),
    "bool_type": ("{key} has to be `true` or `false`.", "Write one of the two."),
    "date_type": ("{key} has to be a date.", "Write it as `2018-08-29`, without quotes."),
}


def problems_of(
    error: ValidationError, check: str, path: str, document: Document
) -> Iterator[Problem]:
    """Give a problem for each of the errors, with the line of *document* that it is about."""
    seen = set()
    for details in error.errors(include_url=False):
        # A union tells of each of its kinds; the first of them is what a person meant.
        location = tuple(part for part in details["loc"] if not _is_kind(part))
        if location in seen:
            continue
        seen.add(location)
        what, fix = _words(details)
        yield Problem(
            check,
            what,
            fix,
            field=str(location[0]) if location else None,
            values={"key": _dotted(location) or "the file"},
            path=path,
            line=document.line(location),
        )


def _is_kind(part: str | int) -> bool:
    return isinstance(part, str) and (part in ("str", "bool") or "[" in part or part == "Options")


def _dotted(location: tuple[str | int, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location)


def _words(details: ErrorDetails) -> tuple[str, str]:
    if details["type"] in _WORDS:
        return _WORDS[details["type"]]
    # Pydantic's message can hold the value; braces in it would be taken for a place to fill.
    message = details["msg"].removeprefix("Value error, ").replace("{", "(").replace("}", ")")
    return f"{{key}}: {message}.", "Correct it."
