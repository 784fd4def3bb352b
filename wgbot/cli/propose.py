"""`wgbot propose`: turn a filled-in issue into a branch of the local git repository."""

from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from wgbot.cli import options, output
from wgbot.cli.output import say
from wgbot.text.problems import FINE, PROBLEMS, WgbotError

if TYPE_CHECKING:
    from wgbot.localgit.forge import LocalGit
    from wgbot.proposals.changes import PutFiles
    from wgbot.proposals.proposal import Issue
    from wgbot.proposals.reconcile import Outcome


@click.command(short_help="Turn a filled-in issue into a branch of this git repository.")
@click.argument("file", metavar="ISSUE.md", type=click.File("rb"))
@click.option("--title", help="The issue's title.")
@click.option(
    "--author", help="The author's GitHub account, who becomes a co-author of the commit."
)
@click.option("--number", type=click.IntRange(min=1), help="The issue's number.")
@options.base
@options.repository
@options.second
def propose(
    file: IO[bytes],
    title: str | None,
    author: str | None,
    number: int | None,
    base: str | None,
    folder: Path,
    second: Path | None,
) -> int:
    """Check the proposal in ISSUE.md and put it on a branch of the local git repository.

    ISSUE.md holds the issue's text as GitHub delivers it; `-` reads standard input. A header between
    two `---` lines can give `title`, `author` and `number`; the options win over it.

    Prints the review comment and, if the proposal has no problems, the text of the pull request. The
    branch `wgbot/NAME` then holds one commit on the default branch. Nothing else changes: not your
    files, the index or your current branch. Running it again changes nothing.
    """
    from wgbot.localgit.forge import LocalGit

    issue = options.issue(file)
    issue = replace(
        issue,
        title=title or issue.title,
        author=author or issue.author,
        number=number or issue.number,
    )
    return carry_out(LocalGit(folder, base, second), issue)


def carry_out(forge: "LocalGit", issue: "Issue", *, dry_run: bool = False) -> int:
    """Put what an issue proposes on a branch, and print what people would read; return the exit code."""
    from wgbot.proposals.reconcile import DryRun, reconcile

    outcome = reconcile(DryRun() if dry_run else forge, forge.observe(issue))
    put = _say_done(outcome, dry_run=dry_run)
    if outcome.told:
        raise WgbotError("\n".join(notice.text for notice in outcome.told))
    branch = outcome.situation.home.branch
    if outcome.situation.proposal.problems or branch is None:
        return PROBLEMS
    if put and not dry_run:
        files = ", ".join(sorted(put.files))
        said = f"holds one commit on {forge.built_on}: {files}."
        say(f"The branch {branch.name} {said}", err=True, fg="green")
        if len(outcome.situation.places) == 1:
            accept = f"run `git merge {branch.name}`, or push it and open a pull request"
            say(f"To accept it, {accept}.", err=True)
    elif not put:
        said = "already holds this proposal. Nothing to do."
        say(f"The branch {branch.name} {said}", err=True, fg="green")
    return FINE


def _say_done(outcome: "Outcome", *, dry_run: bool) -> "PutFiles | None":
    """Print what people would read, and return what is put on the branch."""
    from wgbot.proposals.changes import ProposePullRequest, PutFiles, WriteComment

    put = None
    is_silent = output.is_quiet() and not outcome.situation.proposal.problems
    for change in outcome.done:
        match change:
            case WriteComment() | ProposePullRequest() if is_silent:
                pass
            case WriteComment():
                # Its first line, the bot's memory, is only of use on GitHub.
                output.say_titled("The comment on the issue", change.text.partition("\n")[2])
            case ProposePullRequest():
                where = f" in {change.place}" if change.place else ""
                output.say_titled(f"The pull request{where}: {change.title}", change.text)
            case PutFiles():
                put = change if not change.place else put
                _say_put(change, dry_run=dry_run)
    return put


def _say_put(change: "PutFiles", *, dry_run: bool) -> None:
    """Say what a branch would hold, or what one in the second repository holds."""
    where = f" in {change.place}" if change.place else ""
    files = ", ".join(sorted(change.files))
    if dry_run:
        say(f"The branch {change.branch}{where} would hold {files}.")
    elif change.place:
        say(f"The branch {change.branch}{where} holds {files}.", err=True, fg="green")
