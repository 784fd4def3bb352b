"""`wgbot check`: check a proposal, or the repository on disk."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from wgbot.cli import options, output
from wgbot.cli.output import say
from wgbot.text.counting import counted
from wgbot.text.problems import FINE, PROBLEMS, Problem


@click.command(short_help="Check a filled-in issue, or the whole repository.")
@click.argument("file", metavar="[ISSUE.md]", type=click.File("rb"), required=False)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="For people, for programs, as annotations of GitHub Actions, or for code scanning.",
)
@click.option(
    "--write",
    is_flag=True,
    help="Update the pages that are out of date, and kinds that are in charters.",
)
@options.repository
@options.second
def check(
    file: IO[bytes] | None, output_format: str, write: bool, folder: Path, second: Path | None
) -> int:
    """Check the proposal in ISSUE.md or, without a file, the whole repository on disk.

    A proposal is checked against the form, the registry and the rules. For the repository, that is
    the configuration, the form, every group by the same rules, and whether the pages match the
    registry.
    """
    from wgbot.community import repository
    from wgbot.files.disk import DiskTree, beside
    from wgbot.links import ignored
    from wgbot.proposals import audit, proposal

    tree = DiskTree(options.root(folder))
    community = repository.load(tree, second=beside(second))
    if file is not None:
        output.say_uncompared(community)
        judged = proposal.judge(options.issue(file), community)
        labels = {key: field.label for key, field in judged.fields.items()}
        # If the form can't be read as it should, a proposal isn't fine whatever its answers are.
        found = [each for each in community.problems if each.check == "configuration"]
        found += [
            # Programs get a field's id, people its label in the form.
            replace(each, field=labels.get(each.field or "")) if output_format == "text" else each
            for each in judged.found
        ]
        return _show(found, output_format, fine="The proposal has no problems.", asked=file.name)
    today = datetime.now(UTC).date()
    audited = audit.audit(community, today, output.progress)
    if write and (audited.stale or audited.misplaced):
        for page in (*audited.misplaced, *audited.stale):
            is_there = second and community.config.is_in_second(page.path)
            where = DiskTree(second) if second and is_there else tree
            where.write(page.path, page.fresh.encode("utf-8", "surrogateescape"))
            say(f"{page.path} is up to date now.", err=True, fg="green")
        audited = audit.audit(repository.load(tree, second=beside(second)), today)
    found = [*audited.problems, *ignored.in_vain(community, today)]
    _annotate(found, output_format)
    if not community.is_whole and community.config.second:
        say(
            f"The pages in {community.config.second.repository} weren't checked. Check it out too, "
            "and name its folder with `--second`.",
            err=True,
        )
    if community.unread:
        say(f"The pages stay as they are {community.until_read}.", err=True)
    groups = len(community.registry.entries)
    diffs: dict[str | None, str] = {page.path: audit.diff(page) for page in audited.stale}
    return _show(
        found, output_format, f"No problems in {counted(groups, 'group')} and the pages.", diffs
    )


def _show(
    found: Sequence[Problem],
    output_format: str,
    fine: str,
    diffs: Mapping[str | None, str] | None = None,
    asked: str | None = None,
) -> int:
    """Show what was found in the issue's file *asked*, or in the repository; return the exit code."""
    from wgbot.cli import sarif
    from wgbot.community import config
    from wgbot.github import actions

    match output_format:
        case "github":
            output.say_commands(actions.annotations(found))
        case "sarif":
            output.say_json(sarif.sarif(found, asked or config.PATH, _pages(found)))
        case _:
            code = output.show(found, output_format, fine, diffs)
            for name, page in _pages(found).items() if output_format == "text" else ():
                say(f"{name}: {page}", err=True)
            return code
    return PROBLEMS if any(problem.blocks for problem in found) else FINE


def _pages(found: Sequence[Problem]) -> dict[str, str]:
    """Return the pages about the checks that found something, where the documentation is anywhere."""
    from wgbot.checks import runner
    from wgbot.text import manual

    names = sorted({each.check for each in found if runner.has_page(each.check)})
    pattern = options.manual() if names else ""
    return {name: manual.page(pattern, f"checks/{name}") for name in names if pattern}


def _annotate(found: Sequence[Problem], output_format: str) -> None:
    """Show problems next to their lines on GitHub, and in the job's summary."""
    from wgbot.github import actions

    if output_format != "github":
        for line in actions.annotations(found):
            output.command(line, err=output_format != "text")
    shown = "\n".join(f"- {actions.listed(problem)}" for problem in found)
    output.append(
        "GITHUB_STEP_SUMMARY",
        actions.summary(f"## wgbot check\n\n{shown or 'No problems found.'}\n"),
    )
