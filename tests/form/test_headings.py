"""Which lines of a body are the form's own headings."""

import re

import pytest

from wgbot.form import headings
from wgbot.form.blocks import blocks
from wgbot.form.headings import MOST, Choice, Doubt, Section, choose
from wgbot.form.marks import OPENING, find
from wgbot.form.reading import read
from wgbot.form.schema import Field, Form

FORM = Form(
    "guild",
    (
        Field("title", "Title", "input"),
        Field("story", "Story", "textarea"),
        Field("kind", "Kind", "dropdown", options=("Craft", "Trade")),
        Field("plan", "Plan", "textarea"),
    ),
)


def chosen(body: str) -> Choice:
    parts = ("\n" + body).split(OPENING)
    return choose(FORM, parts, find(FORM, parts), list(blocks("\n" + body)))


def sections(body: str) -> dict[str, str]:
    """Return what stands under each heading that is settled, by the field's key."""
    parts = ("\n" + body).split(OPENING)
    return {
        FORM.fields[number].key: OPENING.join(parts[part:end]).partition("\n")[2].strip("\n")
        for number, part, end in chosen(body).sections
    }


def body(
    title: str = "Bakers", story: str = "We bake.", kind: str = "Craft", plan: str = "Bread."
) -> str:
    answers = {"Title": title, "Story": story, "Kind": kind, "Plan": plan}
    return "\n\n".join(f"### {label}\n\n{text}" for label, text in answers.items())


def test_p04_the_worked_example_is_read_as_it_says():
    lines = re.findall(r"^ +\d+ *(.*)$", str(headings.__doc__), re.MULTILINE)
    fields = [Field("name", "Name", "input"), Field("goals", "Goals", "textarea")]
    one_line, text = Field("channel", "Channel", "input"), Field("channel", "Channel", "textarea")
    first = read(Form("x", (*fields, one_line)), "\n".join(lines))
    assert first.answers["name"] == "Birds"
    assert str(first.answers["goals"]).endswith("### Channel\n\nand then a list.")
    assert first.answers["channel"] == "#birds"
    second = read(Form("x", (*fields, text)), "\n".join(lines))
    assert second.answers == {"name": "Birds", "goals": None, "channel": None}
    assert {problem.field for problem in second.problems} == {"goals", "channel"}


WHOLE = {"title": "Bakers", "story": "We bake.", "kind": "Craft", "plan": "Bread."}


def test_an_example_above_the_first_heading_puts_nothing_in_doubt():
    above = "```\n\n### Title\n\nWeavers\n\n### Story\n\nWe weave.\n\n```\n\n"
    assert sections(above + body()) == WHOLE


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("story", "a\n\n### Unknown\n\nb"),
        ("story", "a\n\n### Title\n\nb"),
        ("plan", "a\n\n### Title\n\nmallory"),
        ("plan", "a\n\n### Plan\n\nb\n\n### Plan"),
        ("plan", "a\n\n### Kind\n\nTrade"),
        ("plan", "a\n\n### Kind\n\nTrade\n\n### Title\n\nmallory"),
        ("story", "a\n\n### Kind\n\nof bread"),
        ("story", "> ### Kind\n>\n> Trade"),
        ("story", "   ### Kind\n\nTrade"),
        ("story", "    ### Kind"),
        ("story", "#### Kind\n\nTrade"),
        ("story", "```md\n### Kind\n\nTrade\n```"),
        ("story", "~~~\n### Kind\n\nTrade\n\n### Plan\n~~~\n\nb"),
        ("story", "`````\n```\n### Kind\n\nTrade\n```\n### Plan\n`````"),
        ("story", "- a\n\n  ```\n### Kind\n\nTrade\n  ```"),
        ("story", "<!--\n### Kind\n\nTrade\n-->"),
        ("plan", "a\n\n<!--\n\n### Title\n\nmallory\n\n### Story\n\nx\n\n-->"),
        ("plan", "a\n\n<?\n### Plan\n?>"),
        ("story", "```yaml\na: 1"),
        ("story", "~~~\na"),
        ("plan", "```\na"),
    ],
)
def test_p04_a_heading_typed_in_an_answer_stays_in_it(field, answer):
    assert sections(body(**{field: answer})) == WHOLE | {field: answer}


