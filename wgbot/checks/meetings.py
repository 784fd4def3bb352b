"""Every meeting says when it is in a way that works in a calendar.

Days are in English, the time is one of 24 hours, and its timezone is a place such as `Europe/Berlin`,
or `UTC`: `EST` and `PT` mean another time in summer, or in another country.

A group has at most 50 meetings. Noted, without failing: a meeting of a group that has ended, one whose
last date has passed, and two of one group that are at the same time.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from rapidfuzz import process

from wgbot.checks.subject import Example, Subject
from wgbot.registry.meetings import lines as meeting_lines
from wgbot.registry.meetings import meeting as meetings
from wgbot.registry.meetings import occurrences, timezones
from wgbot.registry.meetings import vocabulary as meeting_vocabulary
from wgbot.registry.meetings import words as meeting_words
from wgbot.registry.meetings.meeting import Meeting, MeetingDay
from wgbot.text.problems import Problem
from wgbot.text.sentences import Value

_Found = tuple[str, str, dict[str, Value]]

_LINE = "Tuesday 17:00 Europe/Berlin, every 2 weeks from 2026-01-06"
_MOST = 50
"""The most meetings of one group."""
_NEAR = 80
"""How much a name has to be like another, in per cent, to be a slip."""

_FILE = """\
name: Bird watching
focus: which birds live where.
leads: [{{github: ada}}]
meetings:
  - name: Weekly call
    day: Tuesday
    time: "17:00"
    timezone: {timezone}
"""
EXAMPLES = (Example(bad=_FILE.format(timezone="CET"), good=_FILE.format(timezone="Europe/Berlin")),)


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield what is wrong with each meeting: the first thing, for one often explains the others."""
    listed = subject.group.meetings
    if len(listed) > _MOST:
        yield Problem(
            "meetings",
            "Here are {count} meetings; the limit is {most}.",
            "Keep those that a newcomer can go to.",
            field="meetings",
            values={"count": len(listed), "most": _MOST},
        )
        return
    for item, each in enumerate(listed):
        wrong = _wrong(each)
        if found := wrong or _over(each, subject):
            what, fix, values = found
            yield Problem(
                "meetings",
                what,
                fix,
                field="meetings",
                item=item,
                values=values if wrong else {**values, "meeting": _name(each)},
                blocks=wrong is not None,
            )
    yield from _at_once(subject)


def _over(meeting: Meeting, subject: Subject) -> _Found | None:
    """Return what a calendar can have, and nobody can go to any more."""
    group, today = subject.group, subject.today
    if group.status == "retired":
        end = group.ended.date if group.ended else None
        if meeting.until is None or meeting.until > (end or today or meeting.until):
            return (
                "The group has ended, and {meeting} has not.",
                "Remove it, or say until when it was, as in {until}.",
                {"until": f"until: {end or today or '2026-12-31'}"},
            )
        return None
    if meeting.until and today and meeting.until < today:
        return (
            "The last date of {meeting} was {date}.",
            "Remove it, or correct `until` if it goes on.",
            {"date": str(meeting.until)},
        )
    has_limits = meeting.starts and meeting.time and meeting.timezone
    if not has_limits or occurrences.series(meeting, group.since):
        return None
    fix = "Correct `starts`, `until` or `except`, or remove it."
    return "{meeting} has no dates left.", fix, {}


def _at_once(subject: Subject) -> Iterator[Problem]:
    """Yield a note for each two meetings of the group that are at once."""
    group, before = subject.group, subject.before
    dates = [occurrences.series(each, group.since) for each in group.meetings]
    firsts = [each.first for each in dates if each]
    if group.status == "retired" or not firsts:
        return
    now = datetime.combine(subject.today, time(), UTC) if subject.today else max(firsts)
    for one, other, at in occurrences.at_once(dates, now):
        # Whoever proposes one of them hears of it, whichever comes first in the list.
        is_old = before is not None and group.meetings[other] in before.meetings
        item, against = (one, other) if is_old else (other, one)
        name, other_name = _name(group.meetings[item]), _name(group.meetings[against])
        yield Problem(
            "meetings",
            "On {date}, {meeting} is at the same time as {other}.",
            "Correct one of them, or remove it.",
            field="meetings",
            item=item,
            values={"date": str(at.date()), "meeting": name, "other": other_name},
            blocks=False,
        )


def _name(meeting: Meeting) -> str:
    return meeting.name or meeting_lines.written(meeting)


def _wrong(meeting: Meeting) -> _Found | None:
    days = [meetings.day_of(text) for text in meeting.days]
    known = [day for day in days if day]
    if len(known) < len(days):
        return _no_day(meeting.days[days.index(None)])
    return (
        _wrong_every(meeting)
        or _wrong_time(meeting)
        or _wrong_timezone(meeting.timezone)
        or _wrong_interval(meeting, known)
        or _wrong_dates(meeting, known)
        or _wrong_rest(meeting)
    )


def _no_day(text: str) -> _Found:
    if meant := meeting_words.meant(text):
        return _ambiguous(text, meant)
    names = [
        f"{nth} {day}".strip() for nth in ("", *meetings.ORDINALS) for day in meetings.WEEKDAYS
    ]
    read = (meeting_words.read(text) or {}).get("days", [])
    return _suggested(
        "{text} isn't a day that I know.",
        "Write it in English, as in `Tuesday`, or `second Tuesday` for one a month.",
        text,
        _listed(read) or _near(text, names),
    )


