"""Repositories as people call them, `owner/name` or `name`, → their addresses, and which of those are one.

Nothing is made of a word in a sentence: an answer lists repositories and nothing else, or it comes as
it was typed.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from wgbot.text import links

FORGES = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org")
"""The hosts of repositories that wgbot knows: there, an address is a repository's `owner/name`."""
_AT_GITHUB = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]+")
_NO_NAMES = frozenset(("n/a", "w/o", "and/or", "tbd/tba", "none/all"))


def addresses(words: Iterable[str], known: Iterable[str], *, are_alone: bool) -> list[str]:
    """Return the addresses of the repositories that *words* call, or else the words as they are.

    A name without an owner is that of one of the *known* repositories. Where each word stands *alone*
    in its line or between commas, those that call none are left, to be refused.
    """
    words, known = [links.regular(each) for each in words], tuple(dict.fromkeys(known))
    found = [_spelled_out(each, known) for each in words]
    if are_alone:
        return [one or each for one, each in zip(found, words, strict=True)]
    return found if all(found) else words


def repository_key(address: str) -> str:
    """Return what is the same for all ways to write the address of one repository."""
    try:
        parts = urlsplit(address.strip()[:500])
    except ValueError:
        return address
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.casefold().strip("/").removesuffix(".git")
    if host in FORGES:
        path = "/".join(path.split("/")[:2]) if host != "gitlab.com" else path.split("/-/")[0]
    return f"{host}/{path}"


def _spelled_out(word: str, known: tuple[str, ...]) -> str:
    if "://" in word:
        return word
    if word.casefold().startswith(tuple(f"{host}/" for host in FORGES)):
        return links.regular(f"https://{word}")
    if _AT_GITHUB.fullmatch(word) and word.casefold() not in _NO_NAMES:
        return f"https://github.com/{word}"
    called = [each for each in known if each.rpartition("/")[2].casefold() == word.casefold()]
    return called[0] if len(called) == 1 else ""
