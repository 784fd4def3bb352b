"""What the action installs for a command is all that the command needs, and is locked as everything is."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ACTION = (ROOT / "action.yml").read_text(encoding="utf-8")


def imported(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SPLIT = imported(ROOT / ".ci/split_requirements.py")
INSTALL = imported(ROOT / "requirements/install.py")


@pytest.mark.parametrize("name", SPLIT.files())
def test_a_commands_needs_are_those_that_are_locked(name, expected):
    expected(ROOT / "requirements" / name, SPLIT.files()[name])


def chosen(command):
    """Return what the action installs for a command, by its own lines."""
    (choice,) = re.findall(r"case .*?esac", ACTION, re.S)
    done = subprocess.run(
        ["bash", "-c", f'{choice}\necho "$needs"'],
        env={"PATH": os.environ["PATH"], "WGBOT_COMMAND": command},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_what_the_action_does_not_know_gets_everything():
    assert chosen("run --dry-run") == "bot"
    assert chosen("import ../x") == chosen("") == chosen("runs") == "run"
    for command in ("check", "checkin", "sync", "links", "site", "doctor"):
        assert (ROOT / f"requirements/{chosen(command)}.txt").is_file()


LEFT_OUT = """
import json, sys
names = set(json.loads(sys.argv.pop(1)))
class LeftOut:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in names:
            raise ModuleNotFoundError(f"{name} is left out", name=name)
sys.meta_path.insert(0, LeftOut)
"""
WGBOT = "from wgbot.cli.main import main\nmain()"
REPORTED = (
    "import wgbot.links.check, wgbot.github.keeping, wgbot.links.report_issue, wgbot.links.run"
)
ASKED = """
import importlib, pkgutil
import wgbot.checkin, wgbot.github.checkin
for each in pkgutil.iter_modules(wgbot.checkin.__path__):
    importlib.import_module(f"wgbot.checkin.{each.name}")
"""
PROPOSED = """
import pytest
from tests import bot, stories
with pytest.MonkeyPatch.context() as patch:
    fake, it = bot.start(patch)
    stories.filed(fake, it, name="Sound <music>", channel="http://x")
    number = stories.approved(fake, it)
    it.sync()
    assert len(stories.pulls(fake, number)) == 1
"""


@pytest.mark.parametrize(
    ("needs", "code", "arguments", "expected"),
    [
        ("check", WGBOT, ["check"], 0),
        ("check", WGBOT, ["check", "examples/mistakes.md", "--format", "sarif"], 1),
        ("bot", PROPOSED, [], 0),
        ("bot", WGBOT, ["doctor"], 0),
        ("bot", ASKED, [], 0),
        ("links", WGBOT, ["links", "--urls", "-"], 0),
        ("links", REPORTED, [], 0),
        ("site", WGBOT, ["site", "build", "--out"], 0),
        ("site", WGBOT, ["site", "changes", "HEAD"], 0),
    ],
)
def test_a_command_gets_along_with_what_is_installed_for_it(
    needs, code, arguments, expected, tmp_path
):
    left_out = set(SPLIT.locked()) - SPLIT.NEEDS[needs]
    modules = [
        module
        for module, names in packages_distributions().items()
        if {re.sub(r"[-_.]+", "-", each).lower() for each in names} <= left_out
    ]
    if needs in ("bot", "links"):
        modules = [each for each in modules if each != "nacl"]  # the stand-in comes first
    if code is PROPOSED:  # the fake GitHub that comes with the tests makes keys for its Apps
        modules = [
            each for each in modules if each not in ("cryptography", "cffi", "_cffi_backend")
        ]
    if arguments[-1:] == ["--out"]:
        arguments = [*arguments, str(tmp_path)]
    path = os.pathsep.join(map(str, (ROOT / "requirements/standins", ROOT)))
    done = subprocess.run(
        [sys.executable, "-c", LEFT_OUT + code, json.dumps(modules), *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, "HOME": str(tmp_path)},
        input="http://127.0.0.1/\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == expected, done.stderr


def wheel(folder, name, *files):
    with zipfile.ZipFile(folder / f"{name}-1-py3-none-any.whl", "w") as packed:
        for file in files:
            packed.writestr(file, "x = 1\n")


@pytest.fixture
def fetched(monkeypatch):
    """Have pip fetch the wheels of a folder, and count how often."""
    calls = []

    def start(folder, code=0):
        def run(arguments, check):
            calls.append(arguments)
            for each in folder.iterdir():
                shutil.copy(each, arguments[-1])
            return subprocess.CompletedProcess(arguments, code)

        monkeypatch.setattr(INSTALL.subprocess, "run", run)
        return calls

    return start


def test_wheels_are_unpacked_once(tmp_path, fetched):
    (tmp_path / "wheels").mkdir()
    wheel(tmp_path / "wheels", "bird", "bird/__init__.py", "bird-1.dist-info/METADATA")
    calls = fetched(tmp_path / "wheels")
    needs, folder = tmp_path / "needs", tmp_path / "there"
    needs.write_text("bird==1\n", encoding="utf-8")
    assert INSTALL.install(needs, folder) == INSTALL.install(needs, folder) == 0
    assert (folder / "bird/__init__.py").is_file()
    assert len(calls) == 1
    needs.write_text("bird==2\n", encoding="utf-8")
    INSTALL.install(needs, folder)
    assert len(calls) == 2


def test_what_pip_refuses_is_not_there(tmp_path, fetched):
    (tmp_path / "wheels").mkdir()
    wheel(tmp_path / "wheels", "bird", "bird.py")
    fetched(tmp_path / "wheels", code=1)
    (tmp_path / "needs").write_text("bird==1\n", encoding="utf-8")
    assert INSTALL.install(tmp_path / "needs", tmp_path / "there") == 1
    assert list((tmp_path / "there").iterdir()) == []


def test_a_wheel_that_has_to_be_installed_stops_it(tmp_path, fetched):
    (tmp_path / "wheels").mkdir()
    wheel(tmp_path / "wheels", "bird", "bird-1.data/scripts/bird")
    fetched(tmp_path / "wheels")
    (tmp_path / "needs").write_text("bird==1\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="more than packages"):
        INSTALL.install(tmp_path / "needs", tmp_path / "there")
