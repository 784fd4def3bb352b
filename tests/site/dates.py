"""Meetings of every kind, on which dates they are, day by day and without any library, and a reader of calendars."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ical.calendar_stream import IcsCalendarStream

from wgbot.community.translation import ENGLISH
from wgbot.registry.meetings.meeting import ORDINALS, WEEKDAYS, Meeting, day_of, interval_of
from wgbot.registry.meetings.occurrences import series
from wgbot.site import calendars
from wgbot.site.meeting_history import DatedMeeting
from wgbot.site.schedule import ScheduledMeeting

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
"""Three years, one of them a leap year."""


def meeting(day, clock="17:00", zone="Europe/Berlin", every=None, **keys):
    keys = {"except" if key == "except_" else key: value for key, value in keys.items()}
    return Meeting.model_validate(
        {"day": day, "time": clock, "timezone": zone, "every": every, **keys}
    )


CASES = {
    "each week in Europe": meeting("Tuesday", starts=date(2024, 1, 2)),
    "each week in America": meeting("Sunday", "23:30", "America/New_York", starts=date(2024, 1, 7)),
    "each week in Australia": meeting("Monday", "08:00", "Australia/Sydney", starts=date(2024, 1, 1)),
    "each week in Chile": meeting("Saturday", "20:00", "America/Santiago", starts=date(2024, 1, 6)),
    "each week in New Zealand": meeting("Sunday", "12:45", "Pacific/Auckland", starts=date(2024, 1, 7)),
    "without summer time": meeting("Friday", "09:30", "Asia/Kolkata", starts=date(2024, 1, 5)),
    "a half hour of summer": meeting("Wednesday", "10:00", "Australia/Lord_Howe", starts=date(2024, 1, 3)),
    "in Ramadan": meeting("Thursday", "18:00", "Africa/Casablanca", starts=date(2024, 1, 4)),
    "by universal time": meeting("Thursday", "00:00", "UTC", starts=date(2024, 1, 4)),
    "one phase": meeting("Wednesday", every="2 weeks", starts=date(2024, 1, 3)),
    "the other phase": meeting("Wednesday", every="2 weeks", starts=date(2024, 1, 10)),
    "two days of each second week": meeting(("Monday", "Thursday"), every="2 weeks", starts=date(2024, 1, 4)),
    "Sunday ends a week": meeting(("Sunday", "Monday"), every="2 weeks", starts=date(2024, 1, 7)),
    "each fourth week": meeting("Tuesday", every="4 weeks", starts=date(2024, 2, 27)),
    "last Friday": meeting("last Friday", "15:00", "America/Los_Angeles", starts=date(2024, 1, 26)),
    "two of a month": meeting(("first Tuesday", "third Tuesday"), starts=date(2024, 1, 2)),
    "fifth Thursday": meeting("fifth Thursday", starts=date(2024, 2, 29)),
    "each quarter": meeting("second Monday", every="3 months", starts=date(2024, 2, 12)),
    "each second last Saturday": meeting("last Saturday", every="2 months", starts=date(2024, 2, 24)),
    "on a leap day": meeting("Thursday", starts=date(2024, 2, 29), every="52 weeks"),
    "with exceptions": meeting(
        "Tuesday", starts=date(2024, 1, 2), except_=[date(2024, 1, 2), date(2024, 7, 9), date(2026, 12, 29)]
    ),
    "with an end": meeting("Friday", "23:30", "America/Sao_Paulo", starts=date(2024, 1, 5), until=date(2025, 10, 31)),
    "over midnight": meeting("Saturday", "23:15", "Europe/London", starts=date(2024, 1, 6), minutes=120),
    "at a doubtful hour": meeting("Sunday", "02:30", "Europe/Berlin", starts=date(2024, 1, 7)),
}  # fmt: skip


ZONES = "UTC Europe/Berlin America/New_York America/Santiago Australia/Sydney Pacific/Auckland Africa/Casablanca".split()


def any_meeting(random):
    """Return one of any rhythm that begins within three years, at an hour that no clock leaves out."""
    by_month = random.random() < 0.5
    names = [f"{nth} {day}" for nth in ORDINALS for day in WEEKDAYS] if by_month else WEEKDAYS
    days = random.sample(names, random.randint(1, 3))
    begin = date(2023, 6, 1) + timedelta(days=random.randint(0, 390))
    ahead = (begin + timedelta(days=number) for number in range(200))
    count, unit = random.randint(1, 6), "month" if by_month else "week"
    told = {
        "day": tuple(days),
        "time": f"{random.randint(3, 23):02}:{random.choice([0, 30]):02}",
        "timezone": random.choice(ZONES),
        "every": unit if count == 1 else f"{count} {unit}s",
        "starts": next(day for day in ahead if any(day_of(each).holds(day) for each in days)),
        "until": random.choice([None, date(2025, 1, 1) + timedelta(days=random.randint(0, 1000))]),
        "minutes": random.choice([None, random.randint(1, 300)]),
    }
    there = dates(Meeting.model_validate(told), first=told["starts"])
    zone = ZoneInfo(told["timezone"])
    out = {
        each.astimezone(zone).date()
        for each in random.sample(there, min(len(there), random.randint(0, 3)))
    }
    return Meeting.model_validate({**told, "except": tuple(sorted(out))})


def dates(told, first=FIRST, last=LAST):
    """Return when a meeting with `starts` begins, looking at each day."""
    days = [day_of(text) for text in told.days]
    every = interval_of(told.every) if told.every else None
    begin, found = told.starts, []
    for number in range((last - begin).days + 1):
        day = begin + timedelta(days=number)
        weeks = (day - timedelta(day.weekday()) - (begin - timedelta(begin.weekday()))).days // 7
        months = (day.year - begin.year) * 12 + day.month - begin.month
        passed = months if days[0].ordinal else weeks
        if (
            any(each.holds(day) for each in days)
            and passed % (every.count if every else 1) == 0
            and day not in told.without
            and not (told.until and day > told.until)
            and day >= first
        ):
            wall = datetime.combine(day, time.fromisoformat(told.time))
            found.append(wall.replace(tzinfo=ZoneInfo(told.timezone)).astimezone(UTC))
    return found


def file_of(*meetings):
    """Return a calendar of meetings, whose UIDs are their numbers."""
    parts = [
        calendars.part(
            ScheduledMeeting(str(number), DatedMeeting("Birds", each, series(each)), None, 0),
            "",
            ENGLISH,
        )
        for number, each in enumerate(meetings)
    ]
    return calendars.calendar("Birds", parts, None)


def read(data, first=FIRST, last=LAST):
    """Read when the meetings of a calendar begin and end, with the library of Home Assistant."""
    read = IcsCalendarStream.calendar_from_ics(data.decode())
    begin = datetime.combine(first, time(), UTC) - timedelta(days=2)
    end = datetime.combine(last, time(), UTC) + timedelta(days=2)
    found = {}
    for each in read.timeline_tz(UTC).included(begin, end):
        found.setdefault(each.uid, []).append(
            (each.dtstart.astimezone(UTC), each.dtend.astimezone(UTC))
        )
    return {uid: sorted(listed) for uid, listed in found.items()}


def within(listed, first=FIRST, last=LAST):
    """Return those well within three years, whatever timezone they are in."""
    begin = datetime.combine(first, time(), UTC) + timedelta(days=1)
    return [each for each in listed if begin <= each < datetime.combine(last, time(), UTC)]
