"""A Markdown page as a tree: sections below headings, with paragraphs, lists and tables, and their lines.

Text comes as runs that know where they link to and whether they are bold, in lines as people see them.
What is a group is not decided here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from markdown_it import MarkdownIt
from markdown_it.token import Token

from wgbot.setup.importers import html_table, parts
from wgbot.text import links

_FRONT_MATTER = re.compile(r"\A---\r?\n.*?^---\r?$", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^title\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_TARGET = re.compile(r"\([\w:.-]+\)=")
_ROLE = re.compile(r"\{[\w:-]+\}$")
_ATTRIBUTES = re.compile(r"\{[:#.][^{}]*\}$")
_HEADING = re.compile(r"\s*<h([1-6])\b[^>]*>(.*?)</h\1>\s*", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LINK_TAG = re.compile(r"<a\s[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)

_markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and where it links to."""

    text: str
    url: str = ""
    bold: bool = False


Line = tuple[Piece, ...]
"""What stands in one line, as a reader sees it."""


def plain(line: Line) -> str:
    """Return what a line says, without its links."""
    return parts.line("".join(piece.text for piece in line))


def written(line: Line) -> str:
    """Return a line in Markdown, with its links and nothing else."""
    return parts.line("".join(_written(piece) for piece in line))


def _written(piece: Piece) -> str:
    if not piece.url:
        return piece.text
    text = parts.line(piece.text)
    if piece.url.startswith("mailto:"):
        return f"{'' if '@' in text else text} <{piece.url.removeprefix('mailto:')}>"
    if text in (piece.url, piece.url.removeprefix("https://")):
        return piece.url
    return (
        f"[{text.replace('[', '(').replace(']', ')')}](<{piece.url}>)"
        if " " in piece.url or ("(" in piece.url or ")" in piece.url)
        else f"[{text.replace('[', '(').replace(']', ')')}]({piece.url})"
    )


@dataclass
class Block:
    """A part of a page; this one is none of the kinds below: code, a quotation, HTML."""

    begins: int
    ends: int


@dataclass
class Paragraph(Block):
    """A paragraph."""

    lines: tuple[Line, ...]


