"""The link check on GitHub: its one report issue, and the pull request that follows moved links.

What the report says and what a repair changes is decided by `wgbot.links`; here it is done.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from wgbot.community.config import Config
from wgbot.community.repository import Repository
from wgbot.github.api import time_of
from wgbot.github.refusals import RequestRejected
from wgbot.github.remote import Remote
from wgbot.github.state_branch import StateBranch
from wgbot.links import repair
from wgbot.links.github import PostError
from wgbot.links.judge import Verdict
from wgbot.links.refusals import RepairPull, moves_in
from wgbot.links.repair import Repair, RepairChange, Side
from wgbot.links.report import (
    MARKER,
    CloseReport,
    LinkChange,
    MentionLeads,
    ReportIssue,
    WriteReport,
    mentioned_in,
)
from wgbot.proposals import markers
from wgbot.proposals.changes import EditPullRequest, Notice, ProposePullRequest, PutFiles
from wgbot.proposals.reconcile import retry
from wgbot.proposals.situation import Branch, PullRequest
from wgbot.text.problems import WgbotError

_PAUSES = (1, 2, 4)
"""Seconds before looking again, where another run or a person was quicker."""
_MOST_CLOSED = 300
"""How many closed issues are looked through for a report that was closed."""


class LinkReport:
    """The report and the repair in one repository."""

    def __init__(self, remote: Remote) -> None:
        """Get ready; nothing is asked yet."""
        self._remote = remote
        self._api = remote.api
        self._number: int | None = None
        """The report's issue, once it is known."""
        self._pulls: list[RepairPull] = []

    @property
    def folder(self) -> str:
        """Return the address that the repository's files are below, on the web."""
        return f"{self._remote.home}/blob/{self._remote.default_branch}"

    @property
    def branch(self) -> StateBranch:
        """Return the branch with what is remembered."""
        settings = self._remote.community(whole=False).config
        return StateBranch(self._api, settings.branches.prefix, settings.commit)

    def community(self) -> Repository:
        """Read the repository as it is on GitHub now."""
        return self._remote.community()

    def post(self, query: str, variables: Mapping[str, str]) -> Mapping[str, Any]:
        """Ask the GraphQL API about repositories, for `links.github`."""
        try:
            return self._api.graphql(query, variables)
        except WgbotError as error:
            raise PostError(getattr(error, "status", None)) from error

    def find(self) -> ReportIssue | None:
        """Find the report: by its author and its first line, the open one before a closed one."""
        for state in ("open", "closed"):
            listed = self._api.pages("/issues", state=state, sort="updated", direction="desc")
            for number, about in enumerate(listed):
                if state == "closed" and number >= _MOST_CLOSED:
                    break
                body = str(about.get("body") or "")
                is_report = "pull_request" not in about and body.startswith(MARKER)
                if is_report and self._remote.is_own(
                    str((about.get("user") or {}).get("login") or "")
                ):
                    return self._report(about)
        return None

    def _report(self, about: dict[str, Any]) -> ReportIssue:
        self._number = int(about["number"])
        is_open = about["state"] == "open"
        whole = about if is_open else self._api.get(f"/issues/{self._number}") or about
        by = whole.get("closed_by") or {}
        return ReportIssue(
            number=self._number,
            title=str(about.get("title") or ""),
            body=str(about.get("body") or ""),
            is_open=is_open,
            closed_by_person=by.get("type") == "User",
            closed_at=time_of(whole["closed_at"]) if whole.get("closed_at") else None,
        )

    def mentioned(self, since: datetime | None) -> frozenset[str]:
        """Return what the comments below the report mention leads for, of those *since* a moment."""
        if self._number is None:
            return frozenset()
        after = {"since": f"{since:%Y-%m-%dT%H:%M:%SZ}"} if since else {}
        comments = self._api.pages(f"/issues/{self._number}/comments", **after)
        texts = [
            str(each.get("body") or "") for each in comments if self._remote.is_own(_author(each))
        ]
        return frozenset().union(*map(mentioned_in, texts))

    def pulls(self) -> list[RepairPull]:
        """Return all pull requests for links that moved, open or not."""
        settings = self.community().config
        self._pulls = []
        for remote in self._remotes(settings):
            name = remote.api.repository
            has_registry = settings.is_registry_in_second == (remote is not self._remote)
            for branch in _branch_names(settings):
                head = f"{name.partition('/')[0]}:{branch}"
                listed = remote.api.pages(
                    "/pulls", head=head, base=remote.default_branch, state="all"
                )
                self._pulls += [
                    _pull(each, name, has_registry)
                    for each in listed
                    if _is_from_here(each) and self._remote.is_trusted(_author(each))
                ]
        return self._pulls

    def _remotes(self, settings: Config) -> list[Remote]:
        second = settings.second
        return [self._remote, *([self._remote.in_second(second.repository)] if second else [])]

    def apply(self, change: LinkChange) -> str:
        """Make *change* the case, and say what was done."""
        match change:
            case WriteReport(number=None):
                made = self._api.post("/issues", title=change.title, body=change.body)
                self._number = int(made["number"])
                return f"The report is #{self._number}."
            case WriteReport():
                self._api.patch(
                    f"/issues/{change.number}", title=change.title, body=change.body, state="open"
                )
                return f"The report #{change.number} is up to date."
            case CloseReport():
                self._api.patch(
                    f"/issues/{change.number}",
                    body=change.body,
                    state="closed",
                    state_reason="completed",
                )
                return f"No problems found, so the report #{change.number} is closed."
            case MentionLeads():
                self._api.post(f"/issues/{self._number}/comments", body=change.text)
                return f"The leads are mentioned in #{self._number}."
            case Notice():
                return change.text

    def follow(self, verdicts: Sequence[Verdict], *, is_all: bool = False) -> str | None:
        """Keep the pull request for moved links up to date; say what was done, if anything.

        With *is_all*, a link that is not among *verdicts* as moved has surely not moved.
        """
        return retry(lambda: self._follow(verdicts, is_all), _PAUSES, time.sleep)

    def _follow(self, verdicts: Sequence[Verdict], is_all: bool) -> str | None:
        self._remote.ask()  # The check took a while, and what is on the default branch may be newer.
        community = self.community()
        wanted = repair.repair(verdicts, community)
        if not wanted.files:
            return self._close(community) if is_all else None
        sides = self._sides(wanted, community)
        if stays := list(filter(None, (side.why_not() for side in sides))):
            return " ".join(stays)
        done = []
        while changes := repair.decide(wanted, sides):
            for number, change in changes:
                sides[number] = self._followed(sides[number], change)
                done.append(repair.describe(change, wanted, sides[number]))
        return " ".join(done) or None

    def _close(self, community: Repository) -> str | None:
        """Close the pull request whose links have not moved after all, unless a person added to it."""
        done = []
        for remote in self._remotes(community.config):
            _, branch, pull = _look(remote, community.config)
            if branch and branch.is_bots and pull and pull.state == "open" and moves_in(pull.text):
                text = repair.over(community)
                remote.api.patch(f"/pulls/{pull.number}", body=text, state="closed")
                done.append(f"{remote.api.repository}#{pull.number}")
        return f"No link has moved any more, so {' and '.join(done)} is closed." if done else None

    def _sides(self, wanted: Repair, community: Repository) -> list[Side]:
        """Look at each repository that has files to change, all of them those of *community*."""
        settings = community.config
        done = {each.head for each in self._pulls if each.state == "merged"}
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
                branch_name, branch, pull = _look(remote, settings)
                said = repair.commit_message(settings.commit)
                message = markers.with_edit(said, files, community.tree)
                name = remote.api.repository
                is_done = branch is not None and branch.head in done
                sides.append(
                    Side(
                        repository=name,
                        is_second=is_second,
                        name=branch_name,
                        base=base or "",
                        files=files,
                        message=message,
                        branch=branch,
                        pull_request=pull,
                        is_done=is_done,
                    )
                )
        return sides

    def _followed(self, side: Side, change: RepairChange) -> Side:
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


