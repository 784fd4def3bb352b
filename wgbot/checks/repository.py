"""A repository is given by its own address, not by that of a page in it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from wgbot import address
from wgbot.checks.subject import Subject
from wgbot.problems import Problem

_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*|\.[A-Za-z0-9._-]*[A-Za-z0-9_-]")
# What stands at GitHub where an owner's name would. https://github.com/orgs/…
_PAGES = frozenset(
    "about apps collections enterprise explore features issues login marketplace new notifications "
    "orgs pricing pulls search security settings signup site sponsors stars topics trending users".split()
)


class Options(BaseModel):
    """Where repositories may be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hosts: tuple[str, ...] = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org")
    """The hosts that are taken."""


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield a problem for each repository that is given by something else."""
    for item, link in enumerate(subject.group.repositories):
        if address.refusal(link):
            continue
        parts = urlsplit(link)
        host = (parts.hostname or "").removeprefix("www.")
        values = {"link": link}
        if host not in options.hosts:
            what = "{link} is not at a host of repositories that is known here."
            fix = f"Use a repository at {', '.join(options.hosts)}."
        elif not _is_repository(host, parts.path):
            what = "{link} is not the address of a repository."
            fix = (
                "Give the address of its front page: `https://`, host, owner and name, and no more."
            )
        elif (
            parts.query or parts.fragment or parts.netloc != host or not _is_bare(host, parts.path)
        ):
            what = "{link} leads to a page in the repository, not to the repository."
            values["address"] = f"https://{host}/{_owner_and_name(host, parts.path)}"
            fix = "Write {address}."
        else:
            continue
        yield Problem("repository", what, fix, field="repository", item=item, values=values)


def _segments(path: str) -> list[str]:
    return [segment for segment in path.split("/") if segment]


def _is_repository(host: str, path: str) -> bool:
    segments = _segments(path)
    return (
        len(segments) >= 2
        and all(map(_PART.fullmatch, segments[:2]))
        and not (host == "github.com" and segments[0].lower() in _PAGES)
    )


def _owner_and_name(host: str, path: str) -> str:
    """Give what names the repository; GitLab's owners can be groups in groups, up to `/-/`."""
    segments = _segments(path)
    if host == "gitlab.com":
        end = segments.index("-") if "-" in segments else len(segments)
        return "/".join(segments[:end])
    return "/".join(segments[:2])


def _is_bare(host: str, path: str) -> bool:
    return path == f"/{_owner_and_name(host, path)}" and not path.endswith(".git")
