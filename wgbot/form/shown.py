"""What the page shows of a Markdown text: comments, definitions of links and empty tags are not seen.

Nobody who looks at the issue reads them, so they are no answer, nor a part of one.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from wgbot.form.leaves import COMMENT_ENDS, Leaf, scan

_MAYBE = re.compile(r"<[!?]|\]:")
# https://spec.commonmark.org/0.31.2/#link-reference-definitions
_DEFINITION = re.compile(
    r"""\[(?P<label>(?:[^\[\]\\]|\\.){1,999}+)\]:[ \t]*+\n?[ \t]*+
    (?:<(?:[^<>\\\n]|\\.)*+>|[^\s<]\S*+)
    (?:(?:[ \t]++|[ \t]*+\n[ \t]*+)(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))
       [ \t]*+(?=\n|\Z)
    | [ \t]*+(?=\n|\Z))\n?""",
    re.VERBOSE | re.DOTALL,
)
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]:")
_REFERENCE = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
_TICKS = re.compile("`+")
_CODE_OR_COMMENT = re.compile(
    r"\\.|(?P<ticks>`++)|(?P<comment><!--|<\?|<!\[CDATA\[|<![A-Za-z])", re.DOTALL
)
# Of the others nothing is seen: pictures are, and what GitHub shows as it was typed.
# https://github.github.com/gfm/#disallowed-raw-html-extension-
_TAG = re.compile(
    r"""(?<!\\)</?(?!(?:img|video)\s[^<>]*(?<![\w-])src\s*=\s*["']?[^\s"'>]
        |(?:iframe|noembed|noframes|plaintext|script|style|textarea|title|xmp)\b)
    [A-Za-z][A-Za-z0-9-]*+(?=[\s/>])[^<>]*>""",
    re.VERBOSE | re.IGNORECASE,
)
_EMPTY_LINK = re.compile(r"(?<![\\!])\[\s*\](?:\([^()\s]*\)|\[[^\[\]]*\])")
BEGINS = re.compile(r"(?:[-*+>#] |\d{1,9}[.)] |\[[ xX]\] )*+[A-Za-z0-9]|`{3}|~{3}")
"""What is seen in any case where a text starts with it, as most do."""
_EMPTY_LINE = re.compile(r"^[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]*+)?$", re.MULTILINE)
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def shown(text: str) -> str:
    """Return *text* without what the page does not show."""
    if not _MAYBE.search(text):
        return text
    kept, at = [], 0
    for start, end in _hidden(text):
        line = text.rfind("\n", at, start) + 1 or at
        is_whole = (line == 0 or text[line - 1] == "\n") and not text[line:start].strip()
        # Of a line with nothing else on it, nothing stays.
        is_whole = is_whole and text[end : end + 1] == "\n"
        kept.append(text[at : line if is_whole else start])
        at = end + is_whole
    return "".join([*kept, text[at:]])


def shows_nothing(text: str) -> bool:
    """Return whether the page shows nothing of *text*."""
    if BEGINS.match(text):
        return False
    seen = shown(text)
    if seen != text:
        seen = _EMPTY_LINE.sub("", seen)
    seen = _EMPTY_LINK.sub("", _TAG.sub("", seen))
    return not any(map(_is_seen, html.unescape(seen)))


def _is_seen(char: str) -> bool:
    return not (
        char.isspace()
        or char in _BLANK
        or unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
    )


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    referenced = frozenset(_REFERENCE.findall(text)) if "[^" in text else frozenset()
    for leaf in scan(text, ("comment", "html", "text")):
        start = leaf.lines[0][0]
        if leaf.kind == "text":
            definitions, start = _definitions(text, leaf, referenced)
            yield from definitions
        yield from _comments(text, start, leaf.end, is_raw=leaf.kind != "text")


def _definitions(
    text: str, leaf: Leaf, referenced: frozenset[str]
) -> tuple[Sequence[tuple[int, int]], int]:
    """Return the lines at the start of a paragraph that define links, and where the rest begins."""
    if text[leaf.lines[0][0]] != "[":
        return (), leaf.lines[0][0]
    paragraph = "\n".join(text[start:end] for start, end in leaf.lines)
    if (footnote := _FOOTNOTE.match(paragraph)) and footnote[1] not in referenced:
        return leaf.lines, leaf.end
    count = at = 0
    while (found := _DEFINITION.match(paragraph, at)) and found["label"].strip():
        if found["label"][0] == "^":
            break  # A footnote that is referred to.
        count += found[0].rstrip("\n").count("\n") + 1
        at = found.end()
    rest = leaf.lines[count][0] if count < len(leaf.lines) else leaf.end
    return leaf.lines[:count], rest


def _comments(text: str, at: int, end: int, *, is_raw: bool) -> Iterator[tuple[int, int]]:
    """Find the comments between two places: not in code, unless it is *raw* HTML."""
    runs = _Runs(text, at, end)
    lacking = set()
    while found := _CODE_OR_COMMENT.search(text, at, end):
        start, at = found.span()
        opened = found["comment"]
        if not opened:
            if found["ticks"] and not is_raw:
                at = runs.after(len(found["ticks"]), at)
            continue
        mark = COMMENT_ENDS[opened if len(opened) > 3 else opened[:2]]
        closed = -1 if mark in lacking else text.find(mark, start + 2 if mark == "-->" else at, end)
        if closed >= 0:
            at = closed + len(mark)
            yield start, at
        elif is_raw:
            yield start, end
            return
        else:
            lacking.add(mark)


class _Runs:
    """The backticks of a text, by how many are in a row. Each is looked for once."""

    def __init__(self, text: str, at: int, end: int) -> None:
        self._place = text, at, end
        self._found: dict[int, list[int]] | None = None

    def after(self, size: int, at: int) -> int:
        """Return where the code ends that *size* backticks open, or *at* if it is none."""
        if self._found is None:
            self._found = {}
            for run in _TICKS.finditer(*self._place):
                self._found.setdefault(run.end() - run.start(), []).append(run.end())
        ends = self._found.get(size, [])
        number = bisect_right(ends, at)
        return ends[number] if number < len(ends) else at
