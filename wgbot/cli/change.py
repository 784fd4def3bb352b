"""`wgbot change`: put a change of a group on a branch of the local git repository."""

from pathlib import Path

import click

from wgbot.cli import options
from wgbot.text.problems import SetupError


@click.command(short_help="Change a group, on a branch of this git repository.")
@click.argument("group", metavar="GROUP")
@click.option("--name", help="Its new name; the old one stays known.")
@click.option("--focus", help="What it does, in one sentence.")
@click.option(
    "--add-lead",
    "added",
    metavar="@X",
    multiple=True,
    help="Someone who leads it from now on as well.",
)
@click.option(
    "--remove-lead", "removed", metavar="@X", multiple=True, help="Someone who no longer leads it."
)
@click.option(
    "--channel", multiple=True, help="A channel: its address, then its name. Name all of them."
)
@click.option(
    "--repository-link", "repository", multiple=True, help="A repository. Name all of them."
)
@click.option("--meeting", "meetings", multiple=True, help="A meeting. Name all of them.")
@click.option("--parent", help="The group that it belongs to.")
@click.option("--slug", metavar="NEW", help="Its file's new name; the old address keeps working.")
@click.option(
    "--status", type=click.Choice(["active"]), help="Make a dormant or forming group active."
)
@click.option("--set", "more", metavar="KEY=VALUE", multiple=True, help="Any other answer.")
@click.option("--why", help="The reason, for the people who review it.")
@options.base
@options.dry_run
@options.repository
@options.second
def change(
    group: str,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    more: tuple[str, ...],
    base: str | None,
    dry_run: bool,
    folder: Path,
    second: Path | None,
    **said: str | tuple[str, ...] | None,
) -> int:
    """Change GROUP, on a branch of the local git repository.

    GROUP is any of its names. What you leave out stays as it is; `none` removes it. The result is the
    same as filling in the form for changes and running `wgbot propose`.
    """
    from wgbot.cli.forms import opened
    from wgbot.cli.propose import carry_out
    from wgbot.proposals import from_options

    wanted = {
        key: [value] if isinstance(value, str) else list(value)
        for key, value in said.items()
        if value
    }
    for each in more:
        key, equals, value = each.partition("=")
        if not equals or not key.strip():
            raise SetupError(f"`--set {each}` has to be KEY=VALUE, with the id of a question.")
        wanted.setdefault(key.strip(), []).append(value)
    if not (wanted.keys() - {"why"} or added or removed):
        raise SetupError(
            "There is nothing to change. Say what should change, for example with `--focus`."
        )
    forge, form = opened(folder, base, second, "change", moves="slug" in wanted)
    issue = from_options.change(forge.repository, form, group, wanted, added, removed)
    return carry_out(forge, issue, dry_run=dry_run)
