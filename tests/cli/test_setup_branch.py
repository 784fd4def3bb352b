"""`wgbot init --pull-request` at GitHub."""

import sys

import pytest

from tests.fakegithub import FakeGithub
from tests.fakegithub.accounts import WRITE_ALL
from tests.gitrepo import commit, git
from wgbot.cli.main import main
from wgbot.github import connection

ACTION = "owner/wgbot@0123456789abcdef0123456789abcdef01234567"
SCOPES = {**WRITE_ALL, "workflows": "write"}
PAGE = "# Groups\n\n- **Birds**: counting the birds that nobody counts.\n  - POC: @ada\n"


@pytest.fixture
def init(monkeypatch, capfd, tmp_path):
    """Return what runs `wgbot init` in a checkout of a repository at the fake."""
    monkeypatch.chdir(tmp_path)
    for name in ("_PAUSE", "_PAUSE_AFTER_WRITES"):
        monkeypatch.setattr(connection, name, 0)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "remote", "add", "origin", "git@github.com:acme/groups.git")
    commit(tmp_path, "groups.md", PAGE)
    fake = FakeGithub.from_folder(tmp_path)
    fake.add_account("ada", "admin")

    def run(*options, scopes=SCOPES):
        monkeypatch.setenv("GITHUB_TOKEN", fake.user_token("ada", scopes))
        command = ["wgbot", "init", "--yes", "--action", ACTION, "--pull-request", *options]
        monkeypatch.setattr(sys, "argv", command)
        with fake.serve(), pytest.raises(SystemExit) as stopped:
            main()
        return stopped.value.code, *capfd.readouterr()

    return fake, run


def test_one_pull_request_is_opened_and_kept_up_to_date(init, tmp_path):
    fake, run = init
    code, _, err = run("--import", "groups.md")
    assert code == 0, err
    (pull,) = fake.pulls()
    assert f"Pull request #{pull.number} is open." in err
    assert pull.title == "Set up wgbot"
    assert "- **Birds**: counting" in pull.body
    assert "registry/birds.yml" in fake.files("wgbot-setup")
    assert "registry/birds.yml" not in fake.files("main")
    assert git(tmp_path, "status", "--short") == ""
    assert run("--import", "groups.md", "--noun", "team")[0] == 0
    assert len(fake.pulls()) == 1
    assert b"one: team" in fake.files("wgbot-setup")[".github/wgbot.yml"]


def test_a_token_that_may_not_write_workflows_is_told_what_it_lacks(init):
    fake, run = init
    code, _, err = run(scopes=WRITE_ALL)
    assert code == 2
    assert "the permission to write workflows" in err
    assert fake.pulls() == []
