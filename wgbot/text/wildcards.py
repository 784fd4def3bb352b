"""Patterns in which `*` stands for anything."""

import fnmatch
import re


def is_like(pattern: str, text: str, *, has_marks: bool = False) -> bool:
    """Return whether all of *text* is like *pattern*; if it *has_marks*, `?` stands for any one character."""
    escaped = pattern.replace("[", "[[]")
    escaped = escaped if has_marks else escaped.replace("?", "[?]")
    return re.match(fnmatch.translate(escaped), text) is not None
