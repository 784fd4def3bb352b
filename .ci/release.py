"""What a release says of itself: its version, its notes, where it comes from.

    python .ci/release.py prepare TAG FOLDER

Fails unless TAG, `v` and the version, is that of `wgbot/__init__.py` and has a section of its own in
CHANGELOG.md. Writes into FOLDER the notes, `notes.md`, and the name of the tag that moves with every
version of the same first number, `major`; and into the package, from which commit it is built, for
`wgbot init` to name in workflows. Needs nothing but Python.
"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def version() -> str:
    """Return the version of this checkout."""
    text = (ROOT / "wgbot/__init__.py").read_text(encoding="utf-8")
    (found,) = re.findall(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    return str(found)


def notes(of: str) -> str:
    """Return what the changelog says of a version; nothing if it has no section, or an empty one."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = re.escape(of)
    section = re.search(
        rf"^## {heading} \(\d{{4}}-\d\d-\d\d\)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    return section[1].strip() + "\n" if section and section[1].strip() else ""


def prepare(tag: str, folder: Path) -> None:
    """Write what the release needs, or stop."""
    if tag != f"v{version()}":
        raise SystemExit(f"The tag is {tag}, and the version in wgbot/__init__.py is {version()}.")
    said = notes(version())
    if not said:
        raise SystemExit(f"CHANGELOG.md says nothing about {version()}.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "notes.md").write_text(said, encoding="utf-8")
    (folder / "major").write_text(tag.partition(".")[0] + "\n", encoding="utf-8")
    repository, commit = os.environ.get("GITHUB_REPOSITORY"), os.environ.get("GITHUB_SHA")
    if repository and commit:
        origin = ROOT / "wgbot/origin.txt"
        origin.write_text(f"{repository}@{commit}\n", encoding="utf-8")


if __name__ == "__main__":
    _, command, tag, folder = sys.argv
    if command != "prepare":
        raise SystemExit(__doc__)
    prepare(tag, Path(folder))
