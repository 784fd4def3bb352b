"""A meeting in words, as templates are told about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.registry.meetings import meeting as meetings
from wgbot.registry.meetings.meeting import Interval, Meeting, MeetingDay
from wgbot.site.pages import Shown
from wgbot.site.platforms import followable
from wgbot.text.sentences import capitalize

LINKS = {"join": "Join", "notes": "Notes", "recordings": "Recordings"}


@dataclass(frozen=True, slots=True)
class MeetingLink(Shown):
    """Where to join a meeting, or to read about it."""

    label: str
    url: str | None
    """None if the address is not one that a browser can follow; it is text then."""
    address: str


@dataclass(frozen=True, slots=True)
class NextDate(Shown):
    """When a meeting is next."""

    at: str
    """For programs."""
    words: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ShownMeeting(Shown):
    """When and where a group meets."""

    name: str
    words: str
    """When it is, in one line."""
    links: tuple[MeetingLink, ...]
    remark: str
    next: NextDate | None = None


def shown(
    meeting: Meeting, catalogue: Catalogue = ENGLISH, begins: datetime | None = None
) -> ShownMeeting:
    """Return what templates are told about a meeting; *begins* is when the next one does."""
    links = tuple(
        MeetingLink(catalogue.say(LINKS[key]), followable(url), url)
        for key, url in meeting.addresses()
    )
    begun = bool(begins and meeting.starts and begins.date() - meeting.starts > timedelta(days=1))
    words = in_words(meeting.model_copy(update={"starts": None}) if begun else meeting, catalogue)
    coming = next_date(begins, meeting) if begins else None
    return ShownMeeting(meeting.name or "", capitalize(words), links, meeting.remark or "", coming)


def next_date(begins: datetime, meeting: Meeting) -> NextDate:
    """Return the next date of a meeting, for a page."""
    at = begins.astimezone(UTC)
    minutes = meeting.minutes or meetings.MINUTES
    return NextDate(f"{at:%Y-%m-%dT%H:%M:%SZ}", f"{at:%Y-%m-%d %H:%M} UTC", minutes)


def in_words(meeting: Meeting, catalogue: Catalogue = ENGLISH) -> str:
    """Say in one line when a meeting is."""
    return ", ".join(_parts(meeting, catalogue))


def _parts(meeting: Meeting, catalogue: Catalogue) -> Iterator[str]:
    say = catalogue.say
    days = [meetings.day_of(text) for text in meeting.days]
    yield from (_day(text, catalogue) for text in meeting.days)
    if meeting.once:
        yield meeting.once.isoformat()
    if meeting.time:
        yield f"{meeting.time} {(meeting.timezone or '').replace('_', ' ')}".rstrip()
    if not meeting.once:
        yield from _series(meeting, [day for day in days if day], catalogue)
    if meeting.minutes:
        yield say("{count} minutes", count=str(meeting.minutes))


def _series(meeting: Meeting, known: Sequence[MeetingDay], catalogue: Catalogue) -> Iterator[str]:
    say = catalogue.say
    interval = meetings.interval_of(meeting.every) if meeting.every else None
    if interval or (known and not meeting.every):
        yield _interval(interval or meetings.usual_interval(known), catalogue)
    elif meeting.every:
        yield meeting.every
    if meeting.starts:
        yield say("from {day}", day=meeting.starts.isoformat())
    if meeting.until:
        yield say("until {day}", day=meeting.until.isoformat())
    if meeting.without:
        listed = ", ".join(day.isoformat() for day in meeting.without)
        yield say("not on {days}", days=listed)


def _day(text: str, catalogue: Catalogue) -> str:
    """Say a day; one that is none is shown as it is."""
    found = meetings.day_of(text)
    if found is None:
        return text
    day = catalogue.say(meetings.WEEKDAYS[found.weekday])
    if found.ordinal is None:
        return day
    return catalogue.say("{which} {day}", which=catalogue.say(found.ordinal), day=day)


def _interval(interval: Interval, catalogue: Catalogue) -> str:
    say, count = catalogue.say, str(interval.count)
    if interval.unit == "week":
        return say("every week") if count == "1" else say("every {count} weeks", count=count)
    return say("every month") if count == "1" else say("every {count} months", count=count)
