"""Timezones by their names, and what people write in place of one.

A name is one of the IANA's, such as `Europe/Berlin`, or `UTC`: `EST` and `PT` mean another time in
summer, or in another country. Who means what is asked, never guessed.
"""

import re
import zoneinfo
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
    "IST INDIA": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "GMT": ("UTC", "Europe/London"),
    "CET CEST MEZ MESZ": ("Europe/Berlin", "Europe/Paris"),
    "EET EEST": ("Europe/Helsinki", "Europe/Athens"),
    "WET WEST": ("Europe/Lisbon",),
    "MSK": ("Europe/Moscow",),
    "TRT": ("Europe/Istanbul",),
    "SAST": ("Africa/Johannesburg",),
    "WAT": ("Africa/Lagos",),
    "EAT": ("Africa/Nairobi",),
    "SGT": ("Asia/Singapore",),
    "HKT": ("Asia/Hong_Kong",),
    "PKT": ("Asia/Karachi",),
    "JST": ("Asia/Tokyo",),
    "KST": ("Asia/Seoul",),
    "AET AEST AEDT": ("Australia/Sydney", "Australia/Brisbane"),
    "AWST": ("Australia/Perth",),
    "NZT NZST NZDT": ("Pacific/Auckland",),
    "Z UCT ZULU": ("UTC",),
}
"""What people write for a timezone, and which they may mean."""
_MEANT = {short: zones for shorts, zones in _ABBREVIATIONS.items() for short in shorts.split()}
_AROUND = " ().,"
_FILLERS = re.compile(r"\b(?:TIME|STANDARD|DAYLIGHT)\b")


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
    """Return the timezone that *text* names, whatever its case; None if it names none, or several."""
    spelled = "_".join(text.split()).casefold()
    return UTC if spelled == "utc" else _by_spelling().get(spelled)


def meant(text: str) -> tuple[str, ...]:
    """Return the timezones that people may mean by *text*, the likeliest first; none if nobody knows.

    `PT (Pacific Time)` is both of its words, and `Berlin` what lies there.
    """
    words = _FILLERS.sub(" ", text.upper()).replace("(", ")")
    said = [" ".join(each.strip(_AROUND).split()) for each in words.split(")")]
    found = dict.fromkeys(zone for each in said for zone in _MEANT.get(each, ()))
    cities = (each.replace(" ", "_").casefold() for each in said)
    return tuple(found) or next(filter(None, map(_by_city().get, cities)), ())


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
