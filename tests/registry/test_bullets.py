"""Entries of a list that are ticked, or not, or crossed."""

import pytest

from wgbot.registry import answers, bullets
from wgbot.registry.fields import FIELDS

LISTS = {
    "leads": ("@ada", "@grace"),
    "channels": ("https://chat.example.org/a #a", "https://lists.example.org/a"),
    "repositories": ("https://github.com/example/a", "https://github.com/example/b"),
    "meetings": ("Call: Tuesday 17:00 UTC", "Office hours: Friday 09:30 UTC"),
}


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize("box", ["- [x] ", "* [X] ", "1. [x] ", "- [ ] ", "> - [x] "])
def test_boxes_that_are_all_alike_say_nothing(key, box):
    field = next(each for each in FIELDS if each.key == key)
    entries = LISTS[key]
    typed = "\n".join(box + each for each in entries)
    assert bullets.half_chosen(typed) == ""
    assert answers.read(field, typed) == answers.read(field, "\n".join(entries))


@pytest.mark.parametrize(
    "other",
    [
        *("- [ ] {}", "[ ] {}", "☐ {}", "❌ {}", "{} ✖️", "- ✗ {}", "{} (no)", "{} (Nein)"),
        *("| {} | no |", "| {} | NO"),
    ],
)
@pytest.mark.parametrize("key", LISTS)
def test_an_entry_that_others_are_chosen_over_is_asked_about(key, other):
    one, two = LISTS[key]
    assert bullets.half_chosen(f"- [x] {one}\n{other.format(two)}") == other.format(two)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "@ada (no longer chair)",
            "@ada (chair)\n@grace",
            "[x](https://a.example)",
            "| @ada | north |",
        ),
        *("- [ ] @ada\n- @grace", "- @ada\n- [x] @grace", "✅ @ada"),
    ],
)
def test_all_else_is_a_list(typed):
    assert bullets.half_chosen(typed) == ""
