"""`wgbot end`: put the end of groups on a branch of the local git repository."""

from pathlib import Path

import click

from wgbot.cli import options

# Written out, for what says so in the registry takes its time to load.
WAYS = ("completed", "merged", "split", "moved", "inactive", "withdrawn", "pause")


@click.command(short_help="End groups, on a branch of this git repository.")
@click.argument("groups", metavar="GROUP…", nargs=-1, required=True)
@click.option(
    "--because",
    required=True,
    type=click.Choice(WAYS),
    help="How they end; `pause` only makes them dormant.",
)
@click.option("--successor", "successors", multiple=True, help="A group that carries on the work.")
@click.option("--note", help="Why, in one sentence, to be shown on the group's page.")
@click.option("--decision", metavar="URL", help="Where it was decided.")
@options.base
@options.dry_run
@options.repository
@options.second
def end(
    groups: tuple[str, ...],
    because: str,
    successors: tuple[str, ...],
    note: str | None,
    decision: str | None,
    base: str | None,
    dry_run: bool,
    folder: Path,
    second: Path | None,
) -> int:
    """End each GROUP, on a branch of the local git repository.

    GROUP is any of its names. The result is the same as filling in the form that ends groups and
    running `wgbot propose`.
    """
    from wgbot.cli.forms import opened
    from wgbot.cli.propose import carry_out
    from wgbot.proposals import from_options

    said = {"successors": list(successors), "why": [note or ""], "decision": [decision or ""]}
    wanted = {key: value for key, value in said.items() if any(value)}
    forge, form = opened(folder, base, second, "end")
    return carry_out(forge, from_options.end(form, groups, because, wanted), dry_run=dry_run)
