"""Texts that say what changes."""

import pytest

from wgbot.registry import text_changes


@pytest.mark.parametrize(
    "typed",
    [
        "Docks",
        '"Docks"',
        "**Docks**",
        "Rename to Docks",
        "new name: Docks",
        "Harbour -> Docks",
        "from Harbour to Docks",
        "Docks (formerly Harbour)",
        "Docks (previously called the Harbour group)",
    ],
)
def test_a_name_is_read_without_what_is_said_around_it(typed):
    assert text_changes.read(typed, ["Harbour"], is_name=True) == "Docks"


@pytest.mark.parametrize(
    "typed", ["C -> Rust", "Road to nowhere", "Docks (east)", "Say “no” and “yes”"]
)
def test_a_name_that_only_looks_like_it_stays(typed):
    assert text_changes.read(typed, ["Harbour"], is_name=True) == typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("[WG] Docks", "Docks"),
        ("[Proposal][SIG]: Docks", "Docks"),
        ("New WG: Docks", "Docks"),
        ("Proposal: Docks", "Docks"),
        ("REQUEST: New SIG: Docks", "Docks"),
        ("Working group proposal: Docks", "Docks"),
        ("Proposal for a Docks working group", "Docks"),
        ("Vorschlag: Docks", "Docks"),
        *((each, each) for each in ("Proposal Review", "New Media", "WG: Docks", "[a11y] Docks")),
        ("Request for Comments", "Request for Comments"),
    ],
)
def test_what_a_title_has_before_a_name_is_no_part_of_it(typed, name):
    assert text_changes.named(typed) == name


@pytest.mark.parametrize(
    ("name", "says_more"),
    [
        ("Harbour → Docks", True),
        ("Docks or Piers, to be voted on", True),
        ("Docks (TBD)", True),
        ("My proposal: Docks", True),
        ("Docks", False),
        ("Proposal Review", False),
        ("Docks: ropes", False),
    ],
)
def test_a_name_that_says_more_is_told_from_others(name, says_more):
    assert text_changes.says_more(name) == says_more
