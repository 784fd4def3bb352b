"""A problem's words: safe to post, to print and to give to programs."""

from hypothesis import given
from hypothesis import strategies as st

from tests.text.test_escape import kinds
from wgbot.text.problems import Problem, SetupError, WgbotError


def test_values_are_shown_as_code():
    problem = Problem("name", "{name} is odd.", "Use {other}.", values={"name": "a", "other": "b"})
    assert problem.message() == "`a` is odd."
    assert problem.remedy() == "Use `b`."


def test_w01_braces_are_no_places_unless_they_name_a_value():
    problem = Problem("x", "{0} {a.b} {{a}} } { {nothing} {a!r} {a}", "", values={"a": "{a}"})
    assert problem.message() == "{0} {a.b} {a} } { {nothing} {a!r} `{a}`"


@given(st.text(), st.text())
def test_c01_c04_a_strangers_text_is_only_ever_code(one, other):
    problem = Problem("x", "Not {a} but {b}.", "Write {b}.", values={"a": one, "b": other})
    assert kinds(problem.message()) == {"text", "code_inline"}
    assert kinds(problem.remedy()) == {"text", "code_inline"}
    assert len(problem.message()) < 1000


def test_g01_g04_a_path_cannot_start_a_line_or_steer_a_terminal():
    problem = Problem("x", "Odd.", "Mend it.", field="a\n::b", path="a\n::error::\x1b[31m", line=3)
    assert str(problem) == "a\\n::error::\\x1b[31m:3, a\\n::b: Odd. Mend it."
    assert str(Problem("x", "Odd.", "Mend it.", path="a\tb")) == "a\\tb: Odd. Mend it."


def test_it_says_where_it_is_found():
    problem = Problem("x", "Odd.", "Mend it.", field="name")
    assert str(problem) == "name: Odd. Mend it."
    assert str(problem.at("a.yml", 2)) == "a.yml:2, name: Odd. Mend it."
    assert str(Problem("x", "Odd.", "Mend it.")) == "Odd. Mend it."


def test_programs_get_the_same():
    problem = Problem("x", "{a} is odd.", "Mend it.", values={"a": "b"}).at("a.yml", 2)
    assert problem.as_json() == {
        "check": "x",
        "field": None,
        "path": "a.yml",
        "line": 2,
        "message": "`b` is odd.",
        "fix": "Mend it.",
        "blocks": True,
    }


def test_errors_tell_how_the_program_ends():
    assert WgbotError("x").exit_code == 3
    assert SetupError("x").exit_code == 2
