"""No answer has characters in it that cannot be seen or that turn the text around.

Control characters and half characters break files and terminals; marks that change the direction
of writing can make a reviewer see another text than the one that is stored
(https://trojansource.codes). In a name, every invisible character is refused by `name`.
"""

import unicodedata
from collections.abc import Iterator

from wgbot.checks.subject import Subject
from wgbot.problems import Problem

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each answer with such a character, naming the first."""
    for key, text in subject.texts().items():
        found = next(filter(_is_refused, text), None) if not text.isprintable() else None
        if found is not None:
            yield Problem(
                "characters",
                f"There is an invisible character in the text, U+{ord(found):04X}{_name(found)}.",
                "Type the text anew, or paste it without formatting.",
                field=key,
            )


def _is_refused(char: str) -> bool:
    return char in _TURNING or (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t")


def _name(char: str) -> str:
    name = unicodedata.name(char, "").lower()
    return f" ({name})" if name else ""
