"""A Markdown page → the groups that it lists, in whatever layout it has them.

A line of the page may only go once everything that it says is in a registry file, so each line of a
list is held against the group that was made of it, word by word. What is not there is told.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from wgbot.registry import folder
from wgbot.setup.importers import (
    candidates,
    choosing,
    drafting,
    emails,
    group_words,
    page,
    parts,
    places,
    vocabulary,
)
from wgbot.setup.importers.candidates import ListCandidate
from wgbot.setup.importers.found import Draft, Found, Leftover, ListOptions
from wgbot.setup.importers.inline import plain, written
from wgbot.setup.importers.mentions import Mentioned
from wgbot.setup.importers.page import Grid, PageBlock, PageList, PageSection
from wgbot.setup.importers.parts import Status
from wgbot.setup.importers.people import GroupPeople

_SAID = frozenset(
    "http https www github com git a an and at by in of on our see the to und with contributing contribute "
    "communication link links join where get involved here vacant tbd tba none".split()
)
"""Words that a line can lose: the registry says in its own way what they stand for."""
# A letter's neighbours, and signs that are no punctuation, as a smiley.
_WORD = re.compile(r"[^\W_]+|[^\x00-\x7f\w\s–—·•]")
_ONLY_MARKS = re.compile(r"[\s|:*_-]*")
_NO_PART_OF_KIND = frozenset("current our the on list lists meetings".split())
"""Words of a heading that say nothing of what kind the groups below it are."""
_BETWEEN_NAMES = re.compile(r"[,;]")
_NUMBER = re.compile(r"^\s*\d+[.)]\s+")


def read(text: str, options: ListOptions) -> Found:
    """Read the groups of a page, or those below the headings of the *options*."""
    # A lone carriage return is a line to the parser, and to nobody else.
    text = emails.marked(text.replace("\r\n", "\n").replace("\r", " "))
    root, lines = page.read(text, options.base)
    every = choosing.judged(candidates.found(root))
    taken = choosing.chosen(every, options.headings)
    reading = _Reading(lines, taken, options)
    for each in taken:
        reading.candidate(each)
    for each in every:
        if each.refused == candidates.ABOUT_PEOPLE and each.shape == "table":
            reading.leads(each)
    others = [each for each in every if not each.refused and each.worth > 0 and each not in taken]
    return Found(
        "markdown",
        tuple(reading.drafts),
        tuple(reading.leftovers),
        notes=(
            *(
                f"{each.told()}: {'; '.join(each.reasons)}" if each.reasons else each.told()
                for each in taken
            ),
            *places.unaddressed(reading.unaddressed),
        ),
        lists=tuple(_lists(taken)),
        frames=tuple(reading.frames),
        outline=tuple(_outline(root)),
        labels=reading.labels,
        called=tuple(f"{each.heading} {each.category}" for each in taken),
        offers=tuple(each.told() for each in others if _is_outside(each, taken)),
    )


class _Reading:
    """The making of groups from what was chosen, in the page's order."""

    def __init__(
        self, lines: Sequence[str], taken: Sequence[ListCandidate], options: ListOptions
    ) -> None:
        self._options = options
        self.unaddressed = 0
        """How many channels have a name and no address."""
        self._lines = lines
        self._written = _written_part(lines)
        categories = {_category(each).casefold().rstrip("s") for each in taken} - {""}
        self._has_categories = len(categories) > 1 or any(each.category for each in taken)
        self.drafts: list[Draft] = []
        self.leftovers: list[Leftover] = []
        self.labels: dict[str, str] = {}
        self.frames: list[int] = []

    def candidate(self, it: ListCandidate) -> None:
        """Make the groups of one list."""
        status = _status(it)
        if it.shape == "table":
            self.frames += (it.begins, it.begins + 1)
        for at, text in it.rest:
            why = "It names no group in bold; add it by hand."
            self.leftovers.append(Leftover("an item of the list", why, value=text, line=at + 1))
        for entry in it.entries:
            if it.shape == "headings" and _is_no_group(entry, it):
                continue
            self._entry(entry, it, status)

    def _entry(self, entry: Mentioned, it: ListCandidate, status: Status, parent: str = "") -> None:
        category = _category(it) if self._has_categories else ""
        told = drafting.Drafting(
            entry.name,
            status,
            line=entry.begins + 1,
            options=self._options,
            is_prose=it.shape != "table",
        )
        told.category = category
        told.page(entry.url)
        if entry.about:
            told.about(" ".join(map(written, entry.about)))
        for fact in entry.facts:
            lines = list(map(written, fact.lines))
            is_answer = fact.meaning in (None, vocabulary.MEETINGS)
            for text in lines if is_answer else ["\n".join(lines)]:
                told.add(fact.meaning, fact.label, text)
        if parent:
            told.add("parent", "parent", parent)
        is_active = told.status == "active"
        draft = told.draft(order=len(self.drafts) + 1 if is_active else None)
        self.leftovers += told.leftovers
        self.unaddressed += told.unaddressed
        self.labels = told.labels | self.labels
        self._add(draft, range(entry.begins, entry.ends))
        for each in entry.below:
            self._entry(each, it, told.status, entry.name)

    def leads(self, it: ListCandidate) -> None:
        """Add who leads a group by a table of people that has a column of groups; tell who does not."""
        for entry in it.entries:
            leads = GroupPeople(is_prose=True)
            link = f"[{entry.name}]({entry.url})" if entry.url else entry.name
            told = list(leads.add("leads", it.heading, link))
            for label, name in _led(entry):
                named = [e for e in self.drafts if parts.key(e.group.name) == parts.key(name)]
                if not named or told or not vocabulary.is_role(it.heading):
                    why = "No group of that name is listed, or nothing says that they lead it."
                    left = Leftover(
                        label, why, value=f"{entry.name}: {name}", line=entry.begins + 1
                    )
                    self.leftovers.append(left)
                    continue
                group = named[0].group
                more = [each for each in leads.once("leads") if each not in group.leads]
                group = group.model_copy(update={"leads": (*group.leads, *more)})
                self.drafts[self.drafts.index(named[0])] = replace(named[0], group=group)

    def _add(self, draft: Draft, lines: range) -> None:
        """Add a group, and hold the *lines* that it was read from against it."""
        for at, there in enumerate(self.drafts):
            if _is_same(there, draft):
                self.drafts[at] = _merged(there, draft)
                return
        said = draft.group.model_dump(mode="json", exclude={"order"})
        known = set(_words_of(said)) | _SAID | vocabulary.ROLES | parts.LINK_WORDS
        for key in draft.group.charter:
            known.update(_words(self.labels.get(key, key)))
        kept = []
        missing: dict[int, tuple[str, ...]] = {}
        for at in lines:
            line = self._lines[at]
            words = set(_words(line))
            lost = {each for each in words - known if parts.status(each) != draft.group.status}
            if not lost and (words or _ONLY_MARKS.fullmatch(line)):
                kept.append(at)
            else:
                missing[at] = tuple(each for each in dict.fromkeys(_words(line)) if each in lost)
        is_written = bool(self._written and lines.start in self._written)
        self.drafts.append(
            replace(draft, lines=tuple(kept), missing=missing, is_written=is_written)
        )


