"""`wgbot propose` with a filled-in form that changes or ends groups."""

import pytest

from tests import editing, example, gitrepo
from tests.editing import CLI, EMBEDDED, change, end
from tests.gitrepo import git

TEXT = example.FILES[CLI]


@pytest.fixture
def propose(folder, run):
    """Return how to propose a text in a repository with the forms in it."""
    for path, text in editing.files().items():
        gitrepo.commit(folder, path, text)

    def propose(text):
        (folder / "issue.md").write_text(text, encoding="utf-8")
        return run("propose", "issue.md", "--author", "clara", "--number", 7)

    return propose


def test_a_change_becomes_a_branch_with_that_alone(folder, propose):
    code, out, err = propose(change(name="Shells", leads="@ada, @grace, @alan"))
    assert code == 0, err
    assert "`Command line` → `Shells`" in out
    assert "The pull request: Change working group: Shells" in out
    changed = git(folder, "diff", "--unified=0", "main", "wgbot/command-line", "--", CLI)
    lines = [
        each for each in changed.split("\n") if each[:1] in "+-" and each[:3] not in ("+++", "---")
    ]
    assert lines == [
        *("-name: Command line", "+name: Shells", "+  - github: alan"),
        *("-aliases: [Terminal tools]", "+aliases: [Terminal tools, Command line]"),
    ]
    code, _, err = propose(change(name="Shells", leads="@ada, @grace, @alan"))
    assert (code, "Nothing to do" in err) == (0, True)


def test_a_form_that_was_filled_in_earlier_undoes_nothing(folder, propose):
    version = git(folder, "rev-parse", "HEAD")
    gitrepo.commit(folder, CLI, TEXT.replace("- github: grace", "- github: rita"))
    code, _, err = propose(change(leads="@ada, @grace, @alan", base=version))
    assert code == 0, err
    text = git(folder, "show", f"wgbot/command-line:{CLI}")
    assert [each in text for each in ("ada", "rita", "alan", "grace")] == [True, True, True, False]


def test_a_version_of_another_branch_counts_for_nothing(folder, propose):
    git(folder, "checkout", "--quiet", "-b", "theirs")
    version = gitrepo.commit(folder, CLI, TEXT.replace("  - github: grace\n", ""))
    git(folder, "checkout", "--quiet", "main")
    propose(change(leads="@ada, @alan", base=version))
    text = git(folder, "show", f"wgbot/command-line:{CLI}")
    assert "former_leads:\n  - github: grace\n    until: " in text


def test_groups_end_in_one_commit_and_their_children_move(folder, propose):
    child = "name: Prompts\nfocus: prompts.\nparent: Command line\n"
    gitrepo.commit(folder, "registry/prompts.yml", child)
    code, out, err = propose(
        end(how="merged into another group", successors="SIG Embedded devices")
    )
    assert code == 0, err
    assert "find a new home for these" in out
    text = git(folder, "show", f"wgbot/command-line:{CLI}")
    assert "successors:\n  - embedded\n" in text
    assert "because: merged" in text
    assert "parent: embedded" in git(folder, "show", "wgbot/command-line:registry/prompts.yml")
    assert git(folder, "diff", "--name-only", "main", "wgbot/command-line", "--", EMBEDDED) == ""


def test_a_slip_makes_no_branch(folder, propose):
    code, out, _ = propose(change("Comand line", focus="x y z."))
    assert (code, "Did you mean `Command line`?" in out) == (1, True)
    assert git(folder, "branch", "--list", "wgbot/*") == ""
