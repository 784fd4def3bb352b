"""What is open in a repository: issues, and the bot's pull requests.

It is listed once, and each proposal is held against the others. Which of them are looked after in a
run is told here as well.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from wgbot.checks.open_proposals import Neighbour
from wgbot.community.repository import Repository
from wgbot.form import recognition
from wgbot.github.api import MOST_LISTED, time_of
from wgbot.github.branches import is_from_here
from wgbot.github.issues import issue_of, label_names, own_labels
from wgbot.github.remote import Remote
from wgbot.proposals.markers import issue_of_branch, may_be_proposed, proposed_in
from wgbot.proposals.proposal import Proposal, read
from wgbot.registry.group import Group
from wgbot.text.escape import escape_controls, shorten

_MOST_SAID = 200
_RECENT = timedelta(days=3)
"""How long ago a pull request can have ended for an end that was missed to be noticed."""


@dataclass
class _Listed:
    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    pull_requests: set[int] = field(default_factory=set)
    """The issues that open pull requests of the bot's say they are for."""
    groups: dict[int, Group | None] = field(default_factory=dict)
    """What the issues propose, as far as it was read; None for what isn't a proposal."""
    odd: list[str] = field(default_factory=list)
    """What could not be understood of the lists."""


class Listing:
    """The open issues of a repository and the bot's pull requests, listed when they are asked for."""

    def __init__(self, remote: Remote, now: Callable[[], datetime]) -> None:
        """Get ready; nothing is asked yet."""
        self._remote = remote
        self._now = now
        self._listed: _Listed | None = None
        self._read_by: Repository | None = None
        """Whose form the listed issues were read by."""

    @property
    def is_made(self) -> bool:
        """Whether it was listed before, and so may be old."""
        return self._listed is not None

    def forget(self) -> None:
        """List again when asked next: something has changed."""
        self._listed = None

    def issue(self, number: int) -> dict[str, Any] | None:
        """Return an open issue as it was listed."""
        return self._list().issues.get(number)

    def has_pull_request(self, number: int) -> bool:
        """Return whether there is an open pull request of the bot's for that issue."""
        return number in self._list().pull_requests

    def numbers(self) -> list[int]:
        """Return the issues to look at: open proposals, and those of the bot's pull requests.

        What is approved comes first, so that it does not wait behind what anyone can file.
        """
        community = self._remote.present()
        listed = self._list()
        labels = own_labels(community)
        found = {
            number
            for number, issue in listed.issues.items()
            if labels.keys() & label_names(issue) or _may_be_proposal(community, issue)
        }
        found |= listed.pull_requests | self._recent() | self._open_in_second(community)
        approval = community.config.approval.label.lower()
        return sorted(
            found,
            key=lambda number: (approval not in label_names(listed.issues.get(number, {})), number),
        )

    def odd(self) -> list[str]:
        """Return what GitHub listed and cannot be understood, a sentence each."""
        return self._list().odd

    def _recent(self) -> set[int]:
        """Return the issues of pull requests that were open or ended not long ago."""
        listed = self._remote.api.pages("/pulls", state="all", sort="updated", direction="desc")
        since = self._now() - _RECENT
        recent = takewhile(
            lambda pull: time_of(pull["updated_at"]) > since, _sane(listed, self._list().odd)
        )
        return {number for pull in recent if (number := _issue_of(pull))}

    def _open_in_second(self, community: Repository) -> set[int]:
        """Return the issues that have an open pull request in the second repository."""
        settings = community.config.second
        if settings is None:
            return set()
        listed = self._remote.in_second(settings.repository).api.pages("/pulls", state="open")
        return {number for pull in listed if (number := _issue_of(pull, self._remote.home))}

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
            issues = self._remote.api.pages(
                "/issues", state="open", sort="created", direction="asc"
            )
            count = 0
            for each in _sane(issues, found.odd):
                count += 1
                number = each["number"]
                if "pull_request" not in each:
                    found.issues[number] = each
                elif may_be_proposed(str(each.get("body") or "")) and self._remote.is_trusted(
                    each.get("user")
                ):
                    proposal = proposed_in(str(each.get("body") or ""))
                    # A pull request comes after the issue that it is for.
                    if proposal and proposal < number:
                        found.pull_requests.add(proposal)
            if count >= MOST_LISTED:
                found.odd.append(
                    f"There are {MOST_LISTED:,} open issues and pull requests or more, and newer ones "
                    "are not looked at. Close what is done with."
                )
            self._listed = found
        return self._listed


def _sane(items: Iterable[dict[str, Any]], odd: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the items of a list that have what each has to have, and tell about the others in *odd*."""
    for item in items:
        if _is_sane(item):
            yield item
        else:
            said = shorten(escape_controls(json.dumps(item)), _MOST_SAID)
            odd.append(f"GitHub listed something that wgbot doesn't understand: {said}")


def _may_be_proposal(community: Repository, issue: dict[str, Any]) -> bool:
    try:
        return recognition.is_proposal(
            community.asked, str(issue.get("body") or ""), str(issue.get("title") or "")
        )
    except Exception:  # noqa: BLE001  # then it is looked at, and what is wrong is told of that one
        return True


def _is_sane(item: dict[str, Any]) -> bool:
    labels = item.get("labels")
    return (
        type(item.get("number")) is int
        and isinstance(labels, list | None)
        and all(isinstance(each, dict | str) for each in labels or ())
        and isinstance(item.get("updated_at"), str)
    )


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


def _issue_of(pull: dict[str, Any], home: str | None = None) -> int | None:
    """Return the issue that a pull request's branch is for; *home* as for `branch_name`."""
    if not is_from_here(pull):
        return None
    number = issue_of_branch(str(pull["head"].get("ref") or ""), home)
    # In the issues' own repository, a pull request comes after the issue that it is for.
    return number if number and (home or number < int(pull["number"])) else None
