"""Options that several commands share, and what they mean."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

import wgbot
from wgbot.cli import output
from wgbot.text.problems import SetupError

if TYPE_CHECKING:
    from wgbot.github.api import Api
    from wgbot.proposals.proposal import Issue
    from wgbot.setup.init.origin import Origin

repository = click.option(
    "-C",
    "--repository",
    "folder",
    default=".",
    metavar="DIR",
    help="The repository, or a folder in it.  [default: this folder]",
    type=click.Path(path_type=Path),
)
second = click.option(
    "--second",
    metavar="DIR",
    envvar="WGBOT_SECOND",
    show_envvar=True,
    help="A checkout of the second repository, if the configuration names one.",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
base = click.option(
    "--base", metavar="BRANCH", help="The branch to start at.  [default: the repository's]"
)
output_format = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)


def _manner(names: list[str], begin: Callable[[], None], told: str) -> click.Option:
    """Return an option of every command that only says how much is printed."""
    return click.Option(
        names,
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=lambda _context, _option, value: begin() if value else None,
        help=told,
    )


quiet = _manner(["-q", "--quiet"], output.be_quiet, "Print findings and errors only.")
verbose = _manner(
    ["-v", "--verbose"], output.be_verbose, "Also print what git and GitHub are asked."
)
dry_run = click.option(
    "--dry-run", is_flag=True, help="Print what would be done, and change nothing."
)


def root(folder: Path) -> Path:
    """Return the top of the repository that holds *folder*; *folder* itself if it isn't in one."""
    folder = folder.resolve()
    if not folder.is_dir():
        raise SetupError(f"There is no folder {folder}.")
    top = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
    if top is None and (folder / "HEAD").is_file() and (folder / "objects").is_dir():
        raise SetupError(f"{folder} is a repository without files. Clone it, and run this there.")
    if top is not None:
        _refuse_what_is_left_out(top)
    return top or folder


def _refuse_what_is_left_out(top: Path) -> None:
    """Raise SetupError where the checkout is sparse, and what wgbot reads is not in it.

    Groups that are not there would be taken for groups that are gone.
    """
    if not ((top / ".git").is_file() or (top / ".git/info/sparse-checkout").is_file()):
        return
    listed = ask_git(top, "ls-files", "-t", "-z") or ""
    left_out = [each[2:] for each in listed.split("\0") if each.startswith("S ")]
    if not left_out:
        return
    from wgbot.community import config
    from wgbot.files.disk import DiskTree

    settings = config.load(DiskTree(top))[0]
    forms = (each.path for each in settings.all_forms)
    files = {config.PATH, *forms, *(each.path for each in settings.pages)}
    folders = tuple(f"{each}/" for each in (settings.registry, settings.templates))
    needed = next((each for each in left_out if each in files or each.startswith(folders)), None)
    if needed:
        raise SetupError(
            f"{needed} is in the repository, and this sparse checkout of it leaves it out. Run "
            "`git sparse-checkout disable`, or remove `sparse-checkout` from the workflow's step that "
            "checks it out."
        )


def issue(file: IO[bytes]) -> "Issue":
    """Read the issue in *file*."""
    from wgbot.proposals import issuefile

    return issuefile.load(file.read(), file.name)


def ask_git(folder: Path, *arguments: str) -> str | None:
    """Ask git about *folder*; return None if it isn't the top of a repository or git has no answer."""
    from wgbot.localgit.git import Git

    return Git(folder).ask(*arguments) if (folder / ".git").exists() else None


def remote(folder: Path) -> "Origin | None":
    """Return where the repository in *folder* was cloned from; None if that isn't known."""
    from wgbot.setup.init import origin

    return origin.remote(ask_git(folder, "config", "--get", "remote.origin.url") or "")


def has_token() -> bool:
    """Return whether there is a token for GitHub."""
    return bool(os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN"))


def github(folder: Path, *, seconds: float = 480) -> "Api | None":
    """Return GitHub's API for the repository in *folder*; None without a token, or if it isn't there."""
    if not has_token():
        return None
    from wgbot.github.environment import api_of

    home = remote(folder)
    name = f"{home.owner}/{home.name}" if home else ""
    return api_of(os.environ, name, seconds=seconds)


def own_action() -> str | None:
    """Return the commit of wgbot that runs here, as a workflow names it; None if it isn't known."""
    from importlib.metadata import PackageNotFoundError, distribution

    from wgbot.setup.init import origin

    package = Path(wgbot.__file__).parent
    if (package / "origin.txt").is_file():  # the release says it itself
        return origin.released((package / "origin.txt").read_text(encoding="utf-8"))
    try:
        told = origin.installed(distribution("wgbot").read_text("direct_url.json"))
    except PackageNotFoundError:
        told = origin.Installed(folder=str(package.parent))
    if told.action or told.folder is None:
        return told.action
    here = Path(told.folder)
    url = ask_git(here, "config", "--get", "remote.origin.url")
    return origin.action(url or "", ask_git(here, "rev-parse", "HEAD") or "")


def manual() -> str:
    """Return where the documentation of the wgbot that runs here is, as `text.manual` has it."""
    from wgbot.text import manual as documentation

    if found := documentation.of_action(os.environ.get("GITHUB_ACTION_PATH", "")):
        return found
    repository, _, commit = (own_action() or "").partition("@")
    return documentation.of_version(repository, commit) if commit else ""
