"""Calendars: read back by another library, and by our own, they say the dates that looking at each day gives."""

import itertools
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests import example
from tests.site import dates, sample
from wgbot.registry.meetings import occurrences
from wgbot.registry.meetings.meeting import Meeting
from wgbot.site import render

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
BEGIN = datetime(2024, 1, 1, tzinfo=UTC) - timedelta(days=2)
CALL = {"name": "Weekly call", "day": "Tuesday", "time": "17:00", "timezone": "Europe/Berlin"}


def own(told):
    found = []
    for begins in occurrences.series(told).since(BEGIN):
        if begins.date() > dates.LAST:
            break
        found.append(begins.astimezone(UTC))
    return found


def hold(told):
    expected = dates.within(dates.dates(told))
    assert dates.within(own(told)) == expected
    read = dates.read(dates.file_of(told)).get("0", [])
    assert dates.within([begins for begins, _ in read]) == expected
    # In the hour that is skipped, or there twice, readers differ about when it ends.
    lengths = {ends - begins for begins, ends in read if told.time != "02:30"}
    assert lengths <= {timedelta(minutes=told.minutes or 60)}


@pytest.mark.parametrize("name", dates.CASES)
def test_three_years_are_the_same_to_everybody(name):
    assert len(dates.dates(dates.CASES[name])) > 1
    hold(dates.CASES[name])


def test_one_file_has_them_all():
    read = dates.read(dates.file_of(*dates.CASES.values()))
    for number, told in enumerate(dates.CASES.values()):
        assert dates.within([begins for begins, _ in read[str(number)]]) == dates.within(
            dates.dates(told)
        )


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_any_meeting_is_on_the_same_dates_to_everybody(random):
    told = dates.any_meeting(random)
    if occurrences.series(told):
        hold(told)
    else:
        # Nothing but exceptions.
        assert dates.dates(told, first=told.starts) == []


@given(st.randoms(use_true_random=False), st.integers(0, 1200 * 24))
@settings(deadline=None)
def test_from_any_moment_on_the_dates_are_those_that_are_not_over(random, hours):
    told = dates.any_meeting(random)
    moment = datetime(2023, 6, 1, tzinfo=UTC) + timedelta(hours=hours)
    length = timedelta(minutes=told.minutes or 60)
    if made := occurrences.series(told):
        coming = [each for each in dates.dates(told, first=told.starts) if each + length > moment]
        found = itertools.takewhile(lambda each: each.date() <= dates.LAST, made.since(moment))
        assert [each.astimezone(UTC) for each in found] == coming


def built(now=NOW, settings_="", **entry):
    files = {"registry/sounds.yml": sample.entry(**entry)}
    if settings_:
        files[example.CONFIG_PATH] = example.FILES[example.CONFIG_PATH] + settings_
    return render.build(example.repository(**files), sample.HERE, now=now)


@pytest.mark.parametrize(
    "keys",
    [
        {"every": "2 weeks"},
        {"time": None},
        {"timezone": "PT"},
        {"day": "now and then"},
        {"day": "second Tuesday", "every": "week"},
        {"every": "month"},
        {"day": None, "time": None, "timezone": None, "remark": "by arrangement"},
    ],
)  # fmt: skip
def test_what_has_no_dates_is_in_no_calendar_and_has_no_next_date(keys):
    told = {key: value for key, value in {**CALL, **keys}.items() if value}
    files = built(meetings=[told])
    assert not [path for path in files if path.endswith(".ics")]
    page = files["groups/sounds/index.html"].decode()
    assert "Weekly call" in page
    assert "Next:" not in page


def event(files, path="groups/sounds.ics"):
    (found,) = Calendar.from_ical(files[path]).events
    return found


def test_a_weekly_meeting_begins_with_its_group():
    assert event(built(meetings=[CALL])).start.date() == date(2020, 1, 7)
    files = {
        "registry/sounds.yml": sample.entry(meetings=[CALL]).replace(
            '"focus"', '"since": 2025-06-04, "focus"', 1
        )
    }
    files[example.CONFIG_PATH] = example.FILES[example.CONFIG_PATH]
    assert event(render.build(example.repository(**files), sample.HERE)).start.date() == date(
        2025, 6, 10
    )


def test_what_is_once_is_no_series():
    entry = sample.entry(meetings=[CALL]).replace(
        '"time"', '"starts": 2020-03-10, "until": 2020-03-10, "time"'
    )
    files = render.build(example.repository(**{"registry/sounds.yml": entry}), sample.HERE)
    assert event(files).start.date() == date(2020, 3, 10)
    assert "RRULE" not in event(files)
    assert "Tuesday, 2020-03-10, 17:00 Europe/Berlin" in files["groups/sounds/index.html"].decode()


def test_an_event_says_what_a_reader_needs():
    told = event(
        built(
            meetings=[
                {
                    **CALL,
                    "join": "https://x.example.org/j/1?pwd=a",
                    "notes": "https://n.example.org",
                    "remark": "Bring, tea; and\\cake.",
                }
            ]
        )
    )
    assert told["SUMMARY"] == "Sounds: Weekly call"
    assert told["LOCATION"] == told["CONFERENCE"] == "https://x.example.org/j/1?pwd=a"
    assert told["URL"] == "https://example.org/wgbot/groups/sounds/"
    assert str(told["DESCRIPTION"]).split("\n") == [
        "Join: https://x.example.org/j/1?pwd=a",
        "Notes: https://n.example.org",
        "Bring, tea; and\\cake.",
        "https://example.org/wgbot/groups/sounds/",
    ]


