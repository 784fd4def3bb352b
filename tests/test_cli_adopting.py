"""`wgbot init`, `import` and `doctor`, as people run them."""

import json
import sys

import pytest

from tests.gitrepo import commit, git, start

PAGE = "# Groups\n\n- **Birds**: counting the birds that nobody counts.\n  - POC: @ada\n"
ACTION = "owner/wgbot@0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def run(run, monkeypatch, tmp_path):
    """Run a command line in a folder."""
    monkeypatch.chdir(tmp_path)
    return run


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
    import io

    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    monkeypatch.setattr(sys, "stdin", io.StringIO("team\n\n\n\n\n\n"))
    code, out, _ = run("init")
    assert code == 0
    assert "What is a group called here?" in out
    assert (tmp_path / "website/teams.md").exists()


def test_a_list_of_the_repository_becomes_its_page(run, tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "groups.md", PAGE)
    code, out, _ = run("init", "--yes", "--import", "groups.md")
    assert code == 0
    assert "Groups: 1 active. Their files: 1 new." in out
    assert "<!-- /wgbot:groups -->" in (tmp_path / "groups.md").read_text()
    assert run("check")[0] == 0


def test_import_shows_and_writes_nothing_over_what_is_there(run, tmp_path):
    start(tmp_path)
    (tmp_path / "x.csv").write_text("name,purpose,leads\nCommand line,all the rest.,@ada\n")
    before = git(tmp_path, "status", "--short")
    code, out, err = run("import", "x.csv")
    assert code == 1
    assert "+focus: all the rest.\n" in out
    assert "--force" in err
    assert git(tmp_path, "status", "--short") == before
    assert run("import", "x.csv", "--force")[0] == 0
    assert "all the rest." in (tmp_path / "registry/command-line.yml").read_text()


def test_import_only_looks_with_dry_run(run, tmp_path):
    start(tmp_path)
    (tmp_path / "x.md").write_text(PAGE)
    code, out, _ = run("import", "x.md", "--dry-run", "--format", "json")
    assert code == 0
    shown = json.loads(out)
    assert (shown["written"], shown["files"]) == (False, {"registry/birds.yml": "new"})
    assert not (tmp_path / "registry/birds.yml").exists()
    assert run("import", "x.md")[0] == 0
    assert run("check")[0] == 0


def test_what_is_no_list_is_told(run, tmp_path):
    start(tmp_path)
    (tmp_path / "x.txt").write_text("")
    code, _, err = run("import", "x.txt")
    assert code == 2
    assert "what kind of list" in err


@pytest.mark.parametrize("command", [["import"], ["init", "--yes", "--import"]])
def test_a_list_without_a_group_is_a_problem_and_says_what_there_is(run, tmp_path, command):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    text = "# Birds of ada@example.org\n\nText.\n\n| List | For |\n|---|---|\n| x | y |\n"
    commit(tmp_path, "x.md", text)
    code, out, err = run(*command, "x.md")
    assert code == 1
    assert "No group was found in x.md." in out
    assert "line 1: heading “Birds of …”" in out
    assert "line 5: table “List”, “For”" in out
    assert "Nothing is written." in err
    assert git(tmp_path, "status", "--short") == ""


def test_for_programs_as_well(run, tmp_path):
    start(tmp_path)
    (tmp_path / "x.json").write_text('[{"nome": "Birds", "lead_email": "ada@example.org"}]')
    code, out, _ = run("import", "x.json", "--format", "json")
    assert code == 1
    shown = json.loads(out)
    assert (shown["written"], shown["groups"]) == (False, {})
    assert shown["outline"] == ["column “nome”", "column “lead_email”"]
    assert "ada@" not in out


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


def test_a_list_that_cannot_be_read_is_not_quoted_with_an_address(run, tmp_path):
    start(tmp_path)
    (tmp_path / "sigs.yaml").write_text("ada@example.org: 1\nada@example.org: 2\n")
    code, out, err = run("import", "sigs.yaml")
    assert code == 2
    assert "ada@" not in out + err


def test_doctor_tells_what_is_missing(run, tmp_path, monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    start(tmp_path)
    code, out, err = run("doctor")
    assert code == 1
    assert "No workflow runs `wgbot run`" in out
    assert "GitHub was not asked" in err
