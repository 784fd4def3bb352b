"""A line of a page, parted: its label, the name that it begins with, and what is behind either."""

import re
from collections.abc import Sequence
from dataclasses import replace

from wgbot.setup.importers import parts, vocabulary
from wgbot.setup.importers.inline import Line, Piece, plain

_MOST_WORDS = 6


_MOST_OF_NAME = 10


AFTER_NAME = re.compile(r"\A[\s:–—,.|-]+")
_ENDS_NAME = re.compile(r":(?!\d)|(?<=\s)[–—-]{1,2}\s|(?<=\s)\(|,\s")
_EMOJI = re.compile(r"\A[^\w(.\"'“#@]++(?=\w)")


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
