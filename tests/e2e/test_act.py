"""From a form filled in badly to a registered group, with the real workflow files."""

import re

import pytest
import yaml

from tests.e2e.emulator import OWNER
from tests.e2e.scene import BOT, example

BRANCH = "wgbot/issue-1"


def fine(run):
    assert run.code == 0, run.log
    assert "Job succeeded" in run.log


def test_from_mistakes_to_a_registered_group(scene):
    fine(scene.opens("marie", example("mistakes")))
    assert len(scene.requests()) <= 6
    (first,) = scene.comments(1)
    assert first.by == BOT
    assert "Please fix" in first.text
    assert "**Who leads**" in first.text
    assert "@" not in re.sub(r"`[^`]*`", "", first.text), "nobody is mentioned before approval"
    assert scene.label_names(1) == {"needs work"}

    fine(scene.edits("marie", 1, example("good")))
    (second,) = scene.comments(1)
    assert second.id == first.id
    assert "All automatic checks passed" in second.text
    assert scene.label_names(1) == {"ready"}

    scene.requests()
    run = scene.labels(OWNER, 1, "approved")
    fine(run)
    assert len(scene.requests()) <= 11
    base, head = scene.commit("main"), scene.commit(BRANCH)
    assert [each["sha"] for each in head["parents"]] == [base["sha"]], "one commit, on the base"
    assert head["author"]["login"] == BOT
    assert "Co-authored-by: marie" in head["commit"]["message"]
    assert f"\nWgbot-Tree: {head['commit']['tree']['sha']} " in head["commit"]["message"]
    assert {each["filename"]: each["status"] for each in head["files"]} == {
        "registry/compiler-errors.yml": "added",
        "website/working-groups.md": "modified",
    }
    entry = yaml.safe_load(scene.file("registry/compiler-errors.yml", BRANCH))
    assert entry["name"] == "Compiler errors"
    assert [each["github"] for each in entry["leads"]] == ["marie", "emmy"]
    assert entry["proposal"] == 1
    assert "Compiler errors" in scene.file("website/working-groups.md", BRANCH)
    (pull,) = scene.pulls()
    assert (pull["head"]["ref"], pull["base"]["ref"], pull["draft"]) == (BRANCH, "main", False)
    assert (pull["user"]["login"], pull["state"]) == (BOT, "open")
    assert "Closes #1" in pull["body"]
    assert run.outputs["pull-requests"] == str(pull["number"])
    assert scene.status(BRANCH) == {"wgbot": "success"}
    (third,) = scene.comments(1)
    assert third.id == first.id
    assert f"pull request #{pull['number']}" in third.text
    fine(scene.checks(pull["number"]))

    before = scene.everything()
    scene.requests()
    fine(scene.labels_again(OWNER, 1, "approved"))
    fine(scene.again())
    fine(scene.syncs())
    assert [each for each in scene.requests() if each.writes] == []
    assert scene.everything() == before, "all is as it should be, and stays so"

    scene.pushes(OWNER, "notes.md", "What we talked about\n")
    fine(scene.syncs())
    assert [each for each in scene.requests() if each.writes] == []
    assert scene.commit(BRANCH)["sha"] == head["sha"], "a push elsewhere moves no branch"

    fine(scene.merges(OWNER, pull["number"]))
    assert scene.issue(1)["state"] == "closed"
    (last,) = scene.comments(1)
    assert last.id == first.id
    assert "is registered" in last.text


def test_a_change_from_its_form_to_the_page(scene):
    fine(scene.opens("marie", example("change")))
    (first,) = scene.comments(1)
    assert "Here is what changes" in first.text
    assert "`CLI apps` → `Command-line apps`" in first.text
    fine(scene.syncs())

    fine(scene.labels(OWNER, 1, "approved"))
    (pull,) = scene.pulls()
    assert pull["title"] == "Change working group: Command-line apps"
    head = scene.commit(BRANCH)
    assert {each["filename"]: each["status"] for each in head["files"]} == {
        "registry/cli-apps.yml": "modified",
        "website/working-groups.md": "modified",
    }
    assert scene.status(BRANCH) == {"wgbot": "success"}
    fine(scene.checks(pull["number"]))
    scene.requests()
    fine(scene.syncs())
    assert [each for each in scene.requests() if each.writes] == []

    fine(scene.merges(OWNER, pull["number"]))
    assert "**Command-line apps**" in scene.file("website/working-groups.md", "main")
    assert yaml.safe_load(scene.file("registry/cli-apps.yml", "main"))["aliases"] == ["CLI apps"]
    assert scene.issue(1)["state"] == "closed"
    (last,) = scene.comments(1)
    assert last.id == first.id
    assert "has been updated" in last.text
    assert "want to undo this" in last.text


