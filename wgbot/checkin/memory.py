"""What is remembered of questions, as values; as a file, it is `memory_file`'s.

Lost, it asks nobody again: the issues say who was asked and what they answered, and dates start anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from wgbot.checkin.evidence import Accounts, Evidence
from wgbot.proposals.reconcile import Retry
from wgbot.registry.group import Person

Said = Literal["here", "lead", "pause", "ended", "later"]
"""What people answer: still here, we need a lead, pause, it has ended, ask again then."""
Reason = Literal["silent", "review", "term", "vacant", "again"]
"""Why a group is asked: nothing was seen of it; it wants to be asked; a term ends; nobody leads it; it
was to be asked again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody answered for a group."""

    said: Said
    by: str
    at: datetime
    until: date | None = None
    """When to ask again."""
    is_tick: bool = False


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """A question to one group, as it was asked."""

    reason: Reason
    on: date | None = None
    """The last sign of life, the day of the review, or the end of the term."""
    leads: tuple[str, ...] = ()
    """The accounts that were mentioned."""
    evidence: tuple[Evidence, ...] = ()
    """What was looked at."""
    since: date | None = None
    """The day from which silence counts: it moves while all leads are away."""
    answer: Reply | None = None
    before: date | None = None
    """When it was asked before that."""
    overdue: date | None = None
    """Since when its line says that nobody answered."""
    over: date | None = None
    """When it was seen that the group has ended meanwhile, which is an answer as well."""

    @property
    def is_settled(self) -> bool:
        """Return whether it needs no answer any more."""
        return self.answer is not None or self.over is not None


@dataclass(frozen=True, slots=True)
class Batch:
    """The questions of one week, in one issue."""

    day: date
    questions: Mapping[str, GroupQuestion]
    """By the groups' files."""
    number: int | None = None
    """The issue's; None as long as it isn't known to be there."""
    reminded: date | None = None
    closed: date | None = None
    """When a person closed or deleted it."""
    waiting: tuple[str, ...] = ()
    """The groups that had to be asked as well, and for which the week had no room."""

    @property
    def open_questions(self) -> dict[str, GroupQuestion]:
        """Return the questions that wait for an answer, by the groups' files."""
        return {slug: each for slug, each in self.questions.items() if not each.is_settled}

    @property
    def is_done(self) -> bool:
        """Return whether no question needs an answer any more."""
        return not self.open_questions


@dataclass(frozen=True, slots=True)
class GroupMemory:
    """What is remembered of one group."""

    start: date
    """Before that, it isn't asked."""
    seen: date | None = None
    """The last day on which a person did something there, of all that was looked at."""
    source: str = ""
    """Where that was: an address. Empty if an earlier version remembered the day alone."""
    asked: date | None = None
    yes: date | None = None
    """When somebody said that it is still active."""
    by: str = ""
    """Who said so."""
    again: date | None = None
    """When it wants to be asked again."""
    failing: date | None = None
    """Since when a source has failed, run after run."""
    failures: int = 0
    proposed: date | None = None
    """Which `yes` a pull request has asked to be written down."""


@dataclass(frozen=True, slots=True)
class CheckinMemory:
    """Everything that is remembered."""

    started: date | None = None
    """The day of the first run."""
    looked: date | None = None
    """When sources were last looked at, and groups asked."""
    pulled: date | None = None
    """When the pull request with `confirmed` was last written."""
    silent_until: date | None = None
    """Until when nobody is asked, because a person closed or deleted an issue."""
    groups: Mapping[str, GroupMemory] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()
    """Those whose issues are still looked after."""
    forbidden: date | None = None
    """When GitHub did not let the bot write to the branch for this, if so."""
    changed: datetime | None = None
    """When any of this last became another."""
    accounts: Mapping[str, int] = field(default_factory=dict)
    """The numbers that the accounts of leads had when they were seen first, by name in lower case."""

    def of(self, slug: str) -> GroupMemory | None:
        """Return what is remembered of a group."""
        return self.groups.get(slug)

    def with_group(self, slug: str, **changes: Any) -> "CheckinMemory":
        """Return the same with other values for a group that is known."""
        return replace(self, groups={**self.groups, slug: replace(self.groups[slug], **changes)})

    def with_batch(self, batch: Batch) -> "CheckinMemory":
        """Return the same with *batch* in place of that of its day, or beside the others."""
        others = [each for each in self.batches if each.day != batch.day]
        return replace(self, batches=tuple(sorted([*others, batch], key=lambda each: each.day)))

    def without_batch(self, day: date) -> "CheckinMemory":
        """Return the same without the batch of that day."""
        return replace(self, batches=tuple(each for each in self.batches if each.day != day))

    def with_accounts(self, leads: Iterable[Person], accounts: Accounts) -> "CheckinMemory":
        """Return the same with the numbers of these accounts and no others; what is known stays."""
        names = {(each.github or "").lower() for each in leads if not each.id}
        known = {name: number for name, number in accounts.existing.items() if name in names}
        kept = {name: number for name, number in self.accounts.items() if name in names}
        return replace(self, accounts=known | kept)

    def with_forbidden(self, on: date | None) -> "CheckinMemory":
        """Return the same, with when GitHub did not let the bot write to the branch for this."""
        return replace(self, forbidden=on)

    def after(self, before: "CheckinMemory", now: datetime) -> "CheckinMemory":
        """Return this memory as it follows *before*: the same, where nothing is new."""
        then = replace(self, changed=before.changed)
        return before if then == before else replace(then, changed=now)

    def merged(self, other: "CheckinMemory") -> "CheckinMemory":
        """Raise Retry: two runs at once would both ask, so the second one has to look again."""
        raise Retry("Another run has asked or read answers meanwhile. Run this again.")
