"""What is remembered of links, as values, and as a file that can be lost or broken without harm.

People can read the file: sorted, a line for each link, and what it is at its top. It holds nothing that
is secret where the registry is not.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args

from wgbot.links.findings import Link
from wgbot.links.refusals import RefusedMove, says_more
from wgbot.text.sentences import Sentence, Value

Standing = Literal[
    "ok", "failing", "dead", "moved", "archived", "reused", "expiring", "unknown", "skipped"
]
"""What a link is in the light of earlier runs: `failing` is not dead yet, `reused` is a name that
another repository took over."""

TOLD: tuple[Standing, ...] = ("dead", "reused", "expiring", "moved", "archived")
"""What a report is about, the most pressing first."""

VERSION = 1
FILE = "links.json"
"""Its name on the branch."""
ABOUT = (
    "What wgbot remembers of links from run to run: what each one is, and since when; what moved and "
    "should stay as it is, because a person closed the pull request or took that change out of it.",
    "Delete it whenever you like: nobody is told or asked anything again, only the days of failing "
    "links are counted anew. To be asked about a move again, reopen its pull request.",
)
_MOST = 5_000_000
_MOST_REFUSED = 5000


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is remembered of one link."""

    standing: Standing = "ok"
    since: datetime | None = None
    """Since when it is that; for what fails, since it failed first."""
    failures: int = 0
    """In how many runs it failed, one after the other."""
    failed_at: datetime | None = None
    """The last of these runs."""
    reason: Sentence | None = None
    target: str | None = None
    identity: str | None = None
    """What the repository of that name was, when it was first seen."""
    told: bool = False
    """Whether those whom it concerns were told."""
    by_hand: bool = False
    """Whether a person has to judge where it moved."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything that is remembered."""

    records: Mapping[str, LinkState] = field(default_factory=dict)
    """What each link is, by address."""
    refused: tuple[RefusedMove, ...] = ()
    """What moved and stays as it is."""
    forbidden: date | None = None
    """When GitHub did not let the bot write to the branch for this, if so."""
    changed: datetime | None = None
    """When any of this last became another."""

    def of(self, address: str) -> LinkState | None:
        """Return what is remembered of *address*."""
        return self.records.get(address)

    def with_told(self, addresses: Iterable[str]) -> "Memory":
        """Note that those whom *addresses* concern were told."""
        told = set(addresses)
        records = {
            address: replace(record, told=True) if address in told else record
            for address, record in self.records.items()
        }
        return replace(self, records=records)

    def with_forbidden(self, on: date | None) -> "Memory":
        """Return the same, with when GitHub did not let the bot write to the branch for this."""
        return replace(self, forbidden=on)

    def after(self, before: "Memory", now: datetime) -> "Memory":
        """Return this memory as it follows *before*: the same, where nothing worth a word is new."""
        records = {
            address: _settled(record, before.of(address))
            for address, record in self.records.items()
        }
        then = replace(self, records=records, changed=before.changed)
        return before if dump(then) == dump(before) else replace(then, changed=now)

    def merged(self, other: "Memory") -> "Memory":
        """Return this memory with what *other*, that a run at the same time wrote, knows besides."""
        records = {**other.records, **self.records}
        for address, record in self.records.items():
            others = other.of(address)
            if others and others.told and others.standing == record.standing:
                records[address] = replace(record, told=True)
        refused = {each.move: each for each in (*other.refused, *self.refused)}
        changed = max(filter(None, (self.changed, other.changed)), default=None)
        return replace(self, records=records, refused=tuple(refused.values()), changed=changed)


def _settled(record: LinkState, before: LinkState | None) -> LinkState:
    """Return what is to be remembered of a link: that a dead one failed once more is not."""
    if before and record.standing == before.standing == "dead":
        # One that an earlier version wrote says the same, and in one language alone.
        is_same = before.reason and record.reason and before.reason.plain == record.reason.plain
        reason = record.reason if is_same else before.reason
        return replace(before, told=record.told, identity=record.identity, reason=reason)
    return record


def dump(memory: Memory) -> bytes:
    """Write the file."""
    refused = sorted(memory.refused, key=lambda each: (each.since, each.move))[-_MOST_REFUSED:]
    parts = [
        f'"about": {_listed(map(_json, ABOUT))}',
        f'"version": {VERSION}',
        *([f'"changed": "{memory.changed.isoformat()}"'] if memory.changed else []),
        *([f'"forbidden": "{memory.forbidden}"'] if memory.forbidden else []),
        f'"refused": {_listed(_json(each.as_json()) for each in refused)}',
    ]
    links = [
        f"  {_json(address)}: {_json(_shown(address, record))}"
        for address, record in sorted(memory.records.items())
    ]
    parts.append('"links": {' + "".join(["\n" + ",\n".join(links) + "\n "] if links else []) + "}")
    inner = ",\n ".join(parts)
    return f"{{\n {inner}\n}}\n".encode("utf-8", "backslashreplace")


