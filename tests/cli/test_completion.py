"""The script that completes commands is one that the shell accepts, and completes by it."""

import subprocess

import pytest

from tests.cli.commands import started


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_calls_wgbot_for_what_can_come_next(run, shell):
    code, out, err = run("completion", shell)
    assert (code, err) == (0, "")
    assert f"_WGBOT_COMPLETE={shell}_complete" in out


def test_bash_accepts_it(run, tmp_path):
    _, out, _ = run("completion", "bash")
    script = tmp_path / "script"
    script.write_text(out, encoding="utf-8")
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_commands_and_options_are_completed():
    asked = {
        "_WGBOT_COMPLETE": "bash_complete",
        "COMP_WORDS": "wgbot site b",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(**started(**asked), capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "plain,build\n"
