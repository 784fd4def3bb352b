"""More of the ways in which communities list groups: what cells, sentences and data of their own hold."""

import json

import pytest

from wgbot.setup.importers import kinds
from wgbot.setup.importers.found import ListOptions

BASE = "https://github.com/example/community/blob/main/README.md"


def read(text, name="x.md", **options):
    """Return the groups in a text, by their names."""
    found = kinds.read(name, text.encode(), ListOptions(**options))
    return {each.group.name: each.group for each in found.drafts}


def leads(group):
    return [each.github or each.name for each in group.leads]


def channels(group):
    return [(each.name, each.url) for each in group.channels]


class TestTables:
    def test_a_cell_can_have_a_list_in_it(self):
        (birds,) = read(
            "# Working groups\n\n| Name | Chairs | Meetings |\n|---|---|---|\n"
            "| Birds | <ol><li>[Ada](https://github.com/ada), Engines Ltd</li>"
            "<li>[Grace](https://github.com/grace), Engines Ltd</li></ol> |"
            "<ul><li>Weekly call: [Mondays at 15:00 UTC](https://meet.example.org/birds)</li></ul> |\n"
        ).values()
        assert leads(birds) == ["ada", "grace"]
        (meeting,) = birds.meetings
        assert (meeting.day, meeting.join) == ("Monday", "https://meet.example.org/birds")

    def test_lines_of_a_cell_can_have_labels_of_their_own(self):
        (birds,) = read(
            "# Teams\n\n| Team | People | Where |\n|---|---|---|\n"
            "| **Birds**<br>Counting birds | Lead: [@ada](https://github.com/ada)<br>Members: @alan | "
            "[`#birds`](https://chat.example.org/birds) |\n"
        ).values()
        assert (birds.focus, leads(birds)) == ("Counting birds", ["ada"])
        assert channels(birds) == [("#birds", "https://chat.example.org/birds")]
        assert birds.charter == {"people": "Members: @alan"}

    def test_a_second_column_of_names_says_more_about_a_group(self):
        (birds,) = read(
            "# SIGs\n\n| Name | Area | Maillist |\n|---|---|---|\n"
            "| Birds | How birds are counted everywhere | [list](https://lists.example.org/g/birds) |\n"
        ).values()
        assert birds.focus == "How birds are counted everywhere"
        assert channels(birds) == [(None, "https://lists.example.org/g/birds")]

    def test_accounts_can_have_a_column_of_their_own(self):
        text = "Group;Chairs;GitHub\nBirds;Ada Lovelace, Grace Hopper;ada, grace\nClouds;Alan;example/clouds\n"
        groups = read(text, "x.csv")
        assert [(each.name, each.github) for each in groups["Birds"].leads] == [
            ("Ada Lovelace", "ada"),
            ("Grace Hopper", "grace"),
        ]
        assert groups["Clouds"].repositories == ("https://github.com/example/clouds",)


class TestSentences:
    @pytest.mark.parametrize(
        "said",
        [
            "leads: Ada (@ada) & @grace; [#birds](https://chat.example.org/birds)",
            "Chaired by Ada ([@ada](https://github.com/ada)) and @grace. "
            "Talk to them in [#birds](https://chat.example.org/birds).",
        ],
    )
    def test_people_and_rooms_in_a_sentence(self, said):
        (birds,) = read(f"# Working groups\n\n1. **Birds** — counting; {said}\n").values()
        assert leads(birds) == ["ada", "grace"]
        assert channels(birds) == [("#birds", "https://chat.example.org/birds")]

    def test_who_is_nobody_leads_nothing(self):
        (birds,) = read("# Committees\n\n* *Birds.* Counts. Chaired by nobody just now.\n").values()
        assert not birds.leads

    def test_a_duty_is_no_person(self):
        page = "# Groups\n\n## Birds\n\nCounting.\n\n### Chairs\n\n* @ada\n* Plan and lead the meetings of all the groups\n"
        assert leads(read(page)["Birds"]) == ["ada"]


