"""The text under a heading → the answer."""

import pytest

from wgbot.form.answers import fits, read
from wgbot.form.schema import Field

INPUT = Field("i", "I", "input")
AREA = Field("t", "T", "textarea")
CODE = Field("c", "C", "textarea", render="shell")
UPLOAD = Field("u", "U", "upload")
ONE = Field("d", "D", "dropdown", options=("Law, policy", "Law", "C++ (all)"))
SOME = Field("m", "M", "dropdown", multiple=True, options=("Docs", "Web"))
COMMAS = Field("m", "M", "dropdown", multiple=True, options=("A", "A, B", "B", "C, D"))
BOXES = Field("b", "B", "checkboxes", options=("I read [it](https://example.net/a_b)", "I help"))


@pytest.mark.parametrize(
    ("field", "text", "answer"),
    [
        (INPUT, "\nBakers\n", "Bakers"),
        (INPUT, "Bakers", "Bakers"),
        (INPUT, "\n_No response_\n", None),
        (INPUT, "", None),
        (INPUT, "\nNone\n", "None"),
        (INPUT, "\n# one\n", "# one"),
        (INPUT, "\na\u2028b\x0bc\x85d\n", "a\u2028b\x0bc\x85d"),
        (AREA, "\n_No response_\n", None),
        (AREA, "\nI typed _No response_ here.\n", "I typed _No response_ here."),
        (AREA, "\n_No response_\n\nwas it\n", "_No response_\n\nwas it"),
        (AREA, "\nnone\n", "none"),
        (AREA, "\na\n\n- [x] b\n", "a\n\n- [x] b"),
        (AREA, "\n    code\n    more\n", "    code\n    more"),
        (AREA, "\n\n\n  a\n\n", "a"),
        (AREA, "    code", "    code"),
        (AREA, " \n", None),
        (AREA, "\na\u2028b\x0bc\x85d\n", "a\u2028b\x0bc\x85d"),
        (CODE, "\n```shell\nls\n```\n", "ls"),
        (CODE, "\n```shell\n\n```\n", None),
        (CODE, "\n```shell\n```\n", None),
        (CODE, "\n```shell\n_No response_\n```\n", None),
        (CODE, "\n_No response_\n", None),
        (CODE, "\n```shell\n  ls\n\n  cd\n```\n", "  ls\n\n  cd"),
        (CODE, "\n````shell\n```\nls\n```\n````\n", "```\nls\n```"),
        (CODE, "\n```shell\n```\nls\n```\n```\n", "```\nls\n```"),
        (CODE, "\n```shell\n### X\n\ny\n```\n", "### X\n\ny"),
        (CODE, "\nls, without its fence\n", "ls, without its fence"),
        (UPLOAD, "\n[a](https://example.net/a)\n[b](x)\n", "[a](https://example.net/a)\n[b](x)"),
        (UPLOAD, "\n_No response_\n", None),
        (ONE, "\nLaw, policy\n", "Law, policy"),
        (ONE, "\nNone\n", None),
        (ONE, "\n_No response_\n", None),
        (ONE, "\nof an older form\n", "of an older form"),
        (SOME, "\nDocs, Web\n", ["Docs", "Web"]),
        (SOME, "\nWeb\n", ["Web"]),
        (SOME, "\nNone\n", []),
        (SOME, "\n_No response_\n", []),
        (SOME, "\nDocs, Old\n", ["Docs", "Old"]),
        (SOME, "\nDocs\nWeb\n", ["Docs", "Web"]),
        (COMMAS, "\nC, D\n", ["C, D"]),
        (COMMAS, "\nB, C, D\n", ["B", "C, D"]),
        (COMMAS, "\nA, A, B\n", ["A", "A, B"]),
        (COMMAS, "\nA, B\nC, D\n", ["A, B", "C, D"]),
        (BOXES, "\n- [x] I read [it](https://example.net/a_b)\n- [ ] I help\n", [BOXES.options[0]]),
        (BOXES, "- [X] I help", ["I help"]),
        (BOXES, "* [x]  I  help ", ["I help"]),
        *(
            (BOXES, text, ["I help"])
            for text in ("-  [x]\tI help", "+ [x] I help", "1. [x] I help")
        ),
        (BOXES, "- [ ] I help", []),
        (BOXES, "- [x] I help, sometimes", []),
        (BOXES, "", []),
        (BOXES, "- [x] I help\n- [x] I help", ["I help"]),
    ],
)
def test_what_github_renders_reads_back(field, text, answer):
    assert read(field, text) == (answer, None)


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] I help\n<!--\n- [x] I help\n-->",
        "- [ ] I help\n```\n- [x] I help\n```",
        "- [ ] I help\n~~~\n- [x] I help\n~~~",
    ],
)
def test_p05_a_box_that_the_page_does_not_show_is_not_ticked(text):
    assert read(BOXES, text) == ([], None)


