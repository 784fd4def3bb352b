"""The commands, as people run them: what is printed where, and the exit code."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

import wgbot
from tests import community
from tests.gitrepo import git, start
from wgbot.cli.main import cli


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A git repository with the sample community, as the current folder."""
    start(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def issue_file(folder, head="", **answers):
    path = folder / "issue.md"
    path.write_text(head + community.body(**answers), encoding="utf-8", newline="")
    return path


class TestPropose:
    def test_a_fine_proposal_prints_comment_and_pull_request_and_exits_with_0(self, folder, run):
        code, out, err = run("propose", issue_file(folder), "--author", "clara", "--number", 7)
        assert code == 0
        assert out.index("The comment on the issue") < out.index("The pull request: Add working")
        assert "Closes #7" in out
        assert err == (
            "The branch wgbot/sound-and-music holds one commit on main: "
            "registry/sound-and-music.yml, website/working-groups.md.\n"
        )
        assert "\x1b" not in out + err
        assert "Co-authored-by: clara" in git(folder, "show", "-s", "wgbot/sound-and-music")

    def test_running_it_again_says_that_there_is_nothing_to_do(self, folder, run):
        run("propose", issue_file(folder))
        code, _, err = run("propose", issue_file(folder))
        assert (code, err) == (
            0,
            "The branch wgbot/sound-and-music holds it already. There is nothing to do.\n",
        )

    def test_problems_exit_with_1_and_make_no_branch(self, folder, run):
        code, out, err = run("propose", issue_file(folder, focus=None))
        assert code == 1
        assert "This question has no answer" in out
        assert err == ""
        assert git(folder, "branch", "--list", "wgbot/*") == ""

    def test_the_head_of_the_file_gives_what_the_options_do_not(self, folder, run):
        head = "---\ntitle: A title\nauthor: clara\nnumber: 7\n---\n"
        _, out, _ = run("propose", issue_file(folder, head), "--number", 8)
        assert "Proposed by `clara` in #8" in out

    def test_standard_input_is_read_for_a_dash(self, folder):
        done = subprocess.run(
            **started("propose", "-"),
            input=community.body().encode(),
            capture_output=True,
            check=True,
        )
        assert b"The pull request" in done.stdout

    def test_a_branch_that_may_not_be_moved_exits_with_3(self, folder, run):
        git(folder, "branch", "wgbot/sound-and-music")
        code, _, err = run("propose", issue_file(folder))
        assert code == 3
        assert err.startswith("wgbot: Somebody has added to the branch")


class TestCheck:
    def test_a_stale_page_is_shown_as_a_diff_and_written_on_demand(self, folder, run):
        code, out, _ = run("check")
        assert code == 1
        assert "+- **Command line**" in out
        code, out, err = run("check", "--write")
        assert (code, out) == (0, "")
        assert "website/working-groups.md is up to date now." in err
        assert "- **Command line**" in (folder / community.PAGE_PATH).read_text()
        assert run("check") == (0, "", "All is well with 3 groups and the pages.\n")

    def test_the_work_tree_is_judged_not_the_last_commit(self, folder, run):
        run("check", "--write")
        (folder / "registry/new.yml").write_text("name: New\nnmae: x\n", encoding="utf-8")
        code, out, err = run("check")
        assert code == 1
        assert out.startswith("registry/new.yml:1, focus:")
        assert "registry/new.yml:2, nmae: `nmae` is not a key" in out
        assert err.endswith(".\n2 problems found.\n")

    def test_it_is_found_from_a_folder_inside(self, folder, run, monkeypatch):
        run("check", "--write")
        monkeypatch.chdir(folder / "registry")
        assert run("check")[0] == 0

    def test_a_proposal_is_judged_without_a_branch(self, folder, run):
        assert run("check", issue_file(folder)) == (0, "", "The proposal is fine.\n")
        code, out, _ = run("check", issue_file(folder, leads="Jane Doe"))
        assert code == 1
        assert out.startswith("Who leads: `Jane Doe` is not")
        assert git(folder, "branch", "--list", "wgbot/*") == ""

    def test_json_is_for_programs(self, folder, run):
        code, out, err = run("check", "--format", "json", issue_file(folder, leads="Jane Doe"))
        found = json.loads(out)
        assert (code, err) == (1, "")
        assert found["ok"] is False
        (problem,) = found["problems"]
        assert (problem["check"], problem["field"]) == ("leads", "leads")
        assert set(problem) == {"check", "field", "path", "line", "message", "fix", "blocks"}
        code, out, _ = run("check", "--format", "json")
        assert "+- **Command line**" in json.loads(out)["diffs"][community.PAGE_PATH]


class TestFormRead:
    def test_the_answers_are_json_by_field_id(self, folder, run):
        code, out, err = run("form", "read", issue_file(folder, script=None, places=[]))
        assert (code, err) == (0, "")
        answers = json.loads(out)
        assert answers["name"] == "Sound and music"
        assert answers["script"] is None
        assert answers["places"] == []

    def test_any_form_can_be_named_and_needs_no_repository(self, tmp_path, run, monkeypatch):
        monkeypatch.chdir(tmp_path)
        form = "body:\n- type: input\n  attributes: {label: 名前}\n"
        (tmp_path / "form.yml").write_text(form, encoding="utf-8")
        (tmp_path / "body.md").write_text("### 名前\r\n\r\n花子\r\n", encoding="utf-8", newline="")
        code, out, _ = run("form", "read", "body.md", "--form", "form.yml")
        assert (code, out) == (0, '{\n  "名前": "花子"\n}\n')

    def test_what_cannot_be_told_is_said_with_its_line_and_exits_with_1(self, folder, run):
        path = issue_file(folder, goals="a\n\n### Set-up script\n\n```shell\nx\n```")
        path.write_text(path.read_text().replace("### Name", "### Nmae"), encoding="utf-8")
        code, out, err = run("form", "read", path)
        assert code == 1
        assert json.loads(out)["name"] is None
        assert "### Name" in err


class TestRun:
    """What `wgbot run` does without asking GitHub; the rest is in tests of the job."""

    @pytest.fixture
    def woken(self, folder, run, monkeypatch):
        """Run `wgbot run` for an event."""
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        for name in ("GITHUB_TOKEN", "GH_TOKEN", "GITHUB_REPOSITORY"):
            monkeypatch.delenv(name, raising=False)

        def woken(name, **payload):
            path = folder / "event.json"
            path.write_text(json.dumps(payload), encoding="utf-8")
            monkeypatch.setenv("GITHUB_EVENT_PATH", str(path))
            monkeypatch.setenv("GITHUB_EVENT_NAME", name)
            return run("run")

        return woken

    @pytest.mark.parametrize(
        ("name", "payload", "said"),
        [
            ("issues", {"issue": {"number": 3, "body": "It crashes."}}, "#3 is no proposal."),
            (
                "issues",
                {"issue": {"number": 3, "pull_request": {}}},
                "Nothing to do: a pull request",
            ),
            ("fork", {}, "Nothing to do: an event that wgbot has no use for: fork."),
            ("issue_comment", {"issue": {"number": 3}, "action": "edited"}, "Nothing to do: a com"),
        ],
    )
    def test_what_is_no_proposal_is_left_alone(self, woken, name, payload, said):
        code, out, err = woken(name, **payload)
        assert (code, out) == (0, "")
        assert err.startswith(said)

    def test_g01_no_workflow_command_gets_into_the_log(self, woken):
        payload = {"ref": "\n::set-output name=a::b", "repository": {"default_branch": "main"}}
        _, out, err = woken("push", **payload)
        assert not [line for line in (out + err).split("\n") if line.strip().startswith("::")]

    def test_without_a_token_it_says_what_is_missing(self, woken):
        issue = {"number": 3, "body": community.body()}
        code, out, err = woken("issues", action="opened", issue=issue)
        assert (code, out) == (2, "")
        assert "`GITHUB_TOKEN` or `GITHUB_REPOSITORY`" in err

    def test_without_an_event_it_says_where_it_belongs(self, folder, run, monkeypatch):
        monkeypatch.delenv("GITHUB_EVENT_PATH", raising=False)
        code, _, err = run("run")
        assert code == 2
        assert "`wgbot run` is for GitHub Actions" in err

    def test_what_is_no_proposal_is_told_without_loading_what_asks_github(self, folder):
        event = folder / "event.json"
        event.write_text(json.dumps({"issue": {"number": 3, "body": "It crashes."}}))
        code = (
            "import sys; sys.argv = ['wgbot', 'run']\nfrom wgbot.cli.main import main\n"
            "try: main()\nfinally: print(*sys.modules)"
        )
        start = started(GITHUB_EVENT_PATH=str(event), GITHUB_EVENT_NAME="issues")
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=start["env"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == "#3 is no proposal.\n"
        assert not {"github", "requests", "pydantic", "jinja2"} & set(done.stdout.split())


class TestSimilar:
    def test_what_resembles_a_name_is_listed_with_the_reasons(self, folder, run):
        code, out, _ = run("similar", "Command-lines")
        assert code == 1
        assert out.startswith("duplicate")
        assert "Command line" in out.split("\n")[0]
        assert out.split("\n")[1].strip().startswith("- ")

    def test_nothing_is_said_in_so_many_words(self, folder, run):
        assert run("similar", "Bird watching") == (0, "", "No group is like it.\n")

    def test_json_is_for_programs(self, folder, run):
        code, out, _ = run("similar", "punch card", "--format", "json")
        (found,) = json.loads(out)
        assert code == 1
        assert (found["slug"], found["status"], found["kind"]) == (
            "punch-cards",
            "retired",
            "revival",
        )
        assert set(found) == {"slug", "name", "status", "kind", "score", "evidence"}
        assert run("similar", "Bird watching", "--format", "json")[1] == "[]\n"

    def test_an_overlap_of_the_focus_is_fine_to_propose(self, folder, run):
        code, out, _ = run("similar", "Boards", "--focus", "devices with little memory and power.")
        assert (code, out.split()[0]) == (0, "overlap")


BAD = {
    "no such file": (["propose", "nowhere.md"], 2, "nowhere.md"),
    "not text": (["propose", "binary.md"], 2, "is not UTF-8 text"),
    "a head of the wrong kind": (["check", "head.md"], 2, "`number`"),
    "no such command": (["dance"], 2, "No such command"),
    "no such form": (["form", "read", "issue.md", "--form", "nowhere.yml"], 2, "cannot be read"),
    "a form that is none": (["form", "read", "issue.md", "--form", "head.md"], 2, "cannot be used"),
    "no such repository": (["check", "--repository", "nowhere"], 2, "There is no folder"),
    "no such base": (["propose", "issue.md", "--base", "nowhere"], 2, "no commit on the branch"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_start_is_one_sentence_with_exit_code_and_no_traceback(folder, run, case):
    issue_file(folder)
    (folder / "binary.md").write_bytes(b"\xff\xfe")
    (folder / "head.md").write_text("---\nnumber: many\n---\n", encoding="utf-8")
    arguments, expected, word = BAD[case]
    code, out, err = run(*arguments)
    assert (code, out) == (expected, "")
    assert word in err
    assert "Traceback" not in err


def test_a_repository_without_a_form_says_what_to_do(folder, run):
    (folder / community.FORM_PATH).unlink()
    code, _, err = run("check")
    assert code == 2
    assert err == (
        f"wgbot: There is no issue form at {community.FORM_PATH}. Add one there, or name another "
        "path as `form` in .github/wgbot.yml.\n"
    )


def test_a_folder_that_is_no_repository_says_so(tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = run("propose", issue_file(tmp_path))
    assert code == 2
    assert "is not in a git repository" in err


def test_g04_no_escape_sequence_of_a_stranger_reaches_the_terminal(folder, run):
    _, out, err = run("propose", issue_file(folder, name="\x1b[31mRed\x07", leads="\x1b]0;x\x07"))
    assert not {char for char in out + err if char < " " and char != "\n"}


def started(*arguments, **environment):
    """Give what starts wgbot as a program of its own, with nothing but this environment."""
    above = Path(wgbot.__file__).parent.parent
    return {
        "args": [sys.executable, "-m", "wgbot", *map(str, arguments)],
        "env": {"PATH": os.environ["PATH"], "PYTHONPATH": str(above), **environment},
    }


@pytest.mark.parametrize(("no_color", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_for_terminals_unless_it_is_not_wanted(folder, no_color, coloured):
    terminal, its_end = pty.openpty()
    subprocess.run(**started("check", **no_color), stdout=its_end, stderr=its_end, check=False)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    os.close(its_end)
    assert "One problem found." in shown
    assert ("\x1b[31m" in shown) is coloured


def test_a_terminal_that_cannot_show_a_character_gets_it_escaped(folder):
    path = issue_file(folder, discussion="日本")
    done = subprocess.run(
        **started("check", path, PYTHONIOENCODING="latin-1"),
        capture_output=True,
        encoding="latin-1",
        check=False,
    )
    assert "`\\u65e5\\u672c` is not an address" in done.stdout
    assert "Traceback" not in done.stderr


def commands(group=cli, path=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


@pytest.mark.parametrize("path", [path for path, _ in commands()])
def test_every_command_and_option_has_help(run, path):
    code, _, err = run(*path, "--help")
    assert (code, err) == (0, "")
    command = dict(commands())[path]
    assert command.help
    assert command.short_help
    for parameter in command.params:
        assert parameter.param_type_name == "argument" or parameter.help, parameter.name


def test_the_version_is_told(run):
    assert run("--version")[:2] == (0, f"wgbot {wgbot.__version__}\n")


class TestSiteChanges:
    def test_terminal_and_summary_say_which_groups_differ(self, folder, run, monkeypatch):
        summary = folder.parent / "summary.md"
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
        path = folder / "registry/command-line.yml"
        path.write_text(path.read_text("utf-8").replace("in a terminal", "in a shell"), "utf-8")
        code, out, _ = run("site", "changes", "HEAD")
        assert code == 0
        assert "Command line" in out
        assert summary.read_text("utf-8").strip() == out.strip()
