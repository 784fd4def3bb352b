"""Something on a page that has a name, and what is said about it: labels with their lines, and prose."""

from dataclasses import dataclass, field

from wgbot.setup.importers import vocabulary
from wgbot.setup.importers.inline import Line, Piece, plain
from wgbot.setup.importers.page import PageBlock


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

    def add(self, label: str, line: Line) -> None:
        """Add a line to the fact with that label."""
        for number, fact in enumerate(self.facts):
            if fact.label == label and label:
                self.facts[number] = Fact(label, (*fact.lines, line))
                return
        self.facts.append(Fact(label, (line,)))

    def cross_out(self, line: Line) -> None:
        """Add that it is over, if its name is crossed out."""
        if next((piece.struck for piece in line if piece.text.strip()), False):
            self.facts.append(Fact("Status", ((Piece("retired"),),)))