def _branch_names(settings: Config) -> list[str]:
    """Return what the branch with moved links is called, and was before the community chose a prefix."""
    return list(
        dict.fromkeys([markers.links_branch(settings.branches.prefix), markers.LINKS_BRANCH])
    )


def _look(remote: Remote, settings: Config) -> tuple[str, Branch | None, PullRequest | None]:
    """Look at the branch: one of an earlier name, as long as its pull request is open."""
    name, *earlier = _branch_names(settings)
    for each in earlier:
        branch, pull = remote.branches.look(each, remote.default_branch)
        if branch and pull and pull.state == "open":
            return each, branch, pull
    return name, *remote.branches.look(name, remote.default_branch)


def _pull(about: dict[str, Any], repository: str, has_registry: bool) -> RepairPull:
    is_open = about["state"] == "open"
    return RepairPull(
        reference=f"{repository}#{about['number']}",
        state="open" if is_open else "merged" if about.get("merged_at") else "closed",
        moves=moves_in(str(about.get("body") or "")),
        on=time_of(about.get("closed_at") or about["created_at"]).date(),
        head=str((about.get("head") or {}).get("sha") or ""),
        has_registry=has_registry,
    )


def _author(about: Mapping[str, Any]) -> str:
    return str((about.get("user") or {}).get("login") or "")


def _is_from_here(pull: Mapping[str, Any]) -> bool:
    """Return whether a pull request's branch is in the repository that it is for, and not in a fork."""
    sides = [((pull.get(side) or {}).get("repo") or {}).get("id") for side in ("head", "base")]
    return sides[0] is not None and sides[0] == sides[1]
