"""Two simulated years: whatever people, programs and GitHub do, what must never happen doesn't."""

from datetime import timedelta

import pytest

from tests.checkin.years import Years
from wgbot.checkin.issue_text import recalled

LONGEST = timedelta(days=548)
"""Eighteen months: by then, maintainers see of every group that it is dead."""


def live(years, days=730):
    for _ in range(days):
        years.live()
    return years


def on_time(years, life, shown):
    """Say whether maintainers were shown in time that a group is dead."""
    since = years.start + timedelta(days=min(life.dies, 10_000))
    away = sum((back - first).days for first, back in life.away)
    limit = since + LONGEST + timedelta(days=years.judge.days_closed + away)
    return shown <= limit if shown else limit > years.it.day


@pytest.mark.parametrize(
    ("count", "daily", "closes"), [(60, True, 230), (200, False, 300)], ids=["60", "200"]
)
def test_two_years_of_a_registry(monkeypatch, count, daily, closes):
    years = live(Years(monkeypatch, count, daily=daily, closes=closes))
    asked = [life for seen in years.judge.seen.values() for life in seen.lives]
    assert len({life.number for life in asked}) > count // 3
    said = {answer.said for life in years.lives for answer in life.answers}
    assert said == {"here", "lead", "pause", "ended", "later"}
    dead = [each for each in years.lives if each.dies < 10_000 and each.forgets]
    dead = [each for each in dead if not each.is_quiet and each.kind != "archived"]
    assert not [life for life in dead if not on_time(years, life, life.desk)]
    assert len([life for life in dead if life.desk]) > 3
    assert years.fake.pulls()
    assert years.closed_by_program
    for number in years.closed_by_program:
        issue = years.fake.repo.issues.get(number)
        questions = recalled(issue.body).questions.values() if issue else ()
        waits = [each for each in questions if not each.answer]
        assert not waits or issue.state == "open" or issue.closed_by.type == "User"


def test_when_all_groups_fall_silent_at_once_maintainers_see_each_of_them(monkeypatch):
    """A week has room for three: the last one would wait for its question until the nineteenth month."""
    years = live(Years(monkeypatch, 60, daily=False, all_at_once=True), 620)
    for life in years.lives:
        shown = min(filter(None, (life.desk, life.shown_waiting)), default=None)
        # Whoever is away for a while is not asked meanwhile; who is away until 9999 is.
        if not life.is_quiet:
            assert on_time(years, life, shown), life
            assert shown, life
