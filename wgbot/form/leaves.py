"""The leaves of a Markdown text: code between fences, comments, HTML, and text with inline markup.

As CommonMark has them, with their containers: a fence in a list item ends with it, a shorter fence
closes none, and what is in a block of HTML is no fence. A test holds it against markdown-it-py.
Linear in the length of the text, whatever is in it.
https://spec.commonmark.org/0.31.2/#blocks-and-inlines
"""

import re
from collections.abc import Container, Sequence
from typing import Literal, NamedTuple

LeafKind = Literal["fence", "comment", "html", "text"]


class Leaf(NamedTuple):
    """A block that holds lines: code between fences, HTML, or text with inline markup."""

    kind: LeafKind
    lines: Sequence[tuple[int, int]]
    """Where each of its lines is, without what is around it; of a fence or comment, the first."""
    end: int
    """Where its last line ends."""
    is_open: bool
    """Whether it stays open to the end of the text."""


def scan(text: str, kinds: Container[LeafKind]) -> list[Leaf]:
    """Return the leaves of these *kinds* in *text*, in order."""
    scanner = _Scanner(kinds)
    at = 0
    for line in text.split("\n"):
        scanner.take(line, at)
        at += len(line) + 1
    return scanner.done()


_MOST_NESTED = 100
_PREFIX = re.compile(r"[ \t>*+\-.)0-9]*")
_FENCE = re.compile(r"(`{3,}+)[^`]*+\Z|(~{3,}+)")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|\Z)")
_RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,})\Z")
_UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+\Z")
_ITEM = re.compile(r"([-+*]|(\d{1,9}+)[.)])( *)(?=( |\Z)|)")
_HTML = re.compile(
    r"""(?P<comment><!--|<\?|<!\[CDATA\[|<!(?=[A-Za-z]))
    | (?P<raw><(?:script|pre|style|textarea)(?=[\s>]|\Z))
    | (?P<part></?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup
        |dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]
        |head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option
        |p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)
        (?=\s|/?>|\Z))
    | (?P<alone>(?:</[A-Za-z][A-Za-z0-9-]*+\s*+>
        | <[A-Za-z][A-Za-z0-9-]*+
          (?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?)*+\s*+/?>)\s*+\Z)""",
    re.VERBOSE | re.IGNORECASE,
)
COMMENT_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
"""What no page shows, as much as a comment. https://spec.commonmark.org/0.31.2/#html-blocks"""
_RAW_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_ORDINARY = frozenset(map(chr, range(128))) - frozenset(" \t`~<>#*_+-=0123456789")


class _Item:
    """A list item around the lines that are looked at."""

    def __init__(self, width: int, is_blank: bool) -> None:
        self.width = width
        """How far its content is from the left of what is around it."""
        self.is_blank = is_blank
        """Whether there is nothing in it so far."""


