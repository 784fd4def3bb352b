"""A file that holds an issue: its body as GitHub delivers it, with a head of its own if need be.

The head says what a body does not: title, author and number, as YAML between two `---` lines.
"""

import re
from typing import Any

from wgbot.files import yaml
from wgbot.proposals.proposal import Issue
from wgbot.text.problems import SetupError

_HEAD = re.compile(r"---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEYS: dict[str, tuple[type, str]] = {
    "title": (str, "a text, in quotes if need be"),
    "author": (str, "the name of an account, in quotes if need be"),
    "number": (int, "a whole number, from 1 on"),
}


def load(data: bytes, path: str) -> Issue:
    """Read an issue from the bytes of the file at *path*; SetupError if it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SetupError(
            f"{path} is not UTF-8 text (byte {error.start + 1:,}). Save it as UTF-8."
        ) from error
    head = _HEAD.match(text)
    values = _values(head[1]) if head else None
    if head is None or values is None:
        return Issue(body=text)
    given = {key: value for key, value in values.items() if value is not None}
    for key, value in given.items():
        kind, meaning = _KEYS[key]
        if (
            not isinstance(value, kind)
            or isinstance(value, bool)
            or not value
            or (isinstance(value, int) and value < 0)
        ):
            raise SetupError(f"{path}: `{key}` in its head has to be {meaning}. Correct it.")
    return Issue(body=text[head.end() :], **given)


def _values(head: str) -> dict[str, Any] | None:
    """Read the head; None if it is none of ours, and so belongs to the body."""
    try:
        values = yaml.load(head.encode()).value
    except yaml.YamlError:
        return None
    return values if isinstance(values, dict) and set(values) <= set(_KEYS) else None
