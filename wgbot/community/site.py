"""How a community's website is called, where it is and what it looks like: `site` in `.github/wgbot.yml`.

Only what is written there. What becomes of it is for `wgbot.site`.
"""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from wgbot.files.validation import FileModel, Items
from wgbot.registry.accounts import ACCOUNT

LIGHT, DARK = "#f1eee9", "#262b30"
"""The grounds with the least contrast that links are on, by day and by night; `templates/site/style.css`
has the same."""
LEAST_CONTRAST = 4.5
"""Between text and ground. https://www.w3.org/TR/WCAG22/#contrast-minimum"""


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname or not text.isascii():
        raise ValueError("is not an address that starts with `https://`")
    if parts.query or parts.fragment or "@" in parts.netloc or re.search(r"[\s\"<>\\]", text):
        raise ValueError("has more in it than the address of a folder has")
    return text if text.endswith("/") else f"{text}/"


def _page(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname or re.search(r"[\s<>]", text):
        raise ValueError("is not an address that starts with `https://`")
    return text


def _repository(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+", text):
        raise ValueError("is not a repository on GitHub, written `owner/name`")
    return text


def _branch(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._][A-Za-z0-9._/-]*", text):
        raise ValueError("is not the name of a branch")
    return text


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text):
        raise ValueError("is not the short name of a language, as `en` or `pt-BR`")
    return text


def _picture(text: str) -> str:
    if not text.lower().endswith((".svg", ".png", ".webp", ".jpg", ".jpeg")):
        raise ValueError("is not the path of a picture: svg, png, webp or jpg")
    return text


def _account(text: str) -> str:
    name = text.removeprefix("@")
    if not ACCOUNT.fullmatch(name):
        raise ValueError("is not an account on GitHub")
    return name.lower()


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, `#rrggbb`, from 1 to 21.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
        for value in (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _readable_on(ground: str, text: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise ValueError("is not a colour, written `#1a2b3c` in quotes")
    if contrast(text, ground) < LEAST_CONTRAST:
        raise ValueError(f"cannot be read on the ground of the page, which is `{ground}`")
    return text.lower()


class Appearance(FileModel):
    """What a community says about its website. Every key has a default."""

    url: Annotated[str, AfterValidator(_address)] | None = None
    """Where it will be. Without it there are no canonical links and no sitemap."""
    title: str = "Working groups"
    description: str = "Find out what each group does, who leads it, and how to get involved."
    """The sentence below the title, and what search engines and chats show."""
    language: Annotated[str, AfterValidator(_language)] = "en"
    home: Annotated[str, AfterValidator(_page)] | None = None
    """The community's own site, which the head of each page links to."""
    forum: Annotated[str, AfterValidator(_page)] | None = None
    """Where people talk about a group before they propose it."""
    logo: Annotated[str, AfterValidator(_picture)] | None = None
    """The path of a picture in the repository."""
    people: bool = False
    """Whether everyone who leads a group, or led it, has a page; search engines don't list it."""
    no_page: Items[Annotated[str, AfterValidator(_account)]] = ()
    """The accounts of those who want no page."""
    accent: Annotated[str, AfterValidator(lambda text: _readable_on(LIGHT, text))] = "#0a5a6e"
    """The colour of links and buttons by day."""
    accent_dark: Annotated[str, AfterValidator(lambda text: _readable_on(DARK, text))] = "#86cbd9"
    """And by night."""
    repository: Annotated[str, AfterValidator(_repository)] | None = None
    """`owner/name` on GitHub, for links; what Actions tells, where it is not said."""
    branch: Annotated[str, AfterValidator(_branch)] = "main"
    """The branch that people edit."""
