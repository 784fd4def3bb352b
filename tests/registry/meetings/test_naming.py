"""Which meeting is meant: one and no other, or none."""

import pytest

from wgbot.registry.meetings import lines, naming

LISTED = lines.read(
    "Weekly call: Tuesday 17:00 Europe/Berlin\nOffice hours: Friday 09:30 UTC\n"
    "Friday social: Friday 16:00 UTC\nfirst and third Monday 10:00 UTC"
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the weekly call", 0),
        ("Weekly meeting", 0),
        ("our  office hours", 1),
        ("Friday social call", 2),
        ("the Tuesday meeting", 0),
        ("Tuesday's call", 0),
        ("the Friday 16:00 UTC meeting", 2),
        ("first and third Monday", 3),
        ("the 2nd meeting", 1),
        ("meeting no. 3", 2),
        ("the last one", 3),
        ("Friday", None),
        ("the fifth meeting", None),
        ("meeting 0", None),
        ("Monday", None),
        ("the board", None),
        ("", None),
        ("x" * 5000, None),
    ],
)
def test_a_meeting_is_called_by_name_day_or_place(text, place):
    assert naming.meant(text, LISTED) == (None if place is None else LISTED[place])


def test_of_two_with_one_name_none_is_meant():
    twice = lines.read("Call: Tuesday 17:00 UTC\nCall: Friday 17:00 UTC")
    for text in ("the call", "the Friday meeting", "the second meeting"):
        assert naming.meant(text, twice) is None
