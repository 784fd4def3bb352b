"""One address replaced where it is in a registry file: just these characters.

Nothing is ever removed, but for a repository that would appear in a group's list twice.
"""

import copy
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from wgbot.files import yaml as files_yaml
from wgbot.files.yaml import Path
from wgbot.links.findings import LinkPlace
from wgbot.registry import rewrite
from wgbot.registry.folder import Entry
from wgbot.registry.group import Group
from wgbot.text import links
from wgbot.text.problems import WgbotError
from wgbot.text.sentences import Sentence

_ODD = Sentence("it is written in a way that only a person can change")


class LeftToPerson(Exception):  # noqa: N818 - it is no fault, and the pull request says so
    """An address that a person has to change."""

    def __init__(self, why: Sentence) -> None:
        """Say why."""
        super().__init__(why.plain)
        self.why = why


@dataclass(frozen=True, slots=True)
class Move:
    """An address that is another one now, in one place."""

    old: str
    new: str
    place: LinkPlace
    merged: bool = False
    """Whether the list had the new one already."""


def follow(source: str, entry: Entry, move: Move) -> tuple[str, bool]:
    """Return *source*, a registry file, with the one address replaced, and if that merged two.

    Raises LeftToPerson where wgbot can't.
    """
    try:
        before = files_yaml.load(source.encode("utf-8", "surrogateescape")).value
    except files_yaml.YamlError as error:
        raise LeftToPerson(Sentence("the file can't be read")) from error
    keys = _where(before, move)
    wanted = copy.deepcopy(before)
    old = _get(wanted, keys)
    _get(wanted, keys[:-1])[keys[-1]] = (
        move.new if old.strip() == move.old else _replaced(old, move)
    )
    if _is_double(wanted, keys):
        return _without(source, before, keys, entry), True
    start, end = _span(source, keys)
    written = source[start:end]
    if move.old in written:
        written = _replaced(written, move)
        followed = f"{source[:start]}{written}{source[end:]}"
        if _reads_as(followed, wanted):
            return followed, False
    quoted = f'"{move.new}"'
    followed = f"{source[:start]}{quoted}{source[end:]}"
    if old.strip() == move.old and _reads_as(followed, wanted):
        return followed, False
    raise LeftToPerson(_ODD)


def _replaced(written: str, move: Move) -> str:
    """Replace the address where it is by itself, not where a longer one begins with it."""
    parts = [written]
    for each in dict.fromkeys(links.in_text(written)):
        if each.startswith(move.old) and each != move.old:
            # Keep what is longer out of reach.
            parts = [piece for part in parts for piece in _split(part, each)]
    return "".join(
        part.replace(move.old, move.new) if number % 2 == 0 else part
        for number, part in enumerate(parts)
    )


def _split(part: str, kept: str) -> list[str]:
    pieces = part.split(kept)
    return [x for piece in pieces[:-1] for x in (piece, kept)] + pieces[-1:]


def _where(value: Any, move: Move) -> Path:
    """Find where the address is now: an item before it can be gone by an earlier repair."""
    keys = move.place.keys
    found = _get(value, keys)
    if _holds(found, move):
        return keys
    for number, key in enumerate(keys):
        parent = _get(value, keys[:number])
        if isinstance(key, int) and isinstance(parent, list):
            for other in range(len(parent)):
                moved = (*keys[:number], other, *keys[number + 1 :])
                if _holds(_get(value, moved), move):
                    return moved
    raise LeftToPerson(Sentence("it isn't there any more"))


def _holds(value: Any, move: Move) -> bool:
    if not isinstance(value, str):
        return False
    return value.strip() == move.old or move.old in links.in_text(value)


def _get(value: Any, keys: Path) -> Any:
    for key in keys:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _is_double(value: Any, keys: Path) -> bool:
    """Return whether the repository at *keys* appears in its list twice."""
    if keys[:1] != ("repositories",) or len(keys) != 2:
        return False
    addresses = [each.rstrip("/").lower() for each in value["repositories"]]
    return addresses.count(addresses[int(keys[1])]) > 1


def _without(source: str, before: Any, keys: Path, entry: Entry) -> str:
    """Return the file without one item of a list, where the item is a line of its own."""
    wanted = copy.deepcopy(before)
    del wanted["repositories"][keys[1]]
    start, end = _span(source, keys)
    line_start = source.rfind("\n", 0, start) + 1
    line_end = source.find("\n", end)
    line_end = len(source) if line_end < 0 else line_end + 1
    is_alone = source[line_start:start].strip(" \t\"'") == "-" and not source[end:line_end].strip(
        " \t\r\n\"'"
    )
    if is_alone:
        followed = source[:line_start] + source[line_end:]
        if _reads_as(followed, wanted):
            return followed
    was, shall = Group.model_validate(before), Group.model_validate(wanted)
    try:
        return rewrite.revise(entry.path, source, was, shall)
    except WgbotError as error:
        raise LeftToPerson(_ODD) from error


def _span(source: str, keys: Path) -> tuple[int, int]:
    """Find where the value at *keys* is written."""
    head = len(source) - len(source.removeprefix("\ufeff"))
    node: Any = yaml.compose(source[head:], Loader=files_yaml.LOADER)
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            node = next(value for name, value in node.value if name.value == key)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key]
    return node.start_mark.index + head, node.end_mark.index + head


def _reads_as(source: str, wanted: Any) -> bool:
    try:
        value = files_yaml.load(source.encode("utf-8", "surrogateescape")).value
        Group.model_validate(value)
    except (files_yaml.YamlError, ValidationError, UnicodeEncodeError):
        return False
    return bool(value == wanted)
