"""People whose name is enough are read with roles and headings, and whoever is no name is refused."""

import pytest

from wgbot.registry import answers, by_name
from wgbot.registry.group import Person
from wgbot.registry.people import people

ADA, GRACE = Person(name="Ada Example"), Person(name="Grace Example")


def read(text):
    return [(each.github or each.name, each.role) for each in by_name.of_answer(text, people)]


@pytest.mark.parametrize(
    "text",
    [
        *("Ada Example, Grace Example", "Ada Example and Grace Example", "- Ada Example\n- Grace Example"),
        "Ada Example <ada@example.org>\nGrace Example (graceful)",
        "Ada Example, Example Institute\nGrace Example, Example Corp",
    ],
)  # fmt: skip
def test_names_are_people(text):
    assert read(text) == [("Ada Example", None), ("Grace Example", None)]


def test_they_have_roles_and_stand_beside_accounts():
    text = "Chair: Ada Example\nTech lead: @grace"
    assert read(text) == [("Ada Example", "Chair"), ("grace", "Tech lead")]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Ada Example, Deep Sea\nGrace Example, Deep Sea", "Deep Sea"),
        ("Ada Example, and later Grace Example", "Ada Example, and later Grace Example"),
        ("Ada", "“Ada”"),
        ("somebody new", "somebody new"),
    ],
)
def test_what_may_be_somebody_is_never_passed_over(text, refused):
    assert refused in [each.github for each in by_name.of_answer(text, people)]


def test_where_nobody_else_may_those_who_are_known_do():
    found = by_name.marked("Ada Example (chair), Grace Example", (ADA,), anybody=False)
    assert by_name.read(found, answers.people_with_roles) == (
        Person(name="Ada Example", role="chair"),
        Person.model_construct(github="Grace Example"),
    )


@pytest.mark.parametrize("text", ["@ada, Grace Example", "@ada\nGrace Example"])
def test_a_name_in_a_list_of_accounts_is_refused(text):
    found = by_name.marked(text, (), anybody=False)
    assert [each.github for each in by_name.read(found, people)] == ["ada", "Grace Example"]


@pytest.mark.parametrize(
    "text", ["Ada Example, Deep Sea, @ada", "Ada Example @ada, Deep Sea\nGrace @grace, Deep Sea"]
)
def test_where_somebody_works_is_no_name(text):
    found = by_name.marked(text, (), anybody=False)
    assert "Deep Sea" not in [each.github for each in by_name.read(found, people)]
