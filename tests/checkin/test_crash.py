"""A run that is interrupted at any of its requests asks nobody twice, and loses no answer."""

import contextlib
import copy

import pytest

from tests.checkin import yearly
from tests.checkin.yearly import Yearly
from tests.fakegithub import refused
from tests.fakegithub.faults import CUT_AFTER, KILLED, Killed
from wgbot.text.problems import WgbotError

FAULTS = {
    "killed after": KILLED,
    "cut after": CUT_AFTER,
    "server error": refused(502),
}


def interrupted(fake, call, fault):
    """Run once with that fault at that call; say whether there was such a call."""
    it = Yearly(copy.deepcopy(fake))
    it.fake.start_counting()
    planned = it.fake.fault(call, fault)
    with contextlib.suppress(WgbotError, Killed):
        it.run()
    it.fake.calm()
    return it, bool(planned.struck)


def asked(issue):
    return [each.actor.login for each in issue.events if each.event == "mentioned"]


@pytest.mark.parametrize("name", FAULTS)
def test_e11_a_run_that_asks(monkeypatch, name):
    before = yearly.about_to_ask(monkeypatch).fake
    for call in range(1, 100):
        it, struck = interrupted(before, call, FAULTS[name])
        if not struck:
            break
        for _ in range(2):
            it.go(1)
            it.run()
        it.go(7)
        it.run()
        (issue,) = it.issues
        assert asked(issue) == ["ada", "grace"], call
        assert it.memory.batches[0].number == issue.number
    assert call > 15


def test_e11_a_run_that_reads_an_answer(monkeypatch):
    it = yearly.about_to_ask(monkeypatch)
    it.run()
    it.go(1)
    it.fake.comment("ada", it.issues[0].number, "still here")
    before, day = it.fake, it.day
    for call in range(1, 100):
        then, struck = interrupted(before, call, CUT_AFTER)
        if not struck:
            break
        for _ in range(2):
            then.go(1)
            then.run()
        (issue,) = then.issues
        assert issue.state == "closed", call
        assert then.memory.groups["command-line"].yes == day
        assert len(then.fake.pulls()) == 1, call
    assert call > 15
