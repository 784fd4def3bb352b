"""`wgbot site`, as people run it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.example import CONFIG_PATH
from tests.gitrepo import commit, git


def test_terminal_and_summary_say_which_groups_differ(folder, run, monkeypatch):
    summary = folder.parent / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    path = folder / "registry/command-line.yml"
    path.write_text(path.read_text("utf-8").replace("in a terminal", "in a shell"), "utf-8")
    code, out, _ = run("site", "changes", "HEAD")
    assert code == 0
    assert "Command line" in out
    assert summary.read_text("utf-8").strip() == out.strip()


def built(run, *more):
    code, _, said = run("site", "build", "--out", "out", *more)
    assert code == 0
    return said, (Path("out/groups/command-line/index.html")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "address", ["https://github.com/a/groups.git", "git@github.com:a/groups.git"]
)
def test_where_actions_does_not_tell_the_repository_its_origin_does(
    folder, run, monkeypatch, address
):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    git(folder, "remote", "add", "origin", address)
    said, page = built(run)
    assert "https://github.com/a/groups/edit/main/registry/command-line.yml" in page
    assert "isn't known where the repository is" not in said
    monkeypatch.setenv("GITHUB_REPOSITORY", "b/groups")
    assert "https://github.com/b/groups/edit/" in built(run)[1]
    commit(folder, CONFIG_PATH, "site: {repository: c/groups}\n")
    assert "https://github.com/c/groups/edit/" in built(run)[1]


@pytest.mark.parametrize("address", [None, "https://git.example.org/a/groups"])
def test_that_nobody_can_propose_anything_is_said(folder, run, monkeypatch, address):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    if address:
        git(folder, "remote", "add", "origin", address)
    said, page = built(run)
    assert "as `site: {repository: owner/name}`" in said
    assert "/edit/" not in page


def test_an_address_on_the_command_line_goes_before_the_configuration(folder, run):
    commit(folder, CONFIG_PATH, "site: {url: 'https://a.example.org/'}\n")
    assert 'href="https://a.example.org/groups/command-line/"' in built(run)[1]
    _, page = built(run, "--url", "https://b.example.org/x")
    assert 'href="https://b.example.org/x/groups/command-line/"' in page
    assert "a.example.org" not in page


MEMORY = (
    '{"version": 1, "links": {"https://github.com/example/cli": '
    '{"standing": "dead", "since": "2026-03-01T00:00:00Z", "failures": 3}}}'
)
GONE = "doesn&#39;t exist, or isn&#39;t public, since 2026-03-01"


@pytest.mark.parametrize(
    ("branch", "prefix", "is_shown"),
    [
        ("refs/heads/wgbot/state", None, True),
        ("refs/remotes/origin/wgbot/state", None, True),
        ("refs/remotes/origin/groups/state", "groups/", True),
        ("refs/remotes/origin/wgbot/state", "groups/", True),
        ("refs/remotes/origin/groups/state", None, False),
    ],
)
def test_what_the_bot_remembers_of_links_is_read_from_its_branch(
    folder, run, branch, prefix, is_shown
):
    if prefix:
        commit(folder, CONFIG_PATH, f"branches: {{prefix: {prefix}}}\n")
    head = git(folder, "rev-parse", "HEAD")
    remembered = commit(folder, "links.json", MEMORY)
    git(folder, "update-ref", branch, remembered)
    git(folder, "reset", "--hard", "--quiet", head)
    assert (GONE in built(run)[1]) == is_shown


def test_what_was_seen_of_a_group_is_read_from_that_branch(folder, run):
    today = datetime.now(UTC).date()
    where = "https://github.com/example/cli"
    seen = {"start": "2025-01-01", "seen": f"{today}", "source": where}
    memory = {"version": 1, "looked": f"{today}", "groups": {"command-line": seen}, "issues": []}
    head = git(folder, "rev-parse", "HEAD")
    remembered = commit(folder, "checkin.json", json.dumps(memory))
    git(folder, "update-ref", "refs/remotes/origin/wgbot/state", remembered)
    git(folder, "reset", "--hard", "--quiet", head)
    run("site", "build")
    page = (folder / "build/site/groups/command-line/index.html").read_text(encoding="utf-8")
    assert "Last seen working" in page


def test_a_file_goes_before_what_is_remembered(folder, run):
    head = git(folder, "rev-parse", "HEAD")
    git(folder, "update-ref", "refs/heads/wgbot/state", commit(folder, "links.json", MEMORY))
    git(folder, "reset", "--hard", "--quiet", head)
    (folder / "health.json").write_text("{}", encoding="utf-8")
    assert GONE not in built(run, "--links", "health.json")[1]


def test_git_leaves_out_the_folder_that_a_build_makes(folder, run):
    assert run("site", "build")[0] == 0
    assert git(folder, "status", "--short") == ""


def test_a_folder_that_was_there_is_left_as_it_is(folder, run):
    (folder / "build").mkdir()
    assert run("site", "build")[0] == run("site", "build", "--out", "elsewhere")[0] == 0
    assert sorted(path.name for path in (folder / "build").iterdir()) == ["site"]
    assert not (folder / ".gitignore").exists()
