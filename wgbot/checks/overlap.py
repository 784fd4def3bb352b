"""What an answer about overlap says: which group it names, and whether anybody looked.

No answer is judged by what it means: only a person can do that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from wgbot.registry.group import Group
from wgbot.text import lookalikes

_FEWEST_WORDS = 3
"""An answer of fewer words, as "None.", may as well have been given without looking."""
_FEWEST_LETTERS = 6
"""The same, in scripts that set no spaces between words."""
_UNSPACED = frozenset("CJK HIRAGANA KATAKANA THAI LAO KHMER MYANMAR".split())
_RENAMED = re.compile(
    r"\b(?:re-?nam(?:e|es|ed|ing)|new name|another name|formerly|previously|used to be"
    r"|(?:was|were|been) called|same group|umbenannt|umbenennung|neue[mnrs]? namen?"
    r"|dieselbe gruppe|frühere?r?|bisher)\b"
)
_NOT = re.compile(r"\b(?:not?|never|nor|neither|without|\w+n['’]t|kein\w*|nicht)\b")
_CLAUSE = re.compile(r"[.!?;:\n]+")


@dataclass(frozen=True)
class OverlapAnswer:
    """An answer about overlap, or none."""

    text: str = ""

    @classmethod
    def of(cls, answer: str | Sequence[str] | None) -> "OverlapAnswer":
        """Take an answer as the form or the charter has it."""
        return cls(answer if isinstance(answer, str) else "\n".join(answer or ()))

    @cached_property
    def _said(self) -> str:
        return lookalikes.skeleton(" ".join(self.text.split()))

    def names(self, other: Group) -> bool:
        """Return whether it speaks of *other*, by any of its names."""
        return any(
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self._said)
            for each in (other.name, *other.aliases)
            if (name := lookalikes.skeleton(each))
        )

    @cached_property
    def is_given(self) -> bool:
        """Whether it says more than that there is none: any sentence will do."""
        if len(re.findall(r"\w+", self.text[:2_000])) >= _FEWEST_WORDS:
            return True
        letters = [char for char in self.text[:200] if lookalikes.script(char) in _UNSPACED]
        return len(letters) >= _FEWEST_LETTERS

    def says_renamed(self, other: Group) -> bool:
        """Return whether it says that *other* gets a new name, in a sentence that does not say no."""
        if not self.names(other):
            return False
        return any(
            _RENAMED.search(clause) and not _NOT.search(clause)
            for clause in _CLAUSE.split(self.text.casefold())
        )
