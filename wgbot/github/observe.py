"""What is known on GitHub about proposals, as situations.

It is looked at twice where there is something to do: at many at once by what one answer tells, and
then at each of them alone, by all that has to be known before anything is written.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from wgbot.form import recognition
from wgbot.github import graphql
from wgbot.github.api import time_of
from wgbot.github.approvals import (
    LabelEvent,
    Roles,
    approval_label,
    endorsements,
    lost_label,
    remembered_label,
)
from wgbot.github.approvers import ApproverLookUp
from wgbot.github.comments import reviews
from wgbot.github.graphql import label_names
from wgbot.github.issues import as_configured, issue_of
from wgbot.github.listing import Listing
from wgbot.github.lookups import look_up
from wgbot.github.merges import with_what_became
from wgbot.github.remote import Remote
from wgbot.github.seen import Seen
from wgbot.proposals import filled_in, notices
from wgbot.proposals.markers import branch_name, stands_in_the_way
from wgbot.proposals.memory import Record
from wgbot.proposals.proposal import Issue, Proposal, judge, read
from wgbot.proposals.reconcile import Retry
from wgbot.proposals.situation import HOME, Place, Situation
from wgbot.registry.group import Group
from wgbot.text.problems import SetupError


class Observer:
    """Whoever looks at the proposals of one repository."""

    def __init__(self, remote: Remote, listing: Listing, now: Callable[[], datetime]) -> None:
        """Get ready; nothing is asked yet."""
        self._remote = remote
        self._listing = listing
        self._now = now
        self._roles = Roles(remote.api)
        self._approvers = ApproverLookUp(remote)
        self._missed: set[int] = set()
        """Issues that GitHub did not show at first: they may be just filed."""
        self.event: LabelEvent | None = None
        """What the event tells that woke the bot."""

    def observe(self, number: int) -> Situation | None:
        """Look at everything that matters for that issue; None if it isn't a proposal."""
        self._listing.make()
        seen = self._see(number, *self._ask([number]))
        if seen is None or not seen.is_open:
            return seen.situation if seen else None
        now, config = seen.situation, seen.situation.repository.config
        if seen.is_labelled:
            given = approval_label(
                self._remote.api, number, config.approval.label, seen.about, self.event, self._roles
            )
            now = replace(now, label=given)
        elif seen.may_have_lost_its_label or self._may_be_approved_by_no_label(seen):
            lost = lost_label(
                self._remote.api, number, config.approval.label, seen.about, self._roles
            )
            now = replace(now, label=lost)
        now = self._with_approvers(now)
        if not seen.is_pending:
            return self._with_endorsements(now, seen.comments)
        then = self._as_filled_in(seen)
        now = replace(now, proposal=read(now.issue, now.repository, then))
        # Asked after the label was: what the issue says now is what the label was for, or later.
        found = look_up(
            self._remote.api,
            self._remote.server,
            [now.proposal],
            text_of=number if now.label else None,
        )
        if now.label:
            text = found.text
            if text is None or Issue(text.body).digest != now.issue.digest:
                raise Retry(f"GitHub didn't say when #{number} was last edited. Run this again.")
            now = replace(now, text_since=text.since)
        now = replace(now, proposal=self._judged(now, found.facts, then))
        return self._with_endorsements(now, seen.comments)

    def glance(self, numbers: Sequence[int]) -> dict[int, Situation | None]:
        """Look at many proposals at once, as far as that is known without asking about each.

        What cannot be told like that is left out. A label is believed to be what it was when its
        proposal was looked at alone, so this tells where there is nothing to do, and no more.
        """
        answers = self._ask(numbers)
        seen: dict[int, Seen | None] = {}
        for number in numbers:
            with suppress(Exception):  # What is wrong is told when that one is looked at alone.
                seen[number] = self._see(number, *answers)
        self._missed.clear()
        unjudged = [each.situation.proposal for each in seen.values() if each and each.is_pending]
        facts = look_up(self._remote.api, self._remote.server, unjudged).facts
        found: dict[int, Situation | None] = {}
        for number, each in seen.items():
            with suppress(Exception):
                if each is None or not each.is_open:
                    found[number] = each.situation if each else None
                elif each.is_pending and filled_in.matters(each.situation.proposal):
                    continue  # What its groups were when it was filled in takes another question.
                elif self._may_be_approved_by_no_label(each):
                    continue  # Only the events tell what it was called then.
                elif now := self._as_remembered(each):
                    now = self._with_approvers(now)
                    if each.is_pending:
                        now = replace(now, proposal=self._judged(now, facts))
                    found[number] = self._with_endorsements(now, each.comments)
        return found

    def _may_be_approved_by_no_label(self, seen: Seen) -> bool:
        """Return whether it may have been approved before the label was renamed or deleted."""
        return (
            seen.is_open
            and not seen.is_labelled
            and seen.had_a_persons_label
            and not self._listing.has_approval_label()
        )

    def _as_remembered(self, seen: Seen) -> Situation | None:
        """Return the situation with its label, if that is the one that was looked at before."""
        if not seen.is_labelled:
            return seen.situation
        name, review = seen.situation.repository.config.approval.label, seen.situation.review
        key = Record.read(review.text).label if review else None
        label = remembered_label(key, name, seen.about, self._roles)
        return replace(seen.situation, label=label) if label else None

    @property
    def _prefix(self) -> str:
        return self._remote.community(whole=False).config.branches.prefix

    def _ask(self, numbers: Sequence[int]) -> tuple[Mapping[str, Any], Mapping[str, Any] | None]:
        # Which other repository has to be asked, and for which branches, the configuration tells.
        home, prefix = self._remote.home, self._prefix
        here = [
            asked
            for number in numbers
            for asked in (
                graphql.about_issue(number),
                *_about_branches(number, None, prefix),
            )
        ]
        there = [asked for number in numbers for asked in _about_branches(number, home, prefix)]
        return self._remote.ask_both(here, there)

    def _see(
        self, number: int, here: Mapping[str, Any], there: Mapping[str, Any] | None
    ) -> Seen | None:
        """Read what was answered about one; None if there is nothing to look after."""
        about = self._issue(number, here)
        issue, names = issue_of(number, about), label_names(about)
        places = self._places(number, here, there)
        pulls = [each for place in places if (each := place.pull_request)]
        community = self._remote.community(whole=False)
        is_labelled = community.config.approval.label.lower() in names
        if is_labelled or any(each.state != "open" for each in pulls):
            community = self._remote.community()
            if community.config.second and len(places) == 1:
                raise Retry("GitHub tells nothing about the second repository. Run this again.")
        comments = reviews(self._remote, number, about) if about else []
        if issue.state == "open":
            is_meant = bool(pulls or comments) or recognition.is_proposal(
                community.asked, issue.body, issue.title
            )
        else:
            # A merge bot can bring a group in by commits of its own, and close both.
            is_meant = any(pull.state != "closed" or is_labelled for pull in pulls)
        if not is_meant:
            return None
        found = Situation(
            issue=issue,
            repository=community,
            proposal=read(issue, community),
            review=graphql.review(comments),
            places=places,
            labels=frozenset(as_configured(names, community)),
            text_since=_text_since(about) if about else None,
            now=self._now(),
        )
        return Seen(with_what_became(self._remote, found), about or {}, comments)

    def _issue(self, number: int, here: Mapping[str, Any]) -> dict[str, Any] | None:
        found: dict[str, Any] | None = here.get(f"i{number}")
        if f"i{number}" not in here or (found is None and number not in self._missed):
            # What was filed just now may not be shown yet.
            self._missed.add(number)
            raise Retry(f"GitHub doesn't show #{number}. Run this again.")
        return found

    def _places(
        self, number: int, here: Mapping[str, Any], there: Mapping[str, Any] | None
    ) -> tuple[Place, ...]:
        """Read what there is in the repositories in which there may be a branch or a pull request."""
        remote, places = self._remote, []
        asked: list[tuple[str, Remote, Mapping[str, Any], str | None]] = [
            (HOME, remote, here, None)
        ]
        if there is not None and (second := remote.second):
            asked.append((second.api.repository, second, there, remote.home))
        for place, each, answer, home in asked:
            if stands_in_the_way(each.default_branch, self._prefix):
                raise SetupError(notices.in_the_way(self._prefix, each.default_branch))
            for key, name in _branch_names(number, home, self._prefix).items():
                branch, pull = each.branches.read(answer, key, name, each.default_branch)
                if branch or pull:
                    break
            places.append(
                Place(
                    place,
                    commit=each.head if place else None,
                    default_branch=each.default_branch,
                    address=each.home,
                    branch=branch,
                    pull_request=pull,
                )
            )
        return tuple(places)

    def _judged(
        self, now: Situation, facts: Any, then: Mapping[str, Group] = MappingProxyType({})
    ) -> Proposal:
        neighbours = tuple(self._listing.neighbours(now.issue.number or 0, now.repository))
        return judge(now.issue, now.repository, facts, neighbours, then)

    def _as_filled_in(self, seen: Seen) -> Mapping[str, Group]:
        """Return the groups that a proposal is about as they were when its form was filled in.

        That is by the version that it names, if that is of the default branch: GitHub shows the commits
        of forks as well. Or else as they were when the issue was filed.
        """
        now, settings = seen.situation, seen.situation.repository.config
        if not filled_in.matters(now.proposal):
            return {}
        there = self._remote.at(settings.place_of(settings.registry))
        commit = there.ancestor(filled_in.claimed(now.proposal)) or there.at_time(
            time_of(seen.about["createdAt"])
        )
        if commit is None:
            return {}
        tree = there.branches.files(commit)
        return filled_in.as_then(now.proposal, now.repository.registry, tree)

    def _with_approvers(self, now: Situation) -> Situation:
        if now.label is None:
            return now
        path = now.repository.registry.path(now.proposal.slug)
        return replace(now, approvers=self._approvers.of(now.repository, path))

    def _with_endorsements(self, now: Situation, comments: Sequence[dict[str, Any]]) -> Situation:
        if not (now.label and comments and now.repository.config.approval.count > 1):
            return now
        given = endorsements(self._remote.api, comments[0], self._roles)
        return replace(now, endorsements=tuple(given))


def _text_since(about: Mapping[str, Any]) -> datetime:
    return time_of(about.get("lastEditedAt") or about.get("createdAt"))


def _branch_names(number: int, home: str | None, prefix: str) -> dict[str, str]:
    """Return what a proposal's branch is called, and was before the community chose a prefix, by key."""
    names = [branch_name(number, "", home, prefix), branch_name(number, "", home)]
    return {f"{number}{'_' * at}": name for at, name in enumerate(dict.fromkeys(names))}


def _about_branches(number: int, home: str | None, prefix: str) -> list[str]:
    names = _branch_names(number, home, prefix)
    return [graphql.about_branch(key, name) for key, name in names.items()]
