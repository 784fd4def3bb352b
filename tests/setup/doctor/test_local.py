"""What the doctor tells without GitHub: every message, provoked."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from tests import example
from tests.example import MemoryTree
from wgbot.proposals import list_pages
from wgbot.setup.doctor import findings, local
from wgbot.setup.init import files
from wgbot.setup.init.answers import Answers

ANSWERS = Answers(action="owner/wgbot@0123456789abcdef0123456789abcdef01234567")
WORKFLOWS = {
    f".github/workflows/wgbot-{name}.yml": files.workflow(name, ANSWERS) for name in files.WORKFLOWS
}
_COMMUNITY = example.repository()
(_PAGE,), _ = list_pages.render(_COMMUNITY, _COMMUNITY.registry.groups())
FILES = {**WORKFLOWS, example.PAGE_PATH: _PAGE.fresh}
RUN, SYNC = ".github/workflows/wgbot-proposals.yml", ".github/workflows/wgbot-sync.yml"


def examine(branch="main", **changed):
    return local.examine(example.tree(**{**FILES, **changed}), branch)


def said(found, state=None):
    return {each.key for each in found if state in (None, each.state)}


def changed(path, old, new):
    text = WORKFLOWS[path]
    assert old in text
    return {path: text.replace(old, new)}


def test_what_init_writes_has_no_problem():
    found = examine()
    assert findings.healthy(found)
    assert said(found) == {"check", "workflows", "actions-token"}


def test_without_workflows_each_is_missed():
    found = local.examine(example.tree())
    assert [each.state for each in found if each.key == "workflow-missing"] == [
        "problem",
        "problem",
        "advice",
        "advice",
    ]
    assert not findings.healthy(found)


CASES = [
    ("set-up", {example.FORM_PATH: None}),
    ("set-up", {example.FORM_PATH: "body: []"}),
    ("check", {"registry/x.yml": "name: X\n"}),
    ("check", {example.PAGE_PATH: "# No lines\n"}),
    ("form-approves", {example.FORM_PATH: "labels: [Approved]\n" + example.FORM}),
    (
        "form-place",
        {example.CONFIG_PATH: "form: form.yml\n", "form.yml": example.FORM},
    ),
    ("workflow-pin", changed(RUN, "0123456789abcdef0123456789abcdef01234567", "v1")),
    ("workflow-pin", changed(RUN, ANSWERS.action, "OWNER/wgbot@REVISION")),
    ("workflow-permissions", changed(RUN, "contents: write", "contents: read")),
    ("workflow-permissions", changed(RUN, "      statuses: write", "      checks: write")),
    (
        "workflow-permissions",
        changed(".github/workflows/wgbot-checkin.yml", "issues: write", "issues: read"),
    ),
    ("workflow-trigger", changed(RUN, "pull_request:", "pull_request_target:")),
    ("workflow-events", changed(RUN, "labeled, unlabeled", "unlabeled")),
    ("workflow-events", changed(RUN, "  issues:\n", "  issue_comment:\n")),
    ("workflow-branch", changed(SYNC, "[main]", "[master]")),
    ("workflow-missing", {SYNC: "name: ["}),
    (
        "workflow-prefix",
        {example.CONFIG_PATH: example.FILES[example.CONFIG_PATH] + "branches: {prefix: bots/}\n"},
    ),
    ("tokens-differ", changed(SYNC, "${{ github.token }}", "${{ secrets.WGBOT }}")),
    (
        "second-token",
        {
            example.CONFIG_PATH: example.FILES[example.CONFIG_PATH]
            + "second: {repository: acme/website}\n"
        },
    ),
]


@pytest.mark.parametrize(("key", "files"), CASES)
def test_a_problem_is_told_with_its_remedy(key, files):
    found = [each for each in examine(**files) if each.state == "problem"]
    assert said(found) - {"check"} == {key} - {"check"}
    assert key in said(found)
    assert all(each.what and each.fix for each in found)


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("workflow-pin", ANSWERS.action, "OWNER/wgbot@REVISION"),
        ("workflow-trigger", "\non:\n", "\non:\n  pull_request_target:\n"),
        ("workflow-branch", "[main]", "[master]"),
    ],
)
def test_what_is_wrong_in_several_workflows_is_one_problem(key, old, new):
    files = {path: text.replace(old, new) for path, text in WORKFLOWS.items() if old in text}
    (found,) = [each for each in examine(**files) if each.state == "problem"]
    assert found.key == key
    for path in files:
        assert Path(path).name in found.what


def test_what_init_could_not_fill_in_is_told_apart_from_a_tag():
    text = WORKFLOWS[RUN].replace(ANSWERS.action, "OWNER/wgbot@REVISION")
    (found,) = [each for each in examine(**{RUN: text}) if each.key == "workflow-pin"]
    assert "init --upgrade --action" in found.fix


def test_workflows_of_an_older_template_are_told_and_those_of_ones_own_are_not():
    first = WORKFLOWS[SYNC].partition("\n")[0]
    older = WORKFLOWS[SYNC].replace(first, "# From wgbot's template 0123456789ab; x")
    changed = WORKFLOWS[SYNC].replace(first, "# Ours.").replace("name: ", "name: Our ", 1)
    for text in (older, changed):
        (found,) = [each for each in examine(**{SYNC: text}) if each.key == "workflow-old"]
        assert "`wgbot-sync.yml` is not" in found.what
        assert "init --upgrade" in found.fix
    own = WORKFLOWS[SYNC].replace("${{ github.token }}", "${{ secrets.BOT }}")
    unstamped = WORKFLOWS[SYNC].partition("\n")[2]
    for text in (own, unstamped):
        assert "workflow-old" not in said(examine(**{SYNC: text}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pull_request_review:", "pull_request_review_comment:"),
        ("types: [submitted, dismissed]", "types: [submitted]"),
        ("github.event.pull_request.head.ref", "github.head_ref"),
    ],
)
def test_where_reviews_come_late_that_is_told_if_they_matter(old, new):
    files = changed(RUN, old, new)
    assert "workflow-reviews" in said(examine(**files), "advice")
    off = example.FILES[example.CONFIG_PATH] + "approval: {consent: off}\n"
    assert "workflow-reviews" not in said(examine(**files, **{example.CONFIG_PATH: off}))


@pytest.mark.parametrize("types", ["", " {}", " {types: [submitted, edited, dismissed]}"])
def test_every_way_to_ask_for_reviews_is_understood(types):
    files = changed(RUN, ":\n    types: [submitted, dismissed]", f":{types}")
    assert "workflow-reviews" not in said(examine(**files))


def test_every_message_is_provoked():
    tree = ast.parse(Path(local.__file__).read_text(encoding="utf-8"))
    named = {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("problem", "advice", "say", "fine")
        and isinstance(call.args[0], ast.Constant)
    }
    assert named == {key for key, _ in CASES} | said(examine()) | {
        "branches-prefix",
        "workflow-old",
        "workflow-reviews",
    }


def test_a_default_branch_where_wgbots_branches_are_is_a_problem():
    assert "branches-prefix" in said(examine(branch="wgbot/main"), "problem")


def test_another_default_branch_is_told():
    assert said(examine("trunk"), "problem") == {"workflow-branch"}


def test_an_app_token_needs_no_advice():
    token = "${{ steps.app.outputs.token }}"
    texts = {path: text.replace("${{ github.token }}", token) for path, text in WORKFLOWS.items()}
    assert "actions-token" not in said(examine(**texts))


@pytest.mark.parametrize(
    "permissions",
    ["write-all", "{contents: write, issues: write, pull-requests: write, statuses: write}"],
)
def test_permissions_of_the_whole_workflow_count(permissions):
    text = f"on: {{issues: {{}}}}\npermissions: {permissions}\njobs: {{x: {{steps: [{{run: wgbot run}}]}}}}\n"
    assert "workflow-permissions" not in said(examine(**{RUN: text}))


@pytest.mark.parametrize(
    "run",
    ["python -m wgbot run", "wgbot run --minutes 5", "|\n          cd x\n          wgbot run"],
)
def test_wgbot_run_without_the_action_is_seen(run):
    text = (
        f"on: [issues]\njobs:\n  x:\n    permissions: write-all\n    steps:\n      - run: {run}\n"
    )
    found = local.examine(example.tree(**{**FILES, RUN: text}))
    assert findings.healthy(found)


def test_a_workflow_of_another_kind_is_none_of_its_business():
    texts = {
        ".github/workflows/a.yml": "on: push\njobs: []\n",
        ".github/workflows/b.yml": "- 1\n",
        ".github/workflows/c.yml": "jobs: {x: {steps: [3, {uses: 4, run: []}]}}\n",
        ".github/workflows/README.md": "wgbot run",
    }
    assert said(examine(**texts)) == said(examine())


def test_the_token_of_actions_is_told_of_once():
    (found,) = [each for each in examine() if each.key == "actions-token"]
    assert "`wgbot-proposals.yml` and `wgbot-sync.yml`" in found.what


@pytest.mark.parametrize("used", ["./", "$/"])
def test_the_action_of_the_repository_itself_is_seen(used):
    texts = {path: text.replace(ANSWERS.action, used) for path, text in WORKFLOWS.items()}
    assert findings.healthy(examine(**texts, **{"action.yml": "name: wgbot\n"}))
    for other in ("name: other\n", "name: [", None):
        missing = examine(**texts, **{"action.yml": other})
        assert "workflow-missing" in said(missing, "problem")


def test_the_summary_counts_what_is_a_problem():
    bad = findings.problem("label", "No label.", "Add it.")
    assert findings.summary([bad]) == "1 problem stops wgbot from working."
    assert findings.summary([bad, bad]) == "2 problems stop wgbot from working."
    assert findings.summary([]) == "wgbot is ready to work."
    assert "as far as GitHub says" in findings.summary([replace(bad, state="unknown")])


def test_a_finding_is_for_people_and_programs():
    finding = findings.problem("label", "No label.", "Add it.", "https://example.org")
    assert str(finding) == "No label. Add it. https://example.org"
    assert finding.as_json()["state"] == "problem"
    assert not findings.healthy([finding])
    assert findings.healthy([replace(finding, state="unknown")])


def test_an_empty_folder_is_told_what_to_do_first():
    found = local.examine(MemoryTree({}))
    assert found[0].key == "set-up"
    assert "wgbot init" in str(found[0])
