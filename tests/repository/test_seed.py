"""Importing this repository's own page gives this repository's own registry, byte for byte."""

from pathlib import Path

from wgbot.files.disk import DiskTree
from wgbot.setup.importers import judging, kinds

ROOT = Path(__file__).parent.parent.parent
PAGE = "website/working-groups.md"


class WithoutRegistry:
    """This repository, with no group in it."""

    def __init__(self):
        self._tree = DiskTree(ROOT)

    def read(self, path):
        return None if path.startswith("registry/") else self._tree.read(path)

    def entries(self, path):
        return {} if path == "registry" else self._tree.entries(path)


def test_the_page_gives_the_registry():
    found = kinds.read(PAGE, (ROOT / PAGE).read_bytes())
    assert found.leftovers == ()
    judged = judging.judge(found, WithoutRegistry())
    assert judged.problems == ()
    assert {file.path: file.text for file in judged.done.files} == {
        f"registry/{path.name}": path.read_bytes() for path in (ROOT / "registry").glob("*.yml")
    }
