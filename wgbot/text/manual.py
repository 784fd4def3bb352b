"""Where the documentation is, for messages that lead to a page of it.

It is known as a pattern, with `{}` for the name of a page, which is empty where nobody can tell. Whoever
runs wgbot finds it out (`cli.options`, `github.environment`); here is only what an address is made of.
"""

import re

PUBLISHED = ""
"""The website that `make docs` builds, as in `https://example.org/docs/{}/`; empty while it is nowhere."""

_ACTION = re.compile(r"/_actions/([A-Za-z0-9-]+/[A-Za-z0-9._-]+)/([A-Za-z0-9._/-]+)")


def of_version(repository: str, version: str, server: str = "https://github.com") -> str:
    """Return the pattern for a version, a commit or a tag, of wgbot in *repository*."""
    return PUBLISHED or f"{server.rstrip('/')}/{repository}/blob/{version}/docs/{{}}.md"


def of_action(folder: str, server: str = "https://github.com") -> str:
    """Return the pattern for the action in *folder*: a runner names that after repository and version."""
    parts = folder.replace("\\", "/").rstrip("/").rpartition("/_actions/")
    found = _ACTION.fullmatch("".join(parts[1:]))
    return of_version(found[1], found[2], server) if found else PUBLISHED


def page(pattern: str, name: str, heading: str = "") -> str:
    """Return the address of a page, and of a heading on it; empty if there is no pattern."""
    if not pattern:
        return ""
    return pattern.replace("{}", name) + (f"#{heading}" if heading else "")
