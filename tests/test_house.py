"""The house: fifteen rooms, each on those below it, and the edges where the world begins."""

import ast
from pathlib import Path

import pytest

import wgbot

ROOMS = (
    "cli links github site localgit setup checkin proposals community checks similarity registry form "
    "files text"
).split()
"""From the roof down."""
EDGES = set(
    "cli github localgit files.disk files.write links.check links.client links.github links.rate_limit "
    "links.failures links.gate links.report_issue links.run links.web site.builder site.history site.output "
    "site.parallel site.reader site.server".split()
)
"""Rooms and modules; no other knows of the world, or of one of these."""
NO_EDGES = {"github.actions"}
WORLD = set(
    "aiohttp asyncio click github http httpx os random requests shutil socket ssl subprocess "
    "tempfile threading time urllib3".split()
)
FOLDER = Path(wgbot.__file__).parent
MODULES = {
    ".".join(path.relative_to(FOLDER).with_suffix("").parts): path
    for path in FOLDER.rglob("*.py")
    if path.parent != FOLDER
}


def is_edge(name):
    return name not in NO_EDGES and not {name, name.partition(".")[0]}.isdisjoint(EDGES)


def imported(path):
    """Return the absolute name of everything that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_there_are_these_rooms_and_no_loose_modules():
    assert {name.partition(".")[0] for name in MODULES} == set(ROOMS)
    assert {path.stem for path in FOLDER.glob("*.py")} == {"__init__", "__main__"}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_room_imports_only_from_rooms_below_it(name):
    above = ROOMS[: ROOMS.index(name.partition(".")[0])]
    rooms = {each.split(".")[1] for each in imported(MODULES[name]) if each.startswith("wgbot.")}
    assert not rooms & {*above, "__main__"}


@pytest.mark.parametrize("name", sorted(each for each in MODULES if each.endswith("__init__")))
def test_a_room_says_what_it_owns_and_loads_nothing(name):
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


@pytest.mark.parametrize("name", sorted(each for each in MODULES if not is_edge(each)))
def test_the_core_imports_no_network_process_clock_environment_or_edge(name):
    names = imported(MODULES[name])
    assert not {each.partition(".")[0] for each in names - {"http.HTTPStatus"}} & WORLD
    ours = {".".join(each.split(".")[1:3]) for each in names if each.startswith("wgbot.")}
    assert not [each for each in ours if is_edge(each)]


def test_what_decides_is_core():
    assert not [name for name in MODULES if name.startswith("proposals.") and is_edge(name)]


def test_no_two_rooms_have_a_class_of_one_name():
    """But for `Options`, which each check has, and what is private to a module."""
    rooms = {}
    for name, path in MODULES.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                rooms.setdefault(node.name, set()).add(name.partition(".")[0])
    assert [name for name, where in rooms.items() if len(where) > 1] == []
