"""What a community decides about being asked: what is taken, and what comes of a slip."""

from datetime import date

import pytest

from tests import example
from tests.checkin import yearly
from wgbot.community import config
from wgbot.community.checkin import CheckinSettings


def load(text):
    return config.load(example.tree(**{config.PATH: text}))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("checkin: {months: 1}", "checkin.months"),
        ("checkin: {per_week: 0}", "checkin.per_week"),
        ("checkin: {holidays: [13-01..14-01]}", "checkin.holidays.1"),
        ("checkin: {holidays: [Christmas]}", "checkin.holidays.1"),
        ("checkin: {remind: 3}", "checkin.remind"),
    ],
)
def test_a_slip_is_told_and_the_rest_counts(text, key):
    settings, (problem,) = load(f"{text}\nregistry: lists\n")
    assert problem.values["key"] == key
    assert settings.registry == "lists"
    assert settings.checkin == CheckinSettings()


def test_while_a_setting_cannot_be_read_nobody_is_asked(monkeypatch):
    it = yearly.start(monkeypatch)
    it.run()
    it.go(500)
    it.fake.policy.default_branch_is_protected = False
    path = example.CONFIG_PATH
    wrong = yearly.FORMS[path] + "checkin: {months: many}\n"
    it.fake.push("main", {path: wrong}, by="mina")
    assert it.run().done == (f"Nobody is asked until {path} can be read.",)
    assert not it.issues


@pytest.mark.parametrize(
    ("periods", "inside", "outside"),
    [
        (("12-20..01-06",), [(12, 20), (1, 1), (1, 6)], [(12, 19), (1, 7), (7, 1)]),
        (("08-01..08-31",), [(8, 1), (8, 31)], [(7, 31), (9, 1)]),
        (("02-29..03-01", "05-01..05-01"), [(2, 29), (5, 1)], [(2, 28), (5, 2)]),
        ((), [], [(12, 25)]),
    ],
)
def test_holidays(periods, inside, outside):
    settings = CheckinSettings(holidays=periods)
    assert all(settings.is_holiday(date(2028, *day)) for day in inside)
    assert not any(settings.is_holiday(date(2028, *day)) for day in outside)
