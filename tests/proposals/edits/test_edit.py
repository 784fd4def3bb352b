"""Edits of the registry: which one a proposal is, what an approval covers, and a new one by one file."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests import example
from tests.example import (
    approved,
    edited,
    filed,
    labelled,
    later,
    moved,
    outcome,
    settled,
    situation,
)
from wgbot.checks.lookups import Neighbour
from wgbot.proposals.approval import judge_approval
from wgbot.proposals.edits.edit import edit_modules
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.proposal import judge, read

ROOT = Path(__file__).parents[3]
CARDS = "registry/punch-cards.yml"
ASLEEP = "name: Punch cards\nstatus: retired\nfocus: programs on paper.\n"
ON = date(2026, 3, 1)


@pytest.mark.parametrize("name", edit_modules())
def test_each_says_what_it_is_called(name):
    module = edit_modules()[name]
    assert module.__doc__.strip()
    assert "{name}" in module.TITLE
    assert "{name}" in module.OPENING
    assert module.COMMIT.format(slug="x").endswith(" x")


def test_a_proposal_is_the_founding_of_a_group_if_it_is_nothing_else():
    edit = filed().proposal.edit
    assert (edit.kind, edit.before, edit.slug) == ("new", {}, "sound-and-music")
    assert edit.approved(ON)[edit.slug].since == ON


def test_with_the_name_of_a_group_that_is_asleep_it_brings_that_back():
    edit = filed({CARDS: ASLEEP}, name="Punch cards").proposal.edit
    assert (edit.kind, edit.slug) == ("revive", "punch-cards")
    assert edit.before["punch-cards"].status == "retired"
    assert edit.after["punch-cards"].status == "active"


def test_where_its_children_went_when_it_ended_is_said_when_it_comes_back():
    cards = ASLEEP + "successors: [command-line]\nended: {because: merged}\n"
    child = "name: Prompts\nfocus: what programs ask.\nparent: Command line\n"
    files = {CARDS: cards, "registry/prompts.yml": child}
    (note,) = (
        each
        for each in filed(files, name="Punch cards").proposal.notes
        if "Prompts" in each.message()
    )
    assert "`Command line`" in note.message()
    assert "form for changes" in note.remedy()
    for other in (child.replace("parent: Command line\n", ""), child + "status: retired\n"):
        files = {CARDS: cards, "registry/prompts.yml": other}
        notes = filed(files, name="Punch cards").proposal.notes
        assert not any("Prompts" in each.message() for each in notes)


def test_no_founding_is_made_up_for_a_group_that_comes_back():
    edit = filed({CARDS: ASLEEP}, name="Punch cards").proposal.edit
    assert edit.approved(ON)["punch-cards"].since is None


def test_an_approval_of_a_founding_covers_its_text_alone():
    proposal = filed().proposal
    assert proposal.digest == proposal.issue.digest
    # By another form, the same text may mean something else.
    form = ".github/ISSUE_TEMPLATE/other.yml"
    assert replace(proposal, form=form).digest != proposal.digest


def test_what_an_edit_changes_is_covered_by_its_approval_and_nothing_else_is():
    def digest(text):
        return filed({CARDS: text}, name="Punch cards").proposal.digest

    assert digest(ASLEEP) != digest(ASLEEP.replace("programs on paper", "paper"))
    assert digest(ASLEEP) == digest(ASLEEP + "aliases: [Hollerith]\nparent: command-line\n")


def test_an_approval_is_of_a_group_by_the_name_that_it_had():
    renamed = ASLEEP.replace("name: Punch cards", "name: Nuclear power\naliases: [Punch cards]")
    now = approved(filed({CARDS: ASLEEP}, name="Punch cards"))
    assert settled(moved(now, "0" * 40, **{CARDS: renamed})).home.pull_request.draft


def test_while_the_group_cannot_be_read_its_approval_waits():
    now = approved(filed({CARDS: ASLEEP}, name="Punch cards"))
    unread = outcome(moved(now, "0" * 40, **{CARDS: ASLEEP + "oops: 1\n"}))
    assert unread.situation.label
    assert not unread.situation.home.pull_request.draft
    assert [each.failed for each in unread.told] == [True]
    again = settled(moved(unread.situation, "1" * 40, **{CARDS: ASLEEP}))
    assert not again.home.pull_request.draft


def test_an_edit_of_the_text_ends_it_whatever_cannot_be_read():
    now = approved(filed({CARDS: ASLEEP}, name="Punch cards"))
    unread = moved(now, "0" * 40, **{CARDS: ASLEEP + "oops: 1\n"})
    assert settled(
        edited(later(unread), name="Punch cards", goals="Worse.")
    ).home.pull_request.draft


def test_who_stays_keeps_what_no_form_asks_for():
    known = (
        "leads:\n  - {github: Clara, name: Clara, profile: 'https://forum.example.org/u/clara'}\n"
    )
    known += "channels:\n  - {url: 'https://chat.example.org/cards', name: '#cards'}\n"
    answers = {"leads": "@clara, @fanny", "channel": "https://chat.example.org/cards"}
    group = filed({CARDS: ASLEEP + known}, name="Punch cards", **answers).proposal.group
    assert [(each.github, each.name) for each in group.leads] == [
        ("Clara", "Clara"),
        ("fanny", None),
    ]
    assert group.channels[0].name == "#cards"


def test_an_approval_ends_when_the_group_is_changed_meanwhile():
    now = approved(filed({CARDS: ASLEEP}, name="Punch cards"))
    assert now.home.pull_request
    changed = moved(now, "0" * 40, **{CARDS: ASLEEP.replace("programs on paper", "paper")})
    verdict = judge_approval(changed, Record.read(changed.review.text))
    assert isinstance(verdict, Refusal)
    assert verdict.reason == "changed"
    assert settled(changed).home.pull_request.draft
    # What it does not touch can be changed by others.
    other = moved(now, "0" * 40, **{CARDS: ASLEEP + "aliases: [Hollerith]\n"})
    assert not settled(other).home.pull_request.draft


def test_checks_are_silent_about_what_an_edit_does_not_touch():
    bad = ASLEEP + "repositories: [https://github.com/example/gone-long-ago/issues]\n"
    files = {CARDS: bad}
    its = example.repository(**files)
    issue = example.issue(name="Punch cards", repository=None)
    assert judge(issue, its).problems == ()
    again = example.issue(name="Punch cards", repository="https://github.com/a/b/issues")
    assert [each.check for each in judge(again, its).problems] == ["repository"]


def test_reading_and_judging_agree_on_which_edit_it_is():
    now = situation({CARDS: ASLEEP}, name="Punch cards")
    assert read(now.issue, now.repository).edit == now.proposal.edit
    assert outcome(labelled(filed())).situation.proposal.edit.kind == "new"


def test_a_revival_is_held_against_other_groups_and_proposals_too():
    """That its name was there before does not say that it is not another's by now."""
    issue = example.issue(name="Punch cards")
    its = example.repository(**{CARDS: ASLEEP})
    other = Neighbour("", 13, judge(issue, its).group)
    notes = judge(issue, its, neighbours=(other,)).notes
    assert "similar" in [note.check for note in notes]


