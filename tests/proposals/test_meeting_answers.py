"""What becomes of a group's meetings by an answer in people's words: what it says, or a question."""

import json
import re

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
        (f"add {APAC}, join https://meet.example.org/b", [CALL, HOURS, f"{APAC}, join https://meet.example.org/b"]),
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
        ("Weekly call: 2027-03-12 15:00 UTC", "`Weekly call` has more than one date, and `Weekly call: 2027-03-12 15:00 UTC` is a single one"),
        ("Weekly call: 12 March 2027, 15:00 UTC\nOffice hours: Friday 09:30 UTC", "is a single one"),
        ("- {name: Office hours, day: Friday, time: '15:00', timezone: UTC, starts: 2027-03-12, until: 2027-03-12}", "`Office hours` has more than one date"),
        ("ad hoc", "ad hoc"),
        ("see the calendar https://calendar.example.org/x", "see the calendar"),
        (f"add {APAC}\n{HOURS}", APAC),
        (f"{CALL}, remove the office hours", "whole list or what changes"),
        ("Weekly call: Tuesday 17:00 Europe/Berlin. Please drop Office hours", "drop Office hours"),
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


ONCE = "Kick-off: 2027-03-12 15:00 UTC, join https://meet.example.org/k"


def proposed(there, answer, base=None):
    """Return what becomes of the meetings *there*, one a line, by an answer; *base* if they were filled in."""
    listed = [each.model_dump(mode="json", by_alias=True) for each in meeting_lines.read(there)]
    kept = [{key: value for key, value in each.items() if value} for each in listed]
    text = re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", json.dumps(kept))
    answers = {"base": base} if base else {}
    found = proposal(
        change(meetings=answer, **answers), **{CLI: f"{example.FILES[CLI]}meetings: {text}\n"}
    )
    return "\n".join(map(meeting_lines.written, found.group.meetings)), found.problems


NAMELESS = "Tuesday 17:00 Europe/Berlin, except 2026-12-29, join https://meet.example.org/a, notes https://docs.example.org/a"


@pytest.mark.parametrize(
    ("there", "answer", "then"),
    [
        # What nobody typed stays: a place, notes, exceptions, a timezone.
        (NAMELESS, "Tuesday 18:00", NAMELESS.replace("17", "18")),
        (NAMELESS, "Weekly call: Tuesday 18:00", "Weekly call: " + NAMELESS.replace("17", "18")),
        (f"Weekly call: {NAMELESS}", "Tuesday 18:00", "Weekly call: " + NAMELESS.replace("17", "18")),
        (f"{HOURS}\n{NAMELESS}", f"{HOURS}\nTuesday 18:00", f"{HOURS}\n{NAMELESS.replace('17', '18')}"),
        (NAMELESS, "Tuesday, except 2027-01-05", NAMELESS.replace("2026-12-29", "2026-12-29 2027-01-05")),
        # It is no exception any more on another day of the week.
        (NAMELESS, "Thursday 17:00 Europe/Berlin", NAMELESS.replace("Tuesday", "Thursday").replace(" except 2026-12-29,", "")),
        (ONCE, "Kick-off: 2027-03-19 16:00", ONCE.replace("-12 15", "-19 16")),
        (ONCE, "Kick-off: 16:00 UTC", ONCE.replace("15:00", "16:00")),
        (ONCE, "Kick-off: Fridays 15:00 UTC from 2027-03-12", "Kick-off: Friday 15:00 UTC, from 2027-03-12, join https://meet.example.org/k"),
        (ONCE, "Kick-off: every week", "Kick-off: Friday 15:00 UTC, every week from 2027-03-12, join https://meet.example.org/k"),
    ],
)  # fmt: skip
def test_what_nobody_typed_of_a_meeting_stays(there, answer, then):
    found, problems = proposed(there, answer)
    assert [each.message() for each in problems] == []
    assert found == then


@pytest.mark.parametrize("answer", ["Kick-off: Fridays 15:00 UTC", "Kick-off: Friday 16:00 UTC"])
def test_whether_one_date_becomes_many_is_asked(answer):
    found, (problem,) = proposed(ONCE, answer)
    assert problem.message().startswith("`Kick-off` is on `2027-03-12` and never again")
    assert found == ONCE


@pytest.mark.parametrize("there", [CALL, NAMELESS])
def test_whether_many_dates_become_one_is_asked_of_a_form_that_was_filled_in_as_well(there):
    for base in (None, example.COMMIT):
        name = "Weekly call: " if there == CALL else ""
        found, (problem,) = proposed(there, f"{name}2027-03-12 15:00 UTC", base)
        assert "is a single one" in problem.message()
        assert found == there
