"""No answer contains characters that are invisible or reverse the text.

Control characters and half characters break files and terminals; marks that change the direction
of writing can make a reviewer see another text than the one that is stored
(https://trojansource.codes). In a name, every invisible character is refused by `name`.
"""

import re
import unicodedata
from collections.abc import Iterator

from wgbot.checks.subject import Example, Subject
from wgbot.text.escape import Markdown
from wgbot.text.problems import Problem

# Control characters but for tab and newline, halves of characters, line breaks that are none to
# most programs, and what turns the text around.
_REFUSED = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]"
)


EXAMPLES = (Example(bad={"focus": "what people \u202eraeh."}, good={"focus": "what people hear."}),)


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each answer with such a character, naming the first."""
    for key, text in subject.texts().items():
        if found := _REFUSED.search(text):
            yield Problem(
                "characters",
                "The text contains an invisible character, {character}.",
                "Type the text again, or paste it as plain text.",
                field=key,
                values={"character": Markdown(f"U+{ord(found[0]):04X}{_name(found[0])}")},
            )


def _name(char: str) -> str:
    name = unicodedata.name(char, "").lower()
    return f" ({name})" if name else ""
