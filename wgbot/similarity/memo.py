"""What was found out for a text, kept; a look-up costs no more than one in a dict."""

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memo(dict[Key, Value]):
    """From a key to what a function gives for it, which is asked once for each."""

    def __init__(self, find: Callable[[Key], Value]) -> None:
        """Take the function."""
        super().__init__()
        self._find = find

    def __missing__(self, key: Key) -> Value:
        """Ask the function."""
        value = self[key] = self._find(key)
        return value
