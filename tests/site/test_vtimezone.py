"""A timezone in a calendar file says what the clocks there do: read by another library, at any hour."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st

from wgbot.registry.meetings import timezones
from wgbot.site.vtimezone import vtimezone

ODD = (
    "Europe/Berlin", "Europe/Dublin", "Europe/Istanbul", "America/New_York", "America/Mexico_City", "America/Sao_Paulo",
    "America/Santiago", "America/Nuuk", "Asia/Kolkata", "Asia/Jerusalem", "Asia/Gaza", "Africa/Casablanca",
    "Africa/Cairo", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
)  # fmt: skip
"""Of both hemispheres; with half hours, with rules of their own, with none, and with ones that ended."""


@cache
def read(name, year):
    return tzical(io.StringIO(vtimezone(name, year).decode())).get(name)


def hold(name, year, moment):
    """Hold that the clock's time there, where it is once only, is that moment to a reader of the file."""
    wall = moment.astimezone(timezones.zone(name))
    if wall.utcoffset() == wall.replace(fold=1 - wall.fold).utcoffset():
        there = wall.replace(tzinfo=read(name, year))
        assert there - there.utcoffset() == moment.replace(tzinfo=there.tzinfo)


@pytest.mark.parametrize("name", ODD)
def test_every_hour_around_each_change_of_the_clock_is_told(name):
    zone = timezones.zone(name)
    at, end = datetime(2018, 1, 2, tzinfo=UTC), datetime(2034, 1, 1, tzinfo=UTC)
    while at < end:
        then = at + timedelta(days=1)
        if at.astimezone(zone).utcoffset() != then.astimezone(zone).utcoffset():
            for halves in range(50):
                hold(name, 2018, at + timedelta(minutes=30 * halves))
        at = then


@given(
    st.sampled_from([*ODD, *sorted(timezones.known())]),
    st.sampled_from([1990, 2018, 2026]),
    st.integers(0, 33 * 365 * 24 * 4),
)
def test_any_moment_in_any_timezone_is_told(name, year, quarters):
    hold(name, year, datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=15 * quarters))


def test_a_change_by_a_rule_is_told_by_the_rule():
    told = vtimezone("America/New_York", 2026).decode()
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n" in told
    assert told.count("BEGIN:") == 4
    assert "DTSTART:20250309T020000" in told
