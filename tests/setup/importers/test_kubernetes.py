"""A sigs.yaml: what becomes a group, and what stays where it is."""

import pytest

from wgbot.setup.importers import kubernetes
from wgbot.setup.importers.found import MISSING
from wgbot.text.problems import SetupError

FILE = b"""\
sigs:
- dir: sig-birds
  name: Birds
  mission_statement: >
    Covers all birds, wherever they are. It looks after feeders as well.

    [More](https://example.org/birds)

  charter_link: charter.md
  label: birds
  leadership:
    chairs:
    - github: ada
      name: Ada Lovelace
      company: Engines
      email: ada@example.org
    tech_leads:
    - github: Ada
      name: Ada Lovelace
      company: Engines
      email: ada@example.org
    - github: alan
      name: Alan Turing
    emeritus_leads:
    - github: grace
      name: Grace Hopper
  meetings:
  - description: Regular Meeting
    day: Monday
    time: "9:00"
    tz: UTC
    frequency: weekly
    url: https://meet.example.org/1
    recordings_url: https://video.example.org/1
  contact:
    slack: sig-birds
    mailing_list: https://lists.example.org/birds
    private_mailing_list: secret@example.org
    teams:
    - name: birds-bugs
      description: Bugs with wings
    liaison:
      github: mary
      name: Mary
    pager: "555"
  subprojects:
  - name: feeder
    description: Feeds them
    owners:
    - https://raw.githubusercontent.com/example/feeder/main/OWNERS
    - https://raw.githubusercontent.com/example/zoo/master/pkg/birds/OWNERS
    contact:
      slack: feeder
      private_mailing_list: secret2@example.org
  nests: many
workinggroups:
- dir: wg-birds
  name: Birds
  stakeholder_sigs: [Birds]
  label: birdies
  leadership:
    chairs: []
  meetings: []
  contact:
    slack: wg-birds
usergroups: []
elections: 2026
"""


@pytest.fixture
def found():
    return kubernetes.read(FILE)


def test_a_group_is_read_with_all_that_the_registry_has_a_place_for(found):
    group = found.drafts[0].group
    assert (group.name, found.drafts[0].slug) == ("Birds", "sig-birds")
    assert group.focus == "Covers all birds, wherever they are. It looks after feeders as well."
    assert [(each.github, each.name) for each in group.leads] == [
        ("ada", "Ada Lovelace"),
        ("alan", "Alan Turing"),
    ]
    assert [(each.url, each.name) for each in group.channels] == [
        ("https://kubernetes.slack.com/messages/sig-birds", "#sig-birds"),
        ("https://lists.example.org/birds", None),
    ]
    assert group.repositories == ("https://github.com/example/feeder",)
    assert dict(group.charter) == {
        "kind": "special interest group",
        "mission": group.focus + "\n\n[More](https://example.org/birds)",
        "charter_link": "charter.md",
        "technical_leads": ("Ada Lovelace (@Ada)", "Alan Turing (@alan)"),
        "emeritus_leads": ("Grace Hopper (@grace)",),
        "meetings": (
            "Regular Meeting: Monday 9:00 UTC, weekly; join: https://meet.example.org/1; "
            "recordings: https://video.example.org/1",
        ),
        "teams": ("@birds-bugs: Bugs with wings",),
        "liaison": "Mary (@mary)",
        "subprojects": (
            "feeder (Feeds them): https://github.com/example/feeder, "
            "https://github.com/example/zoo pkg/birds",
        ),
    }


def test_everything_else_is_told(found):
    assert [(each.group, each.what, each.value) for each in found.leftovers] == [
        ("Birds", "company of a person", "Engines"),
        ("Birds", "email of a person", ""),
        ("Birds", "company of a person", "Engines"),
        ("Birds", "email of a person", ""),
        ("Birds", "contact.private_mailing_list", ""),
        ("Birds", "contact.pager", "555"),
        ("Birds", "contact of the subproject feeder", "slack: feeder"),
        ("Birds", "nests", "many"),
        ("", "elections", "2026"),
    ]


def test_no_private_address_gets_out(found):
    assert "secret" not in str(found)
    assert "ada@example.org" not in str(found)


def test_a_group_without_a_mission_is_told_apart_and_asks_for_one(found):
    draft = found.drafts[1]
    assert draft.group.focus == MISSING
    assert draft.full_name == "WG Birds"
    assert draft.group.charter["label"] == "birdies"
    assert draft.group.charter["stakeholders"] == ("Birds",)


def test_channels_can_be_elsewhere():
    found = kubernetes.read(FILE, "https://chat.example.org/")
    assert found.drafts[0].group.channels[0].url == "https://chat.example.org/sig-birds"
    assert "https://chat.example.org/NAME" in found.notes[0]


@pytest.mark.parametrize("text", [b"a: 1\n", b"sigs: 3\n", b"- 1\n", b""])
def test_any_other_yaml_is_refused(text):
    with pytest.raises(SetupError, match="none of the keys"):
        kubernetes.read(text)


def test_yaml_that_cannot_be_read_names_its_line():
    with pytest.raises(SetupError, match="Line 2: References"):
        kubernetes.read(b"sigs:\n- &a\n  name: Birds\n")
