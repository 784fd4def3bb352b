"""What a page says about one thing that has a name: labelled lines, tables, prose, and what is below it.

    - **Bird watching** (Ada, lead): counting the birds.
      - Chat: [#birds](https://…)

A fact is a label with its lines; which labels are known is for `vocabulary`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wgbot.setup.importers import line_parts, parts, vocabulary
from wgbot.setup.importers.inline import Line, Piece, plain
from wgbot.setup.importers.page import Grid, Item, PageBlock, PageList, PageSection, Paragraph, Row

_MOST_OF_LABEL = 4

"""Words of a label that nothing but its place shows to be one."""

_PLACES = ("channels", "repositories")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")

# Not the initial of a name.
_SENTENCE_ENDS = re.compile(r"(?<![A-Z])\.\s")
_INLINE_LABEL = re.compile(
    r"(?:(?<=[.;!?)\]])\s+|\A)(?P<label>[^\W\d_][\w-]*(?: [\w-]+){0,2}):\s"
    r"|\b(?:co-?)?(?:chaired|led|organi[sz]ed|coordinated|facilitated) by\s(?=@|[A-Z]|\Z)",
    re.IGNORECASE,
)
"""In prose, a label; or, where it has none, the words that people come behind."""


@dataclass(frozen=True)
class Fact:
    """Something that is said about an entry."""

    label: str
    lines: tuple[Line, ...]

    @property
    def meaning(self) -> str | None:
        """Return what it is, by the registry's keys; None if that is not known."""
        return vocabulary.meaning(self.label) if self.label else None


@dataclass
class Mentioned(PageBlock):
    """Something with a name, and what is said about it."""

    name: str
    url: str = ""
    is_marked: bool = True
    """Whether the page shows that it is a name: in bold, as a link, a heading, in a column for names."""
    about: list[Line] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    below: list["Mentioned"] = field(default_factory=list)
    """What is in a list below it, each with a name of its own."""

    def leads_inside(self) -> bool:
        """Return whether it only leads to other places of the page, as a table of contents does."""
        urls = [self.url, *(p.url for fact in self.facts for line in fact.lines for p in line)]
        urls = [url for url in urls if url]
        return bool(urls) and all(url.startswith("#") for url in urls)

    def known(self) -> int:
        """Return how many facts are of a kind that groups have."""
        return sum(
            fact.meaning not in (None, "name", "slug", "order") and any(map(plain, fact.lines))
            for fact in self.facts
        )


def of_item(item: Item) -> Mentioned | None:
    """Read an item of a list; None if it begins with nothing that could be a name."""
    titled = line_parts.title(item.head)
    if titled is None:
        return None
    name, piece, rest, is_marked = titled
    entry = Mentioned(item.begins, item.ends, name, piece.url, is_marked)
    _cross_out(entry, item.head[0])
    _add_prose(entry, rest)
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
    return bool(item.head) and vocabulary.is_of_subgroups(plain(item.head[0]))


def _is_group(entry: Mentioned) -> bool:
    """Return whether an item below another is a group as well: it is called one, or has people."""
    if vocabulary.meaning(entry.name):
        return False
    return vocabulary.is_called_group(entry.name) or any(
        fact.meaning == "leads" for fact in entry.facts
    )


def of_section(section: PageSection) -> Mentioned:
    """Read what is below a heading as being about one thing."""
    name, url = section.heading, next((piece.url for piece in section.title if piece.url), "")
    entry = Mentioned(section.begins, section.ends, line_parts.clean(name), url)
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
    titled = line_parts.title(first.lines)
    if titled is None or not titled[3]:
        return None
    name, piece, lines, _ = titled
    entry = Mentioned(
        first.begins, max(first.ends, *(each.ends for each in rest), 0), name, piece.url
    )
    _paragraph(entry, lines)
    collect(entry, rest)
    return entry


def of_row(row: Row, header: Sequence[str], name: int) -> Mentioned | None:
    """Read a row of a table, whose column number *name* has the names."""
    cell = row.cells[name] if name < len(row.cells) else ()
    first = next((line for line in cell if plain(line)), None)
    if first is None:
        return None
    url = next((piece.url for piece in first if piece.url), "")
    entry = Mentioned(row.begins, row.ends, line_parts.clean(plain(first)), url)
    _cross_out(entry, first)
    _add_prose(entry, [line for line in cell[cell.index(first) + 1 :] if plain(line)])
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
            _add(entry, *found)
        else:
            own = Fact(label, (*own.lines, line))
    if own.lines:
        entry.facts.append(own)


def _cross_out(entry: Mentioned, line: Line) -> None:
    """Add that something is over, if its name is crossed out."""
    if next((piece.struck for piece in line if piece.text.strip()), False):
        entry.facts.append(Fact("Status", ((Piece("retired"),),)))


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
            _grid(entry, block, own)


def _paragraph(entry: Mentioned, lines: Sequence[Line], heading: str = "") -> str:
    """Add a paragraph; return the label that it is, if what it labels comes behind it."""
    pending = ""
    for line in (_without_link_before(entry, each) for each in lines):
        found = line_parts.labelled(line, is_loose=False)
        if found and not plain(found[1]):
            pending = found[0]
        elif found:
            pending = ""
            _add(entry, *found)
        elif pending:
            _add(entry, pending, line)
        elif heading:
            _add(entry, heading, line)
        else:
            _add_prose(entry, [line])
    return pending


