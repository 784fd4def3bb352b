"""Who owns a file by `CODEOWNERS`: as GitHub documents it."""

import pytest

from tests.example import MemoryTree
from wgbot.community.codeowners import PLACES, owners

PATH = "registry/sound.yml"


def owned(text, path=PATH, place=PLACES[0]):
    return owners(MemoryTree({place: text.encode()}), path)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*", PATH, True),
        ("*", "a/b/c/d", True),
        ("*.yml", PATH, True),
        ("*.md", PATH, False),
        ("/registry/", PATH, True),
        ("/registry", PATH, True),
        ("registry/", PATH, True),
        ("registry", PATH, True),
        ("registry/", "a/registry/b", True),
        ("/registry/", "a/registry/b", False),
        ("/registry/", "registry", False),
        ("/registry/*", PATH, True),
        ("/registry/*", "registry/old/sound.yml", False),
        ("registry/*", PATH, True),
        ("registry/*.yml", PATH, True),
        ("/registry/**", "registry/old/sound.yml", True),
        ("**/old", "registry/old/sound.yml", True),
        ("/**/sound.yml", PATH, True),
        ("/a/**/d", "a/b/c/d", True),
        ("/a/**/d", "a/d", True),
        ("/reg*/so?nd.yml", PATH, True),
        ("/reg*ry*/s*", PATH, True),
        ("/reg*x*/s*", PATH, False),
        ("/*istry/", PATH, True),
        ("/registry/sound.yml", PATH, True),
        ("/registry/sound", PATH, False),
        ("registry/sound.yml", "a/registry/sound.yml", False),
        ("sound.yml", PATH, True),
        ("sound.yml", "registry/unsound.yml", False),
        ("!/registry/", PATH, False),
        ("/registry/[a-z]*", PATH, False),
        ("/my\\ folder/", "my folder/x", True),
    ],
)
def test_a_pattern_is_read_as_github_reads_it(pattern, path, fits):
    assert bool(owned(f"{pattern} @ada\n", path)) == fits


def test_the_last_line_that_fits_decides():
    assert owned("* @ada\n/registry/ @grace @acme/council\n") == ("@grace", "@acme/council")
    assert owned("/registry/ @grace\n* @ada\n") == ("@ada",)
    assert owned("* @ada\n/registry/\n") == ()


def test_comments_and_odd_lines_are_nobodys():
    text = "\ufeff# @ada\n\n  \n/registry/ @grace # and @ada\r\n"
    assert owned(text) == ("@grace",)
    assert owned("") == ()


def test_the_first_file_there_is_counts():
    files = {place: f"* @n{number}\n".encode() for number, place in enumerate(PLACES)}
    assert owners(MemoryTree(files), PATH) == ("@n0",)
    del files[PLACES[0]]
    assert owners(MemoryTree(files), PATH) == ("@n1",)
    assert owners(MemoryTree({}), PATH) == ()


def test_many_stars_cost_little():
    name = "a" * 2000
    assert owned(f"{'*a' * 500}b @ada\n", name) == ()
    assert owned(f"{'**/' * 200}b @ada\n", "/".join("a" * 400)) == ()
