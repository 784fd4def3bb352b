"""The bytes of a file → its data, whatever format it has."""

import json
import tomllib
from collections.abc import Callable
from typing import Any

from wgbot.files import yaml
from wgbot.setup.importers import emails
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
