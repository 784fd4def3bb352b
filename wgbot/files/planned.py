"""Files that are to be written, as values: what is new, what is there already, what differs.

Also a tree as it would be with them, so that it can be judged before anything is written. Writing
them is for `write`.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from wgbot.files.tree import EntryKind, Tree


@dataclass(frozen=True, slots=True)
class File:
    """One file as it shall be, and as it is."""

    path: str
    text: bytes
    before: bytes | None = None
    """What is there now; None if there is no such file."""
    ours: bool = False
    """Whether it is made to change what is there, and shows that without being asked."""

    @property
    def state(self) -> Literal["new", "same", "different"]:
        """Return how it compares with what is there."""
        if self.before is None:
            return "new"
        return "same" if self.before == self.text else "different"

    def diff(self) -> str:
        """Return what would change, as a unified diff; all of it for a new file."""
        old = (self.before or b"").decode("utf-8", "replace").split("\n")
        new = self.text.decode("utf-8", "replace").split("\n")
        lines = difflib.unified_diff(
            old if self.before is not None else [],
            new,
            f"a/{self.path}" if self.before is not None else "/dev/null",
            f"b/{self.path}",
            lineterm="",
        )
        return "\n".join(lines)


def compared(texts: Mapping[str, str | bytes], tree: Tree) -> tuple[File, ...]:
    """Hold *texts*, by path, against what *tree* has there."""
    return tuple(
        File(path, text.encode() if isinstance(text, str) else text, tree.read(path))
        for path, text in sorted(texts.items())
    )


class Overlay:
    """A tree with some of its files replaced, and others added."""

    def __init__(self, tree: Tree, files: Iterable[File]) -> None:
        """Look at *tree* as it would be with *files*."""
        self._tree = tree
        self._files = {each.path: each.text for each in files}

    def read(self, path: str) -> bytes | None:
        """Return the content of the file at *path*; None if there is no such regular file."""
        return self._files[path] if path in self._files else self._tree.read(path)

    def entries(self, path: str) -> Mapping[str, EntryKind]:
        """Return the names in the folder at *path*, sorted, with what they are."""
        inside = f"{path.rstrip('/')}/" if path else ""
        found = dict(self._tree.entries(path))
        for each in self._files:
            if each.startswith(inside):
                name, separator, _ = each[len(inside) :].partition("/")
                found[name] = "folder" if separator else "file"
        return dict(sorted(found.items()))
