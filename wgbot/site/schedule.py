"""When a group meets: each of its meetings that has dates, as pages, data and calendars are told about it."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from wgbot.registry.group import ASLEEP, Group
from wgbot.site.meeting_history import (
    NONE,
    DatedMeeting,
    MeetingHistory,
    MeetingKey,
    dated,
)


@dataclass(frozen=True, slots=True)
class ScheduledMeeting:
    """A meeting with dates, or one that was called off."""

    uid: str
    """The same as long as group and meeting are the same, whatever else changes."""
    last: DatedMeeting
    changed: datetime | None
    """Since when it is as it is, where that is known."""
    place: int | None = None
    """Its place among the group's meetings; None if it was called off."""
    next: datetime | None = None
    """When the next one begins, where it is."""


def schedules(
    groups: Mapping[str, Group],
    history: MeetingHistory = NONE,
    now: datetime | None = None,
    base: str = "",
) -> dict[str, tuple[ScheduledMeeting, ...]]:
    """Return the meetings of each group that has some with dates, or had some lately, by its slug.

    Groups that are gone are among them, by the slug that they had at last. Without *now*, no date is the next
    and nothing was called off. *base* is the site's address, which sets its meetings apart from others'.
    """
    found: dict[str, list[ScheduledMeeting]] = {}
    slugs: dict[str, str] = {}
    present: set[MeetingKey] = set()
    for slug, group in groups.items():
        origin = history.first_name(slug, group)
        slugs[origin] = slug
        moment = None if group.status in ASLEEP else now
        for place, name, last in dated(group):
            key = (origin, name)
            present.add(key)
            begins = next(last.series.since(moment), None) if moment else None
            changed = history.changed(key, slug, last)
            each = ScheduledMeeting(_uid(base, key), last, changed, place, begins)
            found.setdefault(slug, []).append(each)
    for key, known in history.called_off(now) if now else ():
        if key not in present:
            slug = slugs.get(key[0], known.slug)
            off = ScheduledMeeting(_uid(base, key), known.last, known.changed)
            found.setdefault(slug, []).append(off)
    return {slug: tuple(listed) for slug, listed in found.items()}


def _uid(base: str, key: MeetingKey) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{base} meeting {' '.join(key)}"))


def first(meetings: Iterable[ScheduledMeeting]) -> ScheduledMeeting | None:
    """Return which of a group's meetings is next."""
    return min((each for each in meetings if each.next), key=_begins, default=None)


def coming(meetings: Iterable[tuple[str, ScheduledMeeting]]) -> list[tuple[str, ScheduledMeeting]]:
    """Return the meetings of which the next date is known, each with its group's slug, in their order."""
    return sorted(
        (each for each in meetings if each[1].next), key=lambda each: (_begins(each[1]), each[0])
    )


def _begins(meeting: ScheduledMeeting) -> datetime:
    return meeting.next.astimezone(UTC) if meeting.next else datetime.max.replace(tzinfo=UTC)
