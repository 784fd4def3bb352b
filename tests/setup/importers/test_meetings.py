"""When groups meet: as data where all of it is understood, and in the list's words elsewhere."""

import pytest

from wgbot.setup.importers import kinds, meetings


@pytest.mark.parametrize(
    ("text", "day", "time", "every"),
    [
        ("Tuesdays, 15:00 UTC", "Tuesday", "15:00", None),
        ("Monday at 09:00 UTC, every other week", "Monday", "09:00", "2 weeks"),
    ],
)
def test_a_meeting_that_is_understood_is_data(text, day, time, every):
    found = meetings.from_text(text)
    assert (found.day, found.time, found.every) == (day, time, every)


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday at 08:00 PT",
        "alternating 09:00 and 16:00 UTC",
        "We meet on most Fridays.",
        "Mondays 10:00 UTC ([calendar](https://cal.example.org))",
    ],
)
def test_one_that_is_not_stays_in_the_words_of_the_list(text):
    assert meetings.from_text(text) is None
    page = f"# Groups\n\n- **Birds**: counting.\n  - Lead: @ada\n  - Meets: {text}\n"
    (draft,) = kinds.read("x.md", page.encode()).drafts
    assert draft.group.meetings == ()
    assert draft.group.charter == {"meets": text}


def test_a_mapping_is_one_if_each_of_its_keys_is_known():
    told = {
        "description": "Call",
        "day": "Monday",
        "time": "9:00",
        "tz": "UTC",
        "frequency": "weekly",
    }
    found = meetings.from_data({**told, "url": "https://meet.example.org/1"})
    assert (found.name, found.time, found.join) == ("Call", "09:00", "https://meet.example.org/1")
    assert meetings.from_data({**told, "host": "Ada"}) is None
    assert meetings.from_data({**told, "url": "http://meet.example.org/1"}) is None
