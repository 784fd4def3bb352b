"""A tree made of values, and what git calls a file."""

import hashlib

import pytest

from tests.example import MemoryTree
from wgbot.files.tree import blob_id

TREE = MemoryTree({"a/b/c.txt": b"1", "a/d.txt": b"2", "e": b"3", "ab": b"4"})


def test_files_are_read_by_their_path():
    assert TREE.read("a/b/c.txt") == b"1"
    assert TREE.read("a/b") is None
    assert TREE.read("x") is None


def test_a_folder_lists_what_is_in_it():
    assert TREE.entries("a") == {"b": "folder", "d.txt": "file"}
    assert TREE.entries("a/") == TREE.entries("a")
    assert TREE.entries("") == {"a": "folder", "ab": "file", "e": "file"}
    assert list(TREE.entries("")) == sorted(TREE.entries(""))
    assert TREE.entries("x") == TREE.entries("e") == {}


@pytest.mark.parametrize("data", [b"", b"a\n", bytes(range(256))])
def test_a_blob_has_the_name_that_git_gives_it(data):
    assert blob_id(data) == hashlib.sha1(b"blob %d\0%b" % (len(data), data)).hexdigest()
    if not data:
        assert blob_id(data) == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
