"""When a group meets: each of its meetings that has dates, as pages, data and calendars are told about it."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from wgbot.registry.group import ASLEEP, Group
from wgbot.site.meeting_history import (
    NONE,
    DatedMeeting,
    KnownMeeting,
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


@dataclass(frozen=True)
class Schedules:
    """Makes the schedule of each group, as things are *now*; without that, no date is the next."""

    history: MeetingHistory = NONE
    now: datetime | None = None
    base: str = ""
    """The site's address, which sets its meetings apart from those of other communities."""

    def of(self, slug: str, group: Group) -> Iterator[ScheduledMeeting]:
        """Yield each of a group's meetings that has dates."""
        first = self.history.first_name(slug, group)
        for place, name, last in dated(group):
            key = (first, name)
            changed = self.history.changed(key, slug, last)
            is_on = group.status not in ASLEEP
            yield ScheduledMeeting(
                self._uid(key), last, changed, place, self._next(last) if is_on else None
            )

    def called_off(self, groups: Mapping[str, Group]) -> dict[str, list[ScheduledMeeting]]:
        """Return what was called off lately, by the group's slug, that it had at last if it is gone."""
        if self.now is None:
            return {}
        first_names = {self.history.first_name(slug, each): slug for slug, each in groups.items()}
        present = {
            (self.history.first_name(slug, group), name)
            for slug, group in groups.items()
            for _, name, _ in dated(group)
        }
        found: dict[str, list[ScheduledMeeting]] = {}
        for key, known in self.history.called_off(self.now):
            if key not in present:
                slug = first_names.get(key[0], known.slug)
                found.setdefault(slug, []).append(self._off(key, known))
        return found

    def _off(self, key: MeetingKey, known: KnownMeeting) -> ScheduledMeeting:
        return ScheduledMeeting(self._uid(key), known.last, known.gone)

    def _next(self, last: DatedMeeting) -> datetime | None:
        series = last.series
        return next(series.since(self.now), None) if series and self.now else None

    def _uid(self, key: MeetingKey) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.base} meeting {' '.join(key)}"))


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
