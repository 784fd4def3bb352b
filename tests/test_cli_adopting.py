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


def test_doctor_tells_what_is_missing(run, tmp_path, monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    start(tmp_path)
    code, out, err = run("doctor")
    assert code == 1
    assert "No workflow runs `wgbot run`" in out
    assert "GitHub was not asked" in err
