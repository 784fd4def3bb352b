"""A run of `wgbot checkin`: what people answered is read, who is due is asked, and all of it remembered.

Whom a run is about to ask is remembered before the issue is opened. So one that is lost in between, or
repeated, asks nobody twice: the next one looks for the issue first.
"""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from wgbot.checkin import answers, asking, confirming, due, issue, memory_file, report, week
from wgbot.checkin.evidence import Accounts
from wgbot.checkin.issue import CommentOnQuestions, OpenQuestions
from wgbot.checkin.issue_text import IssuePlace
from wgbot.checkin.memory import Batch, CheckinMemory
from wgbot.checkin.settle import IssueSeen, settle
from wgbot.community.config import Config
from wgbot.community.repository import Repository
from wgbot.github.approvals import Roles
from wgbot.github.evidence import MOST, Looking
from wgbot.github.keeping import MemoryFile, MemoryKeeper
from wgbot.github.questions import QuestionIssues
from wgbot.github.remote import Remote
from wgbot.github.state_branch import StateBranch
from wgbot.github.upkeep import UpkeepPulls
from wgbot.proposals import markers
from wgbot.proposals.approver_roles import role_allows
from wgbot.proposals.reconcile import retry
from wgbot.registry.group import ASLEEP, Group, Person

KEPT = MemoryFile(memory_file.FILE, "questions", memory_file.load, memory_file.dump)
_PAUSES = (1, 2, 4)


def _leads(memory: CheckinMemory, groups: Mapping[str, Group]) -> list[Person]:
    """Return whose accounts matter: who leads what may be asked, or was and has ended since."""
    asked = {slug for batch in memory.batches for slug in batch.questions}
    found = (group for slug, group in groups.items() if group.status not in ASLEEP or slug in asked)
    return [lead for group in found for lead in group.leads]


@dataclass(frozen=True)
class CheckinRun:
    """What became of a run."""

    done: tuple[str, ...] = ()
    """What was done, or would be."""
    asked: tuple[str, ...] = ()
    """Whom it asks, or would ask, and why; and why it doesn't ask others."""
    summary: str = ""
    """What maintainers should know, in Markdown."""


