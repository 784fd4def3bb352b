"""A registry file, changed in place: what says something else is rewritten, all else stays.

Nothing here reads a file or writes one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from wgbot.files import yaml as files_yaml
from wgbot.files.yaml_inside import Coarse, Editor, applied
from wgbot.files.yaml_nodes import BREAKS, Node, comments, is_literal, line_end, node
from wgbot.registry.folder import as_written
from wgbot.registry.group import Group
from wgbot.text.problems import WgbotError

_BYTE_ORDER_MARK = "\ufeff"

_LINE = re.compile(f"[^{BREAKS}]*(?:\r\n|[{BREAKS}]|\\Z)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_EMPTY_LINES = re.compile(f"(?:[ \t]*+(?:\r\n|[{BREAKS}]))*")


class CannotEdit(WgbotError):  # noqa: N818  # it is what the file is
    """A registry file that only a person can change."""


def revise(path: str, text: str, before: Group, after: Group) -> str:
    """Return *text*, that of the file at *path*, changed so that it reads as *after*, not as *before*.

    Only what differs between the two is changed: in its place where that works, and else with the
    whole value of its key at the top. Raises CannotEdit, which says what to write, if neither does.
    """
    if not _reads_as(text, before):
        raise CannotEdit(f"{path} has changed since it was read. Run wgbot once more.")
    old, new = _values(before), _values(after)
    changed = {key for key in Group.model_fields if old.get(key) != new.get(key)}
    if not changed:
        return text
    head = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    body = text.removeprefix(head)
    blocks = _blocks(body)
    if blocks is None:
        raise CannotEdit(
            f"{path} cannot be changed by wgbot: its keys do not all begin a line of their own. "
            f"Write each as `key: value`, without braces or question marks, or change "
            f"{_listed(changed)} by hand{_to_write(changed, new)}"
        )
    for is_fine in (True, False):
        revised = head + _revised(body, blocks, changed, old if is_fine else {}, new)
        if _reads_as(revised, after):
            return revised
    raise CannotEdit(
        f"{path} cannot be changed by wgbot: it would not be read as is meant. Change "
        f"{_listed(changed)} by hand{_to_write(changed, new)}"
    )


def _to_write(changed: set[str], new: Mapping[str, Any]) -> str:
    """Return the end of a sentence that says by hand what has to be written, and what removed."""
    kept = {key: value for key, value in new.items() if key in changed}
    gone = _listed(changed - set(kept))
    removed = f"; remove {gone}" if gone else ""
    return f"{removed}. Write:\n\n{files_yaml.dump(kept)}" if kept else f"{removed}."


def _listed(keys: set[str]) -> str:
    return ", ".join(f"`{key}`" for key in Group.model_fields if key in keys)


def _reads_as(text: str, group: Group) -> bool:
    try:
        return Group.model_validate(files_yaml.load(text.encode()).value) == group
    except (files_yaml.YamlError, UnicodeEncodeError, ValidationError):
        return False


def _values(group: Group) -> dict[str, Any]:
    """Return what a file says about *group*, by key, and of its charter also what says nothing."""
    values = as_written(group)
    if group.charter:
        values["charter"] = {
            key: list(answer) if isinstance(answer, tuple) else answer
            for key, answer in group.charter.items()
        }
    return values


@dataclass(frozen=True, slots=True)
class _Block:
    """A key at the top level and its value: whole lines, and what is where in them.

    All positions count characters from the start of the text.
    """

    key: str
    start: int
    key_at: int
    key_end: int
    end: int
    """The end of the value's last line, or of the last comment that is indented like a value."""
    scalar: tuple[int, int] | None
    """Where the value is, if it is a plain or a quoted text, a number, a date or nothing."""
    comments: tuple[tuple[int, int], ...]
    """All comments in these lines, each with the space before it."""
    literal: bool
    """Whether the last thing in the value is a block text, that a line end at its end changes."""
    value: Node


def _blocks(text: str) -> list[_Block] | None:
    """Find the keys at the top level, in the order of the text; None if one shares its line."""
    events: list[Any] = list(yaml.parse(text, Loader=files_yaml.LOADER))
    # Around what the mapping holds: the starts of stream, document and mapping, and their ends.
    mapping, inside = events[2], events[3:-3]
    items: list[list[Any]] = []
    depth, is_key = 0, True
    for event in inside:
        if depth == 0 and is_key:
            items.append([])
        items[-1].append(event)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth == 0:
            is_key = not is_key
    # A mapping begins at its first key, unless a brace or a question mark comes before.
    column = mapping.start_mark.column
    if any(item[0].start_mark.column != column for item in items):
        return None
    return [_block(text, item[0], item[1:]) for item in items]


def _block(text: str, key: Any, value: Sequence[Any]) -> _Block:
    start = key.start_mark.index - key.start_mark.column
    key_end = key.end_mark.index
    inside = node(text, iter(value))
    spans = [(key.start_mark.index, key_end), *inside.spans]
    last = spans[-1][1]
    end = last if text[last - 1] in BREAKS else line_end(text, last)
    end = _end_with_comments(text, end, key.start_mark.column)
    return _Block(
        key=key.value,
        start=start,
        key_at=key.start_mark.index,
        key_end=key_end,
        end=end,
        scalar=_scalar(value[0]),
        comments=tuple(comments(text, spans, end)),
        literal=any(is_literal(event) and event.end_mark.index >= last for event in value),
        value=inside,
    )


