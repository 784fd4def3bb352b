"""Proposals in a real git repository: one branch, one commit, and nothing else ever changes."""

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests import example
from tests.gitrepo import commit, git, start
from wgbot.localgit.branches import BOT_EMAIL
from wgbot.localgit.forge import LocalGit
from wgbot.localgit.git import Git, GitError
from wgbot.proposals.changes import PutFiles, WriteComment
from wgbot.proposals.decide import decide
from wgbot.proposals.reconcile import reconcile
from wgbot.text.problems import SetupError, WgbotError

TODAY = date(2026, 3, 1)
BRANCH = "wgbot/sound-and-music"


@pytest.fixture
def repository(tmp_path):
    """A git repository with the sample community on its main branch."""
    return start(tmp_path)


def propose(folder: Path, today: date = TODAY, **answers: str | None):
    """Do what `wgbot propose` does; give the kinds of what was done, and what was told."""
    forge = LocalGit(folder)
    outcome = reconcile(forge, forge.observe(example.issue(**answers), today))
    assert outcome.failures == outcome.told
    return kinds(outcome.done), [tell.text for tell in outcome.told]


def kinds(changes):
    return [type(change).__name__ for change in changes]


def state(folder: Path) -> tuple[str, ...]:
    """Return everything that a proposal must not change."""
    return (
        git(folder, "status", "--porcelain=v2", "--branch"),
        *(ref for ref in git(folder, "for-each-ref").split("\n") if "heads/wgbot/" not in ref),
        git(folder, "diff"),
        git(folder, "diff", "--cached"),
        git(folder, "stash", "list"),
    )


def test_a_fine_proposal_becomes_one_commit_on_the_default_branch(repository):
    assert propose(repository) == (["WriteComment", "PutFiles", "ProposePullRequest"], [])
    assert git(repository, "rev-parse", f"{BRANCH}~1") == git(repository, "rev-parse", "main")
    changed = git(repository, "diff", "--name-status", "main", BRANCH).split("\n")
    assert changed == ["A\tregistry/sound-and-music.yml", "M\twebsite/working-groups.md"]
    page = git(repository, "show", f"{BRANCH}:website/working-groups.md")
    assert "**Sound and music**: instruments, recordings" in page
    assert page.startswith("# Working groups\n\nWritten by hand.\n")
    assert page.endswith("Written by hand, too.")
    entry = git(repository, "show", f"{BRANCH}:registry/sound-and-music.yml")
    assert "since: 2026-03-01" in entry
    assert git(repository, "fsck", "--strict") == ""


def test_what_can_be_run_still_can_and_nothing_else(repository):
    git(repository, "update-index", "--chmod=+x", example.PAGE_PATH)
    git(repository, "commit", "--quiet", "--message", "Run it")
    propose(repository)
    listed = git(repository, "ls-tree", "-r", BRANCH).split("\n")
    assert [each.split("\t")[1] for each in listed if each.startswith("100755 ")] == [
        example.PAGE_PATH
    ]


def test_the_commit_is_the_bots_and_names_the_proposer(repository):
    forge = LocalGit(repository)
    issue = replace(example.issue(), author="clara", number=12)
    reconcile(forge, forge.observe(issue, TODAY))
    assert git(repository, "show", "-s", "--format=%ae %ce", BRANCH) == f"{BOT_EMAIL} {BOT_EMAIL}"
    message = git(repository, "show", "-s", "--format=%B", BRANCH)
    *said, edit, tree = message.split("\n")
    assert "\n".join(said) == (
        "Add the group sound-and-music\n\nProposed in #12.\n\n"
        "Co-authored-by: clara <clara@users.noreply.github.com>\n"
        f"Proposal-text: sha256:{issue.digest}"
    )
    assert edit.startswith("Wgbot-Edit: sha256:")
    assert git(repository, "rev-parse", f"{BRANCH}^{{tree}}") in tree


