"""Whatever stands where in a list, it is read or told: nothing fails, and no address gets out."""

import copy
import csv
import io
import json

import pytest
from hypothesis import example as sample
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import example
from tests.example import MemoryTree
from wgbot.registry import folder
from wgbot.setup.importers import judging, kinds, report
from wgbot.text.problems import WgbotError

SECRET = "mary"
ADDRESSES = [
    "mary@mary.example",
    "@mary@mary.example",
    "Ada <mary@mary.example>",
    "Ada mary&#64;mary.example; Grace",
    "mary&commat;mary.example",
    "mary@mary,example",
    "**mary**@mary.example",
    "[x](mailto:mary@mary.example)",
    "https://chat.example.org/?who=mary%40mary.example",
    "https://github.com/mary@mary.example/x",
    "mary [at] mary [dot] example",
    "mary @ mary.example",
]
LEAVES = st.one_of(
    st.sampled_from(
        [None, True, False, 0, -1, 2.5, "", " ", "²", "9" * 5000, "https://[x/", "://", "@", "#"]
    ),
    st.sampled_from(ADDRESSES),
    st.text(max_size=8),
)
KEYS = st.one_of(st.sampled_from(["name", "github", "url", "roles", "id", "email", ""]), LEAVES)
VALUES = st.recursive(
    LEAVES,
    lambda each: (
        st.lists(each, max_size=3)
        | st.dictionaries(KEYS.filter(lambda key: isinstance(key, str)), each, max_size=3)
    ),
    max_leaves=6,
)
SIGS = {
    "sigs": [
        {
            "dir": "sig-birds",
            "name": "Birds",
            "mission_statement": "Counts birds.",
            "charter_link": "charter.md",
            "label": "birds",
            "leadership": {
                "chairs": [{"github": "ada", "name": "Ada", "company": "Engines"}],
                "tech_leads": [{"github": "grace"}],
                "emeritus_leads": [],
            },
            "meetings": [{"description": "Weekly", "day": "Monday", "url": "https://example.org/"}],
            "contact": {
                "slack": "birds",
                "mailing_list": "https://lists.example.org/birds",
                "teams": [{"name": "birds-bugs", "description": "Bugs"}],
                "liaison": {"github": "joan", "name": "Joan"},
            },
            "stakeholder_sigs": ["Clouds"],
            "subprojects": [
                {
                    "name": "feeder",
                    "description": "Feeds them",
                    "owners": ["https://github.com/example/feeder/blob/main/OWNERS"],
                    "contact": {"slack": "feeder"},
                }
            ],
        }
    ]
}
TEAM = {
    "name": "wg-birds",
    "subteam-of": "fauna",
    "kind": "working-group",
    "people": {
        "leads": ["ada"],
        "members": ["ada", {"github": "alan", "roles": ["feeder"]}],
        "alumni": ["grace"],
    },
    "website": {
        "name": "Birds",
        "description": "Counting birds",
        "page": "birds",
        "email": "x",
        "repo": "https://github.com/example/birds",
        "zulip-stream": "birds",
        "matrix-room": "#birds:example.org",
        "discord-invite": "https://discord.gg/abc",
        "discord-name": "#birds",
        "weight": 10,
    },
    "roles": [{"id": "feeder", "description": "Feeds them"}],
}
ROW = dict.fromkeys(
    "slug status purpose leads channels repositories aliases parent successors discussion proposal since "
    "order email notes".split(),
    "",
) | {"name": "Birds", "purpose": "counting."}


def paths(value, path=()):
    """Yield the paths to all that is in a value."""
    yield path
    keys = range(len(value)) if isinstance(value, list) else value
    for key in keys if isinstance(value, dict | list) else ():
        yield from paths(value[key], (*path, key))


def put(value, path, fresh):
    """Return a value with something else at a path."""
    if not path:
        return fresh
    value = copy.copy(value)
    value[path[0]] = put(value[path[0]], path[1:], fresh)
    return value


def toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(value[key])}" for key in value) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return '""' if value is None else json.dumps(value).replace("\\u007f", "?")


def as_json(value):
    return kinds.read("x.json", json.dumps([value]).encode())


def as_yaml(value):
    return kinds.read("x.yml", json.dumps(value).encode())


def as_csv(value):
    if not isinstance(value, dict):
        value = {"name": value}
    text = io.StringIO()
    csv.writer(text).writerows([value, value.values()])
    return kinds.read("x.csv", text.getvalue().encode())


def as_team(value):
    given = value if isinstance(value, dict) else {"website": value}
    text = "\n".join(f"{json.dumps(key)} = {toml(each)}" for key, each in given.items())
    files = {"teams/wg-birds.toml": text, "people/ada.toml": text}
    return kinds.read_folder("x", MemoryTree({path: each.encode() for path, each in files.items()}))


def said(read, value):
    """Return all that is written and printed of a list."""
    try:
        found = read(value)
        judged = judging.judge(found, example.tree())
    except WgbotError as error:
        return [str(error)]
    return [
        *(folder.render(draft.group) for draft in found.drafts),
        *(file.path for file in judged.files),
        *report.summary(judged.done),
        json.dumps(report.as_json(judged.done), ensure_ascii=False),
        *report.nothing(found, "x"),
        json.dumps(report.nothing_as_json(found), ensure_ascii=False),
        *map(str, judged.problems),
    ]


READERS = [(as_json, ROW), (as_csv, ROW), (as_yaml, SIGS), (as_team, TEAM)]
PLACES = [(read, base, path) for read, base in READERS for path in paths(base)]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES), VALUES)
@sample((as_csv, ROW, ("order",)), "²")
@sample((as_csv, ROW, ("order",)), "9" * 5000)
@sample((as_csv, ROW, ("repositories",)), "https://[x/")
@sample((as_yaml, SIGS, ("sigs", 0, "leadership")), "text")
@sample((as_yaml, SIGS, ("sigs", 0, "subprojects")), ["text"])
@sample((as_yaml, SIGS, ("sigs", 0, "leadership", "chairs")), [{"github": "mary@mary.example"}])
@sample((as_team, TEAM, ("people", "members")), ["mary@mary.example"])
@sample((as_team, TEAM, ("people", "leads")), ["../../mary@mary.example"])
def test_any_value_in_any_place_is_read_or_told(place, value):
    read, base, path = place
    for text in said(read, put(base, path, value)):
        assert SECRET not in text.casefold(), text


@pytest.mark.parametrize("address", [ADDRESSES[0], ADDRESSES[1], ADDRESSES[3], ADDRESSES[5]])
@pytest.mark.parametrize(("read", "base"), READERS)
def test_no_address_gets_out_of_any_place(read, base, address):
    for path in paths(base):
        for text in said(read, put(base, path, address)):
            assert SECRET not in text.casefold(), (path, text)


@pytest.mark.parametrize("deep", [40, 900, 100_000])
def test_values_that_are_nested_too_deep_are_refused(deep):
    text = '[{"name": "Birds", "notes": ' + "[" * deep + "]" * deep + "}]"
    with pytest.raises(WgbotError):
        kinds.read("x.json", text.encode())


def test_what_is_not_as_a_map_has_it_is_an_answer():
    found = as_yaml(
        {"sigs": [{"name": "Birds", "leadership": "Ada", "subprojects": ["feeder"], "label": "x"}]}
    )
    assert found.drafts[0].group.charter == {"leadership": "Ada", "subprojects": ("feeder",)}
    found = as_yaml(
        {"sigs": [{"name": "Birds", "leadership": {"chairs": [{"github": "a b", "name": "Ada"}]}}]}
    )
    assert [(lead.github, lead.name) for lead in found.drafts[0].group.leads] == [(None, "Ada")]
    assert [each.value for each in found.leftovers] == ["a b"]
