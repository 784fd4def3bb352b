"""A meeting says when it is, in a way that a calendar can have it."""

import json
import re
from datetime import date

import pytest

from tests import example
from wgbot.checks import meetings, runner
from wgbot.checks.subject import Subject
from wgbot.proposals import audit
from wgbot.registry import folder
from wgbot.registry.meetings import lines as meeting_lines
from wgbot.registry.meetings.meeting import Meeting

PATH = "registry/birds.yml"
GOOD = {
    "day": "Tuesday",
    "time": '"17:00"',
    "timezone": "Europe/Berlin",
    "every": "2 weeks",
    "starts": "2026-01-06",
    "until": "2026-12-31",
    "except": "[2026-08-04]",
    "minutes": "60",
    "join": "https://meet.example.org/x",
}


def found(*meetings_of, **keys):
    """Return what is found of a good meeting with *keys* in place of its own; None leaves one out."""
    every = {**GOOD, **{key.rstrip("_"): value for key, value in keys.items()}}
    lines = [f"    {key}: {value}" for key, value in every.items() if value is not None]
    text = "name: Birds\nfocus: counting.\nleads: [{github: ada}]\nmeetings:\n"
    text += "  - name: Other\n  -\n" + "\n".join(lines) + "\n"
    its = example.repository(**{PATH: text})
    return [each for each in audit.audit(its).problems if each.path == PATH]


def said(**keys):
    (problem,) = found(**keys)
    assert (problem.check, problem.field, problem.item, problem.line) == (
        "meetings",
        "meetings",
        1,
        7,
    )
    return f"{problem.message()} {problem.remedy()}"


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"day": "[Tuesday, Thursday]"},
        {"day": "second Tuesday", "every": "month", "starts": "2026-01-13", "except_": None},
        {"day": "last Friday", "every": "3 months", "starts": "2026-01-30", "except_": None},
        {"day": "last Friday", "every": None, "starts": None, "except_": None},
        {"timezone": "UTC"},
        {"starts": None},
        {"time": None, "timezone": None},
        dict.fromkeys(GOOD) | {"remark": "by arrangement"},
    ],
)
def test_what_a_calendar_can_have_is_fine(keys):
    assert found(**keys) == []


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"day": "Tusday"}, "`Tusday` isn't a day that I know. If you mean `Tuesday`"),
        ({"day": "Tue"}, "If you mean `Tuesday`"),
        ({"day": "2nd tuesday"}, "If you mean `second Tuesday`"),
        ({"day": "Dienstag"}, "If you mean `Tuesday`"),
        ({"day": "вторник"}, "Write it in English"),
        ({"day": "Mon-Wed"}, "If you mean `[Monday, Tuesday, Wednesday]`"),
        ({"day": "[Tuesday, now]"}, "`now` isn't a day"),
        ({"day": "[Tuesday, second Friday]"}, "Make two meetings of it."),
        ({"day": None}, "The meeting has a time and no day."),
        ({"day": None, "time": None}, "not on which day"),
        ({"time": '"5pm"'}, "`5pm` isn't a time of day. If you mean `17:00`"),
        ({"time": '"12 am"'}, "`00:00`"),
        ({"time": '"24:00"'}, "24 hours"),
        ({"time": '"17.00"'}, "`17:00`"),
        ({"timezone": None}, "a time and no timezone"),
        ({"timezone": "EST"}, "Write which you mean: `America/New_York`, `Australia/Sydney`"),
        ({"timezone": "PT"}, "`America/Los_Angeles`"),
        ({"timezone": "Pacific Time"}, "`America/Los_Angeles`"),
        ({"timezone": "cet"}, "`Europe/Berlin`"),
        (
            {"day": "every second Tuesday"},
            "`second Tuesday of the month`, `Tuesday, every 2 weeks`",
        ),
        ({"day": "Tuesdays"}, "If you mean `Tuesday`"),
        ({"every": "biweekly"}, "Write which you mean: `every 2 weeks`, `every week`"),
        ({"every": "fortnightly"}, "If you mean `2 weeks`"),
        ({"every": "fortnight"}, "doesn't say how often"),
        ({"every": "2 week"}, "doesn't say how often"),
        ({"every": "weeks"}, "doesn't say how often"),
        ({"every": "0 weeks"}, "doesn't say how often"),
        ({"every": "month"}, "not on which `Tuesday` of the month"),
        ({"day": "second Tuesday", "starts": None, "except_": None}, "counted in weeks"),
        ({"starts": "2026-01-07"}, "`2026-01-07` isn't a day of this meeting: it is a `Wednesday`"),
        ({"except_": "[2026-08-05]"}, "`2026-08-05` isn't a day of this meeting"),
        (dict.fromkeys(("day", "time", "every", "timezone")), "dates but no day."),
        ({"until": "2026-01-05"}, "ends before it starts"),
        ({"minutes": "6000"}, "more than a day"),
    ],
)
def test_what_it_cannot_have_is_told_with_what_is_meant(keys, words):
    assert words in said(**keys)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("every second Thursday, 16:00 UTC", "`second Thursday of the month`, `Thursday, every 2 weeks`"),
        ("daily 16:00 UTC", "`Monday to Friday`, `Monday to Sunday`"),
        ("Tuesday 16:00 UTC, Friday 9:00 UTC", "has more than one time. Write each meeting on a line of its own"),
        ("Tuesday 16:00 UTC (9 AM PDT)", "has more than one time."),
        ("Tuesdays after the release, 16:00 UTC", "I can't turn `Tuesdays after the release` into dates."),
        ("Tuesday 16:00 UTC until December", "I can't turn `until December` into dates."),
        ("Tuesday 16:00 UTC, odd weeks", "`odd weeks` doesn't say how often"),
        ("Biweekly sync: Tuesday 16:00 UTC", "`Biweekly sync` sounds rarer"),
        ("Tuesday 13:00 PM UTC", "`13:00 PM` isn't a time of day."),
        ("Tuesday 25:00 UTC", "`25:00` isn't a time of day."),
        ("Tuesday 16:00 CET/CEST", "`Europe/Berlin`, `Europe/Paris`"),
        ("Tuesday 16:00 Central European Time", "`Europe/Berlin`, `Europe/Paris`"),
        ("Tuesday 16:00 UTC+5:30", "`Asia/Kolkata`"),
        ("Tuesday 16:00 UTC-3", "`America/Sao_Paulo`"),
        ("Tuesday 16:00 UTC (Berlin)", "`Europe/Berlin`"),
        ("Tuesday 16:00 in Berlin", "`Europe/Berlin`"),
    ],
)  # fmt: skip
def test_of_a_line_it_is_asked_what_is_meant(line, words):
    group = folder.parse(b"name: Birds\nfocus: counting.\nleads: [{github: ada}]\n", PATH).group
    its = group.model_copy(update={"meetings": meeting_lines.read(line)})
    subject = Subject("birds", its, example.repository().registry, registered=False)
    (problem,) = meetings.check(subject, None)
    assert words in f"{problem.message()} {problem.remedy()}"


