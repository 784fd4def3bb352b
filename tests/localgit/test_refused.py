"""A branch that can't be written on one's own machine: why, and nothing is left about."""

import pytest

from tests import example
from tests.gitrepo import git, start
from wgbot.localgit.forge import LocalGit
from wgbot.localgit.git import Git, GitError
from wgbot.proposals.reconcile import reconcile
from wgbot.text.problems import SetupError, WgbotError

BRANCH = "wgbot/sound-and-music"


@pytest.fixture
def repository(tmp_path):
    return start(tmp_path)


def objects(folder):
    return git(folder, "count-objects")


def proposed(folder):
    forge = LocalGit(folder)
    return reconcile(forge, forge.observe(example.issue()))


def refused(folder, *said):
    before = objects(folder)
    with pytest.raises(WgbotError) as error:
        proposed(folder)
    for each in said:
        assert each in str(error.value)
    assert objects(folder) == before
    assert "someone else moved it" not in str(error.value)


def hook(folder, text):
    path = folder / ".git" / "hooks" / "reference-transaction"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_a_hook_that_refuses_is_named(repository):
    text = '#!/bin/sh\n[ "$1" != prepared ] || { echo "Not here." >&2; exit 1; }\n'
    path = hook(repository, text)
    refused(repository, "reference-transaction", "Not here.")
    path.unlink()
    assert not proposed(repository).failures


def test_a_branch_that_has_the_folders_name_is_named(repository):
    git(repository, "branch", "wgbot")
    refused(repository, "'refs/heads/wgbot'", "rename that one", "branches: {prefix: …}")


def test_a_lock_that_was_left_is_named(repository):
    lock = repository / ".git" / "refs" / "heads" / f"{BRANCH}.lock"
    lock.parent.mkdir(parents=True)
    lock.write_text("")
    refused(repository, f"{BRANCH}.lock", "delete that file")


def test_a_repository_that_is_somebody_elses_has_no_lock_to_delete(repository, monkeypatch):
    run = Git.run

    def denied(self, *arguments, **options):
        if arguments[0] == "update-ref":
            raise GitError("Unable to create 'refs/heads/wgbot/a.lock': Permission denied")
        return run(self, *arguments, **options)

    monkeypatch.setattr(Git, "run", denied)
    refused(repository, "You may not write to this repository", "belongs")


def test_a_prefix_that_the_default_branch_has_is_said(repository):
    git(repository, "branch", "--move", "wgbot/main")
    with pytest.raises(SetupError, match="beside the default branch wgbot/main"):
        proposed(repository)
