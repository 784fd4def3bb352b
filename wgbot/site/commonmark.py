"""Reads Markdown as CommonMark has it, with what GitHub adds that answers use; `charter` does without where it can."""

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from wgbot.site.charter import BARE

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\\]+", re.IGNORECASE)


def parser() -> MarkdownIt:
    """Return a parser that lets no HTML and no picture through."""
    # `breaks`, for GitHub keeps the line breaks of an issue.
    made = _Parser("commonmark", {"html": False, "breaks": True})
    made.enable(["table", "strikethrough"])
    made.core.ruler.push("wgbot", _finish)
    return made


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - its name in the base class
        """Take whole addresses only: nothing that runs, and nothing that looks like our pages."""
        return _ADDRESS.fullmatch(url) is not None


def _finish(state: StateCore) -> None:
    """Set headings below the page's own, and make links of bare addresses and of pictures."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + 3)}"
        if token.children is not None:
            token.children = list(_linked(token.children))


def _linked(tokens: Iterable[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("link_") else 0
        if token.type == "image":
            # To show a picture would tell its host who looks at the page.
            words = token.content or "picture"
            yield from [_text(words)] if depth else _link(str(token.attrGet("src") or ""), words)
        elif token.type == "text" and not depth:
            for place, part in enumerate(BARE.split(token.content)):
                yield from _link(part, part) if place % 2 else [_text(part)]
        else:
            yield token


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(address: str, words: str) -> tuple[Token, ...]:
    opening = Token("link_open", "a", 1, attrs={"href": address})
    return opening, _text(words), Token("link_close", "a", -1)
