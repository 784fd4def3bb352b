"""A work tree on disk, in which no link is followed."""

import os
from pathlib import Path

import pytest

from wgbot.files.disk import DiskTree
from wgbot.text.problems import WgbotError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("secret")
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    (root / "folder" / "file").write_bytes(b"x\xff")
    (root / "file").write_text("y")
    (root / "link").symlink_to(outside / "secret")
    (root / "linked").symlink_to(outside)
    (root / "inner").symlink_to("folder")
    (root / "dangling").symlink_to("nowhere")
    return root


def test_files_are_read_as_they_stand(root):
    tree = DiskTree(root)
    assert tree.read("folder/file") == b"x\xff"
    assert tree.read("folder") is None
    assert tree.read("nothing") is None
    assert tree.read("file/below") is None


def test_folders_list_what_is_in_them(root):
    tree = DiskTree(root)
    assert tree.entries("folder") == {"file": "file"}
    assert tree.entries("file") == tree.entries("nothing") == {}
    assert list(tree.entries("")) == ["dangling", "file", "folder", "inner", "link", "linked"]


@pytest.mark.parametrize(
    "path", ["link", "linked/secret", "inner/file", "dangling", "linked", "inner"]
)
def test_f05_no_link_is_followed(root, path):
    tree = DiskTree(root)
    assert tree.read(path) is None
    assert tree.entries(path) == {}
    assert tree.entries(f"{path}/x") == {}


def test_f05_links_are_told(root):
    entries = DiskTree(root).entries("")
    assert [entries[name] for name in ("link", "linked", "inner", "dangling")] == ["link"] * 4


@pytest.mark.parametrize(
    "path",
    [
        "../outside/secret",
        "folder/../file",
        "./file",
        "/etc/passwd",
        "folder//file",
        "",
        "..",
        "a\0b",
    ],
)
def test_f01_no_path_leads_out_of_the_folder(root, path):
    tree = DiskTree(root)
    assert tree.read(path) is None
    if path:
        assert tree.entries(path) == {}


def test_the_root_itself_may_be_reached_by_a_link(root, tmp_path):
    (tmp_path / "alias").symlink_to(root)
    assert DiskTree(tmp_path / "alias").read("file") == b"y"


def test_f05_what_is_no_file_is_told_and_not_read(root):
    os.mkfifo(root / "pipe")
    tree = DiskTree(root)
    assert tree.entries("")["pipe"] == "other"
    assert tree.read("pipe") is None


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path):
    (tmp_path / "page.md").write_bytes(b"before")
    (tmp_path / "page.md").chmod(0o640)
    DiskTree(tmp_path).write("page.md", b"after")
    assert (tmp_path / "page.md").read_bytes() == b"after"
    assert (tmp_path / "page.md").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    (tmp_path / "page.md").write_bytes(b"before")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(WgbotError, match="No space left on device"):
        DiskTree(tmp_path).write("page.md", b"after")
    assert (tmp_path / "page.md").read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


def test_f05_nothing_is_written_through_a_link(tmp_path):
    (tmp_path / "secret").write_bytes(b"before")
    (tmp_path / "page.md").symlink_to("secret")
    with pytest.raises(WgbotError, match=r"There is no file page\.md"):
        DiskTree(tmp_path).write("page.md", b"after")
    assert (tmp_path / "secret").read_bytes() == b"before"