class TestLinks:
    def test_a_file_of_a_repository_is_neither_a_repository_nor_a_channel(self):
        (birds,) = read(
            "# SIGs\n\n| Name | Slack | Label | Repositories |\n|---|---|---|---|\n"
            "| Birds | [Slack](birds-dev) | [code/birds](https://github.com/example/birds/labels/code) | "
            "[ours](repos.md) |\n",
            base=BASE,
        ).values()
        assert not birds.channels
        assert not birds.repositories
        assert len(birds.charter) == 3

    def test_a_link_that_lacks_its_scheme_leads_to_its_host(self):
        (birds,) = read(
            "# Groups\n\n- **Birds**: counting.\n  - Chat: [here](chat.example.org/birds)\n",
            base=BASE,
        ).values()
        assert channels(birds) == [(None, "https://chat.example.org/birds")]

    def test_several_links_in_a_line_keep_their_names(self):
        (birds,) = read(
            "# Groups\n\n- **Birds**: counting.\n"
            "  - Slack: [#owls](https://chat.example.org/1), [#gulls](https://chat.example.org/2)\n"
        ).values()
        assert channels(birds) == [
            ("#owls", "https://chat.example.org/1"),
            ("#gulls", "https://chat.example.org/2"),
        ]


class TestHeadings:
    def test_groups_below_a_heading_that_says_so_whatever_is_above(self):
        page = "# Example\n\n## Getting started\n\n### Working groups\n\n- **Birds**: counting. Lead: @ada\n"
        assert list(read(page)) == ["Birds"]

    def test_groups_of_others_are_left_out_all_the_same(self):
        page = "# Example\n\n## Related projects\n\n### Working groups\n\n- **Birds**: counting. Lead: @ada\n"
        assert not read(page)

    def test_what_a_role_has_to_do_is_no_group(self):
        page = (
            "# Subgroups\n\n## Current subgroups\n\n- **Birds** (@ada): counting.\n\n"
            "## Subgroup leadership\n\n### Chair\n\nPlans meetings.\n\n* Notes: kept in the repository\n"
        )
        assert list(read(page)) == ["Birds"]

    def test_headings_that_part_lists_of_groups_are_none(self):
        page = (
            "# Areas and their subgroups\n\n## Area: Air\n\nArea leads: @joan\n\n"
            "- **Birds** (@ada)\n  - _Where_: [#birds](https://chat.example.org/birds)\n  - _Mission_: counting\n"
            "- **Clouds** (@grace)\n  - _Where_: [#clouds](https://chat.example.org/clouds)\n\n"
            "## Area: Water\n\nArea leads: @mary\n\n- **Fish** (@alan)\n  - _Mission_: counting\n"
        )
        assert list(read(page)) == ["Birds", "Clouds", "Fish"]

    def test_a_heading_that_only_tells_a_status_is_no_kind(self):
        page = "# Community\n\n## Working groups\n\n- **Birds** (@ada)\n\n## Archived groups\n\n- **Fish** (@alan)\n"
        found = kinds.read("x.md", page.encode())
        assert {each.category for each in found.drafts} <= {"Working groups", ""}
        assert read(page)["Fish"].status == "retired"


class TestData:
    def test_channels_by_keys_of_their_own_are_not_lost(self):
        data = {
            "working_groups": [
                {"name": "Birds", "description": "Counting", "chairs": [{"github": "ada"}]}
            ]
        }
        slack = {"channel": {"handle": "wg-birds", "description": "See https://example.org/board"}}
        data["working_groups"][0]["slack"] = slack
        (birds,) = read(json.dumps(data), "x.json").values()
        assert not birds.channels
        assert "wg-birds" in birds.charter["slack"]
        (birds,) = read(json.dumps(data), "x.json", chat="https://chat.example.org/").values()
        assert channels(birds) == [("#wg-birds", "https://chat.example.org/wg-birds")]
        assert birds.charter["slack"] == "See https://example.org/board"

    def test_accounts_can_be_the_keys_of_names(self):
        data = {
            "teams": [{"title": "Birds", "blurb": "Counting", "owners": {"ada": "Ada Lovelace"}}]
        }
        (birds,) = read(json.dumps(data), "x.json").values()
        assert [(each.github, each.name) for each in birds.leads] == [("ada", "Ada Lovelace")]
        assert birds.charter == {}

    def test_the_name_of_a_file_can_say_that_it_holds_groups(self):
        cards = json.dumps({"cards": [{"title": "Birds", "see": "/birds"}, {"title": "Clouds"}]})
        assert not read(cards, "homepage.json")
        assert list(read(cards, "workgroups.json")) == ["Birds", "Clouds"]

    def test_unknown_people_are_nobody(self):
        data = [
            {
                "name": "Birds",
                "focus": "Counting",
                "leads": [{"github": "unknown", "name": "unknown"}],
            }
        ]
        (birds,) = read(json.dumps(data), "x.json").values()
        assert not birds.leads


