"""`wgbot change`: put a change of a group on a branch of the local git repository."""

from pathlib import Path

import click

from wgbot.cli import options
from wgbot.text.problems import SetupError


@click.command(short_help="Change a group, on a branch of this git repository.")
@click.argument("group", metavar="GROUP")
@click.option("--name", help="Its new name; the old one stays known.")
@click.option("--focus", help="What it is for, in one sentence.")
@click.option("--add-lead", "added", metavar="@X", multiple=True, help="Who leads it as well.")
@click.option("--remove-lead", "removed", metavar="@X", multiple=True, help="Who leads it no more.")
@click.option(
    "--channel", multiple=True, help="All its channels, one an option: address, then name."
)
@click.option("--repository-link", "repository", multiple=True, help="All its repositories.")
@click.option("--meeting", "meetings", multiple=True, help="All its meetings, one an option.")
@click.option("--parent", help="The group that it belongs to.")
@click.option(
    "--slug", metavar="NEW", help="Its file's new name; the old address goes on to lead there."
)
@click.option("--status", type=click.Choice(["active"]), help="That it is active from now on.")
@click.option("--set", "more", metavar="KEY=VALUE", multiple=True, help="Any other answer.")
@click.option("--why", help="The reason, for those who review it.")
@click.option(
    "--base", metavar="BRANCH", help="The branch to start at.  [default: the repository's]"
)
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
    """Change what is said about GROUP, on a branch of the local git repository.

    GROUP is any of its names. What is not named here stays as it is; `none` removes it. What comes of
    it is what `wgbot propose` makes of an issue of the form for changes.
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
        raise SetupError("Nothing is to be changed. Say what, as with `--focus`.")
    forge, form = opened(folder, base, second, "change", moves="slug" in wanted)
    issue = from_options.change(forge.repository, form, group, wanted, added, removed)
    return carry_out(forge, issue, dry_run=dry_run)
