"""`wgbot run`: handle the event that triggered a GitHub Actions job."""

import os
from pathlib import Path

import click

from wgbot.cli import job, options
from wgbot.cli.output import say
from wgbot.text.problems import FINE, SetupError


@click.command(short_help="Handle the event that triggered this GitHub Actions job.")
@options.dry_run
@job.minutes(8)
@options.repository
@options.second
def run(dry_run: bool, minutes: int, folder: Path, second: Path | None) -> int:
    """Handle the event in `GITHUB_EVENT_PATH`, in a GitHub Actions job.

    Reviews the proposal that the event is about, and opens or updates its pull request once it is
    approved. An event only says where to look; what to do depends on how things are now. So it's
    safe to run this late, twice or again. Issues that aren't proposals are left alone.
    """
    from wgbot.files.disk import DiskTree
    from wgbot.form import recognition
    from wgbot.github import actions

    path = os.environ.get("GITHUB_EVENT_PATH")
    if not path:
        raise SetupError(
            "`wgbot run` is for GitHub Actions, and `GITHUB_EVENT_PATH` isn't set here. On your own "
            "machine, use `wgbot check ISSUE.md` or `wgbot propose ISSUE.md`."
        )
    tree = DiskTree(options.root(folder))
    prefix = recognition.branch_prefix(tree)
    event = actions.read_event(Path(path), os.environ.get("GITHUB_EVENT_NAME", ""), prefix)
    is_doubtful = event.scope == "one" and not event.is_certain
    if is_doubtful and not recognition.may_be_proposal(
        tree, event.texts, event.title, event.labels
    ):
        say(f"#{event.number} isn't a proposal.", err=True)
        return FINE
    if event.scope == "nothing":
        say(f"Nothing to do: {event.why}.", err=True)
        return FINE
    return job.handle(event, dry_run=dry_run, minutes=minutes, folder=folder, second=second)
