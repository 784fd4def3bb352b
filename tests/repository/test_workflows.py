"""The workflows give nobody more than they need, and lose nothing that GitHub drops."""

import re
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parent.parent.parent / ".github/workflows"
# BaseLoader, because YAML 1.1 reads `on:` as true.
WORKFLOWS = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    for path in sorted(FOLDER.glob("*.y*ml"))
}
JOBS = {
    f"{name}/{key}": (workflow, job)
    for name, workflow in WORKFLOWS.items()
    for key, job in workflow["jobs"].items()
}
STEPS = [(where, step) for where, (_, job) in JOBS.items() for step in job["steps"]]
_PROPOSALS = {
    "contents": "write",
    "issues": "write",
    "pull-requests": "write",
    "statuses": "write",
}
# Every job that can change something; any other can read this repository, and that is all.
WRITERS = {
    "proposals/proposal": _PROPOSALS,
    "sync/sync": _PROPOSALS,
    "links/links": {"contents": "write", "issues": "write", "pull-requests": "write"},
    "checkin/checkin": {"contents": "write", "issues": "write", "pull-requests": "write"},
    "site/deploy": {"pages": "write", "id-token": "write"},
    "release/publish": {"id-token": "write", "attestations": "write"},
    "release/announce": {"contents": "write"},
}
REMEMBERING = {"checkin/checkin", "links/links"}
"""Those that may use a cache."""
TOKEN = "${{ github.token }}"
TESTS = {"TESTS": "${{ matrix.tests }}"}
OWN = "./"
"""This repository's own action, as a workflow names it."""
COMMANDS = {
    "check/check": (["check"], None),
    "checkin/checkin": (["checkin --state build/checkin.json"], TOKEN),
    "links/links": (["links --report --state build/links.json"], TOKEN),
    "proposals/proposal": (["run"], TOKEN),
    "site/build": (["site build --out build/site", "site changes HEAD^1"], None),
    "sync/sync": (["sync"], TOKEN),
}

each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
each_job = pytest.mark.parametrize("where", JOBS)


def checkouts(job):
    return [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]


def test_every_job_that_is_said_to_write_is_there():
    assert set(WRITERS) <= set(JOBS)


def test_g11_every_action_is_pinned_to_a_commit_with_its_version_beside_it():
    pins = {}
    for path in sorted(FOLDER.iterdir()):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.lstrip(" -").startswith("uses:") and line.split() != ["uses:", OWN]:
                pin = re.fullmatch(
                    r"\s+(?:- )?uses: ([\w-]+/[\w-]+)(?:/[\w-]+)?@([0-9a-f]{40}) # (v[\d.]+)", line
                )
                assert pin, f"{path.name}: {line}"
                pins.setdefault(pin[1], set()).add((pin[2], pin[3]))
    assert pins
    assert all(len(found) == 1 for found in pins.values()), "one action at two versions"


def test_g11_what_is_installed_is_locked_and_nothing_is_taken_from_a_cache():
    for where, step in STEPS:
        if "pip install" in step.get("run", ""):
            assert "--require-hashes" in step["run"], where
            assert "--only-binary=:all:" in step["run"], where
        # Some jobs remember in one; nothing that a stranger's event starts can write to it.
        assert "cache" not in step.get("uses", "") or where in REMEMBERING, where
        assert "cache" not in step.get("with", {}), where
        if step.get("uses", "").startswith("actions/setup-node@"):
            # From version 5 on it caches by itself where package.json asks for it.
            assert step["with"]["package-manager-cache"] == "false"


@each_workflow
def test_g12_a_workflow_gives_no_permission(workflow):
    assert workflow["permissions"] == {}


@each_job
def test_g12_a_job_has_the_least_that_it_needs(where):
    _, job = JOBS[where]
    assert job["permissions"] == WRITERS.get(where, {"contents": "read"})


def test_g05_no_expression_stands_in_a_shell():
    for where, step in STEPS:
        for key in ("run", "shell", "working-directory"):
            assert "${{" not in step.get(key, ""), where


def test_s05_nothing_of_an_event_is_handed_over_in_the_environment():
    for path in FOLDER.iterdir():
        assert not re.search(r"github\.event\.\w+\.(body|title)", path.read_text(encoding="utf-8"))
    for workflow, job in JOBS.values():
        assert "env" not in workflow
        assert "env" not in job


def test_only_a_step_that_runs_wgbot_has_the_token():
    for where, step in STEPS:
        known = {"release/announce": {"GH_TOKEN": TOKEN}, "ci/elsewhere": TESTS}
        assert step.get("env") in (None, known.get(where)), where
        given = {key: value for key, value in step.get("with", {}).items() if "token" in str(value)}
        if step.get("uses") == OWN:
            assert given in ({}, {"token": TOKEN}), where
        else:
            assert given == {}, where
    assert "secrets" not in "".join(path.read_text(encoding="utf-8") for path in FOLDER.iterdir())


