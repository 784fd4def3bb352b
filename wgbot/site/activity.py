"""When a person was last seen at work for a group, as values: what the check-in remembers of it.

Who was not seen is not said to be gone: of that group nothing is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from wgbot.checkin.due import months_before
from wgbot.checkin.memory import CheckinMemory
from wgbot.registry.group import ASLEEP, Group
from wgbot.registry.repository_names import repository_key

_OFF = timedelta(days=92)
"""Where nobody has looked for so long, check-ins are off."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody was seen at work."""

    on: date
    repository: str
    """The address of the group's repository where that was."""


Activity = Mapping[str, Sighting]
"""The last sighting of each group, by slug."""


def recent(
    memory: CheckinMemory, groups: Mapping[str, Group], months: int, today: date
) -> Activity:
    """Return what was seen of groups in the last *months*, in repositories that are theirs still.

    Of a group that wants to be left alone, or that has ended, nothing is returned.
    """
    if memory.looked is None or today - memory.looked > _OFF:
        return {}
    earliest = months_before(today, months)
    return {
        slug: Sighting(record.seen, record.source)
        for slug, group in groups.items()
        if (record := memory.of(slug))
        and record.seen
        and earliest < record.seen <= today
        and group.status not in ASLEEP
        and not group.quiet
        and repository_key(record.source) in map(repository_key, group.repositories)
    }
