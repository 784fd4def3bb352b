"""What only GitHub tells: every message, provoked by an answer of GitHub's."""

import ast
import base64
import copy
import dataclasses
from dataclasses import replace
from pathlib import Path

import pytest

from wgbot.community import config
from wgbot.community.config import Config
from wgbot.proposals.situation import STATUS
from wgbot.setup.doctor import actions, asking, findings, protection
from wgbot.setup.doctor import github as doctor
from wgbot.setup.doctor.workflows import Use
from wgbot.text.problems import WgbotError

FORM = b"name: Form\n"
FORM_PATH = Config().form
RUN, SITE = ".github/workflows/wgbot-proposals.yml", ".github/workflows/wgbot-site.yml"
ACTION = "ada/wgbot@0123456789abcdef0123456789abcdef01234567"
TOKEN = "${{ github.token }}"
USED = [
    Use(path, command, ACTION, ACTION.partition("@")[2], None, {}, token)
    for path, command, token in ((RUN, "run", TOKEN), (SITE, "site", ""), (RUN, "links", TOKEN))
]
HOME = "https://github.com/ada/groups"

PROTECTED = "branchProtectionRules"

# https://docs.github.com/en/rest: as its answers are, with what is not asked left out.
ANSWERS = {
    "": {
        "html_url": HOME,
        "default_branch": "main",
        "archived": False,
        "has_issues": True,
        "fork": False,
        "permissions": {"push": True, "admin": True},
    },
    "/actions/permissions": {"enabled": True, "allowed_actions": "all"},
    "/actions/permissions/workflow": {
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": True,
    },
    "/labels/approved": {"name": "approved"},
    "/contents/.github/ISSUE_TEMPLATE/new-working-group.yml": {
        "encoding": "base64",
        "content": base64.b64encode(FORM).decode(),
    },
    "/actions/workflows": {
        "total_count": 2,
        "workflows": [
            {"id": 1, "path": RUN, "state": "active", "html_url": f"{HOME}/blob/main/{RUN}"},
            {"id": 2, "path": SITE, "state": "active", "html_url": f"{HOME}/blob/main/{SITE}"},
        ],
    },
    "/actions/workflows/1/runs": {
        "workflow_runs": [{"conclusion": "success", "html_url": f"{HOME}/actions/runs/5"}]
    },
    "/actions/workflows/2/runs": {
        "workflow_runs": [{"conclusion": "success", "html_url": f"{HOME}/actions/runs/6"}]
    },
    "/pages": {"html_url": "https://ada.github.io/groups/", "build_type": "workflow"},
    "/branches/main": {"name": "main", "protected": True},
    "/rules/branches/main": [{"type": "pull_request"}],
    "/rules/branches/wgbot%2Fissue-1": [{"type": "required_linear_history"}],
    "/rules/branches/wgbot-links": [],
    PROTECTED: {"nodes": []},
    "/branches/wgbot%2Fstate": None,
    "/rules/branches/wgbot%2Fstate": [{"type": "deletion"}, {"type": "non_fast_forward"}],
}


class Refusing:
    """An answer that GitHub does not give."""


class Fake:
    """GitHub, with some of its answers changed."""

    def __init__(self, changed):
        self.answers = {**copy.deepcopy(ANSWERS), **changed}
        self.asked = []

    def get(self, path, **parameters):
        self.asked.append(path)
        answer = self.answers[path]
        if isinstance(answer, Refusing):
            raise WgbotError("GitHub does not let this token read that.")
        return answer

    repository = "ada/groups"

    def query(self, query):
        assert f'repository(owner: "ada", name: "groups") {{ {PROTECTED}(' in query
        told = self.get(PROTECTED)
        return {"repository": {PROTECTED: told} if told else {}}


def protected(pattern, **facts):
    return {PROTECTED: {"nodes": [{"pattern": pattern, **facts}]}}


def examine(**changed):
    return doctor.examine(Fake(changed), Config(), {FORM_PATH: FORM}, USED)


def selected(*patterns):
    return {
        **with_("/actions/permissions", allowed_actions="selected"),
        "/actions/permissions/selected-actions": {"patterns_allowed": list(patterns)},
    }


def with_(path, **values):
    return {path: {**ANSWERS[path], **values}}


def workflow(state):
    changed = copy.deepcopy(ANSWERS["/actions/workflows"])
    changed["workflows"][0]["state"] = state
    return {"/actions/workflows": changed}


def run(number, conclusion):
    return {
        f"/actions/workflows/{number}/runs": {
            "workflow_runs": [{"conclusion": conclusion, "html_url": f"{HOME}/actions/runs/5"}]
        }
    }


def ruled(kind, **ruleset):
    rule = {"type": kind, "ruleset_id": 7} if ruleset else {"type": kind}
    return {"/rules/branches/wgbot%2Fissue-1": [rule], "/rulesets/7": ruleset}