def test_a_meeting_that_says_nothing_is_told():
    text = "name: Birds\nfocus: counting.\nleads: [{github: ada}]\nmeetings: [{}]\n"
    (problem,) = (
        each
        for each in audit.audit(example.repository(**{PATH: text})).problems
        if each.path == PATH
    )
    assert problem.message() == "The meeting says nothing."


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Europe/Berln", "If you mean `Europe/Berlin`"),
        ("america/new york", "If you mean `America/New_York`"),
        ("Berlin", "Write which you mean: `Europe/Berlin`"),
        ("Etc/GMT-1", "isn't the name of a timezone"),
    ],
)
def test_a_timezone_is_a_place(name, words):
    assert words in said(timezone=name)


CALL = {"name": "Weekly call", "day": "Tuesday", "time": "17:00", "timezone": "Europe/Berlin"}
TODAY = date(2026, 11, 28)


def noted(*listed, today=TODAY, **group):
    """Return what is noted about a registered group with meetings, none of which is wrong."""
    text = json.dumps(
        {"name": "Birds", "focus": "counting.", "leads": [{"github": "ada"}], **group}
    )
    kept = [dict(told) for told in listed]
    text = text[:-1] + f', "meetings": {json.dumps(kept)}}}\n'
    text = re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", text)
    problems = audit.audit(example.repository(**{PATH: text}), today).problems
    its = [each for each in problems if each.path == PATH and each.check == "meetings"]
    assert not any(each.blocks for each in its)
    return [(each.item, f"{each.message()} {each.remedy()}") for each in its]


