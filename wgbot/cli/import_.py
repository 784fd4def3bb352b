"""`wgbot import`: make registry files from an existing list."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wgbot.cli import options, output
from wgbot.cli.output import say
from wgbot.text.counting import counted
from wgbot.text.problems import FINE, PROBLEMS, SetupError

if TYPE_CHECKING:
    from wgbot.setup.importers.found import Found, ListOptions
    from wgbot.setup.importers.judging import Judged
    from wgbot.text.problems import Problem


def of_list(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a list is read."""
    for option in (
        click.option(
            "--chat",
            metavar="ADDRESS",
            help="The address to put before channel names, if the list gives only names.",
        ),
        click.option(
            "--map",
            "map_name",
            metavar="FILE",
            help="For data: a file that says which keys are what, or the name of one of wgbot's.",
        ),
        click.option(
            "--heading",
            "headings",
            metavar="TEXT",
            multiple=True,
            help="For a page: a heading that groups are below. You can repeat it.",
        ),
        click.option(
            "--from",
            "list_format",
            type=click.Choice(["markdown", "csv", "tsv", "json", "yaml", "toml"]),
            help="The format of the list.  [default: recognised by its name]",
        ),
    ):
        command = option(command)
    return command


@click.command("import", short_help="Make registry files from a list that you already have.")
@click.argument("source", metavar="SOURCE", type=click.Path(exists=True, path_type=Path))
@of_list
@click.option("--force", is_flag=True, help="Replace existing registry files that differ.")
@options.dry_run
@options.output_format
@options.repository
def import_(
    source: Path,
    force: bool,
    dry_run: bool,
    output_format: str,
    folder: Path,
    **told: Any,
) -> int:
    """Make registry files from the groups in SOURCE, and update the pages.

    SOURCE is a Markdown page that lists groups, YAML, JSON or TOML, a table as CSV or TSV, or a folder
    with one file per group. Prints what it found, what it couldn't place, and what `wgbot check`
    says about the result.

    Either all files are written or none. If an existing registry file differs, you see how, and
    nothing is written without `--force`.
    """
    from wgbot.files import write
    from wgbot.files.disk import DiskTree
    from wgbot.setup.importers import emails, judging, report

    root = options.root(folder)
    found = read_list(source, options_of(source, **told))
    if not found.drafts:
        return say_no_groups(found, source, output_format)
    judged = judging.judge(found, DiskTree(root), path_inside(source, root), force=force)
    if judged.obstacle and not dry_run:
        raise SetupError(
            f"{judged.obstacle} Nothing was written: `wgbot init --import {source}` sets the "
            "repository up and imports the list."
        )
    stuck = judged.done.problems or (judged.done.different and not force)
    if not stuck and not dry_run:
        write.write(root, judged.files)
    if output_format == "json":
        shown = {
            **report.as_json(judged.done),
            "written": not stuck and not dry_run,
            "check": [problem.as_json() for problem in judged.problems],
            "settings": judged.settings or {},
            "kept_page": judged.kept_page.as_json() if judged.kept_page else None,
        }
        output.say_json(emails.hidden_values(shown))
        return PROBLEMS if stuck or judged.problems else FINE
    for line in report.summary(judged.done):
        say(line)
    for line in judged.kept_page.summary() if judged.kept_page else ():
        say(line)
    return _imported(judged, force=force, dry_run=dry_run)


def _imported(judged: "Judged", *, force: bool, dry_run: bool) -> int:
    """Show the result of an import and what is left to do; return the exit code."""
    from wgbot.files import yaml
    from wgbot.setup.importers import emails

    for problem in judged.done.problems:
        output.say_problem(problem)
    for file in judged.done.different if not force or dry_run else ():
        say(emails.hidden(file.diff()))
    if judged.done.problems:
        say("Nothing was written.", err=True, fg="red")
        return PROBLEMS
    if judged.done.different and not force:
        count = len(judged.done.different)
        say(
            f"Nothing was written: {counted(count, 'registry file differs', 'registry files differ')} from the "
            "list. Look at the differences, and use --force if the list is right.",
            err=True,
            fg="red",
        )
        return PROBLEMS
    written = "would be written" if dry_run else "written"
    say(f"{counted(len(judged.files), 'file')} {written}.", err=True, fg="green")
    if judged.obstacle:
        say(f"{judged.obstacle} `wgbot init` does it for you.", err=True)
        return FINE
    if judged.left_behind:
        say(judged.left_behind)
    if judged.settings:
        say(
            "Add this to the configuration, and run `wgbot check --write`:\n\n"
            f"{yaml.dump(judged.settings)}"
        )
    return show_problems(judged.problems)


def show_problems(problems: "Sequence[Problem]") -> int:
    """Print what `wgbot check` says, with the same about several files in one line."""
    from wgbot.setup.importers import report

    for line in report.problems(problem for problem in problems if problem.blocks):
        say(line)
    notes = [problem for problem in problems if not problem.blocks]
    for line in report.problems(notes):
        say(f"to weigh: {line}")
    count = len(problems) - len(notes)
    if not count:
        say("wgbot check passes.", err=True, fg="green")
        return FINE
    say(f"{counted(count, 'problem')} found.", err=True, fg="red")
    return PROBLEMS


def path_inside(source: Path | None, root: Path) -> str | None:
    """Return the path of a list inside the repository; None if it is elsewhere."""
    if source is None or not source.resolve().is_relative_to(root):
        return None
    return source.resolve().relative_to(root).as_posix()


def say_no_groups(found: "Found", source: Path | None, output_format: str) -> int:
    """Say that a list has no groups, and what it has instead; return the exit code."""
    from wgbot.setup.importers import report

    if output_format == "json":
        shown = {**report.nothing_as_json(found), "written": False}
        output.say_json(shown)
    for line in report.nothing(found, str(source)) if output_format == "text" else ():
        say(line)
    say("Nothing was written.", err=True, fg="red")
    return PROBLEMS


def options_of(
    source: Path,
    list_format: Any,
    headings: Sequence[str],
    map_name: str | None,
    chat: str | None,
) -> "ListOptions":
    """Return what was said about the list at *source*, and where its relative links lead."""
    from wgbot.setup.importers.found import ListOptions

    root = options.root(source.parent)
    home = options.remote(root)
    if home is None:
        return ListOptions(list_format, headings, map_name or "", chat or "")
    base = ""
    if home.host == "github.com":
        branch = options.ask_git(root, "symbolic-ref", "--short", "HEAD") or "main"
        path = path_inside(source, root)
        base = f"{home.address}/blob/{branch}/{path}".removesuffix("/.")
    forge = f"https://{home.host}"
    return ListOptions(list_format, headings, map_name or "", chat or "", base, forge)


def read_list(source: Path, told: "ListOptions") -> "Found":
    """Read the list at *source*: a file or a folder."""
    from wgbot.files.disk import DiskTree
    from wgbot.setup.importers import kinds

    if source.is_dir():
        return kinds.read_folder(str(source), DiskTree(source), told)
    try:
        return kinds.read(source.name, source.read_bytes(), told)
    except OSError as error:
        raise SetupError(f"{source} can't be read: {error.strerror}.") from error
