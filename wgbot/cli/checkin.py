"""`wgbot checkin`: ask groups whether they are still active, and read what they answered."""

import os
from pathlib import Path

import click

from wgbot.cli import job, options, output
from wgbot.cli.output import say
from wgbot.text.problems import FINE


@click.command(short_help="Ask groups whether they are still active.")
@click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file that keeps who was asked, where rules forbid the branch for it.",
)
@options.dry_run
@job.minutes(25)
@options.repository
@options.second
def checkin(
    state: Path | None, dry_run: bool, minutes: int, folder: Path, second: Path | None
) -> int:
    """Ask groups of which nothing was seen for a year whether they are still active.

    Each is asked once a year at most, in an issue with the questions of a week. Answers are read from
    comments and ticks, and a monthly pull request writes down who is active. Silence changes nothing.
    The first run asks nobody. `--dry-run` prints whom it would ask, and why.
    """
    from datetime import UTC, datetime

    from wgbot.github import actions
    from wgbot.github.checkin import Checkin
    from wgbot.github.environment import connect

    remote = connect(os.environ, options.root(folder), seconds=minutes * 60, second=second)
    done = Checkin(remote, datetime.now(UTC), state, dry_run=dry_run).run()
    for line in done.asked:
        say(line)
    for line in done.done:
        say(line, err=True)
    if not done.done:
        say("Nothing to do: nobody has to be asked, and nothing new was answered.", err=True)
    output.append("GITHUB_STEP_SUMMARY", actions.summary(done.summary))
    return FINE
