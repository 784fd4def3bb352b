"""What only looks as if the bot had remembered it: others write as its account, and anybody to a branch."""

import json

import pytest

from tests.checkin import yearly
from tests.fakegithub import ACTIONS_BOT
from wgbot.checkin.issue_text import recalled
from wgbot.checkin.memory import CheckinMemory
from wgbot.checkin.memory_file import load

FIRST = "<!-- wgbot:checkin 2026-01-12 command-line -->\n"
YES = {"said": "later", "by": "ada", "at": "2026-01-13T12:00:00Z"}


def body(**changed):
    said = {"day": "2026-01-12", "questions": {"command-line": {"reason": "silent"}}, **changed}
    return f"{FIRST}<!-- wgbot:questions {json.dumps(said)} -->"


def asked(**question):
    return body(questions={"command-line": {"reason": "silent", **question}})


FORGED = [
    *(body(number=each) for each in (float("inf"), float("nan"), 10**400, -5, "9" * 5000, [1])),
    *(body(day=each) for each in ("9999-12-31", "0001-01-01", "2026-13-45")),
    *(body(**{key: "9999-12-31"}) for key in ("reminded", "closed")),
    *(asked(**{key: "0001-01-01"}) for key in ("since", "before", "overdue", "over")),
    asked(answer={**YES, "at": "9999-12-31T23:59:59-14:00"}),
    asked(answer={**YES, "at": "0001-01-01T00:00:00+14:00"}),
    asked(answer={**YES, "until": "9999-12-31"}),
]


@pytest.mark.parametrize("text", FORGED)
def test_what_the_bot_cannot_have_written_is_not_believed(text):
    batch = recalled(text)
    assert batch is not None
    assert (batch.number, batch.reminded, batch.closed) == (None, None, None)
    assert {each.answer for each in batch.questions.values()} == {None}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-13-45"])
def test_nor_is_a_first_line_of_no_day(day):
    assert recalled(FIRST.replace("2026-01-12", day)) is None


@pytest.mark.parametrize("number", ["Infinity", "NaN", "-1", "1e400", "9" * 400, "true", '"1"'])
def test_nor_a_number_in_the_file(number):
    accounts = f'{{"ada": {number}}}'
    text = f'{{"version": 1, "groups": {{}}, "issues": [], "accounts": {accounts}}}'
    assert load(text.encode()) == CheckinMemory()


@pytest.mark.parametrize("text", FORGED[-3:])
def test_a_run_that_lost_its_memory_goes_on(monkeypatch, text):
    it = yearly.start(monkeypatch)
    it.fake.open_issue(ACTIONS_BOT, text, "Still active?")
    it.run()
    it.forget()
    it.go(100)
    it.run()
    it.run()
