"""What a page says about one thing that has a name: labelled lines, tables, prose, and what is below it.

    - **Bird watching** (Ada, lead): counting the birds.
      - Chat: [#birds](https://…)

A fact is a label with its lines; which labels are known is for `vocabulary`.
"""

from collections.abc import Iterable, Iterator, Sequence

from wgbot.setup.importers import cells, group_words, line_parts, prose, vocabulary
from wgbot.setup.importers.inline import Line, plain
from wgbot.setup.importers.mentioned import Fact, Mentioned
from wgbot.setup.importers.page import Grid, Item, PageBlock, PageList, PageSection, Paragraph

_MOST_OF_LABEL = 4
"""Words of a label that nothing but its place shows to be one."""


def of_item(item: Item) -> Mentioned | None:
    """Read an item of a list; None if it begins with nothing that could be a name."""
    titled = line_parts.title(item.head)
    if titled is None:
        return None
    name, piece, rest, is_marked = titled
    entry = Mentioned(item.begins, item.ends, name, piece.url, is_marked)
    entry.cross_out(item.head[0])
    prose.add(entry, rest)
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
            cells.add_grid(entry, block, own)


def _paragraph(entry: Mentioned, lines: Sequence[Line], heading: str = "") -> str:
    """Add a paragraph; return the label that it is, if what it labels comes behind it."""
    pending = ""
    for line in (_without_link_before(entry, each) for each in lines):
        found = line_parts.labelled(line, is_loose=False)
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
            prose.add(entry, [line])
    return pending


def _without_link_before(entry: Mentioned, line: Line) -> Line:
    """Take the link off a line such as `[Charter](…) Summary: …`; it is a fact of its own."""
    if len(line) > 1 and line[0].url and vocabulary.is_label(line[0].text):
        rest = line_parts.without_start(line[1:], line_parts.AFTER_NAME)
        if line[1].text[:1] == " " and line_parts.labelled(rest, is_loose=False):
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
        found = line_parts.labelled(head, is_loose=True)
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
