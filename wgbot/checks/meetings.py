"""A meeting says when it is in a way that a calendar can have it.

Days are in English, the time is one of 24 hours, and its timezone is a place such as `Europe/Berlin`,
or `UTC`: `EST` and `PT` mean another time in summer, or in another country.
"""

import re
import zoneinfo
from collections.abc import Iterator, Sequence
from functools import cache

from rapidfuzz import process

from wgbot.checks.subject import Subject
from wgbot.registry import meeting as meetings
from wgbot.registry.meeting import Meeting, MeetingDay
from wgbot.text.problems import Problem
from wgbot.text.sentences import Value

_Found = tuple[str, str, dict[str, Value]]

_MOST_MINUTES = 24 * 60
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_SPOKEN_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:([ap])\.?\s*m\.?|h|uhr)?", re.IGNORECASE)
_NEAR = 80
"""How much a name has to be like another, in per cent, to be a slip."""

_AMBIGUOUS = {
    **dict.fromkeys(("EST", "EDT", "ET", "EASTERN"), ("America/New_York", "Australia/Sydney")),
    **dict.fromkeys(("CST", "CDT", "CT", "CENTRAL"), ("America/Chicago", "Asia/Shanghai")),
    **dict.fromkeys(("MST", "MDT", "MT"), ("America/Denver", "America/Phoenix")),
    **dict.fromkeys(("PST", "PDT", "PT", "PACIFIC"), ("America/Los_Angeles",)),
    "IST": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "GMT": ("UTC", "Europe/London"),
    **dict.fromkeys(("CET", "CEST", "MEZ", "MESZ"), ("Europe/Berlin", "Europe/Paris")),
    **dict.fromkeys(("EET", "EEST"), ("Europe/Helsinki", "Europe/Athens")),
    **dict.fromkeys(("WET", "WEST"), ("Europe/Lisbon",)),
    "MSK": ("Europe/Moscow",),
    "JST": ("Asia/Tokyo",),
    "KST": ("Asia/Seoul",),
    **dict.fromkeys(("AEST", "AEDT"), ("Australia/Sydney", "Australia/Brisbane")),
    **dict.fromkeys(("NZST", "NZDT"), ("Pacific/Auckland",)),
    **dict.fromkeys(("Z", "UCT", "ZULU"), ("UTC",)),
}
"""What people write for a timezone, and which they may mean."""


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield what is wrong with each meeting: the first thing, for one often explains the others."""
    for item, each in enumerate(subject.group.meetings):
        if found := _wrong(each):
            what, fix, values = found
            yield Problem("meetings", what, fix, field="meetings", item=item, values=values)


def _wrong(meeting: Meeting) -> _Found | None:
    days = [meetings.day_of(text) for text in meeting.days]
    known = [day for day in days if day]
    if len(known) < len(days):
        return _no_day(meeting.days[days.index(None)])
    return (
        _wrong_time(meeting)
        or _wrong_timezone(meeting.timezone)
        or _wrong_interval(meeting, known)
        or _wrong_dates(meeting, known)
        or _wrong_rest(meeting)
    )


def _no_day(text: str) -> _Found:
    names = [
        *meetings.WEEKDAYS,
        *(f"{n} {day}" for n in meetings.ORDINALS for day in meetings.WEEKDAYS),
    ]
    words = " ".join(_ORDINALS.get(word, word) for word in text.lower().split())
    short = next(
        (day for day in meetings.WEEKDAYS if len(words) > 1 and day.lower().startswith(words)), ""
    )
    return _suggested(
        "{text} isn't a day that I know.",
        "Write it in English, as in `Tuesday`, or `second Tuesday` for one a month.",
        text,
        short or _near(words, names),
    )


_ORDINALS = {
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "4th": "fourth",
    "5th": "fifth",
}


def _wrong_time(meeting: Meeting) -> _Found | None:
    if meeting.time is None:
        return None
    if not _CLOCK.fullmatch(meeting.time):
        return _suggested(
            "{text} isn't a time of day.",
            'Write it with 24 hours, as in `time: "17:00"`.',
            meeting.time,
            _in_24_hours(meeting.time),
        )
    if not meeting.days:
        return "The meeting has a time and no day.", "Add `day`.", {}
    if meeting.timezone is None:
        return (
            "The meeting has a time and no timezone.",
            "Add `timezone`, as in `timezone: Europe/Berlin`.",
            {},
        )
    return None


def _in_24_hours(text: str) -> str:
    found = _SPOKEN_CLOCK.fullmatch(text.strip())
    if found is None:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def _wrong_timezone(name: str | None) -> _Found | None:
    if name is None or name == "UTC":
        return None
    if meant := _AMBIGUOUS.get(name.upper().removesuffix(" TIME")):
        return (
            "{text} isn't the name of a timezone that means one time everywhere, all year round.",
            "Write which you mean: {meant}.",
            {"text": name, "meant": meant},
        )
    known = _timezones()
    # A machine without a list of them knows no wrong ones.
    if "/" in name and (name in known or not known):
        return None
    return _suggested(
        "{text} isn't the name of a timezone.",
        "Use one such as `Europe/Berlin` or `America/New_York`, or `UTC`.",
        name,
        _near(name.replace(" ", "_"), sorted(known)),
    )


@cache
def _timezones() -> frozenset[str]:
    names = zoneinfo.available_timezones()
    return frozenset(each for each in names if "/" in each and not each.startswith("Etc/"))


def _wrong_interval(meeting: Meeting, days: Sequence[MeetingDay]) -> _Found | None:
    if len({bool(day.ordinal) for day in days}) > 1:
        return (
            "Some of its days are in each week, and some once a month.",
            "Make two meetings of it.",
            {},
        )
    if meeting.every is None:
        return None
    interval = meetings.interval_of(meeting.every)
    if interval is None:
        return (
            "{text} doesn't say how often the meeting is.",
            "Use `week`, `2 weeks`, `month`, `3 months`, and so on.",
            {"text": meeting.every},
        )
    if not days:
        return "It says how often the meeting is, but not on which day.", "Add `day`.", {}
    if interval.unit == "month" and not days[0].ordinal:
        return (
            "It says that the meeting is each month, but not on which {text} of the month.",
            "Write which, as in `second Tuesday` or `last Friday`.",
            {"text": meeting.days[0]},
        )
    if interval.unit == "week" and days[0].ordinal:
        return (
            "{text} is a day of a month, and the meeting is counted in weeks.",
            "Set `every: month`, or just the day of the week.",
            {"text": meeting.days[0]},
        )
    return None


def _wrong_dates(meeting: Meeting, days: Sequence[MeetingDay]) -> _Found | None:
    listed = [meeting.starts] if meeting.starts else []
    for date in (*listed, *meeting.without):
        if days and not any(day.holds(date) for day in days):
            return (
                "{date} isn't a day of this meeting: it is a {weekday}.",
                "Correct the date, or the meeting's `day`.",
                {"date": str(date), "weekday": meetings.WEEKDAYS[date.weekday()]},
            )
    if meeting.starts and meeting.until and meeting.until < meeting.starts:
        return "The meeting ends before it starts.", "Correct `starts` or `until`.", {}
    return None


def _wrong_rest(meeting: Meeting) -> _Found | None:
    if meeting.minutes and meeting.minutes > _MOST_MINUTES:
        return "The meeting takes more than a day.", "Give its length in minutes.", {}
    if not any(meeting.model_dump().values()):
        return "The meeting says nothing.", "Say when it is, or remove it.", {}
    return None


def _near(text: str, names: Sequence[str]) -> str:
    found = process.extractOne(text.lower(), names, processor=str.lower, score_cutoff=_NEAR)
    return found[0] if found else ""


def _suggested(what: str, fix: str, text: str, near: str) -> _Found:
    if near:
        return what, "If you mean {near}, write exactly that.", {"text": text, "near": near}
    return what, fix, {"text": text}
