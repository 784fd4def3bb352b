"""The files of the registry on disk, read again and again; each is parsed once. An edge."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

from wgbot.files.disk import DiskTree
from wgbot.files.tree import EntryKind, Tree
from wgbot.registry import folder
from wgbot.registry.folder import Entry
from wgbot.registry.group import Group
from wgbot.site import output
from wgbot.site.parallel import parallel_map


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds."""

    data: bytes
    group: Group


class Reader:
    """The folder of a registry, and what was read in it."""

    def __init__(self, root: Path, path: str) -> None:
        """Look at the folder at *path* of *root*."""
        self.root = root
        self.path = path
        self.known: Mapping[str, ReadFile] = {}
        """What was read, by file name."""

    def update(self) -> Tree:
        """Read the files, parse what changed, and return the tree without the files that are known.

        A file with a problem is never known: whoever reads the tree finds the problem each time.
        """
        tree = DiskTree(self.root)
        kinds = tree.entries(self.path)
        names = [name for name in kinds if folder.is_file_name(name) and kinds[name] == "file"]
        # Only at first there is much to parse; later it costs more to copy what is known.
        files = map(self._read, names) if self.known else parallel_map(self._read, names)
        self.known = {name: file for name, file in zip(names, files, strict=True) if file}
        return _Rest(tree, self.path, kinds, self.known)

    def _read(self, name: str) -> ReadFile | None:
        path = f"{self.path}/{name}"
        data = output.read(f"{self.root}/{path}") or b""
        before = self.known.get(name)
        if before and before.data == data:
            return before
        entry = folder.parse(data, path)
        return ReadFile(data, entry.group) if isinstance(entry, Entry) else None


@dataclass(frozen=True)
class _Rest:
    """A tree, but for some files of one folder."""

    tree: Tree
    path: str
    kinds: Mapping[str, EntryKind]
    """Everything in the folder."""
    known: Container[str]

    def read(self, path: str) -> bytes | None:
        """Return the content of the file at *path*; None if there is no such regular file."""
        return self.tree.read(path)

    def entries(self, path: str) -> Mapping[str, EntryKind]:
        """Return the names in the folder at *path*, sorted, with what they are."""
        if path != self.path:
            return self.tree.entries(path)
        return {name: kind for name, kind in self.kinds.items() if name not in self.known}
