"""What a registry file may hold."""

import pytest
from pydantic import ValidationError

from wgbot.registry.group import Channel, Group, Person


def test_a_group_needs_a_name_and_a_focus_and_nothing_else():
    group = Group(name="Games", focus="play.")
    assert group.status == "active"
    assert (group.leads, group.channels, group.charter, group.since) == ((), (), {}, None)


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": " \n"},
        {"focus": "\t"},
        {"name": 2048},
        {"leads": "ada"},
        {"leads": ["ada"]},
        {"leads": [{}]},
        {"leads": [{"github": " "}]},
        {"channels": [{"name": "#x"}]},
        {"repositories": [1]},
        {"status": "open"},
        {"charter": {"goals": 3}},
        {"proposal": 0},
        {"proposal": True},
        {"proposal": "12"},
        {"since": "2018-08-29"},
        {"surprise": "x"},
    ],
    ids=str,
)
def test_y05_other_kinds_of_values_are_refused(values):
    with pytest.raises(ValidationError):
        Group.model_validate({"name": "Games", "focus": "play.", **values})


def test_nothing_in_a_group_can_change():
    group = Group.model_validate({"name": "Games", "focus": "x", "leads": [{"github": "ada"}]})
    assert group.leads == (Person(github="ada"),)
    with pytest.raises(ValidationError):
        group.name = "Other"


def test_a_person_is_shown_by_account_or_name():
    assert Person(github="ada", name="Ada").shown == "@ada"
    assert Person(name="Ada").shown == "Ada"


def test_a_person_is_linked_to_their_profile_or_account():
    assert Person(github="ada").link == "https://github.com/ada"
    assert Person(github="ada", profile="https://x.example/ada").link == "https://x.example/ada"
    assert Person(name="Ada").link is None


def test_a_channel_can_do_without_a_name():
    assert Channel(url="https://x.example").name is None


@pytest.mark.parametrize(
    ("person", "account", "is_theirs"),
    [
        (Person(github="Ada"), ("ada", 7), True),
        (Person(github="ada"), ("grace", 7), False),
        (Person(github="ada", id=7), ("countess", 7), True),
        (Person(github="ada", id=7), ("ada", 8), False),
        (Person(github="ada", id=7), ("ada", None), False),
        (Person(name="Ada Lovelace"), ("", None), False),
    ],
)
def test_an_account_is_known_by_its_number_or_else_by_its_name(person, account, is_theirs):
    assert person.has_account(*account) is is_theirs