CASES = [
    ("repository", "problem", {"": None}),
    ("not-asked", "problem", {"": Refusing()}),
    ("not-told", "unknown", {"/pages": Refusing()}),
    ("not-told", "unknown", {"/pages": None, **with_("", has_pages=True)}),
    ("not-told", "unknown", {"/actions/permissions": None}),
    ("not-told", "unknown", {"/actions/permissions/workflow": None}),
    ("archived", "problem", with_("", archived=True)),
    ("issues-off", "problem", with_("", has_issues=False)),
    ("fork", "advice", with_("", fork=True)),
    ("token-reads", "advice", with_("", permissions={"push": False, "admin": True})),
    ("actions-off", "problem", {"/actions/permissions": {"enabled": False}}),
    ("actions-local", "problem", with_("/actions/permissions", allowed_actions="local_only")),
    ("actions-selected", "problem", selected("ada/other@*", "bob/*")),
    (
        "actions-pull-requests",
        "problem",
        with_("/actions/permissions/workflow", can_approve_pull_request_reviews=False),
    ),
    ("label", "problem", {"/labels/approved": None}),
    ("form-absent", "problem", {"/contents/.github/ISSUE_TEMPLATE/new-working-group.yml": None}),
    (
        "form-differs",
        "advice",
        with_("/contents/.github/ISSUE_TEMPLATE/new-working-group.yml", content="eA=="),
    ),
    ("workflow-unknown", "problem", {"/actions/workflows": {"workflows": []}}),
    ("workflow-idle", "problem", workflow("disabled_inactivity")),
    ("workflow-off", "problem", workflow("disabled_manually")),
    ("workflow-fork", "problem", workflow("disabled_fork")),
    ("run-none", "advice", {"/actions/workflows/1/runs": {"workflow_runs": []}}),
    ("run-failed", "problem", run(1, "failure")),
    ("run-failed", "problem", run(2, "timed_out")),
    ("pages-off", "problem", {"/pages": None}),
    ("pages-source", "problem", with_("/pages", build_type="legacy")),
    ("branches-rules", "problem", ruled("creation")),
    ("branches-rules", "problem", ruled("non_fast_forward", bypass_actors=[])),
    ("branches-rules", "advice", ruled("update", bypass_actors=[{"actor_type": "Integration"}])),
    ("branches-rules", "problem", {"/rules/branches/wgbot-links": [{"type": "creation"}]}),
    ("branches-protected", "problem", protected("wgbot/*")),
    ("branches-protected", "problem", protected("**/*", allowsForcePushes=True, lockBranch=True)),
    ("branches-protected", "problem", protected("wgbot-*", requiresApprovingReviews=True)),
    ("not-told", "unknown", {PROTECTED: None}),
    ("not-told", "unknown", with_("", permissions={"push": True})),
    ("unprotected", "advice", {"/branches/main": {"protected": False}, "/rules/branches/main": []}),
    (
        "required-checks",
        "problem",
        {
            "/rules/branches/main": [
                {"type": "pull_request"},
                {
                    "type": "required_status_checks",
                    "parameters": {"required_status_checks": [{"context": "test"}]},
                },
            ]
        },
    ),
    (
        "required-checks",
        "problem",
        with_("/branches/main", protection={"required_status_checks": {"contexts": ["lint"]}}),
    ),
    ("state-branch", "advice", {"/rules/branches/wgbot%2Fstate": [{"type": "creation"}]}),
    ("state-branch", "advice", {"/rules/branches/wgbot%2Fstate": [{"type": "pull_request"}]}),
    ("state-branch", "advice", {"/branches/wgbot%2Fstate": {"protection": {"enabled": True}}}),
]


def test_the_branch_of_those_who_are_active_is_looked_at_where_groups_are_asked():
    path = "/rules/branches/wgbot%2Fconfirmed"
    asking = [*USED, dataclasses.replace(USED[0], command="checkin")]
    fake = Fake({path: [{"type": "creation"}]})
    found = doctor.examine(fake, Config(), {FORM_PATH: FORM}, asking)
    assert ("branches-rules", "problem") in {(each.key, each.state) for each in found}


def test_where_all_is_well_it_says_so():
    found = examine()
    assert {each.state for each in found} == {"fine"}
    assert {each.key for each in found} == {
        "actions-pull-requests",
        "label",
        "form",
        "run",
        "pages",
    }


@pytest.mark.parametrize(("key", "state", "changed"), CASES)
def test_a_finding_has_its_remedy_and_place(key, state, changed):
    told = [each for each in examine(**changed) if each.state != "fine"]
    assert {(each.key, each.state) for each in told} == {(key, state)}
    assert all(each.what and each.fix for each in told)
    assert findings.healthy(told) == (state != "problem")
    if key not in ("repository", "token-reads", "not-asked"):
        assert all(each.link.startswith("https://") for each in told)


SECOND = config.SecondRepository(repository="ada/website")


