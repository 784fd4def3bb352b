"""Who leads a group: nobody is made up, and whoever may be somebody is told."""

import pytest

from wgbot.setup.importers import kinds, people
from wgbot.setup.importers.found import ListOptions

ACCOUNTS = ["@ada", "[Ada](https://github.com/ada)", "@ada, @grace"]
NO_PEOPLE = [
    "who sings",
    "Engines Ltd",
    "Engines Inc.",
    "in Berlin",
    "Berlin",
    "University of Nowhere",
    "GMT+1",
    "PhD",
    "since 2020",
    "currently on leave",
    "e.g. for birds",
]
FORMATS = {
    "x.md": "# Working groups\n\n- **Birds**: counting them\n  - Leads: {}\n- **Fish**: all\n",
    "x.csv": 'Name,Focus,Leads\nBirds,counting,"{}"\n',
    "x.json": '[{{"name": "Birds", "focus": "counting", "leads": "{}"}}]',
}


def read(name, people):
    found = kinds.read(name, FORMATS[name].format(people).encode())
    return found.drafts[0].group.leads, [each.value for each in found.leftovers]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("people", ["{}, {}", "{1}, {0}"])
@pytest.mark.parametrize("said", ["Grace Hopper", "Grace", "Engines Ltd", "@Grace Hopper"])
def test_nobody_beside_a_named_account_is_passed_over(name, people, said):
    leads, left = read(name, people.format("[Ada Lovelace](https://github.com/ada)", said))
    assert [each.github for each in leads] == ["ada"]
    assert left == [said]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("said", NO_PEOPLE)
@pytest.mark.parametrize("accounts", ACCOUNTS)
def test_what_is_said_beside_an_account_is_nobody_and_told(name, said, accounts):
    leads, left = read(name, f"{accounts}, {said}")
    assert [each.github for each in leads] == ["ada", "grace"][: accounts.count("@") or 1]
    assert said.rstrip(".") in left


@pytest.mark.parametrize("said", ["who sings", "Engines Ltd", "in Berlin", "GMT+1"])
def test_a_clause_or_a_company_beside_a_name_is_nobody(said):
    for name in FORMATS:
        leads, left = read(name, f"Ada Lovelace, {said}")
        assert [each.name for each in leads] == ["Ada Lovelace"]
        assert left == [said]


@pytest.mark.parametrize("said", ["@ada and Grace Hopper", "@ada, Grace Hopper"])
def test_a_name_beside_an_account_is_somebody(said):
    leads, left = read("x.md", said)
    assert [each.github or each.name for each in leads] == ["ada", "Grace Hopper"]
    assert left == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "x.json",
            '[{"name": NaN, "leads": ["x"]}, {"name": "Birds", "focus": NaN, "leads": [NaN]}]',
        ),
        ("x.yaml", "- {name: .nan, leads: [x]}\n- {name: Birds, focus: .inf, leads: [.nan]}\n"),
        ("x.csv", "Name,Focus,Leads\nNaN,nan,@x\nBirds,null,nan\n"),
    ],
)
def test_what_exports_put_where_nothing_is_says_nothing(name, text):
    (draft,) = kinds.read(name, text.encode()).drafts
    assert (draft.group.name, draft.group.focus, draft.group.leads) == ("Birds", "TBD", ())


def test_repositories_are_where_their_list_is():
    text = "# Teams\n\n- **Birds**: all of them\n  - Leads: @ada\n  - Repositories: nest/birds\n- **Fish**: all\n"
    there = kinds.read("x.md", text.encode(), ListOptions(forge="https://gitlab.com"))
    assert there.drafts[0].group.repositories == ("https://gitlab.com/nest/birds",)
    assert "accounts of GitHub" in there.notes[-1]
    here = kinds.read("x.md", text.encode())
    assert here.drafts[0].group.repositories == ("https://github.com/nest/birds",)
    assert "accounts of GitHub" not in str(here.notes)


TABLES = """\
# Working groups

| Group | Chat | Description |
|---|---|---|
| Birds | https://chat.example.org/birds | Counting birds |
| Clouds | https://chat.example.org/clouds | Watching clouds |

## {}

| | Name | Company | Groups |
|---|---|---|---|
| | [Ada](https://github.com/ada) | Engines | Birds, Clouds |
| | [Grace](https://github.com/grace) | Engines | Clouds, Fish |
"""


def test_a_table_of_leads_says_which_groups_they_lead():
    found = kinds.read("x.md", TABLES.format("Working group leads").encode())
    led = {each.group.name: [who.github for who in each.group.leads] for each in found.drafts}
    assert led == {"Birds": ["ada"], "Clouds": ["ada", "grace"]}
    assert [(each.value, each.line) for each in found.leftovers] == [("Grace: Fish", 13)]


def test_a_table_of_people_who_lead_nothing_is_told():
    found = kinds.read("x.md", TABLES.format("People").encode())
    assert [each.group.leads for each in found.drafts] == [(), ()]
    assert [each.value for each in found.leftovers] == [
        "Ada: Birds",
        "Ada: Clouds",
        "Grace: Clouds",
        "Grace: Fish",
    ]


def test_a_single_word_behind_an_account_is_told_and_no_name():
    found = list(people.leads("@ada (Berlin), Grace (@grace), @joan (Joan Example)"))
    assert [(each.person.github, each.person.name) for each in found if each.person] == [
        ("ada", None),
        ("grace", "Grace"),
        ("joan", "Joan Example"),
    ]
    assert [each.unread for each in found if each.unread] == ["Berlin"]
