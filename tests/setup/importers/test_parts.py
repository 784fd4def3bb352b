"""The parts of a group, as lists write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.setup.importers import parts, people, person


@pytest.mark.parametrize(
    ("text", "github", "name", "profile"),
    [
        ("@ada", "ada", None, None),
        ("ada", "ada", None, None),
        ("Ada Lovelace", None, "Ada Lovelace", None),
        ("Ada Lovelace (@ada)", "ada", "Ada Lovelace", None),
        ("@ada (Ada Lovelace)", "ada", "Ada Lovelace", None),
        ("Ada (she/her)", None, "Ada (she/her)", None),
        ("https://github.com/ada", "ada", None, None),
        ("[@ada](https://github.com/Ada)", "Ada", None, None),
        ("[Ada](https://github.com/ada)", "ada", None, None),
        ("[Ada L.](https://github.com/ada)", "ada", "Ada L.", None),
        ("[@ada](https://forum.example.org/u/a)", "ada", None, "https://forum.example.org/u/a"),
        (
            "[Ada L.](https://forum.example.org/u/a)",
            None,
            "Ada L.",
            "https://forum.example.org/u/a",
        ),
        ("[Ada](mailto:ada@example.org)", "Ada", None, None),
    ],
)
def test_a_person(text, github, name, profile):
    found = person.one(text).person
    assert (found.github, found.name, found.profile) == (github, name, profile)


@pytest.mark.parametrize("text", ["ada@example.org", "Ada L. <ada@example.org>"])
def test_an_e_mail_address_is_left_out_and_noted(text):
    found = person.one(text)
    assert found.email
    assert "@" not in str(found.person)


def test_several_people():
    text = (
        "@ada, [Grace, the first](https://github.com/grace) and Alan (@alan, on leave); Mary & Joan"
    )
    names = [
        someone.person and (someone.person.github or someone.person.name)
        for someone in people.several(text)
    ]
    assert names[:2] == ["ada", "grace"]
    assert names[-2:] == ["Mary", "Joan"]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Active", "active"),
        ("Archived working groups", "retired"),
        ("dechartered", "retired"),
        ("on hold", "dormant"),
        ("inactive groups", "dormant"),
        ("Former SIGs", "retired"),
        ("Joining a working group", None),
        ("", None),
    ],
)
def test_a_status(word, status):
    assert parts.status(word) == status


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("Counting birds.", "Counting birds."),
        ("Counting\nbirds.\n\nAnd more.", "Counting birds."),
        ("", ""),
        ("One. " + "Two " * 80, "One."),
        ("x" * 400, "x" * 400),
    ],
)
def test_a_focus_is_what_fits_and_the_rest_is_kept(text, focus):
    taken, whole = parts.focus(text)
    assert taken == focus
    assert (whole == "") == (parts.line(text) == focus)


@pytest.mark.parametrize(
    ("link", "label", "kind"),
    [
        ("https://github.com/example/birds", "", "repository"),
        ("https://github.com/example", "", None),
        ("https://discord.gg/x", "", "channel"),
        ("https://example.org", "Chat", "channel"),
        ("https://example.org", "repository", "repository"),
        ("https://forum.example.org/t/1", "Discussion", "discussion"),
        ("https://example.org/notes", "notes", None),
    ],
)
def test_what_a_link_is(link, label, kind):
    assert parts.leads_to(link, label) == kind


@pytest.mark.parametrize(
    ("text", "whole", "page"),
    [
        ("http://github.com/a/b/", "https://github.com/a/b", ""),
        ("https://github.com/a/b.git", "https://github.com/a/b", ""),
        (
            "https://github.com/a/b/tree/main",
            "https://github.com/a/b",
            "https://github.com/a/b/tree/main",
        ),
        ("https://git.example.org/a/b/c", "https://git.example.org/a/b/c", ""),
    ],
)
def test_a_repository(text, whole, page):
    assert parts.repository(text) == (whole, page)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            {"slack": "birds", "teams": [{"name": "a"}, {"name": "b"}]},
            "slack: birds, teams: name: a; name: b",
        ),
        (["a", None, 3], "a; ; 3"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_value_that_has_no_place_is_told_as_a_person_would_write_it(value, said):
    assert parts.told(value) == said


@given(st.text(max_size=80))
def test_any_text_is_read_as_somebody_or_not(text):
    for someone in people.several(text):
        assert someone.person or someone.unread or someone.email
    parts.channels(text)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("No recent activity", None),
        ("no", "retired"),
        ("yes", "active"),
        ("No longer meeting", "retired"),
        ("Yes, we meet", None),
    ],
)
def test_yes_and_no_tell_a_status_only_alone(said, status):
    assert parts.status(said) == status
