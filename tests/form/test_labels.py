"""When two labels are the same."""

import pytest

from wgbot.form.labels import LONGEST, as_seen, heading_like, letters


@pytest.mark.parametrize(
    "typed",
    [
        "Guild title",
        " Guild  title ",
        "Guild\u200b title",
        "\ufeffGuild title",
        "Guild\xa0title",
        "Guild title ###",
        "\u2060Guild t\u00aditle",
    ],
)
def test_p05_labels_that_look_the_same_are_the_same(typed):
    assert as_seen(typed) == "Guild title"


def test_composed_and_decomposed_letters_look_the_same():
    assert as_seen("Caf\u00e9") == as_seen("Cafe\u0301")


@pytest.mark.parametrize("other", ["guild title", "Guild title:", "Guild-title", "Guild title#"])
def test_labels_that_look_different_are_different(other):
    assert as_seen(other) != "Guild title"


@pytest.mark.parametrize(
    "line",
    ["### guild title:", "**Guild title**", "#Guild-Title", "   ## Guild title", "__Guild title__"],
)
def test_a_line_that_may_be_meant_as_a_heading_is_known_by_its_letters(line):
    assert heading_like(line) == letters("Guild title")


@pytest.mark.parametrize("line", ["Guild title", "the guild title", "# " + "x" * LONGEST])
def test_other_lines_are_not_like_headings(line):
    assert not heading_like(line)
