"""What tells a proposal's group on the default branch from any other, and what is said of one not there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import example
from tests.example import approved, at_home, ended, filed, moved, unlabelled
from wgbot.proposals.changes import WriteComment
from wgbot.proposals.decide import decide
from wgbot.proposals.ending import finish
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.registration import absence, is_unknown, registered
from wgbot.proposals.situation import Removal

FILE = "registry/sound-and-music.yml"
OTHER = "registry/hearing.yml"
CARDS = "registry/punch-cards.yml"


def merged(files=(), **about):
    """Return a merged proposal, #12, whose pull request had these files in it."""
    now = ended(approved(), "merged")
    pull = replace(now.home.pull_request, files=frozenset(files), **about)
    return at_home(now, pull_request=pull)


def group(name, number=None):
    said = f"proposal: {number}\n" if number else ""
    return f"name: {name}\nfocus: all that can be heard.\n{said}"


def slug(now):
    entry = registered(now)
    return entry and entry.slug


@pytest.mark.parametrize(
    ("files", "there", "found"),
    [
        # Number and name.
        ([], {FILE: group("Sound and music", 12)}, "sound-and-music"),
        ([], {FILE: group("Renamed since", 12)}, "sound-and-music"),
        ([], {OTHER: group("Sound and music", 12)}, "hearing"),
        # Number and file.
        ([OTHER], {OTHER: group("Hearing", 12)}, "hearing"),
        # File and name.
        ([FILE], {FILE: group("Sound and music")}, "sound-and-music"),
        ([FILE], {FILE: group("Sound and music", 3)}, "sound-and-music"),
        # One of them alone can be another's.
        ([], {OTHER: group("Hearing", 12)}, None),
        ([], {FILE: group("Sound and music", 3)}, None),
        ([OTHER], {OTHER: group("Hearing", 3)}, None),
        ([FILE], {}, None),
        # Where numbers began anew there can be two.
        ([], {OTHER: group("Hearing", 12), FILE: group("Sound and music", 12)}, "sound-and-music"),
        ([FILE], {OTHER: group("Hearing", 12), FILE: group("Sound", 12)}, "sound-and-music"),
    ],
)
def test_two_of_number_name_and_file_tell_which_group_it_is(files, there, found):
    assert slug(moved(merged(files), "decade", **there)) == found


@pytest.mark.parametrize("state", ["open", "closed", "merged"])
def test_it_is_there_whatever_became_of_the_pull_request(state):
    now = approved() if state == "open" else ended(approved(), state)
    assert slug(moved(now, "decade", **{FILE: group("Sound and music", 12)})) == "sound-and-music"
    assert slug(now) is None


def test_without_any_pull_request_it_is_a_group_of_that_name_and_no_more():
    assert slug(filed({FILE: group("Sound and music", 12)})) is None


def test_what_has_no_number_is_not_taken_for_another_without_one():
    now = merged()
    now = replace(now, issue=replace(now.issue, number=None))
    now = replace(now, proposal=replace(now.proposal, issue=now.issue))
    assert slug(replace(moved(now, "decade", **{OTHER: group("Hearing")}))) is None


def test_a_group_that_is_still_asleep_was_not_brought_back():
    path = "registry/punch-cards.yml"
    now = ended(approved(filed(name="Punch cards")), "merged")
    now = at_home(now, pull_request=replace(now.home.pull_request, files=frozenset([path])))
    assert slug(now) is None
    awake = {path: "name: Punch cards\nfocus: programs on paper.\nproposal: 12\n"}
    assert slug(moved(now, "decade", **awake)) == "punch-cards"


def again(state):
    """Return a revival from the issue that #7 was merged for once, by a second pull request."""
    asleep = {CARDS: group("Punch cards", 12) + "status: dormant\n"}
    now = approved(filed(asleep, name="Punch cards"))
    now = ended(now, state) if state != "open" else now
    text = Record(merged=7).line() + now.review.text.partition("\n")[2]
    return replace(now, review=replace(now.review, text=text))


@pytest.mark.parametrize("state", ["open", "closed"])
def test_one_that_its_own_issue_brings_back_is_there_until_that_is_merged(state):
    assert slug(again(state)) == "punch-cards"


def test_one_that_is_still_asleep_after_its_second_merge_was_not_brought_back():
    assert slug(again("merged")) is None


def test_one_that_fell_asleep_since_is_judged_again_in_its_own_issue():
    asleep = {CARDS: group("Punch cards", 12) + "status: dormant\n"}
    now = unlabelled(ended(approved(filed(asleep, name="Punch cards")), "merged"))
    text = Record(merged=now.home.pull_request.number).line()
    now = replace(now, review=replace(now.review, text=text))
    assert registered(now)
    assert [type(each) for each in decide(now)] == [WriteComment]


@pytest.mark.parametrize("is_there", [True, False])
def test_what_came_of_it_is_unknown_only_where_it_does_not_show(is_there):
    broken = {"registry/broken.yml": "name: ["}
    there = {FILE: group("Sound and music", 12)} if is_there else {}
    assert is_unknown(moved(merged(), "decade", **broken, **there)) == (not is_there)
    assert not is_unknown(moved(merged(), "decade", **there))
    assert not is_unknown(moved(approved(), "decade", **broken))


def test_what_was_refused_is_not_said_of_what_is_registered_before_its_pull_request_is_merged():
    now = moved(approved(), "decade", **{FILE: group("Sound and music", 12)})
    refused = Record(refusal=Refusal("registered", "wanda", "1"))
    (said,) = finish(now, refused, registered(now))
    assert "removed the approval label" not in said.text
    assert Record.read(said.text).refusal is None


LATER = example.NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (merged(), "without"),
        (merged(["NEWS.md"]), "without"),
        (merged([FILE]), "removed"),
        (merged([OTHER]), "removed"),
        # Another group's file was only changed along with it.
        (moved(merged([OTHER]), "decade", **{OTHER: group("Hearing", 3)}), "without"),
        (merged([FILE], removal=Removal("c0ffee", LATER)), "removed"),
        (merged([FILE], removal=Removal("c0ffee", LATER, is_revert=True)), "reverted"),
        (merged([FILE], base="develop"), "elsewhere"),
    ],
)
def test_what_is_not_there_has_its_reason(now, reason):
    assert absence(now).reason == reason


@pytest.mark.parametrize("state", ["open", "closed"])
def test_what_was_not_merged_is_not_missing(state):
    assert absence(approved() if state == "open" else ended(approved(), state)) is None


def test_what_cannot_be_read_is_not_missing():
    assert absence(moved(merged(), "decade", **{FILE: "name: ["})) is None


@pytest.mark.parametrize("days", [1, 13, 14, 15, 400])
def test_long_after_the_merge_an_end_is_another_matter(days):
    merge = merged().home.pull_request.closed
    gone = merge + timedelta(days=days)
    known = absence(merged([FILE], removal=Removal("c0ffee", gone)))
    assert known.is_settled(gone) == (days > 14)
    assert absence(merged([FILE])).is_settled(gone) == (days > 14)
    reverted = absence(merged([FILE], removal=Removal("c0ffee", gone, is_revert=True)))
    # It is from the merge to its end, however long ago that is.
    assert reverted.is_settled(gone + timedelta(days=400)) == (days > 14)
    # What never was there does not become a habit.
    assert not absence(merged()).is_settled(gone)
    assert not absence(merged(base="develop")).is_settled(gone)
