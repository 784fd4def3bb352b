"""What `wgbot run` and `wgbot sync` share: the work on GitHub, and what they print about it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from wgbot.cli import options, output
from wgbot.cli.output import say
from wgbot.text.problems import FINE, UNFINISHED

if TYPE_CHECKING:
    from wgbot.github.actions import Event
    from wgbot.github.job import ProposalReport

Command = TypeVar("Command", bound=Callable[..., int])


def minutes(default: int) -> Callable[[Command], Command]:
    """Return the option `--minutes`."""
    return click.option(
        "--minutes",
        type=click.IntRange(min=1),
        default=default,
        show_default=True,
        help="How long to wait for GitHub at most; use less than the job's own limit.",
    )


def handle(
    event: "Event", *, dry_run: bool, minutes: int, folder: Path, second: Path | None
) -> int:
    """Do what *event* asks for, print it, and write the job's outputs; return the exit code."""
    from wgbot.github import actions, job

    current = job.Job(
        os.environ,
        options.root(folder),
        dry_run=dry_run,
        seconds=minutes * 60,
        second=second,
    )
    reports = current.all() if event.scope == "all" else current.one(event)
    for report in reports:
        for line in report.lines(would=dry_run):
            say(line, err=True)
        if report.trace:
            say(report.trace, err=True)
        if dry_run:
            _plan(report)
        for failure in report.failures:
            output.command(actions.annotation("error", f"{report.about}{failure}", title="wgbot"))
    if not any(report.lines() for report in reports):
        say("Nothing to do: everything is up to date.", err=True)
    output.append("GITHUB_STEP_SUMMARY", actions.summary(job.summary(reports, current.home)))
    pulls = [
        str(pull.number)
        for report in reports
        # A dry run opens none, so there is no number.
        if report.outcome and (pull := report.outcome.situation.home.pull_request) and pull.number
    ]
    changes = sum(len(report.outcome.done) for report in reports if report.outcome)
    output.append("GITHUB_OUTPUT", actions.output("changes", str(changes)))
    output.append("GITHUB_OUTPUT", actions.output("pull-requests", " ".join(pulls)))
    return UNFINISHED if any(report.failures for report in reports) else FINE


def _plan(report: "ProposalReport") -> None:
    """Print the texts that a dry run would have written."""
    from wgbot.proposals.changes import ProposePullRequest, WriteComment

    for change in report.outcome.done if report.outcome else ():
        if isinstance(change, WriteComment):
            output.say_titled(f"The comment on #{report.number}", change.text)
        if isinstance(change, ProposePullRequest):
            output.say_titled(f"The pull request: {change.title}", change.text)