@pytest.mark.parametrize(
    "text",
    [
        sample.HOSTILE,
        "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nb",
        "\x00\x1b[1m",
        "é" * 200,
        "\ud800",
        "x\u2028y",
    ],
)
def test_no_text_is_more_than_a_text(text):
    hostile = {**CALL, "name": text, "remark": text, "join": text, "notes": text}
    data = dates.file_of(Meeting.model_construct(**hostile))
    assert data.count(b"BEGIN:VEVENT\r\n") == data.count(b"END:VEVENT\r\n") == 1
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (told,) = Calendar.from_ical(data).events
    assert "CONFERENCE" not in told
    assert dates.read(data)["0"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"], ids=ascii)
def test_a_name_of_several_lines_is_one_in_a_calendar(end):
    name = f"Sounds{end}END:VCALENDAR{end}X: y; z, \\n"
    kinds = f"site: {{title: {json.dumps(name)}}}\nkinds: {{sig: {{one: SIG, many: {json.dumps(name)}}}}}\n"
    files = built(settings_=kinds, kind="sig", name=name, meetings=[CALL])
    for path in ("groups/sounds.ics", "meetings/sig.ics", "meetings.ics"):
        assert files[path].count(b"\r\nEND:VCALENDAR\r\n") == 1
        assert len(Calendar.from_ical(files[path]).events) == 1


def test_every_text_stands_there_as_one():
    text = "Birds, bees; C:\\trees"
    told = {**CALL, "name": text, "remark": text, "join": f"https://x.example.org/ {text}"}
    file = built(name=text, meetings=[told])["groups/sounds.ics"].decode()
    lines = file.replace("\r\n ", "").split("\r\n")
    written = {line.partition(":")[0]: line for line in lines if "bees" in line}
    assert written.keys() == {*"NAME X-WR-CALNAME SUMMARY DESCRIPTION LOCATION".split()}
    for line in written.values():
        assert "Birds\\, bees\\; C:\\\\trees" in line
        assert text not in line


def test_there_is_a_calendar_of_each_group_of_each_kind_and_of_all():
    kinds = "kinds: {sig: {one: SIG, many: SIGs}, wg: {one: WG, many: WGs}}\n"
    files = built(settings_=kinds, kind="sig", meetings=[CALL], former_slugs=["noises"])
    assert sorted(path for path in files if path.endswith(".ics")) == [
        "groups/noises.ics", "groups/sounds.ics", "meetings.ics", "meetings/sig.ics",
    ]  # fmt: skip
    assert files["groups/noises.ics"] == files["groups/sounds.ics"]
    uids = {event(files, path)["UID"] for path in files if path.endswith(".ics")}
    assert len(uids) == 1
    index = files["index.html"].decode()
    for path in ("meetings.ics", "meetings/sig.ics"):
        assert f'href="webcal://example.org/wgbot/{path}"' in index
    page = files["groups/sounds/index.html"].decode()
    assert 'href="webcal://example.org/wgbot/groups/sounds.ics"' in page
    assert 'type="text/calendar"' in page


def test_the_next_date_is_on_page_index_and_in_the_data():
    files = built(meetings=[CALL, {**CALL, "name": "Other", "day": "Monday"}])
    for path in ("groups/sounds/index.html", "index.html"):
        assert (
            '<time datetime="2026-11-30T16:00:00Z" data-minutes="60">2026-11-30 16:00 UTC</time>'
            in files[path].decode()
        )
        assert "dates.js" in files[path].decode()
    data = json.loads(files["groups/sounds.json"])
    assert data["next_meeting"] == "2026-11-30T16:00:00Z"
    assert [each["next"] for each in data["meetings"]] == [
        "2026-12-01T16:00:00Z",
        "2026-11-30T16:00:00Z",
    ]
    assert data["calendar"] == "https://example.org/wgbot/groups/sounds.ics"


def test_a_meeting_that_is_on_is_still_the_next_one():
    begins = datetime(2026, 12, 1, 16, tzinfo=UTC)
    for minutes, day in ((59, "2026-12-01"), (60, "2026-12-08")):
        page = built(now=begins + timedelta(minutes=minutes), meetings=[CALL])[
            "groups/sounds/index.html"
        ]
        assert f'datetime="{day}T16:00:00Z"' in page.decode()


def test_a_later_build_makes_pages_again_whose_next_date_passed():
    repository = example.repository(**{"registry/sounds.yml": sample.entry(meetings=[CALL])})
    memo = render.Memo()
    for now in (NOW, NOW + timedelta(days=7)):
        files = render.build(repository, sample.HERE, memo=memo, now=now)
        assert files == render.build(repository, sample.HERE, now=now)


@pytest.mark.parametrize("status", ["dormant", "retired"])
def test_what_sleeps_has_no_next_date(status):
    files = built(status=status, meetings=[CALL])
    assert "Next" not in files["groups/sounds/index.html"].decode()
    assert "meetings.ics" not in files
