"""When two labels are the same: to someone who reads the page, and nearly."""

import re
import unicodedata

from wgbot.form.shown import shown

LONGEST = 500
"""Longer lines are no label of a form; nor are they compared with one."""

_NOT_LETTERS = re.compile(r"[\W_]+")
# `### Label ###` is shown as `### Label`. https://spec.commonmark.org/0.31.2/#atx-headings
_CLOSING_HASHES = re.compile(r" #++$")


def as_seen(text: str) -> str:
    """Return *text* as the page shows it: without zero-width characters, and spaces alike.

    So nobody can put a heading next to another that looks just the same.
    """
    if not text.isascii():
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
        text = unicodedata.normalize("NFC", text)
    text = " ".join(text.split())
    return _CLOSING_HASHES.sub("", text) if text.endswith("#") else text


def letters(text: str) -> str:
    """Return the letters and digits of *text* alone, to find what is nearly a label."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _NOT_LETTERS.sub("", text.casefold())


def heading_like(line: str) -> str:
    """Return the letters of a *line* that may be meant as a heading; nothing for any other."""
    if "<" in line and len(line) <= LONGEST:
        line = shown(line).strip()
    if len(line) <= LONGEST and ("#" in line[:20] or line[:2] in ("**", "__")):
        return letters(line)
    return ""
