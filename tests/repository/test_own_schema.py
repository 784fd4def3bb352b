"""The files here name their schemas, and the copies of those are what wgbot publishes."""

from pathlib import Path

import pytest

from wgbot.community import config, schemas
from wgbot.files.disk import DiskTree

ROOT = Path(__file__).parent.parent.parent
TREE = DiskTree(ROOT)
FILES = [config.PATH, *(f"registry/{path.name}" for path in (ROOT / "registry").glob("*.yml"))]


@pytest.mark.parametrize("name", [schemas.REGISTRY, schemas.CONFIGURATION])
def test_the_copy_is_fresh(name, expected):
    expected(ROOT / name, schemas.schemas()[name].decode())


@pytest.mark.parametrize("path", FILES)
def test_a_file_names_its_schema(path):
    settings, _ = config.load(TREE)
    first, _, _ = (ROOT / path).read_text(encoding="utf-8").partition("\n")
    assert first + "\n" == schemas.first_line(settings, TREE, path)
    named = (ROOT / path).parent / first.partition("$schema=")[2]
    assert named.resolve().is_relative_to(ROOT / "schema")
    assert named.is_file()
