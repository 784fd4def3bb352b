"""What becomes of a group's meetings by an answer in people's words: what it says, or a question."""

import pytest

from tests import example
from tests.editing import CLI, change, proposal
from wgbot.registry.meetings import lines as meeting_lines

CALL = (
    "Weekly call: Tuesday 17:00 Europe/Berlin, every week, join https://meet.example.org/a, "
    "notes https://docs.example.org/a"
)
HOURS = "Office hours: Friday 09:30 UTC"
APAC = "APAC call: Thursday 09:00 UTC"
MEETS = example.FILES[CLI] + (
    "meetings:\n"
    "  - {name: Weekly call, day: Tuesday, time: '17:00', timezone: Europe/Berlin, every: week,"
    " join: 'https://meet.example.org/a', notes: 'https://docs.example.org/a'}\n"
    "  - {name: Office hours, day: Friday, time: '09:30', timezone: UTC}\n"
)


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        ("remove Office hours", [CALL]),
        ("~~Office hours: Friday 09:30 UTC~~", [CALL]),
        ("Remove the office hours", [CALL]),
        ("drop the second meeting", [CALL]),
        ("remove Tuesday's meeting\nremove the office hours", []),
        (f"Replace the office hours with {APAC}", [CALL, APAC]),
        (f"Office hours -> {APAC}", [CALL, APAC]),
        ("add Kick-off on 12 March 2027 at 15:00 UTC", [CALL, HOURS, "Kick-off: 2027-03-12 15:00 UTC"]),
        (f"add {APAC}", [CALL, HOURS, APAC]),
        (f"same as before, plus {APAC}", [CALL, HOURS, APAC]),
        (f"add {APAC}\nremove Office hours", [CALL, APAC]),
        (f"{CALL}\n{HOURS}\n{APAC}", [CALL, HOURS, APAC]),
        ("New contributors: every other Wednesday at 8am UTC", ["New contributors: Wednesday 08:00 UTC, every 2 weeks"]),
        ("1st and 3rd Monday 10:00 UTC", ["first Monday and third Monday 10:00 UTC"]),
        ("Weekly call: Tuesday 17:00 Europe/Berlin, notes https://docs.example.org/new", [CALL.replace("org/a", "org/new").replace("meet.example.org/new", "meet.example.org/a")]),
        ("- name: APAC call\n  day: Thursday\n  time: '09:00'\n  timezone: UTC", [APAC]),
        (f"Weekly call: except 2026-12-29\n{HOURS}", [CALL.replace("week, ", "week, except 2026-12-29, "), HOURS]),
        ("remark by arrangement", ["remark by arrangement"]),
        ("none", []),
    ],
)  # fmt: skip
def test_what_is_said_becomes_of_the_list(answer, lines):
    found = proposal(change(meetings=answer), **{CLI: MEETS})
    assert [each.message() for each in found.problems] == []
    assert [meeting_lines.written(each) for each in found.group.meetings] == lines


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("- Office hours", "- Office hours"),
        ("skip 2026-12-29", "dates but no day"),
        ("Weekly call: cancelled", "Weekly call: cancelled"),
        ("Office hours are no longer held", "no longer held"),
        ("ad hoc", "ad hoc"),
        ("see the calendar https://calendar.example.org/x", "see the calendar"),
        (f"add {APAC}\n{HOURS}", APAC),
        ("remove Board meeting", "isn't there"),
        ("remove the third meeting", "isn't there"),
        ("remove both meetings", "isn't there"),
        (f"Replace the board call with {APAC}", "isn't there"),
        ("Move Tuesday's meeting to Thursday", "Move Tuesday's meeting"),
        ("Office hours -> Fridays 10:00 UTC", "-> Fridays"),
        ("Cancel the call on 12 March 2027 at 15:00 UTC", "Cancel the call"),
        ("Weekly call: moved to Wednesday 16:00 Europe/Berlin", "moved to Wednesday"),
        ("Weekly call moves to Wednesdays", "moves to Wednesdays"),
        ("Weekly call: Tuesday 17:00 -> 18:00 Europe/Berlin", "-> 18:00"),
        ("Weekly call: Tuesday 17:00 Europe/Berlin (was 16:00)", "(was 16:00"),
        ("Weekly call: same, but 18:00", "but"),
        ("We also meet on Thursday at https://meet.example.org/b", "We also meet on Thursday"),
        ("Alternating between 9:00 and 17:00 UTC on Mondays", "Alternating between"),
        ("Wednesday at 08:00 PT", "`PT`"),
        ("Tuesdays at 10:00 PT (biweekly)", "`PT`"),
        ("Thursdays at 16:00 PT (Pacific Time) (biweekly). [Convert](https://x.example.org/?t=16:00)", "`PT (Pacific Time)`"),
    ],
)  # fmt: skip
def test_what_can_be_read_in_several_ways_is_asked_and_nothing_is_lost(answer, words):
    found = proposal(change(meetings=answer), **{CLI: MEETS})
    assert words in " ".join(each.message() for each in found.problems)


def test_where_there_are_no_meetings_any_words_are_a_remark():
    found = proposal(change(meetings="by arrangement"))
    assert [each.remark for each in found.group.meetings] == ["by arrangement"]
