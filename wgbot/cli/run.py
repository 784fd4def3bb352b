"""`wgbot run`: handle the event that woke a job of GitHub Actions."""

import os
from pathlib import Path

import click

from wgbot.cli import job, options
from wgbot.cli.output import say
from wgbot.text.problems import FINE


@click.command(short_help="Handle the event that woke this GitHub Actions job.")
@options.dry_run
@job.minutes(8)
@options.repository
@options.second
def run(dry_run: bool, minutes: int, folder: Path, second: Path | None) -> int:
    """Handle the event in `GITHUB_EVENT_PATH`, in a job of GitHub Actions.

    Reviews the proposal that the event is about, and opens or updates its pull request once it is
    approved. An event only says where to look: what is done depends on how things are now, so
    running it again, late or twice is safe. What is no proposal is left alone.
    """
    from wgbot.files.disk import DiskTree
    from wgbot.form import recognition
    from wgbot.github import actions

    path = os.environ.get("GITHUB_EVENT_PATH", "")
    event = actions.read_event(Path(path), os.environ.get("GITHUB_EVENT_NAME", ""))
    if event.scope == "one" and not event.is_certain:
        tree = DiskTree(options.root(folder))
        if not recognition.may_be_proposal(tree, event.texts, event.title, event.labels):
            say(f"#{event.number} is no proposal.", err=True)
            return FINE
    if event.scope == "nothing":
        say(f"Nothing to do: {event.why}.", err=True)
        return FINE
    return job.handle(event, dry_run=dry_run, minutes=minutes, folder=folder, second=second)
