"""When files were changed last: one with the stamp that it had holds what it held. An edge.

As git's index does it. A file that was changed just before it was looked at can be changed again
and have the same stamp still, so that stamp says nothing: https://git-scm.com/docs/racy-git
"""

import os
from pathlib import Path

Stamp = tuple[int, int, int]
"""The time of the last change in ns, the size in bytes, and the number of the inode."""

_TICK = 2 * 10**9
"""The longest, in ns, that a file system takes for one moment: two seconds, on FAT."""
_FINE = 10**8
"""The same, for one that tells parts of a second."""


def of(about: os.stat_result) -> Stamp:
    """Give the stamp in what the system tells of a file."""
    return about.st_mtime_ns, about.st_size, about.st_ino


def of_file(path: Path) -> Stamp | None:
    """Give the stamp of a file; None where there is none."""
    try:
        return of(path.lstat())
    except OSError:
        return None


def of_folder(path: Path) -> dict[str, Stamp]:
    """Give the stamps of all that is in a folder, by name; none where it is no folder."""
    try:
        with os.scandir(path) as listed:
            return {each.name: of(each.stat(follow_symlinks=False)) for each in listed}
    except OSError:
        return {}


def is_settled(stamp: Stamp, looked: int) -> bool:
    """Tell whether the file cannot change without its stamp, which was taken at *looked*, in ns."""
    changed = stamp[0]
    return looked - changed > (_FINE if changed % 10**9 else _TICK)
