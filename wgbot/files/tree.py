"""A folder of files at one moment: a commit, or a work tree.

The core reads a repository through this and nothing else, so it does not know which it is. Paths
are relative, with `/`.
"""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

EntryKind = Literal["file", "folder", "link", "other"]
FILE, EXECUTABLE = "100644", "100755"
_KINDS: dict[str, EntryKind] = {
    "040000": "folder",
    FILE: "file",
    EXECUTABLE: "file",
    "120000": "link",
}
"""What is in a commit, by git's mode."""


class Tree(Protocol):
    """What can be asked of the folder. Links are told, and never followed."""

    def read(self, path: str) -> bytes | None:
        """Return the content of the file at *path*; None if there is no such regular file."""

    def entries(self, path: str) -> Mapping[str, EntryKind]:
        """Return the names in the folder at *path*, sorted, with what they are."""


class ListedTree(ABC):
    """The files of one commit: which there are is known, and what they hold is fetched when it is asked for."""

    def __init__(self, listed: Iterable[tuple[str, str, str]]) -> None:
        """Take the mode, the id and the path of everything in the commit."""
        self.kinds: dict[str, EntryKind] = {}
        self.ids: dict[str, str] = {}
        self._executable: set[str] = set()
        for mode, blob, path in listed:
            self.kinds[path] = _KINDS.get(mode, "other")
            self.ids[path] = blob
            if mode == EXECUTABLE:
                self._executable.add(path)
        self._contents: dict[str, bytes] = {}

    def mode(self, path: str) -> str:
        """Return the mode that a file at *path* has, or gets: one that can be run stays so."""
        return EXECUTABLE if path in self._executable else FILE

    def read(self, path: str) -> bytes | None:
        """Return the content of the file at *path*; None if there is no such regular file."""
        if self.kinds.get(path) != "file":
            return None
        if path not in self._contents:
            self._contents |= self.fetch(path)
        return self._contents[path]

    @abstractmethod
    def fetch(self, path: str) -> Mapping[str, bytes]:
        """Return the content of the file at *path*, and perhaps of others that will be asked for."""

    def entries(self, path: str) -> dict[str, EntryKind]:
        """Return the names in the folder at *path*, sorted, with what they are."""
        inside = f"{path}/" if path else ""
        found = (
            (path[len(inside) :], kind)
            for path, kind in self.kinds.items()
            if path.startswith(inside)
        )
        return dict(sorted(each for each in found if "/" not in each[0]))


@dataclass(frozen=True)
class Joined:
    """Two folders read as one."""

    first: Tree
    second: Tree
    is_second: Callable[[str], bool]
    """Whether a path is the second's."""

    def read(self, path: str) -> bytes | None:
        """Return the content of the file at *path*; None if there is no such regular file."""
        return self._of(path).read(path)

    def entries(self, path: str) -> Mapping[str, EntryKind]:
        """Return the names in the folder at *path*, sorted, with what they are."""
        return self._of(path).entries(path)

    def _of(self, path: str) -> Tree:
        return self.second if self.is_second(path) else self.first


def blob_id(data: bytes) -> str:
    """Return the name that git has for a file of that content."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
