"""Answers that are written as a registry file has them, in YAML; nothing is judged here."""

import re
from typing import TypeVar

from pydantic import ValidationError

from wgbot.files import yaml
from wgbot.files.validation import FileModel

_Item = TypeVar("_Item", bound=FileModel)
_BEGINS = re.compile(r"\s*+(?:- |\[)?\s*+\{?\s*+[a-z]++:(?: |$)")


def read(text: str, key: str, model: type[_Item]) -> tuple[_Item, ...] | None:
    """Read a list as a file has it below *key*, or one item of it; None for any other text."""
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and lines[0].strip() == f"{key}:":
        lines = lines[1:]
    if not lines or not _BEGINS.match(lines[0]):
        return None
    try:
        value = yaml.load("\n".join(lines).encode("utf-8", "replace")).value
        listed = value if isinstance(value, list) else [value]
        return tuple(map(model.model_validate, listed))
    except (yaml.YamlError, ValidationError):
        return None
