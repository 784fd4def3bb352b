"""The site is values until the modules at its edge."""

import ast
from pathlib import Path

import pytest

from tests.test_decide import WORLD
from wgbot import site

FOLDER = Path(site.__file__).parent
EDGES = set("history output processors server reader workshop".split())
MODULES = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}


@pytest.mark.parametrize("name", sorted(MODULES - EDGES))
def test_the_core_imports_no_network_process_clock_environment_or_edge(name):
    for node in ast.walk(ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))):
        imported = set()
        if isinstance(node, ast.Import):
            imported = {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported = {str(node.module), *(f"{node.module}.{each.name}" for each in node.names)}
        assert not {each.split(".")[0] for each in imported} & (WORLD | {"http", "threading"})
        assert not imported & {f"wgbot.site.{edge}" for edge in EDGES}
        assert not [each for each in imported if each.startswith(("wgbot.forge", "wgbot.cli"))]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_the_map_names_every_module(name):
    assert f"`{name}`" in (site.__doc__ or "")
