"""Repositories as people call them, `owner/name` or `name`, → their addresses, and which of those are one.

Nothing is made of a word in a sentence: an answer lists repositories and nothing else, or it comes as
it was typed.
"""

import re
from collections.abc import Container, Iterable
from difflib import get_close_matches
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from wgbot.registry.accounts import ACCOUNT
from wgbot.text import links
from wgbot.text.spellings import GITHUB_PAGES

FORGES = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org")
"""The hosts of repositories that wgbot knows: there, an address is a repository's `owner/name`."""
_AT_GITHUB = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]+")
_SSH = re.compile(r"(?:ssh://)?git@(?P<host>[\w.-]+)[:/](?P<path>[\w./~-]+?)(?:\.git)?/?")
_NAME = re.compile(r"[A-Za-z0-9][\w.]*-[\w.-]*\w")
"""A word that is a repository's name rather than one of a sentence."""
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_NO_NAMES = frozenset(("n/a", "w/o", "and/or", "tbd/tba", "none/all"))


def addresses(words: Iterable[str], known: Iterable[str], *, are_alone: bool) -> list[str]:
    """Return the addresses of the repositories that *words* call, or else the words as they are.

    A name without an owner is that of one of the *known* repositories or, beside such a one, of another
    with the owner that they all have. Where each word stands *alone* in its line or between commas,
    those that call none are left, to be refused.
    """
    words, known = [links.regular(each) for each in words], tuple(dict.fromkeys(known))
    found = [_spelled_out(each, known) for each in words]
    if are_alone and (owner := _only_owner(known)) and any(one in known for one in found):
        found = [
            one or (f"{owner}/{each}" if _is_new(each, known) else "")
            for one, each in zip(found, words, strict=True)
        ]
    if are_alone:
        return [one or each for one, each in zip(found, words, strict=True)]
    return found if all(found) else words


def _is_new(word: str, known: Iterable[str]) -> bool:
    """Return whether a word is a repository's name, and none that is known with a letter mistyped."""
    names = [each.rpartition("/")[2].casefold() for each in known]
    is_name = len(word) <= 100 and _NAME.fullmatch(word)
    return bool(is_name) and not get_close_matches(word.casefold(), names, cutoff=0.85)


def _only_owner(known: Iterable[str]) -> str:
    """Return the address of the owner of all of them; empty if they have several, or none that is known."""
    owners = {each.rpartition("/")[0] for each in known}
    one = owners.pop() if len(owners) == 1 else ""
    return one if re.fullmatch(r"https://github\.com/[^/]+", one) else ""


class RepositoryName(NamedTuple):
    """A repository at a GitHub, by its name."""

    host: str
    owner: str
    name: str


def repository_name(address: str, hosts: Container[str]) -> RepositoryName | None:
    """Return the repository whose front page *address* is, at one of GitHub's *hosts*; None for all else."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    if parts.scheme not in ("http", "https") or host not in hosts or port or len(segments) != 2:
        return None
    owner, name = segments[0], segments[1].removesuffix(".git")
    is_one = ACCOUNT.fullmatch(owner) and _REPOSITORY.fullmatch(name) and name not in (".", "..")
    if not is_one or owner.lower() in GITHUB_PAGES or parts.query:
        return None
    return RepositoryName(host, owner, name)


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
    if ssh := _SSH.fullmatch(word):
        return links.regular(f"https://{ssh['host']}/{ssh['path']}")
    word = links.completed(word)
    if "://" in word:
        return word
    if word.casefold().startswith(tuple(f"{host}/" for host in FORGES)):
        return links.regular(f"https://{word}")
    if _AT_GITHUB.fullmatch(word) and word.casefold() not in _NO_NAMES:
        return f"https://github.com/{word}"
    called = [each for each in known if each.rpartition("/")[2].casefold() == word.casefold()]
    return called[0] if len(called) == 1 else ""
