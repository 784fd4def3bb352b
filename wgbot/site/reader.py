"""The files of the registry on disk, read again and again; each time only what changed. An edge."""

import hashlib
import os
import time
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wgbot import registry
from wgbot.forge.disk import DiskTree
from wgbot.groups import Group
from wgbot.registry import Entry
from wgbot.site import output, stamps
from wgbot.site.processors import spread
from wgbot.site.stamps import Stamp
from wgbot.tree import EntryKind, Tree


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was read in a file."""

    stamp: Stamp | None
    """None where the file could be changed without it."""
    digest: str
    group: Group


class Reader:
    """The folder of a registry, and what is known of its files."""

    def __init__(self, root: Path, path: str) -> None:
        """Look at the folder at *path* of *root*."""
        self.root = root
        self.path = path
        self.known: Mapping[str, ReadFile] = {}
        """What was read, by file name; an earlier build may know it."""

    def update(self) -> Tree:
        """Read what changed, and give the tree without the files that are known then.

        A file with a problem is never known: it is read each time, and the problem told each time.
        """
        looked = time.time_ns()
        kinds, found = self._listed()
        known = {
            name: self.known[name]
            for name, stamp in found.items()
            if name in self.known and self.known[name].stamp == stamp
        }
        new = [name for name in found if name not in known]
        for name, file in zip(new, spread(self._read, new), strict=True):
            if file is not None:
                is_settled = stamps.is_settled(found[name], looked)
                known[name] = replace(file, stamp=found[name] if is_settled else None)
        self.known = known
        return _Rest(DiskTree(self.root), self.path, kinds, self.known)

    def _listed(self) -> tuple[dict[str, EntryKind], dict[str, Stamp]]:
        """Give what is in the folder, and the stamps of what may hold a group."""
        tree, above = DiskTree(self.root), ""
        for name in self.path.split("/"):
            if tree.entries(above).get(name) != "folder":
                return {}, {}
            above = f"{above}/{name}" if above else name
        with os.scandir(self.root / self.path) as listed:
            each = sorted(listed, key=lambda entry: entry.name)
            kinds = {entry.name: _kind(entry) for entry in each}
            found = {
                entry.name: stamps.of(entry.stat(follow_symlinks=False))
                for entry in each
                if kinds[entry.name] == "file" and registry.is_file_name(entry.name)
            }
        return kinds, found

    def _read(self, name: str) -> ReadFile | None:
        path = f"{self.path}/{name}"
        data = output.read(f"{self.root}/{path}") or b""
        digest = hashlib.sha256(data).hexdigest()
        before = self.known.get(name)
        if before and before.digest == digest:
            return before
        entry = registry.parse(data, path)
        return ReadFile(None, digest, entry.group) if isinstance(entry, Entry) else None


@dataclass(frozen=True)
class _Rest:
    """A tree, but for some files of one folder."""

    tree: Tree
    path: str
    kinds: Mapping[str, EntryKind]
    """All that is in the folder."""
    known: Container[str]

    def read(self, path: str) -> bytes | None:
        """Give the content of the file at *path*; None where there is no such regular file."""
        return self.tree.read(path)

    def entries(self, path: str) -> Mapping[str, EntryKind]:
        """Give the names in the folder at *path*, sorted, with what they are."""
        if path != self.path:
            return self.tree.entries(path)
        return {name: kind for name, kind in self.kinds.items() if name not in self.known}


def _kind(entry: "os.DirEntry[str]") -> EntryKind:
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"
