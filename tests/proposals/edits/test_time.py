"""No answer takes long to judge: each question of the forms that change a group, at GitHub's longest text."""

import time

import pytest

from tests import editing
from tests.editing import change, end, issue
from wgbot.proposals.proposal import judge

LONGEST = 65_000
SECONDS = 2
HARD = ("\u202e[a]: b\n!", "```js\n\u202e", "@a, b-c ", "[^1]: ")
ASKED = (
    *((change, key) for key in ("group", "name", "leads", "channel", "repository", "meetings", "goals")),
    *((end, key) for key in ("group", "successors")),
)  # fmt: skip
HERE = editing.filed(change(), **editing.files()).repository


@pytest.mark.parametrize(("form", "key"), ASKED)
def test_s02_the_longest_answer_is_judged_in_time(form, key):
    for hard in HARD:
        text = form(**{key: (hard * LONGEST)[:LONGEST]})
        began = time.thread_time()
        judge(issue(text), HERE)
        taken = time.thread_time() - began
        assert taken < SECONDS, f"{taken:.1f} s for {hard!r}"


def test_s02_more_lines_about_meetings_than_anybody_writes_change_nothing():
    (problem,) = [
        each
        for each in judge(issue(change(meetings="remove Weekly call\n" * 501)), HERE).problems
        if each.field == "meetings"
    ]
    assert "the whole list or what changes" in problem.message()