class Checkin:
    """One run in one repository."""

    def __init__(
        self, remote: Remote, now: datetime, file: Path | None = None, *, dry_run: bool = False
    ) -> None:
        """Get ready; nothing is asked yet."""
        self._remote = remote
        self._now = now
        self._today: date = now.date()
        self._file = file
        self._dry_run = dry_run
        self._roles = Roles(remote.api)
        self._done: list[str] = []

    def run(self) -> CheckinRun:
        """Do all of it; what was changed by somebody else in between is looked at again."""
        return retry(self._attempt, _PAUSES, time.sleep)

    def _attempt(self) -> CheckinRun:
        self._remote.ask()
        community = self._remote.community()
        if community.unread:
            return CheckinRun((f"Nobody is asked {community.until_read}.",))
        settings = community.config
        keeper = self._keeper(settings)
        before = keeper.read()
        questions = QuestionIssues(self._remote, self._programs(settings))
        groups = community.registry.groups()
        recalled = before if before.started else self._recalled(before, questions)
        then = due.met(recalled, groups, self._today)
        seen = self._seen(then, questions)
        looking = Looking(self._remote.api, self._remote.server, self._programs(settings))
        leads = _leads(then, groups)
        accounts = looking.accounts(leads, then.accounts)
        then = then.with_accounts(leads, accounts)
        then, unread = self._settled(then, seen, groups, settings, accounts)
        then, seen = self._unopened(then, seen, questions)
        unsure = {each.day for each in then.batches if each.number is None}
        why = week.why_nobody(before, then, settings.checkin, self._today)
        lines: tuple[str, ...] = (why,) if why == week.FIRST else ()
        if not why or self._dry_run:
            there = questions.listed(self._today, by=self._remote.account or "")
            then = asking.noticed(then, there, groups, self._today)
            then, lines = self._asked(then, community, looking, accounts, why)
        elif before.started is None:
            then = week.started(then, self._today)

        def keep(memory: CheckinMemory) -> None:
            if not self._dry_run:
                self._done += keeper.write(memory.after(before, self._now), self._today)

        keep(then)
        then = self._told(then, seen, unsure, unread, community, accounts, keep)
        then = self._confirmed(then, community, accounts)
        keep(then)
        summary = report.summary(then, groups, accounts, self._remote.home, self._today)
        return CheckinRun(tuple(self._done), lines, summary)

    def _keeper(self, settings: Config) -> MemoryKeeper[CheckinMemory]:
        branch = StateBranch(self._remote.api, settings.branches.prefix, settings.commit)
        return MemoryKeeper(KEPT, self._file, branch)

    def _programs(self, settings: Config) -> frozenset[str]:
        own = [*settings.accounts, self._remote.account or ""]
        return frozenset(each.lower() for each in (*own, *settings.checkin.bots) if each)

    def _recalled(self, before: CheckinMemory, questions: QuestionIssues) -> CheckinMemory:
        """Return what the issues tell of a memory that is lost, or of one that never was."""
        then = before
        for batch in questions.listed(self._today):
            then = asking.recalled(then, batch)
            then = then.with_batch(batch)
        return then

    def _seen(self, then: CheckinMemory, questions: QuestionIssues) -> dict[date, IssueSeen | None]:
        """Return the issues of all questions that are looked after, by the questions' days."""
        days = {each.number: each.day for each in then.batches if each.number}
        found = questions.seen(list(days))
        return {days[number]: about for number, about in found.items()}

    def _settled(
        self,
        then: CheckinMemory,
        seen: Mapping[date, IssueSeen | None],
        groups: Mapping[str, Group],
        settings: Config,
        accounts: Accounts,
    ) -> tuple[CheckinMemory, dict[date, tuple[answers.Remark, ...]]]:
        unread: dict[date, tuple[answers.Remark, ...]] = {}
        for batch in then.batches:
            if batch.day not in seen:
                continue
            about = seen[batch.day]
            said = self._answers(batch, about, groups, accounts)
            unread[batch.day] = said.unread
            then = settle(then, batch, about, said, groups, settings.checkin, self._today)
        return then, unread

    def _answers(
        self,
        batch: Batch,
        about: IssueSeen | None,
        groups: Mapping[str, Group],
        accounts: Accounts,
    ) -> answers.GivenAnswers:
        asked, remarks = list(batch.questions), about.remarks if about else ()
        heard = answers.hear(remarks, asked, groups, accounts)
        others = list(dict.fromkeys(each.remark.by for each in heard if each.is_for_others(asked)))
        maintainers = {
            login.lower()
            for login, role in (self._roles.of_all(others) if others else {}).items()
            if role_allows(role, "write")
        }
        revisions = about.revisions if about else ()
        return answers.read(heard, revisions, asked, groups, maintainers)

    def _unopened(
        self,
        then: CheckinMemory,
        seen: dict[date, IssueSeen | None],
        questions: QuestionIssues,
    ) -> tuple[CheckinMemory, dict[date, IssueSeen | None]]:
        """Find the issues that an earlier run meant to open; what isn't there is to be asked anew.

        Not on the same day: it may be there, though no list has it yet.
        """
        waiting = [each for each in then.batches if each.number is None]
        if not waiting:
            return then, seen
        there = {batch.day: batch.number for batch in questions.listed(self._today)}
        for batch in waiting:
            number = there.get(batch.day)
            if about := questions.seen([number]).get(number) if number else None:
                then = then.with_batch(replace(batch, number=number))
                seen = {**seen, batch.day: about}
            elif not number and self._today > batch.day:
                then = asking.released(then, batch)
        return then, seen

    def _asked(
        self,
        then: CheckinMemory,
        community: Repository,
        looking: Looking,
        accounts: Accounts,
        why: str,
    ) -> tuple[CheckinMemory, tuple[str, ...]]:
        """Look at the sources of those who may be asked, and ask who is due."""
        settings, groups = community.config.checkin, community.registry.groups()
        planned = week.plan(then, groups, settings, self._today, MOST)
        wanted = due.months_before(self._today, settings.months)
        seen = looking.repositories(planned.addresses, wanted)
        return week.concluded(planned, seen, accounts, then, groups, settings, self._today, why)

    def _told(
        self,
        then: CheckinMemory,
        seen: Mapping[date, IssueSeen | None],
        unsure: Collection[date],
        unread: Mapping[date, tuple[answers.Remark, ...]],
        community: Repository,
        accounts: Accounts,
        keep: Callable[[CheckinMemory], None],
    ) -> CheckinMemory:
        """Bring the issues to where they should be, but for those that are *unsure* to be there."""
        questions = QuestionIssues(self._remote, self._programs(community.config))
        registry = self._remote.at(community.config.place_of(community.registry.path("any")))
        place = IssuePlace(self._remote.home, registry.home, registry.default_branch)
        for batch in then.batches:
            if (batch.number and batch.day not in seen) or batch.day in unsure:
                continue
            about = seen.get(batch.day)
            changes = issue.decide(
                batch,
                about,
                unread.get(batch.day, ()),
                community,
                place,
                accounts,
                self._today,
            )
            for change in changes:
                if self._dry_run:
                    self._done.append(issue.describe(change))
                    continue
                number, done = questions.apply(change, about)
                self._done.append(done)
                if isinstance(change, OpenQuestions):
                    then = then.with_batch(replace(batch, number=number))
                    # Whatever fails from here on, it is known that they are asked.
                    keep(then)
                elif isinstance(change, CommentOnQuestions) and change.is_reminder:
                    then = then.with_batch(replace(batch, reminded=self._today))
        return then

    def _confirmed(
        self, then: CheckinMemory, community: Repository, accounts: Accounts
    ) -> CheckinMemory:
        """Bring the monthly pull request to where it should be, if it is time, or what it says is over."""
        groups = community.registry.groups()
        over = confirming.taken_back(then, groups)
        is_time = confirming.is_time(then, self._today) and confirming.wanted(
            then, groups, is_open=True
        )
        if not over and not is_time:
            return then
        pulls = UpkeepPulls(
            self._remote, lambda config: [markers.checkin_branch(config.branches.prefix)]
        )
        listed = list(pulls.listed(community.config))
        is_open = any(each.state == "open" for each in listed)
        then = confirming.forgotten(then, over)
        if not is_open and not is_time:
            return then
        changed = confirming.wanted(then, groups, is_open=is_open)
        wanted = confirming.upkeep_of(changed, community, accounts)
        if self._dry_run:
            if wanted:
                self._done.append(f"would say in a pull request: {wanted.done}.")
            elif is_open:
                self._done.append(
                    "would close the pull request: nobody says any more what it notes."
                )
            return then
        if wanted is None:
            said = confirming.over(community)
            closed = pulls.close(community.config, said, confirming.is_meant)
            self._done += [f"{each} is closed: what it notes is over." for each in closed]
            return then
        merged = {each.head for each in listed if each.state == "merged"}
        if done := pulls.follow(wanted, community, merged):
            self._done.append(done)
        return confirming.proposed(then, changed, self._today)
