"""The link check on GitHub: its one report issue, and the pull request that follows moved links.

What the report says and what a repair changes is decided by `wgbot.links`; here it is done.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wgbot.community.repository import Repository
from wgbot.github.api import RequestRejected, time_of
from wgbot.github.remote import Remote
from wgbot.links import repair
from wgbot.links.github import PostError
from wgbot.links.repair import Repair, RepairChange, Side
from wgbot.links.report import (
    MARKER,
    CloseReport,
    LinkChange,
    MentionLeads,
    ReportIssue,
    WriteReport,
)
from wgbot.proposals import markers
from wgbot.proposals.changes import EditPullRequest, Notice, ProposePullRequest, PutFiles
from wgbot.proposals.situation import PullRequest
from wgbot.text.problems import WgbotError

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

    @property
    def folder(self) -> str:
        """Return the address that the repository's files are below, on the web."""
        return f"{self._remote.home}/blob/{self._remote.default_branch}"

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

    def follow(self, wanted: Repair) -> str | None:
        """Keep the pull request for moved links up to date; say what was done, if anything."""
        if not wanted.files:
            return None
        sides = self._sides(wanted)
        if stays := list(filter(None, (side.why_not() for side in sides))):
            return " ".join(stays)
        done = []
        while changes := repair.decide(wanted, sides):
            for number, change in changes:
                sides[number] = self._followed(sides[number], change)
                done.append(repair.describe(change, wanted, sides[number]))
        return " ".join(done) or None

    def _sides(self, wanted: Repair) -> list[Side]:
        community = self._remote.community()
        settings = community.config
        places = [self._remote]
        if settings.second:
            places.append(self._remote.in_second(settings.second.repository))
        sides = []
        for remote in places:
            is_second = remote is not self._remote
            files = {
                path: data
                for path, data in wanted.files.items()
                if settings.is_in_second(path) == is_second
            }
            if files:
                branch, pull = remote.branches.look(repair.BRANCH, remote.default_branch)
                message = markers.with_edit(repair.MESSAGE, files, community.tree)
                name = remote.api.repository
                sides.append(Side(name, is_second, remote.head, files, message, branch, pull))
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