class TestNames:
    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("Greenhouse Climate (WG Climate)", ("Greenhouse Climate", ("WG Climate",), "active")),
            ("Greenhouse Climate (dormant)", ("Greenhouse Climate", (), "dormant")),
            ("Greenhouse Climate (indoors)", ("Greenhouse Climate (indoors)", (), "active")),
            ("Heat (Long Term Working Group)", ("Heat (Long Term Working Group)", (), "active")),
        ],
    )
    def test_what_is_in_brackets_behind_a_name(self, name, told):
        (group,) = read(f"# Working groups\n\n- **{name}**: warm and wet. Lead: @ada\n").values()
        assert (group.name, group.aliases, group.status) == told


FOLDED = """\
# Groups

## Working groups

<details>
<summary><b>Birds</b> (active)</summary>

Counting birds.

- Chair: @ada

</details>

<details>
<summary>Clouds</summary>

- Chair: @grace

</details>

Come and join.

- Rule: be kind
"""


def test_what_is_folded_away_is_a_section_that_ends():
    groups = read(FOLDED)
    assert {name: leads(each) for name, each in groups.items()} == {
        "Birds": ["ada"],
        "Clouds": ["grace"],
    }
    assert groups["Birds"].focus == "Counting birds."
    assert groups["Clouds"].charter == {}


def test_an_item_can_only_gather_the_groups_below_it():
    (birds, owls) = read(
        "# Groups\n\n- **Birds** (@ada)\n  - Mission: counting\n  - Subgroups:\n    - **Owls** (@grace): at night\n"
    ).values()
    assert (owls.name, owls.parent, leads(owls)) == ("Owls", "Birds", ["grace"])
    assert birds.charter == {}


def test_a_link_that_is_no_repository_keeps_its_label_and_what_is_behind_it():
    (birds,) = read(
        "# Groups\n\n- **Birds**: counting.\n  - Repositories: [all](repos.md), https://github.com/example/birds\n",
        base=BASE,
    ).values()
    assert birds.repositories == ("https://github.com/example/birds",)
    assert "blob/main/repos.md" in birds.charter["repositories"]


def test_a_column_called_group_can_hold_mailing_lists():
    (birds,) = read(
        "# SIGs\n\n| Name | Lead | Group |\n|---|---|---|\n"
        "| Birds | @ada | [Here](https://groups.google.com/g/birds) |\n"
    ).values()
    assert channels(birds) == [(None, "https://groups.google.com/g/birds")]
    assert birds.charter == {}


class TestTablesAlike:
    MEETINGS = (
        "# Project\n\n## {}\n\n| Subcommittee | Host | Repo |\n|---|---|---|\n"
        "| Birds | @ada | example/birds |\n\n"
        "### Subcommittees on hiatus\n\n| Subcommittee | Host | Repo |\n|---|---|---|\n"
        "| Clouds | @grace | example/clouds |\n"
    )

    def test_a_table_like_one_of_groups_is_one_as_well(self):
        groups = read(self.MEETINGS.format("Subcommittee meetings"))
        assert {name: each.status for name, each in groups.items()} == {
            "Birds": "active",
            "Clouds": "dormant",
        }
        assert not any("kind" in each.charter for each in groups.values())

    def test_groups_of_others_are_not(self):
        assert not read(self.MEETINGS.format("Related subcommittees"))
