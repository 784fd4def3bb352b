"""The registry's files, read again and again."""

import os

import pytest

from tests.site import sample
from wgbot import registry
from wgbot.site import output
from wgbot.site.shelf import Shelf

LONG_AGO = 10**9


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "registry").mkdir()
    for slug in ("bells", "sounds"):
        put(tmp_path, slug, name=slug.title())
    return tmp_path


def put(folder, slug, at=LONG_AGO, **fields):
    path = folder / f"registry/{slug}.yml"
    path.write_text(sample.entry(**fields), encoding="utf-8")
    os.utime(path, (at, at))


@pytest.fixture
def reads(monkeypatch):
    """The names of the files that are read."""
    names, read = [], output.read

    def watched(path):
        names.append(path.rpartition("/")[2])
        return read(path)

    monkeypatch.setattr(output, "read", watched)
    return names


def known(shelf):
    return {name: volume.group.name for name, volume in shelf.known.items()}


def test_a_file_is_read_once_and_again_when_it_was_changed(folder, reads):
    shelf = Shelf(folder, "registry", {})
    shelf.look()
    assert known(shelf) == {"bells.yml": "Bells", "sounds.yml": "Sounds"}
    shelf.look()
    assert reads == ["bells.yml", "sounds.yml"]
    put(folder, "sounds", name="Noises!", at=LONG_AGO + 1)
    shelf.look()
    assert reads == ["bells.yml", "sounds.yml", "sounds.yml"]
    assert known(shelf)["sounds.yml"] == "Noises!"


def test_what_is_known_can_be_handed_on(folder, reads):
    first = Shelf(folder, "registry", {})
    first.look()
    second = Shelf(folder, "registry", first.known)
    second.look()
    assert (second.known, len(reads)) == (first.known, 2)


def test_a_file_that_was_just_changed_is_read_again(folder, reads):
    # As long, in the same file, at the same time as far as the system tells.
    path = folder / "registry/bells.yml"
    path.write_text(sample.entry(name="Bells"))
    shelf = Shelf(folder, "registry", {})
    shelf.look()
    about = path.stat()
    path.write_text(sample.entry(name="Gongs"))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    shelf.look()
    assert known(shelf)["bells.yml"] == "Gongs"


def test_what_is_touched_only_is_the_same_group(folder):
    shelf = Shelf(folder, "registry", {})
    shelf.look()
    before = shelf.known["bells.yml"].group
    os.utime(folder / "registry/bells.yml", (LONG_AGO + 5, LONG_AGO + 5))
    shelf.look()
    assert shelf.known["bells.yml"].group is before


def test_what_is_gone_is_not_known(folder):
    shelf = Shelf(folder, "registry", {})
    shelf.look()
    (folder / "registry/bells.yml").unlink()
    shelf.look()
    assert list(shelf.known) == ["sounds.yml"]


def test_what_is_known_is_left_out_of_the_tree_and_all_else_is_in_it(folder):
    (folder / "registry/broken.yml").write_text("name: [")
    (folder / "registry/Bad name.yml").write_text("name: x")
    (folder / "registry/notes.txt").write_text("x")
    (folder / "registry/link.yml").symlink_to("bells.yml")
    (folder / "README.md").write_text("x")
    shelf = Shelf(folder, "registry", {})
    rest = shelf.look()
    assert list(shelf.known) == ["bells.yml", "sounds.yml"]
    assert set(rest.entries("registry")) == {"broken.yml", "Bad name.yml", "notes.txt", "link.yml"}
    assert "README.md" in rest.entries("")
    assert rest.read("README.md") == b"x"
    assert {each.path for each in registry.load(rest, "registry").problems} == {
        "registry/broken.yml",
        "registry/Bad name.yml",
        "registry/link.yml",
    }


@pytest.mark.parametrize("path", ["other", "README.md", "link", "link/registry"])
def test_no_folder_is_an_empty_one(folder, path):
    (folder / "README.md").write_text("x")
    (folder / "link").symlink_to(".")
    shelf = Shelf(folder, path, {})
    assert shelf.look().entries(path) == {}
    assert shelf.known == {}
