"""Git, run as a program: the only one that wgbot runs."""

import logging
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from wgbot.files.tree import ListedTree
from wgbot.text.escape import escape_controls
from wgbot.text.problems import SetupError, WgbotError

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


class CommitTree(ListedTree):
    """The files of one commit."""

    def __init__(self, git: Git, commit: str) -> None:
        """Look at *commit* of *git*."""
        self._git = git
        self._commit = commit
        super().__init__(_listed(git.run("ls-tree", "-r", "-t", "-z", "--full-tree", commit)))

    @property
    def tree(self) -> str:
        """Return the id of all of it."""
        return self._git.text("rev-parse", f"{self._commit}^{{tree}}")

    def fetch(self, path: str) -> dict[str, bytes]:
        """Read the file and, in the same run of git, all others of its kind in its folder."""
        folder, _, name = path.rpartition("/")
        ending = name.rpartition(".")[2]
        wanted = [
            found
            for found, kind in self.kinds.items()
            if kind == "file" and found.endswith(ending) and found.rpartition("/")[0] == folder
        ]
        asked = "".join(f"{self.ids[found]}\n" for found in wanted).encode()
        answer = self._git.run("cat-file", "--batch", stdin=asked)
        contents, at = {}, 0
        for found in wanted:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].rpartition(b" ")[2])
            contents[found] = answer[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return contents


def _listed(printed: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield mode, id and path of each line of `git ls-tree -z`."""
    for line in printed.split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, _, blob = about.decode("ascii").split(" ")
        yield mode, blob, name.decode("utf-8", "surrogateescape")
