"""An issue form's YAML → its fields."""

import pytest

from wgbot.form.schema import Field, FormError, load

FORM = b"""\
name: Start a guild
body:
  - type: markdown
    attributes: {value: Thanks!}
  - type: input
    id: title
    attributes: {label: "Guild  title ", placeholder: e.g. Bakers}
    validations: {required: true}
  - type: textarea
    attributes: {label: Logs, render: shell, value: "paste here"}
  - type: dropdown
    id: kind
    attributes: {label: Kind, options: [1.0, Yes, "No, thanks"]}
  - type: dropdown
    id: places
    attributes: {label: Places, multiple: true, options: [Here, There]}
  - type: checkboxes
    id: terms
    attributes:
      label: Terms
      options:
        - {label: "I read [the rules](https://example.net/r)", required: true}
        - label: I can help
  - type: upload
    id: paper
    attributes: {label: Paper}
"""


def fields() -> dict[str, Field]:
    return {field.key: field for field in load(FORM).fields}


def test_fields_keep_the_forms_order_and_markdown_asks_nothing():
    assert list(fields()) == ["title", "Logs", "kind", "places", "terms", "paper"]
    assert load(FORM).name == "Start a guild"


def test_a_field_without_id_goes_by_its_label():
    assert fields()["Logs"].label == "Logs"


def test_labels_keep_their_inner_spaces_for_github_does():
    assert fields()["title"].heading == "### Guild  title"


def test_options_stay_the_text_of_the_file():
    assert fields()["kind"].options == ("1.0", "Yes", "No, thanks")


def test_what_each_kind_says_of_its_answers():
    found = fields()
    assert found["title"].required
    assert not found["Logs"].required
    assert found["Logs"].render == "shell"
    assert found["places"].multiple
    assert not found["kind"].multiple
    assert found["terms"].options == ("I read [the rules](https://example.net/r)", "I can help")
    assert found["terms"].required_options == ("I read [the rules](https://example.net/r)",)
    assert found["title"].examples == ("e.g. Bakers",)
    assert found["Logs"].examples == ("paste here",)


def test_nothing_is_an_empty_list_where_several_can_be_chosen():
    nothing = {key: field.nothing for key, field in fields().items()}
    assert nothing == {
        "title": None,
        "Logs": None,
        "kind": None,
        "places": [],
        "terms": [],
        "paper": None,
    }


def test_a_field_is_found_by_its_key():
    form = load(FORM)
    assert form.field("kind") == fields()["kind"]
    assert form.field("nothing of the kind") is None


@pytest.mark.parametrize(
    ("data", "what", "line"),
    [
        (b"a: [", "not valid YAML", None),
        (b"just text", "no list named `body`", None),
        (b"name: x\nbody: 3", "no list named `body`", None),
        (b"name: x\nbody: []", "asks nothing", 2),
        (b"body:\n- attributes: {label: A}", "does not say what kind", 2),
        (b"body:\n- just text", "does not say what kind", 2),
        (b"body:\n- type: input\n  attributes: {label: ' '}", "no label", 3),
        (b"body:\n- type: dropdown\n  attributes: {label: A}", "no options", 3),
        (
            b"body:\n- {type: input, attributes: {label: A}}\n- {type: input, attributes: {label: A}}",
            "second question",
            3,
        ),
        (
            b"body:\n- {type: input, id: a, attributes: {label: A}}\n"
            b"- {type: input, id: a, attributes: {label: B}}",
            "second question",
            3,
        ),
        (
            b"body:\n- {type: input, attributes: {label: A}}\n"
            b'- {type: input, attributes: {label: "A\\u200b"}}',
            "second question",
            3,
        ),
    ],
)
def test_what_is_no_form_is_refused_with_its_line(data, what, line):
    with pytest.raises(FormError, match=what) as refused:
        load(data, "guild.yml")
    assert all(problem.path == "guild.yml" for problem in refused.value.problems)
    if line:
        assert refused.value.problems[0].line == line


def test_e06_a_kind_of_question_that_is_not_known_is_a_text_and_a_warning():
    form = load(
        b"body:\n- {type: slider, id: a, attributes: {label: A, options: [1]}}\n"
        b"- {type: banner, attributes: {value: Hello}}\n- {type: input, attributes: {label: B}}",
        "guild.yml",
    )
    assert [(field.key, field.kind) for field in form.fields] == [("a", "textarea"), ("B", "input")]
    assert [(note.line, note.blocks) for note in form.notes] == [(2, False), (3, False)]
    assert "`slider`" in form.notes[0].message()


def test_all_problems_of_a_form_come_at_once():
    with pytest.raises(FormError) as refused:
        load(b"body:\n- id: a\n- type: input")
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    ("head", "title", "labels"),
    [
        (b"", "", ()),
        (b'title: "New guild: "\n', "New guild: ", ()),
        (b"labels: [guild, 'needs, care', 1.0]\n", "", ("guild", "needs, care", "1.0")),
        (b"labels: guild, new ones\n", "", ("guild", "new ones")),
        (b"title: [a]\nlabels: {a: b}\n", "", ()),
    ],
)
def test_what_its_issues_start_with_is_read(head, title, labels):
    form = load(head + FORM)
    assert (form.title, form.labels) == (title, labels)


def test_a_template_in_markdown_is_called_one():
    with pytest.raises(FormError, match="Markdown template"):
        load(b"---\nname: New SIG\n---\n\n**Name**:\n", ".github/ISSUE_TEMPLATE/new-sig.md")
