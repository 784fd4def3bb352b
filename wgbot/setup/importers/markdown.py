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
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from wgbot.registry.group import Channel, Group, Person
from wgbot.setup.importers import parts, table
from wgbot.setup.importers.found import MISSING, Draft, Found, Leftover
from wgbot.setup.importers.parts import Status
from wgbot.text import links

_PEOPLE = frozenset(
    "poc pocs contact contacts lead leads leader leaders leadership led chair chairs cochair cochairs "
    "coordinator coordinators organizer organizers organiser organisers facilitator facilitators "
    "convener conveners owner owners maintainer maintainers people liaison kontakt leitung".split()
)
_LABELS = _PEOPLE | frozenset(
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
_NAME_OF_CHANNEL = re.compile(r"[#&!][\w.:-]+")


@dataclass
class _Piece:
    """A run of an item's text, and where it links to."""

    text: str
    url: str = ""
    bold: bool = False


@dataclass
class _Item:
    """One item of a list, with the items below it."""

    pieces: list[_Piece] = field(default_factory=list)
    below: list["_Item"] = field(default_factory=list)
    begins: int = 0
    ends: int = 0

    @property
    def text(self) -> str:
        return parts.line("".join(piece.text for piece in self.pieces))


def read(text: str) -> Found:
    """Read the groups of a page."""
    # A lone carriage return is a line to the parser, and to nobody else.
    text = text.replace("\r\n", "\n").replace("\r", " ")
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
                at, items = _items(self._tokens, at)
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
                at, items = _items(self._tokens, at)
                seen.update({title[0].casefold() for item in items if (title := _title(item))})
            at += 1
        return frozenset(name for name, count in seen.items() if count > 1)

    def _list(self, items: Sequence[_Item], token: Token, repeated: frozenset[str]) -> None:
        groups = [item for item in items if _title(item)]
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
        known = set(_words_of(said)) | _SAID | _PEOPLE | parts.LINK_WORDS
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

    def _group(self, item: _Item) -> Draft:
        title = _title(item)
        assert title is not None
        name, said, rest = title
        reading = _Reading(name, self.leftovers, self.labels)
        if title_link := next((piece.url for piece in item.pieces if piece.url), ""):
            reading.link(_Piece(name, title_link), item)
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
        if rows and table.knows(rows[0]) and not self._of_people and not _names_people(rows[0]):
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

    def _left(self, what: str, item: _Item, why: str) -> None:
        self.leftovers.append(Leftover(what, why, value=item.text, line=item.begins + 1))


class _Reading:
    """What the lines below one group say."""

    def __init__(self, name: str, leftovers: list[Leftover], labels: dict[str, str]) -> None:
        self._name = name
        self._leftovers = leftovers
        self._labels = labels
        self.leads: list[Person] = []
        self.channels: list[Channel] = []
        self.repositories: list[str] = []
        self.discussion: str | None = None
        self.charter: dict[str, str | tuple[str, ...]] = {}

    def line(self, item: _Item) -> None:
        """Read one line: people, links, or an answer of its own."""
        label, pieces = _labelled(item)
        words = set(re.findall(r"[a-z]+", label.casefold()))
        if words & _PEOPLE:
            self._people(pieces, item)
        elif any(piece.url for piece in pieces):
            self._links(label, pieces, item)
        elif label and (answer := parts.line("".join(piece.text for piece in pieces))):
            key = parts.key(label)
            if told := parts.status(answer) if words & {"status", "state"} else None:
                self._left("status", item, f"Its section decides; the line says {told}.")
            elif key in self.charter:
                self._left(label, item, "The group has an answer of that name already.")
            else:
                self.charter[key] = answer
                self._labels[key] = label
        elif item.text:
            self._left("a line", item, "It has neither a label nor a link.")
        for each in item.below:
            self.line(each)

    def _people(self, pieces: Sequence[_Piece], item: _Item) -> None:
        text = "".join(map(_written, pieces))
        for someone in parts.people(text):
            if someone.bare and someone.person:
                # In prose, a word without a mark is a name.
                self.leads.append(Person(name=someone.person.github))
            elif someone.person:
                self.leads.append(someone.person)
            if someone.email:
                self._left("an e-mail address", item, "Addresses of people are not published.", "")
            elif someone.unread:
                self._left("a person", item, "It is neither a name nor an account.", someone.unread)

    def _links(self, label: str, pieces: Sequence[_Piece], item: _Item) -> None:
        spare: list[str] = []
        for at, piece in enumerate(pieces):
            if piece.url:
                behind = pieces[at + 1].text if at + 1 < len(pieces) else ""
                self.link(piece, item, label, parts.line(behind.strip(" |,;()·•")))
            elif at == 0 or not pieces[at - 1].url:
                spare.append(piece.text)
        if said := parts.line(" ".join(spare)).strip(" |,;()·•-–—"):
            self._left(
                "words between links",
                item,
                "Links are kept, and what is said of them is not.",
                said,
            )

    def link(self, piece: _Piece, item: _Item, label: str = "", behind: str = "") -> None:
        """Place one link by what it is called and where it leads."""
        kind = parts.leads_to(piece.url, piece.text) or parts.leads_to(piece.url, label)
        used = ""
        if kind == "channel":
            name = behind or (piece.text if _NAME_OF_CHANNEL.fullmatch(piece.text) else "")
            used = behind
            self.channels.append(Channel(url=parts.url(piece.url), name=name or None))
        elif kind == "repository":
            whole, page = parts.repository(piece.url)
            self.repositories.append(whole)
            if page:
                self._left("a page in a repository", item, f"{whole} is kept.", page)
        elif kind == "discussion" and self.discussion is None:
            self.discussion = links.regular(piece.url)
        else:
            self._left("a link", item, "It is neither a channel nor a repository.", piece.url)
        if behind and not used:
            self._left("words behind a link", item, "Only a channel has a name.", behind)

    def _left(self, what: str, item: _Item, why: str, value: str | None = None) -> None:
        shown = item.text if value is None else value
        self._leftovers.append(Leftover(what, why, self._name, shown, item.begins + 1))


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


def _is_label(item: _Item, repeated: frozenset[str]) -> bool:
    """Return whether an item says something of a group, rather than naming one."""
    title = _title(item)
    if title is None or item.below:
        return False
    return title[0].casefold() in repeated or bool(
        item.pieces[0].bold and set(_words(title[0])) & _LABELS and not item.pieces[0].url
    )


def _is_of_people(items: Sequence[_Item]) -> bool:
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
    columns = [parts.key(label) for label in header]
    return bool(_COLUMNS_OF_PEOPLE & set(columns[1:])) and not table.tells_of_groups(header)


def _written(piece: _Piece) -> str:
    """Return a piece as it was written, for what reads people in any text."""
    if piece.url.startswith("mailto:"):
        return f"<{piece.url.removeprefix('mailto:')}>"
    return f"[{piece.text}]({piece.url})" if piece.url else piece.text


def _items(tokens: Sequence[Token], at: int) -> tuple[int, list[_Item]]:
    """Read the list that opens at *at*; give where it closes, and its items."""
    items: list[_Item] = []
    at += 1
    while tokens[at].type not in ("bullet_list_close", "ordered_list_close"):
        token = tokens[at]
        if token.type == "list_item_open":
            begins, ends = token.map or (0, 0)
            items.append(_Item(begins=begins, ends=ends))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            at, items[-1].below = _items(tokens, at)
        elif token.type == "inline":
            if items[-1].pieces:
                items[-1].pieces.append(_Piece(" "))
            items[-1].pieces += _pieces(token.children or [])
        at += 1
    return at, items


def _pieces(children: Sequence[Token]) -> list[_Piece]:
    """Return the runs of a line: text, bold text and links, each whole."""
    pieces = [_Piece("")]
    bold = 0
    for token in children:
        bold += token.nesting if token.type.startswith("strong_") else 0
        if token.type.startswith("link_"):
            pieces.append(_Piece("", str(token.attrGet("href") or ""), bold > 0))
        text = " " if token.type in ("softbreak", "hardbreak") else token.content
        if text and bool(bold) != pieces[-1].bold and not pieces[-1].url:
            pieces.append(_Piece("", bold=bool(bold)))
        pieces[-1].text += text
    return [piece for piece in pieces if piece.text]


def _title(item: _Item) -> tuple[str, str, list[_Piece]] | None:
    """Return the name that an item begins with, what it says about it, and the pieces of that."""
    if not item.pieces:
        return None
    first, *rest = item.pieces
    if not (first.bold or (first.url and (rest or item.below))):
        return None
    if first.url.startswith("#") and not rest and all(map(_is_of_contents, item.below)):
        return None
    name = parts.line(first.text).rstrip(":").strip()
    said = parts.line("".join(piece.text for piece in rest))
    said = re.sub(r"^[:–—,-]+\s*", "", said)
    return (name, said, rest) if name else None


def _is_of_contents(item: _Item) -> bool:
    """Return whether an item only leads to another place of the page."""
    return all(each.url.startswith("#") for each in item.pieces if each.text.strip()) and all(
        map(_is_of_contents, item.below)
    )


def _labelled(item: _Item) -> tuple[str, list[_Piece]]:
    """Part a line at its first colon, where that ends a label."""
    pieces = [_Piece(each.text, each.url, each.bold) for each in item.pieces]
    said = ""
    for at, piece in enumerate(pieces):
        if piece.url:
            break
        before, colon, behind = piece.text.partition(":")
        if colon:
            rest = [_Piece(behind), *pieces[at + 1 :]] if behind.strip() else pieces[at + 1 :]
            return parts.line(said + before), rest
        said += piece.text
    return "", pieces
