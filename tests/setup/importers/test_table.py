"""Tables, as CSV and as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.registry import folder
from wgbot.setup.importers import table
from wgbot.text.problems import SetupError

CSV = """\
Name;Purpose;Status;Chairs;Repo;Chat;Founded;E-mail;How often\r
Birds;"Counting; all of
them.";paused;"@ada, Grace Hopper; alan";https://github.com/example/birds;https://chat.example.org #birds;2024-03-01;x@example.org;weekly\r
;no name;;;;;;;\r
Clouds;Watching.;sleepy;mary@example.org;example/clouds;#clouds;long ago;;;spare\r
"""


def test_columns_are_known_by_their_names():
    birds = table.read_csv(CSV).drafts[0].group
    assert birds.name == "Birds"
    assert birds.focus == "Counting; all of them."
    assert birds.status == "dormant"
    assert [(each.github, each.name) for each in birds.leads] == [
        ("ada", None),
        (None, "Grace Hopper"),
        ("alan", None),
    ]
    assert birds.repositories == ("https://github.com/example/birds",)
    assert [(each.url, each.name) for each in birds.channels] == [
        ("https://chat.example.org", "#birds")
    ]
    assert str(birds.since) == "2024-03-01"
    assert dict(birds.charter) == {"how_often": "weekly"}


def test_what_cannot_be_placed_is_told_with_its_line():
    found = table.read_csv(CSV)
    assert [(each.group, each.what, each.value, each.line) for each in found.leftovers] == [
        ("Birds", "E-mail", "", 2),
        ("", "a row", "· no name · · · · · · ·", 4),
        ("Clouds", "cells without a column", "spare", 5),
        ("Clouds", "Status", "sleepy", 5),
        ("Clouds", "an e-mail address in Chairs", "", 5),
        ("Clouds", "Chat", "#clouds", 5),
        ("Clouds", "Repo", "example/clouds", 5),
    ]
    assert found.drafts[1].group.charter["since"] == "long ago"
    assert found.notes == ("1 leads are one word without an @, and taken for accounts at GitHub.",)
    assert "@example.org" not in str(found)


GROUP = {
    "name": "Birds",
    "description": "counting birds",
    "leads": ["ada"],
    "tools": ["net", "eye"],
}


@pytest.mark.parametrize(
    "shape", [[GROUP], {"groups": [GROUP], "version": 1}, {"birds": {**GROUP, "name": "Birds"}}]
)
def test_json_is_read_in_its_usual_shapes(shape):
    (draft,) = table.read_json(json.dumps(shape)).drafts
    assert draft.group.name == "Birds"
    assert [each.github for each in draft.group.leads] == ["ada"]
    assert dict(draft.group.charter) == {"tools": ("net", "eye")}


def test_a_lead_that_is_nothing_is_nobody():
    (draft,) = table.read_json('[{"name": "Birds", "leads": [null, "", {}]}]').drafts
    assert draft.group.leads == ()


def test_json_with_objects_inside():
    group = {
        "name": "Birds",
        "focus": "counting birds",
        "leads": [{"github": "@ada", "name": "Ada", "email": "x@example.org"}],
        "channels": [{"url": "https://chat.example.org", "name": "#birds"}, {"name": "#lost"}],
        "meeting": {"day": "Monday", "hour": 9},
        "order": 4,
    }
    found = table.read_json(json.dumps([group]))
    (draft,) = found.drafts
    assert [(each.github, each.name) for each in draft.group.leads] == [("ada", "Ada")]
    assert [each.url for each in draft.group.channels] == ["https://chat.example.org"]
    assert draft.group.charter["meeting"] == ("day: Monday", "hour: 9")
    assert draft.group.order == 4
    assert [each.value for each in found.leftovers] == ["", "#lost"]


@pytest.mark.parametrize("text", ["[1]", "{}", "3", "[[1]]", "[" * 10_000])
def test_other_json_is_refused(text):
    with pytest.raises(SetupError):
        table.read_json(text)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", 'name\n"open\n'])
def test_csv_without_names_is_refused(text):
    with pytest.raises(SetupError):
        table.read_csv(text)


_VALUES = st.recursive(
    st.none() | st.text(max_size=8) | st.integers() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from("name focus leads channels repositories since order status slug x".split()),
        _VALUES,
    )
)
def test_whatever_stands_in_a_row_reading_it_ends_well(row):
    for draft in table.read_json(json.dumps([row])).drafts:
        assert folder.render(draft.group)
