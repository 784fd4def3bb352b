"""What was chosen is among the form's options."""

import pytest

from tests import example
from wgbot.proposals.proposal import Issue, judge


def found(**answers: str) -> list[str]:
    problems = example.proposal(**answers).problems
    return [f"{each.message()} {each.remedy()}" for each in problems if each.check == "options"]


@pytest.mark.parametrize("answers", [{"rhythm": "Weekly"}, {"places": "Online"}, {"rhythm": None}])
def test_options_of_the_form_are_taken(answers):
    assert found(**answers) == []


def test_anything_else_is_told_with_what_there_is():
    assert found(rhythm="@ada #1") == [
        "`@\u200bada #\u200b1` isn't one of the options. Choose from `Weekly`, `Monthly`, `Never`."
    ]


def test_s03_of_many_wrong_choices_one_thing_is_said():
    messages = found(places=", ".join(f"x{n}" for n in range(5_000)))
    assert len(messages) == 1
    assert "`x0` and 4,999 more choices aren't among the options." in messages[0]


def test_of_many_options_some_are_shown():
    options = ", ".join(f"o{n}" for n in range(500))
    form = example.FORM.replace("[Weekly, Monthly, Never]", f"[{options}]")
    repository = example.repository(**{example.FORM_PATH: form})
    problem = judge(Issue(example.body(rhythm="x")), repository).problems[0]
    assert problem.remedy().endswith("`o19`, or another of the 500.")
