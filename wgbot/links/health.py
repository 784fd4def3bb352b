"""What the website tells of links: of a run as a file, and of what is remembered as values."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from wgbot.links.judge import Judgement
from wgbot.links.state import Memory, Standing
from wgbot.site.health import Condition

_STATES: Mapping[Standing, str] = {
    "ok": "fine",
    "expiring": "fine",
    "moved": "moved",
    "archived": "archived",
    "dead": "gone",
}
"""What could not be told, or fails for the first time, is not told."""


def dump(judgement: Judgement) -> str:
    """Write the file of a run."""
    verdicts = sorted(judgement.verdicts, key=lambda each: each.address)
    return _written(
        (each.address, state, each.since.date())
        for each in verdicts
        if (state := _STATES.get(each.standing))
    )


def remembered(memory: Memory) -> Mapping[str, Condition]:
    """Return what is remembered of links, by address."""
    return {
        address: Condition(state, record.since.date() if record.since else None)
        for address, record in memory.records.items()
        if (state := _STATES.get(record.standing))
    }


def _written(states: Iterator[tuple[str, str, date]]) -> str:
    listed = {address: {"state": state, "since": f"{since}"} for address, state, since in states}
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
