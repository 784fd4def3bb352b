"""The words that say when a meeting is: days, times, dates and how often, as patterns; and those of other languages.

What other languages call them is turned into English word by word, where a word means one thing wherever it is.
`words` reads by these; which timezones there are is for `timezones`.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from wgbot.registry.meetings.meeting import ORDINALS, WEEKDAYS

MOST = 300
"""The most characters that are read; nobody needs more to say when a meeting is."""
BIWEEKLY = "biweekly"
"""What is every two weeks on one day, and may be twice a week on two."""

WEEKDAY_OF = {day[:length].lower(): day for day in WEEKDAYS for length in (3, len(day))}
WEEKDAY_OF |= {"tues": "Tuesday", "weds": "Wednesday", "thur": "Thursday", "thurs": "Thursday"}
ORDINAL_OF = {each: each for each in ORDINALS}
ORDINAL_OF |= dict(zip("1st 2nd 3rd 4th 5th".split(), ORDINALS, strict=False))
NUMBER_OF = {"one": 1, "other": 2, "second": 2, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}  # fmt: skip
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
INTERVAL_OF = {
    **dict.fromkeys(("weekly", "once a week"), "week"),
    **dict.fromkeys(("monthly", "once a month"), "month"),
    **dict.fromkeys(
        ("fortnightly", "every fortnight", "alternate weeks", "alternating weeks"), "2 weeks"
    ),
    **dict.fromkeys(("quarterly", "every quarter", "once a quarter"), "3 months"),
    **dict.fromkeys(("biweekly", "bi-weekly"), BIWEEKLY),
}


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DAY_WORD = rf"(?:{_one_of(WEEKDAY_OF)})(?:['’]?s)?\b\.?"
AROUND = re.compile(
    r"(?:[\s,;:()&/@–—-]|\+(?=\s?[a-z])|T(?=\d\d:)|\b(?:on|at|and|the|we\s+meet|meets?|meetings?|held|hours)\b|\bam\b(?=\s+(?:\d{1,2}\.|[a-z]+day\b))|\bfrom\b(?=\s+\d{1,2}(?:[:.h]\d\d(?!\.\d)|\s?[ap]m|h)))+",
    re.IGNORECASE,
)
EACH = re.compile(r"(?:every|each)\b(?P<other>\s+other\b)?|(?P<alternate>alternate|alternating)\b", re.IGNORECASE)  # fmt: skip
NTH = re.compile(rf"(?:{_one_of(ORDINAL_OF)})\b", re.IGNORECASE)
LISTED = re.compile(r"(?:\band|[&,/])\s*\Z", re.IGNORECASE)
DAY = re.compile(_DAY_WORD, re.IGNORECASE)
DAYS = re.compile(
    rf"(?P<first>{_DAY_WORD})\s*(?:-|–|to|through|thru|until)\s*(?P<last>{_DAY_WORD})"
    r"|(?:every\s+)?(?P<word>(?:week|working\s|work)days?)\b",
    re.IGNORECASE,
)
OF_MONTH = re.compile(r"(?:of|in)\s+(?:(?:each|every|the|a)\s+)?month\b", re.IGNORECASE)
OFTEN = re.compile(
    rf"(?P<word>{_one_of(INTERVAL_OF)})\b"
    rf"|(?:every|each)\s+(?:(?P<number>[1-9]\d?|{_one_of(NUMBER_OF)})[\s-]+)?(?P<unit>week|month)s?\b",
    re.IGNORECASE,
)
_HOUR = (
    r"(?P<hour{0}>\d{{1,2}})(?:[:.h](?P<minute{0}>\d\d))?"
    r"(?:(?P<half{0}>(?:(?<=\d)|\s)[ap](?:\.?\s?m\b\.?|\b(?<!\s.)))|\s?(?P<mark{0}>h|uhr|o'clock)\b)?"
)
CLOCK = re.compile(
    rf"(?:12\s+)?(?P<word>noon)\b|{_HOUR.format('')}(?:\s?(?:-|–|to|until|till)\s?{_HOUR.format(2)})?(?![\d:.]*\d)"
    # Without a colon, only before what can be nothing but a timezone, or it is a year.
    r"|(?P<four>[01]\d|2[0-3])(?P<digits>[0-5]\d)(?:\s?(?:-|–|to)\s?(?P<four2>[01]\d|2[0-3])(?P<digits2>[0-5]\d))?"
    r"(?:\s?(?:h|hours|hrs)\b|(?=\s?(?:UTC|Z|[A-Z][A-Za-z]+/[A-Z]\w+)\b))",
    re.IGNORECASE,
)
TIMEZONE_BEFORE = re.compile(
    r"([A-Z]{2,5}(?:[+−–-]\d{1,2}(?::\d\d)?)?|utc|[A-Za-z]+(?:/\w+)+)\)?:?\s+(?=\d{1,2}(?:[:.h]\d\d|\s?[AaPp]\.?[Mm]|\s?(?:h|Uhr)\b))"
)
BOUND = re.compile(
    r"(?:(?P<starts>from|since|as\s+of|effective(?:\s+from)?|start(?:s|ing)?(?:\s+(?:on|from))?|beginning(?:\s+on)?)"
    r"|(?P<until>until|till|through|to(?=\s+\d{4}-)|end(?:s|ing)(?:\s+on)?)"
    r"|(?P<without>(?:except(?:\s+for)?|not|no\s+meetings?|cancell?ed|without|skip(?:s|ping)?)(?:\s+on)?))\b:?\s*",
    re.IGNORECASE,
)
_MONTH = rf"(?P<month{{0}}>{'|'.join(MONTHS)})[a-z]*\.?"
DATE = re.compile(
    rf"(?:(?P<weekday>{_DAY_WORD}),?\s+)?(?:(?P<iso>\d{{4}}(?:-\d\d-|/\d\d/)\d\d)(?:\b|(?=T\d))|(?P<day3>\d{{1,2}})\.(?P<month3>\d{{1,2}})\.(?P<year3>\d{{4}})\b"
    rf"|{_MONTH.format('')}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH.format(2)},?\s+(?P<year2>\d{{4}})\b)",
    re.IGNORECASE,
)
MINUTES = re.compile(
    r"(?:for\s+)?(?:(?P<number>\d{1,4}|one|two)(?P<tenths>\.\d)?|(?P<half>half\s+)?an)[\s-]?"
    r"(?:(?P<minutes>minutes?|mins?|m)|(?P<hours>hours?|hrs?|h))\b\.?(?:\s*(?P<more>\d{1,2})\s?(?:minutes|mins?|m)\b)?"
    r"|(?P<number2>\d)h(?P<more2>[0-5]\d)\b",
    re.IGNORECASE,
)
_ELSEWHERE = r"semanas|semaines|settimane|weken|quinzaine|quincenal\w*|mensual\w*|mensuel\w*|mensil\w*|maandelijks|tweewekelijks"
"""What says in other languages that something is not each week."""
SAYS_HOW_OFTEN = re.compile(
    r"\b(?:(?:bi-?)?(?:week|month)(?:ly|s)?|daily|quarterly|fortnight(?:ly)?|every|each|twice|odd|even|alternat(?:e|es|ing)|rotat(?:es|ing)"
    rf"|year(?:ly|s)?|annual(?:ly)?|(?:\d+|two|three|four|five|six|ten)\s+times|one[- ](?:off|time)|once(?:\s+(?:a|per|only)|\Z)|{_ELSEWHERE})\b",
    re.IGNORECASE,
)
SAYS_LIMITS = re.compile(
    r"\b(?:start(?:s|ing)|from\s+(?:\d\S*|next)|until|till|except|not\s+(?:on|in)|no\s+meetings?"
    r"|cancell?ed|skip(?:s|ped|ping)?|paused?|suspended|on\s+(?:hold|break)|hiatus|ended|resum(?:es?|ing)|only\s+in|beginning"
    r"|summer|winter|holidays?|january|february|march|april|(?:in|from|to)\s+may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
SAYS_DATES = re.compile(
    rf"\b(?:(?:{_one_of(WEEKDAYS)})s?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    r"|\d{1,2}:\d\d|\d{1,2}\s?[ap]\.?m|\d{1,2}h|\d{1,2}\s?uhr|\d{4}-\d\d|\d{1,2}(?:st|nd|rd|th)\s+(?:of|and)"
    r"|(?:[01]\d|2[0-3])[0-5]\d\s?(?:UTC|GMT|Z|h|hours|hrs))\b",
    re.IGNORECASE,
)
NOT_WEEKLY = re.compile(
    r"\b(?:bi-?weekly|fortnightly|(?:bi-?|semi-?)?monthly|quarterly|yearly|annual(?:ly)?|(?:irregular|occasional|sporadic)(?:ly)?|ad[- ]hoc|twice|alternat(?:e|ing)|every\s+(?:other|second|third|[2-9]|two|three|four)"
    rf"|(?:odd|even)(?:[- ]numbered)?\s+weeks?|weeks?\s+\d|(?:a|per|of\s+(?:the|each|every))\s+(?:month|quarter|year)|{_ELSEWHERE})\b",
    re.IGNORECASE,
)
NOT_MONTHLY = re.compile(
    r"\b(?:bi-?monthly|quarterly|(?:(?:bi|semi)-?)?annual(?:ly)?|(?:half-?)?yearly"
    r"|(?:other|second|[2-9]|two|three|four|six)\s+months?|(?:a|per|each|every|of\s+the)\s+(?:quarter|year))\b",
    re.IGNORECASE,
)
_LEADING = tuple(f" {word}" for word in "on at and or via".split())
PROSE = re.compile(
    r"[(@#\[—–-]|\.\s|(?:on|in|at|via|by|with|over|using|for|and|as)\s", re.IGNORECASE
)
"""How more than a timezone goes on behind one."""

_DAYS_IN_SHORT = {
    **dict(zip("Mo Di Mi Do Fr Sa So".split(), WEEKDAYS, strict=True)),
    **{day[:2]: day for day in ("Tuesday", "Wednesday", "Thursday", "Sunday")},
}
_ENGLISH_ONLY = frozenset(("Tu", "We", "Th", "Su"))
_GERMAN_ONLY = frozenset(("Di", "Mi", "Do", "So"))
_IN_SHORT = re.compile(
    # They are words as well, so only right before a time of day, and as they are spelled there.
    r"(?<![\w.])(?:{day}\.?(?:\s?[,/&+–-]\s?|\s(?:and|und)\s|\s)){{0,6}}{day}\b\.?"
    r"(?=[,:]?\s(?:at\s|um\s|ab\s|von\s)?\d{{1,2}}(?:[:.h]\d\d(?:\s?(?P<uhr>Uhr)\b)?|(?:\s?[-–]\s?\d{{1,2}})?\s?(?:[ap]m|h|(?P<uhr2>Uhr))\b))".format(
        day=rf"(?:{'|'.join(_DAYS_IN_SHORT)})"
    )
)
_DAY_IN_SHORT = re.compile(rf"\b({'|'.join(_DAYS_IN_SHORT)})\b\.?")
_DAYS_ELSEWHERE = (
    "montags? dienstags? mittwochs? donnerstags? freitags? samstags? sonntags?",
    "lundis? mardis? mercredis? jeudis? vendredis? samedis? dimanches?",
    "lunes martes mi[eé]rcoles jueves viernes s[aá]bados? domingos?",
    "luned[iì] marted[iì] mercoled[iì] gioved[iì] venerd[iì] sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)
_ORDINALS_ELSEWHERE = "erste[nr] zweite[nr] dritte[nr] vierte[nr] fünfte[nr] letzte[nr]"
_PHRASES_ELSEWHERE = {
    "every": "alle|jede[nrs]?|tous les|todos los|ogni",
    "week": "woche",
    "weeks": "wochen",
    "months": "monate",
    "weekly": "wöchentlich",
    "fortnightly": "zweiwöchentlich|14-tägig",
    "monthly": "monatlich",
    "of the month": "im monat|des monats|eines monats",
    "minutes": "minuten",
    "march": "märz",
    "may": "mai",
    "october": "oktober|okt",
    "december": "dezember|dez",
    "hours": "stunden",
    "from": "ab|seit",
    "until": "bis",
    "except": "außer",
    "and": "und",
    "at": "um|à|a las|alle ore",
}
_IN_ENGLISH = [
    *(pair for days in _DAYS_ELSEWHERE for pair in zip(days.split(), WEEKDAYS, strict=True)),
    *zip(_ORDINALS_ELSEWHERE.split(), ORDINALS, strict=True),
    *((each, english) for english, them in _PHRASES_ELSEWHERE.items() for each in them.split("|")),
]
# The longer first: "alle ore" is no "alle".
_IN_ENGLISH.sort(key=lambda pair: -len(pair[0]))
_ANY_ELSEWHERE = re.compile(
    "|".join(rf"(?<!\w)({words})(?!\w)" for words, _ in _IN_ENGLISH), re.IGNORECASE
)


def with_whole_days(text: str) -> str:
    """Return *text* with the days of two letters that stand before a time of day in full: `Mo, Mi 10:00`."""
    return _IN_SHORT.sub(_in_full, text)


def _in_full(found: re.Match[str]) -> str:
    days = frozenset(_DAY_IN_SHORT.findall(found[0]))
    # The French "Di" and the Spanish "Do" are Sundays.
    is_german = found["uhr"] or found["uhr2"] or not days.isdisjoint(("Mo", "Fr", "So"))
    is_unclear = len(days & {"Di", "Do"}) == 1 and not is_german
    if is_unclear or (days & _ENGLISH_ONLY and days & _GERMAN_ONLY):
        # They stay one part of a line, or only the last of them would be its day.
        return found[0].replace(", ", ",")
    return _DAY_IN_SHORT.sub(lambda day: _DAYS_IN_SHORT[day[1]], found[0])


def in_english(text: str) -> str:
    """Return *text* with the words that are known in English; all others are as they were."""
    text = with_whole_days(text)
    return _ANY_ELSEWHERE.sub(lambda found: _IN_ENGLISH[(found.lastindex or 1) - 1][1], text)


def without_loose_end(text: str) -> str:
    """Return *text* without what only leads to something behind it: `17:00 UTC on`."""
    if len(text) > MOST:
        return text
    while (short := text.rstrip(" ,;(/&|–—-")).lower().endswith(_LEADING):
        text = short.rpartition(" ")[0]
    return short


def weekday(word: str) -> int:
    """Return the place of a day of the week, as `DAY` finds it, from Monday, 0."""
    word = word.lower().rstrip(".")
    return WEEKDAYS.index(WEEKDAY_OF.get(word) or WEEKDAY_OF[word.removesuffix("s").rstrip("'’")])


def date_of(found: re.Match[str]) -> date | None:
    """Return a date that `DATE` finds; None if there is no such day, or it is another day of the week."""
    named = (found["weekday"] or "").lower().rstrip(".")
    with suppress(ValueError):
        if found["iso"]:
            day = date.fromisoformat(found["iso"].replace("/", "-"))
        elif found["day3"]:
            day = date(int(found["year3"]), int(found["month3"]), int(found["day3"]))
        else:
            month = MONTHS.index((found["month"] or found["month2"]).lower()) + 1
            number = int(found["day"] or found["day2"])
            day = date(int(found["year"] or found["year2"]), month, number)
        # "Fridays 2027-03-12" is neither one day nor every week.
        if not named or WEEKDAY_OF.get(named) == WEEKDAYS[day.weekday()]:
            return day
    return None


def says_when(text: str) -> bool:
    """Return whether *text* speaks of days, times or dates, or of how often, understood or not."""
    return says_dates(text) or SAYS_HOW_OFTEN.search(in_english(text[:MOST])) is not None


def says_dates(text: str) -> bool:
    """Return whether *text* speaks of days, times or dates, or of when it is not, understood or not."""
    words = in_english(text[:MOST])
    return has_dates(words) or SAYS_LIMITS.search(words) is not None


def has_dates(text: str) -> bool:
    """Return whether *text* has days, times or dates in it, understood or not."""
    words = in_english(text[:MOST])
    return SAYS_DATES.search(words) is not None or DATE.search(words) is not None


def sounds_rarer(name: str, unit: str) -> bool:
    """Return whether a meeting of that name is not each *unit*: `Biweekly sync` each week, `Quarterly call` each month."""
    pattern = NOT_WEEKLY if unit == "week" else NOT_MONTHLY
    return pattern.search(in_english(name[:MOST])) is not None
