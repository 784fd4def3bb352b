"""A table written in HTML, as the cells of one in Markdown: text, links, and line breaks.

Nothing else of HTML is read; a table inside a table is part of its cell.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_MARKED = re.compile(r"(\[|\*\*)([^\[\]*\n]*)(\]|\*\*)")


@dataclass
class HtmlRow:
    """A row: its cells in Markdown, and its lines, counted from that of the table."""

    begins: int
    ends: int = 0
    cells: list[str] = field(default_factory=list)
    is_head: bool = True
    """Whether all of its cells are heads."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[HtmlRow] = []
        self._depth = 0
        self._cell: list[str] | None = None
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0] - 1
        if tag == "table":
            self._depth += 1
        elif self._depth != 1:
            return
        elif tag == "tr":
            self.rows.append(HtmlRow(line, line))
        elif tag in ("td", "th") and self.rows:
            self._close()
            self._cell = []
            self.rows[-1].is_head &= tag == "th"
        elif self._cell is not None:
            self._inside(tag, dict(attrs))

    def _inside(self, tag: str, attrs: dict[str, str | None]) -> None:
        assert self._cell is not None
        if tag in ("br", "li", "p"):
            self._cell.append("\n")
        elif tag in ("b", "strong"):
            self._cell.append("**")
        elif tag == "a":
            self._links.append(attrs.get("href") or "")
            self._cell.append("[")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._close()
            self._depth -= 1
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._close()
            if self.rows:
                self.rows[-1].ends = self.getpos()[0]
        elif self._cell is not None and tag in ("b", "strong"):
            self._cell.append("**")
        elif self._cell is not None and tag == "a" and self._links:
            url = self._links.pop()
            self._cell.append(f"](<{url}>)" if url else "]")

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(" ".join(data.split()) and f" {' '.join(data.split())} ")

    def _close(self) -> None:
        if self._cell is not None:
            lines = "".join(self._cell).split("\n")
            text = "\n".join(" ".join(line.split()) for line in lines).strip()
            text = _MARKED.sub(lambda found: f"{found[1]}{found[2].strip()}{found[3]}", text)
            self.rows[-1].cells.append(text)
            self._cell = None


def rows(text: str) -> list[HtmlRow]:
    """Return the rows of the table in *text* that have cells."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return [row for row in reader.rows if row.cells]
