"""The meetings for calendar programs: files of RFC 5545, with what RFC 7986 adds.

A meeting keeps its UID for as long as there is one of that name; SEQUENCE and the stamps are the times of
changes in git, and so grow with each change, however much of the past was fetched. What was called off stays
for a year, as such, so that programs take it away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vRecur, vText

from wgbot.community.config import GroupKind
from wgbot.community.site import Appearance
from wgbot.community.translation import Catalogue
from wgbot.registry import folder
from wgbot.registry.group import Group
from wgbot.registry.meetings import timezones
from wgbot.registry.meetings.occurrences import Series
from wgbot.site.inputs import former_slugs
from wgbot.site.meetings import LINKS
from wgbot.site.platforms import followable
from wgbot.site.schedule import ScheduledMeeting
from wgbot.site.vtimezone import vtimezone
from wgbot.text.escape import escape_controls

PRODUCT = "-//wgbot//wgbot//EN"
_BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
"""What sequence numbers count from: seconds, so that they are small enough for every program."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """An event, with the timezone that it needs, and since which year."""

    event: bytes
    timezone: str
    year: int


def part(meeting: ScheduledMeeting, page: str, catalogue: Catalogue) -> CalendarPart:
    """Return a meeting's part of a calendar; *page* is the address of its group's, if there is one."""
    series = meeting.last.series
    told = meeting.last.meeting
    is_off = meeting.place is None
    changed = meeting.changed or _BEGIN
    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("sequence", max(0, int((changed - _BEGIN).total_seconds())))
    event.add("summary", _text(meeting.last.title))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    # Whoever subscribes is free all the same: nobody goes to all meetings of all groups.
    event.add("transp", "TRANSPARENT")
    _add_dates(event, series)
    lines = [f"{catalogue.say(LINKS[key])}: {address}" for key, address in told.addresses()]
    if description := "\n".join([*lines, *filter(None, (told.remark, page))]):
        event.add("description", _text(description))
    if told.join:
        event.add("location", _text(told.join))
    if page:
        event.add("url", page)
    if followable(told.join):
        event.add("conference", told.join, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    return CalendarPart(bytes(event.to_ical()), series.timezone, series.first.year)


def _add_dates(event: Event, series: Series) -> None:
    first = series.first.astimezone(UTC) if series.timezone == timezones.UTC else series.first
    event.add("dtstart", first)
    event.add("dtend", _end(first, series))
    rule = vRecur.from_ical(series.pattern.rule)
    if series.end:
        rule["UNTIL"] = [series.end.astimezone(UTC)]
    if series.until != series.first.date():
        event.add("rrule", rule)
    if series.without:
        # At the time of day of the dates themselves: what is a date alone would except nothing.
        event.add("exdate", [first.combine(day, first.timetz()) for day in series.without])


def _end(first: datetime, series: Series) -> datetime:
    after = first.astimezone(UTC) + timedelta(minutes=series.minutes)
    return after.astimezone(first.tzinfo)


def calendar(title: str, parts: Iterable[CalendarPart], source: str | None) -> bytes:
    """Return a calendar file; *source* is where it will be found, if that is known."""
    listed = list(parts)
    title = " ".join(title.split())
    head = Calendar()
    head.add("prodid", PRODUCT)
    head.add("version", "2.0")
    head.add("name", _text(title))
    head.add("x-wr-calname", _text(title))
    head.add("refresh-interval", _DAY, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", "P1D")
    if source:
        head.add("source", source, parameters={"VALUE": "URI"})
    begin, end = bytes(head.to_ical()).rsplit(b"END:VCALENDAR", 1)
    years: dict[str, int] = {}
    for each in listed:
        years[each.timezone] = min(each.year, years.get(each.timezone, each.year))
    zones = (vtimezone(name, year) for name, year in sorted(years.items()) if name != timezones.UTC)
    return b"".join((begin, *zones, *(each.event for each in listed), b"END:VCALENDAR", end))


def files(
    parts: Mapping[str, Sequence[CalendarPart]],
    groups: Mapping[str, Group],
    kinds: Mapping[str, GroupKind],
    site: Appearance,
) -> dict[str, bytes]:
    """Return the calendars by their paths: one a group, one a kind of groups, and one of everything.

    *parts* are those of each group that has some, by slug; groups that are gone are not among *groups*.
    """
    made: dict[str, tuple[str, Sequence[CalendarPart]]] = {}
    for slug, own in parts.items():
        name = groups[slug].name if slug in groups else slug
        made[f"groups/{slug}.ics"] = (f"{name} · {site.title}", own)
    for path, kind in of_kinds(
        {slug: groups[slug] for slug in parts if slug in groups}, kinds
    ).items():
        listed = [
            part
            for slug, own in parts.items()
            if slug in groups and groups[slug].kind == kind
            for part in own
        ]
        made[path] = (f"{kinds[kind].many} · {site.title}", listed)
    if parts:
        made["meetings.ics"] = (site.title, [part for own in parts.values() for part in own])
    written = {
        path: calendar(title, listed, f"{site.url}{path}" if site.url else None)
        for path, (title, listed) in made.items()
    }
    # Whoever subscribed by a former name goes on to find it.
    return written | {
        f"groups/{former}.ics": written[f"groups/{slug}.ics"]
        for slug, former in former_slugs(groups)
        if slug in parts
    }


def of_kinds(groups: Mapping[str, Group], kinds: Iterable[str]) -> dict[str, str]:
    """Return those of *kinds* that *groups* are of, by the path of their calendar."""
    used = {group.kind for group in groups.values()}
    paths = {f"meetings/{folder.slug(kind)}.ics": kind for kind in kinds if kind in used}
    return {path: kind for path, kind in paths.items() if path != "meetings/.ics"}


def _text(text: str) -> vText:
    """Return a text without what a calendar cannot hold, to be written as one whatever its property is."""
    lines = (escape_controls(line) for line in text.split("\n"))
    return vText("\n".join(lines).encode("utf-8", "replace").decode("utf-8"))
