"""Code fences and HTML comments of a Markdown text: where they open, and whether they close.

Close enough to CommonMark for one purpose, to tell what is in a block, and linear in the
length of the text. It takes fences at any indentation, for fences in lists.
https://spec.commonmark.org/0.31.2/#fenced-code-blocks
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

_OPENING = re.compile(
    r"""\n (?: [ ]{0,3} (?P<comment> <!-- | <\? | <!\[CDATA\[ | <!(?=[A-Za-z]) )
        | (?P<indent> [ \t]*+ (?: (?:[-*+]|\d{1,9}+[.)]) [ \t]++ )? )      # perhaps in a list
          (?: (?P<ticks>`{3,}+) [^`\n]*+$ | (?P<tildes>~{3,}+) [^\n]*+$ ) )""",
    re.VERBOSE | re.MULTILINE,
)
_CLOSING = {
    "`": re.compile(r"\n([ \t]*+)(`{3,}+)[ \t]*+$", re.MULTILINE),
    "~": re.compile(r"\n([ \t]*+)(~{3,}+)[ \t]*+$", re.MULTILINE),
}
# What no page shows, as much as a comment. https://spec.commonmark.org/0.31.2/#html-blocks
_COMMENT_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}


_ORDINARY_FENCE = re.compile(r"\n```[^`\n]*+\n[^`]*+(?<=\n)```(?!.)")


class Block(NamedTuple):
    """A fence or comment, from the newline before its first line."""

    start: int
    end: int | None
    """None if it stays open."""
    is_comment: bool
    """Whether it is a comment, which the page does not show."""


def blocks(text: str) -> Iterator[Block]:
    """Find the fences and comments of *text*, which has to start with a newline.

    One that never closes hides nothing: the search goes on after its first line.
    """
    at = 0
    ends = _Ends(text)
    while opening := _OPENING.search(text, at):
        comment, indent, ticks, tildes = opening.groups()
        if comment:
            end = ends.of_comment(_COMMENT_ENDS[comment], opening.end())
        else:
            end = ends.of_fence(ticks or tildes, opening.end(), indent)
        yield Block(opening.start(), end, bool(comment))
        at = opening.end() if end is None else end


def open_comment(found: Iterable[Block]) -> int | None:
    """Return the start of the comment that never closes, if one does hide everything that is below it."""
    opened = next((block for block in found if block.end is None), None)
    return opened.start if opened and opened.is_comment else None


class _Ends:
    """Where the blocks of a text can end. Each is looked for once: it keeps the search linear."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last = cache(text.rfind)
        self._fences = cache(self._find_fences)

    def of_comment(self, mark: str, at: int) -> int | None:
        if mark == "-->":
            at -= 2  # The dashes of `<!-->` open the comment and close it.
        if self._last(mark) < at:
            return None
        line_end = self._text.find("\n", self._text.index(mark, at))
        return len(self._text) if line_end < 0 else line_end

    def of_fence(self, fence: str, at: int, indent: str) -> int | None:
        starts, ends, sizes, longest_from = self._fences(fence[0], _is_margin(indent))
        number = bisect_left(starts, at)
        size = len(fence)
        if number == len(starts) or longest_from[number] < size:
            return None
        while sizes[number] < size:
            number += 1
        return ends[number]

    def _find_fences(self, kind: str, in_margin: bool, /) -> "_Closings":
        """Find what can close a fence; one in the margin is not closed by what is far from it."""
        found = [
            closing
            for closing in _CLOSING[kind].finditer(self._text)
            if not in_margin or _is_margin(closing[1])
        ]
        sizes = [len(closing[2]) for closing in found]
        return _Closings(
            [closing.start() for closing in found],
            [closing.end() for closing in found],
            sizes,
            list(accumulate(reversed(sizes), max))[::-1],
        )


def _is_margin(indent: str) -> bool:
    return not indent or (len(indent) < 4 and not indent.strip(" "))


class _Closings(NamedTuple):
    starts: list[int]
    ends: list[int]
    sizes: list[int]
    longest_from: list[int]
    """The size of the longest, from each one on."""


def may_hide(text: str, line_start: str) -> bool:
    """Return whether a line that starts with *line_start* may be in a fence or comment of *text*.

    A quick look, in which False is certain: of fences it knows the ordinary, three backticks in a
    line's first column. Single characters are found some fifty times faster than strings.
    """
    if "<" in text and ("<!" in text or "<?" in text):
        return True
    if "~" in text and "~~~" in text:
        return True
    if "`" not in text or not (count := text.count("```")):
        return False
    fences = _ORDINARY_FENCE.findall("\n" + text)
    return 2 * len(fences) != count or line_start in "".join(fences)
