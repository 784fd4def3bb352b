"""What people are called for what they do, as answers say it: a role, a former one, or none."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from wgbot.registry.meetings.vocabulary import MONTHS

_OFFICE = r"""(?:chair(?:s|person|man|woman)?|lead(?:er)?s?|maintainers?|coordinators?|organi[sz]ers?|
       facilitators?|secretar(?:y|ies)|sponsors?|liaisons?|stewards?|owners?|contacts?|editors?|
       vorsitz(?:ende[r]?)?|leitung|sprecher(?:in)?|betreuer(?:in)?)"""
CALLED = rf"""(?:(?:co|vice|deputy|interim|acting|tech(?:nical)?|team|group|community|project|program(?:me)?|
        working[ ]group|wg|sig)[ -]?)*+
    {_OFFICE}"""
"""What roles are called, as a part of a pattern."""
ROLE = re.compile(CALLED, re.VERBOSE | re.IGNORECASE)
_HAS_OFFICE = re.compile(_OFFICE, re.VERBOSE | re.IGNORECASE)
PLAIN_ROLE = re.compile(r"(?:team |group )?(?:leads?|leaders?|contacts?)", re.IGNORECASE)
"""What every lead is: it says nothing of one."""
FORMER = re.compile(
    r"\b(?:emerit\w*|alumn[aiu]\w*|former|formerly|previous|past|retired|outgoing|ehemalig\w*)\b",
    re.IGNORECASE,
)
PARTS = re.compile(r"[,;()<>|/\[\]@]")
"""What parts one thing that is said of somebody from another."""
EMERITUS = re.compile(r"(?:(?<![\w-])[\w-]++ )?emerit\w*+", re.IGNORECASE)
COMPANY = frozenset(
    """ag association bank club college committee community company corp corporation
    department dept e.v foundation gmbh group inc institut institute lab labs limited llc ltd mr
    network organization plc sa school software society systems technologies universität
    university""".split()
)
"""Words in the names of where people work."""
_TERM = re.compile(
    rf"""(?<!\s)[,;]?\s*+(?:\bterm\s++)?(?:(?P<away>\b(?:(?:is|on)\s++){{0,2}}(?:\w++\s++)??(?:leave|away|absent|sabbatical|beurlaubt)\s++)?
    \b(?P<until>until|till|through|ends?|ending|expires?|expiring|bis)|\b(?:since|from|seit|ab))(?:\s++on)?\s*+:?\s*+
    (?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<month>{"|".join(MONTHS)})[a-z]*\.?,?\s+(?P<year>\d{{4}})
    |(?P<month2>{"|".join(MONTHS)})[a-z]*\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}}))(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
UNSURE = re.compile(
    r"""\b(?:nominat\w*|nominee|candidates?|proposed|tentative(?:ly)?|maybe|perhaps|tb[acd]|pending|unconfirmed
    |(?:not|to\ be)\ (?:yet\ )?(?:asked|confirmed|elected|decided|agreed)|if\ (?:\w+\ )?(?:agrees?|elected|confirmed|wants?))\b|\b(?:or|oder)(?=\ @)|\?""",
    re.VERBOSE | re.IGNORECASE,
)
"""What is said of somebody who may become a lead."""
VACANT = re.compile(
    r"""\b(?:looking\ for|searching\ for|seeking|in\ search\ of|we\ need|needed|wanted|vacan\w+|one\ more|another\ one
    |open\ (?:seat|position|role)|to\ be\ (?:found|filled)|gesucht|suchen)\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""What is said of leads that are still to be found."""
_OTHER_THAN_A_ROLE = re.compile(
    rf"{UNSURE.pattern}|{VACANT.pattern}|\b(?:until|till|through|term|expires?|bis|leave|away|sabbatical|replac\w+|we|i)\b",
    re.VERBOSE | re.IGNORECASE,
)
_SAID_TO_BE_ONE = re.compile(r"(?:role|rolle)\s*:\s*(?=\S)", re.IGNORECASE)
_NO_ROLE = re.compile(
    r"(?:s?he|they|ze|xe|er|sie)(?:/\w{1,8})+|s?he|they"
    r"|(?:UTC|GMT|CES?T|[ECMP][SD]?T)(?: ?[+-] ?\d{1,2}(?::?\d\d)?)?",
    re.IGNORECASE,
)
"""What else people have in brackets behind them: pronouns, and their hours."""


def is_former(before: str, behind: str) -> bool:
    """Return whether an account is somebody's who no longer leads: `former chair @ada`."""
    near = PARTS.split(before)[-1].strip(" :")
    was = next((said for said in (near, behind) if FORMER.match(said)), "")
    rest = FORMER.sub("", was, count=1).strip()
    return bool((was and not rest) or ROLE.fullmatch(rest) or EMERITUS.fullmatch(behind))


def role_of(text: str) -> str | None:
    """Return a role, as the community calls it; None for what is none, or is that of every lead."""
    text = " ".join(text.split())
    if not ROLE.fullmatch(text) or PLAIN_ROLE.fullmatch(text):
        return None
    one = text[:-1] if text[-1:] in "sS" else text
    return one if ROLE.fullmatch(one) else text


def role_in(text: str) -> str | None:
    """Return the role that brackets behind an account hold, in any words: `chair`, `Corp, chair`."""
    text = " ".join(text.split())
    if said := _SAID_TO_BE_ONE.match(text):
        return text[said.end() :]
    parts = text.split(", ")
    known = [part for part in parts if role_of(part)]
    if not text or _NO_ROLE.fullmatch(text) or _is_company(text):
        return None
    return ", ".join(known) if known and parts[0] != known[0] else text


def _is_company(text: str) -> bool:
    words = [word.strip(".") for word in text.split()]
    return not _HAS_OFFICE.search(text) and any(
        word[:1].isupper() and word.casefold() in COMPANY for word in words
    )


class Term(NamedTuple):
    """What is said of somebody, without the days that it names, and these."""

    said: str
    days: Mapping[str, date]
    """By the key of a person: `since`, `until`, `away`."""


def term_in(text: str) -> Term:
    """Read since and until when somebody is what they are: `chair until 2026-12-31`."""
    days: dict[str, date] = {}

    def taken(found: re.Match[str]) -> str:
        with suppress(ValueError):
            month = (found["month"] or found["month2"] or "").lower()
            day = (
                date.fromisoformat(found["iso"])
                if found["iso"]
                else date(
                    int(found["year"] or found["year2"]),
                    MONTHS.index(month) + 1,
                    int(found["day"] or found["day2"]),
                )
            )
            key = "away" if found["away"] else "until" if found["until"] else "since"
            return "" if days.setdefault(key, day) == day else found[0]
        return found[0]

    said = _TERM.sub(taken, text)
    return Term(said.strip(" ,;") if days else text, days)


def is_said(role: str, text: str) -> bool:
    """Return whether a text says in so many words that this is a role: `(role: Purser)`."""
    return any(text[found.end() :].startswith(role) for found in _SAID_TO_BE_ONE.finditer(text))


def is_doubtful(role: str, known: frozenset[str]) -> bool:
    """Return whether what stands behind somebody can be something else than a role: `Acme`, `nominated`.

    *known* are roles that there are, in lower case.
    """
    if role.casefold() in known or _HAS_OFFICE.search(role):
        return bool(role.casefold() not in known and _OTHER_THAN_A_ROLE.search(role))
    return role[:1].isupper() or bool(_OTHER_THAN_A_ROLE.search(role))
