"""The link check on GitHub: its one report issue, and the pull request that follows moved links.

What the report says and what a repair changes is decided by `wgbot.links`; here it is done.
"""

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wgbot.community.config import Config
from wgbot.community.repository import Repository
from wgbot.github.api import time_of
from wgbot.github.remote import Remote
from wgbot.github.state_branch import StateBranch
from wgbot.github.upkeep import UpkeepPulls, author_of
from wgbot.links import repair
from wgbot.links.judge import Verdict
from wgbot.links.refusals import moves_in
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
from wgbot.proposals.changes import Notice
from wgbot.proposals.reconcile import retry
from wgbot.proposals.upkeep import ListedPull

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
        self._pulls: list[ListedPull] = []
        self._upkeep = UpkeepPulls(remote, _branch_names)

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

    def find(self) -> ReportIssue | None:
        """Find the report: by its author and its first line, the open one before a closed one."""
        for state in ("open", "closed"):
            listed = self._api.pages("/issues", state=state, sort="updated", direction="desc")
            for number, about in enumerate(listed):
                if state == "closed" and number >= _MOST_CLOSED:
                    break
                body = str(about.get("body") or "")
                is_report = "pull_request" not in about and body.startswith(MARKER)
                if is_report and self._remote.is_own(author_of(about)):
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
            str(each.get("body") or "") for each in comments if self._remote.is_own(author_of(each))
        ]
        return frozenset().union(*map(mentioned_in, texts))

    def pulls(self) -> list[ListedPull]:
        """Return all pull requests for links that moved, open or not."""
        self._pulls = list(self._upkeep.listed(self.community().config))
        return self._pulls

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
        done = {each.head for each in self._pulls if each.state == "merged"}
        return self._upkeep.follow(wanted.upkeep(community.config.commit), community, done)

    def _close(self, community: Repository) -> str | None:
        """Close the pull request whose links have not moved after all, unless a person added to it."""
        text = repair.over(community)
        done = self._upkeep.close(community.config, text, lambda said: bool(moves_in(said)))
        return f"No link has moved any more, so {' and '.join(done)} is closed." if done else None


def _branch_names(settings: Config) -> list[str]:
    """Return what the branch with moved links is called, and was before the community chose a prefix."""
    return list(
        dict.fromkeys([markers.links_branch(settings.branches.prefix), markers.LINKS_BRANCH])
    )
