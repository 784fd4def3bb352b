"""Leads with what they are, as the form to change a group has them."""

from datetime import date

import pytest

from wgbot.registry import roles
from wgbot.registry.answers import people, people_with_roles
from wgbot.registry.group import Person
from wgbot.registry.roles import role_in


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


@pytest.mark.parametrize(
    ("text", "role", "days"),
    [
        ("@ada (chair until 2030-12-31)", "chair", {"until": date(2030, 12, 31)}),
        ("@ada (chair, until 31 December 2030)", "chair", {"until": date(2030, 12, 31)}),
        ("@ada (chair; term ends Dec 31st, 2030)", "chair", {"until": date(2030, 12, 31)}),
        ("@ada (chair since 2029-01-01)", "chair", {"since": date(2029, 1, 1)}),
        ("@ada (on leave until 2030-03-01)", None, {"away": date(2030, 3, 1)}),
        ("Chair: @ada (until 2030-12-31)", "Chair", {"until": date(2030, 12, 31)}),
        ("@ada, chair until 2030-12-31", "chair", {"until": date(2030, 12, 31)}),
        ("@ada (chair until June)", "chair until June", {}),
        ("@ada (until 2030-02-31)", "until 2030-02-31", {}),
    ],
)
def test_a_term_is_no_part_of_a_role(text, role, days):
    (read,) = people_with_roles(f"{text}\n")
    assert (read.role, read.model_dump(include=set(days))) == (role, days)


def test_a_new_group_has_leads_with_terms_too():
    assert people("@ada (chair until 2030-12-31), @grace") == (
        Person(github="ada", role="chair", until=date(2030, 12, 31)),
        Person(github="grace"),
    )


@pytest.mark.parametrize("text", ["Acme Corp", "Example, Inc.", "University of Examples"])
def test_where_somebody_works_is_no_role(text):
    assert role_in(text) is None


@pytest.mark.parametrize(
    ("role", "is_doubtful"),
    [
        *((each, True) for each in ("Acme", "nominated", "tbc", "if elected", "chair until June")),
        *((each, True) for each in ("we need one more lead", "replacing somebody", "candidate")),
        *((each, False) for each in ("chair", "Chair", "Design lead", "docs", "purser", "Scribe")),
    ],
)
def test_what_can_be_something_else_than_a_role_is_doubtful(role, is_doubtful):
    assert roles.is_doubtful(role, frozenset({"scribe"})) == is_doubtful
