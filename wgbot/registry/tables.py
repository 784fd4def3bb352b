"""Tables of Markdown in an answer: their columns, and what is left around them.

https://github.github.com/gfm/#tables-extension-
"""

import re
from dataclasses import dataclass

_DELIMITER = re.compile(r"\s*+\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?\s*+")
_BETWEEN = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Table:
    """A table: its header, and rows that are as wide."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, *words: str) -> int | None:
        """Return the number of the first column whose name has one of *words* in it; not of mail."""
        for word in words:
            for number, name in enumerate(self.header):
                folded = " ".join(re.findall(r"\w+", name.casefold().replace("_", " ")))
                if re.search(rf"\b{word}", folded) and "mail" not in folded:
                    return number
        return None


def split(text: str) -> tuple[list[str], list[Table]]:
    """Return the lines of *text* that are in no table, and the tables."""
    lines = text.split("\n")
    plain: list[str] = []
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        header = _cells(lines[at])
        below = lines[at + 1] if at + 1 < len(lines) else ""
        is_table = "|" in lines[at] and "-" in below and _DELIMITER.fullmatch(below)
        if not is_table or len(_cells(below)) != len(header):
            plain.append(lines[at])
            at += 1
            continue
        at += 2
        rows = []
        while at < len(lines) and lines[at].strip() and "|" in lines[at]:
            cells = _cells(lines[at])[: len(header)]
            rows.append((*cells, *[""] * (len(header) - len(cells))))
            at += 1
        tables.append(Table(tuple(header), tuple(rows)))
    return plain, tables


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [cell.strip().replace("\\|", "|") for cell in _BETWEEN.split(line)]
