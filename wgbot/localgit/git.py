"""Git, run as a program: the only one that wgbot runs."""

import logging
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from wgbot.files.tree import EntryKind
from wgbot.text.escape import escape_controls
from wgbot.text.problems import SetupError, WgbotError

FILE, EXECUTABLE = "100644", "100755"
KINDS: dict[str, EntryKind] = {
    "040000": "folder",
    FILE: "file",
    EXECUTABLE: "file",
    "120000": "link",
}
"""What is in a tree, by its mode."""


_LOG = logging.getLogger(__name__)


class GitError(WgbotError):
    """Git could not do what it was asked."""


class Git:
    """One git repository on this machine."""

    def __init__(self, folder: Path) -> None:
        """Find the repository that holds *folder*; SetupError if there is none."""
        self._folder = folder
        # What a hook or another git command set would point us to another repository or index.
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("GIT_")
        }
        self._environment |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
        for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"):
            if name in os.environ:
                self._environment[name] = os.environ[name]
        if not folder.is_dir():
            raise SetupError(f"There is no folder {folder}.")
        done = self._start(("rev-parse", "--git-dir"), b"", {})
        if done.returncode:
            said = _said(done)
            raise SetupError(
                f"{folder} isn't in a git repository. Change to one, or name it with `--repository`."
                if "not a git repository" in said
                else f"Git can't use {folder}: {said}"
            )

    def run(
        self, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> bytes:
        """Run git and return what it printed; GitError if it failed."""
        done = self._start(arguments, stdin, environment or {})
        if done.returncode:
            raise GitError(f"`git {arguments[0]}` failed: {_said(done)}")
        return done.stdout

    def text(
        self, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> str:
        """Run git and return what it printed, without the line break at its end."""
        printed = self.run(*arguments, stdin=stdin, environment=environment)
        return printed.decode("utf-8", "surrogateescape").rstrip("\n")

    def ask(self, *arguments: str) -> str | None:
        """Run git for an answer it may not have: None if it failed."""
        done = self._start(arguments, b"", {})
        return None if done.returncode else done.stdout.decode("utf-8", "replace").rstrip("\n")

    def _start(
        self, arguments: tuple[str, ...], stdin: bytes, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[bytes]:
        _LOG.info("git %s", " ".join(arguments))
        try:
            return subprocess.run(
                ["git", *arguments],
                cwd=self._folder,
                input=stdin,
                capture_output=True,
                check=False,
                env={**self._environment, **environment},
            )
        except FileNotFoundError as error:
            raise SetupError(
                "Git isn't installed, or isn't on the PATH. Please install it."
            ) from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what git printed about its failure, with the advice that it gives."""
    return escape_controls(done.stderr.decode("utf-8", "replace").strip())


class CommitTree:
    """The files of one commit."""

    def __init__(self, git: Git, commit: str) -> None:
        """Look at *commit* of *git*; everything is read when it is asked for."""
        self._git = git
        self.executable: set[str] = set()
        """The paths of the files that can be run."""
        self._kinds: dict[str, EntryKind] = {}
        self._objects: dict[str, str] = {}
        listed = git.run("ls-tree", "-r", "-t", "-z", "--full-tree", commit)
        for line in listed.split(b"\0")[:-1]:
            about, _, name = line.partition(b"\t")
            mode, _, blob = about.decode("ascii").split(" ")
            path = name.decode("utf-8", "surrogateescape")
            self._kinds[path] = KINDS.get(mode, "other")
            self._objects[path] = blob
            if mode == EXECUTABLE:
                self.executable.add(path)
        self._contents: dict[str, bytes] = {}

    def read(self, path: str) -> bytes | None:
        """Return the content of the file at *path*; None if there is no such regular file."""
        if self._kinds.get(path) != "file":
            return None
        if path not in self._contents:
            self._fetch(path)
        return self._contents[path]

    def entries(self, path: str) -> dict[str, EntryKind]:
        """Return the names in the folder at *path*, sorted, with what they are."""
        inside = f"{path}/" if path else ""
        return {
            name: kind
            for found, kind in self._kinds.items()
            if found.startswith(inside) and "/" not in (name := found[len(inside) :])
        }

    def _fetch(self, path: str) -> None:
        """Read the file and, in the same run of git, all others of its kind in its folder."""
        folder, _, name = path.rpartition("/")
        ending = name.rpartition(".")[2]
        wanted = [
            found
            for found, kind in self._kinds.items()
            if kind == "file" and found.endswith(ending) and found.rpartition("/")[0] == folder
        ]
        asked = "".join(f"{self._objects[found]}\n" for found in wanted).encode()
        answer = self._git.run("cat-file", "--batch", stdin=asked)
        at = 0
        for found in wanted:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].rpartition(b" ")[2])
            self._contents[found] = answer[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
