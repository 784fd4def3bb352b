"""The items of a list in Markdown: runs of text and links, with the items below them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from wgbot.setup.importers import parts


@dataclass
class Piece:
    """A run of an item's text, and where it links to."""

    text: str
    url: str = ""
    bold: bool = False


@dataclass
class Item:
    """One item of a list, with the items below it."""

    pieces: list[Piece] = field(default_factory=list)
    below: list["Item"] = field(default_factory=list)
    begins: int = 0
    ends: int = 0

    @property
    def text(self) -> str:
        """Return what it says, in one line."""
        return parts.line("".join(piece.text for piece in self.pieces))


def written(piece: Piece) -> str:
    """Return a piece as it was written, for what reads people in any text."""
    if piece.url.startswith("mailto:"):
        return f"<{piece.url.removeprefix('mailto:')}>"
    return f"[{piece.text}]({piece.url})" if piece.url else piece.text


def read_items(tokens: Sequence[Token], at: int) -> tuple[int, list[Item]]:
    """Read the list that opens at *at*; give where it closes, and its items."""
    items: list[Item] = []
    at += 1
    while tokens[at].type not in ("bullet_list_close", "ordered_list_close"):
        token = tokens[at]
        if token.type == "list_item_open":
            begins, ends = token.map or (0, 0)
            items.append(Item(begins=begins, ends=ends))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            at, items[-1].below = read_items(tokens, at)
        elif token.type == "inline":
            if items[-1].pieces:
                items[-1].pieces.append(Piece(" "))
            items[-1].pieces += _pieces(token.children or [])
        at += 1
    return at, items


def _pieces(children: Sequence[Token]) -> list[Piece]:
    """Return the runs of a line: text, bold text and links, each whole."""
    pieces = [Piece("")]
    bold = 0
    for token in children:
        bold += token.nesting if token.type.startswith("strong_") else 0
        if token.type.startswith("link_"):
            pieces.append(Piece("", str(token.attrGet("href") or ""), bold > 0))
        text = " " if token.type in ("softbreak", "hardbreak") else token.content
        if text and bool(bold) != pieces[-1].bold and not pieces[-1].url:
            pieces.append(Piece("", bold=bool(bold)))
        pieces[-1].text += text
    return [piece for piece in pieces if piece.text]


def title_of(item: Item) -> tuple[str, str, list[Piece]] | None:
    """Return the name that an item begins with, what it says about it, and the pieces of that."""
    if not item.pieces:
        return None
    first, *rest = item.pieces
    if not (first.bold or (first.url and (rest or item.below))):
        return None
    if first.url.startswith("#") and not rest and all(map(_is_of_contents, item.below)):
        return None
    name = parts.line(first.text).rstrip(":").strip()
    said = parts.line("".join(piece.text for piece in rest))
    said = re.sub(r"^[:–—,-]+\s*", "", said)
    return (name, said, rest) if name else None


def _is_of_contents(item: Item) -> bool:
    """Return whether an item only leads to another place of the page."""
    return all(each.url.startswith("#") for each in item.pieces if each.text.strip()) and all(
        map(_is_of_contents, item.below)
    )


def labelled(item: Item) -> tuple[str, list[Piece]]:
    """Part a line at its first colon, where that ends a label."""
    pieces = [Piece(each.text, each.url, each.bold) for each in item.pieces]
    said = ""
    for at, piece in enumerate(pieces):
        if piece.url:
            break
        before, colon, behind = piece.text.partition(":")
        if colon:
            rest = [Piece(behind), *pieces[at + 1 :]] if behind.strip() else pieces[at + 1 :]
            return parts.line(said + before), rest
        said += piece.text
    return "", pieces
