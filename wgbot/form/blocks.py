"""Code fences and HTML comments of a Markdown text: where they are, and whether they close."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wgbot.form.leaves import scan


class Block(NamedTuple):
    """A fence or comment, from the newline before its first line."""

    start: int
    end: int | None
    """None if it stays open."""
    is_comment: bool
    """Whether it is a comment, which the page does not show."""


def blocks(text: str) -> Iterator[Block]:
    """Find the fences and comments of *text*, which has to start with a newline.

    One that never closes hides nothing, and all below is in it.
    """
    # Single characters are found some fifty times faster than strings.
    is_fence = ("`" in text and "```" in text) or ("~" in text and "~~~" in text)
    if not is_fence and "<" not in text:
        return
    for leaf in scan(text[1:], ("fence", "comment")):
        # The first line can be behind the bullet of a list.
        start = text.rfind("\n", 0, leaf.lines[0][0] + 1)
        yield Block(start, None if leaf.is_open else leaf.end + 1, leaf.kind == "comment")


def open_comment(found: Iterable[Block]) -> int | None:
    """Return the start of the comment that never closes, if one does hide everything that is below it."""
    opened = next((block for block in found if block.end is None), None)
    return opened.start if opened and opened.is_comment else None


_ORDINARY_FENCE = re.compile(r"\n```[^`\n]*+\n[^`]*+(?<=\n)```(?!.)")


def may_hide(text: str, line_start: str) -> bool:
    """Return whether a line that starts with *line_start* may be in a fence or comment of *text*.

    A quick look, in which False is certain: of fences it knows the ordinary, three backticks in a
    line's first column.
    """
    if "<" in text and ("<!" in text or "<?" in text):
        return True
    if "~" in text and "~~~" in text:
        return True
    if "`" not in text or not (count := text.count("```")):
        return False
    fences = _ORDINARY_FENCE.findall("\n" + text)
    return 2 * len(fences) != count or line_start in "".join(fences)
