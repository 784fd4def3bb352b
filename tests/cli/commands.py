"""What tests of several commands share: an issue in a file, wgbot as a program, all commands there are."""

import os
import sys
from pathlib import Path

import wgbot
from tests import example
from wgbot.cli.main import cli


def issue_file(folder, head="", **answers):
    path = folder / "issue.md"
    path.write_text(head + example.body(**answers), encoding="utf-8", newline="")
    return path


def started(*arguments, **environment):
    """Return what starts wgbot as a program of its own, with nothing but this environment."""
    above = Path(wgbot.__file__).parent.parent
    return {
        "args": [sys.executable, "-m", "wgbot", *map(str, arguments)],
        "env": {"PATH": os.environ["PATH"], "PYTHONPATH": str(above), **environment},
    }


def commands(group=cli, path=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command
