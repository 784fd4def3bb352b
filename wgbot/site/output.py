"""The site in a folder: only what changed is written, and what is gone goes. An edge.

A manifest in the folder says which files are wgbot's. Files that are not are never touched, and
no link is followed.
"""

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from wgbot.problems import SetupError, WgbotError
from wgbot.site.files import Content, Kept
from wgbot.site.processors import spread

MANIFEST = ".wgbot-site.json"


@dataclass(frozen=True)
class Written:
    """What was done in the folder."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    kept: tuple[str, ...]
    """Files that the site has no more, and that somebody has changed: they were left."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """Of all files of the site, by path."""


def write(out: Path, files: Mapping[str, Content]) -> Written:
    """Make the folder *out* hold *files*.

    Raises SetupError where a file is in the way that is not wgbot's, before anything is written.
    """
    before = _manifest(out)
    folders = _Folders(out)
    changed = _changed(folders, files, before)

    def put(path: str) -> str:
        data = files[path]
        if isinstance(data, bytes):
            folders.make(path)
            _replace(f"{out}/{path}", data)
        return digest(data)

    try:
        digests = dict(zip(changed, spread(put, changed), strict=True))
        fresh = {path: digests.get(path) or digest(data) for path, data in files.items()}
        gone = {path: before[path] for path in before if path not in files}
        removed, kept = _remove(out, folders, gone)
        if before != fresh or not (out / MANIFEST).is_file():
            folders.make(MANIFEST)
            _replace(f"{out}/{MANIFEST}", _as_json(fresh))
    except OSError as error:
        raise WgbotError(
            f"{error.filename or out} could not be written: {error.strerror}. Some files may be "
            "new and others not; run it again."
        ) from error
    unchanged = len(files) - len(changed)
    return Written(tuple(changed), tuple(removed), unchanged, tuple(kept), fresh)


def digest(data: Content) -> str:
    """Give what tells one content from any other."""
    return data.digest if isinstance(data, Kept) else hashlib.sha256(data).hexdigest()


def found(out: Path) -> dict[str, str]:
    """Give the digests of wgbot's files in *out* as they are there now, by path."""
    folders = _Folders(out)
    digests = {}
    for path in _manifest(out):
        data = read(f"{out}/{path}") if folders.exists(path) else None
        if data is not None:
            digests[path] = digest(data)
    return digests


def _manifest(out: Path) -> dict[str, str]:
    path = out / MANIFEST
    if out.is_symlink() or path.is_symlink():
        raise SetupError(f"{out} leads somewhere else, and links are not followed. Name a folder.")
    if out.exists() and not out.is_dir():
        raise SetupError(f"{out} is a file. Name a folder with `--out`.")
    try:
        listed = json.loads(path.read_bytes())
        return {
            str(name): str(digest)
            for name, digest in listed["files"].items()
            if _is_inside(str(name))
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SetupError(
            f"{path} cannot be read, and it says which files are wgbot's. Remove {out}, or name "
            "another folder with `--out`."
        ) from error


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return not {"", ".", ".."} & set(parts) and "\\" not in path and "\0" not in path


@dataclass
class _Folders:
    """The folders on the way to the files, each looked at once."""

    out: Path
    _there: dict[str, bool] = field(default_factory=dict)

    def exists(self, path: str) -> bool:
        """Tell whether the folder of the file at *path* is there; SetupError where it is none."""
        return self._exists(path.rpartition("/")[0])

    def _exists(self, folder: str) -> bool:
        if not folder:
            return True
        if folder not in self._there:
            above = self._exists(folder.rpartition("/")[0])
            mode = _mode(f"{self.out}/{folder}") if above else None
            if mode is not None and not stat.S_ISDIR(mode):
                raise SetupError(
                    f"{self.out}/{folder} is no folder, and one of that name is needed. Name an "
                    "empty folder with `--out`."
                )
            self._there[folder] = mode is not None
        return self._there[folder]

    def make(self, path: str) -> None:
        """Make the folder of the file at *path*, where it is not there."""
        folder = path.rpartition("/")[0]
        if not self._there.get(folder):
            os.makedirs(f"{self.out}/{folder}", exist_ok=True)
            self._there[folder] = True


def _changed(
    folders: _Folders, files: Mapping[str, Content], before: Mapping[str, str]
) -> list[str]:
    """Give the files to write; SetupError where one of them would go over somebody else's."""
    changed = []
    for path, data in files.items():
        target = f"{folders.out}/{path}"
        if isinstance(data, Kept):
            continue
        mode = _mode(target) if folders.exists(path) else None
        if mode is not None:
            is_file = stat.S_ISREG(mode)
            if is_file and read(target) == data:
                continue
            if path not in before or not is_file:
                raise SetupError(
                    f"{target} is there already, and it was not written by wgbot. Name an empty "
                    "folder with `--out`."
                )
        changed.append(path)
    return changed


def _mode(path: str) -> int | None:
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None


def read(path: str) -> bytes | None:
    """Read a file; None where there is no regular one."""
    mode = _mode(path)
    if mode is None or not stat.S_ISREG(mode):
        return None
    # Without Python's own layers: there are tens of thousands of them.
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        parts = []
        while part := os.read(file, 1 << 20):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(file)


def _replace(target: str, data: bytes) -> None:
    """Write a file wholly or not at all."""
    folder, _, name = target.rpartition("/")
    fresh = f"{folder}/.{name}.new"
    try:
        # `x`: whatever has that name, a link for example, is not written through.
        with open(fresh, "xb") as file:
            file.write(data)
        os.replace(fresh, target)
    except FileExistsError:
        # Left by a run that was cut off.
        os.unlink(fresh)
        _replace(target, data)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(fresh)
        raise


def _remove(out: Path, folders: _Folders, gone: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Remove files that the site has no more, and the folders that are empty then."""
    removed, kept = [], []
    for path, known in gone.items():
        target = out / path
        if not folders.exists(path) or _mode(str(target)) is None:
            continue
        data = read(str(target))
        if data is None or digest(data) != known:
            kept.append(path)
            continue
        target.unlink()
        removed.append(path)
        folder = target.parent
        while folder != out and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
    return removed, kept


def _as_json(files: Mapping[str, str]) -> bytes:
    head = {"about": "Written by wgbot: the files of the site in this folder.", "files": files}
    return (json.dumps(head, ensure_ascii=False, indent=0) + "\n").encode()
