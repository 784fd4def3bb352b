"""A pull request that was held, and what is left of that once it isn't any more."""

from dataclasses import replace

import pytest

from tests.example import approved, at_home
from wgbot.proposals.changes import EditPullRequest, SetDraft, SetStatus, with_change_applied
from wgbot.proposals.pull_requests import block_merge, unblock


def held(now, reason="changed"):
    for change in block_merge(now, now.home, reason):
        now = with_change_applied(change, now)
    return now


def test_a_pull_request_is_held_by_its_text_as_a_draft_and_by_its_status():
    now = approved()
    changes = block_merge(now, now.home, "changed")
    assert [type(each) for each in changes] == [EditPullRequest, SetDraft, SetStatus]
    assert block_merge(held(now), held(now).home, "changed") == []


@pytest.mark.parametrize("state", ["closed", "merged"])
def test_what_is_not_open_is_not_held(state):
    now = approved()
    over = at_home(now, pull_request=replace(now.home.pull_request, state=state))
    assert block_merge(over, over.home, "changed") == []
    none = at_home(now, pull_request=None)
    assert block_merge(none, none.home, "changed") == unblock(none.home) == []


def test_without_a_branch_there_is_no_status_to_hold_it_by():
    now = at_home(approved(), branch=None)
    changes = block_merge(now, now.home, "changed")
    assert not any(isinstance(each, SetStatus) for each in changes)


@pytest.mark.parametrize("is_draft", [True, False])
def test_what_was_held_is_as_before_once_it_is_let_go(is_draft):
    now = approved()
    was = now.home.pull_request
    now = held(now)
    # A person can have made it ready meanwhile.
    now = at_home(now, pull_request=replace(now.home.pull_request, draft=is_draft))
    changes = unblock(now.home)
    # The notice goes last: as long as it is there, a run that was cut off goes on here.
    assert [type(each) for each in changes] == [*[SetDraft] * is_draft, EditPullRequest]
    for change in changes:
        now = with_change_applied(change, now)
    pull = now.home.pull_request
    assert (pull.title, pull.text.strip(), pull.draft) == (was.title, was.text.strip(), False)
    assert unblock(now.home) == []


def test_a_draft_that_a_person_made_is_not_let_go():
    now = approved()
    now = at_home(now, pull_request=replace(now.home.pull_request, draft=True))
    assert unblock(now.home) == []
