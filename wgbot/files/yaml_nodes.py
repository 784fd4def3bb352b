"""Where the parts of a YAML text stand: each value with its place, and the comments between them.

PyYAML's events have the marks; what they leave out is where a block text ends, and all comments.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

import yaml

BREAKS = "\r\n\x85\u2028\u2029"
"""What ends a line is what does to YAML 1.1, or a comment would seem longer than it is."""
_LINE = re.compile(f"[^{BREAKS}]*(?:\r\n|[{BREAKS}]|\\Z)")
_COMMENT = re.compile(f"(?<![ \t])[ \t]*+#[^{BREAKS}]*+")


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a text. All positions count characters from the start of the text."""

    kind: Literal["scalar", "mapping", "sequence"]
    start: int
    end: int
    """Where what can be seen of it ends."""
    column: int
    flow: bool
    """Whether it is in braces or brackets."""
    literal: bool
    """Whether it is a block text."""
    spans: tuple[tuple[int, int], ...]
    """Where its parts are that can be seen: between them, `#` begins a comment."""
    parts: tuple["Node", ...] = ()
    """Its items; or its keys and their values, one after another."""

    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        """Yield each key with its value."""
        return zip(self.parts[::2], self.parts[1::2], strict=True)


def node(text: str, events: Iterator[Any]) -> Node:
    """Return the value that the next of PyYAML's *events* begin."""
    event = next(events)
    start, column = event.start_mark.index, event.start_mark.column
    if isinstance(event, yaml.ScalarEvent):
        spans = tuple(span(text, event))
        end = spans[-1][1] if spans else start
        return Node("scalar", start, end, column, False, is_literal(event), spans)
    parts: list[Node] = []
    closing = yaml.MappingEndEvent if isinstance(event, yaml.MappingStartEvent) else None
    while True:
        event_after = next(events)
        if isinstance(event_after, closing or yaml.SequenceEndEvent):
            break
        parts.append(node(text, chain((event_after,), events)))
    flow = bool(event.flow_style)
    found = [each for part in parts for each in part.spans]
    if flow:
        found = [(start, start + 1), *found, *span(text, event_after)]
    return Node(
        "mapping" if closing else "sequence",
        start,
        found[-1][1] if found else start,
        column,
        flow,
        False,
        tuple(found),
        tuple(parts),
    )


def is_literal(event: Any) -> bool:
    """Return whether an event is a block text."""
    return isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">")


def line_end(text: str, position: int) -> int:
    """Return where the line ends that *position* is in."""
    line = _LINE.match(text, position)
    return line.end() if line else len(text)


def span(text: str, event: Any) -> Iterator[tuple[int, int]]:
    """Yield where a part of a value is, if it is one that can be seen."""
    start, end = event.start_mark.index, event.end_mark.index
    if is_literal(event):
        # A comment may stand beside the sign that opens it.
        opened = line_end(text, start)
        sign = text[start:opened].partition("#")[0]
        last_line = event.value.rstrip("\n").rpartition("\n")[2]
        if "+" not in sign and last_line.strip():
            # The empty lines below are none of its own.
            end = start + len(text[start:end].rstrip(f" \t{BREAKS}"))
        yield min(opened, end), end
    elif isinstance(event, yaml.ScalarEvent):
        if start < end:
            yield start, end
    elif text[start:end] in ("]", "}"):
        yield start, end


def comments(text: str, spans: Sequence[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    """Yield the comments behind and between *spans*, up to *end*, each with the space before it."""
    starts = [start for start, _ in spans[1:]] + [end]
    for (_, after), before in zip(spans, starts, strict=True):
        for found in _COMMENT.finditer(text, after, before):
            yield found.span()
