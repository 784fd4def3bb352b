"""Calendars before the library of Thunderbird, which has an engine of its own for rules and timezones.

    python -m pytest tests/browser/calendars.py

Not part of the ordinary run: it needs Node.js, and `npm ci` in this folder; `make browse` sees to that.
"""

import json
import random
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from tests.site import dates
from wgbot.registry.meetings import timezones
from wgbot.registry.meetings.occurrences import series

HERE = Path(__file__).parent


def read(folder, told):
    path = folder / "meetings.ics"
    path.write_bytes(dates.file_of(*told))
    span = (dates.FIRST.isoformat(), dates.LAST.isoformat())
    done = subprocess.run(
        ["node", HERE / "read_calendar.mjs", path, *span],
        check=True,
        capture_output=True,
        text=True,
    )
    return [
        dates.within(list(map(datetime.fromisoformat, listed)))
        for listed in json.loads(done.stdout).values()
    ]


@pytest.mark.parametrize("name", [each for each in dates.CASES if each != "at a doubtful hour"])
def test_three_years_are_the_same_to_it(name, tmp_path):
    told = dates.CASES[name]
    assert read(tmp_path, [told]) == [dates.within(dates.dates(told))]


@pytest.mark.parametrize("seed", range(4))
def test_any_meetings_are_on_the_same_dates_to_it(seed, tmp_path):
    chosen = random.Random(seed)
    some = (dates.any_meeting(chosen) for _ in range(150))
    told = [each for each in some if series(each)]
    assert read(tmp_path, told) == [dates.within(dates.dates(each)) for each in told]


def test_each_timezone_is_told_whole(tmp_path):
    told = [
        dates.meeting("Sunday", "12:00", name, starts=dates.FIRST.replace(day=7))
        for name in sorted(timezones.known())
    ]
    assert read(tmp_path, told) == [dates.within(dates.dates(each)) for each in told]
