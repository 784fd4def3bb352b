"""What a page and the data say of a group's life: its kind, people, meetings and end."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from tests import example
from tests.site import sample
from wgbot.registry.meetings.meeting import Meeting
from wgbot.site import meetings, render

WHOLE = sample.entry(
    kind="sig",
    leads=[
        {"github": "ada", "name": "Ada Example", "role": "chair", "id": 7},
        {"github": "alan"},
    ],
    former_leads=[{"github": "grace", "role": "chair"}],
    meetings=[
        {
            "name": "Call",
            "day": "Tuesday",
            "time": "17:00",
            "timezone": "Europe/Berlin",
            "every": "2 weeks",
            "join": "https://meet.example.org/x",
            "notes": "javascript:alert(1)",
            "remark": "Bring tea.",
        },
        {"day": ["second Tuesday", "last Friday"], "minutes": 30},
    ],
    former_slugs=["noises"],
)
KINDS = "kinds: {sig: {one: SIG, many: SIGs}}\n"


def built(text, settings="", site=sample.HERE):
    files = {"registry/sounds.yml": text}
    if settings:
        files[example.CONFIG_PATH] = example.FILES[example.CONFIG_PATH] + settings
    return render.build(example.repository(**files), site)


def words(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page).split()).replace(" ,", ",")


def page(text, settings=""):
    return built(text, settings)["groups/sounds/index.html"].decode()


def test_a_kind_is_shown_in_the_communitys_word_and_speaks_for_the_group():
    assert '<bdi class="kind">SIG</bdi> · Active' in page(WHOLE, KINDS)
    assert "Change%20to%20the%20SIG%20Sounds" in page(WHOLE, KINDS)
    retired = sample.entry(kind="sig", status="retired")
    assert "This SIG has been retired." in page(retired, KINDS)
    assert "This working group has been retired." in page(sample.entry(status="retired"), KINDS)
    assert "kind" not in page(sample.entry())
    listed = json.loads(built(WHOLE, KINDS)["groups.json"])
    assert listed["kinds"] == {"sig": {"one": "SIG", "many": "SIGs"}}
    assert [each["kind"] for each in listed["groups"] if each["slug"] == "sounds"] == ["sig"]


def test_people_are_shown_with_their_names_and_roles_and_those_before_them():
    said = words(page(WHOLE))
    assert "Ada Example @ada, chair" in said
    assert "Former leads @grace" in said


def test_meetings_are_shown_in_words_with_links_that_can_be_followed():
    shown = page(WHOLE)
    assert "Call Tuesday, 17:00 Europe/Berlin, every 2 weeks Join" in words(shown)
    assert "Second Tuesday, last Friday, every month, 30 minutes" in words(shown)
    assert '<a href="https://meet.example.org/x"' in shown
    assert 'href="javascript' not in shown
    data = json.loads(built(WHOLE)["groups/sounds.json"])
    assert data["meetings"][0]["timezone"] == "Europe/Berlin"
    assert data["meetings"][0]["except"] == []
    assert data["leads"][0]["id"] == 7


def test_in_german_meetings_are_said_in_german():
    german = sample.HERE.model_copy(update={"language": "de"})
    shown = words(built(WHOLE, site=german)["groups/sounds/index.html"].decode())
    assert "Zweiter Dienstag, letzter Freitag, jeden Monat, 30 Minuten" in shown


def test_an_active_group_without_leads_is_looking_for_one():
    for status, is_looking in (("active", True), ("forming", False), ("retired", False)):
        text = sample.entry(status=status)
        assert ("Looking for a lead" in page(text)) == is_looking
        assert json.loads(built(text)["groups/sounds.json"])["looking_for_lead"] == is_looking
    assert "Looking for a lead" not in page(WHOLE)
    assert "Looking for a lead" in built(sample.entry())["index.html"].decode()


def test_the_end_of_a_group_is_told_with_its_reason():
    ended = {"because": "completed", "note": "The guide is written.", "decision": "https://x.org/d"}
    shown = page(sample.entry(status="retired", ended=ended))
    assert "This working group has been retired. Its work is done. The guide is written." in words(
        shown
    )
    assert '<a href="https://x.org/d"' in shown


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("retired", "This working group ended on 2026-05-01. It had become inactive. Bye."),
        (
            "dormant",
            "It has been inactive since 2026-05-01 and can be revived. It had become inactive. Bye.",
        ),
    ],
)
def test_the_day_of_an_end_is_part_of_the_sentence(status, said):
    ended = {"date": "2026-05-01", "because": "inactive", "note": "Bye."}
    text = re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", sample.entry(status=status, ended=ended))
    assert said in words(page(text)).replace(" .", ".")


def test_a_group_that_is_forming_is_not_said_to_have_ended():
    shown = words(page(sample.entry(status="forming")))
    assert "It is not official yet" in shown
    assert "retired" not in shown
    assert (
        "Working groups that are forming"
        in built(sample.entry(status="forming"))["index.html"].decode()
    )


def test_a_former_address_leads_people_and_programs_to_the_group():
    files = built(WHOLE)
    assert "../sounds/" in files["groups/noises/index.html"].decode()
    assert files["groups/noises.json"] == files["groups/sounds.json"]


def test_a_former_address_that_is_anothers_is_left_to_it():
    taken = sample.entry(former_slugs=["command-line", "x/../y"])
    files = built(taken)
    assert json.loads(files["groups/command-line.json"])["name"] == "Command line"
    assert not [path for path in files if ".." in path]


def test_a_retired_group_is_led_by_nobody_and_offers_nothing_loudly():
    lead = [{"github": "ada"}]
    channel = [{"url": "https://example.zulipchat.com/#narrow/stream/1-x"}]
    for status, heading, button in (
        ("active", "Lead", "button"),
        ("dormant", "Lead", "button quiet-button"),
        ("retired", "Last lead", "button quiet-button"),
    ):
        shown = page(sample.entry(status=status, leads=lead, channels=channel))
        assert f'<h2 id="leads">{heading}</h2>' in shown
        assert f"<dt>{heading}</dt>" in shown
        assert f'<li><a class="{button}"' in shown
        # Its status once in a line, and then what that means.
        assert len(re.findall(rf">[^<]*{status.capitalize()}\b", shown)) == 1


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("See the guide", "See the guide. Where"),
        ("See the guide.", "See the guide. Where"),
        ("Why not?", "Why not? Where"),
        ("See (the guide)", "See (the guide). Where"),
        ("It is at https://x.org/", "It is at x.org . Where"),
    ],
)
def test_after_a_note_the_next_sentence_begins(note, shown):
    ended = {"because": "completed", "note": note, "decision": "https://x.org/d"}
    assert shown in words(page(sample.entry(status="retired", ended=ended)))


def test_a_meeting_that_goes_on_is_not_said_to_begin():
    weekly = Meeting(
        day="Tuesday", time="17:00", timezone="America/New_York", starts=date(2026, 1, 6)
    )
    first, later = (datetime(2026, 1, day, 22, tzinfo=UTC) for day in (6, 13))
    said = "Tuesday, 17:00 America/New York, every week"
    assert meetings.shown(weekly, begins=first).words == f"{said}, from 2026-01-06"
    assert meetings.shown(weekly).words == f"{said}, from 2026-01-06"
    assert meetings.shown(weekly, begins=later).words == said
