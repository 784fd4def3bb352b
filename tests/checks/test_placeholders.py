"""Hollow answers are caught, and honest short ones are not."""

import pytest

from tests import example
from wgbot.proposals.audit import audit
from wgbot.proposals.proposal import Issue, judge


def found(**answers: str) -> list[str | None]:
    problems = example.proposal(**answers).problems
    return [problem.field for problem in problems if problem.check == "placeholders"]


HOLLOW = [
    *("TBD", "TBD.", "- TBD -", "**tbd**", "tba", "ToDo", "WIP", "FIXME", "xxx", "XXXXX"),
    *(
        "...",
        "…",
        "???",
        "-",
        "—",
        "？？",
        "aaaa",
        "111",
        "lorem ipsum",
        "Lorem ipsum dolor sit amet.",
    ),
    *(
        "Foo-Baz-Bar",
        "foo_bar",
        "test",
        "Test test",
        "This is a test",
        "test group",
        "A test working group",
    ),
    *(
        "example",
        "Sample",
        "placeholder",
        "asdf",
        "qwerty",
        "blah blah",
        "to be decided",
        "nothing yet",
        "1. TBD\n2. TBD",
        "- tbd\n\n- to be decided",
        "folgt noch",
        "wird ergänzt",
        "k. A.",
        "À définir",
        "Coming soon!",
    ),
    *("ＴＢＤ", "T\u200bBD", "[TBD]", "TBD TBD TBD", "the name"),
]


@pytest.mark.parametrize("text", HOLLOW)
@pytest.mark.parametrize("key", ["name", "focus", "goals"])
def test_hollow_answers_are_caught(key, text):
    assert found(**{key: text}) == [key]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "n/a",
            "N/A.",
            "n.a.",
            "NA",
            "none",
            "None",
            "no",
            "nothing",
            "unknown",
            "not applicable",
        ),
        *("No response", "*No response*", "ditto", "Keine Angabe"),
    ],
)
@pytest.mark.parametrize("key", ["name", "focus", "leads"])
def test_where_an_answer_is_needed_none_is_none(key, text):
    assert found(**{key: text}) == [key]


@pytest.mark.parametrize(
    "text", ["Working group", "New working group", "WG", "The Team", "Special interest group"]
)
def test_what_any_group_is_called_is_no_name(text):
    assert found(name=text) == ["name"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Test tooling",
            "Testing",
            "Example code",
            "Placeholder images",
            "Foo fighters",
            "Demo party",
            "Team building",
            "Group theory",
        ),
        *(
            "無",
            "漢字",
            "アクセシビリティ",
            "Доступность",
            "हिंदी",
            "A11y",
            "C",
            "W3C",
            "R&D",
            "I/O",
            "3D",
        ),
    ],
)
def test_honest_names_are_taken(text):
    assert found(name=text) == []


@pytest.mark.parametrize(
    "text", ["None of the groups overlaps.", "None", "n/a", "Yes.", "👍", "はい", "A test suite."]
)
def test_honest_short_answers_are_taken(text):
    assert found(goals=text) == []


@pytest.mark.parametrize(
    "focus",
    [
        *(
            "ドキュメントを、誰もが使えるようにする。",
            "音楽",
            "recordings",
            "sound and music for children",
        ),
        *("a group for musicians", "instruments", "हिंदी", "музыка"),
    ],
)
def test_a_focus_of_few_words_is_taken(focus):
    assert found(focus=focus) == []


@pytest.mark.parametrize(
    "focus",
    [
        *("Sound and music", "a working group for sound and music", "focusing on things", "🎉🎉"),
        *(
            "A working group that works on things.",
            "various topics",
            "we help people",
            "everything",
        ),
    ],
)
def test_a_focus_that_says_nothing_is_caught(focus):
    assert found(focus=focus) == ["focus"]


@pytest.mark.parametrize(
    "focus",
    [
        *("TBD - we will decide later", "tbd, see charter", "T.B.D.", "TBC with the leads"),
        *(
            "To be determined by the group",
            "Will be decided in the first meeting",
            "Not yet decided",
        ),
    ],
)
def test_a_focus_that_is_to_come_is_caught(focus):
    assert found(focus=focus) == ["focus"]


def test_a_focus_that_says_what_the_name_says_is_told_so():
    for focus, words in (
        ("Music and sound", "no more than the"),
        ("various topics", "doesn't say"),
    ):
        (problem,) = example.proposal(focus=focus).problems
        assert words in problem.message()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("name", "Bird watching"),
        ("name", "bird  WATCHING!"),
        ("focus", "Counting the birds that nobody counts yet"),
        ("goals", "we want to find out"),
        ("leads", "@ada, @grace"),
        ("leads", "@Ada,@Grace"),
    ],
)
def test_the_forms_own_examples_are_caught(key, text):
    assert found(**{key: text}) == [key]


def test_accounts_that_are_like_the_example_are_taken():
    assert found(leads="@ada") == found(leads="ada and grace, @alan") == []


def test_a_community_can_add_its_words():
    repository = example.repository(
        **{example.CONFIG_PATH: "checks: {placeholders: {words: ['Fill me in!', sic]}}"}
    )
    for text, caught in (("fill me in", True), ("SIC", True), ("Sic transit", False)):
        problems = judge(Issue(example.body(goals=text)), repository).problems
        assert bool(problems) == caught


def test_choices_and_boxes_hold_no_place():
    assert found(rhythm="Never") == []


def test_registered_groups_are_judged_too():
    repository = example.repository(**{"registry/a.yml": "name: TBD\nfocus: lorem ipsum\n"})
    found = [p.field for p in audit(repository).problems if p.check == "placeholders"]
    assert found == ["name", "focus"]
