"""`wgbot propose`, as people run it."""

import subprocess

from tests import example
from tests.cli.commands import issue_file, started
from tests.gitrepo import git
from wgbot.community import config


def test_a_fine_proposal_prints_comment_and_pull_request_and_exits_with_0(folder, run):
    code, out, err = run("propose", issue_file(folder), "--author", "clara", "--number", 7)
    assert code == 0
    assert out.index("The comment on the issue") < out.index("The pull request: Add working")
    assert "Closes #7" in out
    assert err == (
        "The branch wgbot/sound-and-music holds one commit on main: "
        "registry/sound-and-music.yml, website/working-groups.md.\n"
        "To accept it, run `git merge wgbot/sound-and-music`, or push it and open a pull request.\n"
    )
    assert "\x1b" not in out + err
    assert "Co-authored-by: clara" in git(folder, "show", "-s", "wgbot/sound-and-music")


def test_running_it_again_says_that_there_is_nothing_to_do(folder, run):
    run("propose", issue_file(folder))
    code, _, err = run("propose", issue_file(folder))
    assert (code, err) == (
        0,
        "The branch wgbot/sound-and-music already holds this proposal. Nothing to do.\n",
    )


def test_problems_exit_with_1_and_make_no_branch(folder, run):
    code, out, err = run("propose", issue_file(folder, focus=None))
    assert code == 1
    assert "This question is required" in out
    assert err == ""
    assert git(folder, "branch", "--list", "wgbot/*") == ""


def test_the_head_of_the_file_gives_what_the_options_do_not(folder, run):
    head = "---\ntitle: A title\nauthor: clara\nnumber: 7\n---\n"
    _, out, _ = run("propose", issue_file(folder, head), "--number", 8)
    assert "Proposed by `clara` in #8" in out


def test_standard_input_is_read_for_a_dash(folder):
    done = subprocess.run(
        **started("propose", "-"),
        input=example.body().encode(),
        capture_output=True,
        check=True,
    )
    assert b"The pull request" in done.stdout


def test_a_branch_that_may_not_be_moved_exits_with_3(folder, run):
    git(folder, "branch", "wgbot/sound-and-music")
    code, _, err = run("propose", issue_file(folder))
    assert code == 3
    assert err.startswith("wgbot: Someone has added to the branch")


def test_what_is_written_and_not_committed_is_told_to_be_committed(folder, run):
    git(folder, "rm", "-q", "--cached", config.PATH, example.FORM_PATH)
    git(folder, "commit", "-q", "-m", "Forget it")
    for command in (("propose", issue_file(folder)), ("change", "Command line", "--focus", "all.")):
        code, _, err = run(*command)
        assert code == 2
        assert f"{config.PATH} isn't in the last commit of main" in err
        assert "Commit what `wgbot init` wrote" in err
