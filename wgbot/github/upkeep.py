"""Pull requests that are no proposal's, on GitHub: looked at, opened, kept up to date and closed.

What they hold and what shall be done with them next is decided by `proposals.upkeep`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wgbot.community.config import Config
from wgbot.community.repository import Repository
from wgbot.github.api import time_of
from wgbot.github.refusals import RequestRejected
from wgbot.github.remote import Remote
from wgbot.proposals import markers, upkeep
from wgbot.proposals.changes import EditPullRequest, ProposePullRequest, PutFiles
from wgbot.proposals.situation import Branch, PullRequest
from wgbot.proposals.upkeep import ListedPull, Side, Upkeep, UpkeepChange
from wgbot.text.problems import WgbotError


class UpkeepPulls:
    """The pull requests for one matter, in the repository of the issues and the second one."""

    def __init__(self, remote: Remote, branches: Callable[[Config], Sequence[str]]) -> None:
        """Get ready; nothing is asked yet.

        *branches* returns what their branch is called, and after it what it was called before.
        """
        self._remote = remote
        self._branches = branches

    def listed(self, settings: Config) -> Iterator[ListedPull]:
        """Yield all that there are and were."""
        for remote in self._remotes(settings):
            name = remote.api.repository
            has_registry = settings.is_registry_in_second == (remote is not self._remote)
            for branch in self._branches(settings):
                head = f"{name.partition('/')[0]}:{branch}"
                listed = remote.api.pages(
                    "/pulls", head=head, base=remote.default_branch, state="all"
                )
                for each in listed:
                    if _is_from_here(each) and self._remote.is_trusted(author_of(each)):
                        yield _pull(each, name, has_registry)

    def follow(
        self, wanted: Upkeep, community: Repository, done: Collection[str] = ()
    ) -> str | None:
        """Bring the pull requests to where *wanted* is; say what was done, if anything.

        *done* are commits that were merged from their branches.
        """
        sides = self._sides(wanted, community, done)
        if stays := list(filter(None, (side.why_not(wanted) for side in sides))):
            return " ".join(stays)
        said = []
        while changes := upkeep.decide(wanted, sides):
            for number, change in changes:
                sides[number] = self._followed(sides[number], change)
                said.append(upkeep.describe(change, wanted, sides[number]))
        return " ".join(said) or None

    def close(self, settings: Config, text: str, is_meant: Callable[[str], bool]) -> list[str]:
        """Close those that are open, with that text, unless a person added to one; name them.

        *is_meant* is asked for each by its text.
        """
        closed = []
        for remote in self._remotes(settings):
            _, branch, pull = self._look(remote, settings)
            is_open = branch and branch.is_bots and pull and pull.state == "open"
            if is_open and pull and is_meant(pull.text):
                remote.api.patch(f"/pulls/{pull.number}", body=text, state="closed")
                closed.append(f"{remote.api.repository}#{pull.number}")
        return closed

    def _remotes(self, settings: Config) -> list[Remote]:
        second = settings.second
        return [self._remote, *([self._remote.in_second(second.repository)] if second else [])]

    def _sides(self, wanted: Upkeep, community: Repository, done: Collection[str]) -> list[Side]:
        """Look at each repository that has files to change, all of them those of *community*."""
        settings = community.config
        sides = []
        for remote in self._remotes(settings):
            is_second = remote is not self._remote
            base = remote.head if is_second else community.commit
            files = {
                path: data
                for path, data in wanted.files.items()
                if settings.is_in_second(path) == is_second
            }
            if files:
                branch_name, branch, pull = self._look(remote, settings)
                sides.append(
                    Side(
                        repository=remote.api.repository,
                        is_second=is_second,
                        name=branch_name,
                        base=base or "",
                        files=files,
                        message=markers.with_edit(wanted.message, files, community.tree),
                        branch=branch,
                        pull_request=pull,
                        is_done=branch is not None and branch.head in done,
                    )
                )
        return sides

    def _followed(self, side: Side, change: UpkeepChange) -> Side:
        """Make *change* the case, and give what is there then."""
        remote = self._remote
        if side.is_second:
            remote = remote.in_second(side.repository)
        match change:
            case PutFiles():
                return replace(side, branch=remote.branches.put(change))
            case ProposePullRequest():
                try:
                    pull = remote.branches.propose(change, remote.default_branch)
                except RequestRejected as error:
                    raise WgbotError(f"The pull request couldn't be opened. {error}") from error
                return replace(side, pull_request=pull)
            case EditPullRequest():
                remote.api.patch(f"/pulls/{change.number}", title=change.title, body=change.text)
                pull = PullRequest(change.number, change.title, change.text)
                return replace(side, pull_request=pull)

    def _look(
        self, remote: Remote, settings: Config
    ) -> tuple[str, Branch | None, PullRequest | None]:
        """Look at the branch: one of an earlier name, as long as its pull request is open."""
        name, *earlier = self._branches(settings)
        for each in earlier:
            branch, pull = remote.branches.look(each, remote.default_branch)
            if branch and pull and pull.state == "open":
                return each, branch, pull
        return name, *remote.branches.look(name, remote.default_branch)


def author_of(about: Mapping[str, Any]) -> str:
    """Return whose something is, as the REST API lists it; empty for an account that is gone."""
    return str((about.get("user") or {}).get("login") or "")


def _pull(about: Mapping[str, Any], repository: str, has_registry: bool) -> ListedPull:
    is_open = about["state"] == "open"
    return ListedPull(
        reference=f"{repository}#{about['number']}",
        state="open" if is_open else "merged" if about.get("merged_at") else "closed",
        text=str(about.get("body") or ""),
        head=str((about.get("head") or {}).get("sha") or ""),
        at=time_of(about.get("closed_at") or about["created_at"]),
        has_registry=has_registry,
    )


def _is_from_here(pull: Mapping[str, Any]) -> bool:
    """Return whether a pull request's branch is in the repository that it is for, and not in a fork."""
    sides = [((pull.get(side) or {}).get("repo") or {}).get("id") for side in ("head", "base")]
    return sides[0] is not None and sides[0] == sides[1]
