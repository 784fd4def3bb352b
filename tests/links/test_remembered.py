"""What a run of the link check leaves on the branch and in the cache, and what becomes of it. D5."""

import contextlib
import copy
import json
import time

import pytest

from tests import stories
from tests.fakegithub.faults import Killed
from tests.github.test_crash import FAULTS
from tests.github.test_state_branch import forbid
from tests.links import weekly
from tests.links.registry import CHAT, CLI, EMBEDDED
from wgbot.links.state import FILE
from wgbot.proposals.markers import LINKS_BRANCH, STATE_BRANCH

NEW = "https://github.com/example/cli-tools"


@pytest.fixture
def it(monkeypatch, tmp_path):
    return weekly.start(monkeypatch, tmp_path)


def head(it):
    return it.fake.head(STATE_BRANCH)


def test_people_can_read_it(it):
    it.states |= {CLI: NEW, CHAT: "dead"}
    it.check()
    text = it.fake.files(STATE_BRANCH)[FILE].decode()
    assert text.startswith('{\n "about": [\n  "What wgbot remembers of links')
    listed = [line for line in text.split("\n") if '": {' in line and "http" in line]
    assert len(listed) == len(it.remembered["links"])
    assert listed == sorted(listed)
    assert it.remembered["links"][CLI]["target"] == NEW
    assert list(it.fake.files(STATE_BRANCH)) == [FILE]


def test_it_is_written_once_a_run_and_only_when_something_changed(it):
    it.states[CHAT] = "dead"
    it.check()
    first = head(it)
    it.check()
    it.check()
    assert head(it) == first
    it.states[CLI] = "archived"
    it.check()
    assert it.fake.repo.objects.read(head(it)).parents == (first,)


@pytest.mark.parametrize(
    "target",
    [
        "https://chat.example.org/cli?pwd=s3cret",
        "https://chat.example.org/cli#s3cret",
        "https://s3cret@chat.example.org/cli",
    ],
)
def test_what_an_address_does_not_say_is_not_kept_of_its_target(it, target):
    it.states[CHAT] = target
    it.check()
    kept = head(it)
    assert "s3cret" not in it.fake.files(STATE_BRANCH)[FILE].decode()
    it.check()
    assert head(it) == kept
    assert len(it.mentions) == 1
    it.states[CHAT] = "unknown"
    it.check()
    assert f"**Moved**: `{CHAT}`. Change it" in it.report.body


def test_what_only_the_cache_has_is_taken_over(monkeypatch, tmp_path):
    it = weekly.start(monkeypatch, tmp_path, has_cache=True)
    record = {"standing": "dead", "since": "2025-06-01T00:00:00+00:00", "failures": 3, "told": True}
    it.cache.write_text(json.dumps({"version": 1, "links": {CHAT: record}}))
    it.states[CHAT] = "dead"
    it.check()
    assert it.mentions == []
    assert it.remembered["links"][CHAT]["since"].startswith("2025-06-01")
    assert json.loads(it.cache.read_text()) == it.remembered


def test_where_rules_forbid_the_branch_that_is_said_once_and_the_cache_serves(
    monkeypatch, tmp_path
):
    it = weekly.start(monkeypatch, tmp_path, has_cache=True)
    it.states |= {CHAT: "dead", CLI: NEW}
    with monkeypatch.context() as rules:
        forbid(rules)
        said = [" ".join(it.check().done) for _ in range(4)]
        assert [each.count(STATE_BRANCH) for each in said] == [1, 0, 0, 0]
        assert len(it.mentions) == 1
        it.fake.close_pull("wanda", it.fake.pulls("open")[0].number)
        it.fake.start_counting()
        it.check()
        assert not [call for call in it.fake.writes if call.path.endswith("/git/trees")]
        assert json.loads(it.cache.read_text())["refused"]
    for _ in range(2):
        it.check()
    assert it.remembered["refused"]
    assert "forbidden" not in it.remembered


def test_what_the_cache_learned_meanwhile_is_newer_than_the_branch(monkeypatch, tmp_path):
    it = weekly.start(monkeypatch, tmp_path, has_cache=True)
    it.check()
    it.states[CHAT] = "dead"
    with monkeypatch.context() as rules:
        forbid(rules)
        it.check()
        it.check()
        assert len(it.mentions) == 1
    it.check()
    assert len(it.mentions) == 1


