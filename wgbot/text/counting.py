"""Numbers and lists of things, as an English sentence says them; for whoever runs wgbot.

What a proposer or a visitor reads is a `Sentence`, and is looked up in the community's language.
"""

from collections.abc import Sequence


def counted(number: int, one: str, many: str = "") -> str:
    """Return how many there are of something: `1 group`, `2 groups`, `1,000 groups`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
