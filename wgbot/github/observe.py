"""Look at everything that matters for one issue, and return it as a situation.

Anyone can write what the bot writes, so whose something is gets asked first, and only what is the
bot's is read: its comment by author and first line, its pull request by author or by a branch of this
repository, its commit by author, committer and message, an approval by the event of the label.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from wgbot.community.repository import Repository
from wgbot.form import recognition
from wgbot.github.api import time_of
from wgbot.github.approvals import LabelEvent, approval_label, endorsements
from wgbot.github.issues import as_configured, issue_of, label_names
from wgbot.github.listing import Listing
from wgbot.github.lookups import look_up
from wgbot.github.remote import Remote
from wgbot.proposals.memory import MARKER
from wgbot.proposals.proposal import Issue, judge, read
from wgbot.proposals.reconcile import Retry
from wgbot.proposals.situation import HOME, BotComment, Place, PullRequest, Situation


class Observer:
    """Whoever looks at the proposals of one repository."""

    def __init__(self, remote: Remote, listing: Listing, now: Callable[[], datetime]) -> None:
        """Get ready; nothing is asked yet."""
        self._remote = remote
        self._listing = listing
        self._now = now
        self._missed: set[int] = set()
        """Issues that GitHub did not show at first: they may be just filed."""
        self.event: LabelEvent | None = None
        """What the event tells that woke the bot."""

    def observe(self, number: int) -> Situation | None:
        """Look at everything that matters for that issue; None if it isn't a proposal."""
        about = self._read_issue(number)
        if about and "pull_request" in about:
            return None
        marked = marked_comments(self._remote, number) if about else []
        now = self._found(number, about, marked)
        if now is None:
            return None
        if not now.is_registered and now.issue.state == "open":
            label = now.repository.config.approval.label
            if label in now.labels:
                given = approval_label(self._remote.api, number, label, about or {}, self.event)
                now = replace(now, label=given)
            # Asked after the label was: what the issue says now is what the label was for, or later.
            now = self._judged(now, with_account=bool(marked))
        comments = [each for each in marked if self._is_own(each)]
        now = replace(now, review=review_of(comments))
        if now.label and comments and now.repository.config.approval.count > 1:
            now = replace(now, endorsements=tuple(endorsements(self._remote.api, comments[0])))
        return now

    def _is_own(self, comment: dict[str, Any]) -> bool:
        return self._remote.is_own(comment.get("user"))

    def _found(
        self, number: int, about: dict[str, Any] | None, marked: list[dict[str, Any]]
    ) -> Situation | None:
        """Look at issue, branches and pull requests; None if there is nothing to look after."""
        issue, names = issue_of(number, about), label_names(about or {})
        community = self._remote.community()
        is_labelled = community.config.approval.label.lower() in names
        places = self._places(number, issue, community, may_have_any=bool(is_labelled or marked))
        pulls = [each for place in places if (each := place.pull_request)]
        is_meant = _concerns(issue, pulls, community)
        if not is_meant and not (issue.state == "open" and any(map(self._is_own, marked))):
            return None
        if is_labelled or any(each.state == "merged" for each in pulls):
            community = self._remote.present()
            settings, commit = community.config.second, self._remote.commit_in_second
            if settings and len(places) == 1:
                places = (*places, self._remote.place(settings.repository, number))
            places = (places[0], *(replace(each, commit=commit) for each in places[1:]))
        return Situation(
            issue=issue,
            repository=community,
            proposal=read(issue, community),
            places=places,
            labels=frozenset(as_configured(names, community)),
            now=self._now(),
        )

    def _places(
        self, number: int, issue: Issue, community: Repository, *, may_have_any: bool
    ) -> tuple[Place, ...]:
        """Look at the repositories in which there may be a branch or a pull request."""
        remote = self._remote
        if not (may_have_any or issue.state != "open" or self._listing.has_pull_request(number)):
            return (Place(default_branch=remote.default_branch, address=remote.home),)
        second = community.config.second
        names = (HOME, second.repository) if second else (HOME,)
        return tuple(remote.place(name, number) for name in names)

    def _read_issue(self, number: int) -> dict[str, Any] | None:
        """Read the issue from the list if that is made just now; or else alone, for it may be old."""
        found = None if self._listing.is_made else self._listing.issue(number)
        found = found or self._issue(number)
        if found is None and number not in self._missed:
            # What was filed just now may not be shown yet.
            self._missed.add(number)
            raise Retry(f"GitHub doesn't show #{number}. Run this again.")
        if found is None and self._remote.api.get("") is None:
            raise self._remote.unknown()
        return found

    def _judged(self, then: Situation, *, with_account: bool) -> Situation:
        """Judge the proposal by what GitHub knows; with a label, by which text that was for, too."""
        community, number = then.repository, then.issue.number or 0
        found = look_up(
            self._remote.api,
            self._remote.server,
            then.proposal,
            with_account=with_account and self._remote.account is None,
            with_text=then.label is not None,
        )
        self._remote.account = self._remote.account or found.account
        text = found.text
        if then.label and (text is None or Issue(text.body).digest != then.issue.digest):
            raise Retry(f"GitHub didn't say when #{number} was last edited. Run this again.")
        neighbours = tuple(self._listing.neighbours(number, community))
        return replace(
            then,
            proposal=judge(then.issue, community, found.facts, neighbours),
            text_since=text.since if text else None,
        )

    def _issue(self, number: int) -> dict[str, Any] | None:
        """Read one issue; None if it was deleted, or moved to another repository."""
        about: dict[str, Any] | None = self._remote.api.get(f"/issues/{number}")
        if about is None or int(about.get("number") or 0) != number:
            return None
        where = str(about.get("url") or "").lower()
        return about if f"/repos/{self._remote.api.repository.lower()}/" in where else None


def marked_comments(remote: Remote, number: int) -> list[dict[str, Any]]:
    """List an issue's comments that start as the bot's review does and can be its own, in order."""
    return [
        comment
        for comment in remote.api.pages(f"/issues/{number}/comments")
        if str(comment.get("body") or "").startswith(f"{MARKER} ")
        and remote.may_be_own(comment.get("user"))
    ]


def review_of(comments: list[dict[str, Any]]) -> BotComment | None:
    """Return the review by the bot's comments, the oldest first."""
    if not comments:
        return None
    first, *rest = comments
    return BotComment(
        str(first.get("body") or "").replace("\r\n", "\n"),
        time_of(first.get("updated_at")),
        spare=tuple(int(each["id"]) for each in rest),
        comment=int(first["id"]),
    )


def _concerns(issue: Issue, pulls: list[PullRequest], community: Repository) -> bool:
    """Return whether there is anything to look after: an open proposal, or what came of one."""
    if issue.state != "open":
        return any(pull.state != "closed" for pull in pulls)
    return bool(pulls) or recognition.is_proposal(community.asked, issue.body, issue.title)
