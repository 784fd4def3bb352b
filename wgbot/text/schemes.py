"""Addresses of channels that are no page on the web, where a community has such channels.

Each kind is known by its scheme and has one shape, so that following it opens a program that talks
and does nothing else. All others are for `links` to judge.
"""

import re
from collections.abc import Container
from typing import Literal, NamedTuple, get_args

from wgbot.text import links
from wgbot.text.links import LinkRefusal

Scheme = Literal["irc", "ircs", "matrix", "mailto", "xmpp"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,10}[a-z][a-z0-9-]{1,62}"
_NAME = r"[A-Za-z0-9._+=-]{1,100}"


class _Shape(NamedTuple):
    pattern: re.Pattern[str]
    example: str


_IRC = re.compile(rf"ircs?://{_HOST}(?::[1-9]\d{{0,4}})?/(?:[#&+!]|%23)?[A-Za-z0-9._+-]{{1,60}}")
_SHAPES: dict[Scheme, _Shape] = {
    "irc": _Shape(_IRC, "irc://irc.example.org/wg-cli"),
    "ircs": _Shape(_IRC, "ircs://irc.example.org:6697/wg-cli"),
    "matrix": _Shape(
        re.compile(
            rf"matrix:(?:r|room|roomid)/{_NAME}:{_HOST}(?:\?(?:action|via)=[\w.:&=-]{{1,200}})?"
        ),
        "matrix:r/wg-cli:example.org",
    ),
    "mailto": _Shape(re.compile(rf"mailto:{_NAME}@{_HOST}"), "mailto:wg-cli@lists.example.org"),
    "xmpp": _Shape(
        re.compile(rf"xmpp:{_NAME}@{_HOST}(?:\?join)?"), "xmpp:wg-cli@rooms.example.org?join"
    ),
}


def scheme(address: str) -> Scheme | None:
    """Return which of these schemes an address has; None for all others."""
    named = address.partition(":")[0].lower()
    return next((each for each in SCHEMES if each == named), None)


def starts_address(word: str) -> bool:
    """Return whether a word begins as an address of any kind does."""
    return "://" in word or (":" in word[:-1] and scheme(word) is not None)


def refusal(
    address: str, allowed: Container[str], ports: Container[int] = ()
) -> LinkRefusal | None:
    """Return why *address* is no channel, where those can have the schemes *allowed*, and *ports*."""
    named = scheme(address)
    if named is None or named not in allowed:
        return links.refusal(address, ports)
    shape = _SHAPES[named]
    if len(address) <= links.MAX_LENGTH and shape.pattern.fullmatch(address):
        return None
    return LinkRefusal(
        "{link} isn't the full address of a channel.",
        "Write it as in {example}.",
        {"example": shape.example},
    )