def _end_with_comments(text: str, end: int, column: int) -> int:
    """Return where the last comment below a value ends that is indented like it.

    It belongs to what is above it, and could become text of another value.
    """
    position = end
    while position < len(text):
        start, position = position, line_end(text, position)
        line = text[start:position].strip(BREAKS)
        if line.strip(" \t") and not line.lstrip(" \t").startswith("#"):
            break
        if line.strip(" \t") and len(line) - len(line.lstrip(" ")) > column:
            end = position
    return end


def _scalar(event: Any) -> tuple[int, int] | None:
    if isinstance(event, yaml.CollectionStartEvent) or is_literal(event):
        return None
    return event.start_mark.index, event.end_mark.index


def _revised(
    text: str,
    blocks: Sequence[_Block],
    changed: set[str],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> str:
    writer = _Writer(text, blocks[0], old, new)
    added = _added(blocks, changed, new)
    written = [text[: blocks[0].start]]
    own_empty_lines = False
    for block, below in zip(blocks, [*(each.start for each in blocks[1:]), len(text)], strict=True):
        lines = text[block.start : block.end]
        open_end = block.literal and lines[-1:] not in BREAKS and block.key in added
        if block.key in changed or open_end:
            lines = writer.rewritten(block)
        for key in added.get(block.key, ()):
            lines = writer.ended(lines) + writer.written(key)
        gap = text[block.end : below]
        if lines:
            own_empty_lines = _ends_in_empty_line(lines)
        if own_empty_lines:
            # It would take those below for its own.
            empty = _EMPTY_LINES.match(gap)
            gap = gap[empty.end() if empty else 0 :]
        if gap:
            own_empty_lines = False
        written += lines, gap
    return "".join(written)


def _added(
    blocks: Sequence[_Block], changed: set[str], new: Mapping[str, Any]
) -> dict[str, list[str]]:
    """Return the keys to add, by the key that they come below: the nearest before them in a group."""
    present = {block.key for block in blocks}
    added: dict[str, list[str]] = {}
    above = "name"
    for key in Group.model_fields:
        if key in present and not (key in changed and key not in new):
            above = key
        elif key in new and key in changed:
            added.setdefault(above, []).append(key)
    return added


def _ends_in_empty_line(lines: str) -> bool:
    parts = _LINE.findall(lines.rstrip(" \t"))
    # The last match is the empty one at the end.
    return len(parts) > 1 and not parts[-2].strip(f" \t{BREAKS}")


class _Writer:
    """Write values into a text, in its manner: its line ends and its indentation."""

    def __init__(
        self, text: str, first: _Block, old: Mapping[str, Any], values: Mapping[str, Any]
    ) -> None:
        self._text = text
        self._indent = text[first.start : first.key_at]
        found = _LINE_END.search(text)
        self._end = found[0] if found else "\n"
        self._editor = Editor(text, self._end)
        self._old = old
        self._values = values

    def rewritten(self, block: _Block) -> str:
        """Rewrite a key: in its line if that works, or as a block below its comments."""
        if block.key not in self._values:
            return "".join(self._comment(span) for span in block.comments)
        if inside := self._changed_inside(block):
            return inside
        first, *more = self._dumped(block.key)
        if block.scalar and not more:
            start, end = block.scalar
            space = " " if self._text[start - 1] == ":" else ""
            before, after = self._text[block.start : start], self._text[end : block.end]
            return f"{before}{space}{first.removeprefix(': ')}{after}"
        key_line_end = line_end(self._text, block.key_end)
        beside = [span for span in block.comments if span[0] < key_line_end]
        above = "".join(self._comment(span) for span in block.comments if span not in beside)
        name = self._text[block.key_at : block.key_end]
        comment = "".join(self._text[start:end] for start, end in beside)
        return above + self._lines([f"{name}{first}{comment}", *more])

    def _changed_inside(self, block: _Block) -> str:
        """Change items and keys of a value where they stand; empty if that can't be done."""
        old, new = self._old.get(block.key), self._values[block.key]
        if not isinstance(old, dict | list) or old == new:
            return ""
        try:
            changes = self._editor.changes(block.value, old, new)
        except Coarse:
            return ""
        return applied(self._text, changes, block.start, block.end)

    def written(self, key: str) -> str:
        """Write a key that is new."""
        first, *more = self._dumped(key)
        return self._lines([f"{key}{first}", *more])

    def ended(self, lines: str) -> str:
        """End the last line, if it is the text's last and has no end."""
        return lines if not lines or lines[-1] in BREAKS else lines + self._end

    def _dumped(self, key: str) -> list[str]:
        """Return the lines that say a key's value, without the key."""
        lines = files_yaml.dump({key: self._values[key]}).removeprefix(key).split("\n")[:-1]
        # PyYAML ends the document below a text that ends in empty lines.
        return lines[:-1] if lines[-1] == "..." else lines

    def _comment(self, span: tuple[int, int]) -> str:
        start, end = span
        return self._lines([self._text[start:end].lstrip(" \t")])

    def _lines(self, lines: Sequence[str]) -> str:
        return "".join(f"{self._indent}{line}{self._end}" if line else self._end for line in lines)
