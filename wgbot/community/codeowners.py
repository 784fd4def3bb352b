"""Who owns a file by `CODEOWNERS`, as GitHub reads that file.

Whether an owner may do anything is not decided here.
https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
"""

import re

from wgbot.files.tree import Tree
from wgbot.text.wildcards import is_like

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where it can be; GitHub takes the first that is there."""

_WORD = re.compile(r"(?:\\.|[^\\\s])+")


def owners(tree: Tree, path: str) -> tuple[str, ...]:
    """Return who owns the file at *path*, as written there: the last line that fits it decides."""
    found: tuple[str, ...] = ()
    for line in _text(tree).split("\n"):
        pattern, *listed = _WORD.findall(re.sub(r"(?:^|\s)#.*", "", line)) or [""]
        if pattern and _fits(pattern.replace("\\ ", " "), path):
            found = tuple(listed)
    return found


def _text(tree: Tree) -> str:
    data = next((data for place in PLACES if (data := tree.read(place)) is not None), b"")
    return data.decode("utf-8-sig", "replace")


def _fits(pattern: str, path: str) -> bool:
    """Return whether a pattern is about *path*; one that GitHub doesn't understand is about none."""
    if pattern.startswith("!") or "[" in pattern:
        return False
    is_anchored = "/" in pattern.rstrip("/")
    parts = [part for part in pattern.split("/") if part]
    if not is_anchored:
        parts.insert(0, "**")
    is_folder = pattern.endswith("/")
    # All that is in a folder belongs to it, but `folder/*` is only what is right in there.
    ends_in_star = parts[-1:] == ["*"] and is_anchored and not is_folder
    names = path.split("/")
    ends = range(1, len(names) + 1)
    return any(
        _matches(parts, names[:end])
        for end in ends
        if (end == len(names) or not ends_in_star) and not (end == len(names) and is_folder)
    )


def _matches(parts: list[str], names: list[str]) -> bool:
    """Return whether parts of a pattern are these names, all of them."""
    reached = {0}
    for part in parts:
        if part == "**":
            reached = set(range(min(reached), len(names) + 1)) if reached else set()
            continue
        reached = {
            at + 1 for at in reached if at < len(names) and is_like(part, names[at], has_marks=True)
        }
    return len(names) in reached
