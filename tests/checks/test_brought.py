"""Checks that other packages bring, by their entry points."""

import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import wgbot
from tests.gitrepo import start
from wgbot.checks import runner
from wgbot.text.problems import SetupError

MODULE = '''\
"""A focus speaks of birds.

Ours is a club of bird watchers.
"""

from pydantic import BaseModel, ConfigDict

from wgbot.text.problems import Problem


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    word: str = "bird"


def check(subject, options):
    if options.word not in subject.group.focus:
        yield Problem("birds", "There is no {word} in it.", "Add one.", field="focus",
                      values={"word": options.word})
'''


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package that is installed, and brings a check."""

    def make(text, name="birds"):
        folder = tmp_path / "site"
        info = folder / "birdclub-1.0.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: birdclub\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[wgbot.checks]\n{name} = birdclub_rules\n")
        (folder / "birdclub_rules.py").write_text(text)
        return folder

    return make


def check(folder, repository):
    root = Path(wgbot.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "wgbot", "check"],
        cwd=start(repository),
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{root}"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "community"
    folder.mkdir()
    return folder


def test_a_packages_check_judges_like_any_other(package, repository):
    code, out, _ = check(package(MODULE), repository)
    assert code == 1
    assert (
        "registry/command-line.yml:3, focus: There is no `bird` in it. [birds]\n    Add one." in out
    )


def test_it_is_configured_and_switched_off_like_any_other(package, repository):
    (repository / ".github").mkdir()
    folder = package(MODULE)
    start(repository)
    config = repository / ".github/wgbot.yml"
    config.write_text("checks: {birds: {word: e}}\n")
    done = subprocess.run(
        [sys.executable, "-m", "wgbot", "check"],
        cwd=repository,
        env={
            **os.environ,
            "PYTHONPATH": f"{folder}{os.pathsep}{Path(wgbot.__file__).parent.parent}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "There is no" not in done.stdout
    assert "not a key that is known" not in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise RuntimeError('broken')", "cannot be loaded"),
        ('"""Doc."""\n', "needs a docstring"),
        ("def check(subject, options): yield\n", "needs a docstring"),
        (MODULE.replace('word: str = "bird"', "word: str"), "need a default"),
    ],
)
def test_one_that_is_none_is_never_skipped_in_silence(package, repository, text, said):
    code, _, err = check(package(text), repository)
    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_one_that_fails_is_never_called_fine(package, repository):
    code, _, err = check(package(MODULE + "    raise KeyError('oops')\n"), repository)
    assert code == 3
    assert "The check birds (birdclub_rules) failed at" in err
    assert "birds: false" in err
    assert "Traceback" not in err


def test_a_name_that_is_taken_is_refused():
    with pytest.raises(SetupError, match="is taken"):
        runner.brought([EntryPoint("name", "json", runner.GROUP)], ["name"])
    with pytest.raises(SetupError, match="is none"):
        runner.brought([EntryPoint("a b", "json", runner.GROUP)], [])
