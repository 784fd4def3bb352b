"""The text of a page in runs, which know where they link to and whether they are bold, in lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from markdown_it.token import Token

from wgbot.setup.importers import parts
from wgbot.text import links

_ROLE = re.compile(r"\{[\w:-]+\}$")
_LINK_TAG = re.compile(r"<a\s[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)

# At GitHub, `/docs` is a folder of the repository.
_TOP = re.compile(r"https://github\.com/[^/]+/[^/]+/blob/[^/]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and where it links to."""

    text: str
    url: str = ""
    bold: bool = False
    struck: bool = False
    """Whether it is crossed out."""


Line = tuple[Piece, ...]


"""What stands in one line, as a reader sees it."""


def plain(line: Line) -> str:
    """Return what a line says, without its links."""
    return parts.line("".join(piece.text for piece in line))


def written(line: Line) -> str:
    """Return a line in Markdown, with its links and nothing else."""
    return parts.line("".join(_written(piece) for piece in line))


def _written(piece: Piece) -> str:
    if not piece.url:
        return piece.text
    text = parts.line(piece.text)
    if piece.url.startswith("mailto:"):
        return f"{'' if '@' in text else text} <{piece.url.removeprefix('mailto:')}>"
    if text in (piece.url, piece.url.removeprefix("https://")):
        return piece.url
    return (
        f"[{text.replace('[', '(').replace(']', ')')}](<{piece.url}>)"
        if " " in piece.url or ("(" in piece.url or ")" in piece.url)
        else f"[{text.replace('[', '(').replace(']', ')')}]({piece.url})"
    )


class _Run:
    """The pieces of a line in the making."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.lines: list[list[Piece]] = [[]]
        self.bold = 0
        self.struck = 0
        self.url = ""

    def add(self, text: str) -> None:
        if not text:
            return
        piece = Piece(text, self.url, self.bold > 0, self.struck > 0)
        last = self.lines[-1][-1:]
        if last and replace(last[0], text=text) == piece:
            self.lines[-1][-1] = replace(piece, text=last[0].text + text)
        else:
            self.lines[-1].append(piece)

    def link(self, url: str) -> None:
        """Begin a link, or end it; one that is relative leads on from the page's own address."""
        if not url or _ABSOLUTE.match(url) or not self._base:
            self.url = url
        elif parts.is_host(url):
            self.url = f"https://{url}"
        elif url.startswith("/") and (top := _TOP.match(self._base)):
            self.url = f"{top[0]}{url}"
        else:
            self.url = urljoin(self._base, url)

    def html(self, tag: str) -> None:
        name = tag.strip("</> \n").partition(" ")[0].rstrip("/").lower()
        is_end = tag.startswith("</")
        if name in ("br", "li", "p", "div"):
            self.lines.append([])
        elif name in ("b", "strong"):
            self.bold += -1 if is_end else 1
        elif name == "a":
            found = _LINK_TAG.match(tag)
            self.link(found[1] if found and not is_end else "")


def lines(tokens: Iterable[Token], base: str) -> Iterator[Line]:
    """Yield the lines that some tokens are; *base* is the address of relative links."""
    run = _Run(base)
    for token in tokens:
        if token.type == "html_inline":
            run.html(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            run.lines.append([])
        elif token.type.startswith(("strong_", "em_")):
            run.bold += token.nesting
        elif token.type.startswith("s_"):
            run.struck += token.nesting
        elif token.type == "link_open":
            run.link(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            run.link("")
        elif token.type in ("text", "code_inline"):
            run.add(token.content)
    for line in run.lines:
        yield tuple(piece for each in line for piece in _with_bare_links(each))


def _with_bare_links(piece: Piece) -> Iterator[Piece]:
    """Part a text where addresses stand in it as they are."""
    text = _ROLE.sub("", piece.text)
    if piece.url or "://" not in text:
        yield replace(piece, text=text)
        return
    for url in links.in_text(text):
        before, _, text = text.partition(url)
        if before:
            yield replace(piece, text=before)
        yield replace(piece, text=url, url=url)
    if text:
        yield replace(piece, text=text)
