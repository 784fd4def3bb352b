"""A field is one entry: wherever fields count, each of them does."""

import json
import re
import shutil
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from tests import example
from tests.site import sample
from wgbot.checks import runner
from wgbot.checks.subject import Subject
from wgbot.community.questions import USUAL_QUESTIONS, Fields
from wgbot.links import collect
from wgbot.proposals.audit import audit
from wgbot.proposals.proposal import judge
from wgbot.registry.fields import ASKED, FIELDS
from wgbot.registry.group import Channel, Group, Person
from wgbot.registry.meetings.meeting import Meeting
from wgbot.setup.importers import cleaning, kinds
from wgbot.setup.importers.found import Draft, Found
from wgbot.setup.importers.vocabulary import AS_ANSWERS
from wgbot.site.events import between, told

ROOT = Path(__file__).parents[2]
ADDRESS = "https://dates.example.org/x"
MAIL = "ada@example.org"
# By type: a value with `{}` in it, if it holds text.
VALUES = {
    "line": "see {}",
    "link": "{}",
    "links": ["{}"],
    "people": [{"github": "ada", "profile": "{}"}],
    "channels": [{"url": "{}", "name": "#x"}],
    "names": ["see {}"],
    "group": "see {}",
    "groups": ["see {}"],
    "answers": {"goals": "see {}"},
    "number": 7,
    "date": date(2026, 3, 1),
    "status": "dormant",
    "kind": "see {}",
    "meetings": [{"join": "{}", "day": "Tuesday"}],
    "ending": {"decision": "{}", "because": "merged"},
    "confirmation": {"by": "see {}", "date": date(2026, 3, 1)},
    "slugs": ["see {}"],
    "flag": True,
}
TYPED = {
    "people": "@ada",
    "channels": f"{ADDRESS} #x",
    "meetings": f"Call: Tuesday 17:00 UTC, join {ADDRESS}",
    **dict.fromkeys(("line", "kind", "group"), "Dates"),
}
READ = {
    "line": "Dates",
    "link": ADDRESS,
    "links": (ADDRESS,),
    "people": (Person(github="ada"),),
    "channels": (Channel(url=ADDRESS, name="#x"),),
    "meetings": (Meeting(name="Call", day="Tuesday", time="17:00", timezone="UTC", join=ADDRESS),),
    **dict.fromkeys(("kind", "group"), "Dates"),
}
TEXTS = [field for field in FIELDS if "{}" in json.dumps(VALUES[field.type], default=str)]
LINKS = [
    field
    for field in FIELDS
    if field.type in ("link", "links", "people", "channels", "meetings", "ending")
]
PUBLISHED = [field for field in FIELDS if field.is_published]


def by_key(fields):
    return pytest.mark.parametrize("field", fields, ids=lambda field: field.key)


def filled(value, text):
    """Return a value with *text* in its place."""
    if isinstance(value, dict):
        return {key: filled(each, text) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, text) for each in value]
    return value.replace("{}", text) if isinstance(value, str) else value


def values(field, text=ADDRESS):
    """Return what a registry file says of a group in which *field* says something."""
    return {"name": "Birds", "focus": "counting.", field.key: filled(VALUES[field.type], text)}


def written(values):
    """Return a registry file, with a key or an item a line."""
    said = json.dumps(values, default=str, indent=1)
    # JSON is YAML, but for dates, which stand in quotes there.
    return re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", said)


def proposed(monkeypatch, field, typed, **answers):
    """Judge a proposal by a form that asks for *field*, and has it in the configuration if it must."""
    files = {}
    if field.is_named:
        form = example.FORM.replace(
            "  - type: checkboxes\n",
            f"  - type: textarea\n    id: {field.asks}\n    attributes:\n"
            f"      label: Its {field.asks}\n  - type: checkboxes\n",
        )
        monkeypatch.setattr(example, "FORM", form)
        files[example.FORM_PATH] = form
        named = f"fields: {{{field.asks}: {field.asks}}}\n"
        files[example.CONFIG_PATH] = example.FILES[example.CONFIG_PATH] + named
    its = example.repository(**files)
    assert its.problems == ()
    return judge(example.issue(**{field.asks: typed}, **answers), its)


def repository_with(field, text=ADDRESS):
    return example.repository(**{"registry/birds.yml": written(values(field, text))})