def test_two_runs_at_once_lose_nothing_and_tell_once(it, monkeypatch):
    """The second run begins and ends at each request between the first's look and its last write."""
    it.states[EMBEDDED] = "archived"
    it.check()
    it.states |= {CLI: NEW, CHAT: "dead"}
    before = copy.deepcopy(it.fake)
    it.fake.start_counting()
    it.check()
    wanted, calls = it.remembered, list(it.fake.calls)
    writes = [
        call.number for call in calls if "/git/" in call.path and call.path.endswith("/trees")
    ]
    for number in range(writes[-1] - 3, len(calls) + 1):
        it.fake = copy.deepcopy(before)
        monkeypatch.setattr(time, "sleep", it.fake.clock.advance)
        it.week = 1
        it.fake.start_counting()
        it.fake.before(number, it.again)
        it.check()
        assert it.remembered["links"] == wanted["links"], number
        assert len(it.mentions) == 1, number
        assert len(it.fake.pulls()) == 1


def end(it):
    """Return how things are; how many commits there were does not matter."""
    state = it.fake.end_state()
    files = [it.fake.files(branch) for branch in (STATE_BRANCH, LINKS_BRANCH)]
    return files, state["issues"], state["pulls"]


def test_whatever_fails_one_more_run_ends_where_a_clean_run_ends(it, monkeypatch):
    """A move is refused, one link dies and another one moves: every write there is."""
    it.states |= {CLI: NEW}
    it.check()
    it.fake.close_pull("wanda", it.fake.pulls("open")[0].number)
    it.states |= {CHAT: "dead", EMBEDDED: "https://github.com/example/embedded-rust"}
    before = copy.deepcopy(it.fake)
    it.fake.start_counting()
    it.check()
    wanted, calls = end(it), list(it.fake.calls)
    wrong, tried = [], 0
    for call in calls:
        for name, fault in FAULTS.items():
            if not call.writes and name != "cut before it":
                continue
            it.fake = copy.deepcopy(before)
            monkeypatch.setattr(time, "sleep", it.fake.clock.advance)
            it.week = 1
            it.fake.start_counting()
            it.fake.fault(call.number, fault)
            with contextlib.suppress(Killed, Exception):
                it.check()
            it.fake.calm()
            it.week = 1
            it.check()
            tried += 1
            if end(it) != wanted:
                wrong.append(f"{call} {name}")
    assert tried > 50, tried
    assert not wrong, "\n".join(wrong)


STYLE = """branches: {prefix: bots/groups/}
commit: {prefix: "feat: ", sign_off: Example Bot <bot@example.org>}
"""


class TestStyle:
    """The branches that are no proposal's are called and worded as the community wants, too."""

    @pytest.fixture
    def it(self, monkeypatch, tmp_path):
        it = weekly.start(monkeypatch, tmp_path, more=STYLE)
        it.states |= {CLI: NEW, CHAT: "dead"}
        return it

    def test_every_branch_and_commit_of_the_bot_is_as_configured(self, it):
        it.check()
        own = sorted(set(it.fake.repo.refs) - {"refs/heads/main"})
        assert own == ["refs/heads/bots/groups/links", "refs/heads/bots/groups/state"]
        for ref in own:
            message = it.fake.repo.objects.read(it.fake.repo.refs[ref]).message
            assert message.startswith("feat: ")
            assert "\nSigned-off-by: Example Bot <bot@example.org>\n" in message
        (pull,) = it.fake.pulls("open")
        assert pull.title == "feat: update links that moved"

    def test_a_pull_request_of_an_earlier_name_is_kept(self, it):
        it.fake.push("main", stories.config(f"links: {weekly.NOW_AND_EVER}\n"), "adele")
        it.check()
        (pull,) = it.fake.pulls("open")
        assert pull.pull.head_ref == LINKS_BRANCH
        it.fake.push("main", stories.config(f"links: {weekly.NOW_AND_EVER}\n{STYLE}"), "adele")
        it.check()
        assert it.fake.pulls("open") == [pull]
        assert it.fake.head("bots/groups/links") is None
        it.fake.close_pull("mina", pull.number)
        it.check()
        assert it.fake.pulls("open") == []