def test_a_meeting_of_a_group_that_ended_is_noted():
    ended = {"status": "retired", "ended": {"date": "2026-03-01"}}
    ((item, words),) = noted(CALL, {**CALL, "until": "2026-03-01"}, **ended)
    assert item == 0
    assert "The group has ended, and `Weekly call` has not." in words
    assert "`until: 2026-03-01`" in words
    assert len(noted({**CALL, "until": "2026-03-02"}, **ended)) == 1
    assert noted(CALL, status="dormant") == []


def test_a_meeting_whose_last_date_has_passed_is_noted():
    ((_, words),) = noted({**CALL, "until": "2026-11-27"})
    assert "The last date of `Weekly call` was `2026-11-27`." in words
    assert noted({**CALL, "until": "2026-11-28"}) == []
    assert noted({**CALL, "until": "2026-11-27"}, today=None) == []


def test_a_meeting_of_which_no_date_is_left_is_noted():
    once = {**CALL, "starts": "2026-12-01", "until": "2026-12-07"}
    assert noted(once) == []
    ((_, words),) = noted({**once, "until": "2026-12-08", "except": ["2026-12-01", "2026-12-08"]})
    assert "`Weekly call` has no dates left." in words


OTHER = {**CALL, "name": "Other", "day": "second Tuesday", "time": "08:30", "timezone": "America/Los_Angeles"}  # fmt: skip


@pytest.mark.parametrize("today", [TODAY, None])
def test_two_meetings_at_once_are_noted(today):
    ((item, words),) = noted(OTHER, CALL, today=today)
    assert item == 1
    assert "`Weekly call` is at the same time as `Other`" in words
    assert ("`2026-12-08`" in words) == bool(today)


@pytest.mark.parametrize(
    ("keys", "are_at_once"),
    [
        ({"time": "17:59"}, True),
        ({"time": "18:00"}, False),
        ({"time": "16:01"}, True),
        ({"time": "16:00"}, False),
        ({"time": "16:00", "timezone": "UTC"}, True),
        ({"day": "Wednesday"}, False),
        ({"day": "second Tuesday"}, True),
        ({"until": "2026-11-30"}, False),
        ({"every": "2 weeks"}, False),
    ],
)
def test_meetings_that_follow_each_other_are_not_at_once(keys, are_at_once):
    assert len(noted(CALL, {**CALL, **keys})) == are_at_once


def test_meetings_that_take_turns_are_not_at_once():
    turns = [{**CALL, "every": "2 weeks", "starts": day} for day in ("2026-01-06", "2026-01-13")]
    assert noted(*turns) == []
    assert len(noted(turns[0], turns[0])) == 1


def test_whoever_proposes_one_of_two_hears_of_it_and_of_nothing_that_was_there():
    group = folder.parse(b"name: Birds\nfocus: counting.\nleads: [{github: ada}]\n", PATH).group
    old, new = Meeting.model_validate(CALL), Meeting.model_validate(OTHER)
    for listed in ((old, new), (new, old)):
        subject = Subject(
            "birds",
            group.model_copy(update={"meetings": listed}),
            example.repository().registry,
            registered=False,
            before=group.model_copy(update={"meetings": (old,)}),
        )
        found = [
            each for each in runner.run(subject, runner.Settings()) if each.check == "meetings"
        ]
        assert [listed[each.item] for each in found] == [new]


def test_there_are_not_more_meetings_than_anybody_can_go_to():
    text = "name: Birds\nfocus: counting.\nleads: [{github: ada}]\nmeetings:\n"
    for count, problems in ((50, 0), (51, 1)):
        its = example.repository(**{PATH: text + "  - day: Tuesday\n" * count})
        said = [each.message() for each in audit.audit(its).problems if each.path == PATH]
        assert said == [f"Here are {count} meetings; the limit is 50."] * problems


@pytest.mark.parametrize("day", ["0001-01-02", "2399-01-05"])
def test_a_date_that_no_calendar_has_is_told(day):
    assert "in a year that calendars don't know" in said(starts=day, until=None, except_=None)


def test_an_unquoted_time_is_a_number_to_yaml_and_told_as_one():
    problems = found(time="17:00")
    assert [each.message() for each in problems] == [
        "`meetings.2.time` has to be text, but YAML reads this as something else."
    ]
    assert problems[0].remedy() == "Put it in quotes."


def test_a_link_of_a_meeting_is_judged_as_any_link():
    (problem,) = found(join="javascript:alert(1)")
    assert (problem.check, problem.field) == ("links", "meetings")
