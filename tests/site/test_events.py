"""What happened to a group."""

from datetime import UTC, date, datetime

import pytest

from wgbot.registry.group import Channel, Group, Person
from wgbot.site.events import GroupEvent, Revision, between, complete, history, told

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def group(**fields):
    return Group(**{"name": "Sounds", "focus": "all that can be heard.", **fields})


def words(before, after):
    return [told(event) for event in between(before, after, AT)]


def test_the_same_is_nothing_to_tell():
    assert words(group(), group()) == []
    assert words(group(), group(order=3, proposal=1)) == []


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("active", "dormant", "Became inactive"),
        ("active", "retired", "Retired"),
        ("dormant", "retired", "Retired"),
        ("retired", "active", "Revived"),
        ("dormant", "active", "Revived"),
    ],
)
def test_a_change_of_status_has_its_word(before, after, word):
    assert words(group(status=before), group(status=after)) == [word]


def test_that_nobody_leads_what_has_ended_is_not_told():
    before = group(leads=(Person(github="ada"),))
    after = group(status="retired", focus="all that was heard.")
    assert words(before, after) == ["Retired", "Changed: focus"]
    assert words(before, group()) == ["Changed: leads"]


def test_a_new_name_is_told_once():
    assert words(group(), group(name="Music", aliases=("Sounds",))) == ["Renamed, from Sounds"]


def test_changes_are_told_by_what_they_are_about():
    after = group(leads=(Person(github="ada"),), channels=(Channel(url="https://x.org"),))
    assert words(group(), after) == ["Changed: leads, channels"]


def test_what_the_registry_says_of_a_founding_is_the_founding():
    merged = GroupEvent("listed", AT)
    later = GroupEvent("retired", AT)
    events = complete("x", group(since=date(2018, 8, 29)), {"x": (merged, later)})
    assert [event.kind for event in events] == ["founded", "retired"]
    assert events[0].at.date() == date(2018, 8, 29)


def test_without_a_date_only_what_git_saw_is_told():
    assert complete("x", group(), {}) == ()
    assert complete("x", group(), {"x": (GroupEvent("listed", AT),)}) == (GroupEvent("listed", AT),)


def test_a_list_begins_with_its_first_groups_and_not_with_a_readme_beside_them():
    def added(commit, slug):
        return Revision(commit, AT, "A", slug, slug, None, None)

    found = history([added("1", None), added("2", "x"), added("2", "y"), added("3", "z")])
    assert {slug: [each.kind for each in listed] for slug, listed in found.items()} == {
        "x": ["listed"],
        "y": ["listed"],
        "z": ["founded"],
    }