@pytest.mark.parametrize("where", ["clean", "dirty", "staged", "another branch", "detached"])
def test_work_tree_index_and_current_branch_stay_as_they_are(repository, where):
    page = repository / example.PAGE_PATH
    if where in ("dirty", "staged"):
        page.write_text("Mine.\n", encoding="utf-8")
        (repository / "untracked.txt").write_text("Mine.\n", encoding="utf-8")
    if where == "staged":
        git(repository, "add", ".")
        page.write_text("Mine, and changed since.\n", encoding="utf-8")
    if where == "another branch":
        git(repository, "checkout", "--quiet", "-b", "mine")
        commit(repository, "registry/mine.yml", "name: Mine\nfocus: mine alone.\n")
    if where == "detached":
        git(repository, "checkout", "--quiet", "--detach")
    before = state(repository)
    propose(repository)
    assert state(repository) == before
    assert git(repository, "rev-parse", f"{BRANCH}~1") == git(repository, "rev-parse", "main")
    assert "Mine" not in git(repository, "show", f"{BRANCH}:website/working-groups.md")


def test_twice_is_once_even_on_another_day(repository):
    propose(repository)
    head = git(repository, "rev-parse", BRANCH)
    # The day of the approval is read from the branch, so the entry stays the same.
    today = date.fromisoformat(git(repository, "show", "-s", "--format=%cs", BRANCH))
    propose(repository, today)
    head = git(repository, "rev-parse", BRANCH)
    assert propose(repository, date(2031, 1, 1)) == (["WriteComment", "ProposePullRequest"], [])
    assert git(repository, "rev-parse", BRANCH) == head


def test_an_edited_proposal_updates_the_branch_in_place(repository):
    propose(repository)
    propose(repository, goals="Something else altogether.")
    assert git(repository, "rev-list", "--count", f"main..{BRANCH}") == "1"
    assert "Something else" in git(repository, "show", f"{BRANCH}:registry/sound-and-music.yml")


def test_with_another_name_it_stays_on_its_branch_and_does_not_resemble_itself(repository):
    def proposed(number, **answers):
        forge = LocalGit(repository)
        its = forge.observe(replace(example.issue(**answers), number=number), TODAY)
        reconcile(forge, its)
        return its.proposal.notes

    def branches():
        return git(repository, "branch", "--list", "wgbot/*", "--format=%(refname:short)").split(
            "\n"
        )

    proposed(12)
    assert proposed(12, name="Sound and songs") == ()
    assert branches() == [BRANCH]
    assert "name: Sound and songs" in git(
        repository, "show", f"{BRANCH}:registry/sound-and-songs.yml"
    )
    # Another proposal has another, and hears of this one.
    assert proposed(13, name="Sound and noise")
    assert branches() == ["wgbot/sound-and-music", "wgbot/sound-and-noise"]


def test_the_branch_follows_the_default_branch(repository):
    propose(repository)
    commit(repository, "registry/new.yml", "name: New\nfocus: all that is new.\n")
    changes, _ = propose(repository)
    assert "PutFiles" in changes
    assert git(repository, "rev-parse", f"{BRANCH}~1") == git(repository, "rev-parse", "main")
    page = git(repository, "show", f"{BRANCH}:website/working-groups.md")
    assert "**New**" in page
    assert "**Sound and music**" in page


def test_a_branch_that_a_person_added_to_is_left_alone(repository):
    propose(repository)
    git(repository, "checkout", "--quiet", BRANCH)
    head = commit(repository, "notes.md", "Better.\n")
    git(repository, "checkout", "--quiet", "main")
    changes, said = propose(repository, goals="Edited.")
    assert changes == ["WriteComment"]
    assert said[0].startswith(f"Someone has added to the branch {BRANCH}")
    assert git(repository, "rev-parse", BRANCH) == head


def test_a_commit_that_a_person_amended_is_theirs(repository):
    propose(repository)
    git(repository, "checkout", "--quiet", BRANCH)
    git(repository, "commit", "--quiet", "--amend", "-m", "Mine now")
    head = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "--quiet", "main")
    propose(repository, goals="Edited.")
    assert git(repository, "rev-parse", BRANCH) == head


def test_a_branch_of_that_name_made_by_somebody_else_is_left_alone(repository):
    git(repository, "branch", BRANCH)
    head = git(repository, "rev-parse", BRANCH)
    assert propose(repository)[0] == ["WriteComment"]
    assert git(repository, "rev-parse", BRANCH) == head


