"""HTML as Markdown: a text that data holds, and the cells of a table.

Only lines, items, bold text and links are read of it; a table inside a table is part of its cell.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_MARKED = re.compile(r"(\[|\*\*)([^\[\]*\n]*)(\]|\*\*)")
_IS_HTML = re.compile(r"</(?:p|ul|ol|li|a|strong|em|b|i|div|h[1-6])>|<br ?/?>", re.IGNORECASE)
_BOLD = {"b": "**", "strong": "**"}
_IN_CELL = {**_BOLD, "br": "\n", "li": "\n", "p": "\n"}
"""What tags are in the text of a cell, where they begin; where they end, only bold text has a mark."""
_PARAGRAPHS = dict.fromkeys(("p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"), "\n\n")


class _Text(HTMLParser):
    """The reading of HTML to one text after another; *begins* and *ends* say what tags are in it."""

    def __init__(self, begins: Mapping[str, str], ends: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._begins, self._ends = begins, ends
        self.said: list[str] | None = None
        """What was read of the text that is open."""
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.said is not None and tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self.said.append("[")
        elif self.said is not None:
            self.said.append(self._begins.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if self.said is not None and tag == "a" and self._links:
            url = self._links.pop()
            self.said.append(f"](<{url}>)" if url else "]")
        elif self.said is not None:
            self.said.append(self._ends.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if self.said is not None and data.split():
            self.said.append(f" {' '.join(data.split())} ")

    def taken(self) -> str:
        """Return the text that is open, and close it."""
        lines = "".join(self.said or ()).split("\n")
        text = "\n".join(" ".join(line.split()) for line in lines).strip()
        self.said = None
        return _MARKED.sub(lambda found: f"{found[1]}{found[2].strip()}{found[3]}", text)


def plain_values(value: Any) -> Any:
    """Return the values of a list, of any kind, with Markdown where one is HTML."""
    if isinstance(value, str):
        return _plain(value) if _IS_HTML.search(value) else value
    if isinstance(value, list):
        return [plain_values(each) for each in value]
    if isinstance(value, dict):
        return {key: plain_values(each) for key, each in value.items()}
    return value


def _plain(text: str) -> str:
    reader = _Text({**_BOLD, **_PARAGRAPHS, "br": "\n", "li": "\n- "}, {**_BOLD, **_PARAGRAPHS})
    reader.said = []
    reader.feed(text)
    reader.close()
    tight = re.sub(r" (?=[.,;:!?)\]](?:\s|\Z))", "", reader.taken())
    return re.sub(r"\n{3,}", "\n\n", tight)


@dataclass
class HtmlRow:
    """A row: its cells in Markdown, and its lines, counted from that of the table."""

    begins: int
    ends: int = 0
    cells: list[str] = field(default_factory=list)


class _Table(_Text):
    def __init__(self) -> None:
        super().__init__(_IN_CELL, _BOLD)
        self.rows: list[HtmlRow] = []
        self._depth = 0

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
            self.said = []
        else:
            super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._close()
            self._depth -= 1
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._close()
            if self.rows:
                self.rows[-1].ends = self.getpos()[0]
        else:
            super().handle_endtag(tag)

    def _close(self) -> None:
        if self.said is not None:
            self.rows[-1].cells.append(self.taken())


def rows(text: str) -> list[HtmlRow]:
    """Return the rows of the table in *text* that have cells."""
    reader = _Table()
    reader.feed(text)
    reader.close()
    return [row for row in reader.rows if row.cells]
