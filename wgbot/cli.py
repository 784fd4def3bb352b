"""The commands: what people type, what they are shown, and the exit code.

The only module that prints or exits. Each command imports what it needs, so that `--help` and the
commands that need little start at once.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from wgbot import __version__
from wgbot.problems import FINE, PROBLEMS, Problem, SetupError, WgbotError
from wgbot.text import plain

if TYPE_CHECKING:
    from wgbot.form import Form
    from wgbot.proposal import Issue

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_EXIT_CODES = """\b
Exit codes:
  0  all is well
  1  problems were found
  2  the command, the configuration or the repository is not as it should be
  3  it could not be finished: git or the network failed
"""

_repository = click.option(
    "--repository",
    "folder",
    default=".",
    metavar="DIR",
    help="The repository, or a folder in it.  [default: this folder]",
    type=click.Path(path_type=Path),
)
_format = click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)


def main() -> None:
    """Run the command line, and exit."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets it escaped; no text is worth a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(prog_name="wgbot", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = 130
    except WgbotError as error:
        _say(f"wgbot: {error}", err=True, fg="red")
        code = error.exit_code
    sys.exit(code)


@click.group(context_settings=_CONTEXT, epilog=_EXIT_CODES)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def cli() -> None:
    """Run a community's list of working groups: registry, pages and proposals."""


@cli.command(short_help="Turn a filled-in issue into a branch of this git repository.")
@click.argument("file", metavar="ISSUE.md", type=click.File("rb"))
@click.option("--title", help="The issue's title.")
@click.option("--author", help="The GitHub account of whoever wrote it, who is named as co-author.")
@click.option("--number", type=click.IntRange(min=1), help="The issue's number.")
@click.option(
    "--base",
    metavar="BRANCH",
    help="The branch that groups are added to.  [default: the repository's]",
)
@_repository
def propose(
    file: IO[bytes],
    title: str | None,
    author: str | None,
    number: int | None,
    base: str | None,
    folder: Path,
) -> int:
    """Judge the proposal in ISSUE.md and put it on a branch of the local git repository.

    ISSUE.md holds the issue's text as GitHub delivers it; `-` reads standard input. A head between
    two `---` lines can give `title`, `author` and `number`; the options win over it.

    Prints the review comment and, where the proposal is fine, the text of the pull request. The
    branch `wgbot/NAME` then holds one commit on the default branch. Nothing else changes: not your
    files, not the index, not the branch you are on. Running it again changes nothing.
    """
    from wgbot.changes import ProposePullRequest, Tell, WriteReview
    from wgbot.decide import decide
    from wgbot.forge.localgit import LocalGit

    issue = _issue(file)
    issue = replace(
        issue,
        title=title or issue.title,
        author=author or issue.author,
        number=number or issue.number,
    )
    forge = LocalGit(folder, base)
    situation = forge.observe(issue)
    fine, done = False, []
    for change in decide(situation):
        text = forge.apply(change)
        match change:
            case WriteReview():
                _titled("The comment on the issue", text)
            case ProposePullRequest():
                _titled(f"The pull request: {change.title}", text)
                fine = True
            case Tell(failed=True):
                raise WgbotError(text)
            case _:
                done.append(text)
    for text in done:
        _say(text, err=True, fg="green")
    return FINE if fine else PROBLEMS