@pytest.mark.parametrize(
    ("story", "plan"),
    [
        ("```yaml\na: 1", "```yaml\nb: 2\n```"),
        ("```yaml\na: 1", "```\nb: 2\n```\n\nc"),
        ("```yaml\na: 1", "```\nb: 2"),
        ("~~~\na", "~~~\nb"),
        ("```yaml\na", "```yaml\nb"),
        ("````\na", "```\nb\n```\n\n````\nc\n````"),
        ("- ```\n  a", "```\nb\n```"),
    ],
)
def test_a_fence_left_open_does_not_swallow_the_answers_below(story, plan):
    assert sections(body(story=story, plan=plan)) == WHOLE | {"story": story, "plan": plan}


def test_fences_that_make_a_whole_are_one_unless_the_body_is_as_github_rendered_it():
    two = body(story="```\na", plan="```\nb")
    assert sections(two).keys() == WHOLE.keys()
    assert sections(two.replace("\n\n", "\n")).keys() == {"title", "story"}
    assert sections(two.removeprefix("### Title\n\nBakers\n\n")) == {}


def test_where_two_readings_differ_neither_is_taken_and_the_rest_is_read():
    twice = body(story="We bake.\n\n### Kind\n\nTrade\n\n### Plan\n\nCake.\n\n### Kind\n\nCraft")
    choice = chosen(twice)
    assert sections(twice) == {"title": "Bakers"}
    assert {doubt.number for doubt in choice.doubts} == {1, 2, 3}


def test_p03_moved_sections_are_read_while_each_heading_stands_once():
    moved = (
        "### Plan\n\nBread.\n\n### Title\n\nBakers\n\n### Kind\n\nCraft\n\n### Story\n\nWe bake."
    )
    assert sections(moved) == WHOLE


def test_p04_of_moved_sections_a_heading_that_stands_twice_is_not_read():
    moved = "### Kind\n\nCraft\n\n### Title\n\nBakers\n\n### Plan\n\nx\n\n### Title\n\nmallory"
    assert sections(moved) == {"kind": "Craft"}


def test_p04_of_moved_sections_the_doubts_are_told_and_the_rest_is_read():
    moved = (
        "### Kind\n\nCraft\n\n### Title\n\nBakers\n\n### Plan\n\nx\n\n### Title\n\nmallory"
        "\n\n### Story\n\nWe bake."
    )
    assert sections(moved) == {"kind": "Craft", "story": "We bake."}
    # The plan ends at one of the two titles, or goes on beyond.
    assert list(chosen(moved).doubts) == [Doubt(3, [3], [4]), Doubt(0, [2, 4])]


def test_p05_of_moved_sections_one_beside_its_altered_like_is_not_read():
    altered = body().replace("### Title", "### **Title**") + "\n\n### Title\n\nmallory"
    assert "title" not in sections(altered)


@pytest.mark.parametrize(
    "alike", ["### Title\u200b", "### \u2060Title", "### Title ###", "###  Title"]
)
def test_p05_a_heading_that_looks_the_same_is_the_same(alike):
    assert sections(body().replace("### Title", alike)) == WHOLE
    assert sections(body(plan=f"a\n\n{alike}\n\nmallory"))["title"] == "Bakers"


def test_p05_headings_in_a_closed_comment_are_never_read():
    hidden = (
        "### Title\n\nBakers\n\n### Story\n\nWe bake.\n\n<!--\n\n### Kind\n\nTrade\n\n"
        "### Plan\n\n-->\n\n**Kind**\n\nCraft\n\n**Plan**\n\nBread."
    )
    assert sections(hidden) == {"title": "Bakers"}
    assert [doubt.number for doubt in chosen(hidden).doubts] == [1]


def test_p05_a_comment_that_runs_through_several_answers_hides_them():
    assert sections(body(story="a\n\n<!--", plan="-->\n\nb")) == {"title": "Bakers"}


def test_p05_headings_in_a_fence_are_not_read_beside_their_altered_like():
    altered = body(story="a\n\n```\n\n### Kind\n\nTrade\n\n### Plan\n\n```").replace(
        "### Kind\n\nCraft", "**Kind**\n\nCraft"
    )
    assert sections(altered.replace("### Plan\n\nBread.", "Bread.")) == {"title": "Bakers"}


def test_an_example_of_a_removed_section_is_no_section():
    removed = (
        "### Title\n\nBakers\n\n### Story\n\n```md\n### Plan\n\nx\n```\n\nEnd.\n\n### Kind\n\nCraft"
    )
    assert sections(removed) == {
        "title": "Bakers",
        "story": "```md\n### Plan\n\nx\n```\n\nEnd.",
        "kind": "Craft",
    }


