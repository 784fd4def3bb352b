"""The site in a folder: only what changed is written, and what is gone goes. An edge.

A manifest in the folder says which files are wgbot's. Files that are not are never touched, and
no link is followed.
"""

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wgbot.problems import SetupError, WgbotError

MANIFEST = ".wgbot-site.json"


@dataclass(frozen=True)
class Written:
    """What was done in the folder."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    kept: tuple[str, ...]
    """Files that the site has no more, and that somebody has changed: they were left."""


def write(out: Path, files: Mapping[str, bytes]) -> Written:
    """Make the folder *out* hold *files*.

    Raises SetupError where a file is in the way that is not wgbot's, before anything is written.
    """
    before = _manifest(out)
    fresh = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    changed = _changed(out, files, before)
    try:
        for path in changed:
            _replace(out / path, files[path])
        removed, kept = _remove(out, {path: before[path] for path in before if path not in files})
        if before != fresh or not (out / MANIFEST).is_file():
            _replace(out / MANIFEST, _as_json(fresh))
    except OSError as error:
        raise WgbotError(
            f"{error.filename or out} could not be written: {error.strerror}. Some files may be "
            "new and others not; run it again."
        ) from error
    return Written(tuple(changed), tuple(removed), len(files) - len(changed), tuple(kept))


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


def _changed(out: Path, files: Mapping[str, bytes], before: Mapping[str, str]) -> list[str]:
    """Give the files to write; SetupError where one of them would go over somebody else's."""
    changed = []
    folders: set[Path] = set()
    for path, data in files.items():
        target = out / path
        _refuse_links(out, target.parent, folders)
        try:
            about = os.lstat(target)
        except FileNotFoundError:
            changed.append(path)
            continue
        same = (
            stat.S_ISREG(about.st_mode)
            and about.st_size == len(data)
            and target.read_bytes() == data
        )
        if same:
            continue
        if path not in before or not stat.S_ISREG(about.st_mode):
            raise SetupError(
                f"{target} is there already, and it was not written by wgbot. Name an empty "
                "folder with `--out`."
            )
        changed.append(path)
    return changed


def _refuse_links(out: Path, folder: Path, seen: set[Path]) -> None:
    while folder not in seen and folder != out:
        seen.add(folder)
        try:
            mode = os.lstat(folder).st_mode
        except FileNotFoundError:
            mode = stat.S_IFDIR
        if not stat.S_ISDIR(mode):
            raise SetupError(
                f"{folder} is no folder, and one of that name is needed. Name an empty folder "
                "with `--out`."
            )
        folder = folder.parent


def _replace(target: Path, data: bytes) -> None:
    """Write a file wholly or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    try:
        # `x`: whatever has that name, a link for example, is not written through.
        with fresh.open("xb") as file:
            file.write(data)
        fresh.replace(target)
    except FileExistsError:
        # Left by a run that was cut off.
        fresh.unlink()
        _replace(target, data)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _remove(out: Path, gone: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Remove files that the site has no more, and the folders that are empty then."""
    removed, kept = [], []
    checked: set[Path] = set()
    for path, digest in gone.items():
        target = out / path
        _refuse_links(out, target.parent, checked)
        try:
            if not stat.S_ISREG(os.lstat(target).st_mode):
                kept.append(path)
                continue
        except FileNotFoundError:
            continue
        if hashlib.sha256(target.read_bytes()).hexdigest() != digest:
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
