"""What a person said no to is asked once, whatever becomes of branch, pages and memory. D2, D8."""

import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests import example
from tests.links import weekly
from tests.links.registry import CHAT, CLI, EMBEDDED
from wgbot.github.remote import ACTIONS
from wgbot.links.findings import Link
from wgbot.links.refusals import (
    ProposedMove,
    RefusedMove,
    digest_of,
    moves_in,
    moves_line,
    recall,
)
from wgbot.proposals.markers import LINKS_BRANCH, STATE_BRANCH
from wgbot.proposals.upkeep import ListedPull
from wgbot.text.problems import WgbotError

NEW = "https://github.com/example/cli-tools"
NEWER = "https://github.com/example/cli-things"
OTHER = "https://github.com/example/embedded-rust"
FILE = "registry/command-line.yml"


@pytest.fixture
def it(monkeypatch, tmp_path):
    return weekly.start(monkeypatch, tmp_path)


def opened(it):
    return it.fake.pulls("open")


def refuse(it):
    (pull,) = opened(it)
    it.fake.close_pull("wanda", pull.number)
    return pull


def test_what_was_refused_is_not_asked_again_when_the_branch_is_deleted(it):
    it.states[CLI] = NEW
    it.check()
    refuse(it)
    it.fake.delete_branch(LINKS_BRANCH, "wanda")
    it.check()
    assert not opened(it)
    assert len(it.fake.pulls()) == 1


def test_nor_when_a_page_changes_or_another_link_moves(it):
    it.states[CLI] = NEW
    it.check()
    refuse(it)
    page = it.text(example.PAGE_PATH)
    it.fake.push("main", {example.PAGE_PATH: f"Welcome!\n\n{page}"}, "adele")
    it.states[EMBEDDED] = OTHER
    it.check()
    (pull,) = opened(it)
    files = it.fake.files(LINKS_BRANCH)
    assert CLI in files[FILE].decode()
    assert NEW not in pull.body
    assert OTHER in pull.body


def test_it_is_asked_again_when_it_leads_elsewhere(it):
    it.states[CLI] = NEW
    it.check()
    refuse(it)
    it.states[CLI] = NEWER
    it.check()
    (pull,) = opened(it)
    assert NEWER in pull.body
    refuse(it)
    it.states[CLI] = NEW
    it.check()
    assert not opened(it)


def test_a_pull_request_that_is_reopened_is_refused_no_more(it):
    it.states[CLI] = NEW
    it.check()
    pull = refuse(it)
    it.check()
    assert "1 moved and stays as it is" in it.report.body
    it.fake.reopen_pull("wanda", pull.number)
    it.check()
    assert f"`{CLI}` is now `{NEW}`" in it.report.body
    assert it.remembered["refused"] == []


def test_a_line_that_a_person_took_out_before_merging_stays_out(it):
    it.states |= {CLI: NEW, EMBEDDED: OTHER}
    it.check()
    (pull,) = opened(it)
    it.fake.push(LINKS_BRANCH, {FILE: it.text(FILE)}, "wanda")
    it.fake.merge("wanda", pull.number)
    assert CLI in it.text(FILE)
    for _ in range(2):
        it.check()
        assert not opened(it)
    (refused,) = it.remembered["refused"]
    assert (refused["address"], refused["target"]) == (CLI, NEW)


def test_a_line_that_a_person_changed_before_merging_is_left_to_them(it):
    it.states[CLI] = NEW
    it.check()
    (pull,) = opened(it)
    theirs = it.text(FILE).replace(CLI, "https://github.com/example/ours")
    it.fake.push(LINKS_BRANCH, {FILE: theirs}, "wanda")
    it.fake.merge("wanda", pull.number)
    it.check()
    assert not opened(it)
    assert "example/ours" in it.text(FILE)


def test_what_was_put_back_after_merging_stays_so(it):
    it.states[CLI] = NEW
    it.check()
    before = it.text(FILE)
    it.fake.merge("wanda", opened(it)[0].number)
    it.fake.push("main", {FILE: before}, "wanda")
    it.check()
    assert not opened(it)


def test_another_group_that_lists_the_old_address_later_is_asked(it):
    it.states[CLI] = NEW
    it.check()
    it.fake.merge("wanda", opened(it)[0].number)
    path = "registry/games.yml"
    it.fake.push("main", {path: f"name: Games\nfocus: play.\nrepositories: [{CLI}]\n"}, "adele")
    it.check()
    assert NEW in it.fake.files(LINKS_BRANCH)[path].decode()


def test_after_a_merge_the_branch_that_is_left_is_used_again(it):
    it.states[CLI] = NEW
    it.check()
    it.fake.push(LINKS_BRANCH, {"NOTE.md": "Mine."}, "wanda")
    it.fake.merge("wanda", opened(it)[0].number)
    it.states[EMBEDDED] = OTHER
    it.check()
    (pull,) = opened(it)
    assert OTHER in pull.body


