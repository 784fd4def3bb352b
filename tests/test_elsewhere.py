"""What is different on Windows and macOS, imitated: names of files, and processes.

Consoles that show few characters are in tests/cli/test_main.py.
"""

import multiprocessing
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import example
from wgbot.registry import folder
from wgbot.setup.init import plan
from wgbot.setup.init.answers import Answers
from wgbot.site import builder, parallel

# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
REFUSED = re.compile(
    r"""[<>:"|?*\\\x00-\x1f]|[. ](?:/|$)|(?:^|/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|/|$)""", re.I
)


def assert_fit(paths):
    """Hold that the paths can be on a disk that knows no case, and with the names that Windows takes."""
    assert len({path.casefold() for path in paths}) == len(paths)
    for path in paths:
        assert not REFUSED.search(path), path


@given(st.text(max_size=40))
def test_a_groups_file_is_called_in_lower_case(name):
    slug = folder.slug(name)
    assert slug == slug.lower()
    assert re.fullmatch(r"[a-z0-9-]*", slug)


def test_two_groups_whose_names_differ_in_case_are_one_name():
    assert folder.lookalike_keys("Birds") & folder.lookalike_keys("BIRDS")


@pytest.mark.parametrize("name", ["con", "NUL", "COM1", "Aux.io"])
def test_a_name_that_windows_keeps_for_itself_is_no_groups(name):
    assert [each.check for each in example.proposal(name=name).problems] == ["name"]


def test_what_init_writes_can_be_on_any_disk():
    assert_fit([file.path for file in plan.plan(Answers(), example.MemoryTree({})).files])


@pytest.fixture
def community(tmp_path):
    home = tmp_path / "community"
    for path, data in example.tree().files.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)
    return home


def published(home, out):
    builder.Workshop(home, slug="example/groups").publish(out)
    files = {str(path.relative_to(out)): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items()}


def test_where_no_process_can_be_copied_the_site_is_the_same(community, tmp_path, monkeypatch):
    monkeypatch.setattr(parallel, "LEAST", 1)
    usual = published(community, tmp_path / "usual")
    assert_fit(usual)
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    monkeypatch.setattr(multiprocessing, "get_context", None)
    assert published(community, tmp_path / "elsewhere") == usual
