"""What is said of when a group was last seen at work: only what was seen, not long ago, and where."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import example
from tests.site import sample
from wgbot.checkin.memory import CheckinMemory, GroupMemory
from wgbot.registry.group import Group
from wgbot.site import activity, render
from wgbot.site.activity import Sighting

TODAY = date(2026, 11, 1)
SEEN = TODAY - timedelta(days=40)
WHERE = "https://github.com/example/sounds"
GROUP = Group(name="Sounds", focus="x", repositories=(WHERE,))
RECORD = GroupMemory(date(2025, 1, 1), seen=SEEN, source=WHERE)


def shown(record=RECORD, looked=TODAY, **changes):
    memory = CheckinMemory(looked=looked, groups={"sounds": record})
    groups = {"sounds": GROUP.model_copy(update=changes), "other": GROUP}
    return activity.recent(memory, groups, 12, TODAY)


def test_what_was_seen_is_told_with_the_day_and_the_place():
    assert shown() == {"sounds": Sighting(SEEN, WHERE)}
    assert shown(looked=TODAY - timedelta(days=20)) == shown()
    assert shown(repositories=(f"{WHERE.upper()}.git".replace("HTTPS", "https"),)) == shown()


@pytest.mark.parametrize(
    "record",
    [
        replace(RECORD, seen=None, source=""),
        replace(RECORD, seen=date(2025, 11, 1)),  # too long ago to say anything of today
        replace(RECORD, seen=TODAY + timedelta(days=1)),
        replace(RECORD, source=""),
        replace(RECORD, source="https://github.com/example/elsewhere"),  # is the group's no more
    ],
)
def test_what_could_not_be_seen_is_not_told(record):
    assert shown(record) == {}


def test_nothing_is_told_where_nobody_looks_or_is_asked():
    assert shown(looked=None) == shown(looked=TODAY - timedelta(days=100)) == {}
    assert shown(quiet=True) == shown(status="retired") == shown(status="dormant") == {}


def test_the_page_and_the_data_tell_it_and_say_nothing_of_others():
    entries = {
        "registry/sounds.yml": sample.entry(repositories=[WHERE]),
        "registry/bells.yml": sample.entry(name="Bells"),
    }
    files = render.build(
        example.repository(**entries), sample.HERE, activity={"sounds": Sighting(SEEN, WHERE)}
    )
    page = files["groups/sounds/index.html"].decode()
    line = page.partition("<dt>Last seen working</dt>")[2].partition("</dd>")[0]
    assert f'<time datetime="{SEEN}">{SEEN}</time> in <a href="{WHERE}"' in line
    assert ">example/sounds</a>" in line
    told = {"date": str(SEEN), "repository": WHERE}
    assert json.loads(files["groups/sounds.json"])["last_seen"] == told
    listed = {each["slug"]: each for each in json.loads(files["groups.json"])["groups"]}
    assert listed["sounds"]["last_seen"] == told
    assert listed["bells"]["last_seen"] is None
    assert b"seen working" not in files["groups/bells/index.html"]
