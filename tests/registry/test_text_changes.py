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
