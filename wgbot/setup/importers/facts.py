"""What a page says about one thing that has a name: items, sections and paragraphs with what is below, rows.

What their lines say is for `mentions`.
"""

from collections.abc import Iterable, Iterator, Sequence

from wgbot.setup.importers import group_words, mentions, parts, vocabulary
from wgbot.setup.importers.inline import Line, Piece, plain
from wgbot.setup.importers.mentions import Fact, Mentioned
from wgbot.setup.importers.page import Grid, Item, PageBlock, PageList, PageSection, Paragraph, Row

_MOST_OF_LABEL = 4
"""Words of a label that nothing but its place shows to be one."""


def of_item(item: Item) -> Mentioned | None:
    """Read an item of a list; None if it begins with nothing that could be a name."""
    titled = mentions.title(item.head)
    if titled is None:
        return None
    name, piece, rest, is_marked = titled
    entry = Mentioned(item.begins, item.ends, name, piece.url, is_marked)
    entry.cross_out(item.head[0])
    mentions.add_prose(entry, rest)
    collect(entry, item.below)
    entry.below = [each for inner in _inner(item) if (each := of_item(inner)) and _is_group(each)]
    return entry


def _inner(item: Item) -> Iterator[Item]:
    """Yield the items of the lists below one, and those that an item such as `Subgroups` only gathers."""
    for block in item.below:
        for inner in block.items if isinstance(block, PageList) else ():
            if _gathers_groups(inner):
                yield from _inner(inner)
            else:
                yield inner


def _gathers_groups(item: Item) -> bool:
    return bool(item.head) and group_words.is_of_subgroups(plain(item.head[0]))


def _is_group(entry: Mentioned) -> bool:
    """Return whether an item below another is a group as well: it is called one, or has people."""
    if vocabulary.meaning(entry.name):
        return False
    return group_words.is_called_group(entry.name) or any(
        fact.meaning == "leads" for fact in entry.facts
    )


def of_section(section: PageSection) -> Mentioned:
    """Read what is below a heading as being about one thing."""
    name, url = section.heading, next((piece.url for piece in section.title if piece.url), "")
    entry = Mentioned(section.begins, section.ends, mentions.clean(name), url)
    collect(entry, section.blocks)
    for each in section.sections:
        # It says one thing of it, `Chairs`; others can be groups of their own.
        if vocabulary.meaning(each.heading):
            collect(entry, each.blocks, each.heading)
    return entry


def of_page(section: PageSection) -> Mentioned:
    """Read a page that is about one thing: also what is below headings further down."""
    entry = of_section(section)
    for each in section.sections:
        entry.facts += [fact for fact in of_page(each).facts if fact not in entry.facts]
    return entry


def of_paragraphs(first: Paragraph, rest: Sequence[PageBlock]) -> Mentioned | None:
    """Read a paragraph that begins with a name, and the blocks up to the next one."""
    titled = mentions.title(first.lines)
    if titled is None or not titled[3]:
        return None
    name, piece, lines, _ = titled
    entry = Mentioned(
        first.begins, max(first.ends, *(each.ends for each in rest), 0), name, piece.url
    )
    _paragraph(entry, lines)
    collect(entry, rest)
    return entry


def collect(entry: Mentioned, blocks: Sequence[PageBlock], label: str = "") -> None:
    """Add what some blocks say about an entry, below a *label* of their own if they have one."""
    heading, pending = label, ""
    for block in blocks:
        own, pending = pending or heading, ""
        if isinstance(block, Paragraph):
            pending = _paragraph(entry, block.lines, heading)
        elif isinstance(block, PageList):
            _listing(entry, block, own)
        elif isinstance(block, Grid):
            add_grid(entry, block, own)


def _paragraph(entry: Mentioned, lines: Sequence[Line], heading: str = "") -> str:
    """Add a paragraph; return the label that it is, if what it labels comes behind it."""
    pending = ""
    for line in (_without_link_before(entry, each) for each in lines):
        found = mentions.labelled(line, is_loose=False)
        if found and not plain(found[1]):
            pending = found[0]
        elif found:
            pending = ""
            entry.add(*found)
        elif pending:
            entry.add(pending, line)
        elif heading:
            entry.add(heading, line)
        else:
            mentions.add_prose(entry, [line])
    return pending


def _without_link_before(entry: Mentioned, line: Line) -> Line:
    """Take the link off a line such as `[Charter](…) Summary: …`; it is a fact of its own."""
    if len(line) > 1 and line[0].url and vocabulary.is_label(line[0].text):
        rest = mentions.without_start(line[1:], mentions.AFTER_NAME)
        if line[1].text[:1] == " " and mentions.labelled(rest, is_loose=False):
            entry.facts.append(Fact(line[0].text, (line[:1],)))
            return rest
    return line


def _listing(entry: Mentioned, listing: PageList, label: str) -> None:
    for item in listing.items:
        head = item.head[0] if item.head else ()
        more = tuple(
            _flat([*([Paragraph(0, 0, item.head[1:])] if item.head[1:] else []), *item.below])
        )
        if _gathers_groups(item):
            continue
        found = mentions.labelled(head, is_loose=True)
        links = [piece for piece in head if piece.url]
        if found and not (label and vocabulary.is_role(label)):
            entry.facts.append(Fact(found[0], ((found[1], *more) if plain(found[1]) else more)))
        elif label:
            entry.add(label, head)
            for line in more:
                entry.add(label, line)
        elif (
            more and vocabulary.meaning(plain(head)) and len(plain(head).split()) <= _MOST_OF_LABEL
        ):
            entry.facts.append(Fact(plain(head), more))
        elif (
            len(links) == 1
            and plain((links[0],)) == plain(head)
            and vocabulary.meaning(plain(head))
        ):
            entry.facts.append(Fact(plain(head), (head,)))
        else:
            nested = of_item(item)
            if not (nested and _is_group(nested)):
                entry.facts.append(Fact("", (head, *more)))


def _flat(blocks: Iterable[PageBlock]) -> Iterator[Line]:
    """Yield all lines of some blocks."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        elif isinstance(block, PageList):
            for item in block.items:
                yield from _flat(item.blocks)


def of_row(row: Row, header: Sequence[str], name: int) -> Mentioned | None:
    """Read a row of a table, whose column number *name* has the names."""
    cell = row.cells[name] if name < len(row.cells) else ()
    first = next((line for line in cell if plain(line)), None)
    if first is None:
        return None
    url = next((piece.url for piece in first if piece.url), "")
    entry = Mentioned(row.begins, row.ends, mentions.clean(plain(first)), url)
    entry.cross_out(first)
    mentions.add_prose(entry, [line for line in cell[cell.index(first) + 1 :] if plain(line)])
    for number, lines in enumerate(row.cells):
        if number != name:
            _cell(entry, header[number] if number < len(header) else "", lines)
    return entry


def _cell(entry: Mentioned, label: str, lines: Sequence[Line]) -> None:
    """Add a cell: what its column says, and what some of its lines say by labels of their own."""
    own = Fact(label, ())
    for line in filter(plain, lines):
        found = None if own.meaning == "leads" else mentions.labelled(line, is_loose=False)
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
