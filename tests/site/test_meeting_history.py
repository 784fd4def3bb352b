"""What subscribers see of changes: one event a meeting, as long as there is one, and when it is called off."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from tests import editing, example, gitrepo
from tests.site import dates, sample
from wgbot.proposals.changes import PutFiles
from wgbot.site import builder

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
CALL = {"name": "Weekly call", "day": "Tuesday", "time": "17:00", "timezone": "Europe/Berlin"}
NOTES = {**CALL, "name": "Notes", "day": "Friday"}


class Story:
    """A registry whose commits are a day apart, and what a subscriber has of it."""

    def __init__(self, folder):
        self.folder = gitrepo.start(folder)
        self.day = 0
        self.has = {}

    def commit(self):
        self.day += 1
        at = (BEGIN + timedelta(days=self.day)).isoformat()
        os.environ["GIT_COMMITTER_DATE"] = os.environ["GIT_AUTHOR_DATE"] = at
        gitrepo.git(self.folder, "add", "--all")
        gitrepo.git(self.folder, "commit", "--quiet", "--allow-empty", "-m", "Change")

    def put(self, *meetings, slug="sounds", **fields):
        text = sample.entry(**fields, **({"meetings": meetings} if meetings else {}))
        (self.folder / f"registry/{slug}.yml").write_text(text)
        self.commit()

    def files(self, after=0, folder=None):
        now = BEGIN + timedelta(days=self.day + after)
        site = builder.Workshop(folder or self.folder, url="https://example.org/", now=lambda: now)
        return site.build().files

    def events(self, path="meetings.ics", **keys):
        data = self.files(**keys).get(path)
        return {str(each["UID"]): each for each in Calendar.from_ical(data).events} if data else {}

    def take(self, path="meetings.ics"):
        """Import the calendar once more, as RFC 5546 has it: of each UID the event of the highest number."""
        for uid, each in self.events(path).items():
            if uid not in self.has or each["SEQUENCE"] >= self.has[uid]["SEQUENCE"]:
                self.has[uid] = each
        return {
            str(each["SUMMARY"]): each.start.strftime("%A %H:%M")
            for each in self.has.values()
            if each["STATUS"] != "CANCELLED"
        }


@pytest.fixture
def story(tmp_path, monkeypatch):
    for name in ("GIT_COMMITTER_DATE", "GIT_AUTHOR_DATE"):
        monkeypatch.setenv(name, BEGIN.isoformat())
    return Story(tmp_path)


def test_a_change_of_time_is_one_event_with_the_new_time(story):
    story.put(CALL)
    assert story.take() == {"Sounds: Weekly call": "Tuesday 17:00"}
    before = dict(story.has)
    story.put({**CALL, "day": "Thursday", "time": "09:00"})
    assert story.take() == {"Sounds: Weekly call": "Thursday 09:00"}
    ((uid, now),) = story.has.items()
    assert now["SEQUENCE"] > before[uid]["SEQUENCE"]
    assert now["DTSTAMP"].dt == now["LAST-MODIFIED"].dt == BEGIN + timedelta(days=2)


@pytest.mark.parametrize("days", [1, 10])
def test_a_change_counts_though_the_clock_of_its_commit_was_behind(story, days):
    story.put(CALL)
    story.put({**CALL, "time": "18:00"})
    story.take()
    # The same second as before, or many days ago.
    story.day -= days
    story.put({**CALL, "time": "20:00"})
    story.day += days
    assert story.take() == {"Sounds: Weekly call": "Tuesday 20:00"}
    story.day -= days
    story.put()
    story.day += days
    assert story.take() == {}


def test_what_stays_keeps_its_number_whatever_happens_around_it(story):
    story.put(CALL, NOTES)
    before = story.events()
    story.put({**CALL, "time": "09:00"}, NOTES, focus="music.")
    story.put({**CALL, "time": "09:00"}, NOTES, slug="other", name="Other")
    now = story.events()
    changed = [str(now[uid]["SUMMARY"]) for uid in before if now[uid] != before[uid]]
    assert changed == ["Sounds: Weekly call"]
    assert len(now) == 4


def test_what_is_called_off_is_told_for_a_year(story):
    story.put(CALL, NOTES)
    story.take()
    story.put(NOTES)
    assert story.take() == {"Sounds: Notes": "Friday 17:00"}
    assert story.take("groups/sounds.ics") == {"Sounds: Notes": "Friday 17:00"}
    assert len(story.events(after=364)) == 2
    assert len(story.events(after=365)) == 1
    story.put(CALL, NOTES)
    assert set(story.take()) == {"Sounds: Notes", "Sounds: Weekly call"}


@pytest.mark.parametrize("status", ["dormant", "retired"])
def test_the_meetings_of_what_falls_asleep_are_called_off_and_come_back(story, status):
    story.put(CALL)
    story.take()
    story.put(CALL, status=status)
    assert story.take() == {}
    story.put(CALL)
    assert story.take() == {"Sounds: Weekly call": "Tuesday 17:00"}


def test_what_ended_is_over_and_was_not_called_off(story):
    story.put(CALL)
    text = sample.entry(status="retired", meetings=[{**CALL, "until": "@"}])
    (story.folder / "registry/sounds.yml").write_text(text.replace('"@"', "2026-03-05"))
    story.commit()
    (event,) = story.events().values()
    assert event["STATUS"] == "CONFIRMED"
    (read,) = dates.read(story.files()["meetings.ics"]).values()
    assert max(begins for begins, _ in read) == datetime(2026, 3, 3, 16, tzinfo=UTC)
    story.day += 30
    story.put(status="retired")
    assert story.events() == {}


def test_a_group_that_is_gone_takes_its_meetings_along(story):
    story.put(CALL)
    story.take()
    (story.folder / "registry/sounds.yml").unlink()
    story.commit()
    assert story.take() == {}
    assert story.events("groups/sounds.ics").keys() == story.has.keys()


@pytest.mark.parametrize("how", ["moved", "by hand", "written anew", "moved back"])
def test_a_group_whose_file_is_renamed_has_the_same_meetings(story, how):
    story.put(CALL)
    story.take()
    (story.folder / "registry/sounds.yml").unlink()
    more = {"charter": {"goals": "much\n" * 200}} if how == "written anew" else {}
    # Where nobody wrote down the name before, git may still have seen it.
    former = {} if how == "by hand" else {"former_slugs": ["sounds"]}
    story.put(CALL, slug="noises", **former, **more)
    assert story.take() == {"Sounds: Weekly call": "Tuesday 17:00"}
    if how == "moved back":
        (story.folder / "registry/noises.yml").unlink()
        story.put({**CALL, "time": "18:00"}, former_slugs=["noises"])
        assert story.take() == {"Sounds: Weekly call": "Tuesday 18:00"}
    assert len(story.has) == 1
    assert len(story.events()) == 1


def test_two_meetings_of_one_name_are_two(story):
    story.put(CALL, {**CALL, "day": "Friday"})
    assert len(story.events()) == 2


@pytest.mark.parametrize("depth", [1, 2, 9])
def test_a_number_never_falls_however_little_of_the_past_is_fetched(story, tmp_path_factory, depth):
    story.put(CALL)
    numbers = []
    for time in ("18:00", "19:00"):
        story.put({**CALL, "time": time})
        story.put({**CALL, "time": time}, slug="other", name="Other")
        clone = tmp_path_factory.mktemp("clone") / "x"
        gitrepo.git(
            story.folder,
            "clone",
            "--quiet",
            "--depth",
            str(depth),
            f"file://{story.folder}",
            str(clone),
        )
        for folder in (story.folder, clone):
            events = story.events("groups/sounds.ics", folder=folder)
            numbers += [each["SEQUENCE"] for each in events.values()]
    whole = numbers[0::2]
    assert whole == sorted(set(whole))
    assert numbers[1::2] == sorted(numbers[1::2])
    assert all(few >= full for full, few in zip(whole, numbers[1::2], strict=True))


def test_without_git_there_are_calendars_without_numbers(story):
    story.put(CALL)
    (story.folder / ".git").rename(story.folder / "gone")
    (event,) = story.events().values()
    assert event["SEQUENCE"] == 0
    assert json.loads(story.files()["groups/sounds.json"])["next_meeting"]


def test_a_change_of_time_by_form_leaves_one_meeting_in_a_subscribers_calendar(story):
    cli = "registry/command-line.yml"
    line = "Weekly call: Tuesday 17:00 Europe/Berlin, every 2 weeks from 2026-01-06"

    def approve(meetings, **files):
        now = editing.filed(editing.change(meetings=meetings), **files)
        done = example.outcome(example.labelled(example.settled(now))).done
        (put,) = [each for each in done if isinstance(each, PutFiles)]
        (story.folder / cli).write_bytes(put.files[cli])
        story.commit()
        return put.files[cli].decode()

    text = approve(line)
    assert story.take() == {"Command line: Weekly call": "Tuesday 17:00"}
    approve(line.replace("Tuesday 17:00", "Thursdays at 9am").replace("06", "08"), **{cli: text})
    assert story.take() == {"Command line: Weekly call": "Thursday 09:00"}
    assert len(story.has) == 1
