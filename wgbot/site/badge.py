"""A badge for the README of a repository: whose it is, and whether that group is looking for a lead.

It asks nothing of anyone, so the width of a text is a guess by its letters, and `textLength` holds it to that.
"""

import unicodedata
from functools import lru_cache

from markupsafe import escape

from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.site.views import GroupView
from wgbot.text.escape import escape_controls, escape_markdown

_HEIGHT = 20
_SIDE = 6
"""The room on either side of a text."""
_GREY, _AMBER = "#454b54", "#8a4a06"
_NARROW, _WIDE = frozenset("iIjlt.,:;!'|()[]/ "), frozenset("mwMW@%")
_LONGEST = 60


def badge(group: GroupView, accent: str, catalogue: Catalogue = ENGLISH) -> bytes:
    """Return the badge of a group as SVG: what it is, its name, and whether it is looking for a lead."""
    parts = [(group.noun, _GREY), (group.name, accent)]
    if group.is_looking:
        parts.append((catalogue.say("Looking for a lead"), _AMBER))
    drawn, left = [], 0.0
    for said, ground in parts:
        words = _shown(said)
        width = _width(words)
        drawn.append(
            f'<rect x="{left:.1f}" width="{width + 2 * _SIDE:.1f}" height="{_HEIGHT}" fill="{ground}"/>'
            f'<text x="{left + _SIDE:.1f}" y="14" textLength="{width:.1f}">{escape(words)}</text>'
        )
        left += width + 2 * _SIDE
    title = escape(": ".join(_shown(words) for words, _ in parts))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left:.1f}" height="{_HEIGHT}" role="img" '
        f'aria-label="{title}"><title>{title}</title><g fill="#fff" '
        f'font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">{"".join(drawn)}</g></svg>\n'
    ).encode("utf-8", "replace")


def markdown(name: str, page: str) -> str:
    """Return what stands in a README for the badge of the group of that name, whose page is at *page*."""
    return f"[![{escape_markdown(name)}]({page}badge.svg)]({page})"


def _shown(words: str) -> str:
    # XML has no noncharacters: https://www.w3.org/TR/xml/#charsets
    words = escape_controls(words).replace("\ufffe", "").replace("\uffff", "")
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _width(words: str) -> float:
    return sum(map(_letter, words))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if letter in _NARROW:
        return 4.2
    if letter in _WIDE or unicodedata.east_asian_width(letter) in "WF":
        return 10.5
    return 7.7 if letter.isupper() else 6.8
