"""Lines as real lists of groups have them: right, or not read; never another date than is meant."""

from datetime import date

import pytest

from wgbot.registry.meetings import lines as meeting_lines
from wgbot.registry.meetings import occurrences, vocabulary
from wgbot.registry.meetings.meeting import Meeting

TUESDAY = {"day": "Tuesday", "time": "17:00", "timezone": "UTC"}
BERLIN = {**TUESDAY, "timezone": "Europe/Berlin"}


def tuesday(**keys):
    return {**TUESDAY, **keys}


KICK_OFF = {
    "name": "Kick-off",
    "day": "Friday",
    "time": "15:00",
    "timezone": "UTC",
    "starts": date(2027, 3, 12),
    "until": date(2027, 3, 12),
}
READ = {
    "Tuesday, 17:00, UTC": TUESDAY,
    "Tuesday,17:00,UTC": TUESDAY,
    "17:00 UTC on Tuesdays": TUESDAY,
    "We meet every Tuesday at 17:00 UTC.": TUESDAY,
    "We meet on Tuesdays, 17:00–18:00 UTC, on Zoom. Everyone is welcome!": tuesday(minutes=60, remark="on Zoom. Everyone is welcome!"),
    "**Weekly call:** Tuesdays 17:00 UTC": tuesday(name="Weekly call"),
    "Specification: general: Tuesdays 17:00 UTC": tuesday(name="Specification: general"),
    "SIG Example: Meeting: Tuesdays 17:00 UTC": tuesday(name="SIG Example: Meeting"),
    "Call (Asia, Europe): Tuesdays 17:00 UTC": tuesday(name="Call (Asia, Europe)"),
    "Call: biweekly: Tuesday 17:00 UTC from 2026-01-06": tuesday(name="Call", every="2 weeks", starts=date(2026, 1, 6)),
    "Call: Zoom: https://zoom.us/j/1, Tuesday 17:00 UTC": tuesday(name="Call", join="https://zoom.us/j/1"),
    "Sync @ Tuesday 17:00 UTC": tuesday(name="Sync"),
    "Weekly call (Tuesday 17:00 UTC), 30 min": tuesday(name="Weekly call", minutes=30),
    "Weekly Tuesday sync, Tuesday 17:00 UTC": tuesday(name="Weekly Tuesday sync"),
    "Tuesdays 17:00 UTC (EMEA friendly)": tuesday(remark="EMEA friendly"),
    "Tuesdays 17:00 UTC in #wg-example": tuesday(remark="in #wg-example"),
    "Tuesdays 17:00 UTC. Join our list.": tuesday(remark="Join our list."),
    "Tuesday 17:00 UTC, Berlin": tuesday(remark="Berlin"),
    "Tuesday 17:00 Europe/Berlin (CET)": BERLIN,
    "Tuesday 17:00 Europe/Berlin time": BERLIN,
    "Tuesdays 5pm UTC": TUESDAY,
    "Tuesdays 5:00p UTC": TUESDAY,
    "Tuesdays at 1700 UTC": TUESDAY,
    "Tuesday 1700h UTC": TUESDAY,
    "Tuesdays 17h UTC": TUESDAY,
    "Tuesdays 17h00 UTC": TUESDAY,
    "at 17.00 hours on Tuesdays (5 pm) UTC": TUESDAY,
    "Tuesdays 12 noon UTC": tuesday(time="12:00"),
    "Tuesdays from 17:00 to 18:00 UTC": tuesday(minutes=60),
    "Tuesdays 4-5:30pm UTC": tuesday(time="16:00", minutes=90),
    "Tuesdays 11-12:30pm UTC": tuesday(time="11:00", minutes=90),
    "Tuesdays 1:30-2:30pm UTC": tuesday(time="13:30", minutes=60),
    "Tuesdays 5pm-6:30 UTC": tuesday(minutes=90),
    "Tuesdays 11pm-1am UTC": tuesday(time="23:00", minutes=120),
    "Tuesdays 17:00 UTC, 1.5 hours": tuesday(minutes=90),
    "Tuesdays 17:00 UTC, 1h30": tuesday(minutes=90),
    "Tuesdays 17:00 UTC, 1 hour 30 min": tuesday(minutes=90),
    "Tuesdays 17:00 UTC, 90m": tuesday(minutes=90),
    "Tuesdays 17:00 UTC, one hour": tuesday(minutes=60),
    "Tuesdays 17:00 UTC, 1h": tuesday(minutes=60),
    "Mon-Wed 17:00 UTC": tuesday(day=("Monday", "Tuesday", "Wednesday")),
    "Monday to Wednesday, Fri 17:00 UTC": tuesday(day=("Monday", "Tuesday", "Wednesday", "Friday")),
    "Sunday–Monday 17:00 UTC": tuesday(day=("Sunday", "Monday")),
    "weekdays 17:00 UTC": tuesday(day=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")),
    "Biweekly starting Tuesday Feb 11, 2025, 17:00 UTC": tuesday(every="2 weeks", starts=date(2025, 2, 11)),
    "Tuesdays 17:00 UTC, starting January 6, 2026": tuesday(starts=date(2026, 1, 6)),
    "Tuesdays 17:00 UTC from 06.01.2026": tuesday(starts=date(2026, 1, 6)),
    "Tuesday 17:00 UTC from 2026-03-03 to 2026-06-30": tuesday(starts=date(2026, 3, 3), until=date(2026, 6, 30)),
    "17:00 UTC, every 2 weeks from 2026-01-06": tuesday(every="2 weeks", starts=date(2026, 1, 6)),
    "Tuesdays 17:00 UTC, no meeting on 2026-08-04": tuesday(**{"except": (date(2026, 8, 4),)}),
    "[Tuesdays at 17:00 UTC](https://zoom.us/j/1)": tuesday(join="https://zoom.us/j/1"),
    "Tuesdays 17:00 UTC on [Zoom](https://zoom.us/j/1?pwd=a)": tuesday(join="https://zoom.us/j/1?pwd=a"),
    "Tuesdays 17:00 UTC via https://zoom.us/j/1": tuesday(join="https://zoom.us/j/1"),
    "Tuesdays 17:00 UTC Zoom https://zoom.us/j/1": tuesday(join="https://zoom.us/j/1"),
    "Tuesdays 17:00 UTC (https://zoom.us/j/1)": tuesday(join="https://zoom.us/j/1"),
    "Tuesdays 17:00 UTC, [notes](https://x.example.org/n), [join](https://x.example.org)": tuesday(notes="https://x.example.org/n", join="https://x.example.org"),
    "Tuesdays 17:00 UTC (convert: https://time.example.org/?t=17:00)": tuesday(remark="(convert: https://time.example.org/?t=17:00)"),
    "Tuesdays 17:00 UTC, https://a.example.org, https://b.example.org": tuesday(join="https://a.example.org", remark="https://b.example.org"),
    "Kick-off on 12 March 2027 at 15:00 UTC": KICK_OFF,
    "Our kick-off takes place on Friday, March 12th, 2027, at 3 pm UTC": {**KICK_OFF, "name": "kick-off"},
    "Kick-off: 2027-03-12 15:00 UTC": KICK_OFF,
    "Kick-off: Friday, 12.03.2027, 15:00 UTC": KICK_OFF,
    "Kick-off (12th of March 2027, 15:00 UTC)": KICK_OFF,
    "Kick-off: 2027/03/12 3pm UTC": KICK_OFF,
    "Kick-off: 2027-03-12T15:00Z": KICK_OFF,
    "Auftakt: Freitag, 12. März 2027, 15:00 Uhr UTC": {**KICK_OFF, "name": "Auftakt"},
    "Annual summit: 2027-03-12 15:00 UTC": {**KICK_OFF, "name": "Annual summit"},
    "15:00 UTC, Fri 2027-03-12, 30 min": {**KICK_OFF, "name": None, "minutes": 30},
    "Community call is every Tuesday at 17:00 UTC": tuesday(name="Community call"),
    "IRC meeting on the first Tuesday of each month, 17:00 UTC": tuesday(name="IRC meeting", day="first Tuesday"),
    "Tuesday's at 17:00 UTC": TUESDAY,
    "Tue+Wed 17:00 UTC": tuesday(day=("Tuesday", "Wednesday")),
    "Tuesday 1700-1830 UTC": tuesday(minutes=90),
    "Tuesday 1700Z": TUESDAY,
    "Tuesdays 17:00 UTC as of 2026-01-06": tuesday(starts=date(2026, 1, 6)),
    "ogni martedì alle ore 17:00 Europe/Rome": {**BERLIN, "timezone": "Europe/Rome"},
    "jeden Dienstag um 17:00 Uhr Europe/Berlin": BERLIN,
    "Dienstag, 17:00 Europe/Berlin, alle 2 Wochen ab 2026-01-06": {**BERLIN, "every": "2 weeks", "starts": date(2026, 1, 6)},
    "jeden ersten Dienstag im Monat, 17 Uhr Europe/Berlin": {**BERLIN, "day": "first Tuesday"},
    "tous les mardis à 17h Europe/Paris": {**BERLIN, "timezone": "Europe/Paris"},
    "todos los martes a las 17:00 Europe/Madrid": {**BERLIN, "timezone": "Europe/Madrid"},
    "UTC 17:00 Tuesday": TUESDAY,
    "Tuesdays (UTC) 17:00-18:00": tuesday(minutes=60),
    "Europe/Berlin 5 pm Tuesdays": BERLIN,
    "Call: UTC 17:00, Tuesday": tuesday(name="Call"),
    "CET 17:00 Tuesday": {**TUESDAY, "timezone": "CET"},
    "Mo, Mi, Fr 17:00 UTC": tuesday(day=("Monday", "Wednesday", "Friday")),
    "Mo-Fr 17 Uhr Europe/Berlin": {**BERLIN, "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")},
    "Stammtisch: Di. und Do. um 17:00 Uhr Europe/Berlin": {**BERLIN, "name": "Stammtisch", "day": ("Tuesday", "Thursday")},
    "Tu/Th 17:00 UTC": tuesday(day=("Tuesday", "Thursday")),
    "We, 17:00 UTC": tuesday(day="Wednesday"),
    "Mo und Do 17-18 Uhr Europe/Berlin": {**BERLIN, "day": ("Monday", "Thursday"), "minutes": 60},
    "Di, 17 Uhr Europe/Berlin": BERLIN,
    "Di 17:00 Uhr, 14-tägig ab 06.01.2026, Europe/Berlin": {**BERLIN, "every": "2 weeks", "starts": date(2026, 1, 6)},
    "Auftakt am 12.03.2027 15:00 UTC": {**KICK_OFF, "name": "Auftakt"},
    "Das Auftakttreffen findet am Freitag, 12. März 2027 um 15 Uhr UTC": {**KICK_OFF, "name": "Auftakttreffen"},
    "Treffen jeden Dienstag 17:00 Europe/Berlin": {**BERLIN, "name": "Treffen"},
    "10 am Tuesday UTC": tuesday(time="10:00"),
    "Tuesday 17:00 UTC, alternate weeks from 2026-01-06": tuesday(every="2 weeks", starts=date(2026, 1, 6)),
}  # fmt: skip


