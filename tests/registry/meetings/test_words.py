"""When a meeting is, as people say it: read where it has one meaning, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.registry.meetings import timezones
from wgbot.registry.meetings import words as meeting_words
from wgbot.registry.meetings.meeting import ORDINALS, WEEKDAYS


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Tuesdays at 5 p.m. Europe/Berlin", {"days": ["Tuesday"], "time": "17:00", "timezone": "Europe/Berlin"}),
        ("Mon & Wed 9-10am UTC", {"days": ["Monday", "Wednesday"], "time": "09:00", "minutes": 60, "timezone": "UTC"}),
        ("23:30–00:15 utc", {"time": "23:30", "minutes": 45, "timezone": "UTC"}),
        ("17:00 america/new york, weekly", {"time": "17:00", "timezone": "America/New_York", "every": "week"}),
        ("9:00 PT (Pacific Time)", {"time": "09:00", "timezone": "PT (Pacific Time)"}),
        ("17 Uhr", {"time": "17:00"}),
        ("noon UTC", {"time": "12:00", "timezone": "UTC"}),
        ("12 am", {"time": "00:00"}),
        ("1st and 3rd Thursdays of the month", {"days": ["first Thursday", "third Thursday"]}),
        ("the last Friday of each month", {"days": ["last Friday"]}),
        ("every third Wednesday of the month", {"days": ["third Wednesday"]}),
        ("every first Thursday", {"days": ["first Thursday"]}),
        ("monthly - third Tuesday", {"every": "month", "days": ["third Tuesday"]}),
        ("every other Friday", {"every": "2 weeks", "days": ["Friday"]}),
        ("alternate Fridays", {"every": "2 weeks", "days": ["Friday"]}),
        ("every four weeks", {"every": "4 weeks"}),
        ("every second week", {"every": "2 weeks"}),
        ("quarterly", {"every": "3 months"}),
        ("bi-weekly starting Tuesday Oct 28, 2025", {"every": "biweekly", "starts": date(2025, 10, 28)}),
        ("Thursdays (starting February 15th 2024)", {"days": ["Thursday"], "starts": date(2024, 2, 15)}),
        ("weekly from 7 June 2018 until 2019-06-07", {"every": "week", "starts": date(2018, 6, 7), "until": date(2019, 6, 7)}),
        ("except 2026-08-04, 2026-08-11 and 2026-08-18", {"without": (date(2026, 8, 4), date(2026, 8, 11), date(2026, 8, 18))}),
        ("for half an hour", {"minutes": 30}),
        ("90 min", {"minutes": 90}),
        ("2026-08-11", {"dates": (date(2026, 8, 11),)}),
    ],
)  # fmt: skip
def test_what_has_one_meaning_is_read(text, keys):
    assert meeting_words.read(text) == keys


@pytest.mark.parametrize(
    "text",
    [
        "every second Tuesday",
        "every third Wednesday",
        "Wednesday, after the fourth Tuesday, every month",
        "starting Wednesday Oct 28, 2025",
        "from 2026-02-30",
        "from 02/03/2026",
        "2020 start date: Jan. 7th",
        "Tuesday 24:00",
        "13 pm",
        "5",
        "weekly monthly",
        "first",
        "Donnerstach",
        "Tuesday in the old room",
        "x" * 400,
    ],
)
def test_what_has_none_or_several_is_not(text):
    assert meeting_words.read(text) is None


def test_what_may_be_meant_is_told():
    assert meeting_words.meant("every second Tuesday") == (
        "second Tuesday of the month",
        "Tuesday, every 2 weeks",
    )
    assert meeting_words.meant("every third Friday")[1] == "Friday, every 3 weeks"
    assert meeting_words.meant("Bi-weekly") == ("every 2 weeks", "every week")
    assert meeting_words.meant("second Tuesday") == meeting_words.meant("now and then") == ()


def test_biweekly_is_every_two_weeks_on_one_day_and_doubtful_on_two():
    assert meeting_words.settled({"every": "biweekly", "days": ["Friday"]})["every"] == "2 weeks"
    both = meeting_words.settled({"every": "biweekly", "days": ["Monday", "Friday"]})
    assert both == {"every": "biweekly", "day": ("Monday", "Friday")}


@given(
    st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3),
    st.lists(st.sampled_from(ORDINALS), max_size=2),
    st.sampled_from(["{}", "{}s", "on {}", "every {}s"]),
)
def test_days_are_read_in_any_number(days, ordinals, said):
    if ordinals and said.startswith("every"):
        said = f"{said} of the month"
    which = " and ".join(ordinals)
    text = " and ".join(said.format(f"{which} {day}".strip()) for day in days)
    listed = [f"{nth} {day}" for day in days for nth in ordinals] or days
    assert (meeting_words.read(text) or {}).get("days") == listed


@given(st.text(max_size=60) | st.lists(st.sampled_from("every second first Tue of the month 9 am - 5 from until except not 2026-01-06 UTC ( ) , : weekly other half an hour".split())).map(" ".join))  # fmt: skip
def test_any_words_are_read_or_not(text):
    meeting_words.meant(text)
    assert meeting_words.read(text) is None or isinstance(meeting_words.read(text), dict)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("PT (Pacific Time)", "America/Los_Angeles"),
        ("Eastern Time (ET)", "America/New_York"),
        ("India Standard Time", "Asia/Kolkata"),
        ("cet", "Europe/Berlin"),
        ("Berlin time", "Europe/Berlin"),
        ("new york", "America/New_York"),
    ],
)
def test_a_timezone_by_another_name_is_asked_about_with_those_that_may_be_meant(text, first):
    assert timezones.named(text) is None
    assert timezones.meant(text)[0] == first
    assert all(map(timezones.is_one, timezones.meant(text)))


def test_a_timezone_is_a_place_or_utc():
    assert timezones.named("europe/berlin") == "Europe/Berlin"
    assert timezones.named("Utc") == "UTC"
    for text in ("EST5EDT", "Etc/GMT-1", "somewhere", ""):
        assert not timezones.is_one(text)
        assert timezones.meant(text) == ()