@pytest.mark.parametrize(
    "text",
    [
        "- [x] I help\n- [ ] I help",
        "- [ ] I help\n* [X]  I  help",
        "- [x] I help\n- [ ] I help\n- [x] I help",
    ],
)
def test_a_box_that_is_ticked_and_is_not_is_left_to_a_person(text):
    answer, doubt = read(BOXES, text)
    assert answer == []
    assert doubt
    assert doubt.message() == "The box `I help` is there twice, ticked and not ticked."


def test_e02_a_hidden_comment_behind_a_box_takes_no_tick_away():
    assert read(BOXES, "- [x] I help <!-- 1 -->") == (["I help"], None)
    assert read(BOXES, "- [x] <!-- 1 --> I help\n<!-- 2\n3 -->") == (["I help"], None)


def test_options_that_can_be_read_in_two_ways_are_left_to_a_person():
    answer, doubt = read(COMMAS, "\nA, B\n")
    assert answer == []
    assert doubt
    assert "in two ways" in doubt.message()
    assert doubt.field == "m"


@pytest.mark.parametrize(
    ("field", "text", "answer"),
    [
        (INPUT, "Bakers\n\n### Old question\n\nold", "Bakers"),
        (INPUT, "\n\n### Old question\n\nold", None),
        (ONE, "Law\n\n### Old question\n\nold", "Law"),
        (SOME, "Docs, Web\n\n### Old question\n\nold", ["Docs", "Web"]),
    ],
)
def test_p03_an_older_forms_question_is_cut_off_and_reported(field, text, answer):
    found, doubt = read(field, text)
    assert found == answer
    assert doubt
    assert "`### Old question`" in doubt.message()


def test_several_lines_for_one_are_reported():
    _answer, doubt = read(INPUT, "a\nb")
    assert doubt
    assert "has several lines" in doubt.message()


def test_s02_options_full_of_options_are_read_in_bounded_time():
    options = tuple(", ".join(["a"] * size) for size in range(1, 40))
    field = Field("m", "M", "dropdown", multiple=True, options=options)
    for times in (300, 779, 780):
        answer, doubt = read(field, ", ".join(["a"] * times))
        assert doubt or ", ".join(answer or []) == ", ".join(["a"] * times)


@pytest.mark.parametrize(
    ("field", "text", "can_be"),
    [
        (INPUT, "\na\n", True),
        (INPUT, "\na\nb\n", False),
        (INPUT, "\n", False),
        (AREA, "\na\n\nb\n", True),
        (AREA, "\n", False),
        (CODE, "\n```shell\na\n```\n", True),
        (CODE, "\na\n", False),
        (CODE, "\n```shell\na\n```\nb", False),
        (CODE, "\n_No response_\n", True),
        (ONE, "\nLaw, policy\n", True),
        (ONE, "\nNone\n", True),
        (ONE, "\nDocs\n", False),
        (SOME, "\nDocs, Web\n", True),
        (SOME, "\nDocs, Law\n", False),
        (BOXES, "\n- [x] a\n- [ ] b\n", True),
        (BOXES, "\na\n", False),
        (BOXES, "\n", False),
    ],
)
def test_what_github_can_have_rendered(field, text, can_be):
    assert fits(field, text) == can_be
