"""Lists in the layouts for which maps come with wgbot."""

SIGS = b"""\
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
WORKSTREAMS = [
    {
        "id": "birds",
        "name": "Birds",
        "sigCategory": "animals",
        "kind": "sig",
        "parent": None,
        "people": [{"maintainer": "ada"}, {"sponsor": "grace"}],
        "resources": [{"slack": {"name": "#birds", "id": "C1"}}, {"repository": "example/birds"}],
    },
    {
        "id": "clouds",
        "name": "Clouds",
        "sigCategory": "weather",
        "kind": "sig",
        "parent": "birds",
        "people": [{"maintainer": "tbd"}],
        "resources": [],
    },
]
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
TEAMS = {
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
