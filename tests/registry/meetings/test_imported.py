"""A meeting of another list is kept: as data where it has one meaning, or else in its own words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.registry.meetings import imported as meeting_import
from wgbot.registry.meetings import lines as meeting_lines
from wgbot.registry.meetings import occurrences
from wgbot.registry.meetings.meeting import Meeting

CALL = {"day": "Thursday", "time": "9:00", "timezone": "America/Los_Angeles", "every": "weekly"}


def read(**keys):
    return meeting_import.from_keys({**CALL, **keys})


def test_the_words_of_a_list_become_the_keys_of_a_meeting():
    found = read(
        name="Call", every="bi-weekly starting Thursday June 7, 2018", join="https://x.example.org/?pwd=a",
        minutes=45, until="2030-01-01", **{"except": [date(2026, 8, 6), "2026-08-20"]},
    )  # fmt: skip
    assert found.asked is None
    assert found.meeting == Meeting(
        name="Call",
        day="Thursday",
        time="09:00",
        timezone="America/Los_Angeles",
        every="2 weeks",
        starts=date(2018, 6, 7),
        until=date(2030, 1, 1),
        minutes=45,
        join="https://x.example.org/?pwd=a",
        **{"except": (date(2026, 8, 6), date(2026, 8, 20))},
    )


@pytest.mark.parametrize(
    ("keys", "day", "every"),
    [
        ({"every": "First Thursday of each month"}, "first Thursday", None),
        ({"every": "monthly, second Thursday of the month"}, "second Thursday", "month"),
        ({"day": "third Thursday", "every": "monthly"}, "third Thursday", "month"),
        ({"every": "Monthly on 4th Thursday"}, "fourth Thursday", "month"),
        ({"day": "Thursdays (starting February 15th 2024)"}, "Thursday", "week"),
        ({"day": "Mon, Thu"}, ("Monday", "Thursday"), "week"),
        ({"every": ""}, "Thursday", None),
    ],
)
def test_a_day_of_a_month_is_told_by_either_key(keys, day, every):
    found = read(**keys)
    assert (found.meeting.day, found.meeting.every) == (day, every)
    assert occurrences.pattern(found.meeting)


def test_what_has_nothing_to_do_with_when_it_is_is_a_remark():
    assert read(every="biweekly, you must be signed in").meeting.remark == "you must be signed in"
    link = "bi-weekly ([dates](#upcoming))"
    assert read(every=link, remark="Bring tea.").meeting.remark == "[dates](#upcoming); Bring tea."


@pytest.mark.parametrize(
    "keys",
    [
        {"every": "monthly"},
        {"every": "monthly 2020 start date: Jan. 7th"},
        {"every": "monthly - Wednesday, after the fourth Tuesday"},
        {"every": "biweekly starting Friday June 7, 2018"},
        {"every": "weekly", "day": "third Thursday"},
        {"every": "biweekly", "day": "Monday, Thursday"},
        {"every": "every second Thursday"},
        {"day": "Friday", "every": "first Thursday of the month"},
        {"starts": "June 8, 2018"},
        {"time": "morning"},
    ],
)
def test_what_is_not_understood_stays_in_the_lists_own_words(keys):
    given = {**CALL, "name": "Call", "join": "https://x.example.org", **keys}
    found = meeting_import.from_keys(given)
    assert found.is_in_words
    assert (found.meeting.name, found.meeting.join) == ("Call", "https://x.example.org")
    for key in ("day", "time", "timezone", "every"):
        assert given[key] in found.meeting.remark
    assert occurrences.series(found.meeting) is None


@pytest.mark.parametrize("name", ["EST (Eastern Time)", "Poland", "CET", ""])
def test_a_timezone_that_is_none_is_asked_about(name):
    found = read(timezone=name)
    assert found.asked == name
    assert found.is_in_words
    assert meeting_import.from_line(f"Call: Thursday 9:00 {name}").asked == name


def test_a_line_is_read_in_the_same_way():
    found = meeting_import.from_line("Call: Thursdays 14:00 Asia/Kolkata, https://x.example.org")
    assert meeting_lines.written(found.meeting) == (
        "Call: Thursday 14:00 Asia/Kolkata, join https://x.example.org"
    )
    doubtful = meeting_import.from_line("Call: every second Thursday 14:00 Asia/Kolkata").meeting
    assert doubtful == Meeting(name="Call", remark="every second Thursday 14:00 Asia/Kolkata")


@given(st.dictionaries(st.sampled_from("name day time timezone every starts minutes remark".split()), st.text(max_size=12)))  # fmt: skip
def test_no_word_of_any_list_is_lost(given_keys):
    found = meeting_import.from_keys(given_keys)
    if found.is_in_words:
        kept = f"{found.meeting.name} {found.meeting.remark}".split()
        assert all(word in " ".join(kept) for text in given_keys.values() for word in text.split())
