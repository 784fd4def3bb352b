"""`wgbot links`: check the links in the registry, or in a list."""

import math
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from wgbot.cli import options, output
from wgbot.cli.output import say
from wgbot.text.problems import FINE, PROBLEMS

if TYPE_CHECKING:
    from wgbot.links.check import LinkCheck
    from wgbot.links.findings import Finding
    from wgbot.links.run import Watch
    from wgbot.links.web import FetchOptions


class _Seconds(click.FloatRange):
    """A time that ends: what is no number is in every range."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number, or refuse it."""
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return seconds


@click.command(short_help="Check every link of every group.")
@click.option("--urls", type=click.File("rb"), help="Check these addresses instead, one per line.")
@options.output_format
@click.option(
    "--allow-network",
    "networks",
    multiple=True,
    metavar="CIDR",
    help="Allow requests to this network, although it isn't public; can be repeated.",
)
@click.option(
    "--timeout",
    type=_Seconds(min=0, min_open=True, max=86_400),
    metavar="SECONDS",
    help="How long a server has to answer a request.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 1000),
    metavar="NUMBER",
    help="How many requests are under way at once, to all hosts together.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file that keeps what was found from run to run.",
)
@click.option(
    "--health",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write what the website shows about links.",
)
@click.option(
    "--report",
    "reports",
    is_flag=True,
    help="Keep the report and the pull request for moved links up to date on GitHub.",
)
@options.repository
@options.second
def links(
    urls: IO[bytes] | None,
    output_format: str,
    networks: tuple[str, ...],
    timeout: float | None,
    concurrency: int | None,
    state: Path | None,
    health: Path | None,
    reports: bool,
    folder: Path,
    second: Path | None,
) -> int:
    """Check every link in the registry, and say which are dead, moved or archived.

    One failed check doesn't make a link dead: it has to fail in several runs over several days,
    which `--report` and `--state` remember. With `GITHUB_TOKEN`, a hundred repositories are checked
    at a time.
    """
    from wgbot.links import networks as addresses

    try:
        allowed = addresses.parse(networks)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--allow-network") from error
    if urls is not None:
        from wgbot.community.link_defaults import CONCURRENCY, TIMEOUT
        from wgbot.links.web import FetchOptions

        fetch = FetchOptions(timeout or TIMEOUT, concurrency or CONCURRENCY, allowed)
        return _check_list(urls.read().decode("utf-8", "replace"), output_format, fetch)
    from wgbot.links import check

    asked = check.CheckOptions(
        allowed, timeout, concurrency, state, health, reports, second, _watch(output_format)
    )
    checked = check.check(options.root(folder), os.environ, asked)
    code = _show_links(checked, output_format)
    # Dead links are in the report then, and don't turn the run red.
    return FINE if reports and code == PROBLEMS else code


def _check_list(text: str, output_format: str, fetch: "FetchOptions") -> int:
    import asyncio

    from wgbot.links import collect, run
    from wgbot.links import output as links_output

    links = collect.of_lines(text)
    done = asyncio.run(run.check(links, fetch, watch=_watch(output_format)))
    if output_format == "json":
        output.say_json(links_output.as_json(done.findings))
    say(links_output.summary_line(done), err=True)
    return links_output.exit_code(done)


def _watch(output_format: str) -> "Watch":
    """Return what shows findings as they come, on standard output, and progress on a terminal."""
    from wgbot.links import output as links_output

    def watch(finding: "Finding", done: int, total: int) -> None:
        if output_format == "text" and finding.state != "ok":
            say(links_output.line(finding))
        output.progress(done, total)

    return watch


def _show_links(checked: "LinkCheck", output_format: str) -> int:
    from wgbot.github import actions
    from wgbot.links import output as links_output

    for line in checked.done:
        say(line, err=True)
    if output_format == "json":
        output.say_json(links_output.judged_as_json(checked.judgement))
    for each in links_output.annotations(checked.judgement):
        shown = actions.annotation(each.level, each.message, file=each.path, line=each.line)
        output.command(shown, err=output_format == "json")
    summary = links_output.job_summary(checked.judgement, checked.run, checked.now)
    output.append("GITHUB_STEP_SUMMARY", summary)
    say(links_output.summary_line(checked.run), err=True)
    if checked.left.ignored:
        say(f"{checked.left.ignored:,} ignored, as the configuration says.", err=True)
    if checked.left.refused:
        say(f"{checked.left.refused:,} moved and stay, as pull requests were closed.", err=True)
    if checked.judgement.withheld:
        say(checked.judgement.withheld, err=True, fg="red")
    return links_output.exit_code(checked.run, checked.judgement)
