"""A repository is given by its own address, not by that of a page inside it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from wgbot.checks.lookups import Facts
from wgbot.checks.subject import Example, Subject
from wgbot.registry.repository_names import FORGES
from wgbot.text import links
from wgbot.text.problems import Problem
from wgbot.text.sentences import Value
from wgbot.text.spellings import GITHUB_PAGES

_MOST = 20
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*|\.[A-Za-z0-9._-]*[A-Za-z0-9_-]")


EXAMPLES = (
    Example(
        bad={"repository": "https://github.com/example/sound/issues"},
        good={"repository": "https://github.com/example/sound"},
    ),
    Example(
        bad={"repository": "https://github.com/example/sound"},
        good={"repository": "https://git.example.org/example/sound"},
        configuration="checks:\n  repository:\n    hosts: [git.example.org]\n",
    ),
)


class Options(BaseModel):
    """Where repositories may be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hosts: tuple[str, ...] = FORGES
    """Where repositories may be."""


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield a problem for each repository that is given by something else."""
    # Of too many, `links` tells.
    for item, link in enumerate(subject.group.repositories[:_MOST]):
        if links.refusal(link):
            continue
        parts = urlsplit(link)
        host = (parts.hostname or "").removeprefix("www.")
        values: dict[str, Value] = {"link": link}
        if host not in map(str.lower, options.hosts):
            what = "{link} isn't at a site where groups can have their repositories."
            values["hosts"] = options.hosts
            fix = "Use a repository at one of these: {hosts}."
        elif not _is_repository(host, parts.path):
            what = "{link} isn't the address of a repository."
            fix = "Use the address of its front page, as in `https://github.com/owner/name`."
        elif (
            parts.query or parts.fragment or parts.netloc != host or not _is_bare(host, parts.path)
        ):
            is_inside = parts.query or parts.fragment or not _is_bare(host, parts.path)
            what = (
                "{link} is the address of a page inside the repository."
                if is_inside
                else "{link} isn't how {site} itself writes the address."
            )
            values["site"] = host
            values["address"] = f"https://{host}/{'/'.join(_names(host, parts.path))}"
            fix = "Use {address} instead."
        elif found := _known(link, subject.facts):
            what, fix, now = found
            values["address"] = now
        else:
            continue
        yield Problem("repository", what, fix, field="repository", item=item, values=values)


def _known(link: str, facts: Facts) -> tuple[str, str, str] | None:
    """Return what keeps a correctly given repository from being listed, as far as is known."""
    known = facts.repositories.get(link)
    if known is None:
        return None
    if known.state in _STATES:
        return (*_STATES[known.state], "")
    if known.address and known.address.lower() != link.lower():
        return "{link} has moved.", "Use its new address, {address}.", known.address
    return None


_STATES = {
    "gone or private": (
        "{link} doesn't exist, or isn't public.",
        "Fix the spelling, make the repository public, or add it later.",
    ),
    "archived": (
        "{link} is archived, so no one can contribute to it.",
        "Unarchive it, or use another one.",
    ),
    "disabled": ("{link} is disabled by its host.", "Use another one."),
}


def _segments(path: str) -> list[str]:
    return [segment for segment in path.split("/") if segment]


def _is_repository(host: str, path: str) -> bool:
    named = _names(host, path)
    return (
        len(named) >= 2
        and all(map(_PART.fullmatch, named))
        and not (host == "github.com" and named[0].lower() in GITHUB_PAGES)
    )


def _names(host: str, path: str) -> list[str]:
    """Return what names the repository; GitLab's owners can be groups in groups, up to `/-/`."""
    segments = _segments(path)
    if host.startswith("gitlab."):
        named = segments[: segments.index("-")] if "-" in segments else segments
    else:
        named = segments[:2]
    return [*named[:-1], *(name.removesuffix(".git") for name in named[-1:])]


def _is_bare(host: str, path: str) -> bool:
    return path == "/" + "/".join(_names(host, path))