def test_e12_a_pull_request_that_is_forbidden_is_made_once_it_is_allowed(scene):
    fine(scene.opens("marie", example("good")))
    scene.act.withheld = {"pull-requests"}
    run = scene.labels(OWNER, 1, "approved")
    assert run.code == 1, run.log
    assert "Allow GitHub Actions to create and approve pull requests" in run.log
    head = scene.commit(BRANCH)["sha"]
    (comment,) = scene.comments(1)
    assert f"compare/main...{BRANCH}" in comment.text
    assert scene.pulls() == []

    scene.act.withheld = set()
    fine(scene.again())
    (pull,) = scene.pulls()
    assert pull["head"]["sha"] == head
    (comment,) = scene.comments(1)
    assert f"pull request #{pull['number']}" in comment.text


def test_an_edit_after_the_approval_waits_for_another_one(scene):
    fine(scene.opens("marie", example("good")))
    fine(scene.labels(OWNER, 1, "approved"))
    first = scene.commit(BRANCH)

    text = example("good")
    text["body"] = text["body"].replace("newcomer", "beginner")
    fine(scene.edits("marie", 1, text))
    (pull,) = scene.pulls()
    assert pull["draft"]
    assert "approved" not in scene.label_names(1)
    assert scene.commit(BRANCH)["sha"] == first["sha"]
    assert scene.status(BRANCH) == {"wgbot": "failure"}

    fine(scene.labels(OWNER, 1, "approved"))
    (pull,) = scene.pulls()
    assert not pull["draft"]
    head = scene.commit(BRANCH)
    assert head["parents"] == first["parents"], "it is made anew, on the base"
    assert "beginner" in scene.file("registry/compiler-errors.yml", BRANCH)
    assert scene.status(BRANCH) == {"wgbot": "success"}


def test_a01_a_label_by_somebody_without_the_role_approves_nothing(scene):
    fine(scene.opens("marie", example("good")))
    fine(scene.labels("outsider", 1, "approved"))
    assert scene.label_names(1) == {"ready"}
    (comment,) = scene.comments(1)
    assert "`outsider` can't approve proposals here" in comment.text
    assert [each["name"] for each in scene.everything()["branches"]] == ["main"]
    assert scene.pulls() == []
    scene.requests()
    fine(scene.again())
    assert [each for each in scene.requests() if each.writes] == []


def test_g01_g02_a_hostile_text_says_nothing_to_the_runner(scene):
    text = example("hostile")
    text["body"] = text["body"].replace(
        "### Goals", "### Goals\r\n\r\n::set-output name=changes::99\r\n::error::from a stranger", 1
    )
    text["title"] += "\n::set-output name=stranger::yes"
    run = scene.opens("marie", text)
    fine(run)
    # `found` and `folder` are the action's own: whether the runner has a Python, and where what it needs is.
    assert set(run.outputs) == {"folder", "found", "changes", "pull-requests"}
    assert run.outputs["changes"] != "99"
    assert "::error::" not in run.log
    assert len(scene.comments(1)) == 1


def test_s05_a_text_that_no_environment_variable_could_hold_is_read(scene):
    text = example("good")
    start = "### Goals\r\n\r\n"
    before, after = text["body"].split(start)
    text["body"] = before + start + "目" * (65_000 - len(text["body"])) + after
    assert len(text["body"].encode()) > 131_072
    fine(scene.opens("marie", text))
    assert len(scene.comments(1)) == 1


def test_an_issue_that_is_no_proposal_is_left_alone(scene):
    fine(scene.opens("marie", {"title": "The page is slow", "body": "On my phone."}))
    assert scene.requests() == []
    assert scene.comments(1) == []


@pytest.mark.parametrize(
    "head",
    [
        {"ref": BRANCH, "repo": {"full_name": "outsider/groups"}},
        {"ref": "elsewhere", "repo": {"full_name": "rustlings/groups"}},
    ],
    ids=["a fork's", "a person's"],
)
def test_g09_a_pull_request_that_is_not_the_bots_starts_nothing(scene, head):
    run = scene.closes_another(head)
    assert run.code == 0, run.log
    assert "Look at the proposal" not in run.log
    assert scene.requests() == []