def _listed(items: Iterable[str]) -> str:
    lines = ",\n".join(f"  {each}" for each in items)
    return f"[\n{lines}\n ]" if lines else "[]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shown(address: str, record: LinkState) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for key in LinkState.__slots__:
        match value := getattr(record, key):
            case None | "" | 0 | False:
                continue
            case datetime():
                shown[key] = value.isoformat()
            case Sentence():
                shown |= _reason_as_json(value)
            case _:
                shown[key] = value
    if record.target and says_more(address, record.target):
        del shown["target"]
    return shown


def load(data: bytes | None) -> Memory:
    """Read the file; what cannot be read of it is forgotten, and nothing more comes of it."""
    if not data or len(data) > _MOST:
        return Memory()
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return Memory()
    if not isinstance(value, dict) or value.get("version") != VERSION:
        return Memory()
    links, refused = value.get("links"), value.get("refused")
    records = {
        address: record
        for address, each in (links.items() if isinstance(links, dict) else ())
        if (record := _record(each))
    }
    moves = [RefusedMove.read(each) for each in (refused if isinstance(refused, list) else ())]
    forbidden = _time(value.get("forbidden"))
    return Memory(
        records,
        tuple(filter(None, moves)),
        forbidden.date() if forbidden else None,
        _time(value.get("changed")),
    )


def _record(value: Any) -> LinkState | None:
    if not isinstance(value, dict):
        return None
    standing, failures = value.get("standing", "ok"), value.get("failures", 0)
    if standing not in get_args(Standing) or type(failures) is not int or failures < 0:
        return None
    since, failed_at = _time(value.get("since")), _time(value.get("failed_at"))
    if standing in ("failing", "dead") and since is None:
        return None
    return LinkState(
        standing,
        since,
        failures,
        failed_at,
        _reason(value.get("reason"), value.get("with")),
        _text(value.get("target")),
        _text(value.get("identity")),
        value.get("told") is True,
        value.get("by_hand") is True,
    )


def _reason_as_json(reason: Sentence) -> dict[str, Any]:
    """Return why a link is what it is: the sentence as the code has it, and what is filled in."""
    values = {
        name: _reason_as_json(value) if isinstance(value, Sentence) else value
        for name, value in reason.values.items()
    }
    return {"reason": reason.text, **({"with": values} if values else {})}


def _reason(text: Any, values: Any, *, is_inside: bool = False) -> Sentence | None:
    """Read it; a text without values is what earlier versions wrote."""
    if not isinstance(text, str) or not text:
        return None
    filled: dict[str, Value] = {}
    for name, value in values.items() if isinstance(values, dict) else ():
        if isinstance(value, str) or type(value) is int:
            filled[name] = value
        elif isinstance(value, dict) and not is_inside:
            inner = _reason(value.get("reason"), value.get("with"), is_inside=True)
            filled |= {name: inner} if inner else {}
    return Sentence(text, filled)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _time(value: Any) -> datetime | None:
    try:
        time = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


# The report says in a comment that nobody sees what it tells of. Should the file be lost, that is
# enough not to tell it again.
_KNOWN = re.compile(r"<!-- wgbot:known((?: [0-9a-f]{8}=\d{4}-\d\d-\d\d)*) -->")


def known_line(told: Iterable[tuple[str, Standing, datetime]]) -> str:
    """Write the hidden line of a report, of the findings that it tells."""
    parts = [
        f" {digest_of(address, standing)}={since:%Y-%m-%d}" for address, standing, since in told
    ]
    return f"<!-- wgbot:known{''.join(dict.fromkeys(parts))} -->"


def recall(memory: Memory, links: Iterable[Link], report: str, runs: int) -> Memory:
    """Return the memory with what it lacks and the text of the last *report* tells.

    A link that was dead by that had failed in *runs* runs.
    """
    found = _KNOWN.search(report)
    if not found:
        return memory
    known = dict(part.split("=") for part in found[1].split())
    records = dict(memory.records)
    for link in links:
        for standing in TOLD if link.address not in records else ():
            since = _time(known.get(digest_of(link.address, standing)))
            if since:
                failures = runs if standing == "dead" else 0
                records[link.address] = LinkState(standing, since, failures, told=True)
    return replace(memory, records=records)


def digest_of(address: str, standing: Standing) -> str:
    """Return by what the hidden lines of a report know a finding."""
    data = f"{standing} {address}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:8]
