"""What templates are told of a group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import example
from tests.site import sample
from wgbot.registry.group import Group, Person
from wgbot.site.inputs import Names, alias_slugs, inputs
from wgbot.site.people import initials
from wgbot.site.places import repository_label
from wgbot.site.views import view


def group(**fields):
    return Group(**{"name": "Sounds", "focus": "all that can be heard.", **fields})


def shown(groups, slug):
    made_of = {each.slug: each for each in inputs(groups, {}, {})}
    return view(made_of[slug], example.repository().form)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("ada", "A"),
        ("Ada Lovelace", "AL"),
        ("ada-lovelace", "AL"),
        ("Marie Skłodowska Curie", "MC"),
        ("李雷", "李"),
        ("ß", "SS"),
        ("-", "?"),
    ],
)
def test_initials_stand_for_a_person(name, letters):
    assert initials(name) == letters


@given(st.text())
def test_anybody_has_initials(name):
    assert 1 <= len(initials(name)) <= 2


def test_the_charter_comes_in_the_forms_order_with_its_labels_and_what_is_old_last():
    charter = {"old_question": "a", "rhythm": "Weekly", "goals": "**b**"}
    answers = shown({"x": group(charter=charter)}, "x").charter
    assert [(each.key, each.label) for each in answers] == [
        ("goals", "Goals"),
        ("rhythm", "How often it meets"),
        ("old_question", "Old question"),
    ]
    assert "<strong>" in answers[0].html


def test_only_a_question_for_long_text_is_markdown():
    answers = shown({"x": group(charter={"rhythm": "**x**", "script": "**x**"})}, "x").charter
    assert "<strong>" not in "".join(each.html for each in answers)
    assert "<pre" in answers[1].html


def test_parents_and_successors_are_found_by_slug_name_or_former_name():
    groups = {
        "a": group(name="Audio", aliases=("Sound",)),
        "b": group(name="Bells", parent="a", status="retired", successors=("sound", "Nobody")),
        "c": group(name="Drums", parent="AUDIO"),
    }
    bells = shown(groups, "b")
    assert (bells.parent.name, bells.parent.slug) == ("Audio", "a")
    assert [(each.name, each.slug) for each in bells.successors] == [
        ("Audio", "a"),
        ("Nobody", None),
    ]
    assert [each.slug for each in shown(groups, "a").children] == ["b", "c"]


def test_a_name_of_two_groups_is_of_neither():
    groups = {"a": group(name="Audio", aliases=("X",)), "b": group(name="Bells", aliases=("X",))}
    assert Names(groups).related("X").slug is None


def test_former_names_lead_to_the_group_but_never_over_another_one():
    groups = {
        "net": group(name="Networking", aliases=("WG-net", "Bells", "→", "x" * 200)),
        "bells": group(name="Bells", aliases=("wg net",)),
    }
    assert alias_slugs(groups) == {"networking": ("net",), "wg-net": ("net", "bells")}


def test_a_lead_is_linked_to_where_they_said():
    leads = (
        Person(github="ada", profile="https://forum.example.org/u/ada"),
        Person(github="grace"),
        Person(name="Alan", profile="javascript:alert(1)"),
        Person(github="a/../b"),
    )
    assert [(lead.name, lead.url) for lead in shown({"x": group(leads=leads)}, "x").leads] == [
        ("@ada", "https://forum.example.org/u/ada"),
        ("@grace", "https://github.com/grace"),
        ("Alan", None),
        ("@a/../b", "https://github.com/a%2F..%2Fb"),
    ]


KINDS = {"helpers": "people", "reading": "links", "budget": "private"}


def answers(**charter):
    made_of = inputs({"x": group(charter=charter)}, {}, {})[0]
    return view(made_of, example.repository().form, KINDS).charter


@pytest.mark.parametrize("held", [("@ada", "Grace Hopper"), "@ada\nGrace Hopper"])
def test_people_in_an_answer_are_linked_to_their_profiles(held):
    (answer,) = answers(helpers=held)
    assert [(each.name, each.url, each.initials) for each in answer.people] == [
        ("@ada", "https://github.com/ada", "A"),
        ("Grace Hopper", None, "GH"),
    ]


@pytest.mark.parametrize("name", ["@a/../b", "@-a", "@", "ada", "@a b", "javascript:alert(1)"])
def test_w06_what_is_no_account_is_a_name(name):
    ((person,),) = [each.people for each in answers(helpers=(name,))]
    assert (person.name, person.url) == (name, None)


def test_links_in_an_answer_lead_somewhere_or_are_text():
    (answer,) = answers(
        reading=("https://github.com/a/b", "https://e.org/x", "javascript:alert(1)")
    )
    assert [(each.label, each.url) for each in answer.links] == [
        ("a/b", "https://github.com/a/b"),
        ("e.org/x", "https://e.org/x"),
        ("javascript:alert(1)", None),
    ]


def test_a_private_answer_is_not_shown_however_it_came_there():
    assert answers(budget="5,000") == ()


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://github.com/rust-embedded/wg", "rust-embedded/wg"),
        ("https://gitlab.com/a/b/c.git", "a/b/c"),
        ("https://git.example.org/x", "git.example.org/x"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_a_repository_is_called_by_what_matters(url, label):
    assert repository_label(url) == label


def test_what_only_keeps_a_place_is_shown_nowhere():
    page = sample.page(
        "sounds", sounds=sample.entry(focus="TBD", charter={"goals": "to be decided"})
    )
    assert "TBD" not in page
    assert "to be decided" not in page


def test_people_are_called_by_their_own_name_where_it_is_known():
    leads = [{"github": "ada", "name": "Ada Example"}, {"github": "grace"}]
    files = sample.files(sounds=sample.entry(leads=leads))
    for path in ("index.html", "groups/sounds/index.html"):
        text = files[path].decode()
        assert ">Ada Example</a>" in text, path
        assert "@ada<" in text, path
        assert ">@grace</a>" in text, path
