"""Files put into a work tree: below its folder, never by way of a link; what can't be written is named."""

from pathlib import Path

import pytest

from wgbot.files import write
from wgbot.files.planned import File
from wgbot.text.problems import WgbotError


@pytest.fixture
def root(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "page").write_bytes(b"theirs")
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    (root / "page").symlink_to("../outside/page")
    (root / "nowhere").symlink_to("../outside/new")
    (root / "folder").symlink_to("../outside")
    (root / "docs" / "inner").symlink_to("../../outside")
    return root


def seen(folder):
    return sorted(
        (path, path.is_symlink(), path.is_file() and path.read_bytes())
        for path in folder.rglob("*")
    )


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("page", None),
        ("page", b"theirs"),
        ("nowhere", None),
        ("folder/new", None),
        ("folder/page", b"theirs"),
        ("docs/inner/new/x", None),
        ("../outside/new", None),
        ("docs/../../outside/new", None),
    ],
)
def test_f05_nothing_is_written_by_way_of_a_link_or_outside(root, path, before):
    there = seen(root.parent)
    with pytest.raises(WgbotError):
        write.write(root, [File("fine", b"1"), File(path, b"2", before)])
    assert seen(root.parent) == there


@pytest.mark.parametrize("method", ["write_bytes", "replace"])
def test_the_file_that_could_not_be_written_is_named_by_its_own_name(tmp_path, monkeypatch, method):
    def denied(self, *_arguments):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, method, denied)
    with pytest.raises(
        WgbotError, match=r"b\.yml couldn't be written: Permission denied"
    ) as raised:
        write.write(tmp_path, [File("registry/b.yml", b"name: B\n")])
    assert "wgbot-new" not in str(raised.value)
    assert list(tmp_path.rglob("*")) == []
