"""The registry's files, read again and again."""

import os

import pytest

from tests.site import sample
from wgbot.registry import folder as registry_folder
from wgbot.site.reader import Reader


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "registry").mkdir()
    for slug in ("bells", "sounds"):
        put(tmp_path, slug, name=slug.title())
    return tmp_path


def put(folder, slug, **fields):
    (folder / f"registry/{slug}.yml").write_text(sample.entry(**fields), encoding="utf-8")


@pytest.fixture
def parsed(monkeypatch):
    """The names of the files that are parsed."""
    names, parse = [], registry_folder.parse

    def watched(data, path):
        names.append(path.rpartition("/")[2])
        return parse(data, path)

    monkeypatch.setattr(registry_folder, "parse", watched)
    return names


def known(reader):
    return {name: file.group.name for name, file in reader.known.items()}


def test_a_file_is_parsed_once_and_again_when_it_was_changed(folder, parsed):
    reader = Reader(folder, "registry")
    reader.update()
    assert known(reader) == {"bells.yml": "Bells", "sounds.yml": "Sounds"}
    reader.update()
    assert parsed == ["bells.yml", "sounds.yml"]
    put(folder, "sounds", name="Noises!")
    reader.update()
    assert parsed == ["bells.yml", "sounds.yml", "sounds.yml"]
    assert known(reader)["sounds.yml"] == "Noises!"


def test_a_change_that_leaves_length_and_time_as_they_were_is_seen(folder):
    path = folder / "registry/bells.yml"
    path.write_text(sample.entry(name="Bells"))
    reader = Reader(folder, "registry")
    reader.update()
    about = path.stat()
    path.write_text(sample.entry(name="Gongs"))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    reader.update()
    assert known(reader)["bells.yml"] == "Gongs"


def test_what_is_touched_only_is_the_same_group(folder):
    reader = Reader(folder, "registry")
    reader.update()
    before = reader.known["bells.yml"].group
    os.utime(folder / "registry/bells.yml", (5, 5))
    reader.update()
    assert reader.known["bells.yml"].group is before


def test_what_is_gone_is_not_known(folder):
    reader = Reader(folder, "registry")
    reader.update()
    (folder / "registry/bells.yml").unlink()
    reader.update()
    assert list(reader.known) == ["sounds.yml"]


def test_what_is_known_is_left_out_of_the_tree_and_all_else_is_in_it(folder):
    (folder / "registry/broken.yml").write_text("name: [")
    (folder / "registry/Bad name.yml").write_text("name: x")
    (folder / "registry/notes.txt").write_text("x")
    (folder / "registry/link.yml").symlink_to("bells.yml")
    (folder / "README.md").write_text("x")
    reader = Reader(folder, "registry")
    rest = reader.update()
    assert list(reader.known) == ["bells.yml", "sounds.yml"]
    assert set(rest.entries("registry")) == {"broken.yml", "Bad name.yml", "notes.txt", "link.yml"}
    assert "README.md" in rest.entries("")
    assert rest.read("README.md") == b"x"
    assert {each.path for each in registry_folder.load(rest, "registry").problems} == {
        "registry/broken.yml",
        "registry/Bad name.yml",
        "registry/link.yml",
    }


@pytest.mark.parametrize("path", ["other", "README.md", "link", "link/registry"])
def test_no_folder_is_an_empty_one(folder, path):
    (folder / "README.md").write_text("x")
    (folder / "link").symlink_to(".")
    reader = Reader(folder, path)
    assert reader.update().entries(path) == {}
    assert reader.known == {}
