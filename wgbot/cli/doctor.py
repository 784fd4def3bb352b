"""`wgbot doctor`: find what a repository still lacks."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path

import click

from wgbot.cli import options, output
from wgbot.cli.output import say
from wgbot.text.problems import FINE, PROBLEMS, SetupError

_ORDER = ("problem", "unknown", "advice", "fine")
_COLORS = {"problem": "red", "unknown": "yellow", "advice": "cyan", "fine": "green"}


@click.command(short_help="Find out what is still missing, and how to fix it.")
@options.output_format
@options.repository
@options.second
def doctor(output_format: str, folder: Path, second: Path | None) -> int:
    """Check everything that wgbot needs, here and, with a token in GITHUB_TOKEN, on GitHub.

    Each finding says how to fix it, with a link. Without a token, only this folder is checked. What
    the token can't see is listed, but isn't a problem. Nothing is changed.
    """
    from wgbot.community import config, repository
    from wgbot.files.disk import DiskTree, beside
    from wgbot.links import ignored
    from wgbot.setup.doctor import findings, local, workflows

    root = options.root(folder)
    tree = DiskTree(root)
    branch = (
        options.ask_git(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD")
        or options.ask_git(root, "symbolic-ref", "HEAD")
        or "main"
    )
    branch = branch.removeprefix("origin/").removeprefix("refs/heads/")
    found = local.examine(tree, branch, beside(second), options.manual())
    if not (root / ".git").exists():
        found.insert(
            0,
            findings.problem(
                "no-repository",
                f"{root} isn't in a git repository.",
                "Run this in a clone of your repository, or make one with `git init`.",
            ),
        )
    with contextlib.suppress(SetupError):  # of which the doctor has spoken already
        ignoring = ignored.in_vain(
            repository.load(tree, second=beside(second)), datetime.now(UTC).date()
        )
        found += [findings.advice("links-ignore", x.message(), x.remedy()) for x in ignoring]
    if api := options.github(root, seconds=60):
        from wgbot.setup.doctor import github

        settings, _ = config.load(tree)
        used = tuple(workflows.uses(tree))
        other = api.of(settings.second.repository) if settings.second else None
        found += github.examine(
            api,
            settings,
            {each.path: tree.read(each.path) for each in settings.all_forms},
            used,
            other,
        )
    if output_format == "json":
        shown = {"ok": findings.healthy(found), "findings": [each.as_json() for each in found]}
        output.say_json(shown)
    else:
        for each in sorted(found, key=lambda each: _ORDER.index(each.state)):
            say(f"{each.state:8} ", fg=_COLORS[each.state], nl=False)
            say(
                f"{each.what} {each.fix}".strip() + (f"\n         {each.link}" if each.link else "")
            )
        if not options.has_token():
            say("Set GITHUB_TOKEN to check the settings on GitHub as well.", err=True)
        elif not api:
            say(
                "Set GITHUB_REPOSITORY to owner/name to check the settings on GitHub as well.",
                err=True,
            )
        say(findings.summary(found), err=True, fg="green" if findings.healthy(found) else "red")
    return FINE if findings.healthy(found) else PROBLEMS
