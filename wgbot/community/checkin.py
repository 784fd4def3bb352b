"""How a community asks its groups whether they are still active: the key `checkin` of the configuration."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from wgbot.files.validation import FileModel, Items

_LEAP = 2024
"""A year that has all days."""
_PERIOD = re.compile(r"(\d\d)-(\d\d)\.\.(\d\d)-(\d\d)", re.ASCII)


def _period(text: str) -> str:
    found = _PERIOD.fullmatch(text)
    try:
        months_and_days = list(map(int, found.groups())) if found else [0, 0, 0, 0]
        date(_LEAP, *months_and_days[:2])
        date(_LEAP, *months_and_days[2:])
    except ValueError as error:
        raise ValueError(
            "is not a time of the year such as `12-20..01-06`, month and day"
        ) from error
    return text


_Days = Annotated[int, Field(ge=1, le=365)]


class CheckinSettings(FileModel):
    """How groups are asked whether they are still active."""

    months: Annotated[int, Field(ge=3, le=60)] = 12
    """After how many months without a sign of life a group is asked."""
    per_week: Annotated[int, Field(ge=1, le=50)] | None = None
    """How many groups are asked in a week; without it, a fortieth of all, at least three and at most fifty."""
    remind_days: _Days = 21
    """After how many days without an answer there is one reminder."""
    overdue_days: _Days = 60
    """After how many days without an answer maintainers are shown how to end the group."""
    holidays: Items[Annotated[str, AfterValidator(_period)]] = ("12-20..01-06",)
    """Times of the year when nobody is asked or reminded, and days don't count."""
    bots: Items[str] = ()
    """Accounts that are programs, although GitHub lists them as people: what they do is no sign of life."""

    def is_holiday(self, day: date) -> bool:
        """Return whether nobody is asked on that day."""
        now = day.month, day.day
        for period in self.holidays:
            first, last = (period[:2], period[3:5]), (period[7:9], period[10:])
            begins, ends = (int(first[0]), int(first[1])), (int(last[0]), int(last[1]))
            if begins <= now <= ends if begins <= ends else now >= begins or now <= ends:
                return True
        return False
