"""An issue's body → the answers."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench import law
from wgbot.form.blocks import blocks
from wgbot.form.headings import choose
from wgbot.form.marks import OPENING, find
from wgbot.form.reading import Reading, _read_as_rendered, _reading, read
from wgbot.form.schema import Answer, Field, Form
from wgbot.form.shown import shown, shows_nothing

LONGEST = 65_536
"""GitHub takes no longer body."""

LABELS = (
    "Title",
    "What is it for?",
    "C++ / C# (.*) [a|b]",
    "Who *leads* `it`",
    "部会名",
    "🎉 Extras",
    "Größe:",
    "Title of the plan",
)
OPTIONS = ("Docs", "Web", "C++ (all)", "Law, policy", "日本語")


def render(fields: tuple[Field, ...], answers: Mapping[str, Answer]) -> str:
    """Return the body of an issue as GitHub makes it of the answers to a form."""
    return "\n\n".join(
        f"{field.heading}\n\n{_rendered(field, answers[field.key])}" for field in fields
    )


def _rendered(field: Field, answer: Answer) -> str:
    if field.kind == "checkboxes":
        return "\n".join(
            f"- [{'x' if option in (answer or ()) else ' '}] {option}" for option in field.options
        )
    if not answer:
        return "None" if field.kind == "dropdown" else "_No response_"
    if isinstance(answer, list):
        return ", ".join(answer)
    return f"```{field.render}\n{answer}\n```" if field.render else answer


def not_blank(text: str) -> bool:
    # Beside what the page does not show, these are what GitHub writes for no answer, too.
    is_none = shown(text).strip() in ("_No response_", "None")
    return not (is_none or shows_nothing(text.strip()))


LINES = st.one_of(
    st.sampled_from(
        [
            "Prose with `code`, *stress* & a [link](https://example.net/a_b#c).",
            "- one\n- two\n  - three",
            "- [x] done\n- [ ] open",
            "### Unknown",
            "#### Deeper",
            "> ### Title\n> quoted",
            "   ### Title",
            "Use ### to split.",
            "_No response_",
            "None",
            "a\u2028b\x0bc\x85d\x1ee",
            "zero\u200bwidth",
            "Setext\n===",
            "---",
            "~~gone~~",
            "``` not a fence ```",
            "ends with `",
            "<details>\n<summary>More</summary>\n\ntext\n</details>",
            "a <!-- b --> c",
            "-->",
            "日本語の文。",
        ]
    ),
    st.text(
        alphabet=st.characters(exclude_characters="\r\n`~<", codec="utf-8"),
        max_size=20,
    ),
)
CLOSED = st.sampled_from(
    [
        "```py\n{}\n```",
        "```\n{}\n```",
        "~~~\n{}\n~~~",
        "````md\n```\n{}\n```\n````",
        "<!--\n{}\n-->",
        "<!-- {}\n-->",
        "- ```\n  {}\n  ```",
    ]
)
PLAIN = st.one_of(LINES, st.tuples(CLOSED, LINES).map(lambda both: both[0].format(both[1])))
TYPED = st.sampled_from(LABELS).flatmap(
    lambda label: LINES.map(lambda line: f"### {label}\n\n{line}")
)
IN_BLOCKS = st.tuples(CLOSED, TYPED).map(
    # What is not as far to the right as a list item ends it.
    lambda both: both[0].format(both[1].replace("\n", "\n  ") if both[0][0] == "-" else both[1])
)
LEFT_OPEN = st.sampled_from(["```py\na", "```\na", "~~~\na", "````\n```\na\n```", "<!-- a", "<!--"])


def texts(*pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return (
        st.lists(st.one_of(*pieces), min_size=1, max_size=4)
        .map("\n\n".join)
        .map(str.strip)
        .filter(lambda text: not_blank(text) and not text.startswith("    "))
    )


@st.composite
def cases(draw, *pieces):
    """Draw a form and answers to it; *pieces* are what the textareas are made of."""
    fields = []
    answers: dict[str, Answer] = {}
    for number, label in enumerate(
        draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=6, unique=True))
    ):
        kind = draw(st.sampled_from(["input", "textarea", "dropdown", "checkboxes", "upload"]))
        several = kind == "dropdown" and draw(st.booleans())
        render = draw(st.sampled_from([None, None, "shell"])) if kind == "textarea" else None
        options = OPTIONS if kind in ("dropdown", "checkboxes") else ()
        field = Field(f"f{number}", label, kind, multiple=several, render=render, options=options)
        fields.append(field)
        answers[field.key] = draw(answers_to(field, pieces))
    return Form("a form", tuple(fields)), answers


def answers_to(
    field: Field, pieces: tuple[st.SearchStrategy[str], ...]
) -> st.SearchStrategy[Answer]:
    some = st.lists(st.sampled_from(OPTIONS), unique=True)
    if field.kind == "checkboxes":
        return some.map(lambda chosen: [each for each in OPTIONS if each in chosen])
    if field.multiple:
        return some
    given_text = {
        "input": LINES.map(lambda text: shown(" ".join(text.split("\n")).strip()).strip()).filter(
            lambda text: not_blank(text) and not text.startswith("###")
        ),
        "upload": st.sampled_from(["[a](https://example.net/a)", "[a](b)\n![c](d)"]),
        "dropdown": st.sampled_from(OPTIONS),
        "textarea": texts(LINES.filter(lambda line: "```" not in line))
        if field.render
        else texts(*pieces),
    }
    return st.none() | given_text[field.kind]


NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])


@given(cases(PLAIN), NEWLINES)
@settings(deadline=None)
def test_p01_what_github_renders_reads_back_with_any_newlines(case, newline):
    form, answers = case
    reading = read(form, render(form.fields, answers).replace("\n", newline))
    assert reading.answers == answers
    assert reading.problems == ()


@given(cases(PLAIN, IN_BLOCKS))
@settings(deadline=None)
def test_p04_known_headings_in_closed_fences_and_comments_change_nothing(case):
    form, answers = case
    reading = read(form, render(form.fields, answers))
    assert reading.answers == answers
    assert reading.problems == ()


def assert_right_or_left_out(form: Form, reading: Reading, answers: Mapping[str, Answer]) -> None:
    for field in form.fields:
        found = reading.answers[field.key]
        answer = answers[field.key]
        if isinstance(answer, str) and not field.render:
            is_none = shows_nothing(answer) or shown(answer).strip() == "_No response_"
            answer = None if is_none else answer
        if field.kind == "input" and answer:
            answer = shown(str(answer)).strip()
        assert found in (answer, field.nothing)
        if found != answer:
            assert reading.problems


@given(cases(PLAIN, IN_BLOCKS, TYPED))
@settings(max_examples=200, deadline=None)
def test_p04_a_known_heading_typed_in_a_textarea_never_gives_a_wrong_answer(case):
    form, answers = case
    assert_right_or_left_out(form, read(form, render(form.fields, answers)), answers)


@given(cases(PLAIN, LEFT_OPEN))
@settings(max_examples=200, deadline=None)
def test_p05_blocks_left_open_never_give_a_wrong_answer(case):
    form, answers = case
    assert_right_or_left_out(form, read(form, render(form.fields, answers)), answers)


def by_search(form: Form, body: str) -> Reading:
    parts = ("\n" + body).split(OPENING)
    found = list(blocks("\n" + body))
    return _reading(form, parts, choose(form, parts, find(form, parts), found), found)


@given(cases(PLAIN, IN_BLOCKS, TYPED, LEFT_OPEN), st.data())
@settings(max_examples=200, deadline=None)
def test_the_quick_way_agrees_with_the_search(case, data):
    form, answers = case
    lines = render(form.fields, answers).split("\n")
    # Edited a little: a line left out, or one moved.
    at = data.draw(st.integers(0, len(lines) - 1))
    line = lines.pop(at)
    if data.draw(st.booleans()):
        lines.insert(data.draw(st.integers(0, len(lines))), line)
    body = "\n".join(lines)
    quick = _read_as_rendered(form, body, ("\n" + body).split(OPENING))
    if quick:
        assert quick == by_search(form, body)


FORM = Form(
    "guild",
    (
        Field("title", "Title", "input", required=True),
        Field("story", "Story", "textarea", required=True),
        Field("log", "Log", "textarea", render="shell"),
        Field("kind", "Kind", "dropdown", options=OPTIONS),
        Field("places", "Places", "dropdown", multiple=True, options=OPTIONS),
        Field("terms", "Terms", "checkboxes", options=("I agree",), required_options=("I agree",)),
        Field("paper", "Paper", "upload"),
        Field("plan", "Plan", "textarea"),
    ),
)
ANSWERS: dict[str, Answer] = {
    "title": "Bakers",
    "story": "We bake.\n\n- bread",
    "log": "ls\ncd",
    "kind": "Law, policy",
    "places": ["Docs", "Web"],
    "terms": ["I agree"],
    "paper": "[a](https://example.net/a)",
    "plan": None,
}
BODY = render(FORM.fields, ANSWERS)


def test_a_body_as_rendered_is_read_the_quick_way():
    assert _read_as_rendered(FORM, BODY, ("\n" + BODY).split(OPENING)) == read(FORM, BODY)
    assert read(FORM, BODY).answers == ANSWERS


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_p01_crlf_bodies_read_the_same(newline):
    assert read(FORM, BODY.replace("\n", newline)) == read(FORM, BODY)


def test_p01_newlines_of_several_kinds_in_a_body_read_the_same():
    mixed = BODY.replace("\n", "\r\n", 7).replace("### Kind\n", "### Kind\r")
    assert read(FORM, mixed) == read(FORM, BODY)


@pytest.mark.parametrize("body", ["", " \n\r\n\t", "\ufeff"])
def test_p02_an_empty_body_is_one_problem(body):
    reading = read(FORM, body)
    assert reading.answers == {field.key: field.nothing for field in FORM.fields}
    assert [problem.message() for problem in reading.problems] == ["This issue is empty."]
    assert not reading.made_with_form


def test_p02_no_response_anywhere_is_no_answer_and_no_problem():
    nothing = {field.key: field.nothing for field in FORM.fields}
    reading = read(FORM, render(FORM.fields, nothing))
    assert reading.answers == nothing
    assert reading.problems == ()


def test_p03_a_moved_section_is_read():
    story = "### Story\n\nWe bake.\n\n- bread\n\n"
    assert read(FORM, BODY.replace(story, "") + "\n\n" + story).answers == ANSWERS


@pytest.mark.parametrize(
    ("label", "reports"), [("Title", 1), ("Story", 1), ("Kind", 0), ("Plan", 0), ("Terms", 0)]
)
def test_p03_a_section_that_is_not_there_is_reported_where_it_is_required(label, reports):
    fields = tuple(field for field in FORM.fields if field.label != label)
    reading = read(FORM, render(fields, ANSWERS))
    key = label.lower()
    assert reading.answers == ANSWERS | {key: FORM.fields[FORM.numbers[label]].nothing}
    assert [problem.field for problem in reading.problems] == [key] * reports


def test_p03_a_question_that_the_form_no_longer_has_is_reported_with_its_line():
    old = BODY.replace("### Story", "### Motto\n\nRise\n\n### Story")
    reading = read(FORM, old)
    assert reading.answers == ANSWERS
    (problem,) = reading.problems
    assert problem.field == "title"
    assert "`### Motto`" in problem.message()


def test_p04_two_possible_headings_are_reported_with_their_lines():
    body = "### Title\n\nBakers\n\n### Log\n\n_No response_\n\n### Plan\n\na\n\n### Terms\n\n- [x] I agree\n\n### Terms\n\n- [ ] I agree\n\n### Plan\n\nb"
    reading = read(FORM, body)
    assert reading.answers["terms"] == []
    assert reading.answers["plan"] is None
    said = [problem.message() for problem in reading.problems]
    assert any("on lines 13, 17" in message for message in said)
    assert any("on lines 9, 21" in message for message in said)


@pytest.mark.parametrize("body", ["\ufeff" + BODY, BODY.replace("### Story", "### Story\u200b")])
def test_p05_characters_of_no_width_change_nothing(body):
    assert read(FORM, body).answers == ANSWERS


def test_p05_a_hidden_answer_is_not_read():
    body = "### Title\n\n<b>Bakers</b>\n\n### Story\n\na\n\n<!--\n\n### Plan\n\nhidden\n-->\n"
    reading = read(FORM, body)
    assert reading.answers["plan"] is None
    assert "n line 11 it" in " ".join(problem.remedy() for problem in reading.problems)


def test_p05_answers_below_a_comment_left_open_are_read_and_reported():
    reading = read(FORM, BODY.replace("- bread", "<!-- bread"))
    assert reading.answers == ANSWERS | {"story": "We bake.\n\n<!-- bread"}
    (problem,) = reading.problems
    assert problem.line == 9
    assert "-->" in problem.remedy()


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("### story:", "Change line 5, `### story:`, to just `### Story`."),
        ("**Story**", "Change line 5, `**Story**`, to just `### Story`."),
        ("## Story", "Change line 5, `## Story`, to just `### Story`."),
    ],
)
def test_p05_a_heading_that_is_nearly_right_is_shown_with_its_line(typed, remedy):
    reading = read(FORM, BODY.replace("### Story", typed))
    assert reading.answers["story"] is None
    assert remedy in [problem.remedy() for problem in reading.problems]


def test_p06_a_body_not_made_with_the_form_is_one_problem():
    reading = read(FORM, "Hello,\n\n### What happened\n\nIt broke.")
    assert not reading.made_with_form
    (problem,) = reading.problems
    assert "wasn't made with the form `guild`" in problem.message()


def test_e03_two_marks_of_one_label_are_a_doubt():
    form = Form("x", (Field("a", "A", "input"), Field("b", "B", "textarea")))
    reading = read(form, "### A\n\n### B\n\n### B\n\nmine")
    assert reading.answers == {"a": None, "b": None}
    assert any("lines 3, 5" in problem.message() for problem in reading.problems)


@pytest.mark.parametrize("kind", ["input", "textarea", "upload"])
def test_e03_a_heading_without_an_answer_above_another_like_it_is_none_of_the_answer_above(kind):
    form = Form("x", (Field("a", "A", kind), Field("b", "B", "textarea"), Field("c", "C", "input")))
    reading = read(form, "### A\n\n### B\n\n### B\n\nmine\n\n### C\n\nz")
    assert reading.answers == {"a": None, "b": None, "c": "z"}
    assert reading.doubtful == {"a", "b"}
    # Where there is an answer above, it goes on to the last one, as GitHub renders it.
    typed = read(form, "### A\n\nx\n\n### B\n\n### B\n\nmine\n\n### C\n\nz")
    assert typed.answers["b"] == "### B\n\nmine" or kind != "input"
    assert typed.answers["b"] or typed.doubtful == {"a", "b"}


def test_e05_the_first_question_that_is_called_otherwise_now_is_not_left_out_silently():
    form = Form("x", (Field("a", "A", "input"), Field("b", "B", "textarea")))
    (problem,) = read(form, "Hello!\n\n### Old A\n\nx\n\n### B\n\ny").problems
    assert (problem.line, problem.blocks) == (3, True)
    assert "`### Old A`" in problem.message()
    # Where every question has its heading, it was typed.
    assert read(form, "### Old A\n\nx\n\n### A\n\nx\n\n### B\n\ny").problems == ()
    assert read(form, "Hello!\n\n### B\n\ny").problems == ()
    assert read(form, "```\n### Old A\n```\n\n### B\n\ny").problems == ()


@pytest.mark.parametrize("heading", ["### b", "### **B**", "### B <!-- id: 2 -->"])
def test_a_heading_that_is_nearly_right_is_told_of_once(heading):
    fields = (Field("a", "A", "textarea"), Field("b", "B", "input"), Field("c", "C", "input"))
    reading = read(Form("x", fields), f"### A\n\nx\n\n{heading}\n\ny\n\n### C\n\nz")
    (problem,) = reading.problems
    assert (problem.field, problem.line) == ("b", 5)
    assert reading.answers == {"a": None, "b": None, "c": "z"}
    assert reading.doubtful == {"a", "b"}


@pytest.mark.parametrize("kind", ["textarea", "upload", "checkboxes", "input"])
def test_e05_a_question_that_is_called_otherwise_now_stays_out_of_the_answer_above(kind):
    field = Field("a", "A", kind, options=("x",))
    form = Form("x", (field, Field("b", "B", "textarea"), Field("c", "C", "input")))
    above = "- [x] x" if kind == "checkboxes" else "[x](https://example.org)"
    reading = read(form, f"### A\n\n{above}\n\n### Old B\n\n- [x] x\n\n### C\n\nz")
    assert "Old" not in str(reading.answers)
    (problem,) = reading.problems
    assert (problem.field, reading.answers["c"]) == ("a", "z")
    assert "`### Old B`" in problem.message()
    # Where every question has its heading, it was typed.
    if kind == "textarea":
        full = read(form, "### A\n\nx\n\n### Old B\n\ny\n\n### B\n\ny\n\n### C\n\nz")
        assert full.answers["a"] == "x\n\n### Old B\n\ny"
        assert full.problems == ()


def test_headings_that_are_missing_are_named_in_one_list():
    fields = tuple(Field(str(n), f"Q{n}", "input", required=True) for n in range(6))
    reading = read(Form("x", fields), "### Q0\n\na")
    (problem,) = reading.problems
    assert "`### Q1`, `### Q2`, `### Q3`, `### Q4`, `### Q5`" in problem.message()
    assert reading.doubtful == {"1", "2", "3", "4", "5"}


def test_s01_of_too_many_headings_the_cause_is_named():
    reading = read(FORM, "### Title\n\n" * 1_001)
    (problem,) = reading.problems
    assert "more than 1,000 lines that read like headings" in problem.message()
    assert problem.line == 2_001
    assert reading.doubtful == set(reading.answers)


@pytest.mark.parametrize("hostile", [True, False])
def test_answers_are_exact_or_a_problem_names_the_lines(hostile):
    found, wrong, _ = law.measure(1_500, 7, hostile=hostile)
    assert wrong == []
    assert hostile or found["refused"] <= max(3, 1_500 * law.REFUSED_AT_MOST)


def test_text_above_the_first_heading_is_no_answer():
    assert read(FORM, "Hello!\n\n" + BODY).answers == ANSWERS


def test_blank_lines_and_trailing_spaces_do_not_matter():
    assert read(FORM, BODY.replace("\n\n###", "\n###")).answers == ANSWERS
    assert read(FORM, re.sub(r"(### .*)\n\n", r"\1\n", BODY)).answers == ANSWERS
    assert read(FORM, re.sub(r"(### .*)\n", "\\1 \t\n", BODY)).answers == ANSWERS


ANY_BODY = st.lists(
    st.one_of(
        st.text(),
        st.sampled_from(
            [*(field.heading for field in FORM.fields), "\n", "\n", "\r", "```", "~~~", "<!--", "-->",
             "- [x] I agree", "_No response_", "None", "### ", "\x00", "\ud800", "Docs, Web"]
        ),
    )
).map("".join)  # fmt: skip


@given(ANY_BODY)
@example("\ud800### Title\n\n\ud800")
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_is_read_without_failing(body):
    reading = read(FORM, body)
    assert list(reading.answers) == [field.key for field in FORM.fields]
    for field in FORM.fields:
        assert isinstance(reading.answers[field.key], list) == isinstance(field.nothing, list)
    for problem in reading.problems:
        assert problem.message()
        assert problem.remedy()


HOSTILE = {
    "hashes": "#",
    "backticks": "`",
    "empty headings": "### \n",
    "spaces behind a heading": "### " + " " * LONGEST,
    "one heading": "### Title\n",
    "two headings": "### Title\n\n### Story\n\n",
    "all headings": BODY + "\n\n",
    "rising fences": "".join("`" * size + "\n" for size in range(3, 360)),
    "falling fences": "".join("`" * size + "a\n" for size in range(360, 2, -1)),
    "falling, then many": "### Title\n### Story\n"
    + "".join("`" * size + "a\n" for size in range(256, 3, -1))
    + "```\n" * LONGEST,
    "headings in fences": "### Title\n~~~\n### Story\n~~~a\n",
    "comments": "<!--\n",
    "comments around headings": "<!--\n### Story\n-->\n### Story\n",
    "declarations": "<!A\n### Title\n<?\n",
    "boxes": "### Terms\n\n" + "- [x] I agree\n" * LONGEST,
    "choices": "### Places\n\n" + "Docs, " * LONGEST,
    "lines": "\n",
    "blank lines": " \n",
    "tabs in a list": "\n- " + "\t" * LONGEST,
    "returns": "\r",
    "combining": "### " + "\u0301\u0323" * 200 + "\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_s01_the_longest_bodies_are_read_whatever_is_in_them(piece):
    body = (piece * (LONGEST // len(piece) + 1))[:LONGEST]
    for text in (body, BODY[: LONGEST // 2] + "\n" + body[: LONGEST // 2]):
        reading = read(FORM, text)
        assert list(reading.answers) == [field.key for field in FORM.fields]
        assert len(reading.problems) <= 2 * len(FORM.fields)


def test_s02_an_answer_is_read_below_any_amount_of_typed_headings():
    typed = "\n\n".join("### Title\n\nmallory" for _ in range(300))
    reading = read(FORM, render(FORM.fields, ANSWERS | {"plan": typed}))
    assert reading.answers == ANSWERS | {"plan": typed}


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("   ### Goals", "Write line 5 as `### Goals`"),
        ("###\tGoals", "Write line 5 as `### Goals`"),
        ("###\u00a0Goals", "Write line 5 as `### Goals`"),
        ("### **Goals**", "Change line 5, `### **Goals**`, to just `### Goals`"),
        ("### Goals <!-- 2 -->", "Change line 5, `### Goals <!-- 2 -->`, to just `### Goals`"),
        ("<!-- 2 -->### Goals", "Change line 5, `<!-- 2 -->### Goals`, to just `### Goals`"),
    ],
)
def test_the_cause_is_told_that_a_heading_is_not_written_as_in_the_form(line, fix):
    form = Form("x", (Field("name", "Name", "input"), Field("goals", "Goals", "textarea")))
    body = f"### Name\n\na\n\n{line}\n\nb"
    assert any(fix in str(each) for each in read(form, body).problems)