def _without_link_before(entry: Mentioned, line: Line) -> Line:
    """Take the link off a line such as `[Charter](…) Summary: …`; it is a fact of its own."""
    if len(line) > 1 and line[0].url and vocabulary.is_label(line[0].text):
        rest = line_parts.without_start(line[1:], line_parts.AFTER_NAME)
        if line[1].text[:1] == " " and line_parts.labelled(rest, is_loose=False):
            entry.facts.append(Fact(line[0].text, (line[:1],)))
            return rest
    return line


def _add(entry: Mentioned, label: str, line: Line) -> None:
    """Add a line to the fact with that label."""
    for number, fact in enumerate(entry.facts):
        if fact.label == label and label:
            entry.facts[number] = Fact(label, (*fact.lines, line))
            return
    entry.facts.append(Fact(label, (line,)))


def _add_prose(entry: Mentioned, lines: Iterable[Line]) -> None:
    """Add prose, but for the labels in it, and the people in brackets right behind the name."""
    for number, each in enumerate(lines):
        is_first = number == 0 and not entry.about
        line = _without_people(entry, each) if is_first else each
        text = "".join(piece.text for piece in line)
        cuts = [found for found in _INLINE_LABEL.finditer(text) if _is_cut(line, found)]
        ends = [*(found.start() for found in cuts), len(text)]
        before, _ = line_parts.split(line, ends[0])
        if plain(before):
            entry.about.append(before)
        for found, until in zip(cuts, ends[1:], strict=True):
            said = line_parts.split(line_parts.split(line, until)[0], found.end())[1]
            ended = _SENTENCE_ENDS.search("".join(piece.text for piece in said))
            people, rest = line_parts.split(said, ended.end() if ended else until)
            _add(entry, found["label"] or "Leads", _without_full_stop(people))
            if plain(rest):
                entry.about.append(rest)


def _is_cut(line: Line, found: re.Match[str]) -> bool:
    """Return whether a label inside prose is one: of people, or of places that it has links to."""
    label = found["label"]
    said = line_parts.split(line, found.end())[1]
    if label is None:
        return _tells_people(plain(said), said)
    if vocabulary.is_role(label):
        return True
    first = next((piece for piece in said if piece.text.strip()), None)
    return vocabulary.meaning(label) in _PLACES and first is not None and bool(first.url)


def _without_full_stop(line: Line) -> Line:
    last = line[-1] if line else Piece("")
    if last.url:
        return line
    text = last.text.rstrip(" .")
    return (*line[:-1], *((Piece(text, "", last.bold, last.struck),) if text else ()))


def _without_people(entry: Mentioned, line: Line) -> Line:
    """Take the people in brackets off what a line begins with."""
    found = _IN_BRACKETS.match(plain(line))
    if found is None:
        return line
    inside, after = line_parts.split(line, line_parts.offset(line, found.end(), plain(line)))
    if not _tells_people(found[1], inside):
        return line
    entry.facts.append(Fact("Leads", (_within_brackets(inside),)))
    return line_parts.without_start(after, line_parts.AFTER_NAME)


def _tells_people(text: str, line: Line) -> bool:
    words = re.split(r"[,;:]", text)
    return (
        any(vocabulary.is_role(word) for word in words)
        or "@" in text
        or any(parts.is_profile(piece.url) for piece in line)
    )


def _within_brackets(line: Line) -> Line:
    first, *rest = line
    pieces = [Piece(first.text.lstrip(" ("), first.url, first.bold), *rest]
    last = pieces[-1]
    pieces[-1] = Piece(last.text.rstrip(" )"), last.url, last.bold)
    return tuple(pieces)


def _listing(entry: Mentioned, listing: PageList, label: str) -> None:
    for item in listing.items:
        head = item.head[0] if item.head else ()
        more = tuple(
            _flat([*([Paragraph(0, 0, item.head[1:])] if item.head[1:] else []), *item.below])
        )
        if _gathers_groups(item):
            continue
        found = line_parts.labelled(head, is_loose=True)
        links = [piece for piece in head if piece.url]
        if found and not (label and vocabulary.is_role(label)):
            entry.facts.append(Fact(found[0], ((found[1], *more) if plain(found[1]) else more)))
        elif label:
            _add(entry, label, head)
            for line in more:
                _add(entry, label, line)
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


def _grid(entry: Mentioned, grid: Grid, label: str) -> None:
    """Add a table: of labels and what they stand for, or of people."""
    if vocabulary.meaning(grid.header[0]) == "name" and not label:
        return
    roles = [at for at, name in enumerate(grid.header) if vocabulary.is_role(name)]
    if roles or vocabulary.is_role(label):
        said = grid.header[roles[0]] if roles else label
        for row in grid.rows:
            _add(entry, said, _person(row, grid.header, roles[0] if roles else None))
    elif len(grid.header) == 2:
        if vocabulary.meaning(grid.header[0]):
            _add(entry, grid.header[0], (Piece(grid.header[1]),))
        for row in grid.rows:
            name, value = (*row.cells, (), ())[:2]
            if name and value and plain(value[0]):
                entry.facts.append(Fact(" ".join(map(plain, name)), value))
    else:
        for row in grid.rows:
            cells = [Piece(" · ".join(plain(line) for line in cell)) for cell in row.cells]
            _add(entry, label, tuple(each for cell in cells for each in (cell, Piece(" | ")))[:-1])


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
