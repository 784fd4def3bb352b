"""YAML that people write and review: read strictly, with the line of every value, and written plainly.

Registry files, the configuration and issue forms all pass through here. What a value means is for
whoever asked; what is not plain data (aliases, tags, a key twice, a second document) is refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from wgbot.text.escape import code_span

Path = tuple[str | int, ...]
"""Where a value is: the keys and positions that lead to it."""

MAX_BYTES = 256 * 1024
MAX_DEPTH = 16
MAX_NUMBER = 40
"""The most characters of a number, a date or another value that isn't a text."""

_CONFLICT = re.compile(r"^(?:<<<<<<<|>>>>>>>)(?:\s|$)", re.MULTILINE)

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's reader, libyaml's where that is there."""


class YamlError(Exception):
    """The text is not YAML that wgbot takes."""

    def __init__(self, what: str, fix: str, line: int) -> None:
        super().__init__(f"line {line}: {what}")
        self.what = what
        self.fix = fix
        self.line = line


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one YAML document, and the line that each part of it starts on."""

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of the value at *path*, or of the nearest part that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(data: bytes, *, as_text: bool = False) -> Document:
    """Read one YAML document.

    With *as_text* every scalar stays the text that is in the file (`yes` is "yes").
    Raises YamlError, with the line.
    """
    if len(data) > MAX_BYTES:
        raise YamlError(
            f"The file has {len(data):,} bytes; the limit is {MAX_BYTES:,}.",
            "Make it shorter.",
            1,
        )
    text = _decode(data)
    # The marks are looked for first, which is quicker.
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (conflict := _CONFLICT.search(text)):
        raise YamlError(
            "Git's conflict markers are in the file here.",
            "Keep the version that you want, and remove the markers.",
            text.count("\n", 0, conflict.start()) + 1,
        )
    try:
        return _Composer(text, as_text).document()
    except yaml.reader.ReaderError as error:
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        raise YamlError(
            "There is a character here that YAML doesn't allow.",
            "Remove it.",
            text.count("\n", 0, found.start()) + 1 if found else 1,
        ) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what, fix = _WORDS.get(error.problem or "", (None, None))
        raise YamlError(
            what or f"This is not valid YAML: {code_span(error.problem or 'unreadable', 120)}.",
            fix or "Fix it. A text with a colon, a quote or a `#` in it needs quotes around it.",
            # What is missing at the end is missed below the last line.
            min(mark.line, text.rstrip("\n").count("\n")) + 1 if mark else 1,
        ) from error


# The scanner's words for the slips that people make, in theirs.
_WORDS = {
    "found character that cannot start any token": (
        "A value starts with a character that has a special meaning in YAML, or a line with a tab.",
        "Put the value in quotes, and indent with spaces.",
    ),
    "mapping values are not allowed in this context": (
        "There is a colon followed by a space in a text, or a line is indented too far.",
        "Put the text in quotes, or align the line with the ones above.",
    ),
    "found unexpected end of stream": ("A quote is opened but never closed.", "Close it."),
}


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise YamlError("The file isn't UTF-8 text.", "Save it as UTF-8.", line) from error


# `=` and `<<` alone have a meaning in YAML 1.1, and none here.
_TEXT = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "value", "merge"))
_INTEGER = "tag:yaml.org,2002:int"
# `012` is 10, `1_0` is 10, `0x10` is 16.
_ODD_NUMBER = re.compile(r"[-+]?(?:0\d|.*_|0[bx]).*", re.IGNORECASE)
_COMMENTED_OUT = re.compile(r"[ \t:-]*#[^\s#]")
_COMMENTS = re.compile(r"[ \t]#[^\s#]")


# Says what a plain scalar is, and makes it; neither keeps anything.
_SCALARS = yaml.SafeLoader("")
_RESOLVE: Callable[..., str] = _SCALARS.resolve


