"""`wgbot check`, as people run it."""

import json

import pytest

from tests import example
from tests.cli.commands import issue_file
from tests.gitrepo import git


def test_a_stale_page_is_shown_as_a_diff_and_written_on_demand(folder, run):
    code, out, _ = run("check")
    assert code == 1
    assert "+- **Command line**" in out
    code, out, err = run("check", "--write")
    assert (code, out) == (0, "")
    assert "website/working-groups.md is up to date now." in err
    assert "- **Command line**" in (folder / example.PAGE_PATH).read_text()
    assert run("check") == (0, "", "No problems in 3 groups and the pages.\n")


def test_the_work_tree_is_judged_not_the_last_commit(folder, run):
    run("check", "--write")
    (folder / "registry/new.yml").write_text("name: New\nnmae: x\n", encoding="utf-8")
    code, out, err = run("check")
    assert code == 1
    assert out.startswith("registry/new.yml:1, focus:")
    assert "registry/new.yml:2, nmae: `nmae` isn't a known key" in out
    assert err.endswith(".\n2 problems found.\n")


def test_it_is_found_from_a_folder_inside(folder, run, monkeypatch):
    run("check", "--write")
    monkeypatch.chdir(folder / "registry")
    assert run("check")[0] == 0


@pytest.mark.parametrize(
    ("kept", "missing"),
    [
        ("website", ".github/ISSUE_TEMPLATE/new-working-group.yml"),
        (".github website", "registry/README.md"),
        (".github registry", "website/working-groups.md"),
        (".github registry website", None),
    ],
)
def test_what_a_sparse_checkout_leaves_out_is_not_taken_for_gone(folder, run, kept, missing):
    run("check", "--write")
    (folder / "docs").mkdir()
    (folder / "docs/more.md").write_text("More.\n", encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "More")
    git(folder, "sparse-checkout", "set", *kept.split())
    assert not (folder / "docs/more.md").exists()
    code, _, err = run("check", "--write")
    assert code == (2 if missing else 0)
    assert missing is None or err.startswith(
        f"wgbot: {missing} is in the repository, and this sparse"
    )
    assert git(folder, "status", "--porcelain") == ""
    git(folder, "sparse-checkout", "disable")
    assert run("check")[0] == 0


def test_a_repository_without_files_is_told(folder, run, tmp_path_factory, monkeypatch):
    bare = tmp_path_factory.mktemp("bare")
    git(folder, "clone", "--quiet", "--bare", ".", str(bare))
    monkeypatch.chdir(bare)
    for command in (("check",), ("init", "--yes"), ("similar", "Sound")):
        assert run(*command)[0] == 2
    assert not (bare / "registry").exists()


def test_a_proposal_is_judged_without_a_branch(folder, run):
    assert run("check", issue_file(folder)) == (0, "", "The proposal has no problems.\n")
    code, out, _ = run("check", issue_file(folder, leads="Jane Doe"))
    assert code == 1
    assert out.startswith("Who leads: `Jane Doe` isn't")
    assert git(folder, "branch", "--list", "wgbot/*") == ""


def test_json_is_for_programs(folder, run):
    code, out, err = run("check", "--format", "json", issue_file(folder, leads="Jane Doe"))
    found = json.loads(out)
    assert (code, err) == (1, "")
    assert found["ok"] is False
    (problem,) = found["problems"]
    assert (problem["check"], problem["field"]) == ("leads", "leads")
    assert set(problem) == {"check", "field", "path", "line", "message", "fix", "blocks"}
    code, out, _ = run("check", "--format", "json")
    assert "+- **Command line**" in json.loads(out)["diffs"][example.PAGE_PATH]


def test_a_kind_that_an_import_left_in_the_charter_is_brought_over_on_demand(folder, run):
    (folder / example.CONFIG_PATH).write_text(
        example.FILES[example.CONFIG_PATH] + "kinds: {sig: {one: SIG, many: SIGs}}\n",
        encoding="utf-8",
    )
    path = folder / "registry/command-line.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("charter:\n", "charter:\n  kind: SIG\n"), encoding="utf-8")
    assert "Its kind, `SIG`, is only in its charter." in run("check")[1]
    code, out, err = run("check", "--write")
    assert (code, out) == (0, "")
    assert "registry/command-line.yml is up to date now." in err
    written = path.read_text(encoding="utf-8")
    assert written == text.replace("status: active\n", "kind: sig\nstatus: active\n") or (
        written == text.replace("name: Command line\n", "name: Command line\nkind: sig\n")
    )
