"""What is remembered on a branch of its own: nothing is lost, whatever fails and whoever else writes."""

import contextlib
import copy
import json
import time
from functools import partial

import pytest

from tests import bot
from tests.fakegithub import graphql
from tests.fakegithub.faults import CUT_BEFORE, Killed, refused
from tests.github.test_crash import FAULTS
from wgbot.community.pull_requests import CommitSettings
from wgbot.form.recognition import BRANCHES
from wgbot.github.api import Api
from wgbot.github.refusals import RequestRejected
from wgbot.github.state_branch import MESSAGE, StateBranch, StateBranchRefused
from wgbot.proposals.markers import STATE_BRANCH
from wgbot.proposals.reconcile import Retry

REF = f"refs/heads/{STATE_BRANCH}"


@pytest.fixture
def fake(monkeypatch):
    fake, _ = bot.start(monkeypatch)
    return fake


def branch(fake):
    return branch_of(fake, fake.actions_token)


def branch_of(fake, token, prefix=BRANCHES):
    return StateBranch(Api(token, fake.repo.full_name), prefix, CommitSettings())


def adding(word, data):
    """Return a file's words with one more."""
    words = json.loads(data) if data else []
    return json.dumps(sorted({*words, word})).encode()


def add(fake, word, path="words.json"):
    with fake.serve():
        return branch(fake).change(path, partial(adding, word))


def words(fake, path="words.json"):
    return json.loads(fake.files(STATE_BRANCH)[path])


def forbid(monkeypatch):
    """Have rules that nobody makes or moves the branch."""
    check = graphql.Root._check

    def refuse(self, repo, update):
        if update["name"] == REF:
            raise graphql.refuse("UNPROCESSABLE", "Repository rule violations found")
        check(self, repo, update)

    monkeypatch.setattr(graphql.Root, "_check", refuse)


def test_the_branch_is_made_with_nothing_but_the_file(fake):
    with fake.serve():
        assert branch(fake).read("words.json") is None
    assert add(fake, "a")
    assert fake.files(STATE_BRANCH) == {"words.json": b'["a"]'}
    commit = fake.repo.objects.read(fake.head(STATE_BRANCH))
    assert (commit.parents, commit.message.strip()) == ((), MESSAGE.strip())
    with fake.serve():
        assert branch(fake).read("words.json") == b'["a"]'


def test_nothing_is_written_where_nothing_changes(fake):
    add(fake, "a")
    fake.start_counting()
    assert not add(fake, "a")
    assert not fake.writes


def test_each_matter_has_a_file_of_its_own(fake):
    add(fake, "a")
    add(fake, "b", "others.json")
    assert words(fake) == ["a"]
    assert words(fake, "others.json") == ["b"]


def test_each_commit_builds_on_the_one_before(fake):
    add(fake, "a")
    before = fake.head(STATE_BRANCH)
    add(fake, "b")
    assert fake.repo.objects.read(fake.head(STATE_BRANCH)).parents == (before,)


def test_of_two_runs_at_once_neither_loses_what_the_other_wrote(fake):
    add(fake, "a")
    fake.start_counting()
    add(fake, "b")
    calls = len(fake.calls)
    for number in range(1, calls + 1):
        fake.start_counting()
        fake.before(number, lambda: add(fake, f"other {number}"))  # noqa: B023  # done in this round
        add(fake, f"mine {number}")
        fake.calm()
        assert {f"mine {number}", f"other {number}"} <= set(words(fake)), number
    assert {"a", "b"} <= set(words(fake))


def test_two_runs_that_both_make_the_branch(fake):
    fake.before(("POST", "/graphql"), lambda: add(fake, "other"))
    add(fake, "mine")
    assert words(fake) == ["mine", "other"]


@pytest.mark.parametrize("is_first", [True, False])
def test_whatever_fails_one_more_run_ends_where_a_clean_run_ends(fake, monkeypatch, is_first):
    if not is_first:
        add(fake, "a")
    before = copy.deepcopy(fake)
    fake.start_counting()
    add(fake, "b")
    for call in fake.calls:
        for name, fault in FAULTS.items():
            if fault.done and not call.writes:
                continue
            broken = copy.deepcopy(before)
            monkeypatch.setattr(time, "sleep", broken.clock.advance)
            broken.start_counting()
            broken.fault(call.number, fault)
            with contextlib.suppress(Killed):
                add(broken, "b")
            assert any(each.fault for each in broken.calls)
            add(broken, "b")
            assert broken.files(STATE_BRANCH) == fake.files(STATE_BRANCH), (call, name)


def test_a_rule_against_it_is_told_from_another_run(fake, monkeypatch):
    forbid(monkeypatch)
    with pytest.raises(StateBranchRefused, match="rule violations"):
        add(fake, "a")
    assert fake.head(STATE_BRANCH) is None


def test_a_token_that_may_not_write_is_refused_for_good(fake):
    with fake.serve(), pytest.raises(StateBranchRefused, match="not accessible"):
        branch_of(fake, fake.read_token).change("words.json", partial(adding, "a"))


def test_a_token_that_is_not_taken_is_no_rule(fake):
    token = fake.actions_token
    fake.expire(token)
    with fake.serve(), pytest.raises(RequestRejected):
        branch_of(fake, token).change("words.json", partial(adding, "a"))


def test_what_fails_for_long_is_to_be_run_again(fake):
    fake.fault(("POST", "/git/trees"), refused(500), times=99)
    with pytest.raises(Retry):
        add(fake, "a")
    fake.calm()
    fake.fault(("POST", "/graphql"), CUT_BEFORE, times=99)
    with pytest.raises(Retry):
        add(fake, "a")


def test_a_prefix_of_ones_own_goes_on_with_what_was_remembered_before(fake):
    add(fake, "a")
    own = branch_of(fake, fake.actions_token, "bots/")
    with fake.serve():
        assert own.read("words.json") == b'["a"]'
        assert own.change("words.json", partial(adding, "b"))
        assert own.read("words.json") == b'["a", "b"]'
    assert json.loads(fake.files("bots/state")["words.json"]) == ["a", "b"]
    assert words(fake) == ["a"]