def test_each_key_of_a_group_has_one_entry():
    assert [field.key for field in FIELDS] == list(Group.model_fields)
    assert {field.type for field in FIELDS} <= set(VALUES)


def test_each_question_has_a_meaning_of_its_own_that_the_configuration_can_name():
    assert len(ASKED) == len([field for field in FIELDS if field.asks])
    assert {*ASKED, "overlap", "conduct"} == set(USUAL_QUESTIONS["new"])
    assert set(Fields.model_fields) == {key for each in USUAL_QUESTIONS.values() for key in each}


@by_key(ASKED.values())
def test_an_answer_is_read_by_the_type_of_its_field(field, monkeypatch):
    group = proposed(monkeypatch, field, TYPED.get(field.type, ADDRESS)).group
    assert getattr(group, field.key) == READ[field.type]


@by_key([field for field in ASKED.values() if field.is_named])
def test_an_answer_that_the_configuration_does_not_name_stays_one_of_the_charter(
    field, monkeypatch
):
    proposal = proposed(monkeypatch, field, "as it is typed")
    as_before = judge(proposal.issue, example.repository(**{example.FORM_PATH: example.FORM})).group
    assert as_before.charter[field.asks] == "as it is typed"
    assert not getattr(as_before, field.key)
    assert field.asks not in proposal.group.charter


@by_key([field for field in ASKED.values() if field.key != "name"])
def test_an_answer_wins_when_a_group_comes_back_and_none_leaves_what_was(field, monkeypatch):
    typed = TYPED.get(field.type, ADDRESS)
    back = proposed(monkeypatch, field, typed, name="Embedded devices")
    assert back.edit.kind == "revive"
    assert getattr(back.group, field.key) == READ[field.type]
    monkeypatch.undo()
    silent = proposed(monkeypatch, field, None, name="Embedded devices")
    before = example.repository().registry.entries["embedded"].group
    assert getattr(silent.group, field.key) == getattr(before, field.key)


@by_key(ASKED.values())
def test_invisible_characters_and_too_much_are_refused(field, monkeypatch):
    for text, check in (("x\u202ey", "characters"), ("x" * 20_000, "length")):
        problems = proposed(monkeypatch, field, text).problems
        monkeypatch.undo()
        assert (check, field.asks) in [(each.check, each.field) for each in problems]


@by_key([field for field in FIELDS if field.type == "line"])
def test_a_text_of_a_registered_group_is_judged_as_well(field):
    repository = repository_with(field, "\u202e")
    group = repository.registry.entries["birds"].group
    subject = Subject("birds", group, repository.registry, registered=True)
    found = [each for each in runner.run(subject, runner.Settings()) if each.check == "characters"]
    assert [each.field for each in found] == [field.meaning]


@by_key(LINKS)
def test_a_link_that_is_none_is_refused_where_it_stands(field):
    problems = audit(repository_with(field, "javascript:alert(1)")).problems
    assert [(each.field, each.path, each.line) for each in problems if each.check == "links"] == [
        (field.meaning, "registry/birds.yml", 4 if field.type in ("link", "ending") else 5)
    ]


@by_key(TEXTS)
def test_every_link_is_collected_with_its_field(field):
    links = collect.of_registry(repository_with(field).registry)
    (found,) = (each for each in links if each.address == ADDRESS)
    assert [(place.path, place.field) for place in found.places] == [
        ("registry/birds.yml", field.key)
    ]


@by_key(LINKS)
def test_a_value_that_is_an_address_is_one_whatever_it_looks_like(field):
    links = collect.of_registry(repository_with(field, "irc://x.example.org/a b").registry)
    assert "irc://x.example.org/a b" in [each.address for each in links]


@by_key([field for field in FIELDS if field.is_told and field.key != "name"])
def test_the_history_tells_of_a_change_by_the_name_of_the_field(field):
    before, after = (Group(name="Birds", focus="counting."), Group(**values(field)))
    words = [told(each) for each in between(before, after, example.NOW)]
    assert words == [f"Changed: {field.word}"]


