"""`wgbot site`: build the website, preview it, and list what changed."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wgbot.cli import options, output
from wgbot.cli.output import say
from wgbot.text.counting import counted
from wgbot.text.problems import FINE, PROBLEMS

if TYPE_CHECKING:
    from wgbot.community.config import Config
    from wgbot.site.builder import SiteMemory, Workshop


_OUT = Path("build/site")


@click.group(short_help="Build the website.")
def site() -> None:
    """Build the website from the registry, or preview it while you change things."""


def _workshop(
    folder: Path, second: Path | None, url: str | None = None, links: Path | None = None
) -> "Workshop":
    from wgbot.site.builder import Workshop

    root = options.root(folder)
    origin = options.remote(root)
    cloned = f"{origin.owner}/{origin.name}" if origin and origin.host == "github.com" else None
    return Workshop(
        root,
        url=url,
        slug=os.environ.get("GITHUB_REPOSITORY") or cloned,
        links=links,
        remembered=partial(_remembered, root),
        second=second,
        watch=output.progress,
    )


def _remembered(root: Path, settings: "Config") -> "SiteMemory":
    """Return what the bot remembers on its own branch, where the clone has that."""
    from wgbot.checkin import memory_file
    from wgbot.links import health, state
    from wgbot.proposals.markers import STATE_BRANCH, state_branch
    from wgbot.site.builder import SiteMemory

    def read(file: str) -> bytes | None:
        for name in dict.fromkeys((state_branch(settings.branches.prefix), STATE_BRANCH)):
            for where in ("refs/remotes/origin", "refs/heads"):
                text = options.ask_git(root, "show", f"{where}/{name}:{file}")
                if text is not None:
                    return text.encode()
        return None

    links = read(state.FILE)
    return SiteMemory(
        health.remembered(state.load(links)) if links is not None else {},
        memory_file.load(read(memory_file.FILE)),
    )


_links_file = click.option(
    "--links",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What `wgbot links --health` wrote, to show next to the links. Without it, it is what the bot "
    "remembers on its branch.",
)


@site.command(short_help="Write the website to a folder.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=_OUT,
    show_default=True,
    help="The folder; other files in it are left alone.",
)
@click.option("--url", help="The website's address; it overrides the one in the configuration.")
@_links_file
@options.repository
@options.second
def build(out: Path, url: str | None, links: Path | None, folder: Path, second: Path | None) -> int:
    """Write the website to a folder: only what changed, without the pages of groups that are gone.

    The same repository always gives the same bytes.
    """
    is_ours = out == _OUT and not out.parent.exists()
    made, written = _workshop(folder, second, url, links).publish(out)
    if is_ours:  # and so nobody commits it by mistake
        (out.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    for problem in made.problems:
        output.say_problem(problem)
    for path in written.kept:
        say(
            f"{path} isn't part of the site any more, but someone changed it, so it stays.",
            err=True,
        )
    if made.repository is None:
        say(
            "Nobody can propose or change anything from the site, because it isn't known where the "
            "repository is on GitHub. Say it in the configuration, as `site: {repository: owner/name}`.",
            err=True,
        )
    say(
        f"The site with {counted(made.groups, 'group')} is in {out}: "
        f"{counted(len(written.written), 'file')} written, "
        f"{len(written.removed)} removed, {written.unchanged} unchanged.",
        err=True,
        fg="green",
    )
    return PROBLEMS if made.problems else FINE


@site.command(short_help="Preview the website while you change things.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port to use.",
)
@_links_file
@options.repository
@options.second
def serve(port: int, links: Path | None, folder: Path, second: Path | None) -> int:
    """Show the website on this machine, and rebuild it when the registry or a template changes."""
    import threading

    from wgbot.site.server import LiveSite, open_server

    def report(text: str, failed: bool) -> None:
        say(text, err=True, fg="red" if failed else "green")

    address = f"http://127.0.0.1:{port}/"
    shown = LiveSite(_workshop(folder, second, address, links), report)
    server = open_server(shown, port)
    shown.refresh()
    threading.Thread(target=shown.watch, daemon=True).start()
    say(f"The site is at {address}. Press Ctrl+C to stop.", err=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return FINE
    finally:
        shown.stop()
        server.server_close()
    return FINE


@site.command("changes", short_help="List the groups that changed since a commit.")
@click.argument("commit")
@options.repository
@options.second
def site_changes(commit: str, folder: Path, second: Path | None) -> int:
    """List the groups on disk that differ from those at COMMIT, in Markdown, for reviewers.

    In GitHub Actions, the list is in the job's summary as well.
    """
    from wgbot.github import actions

    said = _workshop(folder, second).changes_since(commit)
    say(said, nl=False)
    output.append("GITHUB_STEP_SUMMARY", actions.summary(said))
    return FINE
