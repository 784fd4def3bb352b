"""What the items below a group's name say about it: its people, its links, and answers of their own."""

import re
from collections.abc import Sequence

from wgbot.registry.group import Channel, Person
from wgbot.setup.importers import parts, people
from wgbot.setup.importers.found import Leftover
from wgbot.setup.importers.items import Item, Piece, labelled, written
from wgbot.text import links

WORDS_FOR_PEOPLE = frozenset(
    "poc pocs contact contacts lead leads leader leaders leadership led chair chairs cochair cochairs "
    "coordinator coordinators organizer organizers organiser organisers facilitator facilitators "
    "convener conveners owner owners maintainer maintainers people liaison kontakt leitung".split()
)
_NAME_OF_CHANNEL = re.compile(r"[#&!][\w.:-]+")


class Below:
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

    def line(self, item: Item) -> None:
        """Read one line: people, links, or an answer of its own."""
        label, pieces = labelled(item)
        words = set(re.findall(r"[a-z]+", label.casefold()))
        if words & WORDS_FOR_PEOPLE:
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

    def _people(self, pieces: Sequence[Piece], item: Item) -> None:
        text = "".join(map(written, pieces))
        for someone in people.several(text):
            if someone.bare and someone.person:
                # In prose, a word without a mark is a name.
                self.leads.append(Person(name=someone.person.github))
            elif someone.person:
                self.leads.append(someone.person)
            if someone.email:
                self._left("an e-mail address", item, "Addresses of people are not published.", "")
            elif someone.unread:
                self._left("a person", item, "It is neither a name nor an account.", someone.unread)

    def _links(self, label: str, pieces: Sequence[Piece], item: Item) -> None:
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

    def link(self, piece: Piece, item: Item, label: str = "", behind: str = "") -> None:
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

    def _left(self, what: str, item: Item, why: str, value: str | None = None) -> None:
        shown = item.text if value is None else value
        self._leftovers.append(Leftover(what, why, self._name, shown, item.begins + 1))
