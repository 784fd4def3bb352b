"""What on a page may be a list of groups: each list, each table, sections side by side, paragraphs with names.

Which of them are, is for `choosing`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from wgbot.setup.importers import facts, group_words, mentions, parts, vocabulary
from wgbot.setup.importers.inline import plain
from wgbot.setup.importers.mentions import Mentioned
from wgbot.setup.importers.page import Grid, PageBlock, PageList, PageSection, Paragraph

ABOUT_PEOPLE = "it is about people"
Shape = Literal["list", "table", "headings", "paragraphs"]

_COLUMNS_OF_PEOPLE = frozenset(
    "position affiliation organization organisation company employer term email e_mail email_address "
    "github_username github_handle github_id role title github organisation firma".split()
)


@dataclass
class ListCandidate(PageBlock):
    """Something that may be a list of groups."""

    shape: Shape
    entries: list[Mentioned]
    path: tuple[PageSection, ...]
    """The sections that it is in, from the page itself down."""
    lead_in: str = ""
    """What is said right before it."""
    category: str = ""
    """What the item is called that it is below, in a list of lists."""
    rest: list[tuple[int, str]] = field(default_factory=list)
    """What is in the list and has no name: its line, counted from 0, and its text."""
    context: float = 0
    """What its surroundings are worth."""
    worth: float = 0
    reasons: list[str] = field(default_factory=list)
    refused: str = ""
    """Why it is none, whatever is around it."""

    @property
    def heading(self) -> str:
        """Return the heading that it is below."""
        return next((each.heading for each in reversed(self.path) if each.heading), "")

    def labels(self) -> frozenset[str]:
        """Return what its entries say things by."""
        return frozenset(fact.label for entry in self.entries for fact in entry.facts if fact.label)

    def told(self) -> str:
        """Return what it is, for whoever has to choose."""
        count = len(self.entries)
        where = f" below “{self.heading}”" if self.heading else ""
        return f"line {self.begins + 1}: {self.shape} of {count}{where}"


def found(root: PageSection) -> list[ListCandidate]:
    """Return all that may be a list of groups on a page, in its order."""
    return list(_in_section(root, ()))


def _in_section(section: PageSection, above: tuple[PageSection, ...]) -> Iterator[ListCandidate]:
    path = (*above, section)
    yield from _in_blocks(section.blocks, path)
    if len(section.sections) > 1 or (section.sections and section.level):
        entries = [
            entry
            for each in section.sections
            if each.heading and not _is_part_of_page(entry := facts.of_section(each))
        ]
        if entries:
            yield ListCandidate(entries[0].begins, section.ends, "headings", entries, path)
    for each in section.sections:
        yield from _in_section(each, path)


def _is_part_of_page(entry: Mentioned) -> bool:
    return group_words.is_part_of_page(entry.name) or (
        vocabulary.meaning(entry.name) is not None and not entry.known()
    )


def _in_blocks(
    blocks: Sequence[PageBlock], path: tuple[PageSection, ...]
) -> Iterator[ListCandidate]:
    before = ""
    for block in blocks:
        if isinstance(block, PageList):
            yield from _in_listing(block, path, before)
        elif isinstance(block, Grid) and (candidate := _in_grid(block, path, before)):
            yield candidate
        before = plain(block.lines[-1]) if isinstance(block, Paragraph) else ""
    yield from _in_paragraphs(blocks, path)


def _in_listing(
    listing: PageList, path: tuple[PageSection, ...], before: str, category: str = ""
) -> Iterator[ListCandidate]:
    read = [(item, facts.of_item(item)) for item in listing.items]
    entries = [entry for _, entry in read if entry]
    if not entries:
        return
    if sum(entry.is_marked for entry in entries) * 2 >= len(entries):
        # Among names in bold or links, an item without either is no name.
        entries = [entry for entry in entries if entry.is_marked or entry.known()]
    rest = [
        (item.begins, " ".join(map(plain, item.head)))
        for item, entry in read
        if not any(entry is each for each in entries)
    ]
    nested = [
        (facts.of_item(item), block)
        for item in listing.items
        for block in item.below
        if isinstance(block, PageList)
    ]
    below = [
        candidate
        for entry, block in nested
        for candidate in _in_listing(block, path, before, entry.name if entry else "")
    ]
    if len(nested) * 2 >= len(entries) and below and _are_categories(entries, below):
        yield from below
        return
    yield ListCandidate(listing.begins, listing.ends, "list", entries, path, before, category, rest)


def _are_categories(entries: Sequence[Mentioned], below: Sequence[ListCandidate]) -> bool:
    """Return whether the items of a list only part the lists below them."""
    inner = [entry for each in below for entry in each.entries]
    if any(
        vocabulary.meaning(entry.name) or entry.url or entry.about or entry.known()
        for entry in entries
    ):
        return False
    said = sum(bool(entry.known() or (entry.is_marked and entry.about)) for entry in inner)
    return said * 2 >= len(inner) and not any(vocabulary.meaning(entry.name) for entry in inner)


def _in_grid(grid: Grid, path: tuple[PageSection, ...], before: str) -> ListCandidate | None:
    meanings = [vocabulary.meaning(name) for name in grid.header]
    if not grid.rows or len(grid.header) < 2:
        return None
    names = meanings.index("name") if "name" in meanings else 0
    if "name" not in meanings and (meanings[0] is not None or not any(meanings)):
        return None
    entries = [entry for row in grid.rows if (entry := facts.of_row(row, grid.header, names))]
    candidate = ListCandidate(grid.begins, grid.ends, "table", entries, path, before)
    keys = [parts.key(name) for name in grid.header]
    tells_of_groups = {"focus", "leads", "channels", "repositories"} & {
        vocabulary.meaning(name)
        for name, key in zip(grid.header, keys, strict=True)
        if key not in ("contact", "github")
    }
    if _COLUMNS_OF_PEOPLE & set(keys[1:]) and not tells_of_groups:
        candidate.refused = ABOUT_PEOPLE
    return candidate if entries else None


def _in_paragraphs(
    blocks: Sequence[PageBlock], path: tuple[PageSection, ...]
) -> Iterator[ListCandidate]:
    """Yield the paragraphs of a section that begin with a name, as far as they are side by side."""
    starts = [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        and (block.lines[0][0].bold or (block.lines[0][0].url and len(block.lines[0]) > 1))
        and mentions.labelled(block.lines[0], is_loose=False) is None
    ]
    bold = [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        and block.lines[0][0].bold
        and vocabulary.meaning(plain(block.lines[0][:1])) is None
    ]
    starts = bold if len(bold) > 1 else starts
    entries = []
    for at, until in zip(starts, [*starts[1:], len(blocks)], strict=False):
        first = blocks[at]
        assert isinstance(first, Paragraph)
        if entry := facts.of_paragraphs(first, blocks[at + 1 : until]):
            entries.append(entry)
    if len(entries) > 1:
        yield ListCandidate(entries[0].begins, entries[-1].ends, "paragraphs", entries, path)
