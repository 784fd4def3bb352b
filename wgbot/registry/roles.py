"""What people are called for what they do, as answers say it: a role, a former one, or none."""

import re

ROLE = re.compile(
    r"""(?:(?:co|vice|deputy|interim|acting|tech(?:nical)?|team|group|community|project|program(?:me)?|
        working[ ]group|wg|sig)[ -]?)*+
    (?:chair(?:s|person|man|woman)?|lead(?:er)?s?|maintainers?|coordinators?|organi[sz]ers?|
       facilitators?|secretar(?:y|ies)|sponsors?|liaisons?|stewards?|owners?|contacts?|editors?|
       vorsitz(?:ende[r]?)?|leitung|sprecher(?:in)?|betreuer(?:in)?)""",
    re.VERBOSE | re.IGNORECASE,
)
PLAIN_ROLE = re.compile(r"(?:team |group )?(?:leads?|leaders?|contacts?)", re.IGNORECASE)
"""What every lead is: it says nothing of one."""
FORMER = re.compile(
    r"\b(?:emerit\w*|alumn[aiu]\w*|former|formerly|previous|past|retired|outgoing|ehemalig\w*)\b",
    re.IGNORECASE,
)
PARTS = re.compile(r"[,;()<>|/\[\]@]")
"""What parts one thing that is said of somebody from another."""
EMERITUS = re.compile(r"(?:(?<![\w-])[\w-]++ )?emerit\w*+", re.IGNORECASE)
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
    parts = text.split(", ")
    known = [part for part in parts if role_of(part)]
    if _NO_ROLE.fullmatch(text):
        return None
    return ", ".join(known) if known and parts[0] != known[0] else text
