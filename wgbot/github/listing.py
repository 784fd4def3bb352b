"""What is open in a repository: issues, and the bot's pull requests.

It is listed once, and each proposal is held against the others. Which of them are looked after in a
run is told here as well.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from wgbot.checks.lookups import Neighbour
from wgbot.community.repository import Repository
from wgbot.form import recognition
from wgbot.github import graphql
from wgbot.github.api import MOST_LISTED, quoted, time_of
from wgbot.github.graphql import label_names
from wgbot.github.issues import issue_of, own_labels
from wgbot.github.remote import Remote
from wgbot.proposals.markers import issue_of_branch
from wgbot.proposals.proposal import Proposal, read
from wgbot.proposals.reconcile import Retry
from wgbot.registry.group import Group

_RECENT = timedelta(days=3)
"""How long ago a pull request can have ended for an end that was missed to be noticed."""
_PAGE_SIZES = (100, 25)
"""How many issues are asked for at once; with long texts, GitHub can fail to tell that many in time."""
_PULL = "number state updatedAt headRefName isCrossRepository"


@dataclass
class _Listed:
    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    groups: dict[int, Group | None] = field(default_factory=dict)
    """What the issues propose, as far as it was read; None for what isn't a proposal."""
    has_approval_label: bool | None = None
    """Whether there is such a label; None if nobody asked."""
    skipped: list[str] = field(default_factory=list)
    """What was not looked at."""


class Listing:
    """The open issues of a repository and the bot's pull requests, listed when they are asked for."""

    def __init__(self, remote: Remote, now: Callable[[], datetime]) -> None:
        """Get ready; nothing is asked yet."""
        self._remote = remote
        self._now = now
        self._listed: _Listed | None = None
        self._read_by: Repository | None = None
        """Whose form the listed issues were read by."""

    def forget(self) -> None:
        """List again when asked next: something has changed."""
        self._listed = None

    def make(self) -> None:
        """List the issues now, unless that is done."""
        self._list()

    def numbers(self) -> list[int]:
        """Return the issues to look at: open proposals, and those of the bot's pull requests.

        What is approved comes first, so that it does not wait behind what anyone can file.
        """
        listed, community = self._list(), self._remote.community(whole=False)
        labels = own_labels(community)
        found = {
            number
            for number, issue in listed.issues.items()
            if _may_be_proposal(community, issue)
            # Labels are common ones. If it was a proposal before it was edited, the bot has answered.
            or (labels.keys() & label_names(issue) and issue["comments"]["totalCount"])
        }
        found |= self._with_pull_request(self._remote, None)
        if settings := community.config.second:
            found |= self._with_pull_request(
                self._remote.in_second(settings.repository), self._remote.home
            )
        approval = community.config.approval.label.lower()
        return sorted(
            found,
            key=lambda number: (approval not in label_names(listed.issues.get(number)), number),
        )

    def has_approval_label(self) -> bool:
        """Return whether the repository has the label that approves, by the name that it should have."""
        listed, name = self._list(), self._remote.community(whole=False).config.approval.label
        if listed.has_approval_label is None:
            is_used = any(name.lower() in label_names(each) for each in listed.issues.values())
            listed.has_approval_label = (
                is_used or self._remote.api.get(f"/labels/{quoted(name)}") is not None
            )
        return listed.has_approval_label

    def skipped(self) -> list[str]:
        """Return what was not looked at, a sentence each."""
        return self._list().skipped

    def _with_pull_request(self, remote: Remote, home: str | None) -> set[int]:
        """Return the issues of pull requests that are open, or were until not long ago."""
        since = self._now() - _RECENT
        opened = _pages(
            remote,
            "pullRequests",
            "states: OPEN, orderBy: {field: CREATED_AT, direction: ASC}",
            _PULL,
        )
        ended = _pages(
            remote,
            "pullRequests",
            "states: [CLOSED, MERGED], orderBy: {field: UPDATED_AT, direction: DESC}",
            _PULL,
        )
        found = [*opened]
        for pull in ended:
            if pull and time_of(pull["updatedAt"]) < since:
                break
            found.append(pull)
        prefix = self._remote.community(whole=False).config.branches.prefix
        return {number for pull in found if pull and (number := _issue_of(pull, home, prefix))}

    def neighbours(self, number: int, community: Repository) -> Iterator[Neighbour]:
        """Yield the other open proposals."""
        listed = self._list()
        if self._read_by is not community:
            self._read_by, listed.groups = community, {}
        for other, about in listed.issues.items():
            if other == number:
                continue
            if other not in listed.groups:
                listed.groups[other] = _group(other, about, community)
            group = listed.groups[other]
            if group and group.name:
                yield Neighbour(f"#{other}", other, group)

    def _list(self) -> _Listed:
        if self._listed is None:
            found = _Listed()
            # The oldest first: if there are more than can be listed, it is the newest that wait.
            issues = _pages(
                self._remote,
                "issues",
                "states: OPEN, orderBy: {field: CREATED_AT, direction: ASC}",
                f"{graphql.ISSUE} comments {{ totalCount }}",
            )
            for each in issues:
                if each:
                    found.issues[int(each["number"])] = each
                else:
                    found.skipped = [
                        "GitHub listed an issue without telling of it. Run this again."
                    ]
            if len(found.issues) >= MOST_LISTED:
                found.skipped.append(
                    f"There are {MOST_LISTED:,} open issues or more, and newer ones are not looked at. "
                    "Close what is done with."
                )
            self._listed = found
        return self._listed