def _led(entry: Mentioned) -> list[tuple[str, str]]:
    """Return which groups a row of a table of people names, each with its column."""
    return [
        (fact.label, name)
        for fact in entry.facts
        if fact.meaning == "name"
        for line in fact.lines
        for name in map(str.strip, _BETWEEN_NAMES.split(plain(line)))
        if name
    ]


def _written_part(lines: Sequence[str]) -> range | None:
    """Return the lines between the two that wgbot writes between."""
    begins = [at for at, line in enumerate(lines) if line.startswith("<!-- wgbot:groups")]
    ends = [at for at, line in enumerate(lines) if line.startswith("<!-- /wgbot:groups")]
    return range(begins[0], ends[0]) if begins and ends else None


def _is_same(there: Draft, draft: Draft) -> bool:
    """Return whether a page speaks of the same group twice: in a table, and below a heading."""
    looks = folder.lookalike_keys(there.group.name) & folder.lookalike_keys(draft.group.name)
    return bool(looks) and there.category == draft.category


def _merged(one: Draft, other: Draft) -> Draft:
    """Return a group with all that is said of it in two places."""
    first, second = one.group, other.group
    updates = {
        name: getattr(second, name)
        for name in type(first).model_fields
        if name != "charter" and not getattr(first, name) and getattr(second, name)
    }
    if first.focus == "TBD":
        updates["focus"] = second.focus
    updates["charter"] = {**second.charter, **first.charter}
    return replace(one, group=first.model_copy(update=updates))


def _is_no_group(entry: Mentioned, it: ListCandidate) -> bool:
    """Return whether a section beside those of groups is about something else."""
    if vocabulary.is_only_role(entry.name):
        return True
    if entry.known() > 1:
        return False
    if group_words.is_called_group(entry.name):
        return False
    has_siblings = any(each.known() for each in it.entries)
    return (
        not entry.known()
        and (has_siblings or not entry.about)
        and not (entry.about and it.context >= 2)
    )


def _status(it: ListCandidate) -> Status:
    """Return the status that the headings above a list tell."""
    for each in reversed(it.path):
        if each.heading and (told := parts.status(each.heading)):
            return told
    return "active"


def _category(it: ListCandidate) -> str:
    """Return what the groups of a list are called together, without what only says their status."""
    told = it.category or it.heading
    words = [
        word
        for word in _NUMBER.sub("", told).split()
        if parts.status(word) is None and word.casefold() not in _NO_PART_OF_KIND
    ]
    has_status = any(map(parts.status, told.split()))
    is_any = has_status and len(words) == 1 and group_words.speaks_of_groups(words[0])
    return "" if is_any else " ".join(words)


def _lists(taken: Sequence[ListCandidate]) -> Iterator[tuple[int, int]]:
    """Yield where the list of active groups is, if it is a single one that can be written anew."""
    active = [each for each in taken if _status(each) == "active"]
    if any(each.shape == "headings" or each.category for each in active):
        return
    if len({each.path[-1].begins for each in active}) != 1:
        return
    yield from ((each.begins, each.ends) for each in active)


def _is_outside(it: ListCandidate, taken: Sequence[ListCandidate]) -> bool:
    return all(it.ends <= each.begins or each.ends <= it.begins for each in taken)


def _outline(section: PageSection) -> Iterator[str]:
    """Yield the headings and tables of a page, for whoever finds no group in it."""
    if section.level:
        yield f"line {section.begins + 1}: heading “{section.heading}”"
    for block in section.blocks:
        yield from _outline_of(block)
    for each in section.sections:
        yield from _outline(each)


def _outline_of(block: PageBlock) -> Iterator[str]:
    if isinstance(block, Grid):
        yield f"line {block.begins + 1}: table “{'”, “'.join(block.header)}”"
    elif isinstance(block, PageList) and len(block.items) > 1:
        yield f"line {block.begins + 1}: list of {len(block.items)}"


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text as they are compared."""
    for word in _WORD.findall(html.unescape(text)):
        yield unicodedata.normalize("NFKC", word).casefold()


def _words_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _words_of(each)
    elif isinstance(value, str):
        yield from _words(value)
