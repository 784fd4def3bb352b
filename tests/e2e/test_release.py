"""A tag becomes a release: its workflow as it is, with nothing published and no test of its own run."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

import wgbot
from tests.e2e import act, home

TAG = f"v{wgbot.__version__}"
FILE = ".github/workflows/release.yml"
PARTS = [".ci", ".github", "README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "schema"]
PACKAGES = [f"wgbot-{wgbot.__version__}-py3-none-any.whl", f"wgbot-{wgbot.__version__}.tar.gz"]


@pytest.fixture
def release(tmp_path, python):
    """Run the workflow for a tag; *passes* says whether the tests of the tagged commit do."""
    source, kept, programs = tmp_path / "source", tmp_path / "kept", tmp_path / "programs"
    for folder in (source, kept, programs):
        folder.mkdir()
    home.copy([*PARTS, "templates", "wgbot"], source)
    (programs / "gh").write_text('#!/bin/sh\necho "gh $*" >> "$E2E_KEPT/asked"\n')
    (programs / "gh").chmod(0o755)

    def git(*arguments):
        who = ("-c", "user.name=Mona", "-c", "user.email=mona@example.org")
        done = subprocess.run(
            ["git", *who, *arguments], cwd=source, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def run(tag=TAG, passes=True, **variables):
        # In place of all the tests: the environment that they leave behind.
        left = f"ln -s {Path(sys.executable).parent.parent} .venv"
        (source / ".ci/run").write_text(left if passes else "exit 1", encoding="utf-8")
        git("init", "--quiet", "--initial-branch=main")
        git("add", "--all")
        git("commit", "--quiet", "--message=A version")
        git("tag", tag)
        commit = git("rev-parse", "HEAD")
        told = tmp_path / "event.json"
        told.write_text(json.dumps({"ref": f"refs/tags/{tag}", "after": commit}), encoding="utf-8")
        jobs = yaml.load((source / FILE).read_text(encoding="utf-8"), yaml.BaseLoader)["jobs"]
        used = {step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step}
        environment = {
            "GITHUB_REPOSITORY": "example/wgbot",
            "GITHUB_REF": f"refs/tags/{tag}",
            "GITHUB_REF_NAME": tag,
            "GITHUB_SHA": commit,
            "E2E_REPOSITORY": str(source),
            "E2E_REF": tag,
            "E2E_PYTHON": str(python),
            "E2E_KEPT": str(kept),
        }
        ended = subprocess.run(
            [
                *(str(act.PROGRAM), "push", "--eventpath", str(told)),
                *("--workflows", str(source / FILE), "--directory", str(source)),
                *("--platform", "ubuntu-latest=-self-hosted", "--pull=false"),
                *("--no-cache-server", "--no-skip-checkout", "--secret", "GITHUB_TOKEN"),
                *(f"--local-repository={each}={act.stand_in(each)}" for each in sorted(used)),
                *(f"--env={key}={value}" for key, value in environment.items()),
                *(f"--var={key}={value}" for key, value in variables.items()),
            ],
            env={
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(tmp_path),
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GITHUB_TOKEN": "none",
                "DOCKER_HOST": f"unix://{tmp_path}/none",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        asked = kept / "asked"
        lines = asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []
        return ended.returncode, ended.stdout + ended.stderr, lines, commit

    return run


def test_a_tag_is_built_attested_and_released_with_its_notes(release, tmp_path):
    code, log, asked, commit = release()
    assert code == 0, log
    kept = tmp_path / "kept/release"
    assert sorted(each.name for each in (kept / "dist").iterdir()) == PACKAGES
    with zipfile.ZipFile(kept / "dist" / PACKAGES[0]) as wheel:
        assert wheel.read("wgbot/origin.txt").decode() == f"example/wgbot@{commit}\n"
    *attested, released, moved = asked
    assert attested == [f"attest {each}" for each in PACKAGES]
    assert released.startswith(f"gh release create {TAG} --repo example/wgbot --verify-tag")
    assert released.endswith(" ".join(f"release/dist/{each}" for each in PACKAGES))
    assert moved.endswith(f"git/refs/tags/v0 -f sha={commit} -F force=true")


def test_it_is_published_where_somebody_says_so(release):
    code, log, asked, _ = release(PUBLISH_ON_PYPI="true")
    assert code == 0, log
    assert [each for each in asked if each.startswith("publish")] == [
        f"publish {each}" for each in PACKAGES
    ]


def test_nothing_leaves_a_commit_whose_tests_fail(release):
    code, _, asked, _ = release(passes=False)
    assert code != 0
    assert asked == []


def test_nothing_leaves_a_tag_of_another_version(release):
    code, log, asked, _ = release(tag="v99.0.0")
    assert code != 0
    assert "The tag is v99.0.0" in log
    assert asked == []