def test_a_branch_that_is_checked_out_is_left_alone_with_the_remedy(repository):
    propose(repository)
    git(repository, "checkout", "--quiet", BRANCH)
    before = state(repository)
    _, said = propose(repository, goals="Edited.")
    assert "is checked out in" in said[0]
    assert "Switch to another branch" in said[0]
    assert state(repository) == before


def test_a_proposal_with_problems_makes_no_branch(repository):
    assert propose(repository, leads=None) == (["WriteComment"], [])
    assert git(repository, "branch", "--list", "wgbot/*") == ""


def test_a_broken_registry_file_keeps_the_group_from_the_branch(repository):
    commit(repository, "registry/broken.yml", "name: Broken\nname: Again\n")
    changes, said = propose(repository)
    assert changes == ["WriteComment"]
    assert "registry/broken.yml:2" in said[0]
    assert git(repository, "branch", "--list", "wgbot/*") == ""


def test_what_is_only_on_disk_does_not_count(repository):
    (repository / "registry/broken.yml").write_text("name: [", encoding="utf-8")
    assert "PutFiles" in propose(repository)[0]


@pytest.mark.parametrize(
    "command",
    ["read-tree", "hash-object", "update-index", "write-tree", "commit-tree", "update-ref"],
)
def test_a_failure_at_any_step_leaves_the_repository_as_it_was(repository, monkeypatch, command):
    propose(repository)
    before = (state(repository), git(repository, "for-each-ref"))
    start = Git._start

    def fail(self, arguments, stdin, environment):
        if arguments[0] == command:
            return subprocess.CompletedProcess(arguments, 128, b"", b"fatal: no space left\x1b[31m")
        return start(self, arguments, stdin, environment)

    monkeypatch.setattr(Git, "_start", fail)
    with pytest.raises(WgbotError, match="no space left") as error:
        propose(repository, goals="Edited.")
    assert "\x1b" not in str(error.value)
    monkeypatch.undo()
    assert (state(repository), git(repository, "for-each-ref")) == before


def test_proposals_on_other_branches_are_neighbours(repository):
    propose(repository)
    overlap = "  - type: textarea\n    id: overlap\n    attributes: {label: Overlap}\n"
    commit(repository, example.FORM_PATH, example.FORM + overlap)
    forge = LocalGit(repository)
    body = example.body(name="Sounds and music") + "\n\n### Overlap\n\n_No response_"
    later = replace(example.issue(), body=body, number=13)
    seen = forge.observe(later, TODAY)
    assert [note.check for note in seen.proposal.notes] == ["similar"]
    review = decide(seen)[0]
    assert isinstance(review, WriteComment)
    assert "Another proposal, #12, may be for the same group" in review.text
    assert seen.proposal.problems == ()
    # Its own branch is no neighbour.
    mine = replace(later, body=body.replace("Sounds", "Sound"), number=12)
    assert forge.observe(mine, TODAY).proposal.found == ()


def test_a_broken_file_on_another_branch_is_no_neighbour(repository):
    git(repository, "checkout", "--quiet", "-b", "wgbot/broken")
    commit(repository, "registry/broken.yml", "name: [")
    git(repository, "checkout", "--quiet", "main")
    assert LocalGit(repository).observe(example.issue(), TODAY).proposal.found == ()


def test_t06_a_branch_that_moved_meanwhile_is_not_overwritten(repository):
    forge = LocalGit(repository)
    seen = forge.observe(example.issue(), TODAY)
    git(repository, "branch", BRANCH)
    put = next(change for change in decide(seen) if isinstance(change, PutFiles))
    with pytest.raises(WgbotError, match="run this again"):
        forge.apply(put, seen)
    assert git(repository, "rev-parse", BRANCH) == git(repository, "rev-parse", "main")


def test_f05_a_link_in_the_registry_is_not_followed(repository):
    (repository / "registry/evil.yml").symlink_to("/etc/hostname")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Link")
    forge = LocalGit(repository)
    problem = next(each for each in forge.repository.problems if each.path == "registry/evil.yml")
    assert "symbolic link" in problem.message()


