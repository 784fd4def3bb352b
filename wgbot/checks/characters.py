"""No answer contains characters that are invisible or reverse the text.

Control characters and half characters break files and terminals; marks that change the direction
of writing can make a reviewer see another text than the one that is stored
(https://trojansource.codes), and tags or a row of invisible characters can hold one that nobody sees.
In a name, every invisible character is refused by `name`.
"""

import re
import unicodedata
from collections.abc import Iterator

from wgbot.checks.subject import Example, Subject
from wgbot.text.escape import Markdown
from wgbot.text.problems import Problem

# Control characters but for tab and newline, halves of characters, line breaks that are none to
# most programs, what turns the text around, tags, notes between lines, and what is no character.
_NEVER = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u206f"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
# One or two of these have work to do, in scripts, in emoji, between syllables.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0080-\U000e0fff"
)
_REFUSED = re.compile(rf"[{_NEVER}]|[{_UNSEEN}]{{4}}")
# Flags of England, Scotland and Wales. https://www.unicode.org/reports/tr51/#valid-emoji-tag-sequences
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{3,6}\U000e007f")


EXAMPLES = (Example(bad={"focus": "what people \u202eraeh."}, good={"focus": "what people hear."}),)


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each answer with such a character, naming the first."""
    for key, text in subject.texts().items():
        if found := _REFUSED.search(_FLAG.sub("", text)):
            yield Problem(
                "characters",
                "The text contains an invisible character, {character}.",
                "Type the text again, or paste it as plain text.",
                field=key,
                values={"character": Markdown(f"U+{ord(found[0][0]):04X}{_name(found[0][0])}")},
            )


def _name(char: str) -> str:
    name = unicodedata.name(char, "").lower()
    return f" ({name})" if name else ""