NAP = '''\
"""An active group that pauses: a proposal with its name that says so."""

from wgbot.proposals.edits.edit import Edit
from wgbot.registry.folder import lookalike_keys

TITLE = "Nap of {noun}: {name}"
OPENING = "This pauses the {noun} {name}:"
COMMIT = "Let nap {slug}"


def read(proposed, registry):
    alike = {slug for key in lookalike_keys(proposed.group.name) for slug in registry.by_look.get(key, ())}
    if len(alike) != 1 or not proposed.group.focus.startswith("a pause"):
        return None
    old = registry.entries[alike.pop()]
    after = old.group.model_copy(update={"status": "dormant"})
    return Edit("nap", {old.slug: old.group}, {old.slug: after})


def approved(_before, group, _on):
    return group
'''
STORY = """\
from tests import bot, example, gitrepo
from tests.stories import TITLE, pulls
from wgbot.localgit.forge import LocalGit
from wgbot.proposals.changes import PutFiles
from wgbot.proposals.reconcile import reconcile

PATH = "registry/command-line.yml"
ANSWERS = {"name": "Command line", "focus": "a pause of a year, for nobody has the time."}


def test_at_github(monkeypatch):
    fake, it = bot.start(monkeypatch)
    it.run(fake.open_issue("clara", example.body(**ANSWERS), TITLE))
    it.run(fake.label("wanda", 1, "approved"))
    (pull,) = pulls(fake, 1)
    assert pull.title == "Nap of working group: Command line"
    assert "This pauses the working group" in pull.body
    head = fake.repo.objects.read(fake.head("wgbot/issue-1"))
    assert head.message.startswith("Let nap command-line")
    text = fake.repo.objects.texts(fake.head("wgbot/issue-1"))[PATH].decode()
    assert text == example.FILES[PATH].replace("status: active", "status: dormant")


def test_on_ones_own_machine(tmp_path):
    gitrepo.start(tmp_path)
    forge = LocalGit(tmp_path)
    done = reconcile(forge, forge.observe(example.issue(**ANSWERS))).done
    (put,) = [change for change in done if isinstance(change, PutFiles)]
    assert b"status: dormant" in put.files[PATH]
    assert gitrepo.git(tmp_path, "show", f"wgbot/command-line:{PATH}").count("dormant") == 1
"""


def test_one_file_is_all_that_another_thing_to_propose_takes(tmp_path):
    """In a copy of the project that has one more, it is carried to a pull request."""
    for name in ("wgbot", "tests", "templates", "pyproject.toml"):
        ignored = shutil.ignore_patterns("node_modules", "__pycache__", "browser", "e2e", "golden")
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "wgbot/proposals/edits/nap.py").write_text(NAP)
    (tmp_path / "tests/test_nap.py").write_text(STORY)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_nap.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
