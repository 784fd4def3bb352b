"""Structured files: tables, JSON, YAML, TOML, by a map that is guessed or given."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.example import MemoryTree
from wgbot.registry import folder
from wgbot.setup.importers import kinds, mapping
from wgbot.setup.importers.found import ListOptions
from wgbot.text.problems import SetupError

CSV = """\
Name;Purpose;Status;Chairs;Repo;Chat;Founded;E-mail;How often\r
Birds;"Counting; all of
them.";paused;"@ada, Grace Hopper; alan";https://github.com/example/birds;https://chat.example.org #birds;2024-03-01;x@example.org;weekly\r
;no name;;;;;;;\r
Clouds;Watching.;sleepy;mary@example.org;example/clouds;#clouds;long ago;;;spare\r
"""


def read_csv(text, name="x.csv"):
    return kinds.read(name, text.encode() if isinstance(text, str) else text)


def read_json(text):
    return kinds.read("x.json", text.encode())


def test_columns_are_known_by_their_names():
    birds = read_csv(CSV).drafts[0].group
    assert birds.name == "Birds"
    assert birds.focus == "Counting; all of them."
    assert birds.status == "dormant"
    assert [(each.github, each.name) for each in birds.leads] == [
        ("ada", None),
        (None, "Grace Hopper"),
        ("alan", None),
    ]
    assert birds.repositories == ("https://github.com/example/birds",)
    assert [(each.url, each.name) for each in birds.channels] == [
        ("https://chat.example.org", "#birds")
    ]
    assert str(birds.since) == "2024-03-01"
    assert dict(birds.charter) == {"how_often": "weekly"}


def test_what_has_no_place_is_an_answer_or_told_with_its_line():
    found = read_csv(CSV)
    assert [(each.group, each.what, each.value, each.line) for each in found.leftovers] == [
        ("Birds", "E-mail", "", 2),
        ("", "a row", "no name", 4),
        ("Clouds", "an e-mail address in Chairs", "", 5),
        ("Clouds", "cells without a column", "spare", 5),
    ]
    clouds = found.drafts[1].group
    assert clouds.repositories == ("https://github.com/example/clouds",)
    assert dict(clouds.charter) == {"status": "sleepy", "chat": "#clouds", "since": "long ago"}
    assert [note.partition(",")[0] for note in found.notes] == [
        "Leads that are one word without an @",
        "Channels without an address",
    ]
    assert "@example.org" not in str(found)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Name\tLeitung\tZweck\tKanal\tE-Mail", "Vögel\t@ada\tVögel zählen.\thttps://chat.example.org/1\ta@b.example"),
        ("Groupe,Animateurs,Objet,Canal,Téléphone", "Vögel,@ada,Vögel zählen.,https://chat.example.org/1,+33 1 00 00"),
        ("Grupo;Coordinadores;Propósito;Canal;Correo", "Vögel;@ada;Vögel zählen.;https://chat.example.org/1;a@b.example"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_headings_of_other_languages_and_other_files(header, row, encoding):
    found = read_csv(f"{header}\n{row}\n".encode(encoding))
    (draft,) = found.drafts
    assert draft.group.name == "Vögel"
    assert draft.group.focus == "Vögel zählen."
    assert [each.github for each in draft.group.leads] == ["ada"]
    assert [each.url for each in draft.group.channels] == ["https://chat.example.org/1"]
    assert draft.group.charter == {}
    assert len(found.leftovers) == 1


def test_the_export_of_a_form_is_read_by_its_questions():
    text = (
        "Timestamp,Email address,What is the group called? (name),Group name,"
        '"Leads (GitHub usernames, comma separated)",What is it for?,Your phone number\n'
        'today,x@example.org,,Birds,"ada, @grace",Counting.,555 0000\n'
    )
    (draft,) = read_csv(text).drafts
    assert draft.group.name == "Birds"
    assert {each.github for each in draft.group.leads} == {"ada", "grace"}
    assert draft.group.focus == "Counting."
    assert "555" not in folder.render(draft.group)


GROUP = {
    "name": "Birds",
    "description": "counting birds",
    "leads": ["ada"],
    "tools": ["net", "eye"],
}
SHAPES = [
    [GROUP],
    {"groups": [GROUP], "version": 1},
    {"community": {"teams": [GROUP], "rules": "x"}},
    {"birds": {**GROUP, "name": "Birds"}, "clouds": {**GROUP, "name": "Clouds"}},
    {"Birds": {key: GROUP[key] for key in ("description", "leads", "tools")}, "Clouds": GROUP},
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["x.json", "x.yml"])
def test_groups_are_found_wherever_a_file_has_them(shape, name):
    found = kinds.read(name, json.dumps(shape).encode())
    group = found.drafts[0].group
    assert group.name == "Birds"
    assert [each.github for each in group.leads] == ["ada"]
    assert dict(group.charter) == {"tools": ("net", "eye")}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_map_that_was_guessed_reads_the_same_once_it_is_kept(shape, tmp_path):
    data = json.dumps(shape).encode()
    guessed = kinds.read("x.json", data)
    path = tmp_path / "map.yml"
    path.write_text(guessed.guessed)
    kept = kinds.read("x.json", data, ListOptions(map=str(path)))
    assert kept.drafts == guessed.drafts
    assert kept.guessed == ""


def test_a_map_of_ones_own_says_what_keys_are(tmp_path):
    data = b'[[team]]\nnom = "Birds"\nwho = ["ada"]\nwhere = "birds"\nold = true\nmobile = "5"\n'
    it = (
        "groups: {team: {}}\nfields:\n  name: nom\n  leads: {path: who, role: chair}\n"
        '  channels: {path: where, address: "https://chat.example.org/{}", name: "#{}"}\n'
        "constants: {status: retired}\nignore: [old]\n"
    )
    (tmp_path / "map.yml").write_text(it)
    (draft,) = kinds.read("x.toml", data, ListOptions(map=str(tmp_path / "map.yml"))).drafts
    assert draft.group.model_dump(exclude_defaults=True) == {
        "name": "Birds",
        "status": "retired",
        "focus": "TBD",
        "leads": ({"github": "ada", "role": "chair"},),
        "channels": ({"url": "https://chat.example.org/birds", "name": "#birds"},),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fields: {name: [", "map.yml:"),
        ("feilds: {}", "feilds"),
        ("fields: {name: 3}", "not a map"),
    ],
)
def test_a_map_that_is_none_is_refused_with_the_reason(text, message):
    with pytest.raises(SetupError, match=message):
        mapping.parse(text.encode(), "map.yml")


def test_a_folder_is_read_by_a_map_that_says_which_files_are_groups(tmp_path):
    tree = MemoryTree({"groups/birds.yml": b"lead: ada\nabout: Counting.\n", "groups/x.md": b""})
    (tmp_path / "map.yml").write_text(
        'files: [{glob: groups/*.yml}]\nfields: {name: "@file", leads: lead}\n'
    )
    (draft,) = kinds.read_folder("x", tree, ListOptions(map=str(tmp_path / "map.yml"))).drafts
    assert draft.group.name == "birds"
    assert [each.github for each in draft.group.leads] == ["ada"]


def test_a_lead_that_is_nothing_is_nobody():
    (draft,) = read_json('[{"name": "Birds", "leads": [null, "", {}]}]').drafts
    assert draft.group.leads == ()


def test_json_with_objects_inside():
    group = {
        "name": "Birds",
        "focus": "counting birds",
        "leads": [
            {
                "github": "@ada",
                "name": "Ada",
                "email": "x@example.org",
                "term": {"start": "2026-01-01", "end": "2027-01-01"},
            }
        ],
        "channels": [{"url": "https://chat.example.org", "name": "#birds"}, {"name": "#lost"}],
        "meeting": {"day": "Monday", "hour": 9},
        "order": 4,
    }
    found = read_json(json.dumps([group]))
    (draft,) = found.drafts
    (lead,) = draft.group.leads
    assert (lead.github, lead.name, str(lead.until)) == ("ada", "Ada", "2027-01-01")
    assert [each.url for each in draft.group.channels] == ["https://chat.example.org"]
    assert draft.group.charter == {"channels": "#lost", "meeting": ("day: Monday", "hour: 9")}
    assert draft.group.order == 4


@pytest.mark.parametrize(
    "text", ["[1]", "{}", "3", "[[1]]", '{"people": [{"name": "Ada", "email": ""}]}']
)
def test_other_json_has_no_groups(text):
    assert read_json(text).drafts == ()


@pytest.mark.parametrize("text", ["[" * 10_000, "{"])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(SetupError):
        read_json(text)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n"])
def test_csv_without_names_has_no_groups(text):
    assert read_csv(text).drafts == ()


def test_csv_that_ends_in_a_quote_is_refused():
    with pytest.raises(SetupError):
        read_csv('name\n"open\n')


_VALUES = st.recursive(
    st.none() | st.text(max_size=8) | st.integers() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from("name focus leads channels repositories since order status slug x".split()),
        _VALUES,
    )
)
def test_whatever_stands_in_a_row_reading_it_ends_well(row):
    for draft in read_json(json.dumps([row])).drafts:
        assert folder.render(draft.group)


def test_names_of_groups_are_enough_to_know_a_list_by():
    groups = [{"name": "None", "url": ""}, {"name": "sig-birds"}, {"name": "sig-clouds"}]
    found = read_json(json.dumps(groups))
    assert [each.group.name for each in found.drafts] == ["sig-birds", "sig-clouds"]
    assert [each.what for each in found.leftovers] == ["a row"]


def test_a_number_of_a_database_names_no_file_and_closed_is_a_status():
    groups = [
        {"id": 152309, "name": "Bird Group", "is_closed": True, "description": "Counts birds."},
        {"id": 152310, "name": "Cloud Group", "is_closed": False, "description": "Watches."},
    ]
    birds, clouds = read_json(json.dumps(groups)).drafts
    assert (birds.slug, birds.group.status) == ("", "retired")
    assert clouds.group.status == "active"


def test_what_is_said_of_repositories_by_name_is_kept():
    groups = {
        "teams": {
            "Birds": {"description": "Counts.", "repos": {"feeder": "write"}},
            "Clouds": {"description": "Watches.", "repos": {"sky": "read"}},
        }
    }
    birds = read_json(json.dumps(groups)).drafts[0].group
    assert "feeder" in str(birds.charter)