def test_what_somebody_else_writes_refuses_nothing(it):
    line = moves_line([ProposedMove.of(CLI, NEW, FILE)])
    it.fake.push(LINKS_BRANCH, {"x.md": "x"}, "wanda")
    theirs = it.fake.open_pull("wanda", LINKS_BRANCH, body=f"{line}\n")
    it.fake.close_pull("wanda", theirs.number)
    it.fake.delete_branch(LINKS_BRANCH, "wanda")
    it.states[CLI] = NEW
    it.check()
    assert len(opened(it)) == 1
    assert it.remembered["refused"] == []


def test_nor_does_another_repository_of_the_same_owner(it):
    line = moves_line([ProposedMove.of(CLI, NEW, FILE)])
    fork = it.fake.fork("acme", "elsewhere")
    it.fake.push(LINKS_BRANCH, {"x.md": "x"}, "acme", repo=fork)
    theirs = it.fake.open_pull(ACTIONS, f"acme:{LINKS_BRANCH}", body=f"{line}\n", source=fork)
    it.fake.close_pull("wanda", theirs.number)
    it.states[CLI] = NEW
    it.check()
    assert len(opened(it)) == 1


class TestTwoRepositories:
    """Pages are in a second repository, so that each move takes two pull requests."""

    THERE = "acme/website"

    @pytest.fixture
    def two(self, monkeypatch, tmp_path):
        more = f"second: {{repository: {self.THERE}}}\n"
        it = weekly.start(monkeypatch, tmp_path, more=more, files={example.PAGE_PATH: None})
        page = example.FILES[example.PAGE_PATH]
        it.fake.add_repo(self.THERE, {example.PAGE_PATH: page}).roles["wanda"] = "admin"
        it.fake.open_to(it.fake.actions_token, self.THERE)
        it.states[CLI] = NEW
        it.check()
        return it

    def test_who_closes_either_refuses(self, two):
        with two.fake.at(self.THERE):
            refuse(two)
        two.fake.close_pull("wanda", opened(two)[0].number)
        two.check()
        assert not opened(two)
        with two.fake.at(self.THERE):
            assert not opened(two)

    def test_who_merges_the_page_first_refuses_nothing(self, two):
        with two.fake.at(self.THERE):
            two.fake.merge("wanda", opened(two)[0].number)
        two.check()
        assert two.remembered["refused"] == []
        assert len(opened(two)) == 1


def test_a_pull_request_that_cannot_be_opened_keeps_nothing_from_being_remembered(it):
    it.fake.policy.actions_may_open_pulls = False
    it.states[CLI] = NEW
    for _ in range(2):
        with pytest.raises(WgbotError, match="couldn't be opened"):
            it.check()
    assert len(it.mentions) == 1
    assert it.remembered["links"][CLI]["told"]


def test_without_repair_there_are_no_pull_requests(monkeypatch, tmp_path):
    it = weekly.start(monkeypatch, tmp_path, "{most: 1.0, repair: false}")
    it.states[CLI] = NEW
    it.check()
    assert not it.fake.pulls()
    assert f"`{CLI}` is now `{NEW}`" in it.report.body


@pytest.mark.parametrize("has_cache", [False, True])
def test_ten_weeks_with_the_memory_lost_in_the_fifth(monkeypatch, tmp_path, has_cache):
    """A link moves and is refused, one dies, comes back and dies again, one moves and then dies."""
    it = weekly.start(monkeypatch, tmp_path, has_cache=has_cache)
    fake = it.fake
    it.states |= {CLI: NEW, CHAT: "dead", EMBEDDED: OTHER}
    it.check()
    assert len(it.mentions) == 1
    refuse(it)
    fake.delete_branch(LINKS_BRANCH, "wanda")
    for week in range(2, 11):
        if week == 3:
            it.states[EMBEDDED] = "dead"
        if week == 5:
            fake.delete_branch(STATE_BRANCH, "adele")
            if it.cache:
                it.cache.unlink()
        # What was refused is away for a week, just when the memory is lost.
        it.states[CLI] = "unknown" if week == 5 else NEW
        if week == 7:
            it.states[CHAT] = "ok"
        if week == 8:
            it.states[CHAT] = "dead"
        it.check()
        assert not opened(it), week
        told = {1: 1, 2: 1, 3: 2, 4: 2, 5: 2, 6: 2, 7: 2}.get(week, 3)
        assert len(it.mentions) == told, week
    assert len(fake.pulls()) == 1
    assert CLI in it.text(FILE)


def test_a_link_that_was_told_as_moved_and_dies_is_told_again(it):
    it.states[CLI] = NEW
    it.check()
    assert len(it.mentions) == 1
    it.check()
    assert len(it.mentions) == 1
    for state, told in (("dead", 2), ("dead", 2), (NEW, 3), (NEW, 3), ("archived", 4)):
        it.states[CLI] = state
        it.check()
        assert len(it.mentions) == told, state