class _Scanner:
    """Takes one line after another, and knows which blocks are open."""

    def __init__(self, kinds: Container[LeafKind]) -> None:
        self._kinds = kinds
        self._leaves: list[Leaf] = []
        self._around: list[_Item | None] = []
        """The containers; a quotation is None."""
        self._leaf: LeafKind | None = None
        self._lines: list[tuple[int, int]] = []
        self._end = 0
        """Where the last line of the leaf ends."""
        self._at = 0
        """Where the line begins that is looked at."""
        self._fence = ""
        self._ends: re.Pattern[str] | str | None = None

    def done(self) -> list[Leaf]:
        """Return the leaves, after the last line."""
        is_open = self._leaf in ("fence", "comment") and not self._around
        self._close(is_open=is_open)
        return self._leaves

    def take(self, raw: str, at: int) -> None:
        """Take the next line, which is *at* some place in the text."""
        end = at + len(raw)
        self._at = at
        if not self._around and self._is_plain(raw, end):
            return
        matched, place = self._match(line := _expanded(raw))
        rest = line[place:]
        if matched == len(self._around) and self._goes_on(rest, end):
            return
        if self._leaf in ("fence", "comment", "html"):
            self._close()
        self._begin(rest, end, matched)

    def _is_plain(self, raw: str, end: int) -> bool:
        """Take a line, if one look at it tells what it is, as with most that are in no container."""
        if self._leaf == "fence":
            self._end = end
            if self._fence in raw and (raw == self._fence or _closes(raw, self._fence)):
                self._close()
            return True
        if not raw or self._leaf not in ("text", None):
            return False
        first = raw[0]
        if first in _ORDINARY:
            self._add_text(raw, end)
            return True
        if first == "#" and raw[:4] == "### " and "text" not in self._kinds:
            self._close()
            return True
        if first in "`~" and (fence := _FENCE.match(raw)):
            self._open_fence(fence, (self._at, end))
            return True
        return False

    def _goes_on(self, rest: str, end: int) -> bool:
        """Take a line of a block that only its own end can close, if it is in one."""
        if self._leaf == "fence":
            self._end = end
            if _closes(rest, self._fence):
                self._close()
            return True
        if self._leaf in ("comment", "html") and (rest.strip() or self._ends is not None):
            self._end = end
            if self._leaf == "html":
                self._lines.append(self._place(rest, end))
            self._end_html(rest)
            return True
        return False

    def _match(self, line: str) -> tuple[int, int]:
        """Return how many containers a line goes on with, and where in it their content begins."""
        place = 0
        for number, item in enumerate(self._around):
            indent = _indent(line, place)
            if item is None:
                if indent > 3 or line[place + indent : place + indent + 1] != ">":
                    return number, place
                place += indent + 1
                place += line[place : place + 1] == " "
            elif place + indent == len(line):
                if item.is_blank:
                    return number, place
            elif indent >= item.width:
                place += item.width
                item.is_blank = False
            else:
                return number, place
        return len(self._around), place

    def _begin(self, rest: str, end: int, matched: int) -> None:
        """Take the rest of a line on which blocks can begin."""
        is_inside = matched == len(self._around)
        is_fresh = False
        """Whether a container began on this line."""
        while True:
            indent = _indent(rest, 0)
            text = rest[indent:]
            is_text = self._leaf == "text" and not is_fresh
            if not text:
                self._drop(matched, is_fresh)
                self._close()
                return
            if indent >= 4:
                if not is_text:
                    self._drop(matched, is_fresh)
                    self._close()
                    return
                break
            if text[0] == ">" and len(self._around) < _MOST_NESTED:
                self._drop(matched, is_fresh)
                self._close()
                self._around.append(None)
                rest = text[2:] if text[1:2] == " " else text[1:]
                is_fresh = True
                continue
            if self._begins_leaf(text, end, matched, is_text, is_inside, is_fresh):
                return
            width = self._item_width(text, indent, is_text and is_inside)
            if width is None:
                break
            self._drop(matched, is_fresh)
            self._close()
            rest = rest[width:]
            self._around.append(_Item(width, not rest.strip()))
            is_fresh = True
        if not is_text or (is_inside and not is_fresh):
            self._drop(matched, is_fresh)
        if not is_text:
            self._close()
        self._add_text(text, end)

    def _begins_leaf(
        self, text: str, end: int, matched: int, is_text: bool, is_inside: bool, is_fresh: bool
    ) -> bool:
        """Begin, or end, a block that is not a container, if this line does."""
        start = self._place(text, end)
        if fence := _FENCE.match(text):
            self._drop(matched, is_fresh)
            self._open_fence(fence, start)
            return True
        if text[0] == "<" and (html := _HTML.match(text)) and not (html["alone"] and is_text):
            self._drop(matched, is_fresh)
            self._open("comment" if html["comment"] else "html", start)
            self._ends = _RAW_END if html["raw"] else None
            if html["comment"]:
                self._ends = COMMENT_ENDS[html["comment"].upper()]
            self._end_html(text)
            return True
        if _HEADING.match(text):
            self._drop(matched, is_fresh)
            self._open("text", start)
            self._close()
            return True
        if is_text and is_inside and _UNDERLINE.match(text):
            self._close()
            return True
        if _RULE.match(text):
            self._drop(matched, is_fresh)
            self._close()
            return True
        return False

    def _item_width(self, text: str, indent: int, is_in_text: bool) -> int | None:
        """Return how far the content is, if a list item begins; None if none does."""
        item = _ITEM.match(text)
        if item is None or (item[4] is None and not item[3]) or len(self._around) >= _MOST_NESTED:
            return None
        is_empty = item.end() == len(text)
        if is_in_text and (is_empty or (item[2] is not None and int(item[2]) != 1)):
            return None
        marker, spaces = len(item[1]), len(item[3])
        return indent + marker + (1 if is_empty or spaces > 4 else spaces)

    def _drop(self, matched: int, is_fresh: bool) -> None:
        """Close the containers that a line does not go on with."""
        if not is_fresh and len(self._around) > matched:
            self._close()
            del self._around[matched:]

    def _open_fence(self, found: re.Match[str], first: tuple[int, int]) -> None:
        self._open("fence", first)
        self._fence = found[1] or found[2]

    def _open(self, kind: LeafKind, first: tuple[int, int]) -> None:
        self._close()
        self._leaf, self._lines, self._end = kind, [first], first[1]

    def _add_text(self, text: str, end: int) -> None:
        if self._leaf is None:
            self._leaf, self._lines = "text", []
        self._end = end
        if "text" in self._kinds:
            self._lines.append(self._place(text.lstrip(" \t"), end))

    def _place(self, text: str, end: int) -> tuple[int, int]:
        # Where a tab became spaces, the text is longer than what it was made of.
        return max(self._at, end - len(text)), end

    def _end_html(self, text: str) -> None:
        ends = self._ends
        if ends and (ends in text if isinstance(ends, str) else ends.search(text)):
            self._close()

    def _close(self, *, is_open: bool = False) -> None:
        if self._leaf and self._leaf in self._kinds:
            self._leaves.append(Leaf(self._leaf, self._lines, self._end, is_open))
        self._leaf, self._lines = None, []


def _expanded(raw: str) -> str:
    """Return a line with spaces for the tabs before its first word."""
    if "\t" not in raw:
        return raw
    prefix = _PREFIX.match(raw)
    end = prefix.end() if prefix else 0
    return raw[:end].expandtabs(4) + raw[end:]


def _indent(line: str, place: int) -> int:
    at = place
    while line[at : at + 1] == " ":
        at += 1
    return at - place


def _closes(line: str, fence: str) -> bool:
    text = line.strip(" \t")
    indent = line.partition(fence[0])[0]
    return len(text) >= len(fence) and not text.strip(fence[0]) and len(indent.expandtabs(4)) < 4
