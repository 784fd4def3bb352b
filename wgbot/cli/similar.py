"""`wgbot similar`: list the groups that a new one would resemble."""

from pathlib import Path

import click

from wgbot.cli import options, output
from wgbot.cli.output import say
from wgbot.text.problems import FINE, PROBLEMS


@click.command(short_help="Find groups that are similar to one that you have in mind.")
@click.argument("name")
@click.option(
    "--focus", default="", metavar="TEXT", help="What the group would do, in one sentence."
)
@options.output_format
@options.repository
@options.second
def similar(name: str, focus: str, output_format: str, folder: Path, second: Path | None) -> int:
    """List the registered groups that a group of that NAME would resemble, and why.

    A duplicate is the same group under another name, a revival is one that is dormant or retired,
    and an overlap is one to talk to. Run this before you propose a group.
    """
    from wgbot.community import repository
    from wgbot.files.disk import DiskTree, beside
    from wgbot.registry.group import Group

    if not any(char.isalnum() for char in name):
        raise click.UsageError("NAME needs a letter or a digit: what would the group be called?")
    community = repository.load(DiskTree(options.root(folder)), second=beside(second))
    output.say_uncompared(community)
    groups = community.registry.groups()
    asked = Group.model_construct(name=name, focus=focus)
    found = [(each, groups[each.slug]) for each in community.known.registered_like(asked)]
    if output_format == "json":
        listed = [
            {
                "slug": each.slug,
                "name": group.name,
                "status": group.status,
                "kind": each.kind,
                "score": each.score,
                "evidence": [str(reason) for reason in each.evidence],
            }
            for each, group in found
        ]
        output.say_json(listed)
    for each, group in found if output_format == "text" else []:
        say(f"{each.kind:9}  {each.score:4.2f}  {group.name}")
        for reason in each.evidence:
            say(f"           {'':4}  - {reason}")
    if not found:
        say("No similar groups found.", err=True, fg="green")
    return PROBLEMS if any(each.kind != "overlap" for each, _ in found) else FINE