def test_what_is_found_while_the_report_is_closed_is_told_afterwards(it):
    it.states[CHAT] = "dead"
    it.check()
    it.fake.close("wanda", it.report.number)
    it.states[CLI] = "dead"
    it.check()
    assert len(it.mentions) == 1
    for _ in range(4):
        it.check()
    assert it.report.state == "open"
    assert len(it.mentions) == 2


MOVE = digest_of(CLI, NEW)
PULL = ListedPull("a/b#1", "merged", "", "", datetime(2026, 1, 5, tzinfo=UTC), has_registry=True)
KNOWN = RefusedMove(MOVE, PULL.reference, PULL.at.date(), CLI, NEW)


@pytest.mark.parametrize(
    ("pull", "links", "stays"),
    [
        (None, [], True),
        (replace(PULL, state="closed"), [], True),
        (replace(PULL, state="open"), [Link(CLI)], False),
        (PULL, [Link(CLI)], True),  # its text was edited, and tells no moves any more
        (PULL, [], False),
    ],
)
def test_what_is_known_to_be_refused_stays_so_until_it_is_taken_back(pull, links, stays):
    refused = recall([KNOWN], [pull] if pull else [], links, {})
    assert refused == ((KNOWN,) if stays else ())


@pytest.mark.parametrize(
    "target", [NEW, "https://example.org/?key=s3cret", "https://example.org/#s3cret"]
)
def test_a_refused_move_survives_the_file_without_what_may_be_secret(target):
    known = RefusedMove(digest_of(CLI, target), "a/b#1", date(2026, 1, 5), CLI, target)
    shown = known.as_json()
    assert "s3cret" not in repr(shown)
    read = RefusedMove.read(shown)
    assert (read.move, read.since, read.address) == (known.move, known.since, CLI)
    named = recall([read], [], [], {CLI: target})
    assert named == (known,)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"move": MOVE, "since": "2026-01-05"},
        {"move": MOVE, "since": "soon", "pull_request": "a/b#1"},
        {"move": MOVE, "since": "2026-01-05", "pull_request": "a/b#²"},
        {"move": "x" * 16, "since": "2026-01-05", "pull_request": "a/b#1"},
        {"move": MOVE, "since": 20260105, "pull_request": "a/b#1"},
    ],
)
def test_what_is_no_refused_move_in_the_file_is_forgotten(value):
    assert RefusedMove.read(value) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!-- wgbot:moves -->",
        "<!-- wgbot:moves 0123456789abcdef -->",
        f"<!-- wgbot:moves {'9' * 5000}.01234567 -->",
        "> <!-- wgbot:moves 0123456789abcdef.01234567 -->",
        f"<!-- wgbot:moves{' 0123456789abcdef.01234567' * 1001} -->",
    ],
)
def test_only_the_exact_line_names_moves(text):
    assert moves_in(text) == ()


def test_the_line_is_read_as_it_is_written():
    moves = tuple(ProposedMove.of(f"{CLI}{number}", NEW, FILE) for number in range(1000))
    assert moves_in(f"Text.\r\n{moves_line(moves)}\r\nMore.") == moves


def asked(it):
    """Return the moves that the open pull request asks for."""
    bodies = [pull.body for pull in opened(it)]
    return {pair for body in bodies for pair in re.findall(r"`(\S+)` is now `(\S+)`,", body)}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_people_do_nobody_is_asked_twice(it, seed):
    """Ten weeks in which links move to and fro, and people close, merge, take out and delete at will."""
    chance = random.Random(seed)
    refused, page = set(), it.text(example.PAGE_PATH)
    for week in range(1, 11):
        for address, targets in ((CLI, (NEW, NEWER)), (EMBEDDED, (OTHER,))):
            it.states[address] = chance.choice([*targets, *targets, "ok", "unknown", "dead"])
        if week == 5 and it.fake.head(STATE_BRANCH):
            it.fake.delete_branch(STATE_BRANCH, "adele")
        it.check()
        now = asked(it)
        assert not now & refused, week
        act = chance.choice(["close", "close", "take out", "delete", "edit", "nothing"])
        for pull in opened(it):
            if act == "close":
                it.fake.close_pull("wanda", pull.number)
                refused |= now
            elif act == "take out":
                old = {path: data.decode() for path, data in it.fake.files().items()}
                it.fake.push(LINKS_BRANCH, {**old, "NOTE.md": f"{week}"}, "wanda")
                it.fake.merge("wanda", pull.number)
                refused |= now
            elif act == "delete":  # which closes what is open
                it.fake.delete_branch(LINKS_BRANCH, "wanda")
                refused |= now
        if act == "edit":
            it.fake.push("main", {example.PAGE_PATH: f"Week {week}.\n\n{page}"}, "adele")
    assert refused
