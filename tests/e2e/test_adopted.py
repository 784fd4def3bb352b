"""A repository that was empty, set up by `wgbot init`, and run by the workflows that it wrote."""

import os
import subprocess
import sys

import pytest
import yaml

from tests.e2e import home
from tests.e2e.emulator import OWNER
from wgbot.form import schema

ACTION = "octo-org/wgbot@0123456789abcdef0123456789abcdef01234567"
BRANCH = "wgbot/issue-1"
ANSWERS = {
    "name": "Night birds",
    "focus": "counting the birds that fly when nobody looks.",
    "goals": "Which birds pass at night, and how many? We want to know without waking anybody.",
    "success": "In a year, each of us has counted on ten nights, and the numbers are published.",
    "leads": "@marie, @emmy",
    "overlap": "There is none: we looked through the list, and nobody counts anything.",
    "start": "Borrow a microphone, and listen on the first clear night of the month.",
}


def adopt(*options):
    """Run `wgbot init` as a newcomer does, in an empty repository."""

    def fill(folder):
        done = subprocess.run(
            [sys.executable, "-m", "wgbot", "init", "--yes", "--action", ACTION, *options],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(home.ROOT), "HOME": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    return fill


@pytest.fixture
def adopted(stage, tmp_path):
    """A community that has adopted wgbot, and calls a group a special interest group."""
    scene = stage(adopt("--noun", "special interest group"), prefix="wgbot-")
    action = tmp_path / "action"
    action.mkdir()
    home.the_action(action)
    scene.act.actions = {ACTION: action}
    return scene


def proposal(scene, **changed):
    """Fill the form in that `init` wrote, and give what GitHub makes of it."""
    path = ".github/ISSUE_TEMPLATE/new-special-interest-group.yml"
    questions = schema.load((scene.home.folder / path).read_bytes())
    answers = {**ANSWERS, **changed}
    sections = [
        f"### {field.label}\n\n{answers.get(field.key, '_No response_')}"
        for field in questions.fields
    ]
    body = "\n\n".join(sections).replace("\n", "\r\n")
    return {"title": f"New special interest group: {answers['name']}", "body": body}


def fine(run):
    assert run.code == 0, run.log
    assert "Job succeeded" in run.log


def test_from_an_empty_repository_to_the_first_group(adopted):
    forms = adopted.home.git("ls-files", "*/ISSUE_TEMPLATE/*-special-interest-group.yml").split()
    assert [name.rpartition("/")[2].partition("-")[0] for name in forms] == ["change", "end", "new"]
    fine(adopted.opens("marie", proposal(adopted, leads="I do")))
    (comment,) = adopted.comments(1)
    assert "**Who leads**" in comment.text
    fine(adopted.edits("marie", 1, proposal(adopted)))
    (comment,) = adopted.comments(1)
    assert "All automatic checks passed" in comment.text

    run = adopted.labels(OWNER, 1, "approved")
    fine(run)
    (pull,) = adopted.pulls()
    assert run.outputs["pull-requests"] == str(pull["number"])
    assert {each["filename"]: each["status"] for each in adopted.commit(BRANCH)["files"]} == {
        "registry/night-birds.yml": "added",
        "website/special-interest-groups.md": "modified",
    }
    entry = yaml.safe_load(adopted.file("registry/night-birds.yml", BRANCH))
    assert [each["github"] for each in entry["leads"]] == ["marie", "emmy"]
    assert adopted.status(BRANCH) == {"wgbot": "success"}
    fine(adopted.checks(pull["number"]))

    fine(adopted.merges(OWNER, pull["number"]))
    assert adopted.issue(1)["state"] == "closed"
    fine(adopted.syncs())
    assert "Night birds" in adopted.file("website/special-interest-groups.md", "main")


def test_on_a_runner_with_an_old_python_the_action_sets_one_up(adopted, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    (old / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (old / "python3").chmod(0o755)
    adopted.act.python = old
    fine(adopted.opens("marie", proposal(adopted)))
    assert len(adopted.comments(1)) == 1
