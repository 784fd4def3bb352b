"""What is decided where something can't be read or went wrong: nothing that could be another's mistake."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import example
from tests.example import approved, at_home, edited, ended, filed, later, moved, settled
from wgbot.proposals.changes import Notice, RemoveLabel, WriteComment
from wgbot.proposals.decide import decide
from wgbot.proposals.situation import Obstacle

FILE = "registry/sound-and-music.yml"
CARDS = "registry/punch-cards.yml"
ASLEEP = "name: Punch cards\nstatus: dormant\nfocus: programs on paper.\n"
BROKEN = {"registry/broken.yml": "name: ["}
FAILED = Obstacle("failed", "It went wrong.")


def failed(now):
    return decide(replace(now, failure=FAILED))


def test_while_nobody_can_read_what_came_of_a_merge_nothing_is_opened_again():
    now = moved(ended(approved(), "merged"), "decade", **BROKEN)
    (notice,) = decide(now)
    assert isinstance(notice, Notice)
    assert notice.failed


def test_what_went_wrong_is_said_of_an_approved_proposal():
    assert isinstance(failed(approved())[0], WriteComment)


@pytest.mark.parametrize(
    "now",
    [
        filed(),
        settled(filed()),
        edited(approved(), goals="Edited."),
        replace(approved(), issue=replace(approved().issue, state="closed")),
        moved(
            approved(), "decade", **{FILE: "name: Sound and music\nfocus: sounds.\nproposal: 12\n"}
        ),
    ],
    ids=["new", "reviewed", "edited", "closed", "registered"],
)
def test_what_went_wrong_is_nothing_to_anybody_else(now):
    assert failed(now) == []


def revived():
    """Return an approved revival whose group cannot be read by now."""
    now = approved(filed({CARDS: ASLEEP}, name="Punch cards"))
    return later(moved(now, "0" * 40, **{CARDS: f"{ASLEEP}oops: 1\n"}))


def removed(now):
    return [each for each in decide(now) if isinstance(each, RemoveLabel)]


def test_what_only_the_registry_can_have_changed_stays_approved():
    now = revived()
    for text_since in (None, now.label.at - timedelta(seconds=1)):
        (notice,) = decide(replace(now, text_since=text_since))
        assert isinstance(notice, Notice)
        assert notice.failed


def test_an_edit_ends_an_approval_though_the_registry_cannot_be_read():
    now = revived()
    assert removed(replace(now, text_since=now.now))
    # In one second there is no order.
    assert removed(replace(now, text_since=now.label.at))


@pytest.mark.parametrize("role", ["read", "triage"])
def test_whoever_may_not_approve_does_not_though_the_registry_cannot_be_read(role):
    now = revived()
    assert removed(replace(now, label=replace(now.label, role=role)))


def test_a_label_of_another_name_by_now_is_not_taken_off():
    now = edited(later(approved()), goals="Edited.")
    assert removed(now)
    assert not removed(replace(now, label=replace(now.label, name_now="accepted")))


def test_a_draft_says_the_last_reason_only_of_the_text_that_it_is_about():
    now = settled(example.labelled(settled(filed()), role="read"))
    refused = at_home(approved(), review=now.review, label=None)
    assert "can't approve proposals here" in held(refused)
    assert "can't approve proposals here" not in held(edited(refused, goals="Edited."))


def test_of_a_group_that_is_there_a_draft_says_outdated_only_where_others_changed_it():
    now = approved(filed({CARDS: ASLEEP}, name="Punch cards"))
    assert "can't approve proposals here" in held(
        replace(now, label=replace(now.label, role="read"))
    )
    assert "isn't what was approved any more" in held(
        edited(now, name="Punch cards", goals="Edited.")
    )


def held(now):
    return next(each.text for each in decide(now) if type(each).__name__ == "EditPullRequest")
