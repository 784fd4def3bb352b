"""`wgbot import`, as people run it."""

import json

import pytest

from tests.gitrepo import commit, git, start

PAGE = "# Groups\n\n- **Birds**: counting the birds that nobody counts.\n  - POC: @ada\n"

pytestmark = pytest.mark.usefixtures("here")


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
    assert "Nothing was written." in err
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


def test_a_list_that_cannot_be_read_is_not_quoted_with_an_address(run, tmp_path):
    start(tmp_path)
    (tmp_path / "sigs.yaml").write_text("ada@example.org: 1\nada@example.org: 2\n")
    code, out, err = run("import", "sigs.yaml")
    assert code == 2
    assert "ada@" not in out + err


def test_nothing_is_written_where_the_repository_is_not_set_up(run, tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "x.md").write_text(PAGE)
    code, _, err = run("import", "x.md")
    assert code == 2
    assert "wgbot init --import x.md" in err
    assert not (tmp_path / "registry").exists()


def test_the_forms_speak_of_groups_as_the_list_does(run, tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "x.md").write_text(PAGE.replace("Groups", "SIGs"))
    run("init", "--yes", "--import", "x.md")
    assert (tmp_path / ".github/ISSUE_TEMPLATE/new-sig.yml").exists()
    config = (tmp_path / ".github/wgbot.yml").read_text()
    assert "one: SIG" in config
