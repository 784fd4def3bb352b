"""No answer is longer than anybody would read."""

from tests import example


def found(**answers: str) -> list[tuple[str | None, str]]:
    problems = example.proposal(**answers).problems
    return [(each.field, each.message()) for each in problems if each.check == "length"]


def test_a_focus_is_one_sentence():
    assert found(focus="word " * 59 + "words") == []
    assert found(focus="x y " * 75 + "zz") == [
        ("focus", "The answer has 302 characters; the limit is 300.")
    ]


def test_s01_every_other_answer_has_a_limit():
    assert found(goals="words " * 1_600) == []
    assert found(goals="words " * 10_000)[0][0] == "goals"
    assert found(script="words " * 10_000)[0][0] == "script"
