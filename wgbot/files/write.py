"""Files put into a work tree: all of them, or none.

An edge, for it writes to disk. What is written, and whether it may replace anything, is decided
before (`planned`).
"""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wgbot.files.planned import File
from wgbot.text.problems import WgbotError


@dataclass(frozen=True, slots=True)
class _Step:
    """One file on its way: written next to its place, with what was there kept as well."""

    place: Path
    fresh: Path
    old: Path | None


def write(root: Path, files: Sequence[File]) -> None:
    """Write *files* below *root*.

    No link is followed. Raises WgbotError if one of them cannot be written, or has changed since
    it was looked at; then everything is as it was.
    """
    made: list[Path] = []
    steps: list[_Step] = []
    done: list[_Step] = []
    now = ""
    try:
        for file in files:
            if file.state == "same":
                continue
            now = file.path
            steps.append(_prepare(_place(root, file.path, made), file))
        for step in steps:
            done.append(step)
            now = str(step.place)
            step.fresh.replace(step.place)
    except (OSError, WgbotError) as error:
        _undo(done, made)
        if isinstance(error, WgbotError):
            raise
        raise WgbotError(
            f"{now or 'A file'} couldn't be written: {error.strerror}. Nothing was changed."
        ) from error
    finally:
        for step in steps:
            for spare in (step.fresh, step.old):
                if spare:
                    spare.unlink(missing_ok=True)


def _place(root: Path, path: str, made: list[Path]) -> Path:
    """Go to where a file belongs, making folders on the way; never through a link."""
    folder = root
    *parents, name = path.split("/")
    if any(part in ("", ".", "..") for part in (*parents, name)):
        raise WgbotError(f"{path} isn't a path inside the repository, so nothing was written.")
    for part in parents:
        folder = folder / part
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise WgbotError(f"{folder} is a link or a file, so nothing was written below it.")
        if not folder.exists():
            folder.mkdir()
            made.append(folder)
    place = folder / name
    if place.is_symlink() or (place.exists() and not place.is_file()):
        raise WgbotError(f"{path} is a link or a folder, so nothing was written.")
    return place


def _prepare(place: Path, file: File) -> _Step:
    if (place.read_bytes() if place.exists() else None) != file.before:
        raise WgbotError(f"{file.path} has changed in the meantime, so nothing was written.")
    fresh = place.with_name(f".{place.name}.wgbot-new")
    old = None
    fresh.write_bytes(file.text)
    if file.before is not None:
        old = place.with_name(f"{fresh.name}-old")
        shutil.copy2(place, old)
        shutil.copymode(place, fresh)
    return _Step(place, fresh, old)


def _undo(done: Sequence[_Step], made: Sequence[Path]) -> None:
    """Put back what was there, and take away the folders that were made for nothing."""
    for step in reversed(done):
        with suppress(OSError):
            if step.old:
                shutil.copy2(step.old, step.place)
            elif not step.fresh.exists():
                step.place.unlink(missing_ok=True)
    for folder in reversed(made):
        for left in folder.glob(".*.wgbot-*"):
            left.unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()
