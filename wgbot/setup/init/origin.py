"""Where this wgbot comes from, so that workflows can name the very commit.

https://packaging.python.org/en/latest/specifications/direct-url/: pip keeps what it installed from.
"""

import json
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_REMOTE = re.compile(
    r"(?:https?://(?:[^/@]+@)?|ssh://(?:[^/@]+@)?|(?:[^/@]+@))"
    r"(?P<host>[A-Za-z0-9.-]+)(?::\d+)?[:/](?P<owner>[A-Za-z0-9-]+)/(?P<name>[A-Za-z0-9._-]+?)(?:\.git)?/?"
)
ACTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+@[0-9a-f]{40}")
"""How a workflow names a commit of wgbot."""
_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Origin:
    """A repository at a forge."""

    host: str
    owner: str
    name: str

    @property
    def pages(self) -> str:
        """Return where GitHub Pages would publish its website."""
        home = f"https://{self.owner.lower()}.github.io/"
        return (
            home
            if self.name.lower() == f"{self.owner.lower()}.github.io"
            else f"{home}{self.name}/"
        )

    @property
    def address(self) -> str:
        """Return its address."""
        return f"https://{self.host}/{self.owner}/{self.name}"


def remote(url: str) -> Origin | None:
    """Read the address of a git remote; None if it is none at a forge."""
    found = _REMOTE.fullmatch(url.strip())
    return Origin(found["host"].lower(), found["owner"], found["name"]) if found else None


def action(url: str, commit: str) -> str | None:
    """Name wgbot as a workflow does, by its remote and commit; None if they do not tell."""
    found = remote(url)
    if found is None or not _COMMIT.fullmatch(commit):
        return None
    return f"{found.owner}/{found.name}@{commit}"


def released(text: str) -> str | None:
    """Read what a release says about itself, `owner/name@commit`; None if it says something else."""
    return text.strip() if ACTION.fullmatch(text.strip()) else None


@dataclass(frozen=True, slots=True)
class Installed:
    """What pip installed from."""

    action: str | None = None
    folder: str | None = None
    """A checkout, whose git can be asked."""


def installed(text: str | None) -> Installed:
    """Read pip's `direct_url.json`."""
    try:
        given = json.loads(text or "{}")
        url = str(given.get("url", ""))
        commit = str((given.get("vcs_info") or {}).get("commit_id", ""))
    except (ValueError, AttributeError):
        return Installed()
    if url.startswith("file://"):
        return Installed(folder=unquote(urlsplit(url).path))
    return Installed(action=action(url, commit))
