"""A community's repository, read as a whole."""

import pytest

from tests import example
from wgbot.community import repository
from wgbot.text.problems import SetupError


def test_it_holds_configuration_form_and_registry():
    loaded = example.repository()
    assert loaded.problems == ()
    assert loaded.form.name == "New working group"
    assert sorted(loaded.registry.entries) == ["command-line", "embedded", "punch-cards"]
    assert loaded.commit is None
    assert repository.load(example.tree(), "abc").commit == "abc"


def test_without_a_form_nothing_can_be_judged():
    with pytest.raises(SetupError, match="no issue form at"):
        example.repository(**{example.FORM_PATH: None})


@pytest.mark.parametrize("text", ["", "body: []", "body: {a: b", "x: *y", "body: [{type: odd}]"])
def test_y04_a_form_that_cannot_be_read_is_told_with_its_line(text):
    with pytest.raises(SetupError, match=r"new-working-group\.yml:1"):
        example.repository(**{example.FORM_PATH: text})


def test_problems_of_all_parts_come_at_once():
    loaded = example.repository(
        **{example.CONFIG_PATH: "registry: 3", "registry/a.yml": "x", "registry/b.yml": "y: {"}
    )
    assert [problem.path for problem in loaded.problems] == [
        example.CONFIG_PATH,
        "registry/a.yml",
        "registry/b.yml",
    ]


@pytest.mark.parametrize("meaning", ["name", "focus", "leads"])
def test_a_meaning_that_every_group_needs_has_to_have_a_question(meaning):
    form = example.FORM.replace(f"id: {meaning}\n", "id: other\n")
    found = example.repository(**{example.FORM_PATH: form}).problems
    assert [problem.field for problem in found] == [meaning]
    assert f"`fields: {{{meaning}: …}}`" in found[0].remedy()
    fixed = example.repository(
        **{example.FORM_PATH: form, example.CONFIG_PATH: f"fields: {{{meaning}: other}}"}
    )
    assert fixed.problems == ()


def test_an_id_that_the_configuration_names_has_to_be_in_the_form():
    found = example.repository(**{example.CONFIG_PATH: "fields: {channel: chat}"}).problems
    assert "`chat`" in found[0].message()


def test_the_name_is_a_text():
    form = example.FORM.replace("id: rhythm", "id: title")
    loaded = example.repository(
        **{
            example.FORM_PATH: form.replace("id: name", "id: x"),
            example.CONFIG_PATH: "fields: {name: title}",
        }
    )
    assert "does not ask for one" in loaded.problems[0].message()


@pytest.mark.parametrize("fields", ["{leads: goals, focus: goals}", "{leads: goals}"])
def test_two_questions_cannot_have_one_meaning(fields):
    loaded = example.repository(**{example.CONFIG_PATH: f"fields: {fields}"})
    assert any("Two questions" in problem.message() for problem in loaded.problems)


def test_two_meanings_can_change_places():
    loaded = example.repository(**{example.CONFIG_PATH: "fields: {name: focus, focus: name}"})
    assert loaded.problems == ()


def test_one_question_cannot_have_two_meanings():
    form = example.FORM.replace("id: channel", "id: where").replace("id: repository", "id: x")
    fields = "fields: {channel: where, repository: where}"
    loaded = example.repository(**{example.FORM_PATH: form, example.CONFIG_PATH: fields})
    assert [problem.field for problem in loaded.problems] == ["channel", "repository"]


@pytest.mark.parametrize(
    ("labels", "config", "found"),
    [
        ("[proposal, approved]", "", "`approved`"),
        ("proposal, Approved", "", "`approved`"),
        ("[go]", "approval: {label: Go}", "`Go`"),
        ("[approved]", "approval: {label: go}", None),
        ("[proposal]", "", None),
    ],
)
def test_a03_a_form_does_not_approve_what_it_files(labels, config, found):
    form = example.FORM.replace("body:\n", f"labels: {labels}\nbody:\n", 1)
    problems = example.repository(**{example.FORM_PATH: form, example.CONFIG_PATH: config}).problems
    assert bool(problems) == bool(found)
    for problem in problems:
        assert (problem.path, problem.line) == (example.FORM_PATH, 4)
        assert f"gives every issue the label {found}" in problem.message()


@pytest.mark.parametrize(
    ("config", "named"),
    [
        ("site: {title: A}\nsite: {title: B}\n", "second time"),
        ("forms: [\n", "YAML"),
        ("noun: {one: group\n", "YAML"),
    ],
)
def test_a_configuration_that_cannot_be_read_is_named_before_a_form_that_it_may_name(config, named):
    moved = {example.FORM_PATH: None, "forms/new.yml": example.FILES[example.FORM_PATH]}
    with pytest.raises(SetupError, match=named) as caught:
        example.repository(**moved, **{example.CONFIG_PATH: config})
    assert f"until {example.CONFIG_PATH} can be read" in str(caught.value)
    assert "There is no issue form" not in str(caught.value)
