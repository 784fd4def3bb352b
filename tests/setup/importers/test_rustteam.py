"""A checkout of rust-lang/team: teams, archived ones, and what is left in it."""

import pytest

from tests.example import MemoryTree
from wgbot.setup.importers import emails, rustteam
from wgbot.setup.importers.found import MISSING
from wgbot.text.problems import SetupError

BIRDS = """\
name = "wg-birds"
subteam-of = "fauna"
kind = "working-group"

[people]
leads = ["ada"]
members = ["ada", { github = "alan", roles = ["feeder"] }]
alumni = ["grace"]
included-teams = ["cats"]

[permissions]
perf = true

[[github]]
orgs = ["example"]

[rfcbot]
label = "T-birds"

[website]
name = "Bird working group"
description = "Counting birds"
page = "birds"
email = "birds@example.org"
repo = "http://github.com/example/birds/tree/main/docs"
zulip-stream = "wg-birds/general"
matrix-room = "#birds:example.org"
discord-invite = "https://discord.gg/abc"
discord-name = "#birds"
weight = 10

[[roles]]
id = "feeder"
description = "Feeds them"

[[lists]]
address = "birds-list@example.org"
"""
FILES = {
    "teams/wg-birds.toml": BIRDS,
    "teams/fauna.toml": (
        'name = "fauna"\n[people]\nleads = []\nmembers = []\nalumni = []\n'
        '[website]\nname = "Fauna"\ndescription = "All beasts"\n'
        'repo = "https://forge.example.org/areas.html"\n'
    ),
    "teams/all.toml": 'name = "all"\nkind = "marker-team"\n[people]\nleads = []\nmembers = []\n',
    "teams/archive/cards.toml": 'name = "cards"\n[people]\nleads = []\nmembers = []\n',
    "teams/broken.toml": "name = ",
    "people/ada.toml": 'name = "Ada Lovelace"\ngithub = "ada"\nemail = "secret@example.org"\n',
    "config.toml": "",
}


@pytest.fixture
def found():
    return rustteam.read(MemoryTree({path: text.encode() for path, text in FILES.items()}))


def test_a_team_is_read_with_all_that_the_registry_has_a_place_for(found):
    draft = next(each for each in found.drafts if each.slug == "wg-birds")
    group = draft.group
    assert (group.name, group.focus, group.parent) == (
        "Bird working group",
        "Counting birds",
        "fauna",
    )
    assert [(each.github, each.name) for each in group.leads] == [("ada", "Ada Lovelace")]
    assert [(each.url, each.name) for each in group.channels] == [
        ("https://rust-lang.zulipchat.com/#narrow/stream/wg-birds%2Fgeneral", "#wg-birds/general"),
        ("https://matrix.to/#/%23birds%3Aexample.org", "#birds:example.org"),
        ("https://discord.gg/abc", "#birds"),
    ]
    assert group.repositories == ("https://github.com/example/birds",)
    assert dict(group.charter) == {
        "kind": "working group",
        "email": emails.MARK,
        "members": ("@ada", "@alan"),
        "alumni": ("@grace",),
        "roles": ("Feeds them: @alan",),
    }
    assert group.order == 1


def test_what_stays_where_it_is_is_told(found):
    assert {(each.group, each.what) for each in found.leftovers} == {
        ("wg-birds", "a page in a repository"),
        ("wg-birds", "website.page"),
        ("wg-birds", "people.included-teams"),
        ("wg-birds", "permissions"),
        ("wg-birds", "github"),
        ("wg-birds", "rfcbot"),
        ("wg-birds", "lists"),
        ("all", "the team"),
        ("broken", "teams/broken.toml"),
    }


def test_an_archived_team_is_a_retired_group_and_asks_for_what_it_was_for(found):
    (cards,) = [each.group for each in found.drafts if each.slug == "cards"]
    assert (cards.name, cards.status, cards.focus) == ("cards", "retired", MISSING)


def test_a_web_page_is_no_repository(found):
    (fauna,) = [each.group for each in found.drafts if each.slug == "fauna"]
    assert fauna.repositories == ()
    assert fauna.charter["website"] == "https://forge.example.org/areas.html"


def test_nobodys_own_address_gets_out(found):
    assert "secret" not in str(found)


def test_any_other_folder_is_refused():
    with pytest.raises(SetupError, match="no files"):
        rustteam.read(MemoryTree({"README.md": b""}))
