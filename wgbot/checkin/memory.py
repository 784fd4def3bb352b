"""What is remembered of questions, as values, and as a file that people can read.

Lost, it asks nobody again: the issues say who was asked and what they answered, and dates start anew.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar, get_args

from wgbot.checkin.evidence import Accounts, Evidence, State, Why
from wgbot.proposals.reconcile import Retry
from wgbot.registry.group import Person

FILE = "checkin.json"
"""Its name on the branch."""
VERSION = 1
ABOUT = (
    "What wgbot remembers of asking groups whether they are still active: who was asked when, and what "
    "they answered.",
    "Delete it whenever you like: nobody is asked again within a year, for the issues say who was asked. "
    "Whoever was not asked yet has to wait up to a year.",
)
_MOST = 5_000_000
_MOST_NUMBER = 10**15
_YEARS = range(1000, 9000)
"""Of what the bot remembers itself. Files of groups can name any day, and no day is counted from those."""
D = TypeVar("D", date, datetime)

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


def dump(memory: CheckinMemory) -> bytes:
    """Write the file: a line for each group."""
    head = {
        "about": ABOUT,
        "version": VERSION,
        **{
            key: value
            for key in ("changed", "forbidden", "started", "looked", "pulled", "silent_until")
            if (value := _written(getattr(memory, key)))
        },
        "accounts": dict(sorted(memory.accounts.items())),
        "issues": [batch_json(each) for each in memory.batches],
    }
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    lines = ",\n".join(
        f"  {json.dumps(slug)}: {json.dumps(_written(each), ensure_ascii=False)}"
        for slug, each in sorted(memory.groups.items())
    )
    return f'{text},\n "groups": {{\n{lines}\n }}\n}}\n'.encode("utf-8", "backslashreplace")


def batch_json(batch: Batch) -> dict[str, Any]:
    """Return a week's questions as JSON has them."""
    written: dict[str, Any] = _written(replace(batch, questions={}))
    return written | {"questions": {slug: _written(q) for slug, q in batch.questions.items()}}


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        shown = ((each.name, _written(getattr(value, each.name))) for each in fields(value))
        return {name: each for name, each in shown if each not in (None, "", 0, [], {}, False)}
    return value


def load(data: bytes | None) -> CheckinMemory:
    """Read the file; of one that cannot be read, nothing is remembered."""
    if not data or len(data) > _MOST:
        return CheckinMemory()
    try:
        value = json.loads(data)
        if value["version"] != VERSION:
            return CheckinMemory()
        return CheckinMemory(
            started=_day(value.get("started")),
            looked=_day(value.get("looked")),
            pulled=_day(value.get("pulled")),
            silent_until=_day(value.get("silent_until")),
            groups={slug: _group(each) for slug, each in value["groups"].items()},
            batches=tuple(read_batch(each) for each in value["issues"]),
            accounts={str(name): _number(n) for name, n in value.get("accounts", {}).items()},
            forbidden=_day(value.get("forbidden")),
            changed=_time(value.get("changed")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Half of it would ask those again whom the other half knows.
        return CheckinMemory()


def _group(value: Mapping[str, Any]) -> GroupMemory:
    days = {
        key: _day(value.get(key))
        for key in ("seen", "asked", "yes", "again", "failing", "proposed")
    }
    return GroupMemory(
        read_day(value["start"]),
        source=str(value.get("source", "")),
        by=str(value.get("by", "")),
        failures=_number(value.get("failures", 0)),
        **days,
    )


def read_batch(value: Mapping[str, Any]) -> Batch:
    """Read what `batch_json` wrote; raises what is wrong with anything else."""
    number = value.get("number")
    return Batch(
        read_day(value["day"]),
        {slug: _question(each) for slug, each in value["questions"].items()},
        _number(number) if number else None,
        _day(value.get("reminded")),
        _day(value.get("closed")),
        tuple(map(str, value.get("waiting", ()))),
    )


def _question(value: Mapping[str, Any]) -> GroupQuestion:
    answer = value.get("answer")
    return GroupQuestion(
        reason=_one(value["reason"], get_args(Reason)),
        on=_named_day(value.get("on")),
        leads=tuple(map(str, value.get("leads", ()))),
        evidence=tuple(_evidence(each) for each in value.get("evidence", ())),
        since=_day(value.get("since")),
        answer=_answer(answer) if answer else None,
        before=_day(value.get("before")),
        overdue=_day(value.get("overdue")),
        over=_day(value.get("over")),
    )


def _evidence(value: Mapping[str, Any]) -> Evidence:
    return Evidence(
        str(value["source"]),
        _one(value["state"], get_args(State)),
        _named_day(value.get("on")),
        _one(value.get("why", ""), get_args(Why)),
    )


def _answer(value: Mapping[str, Any]) -> Reply:
    at = _time(value["at"])
    if at is None:
        raise ValueError(value["at"])
    return Reply(
        _one(value["said"], get_args(Said)),
        str(value["by"]),
        at,
        _day(value.get("until")),
        value.get("is_tick") is True,
    )


def _one(value: Any, known: tuple[Any, ...]) -> Any:
    if value not in known:
        raise ValueError(value)
    return value


def read_day(text: str) -> date:
    """Read a day; raises ValueError for one of a year that weeks and months can't be counted from."""
    return _within(date.fromisoformat(text))


def _named_day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _day(value: Any) -> date | None:
    return read_day(value) if value else None


def _time(value: Any) -> datetime | None:
    time = _within(datetime.fromisoformat(value)) if value else None
    return time.replace(tzinfo=UTC) if time and not time.tzinfo else time


def _within(day: D) -> D:
    if day.year not in _YEARS:
        raise ValueError(day)
    return day


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < _MOST_NUMBER:
        raise ValueError(value)
    return value
