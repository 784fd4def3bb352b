"""Leads with what they are, as the form to change a group has them."""

import pytest

from wgbot.registry.answers import people, people_with_roles
from wgbot.registry.group import Person


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@ada (chair), @grace (tech lead)", [("ada", "chair"), ("grace", "tech lead")]),
        ("@ada (chair)\n- @grace\n", [("ada", "chair"), ("grace", None)]),
        ("@ada (chair, for now), @grace", [("ada", "chair, for now"), ("grace", None)]),
        ("https://github.com/ada (chair)", [("ada", "chair")]),
        ("@ada (Example Corp, chair)", [("ada", "chair")]),
        ("@ada (she/her), @grace (they)", [("ada", None), ("grace", None)]),
        ("@ada (UTC+2), @grace (PT)", [("ada", None), ("grace", None)]),
        ("@ada (IT lead)", [("ada", "IT lead")]),
        ("@ada (former), @grace (retired chair), @alan", [("alan", None)]),
        ("Ada Lovelace (@ada)", [("ada", None)]),
        ("ada", [("ada", None)]),
    ],
)
def test_a_role_stands_in_brackets_behind_an_account(text, expected):
    read = people_with_roles(text)
    assert [(each.github, each.role) for each in read] == expected


def test_a_form_for_new_groups_takes_no_name_for_a_role():
    assert people("@ada (Ada Lovelace)") == (Person(github="ada"),)


@pytest.mark.parametrize("text", ["a" * 60_000, "@a(" * 20_000, "@a (b " * 10_000, "(" * 60_000])
def test_s03_long_answers_are_no_trap(text):
    people_with_roles(text)
