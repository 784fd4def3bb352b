"""On which days a meeting can be, and how a line says it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.registry.meetings import lines as meeting_lines
from wgbot.registry.meetings.meeting import (
    ORDINALS,
    WEEKDAYS,
    Interval,
    Meeting,
    day_of,
    interval_of,
)

DATES = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DATES)
def test_each_date_is_a_day_of_the_week_and_one_or_two_of_its_month(day):
    names = [f"{ordinal} {weekday}" for ordinal in ORDINALS for weekday in WEEKDAYS]
    holding = [name for name in names if day_of(name).holds(day)]
    assert [name for name in WEEKDAYS if day_of(name).holds(day)] == [day.strftime("%A")]
    assert all(day.strftime("%A") in name for name in holding)
    is_last = (day + timedelta(days=7)).month != day.month
    assert any("last" in name for name in holding) == is_last
    assert len(holding) == 1 + is_last
    assert f"{ORDINALS[(day.day - 1) // 7]} {day:%A}" in holding


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("week", 1, "week"),
        ("2 weeks", 2, "week"),
        ("month", 1, "month"),
        ("12 months", 12, "month"),
        ("1 weeks", 1, "week"),
    ],
)
def test_an_interval_is_read(text, count, unit):
    assert interval_of(text) == Interval(count, unit)


@pytest.mark.parametrize("text", ["", "weeks", "2 week", "0 weeks", "100 weeks", "day", "x week"])
def test_what_is_no_interval_is_none(text):
    assert interval_of(text) is None


WHOLE = (
    "Weekly call: Tuesday 17:00 Europe/Berlin, every 2 weeks from 2026-01-06 until 2026-12-31, "
    "except 2026-08-04 2026-08-18, 60 minutes, join https://meet.example.org/a,b, "
    "notes https://notes.example.org/, recordings https://video.example.org/, "
    "remark bring tea, and cake"
)
MEETING = Meeting.model_validate(
    {
        "name": "Weekly call",
        "day": "Tuesday",
        "time": "17:00",
        "timezone": "Europe/Berlin",
        "every": "2 weeks",
        "starts": date(2026, 1, 6),
        "until": date(2026, 12, 31),
        "except": (date(2026, 8, 4), date(2026, 8, 18)),
        "minutes": 60,
        "join": "https://meet.example.org/a,b",
        "notes": "https://notes.example.org/",
        "recordings": "https://video.example.org/",
        "remark": "bring tea, and cake",
    }
)


def test_everything_that_a_meeting_says_is_in_its_line_and_read_from_it():
    assert meeting_lines.written(MEETING) == WHOLE
    assert meeting_lines.read(WHOLE) == (MEETING,)


def test_behind_the_name_the_order_does_not_matter():
    name, _, rest = WHOLE.rpartition(", remark")[0].partition(": ")
    turned = ", ".join(reversed(rest.split(", ")))
    without = MEETING.model_copy(update={"remark": None})
    assert meeting_lines.read(f"- {name}: {turned}\n") == (without,)


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("Tuesday", {"day": "Tuesday"}),
        ("Monday, Wednesday 10:00 UTC", {"day": ("Monday", "Wednesday"), "time": "10:00", "timezone": "UTC"}),
        ("Monday and Friday", {"day": ("Monday", "Friday")}),
        ("last Friday 9:30 America/New_York, monthly", {"day": "last Friday", "time": "09:30", "timezone": "America/New_York", "every": "month"}),
        ("every Tuesday, weekly, 1 hour", {"day": "Tuesday", "every": "week", "minutes": 60}),
        ("Tuesday, every other week", {"day": "Tuesday", "every": "2 weeks"}),
        ("whenever we like", {"remark": "whenever we like"}),
        ("Tusday 5pm PT", {"day": "Tusday", "time": "17:00", "timezone": "PT"}),
        ("Tuesday: 17:00 UTC", {"day": "Tuesday", "time": "17:00", "timezone": "UTC"}),
        ("Tuesday, from 2026-02-30", {"day": "Tuesday", "every": "from 2026-02-30"}),
    ],
)  # fmt: skip
def test_what_people_type_is_read_and_what_is_wrong_is_kept_to_be_refused(line, keys):
    assert meeting_lines.read(line) == (Meeting.model_construct(**keys),)


def test_each_line_is_a_meeting_and_empty_ones_are_none():
    assert [each.day for each in meeting_lines.read("\n* Monday\n\n2. Friday\n")] == [
        "Monday",
        "Friday",
    ]
    assert meeting_lines.read(" \n") == ()


@pytest.mark.parametrize("head", ["", "meetings:\n"])
def test_meetings_as_a_registry_file_has_them_are_read(head):
    text = 'x:\n- name: Call\n  day: Tuesday\n  time: "17:00"\n'.replace("x:\n", head)
    assert meeting_lines.read(text) == (Meeting(name="Call", day="Tuesday", time="17:00"),)


WORDS = st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{2,8}){0,2}", fullmatch=True)
LINKS = st.from_regex(r"https://[a-z]{2,5}\.example\.org/[a-z0-9,]{1,5}[a-z]", fullmatch=True)
DAYS = st.sampled_from([*WEEKDAYS, "second Tuesday", "last Friday"])
MEETINGS = st.builds(
    lambda **keys: Meeting.model_validate({key.rstrip("_"): each for key, each in keys.items()}),
    name=st.none() | WORDS,
    day=DAYS | st.lists(DAYS, min_size=2, max_size=3).map(tuple),
    time=st.none() | st.times().map(lambda time: f"{time:%H:%M}"),
    timezone=st.none(),
    every=st.none() | st.sampled_from(["week", "2 weeks", "month", "3 months"]),
    starts=st.none() | DATES,
    until=st.none() | DATES,
    except_=st.lists(DATES, max_size=2).map(tuple),
    minutes=st.none() | st.integers(1, 1440),
    join=st.none() | LINKS,
    notes=st.none() | LINKS,
    remark=st.none()
    | WORDS.map(lambda words: f"see {words}, or {words}")
    | st.sampled_from(
        [
            "Thursday 8:00 PT, monthly",
            "a, 60 minutes",
            "a, join https://x.example.org",
            "[dates](https://x.example.org)",
            "see [dates](https://x.example.org).",
            "a (see https://x.example.org)",
            "on [Zoom](https://x.example.org)",
            "not in August",
        ]
    ),
)


@given(MEETINGS, st.booleans())
def test_the_line_of_a_meeting_is_read_as_that_meeting(meeting, has_zone):
    if has_zone and meeting.time:
        meeting = meeting.model_copy(update={"timezone": "Europe/Berlin"})
    assert meeting_lines.read(meeting_lines.written(meeting)) == (meeting,)


HOSTILE = (
    "see [x](https://x.example.org) (see https://a.example.org , ; : remark remark: notes Tuesday "
    "Tuesdays 17:00 UTC every other week from 2026-01-06 until except not on and - – @ ** ( ) 30 min join"
).split()
REMARKS = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=7).map(" ".join)


@given(REMARKS.map(lambda text: text.replace(" ,", ",").strip(" ,;")), st.booleans(), st.booleans())
def test_a_remark_is_not_read_as_anything_else(remark, has_name, has_dates):
    named = {"name": "Call"} if has_name else {}
    dated = {"day": "Tuesday", "time": "17:00", "timezone": "UTC"} if has_dates else {}
    if remark:
        meeting = Meeting(**named, **dated, remark=remark)
        assert meeting_lines.read(meeting_lines.written(meeting)) == (meeting,)


@given(st.text())
def test_any_text_is_read(text):
    for each in meeting_lines.read(text):
        assert isinstance(each, Meeting)
