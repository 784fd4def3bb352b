"""What holds for all commands: exit codes, errors in a sentence, help, and what a terminal is shown."""

import os
import pty
import subprocess

import pytest

import wgbot
from tests import example
from tests.cli.commands import commands, issue_file, started


def test_g04_no_escape_sequence_of_a_stranger_reaches_the_terminal(folder, run):
    _, out, err = run("propose", issue_file(folder, name="\x1b[31mRed\x07", leads="\x1b]0;x\x07"))
    assert not {char for char in out + err if char < " " and char != "\n"}


BAD = {
    "no such file": (["propose", "nowhere.md"], 2, "nowhere.md"),
    "not text": (["propose", "binary.md"], 2, "is not UTF-8 text"),
    "a head of the wrong kind": (["check", "head.md"], 2, "`number`"),
    "no such command": (["dance"], 2, "No such command"),
    "an option before the command": (
        ["-C", "x", "check"],
        2,
        "after the command: `wgbot check -C …`",
    ),
    "one that not every command has": (["--upgrade", "init"], 2, "`wgbot init --upgrade …`"),
    "no such option": (["--dance", "check"], 2, "No such option"),
    "no such form": (["form", "read", "issue.md", "--form", "nowhere.yml"], 2, "can't be read"),
    "a form that is none": (["form", "read", "issue.md", "--form", "head.md"], 2, "can't be used"),
    "no such repository": (["check", "--repository", "nowhere"], 2, "There is no folder"),
    "no such base": (["propose", "issue.md", "--base", "nowhere"], 2, "has no commits"),
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
    (folder / example.FORM_PATH).unlink()
    code, _, err = run("check")
    assert code == 2
    assert err == (
        f"wgbot: There is no issue form at {example.FORM_PATH}. Run `wgbot init`, which adds one "
        "and everything else that a repository needs, or name another path as `form` in .github/wgbot.yml.\n"
    )


def test_a_folder_that_is_no_repository_says_so(tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = run("propose", issue_file(tmp_path))
    assert code == 2
    assert "isn't in a git repository" in err


@pytest.mark.parametrize(("no_color", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_for_terminals_unless_it_is_not_wanted(folder, no_color, coloured):
    terminal, its_end = pty.openpty()
    subprocess.run(**started("check", **no_color), stdout=its_end, stderr=its_end, check=False)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    os.close(its_end)
    assert "1 problem found." in shown
    assert ("\x1b[31m" in shown) is coloured


@pytest.mark.parametrize("encoding", ["latin-1", "cp437", "cp1252"])
def test_a_terminal_that_cannot_show_a_character_gets_it_escaped(folder, encoding):
    path = issue_file(folder, discussion="日本")
    done = subprocess.run(
        **started("check", path, PYTHONIOENCODING=encoding),
        capture_output=True,
        encoding=encoding,
        check=False,
    )
    assert "`\\u65e5\\u672c` isn't a link" in done.stdout
    assert "Traceback" not in done.stderr


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


def test_a_problem_says_which_check_found_it_and_what_to_do_on_a_line_of_its_own(folder, run):
    text = "name: Two names\nfocus: Naming things.\nleads:\n- github: --ada\n"
    (folder / "registry/two-names.yml").write_text(text, encoding="utf-8")
    _, out, _ = run("check")
    lines = out.splitlines()
    (at,) = [place for place, line in enumerate(lines) if "`--ada`" in line]
    assert lines[at].startswith("registry/two-names.yml:4, ")
    assert lines[at].endswith("[leads]")
    assert lines[at + 1].startswith("    ")


def test_quiet_prints_findings_and_errors_only(folder, run):
    assert run("check", "-q")[2] == "1 problem found.\n"
    assert run("check", "--write", "-q") == (0, "", "")
    assert run("check") == (0, "", "No problems in 3 groups and the pages.\n")


def test_verbose_prints_what_git_is_asked(folder, run):
    _, usual, err = run("end", "CLI apps", "--because", "completed", "--note", "Done.", "--dry-run")
    assert "git " not in err
    _, out, err = run(
        "end", "CLI apps", "--because", "completed", "--note", "Done.", "--dry-run", "-v"
    )
    assert out == usual
    assert "git rev-parse" in err
    assert (
        "git "
        not in run("end", "CLI apps", "--because", "completed", "--note", "Done.", "--dry-run")[2]
    )


def test_capital_c_names_the_repository(folder, run, monkeypatch):
    monkeypatch.chdir(folder / "registry")
    at_home = run("check", "-C", folder)
    monkeypatch.chdir("/")
    assert run("check", "-C", folder) == at_home


def test_stopping_it_takes_no_traceback(here, run, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("wgbot.proposals.issuefile.load", stopped)
    (here / "issue.md").write_text("", encoding="utf-8")
    code, out, err = run("propose", "issue.md")
    assert (code, out, err.strip()) == (130, "", "Aborted!")


def test_what_reads_the_output_may_stop_reading(folder):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(**started("check", "--help"), cwd=folder, **pipes) as program:
        program.stdout.close()
        assert b"Traceback" not in program.stderr.read()


def test_progress_is_on_the_terminal_and_gone_when_all_is_done(folder):
    terminal, its_end = pty.openpty()
    subprocess.run(**started("check", "-C", folder), stdout=its_end, stderr=its_end, check=False)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    os.close(its_end)
    assert "\r1 of 3" in shown
    assert " of 3" not in shown.rpartition("\r\x1b[K")[2]


def test_a_reader_that_has_seen_enough_is_no_fault(monkeypatch, capfd):
    from wgbot.cli import main

    def stopped(**_options):
        raise ExceptionGroup("of a task", [ExceptionGroup("below", [BrokenPipeError()])])

    monkeypatch.setattr(main.cli, "main", stopped)
    monkeypatch.setattr(main.output, "end", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 1
    assert capfd.readouterr().err == ""
