"""Two lists side by side: which items are in both, which left, and which came."""

from collections.abc import Sequence
from typing import Any

MOST_PAIRS = 250_000
"""Of longer lists, nothing is compared item by item."""

Step = tuple[int | None, int | None]
"""An item's position in the one list and in the other; None where it is not in that."""


def aligned(old: Sequence[Any], new: Sequence[Any]) -> list[Step]:
    """Put two lists of no more than MOST_PAIRS pairs side by side.

    Two mappings that begin the same are one item that says more or less.
    """
    # https://en.wikipedia.org/wiki/Longest_common_subsequence
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            weight = _likeness(old[i], new[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if weight:
                best[i][j] = max(best[i][j], best[i + 1][j + 1] + weight)
    steps: list[Step] = []
    i = j = 0
    while i < len(old) or j < len(new):
        both = i < len(old) and j < len(new) and _likeness(old[i], new[j])
        if both and best[i][j] == best[i + 1][j + 1] + both:
            steps.append((i, j))
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            steps.append((i, None))
            i += 1
        else:
            steps.append((None, j))
            j += 1
    return _replaced(steps, old, new)


def _likeness(old: Any, new: Any) -> int:
    """Return 2 for the same item, 1 for one that only says more or less: it begins the same."""
    if old == new:
        return 2
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        return int(next(iter(old.items())) == next(iter(new.items())))
    return 0


def _replaced(steps: Sequence[Step], old: Sequence[Any], new: Sequence[Any]) -> list[Step]:
    """Take a text that left, where another came, for one that changed."""
    found: list[Step] = []
    for i, j in steps:
        before = found[-1] if found else (None, None)
        if (
            i is None
            and j is not None
            and before[0] is not None
            and before[1] is None
            and isinstance(old[before[0]], str)
            and isinstance(new[j], str)
        ):
            found[-1] = (before[0], j)
        else:
            found.append((i, j))
    return found
