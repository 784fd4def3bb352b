"""A Markdown page as a tree: sections below headings, with paragraphs, lists and tables, and their lines.

Text comes as runs that know where they link to and whether they are bold, in lines as people see them.
What is a group is not decided here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from wgbot.setup.importers import html_text, inline, parts
from wgbot.setup.importers.inline import Line, Piece, plain

_FRONT_MATTER = re.compile(r"\A---\r?\n.*?^---\r?$", re.DOTALL | re.MULTILINE)

_TITLE = re.compile(r"^title[ \t]*+:([^\n]*+)", re.MULTILINE)

_TARGET = re.compile(r"\([\w:.-]+\)=")

_ATTRIBUTES = re.compile(r"\{[:#.][^{}]*\}$")

_HEADING = re.compile(r"\s*<h([1-6])\b[^>]*>(.*?)</h\1>\s*", re.DOTALL | re.IGNORECASE)

_FOLD = re.compile(
    r"<summary\b[^<>]*+>(?P<title>(?:[^<]++|<(?!/?summary\b))*+)</summary>|</details>",
    re.IGNORECASE,
)
"""What can be folded away is a section of its own, in which headings are below its title."""

_TAG = re.compile(r"<[^<>]*>")

_markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@dataclass
class PageBlock:
    """A part of a page; this one is none of the kinds below: code, a quotation, HTML."""

    begins: int
    ends: int


@dataclass
class Paragraph(PageBlock):
    """A paragraph."""

    lines: tuple[Line, ...]


@dataclass
class Item(PageBlock):
    """An item of a list."""

    blocks: list[PageBlock] = field(default_factory=list)

    @property
    def head(self) -> tuple[Line, ...]:
        """Return the lines that it begins with."""
        first = self.blocks[0] if self.blocks else None
        return first.lines if isinstance(first, Paragraph) else ()

    @property
    def below(self) -> list[PageBlock]:
        """Return what is below the lines that it begins with."""
        return self.blocks[1:] if self.head else self.blocks


@dataclass
class PageList(PageBlock):
    """A list."""

    items: list[Item] = field(default_factory=list)


@dataclass
class Row(PageBlock):
    """A row of a table; each cell has its lines."""

    cells: list[tuple[Line, ...]] = field(default_factory=list)


@dataclass
class Grid(PageBlock):
    """A table."""

    header: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass
class FoldEnd(PageBlock):
    """Where a section ends that can be folded away."""


@dataclass
class PageSection(PageBlock):
    """What is below a heading, to the next one of its level."""

    level: int
    title: Line = ()
    blocks: list[PageBlock] = field(default_factory=list)
    sections: list["PageSection"] = field(default_factory=list)
    is_fold: bool = False
    """Whether it can be folded away, and ends where that does."""

    @property
    def heading(self) -> str:
        """Return what the heading says."""
        return plain(self.title)


def read(text: str, base: str = "") -> tuple[PageSection, list[str]]:
    """Return the page as a section of its own, and its lines; *base* is the address of relative links."""
    matter = _FRONT_MATTER.match(text)
    # Blank lines, so that the numbers of the lines stay.
    body = _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    title = _TITLE.search(matter[0]) if matter else None
    source = body.split("\n")
    reading = _Reading(_markdown.parse(body), source, base)
    root = PageSection(0, len(source), 0, (Piece(title[1].strip().strip("\"'")),) if title else ())
    stack = [root]
    for block in reading.blocks():
        if isinstance(block, FoldEnd):
            folds = [at for at, each in enumerate(stack) if each.is_fold]
            for _ in stack[folds[-1] :] if folds else ():
                stack.pop().ends = block.begins
            continue
        if not isinstance(block, PageSection):
            stack[-1].blocks.append(block)
            continue
        if block.is_fold:
            block.level = stack[-1].level + 1
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

    def blocks(self, until: str = "") -> Iterator[PageBlock]:
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

    def heading(self, token: Token, begins: int, ends: int) -> Iterator[PageBlock]:
        lines = self._inline(self._tokens[self._at + 1])
        title = tuple(piece for line in lines for piece in line)
        if title:
            last = title[-1]
            title = (
                *title[:-1],
                Piece(_ATTRIBUTES.sub("", last.text.rstrip()), last.url, last.bold),
            )
        yield PageSection(begins, ends, int(token.tag[1:]), title)

    def paragraph(self, _token: Token, begins: int, ends: int) -> Iterator[PageBlock]:
        lines = self._inline(self._tokens[self._at + 1])
        while lines and _TARGET.fullmatch(plain(lines[0])):
            lines = lines[1:]
        if any(map(plain, lines)):
            yield Paragraph(begins, ends, tuple(line for line in lines if plain(line)))

    def listing(self, token: Token, begins: int, ends: int) -> Iterator[PageBlock]:
        listing = PageList(begins, ends)
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

    def table(self, _token: Token, begins: int, ends: int) -> Iterator[PageBlock]:
        grid = Grid(begins, ends)
        while self._tokens[self._at].type != "table_close":
            token = self._tokens[self._at]
            if token.type == "tr_open":
                grid.rows.append(Row(*(token.map or (begins, begins + 1))))
            elif token.type == "inline":
                grid.rows[-1].cells.append(self._inline(token))
            self._at += 1
        yield _with_header(grid)

    def html(self, token: Token, begins: int, ends: int) -> Iterator[PageBlock]:
        if "<table" in token.content.lower():
            yield from self._html_table(begins)
        elif heading := _HEADING.fullmatch(token.content):
            yield PageSection(begins, ends, int(heading[1]), (Piece(_without_tags(heading[2])),))
        else:
            yield PageBlock(begins, ends)
            for each in _FOLD.finditer(token.content):
                if each["title"] is None:
                    yield FoldEnd(ends, ends)
                else:
                    title = (Piece(_without_tags(each["title"])),)
                    yield PageSection(begins, ends, 0, title, is_fold=True)

    def _html_table(self, begins: int) -> Iterator[PageBlock]:
        ends = next(
            (
                at + 1
                for at in range(begins, len(self._source))
                if "</table" in self._source[at].lower()
            ),
            len(self._source),
        )
        grid = Grid(begins, ends)
        for row in html_text.rows("\n".join(self._source[begins:ends])):
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

    def other(self, token: Token, begins: int, ends: int) -> Iterator[PageBlock]:
        if token.nesting == 1:
            close, level = token.type.replace("_open", "_close"), token.level
            while (self._tokens[self._at].type, self._tokens[self._at].level) != (close, level):
                self._at += 1
        yield PageBlock(begins, ends)

    def _inline(self, token: Token) -> tuple[Line, ...]:
        return tuple(inline.lines(token.children or [], self._base))


_BLOCKS: dict[str, Callable[[_Reading, Token, int, int], Iterator[PageBlock]]] = {
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
