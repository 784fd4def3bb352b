"""What tables say about something: a row about each, or a table of its own about one."""

from collections.abc import Sequence

from wgbot.setup.importers import line_parts, parts, prose, vocabulary
from wgbot.setup.importers.inline import Line, Piece, plain
from wgbot.setup.importers.mentioned import Fact, Mentioned
from wgbot.setup.importers.page import Grid, Row


def of_row(row: Row, header: Sequence[str], name: int) -> Mentioned | None:
    """Read a row of a table, whose column number *name* has the names."""
    cell = row.cells[name] if name < len(row.cells) else ()
    first = next((line for line in cell if plain(line)), None)
    if first is None:
        return None
    url = next((piece.url for piece in first if piece.url), "")
    entry = Mentioned(row.begins, row.ends, line_parts.clean(plain(first)), url)
    entry.cross_out(first)
    prose.add(entry, [line for line in cell[cell.index(first) + 1 :] if plain(line)])
    for number, lines in enumerate(row.cells):
        if number != name:
            _cell(entry, header[number] if number < len(header) else "", lines)
    return entry


def _cell(entry: Mentioned, label: str, lines: Sequence[Line]) -> None:
    """Add a cell: what its column says, and what some of its lines say by labels of their own."""
    own = Fact(label, ())
    for line in filter(plain, lines):
        found = None if own.meaning == "leads" else line_parts.labelled(line, is_loose=False)
        if found and plain(found[1]) and vocabulary.meaning(found[0]) != "name":
            entry.add(*found)
        else:
            own = Fact(label, (*own.lines, line))
    if own.lines:
        entry.facts.append(own)


def add_grid(entry: Mentioned, grid: Grid, label: str) -> None:
    """Add a table: of labels and what they stand for, or of people."""
    if vocabulary.meaning(grid.header[0]) == "name" and not label:
        return
    roles = [at for at, name in enumerate(grid.header) if vocabulary.is_role(name)]
    if roles or vocabulary.is_role(label):
        said = grid.header[roles[0]] if roles else label
        for row in grid.rows:
            entry.add(said, _person(row, grid.header, roles[0] if roles else None))
    elif len(grid.header) == 2:
        if vocabulary.meaning(grid.header[0]):
            entry.add(grid.header[0], (Piece(grid.header[1]),))
        for row in grid.rows:
            name, value = (*row.cells, (), ())[:2]
            if name and value and plain(value[0]):
                entry.facts.append(Fact(" ".join(map(plain, name)), value))
    else:
        for row in grid.rows:
            cells = [Piece(" · ".join(plain(line) for line in cell)) for cell in row.cells]
            entry.add(label, tuple(each for cell in cells for each in (cell, Piece(" | ")))[:-1])


def _person(row: Row, header: Sequence[str], column: int | None) -> Line:
    """Return who a row of a table of people is about: a name, and an account."""
    names = (
        column
        if column is not None
        else next((at for at, name in enumerate(header) if vocabulary.meaning(name) == "name"), 0)
    )
    cells = [cell[0] if cell else () for cell in row.cells]
    name = plain(cells[names]) if names < len(cells) else ""
    for at, cell in enumerate(cells):
        for piece in cell:
            if parts.is_profile(piece.url):
                return (Piece(name or piece.text, piece.url),)
        told = plain(cell)
        if at != names and at < len(header) and vocabulary.names_accounts(header[at]) and told:
            return (Piece(f"{name} (@{told.lstrip('@')})"),)
    return cells[names] if names < len(cells) else ()
