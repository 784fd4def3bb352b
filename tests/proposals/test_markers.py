"""What is read back: only what the bot writes, whatever else anybody writes in its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.example import MemoryTree
from wgbot.proposals import markers

NUMBERS = st.integers(1, 10**10 - 1)
HOME = "https://github.com/example/groups"
# Digits that `str.isdigit` or `\d` would take, and more of them than `int` takes.
NO_NUMBERS = [
    "²",
    "١٢",
    "１２",
    "0",
    "01",
    "-1",
    "+1",
    "1_0",
    " 1",
    "1\n",
    "1" * 11,
    "9" * 5000,
    "",
]
DIGEST = "0" * 64
TREE = "0123456789" * 4
MESSAGES = st.text() | st.lists(
    st.sampled_from(["Add a group", "Proposed in #1.", "\n", "\r\n", "\r", " ", "\t", "\u2028"])
).map("".join)


@given(NUMBERS)
def test_a_branch_tells_its_issue_in_either_repository(number):
    for home in (None, HOME):
        name = markers.branch_name(number, "any", home)
        assert markers.issue_of_branch(name, home) == number
        other = markers.branch_name(number, "any", home, "groups/")
        assert markers.issue_of_branch(other, home, "groups/") == number
        assert markers.issue_of_branch(other, home) is None
    assert markers.issue_of_branch(markers.branch_name(number, "any", HOME)) is None


@pytest.mark.parametrize("digits", NO_NUMBERS)
def test_nothing_else_is_a_number(digits):
    assert markers.issue_of_branch(f"wgbot/issue-{digits}") is None
    assert markers.proposal_number(f"Proposed in #{digits}.") is None
    linked = f"<!-- wgbot:pull-request 1 with a/b#{digits} sha256:{DIGEST} -->\n"
    assert markers.linked(linked) is None


@pytest.mark.parametrize("name", ["12", "issue-12", "x/wgbot/issue-12", "wgbot/sound", "wgbot/12"])
def test_a_branch_of_another_name_is_of_no_issue(name):
    assert markers.issue_of_branch(name) is None


def test_branches_are_called_after_the_issue_or_on_ones_own_machine_after_the_group():
    assert markers.branch_name(12, "sound") == "wgbot/issue-12"
    assert markers.branch_name(12, "sound", HOME) == "wgbot/groups-issue-12"
    assert markers.branch_name(None, "sound") == "wgbot/sound"


def test_a_notice_stands_below_the_first_line_and_nowhere_else():
    line = markers.pull_request_line(DIGEST, 12)
    held = markers.with_notice(f"{line}Closes #12.", "> Not now.")
    assert held == f"{line}<!-- wgbot:held -->\n> Not now.\n\nCloses #12."
    assert markers.is_held(held)
    # The texts of others have no such line.
    assert markers.is_held(held.removeprefix(line))
    assert not markers.is_held(f"<!-- wgbot:held -->\n{line}Closes #12.")
    assert not markers.is_held(f"{line}Closes #12.\n<!-- wgbot:held -->\n")


def test_a_message_without_a_digest_is_no_proposals():
    assert markers.proposal_text(f"Add sound\n\n{markers.text_line(DIGEST)}\n") == DIGEST
    assert markers.proposal_text("Add sound\n\nProposal-text: sha256:0\n") is None


@given(st.text() | st.from_regex(r"<!-- wgbot:pull-request .*\n.*", fullmatch=True))
def test_any_text_can_be_read(text):
    markers.linked(text)
    markers.approved_text(text)
    markers.own_message(text, TREE)
    markers.issue_of_branch(text)
    assert markers.without_notice(markers.with_notice(text, "> Not now.")) == text


@given(NUMBERS, st.sampled_from(["", "example/groups"]), st.sampled_from([None, "a/b#3"]))
def test_what_is_written_is_read(number, of, linked):
    text = markers.pull_request_line(DIGEST, number, of, linked) + "Closes nothing."
    assert (markers.approved_text(text), markers.linked(text)) == (DIGEST, linked)
    message = "\n".join([markers.proposed_line(number, of), "", markers.text_line(DIGEST)])
    assert markers.proposal_number(message) == number
    assert markers.proposal_text(message) == DIGEST


@given(MESSAGES, MESSAGES)
def test_what_a_person_changed_of_a_commit_is_not_the_bots(message, other):
    signed = markers.signed(message, TREE)
    own = markers.own_message(signed, TREE)
    assert own == re.sub("\r+\n", "\n", message).rstrip() + "\n"
    if "\r\n" not in signed:
        assert markers.own_message(signed.replace("\n", "\r\n").rstrip(), TREE) == own
    # Another tree, another message, a line more.
    assert markers.own_message(signed, TREE[::-1]) is None
    assert markers.own_message(f"{signed}\nSigned-off-by: A Person <a@example.org>", TREE) is None
    if other.strip():
        assert markers.own_message(f"{other}{signed}", TREE) is None
    assert markers.own_message(message, TREE) is None


def test_a_commit_message_tells_what_is_done_to_which_content():
    tree, other = MemoryTree({"a": b"1"}), MemoryTree({"a": b"2"})
    said = markers.with_edit("Add a group\n", {"a": b"3", "b": b"4"}, tree)
    assert said.startswith("Add a group\nWgbot-Edit: sha256:")
    assert markers.with_edit(said, {"b": b"4", "a": b"3"}, tree) == said
    assert markers.with_edit(said, {"a": b"3", "b": b"4"}, other) != said
    assert markers.with_edit(said, {"a": b"3", "b": b"5"}, tree) != said
    assert markers.with_edit(said, {"a": b"3"}, tree) != said


@pytest.mark.parametrize("prefix", ["wgbot/", "bots/groups/"])
def test_no_proposal_has_a_branch_that_is_for_something_else(prefix):
    slugs = ("state", "state-group", "states", "links", "links-group")
    names = {markers.branch_name(None, slug, prefix=prefix) for slug in slugs}
    assert not names & {markers.state_branch(prefix), markers.links_branch(prefix)}
    assert len(names) == len(slugs)
