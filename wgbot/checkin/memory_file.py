"""The file of what is remembered of questions: written so that people can read it, read without trust."""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar, get_args

from wgbot.checkin.evidence import Evidence, State, Why
from wgbot.checkin.memory import (
    Batch,
    CheckinMemory,
    GroupMemory,
    GroupQuestion,
    Reason,
    Reply,
    Said,
)

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
