"""Every order of what two people and two runs of the bot can do in eight steps, one by one.

A run looks, and does what it decided only later; what happens in between it does not know. However
that falls, a text that was edited between its review and its approval is in no pull request that can
be merged, and what is approved in the end has one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

import pytest

from tests import example
from tests.example import NOW, Memory
from wgbot.proposals import markers
from wgbot.proposals.changes import (
    ProposePullRequest,
    PutFiles,
    RemoveLabel,
    with_change_applied,
)
from wgbot.proposals.memory import Record
from wgbot.proposals.proposal import judge
from wgbot.proposals.reconcile import Applied, Retry, reconcile
from wgbot.proposals.situation import ApprovalLabel, Situation

TEXTS = {"A": {}, "B": {"goals": "Something else."}}
MINUTE = timedelta(minutes=1)


@cache
def text(letter):
    issue = example.issue(**TEXTS[letter])
    return issue, judge(issue, example.filed().repository)


@cache
def letter_of(digest):
    return next(each for each in TEXTS if text(each)[1].digest == digest)


@dataclass(frozen=True)
class World:
    """How it is, and what of it has happened that matters."""

    now: Situation
    approvals: tuple[str, ...] = ()
    """The texts that somebody approved who could have read them, as they were then."""
    reviewed: frozenset[str] = frozenset()
    """The texts that the bot has reviewed."""
    is_forged: bool = False

    @property
    def letter(self):
        return letter_of(self.now.proposal.digest)


class Shared(Memory):
    """A forge of a run that does not see what others do meanwhile."""

    def __init__(self, world):
        super().__init__()
        self.world = world

    def apply(self, change, situation):
        seen, now = situation, self.world.now
        if isinstance(change, PutFiles):
            head = now.home.branch.head if now.home.branch else None
            if head != change.expected:
                raise Retry("It moved.")
        if isinstance(change, ProposePullRequest) and now.home.is_open:
            raise Retry("It is there.")
        done = super().apply(change, seen)
        if isinstance(change, PutFiles | ProposePullRequest):
            now = replace(now.with_place(done.situation.home))
        elif (
            isinstance(change, RemoveLabel) or now.home.pull_request or not hasattr(change, "place")
        ):
            now = with_change_applied(change, now)
        self.world = replace(self.world, now=now)
        return Applied(done.situation, done.note)


def edit(world):
    issue, proposal = text("B" if world.letter == "A" else "A")
    now = replace(world.now, issue=issue, proposal=proposal, text_since=world.now.now)
    return replace(world, now=now)


def label(world):
    """Somebody who may approve takes the label off, if it is there, and puts it on."""
    now = world.now
    given = ApprovalLabel("grace", now.now, f"at {now.now}", "write")
    approvals = world.approvals
    is_read = world.letter in world.reviewed or world.is_forged
    if is_read and (now.text_since is None or now.text_since < now.now):
        approvals = (*approvals, world.letter)
    now = replace(now, label=given, labels=now.labels | {"approved"})
    return replace(world, now=now, approvals=approvals)


def forge(world, *, is_past=False):
    """Another program of the repository writes that the text was reviewed long ago."""
    if world.now.review is None:
        return world
    record = Record(text=world.now.proposal.digest, since=NOW - 99 * MINUTE if is_past else None)
    text = record.line() + "Thank you!\n"
    review = replace(world.now.review, text=text, written=world.now.now)
    return replace(world, now=replace(world.now, review=review), is_forged=True)


def forge_past(world):
    """It writes that this was long ago."""
    return replace(forge(world, is_past=True), is_forged=world.is_forged)


def key(now):
    """Return what tells a situation from any other here."""
    home, review = now.home, now.review
    label = now.label and now.label.at
    return (
        *(now.proposal.digest, now.text_since, label, now.labels, home.branch, home.pull_request),
        *((review.text, review.written) if review else ()),
    )


DONE = {}


def do(world, seen):
    """Do what a run decided by what it had *seen*; return the world then, and whether it is red."""
    known = key(world.now), key(seen), world.now.now, world.reviewed
    if known not in DONE:
        DONE[known] = _do(world, seen)
    after, failed = DONE[known]
    return replace(world, now=after.now, reviewed=after.reviewed), failed


def _do(world, seen):
    run = Shared(world)
    try:
        failed = reconcile(run, replace(seen, now=world.now.now)).failures != ()
    except Retry:
        failed = True
    after = run.world
    if after.now.review is not None and after.now.review != world.now.review:
        reviewed = Record.read(after.now.review.text).text
        after = replace(after, reviewed=after.reviewed | {letter_of(reviewed)})
    return after, failed


def orders(programs: tuple[tuple[str, ...], ...]) -> Iterator[tuple[tuple[int, str], ...]]:
    """Yield every order of the steps of several, each with whose it is."""
    if not any(programs):
        yield ()
    for who, steps in enumerate(programs):
        # The runs are alike, so the second does not begin first.
        if (steps and (steps, who) != (("look", "do"), len(programs) - 1)) or (
            steps and len(programs[-2]) < 2
        ):
            rest = (*programs[:who], steps[1:], *programs[who + 1 :])
            for more in orders(rest):
                yield ((who, steps[0]), *more)


def is_mergeable(now):
    return now.home.is_open and not now.home.pull_request.draft


def check(world, steps):
    if is_mergeable(world.now):
        letter = letter_of(markers.approved_text(world.now.home.pull_request.text))
        assert letter in world.approvals, steps


def tell(start, steps, tick):
    """Go through *steps*, and let two runs come after them."""
    world, seen = start, {}
    catching_up = ((8, "look"), (8, "do"), (9, "look"), (9, "do"))
    failed = False
    for who, step in (*steps, *catching_up):
        world = replace(world, now=replace(world.now, now=world.now.now + tick))
        if step == "look":
            seen[who] = world.now
        elif step == "do":
            world, failed = do(world, seen[who])
        else:
            world = {"edit": edit, "label": label, "forge": forge, "forge past": forge_past}[step](
                world
            )
        check(world, steps)
    now = world.now
    if now.label:
        assert failed or is_mergeable(now), steps
        assert failed or now.home.branch, steps
        said = markers.approved_text(now.home.pull_request.text) if is_mergeable(now) else None
        assert failed or letter_of(said) == world.letter, steps
    else:
        assert not is_mergeable(now), steps


RUNS = (("look", "do"), ("look", "do"))


PEOPLE = {
    "edited back": (("edit", "edit"), ("label",)),
    "labelled again": (("edit",), ("label", "label")),
    "forged": (("edit",), ("label",), ("forge",)),
    "forged past": (("edit",), ("label",), ("forge past",)),
    "both": (("edit", "edit"), ("label", "label")),
}


@pytest.mark.parametrize(
    ("people", "is_reviewed", "tick"),
    [
        *((each, True, MINUTE) for each in PEOPLE),
        *((each, False, MINUTE) for each in ("edited back", "forged past")),
        *((each, True, timedelta(0)) for each in ("edited back", "labelled again")),
    ],
)
def test_what_was_edited_since_is_never_proposed_and_what_is_approved_always(
    people, is_reviewed, tick
):
    world = World(replace(example.filed(), text_since=NOW))
    if is_reviewed:
        world, _ = do(world, world.now)
    count = 0
    for steps in orders((*PEOPLE[people], *RUNS)):
        tell(world, steps, tick)
        count += 1
    assert count >= 315