@pytest.mark.parametrize("line", READ)
def test_what_has_one_meaning_is_read_as_people_write_it(line):
    (meeting,) = meeting_lines.read(line)
    assert {key: each for key, each in meeting.model_dump().items() if each} == {
        key: each for key, each in READ[line].items() if each
    }
    written = meeting_lines.written(meeting)
    assert meeting_lines.read(written) == (meeting,)


@pytest.mark.parametrize(
    "line",
    [
        "TBD",
        "ad hoc",
        "on demand",
        "We do not meet.",
        "Monthly on a different day, at a different time (see the chat)",
        "Meets during the general meeting",
        "nach Vereinbarung",
        "every full moon",
        "every other release",
        "Every now and then",
    ],
)
def test_what_nobody_can_take_for_a_date_is_a_remark(line):
    assert meeting_lines.read(line) == (Meeting.model_construct(remark=line),)


@pytest.mark.parametrize(
    "line",
    [
        "Alternating between Monday at 13:00 UTC and Wednesday at 09:00 UTC",
        "Wednesday 11:00 UTC and 17:00 UTC",
        "Tuesday 17:00 UTC, Thursday 18:00 UTC",
        "Tuesday 17:00 UTC, every other Tuesday 17:00 Asia/Shanghai",
        "Tuesday 17:00 Europe/Berlin (16:00 UTC)",
        "Tuesday 17:00 UTC in summer, 18:00 UTC in winter",
        "Tuesday 17:00 UTC (Berlin)",
        "Tuesday 17:00 UTC (GMT+2)",
        "Tuesday 17:00 UTC +2",
        "Tuesday or Thursday 17:00 UTC",
        "Tuesday 9:00-5:00 UTC",
        "Tuesdays at midnight UTC",
        "Tuesday 5 UTC",
        "Tuesdays after the release, 17:00 UTC",
        "second last Tuesday 17:00 UTC",
        "first week of each month, Tuesday 17:00 UTC",
        "twice a month, Tuesday 17:00 UTC",
        "every second Tuesday, 17:00 UTC",
        "Biweekly sync: Tuesday 17:00 UTC",
        "Monthly call, Tuesday 17:00 UTC",
        "Monthly call: 2027-03-12 17:00 UTC",
        "Occasional meetings on Tuesdays 17:00 UTC",
        "Former meeting on Tuesdays 17:00 UTC",
        "Bimonthly call: second Tuesday 17:00 UTC",
        "Quarterly review: first Tuesday 17:00 UTC",
        "On even-numbered weeks, we meet Tuesday 17:00 UTC",
        "Week 2 and 4, Tuesday 17:00 UTC",
        "Tuesday 17:00 UTC, 10 times",
        "Tuesday 17:00 UTC, currently on pause",
        "12 March 2027",
        "Friday 13 March 2027 17:00 UTC",
        "Fridays 2027-03-12 17:00 UTC",
        "every Friday 2027-03-12 17:00 UTC",
        "2027-03-12 17:00 UTC, then every two weeks",
        "2027-03-12 17:00 UTC, weekly",
        "Every week, 2027-03-12 17:00 UTC",
        "Fridays 17:00 UTC, 2027-03-12",
        "2027-03-12 and 2027-03-19 17:00 UTC",
        "2027-03-12, 2027-03-19, 17:00 UTC",
        "No call on 12 March 2027 at 15:00 UTC",
        "Cancel the call on 12 March 2027 at 15:00 UTC",
        "Postpone call on 2027-03-12 at 15:00 UTC",
        "cada dos semanas, martes 17:00 Europe/Madrid",
        "Thursday evenings",
        "UTC 15:00 CET Thursday",
        "Do 17:00 Europe/Berlin",
        "Sa, Di 17:00 Europe/Paris",
        "Do, We 17:00 UTC",
        "Kein Treffen am 12.03.2027 15:00 UTC",
        "Verschobenes Treffen am 12.03.2027 15:00 UTC",
        *(
            f"Tuesday 17:00 UTC, {limit}"
            for limit in (
                "from 01/06/2026",
                "starting 6 Jan",
                "until December",
                "only in March",
                "no meeting in August",
                "except holidays",
                "on hold",
                "yearly",
                "once",
                "odd weeks",
                "every 14 days",
                "mensualmente",
            )
        ),
        "Tuesday 17:00 UTC (paused)",
    ],
)
def test_what_may_be_another_date_has_none(line):
    (meeting,) = meeting_lines.read(line)
    assert occurrences.series(meeting, date(2026, 1, 1)) is None
    assert occurrences.series(meeting.model_copy(update={"starts": None})) is None


@pytest.mark.parametrize(
    "line",
    [
        "Summit 14-16 June 2027",
        "Thursday evenings",
        "Plenum 10 Uhr",
        "Next call: 14 June 2027",
        "on March 12, 2027",
    ],
)
def test_what_is_some_day_and_has_no_time_is_no_mere_remark(line):
    (meeting,) = meeting_lines.read(line)
    assert meeting.every
    assert not meeting.remark


@pytest.mark.parametrize(
    "text", ["Mo and I meet", "So, 10 of us", "We meet, We 15 people", "do 5 things"]
)
def test_a_word_is_no_day(text):
    assert vocabulary.in_english(text) == text


@pytest.mark.parametrize(
    "part", ["https://a.example/) ", "[a](https://a.example) ", "at join https://a "]
)
def test_s02_any_number_of_links_in_a_line_is_read(part):
    assert meeting_lines.read(f"Monday 10:00, {part * 2_000}")
