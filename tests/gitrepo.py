"""Real git repositories for tests."""

import subprocess
from pathlib import Path

from tests import example


def git(folder: Path, *arguments: str) -> str:
    """Run git as Ada and give what it printed."""
    done = subprocess.run(
        ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.rstrip("\n")


def commit(folder: Path, path: str, text: str) -> str:
    """Commit one file and give the commit."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
    git(folder, "add", path)
    git(folder, "commit", "--quiet", "-m", f"Change {path}")
    return git(folder, "rev-parse", "HEAD")


def start(folder: Path) -> Path:
    """Make *folder* a git repository with the sample community on its main branch."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    for path, data in example.tree().files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Start")
    return folder
