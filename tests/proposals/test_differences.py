"""What an edit changes, as people read it: what differs, all of it in short, and nothing else."""

import pytest

from wgbot.proposals.differences import differences
from wgbot.registry.group import Channel, Group, Person

BEFORE = Group(
    name="Birds",
    focus="counting birds.",
    leads=(Person(github="ada"), Person(github="grace")),
    charter={"goals": "Count.", "scope": "Birds."},
)


def shown(before=BEFORE, **values):
    """Return what is shown of each key that is different, once *values* are other ones."""
    after = before.model_copy(update=values)
    return {each.key: each.shown for each in differences(before, after, {})}


def test_what_is_the_same_is_not_shown():
    assert shown() == {}
    charter = {"goals": "Count them.", "scope": "Birds."}
    assert shown(charter=charter) == {"goals": " `Count.` → `Count them.`"}


@pytest.mark.parametrize(
    ("charter", "said"),
    [
        ({"goals": "Count."}, {"scope": " − `Birds.`"}),
        ({**BEFORE.charter, "rhythm": "Weekly."}, {"rhythm": " + `Weekly.`"}),
    ],
)
def test_an_answer_that_comes_or_goes_is_shown_alone(charter, said):
    assert shown(charter=charter) == said


def test_of_a_list_only_what_comes_goes_or_is_altered_is_shown():
    leads = (Person(github="ada", role="chair"), Person(github="alan"))
    assert shown(leads=leads) == {
        "leads": " `@\u200bada` → `@\u200bada (chair)`, + `@\u200balan`, − `@\u200bgrace`"
    }


def test_of_entries_that_cannot_be_told_apart_all_texts_are_shown():
    one, other = (Channel(url="https://x.example/a", name=name) for name in ("One", "Other"))
    alone, both = ({"channels": each} for each in ((one,), (one, other)))
    assert shown(BEFORE.model_copy(update=both), **alone)["channels"] == (
        " − `https://x.example/a Other`"
    )
    assert shown(BEFORE.model_copy(update=alone), **both)["channels"] == (
        " + `https://x.example/a Other`"
    )


@pytest.mark.parametrize("focus", ["long " * 40, "first\nsecond"])
def test_a_text_too_long_for_a_line_is_shown_line_by_line(focus):
    said = shown(focus=focus)["focus"]
    assert said.startswith("\n\n  ```diff\n")
    assert "  - counting birds." in said
    assert "  + " + focus.split("\n")[0].strip() in said
    # What difflib points to letters with is no line of either.
    near = shown(BEFORE.model_copy(update={"focus": "a\ncounting birds"}), focus="a\ncounting bids")
    assert {line[:4] for line in near["focus"].split("\n")[3:-1]} == {"    ", "  - ", "  + "}


def test_of_a_great_many_the_first_are_shown():
    def said(count):
        return shown(BEFORE, aliases=tuple(f"Name {number}" for number in range(count)))["aliases"]

    assert "…" not in said(60)
    assert said(61).endswith("`Name 59`, …")
