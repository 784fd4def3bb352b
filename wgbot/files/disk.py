"""A work tree on disk, read as it is, and its files replaced whole."""

import shutil
import stat
from collections.abc import Callable
from pathlib import Path

from wgbot.files.tree import EntryKind
from wgbot.text.problems import WgbotError


class DiskTree:
    """The files below a folder. No link is followed, neither of a file nor on the way to it."""

    def __init__(self, root: Path) -> None:
        """Look at the folder *root*."""
        self._root = root

    def read(self, path: str) -> bytes | None:
        """Return the content of the file at *path*; None if there is no such regular file.

        Raises WgbotError if it may not be read.
        """
        found = self._find(path)
        try:
            return found.read_bytes() if found and _kind(found) == "file" else None
        except OSError as error:
            raise WgbotError(f"{path} can't be read: {error.strerror}.") from error

    def entries(self, path: str) -> dict[str, EntryKind]:
        """Return the names in the folder at *path*, sorted, with what they are."""
        folder = self._find(path) if path else self._root
        if folder is None or not folder.is_dir() or (path and _kind(folder) != "folder"):
            return {}
        return {each.name: kind for each in sorted(folder.iterdir()) if (kind := _kind(each))}

    def write(self, path: str, data: bytes) -> None:
        """Replace the content of the file at *path*, wholly or not at all.

        Raises WgbotError if there is no such file, or where it cannot be written.
        """
        found = self._find(path)
        if found is None or _kind(found) != "file":
            raise WgbotError(f"There is no file {path} to write to.")
        fresh = found.with_name(f".{found.name}.wgbot")
        try:
            fresh.write_bytes(data)
            shutil.copymode(found, fresh)
            fresh.replace(found)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise WgbotError(
                f"{path} couldn't be written: {error.strerror}. It is unchanged."
            ) from error

    def _find(self, path: str) -> Path | None:
        """Go to *path* step by step; None if a step is a link, or leads out of the folder."""
        found = self._root
        for part in path.split("/"):
            if part in ("", ".", ".."):
                return None
            found = found / part
            if _kind(found) not in ("folder", "file"):
                return None
        return found


def _kind(path: Path) -> EntryKind | None:
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):
        return None
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "other"


def beside(folder: Path | None) -> Callable[[object], DiskTree | None]:
    """Return the way to a second repository that is checked out at *folder*, if it is."""
    return lambda _: DiskTree(folder) if folder else None
