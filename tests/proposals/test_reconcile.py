"""Decide and apply until there is nothing left to do, and look again where the world moved on."""

from dataclasses import replace

import pytest

from tests import example
from tests.example import Memory, at_home, filed, labelled, settled
from wgbot.proposals import reconcile as module
from wgbot.proposals.changes import Notice, PutFiles, with_change_applied
from wgbot.proposals.reconcile import Applied, Retry, reconcile, retry
from wgbot.text.problems import WgbotError


class Failing(Memory):
    """A forge that fails at one change, before or after it is done."""

    def __init__(self, at, error):
        super().__init__()
        self.left, self.error = at, error

    def apply(self, change, now):
        if not self.left:
            raise self.error
        self.left -= 1
        return super().apply(change, now)


def test_what_is_done_is_given_in_order_with_what_is_then():
    now = labelled(settled(filed()))
    outcome = reconcile(Memory(), now)
    for change in outcome.done:
        now = Memory().apply(change, now).situation
    assert now == outcome.situation
    assert (outcome.told, outcome.failures) == ((), ())


def test_where_nothing_is_to_be_done_nothing_is():
    now = settled(filed())
    assert reconcile(Failing(0, AssertionError), now) == module.Outcome(now, (), ())


def test_what_is_told_is_told_once_however_many_rounds_it_takes():
    branch = settled(example.situation()).home.branch
    now = labelled(settled(filed()))
    now = at_home(now, branch=replace(branch, is_bots=False))
    outcome = reconcile(Memory(), now)
    assert len(outcome.told) == 1
    assert outcome.failures
    assert not any(isinstance(change, Notice) for change in outcome.done)


def test_what_could_not_be_done_is_told_and_all_else_goes_on():
    class Locked(Memory):
        def apply(self, change, now):
            note = (
                Notice("Locked.", failed=True) if change.__class__.__name__ == "AddLabel" else None
            )
            return Applied(with_change_applied(change, now), note)

    outcome = reconcile(Locked(), filed())
    assert [type(each).__name__ for each in outcome.done] == ["WriteComment"]
    assert outcome.told == (Notice("Locked.", failed=True),)
    assert outcome.failures


def test_what_was_done_but_for_a_part_that_is_told_is_done():
    class Half(Memory):
        def apply(self, change, now):
            return Applied(with_change_applied(change, now), Notice("Not all."), is_done=True)

    outcome = reconcile(Half(), filed())
    assert [type(each).__name__ for each in outcome.done] == ["WriteComment", "AddLabel"]
    assert outcome.told == (Notice("Not all."), Notice("Not all."))


def test_what_comes_after_something_in_the_way_is_decided_anew():
    asked = []

    class Refusing(Memory):
        def apply(self, change, now):
            asked.append(type(change).__name__)
            if len(asked) == 1:
                return Applied(now, is_done=False)
            return super().apply(change, now)

    outcome = reconcile(Refusing(), filed())
    assert asked == ["WriteComment", "WriteComment", "AddLabel"]
    assert [type(each).__name__ for each in outcome.done] == asked[1:]
    assert outcome.told == ()


@pytest.mark.parametrize("at", range(4))
def test_a_failure_ends_it_and_says_at_what(at):
    error = WgbotError("No.")
    with pytest.raises(WgbotError, match=r"No\.") as raised:
        reconcile(Failing(at, error), labelled(settled(filed())))
    assert raised.value.during.startswith(
        ["put ", "open a pull request", "set the commit's status", "write the review"][at]
    )


def test_a_forge_in_which_nothing_becomes_the_case_has_an_end():
    class Deaf:
        def apply(self, change, now):
            return Applied(now)

    with pytest.raises(AssertionError, match="no end to what has to be done"):
        reconcile(Deaf(), filed())


class TestInsist:
    def run(self, *results):
        left, waited = list(results), []

        def attempt():
            result = left.pop(0)
            if isinstance(result, Exception):
                raise result
            return result

        try:
            return retry(attempt, (1, 2, 4), waited.append), waited
        except WgbotError as error:
            return error, waited

    def test_it_waits_and_looks_again(self):
        done = module.Outcome(filed(), (), ())
        assert self.run(done) == (done, [])
        assert self.run(None) == (None, [])
        assert self.run(Retry(""), Retry(""), done) == (done, [1, 2])

    def test_e05_not_for_ever(self):
        last = Retry("last")
        assert self.run(Retry(""), Retry(""), Retry(""), last) == (last, [1, 2, 4])

    def test_what_is_not_to_be_looked_at_again_is_not(self):
        error = WgbotError("No.")
        assert self.run(Retry(""), error) == (error, [1])


def test_e11_a_run_that_was_cut_off_is_completed_by_the_next():
    whole = example.approved()
    for at in range(4):
        kept = []

        class Cut(Memory):
            left = at

            def apply(self, change, now, kept=kept):
                if not self.left:
                    raise Retry("cut")
                self.left -= 1
                applied = super().apply(change, now)
                kept.append(applied.situation)
                return applied

        now = labelled(settled(filed()))
        with pytest.raises(Retry):
            reconcile(Cut(), now)
        then = reconcile(Memory(), kept[-1] if kept else now)
        assert then.situation == whole
        assert sum(isinstance(change, PutFiles) for change in then.done) == (not at)
