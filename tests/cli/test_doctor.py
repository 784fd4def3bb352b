"""`wgbot doctor`, as people run it, in a repository that GitHub has as well."""

import json
import sys

import pytest

from tests.fakegithub import FakeGithub
from tests.fakegithub.rest_settings import ALL, Settings, settle
from tests.gitrepo import git, start
from wgbot.cli.main import main
from wgbot.github import connection

ACTION = "owner/wgbot@0123456789abcdef0123456789abcdef01234567"
RUN, LINKS = ".github/workflows/wgbot-proposals.yml", ".github/workflows/wgbot-links.yml"
NAMES = ("check", "links", "proposals", "site", "sync")


class Adopter:
    """Somebody with a checkout, a repository on GitHub, and a token."""

    def __init__(self, folder, call):
        self.folder = folder
        self.call = call
        self.fake = FakeGithub.from_folder(folder)
        self.fake.add_account("ada", "admin")
        self.fake.add_account("max", "read")
        self.fake.add_label("approved")
        paths = [f".github/workflows/wgbot-{name}.yml" for name in NAMES]
        self.settings = settle(
            self.fake,
            Settings(
                workflows=dict.fromkeys(paths, "active"),
                conclusions=dict.fromkeys(paths, "success"),
            ),
        )

    def asks(self, login="ada", scopes=ALL, *options):
        """Run the doctor with a token."""
        token = self.fake.token(login, "personal", scopes)
        with self.fake.serve():
            return self.call("doctor", *options, GITHUB_TOKEN=token)

    def found(self, login="ada", scopes=ALL):
        """Return the exit code, and what was found that is not fine, by key."""
        code, out, _ = self.asks(login, scopes, "--format", "json")
        told = json.loads(out)
        assert told["ok"] == (code == 0)
        return code, {
            each["key"]: each["state"] for each in told["findings"] if each["state"] != "fine"
        }


@pytest.fixture
def adopter(monkeypatch, capfd, tmp_path):
    folder = tmp_path / "groups"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(connection, "_PAUSE", 0)
    for name in ("GITHUB_TOKEN", "GITHUB_REPOSITORY", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments, **environment):
        for key, value in environment.items():
            monkeypatch.setenv(key, value)
        monkeypatch.setattr(sys, "argv", ["wgbot", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capfd.readouterr()
        return stopped.value.code, out, err

    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", "git@github.com:acme/groups.git")
    assert call("init", "--yes", "--action", ACTION)[0] == 0
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Set up wgbot")
    return Adopter(folder, call)


def test_where_all_is_well_it_says_so(adopter):
    code, out, err = adopter.asks()
    assert code == 0
    states = [line.partition(" ")[0] for line in out.split("\n") if line.strip()]
    assert set(states) <= {"advice", "fine", ""}
    assert "GitHub Actions may open pull requests." in out
    assert "The website is at https://acme.github.io/groups/." in out
    assert err == "wgbot is ready to work.\n"
    assert adopter.fake.writes == []


def test_everything_that_is_wrong_is_told_at_once(adopter):
    settings = adopter.settings
    settings.opens_pulls, settings.pages, settings.protected = False, None, False
    settings.allowed, settings.patterns = "selected", ("acme/*",)
    settings.required = ("test", "wgbot")
    settings.workflows[LINKS] = "disabled_inactivity"
    settings.conclusions[RUN] = "failure"
    adopter.fake.repo.labels.clear()
    (adopter.folder / RUN).write_text(
        (adopter.folder / RUN).read_text().replace("statuses: write", "statuses: read")
    )
    code, found = adopter.found()
    assert code == 1
    assert found == {
        "actions-pull-requests": "problem",
        "actions-selected": "problem",
        "actions-token": "advice",
        "label": "problem",
        "pages-off": "problem",
        "required-checks": "problem",
        "run-failed": "problem",
        "unprotected": "advice",
        "workflow-idle": "problem",
        "workflow-permissions": "problem",
    }
    code, out, err = adopter.asks()
    assert out.startswith("problem ")
    assert "https://github.com/acme/groups/actions/runs/5" in out
    assert err == "8 problems stop wgbot from working.\n"


def test_a_pattern_of_protected_branches_that_catches_the_bots_is_seen_by_administrators(adopter):
    adopter.settings.patterns_protected["**/*"] = {"restrictsPushes": True, "blocksCreations": True}
    code, found = adopter.found()
    assert (code, found["branches-protected"]) == (1, "problem")
    adopter.fake.add_account("wanda", "write")
    _, found = adopter.found("wanda")
    assert "branches-protected" not in found
    assert found["not-told"] == "unknown"


def test_just_pushed_nothing_has_run_yet_and_that_is_one_finding(adopter):
    adopter.settings.conclusions.clear()
    code, out, _ = adopter.asks()
    assert code == 0
    assert out.count("GitHub hasn't run") == 1


def test_what_is_not_pushed_is_missed(adopter):
    fake, head = adopter.fake, adopter.fake.repo.default_ref
    del fake.repo.refs[head]
    adopter.settings.workflows.clear()
    code, found = adopter.found()
    assert code == 1
    assert {"form-absent", "workflow-unknown"} <= set(found)


def test_what_a_token_may_not_see_is_not_taken_for_an_answer(adopter):
    adopter.settings.opens_pulls = False
    code, found = adopter.found("max", {"contents": "read", "pages": "read"})
    assert (code, found["not-told"]) == (0, "unknown")
    assert "actions-pull-requests" not in found
    _, _, err = adopter.asks("max", {"contents": "read", "pages": "read"})
    assert err == "wgbot is ready to work, as far as GitHub says.\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [("acme/groups", "GitHub couldn't be asked"), ("acme/nothing", "There is no such repository")],
)
def test_a_token_or_name_that_is_wrong_is_a_problem(adopter, name, words):
    token = adopter.fake.token("ada", "personal", ALL)
    if name == adopter.fake.repo.full_name:
        adopter.fake.expire(token)
    with adopter.fake.serve():
        code, out, _ = adopter.call("doctor", GITHUB_TOKEN=token, GITHUB_REPOSITORY=name)
    assert code == 1
    assert words in out


def test_the_branch_that_is_here_is_the_default_one_where_no_other_is_known(adopter):
    git(adopter.folder, "branch", "--move", "trunk")
    _, out, err = adopter.call("doctor")
    assert "but the default branch is trunk." in out
    assert "Set GITHUB_TOKEN" in err


def test_doctor_tells_what_is_missing(run, here, monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    start(here)
    code, out, err = run("doctor")
    assert code == 1
    assert "No workflow runs `wgbot run`" in out
    assert "Set GITHUB_TOKEN" in err


def test_doctor_and_check_tell_what_is_ignored_in_vain(run, folder, monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    path = folder / ".github/wgbot.yml"
    old = "{url: 'https://old.example/', until: 2026-01-01}"
    path.write_text(f"{path.read_text()}links: {{ignore: [{old}]}}\n")
    for command in ("check", "doctor"):
        _, out, _ = run(command)
        assert "`https://old.example/`, but no group has such a link" in out, command
    _, out, _ = run("check", "--format", "json")
    (found,) = [each for each in json.loads(out)["problems"] if "ignore" in each["message"]]
    assert (found["path"], found["blocks"]) == (".github/wgbot.yml", False)


def test_a_folder_that_is_no_repository_is_told_first(run, here, monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    code, out, _ = run("doctor")
    assert code == 1
    assert out.startswith("problem  ")
    assert "isn't in a git repository" in out.split("\n")[0]
    start(here)
    assert "isn't in a git repository" not in run("doctor")[1]
