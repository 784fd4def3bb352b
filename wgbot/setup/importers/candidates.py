"""What on a page may be a list of groups: each list, each table, sections side by side, paragraphs with names.

Each is judged by what is around it and in it, and comes with the reasons in words. Of those that may
be one, `chosen` takes those that are, or those below the headings that somebody names.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from wgbot.setup.importers import facts, parts, vocabulary
from wgbot.setup.importers.facts import Entry
from wgbot.setup.importers.page import (
    Block,
    Grid,
    Listing,
    Paragraph,
    Section,
    plain,
)

Shape = Literal["list", "table", "headings", "paragraphs"]
_COLUMNS_OF_PEOPLE = frozenset(
    "position affiliation organization organisation company employer term email e_mail email_address "
    "github_username github_handle github_id role title github organisation firma".split()
)
_LEAST = 1.5
"""What a list of groups has to be worth."""


@dataclass
class Candidate(Block):
    """Something that may be a list of groups."""

    shape: Shape
    entries: list[Entry]
    path: tuple[Section, ...]
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
        kind = {
            "list": "list",
            "table": "table",
            "headings": "headings",
            "paragraphs": "paragraphs",
        }
        count = len(self.entries)
        where = f" below “{self.heading}”" if self.heading else ""
        return f"line {self.begins + 1}: {kind[self.shape]} of {count}{where}"


def found(root: Section) -> list[Candidate]:
    """Return all that may be a list of groups on a page, in its order, judged."""
    candidates = list(_in_section(root, ()))
    names = Counter(
        name
        for each in candidates
        for name in {parts.key(entry.name) for entry in each.entries}
        if each.shape != "table"
    )
    for each in candidates:
        _judge(each, names)
    return candidates


def _in_section(section: Section, above: tuple[Section, ...]) -> Iterator[Candidate]:
    path = (*above, section)
    yield from _in_blocks(section.blocks, path)
    if len(section.sections) > 1 or (section.sections and section.level):
        entries = [
            entry
            for each in section.sections
            if each.heading and not _is_part_of_page(entry := facts.of_section(each))
        ]
        if entries:
            yield Candidate(entries[0].begins, section.ends, "headings", entries, path)
    for each in section.sections:
        yield from _in_section(each, path)


def _is_part_of_page(entry: Entry) -> bool:
    return vocabulary.is_part_of_page(entry.name) or (
        vocabulary.meaning(entry.name) is not None and not entry.known()
    )


def _in_blocks(blocks: Sequence[Block], path: tuple[Section, ...]) -> Iterator[Candidate]:
    before = ""
    for block in blocks:
        if isinstance(block, Listing):
            yield from _in_listing(block, path, before)
        elif isinstance(block, Grid) and (candidate := _in_grid(block, path, before)):
            yield candidate
        before = plain(block.lines[-1]) if isinstance(block, Paragraph) else ""
    yield from _in_paragraphs(blocks, path)


def _in_listing(
    listing: Listing, path: tuple[Section, ...], before: str, category: str = ""
) -> Iterator[Candidate]:
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
        if isinstance(block, Listing)
    ]
    below = [
        candidate
        for entry, block in nested
        for candidate in _in_listing(block, path, before, entry.name if entry else "")
    ]
    if len(nested) * 2 >= len(entries) and below and _are_categories(entries, below):
        yield from below
        return
    yield Candidate(listing.begins, listing.ends, "list", entries, path, before, category, rest)


def _are_categories(entries: Sequence[Entry], below: Sequence[Candidate]) -> bool:
    """Return whether the items of a list only part the lists below them."""
    inner = [entry for each in below for entry in each.entries]
    if any(vocabulary.meaning(entry.name) or entry.url or entry.about for entry in entries):
        return False
    said = sum(bool(entry.known() or (entry.is_marked and entry.about)) for entry in inner)
    return said * 2 >= len(inner) and not any(vocabulary.meaning(entry.name) for entry in inner)


def _in_grid(grid: Grid, path: tuple[Section, ...], before: str) -> Candidate | None:
    meanings = [vocabulary.meaning(name) for name in grid.header]
    if not grid.rows or len(grid.header) < 2:
        return None
    names = meanings.index("name") if "name" in meanings else 0
    if "name" not in meanings and (meanings[0] is not None or not any(meanings)):
        return None
    entries = [entry for row in grid.rows if (entry := facts.of_row(row, grid.header, names))]
    candidate = Candidate(grid.begins, grid.ends, "table", entries, path, before)
    keys = [parts.key(name) for name in grid.header]
    tells_of_groups = {"focus", "leads", "channels", "repositories"} & {
        vocabulary.meaning(name)
        for name, key in zip(grid.header, keys, strict=True)
        if key not in ("contact", "github")
    }
    if _COLUMNS_OF_PEOPLE & set(keys[1:]) and not tells_of_groups:
        candidate.refused = "it is about people"
    return candidate if entries else None


def _in_paragraphs(blocks: Sequence[Block], path: tuple[Section, ...]) -> Iterator[Candidate]:
    """Yield the paragraphs of a section that begin with a name, as far as they are side by side."""
    starts = [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        and (block.lines[0][0].bold or (block.lines[0][0].url and len(block.lines[0]) > 1))
        and facts.labelled(block.lines[0], is_loose=False) is None
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
        yield Candidate(entries[0].begins, entries[-1].ends, "paragraphs", entries, path)


def _judge(it: Candidate, names: Counter[str]) -> None:
    """Say what a candidate is worth, and why."""
    it.refused = it.refused or _refusal(it, names)
    count = len(it.entries)
    known = sum(min(3, entry.known()) for entry in it.entries) / count
    said = (
        sum(bool(entry.about or (entry.url and entry.url[:1] != "#")) for entry in it.entries)
        / count
    )
    called = sum(vocabulary.is_called_group(entry.name) for entry in it.entries) / count
    marked = sum(entry.is_marked for entry in it.entries) / count
    it.context = _context(it)
    it.worth = it.context + min(2.0, known) + said / 2 + (1 if called >= 0.5 else 0)
    if it.shape == "headings" and known < 0.5 and called < 0.5:
        it.worth -= 0.5 if it.context >= 2 else 2
    if marked < 0.5 and known < 0.5 and called < 0.5:
        it.worth -= 2
    if count == 1 and known < 1:
        it.worth -= 1
    if it.context > 0:
        it.reasons.append(
            f"it is below “{it.heading}”" if not it.lead_in else f"“{it.lead_in}” comes before it"
        )
    if known >= 0.5:
        labels = Counter(fact.label for e in it.entries for fact in e.facts if fact.meaning)
        it.reasons.append(
            f"it says {', '.join(label for label, _ in labels.most_common(3) if label)}"
        )
    if called >= 0.5:
        it.reasons.append("its names are those of groups")


def is_of_groups(heading: str) -> bool | None:
    """Return whether groups are below a heading; False if that is something else, None if it may be."""
    words = vocabulary.folded(heading.partition("(")[0] or heading)
    first = words.partition(" ")[0]
    speaks = vocabulary.speaks_of_groups(words)
    if vocabulary.speaks_of_else(first) or (
        vocabulary.speaks_of_else(words)
        and not (
            speaks
            and len(words.split()) < 6
            and vocabulary.speaks_of_groups(words.rpartition(" ")[2])
        )
    ):
        return False
    return True if speaks else None


def _context(it: Candidate) -> float:
    headings = [each for each in it.path if each.heading]
    worth = 0.0
    titles = [each for each in headings if each.level <= 1]
    for at, each in enumerate(reversed(headings)):
        is_title = each in titles and len(headings) > 1 and at == len(headings) - 1
        match is_of_groups(each.heading):
            case False if not (is_title or (each.level <= 1 and at)):
                return -3
            case True:
                worth = max(worth, 2 if at == 0 else 0.5 if is_title else 1)
    if it.category and is_of_groups(it.category):
        worth = 2
    if it.lead_in and is_of_groups_in_sentence(it.lead_in):
        worth = max(worth, 2)
    return worth


def is_of_groups_in_sentence(text: str) -> bool:
    """Return whether a sentence says that groups follow."""
    words = vocabulary.folded(text)
    lists = any(
        f" {word} " in f" {words} "
        for word in ("following", "current", "active", "are", "include", "these", "existing")
    )
    return vocabulary.speaks_of_groups(words) and (lists or len(words.split()) <= 4)


def _refusal(it: Candidate, names: Counter[str]) -> str:
    entries = it.entries
    half = len(entries) / 2
    if sum(entry.leads_inside() for entry in entries) > half:
        return "it is a table of contents"
    people = sum(
        parts.is_profile(entry.url) or entry.url.startswith("mailto:") for entry in entries
    )
    if people > half and not any(entry.known() for entry in entries):
        return "it is about people"
    labels = sum(_is_label(entry, names) for entry in entries)
    if it.shape in ("list", "paragraphs") and labels >= half:
        return "it says something about one group"
    return ""


def _is_label(entry: Entry, names: Counter[str]) -> bool:
    """Return whether an entry says something of a group, rather than naming one."""
    words = set(parts.key(entry.name).split("_"))
    if vocabulary.meaning(entry.name) not in (None, "name"):
        return True
    return names[parts.key(entry.name)] > 1 or (
        bool(words & vocabulary.LABEL_WORDS) and not entry.known() and not entry.url
    )


def chosen(candidates: Sequence[Candidate], headings: Iterable[str] = ()) -> list[Candidate]:
    """Return the lists of groups; those below *headings*, if there are any."""
    wanted = [vocabulary.folded(each) for each in headings]
    if wanted:
        for each in candidates:
            each.context = 2 if _is_below(each, wanted) else -9
        able = [each for each in candidates if each.context > 0 and not each.refused]
        able = [each for each in able if each.worth > -2 or each.shape == "table"] or able
    else:
        able = [each for each in candidates if not each.refused and each.worth >= _LEAST]
    taken = _apart(able)
    best = max((each.context for each in taken), default=0)
    if best >= 2 and not wanted:
        labels = {label for each in taken if each.context >= 2 for label in each.labels()}
        taken = [
            each
            for each in taken
            if each.context >= 1
            or (each.context > 0 and len(each.labels() & labels) * 2 >= len(each.labels()) > 0)
        ]
    return taken


def _is_below(it: Candidate, wanted: Sequence[str]) -> bool:
    titles = [vocabulary.folded(each.heading) for each in it.path]
    return any(title and title in wanted for title in titles)


def _apart(able: Sequence[Candidate]) -> list[Candidate]:
    """Return those of some candidates that are not part of a better one."""
    taken: list[Candidate] = []
    for each in sorted(able, key=lambda each: -each.worth):
        if all(each.ends <= other.begins or other.ends <= each.begins for other in taken):
            taken.append(each)
    return sorted(taken, key=lambda each: each.begins)
