"""A folder of files at one moment: a commit, or a work tree.

The core reads a repository through this and nothing else, so it does not know which it is. Paths
are relative, with `/`.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

EntryKind = Literal["file", "folder", "link", "other"]


class Tree(Protocol):
    """What can be asked of the folder. Links are told, and never followed."""

    def read(self, path: str) -> bytes | None:
        """Return the content of the file at *path*; None if there is no such regular file."""

    def entries(self, path: str) -> Mapping[str, EntryKind]:
        """Return the names in the folder at *path*, sorted, with what they are."""


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