@pytest.mark.parametrize(
    ("holds", "path"),
    [("pages", "website/working-groups.md"), ("registry", "registry")],
)
def test_a_second_repository_is_seen_and_has_what_it_is_said_to_hold(holds, path):
    settings = Config(second=SECOND.model_copy(update={"holds": holds}))

    def told(there):
        found = doctor.examine(Fake({}), settings, {FORM_PATH: FORM}, USED, there)
        return [each for each in found if each.key.startswith("second")]

    here = {"": {"html_url": "https://github.com/ada/website"}, f"/contents/{path}": {}}
    assert told(Fake(here)) == []
    (missing,) = told(Fake({**here, f"/contents/{path}": None}))
    assert (missing.key, missing.state) == ("second-path", "problem")
    assert f"There is no {path} in ada/website" in missing.what
    (unseen,) = told(Fake({"": None}))
    assert (unseen.key, unseen.state) == ("second", "problem")
    # What can't be asked just now is not said to be missing.
    assert told(Fake({"": Refusing()})) == []


@pytest.mark.parametrize(
    ("pattern", "branch", "fits"),
    [
        ("*", "wgbot-links", True),
        ("*", "wgbot/issue-1", False),
        ("**", "wgbot/issue-1", False),
        ("**/*", "wgbot/issue-1", True),
        ("**/*", "main", True),
        ("*/*", "wgbot/issue-1", True),
        ("wgbot/**/*", "wgbot/issue-1", True),
        ("wgbot/issue-?", "wgbot/issue-1", True),
        ("wgbot/issue-1", "wgbot/issue-1", True),
        ("wgbot.issue-1", "wgbot/issue-1", False),
        ("main", "wgbot/issue-1", False),
    ],
)
def test_a_pattern_of_protected_branches_is_read_as_github_reads_it(pattern, branch, fits):
    assert protection.fits(pattern, branch) == fits


def test_a_pattern_that_lets_the_bot_do_what_it_does_is_fine():
    assert {each.state for each in examine(**protected("wgbot/*", allowsForcePushes=True))} == {
        "fine"
    }
    assert {each.state for each in examine(**protected("releases/*"))} == {"fine"}


def test_every_message_is_provoked():
    named = {
        call.args[0].value
        for module in (doctor, actions, asking, protection)
        for call in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("problem", "advice", "unknown")
        and isinstance(call.args[0], ast.Constant)
    }
    named |= {key for key, _ in actions._DISABLED.values()}
    assert named == {key for key, _, _ in CASES} | {"second", "second-path"}


def test_whatever_is_not_told_is_said_and_the_rest_is_asked_all_the_same():
    paths = [path for path in ANSWERS if path]
    for path in paths:
        told = [each for each in examine(**{path: Refusing()}) if each.state != "fine"]
        assert [(each.key, each.state) for each in told] == [("not-told", "unknown")], path
    found = examine(**dict.fromkeys(paths, Refusing()))
    assert {each.state for each in found} == {"unknown"}
    assert findings.healthy(found)


def test_a_requirement_of_wgbots_own_word_is_fine():
    protection = {"required_status_checks": {"contexts": [STATUS]}}
    assert {each.state for each in examine(**with_("/branches/main", protection=protection))} == {
        "fine"
    }


def test_without_a_website_pages_are_not_asked_about():
    api = Fake({"/pages": None})
    found = doctor.examine(api, Config(), {FORM_PATH: FORM}, USED[:1])
    assert findings.healthy(found)
    assert "/pages" not in api.asked


def test_nothing_is_asked_twice():
    api = Fake({})
    doctor.examine(api, Config(), {FORM_PATH: FORM}, [*USED, *USED])
    assert len(api.asked) == len(set(api.asked))


@pytest.mark.parametrize("pattern", ["ada/*", "Ada/wgbot@*", ACTION])
def test_an_action_that_is_among_those_allowed_is_fine(pattern):
    assert {each.state for each in examine(**selected(pattern))} == {"fine"}


def test_where_an_app_opens_pull_requests_other_requirements_are_fine():
    app = [replace(use, token="${{ steps.app.outputs.token }}") for use in USED]
    protection = {"required_status_checks": {"contexts": ["lint"]}}
    api = Fake(with_("/branches/main", protection=protection))
    assert {each.state for each in doctor.examine(api, Config(), {FORM_PATH: FORM}, app)} == {
        "fine"
    }


def test_everything_that_github_does_not_tell_is_one_finding():
    (found,) = examine(**{path: Refusing() for path in ANSWERS if path})
    assert found.key == "not-told"
    assert found.what.count("does not let this token") > 5


def test_many_workflows_of_which_the_same_holds_are_one_finding():
    found = [each for each in examine() if each.key == "run"]
    assert [each.what for each in found] == [
        "The last run of `wgbot-proposals.yml` and `wgbot-site.yml` succeeded."
    ]


def test_a_rule_against_making_the_branch_is_fine_once_it_is_there():
    changed = {
        "/branches/wgbot%2Fstate": {"protection": {"enabled": False}},
        "/rules/branches/wgbot%2Fstate": [{"type": "creation"}],
    }
    assert {each.state for each in examine(**changed)} == {"fine"}


def test_without_a_check_of_links_their_branch_is_not_asked_about():
    api = Fake({})
    doctor.examine(api, Config(), {FORM_PATH: FORM}, USED[:2])
    assert not [path for path in api.asked if "state" in path]
