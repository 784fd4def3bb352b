"""Who is named in a text about people and is not one of them, and who is one of them without an account.

An account that is only thanked, in copy, or of somebody who leaves is nobody's who leads. An e-mail
address in a list can be the only sign of somebody, and then must not be passed over.
"""

import re
from collections.abc import Iterator, Sequence

from wgbot.registry.accounts import AROUND, mailbox
from wgbot.registry.person_names import AND

_BESIDE = re.compile(
    r"""(?:\A|.*[\s,;(\[])(?:(?P<all>cc|thanks?|thank\ you|thx|kudos|ping|fyi|danke)(?:\ to|\ an)?
        |not|no\ longer|without|except|instead\ of|replac(?:es|ing)|nicht(?:\ mehr)?|ohne|statt)[\s:,(]*""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""What stands before accounts of people who are no leads: before one, or before all in a row."""
_LEAVES = re.compile(
    r"""[\s)\]*,(–—-]*(?:(?:who|is|has|have|will|are|now)\ )*
    (?:step(?:s|ped|ping)?\ (?:down|back)(?!\w)|tritt\ zurück(?!\w)
    |no\ longer\ (?:leads?|co-?leads?|chairs?|co-?chairs?|involved|active|a\ (?:lead|chair|maintainer))(?!\w)
    |(?:leaving|leaves?|left|resign(?:s|ed|ing)?|retir(?:es?|ed|ing))
     (?=\s*(?:\Z|[.,;)!]|us\b|(?:(?:as|from)\ )?(?:(?:the|our|a)\ )?(?:group|sig|wg|team|(?:co-?)?(?:lead|chair|maintainer))\b)))""",
    re.VERBOSE | re.IGNORECASE,
)
"""What stands behind the account of somebody who leads no more."""
_BETWEEN = re.compile(r"[\s,&+]|\b(?:and|und)\b")
_NAMED = re.compile(r"(?P<name>[^@<>()]*+)[<(](?P<address>[^<>()]++)[>)]\s*+")
_ABOUT = re.compile("mail|contact", re.IGNORECASE)
_ALIKE = 3
"""How many letters of an e-mail address tell that it is somebody's of that name."""


_I = re.compile(
    r"(?<![\w@/.'’-])I(?:['’](?P<short>m|d|ve|ll))?(?![\w'’/.-])(?!\s+(?:would\s+)?(?:like|want|propose|wish|think|nominate)\b"
    r"(?!\s+to\s+(?:step|leave|resign|retire|join|be\s+removed)))"
)
_ME = re.compile(r"(?<![\w@/.'’-])(?:me|myself)(?![\w'’/.-])", re.IGNORECASE)
_NUMERAL = re.compile(r"\w[ ]I(?=[ ]*(?:[^\s\w'’]|\Z|\n))")
"""One behind a name: `Henry I (@henry)`."""
_LONG = {"m": " is", "d": " would", "ve": " has", "ll": " will"}


def with_author(text: str, author: str) -> str:
    """Return a text with the account of who wrote it where it says `I` or `me`, if it says more than that."""
    if not _ME.sub("", text).strip(" .,!"):
        return text
    text = re.sub(r"(?<![\w@])I am\b", "I'm", text)

    def named(found: re.Match[str]) -> str:
        before = text[: found.start()].split()[-1:]
        is_numeral = _NUMERAL.match(text, max(0, found.start() - 2)) and AND.isdisjoint(before)
        return found[0] if is_numeral else f"@{author}{_LONG.get(found['short'] or '', '')}"

    text = _I.sub(named, text)
    return _ME.sub(f"@{author}", text)


def aside(before: str, were_aside: bool) -> tuple[bool, bool]:
    """Return whether an account is nobody's who leads, by what is before it, and if it holds in a row.

    *were_aside* says that it held for the account before.
    """
    found = _BESIDE.fullmatch(before)
    in_row = bool(found and found["all"]) or (were_aside and not _BETWEEN.sub("", before))
    return bool(found) or in_row, in_row


def leaves(after: str) -> bool:
    """Return whether somebody leads no more, by what is behind their account."""
    return bool(_LEAVES.match(after))


def unknown_mailboxes(lines: Sequence[str], known: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the e-mail addresses in a list that are of nobody *known*, by account and name.

    Each stands there by itself, or behind a name without an account.
    """
    for line in lines:
        label, _, listed = line.rpartition(":")
        for piece in re.split("[,;]", listed):
            named = _NAMED.fullmatch(piece)
            name, address = (named["name"], named["address"]) if named else ("", piece)
            found = mailbox(address.strip(AROUND + " \t-+•"))
            if found and not _ABOUT.search(label):
                said = (found, *name.split())
                if not any(_is_of(each, *one) for each in said for one in known):
                    yield found


def _is_of(address: str, account: str, name: str) -> bool:
    letters = _letters(address)
    words = [each for each in map(_letters, (account, *name.split())) if len(each) >= _ALIKE]
    return bool(letters) and any(
        each[:_ALIKE] in letters or letters[:_ALIKE] in each for each in words
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))
