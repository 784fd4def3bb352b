"""What sentences say about something: people and places in them, by labels, verbs and brackets.

(Ada, lead): counting the birds. Chat: [#birds](https://…)
"""

import re
from collections.abc import Iterable

from wgbot.setup.importers import line_parts, parts, vocabulary
from wgbot.setup.importers.inline import Line, Piece, plain
from wgbot.setup.importers.mentioned import Fact, Mentioned

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


def add(entry: Mentioned, lines: Iterable[Line]) -> None:
    """Add prose without the labels in it, and without the people in brackets right after the name."""
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
            entry.add(found["label"] or "Leads", _without_full_stop(people))
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
