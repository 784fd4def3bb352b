"""Addresses of forms that are filled in: whoever changes nothing there changes nothing."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import example
from tests.registry.test_folder import GROUPS
from wgbot.form import rendered
from wgbot.form.reading import read as read_form
from wgbot.proposals import ending_messages, form_addresses, form_links
from wgbot.proposals.memory import Record
from wgbot.proposals.proposal import Issue, judge
from wgbot.registry import folder

ROOT = Path(__file__).parents[2]
CHANGE = ".github/ISSUE_TEMPLATE/change-working-group.yml"
END = ".github/ISSUE_TEMPLATE/end-working-group.yml"
CONFIG = f"""\
{example.FILES[example.CONFIG_PATH]}\
forms:
  - path: {example.FORM_PATH}
  - {{path: {CHANGE}, does: change}}
  - {{path: {END}, does: end}}
"""
FORMS = {path: (ROOT / path).read_text(encoding="utf-8") for path in (CHANGE, END)}
COMMIT = "c0ffee" * 6 + "c0ff"
CLI = "registry/command-line.yml"
FULL = example.FILES[CLI].replace("  - github: ada\n", "  - {github: ada, role: chair}\n") + (
    "parent: embedded\n"
    "meetings:\n"
    "  - {name: Weekly call, day: Tuesday, time: '17:00', timezone: Europe/Berlin, every: 2 weeks,"
    " starts: 2026-01-06, minutes: 60, join: 'https://meet.example.org/call'}\n"
)


def community(**more):
    return example.repository(**{**FORMS, example.CONFIG_PATH: CONFIG, **more})


def link(its, slug="command-line", does="change", commit=COMMIT):
    return form_links.address(its, slug, example.HOME, does, commit)


def query(address):
    return dict(parse_qsl(urlsplit(address).query, strict_parsing=True))


def filed(its, address):
    """Judge what somebody files who changes nothing in the form at that address."""
    said = query(address)
    name = said.pop("template")
    form = next(each for each in its.forms if each.path.endswith(name))
    assert said.keys() <= {field.key for field in form.form.fields}
    then = {slug: entry.group for slug, entry in its.registry.entries.items()}
    return judge(Issue(rendered.body(form.form, said)), its, then=then)


def says_it_already(proposal):
    (problem,) = proposal.problems
    return "says all of this" in problem.message()


def test_everything_is_written_as_people_write_it():
    said = query(link(community(**{CLI: FULL})))
    assert said == {
        "template": "change-working-group.yml",
        "group": "Command line",
        "name": "Command line",
        "focus": "programs that people run in a terminal.",
        "leads": "@ada (chair), @grace",
        "channel": "https://chat.example.org/cli #cli",
        "repository": "https://github.com/example/cli",
        "meetings": "Weekly call: Tuesday 17:00 Europe/Berlin, every 2 weeks from 2026-01-06, "
        "60 minutes, join https://meet.example.org/call",
        "parent": "Embedded devices",
        "goals": "Programs that are a joy to use.",
        "base": COMMIT,
    }


@pytest.mark.parametrize("commit", [COMMIT, None])
def test_who_changes_nothing_there_changes_nothing(commit):
    its = community(**{CLI: FULL})
    assert says_it_already(filed(its, link(its, commit=commit)))


@settings(max_examples=60, deadline=None)
@given(GROUPS)
def test_whatever_the_registry_says_who_changes_nothing_there_changes_nothing(group):
    text = folder.render(group.model_copy(update={"status": "active"}))
    its = community(**{"registry/x.yml": text})
    if "x" in its.registry.entries:
        address = link(its, "x")
        assert len(address) <= form_addresses.MOST_BYTES
        assert filed(its, address).edit.after == filed(its, address).edit.before


def test_somebody_without_an_account_is_not_lost():
    text = FULL.replace("  - github: grace\n", "  - name: Grace Example\n")
    its = community(**{CLI: text})
    assert "Grace Example" in query(link(its))["leads"]
    assert says_it_already(filed(its, link(its)))


def test_several_lines_do_not_become_one():
    form = FORMS[CHANGE].replace("type: textarea\n    id: goals", "type: input\n    id: goals")
    assert form != FORMS[CHANGE]
    text = FULL.replace("goals: Programs", "goals: |\n    Programs\n\n    Programs")
    said = query(link(community(**{CLI: text, CHANGE: form})))
    assert "goals" not in said
    assert "focus" in said


def test_of_long_answers_the_longest_are_left_out_first():
    goals, focus = "a long way to go, " * 300, "ü" * 500
    text = FULL.replace("Programs that are a joy to use.", goals)
    text = text.replace("programs that people run in a terminal.", focus)
    its = community(**{CLI: text})
    said = query(link(its))
    assert len(link(its)) <= form_addresses.MOST_BYTES
    assert "goals" not in said
    assert said["focus"] == focus
    assert says_it_already(filed(its, link(its)))


def test_dropdowns_and_what_is_private_are_not_filled_in():
    config = f"{CONFIG}answers: {{goals: private}}\n"
    said = query(link(community(**{example.CONFIG_PATH: config})))
    assert not {"goals", "status", "why"} & said.keys()


def test_a_group_is_named_so_that_no_other_is_meant():
    more = {"registry/other.yml": "name: Other\nfocus: else.\naliases: [Command line]\n"}
    assert query(link(community(**more)))["group"] == "command-line"


def test_an_ending_is_of_that_group_and_says_nothing_more():
    assert query(link(community(), does="end")) == {
        "template": "end-working-group.yml",
        "group": "Command line",
    }


def test_what_has_ended_or_has_no_form_has_no_address():
    assert link(community(), "punch-cards") is None
    assert link(example.repository()) is None


@given(st.text("`~\n ab", min_size=1).filter(str.strip))
def test_what_is_in_a_fence_stays_in_it(text):
    form = next(each for each in community().forms if each.does == "new").form
    body = rendered.body(form, {"name": "A", "script": text})
    assert read_form(form, body).answers["script"].strip("\n") == text.strip("\n")


@pytest.mark.parametrize("language", ["en", "de"])
def test_leads_of_a_new_group_are_told_of_the_form_by_an_address_that_lasts(language):
    files = {**FORMS, example.CONFIG_PATH: f"{CONFIG}language: {language}\n"}
    now = example.filed(files)
    merged = {"registry/sound-and-music.yml": folder.render(now.proposal.group)}
    its = replace(example.repository(**{**files, **merged}), commit="facade")
    then = replace(now, repository=its)
    entry = its.registry.entries["sound-and-music"]
    text = ending_messages.registered(then, Record(), entry)
    (address,) = re.findall(r"\((https://[^()\s]*issues/new[^()\s]*)\)", text)
    assert query(address) == {
        "template": "change-working-group.yml",
        "group": "Sound and music",
    }
    assert address.startswith(example.HOME)
    assert entry.path not in text.partition("\n")[2]
