"""A page that lists groups: what is read, what stays on the page, and what is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.registry import folder
from wgbot.setup.importers import group_words, kinds, markdown
from wgbot.setup.importers.found import ListOptions

PAGE = """\
---
title: Groups
---

# Groups

A group **studies** a question.

## Current groups

- **Bird watching**:  counting the birds that nobody counts.
  - POC:[@ada](https://forum.example.org/u/ada) and [Grace Hopper](https://github.com/grace)
  - Contributing: [channel](https://chat.example.org/birds?x=%23y) #birds | [repository](http://github.com/example/birds)
- **Clouds** – watching what is above us
  - Chairs: Alan Turing (@alan), Mary <mary@example.org>
  - Meets: every Monday
  - See [our notes](https://notes.example.org/clouds)

## Archived groups

* [Punch cards](https://github.com/example/cards/tree/main/docs): programs on paper.

## Starting a group

- What question is it?
- Who can lead?
"""


def read(text=PAGE):
    return markdown.read(text, ListOptions())


def groups(text=PAGE):
    return {draft.group.name: draft.group for draft in read(text).drafts}


def told(text=PAGE):
    return [(each.group, each.what, each.value, each.line) for each in read(text).leftovers]


def test_a_group_is_read_with_its_people_and_links():
    assert folder.render(groups()["Bird watching"]) == (
        "name: Bird watching\n"
        "status: active\n"
        "focus: counting the birds that nobody counts.\n"
        "leads:\n"
        "  - github: ada\n"
        "    profile: https://forum.example.org/u/ada\n"
        "  - github: grace\n"
        "    name: Grace Hopper\n"
        "channels:\n"
        "  - url: https://chat.example.org/birds?x=%23y\n"
        "    name: '#birds'\n"
        "repositories:\n"
        "  - https://github.com/example/birds\n"
        "order: 1\n"
    )


def test_names_without_an_account_and_answers_of_its_own_are_kept():
    clouds = groups()["Clouds"]
    assert clouds.focus == "watching what is above us"
    assert [(person.github, person.name) for person in clouds.leads] == [
        ("alan", "Alan Turing"),
        (None, "Mary"),
    ]
    assert [meeting.day for meeting in clouds.meetings] == ["Monday"]
    assert read().labels["notes"] == "Notes"


def test_an_address_of_a_person_is_told_with_its_line():
    assert told() == [("Clouds", "an e-mail address in Chairs", "", 14)]
    assert (
        groups()["Clouds"].charter["notes"] == "See [our notes](https://notes.example.org/clouds)"
    )


def test_the_heading_above_tells_the_status_and_a_page_in_a_repository_is_none():
    cards = groups()["Punch cards"]
    assert cards.status == "retired"
    assert cards.repositories == ()
    assert cards.charter["page"] == "https://github.com/example/cards/tree/main/docs"


def test_lists_of_the_page_itself_are_no_groups():
    assert list(groups()) == ["Bird watching", "Clouds", "Punch cards"]


def test_where_the_active_groups_stand_is_told():
    ((begins, ends),) = read().lists
    lines = PAGE.split("\n")
    assert lines[begins].startswith("- **Bird")
    assert lines[ends - 1 :][0] in ("", lines[16])


def test_a_table_is_read_as_one():
    page = (
        "| Name | Purpose | Chairs | Repo | Rhythm |\n"
        "|---|---|---|---|---|\n"
        "| [Birds](https://github.com/example/birds) | counting birds. | @ada | | weekly |\n"
    )
    (draft,) = read(page).drafts
    assert draft.group.focus == "counting birds."
    assert draft.group.repositories == ("https://github.com/example/birds",)
    assert draft.group.charter == {"rhythm": "weekly"}
    assert draft.line == 3


def test_an_item_of_the_list_that_names_no_group_is_told():
    page = "- **Birds**: counting.\n  - POC: @ada\n- more to come\n"
    assert told(page) == [("", "an item of the list", "more to come", 3)]


@given(st.text(st.sampled_from("-*[]()<>:|@#ab \n`\\1.https://"), max_size=200))
def test_whatever_the_page_is_reading_it_ends_well(text):
    for draft in read(text).drafts:
        assert folder.render(draft.group)


def test_labels_in_the_sentence_of_an_item_are_facts_and_a_role_in_brackets_is_no_name():
    text = (
        "# Groups\n\n"
        "- **Birds**: counts birds. Leads: @ada (chair), @grace. "
        "Chat: [#birds](https://chat.example.org/birds). Code: https://git.example.org/birds\n"
        "- **Owls**: counts owls. Leads: @ada. Chat: [#owls](https://chat.example.org/owls).\n"
    )
    found = kinds.read("groups.md", text.encode())
    birds = found.drafts[0].group
    assert birds.focus == "counts birds."
    assert [(each.github, each.name, each.role) for each in birds.leads] == [
        ("ada", None, "chair"),
        ("grace", None, None),
    ]
    assert [(each.url, each.name) for each in birds.channels] == [
        ("https://chat.example.org/birds", "#birds")
    ]
    assert birds.repositories == ("https://git.example.org/birds",)


def test_a_sentence_of_when_a_group_ended_is_its_status_and_no_focus():
    page = "# Groups\n\n- **Birds**: counting birds.\n- **Cards**: Finished in 2021.\n"
    page += "- **Tapes**: programs on tape. Archived on 2020-03-01.\n"
    page += "- **Shells**: since 2021, what was finished in C.\n"
    groups = {each.group.name: each.group for each in read(page).drafts}
    assert {name: each.status for name, each in groups.items()} == {
        "Birds": "active",
        "Cards": "retired",
        "Tapes": "retired",
        "Shells": "active",
    }
    assert "Finished" not in groups["Cards"].focus
    assert "programs on tape" in groups["Tapes"].focus


@pytest.mark.parametrize(
    ("said", "name", "status"),
    [
        ("Retired: Old Bees", "Old Bees", "retired"),
        ("[Archived] Old Bees", "Old Bees", "retired"),
        ("On hold - Old Bees", "Old Bees", "dormant"),
        ("Old Bees (retired)", "Old Bees", "retired"),
        ("Former Bees", "Former Bees", "retired"),
        ("Open: Bees", "Open: Bees", None),
        ("Bees: retired and content", "Bees: retired and content", None),
    ],
)
def test_a_status_before_a_name_is_no_part_of_it(said, name, status):
    assert group_words.parted(said) == (name, status, "")
