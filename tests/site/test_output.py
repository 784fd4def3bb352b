"""The site in a folder."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.site.output import MANIFEST, write
from wgbot.text.problems import SetupError

FILES = {"index.html": b"1", "groups/a/index.html": b"2", "groups/a.json": b"3"}


def held(out):
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_a_second_time_writes_nothing(tmp_path):
    assert set(write(tmp_path / "out", FILES).written) == set(FILES)
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    again = write(tmp_path / "out", FILES)
    assert (again.written, again.removed, again.unchanged) == ((), (), 3)
    assert stamps == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}


def test_only_what_changed_is_written_and_what_is_gone_goes_with_its_folder(tmp_path):
    write(tmp_path, FILES)
    done = write(tmp_path, {"index.html": b"new"})
    assert done.written == ("index.html",)
    assert set(done.removed) == {"groups/a/index.html", "groups/a.json"}
    assert held(tmp_path) == {"index.html": b"new"}
    assert not (tmp_path / "groups").exists()


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["a", "b/c", "b/d", "e/f/g"]), st.binary()), max_size=4
    )
)
def test_whatever_was_there_before_the_folder_holds_the_site(tmp_path_factory, sites):
    out = tmp_path_factory.mktemp("out")
    (out / "CNAME").write_text("groups.example.org")
    for files in sites:
        write(out, files)
        assert held(out) == {**files, "CNAME": b"groups.example.org"}


@pytest.mark.parametrize("path", ["index.html", "groups/a/index.html"])
def test_what_is_not_wgbots_is_never_written_over(tmp_path, path):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_bytes(b"mine")
    with pytest.raises(SetupError, match="wasn't written by wgbot"):
        write(tmp_path, FILES)
    assert held(tmp_path) == {path: b"mine"}


def test_a_file_that_somebody_changed_is_not_removed(tmp_path):
    write(tmp_path, FILES)
    (tmp_path / "groups/a.json").write_bytes(b"mine")
    done = write(tmp_path, {"index.html": b"1"})
    assert done.kept == ("groups/a.json",)
    assert held(tmp_path)["groups/a.json"] == b"mine"


@pytest.mark.parametrize("path", ["groups", "groups/a", "groups/a/index.html", "index.html"])
def test_no_link_is_followed(tmp_path, path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_bytes(b"theirs")
    out = tmp_path / "out"
    (out / path).parent.mkdir(parents=True)
    (out / path).symlink_to(elsewhere / "index.html" if path.endswith("l") else elsewhere)
    with pytest.raises(SetupError):
        write(out, FILES)
    assert held(elsewhere) == {"index.html": b"theirs"}


@pytest.mark.parametrize("target", ["elsewhere", "nothing", "index.html"])
def test_a_page_that_somebody_made_a_link_is_left_and_told(tmp_path, target):
    out = tmp_path / "out"
    write(out, FILES)
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    (out / "groups/a.json").unlink()
    (out / "groups/a.json").symlink_to(tmp_path / target)
    with pytest.raises(SetupError, match=r"groups/a\.json exists already"):
        write(out, FILES)
    assert (out / "groups/a.json").is_symlink()
    assert (tmp_path / "elsewhere").read_bytes() == b"theirs"


def test_a_manifest_cannot_have_files_removed_elsewhere(tmp_path):
    out = tmp_path / "out"
    write(out, {"index.html": b"1"})
    (tmp_path / "precious").write_bytes(b"1")
    text = (out / MANIFEST).read_text()
    (out / MANIFEST).write_text(text.replace("index.html", "../precious"))
    write(out, {"x": b""})
    assert (tmp_path / "precious").exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 1}'])
def test_a_broken_manifest_stops_before_anything_is_written(tmp_path, text):
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(SetupError, match="can't be read"):
        write(tmp_path, FILES)
    assert held(tmp_path) == {}


def test_what_a_run_left_that_was_cut_off_is_no_hindrance(tmp_path):
    (tmp_path / ".index.html.new").write_bytes(b"half")
    write(tmp_path, {"index.html": b"1"})
    assert held(tmp_path) == {"index.html": b"1"}


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(SetupError, match="is a file"):
        write(tmp_path / "out", FILES)


def test_what_was_written_before_the_manifest_was_lost_is_adopted(tmp_path):
    write(tmp_path, FILES)
    (tmp_path / MANIFEST).unlink()
    assert write(tmp_path, FILES).unchanged == 3
    assert (tmp_path / MANIFEST).exists()


def test_what_somebody_changed_or_removed_is_seen_and_fixed(tmp_path):
    write(tmp_path, FILES)
    (tmp_path / "index.html").write_bytes(b"x")
    (tmp_path / "groups/a.json").unlink()
    assert set(write(tmp_path, FILES).written) == {"index.html", "groups/a.json"}
    assert held(tmp_path) == FILES


MANY = """
import hashlib, os, sys
from pathlib import Path
os.cpu_count = lambda: 3
from wgbot.text.problems import WgbotError
from wgbot.site.output import write
out = Path(sys.argv[1])
files = {f"groups/{number}/index.html": str(number).encode() for number in range(1200)}
done = write(out, files)
assert len(done.written) == 1200
assert {path: (out / path).read_bytes() for path in files} == files
assert write(out, files).unchanged == 1200
files = {path: data + b"!" for path, data in files.items()}
(out / "groups/700/.index.html.new").mkdir()
try:
    write(out, files)
except WgbotError as error:
    print(error)
"""


def test_many_are_written_by_several_processes_and_what_goes_wrong_is_told(tmp_path):
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", MANY, str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
    )
    assert "groups/700/.index.html.new could not be written" in done.stdout
    assert "run it again" in done.stdout