def test_a_form_pasted_in_a_fence_is_an_example():
    assert sections(f"Like this:\n```\n\n{body()}\n```") == {}


@pytest.mark.parametrize(
    ("field", "answer", "typed"),
    [("title", "", "### Title"), ("kind", "Guildhall", "### Title"), ("story", "", "### Story")],
)
def test_p03_answers_removed_or_of_an_older_form_do_not_spoil_the_others(field, answer, typed):
    answers = {field: answer, "plan": f"a\n\n{typed}\n\nb"}
    assert sections(body(**answers)) == WHOLE | answers


def test_p03_one_line_stays_one_line_where_another_answer_was_removed():
    typed = "a\n\n### Kind\n\nof bread\nand cake\n\n### Plan\n\nx"
    assert sections(body(title="", story=typed)) == WHOLE | {"title": "", "story": typed}


def test_p03_an_older_forms_question_below_an_input_does_not_spoil_the_others():
    old = body(title="Bakers\n\n### Old\n\nx", plan="a\n\n### Kind\n\nTrade")
    assert sections(old) == WHOLE | {
        "title": "Bakers\n\n### Old\n\nx",
        "plan": "a\n\n### Kind\n\nTrade",
    }


def test_a_render_fence_may_hold_headings_and_fences():
    form = Form(
        "logs",
        (Field("log", "Log", "textarea", render="shell"), Field("note", "Note", "textarea")),
    )
    log = "```shell\na\n```\n### Note\n\nb\n```\nc\n```"
    text = f"\n### Log\n\n{log}\n\n### Note\n\nd"
    parts = text.split(OPENING)
    found = choose(form, parts, find(form, parts), list(blocks(text)))
    # The log may end at its first fence, and the note start there.
    assert not found.sections
    assert [doubt.number for doubt in found.doubts] == [0, 1]


@pytest.mark.parametrize(
    ("log", "note"),
    [
        ("_No response_", "```\nx\n```\n\n### Note\n\nb"),
        ("```shell\nls\n```", "a\n\n### Note\n\nb"),
    ],
)
def test_an_answer_with_a_render_fence_ends_with_it(log, note):
    form = Form(
        "logs",
        (Field("log", "Log", "textarea", render="shell"), Field("note", "Note", "textarea")),
    )
    text = f"\n### Log\n\n{log}\n\n### Note\n\n{note}"
    parts = text.split(OPENING)
    found = choose(form, parts, find(form, parts), list(blocks(text)))
    assert [(section.part, section.end) for section in found.sections] == [(1, 2), (2, 4)]


@pytest.mark.parametrize(
    ("text", "settled", "doubtful"),
    [
        # A heading set off in a fence can be the field's own: two that were left open make one whole.
        ("### Story\n\n### Plan\n### Plan\n\n```\n\n### Plan\n\n```", [], [0, 1]),
        # What the page does not show is no answer, so the first heading below may be typed.
        ("### Story\n<!--\n\n### Plan\n\n### Plan", [], [0, 1]),
        # GitHub sets its headings off, so one that is not was typed where another one is.
        ("### Story\n\na\n\n### Plan\n### Plan", [(0, 1, 2), (1, 2, 4)], []),
        ("### Story\n\na\n### Plan\n\nb", [(0, 1, 2), (1, 2, 3)], []),
        # And it has a line below each.
        ("### Story\n\n```\n\n### Plan\n### Story\n\n```\na", [(0, 1, 4)], []),
    ],
)
def test_a_heading_is_a_fields_where_the_form_leaves_no_other_reading(text, settled, doubtful):
    form = Form("x", (Field("story", "Story", "textarea"), Field("plan", "Plan", "textarea")))
    parts = ("\n" + text).split(OPENING)
    found = choose(form, parts, find(form, parts), list(blocks("\n" + text)))
    assert found.sections == [Section(*each) for each in settled]
    assert [each.number for each in found.doubts] == doubtful


def test_where_no_reading_follows_from_headings_set_off_all_count():
    text = "### Title\n\nCraft\n### Story\n\n```\n\n### Kind\n\n### Plan\n\n```"
    assert [each.number for each in chosen(text).sections] == [0, 1, 2, 3]


def test_s01_more_headings_than_anybody_types_are_not_weighed():
    choice = chosen("### Title\n" * (MOST + 2))
    assert choice == Choice([], too_many_from=MOST + 1)
    assert chosen("### Title\n" * MOST).too_many_from is None
