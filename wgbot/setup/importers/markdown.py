"""A Markdown page with a list of groups: an item a group, its people and links below it.

    - **Bird watching**: counting the birds that nobody counts.
      - POC: [@ada](https://forum.example.org/u/ada) and [@grace](https://github.com/grace)
      - Contributing: [channel](https://chat.example.org/birds) #birds | [repository](https://…)

An item is a group if it begins with a name in bold or with a link. A table is read as a table.
Items that name no group are text of the page, and stay there. So are lists of people, tables of
contents, and what is said about one group below its own heading (`**Meeting time:** Mondays`).

A line of the page may only go once everything that it says is in a registry file, so each line of a list is
held against the group that was made of it, word by word. What is not there is told.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from wgbot.registry.group import Group
from wgbot.setup.importers import columns, emails, parts, table
from wgbot.setup.importers.below import WORDS_FOR_PEOPLE, Below
from wgbot.setup.importers.found import MISSING, Draft, Found, Leftover
from wgbot.setup.importers.items import Item, Piece, read_items, title_of
from wgbot.setup.importers.parts import Status

_LABELS = WORDS_FOR_PEOPLE | frozenset(
    "meeting meetings meets time times when agenda notes minutes invitation invitations chat channel "
    "channels slack discord zulip irc matrix gitter mailing list lists repository repositories repo "
    "repos status charter goal goals purpose member members sponsor sponsors".split()
)
"""Words of which one tells what is said about a group, where everything that a list names is of that kind."""
_SECTIONS_OF_PEOPLE = frozenset(
    "members people maintainers chairs leads contributors participants council board staff alumni "
    "emeriti owners sponsors authors organizers organisers attendees mitglieder".split()
)
_COLUMNS_OF_PEOPLE = frozenset(
    "position affiliation organization organisation company employer term email e_mail email_address "
    "github_username github_handle github_id role title".split()
)
_SAID = frozenset(
    "http https www github com git a an and at by in of on our see the to und with contributing contribute "
    "communication link links join where get involved".split()
)
"""Words that a line can lose: the registry says in its own way what they stand for."""
# A letter's neighbours, and signs that are no punctuation, as a smiley.
_WORD = re.compile(r"[^\W_]+|[^\x00-\x7f\w\s–—·•]")
_ONLY_MARKS = re.compile(r"[\s|:*_-]*")
_FRONT_MATTER = re.compile(r"\A---\r?\n.*?^---\r?$", re.DOTALL | re.MULTILINE)


def read(text: str) -> Found:
    """Read the groups of a page."""
    # A lone carriage return is a line to the parser, and to nobody else.
    text = emails.marked(text.replace("\r\n", "\n").replace("\r", " "))
    # Blank lines, so that the numbers of the lines stay.
    body = _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    page = _Page(tokens, body.split("\n"))
    page.read()
    return Found(
        "markdown",
        tuple(page.drafts),
        tuple(page.leftovers),
        lists=tuple(page.lists),
        frames=tuple(page.frames),
        outline=tuple(page.outline),
        labels=page.labels,
    )


class _Page:
    """The reading of one page, top to bottom."""

    def __init__(self, tokens: Sequence[Token], lines: Sequence[str]) -> None:
        self._tokens = tokens
        self._lines = lines
        self._status: Status = "active"
        self._of_people = False
        self.frames: list[int] = []
        self.outline: list[str] = []
        self.drafts: list[Draft] = []
        self.leftovers: list[Leftover] = []
        self.lists: list[tuple[int, int]] = []
        self.labels: dict[str, str] = {}

    def read(self) -> None:
        repeated = self._repeated()
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            if token.type == "heading_open":
                heading = self._tokens[at + 1].content
                told = parts.status(heading)
                self._status = told or "active"
                words = re.findall(r"\w+", heading.casefold())
                self._of_people = words[-1:] != [] and words[-1] in _SECTIONS_OF_PEOPLE
                self._tell("heading", parts.line(heading), token)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                at, items = read_items(self._tokens, at)
                if not self._of_people and not _is_of_people(items):
                    self._list(items, token, repeated)
            elif token.type == "table_open":
                at = self._table(at)
            at += 1

    def _tell(self, what: str, text: str, token: Token) -> None:
        self.outline.append(f"line {(token.map or [0])[0] + 1}: {what} “{text}”")

    def _repeated(self) -> frozenset[str]:
        """Return the names that more than one list of the page has: of what is said about each group."""
        seen: Counter[str] = Counter()
        at = 0
        while at < len(self._tokens):
            if self._tokens[at].type in ("bullet_list_open", "ordered_list_open"):
                at, items = read_items(self._tokens, at)
                seen.update({title[0].casefold() for item in items if (title := title_of(item))})
            at += 1
        return frozenset(name for name, count in seen.items() if count > 1)

    def _list(self, items: Sequence[Item], token: Token, repeated: frozenset[str]) -> None:
        groups = [item for item in items if title_of(item)]
        labels = sum(_is_label(item, repeated) for item in groups)
        if 2 * labels >= len(groups):
            return
        if self._status == "active" and token.map:
            self.lists.append((items[0].begins, items[-1].ends))
        for item in items:
            if any(item is group for group in groups):
                self._add(self._group(item), range(item.begins, item.ends))
            else:
                self._left(
                    "an item of the list", item, "It names no group in bold; add it by hand."
                )

    def _add(self, draft: Draft, lines: range) -> None:
        """Add a group, and hold the *lines* that it was read from against it."""
        told = {each.line for each in self.leftovers}
        said = draft.group.model_dump(mode="json", exclude={"order"})
        known = set(_words_of(said)) | _SAID | WORDS_FOR_PEOPLE | parts.LINK_WORDS
        for key in draft.group.charter:
            known.update(_words(self.labels.get(key, key)))
        kept = []
        for at in lines:
            line = self._lines[at]
            words = set(_words(line))
            lost = {each for each in words - known if parts.status(each) != draft.group.status}
            if at + 1 in told:
                continue
            if lost or not (words or _ONLY_MARKS.fullmatch(line)):
                why = "Not all that it says has a place in the registry."
                text = parts.line(line)
                self.leftovers.append(Leftover("a line", why, draft.group.name, text, at + 1))
            else:
                kept.append(at)
        self.drafts.append(replace(draft, lines=tuple(kept)))

    def _group(self, item: Item) -> Draft:
        title = title_of(item)
        assert title is not None
        name, said, rest = title
        reading = Below(name, self.leftovers, self.labels)
        if title_link := next((piece.url for piece in item.pieces if piece.url), ""):
            reading.link(Piece(name, title_link), item)
        for piece in rest:
            if piece.url and piece.url != title_link:
                reading.link(piece, item)
        for line in item.below:
            reading.line(line)
        taken, whole = parts.focus(said)
        if whole:
            reading.charter["focus"] = whole
        group = Group(
            name=name,
            status=self._status,
            focus=taken or MISSING,
            leads=tuple(reading.leads),
            channels=tuple(reading.channels),
            repositories=tuple(dict.fromkeys(reading.repositories)),
            discussion=reading.discussion,
            charter=reading.charter,
            order=len(self.drafts) + 1 if self._status == "active" else None,
        )
        return Draft(group, line=item.begins + 1)

    def _table(self, at: int) -> int:
        begins = at
        rows: list[list[str]] = []
        while self._tokens[at].type != "table_close":
            token = self._tokens[at]
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token.content)
            at += 1
        place = self._tokens[begins].map or [0, 0]
        self._tell("table", "”, “".join(rows[0] if rows else ()), self._tokens[begins])
        if rows and columns.knows(rows[0]) and not self._of_people and not _names_people(rows[0]):
            found = table.rows(rows[0], rows[1:], first_line=place[0] + 3, status=self._status)
            self.leftovers += found.leftovers
            self.labels |= found.labels
            for draft in found.drafts:
                row = (draft.line or 1) - 1
                self._add(draft, range(row, row + 1))
            self.frames += (place[0], place[0] + 1)
            if self._status == "active":
                self.lists.append((place[0], place[1]))
        return at

    def _left(self, what: str, item: Item, why: str) -> None:
        self.leftovers.append(Leftover(what, why, value=item.text, line=item.begins + 1))


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


def _is_label(item: Item, repeated: frozenset[str]) -> bool:
    """Return whether an item says something of a group, rather than naming one."""
    title = title_of(item)
    if title is None or item.below:
        return False
    return title[0].casefold() in repeated or bool(
        item.pieces[0].bold and set(_words(title[0])) & _LABELS and not item.pieces[0].url
    )


def _is_of_people(items: Sequence[Item]) -> bool:
    """Return whether each item of a list is about a person, by where it links to."""
    return bool(items) and all(
        not item.below
        and item.pieces
        and (
            item.pieces[0].text.startswith("@")
            or item.pieces[0].url.startswith("mailto:")
            or parts.is_profile(item.pieces[0].url)
        )
        for item in items
    )


def _names_people(header: Sequence[str]) -> bool:
    """Return whether a table is about people: it says what they are, and who leads nothing."""
    keys = [parts.key(label) for label in header]
    return bool(_COLUMNS_OF_PEOPLE & set(keys[1:])) and not columns.tells_of_groups(header)