def _wrong_every(meeting: Meeting) -> _Found | None:
    """Return what is said of how often it is and not understood; the whole of a line is kept there as well."""
    text = meeting.every
    if text is None or meetings.interval_of(text):
        return None
    if meant := meeting_words.meant(text):
        return _ambiguous(text, meant)
    near = (meeting_words.read(text) or {}).get("every", "")
    if not near and meeting_words.times(text) + (meeting.time is not None) > 1:
        return (
            "{text} has more than one time.",
            "Write each meeting on a line of its own, as in {line}. If it is the same moment elsewhere, put that after `remark:`.",
            {"text": text, "line": _LINE},
        )
    if not near and meeting_vocabulary.says_dates(text):
        return (
            "I can't turn {text} into dates.",
            "Write it as in {line}; put what is just for people after `remark:`.",
            {"text": text, "line": _LINE},
        )
    return _suggested(
        "{text} doesn't say how often the meeting is.",
        "Use `week`, `2 weeks`, `month`, `3 months`, and so on.",
        text,
        near,
    )


def _wrong_time(meeting: Meeting) -> _Found | None:
    if meeting.time is None:
        return None
    if meetings.clock_of(meeting.time) is None:
        return _suggested(
            "{text} isn't a time of day.",
            'Write it with 24 hours, as in `time: "17:00"`.',
            meeting.time,
            (meeting_words.read(meeting.time) or {}).get("time", ""),
        )
    if not meeting.days:
        return "The meeting has a time and no day.", "Add `day`.", {}
    if meeting.timezone is None:
        fix = "Add `timezone`, as in `timezone: Europe/Berlin`."
        return "The meeting has a time and no timezone.", fix, {}
    return None


def _wrong_timezone(name: str | None) -> _Found | None:
    if name is None or timezones.is_one(name):
        return None
    if not timezones.named(name) and (meant := timezones.meant(name)):
        return (
            "{text} isn't the name of a timezone that means one time everywhere, all year round.",
            "Write which you mean: {meant}.",
            {"text": name, "meant": meant},
        )
    return _suggested(
        "{text} isn't the name of a timezone.",
        "Use one such as `Europe/Berlin` or `America/New_York`, or `UTC`.",
        name,
        timezones.named(name) or _near(name.replace(" ", "_"), sorted(timezones.known())),
    )


def _wrong_interval(meeting: Meeting, days: Sequence[MeetingDay]) -> _Found | None:
    if len({bool(day.ordinal) for day in days}) > 1:
        what = "Some of its days are in each week, and some once a month."
        return what, "Make two meetings of it.", {}
    if meeting.every is None and days and occurrences.sounds_rarer_than_said(meeting, days):
        unit = meetings.usual_interval(days).unit
        often = {"usual": f"every {unit}", "rarer": f"every 2 {unit}s from 2026-01-06"}
        return (
            "{text} sounds rarer than its days say, and nothing else says how often it is.",
            "Say so, as in {usual}, or {rarer}.",
            {"text": meeting.name or "", **often},
        )
    if meeting.every is None:
        return None
    interval = meetings.interval_of(meeting.every)
    if not days:
        return "It says how often the meeting is, but not on which day.", "Add `day`.", {}
    if interval and interval.unit == "month" and not days[0].ordinal:
        return (
            "It says that the meeting is each month, but not on which {text} of the month.",
            "Write which, as in `second Tuesday` or `last Friday`.",
            {"text": meeting.days[0]},
        )
    if interval and interval.unit == "week" and days[0].ordinal:
        return (
            "{text} is a day of a month, and the meeting is counted in weeks.",
            "Set `every: month`, or just the day of the week.",
            {"text": meeting.days[0]},
        )
    return None


def _wrong_dates(meeting: Meeting, days: Sequence[MeetingDay]) -> _Found | None:
    listed = (*((meeting.starts,) if meeting.starts else ()), *meeting.without)
    if listed and not days:
        return "The meeting has dates but no day.", "Add `day`.", {}
    for date in listed:
        if not any(day.holds(date) for day in days):
            return (
                "{date} isn't a day of this meeting: it is a {weekday}.",
                "Correct the date, or the meeting's `day`.",
                {"date": str(date), "weekday": meetings.WEEKDAYS[date.weekday()]},
            )
    if not occurrences.are_usual(meeting):
        return "The meeting has a date in a year that calendars don't know.", "Correct it.", {}
    if meeting.starts and meeting.until and meeting.until < meeting.starts:
        return "The meeting ends before it starts.", "Correct `starts` or `until`.", {}
    return None


def _wrong_rest(meeting: Meeting) -> _Found | None:
    if meeting.minutes and meeting.minutes > occurrences.LONGEST:
        return "The meeting takes more than a day.", "Give its length in minutes.", {}
    if not any(meeting.model_dump().values()):
        return "The meeting says nothing.", "Say when it is, or remove it.", {}
    return None


def _ambiguous(text: str, meant: tuple[str, ...]) -> _Found:
    return (
        "{text} means one thing to some, and another to others.",
        "Write which you mean: {meant}.",
        {"text": text, "meant": meant},
    )


def _listed(days: Sequence[str]) -> str:
    """Return days as a registry file has them."""
    return f"[{', '.join(days)}]" if len(days) > 1 else "".join(days)


def _near(text: str, names: Sequence[str]) -> str:
    found = process.extractOne(text.lower(), names, processor=str.lower, score_cutoff=_NEAR)
    return found[0] if found else ""


def _suggested(what: str, fix: str, text: str, near: str) -> _Found:
    if near:
        return what, "If you mean {near}, write exactly that.", {"text": text, "near": near}
    return what, fix, {"text": text}
