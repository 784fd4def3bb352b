"""A community's repository, in git and at the emulator, with the same commits in both.

The emulator gives files, trees and commits the ids that git gives them.
"""

import base64
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.e2e.emulator import OWNER, REPOSITORY
from tests.e2e.gateway import Gateway

ROOT = Path(__file__).parent.parent.parent
_HERE = f"/repos/{REPOSITORY}"
_ACTION = ["action.yml", "requirements", "templates", "wgbot"]
_PARTS = [*_ACTION, ".github", "registry", "schema", "website"]
_WHO = {"name": "Mona", "email": "mona@example.org", "date": "2026-01-02T03:04:05Z"}


def as_here(folder: Path) -> None:
    """Copy what this repository's work tree holds, as far as its workflows need it."""
    copy(_PARTS, folder)


def the_action(folder: Path) -> None:
    """Copy what others take from this repository when their workflows use it as an action."""
    copy(_ACTION, folder)


def copy(parts: list[str], folder: Path) -> None:
    """Copy these files and folders of this repository's work tree."""
    listed = _git(
        ROOT, *("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *parts)
    )
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


class Home:
    """A local git repository, and its copy at the emulator."""

    def __init__(self, folder: Path, gateway: Gateway, fill: Callable[[Path], None]) -> None:
        """Commit what *fill* puts into the empty repository, here and there."""
        self.folder = folder
        self._gateway = gateway
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        fill(folder)
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--message=The groups")
        self._give()

    def git(self, *arguments: str, stdin: bytes = b"") -> str:
        """Run git there, as a person whose clock stands still."""
        return _git(self.folder, *arguments, stdin=stdin)

    def take(self, branch: str) -> str:
        """Fetch *branch* from the emulator, where others commit, and give its name."""
        ref = self._gateway.ask("GET", f"{_HERE}/git/ref/heads/{branch}", OWNER)
        commit = ref["object"]["sha"]
        about = self._gateway.ask("GET", f"{_HERE}/git/commits/{commit}", OWNER)
        path = f"{_HERE}/git/trees/{about['tree']['sha']}?recursive=1"
        lines = []
        for each in self._gateway.ask("GET", path, OWNER)["tree"]:
            if each["type"] == "blob":
                blob = self._gateway.ask("GET", f"{_HERE}/git/blobs/{each['sha']}", OWNER)
                self.git("hash-object", "-w", "--stdin", stdin=base64.b64decode(blob["content"]))
                lines.append(f"{each['mode']} {each['sha']}\t{each['path']}")
        self.git("read-tree", "--empty")
        self.git("update-index", "--index-info", stdin="\n".join(lines).encode())
        tree = self.git("write-tree").strip()
        people = [
            f"{role} {who['name']} <{who['email']}> {_seconds(who['date'])} +0000"
            for role in ("author", "committer")
            for who in [about[role]]
        ]
        parents = [f"parent {each['sha']}" for each in about["parents"]]
        text = "\n".join([f"tree {tree}", *parents, *people, "", about["message"].rstrip("\n"), ""])
        made = self.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=text.encode())
        assert made.strip() == commit
        self.git("update-ref", f"refs/heads/{branch}", commit)
        return branch

    def _give(self) -> None:
        entries: list[dict[str, str]] = []
        for line in filter(None, self.git("ls-tree", "-rz", "HEAD").split("\0")):
            about, _, path = line.partition("\t")
            mode, kind, sha = about.split(" ")
            content = (self.folder / path).read_bytes()
            blob = {"content": base64.b64encode(content).decode(), "encoding": "base64"}
            assert self._make("/git/blobs", **blob)["sha"] == sha
            entries.append({"path": path, "mode": mode, "type": kind, "sha": sha})
        tree = self._make("/git/trees", tree=entries)["sha"]
        assert tree == self.git("rev-parse", "HEAD^{tree}").strip()
        message = self.git("show", "--no-patch", "--format=%B", "HEAD").strip()
        commit = self._make(
            "/git/commits", message=message, tree=tree, parents=[], author=_WHO, committer=_WHO
        )["sha"]
        assert commit == self.git("rev-parse", "HEAD").strip()
        self._gateway.ask(
            "PATCH", f"{_HERE}/git/refs/heads/main", OWNER, {"sha": commit, "force": True}
        )

    def _make(self, path: str, **values: Any) -> Any:
        return self._gateway.ask("POST", _HERE + path, OWNER, values)


def _seconds(date: str) -> int:
    return int(datetime.fromisoformat(date.replace("Z", "+00:00")).timestamp())


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    person = {}
    for role in ("AUTHOR", "COMMITTER"):
        person |= {f"GIT_{role}_{key.upper()}": value for key, value in _WHO.items()}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "HOME": str(folder),
            **person,
        },
        input=stdin,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()
