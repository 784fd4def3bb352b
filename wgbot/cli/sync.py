"""`wgbot sync`: bring every open proposal up to date."""

from pathlib import Path

import click

from wgbot.cli import job, options


@click.command(short_help="Bring every open proposal on GitHub up to date.")
@options.dry_run
@job.minutes(25)
@options.repository
@options.second
def sync(dry_run: bool, minutes: int, folder: Path, second: Path | None) -> int:
    """Do what `wgbot run` does, for every open proposal and all of the bot's pull requests.

    Use it on a schedule, and for pushes to the default branch: it brings the open pull requests up
    to date, finds those that have become duplicates, and makes up for missed events.
    """
    from wgbot.github.actions import Event

    event = Event("all", "sync")
    return job.handle(event, dry_run=dry_run, minutes=minutes, folder=folder, second=second)
