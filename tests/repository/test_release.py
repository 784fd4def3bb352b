"""A tag becomes a release: what its workflow runs, with nothing published."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

import wgbot
from wgbot.setup.init import origin

ROOT = Path(__file__).parent.parent.parent
JOBS = yaml.load(
    (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)["jobs"]
TAG = f"v{wgbot.__version__}"
ENVIRONMENT = {
    "GITHUB_REF_NAME": TAG,
    "GITHUB_REPOSITORY": "example/wgbot",
    "GITHUB_SHA": "c" * 40,
}


def script(job, name):
    (step,) = [step for step in JOBS[job]["steps"] if step["name"] == name]
    return step["run"]


def run(command, folder, **environment):
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path):
    """Return what a release is made of, in a folder of its own."""
    for name in (".ci/release.py", "CHANGELOG.md", "wgbot/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


PREPARE = script("build", "Compare the tag with version and changelog")


def test_a_release_has_the_notes_of_its_version_and_names_its_commit(checkout):
    done = run(PREPARE, checkout)
    assert done.returncode == 0, done.stderr
    notes = (checkout / "build/release/notes.md").read_text(encoding="utf-8")
    assert notes.startswith("### ")
    assert "\n## " not in notes
    assert (checkout / "build/release/major").read_text(encoding="utf-8") == "v0\n"
    told = (checkout / "wgbot/origin.txt").read_text(encoding="utf-8")
    assert origin.released(told) == f"example/wgbot@{'c' * 40}"


@pytest.mark.parametrize("tag", ["v9.9.9", wgbot.__version__, "v0", f"{TAG}-rc1"])
def test_a_tag_of_another_version_stops_it(checkout, tag):
    done = run(PREPARE, checkout, GITHUB_REF_NAME=tag)
    assert done.returncode == 1
    assert f"The tag is {tag}, and the version" in done.stderr
    assert not (checkout / "build").exists()


@pytest.mark.parametrize(
    "section", ["", f"## {wgbot.__version__} (2026-01-01)\n\n## 0.0.1 (2026-01-01)\n"]
)
def test_a_version_that_the_changelog_lacks_stops_it(checkout, section):
    (checkout / "CHANGELOG.md").write_text(f"# Changelog\n\n## Unreleased\n\n- More\n\n{section}")
    done = run(PREPARE, checkout)
    assert done.returncode == 1
    assert "CHANGELOG.md says nothing about" in done.stderr


def test_what_a_release_does_not_say_of_itself_is_not_believed():
    for text in ("", "example/wgbot", "example/wgbot@v1", "a b/c@" + "c" * 40, "x\n" * 3):
        assert origin.released(text) is None


@pytest.fixture
def asked(tmp_path):
    """Put a `gh` in place that only writes down what it is asked, and refuses what a test says."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/gh"
    program.write_text(
        '#!/bin/sh\necho "$*" >> "$ASKED"\ncase "$*" in *"${REFUSED:-nothing}"*) exit 1;; esac\n'
    )
    program.chmod(0o755)
    (tmp_path / "release/dist").mkdir(parents=True)
    (tmp_path / "release/dist/wgbot.whl").touch()
    (tmp_path / "release/notes.md").touch()
    (tmp_path / "release/major").write_text("v0\n", encoding="utf-8")

    def ask(name, refused="nothing"):
        found = tmp_path / "asked"
        found.unlink(missing_ok=True)
        done = run(
            script("announce", name),
            tmp_path,
            PATH=f"{program.parent}:{os.environ['PATH']}",
            ASKED=str(found),
            REFUSED=refused,
        )
        return done.returncode, found.read_text(encoding="utf-8").splitlines()

    return ask


def test_the_release_is_of_the_tag_that_is_there_with_what_was_built(asked):
    code, (line,) = asked("Release")
    assert code == 0
    assert line.startswith(f"release create {TAG} --repo example/wgbot --verify-tag ")
    assert line.endswith("--notes-file release/notes.md release/dist/wgbot.whl")


def test_the_major_tag_moves_or_is_made_the_first_time(asked):
    name = "Move the tag of the major version"
    code, lines = asked(name)
    moved = f"api --silent --method PATCH repos/example/wgbot/git/refs/tags/v0 -f sha={'c' * 40} -F force=true"
    assert (code, lines) == (0, [moved])
    code, lines = asked(name, refused="PATCH")
    made = f"api --silent --method POST repos/example/wgbot/git/refs -f ref=refs/tags/v0 -f sha={'c' * 40}"
    assert (code, lines) == (0, [moved, made])
    assert asked(name, refused="api")[0] == 1


def test_only_what_was_tested_is_published_and_no_code_runs_where_it_is():
    assert JOBS["publish"]["needs"] == "build"
    assert JOBS["announce"]["needs"] == "publish"
    names = [step["name"] for step in JOBS["build"]["steps"]]
    assert names.index("Run everything that has to pass") < names.index("Build")
    for job in ("publish", "announce"):
        assert not any("checkout" in step.get("uses", "") for step in JOBS[job]["steps"])


def test_the_version_is_said_in_one_place():
    spec = importlib.util.spec_from_file_location("release", ROOT / ".ci/release.py")
    release = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(release)
    assert release.version() == wgbot.__version__
    assert release.notes(wgbot.__version__)
    assert 'dynamic = ["version"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
