"""`wgbot sync`: bring every open proposal up to date."""

from pathlib import Path

import click

from wgbot.cli import job, options


@click.command(short_help="Bring every open proposal up to date, on GitHub.")
@options.dry_run
@job.minutes(25)
@options.repository
@options.second
def sync(dry_run: bool, minutes: int, folder: Path, second: Path | None) -> int:
    """Do for every open proposal, and every pull request of the bot's, what `wgbot run` does for one.

    For a schedule, and for pushes to the default branch: it brings the open pull requests onto it,
    finds those that have become duplicates, and makes up for events that were missed.
    """
    from wgbot.github.actions import Event

    event = Event("all", "sync")
    return job.handle(event, dry_run=dry_run, minutes=minutes, folder=folder, second=second)
