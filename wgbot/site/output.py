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

from pydantic_core import to_json

from wgbot.site.parallel import parallel_map
from wgbot.text.problems import SetupError, WgbotError

MANIFEST = ".wgbot-site.json"
# Without Python's own layers: there are tens of thousands of files.
_BINARY = getattr(os, "O_BINARY", 0)
_FRESH = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY


@dataclass(frozen=True)
class Written:
    """What was done in the folder."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    kept: tuple[str, ...]
    """Files that the site has no more, and that someone has changed: they were left."""


def write(out: Path, files: Mapping[str, bytes]) -> Written:
    """Make the folder *out* hold *files*.

    Raises SetupError if a file is in the way that is not wgbot's, before anything is written.
    """
    before = _manifest(out)
    folders = _Folders(out)
    changed = [
        path for path, data in files.items() if not _holds(folders, path, data, path in before)
    ]

    def put(path: str) -> None:
        folders.make(path)
        _replace(f"{out}/{path}", files[path])

    try:
        for _ in parallel_map(put, changed):
            pass
        listed = {path: _digest(data) for path, data in files.items()}
        gone = {path: before[path] for path in before if path not in files}
        removed, kept = _remove(out, folders, gone)
        if before != listed or not (out / MANIFEST).is_file():
            folders.make(MANIFEST)
            _replace(f"{out}/{MANIFEST}", _as_json(listed))
    except OSError as error:
        raise WgbotError(
            f"{error.filename or out} could not be written: {error.strerror}. Some files may be "
            "new and others not; run it again."
        ) from error
    return Written(tuple(changed), tuple(removed), len(files) - len(changed), tuple(kept))


def _holds(folders: "_Folders", path: str, data: bytes, is_ours: bool) -> bool:
    """Return whether the file holds *data*; SetupError if writing it would go over another's."""
    target = f"{folders.out}/{path}"
    if not folders.exists(path) or _about(target) is None:
        return False
    held = read(target)
    # One that holds it without being listed was written before the list of files was lost.
    if held is None or (held != data and not is_ours):
        raise SetupError(
            f"{target} exists already and wasn't written by wgbot. Name an empty "
            "folder with `--out`."
        )
    return held == data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _manifest(out: Path) -> dict[str, str]:
    path = out / MANIFEST
    if out.is_symlink() or path.is_symlink():
        raise SetupError(f"{out} is a link, and links aren't followed. Name a folder.")
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
            f"{path} can't be read, but it says which files are wgbot's. Remove {out}, or name "
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
        """Return whether the folder of the file at *path* is there; SetupError if it is none."""
        return self._exists(path.rpartition("/")[0])

    def _exists(self, folder: str) -> bool:
        if not folder:
            return True
        if folder not in self._there:
            above = self._exists(folder.rpartition("/")[0])
            about = _about(f"{self.out}/{folder}") if above else None
            if about is not None and not stat.S_ISDIR(about.st_mode):
                raise SetupError(
                    f"{self.out}/{folder} isn't a folder, but one of that name is needed. Name an "
                    "empty folder with `--out`."
                )
            self._there[folder] = about is not None
        return self._there[folder]

    def make(self, path: str) -> None:
        """Make the folder of the file at *path*, where it is not there."""
        folder = path.rpartition("/")[0]
        if not self._there.get(folder):
            os.makedirs(f"{self.out}/{folder}", exist_ok=True)
            self._there[folder] = True


def _about(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def read(path: str) -> bytes | None:
    """Return a file's content; None if there is no regular file."""
    about = _about(path)
    if about is None or not stat.S_ISREG(about.st_mode):
        return None
    file = os.open(path, os.O_RDONLY | _BINARY)
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
        # `O_EXCL`: whatever has that name, a link for example, is not written through.
        file = os.open(fresh, _FRESH, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)
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
        if not folders.exists(path) or _about(str(target)) is None:
            continue
        data = read(str(target))
        if data is None or _digest(data) != known:
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
    return to_json(head, indent=0) + b"\n"
