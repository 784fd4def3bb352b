"""The maps that come with wgbot: what becomes of a list of each layout."""

import json

import pytest

from tests.example import MemoryTree
from tests.setup.importers import layouts
from wgbot.setup.importers import configuration, kinds, mapping
from wgbot.setup.importers.found import MISSING, ListOptions
from wgbot.text.problems import SetupError


@pytest.mark.parametrize("name", mapping.shipped())
def test_each_map_says_what_it_is_for_and_how_it_is_known(name):
    it = mapping.load(name)
    assert it.title
    assert it.match != mapping.MapMatch()
    assert "name" in it.fields


class TestSigs:
    @pytest.fixture
    def found(self):
        return kinds.read("sigs.yaml", layouts.SIGS)

    def test_a_group_is_read_with_all_that_the_registry_has_a_place_for(self, found):
        group = found.drafts[0].group
        assert (group.name, found.drafts[0].slug) == ("Birds", "sig-birds")
        assert group.focus == "Covers all birds, wherever they are. It looks after feeders as well."
        assert [(each.github, each.name, each.role) for each in group.leads] == [
            ("ada", "Ada Lovelace", "chair"),
            ("alan", "Alan Turing", "technical lead"),
        ]
        assert [each.github for each in group.former_leads] == ["grace"]
        assert [each.url for each in group.channels] == ["https://lists.example.org/birds"]
        assert group.repositories == ("https://github.com/example/feeder",)
        charter = dict(group.charter)
        assert charter["liaison"] == "Mary (@mary)"
        assert charter["teams"] == ("birds-bugs (Bugs with wings)",)
        assert charter["subprojects"] == (
            "feeder (Feeds them): owners: https://github.com/example/feeder, "
            "https://github.com/example/zoo pkg/birds; contact: slack: feeder",
        )
        (meeting,) = group.meetings
        assert (meeting.name, meeting.day, meeting.time) == ("Regular Meeting", "Monday", "09:00")
        assert (meeting.timezone, meeting.every) == ("UTC", "week")
        assert meeting.join == "https://meet.example.org/1"
        assert (charter["pager"], charter["nests"]) == ("555", "many")

    def test_what_stays_where_it_is_is_told(self, found):
        assert ("", "elections") in {(each.group, each.what) for each in found.leftovers}

    def test_no_private_address_gets_out(self, found):
        assert "secret" not in str(found)
        assert "ada@example.org" not in str(found)

    def test_groups_of_one_name_are_told_apart(self, found):
        draft = found.drafts[1]
        assert draft.group.focus == MISSING
        assert draft.full_name == "WG Birds"
        assert draft.group.charter["stakeholders"] == ("Birds",)

    def test_channels_get_an_address_where_somebody_says_which(self):
        found = kinds.read("x.yaml", layouts.SIGS, ListOptions(chat="https://chat.example.org/"))
        assert found.drafts[0].group.channels[0].url == "https://chat.example.org/sig-birds"
        known = layouts.SIGS.replace(b"example/zoo", b"kubernetes/kubernetes")
        channel = kinds.read("x.yaml", known).drafts[0].group.channels[0]
        assert channel.url == "https://kubernetes.slack.com/messages/sig-birds"

    def test_yaml_that_cannot_be_read_names_its_line(self):
        with pytest.raises(SetupError, match=r"x\.yml:2: References"):
            kinds.read("x.yml", b"sigs:\n- &a\n  name: Birds\n")


def test_workstreams_have_people_and_resources_by_what_they_are():
    found = kinds.read("workstreams.yml", json.dumps(layouts.WORKSTREAMS).encode())
    birds, clouds = (draft.group for draft in found.drafts)
    assert [each.github for each in birds.leads] == ["ada"]
    assert birds.repositories == ("https://github.com/example/birds",)
    assert [draft.category for draft in found.drafts] == ["animals", "weather"]
    assert clouds.parent == "birds"
    assert birds.charter["sponsor"] == "grace"


class TestRustTeam:
    @pytest.fixture
    def found(self):
        files = {path: text.encode() for path, text in layouts.TEAMS.items()}
        return kinds.read_folder("team", MemoryTree(files))

    def test_a_team_is_read_with_all_that_the_registry_has_a_place_for(self, found):
        draft = next(each for each in found.drafts if each.slug == "wg-birds")
        group = draft.group
        assert (group.name, group.focus, group.parent) == (
            "Bird working group",
            "Counting birds",
            "fauna",
        )
        assert draft.category == "working-group"
        assert [(each.github, each.name) for each in group.leads] == [("ada", "Ada Lovelace")]
        assert [(each.url, each.name) for each in group.channels] == [
            (
                "https://rust-lang.zulipchat.com/#narrow/stream/wg-birds%2Fgeneral",
                "#wg-birds/general",
            ),
            ("https://matrix.to/#/birds%3Aexample.org", "#birds:example.org"),
            ("https://discord.gg/abc", "#birds"),
        ]
        assert group.repositories == ("https://github.com/example/birds",)
        assert group.charter["members"] == ("@ada", "@alan (feeder)")
        assert group.charter["alumni"] == ("@grace",)
        assert group.order == 1

    def test_what_gives_only_permissions_and_what_cannot_be_read_is_told(self, found):
        assert {"all", "teams/broken.toml"} <= {each.group or each.what for each in found.leftovers}

    def test_an_archived_team_is_a_retired_group(self, found):
        (cards,) = [each.group for each in found.drafts if each.slug == "cards"]
        assert (cards.name, cards.status, cards.focus) == ("cards", "retired", MISSING)

    def test_a_web_page_is_no_repository(self, found):
        (fauna,) = [each.group for each in found.drafts if each.slug == "fauna"]
        assert fauna.repositories == ()
        assert "https://forge.example.org/areas.html" in str(fauna.charter)

    def test_nobodys_own_address_gets_out(self, found):
        assert "secret" not in str(found)

    def test_any_other_folder_is_refused(self):
        with pytest.raises(SetupError, match="no map for its files"):
            kinds.read_folder("x", MemoryTree({"README.md": b""}))


PUBLIC = b"""\
- name: Birds
  about: Counting. Mail birds@lists.example.org, or ada@example.org.
  list: birds@lists.example.org
  chair: ada@example.org
"""


def test_the_address_of_a_list_is_only_public_where_a_map_says_so(tmp_path):
    path = tmp_path / "map.yml"
    plain = "fields: {name: name, focus: about, channels: list}"
    public = "fields: {name: name, focus: about, channels: {path: list, as: list}}"
    for used, expected in ((plain, []), (public, ["mailto:birds@lists.example.org"])):
        path.write_text(used)
        found = kinds.read("x.yml", PUBLIC, ListOptions(map=str(path)))
        (draft,) = found.drafts
        assert [each.url for each in draft.group.channels] == expected
        assert draft.group.focus == "Counting. Mail …, or …."
        assert "ada@example.org" not in str(found)
    needed = configuration.fitting({"birds": draft.group})
    assert needed["links"] == {"schemes": ["mailto"]}