@by_key([field for field in PUBLISHED if field.type != "slugs"])
def test_programs_and_people_are_told_of_each_field(field):
    # Successors are shown where there can be any.
    ended = {"name": "Birds", "focus": "counting.", "status": "retired"}
    files = sample.files(birds=written({**ended, **values(field)}))
    assert field.key in json.loads(files["groups/birds.json"])
    assert field.key in json.loads(files["schema/group.json"])["properties"]
    assert files["groups/birds/index.html"].decode() != sample.page("birds", birds=written(ended))


@by_key([field for field in FIELDS if field.type not in AS_ANSWERS])
def test_a_column_is_known_by_the_field_and_by_its_question(field):
    for column in {field.key, field.meaning}:
        row = {"name": "Birds", "focus": "counting.", column: values(field)[field.key]}
        (draft,) = kinds.read("x.json", json.dumps([row], default=str).encode()).drafts
        # Which kinds there are is the configuration's.
        read = draft.category if field.type == "kind" else getattr(draft.group, field.key)
        assert read == getattr(Group(**values(field)), field.key)
        assert draft.group.charter == {}


@by_key([field for field in FIELDS if field.type in AS_ANSWERS and field.type != "answers"])
def test_what_tables_say_in_their_own_words_stays_an_answer(field):
    row = {"name": "Birds", "focus": "counting.", field.key: "as it is"}
    (draft,) = kinds.read("x.json", json.dumps([row]).encode()).drafts
    assert draft.group.charter == {field.key: "as it is"}


@by_key(TEXTS)
def test_an_email_address_in_a_field_is_left_out(field):
    row = values(field, f"https://x.example.org/?to={MAIL}" if field in LINKS else MAIL)
    assert MAIL not in str(cleaning.without(Found("json", (Draft(Group(**row)),))))


@pytest.fixture(scope="module")
def added(tmp_path_factory):
    """Return what a copy of the project says, to which nothing was added but CONTRIBUTING's entry."""
    copy = tmp_path_factory.mktemp("copy")
    ours = "__init__.py example.py site/__init__.py site/sample.py registry/__init__.py registry/one_more.py"
    for folder in ("wgbot", "templates"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (Path("tests") / name for name in ours.split()):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, copy / path)
    docs = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Add a field")[2]
    entry = textwrap.indent(re.search(r"```python\n(.*?)```", docs, re.DOTALL)[1], "    ")
    path, below = copy / "wgbot/registry/group.py", "    charter: Annotated["
    model = path.read_text(encoding="utf-8")
    assert model.count(below) == 1
    path.write_text(model.replace(below, entry + below), encoding="utf-8")
    command = [sys.executable, "-m", "tests.registry.one_more"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_one_field_more_is_read_from_the_form_and_is_no_answer_of_the_charter(added):
    assert added["problems"] == []
    assert added["value"] == ADDRESS
    assert "goals" in added["charter"]
    assert "agenda" not in added["charter"]


def test_one_field_more_is_shown_in_comment_and_pull_request_as_it_will_stand(added):
    assert f"\nagenda: {ADDRESS}\n" in added["file"]
    assert f"\n- Sound and music: [dates]({ADDRESS})\n" in added["list"]
    assert f"\nagenda: {ADDRESS}\n" in added["comment"]
    for text in (added["comment"], added["pull request"]):
        assert f"\n> - Sound and music: [dates]({ADDRESS})\n" in text


def test_one_field_more_lets_no_script_in(added):
    assert added["refused"] == [["links", "agenda"]]
    assert "**Agenda**" in added["comment that refuses"]


def test_one_field_more_is_collected_for_the_link_check(added):
    line = added["file"].split("\n").index(f"agenda: {ADDRESS}") + 1
    assert added["places of links"] == [["registry/sound-and-music.yml", line, "agenda"]]


def test_one_field_more_is_on_the_website_and_in_its_data(added):
    shown = rf'<h3 dir="auto">Agenda</h3>\s*<ul class="links">\s*<li><a href="{ADDRESS}"'
    assert re.search(shown + '.*class="health gone"', added["page"])
    assert re.search(rf"\n> - Agenda: \[.*\]\({ADDRESS}\)\n", added["summary of the website"])
    assert added["data"]["agenda"] == ADDRESS
    assert added["data"]["links"] == [{"url": ADDRESS, "state": "gone", "since": None}]
    assert added["schema"]["description"] == "Where its dates are."


def test_one_field_more_is_a_column_of_tables(added):
    assert added["imported"] == ADDRESS
