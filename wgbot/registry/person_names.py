"""Names of people: whether a text is one without doubt; whose it is, `people` reads."""

import re
import unicodedata

from wgbot.registry.roles import COMPANY, FORMER, PLAIN_ROLE, ROLE, role_of

LONGEST = 60
"""The most characters of a name or a role."""
AND = frozenset(("and", "&", "+", "und", "et", "y"))
SMALL = frozenset("al bin da de del della den der di do dos du el la le ten ter van von".split())
_NO_NAME = COMPANY | frozenset(
    """and mrs ms n/a none project team the ulc we working he i ich me myself she they us wir""".split()
)
_FIRST_NAME = re.compile("[A-Z][a-z]+")
_NEXT = re.compile(r"[ ][^\s,;:()\[\]<>|/@–—][^,;:()\[\]<>|/@–—]{0,120}+")
"""What follows an account with nothing between them but a space."""


def clear_name(text: str, fewest: int = 1) -> str | None:
    """Return *text* if it is a person's name without doubt."""
    words = text[-2 * LONGEST :].strip(" \t-–—.,*_`").split()
    while words and words[0].casefold() in AND:
        words = words[1:]
    is_name = (
        fewest <= len(words) <= 5
        and len(" ".join(words)) <= LONGEST
        and not role_of(" ".join(words))
        and not PLAIN_ROLE.fullmatch(" ".join(words))
        and all(word in SMALL or _is_of_name(word) for word in words)
        and words[0] not in SMALL | {"@"}
    )
    return " ".join(words) if is_name else None


def _is_of_name(word: str) -> bool:
    letters = re.sub(r"[.'’-]", "", word)
    return (
        bool(letters)
        and all(unicodedata.category(char)[0] in "LM" for char in letters)
        and not (letters[0].islower() or word.strip(".").casefold() in _NO_NAME)
        and not ROLE.fullmatch(word)
    )


def signed(account: str, after: str) -> str:
    """Return the name that has a sign before it, as in `@Grace Hopper`; empty if it is an account alone.

    *after* is what follows the account. A whole name behind it is another matter: `@Grace Grace Hopper`.
    """
    found = _NEXT.match(after) if _FIRST_NAME.fullmatch(account) else None
    words = found[0].split() if found else []
    end = next((at for at, word in enumerate(words) if word.casefold() in AND), len(words))
    if not words[:end] or words[0].casefold() == account.casefold():
        return ""
    name = clear_name(" ".join((account, *words[:end])), fewest=2)
    return name if name and not FORMER.search(name) else ""