class _Composer:
    """Build values from YAML's events, one by one: bounded in depth, and without references.

    PyYAML's own composer follows aliases and lets a later key replace an earlier one
    (https://github.com/yaml/pyyaml/issues/235 leaves limits to the caller).
    """

    def __init__(self, text: str, as_text: bool) -> None:
        self._next: Callable[[], Any] = LOADER(text).get_event
        self._source = text.split("\n") if _COMMENTS.search(text) else []
        """The lines in which a value may be taken for a comment."""
        self._as_text = as_text
        self._lines: dict[Path, int] = {}

    def document(self) -> Document:
        self._next()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return Document(None)
        value = self._value(self._next(), ())
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise YamlError(
                "A second document starts here (`---`).",
                "Keep one document per file.",
                after.start_mark.line + 1,
            )
        return Document(value, self._lines)

    def _value(self, event: Any, path: Path) -> Any:
        line = event.start_mark.line + 1
        self._lines.setdefault(path, line)
        if event.anchor is not None:  # an alias has the name of its anchor
            raise YamlError(
                "References (`&name`, `*name`) aren't supported.",
                "Write the value out, or quote it.",
                line,
            )
        if len(path) > MAX_DEPTH:
            raise YamlError(
                f"Values are nested more than {MAX_DEPTH} deep.", "Make it flatter.", line
            )
        is_scalar = isinstance(event, yaml.ScalarEvent)
        if event.tag is not None and not (is_scalar and event.tag == "!"):
            raise YamlError(
                "Tags (`!name`) aren't supported.", "Remove it, or quote the value.", line
            )
        if is_scalar:
            return self._scalar(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _scalar(self, event: Any, line: int) -> Any:
        if self._as_text:
            return event.value
        tag = _RESOLVE(yaml.ScalarNode, event.value, event.implicit)
        if tag in _TEXT:
            return event.value
        if not event.value and self._is_commented_out(event.start_mark):
            raise YamlError(
                "To YAML, everything from the `#` on is a comment, so there is no value.",
                "Put the value in quotes. If it is a comment, put a space after the `#`.",
                line,
            )
        if tag == _INTEGER and _ODD_NUMBER.fullmatch(event.value):
            raise YamlError(
                "YAML reads this as another number than it looks like.",
                "Write it in plain digits, without a zero in front, or put it in quotes.",
                line,
            )
        if len(event.value) > MAX_NUMBER:
            # Python takes ages over a number of 100,000 digits.
            raise YamlError(
                "YAML reads this as a number, but it's too long for one.", "Put it in quotes.", line
            )
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        try:
            return _SCALARS.yaml_constructors[tag](_SCALARS, node)
        except (ValueError, OverflowError) as error:
            # `2018-13-45` has the shape of a date and is none.
            raise YamlError(
                "This looks like a date, but that day doesn't exist.",
                "Correct it, or put it in quotes.",
                line,
            ) from error

    def _is_commented_out(self, mark: Any) -> bool:
        """Return whether a `#` stands where a value would, and a word right behind it."""
        here = self._source[mark.line : mark.line + 1]
        return any(_COMMENTED_OUT.match(line, mark.column) for line in here)

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise YamlError("A key has to be a plain word.", "Write `key: value`.", line)
            key = event.value
            if key == "<<" and event.implicit[0]:
                raise YamlError(
                    "Merging (`<<`) isn't supported.", "Write the keys and values out.", line
                )
            if key in mapping:
                raise YamlError("This key appears a second time.", "Keep one of the two.", line)
            self._lines[(*path, key)] = line
            mapping[key] = self._value(self._next(), (*path, key))
        return mapping


# Plain text that some YAML reader takes for something else: PyYAML reads `1e3`, `0o7`, `y` and
# `08` as text, readers of YAML 1.2 or of the letter of 1.1 do not. https://yaml.org/type/
# What begins like a number is one, or a date, only if no other letters are in it: `2 weeks` is none.
_MISREAD = re.compile(
    r"[-+.]?\d[\da-fobxtz_.,:+\s-]*|[-+]?\.(?:inf|nan)|y|n|yes|no|on|off|true|false|null|~|=|<<",
    re.IGNORECASE | re.DOTALL,
)

# Line breaks to YAML, and to few others: only double quotes keep them.
_ESCAPED = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff]")


class _PlainDumper(yaml.SafeDumper):
    """Write YAML as a person would: in the given order, lists indented, long texts as blocks.

    PyYAML's own writer, not libyaml's, which escapes every emoji and does not indent lists.
    """

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, _data: object) -> bool:
        """Write what is there twice, such as one date, twice: aliases are refused in registry files."""
        return True


def _text(dumper: Any, text: str) -> yaml.ScalarNode:
    style = None
    if _ESCAPED.search(text) or _MISREAD.fullmatch(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    node: yaml.ScalarNode = dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


_PlainDumper.add_representer(str, _text)


def dump(value: Any, *, in_line: bool = False) -> str:
    """Write plain data as one YAML document; reading it gives the same data again.

    *in_line* puts all of it between braces or brackets.
    """
    written: str = yaml.dump(
        value,
        Dumper=_PlainDumper,
        sort_keys=False,
        allow_unicode=True,
        width=2**30,
        default_flow_style=in_line,
    )
    return written
