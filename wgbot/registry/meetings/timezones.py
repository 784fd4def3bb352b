"""Timezones by their names, and what people write in place of one.

A name is one of the IANA's, such as `Europe/Berlin`, or `UTC`: `EST` and `PT` mean another time in
summer, or in another country. Who means what is asked, never guessed.
"""

import re
import zoneinfo
from datetime import datetime, timedelta
from functools import cache

UTC = "UTC"

_ABBREVIATIONS = {
    "ET EST EDT EASTERN": ("America/New_York", "Australia/Sydney"),
    "CT CST CDT CENTRAL": ("America/Chicago", "Asia/Shanghai"),
    "MT MST MDT MOUNTAIN": ("America/Denver", "America/Phoenix"),
    "PT PST PDT PACIFIC": ("America/Los_Angeles",),
    "AKST AKDT": ("America/Anchorage",),
    "HST": ("Pacific/Honolulu",),
    "BRT": ("America/Sao_Paulo",),
    "ART": ("America/Argentina/Buenos_Aires",),
    "AST ADT": ("America/Halifax", "Asia/Riyadh"),
    "BRITISH UK": ("Europe/London",),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "GMT GREENWICH_MEAN": ("UTC", "Europe/London"),
    "CET CEST MEZ MESZ CENTRAL_EUROPEAN": ("Europe/Berlin", "Europe/Paris"),
    "EET EEST EASTERN_EUROPEAN": ("Europe/Helsinki", "Europe/Athens"),
    "WET WEST WESTERN_EUROPEAN": ("Europe/Lisbon",),
    "IST INDIA INDIAN": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "MSK": ("Europe/Moscow",),
    "TRT": ("Europe/Istanbul",),
    "SAST": ("Africa/Johannesburg",),
    "WAT": ("Africa/Lagos",),
    "EAT": ("Africa/Nairobi",),
    "CHINA BEIJING": ("Asia/Shanghai",),
    "SGT": ("Asia/Singapore",),
    "HKT": ("Asia/Hong_Kong",),
    "PKT": ("Asia/Karachi",),
    "JST JAPAN": ("Asia/Tokyo",),
    "KST KOREA": ("Asia/Seoul",),
    "AET AEST AEDT": ("Australia/Sydney", "Australia/Brisbane"),
    "AWST": ("Australia/Perth",),
    "NZT NZST NZDT": ("Pacific/Auckland",),
    "UCT UNIVERSAL COORDINATED_UNIVERSAL": ("UTC",),
}
"""What people write for a timezone, and which they may mean."""
_MEANT = {
    short.replace("_", " "): zones
    for shorts, zones in _ABBREVIATIONS.items()
    for short in shorts.split()
}
_AROUND = " ().,"
_FILLERS = re.compile(r"\b(?:TIME|STANDARD|DAYLIGHT|SUMMER|U\.?S\.?A?\.?)(?!\w)")
_OFFSET = re.compile(r"(?:UTC|GMT)? ?([+−–-]) ?(\d{1,2})(?::?(\d\d))?")
_MOST = 4
"""The most timezones that are named for an offset."""


@cache
def known() -> frozenset[str]:
    """Return the names that a place has; those without one, `EST5EDT` and `Etc/GMT-1`, are left out."""
    names = zoneinfo.available_timezones()
    return frozenset(each for each in names if "/" in each and not each.startswith("Etc/"))


def is_one(name: str) -> bool:
    """Return whether *name* is a timezone's, in exactly its spelling."""
    return name == UTC or name in known()


@cache
def zone(name: str) -> zoneinfo.ZoneInfo:
    """Return the timezone of that name, which has to be one."""
    return zoneinfo.ZoneInfo(name)


def named(text: str) -> str | None:
    """Return the timezone that *text* names, whatever its case; None if it names none, or several.

    In brackets behind it can be what people there call it: `Europe/Berlin (CET)`.
    """
    outside, bracket, inside = text.partition("(")
    spelled = "_".join(outside.split()).casefold().removesuffix("_time")
    found = UTC if spelled in ("utc", "etc/utc", "z", "zulu") else _by_spelling().get(spelled)
    if found is None or not bracket:
        return found
    same = (each for each in meant(inside.strip(_AROUND)) if _offsets(each) == _offsets(found))
    return found if next(same, None) else None


def meant(text: str) -> tuple[str, ...]:
    """Return the timezones that people may mean by *text*, the likeliest first; none if nobody knows.

    `PT (Pacific Time)` is both of its words, `Berlin` what lies there, and `UTC+2` where clocks show that
    for all or a part of the year.
    """
    words = _FILLERS.sub(" ", text.upper())
    said = [" ".join(each.strip(_AROUND).split()) for each in re.split(r"[()/]", words)]
    found = dict.fromkeys(zone for each in said for zone in _MEANT.get(each) or _by_offset(each))
    cities = (each.replace(" ", "_").casefold() for each in said)
    return tuple(found) or next(filter(None, map(_by_city().get, cities)), ())


@cache
def _offsets(name: str) -> tuple[timedelta | None, ...]:
    """Return how far the clocks of a timezone are ahead, in winter and in summer."""
    return tuple(datetime(2026, month, 1, tzinfo=zone(name)).utcoffset() for month in (1, 7))


@cache
def _by_offset(text: str) -> tuple[str, ...]:
    offset = _OFFSET.fullmatch(text)
    if offset is None:
        return ()
    sign, hours, minutes = offset.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if sign == "+" else -1)
    listed = dict.fromkeys(zone for zones in _ABBREVIATIONS.values() for zone in zones)
    found = [name for name in listed if ahead in _offsets(name)]
    return tuple(found[:_MOST])


@cache
def _by_spelling() -> dict[str, str]:
    return {each.casefold(): each for each in known()}


@cache
def _by_city() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in sorted(known()):
        city = each.rpartition("/")[2].casefold()
        found[city] = (*found.get(city, ()), each)
    return found
