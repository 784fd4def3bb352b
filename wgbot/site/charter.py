"""An answer of the form → HTML that is safe to show.

Answers to a `textarea` are Markdown, as GitHub shows them on the issue; every other answer is
text. Nothing in either can load anything, run anything or look like a part of the page.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import nh3
from markupsafe import Markup, escape

from wgbot.text.escape import escape_controls

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

REL = "noopener nofollow ugc"
"""What every link to somewhere else says about itself."""

_TAGS = {
    *("p br hr h4 h5 h6 em strong s code pre blockquote ul ol li a".split()),
    *("table thead tbody tr th td".split()),
}
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_BULLET = re.compile(r"[-*•] +\S")
_CODE = re.compile(r"`([^`]+)`")
BARE = re.compile(r"(https?://[^\s<>\"\\]*[\w/])")
"""An address in a text."""
_SHOWN_ADDRESS = re.compile(r"(?<=>)https?://[^<>]*+(?=</a>)")
_SEAM = re.compile(r"(?:/+|=|&amp;)(?=.)|(?=[?#_.])")
# What most answers are: paragraphs, and lists of one line an item. Such lines begin no other block,
# whatever stands around them, so that finding blocks is left out; the parser takes five times as
# long. A property test holds the two together.
_BETWEEN_BLOCKS = re.compile(r"\n{2,}")
_LETTER = r"[^\W\d_]"
_LINE = re.compile(rf"(?:\*\*?|`)?{_LETTER}[^\n\t|]*")
_ITEM = re.compile(rf"- (?:\*\*?|`)?{_LETTER}[^\n\t|]*")
# Nothing in such a line is Markdown.
_PLAIN = re.compile(r"[\w ,;!?()/'’“”„…–—%@.:-]*")
_DOUBTFUL = re.compile(rf"[_.:](?:(?<=_)|(?<!{_LETTER}.)|(?<=:)(?! |$))")
# And this is nothing else: words between two marks, or an address, with a space on either side or
# what ends a sentence.
_WORDS = r"[^\W_](?:[^\W_]|[ -](?=[^\W_]))*"
_MARKED = re.compile(
    rf"(?<![^\s(])(?:\*\*({_WORDS})\*\*|\*({_WORDS})\*|`({_WORDS})`"
    r"|(https?://(?:[a-z0-9]+[-.])+[a-z]{2,}(?:/[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)*/?))"
    r"(?=[.,;:!?)]*(?:\s|$))"
)
_ELEMENTS = ("strong", "em", "code")


def html(answer: str | tuple[str, ...], kind: Literal["markdown", "code", "text"]) -> Markup:
    """Return the answer as HTML."""
    if isinstance(answer, tuple):
        return _listed(answer)
    if kind == "markdown":
        return Markup(markdown(answer))  # noqa: S704 - it is what the cleaner left
    if kind == "code":
        return Markup('<pre tabindex="0"><code>{}</code></pre>').format(escape_controls(answer))
    lines = answer.strip().split("\n")
    if all(_BULLET.match(line) for line in lines):
        return _listed(line[1:].strip() for line in lines)
    return Markup('<p dir="auto">{}</p>').format(Markup("<br>\n").join(map(linked, lines)))


def linked(text: str) -> Markup:
    """Return a text of one line as HTML, with links where it has addresses, and code where it is marked."""
    text = escape_controls(text)
    if "`" not in text:
        return _with_links(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else _with_links(part)
        for place, part in enumerate(_CODE.split(text))
    )


def _with_links(text: str) -> Markup:
    if "://" not in text:
        return escape(text)
    link = Markup('<a href="{}" rel="{}">{}</a>')
    return Markup("").join(
        link.format(part, REL, Markup(_readable(str(escape(part))))) if place % 2 else part  # noqa: S704 - escaped
        for place, part in enumerate(BARE.split(text))
    )


def _with_readable_addresses(html: str) -> str:
    return _SHOWN_ADDRESS.sub(lambda address: _readable(address[0]), html)


def _readable(address: str) -> str:
    """Return an address, which is HTML, as people read it: without its scheme, and broken at its seams."""
    host, slash, rest = address.partition("://")[2].partition("/")
    return host + slash + _SEAM.sub(r"\g<0><wbr>", rest) if rest else host


def _listed(items: Iterable[str]) -> Markup:
    shown = (Markup("<li>{}</li>").format(linked(each)) for each in items)
    return Markup("<ul>{}</ul>").format(Markup("").join(shown))


@lru_cache(maxsize=4096)
def markdown(text: str) -> str:
    """Return Markdown as HTML: no raw HTML, no images, no headings above the page's own."""
    text = "\n".join(map(escape_controls, text.replace("\r\n", "\n").split("\n")))
    quick = _quick(text)
    return _with_readable_addresses(_cleaned(_parser().render(text)) if quick is None else quick)


def _quick(text: str) -> str | None:
    """Return what the parser would, of a text without any doubt about its blocks; else None."""
    parts = []
    for block in _BETWEEN_BLOCKS.split(text.strip("\n")):
        lines = block.split("\n")
        if all(_LINE.fullmatch(line) for line in lines):
            parts.append(f'<p dir="auto">{_inline(block)}</p>\n')
        elif all(_ITEM.fullmatch(line) for line in lines):
            if parts and parts[-1].startswith("<ul"):
                # Two lists with a line between them are one, with paragraphs in it.
                return None
            items = "".join(f"<li>{_inline(line[2:])}</li>\n" for line in lines)
            parts.append(f'<ul dir="auto">\n{items}</ul>\n')
        else:
            return None
    return "".join(parts)


def _inline(text: str) -> str:
    text = text.strip()
    lines = []
    for line in text.split("\n"):
        shown = str(escape(line.strip(" ")))
        if not _is_plain(line):
            if not _is_plain(_MARKED.sub("x", line)):
                return _cleaned(_parser().renderInline(text))
            shown = _MARKED.sub(_element, shown)
        lines.append(shown)
    return "<br>\n".join(lines)


def _is_plain(line: str) -> bool:
    return _PLAIN.fullmatch(line) is not None and _DOUBTFUL.search(line) is None


def _element(marked: re.Match[str]) -> str:
    if address := marked[4]:
        return f'<a href="{address}" rel="{REL}">{address}</a>'
    tag = _ELEMENTS[(marked.lastindex or 1) - 1]
    return f"<{tag}>{marked[marked.lastindex or 1]}</{tag}>"


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    link_rel=REL,
    url_schemes={"http", "https", "mailto"},
)


def _cleaned(shown: str) -> str:
    clean = _CLEANER.clean(shown)
    # The cleaner lets no attribute of ours through but these, so they are set on what is clean.
    clean = re.sub(r"<(p|ul|ol|h4|h5|h6|blockquote)(?=[ >])", r'<\1 dir="auto"', clean)
    # What scrolls has to be reachable by keyboard.
    return re.sub("<(pre|table)>", r'<\1 tabindex="0">', clean)


@cache
def _parser() -> "MarkdownIt":
    from wgbot.site import commonmark  # noqa: PLC0415 - slow to load, and most answers need none

    return commonmark.parser()
