"""What is known on GitHub about proposals, as situations.

It is looked at twice where there is something to do: at many at once by what one answer tells, and
then at each of them alone, by all that has to be known before anything is written.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from wgbot.checks.lookups import Facts
from wgbot.form import recognition
from wgbot.github import graphql, places, words
from wgbot.github.api import time_of
from wgbot.github.approvals import (
    LabelEvent,
    Roles,
    approval_label,
    lost_label,
    remembered_label,
)
from wgbot.github.approvers import ApproverLookUp
from wgbot.github.comments import reviews
from wgbot.github.graphql import label_names
from wgbot.github.issues import as_configured, issue_of
from wgbot.github.listing import Listing
from wgbot.github.lookups import LookUp, look_up
from wgbot.github.merges import with_what_became
from wgbot.github.remote import Remote
from wgbot.github.seen import Seen
from wgbot.github.versions import FilledIn, all_as_filled_in, as_filled_in
from wgbot.proposals import filled_in, present_leads
from wgbot.proposals.memory import Record
from wgbot.proposals.proposal import Issue, Proposal, judge, read
from wgbot.proposals.reconcile import Retry
from wgbot.proposals.situation import ApprovalLabel, Situation
from wgbot.registry.group import Group


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
            now = replace(now, label=self._lost_label(seen))
        now = self._with_approvers(now)
        if not seen.is_pending:
            return now
        then = self._as_filled_in(seen)
        now = replace(now, proposal=read(now.issue, now.repository, then))
        # Asked after the label was: what the issue says now is what the label was for, or later.
        found = self._look_up([now], {number: seen}, text_of=number if now.label else None)
        if now.label:
            text = found.text
            if text is None or Issue(text.body).digest != now.issue.digest:
                raise Retry(f"GitHub didn't say when #{number} was last edited. Run this again.")
            now = replace(now, text_since=text.since)
        now = replace(now, proposal=self._judged(now, found.facts, then))
        if present_leads.word(now, reviewed=None) and self._is_by_app(now):
            now = replace(now, is_authors_text=False)
        return self._with_words(now, found.answer, seen)

    def glance(self, numbers: Sequence[int]) -> dict[int, Situation | None]:
        """Look at many proposals at once, as far as that is known without asking about each.

        What cannot be told like that is left out. A label is believed to be what it was when its
        proposal was looked at alone, so this tells where there is nothing to do, and no more.
        """
        answers = self._ask(numbers)
        seen: dict[int, Seen] = {}
        found: dict[int, Situation | None] = {}
        for number in numbers:
            with suppress(Exception):  # What is wrong is told when that one is looked at alone.
                looked = self._see(number, *answers)
                if looked and looked.is_open:
                    seen[number] = looked
                else:
                    found[number] = looked.situation if looked else None
        self._missed.clear()
        then = self._all_as_filled_in(seen)
        pending: dict[int, Situation] = {}
        for number, each in seen.items():
            with suppress(Exception):
                if self._may_be_approved_by_no_label(each) and (
                    # Only the events tell what it was called then.
                    each.may_have_lost_its_label or self._lost_label(each)
                ):
                    continue
                if number in then and (now := self._as_remembered(each)):
                    now = self._with_approvers(now)
                    if each.is_pending:
                        read_then = read(now.issue, now.repository, then[number])
                        pending[number] = replace(now, proposal=read_then)
                    else:
                        found[number] = now
        looked_up = self._look_up(list(pending.values()), seen)
        for number, now in pending.items():
            with suppress(Exception):
                judged = replace(now, proposal=self._judged(now, looked_up.facts, then[number]))
                found[number] = self._with_words(judged, looked_up.answer, seen[number])
        return found

    def _look_up(
        self,
        situations: Sequence[Situation],
        seen: Mapping[int, Seen],
        text_of: int | None = None,
    ) -> LookUp:
        """Ask about what proposals name, and what people said of them, as far as it matters."""
        more = [
            asked
            for now in situations
            for asked in words.questions(
                now, seen[now.issue.number or 0].comments, self._remote.api.repository
            )
        ]
        proposals = [each.proposal for each in situations]
        return look_up(self._remote.api, self._remote.server, proposals, text_of=text_of, more=more)

    def _may_be_approved_by_no_label(self, seen: Seen) -> bool:
        """Return whether it may have been approved before the label was renamed or deleted."""
        return (
            not seen.is_labelled
            and seen.had_a_persons_label
            and not self._listing.has_approval_label()
        )

    def _lost_label(self, seen: Seen) -> ApprovalLabel | None:
        """Return the approval label that nobody took off, and that is not there under its name."""
        now = seen.situation
        name = now.repository.config.approval.label
        number = now.issue.number or 0
        return lost_label(self._remote.api, number, name, seen.about, self._roles)

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
        issues = [graphql.about_issue(number) for number in numbers]
        here = [*issues, *places.questions(numbers, None, prefix)]
        there = places.questions(numbers, home, prefix)
        return self._remote.ask_both(here, there)

    def _see(
        self, number: int, here: Mapping[str, Any], there: Mapping[str, Any] | None
    ) -> Seen | None:
        """Read what was answered about one; None if there is nothing to look after."""
        about = self._issue(number, here)
        issue, names = issue_of(number, about), label_names(about)
        found_at = places.read(self._remote, number, here, there, self._prefix)
        pulls = [each for place in found_at if (each := place.pull_request)]
        community = self._remote.community(whole=False)
        is_labelled = community.config.approval.label.lower() in names
        if is_labelled or any(each.state != "open" for each in pulls):
            community = self._remote.community()
            if community.config.second and len(found_at) == 1:
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
            places=found_at,
            labels=frozenset(as_configured(names, community)),
            text_since=_text_since(about) if about else None,
            is_authors_text=_is_authors(about or {}),
            now=self._now(),
            manual=self._remote.manual,
        )
        return Seen(with_what_became(self._remote, found), about or {}, comments)

    def _issue(self, number: int, here: Mapping[str, Any]) -> dict[str, Any] | None:
        found: dict[str, Any] | None = here.get(f"i{number}")
        if f"i{number}" not in here or (found is None and number not in self._missed):
            # What was filed just now may not be shown yet.
            self._missed.add(number)
            raise Retry(f"GitHub doesn't show #{number}. Run this again.")
        return found

    def _is_by_app(self, now: Situation) -> bool:
        """Return whether an App has filed the issue for its author, and people may not use that one."""
        about = self._remote.api.get(f"/issues/{now.issue.number}") or {}
        app = str((about.get("performed_via_github_app") or {}).get("slug") or "")
        allowed = {each.lower() for each in now.repository.config.approval.apps}
        return bool(app) and app.lower() not in allowed

    def _judged(self, now: Situation, facts: Facts, then: Mapping[str, Group]) -> Proposal:
        neighbours = tuple(self._listing.neighbours(now.issue.number or 0, now.repository))
        return judge(now.issue, now.repository, facts, neighbours, then, now.home.address)

    def _filled_in(self, seen: Seen) -> FilledIn:
        now = seen.situation
        return FilledIn(now.proposal, now.repository.registry, time_of(seen.about["createdAt"]))

    def _registry_at(self, now: Situation) -> Remote:
        settings = now.repository.config
        return self._remote.at(settings.place_of(settings.registry))

    def _as_filled_in(self, seen: Seen) -> Mapping[str, Group]:
        """Return the groups that a proposal is about as they were when its form was filled in."""
        if not filled_in.matters(seen.situation.proposal):
            return {}
        return as_filled_in(self._registry_at(seen.situation), self._filled_in(seen))

    def _all_as_filled_in(self, seen: Mapping[int, Seen]) -> Mapping[int, Mapping[str, Group]]:
        """Return the same for those that are open, of many; what takes a look at one alone is left out."""
        changing = {
            number: each
            for number, each in seen.items()
            if each.is_pending and filled_in.matters(each.situation.proposal)
        }
        none: Mapping[str, Group] = {}
        found = {number: none for number in seen if number not in changing}
        if changing:
            remote = self._registry_at(next(iter(changing.values())).situation)
            forms = {number: self._filled_in(each) for number, each in changing.items()}
            found |= all_as_filled_in(remote, forms)
        return found

    def _with_approvers(self, now: Situation) -> Situation:
        if now.label is None and not present_leads.may_matter(now):
            return now
        path = now.repository.registry.path(now.proposal.slug)
        return replace(now, approvers=self._approvers.of(now.repository, path))

    def _with_words(self, now: Situation, answer: Mapping[str, Any], seen: Seen) -> Situation:
        said = words.read(self._remote, now, answer, seen.comments, self._roles)
        return replace(now, words=said)


def _text_since(about: Mapping[str, Any]) -> datetime:
    return time_of(about.get("lastEditedAt") or about.get("createdAt"))


def _is_authors(about: Mapping[str, Any]) -> bool:
    author, editor = (
        str((about.get(key) or {}).get("login") or "") for key in ("author", "editor")
    )
    return bool(author) and (about.get("lastEditedAt") is None or editor == author)
