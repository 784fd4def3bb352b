"""Setting up on a branch: `wgbot init --pull-request`, at GitHub with a token, or else here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wgbot.cli import options
from wgbot.cli.output import say
from wgbot.text.problems import FINE, SetupError

if TYPE_CHECKING:
    from wgbot.files.planned import File
    from wgbot.files.tree import Tree
    from wgbot.github.api import Api
    from wgbot.github.branches import Branches as GitHubBranches


@dataclass(frozen=True)
class SetupBranch:
    """Where the files go: a branch, on top of a commit of the default branch."""

    tree: "Tree"
    base: str
    onto: str
    """The default branch."""
    at_github: "GitHubBranches | None" = None


def opened(root: Path) -> SetupBranch:
    """Return the branch: at GitHub if there is a token and it is known where, or else in this repository."""
    if api := options.github(root):
        return _at_github(api)
    from wgbot.localgit.branches import LocalBranches

    here = LocalBranches(root)
    return SetupBranch(here.files(), here.base, here.default_branch)


def _at_github(api: "Api") -> SetupBranch:
    from wgbot.github.branches import Branches

    onto = str((api.get("") or {}).get("default_branch") or "")
    head = (api.get(f"/git/ref/heads/{onto}") or {}).get("object") if onto else None
    if not head:
        raise SetupError(f"The token can't read {api.repository}, or it has no commits yet.")
    branches = Branches(api, lambda _: True, None)
    return SetupBranch(branches.files(str(head["sha"])), str(head["sha"]), onto, branches)


def propose(
    where: SetupBranch,
    root: Path,
    files: "Sequence[File]",
    title: str,
    text: Callable[[], str],
    branch: str,
) -> int:
    """Put files on the branch, and open a pull request or say how to; return the exit code."""
    from wgbot.github.refusals import RequestRejected
    from wgbot.localgit.branches import LocalBranches
    from wgbot.proposals.changes import ProposePullRequest, PutFiles

    contents = {file.path: file.text for file in files}
    if where.at_github is None:
        here = LocalBranches(root)
        there = here.branch(branch)
        here.put(PutFiles(branch, where.base, there.head if there else None, contents, title))
        say(text())
        say(
            f"The files are on the branch {branch}; your work tree is as it was. Look at it with `git diff "
            f"{where.onto}...{branch}`, push it with `git push origin {branch}`, and open a pull request with "
            "the text above. With GITHUB_TOKEN set, wgbot does both.",
            err=True,
            fg="green",
        )
        return FINE
    old, pull = where.at_github.look(branch, where.onto)
    put = PutFiles(branch, where.base, old.head if old else None, contents, title)
    try:
        where.at_github.put(put)
    except RequestRejected as error:
        if not any(path.startswith(".github/workflows/") for path in contents):
            raise
        raise SetupError(
            f"{error} To add workflows, a token needs the permission to write workflows, besides contents and "
            "pull requests; a classic token needs the scope `workflow`."
        ) from error
    if pull is None or pull.state != "open":
        pull = where.at_github.propose(ProposePullRequest(branch, title, text()), where.onto)
    say(f"Pull request #{pull.number} is open.", err=True, fg="green")
    return FINE
