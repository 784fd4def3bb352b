"""Inside one value of a YAML text: items and keys are changed where they stand, and all else stays.

A value is given as it is, as it is read, and as it shall be. What cannot be changed in its place
raises `Coarse`: then what it is in has to be written anew, which is for whoever asked. Nothing here
sees to it that the result is read as is meant.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from wgbot.files import alignment
from wgbot.files import yaml as files_yaml
from wgbot.files.yaml_nodes import BREAKS, Node, comments, line_end


class Coarse(Exception):  # noqa: N818  # it is what the change would have to be
    """A value that cannot be changed in its place."""


class Change(NamedTuple):
    """What stands from one character to another becomes another text."""

    start: int
    end: int
    text: str


def applied(text: str, changes: Sequence[Change], start: int, end: int) -> str:
    """Return what stands from *start* to *end* with all *changes*, which are in there and apart."""
    written, position = [], start
    for change in sorted(changes, key=lambda each: each[:2]):
        written += [text[position : change.start], change.text]
        position = change.end
    return "".join([*written, text[position:end]])


class Editor:
    """Finds what has to change in one text."""

    def __init__(self, text: str, line_break: str) -> None:
        """Look at *text*; what is written ends its lines with *line_break*."""
        self._text = text
        self._break = line_break

    def changes(self, place: Node, old: Any, new: Any) -> list[Change]:
        """Return what makes *new* of the *old* value at *place*; raise Coarse if nothing there does."""
        if old == new:
            return []
        match place.kind, old, new:
            case "mapping", dict(), dict() if new:
                make = self._flow_mapping if place.flow else self._mapping
                return make(place, old, new)
            case "sequence", list(), list() if new:
                return self._sequence(place, old, new)
        return [self._scalar(place, new)]

    def _scalar(self, place: Node, new: Any) -> Change:
        if place.kind != "scalar" or place.literal or isinstance(new, dict | list):
            raise Coarse
        (first, *more) = files_yaml.dump({"k": new}).removeprefix("k:").rstrip("\n").split("\n")
        if more or self._is_multiline(place):
            raise Coarse
        space = " " if self._text[place.start - 1] == ":" else ""
        return Change(place.start, place.end, f"{space}{first.strip()}")

    def _is_multiline(self, place: Node) -> bool:
        return line_end(self._text, place.start) < place.end

    # Mappings, a key a line.

    def _mapping(self, place: Node, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
        pairs = {self._text_of(key): (key, value) for key, value in place.pairs()}
        known = [key for key in pairs if key in new]
        if not known or not set(old) <= set(pairs):
            raise Coarse
        found: list[Change] = []
        above: str | None = None
        for key, value in new.items():
            if key in pairs:
                if old.get(key) != value:
                    found += self._value(place, *pairs[key], key, old.get(key), value)
                above = key
            else:
                found.append(self._added(place, pairs[above] if above else None, key, value))
        removed = [key for key in old if key not in new]
        for key in removed:
            found.append(self._removed(place, pairs[key], is_alone=len(removed) == 1))
        return found

    def _text_of(self, key: Node) -> str:
        value = yaml.load(self._text[key.start : key.end], Loader=yaml.BaseLoader)  # noqa: S506  # it makes texts only
        return str(value)

    def _value(
        self, place: Node, key: Node, value: Node, name: str, old: Any, new: Any
    ) -> list[Change]:
        """Change the value of a key in its place, or write the key's lines anew."""
        try:
            return self.changes(value, old, new)
        except Coarse:
            end = max(key.end, value.end)
            beside = list(comments(self._text, ((key.start, key.end), *value.spans), end))
            if beside or self._text[end : end + 1] not in ("", *BREAKS):
                raise
            lines = self._dumped({name: new}, place.column)
            return [Change(key.start, end, lines[place.column :].rstrip(BREAKS))]

    def _added(self, place: Node, above: tuple[Node, Node] | None, name: str, value: Any) -> Change:
        lines = self._dumped({name: value}, place.column)
        if above is None:
            # The first key can stand behind the dash of an item.
            return Change(place.start, place.start, lines[place.column :] + " " * place.column)
        return self._below(max(above[0].end, above[1].end), lines)

    def _removed(self, place: Node, pair: tuple[Node, Node], *, is_alone: bool) -> Change:
        key, value = pair
        if self._indent(key.start) is None:
            # Behind the dash of an item: the next key takes its place.
            after = next((each.start for each in place.parts[2::2]), None)
            spans = ((key.start, key.end), *value.spans)
            if key.start != place.start or after is None or not is_alone:
                raise Coarse
            if any(comments(self._text, spans, after)):
                raise Coarse
            return Change(key.start, after, "")
        return self._without((key.start, key.end), value, key.column)

    # Lists, an item behind a dash.

    def _sequence(self, place: Node, old: Sequence[Any], new: Sequence[Any]) -> list[Change]:
        if len(old) != len(place.parts):
            raise Coarse
        if len(old) * len(new) > alignment.MOST_PAIRS:
            raise Coarse
        steps = alignment.aligned(old, new)
        if place.flow:
            return self._flow(place, [(i, new[j]) for i, j in steps if j is not None], old)
        dashes = self._dashes(place)
        found: list[Change] = []
        above: int | None = None
        for i, j in steps:
            if i is None:
                item = self._dumped([new[j or 0]], place.column)
                if above is None:
                    start = self._line_start(dashes[0])
                    found.append(Change(start, start, item))
                else:
                    found.append(self._below(max(dashes[above] + 1, place.parts[above].end), item))
                continue
            above = i
            if j is None:
                found.append(
                    self._without((dashes[i], dashes[i] + 1), place.parts[i], place.column)
                )
            elif old[i] != new[j]:
                found += self._item(place, dashes[i], place.parts[i], old[i], new[j])
        return found

    def _item(self, place: Node, dash: int, item: Node, old: Any, new: Any) -> list[Change]:
        """Change an item in its place, or write it anew below its comments."""
        try:
            return self.changes(item, old, new)
        except Coarse:
            without = self._without((dash, dash + 1), item, place.column)
            return [without._replace(text=without.text + self._dumped([new], place.column))]

    def _dashes(self, place: Node) -> list[int]:
        """Return where each item's dash is; each has to begin a line."""
        dash = re.compile(rf"^ {{{place.column}}}-(?=\s)", re.MULTILINE)
        found, position = [place.start], place.start
        if self._indent(place.start) is None:
            raise Coarse
        for before, item in zip(place.parts, place.parts[1:], strict=False):
            position = max(position, before.end)
            listed = dash.search(self._text, position, item.start + 1)
            if listed is None:
                raise Coarse
            position = listed.end() - 1
            found.append(position)
            position += 1
        return found

    # Both, in brackets or braces.

    def _flow_mapping(
        self, place: Node, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> list[Change]:
        pairs = {self._text_of(key): (key, value) for key, value in place.pairs()}
        if not set(old) <= set(pairs):
            raise Coarse
        if set(old) == set(new):
            return [
                change for key in new for change in self.changes(pairs[key][1], old[key], new[key])
            ]
        texts = []
        for key, value in new.items():
            if key in old:
                changes = self.changes(pairs[key][1], old[key], value)
                start, end = pairs[key][0].start, max(pairs[key][0].end, pairs[key][1].end)
                texts.append(applied(self._text, changes, start, end))
            else:
                texts.append(_in_line({key: value}))
        ends = [max(key.end, value.end) for key, value in place.pairs()]
        return self._joined(place, [key.start for key, _ in place.pairs()], ends, texts)

    def _flow(
        self, place: Node, items: Sequence[tuple[int | None, Any]], old: Sequence[Any]
    ) -> list[Change]:
        texts = []
        for i, value in items:
            if i is None:
                texts.append(_in_line([value]))
            else:
                part = place.parts[i]
                changes = self.changes(part, old[i], value)
                texts.append(applied(self._text, changes, part.start, part.end))
        starts, ends = [each.start for each in place.parts], [each.end for each in place.parts]
        return self._joined(place, starts, ends, texts)

    def _joined(
        self, place: Node, starts: Sequence[int], ends: Sequence[int], texts: Sequence[str]
    ) -> list[Change]:
        """Write what is in brackets or braces from its parts, parted as they were."""
        if any(comments(self._text, place.spans, place.end)):
            raise Coarse
        if not starts:
            return [Change(place.start + 1, place.end - 1, ", ".join(texts))]
        between = self._text[ends[0] : starts[1]] if len(starts) > 1 else ", "
        return [Change(starts[0], ends[-1], between.join(texts))]

    # Lines.

    def _dumped(self, value: Any, column: int) -> str:
        """Return a key or an item as whole lines, from the start of a line."""
        lines = files_yaml.dump(value).split("\n")[:-1]
        lines = lines[:-1] if lines[-1] == "..." else lines
        return "".join(
            f"{' ' * column}{line}{self._break}" if line else self._break for line in lines
        )

    def _below(self, position: int, lines: str) -> Change:
        """Put whole lines below the one that *position* is in."""
        end = position if self._text[position - 1] in BREAKS else line_end(self._text, position)
        ended = "" if self._text[end - 1] in BREAKS else self._break
        return Change(end, end, ended + lines)

    def _without(self, head: tuple[int, int], value: Node, column: int) -> Change:
        """Take the lines out that begin with a key or a dash, but for the comments in them."""
        start = self._line_start(head[0])
        if self._text[start : head[0]].strip(" "):
            raise Coarse
        last = max(head[1], value.end)
        end = last if self._text[last - 1] in BREAKS else line_end(self._text, last)
        kept = (
            " " * column + self._text[begin:until].lstrip(" \t") + self._break
            for begin, until in comments(self._text, (head, *value.spans), end)
        )
        return Change(start, end, "".join(kept))

    def _line_start(self, position: int) -> int:
        before = self._text[:position]
        return max(before.rfind(sign) for sign in BREAKS) + 1

    def _indent(self, position: int) -> int | None:
        """Return how far a line is indented that begins at *position*; None if another thing does."""
        before = self._text[self._line_start(position) : position]
        return None if before.strip(" ") else len(before)


def _in_line(value: Any) -> str:
    written = files_yaml.dump(value, in_line=True).rstrip("\n")
    if "\n" in written:
        raise Coarse
    return written[1:-1]
