"""What the monthly pull request notes: who said last that their group is active."""

from dataclasses import replace
from datetime import date

import pytest

from wgbot.checkin import confirming
from wgbot.checkin.memory import CheckinMemory, GroupMemory
from wgbot.registry.group import Confirmation, Group

ASKED, YES = date(2026, 2, 1), date(2026, 2, 10)
SAID = GroupMemory(ASKED, asked=ASKED, yes=YES, by="ada")


def noted(record, *, is_open=True, **group):
    groups = {"net": Group(name="Net", focus="cables.", **group)}
    memory = CheckinMemory(ASKED, groups={"net": record})
    changed = confirming.wanted(memory, groups, is_open=is_open)
    return changed["net"].confirmed if changed else None


def test_a_yes_is_noted_until_a_pull_request_with_it_was_closed():
    assert noted(SAID) == Confirmation(date=YES, by="ada")
    assert noted(SAID, confirmed=Confirmation(date=YES, by="ada")) is None
    told = replace(SAID, proposed=YES)
    assert noted(told)
    assert noted(told, is_open=False) is None


@pytest.mark.parametrize("status", ["dormant", "retired"])
def test_of_a_group_that_ended_nothing_is_noted(status):
    assert noted(SAID, status=status) is None


def test_a_yes_from_before_a_group_was_asked_again_is_over():
    """Whatever it answers then, or if it doesn't."""
    again = replace(SAID, asked=date(2027, 3, 1))
    memory = CheckinMemory(ASKED, groups={"net": replace(again, proposed=YES)})
    groups = {"net": Group(name="Net", focus="cables.")}
    assert confirming.wanted(memory, groups, is_open=True) == {}
    assert confirming.taken_back(memory, groups) == ["net"]
    later = replace(again, yes=date(2027, 3, 1))
    assert noted(later) == Confirmation(date=date(2027, 3, 1), by="ada")
