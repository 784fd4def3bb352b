"""A tree made of values."""

from tests.example import MemoryTree

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