@cli.command(short_help="See which groups are like one that you have in mind.")
@click.argument("name")
@click.option("--focus", default="", metavar="TEXT", help="What it would be for, in one sentence.")
@_format
@_repository
def similar(name: str, focus: str, output: str, folder: Path) -> int:
    """List the registered groups that a group of that NAME would resemble, and why.

    A duplicate is the same group under another name; a revival is one that is dormant or retired;
    an overlap is one to talk to. Ask before you propose.
    """
    from wgbot import repository
    from wgbot.forge.disk import DiskTree
    from wgbot.groups import Group
    from wgbot.similarity import Index, Options

    community = repository.load(DiskTree(_root(folder)))
    groups = community.registry.groups()
    words = community.config.checks.similar or None
    options = Options(words.group_words, words.short_forms) if words else Options()
    asked = Group.model_construct(name=name, focus=focus)
    found = [(each, groups[each.slug]) for each in Index(groups, options).similar(asked)]
    if output == "json":
        listed = [
            {
                "slug": each.slug,
                "name": group.name,
                "status": group.status,
                "kind": each.kind,
                "score": each.score,
                "evidence": [str(reason) for reason in each.evidence],
            }
            for each, group in found
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    for each, group in found if output == "text" else []:
        click.secho(f"{each.kind:9}  {each.score:4.2f}  {plain(group.name)}", color=_color())
        for reason in each.evidence:
            click.echo(f"           {'':4}  - {plain(str(reason))}")
    if not found:
        _say("No group is like it.", err=True, fg="green")
    return PROBLEMS if any(each.kind != "overlap" for each, _ in found) else FINE


@cli.command(short_help="Judge a filled-in issue, or all that is in this repository.")
@click.argument("file", metavar="[ISSUE.md]", type=click.File("rb"), required=False)
@_format
@click.option("--write", is_flag=True, help="Write the pages that are not up to date.")
@_repository
def check(file: IO[bytes] | None, output: str, write: bool, folder: Path) -> int:
    """Judge the proposal in ISSUE.md or, without one, the repository as it stands on disk.

    A proposal is judged by the form, the registry and the checks. The repository is judged whole:
    configuration and form, every group by the same checks, and whether the pages say what the
    registry says.
    """
    from wgbot import audit, proposal, repository
    from wgbot.forge.disk import DiskTree

    tree = DiskTree(_root(folder))
    community = repository.load(tree)
    if file is not None:
        judged = proposal.judge(_issue(file), community)
        labels = {key: field.label for key, field in judged.fields.items()}
        found = [
            # Programs get what a field means, people what the form calls it.
            replace(each, field=labels.get(each.field or "")) if output == "text" else each
            for each in judged.found
        ]
        return _show(found, output, fine="The proposal is fine.")
    audited = audit.audit(community)
    if write and audited.stale:
        for page in audited.stale:
            tree.write(page.path, page.fresh.encode("utf-8", "surrogateescape"))
            _say(f"{page.path} is up to date now.", err=True, fg="green")
        audited = audit.audit(repository.load(tree))
    groups = len(community.registry.entries)
    diffs: dict[str | None, str] = {page.path: audit.diff(page) for page in audited.stale}
    return _show(
        audited.problems, output, f"All is well with {groups} groups and the pages.", diffs
    )


@cli.group(short_help="Read issue forms.")
def form() -> None:
    """Read issue forms, of this repository or of any other."""


@form.command(short_help="Read the answers from an issue's text.")
@click.argument("file", metavar="BODY.md", type=click.File("rb"))
@click.option(
    "--form",
    "form_path",
    metavar="FORM.yml",
    type=click.Path(path_type=Path),
    help="The issue form it was made with.  [default: this repository's]",
)
@_repository
def read(file: IO[bytes], form_path: Path | None, folder: Path) -> int:
    """Read the answers from an issue's text, as JSON: by the ids of the form's fields.

    A field without an id is named by its label. What was not answered is `null`, or an empty list
    where an answer is a list. `-` reads standard input. Works for any GitHub issue form.
    """
    from wgbot import form as forms

    questions = _form(form_path, folder)
    reading = forms.read(questions, _issue(file).body)
    click.echo(json.dumps(dict(reading.answers), ensure_ascii=False, indent=2))
    for problem in reading.problems:
        _say(f"{file.name}:{problem}" if problem.line else f"{file.name}: {problem}", err=True)
    return PROBLEMS if reading.problems else FINE


def _form(path: Path | None, folder: Path) -> "Form":
    from wgbot import form as forms
    from wgbot import repository
    from wgbot.forge.disk import DiskTree

    if path is None:
        return repository.load(DiskTree(_root(folder))).form
    try:
        return forms.load(path.read_bytes(), str(path))
    except OSError as error:
        raise SetupError(f"The form {path} cannot be read: {error.strerror}.") from error
    except forms.FormError as error:
        listed = "\n".join(f"  {problem}" for problem in error.problems)
        raise SetupError(f"The issue form cannot be used:\n{listed}") from error


def _issue(file: IO[bytes]) -> "Issue":
    from wgbot import issuefile

    return issuefile.load(file.read(), file.name)


def _root(folder: Path) -> Path:
    """Find the top of the repository that holds *folder*; *folder* itself where there is no git."""
    folder = folder.resolve()
    if not folder.is_dir():
        raise SetupError(f"There is no folder {folder}.")
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)


def _show(
    found: Sequence[Problem],
    output: str,
    fine: str,
    diffs: Mapping[str | None, str] | None = None,
) -> int:
    problems = [problem for problem in found if problem.blocks]
    if output == "json":
        shown = {
            "ok": not problems,
            "problems": [problem.as_json() for problem in found],
            "diffs": diffs or {},
        }
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return PROBLEMS if problems else FINE
    for problem in found:
        click.echo(str(problem) if problem.blocks else f"to weigh: {problem}")
        if diffs and problem.check == "pages" and problem.path in diffs:
            click.echo(plain(diffs[problem.path]))
    if problems:
        count = "One problem" if len(problems) == 1 else f"{len(problems)} problems"
        _say(f"{count} found.", err=True, fg="red")
        return PROBLEMS
    _say(fine, err=True, fg="green")
    return FINE


def _titled(title: str, text: str) -> None:
    line = f"── {plain(title)} "
    click.secho(line + "─" * max(4, 80 - len(line)), bold=True, color=_color())
    click.echo(text.strip() + "\n")


def _say(text: str, *, err: bool = False, fg: str | None = None) -> None:
    click.secho(plain(text), err=err, fg=fg, color=_color())


def _color() -> bool | None:
    """Give False where colour is not wanted (https://no-color.org); click looks for a terminal."""
    return False if os.environ.get("NO_COLOR") else None
