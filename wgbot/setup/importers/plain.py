r"""A text as a reader makes it out, whatever its characters are written with.

`&#64;`, `%40`, `\u0040`, `＠` and an escaped `@` are all an `@`, and what nobody sees is not there.
Each character knows where it is in the text as it was written. All of it takes as long as the
text is, whatever is in it.
"""

import html
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from wgbot.text import lookalikes

_MOST_ROUNDS = 5
"""How often a character can be encoded in another's encoding: `&amp;#64;`, `%2540`."""

_MOST_FOLDED = 4
_FOLDED = re.compile(r"[^\x09\x0a\x0d\x20-\x7e]")
_MIDDLE_DOTS = re.compile(r"(?<=\w)[·‧∙•](?=\w)")
_ENCODED = re.compile(
    r"""
      &\#(?:[xX]0*[0-9A-Fa-f]{1,6}|0*[0-9]{1,7});? | &amp;? | &[A-Za-z][A-Za-z0-9]{1,31};
    | %[0-7][0-9A-Fa-f] | (?:%[89A-Fa-f][0-9A-Fa-f])+
    | \\u[0-9A-Fa-f]{4} | \\x[0-9A-Fa-f]{2}
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_SPACE = re.compile(r"\s+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Not a sign in brackets, as in `ada<at>example.org`.
_MARKUP = re.compile(
    r"""
      </?(?!(?:at|dot)>)[A-Za-z][^<>@]*>   # a tag; not <ada@example.org>, which is a link
    | \[(?=[^\[\]]*\]\() | \]\([^()\s]*\)  # what is around the text of a link
    | [*`~]+
    """,
    re.VERBOSE | re.IGNORECASE,
)

_BREAK = re.compile(r"</?(?:br|li|p|td|th|tr|ul|ol|div)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text, and where each of its characters begins and ends in the text that it was made of."""

    text: str
    begins: "array[int]"
    ends: "array[int]"

    def source(self, begin: int, end: int) -> tuple[int, int]:
        """Return where a part of the text is in the text that it was made of.

        Where something within the part was left out, so is what was left out next to it: one of two
        marks around a word is of no use.
        """
        first, last = self.begins[begin], self.ends[end - 1]
        if any(self.ends[at] < self.begins[at + 1] for at in range(begin, end - 1)):
            first = self.ends[begin - 1] if begin else 0
            last = self.begins[end] if end < len(self.text) else last
        return first, last

    def changed(self, matches: Iterator[re.Match[str]], fresh: Callable[[str], str]) -> "Plain":
        """Put something *fresh* in the place of each match."""
        texts: list[str] = []
        begins: array[int] = array("L")
        ends: array[int] = array("L")
        done = 0
        for each in matches:
            made = fresh(each[0])
            if made == each[0]:
                continue
            at, to = each.span()
            texts += (self.text[done:at], made)
            begins += self.begins[done:at] + array("L", [self.begins[at]]) * len(made)
            ends += self.ends[done:at] + array("L", [self.ends[to - 1]]) * len(made)
            done = to
        if not done:
            return self
        texts.append(self.text[done:])
        return Plain("".join(texts), begins + self.begins[done:], ends + self.ends[done:])

    def decoded(self) -> "Plain":
        """Return it with each character as itself, without what is not seen, and with single spaces."""
        plain = self
        for _ in range(_MOST_ROUNDS):
            before = plain.text
            if not before.isascii() or not before.isprintable():
                plain = plain.changed(_FOLDED.finditer(plain.text), _seen)
                plain = plain.changed(_MIDDLE_DOTS.finditer(plain.text), lambda _: ".")
            plain = plain.changed(_ENCODED.finditer(plain.text), _decoded)
            if plain.text == before:
                break
        plain = plain.changed(_ESCAPE.finditer(plain.text), lambda _: "")
        return plain.spaced()

    def spaced(self) -> "Plain":
        """Return it with one space, or one line break, between words."""
        return self.changed(
            _SPACE.finditer(self.text), lambda space: "\n" if "\n" in space else " "
        )

    def without_markup(self) -> "Plain":
        """Return it without tags, comments, emphasis and what is around the text of a link."""
        # A comment that nothing closes would be looked for to the end each time.
        closed = self.text.rfind("-->") + len("-->")
        plain = self.changed(_COMMENT.finditer(self.text, 0, closed), lambda _: "")
        return plain.changed(_MARKUP.finditer(plain.text), _without).spaced()


def plain(text: str) -> Plain:
    """Return a text as it is written."""
    return Plain(text, array("L", range(len(text))), array("L", range(1, len(text) + 1)))


def _without(markup: str) -> str:
    """Return what is seen in the place of markup: nothing, or where a line ends."""
    return " " if _BREAK.match(markup) else ""


@lru_cache(maxsize=4096)
def _seen(char: str) -> str:
    """Return a character in its plain form; nothing, where nothing is seen of it."""
    if char == "…":
        return char
    if lookalikes.is_invisible(char) and char not in "\u2028\u2029\x85":
        return ""
    if unicodedata.category(char) in ("Mn", "Me"):
        return ""
    folded = unicodedata.normalize("NFKC", char).replace("。", ".")
    # Some signs stand for a whole sentence, and none of those has a part in an address.
    return folded if len(folded) <= _MOST_FOLDED else char


def _decoded(text: str) -> str:
    if text.startswith("&"):
        return html.unescape(text)
    if text.startswith("%"):
        return unquote(text, errors="replace")
    return chr(int(text[2:], 16))
