"""`wgbot init`, as people run it."""

import io
import json
import re
import sys

import pytest

import wgbot
from tests.gitrepo import commit, git
from wgbot.cli import options
from wgbot.cli.init import init

PAGE = "# Groups\n\n- **Birds**: counting the birds that nobody counts.\n  - POC: @ada\n"
ACTION = "owner/wgbot@0123456789abcdef0123456789abcdef01234567"
SIGS = """\
sigs:
- name: Birds
  dir: birds
  mission_statement: counting the birds that nobody counts.
  leadership: {chairs: [{github: ada, name: Ada}]}
  contact: {slack: birds}
"""

own_action = options.own_action
"""As it is, before `alone` keeps it from tests."""

pytestmark = pytest.mark.usefixtures("here")


def test_an_empty_repository_is_set_up_and_in_order(run, tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    code, out, err = run("init", "--yes", "--action", ACTION)
    assert code == 0
    assert "wgbot check passes." in err
    assert "What to do next:" in out
    assert run("check")[0] == 0
    code, out, _ = run("doctor", "--format", "json")
    assert (code, json.loads(out)["ok"]) == (0, True)
    again = run("init", "--yes", "--action", ACTION)
    assert "wrote" not in again[2]


def test_init_asks_what_it_is_not_told(run, tmp_path, monkeypatch):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    monkeypatch.setattr(sys, "stdin", io.StringIO("team\n\n\n\n\n\n"))
    code, out, _ = run("init")
    assert code == 0
    assert "What do you call a group?" in out
    assert (tmp_path / "website/teams.md").exists()


def test_init_says_what_to_do_where_nobody_can_answer(run, tmp_path, monkeypatch):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, err = run("init")
    assert code == 2
    assert "“What do you call a group?” got no answer" in err
    assert "`--yes`" in err
    assert list(tmp_path.iterdir()) == [tmp_path / ".git"]


def test_every_option_that_an_import_advises_is_one_of_init_as_well(run, tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "sigs.yaml").write_text(SIGS, encoding="utf-8")
    _, out, _ = run("init", "--yes", "--import", "sigs.yaml", "--dry-run")
    assert "`--chat`" in out
    advised = set(re.findall(r"`(--[a-z-]+)`", out))
    code, _, err = run("init", "--help")
    known = {option for each in init.params for option in each.opts}
    assert (code, err, advised - known) == (0, "", set())
    run("init", "--yes", "--import", "sigs.yaml", "--chat", "https://chat.example.org/")
    assert "https://chat.example.org/birds" in (tmp_path / "registry/birds.yml").read_text()


def test_a_list_of_the_repository_becomes_its_page(run, tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "groups.md", PAGE)
    code, out, _ = run("init", "--yes", "--import", "groups.md")
    assert code == 0
    assert "Groups: 1 active. Their files: 1 new." in out
    assert "<!-- /wgbot:groups -->" in (tmp_path / "groups.md").read_text()
    assert run("check")[0] == 0


def test_a_page_that_is_not_wholly_understood_is_left_alone_and_the_lines_are_named(run, tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    text = PAGE + "- [Owls](https://github.com/example/owls) ada@example.org\n- more to come\n"
    commit(tmp_path, "groups.md", text)
    code, out, err = run("init", "--yes", "--import", "groups.md")
    assert code in (0, 1)
    assert "groups.md stays as it is." in out
    assert "line 5: - [Owls]" in out
    assert "ada@" not in out + err
    assert (tmp_path / "groups.md").read_text() == text
    assert (tmp_path / "registry/birds.yml").exists()


def test_what_was_decided_before_stays_unless_it_is_said_anew(tmp_path, run):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    first = ("--noun", "circle", "--nouns", "circles", "--label", "lgtm", "--title", "Our circles")
    assert run("init", "--yes", *first)[0] in (0, 1)
    before = (tmp_path / ".github/wgbot.yml").read_text()
    assert "circle" in before
    run("init", "--yes", "--force")
    assert (tmp_path / ".github/wgbot.yml").read_text() == before


def test_a_form_that_is_there_is_kept_and_is_the_one_for_new_groups(run, tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    own = tmp_path / ".github/ISSUE_TEMPLATE/guild.yml"
    own.parent.mkdir(parents=True)
    questions = "".join(
        f"  - type: input\n    id: {key}\n    attributes: {{label: The {key}}}\n"
        for key in ("name", "focus", "leads")
    )
    text = f"name: A guild  # ours\nbody:\n{questions}"
    own.write_text(text, encoding="utf-8")
    code, _, err = run("init", "--yes", "--noun", "guild", "--form", str(own))
    assert code == 0
    assert own.read_text(encoding="utf-8") == text
    assert "wrote .github/ISSUE_TEMPLATE/change-guild.yml" in err
    assert run("check")[0] == 0
    code, out, err = run("init", "--yes", "--form", __file__)
    assert (code, out) == (2, "")
    assert "isn't in this repository" in err


def test_a_pull_request_is_a_branch_here_where_there_is_no_token(run, tmp_path, monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "groups.md", PAGE)
    code, out, err = run("init", "--yes", "--import", "groups.md", "--pull-request")
    assert code == 0
    assert "## The list as it will look\n\n- **Birds**: counting" in out
    assert "git push origin wgbot-setup" in err
    assert git(tmp_path, "status", "--short") == ""
    assert git(tmp_path, "branch", "--show-current") == "main"
    files = git(tmp_path, "diff", "--name-only", "main...wgbot-setup").split()
    assert {"registry/birds.yml", ".github/wgbot.yml", "groups.md"} <= set(files)
    head = git(tmp_path, "rev-parse", "wgbot-setup^{tree}")
    assert run("init", "--yes", "--import", "groups.md", "--pull-request")[0] == 0
    assert git(tmp_path, "rev-parse", "wgbot-setup^{tree}") == head


def test_an_upgrade_writes_what_is_agreed_to(run, tmp_path, monkeypatch):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    run("init", "--yes", "--action", ACTION)
    path = tmp_path / ".github/workflows/wgbot-sync.yml"
    today = path.read_text()
    older = today.replace("contents: write", "contents: read")
    path.write_text(older)
    code, out, _ = run("init", "--upgrade", "--dry-run", "--action", ACTION)
    assert (code, path.read_text()) == (0, older)
    assert "+      contents: write" in out
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    assert run("init", "--upgrade", "--action", ACTION)[0] == 0
    assert path.read_text() == older
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert run("init", "--upgrade", "--action", ACTION)[0] == 0
    assert path.read_text() == today


def test_a_form_that_is_there_is_mapped(run, tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    form = (
        "body:\n- {type: input, id: sig, attributes: {label: Name}, validations: {required: true}}\n"
        "- {type: input, id: purpose, attributes: {label: Purpose}, validations: {required: true}}\n"
        "- {type: input, id: chairs, attributes: {label: Chairs}, validations: {required: true}}\n"
    )
    path = tmp_path / ".github/ISSUE_TEMPLATE/sig.yml"
    path.parent.mkdir(parents=True)
    path.write_text(form)
    assert run("init", "--yes", "--form", str(path), "--action", ACTION)[0] == 0
    assert path.read_text() == form
    assert run("check")[0] == 0
    settings = (tmp_path / ".github/wgbot.yml").read_text()
    assert "fields:\n  name: sig\n  focus: purpose\n  leads: chairs\n" in settings


def test_a_release_writes_its_own_commit_into_the_workflows(run, tmp_path, monkeypatch):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    package = tmp_path / "elsewhere/wgbot"
    package.mkdir(parents=True)
    (package / "origin.txt").write_text(f"{ACTION}\n", encoding="utf-8")
    monkeypatch.setattr(options, "own_action", own_action)
    monkeypatch.setattr(wgbot, "__file__", str(package / "__init__.py"))
    assert run("init", "--yes")[0] == 0
    workflow = tmp_path / ".github/workflows/wgbot-proposals.yml"
    assert f"uses: {ACTION}" in workflow.read_text(encoding="utf-8")


def test_where_nobody_knows_the_commit_the_first_step_says_what_to_fill_in(run, tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    _, out, _ = run("init", "--yes")
    assert "  1. Put where you get wgbot from in place of OWNER/wgbot@REVISION" in out
