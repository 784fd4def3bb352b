"""The crash table: whatever fails, at whichever call, one more run ends where a clean run ends.

For every HTTP call of the whole path it is tried that the call is refused and that the connection
is cut before it; for every call that writes also that it is done and answered with an error, that the
connection is cut or the process killed right after it. A process that is killed before a call is one
that was killed after the write before. E03, E04, E10, E11.
"""

import contextlib
import copy
import re
import time

import pytest

from tests import bot, editing, example, gitrepo, stories
from tests.fakegithub import (
    CUT_AFTER,
    CUT_BEFORE,
    KILLED,
    Killed,
    answered,
    refused,
)
from tests.remembered import remember_checkout

FILE = "registry/sound-and-music.yml"

FAULTS = {
    "refused": refused(500),
    "done, but answered 502": answered(502),
    "killed after it": KILLED,
    "cut after it": CUT_AFTER,
    "cut before it": CUT_BEFORE,
}


def from_opened_to_merged(fake):
    """File with mistakes, mend, approve, edit, approve anew, merge: every kind of write."""
    yield fake.open_issue("clara", example.body(focus="TBD"), "New working group: Sound")
    yield fake.edit_issue("clara", 1, example.body())
    yield fake.label("wanda", 1, "approved")
    yield fake.edit_issue("clara", 1, example.body(goals="Louder."))
    yield fake.label("wanda", 1, "approved")
    fake.merge("wanda", 2)
    yield next(each for each in reversed(fake.deliveries) if each.name == "pull_request")


def three_proposals(fake):
    """Three that are approved, and a push to the default branch that they all have to follow."""
    for number, name in enumerate(("Sound and music", "Gardens", "Robotics"), start=1):
        words = {"focus": f"what people do with {name.lower()} today.", "goals": f"Better {name}."}
        others = {"channel": None, "repository": None, "discussion": None}
        yield fake.open_issue("clara", example.body(name=name, **words, **others))
        yield fake.label("wanda", number, "approved")
    yield stories.push_page(fake)


def merged_in_vain(fake):
    """Merge without the group's file, approve anew, merge, revert: what is registered, and what not."""
    yield fake.open_issue("clara", example.body(), "New working group: Sound")
    yield fake.label("wanda", 1, "approved")
    page = fake.files("main")[example.PAGE_PATH]
    without = {FILE: None, example.PAGE_PATH: page, "NEWS.md": "Later."}
    fake.push("wgbot/issue-1", without, "wanda")
    fake.merge("wanda", 2)
    yield next(each for each in reversed(fake.deliveries) if each.name == "pull_request")
    fake.delete_branch("wgbot/issue-1", "wanda")
    fake.unlabel("wanda", 1, "approved")
    yield fake.reopen("wanda", 1)
    yield fake.label("wanda", 1, "approved")
    fake.merge("wanda", 3)
    yield fake.push("main", {FILE: None, example.PAGE_PATH: page}, "mina", "Revert it")
    yield fake.reopen("wanda", 1)


def a_group_that_ends_and_comes_back(fake):
    """Merge a group with its child into another, while others change it; undo that; let it pause."""
    merged = editing.end("Command line", "merged into another group", successors="Birds")
    yield fake.open_issue("clara", merged, "An end")
    yield fake.label("wanda", 1, "approved")
    text = fake.files()[editing.CLI].decode().replace("- github: grace", "- github: rita")
    yield fake.push("main", {editing.CLI: text}, "adele")
    yield fake.label("wanda", 1, "approved")
    fake.merge("wanda", 2)
    yield next(each for each in reversed(fake.deliveries) if each.name == "pull_request")
    back = example.body(name="Command line", channel=None, repository=None)
    yield fake.open_issue("clara", back, "New working group: Command line")
    yield fake.label("wanda", 3, "approved")


def end(fake):
    """Return how things are, without the moments and numbers of events that the bot notes."""
    text = re.sub(r'"(?:since|key)": "[^"]*"', "", repr(fake.end_state()))
    return re.sub(r" until [0-9: -]+ UTC", "", text)


def steps(path, fake, it):
    """Play *path*; yield each step: the world before the bot's run, the event, the calls, the end."""
    for event in path(fake):
        before = copy.deepcopy(fake)
        fake.start_counting()
        it.run(event)
        yield before, event, list(fake.calls), end(fake)


LIFE = editing.files(
    **{
        "registry/birds.yml": "name: Birds\nfocus: counting.\nleads: [{github: ada}]\n",
        "registry/shells.yml": "name: Shells\nfocus: prompts.\nleads: [{github: ada}]\n"
        "parent: command-line\n",
    }
)


# Of the three proposals only the sync is broken: up to there, each goes the way of the one.
@pytest.mark.parametrize(
    ("path", "first"),
    [
        (from_opened_to_merged, 0),
        (three_proposals, -1),
        (merged_in_vain, -5),
        (a_group_that_ends_and_comes_back, -6),
    ],
    ids=["one from opened to merged", "sync of three", "merged in vain", "ended and revived"],
)
def test_e11_one_more_run_ends_where_a_clean_run_ends(path, first, monkeypatch, tmp_path, capsys):
    here = gitrepo.start(tmp_path)
    if path is a_group_that_ends_and_comes_back:
        for name, text in LIFE.items():
            gitrepo.commit(here, name, text)
    fake, it = bot.start(monkeypatch, folder=here)
    remember_checkout(monkeypatch)
    tried, wrong = 0, []
    for before, event, calls, wanted in list(steps(path, fake, it))[first:]:
        for call in calls:
            for name, fault in FAULTS.items():
                if not call.writes and fault.done:
                    continue  # what was only read is as good as not done
                broken = copy.deepcopy(before)
                monkeypatch.setattr(time, "sleep", broken.clock.advance)
                broken.start_counting()
                broken.fault(call.number, fault)
                other = bot.Bot(broken, it.folder)
                with contextlib.suppress(Killed):
                    other.run(event)
                assert any(each.fault for each in broken.calls), (event, call, name)
                other.run(event)
                tried += 1
                if end(broken) != wanted:
                    wrong.append(f"{event.name} {event.action}: {call} {name}")
    with capsys.disabled():
        print(f"\n{path.__name__}: {tried} cases")  # noqa: T201  # how much was tried is to be seen
    assert not wrong, "\n".join(wrong)
