"""A commit as a tree, read from real git."""

import pytest

from tests.gitrepo import git
from wgbot.localgit.git import CommitTree, Git


@pytest.fixture
def tree(tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    files = {
        "a.yml": b"one",
        "b.yml": b"",
        "c.yml": b"no newline\n\nand two\n",
        "binary.bin": bytes(range(256)) * 100,
        "folder/inside.yml": b"inside",
        "folder/deep/er.yml": b"deeper",
        "émoji 🎉.yml": "naïve".encode(),
    }
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / "folder/link.yml").symlink_to("/etc/hostname")
    (tmp_path / "linked").symlink_to("folder")
    git(tmp_path, "add", ".")
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    git(tmp_path, "commit", "--quiet", "-m", "Start")
    for path in files:
        (tmp_path / path).write_bytes(b"changed since")
    commit = git(tmp_path, "rev-parse", "HEAD")
    return CommitTree(Git(tmp_path), commit), files


def test_files_are_read_as_they_were_committed(tree):
    at_commit, files = tree
    assert {path: at_commit.read(path) for path in files} == files


@pytest.mark.parametrize(
    "path", ["nothing", "folder", "folder/link.yml", "linked", "linked/inside.yml", "module", ""]
)
def test_f05_what_is_no_regular_file_is_not_read(tree, path):
    assert tree[0].read(path) is None


def test_the_entries_of_a_folder_tell_what_they_are(tree):
    assert tree[0].entries("folder") == {"deep": "folder", "inside.yml": "file", "link.yml": "link"}
    assert tree[0].entries("linked") == {}
    top = tree[0].entries("")
    assert (top["folder"], top["linked"], top["module"]) == ("folder", "link", "other")
    assert tree[0].entries("nothing") == {}


def test_a_folder_of_files_is_read_in_one_run_of_git(tree, monkeypatch):
    at_commit, _ = tree
    runs = []
    start = Git._start
    monkeypatch.setattr(Git, "_start", lambda *a: runs.append(a[1]) or start(*a))
    for name in ("a.yml", "b.yml", "c.yml"):
        at_commit.read(name)
    assert len(runs) == 1