@pytest.mark.parametrize("where", COMMANDS)
def test_wgbot_runs_as_the_action_that_others_use(where):
    _, job = JOBS[where]
    commands, token = COMMANDS[where]
    given = [each["with"] for each in job["steps"] if each.get("uses") == OWN]
    also = {"token": token} if token else {}
    assert given == [{"command": command, **also} for command in commands]
    # What it needs is the action's to install, and nothing else runs beside it.
    assert not any("run" in each for each in job["steps"])
    # `./` is what was checked out last; so that comes first, and once.
    assert job["steps"][0] in checkouts(job)
    assert len(checkouts(job)) == 1
    assert "path" not in job["steps"][0]["with"]


@each_workflow
def test_g09_nothing_starts_with_rights_on_what_a_stranger_brings(workflow):
    # issue_comment as well: it is as easily misused (https://docs.zizmor.sh/audits/#dangerous-triggers).
    assert not set(workflow["on"]) & {"pull_request_target", "workflow_run", "issue_comment"}


@pytest.mark.parametrize("where", WRITERS)
def test_g09_a_job_that_can_write_runs_the_default_branch_or_no_code(where):
    _, job = JOBS[where]
    branches = [step["with"].get("ref") for step in checkouts(job)]
    if branches or any(step.get("uses") == OWN for step in job["steps"]):
        assert branches == ["${{ github.event.repository.default_branch }}"]
    for step in job["steps"]:
        # What a release has built is published, and never run.
        assert not re.search(r"release/dist\S*\.(py|sh)|python|bash|pip", step.get("run", "")), (
            where
        )


def test_g09_a_pull_request_from_elsewhere_starts_no_job_that_can_write():
    condition = JOBS["proposals/proposal"][1]["if"]
    assert "head.repo.full_name == github.repository" in condition
    # For a review, `github.head_ref` is empty.
    assert "startsWith(github.event.pull_request.head.ref, 'wgbot/')" in condition
    assert "github.head_ref" not in str(JOBS["proposals/proposal"])
    assert condition.startswith("github.event_name == 'issues' || (")
    assert "pull_request" not in WORKFLOWS["sync"]["on"]


def test_t07_a_pull_request_is_judged_as_it_would_be_merged():
    _, job = JOBS["check/check"]
    assert [step["with"] for step in checkouts(job)] == [{"persist-credentials": "false"}]
    assert set(WORKFLOWS["check"]["on"]) == {"pull_request", "merge_group"}


@each_job
def test_g10_no_checkout_leaves_the_token_behind(where):
    _, job = JOBS[where]
    for step in checkouts(job):
        assert step["with"]["persist-credentials"] == "false"


@each_job
def test_e02_every_job_ends(where):
    _, job = JOBS[where]
    assert 0 < int(job["timeout-minutes"]) <= 30


@pytest.mark.parametrize("where", WRITERS)
def test_e10_a_run_that_writes_is_not_cut_off_by_the_next(where):
    workflow, job = JOBS[where]
    assert job["concurrency"]["cancel-in-progress"] == "false"
    # On the job: what is skipped, as a stranger's pull request is, must not push a run out.
    assert "concurrency" not in workflow


def test_a12_runs_of_one_issue_wait_for_each_other_and_others_do_not():
    group = JOBS["proposals/proposal"][1]["concurrency"]["group"]
    assert group == (
        "${{ github.event.pull_request.head.ref || format('wgbot/issue-{0}', github.event.issue.number) }}"
    )
    groups = [job["concurrency"]["group"] for _, job in JOBS.values()]
    assert len(set(groups)) == len(groups)


@pytest.mark.parametrize("where", sorted(REMEMBERING))
def test_g11_what_may_use_a_cache_is_started_by_no_strangers_event(where):
    workflow, _ = JOBS[where]
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}


def test_e09_all_that_can_happen_to_a_proposal_starts_a_run():
    triggers = WORKFLOWS["proposals"]["on"]
    assert set(triggers["issues"]["types"]) == {
        "opened",
        "edited",
        "labeled",
        "unlabeled",
        "closed",
        "reopened",
        "deleted",
        "transferred",
    }
    assert set(triggers["pull_request"]["types"]) == {"closed", "reopened"}


def test_e18_sync_runs_on_every_push_every_day_and_by_hand():
    triggers = WORKFLOWS["sync"]["on"]
    assert set(triggers) == {"push", "schedule", "workflow_dispatch"}
    assert triggers["push"] == {"branches": ["main"]}
    (schedule,) = triggers["schedule"]
    minute, hour, *days = schedule["cron"].split()
    assert days == ["*", "*", "*"]
    assert 0 <= int(hour) < 24
    assert int(minute) % 15, "full and quarter hours are when GitHub is late"
