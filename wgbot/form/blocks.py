"""Code fences and HTML comments of a Markdown text: where they open, and whether they close.

Close enough to CommonMark for one purpose, to tell what stands in a block, and linear in the
length of the text. It takes fences at any indentation, for fences in lists.
https://spec.commonmark.org/0.31.2/#fenced-code-blocks
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPENING = re.compile(
    r"""\n [ \t]* (?: (?:[-*+]|\d{1,9}[.)]) [ \t]+ )?   # perhaps in a list
        (?: (?P<ticks>`{3,}+) [^`\n]*$ | (?P<tildes>~{3,}+) [^\n]*$ | (?P<comment><!--) )""",
    re.VERBOSE | re.MULTILINE,
)
_CLOSING = {
    "`": re.compile(r"\n[ \t]*(`{3,}+)[ \t]*$", re.MULTILINE),
    "~": re.compile(r"\n[ \t]*(~{3,}+)[ \t]*$", re.MULTILINE),
}


class Block(NamedTuple):
    """A fence or comment, from the newline before its first line; *end* is None if it stays open."""

    start: int
    end: int | None


def blocks(text: str) -> Iterator[Block]:
    """Find the fences and comments of *text*, which has to start with a newline.

    One that never closes hides nothing: the search goes on behind its first line.
    """
    at = 0
    # What was looked for in vain need not be looked for again: it keeps the search linear.
    hopeless: dict[str, int] = {}
    while opening := _OPENING.search(text, at):
        fence = opening["ticks"] or opening["tildes"]
        kind = fence[0] if fence else "<"
        size = len(fence) if fence else 1
        end = None
        if size < hopeless.get(kind, 1 << 30):
            end = (
                _end_of_fence(text, opening.end(), fence)
                if fence
                else _end_of_comment(text, opening.end())
            )
            if end is None:
                hopeless[kind] = size
        yield Block(opening.start(), end)
        at = opening.end() if end is None else end


def _end_of_fence(text: str, at: int, fence: str) -> int | None:
    for closing in _CLOSING[fence[0]].finditer(text, at):
        if len(closing[1]) >= len(fence):
            return closing.end()
    return None


def _end_of_comment(text: str, at: int) -> int | None:
    end = text.find("-->", at)
    if end < 0:
        return None
    line_end = text.find("\n", end)
    return len(text) if line_end < 0 else line_end


def hides(text: str, line_start: str) -> bool:
    """Tell whether a line that starts with *line_start* may stand in a fence or comment of *text*.

    A quick look, in which False is certain: single characters are found some fifty times faster
    than strings, and of fences it knows the ordinary, three backticks in a line's first column.
    """
    if "<" in text and "<!--" in text:
        return True
    if "~" in text and "~~~" in text:
        return True
    if "`" not in text:
        return False
    pieces = text.split("```")
    if len(pieces) == 1:
        return False
    for opened in pieces[1::2]:
        if opened[-1:] != "\n" or line_start in opened or "`" in opened.partition("\n")[0]:
            return True
    for outside in pieces[2::2]:
        if outside and outside[0] != "\n":
            return True
    return not len(pieces) % 2 or any(outside[-1:] not in ("\n", "") for outside in pieces[:-1:2])


def is_closed(text: str) -> bool:
    """Tell whether every fence and comment of *text* closes within it."""
    return all(block.end is not None for block in blocks("\n" + text))
