"""The action, and the workflows that adopters get: they do what this repository's own do."""

import re
from pathlib import Path

import pytest
import yaml

from wgbot.setup.init.answers import NO_ACTION

ROOT = Path(__file__).parent.parent.parent
ACTION = (ROOT / "action.yml").read_text(encoding="utf-8")


def workflow(path):
    return yaml.load((ROOT / path).read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("name", ["proposals", "sync", "check", "links", "checkin"])
def test_an_adopters_workflow_does_what_our_own_does(name):
    own = workflow(f".github/workflows/{name}.yml")
    theirs = workflow(f"templates/init/workflows/{name}.yml")
    assert set(theirs["on"]) == set(own["on"])
    if name not in ("links", "checkin"):  # which come round at other minutes
        assert theirs["on"] == own["on"]
    assert theirs["permissions"] == own["permissions"]
    ((key, own_job),) = own["jobs"].items()
    their_job = theirs["jobs"][key]
    for part in ("if", "permissions", "concurrency", "timeout-minutes", "runs-on"):
        assert their_job.get(part) == own_job.get(part), part
    as_own = {NO_ACTION: "./"}
    assert [
        {**step, "uses": as_own.get(step["uses"], step["uses"])} for step in their_job["steps"]
    ] == own_job["steps"]


@pytest.mark.parametrize(
    "path", [".github/workflows/site.yml", "templates/init/workflows/site.yml"]
)
def test_only_the_default_branch_is_deployed_by_schedule_as_well(path):
    site = workflow(path)
    assert set(site["on"]) - {"pull_request"} == {"push", "schedule", "workflow_dispatch"}
    # The event of a schedule has no repository: https://github.com/github/codeql-action/pull/1211
    assert site["jobs"]["deploy"]["if"] == (
        "github.event_name == 'schedule' || "
        "github.ref_name == github.event.repository.default_branch"
    )


def test_g05_nothing_of_an_event_or_an_input_is_put_into_a_script():
    for step in yaml.safe_load(ACTION)["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_g07_the_command_is_words_and_never_a_script():
    assert "eval" not in ACTION
    assert '"${words[@]}"' in ACTION


def test_g11_what_it_installs_is_locked_and_nothing_is_cached():
    install = (ROOT / "requirements/install.py").read_text(encoding="utf-8")
    for option in ("--require-hashes", "--only-binary=:all:", "--no-cache-dir", "--no-deps"):
        assert f'"{option}"' in install
    assert "cache:" not in ACTION
    for line in ACTION.split("\n"):
        if line.strip().startswith("uses:"):
            assert re.search(r"@[0-9a-f]{40} # v[\d.]+$", line)


def test_g09_what_lies_in_the_current_folder_is_never_imported():
    assert "python3 -P -m wgbot" in ACTION
    assert set(re.findall(r"python3( \S+)", ACTION)) == {" -P"}
    install = (ROOT / "requirements/install.py").read_text(encoding="utf-8")
    assert '[sys.executable, "-P", "-m", "pip"' in install


def test_what_is_said_of_its_size_is_true():
    locked = (ROOT / "requirements/bot.txt").read_text(encoding="utf-8")
    said = re.search(
        r"wgbot \| (\d+) packages", (ROOT / "docs/adopt.md").read_text(encoding="utf-8")
    )
    assert said
    assert int(said[1]) == len(re.findall(r"^[\w.-]+(?:\[\w,]+\])?==", locked, re.MULTILINE))