def test_f07_the_file_of_an_existing_group_is_never_overwritten(repository):
    assert propose(repository, name="command LINE") == (["WriteComment"], [])


@pytest.mark.parametrize("default", ["main", "master", "trunk"])
def test_the_default_branch_is_found(tmp_path, default):
    git(tmp_path, "init", "--quiet", f"--initial-branch={default}")
    commit(tmp_path, example.FORM_PATH, example.FORM)
    if default != "trunk":
        git(tmp_path, "checkout", "--quiet", "-b", "other")
    assert LocalGit(tmp_path).built_on == default


def test_the_default_branch_of_a_clone_is_its_origins(repository, tmp_path_factory):
    git(repository, "branch", "-m", "main", "trunk")
    git(repository, "branch", "main")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--quiet", str(repository), ".")
    assert LocalGit(clone).built_on == "trunk"


@pytest.mark.parametrize("base", [None, "main"])
def test_a_clone_of_another_branch_builds_on_its_origins_default_branch(
    repository, tmp_path_factory, base
):
    git(repository, "checkout", "--quiet", "-b", "feature")
    commit(repository, "registry/mine.yml", "name: Mine\nfocus: mine alone.\n")
    git(repository, "checkout", "--quiet", "main")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--quiet", "--branch", "feature", str(repository), ".")
    forge = LocalGit(clone, base)
    assert forge.built_on == "origin/main"
    assert "mine" not in forge.repository.registry.entries
    assert propose(clone)[1] == []
    assert git(clone, "rev-parse", f"{BRANCH}~1") == git(repository, "rev-parse", "main")


def test_the_repository_is_found_from_a_folder_in_it(repository):
    assert LocalGit(repository / "registry").repository.registry.entries


def test_environment_variables_of_a_hook_do_not_lead_elsewhere(repository, monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere"))
    changes = decide(LocalGit(repository).observe(example.issue(), TODAY))
    assert "PutFiles" in kinds(changes)


class TestWhatIsSaidWhereItCannotStart:
    def test_no_git_repository(self, tmp_path):
        with pytest.raises(SetupError, match="isn't in a git repository"):
            LocalGit(tmp_path)

    def test_a_repository_that_git_does_not_trust(self, repository, tmp_path_factory, monkeypatch):
        folder = tmp_path_factory.mktemp("bin")
        wrapper = f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {shutil.which("git")} "$@"\n'
        (folder / "git").write_text(wrapper, encoding="utf-8")
        (folder / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        with pytest.raises(SetupError, match=r"git config --global --add safe\.directory"):
            LocalGit(repository)

    def test_no_such_folder(self, tmp_path):
        with pytest.raises(SetupError, match="There is no folder"):
            LocalGit(tmp_path / "nowhere")

    def test_no_commit_yet(self, tmp_path):
        git(tmp_path, "init", "--quiet", "--initial-branch=main")
        with pytest.raises(SetupError, match="The branch main has no commits"):
            LocalGit(tmp_path)

    def test_no_such_base(self, repository):
        with pytest.raises(SetupError, match="The branch nowhere has no commits"):
            LocalGit(repository, "nowhere")

    def test_no_form(self, tmp_path):
        git(tmp_path, "init", "--quiet", "--initial-branch=main")
        commit(tmp_path, "README.md", "Hello.\n")
        with pytest.raises(SetupError, match="There is no issue form at"):
            LocalGit(tmp_path)

    def test_a_detached_head_and_no_usual_branch(self, tmp_path):
        git(tmp_path, "init", "--quiet", "--initial-branch=odd")
        commit(tmp_path, example.FORM_PATH, example.FORM)
        git(tmp_path, "checkout", "--quiet", "--detach")
        git(tmp_path, "branch", "--quiet", "-D", "odd")
        with pytest.raises(SetupError, match="Use `--base`"):
            LocalGit(tmp_path)

    def test_no_git_installed(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(SetupError, match="Git isn't installed"):
            LocalGit(tmp_path)


def test_git_says_what_failed(repository):
    with pytest.raises(GitError, match=r"`git cat-file` failed: fatal: .* nothing"):
        Git(repository).run("cat-file", "-p", "nothing")
