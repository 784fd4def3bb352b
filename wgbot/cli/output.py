"""Everything that is printed passes through here. An edge.

In a GitHub Actions job, a line can be a command to the runner. There, both standard streams are
replaced while a command runs, so that no line is one, whoever prints it: a command, click, a warning
or a traceback. Only `command` goes past that.
"""

import contextlib
import io
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from wgbot.text.counting import counted
from wgbot.text.escape import ZERO_WIDTH_SPACE, escape_controls, json_text, logged
from wgbot.text.problems import FINE, PROBLEMS, Problem, SetupError

if TYPE_CHECKING:
    from wgbot.community.repository import Repository


@dataclass
class _Manner:
    """How much the command that runs says."""

    quiet: bool = False
    shows_progress: bool = False
    """Whether the last line of the terminal is how much is done."""


_MANNER = _Manner()
_ASKED = logging.getLogger("wgbot")
"""What git and GitHub are asked, by the edges that ask."""


class _JobLog(io.TextIOBase):
    """A stream to a job's log, on which nothing that is written is a workflow command."""

    def __init__(self, stream: TextIO) -> None:
        """Write to *stream*."""
        self._stream = stream
        self._line = ""
        """What is on the last line already."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has a variable here
        """Return how characters become bytes."""
        return self._stream.encoding

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, text: str) -> int:
        """Write *text*; the beginning of its line may have been written before."""
        whole = logged(self._line + text)
        if whole.startswith(self._line):
            fresh = whole[len(self._line) :]
        else:  # The line has the first colon of two.
            fresh = ZERO_WIDTH_SPACE + logged(text)
        self._stream.write(fresh)
        self._line = (self._line + fresh).rpartition("\n")[2]
        return len(text)

    def flush(self) -> None:
        """Flush the stream, while it is open: it may be closed before this is, at the end of all."""
        if not self._stream.closed:
            self._stream.flush()

    def command(self, command: str) -> None:
        """Write a workflow command, on a line of its own."""
        self._stream.write(f"\n{command}\n" if self._line else f"{command}\n")
        self._line = ""


class _Asked(logging.Handler):
    """Prints what is asked, one line each."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print a line."""
        say(record.getMessage().replace("\n", " "), err=True)


def is_quiet() -> bool:
    """Return whether nothing but findings and errors is to be printed."""
    return _MANNER.quiet


def be_quiet() -> None:
    """Print findings and errors only, until the command ends."""
    _MANNER.quiet = True


def be_verbose() -> None:
    """Also print what git and GitHub are asked, until the command ends."""
    _ASKED.setLevel(logging.INFO)
    _ASKED.addHandler(_Asked())


def _be_usual() -> None:
    _MANNER.quiet = _MANNER.shows_progress = False
    _ASKED.setLevel(logging.NOTSET)
    _ASKED.handlers.clear()


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Keep what is printed from failing for its characters, and from commanding the runner."""
    _be_usual()
    streams = sys.stdout, sys.stderr
    for stream in streams:
        # A terminal that cannot show a character gets it escaped; no text is worth a crash.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if not os.environ.get("GITHUB_ACTIONS"):
        yield
        return
    sys.stdout, sys.stderr = map(_JobLog, streams)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams


def say(
    text: str, *, err: bool = False, fg: str | None = None, bold: bool = False, nl: bool = True
) -> None:
    """Print a text; control characters are shown and not obeyed."""
    if _MANNER.quiet and err and fg != "red":
        return
    _clear_progress()
    # False where colour is not wanted (https://no-color.org); click looks for a terminal.
    color = False if os.environ.get("NO_COLOR") else None
    click.secho(escape_controls(text), err=err, fg=fg, bold=bold or None, color=color, nl=nl)


def say_json(value: Any) -> None:
    """Print a value for programs."""
    click.echo(json_text(value))


def command(text: str, *, err: bool = False) -> None:
    """Print a workflow command for the runner; do nothing elsewhere."""
    stream = sys.stderr if err else sys.stdout
    if isinstance(stream, _JobLog):
        stream.command(text)


def say_commands(lines: Iterable[str]) -> None:
    """Print workflow commands, outside of a job as well, for whatever reads them there."""
    for line in lines:
        if isinstance(sys.stdout, _JobLog):
            command(line)
        else:
            click.echo(escape_controls(line))


def progress(done: int, total: int) -> None:
    """Show on a terminal how much is done, until something else is printed or all is."""
    if not sys.stderr.isatty() or _MANNER.quiet:
        return
    if done == total:
        _clear_progress()
    elif done * 100 // total != (done - 1) * 100 // total:
        click.echo(f"\r{done:,} of {total:,}", nl=False, err=True)
        _MANNER.shows_progress = True


def _clear_progress() -> None:
    if _MANNER.shows_progress:
        click.echo("\r\x1b[K", nl=False, err=True)
        _MANNER.shows_progress = False


def ask(question: str, default: str) -> str:
    """Ask for a text, which is *default* if nothing is typed; SetupError if nobody can type."""
    try:
        answer: str = click.prompt(question, default=default, show_default=bool(default))
    except click.Abort as error:
        if isinstance(error.__context__, EOFError):
            say("")  # The question is still on the line.
            raise SetupError(
                f"“{question}” got no answer, because the input has ended. Run this in a terminal, "
                "or use the options and `--yes`."
            ) from error
        raise
    return answer


def append(variable: str, text: str) -> None:
    """Add *text* to the file that GitHub Actions names in *variable*, if it names one."""
    path = os.environ.get(variable)
    if path:
        with Path(path).open("a", encoding="utf-8", errors="replace") as file:
            file.write(text)


def show(
    found: Sequence[Problem],
    output_format: str,
    fine: str,
    diffs: Mapping[str | None, str] | None = None,
) -> int:
    """Print what was found, or *fine* if there is no problem; return the exit code."""
    problems = [problem for problem in found if problem.blocks]
    if output_format == "json":
        shown = {
            "ok": not problems,
            "problems": [problem.as_json() for problem in found],
            "diffs": diffs or {},
        }
        say_json(shown)
        return PROBLEMS if problems else FINE
    for problem in found:
        say_problem(problem)
        if diffs and problem.check == "pages" and problem.path in diffs:
            say(diffs[problem.path])
    if problems:
        say(f"{counted(len(problems), 'problem')} found.", err=True, fg="red")
        return PROBLEMS
    say(fine, err=True, fg="green")
    return FINE


def say_problem(problem: Problem) -> None:
    """Print a problem with the check that found it, and what to do about it on a line of its own."""
    weighed = "" if problem.blocks else "to weigh: "
    say(f"{weighed}{problem.located()} [{problem.check}]\n    {problem.remedy()}")


def end() -> None:
    """Print nothing more: whoever reads has seen enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def say_titled(title: str, text: str) -> None:
    """Print a text that people would read elsewhere, below a line with its title."""
    line = f"── {title} "
    say(line + "─" * max(4, 80 - len(line)), bold=True)
    say(text.strip() + "\n")


def say_uncompared(community: "Repository") -> None:
    """Say so if some registered groups couldn't be compared."""
    if community.unread:
        say(f"Not all groups are compared {community.until_read}.", err=True)
