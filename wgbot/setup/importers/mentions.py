"""Something on a page that has a name, and what lines say about it: labels, sentences, brackets.

    - **Bird watching** (Ada, lead): counting the birds. Chat: [#birds](https://…)

A fact is a label with its lines; which labels are known is for `vocabulary`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from wgbot.setup.importers import parts, vocabulary
from wgbot.setup.importers.inline import Line, Piece, plain
from wgbot.setup.importers.page import PageBlock

_MOST_WORDS = 6
_MOST_OF_NAME = 10
AFTER_NAME = re.compile(r"\A[\s:–—,.|-]+")
_ENDS_NAME = re.compile(r":(?!\d)|(?<=\s)[–—-]{1,2}\s|(?<=\s)\(|,\s")
_EMOJI = re.compile(r"\A[^\w(.\"'“#@]++(?=\w)")
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


def labelled(line: Line, *, is_loose: bool) -> tuple[str, Line] | None:
    """Part a line at the colon that ends its label; None if it has none.

    A link in the label, as in `[Slack](https://…): #birds`, is part of what it labels.

    In a list, any few words before a colon are a label; in prose (not *is_loose*), those in bold
    and those that are known.
    """
    text = "".join(piece.text for piece in line)
    label, colon, after = text.partition(":")
    bold = "".join(piece.text for piece in _leading_bold(line)).strip()
    if (
        bold
        and not bold.rstrip(":").strip().startswith(label.strip())
        and not (colon and label.strip() == bold)
    ):
        colon = ""
    if not colon:
        if bold and (vocabulary.meaning(bold) or bold == plain(line)) and vocabulary.meaning(bold):
            return bold, without_start(
                split(line, len("".join(p.text for p in _leading_bold(line))))[1], AFTER_NAME
            )
        return None
    label = parts.line(label)
    if (
        not label
        or len(label.split()) > _MOST_WORDS
        or (label[-1].isdigit() and after[:1].isdigit())
    ):
        return None
    if not is_loose and not bold and not (vocabulary.meaning(label) and len(label.split()) <= 3):
        return None
    if line[0].url and len(line[0].text) > len(label):
        return None
    before, rest = split(line, text.index(":") + 1)
    linked = tuple(piece for piece in before if piece.url)
    return label, (*linked, Piece(" "), *rest) if linked else without_start(
        rest, re.compile(r"\A\s+")
    )


def _leading_bold(line: Line) -> list[Piece]:
    found = []
    for piece in line:
        if not piece.bold and piece.text.strip():
            break
        found.append(piece)
    return found if any(piece.bold for piece in found) else []


def title(lines: Sequence[Line]) -> tuple[str, Piece, list[Line], bool] | None:
    """Return the name that some lines begin with, its piece, what is behind it, and if it is marked."""
    if not lines or not plain(lines[0]):
        return None
    line = lines[0]
    first = next((at for at, piece in enumerate(line) if _EMOJI.sub("", piece.text).strip()), 0)
    piece = line[first]
    if piece.bold or piece.url:
        end = first + 1
        while piece.bold and end < len(line) and line[end].bold:
            end += 1
        name = "".join(each.text for each in line[first:end])
        url = next((each.url for each in line[first:end] if each.url), "")
        rest = without_start(line[end:], AFTER_NAME)
        return _named(name, Piece(name, url), [rest, *lines[1:]], is_marked=True)
    text = "".join(each.text for each in line)
    ends = _ENDS_NAME.search(text)
    links = next((at for at, each in enumerate(line) if each.url), len(line))
    at = min(ends.start() if ends else len(text), len("".join(each.text for each in line[:links])))
    rest = split(line, at)[1]
    if links < len(line) and "".join(each.text for each in rest if not each.url).strip() == "()":
        # `Birds (https://…)` is as good as a link.
        return _named(text[:at], line[links], list(lines[1:]), is_marked=True)
    return _named(
        text[:at],
        Piece(""),
        [without_start(rest, re.compile(r"\A[\s:–—,-]+")), *lines[1:]],
        is_marked=False,
    )


def _named(
    name: str, piece: Piece, rest: list[Line], *, is_marked: bool
) -> tuple[str, Piece, list[Line], bool] | None:
    name = clean(name)
    if not name or len(name.split()) > _MOST_OF_NAME or name.startswith("@"):
        return None
    return name, piece, [line for line in rest if plain(line)], is_marked


def clean(name: str) -> str:
    """Return a name without the signs around it."""
    return _EMOJI.sub("", parts.line(name)).strip().rstrip(":.").strip()


def split(line: Line, offset: int) -> tuple[Line, Line]:
    """Part a line behind that many characters."""
    before: list[Piece] = []
    after: list[Piece] = []
    for piece in line:
        cut = max(0, min(len(piece.text), offset))
        offset -= len(piece.text)
        if cut:
            before.append(replace(piece, text=piece.text[:cut]))
        if piece.text[cut:]:
            after.append(replace(piece, text=piece.text[cut:]))
    return tuple(before), tuple(after)


def offset(line: Line, length: int, shown: str) -> int:
    """Return where in a line's own text as much of it ends as *length* of what is *shown*."""
    text = "".join(piece.text for piece in line)
    wanted = len(re.sub(r"\s", "", shown[:length]))
    for at, char in enumerate(text):
        if wanted == 0:
            return at
        wanted -= not char.isspace()
    return len(text)


def without_start(line: Line, skipped: re.Pattern[str]) -> Line:
    """Return a line without what its text begins with."""
    text = "".join(piece.text for piece in line)
    found = skipped.match(text)
    return split(line, found.end())[1] if found else line


def add_prose(entry: Mentioned, lines: Iterable[Line]) -> None:
    """Add prose without the labels in it, and without the people in brackets right after the name."""
    for number, each in enumerate(lines):
        is_first = number == 0 and not entry.about
        line = _without_people(entry, each) if is_first else each
        text = "".join(piece.text for piece in line)
        cuts = [found for found in _INLINE_LABEL.finditer(text) if _is_cut(line, found)]
        ends = [*(found.start() for found in cuts), len(text)]
        before, _ = split(line, ends[0])
        if plain(before):
            entry.about.append(before)
        for found, until in zip(cuts, ends[1:], strict=True):
            said = split(split(line, until)[0], found.end())[1]
            ended = _SENTENCE_ENDS.search("".join(piece.text for piece in said))
            people, rest = split(said, ended.end() if ended else until)
            entry.add(found["label"] or "Leads", _without_full_stop(people))
            if plain(rest):
                entry.about.append(rest)


def _is_cut(line: Line, found: re.Match[str]) -> bool:
    """Return whether a label inside prose is one: of people, or of places that it has links to."""
    label = found["label"]
    said = split(line, found.end())[1]
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
    inside, after = split(line, offset(line, found.end(), plain(line)))
    if not _tells_people(found[1], inside):
        return line
    entry.facts.append(Fact("Leads", (_within_brackets(inside),)))
    return without_start(after, AFTER_NAME)


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
