"""Required questions are answered, and required boxes ticked."""

import pytest

from tests import editing, example
from wgbot.proposals.proposal import Issue, judge


def found(**answers: str | list[str] | None) -> list[tuple[str | None, str]]:
    problems = example.proposal(**answers).problems
    return [
        (each.field, f"{each.message()} {each.remedy()}")
        for each in problems
        if each.check == "required"
    ]


@pytest.mark.parametrize("key", ["name", "focus", "goals", "leads"])
def test_p02_a_required_answer_that_is_missing_is_told_with_its_heading(key):
    assert [field for field, _ in found(**{key: None})] == [key]
    heading = {"name": "Name", "focus": "Focus", "goals": "Goals", "leads": "Who leads"}[key]
    assert f"`### {heading}`" in found(**{key: None})[0][1]


@pytest.mark.parametrize(
    "key", ["rhythm", "places", "script", "discussion", "channel", "repository"]
)
def test_other_answers_may_be_missing(key):
    assert example.proposal(**{key: None}).problems == ()


def test_a_required_box_has_to_be_ticked():
    assert [field for field, _ in found(conduct=[])] == ["conduct"]
    assert "`We follow the code of conduct.`" in found(conduct=[])[0][1]
    assert [field for field, _ in found(conduct=["We like birds."])] == ["conduct"]


def test_a_box_that_is_gone_is_not_ticked():
    body = example.body().replace("- [x] We follow", "We follow")
    problems = judge(Issue(body), example.repository()).problems
    assert [problem.check for problem in problems] == ["required"]


@pytest.mark.parametrize("text", ["N/A", "none", "-", "n.a.", "see above", "same", "keine"])
def test_the_reason_for_an_end_is_none_that_says_nothing(text):
    problems = editing.proposal(editing.end(why=text)).problems
    assert [(each.check, each.field) for each in problems] == [("required", "why")]
