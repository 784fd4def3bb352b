"""Two simulated years: whatever people, programs and GitHub do, what must never happen doesn't."""

from datetime import timedelta

import pytest

from tests.checkin.years import Years
from wgbot.checkin.issue_text import recalled

DEAD = ("dead", "gone", "none")


@pytest.mark.parametrize(
    ("count", "pauses"), [(60, (7, 7, 7, 7, 6, 8, 3, 14)), (200, (7, 10, 14, 14))]
)
def test_two_years_of_a_registry(monkeypatch, count, pauses):
    years = Years(monkeypatch, count, pauses)
    for _ in range(730):
        years.live()
    asked = [life for life in years.lives.values() if life.asked]
    assert len(asked) > count // 3
    assert any(life.yes for life in asked)
    for life in years.lives.values():
        number = int(life.slug.rpartition("-")[2])
        if life.kind == "dead" and number % 11 != 5:
            limit = years.start + timedelta(days=548 + years.days_closed)
            assert life.desk or limit > years.it.day, life
            assert not life.desk or life.desk <= limit, life
    assert len([life for life in years.lives.values() if life.kind == "dead" and life.desk]) > 3
    assert years.fake.pulls()
    assert years.closed_by_program
    for number in years.closed_by_program:
        issue = years.fake.repo.issues.get(number)
        questions = recalled(issue.body).questions.values() if issue else ()
        waits = [each for each in questions if not each.answer]
        assert not waits or issue.state == "open" or issue.closed_by.type == "User"