def _pages(remote: Remote, what: str, which: str, asked: str) -> Iterator[dict[str, Any] | None]:
    """Yield what a list holds, page by page, up to MOST_LISTED; None for what could not be told."""
    count, after = 0, "null"
    while count < MOST_LISTED:
        page = _page(remote, f"{what}(first: %d, after: {after}, {which})", asked)
        listed = page.get("nodes") or []
        yield from listed
        count += len(listed) or 1
        about = page.get("pageInfo") or {}
        if not about.get("hasNextPage"):
            return
        after = json.dumps(about["endCursor"])


def _page(remote: Remote, what: str, asked: str) -> Mapping[str, Any]:
    for size in _PAGE_SIZES:
        try:
            answer = remote.ask(f"page: {what % size} {{ {graphql.PAGE} nodes {{ {asked} }} }}")
        except Retry:
            if size == _PAGE_SIZES[-1]:
                raise
            continue
        page: Mapping[str, Any] | None = answer.get("page")
        if page:
            return page
    raise Retry("GitHub didn't list what is open. Run this again.")


def _may_be_proposal(community: Repository, issue: dict[str, Any]) -> bool:
    try:
        return recognition.is_proposal(
            community.asked, str(issue.get("body") or ""), str(issue.get("title") or "")
        )
    except Exception:  # noqa: BLE001  # then it is looked at, and what is wrong is told of that one
        return True


def _group(number: int, about: dict[str, Any], community: Repository) -> Group | None:
    """Return the group that an issue proposes; None if it isn't a proposal of one, or cannot be read."""
    try:
        issue = issue_of(number, about)
        is_meant = recognition.is_proposal(community.asked, issue.body)
        return _founded(read(issue, community)) if is_meant else None
    except Exception:  # noqa: BLE001  # it is told at that one's own turn
        return None


def _founded(proposal: Proposal) -> Group | None:
    return proposal.group if proposal.does == "new" else None


def _issue_of(pull: dict[str, Any], home: str | None, prefix: str) -> int | None:
    """Return the issue that a pull request's branch is for; *home*, *prefix* as for `branch_name`."""
    if pull.get("isCrossRepository") is not False:
        return None
    name = str(pull.get("headRefName") or "")
    number = issue_of_branch(name, home, prefix) or issue_of_branch(name, home)
    # In the issues' own repository, a pull request comes after the issue that it is for.
    return number if number and (home or number < int(pull["number"])) else None
