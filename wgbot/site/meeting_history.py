"""Since when each meeting is as it is, and which were called off, from what was done to the files of groups.

A meeting is known by its group's first name of a file and by its own name, never by its time: whoever has it
in a calendar has the same one when it changes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from wgbot.registry.group import Group
from wgbot.registry.meetings import occurrences
from wgbot.registry.meetings.meeting import Meeting
from wgbot.registry.meetings.occurrences import Series
from wgbot.site.events import Revision

MeetingKey = tuple[str, str]
"""The first name of the group's file, and the meeting's name; a number too, where others have it as well."""


@dataclass(frozen=True, slots=True)
class DatedMeeting:
    """A meeting with dates, and what a calendar says of its group."""

    group: str
    meeting: Meeting
    series: Series

    @property
    def title(self) -> str:
        """Return what a list of meetings of several groups calls it."""
        return f"{self.group}: {self.meeting.name}" if self.meeting.name else self.group


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting as it was last, and since when."""

    slug: str
    last: DatedMeeting
    changed: datetime
    gone: datetime | None = None
    """Since when there are no dates of it any more."""


@dataclass(frozen=True)
class MeetingHistory:
    """What is known of all meetings, those included that there are not any more."""

    known: Mapping[MeetingKey, KnownMeeting]
    origins: Mapping[str, str]
    """The first name of each group's file whose name changed, by its name."""
    seen: Mapping[str, datetime]
    """When each group's file was changed last, by its name."""

    def first_name(self, slug: str, group: Group) -> str:
        """Return the first name that a group's file had."""
        first = next(iter(group.former_slugs), slug)
        return self.origins.get(slug) or self.origins.get(first, first)

    def changed(self, key: MeetingKey, slug: str, last: DatedMeeting) -> datetime | None:
        """Return since when a meeting is as it is; None if that is not known."""
        known = self.known.get(key)
        if known and known.last == last and known.gone is None:
            return known.changed
        times = (self.seen.get(slug), known.changed if known else None)
        return max((each for each in times if each), default=None)

    def called_off(self, now: datetime) -> Iterator[tuple[MeetingKey, KnownMeeting]]:
        """Yield what there is no more since less than a year, and would have gone on."""
        for key, known in self.known.items():
            end = known.last.series.end
            if known.gone and now - known.gone < _KEPT and (end is None or end > known.gone):
                yield key, known


NONE = MeetingHistory({}, {}, {})
_KEPT = timedelta(days=365)
_TICK = timedelta(seconds=1)


def dated(group: Group) -> Iterator[tuple[int, str, DatedMeeting]]:
    """Yield each meeting of a group that has dates, with its place and its name among them.

    What is dormant does not meet; what is retired did, as long as it says.
    """
    names: Counter[str] = Counter()
    for place, meeting in enumerate(group.meetings):
        name = " ".join((meeting.name or "").casefold().split())
        names[name] += 1
        is_on = group.status != "dormant" and (group.status != "retired" or meeting.until)
        if is_on and (series := occurrences.series(meeting, group.since)):
            told = f"{name}\n{names[name]}" if names[name] > 1 else name
            yield place, told, DatedMeeting(group.name, meeting, series)


def meeting_history(revisions: Sequence[Revision]) -> MeetingHistory:
    """Return what everything that was done to the files of groups, the oldest first, tells of meetings."""
    story = _Story()
    for each in revisions:
        story.note(each)
    return MeetingHistory(story.known, story.origins, story.seen)


def _after(known: KnownMeeting | None, at: datetime) -> datetime:
    """Return when a meeting changed at *at*, as subscribers are told: each time later than the last.

    Commits of one second, or of a clock that was behind, would else be taken for what is known already.
    """
    return max(at, known.changed + _TICK) if known else at


class _Story:
    def __init__(self) -> None:
        self.known: dict[MeetingKey, KnownMeeting] = {}
        self.origins: dict[str, str] = {}
        self.seen: dict[str, datetime] = {}

    def note(self, change: Revision) -> None:
        """Take note of what was done to one file."""
        old, new = change.slug, change.to
        if change.kind in "MRD" and old and change.before:
            self._begin(old, change.before, self.seen.get(old, change.at))
        before = self._keys(old, change.before) if old and change.before else {}
        if change.kind == "R" and old and new and old != new:
            self.origins[new] = self.origins.get(old, old)
        after = (
            self._keys(new, change.after) if new and change.after and change.kind in "MR" else {}
        )
        if change.kind == "D" or change.after:
            for key in before.keys() - after.keys():
                was = self.known[key]
                self.known[key] = replace(was, changed=_after(was, change.at), gone=change.at)
        for key, last in after.items():
            known = self.known.get(key)
            if known is None or known.gone or known.last != last:
                self.known[key] = KnownMeeting(new or "", last, _after(known, change.at))
            elif known.slug != new:
                self.known[key] = replace(known, slug=new or "")
        for slug in (old, new):
            if slug:
                self.seen[slug] = change.at

    def _begin(self, slug: str, group: Group, at: datetime) -> None:
        """Take note of what was there before anything was known of it."""
        first = MeetingHistory({}, self.origins, {}).first_name(slug, group)
        if first != slug:
            self.origins.setdefault(slug, first)
        for key, last in self._keys(slug, group).items():
            self.known.setdefault(key, KnownMeeting(slug, last, at))

    def _keys(self, slug: str, group: Group) -> dict[MeetingKey, DatedMeeting]:
        first = MeetingHistory({}, self.origins, {}).first_name(slug, group)
        return {(first, name): last for _, name, last in dated(group)}