@dataclass
class Item(Block):
    """An item of a list."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def head(self) -> tuple[Line, ...]:
        """Return the lines that it begins with."""
        first = self.blocks[0] if self.blocks else None
        return first.lines if isinstance(first, Paragraph) else ()

    @property
    def below(self) -> list[Block]:
        """Return what is below the lines that it begins with."""
        return self.blocks[1:] if self.head else self.blocks


@dataclass
class Listing(Block):
    """A list."""

    items: list[Item] = field(default_factory=list)


@dataclass
class Row(Block):
    """A row of a table; each cell has its lines."""

    cells: list[tuple[Line, ...]] = field(default_factory=list)


@dataclass
class Grid(Block):
    """A table."""

    header: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass
class Section(Block):
    """What is below a heading, to the next one of its level."""

    level: int
    title: Line = ()
    blocks: list[Block] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """Return what the heading says."""
        return plain(self.title)


def read(text: str, base: str = "") -> tuple[Section, list[str]]:
    """Return the page as a section of its own, and its lines; *base* is the address of relative links."""
    matter = _FRONT_MATTER.match(text)
    # Blank lines, so that the numbers of the lines stay.
    body = _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    title = _TITLE.search(matter[0]) if matter else None
    source = body.split("\n")
    reading = _Reading(_markdown.parse(body), source, base)
    root = Section(0, len(source), 0, (Piece(title[1]),) if title else ())
    stack = [root]
    for block in reading.blocks():
        if not isinstance(block, Section):
            stack[-1].blocks.append(block)
            continue
        while stack[-1].level >= block.level:
            stack.pop().ends = block.begins
        block.ends = len(source)
        stack[-1].sections.append(block)
        stack.append(block)
    return root, source


class _Reading:
    """The tokens of a page, one after another."""

    def __init__(self, tokens: Sequence[Token], source: Sequence[str], base: str) -> None:
        self._tokens = tokens
        self._source = source
        self._base = base
        self._at = 0

    def blocks(self, until: str = "") -> Iterator[Block]:
        """Yield the blocks up to the token that closes what is around them."""
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.type == until:
                return
            begins, ends = token.map or (0, 0)
            read = _BLOCKS.get(token.type)
            if read:
                yield from read(self, token, begins, ends)
            self._at += 1

    def heading(self, token: Token, begins: int, ends: int) -> Iterator[Block]:
        lines = self._inline(self._tokens[self._at + 1])
        title = tuple(piece for line in lines for piece in line)
        if title:
            last = title[-1]
            title = (
                *title[:-1],
                Piece(_ATTRIBUTES.sub("", last.text.rstrip()), last.url, last.bold),
            )
        yield Section(begins, ends, int(token.tag[1:]), title)

    def paragraph(self, _token: Token, begins: int, ends: int) -> Iterator[Block]:
        lines = self._inline(self._tokens[self._at + 1])
        while lines and _TARGET.fullmatch(plain(lines[0])):
            lines = lines[1:]
        if any(map(plain, lines)):
            yield Paragraph(begins, ends, tuple(line for line in lines if plain(line)))

    def listing(self, token: Token, begins: int, ends: int) -> Iterator[Block]:
        listing = Listing(begins, ends)
        close = token.type.replace("_open", "_close")
        self._at += 1
        while self._tokens[self._at].type != close:
            opened = self._tokens[self._at]
            if opened.type == "list_item_open":
                at = opened.map or (0, 0)
                self._at += 1
                listing.items.append(Item(at[0], at[1], list(self.blocks("list_item_close"))))
            self._at += 1
        yield listing

    def table(self, _token: Token, begins: int, ends: int) -> Iterator[Block]:
        grid = Grid(begins, ends)
        while self._tokens[self._at].type != "table_close":
            token = self._tokens[self._at]
            if token.type == "tr_open":
                grid.rows.append(Row(*(token.map or (begins, begins + 1))))
            elif token.type == "inline":
                grid.rows[-1].cells.append(self._inline(token))
            self._at += 1
        yield _with_header(grid)

    def html(self, token: Token, begins: int, ends: int) -> Iterator[Block]:
        if "<table" in token.content.lower():
            yield from self._html_table(begins)
        elif heading := _HEADING.fullmatch(token.content):
            yield Section(begins, ends, int(heading[1]), (Piece(_without_tags(heading[2])),))
        else:
            yield Block(begins, ends)

    def _html_table(self, begins: int) -> Iterator[Block]:
        ends = next(
            (
                at + 1
                for at in range(begins, len(self._source))
                if "</table" in self._source[at].lower()
            ),
            len(self._source),
        )
        grid = Grid(begins, ends)
        for row in html_table.rows("\n".join(self._source[begins:ends])):
            cells = [self._inline(_markdown.parseInline(cell)[0]) for cell in row.cells]
            grid.rows.append(
                Row(begins + row.begins, begins + max(row.ends, row.begins + 1), cells)
            )
        yield _with_header(grid)
        # A blank line ends a block of HTML, but not its table.
        while self._at + 1 < len(self._tokens):
            begin = (self._tokens[self._at + 1].map or (begins, 0))[0]
            if begin >= ends:
                break
            self._at += 1

    def other(self, token: Token, begins: int, ends: int) -> Iterator[Block]:
        if token.nesting == 1:
            close, level = token.type.replace("_open", "_close"), token.level
            while (self._tokens[self._at].type, self._tokens[self._at].level) != (close, level):
                self._at += 1
        yield Block(begins, ends)

    def _inline(self, token: Token) -> tuple[Line, ...]:
        return tuple(_lines(token.children or [], self._base))


_BLOCKS: dict[str, Callable[[_Reading, Token, int, int], Iterator[Block]]] = {
    "heading_open": _Reading.heading,
    "paragraph_open": _Reading.paragraph,
    "bullet_list_open": _Reading.listing,
    "ordered_list_open": _Reading.listing,
    "table_open": _Reading.table,
    "html_block": _Reading.html,
    "fence": _Reading.other,
    "code_block": _Reading.other,
    "blockquote_open": _Reading.other,
}


def _with_header(grid: Grid) -> Grid:
    """Return a table with its first row as its header."""
    if grid.rows:
        first, *grid.rows = grid.rows
        grid.header = [" ".join(map(plain, cell)) for cell in first.cells]
    return grid


def _without_tags(text: str) -> str:
    return parts.line(_TAG.sub(" ", text))


class _Run:
    """The pieces of a line in the making."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.lines: list[list[Piece]] = [[]]
        self.bold = 0
        self.url = ""

    def add(self, text: str) -> None:
        if not text:
            return
        last = self.lines[-1][-1:]
        if last and (last[0].url, last[0].bold) == (self.url, self.bold > 0):
            self.lines[-1][-1] = Piece(last[0].text + text, self.url, self.bold > 0)
        else:
            self.lines[-1].append(Piece(text, self.url, self.bold > 0))

    def link(self, url: str) -> None:
        self.url = (
            url if not url or _ABSOLUTE.match(url) or not self._base else urljoin(self._base, url)
        )

    def html(self, tag: str) -> None:
        name = tag.strip("</> \n").partition(" ")[0].rstrip("/").lower()
        is_end = tag.startswith("</")
        if name == "br":
            self.lines.append([])
        elif name in ("b", "strong"):
            self.bold += -1 if is_end else 1
        elif name == "a":
            found = _LINK_TAG.match(tag)
            self.link(found[1] if found and not is_end else "")


def _lines(tokens: Iterable[Token], base: str) -> Iterator[Line]:
    run = _Run(base)
    for token in tokens:
        if token.type == "html_inline":
            run.html(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            run.lines.append([])
        elif token.type.startswith("strong_"):
            run.bold += token.nesting
        elif token.type == "link_open":
            run.link(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            run.link("")
        elif token.type in ("text", "code_inline"):
            run.add(token.content)
    for line in run.lines:
        yield tuple(piece for each in line for piece in _with_bare_links(each))


def _with_bare_links(piece: Piece) -> Iterator[Piece]:
    """Part a text where addresses stand in it as they are."""
    text = _ROLE.sub("", piece.text)
    if piece.url or "://" not in text:
        yield Piece(text, piece.url, piece.bold)
        return
    for url in links.in_text(text):
        before, _, text = text.partition(url)
        if before:
            yield Piece(before, "", piece.bold)
        yield Piece(url, url, piece.bold)
    if text:
        yield Piece(text, "", piece.bold)
