"""What is read back: only what the bot writes, whatever else anybody writes in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(NUMBERS)
def test_a_branch_tells_its_issue_in_either_repository(number):
    for home in (None, HOME):
        name = markers.branch_name(number, "any", home)
        assert markers.issue_of_branch(name, home) == number
    assert markers.issue_of_branch(markers.branch_name(number, "any", HOME)) is None


@pytest.mark.parametrize("digits", NO_NUMBERS)
def test_nothing_else_is_a_number(digits):
    assert markers.issue_of_branch(f"wgbot/issue-{digits}") is None
    assert markers.proposed_in(f"<!-- wgbot:pull-request {digits} -->\n") is None
    assert markers.proposal_number(f"Proposed in #{digits}.") is None
    linked = f"<!-- wgbot:pull-request 1 with a/b#{digits} sha256:{DIGEST} -->\n"
    assert markers.linked(linked) is None


@given(st.text() | st.from_regex(r"<!-- wgbot:pull-request .*\n.*", fullmatch=True))
def test_any_text_can_be_read(text):
    markers.proposed_in(text)
    markers.linked(text)
    markers.approved_text(text)
    markers.is_commit_of(text, 1)
    markers.issue_of_branch(text)
    assert markers.without_notice(markers.with_notice(text, "> Not now.")) == text


@given(NUMBERS, st.sampled_from(["", "example/groups"]), st.sampled_from([None, "a/b#3"]))
def test_what_is_written_is_read(number, of, linked):
    text = markers.pull_request_line(DIGEST, number, of, linked) + "Closes nothing."
    assert markers.proposed_in(text) == (None if of else number)
    assert (markers.approved_text(text), markers.linked(text)) == (DIGEST, linked)
    message = "\n".join([markers.proposed_line(number, of), "", markers.text_line(DIGEST)])
    assert markers.is_commit_of(message, number, of)
    assert not markers.is_commit_of(message, number + 1, of)
    assert markers.proposal_number(message) == number


def test_no_proposal_has_the_branch_of_what_is_remembered():
    names = {markers.branch_name(None, slug) for slug in ("state", "state-group", "states")}
    assert markers.STATE_BRANCH not in names
    assert len(names) == 3
