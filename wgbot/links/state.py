"""What earlier runs found, as values, and as a file that can be lost or broken without harm."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from wgbot.links.findings import Link

Standing = Literal[
    "ok", "failing", "dead", "moved", "archived", "reused", "expiring", "unknown", "skipped"
]
"""What a link is in the light of earlier runs: `failing` is not dead yet, `reused` is a name that
another repository took over."""

VERSION = 1
_MOST = 5_000_000


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
    reason: str = ""
    target: str | None = None
    identity: str | None = None
    """What the repository of that name was, when it was first seen."""
    told: bool = False
    """Whether those whom it concerns were told."""
    by_hand: bool = False
    """Whether a person has to judge where it moved."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything that is remembered, by address."""

    records: Mapping[str, LinkState] = field(default_factory=dict)

    def of(self, address: str) -> LinkState | None:
        """Return what is remembered of *address*."""
        return self.records.get(address)

    def with_told(self, addresses: Iterable[str]) -> "Memory":
        """Note that those whom *addresses* concern were told."""
        told = set(addresses)
        return Memory(
            {
                address: replace(record, told=True) if address in told else record
                for address, record in self.records.items()
            }
        )


def dump(memory: Memory) -> bytes:
    """Write the file."""
    links = {
        address: {
            key: value.isoformat() if isinstance(value, datetime) else value
            for key in LinkState.__slots__
            if (value := getattr(record, key)) not in (None, "", 0, False)
        }
        for address, record in sorted(memory.records.items())
    }
    text = json.dumps({"version": VERSION, "links": links}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "backslashreplace")


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
    links = value.get("links")
    if not isinstance(links, dict):
        return Memory()
    read = {address: _record(each) for address, each in links.items()}
    return Memory({address: record for address, record in read.items() if record})


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
        _text(value.get("reason")) or "",
        _text(value.get("target")),
        _text(value.get("identity")),
        value.get("told") is True,
        value.get("by_hand") is True,
    )


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
    parts = [f" {_digest(address, standing)}={since:%Y-%m-%d}" for address, standing, since in told]
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
    standings: tuple[Standing, ...] = ("dead", "moved", "archived", "reused", "expiring")
    for link in links:
        for standing in standings if link.address not in records else ():
            since = _time(known.get(_digest(link.address, standing)))
            if since:
                failures = runs if standing == "dead" else 0
                records[link.address] = LinkState(standing, since, failures, told=True)
    return Memory(records)


def _digest(address: str, standing: Standing) -> str:
    data = f"{standing} {address}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:8]
