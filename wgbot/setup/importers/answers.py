"""What a list says of a group in words of its own: its focus, and values of any kind as answers of its charter."""

from typing import Any

from wgbot.setup.importers import parts, person, vocabulary
from wgbot.setup.importers.found import MISSING
from wgbot.setup.importers.parts import key

_Charter = dict[str, str | tuple[str, ...]]

_INSTEAD_OF_FOCUS = ("charter", "remit", "goal", "goals", "responsibilities", "work")
"""Answers of which the first that is text says what a group is for, where nothing else does."""
_LEAST_WORDS = 3


class GroupAnswers:
    """The answers of one group."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        """What the list calls each of them."""
        self._focuses: list[tuple[int, str, str]] = []
        self._charter: _Charter = {}

    def add_focus(self, rank: int, label: str, text: str) -> None:
        """Add what may be the focus: the one of the least *rank* is, and others are answers."""
        self._focuses.append((rank, label, text))

    def add(self, label: str, value: Any) -> None:
        """Add an answer, if a value says anything."""
        if said := answer(value):
            self.more(key(label), label, said)

    def more(self, name: str, label: str, answer: str | tuple[str, ...]) -> None:
        """Add an answer to the charter, or to what is there."""
        name = "about" if name == "focus" else name
        self.labels.setdefault(name, label)
        there = self._charter.get(name)
        if there is None:
            self._charter[name] = answer
            return
        listed = [each if isinstance(each, tuple) else (each,) for each in (there, answer)]
        self._charter[name] = tuple(dict.fromkeys((*listed[0], *listed[1])))

    def whole(self) -> tuple[str, _Charter]:
        """Return the focus, and the charter with what of it does not fit."""
        rest: _Charter = {}
        focus = ""
        for _, label, text in sorted(self._focuses, key=lambda each: each[0]):
            taken, whole = parts.focus(text) if not focus else ("", text)
            focus = focus or taken
            # An answer called `focus` would be taken for the focus itself.
            name = "about" if key(label) == "focus" else key(label)
            if whole and name not in self._charter:
                rest.setdefault(name, whole)
                self.labels.setdefault(name, label)
        charter = {**rest, **self._charter}
        instead = (charter.get(name) for name in _INSTEAD_OF_FOCUS)
        texts = (parts.focus(each)[0] for each in instead if isinstance(each, str))
        focus = focus or next(filter(_is_prose, texts), "")
        return focus or MISSING, charter


def _is_prose(text: str) -> bool:
    return "://" not in text and len(text.split()) >= _LEAST_WORDS


def text(value: Any) -> str:
    """Return a value as one text."""
    return (
        ", ".join(map(parts.told, value))
        if isinstance(value, list)
        else (parts.block(value) if isinstance(value, str) else parts.told(value))
    )


def answer(value: Any) -> str | tuple[str, ...]:
    """Return a value as an answer of the charter: text, or a list of texts."""
    if isinstance(value, list):
        return tuple(said for each in value if (said := _flat(each)))
    if isinstance(value, dict):
        if {"github", "login", "name"} & set(value):
            return _flat(value)
        return tuple(
            f"{name}: {said}"
            for name, each in value.items()
            if not vocabulary.is_key_private(name) and (said := _flat(each))
        )
    return parts.block(value)


def _flat(value: Any) -> str:
    """Return a value in one line, without what is private."""
    if isinstance(value, dict):
        return _flat_mapping(
            {key: each for key, each in value.items() if each not in (None, "", [], {})}
        )
    if isinstance(value, list):
        return ", ".join(said for each in value if (said := _flat(each)))
    return parts.line(value)


def _flat_mapping(value: dict[str, Any]) -> str:
    """Return a mapping in one line: what has a name begins with it."""
    someone = person.given(value) if {"github", "login"} & set(value) else None
    if someone and someone.person and someone.person.github:
        name = someone.person.name
        return f"{name} (@{someone.person.github})" if name else f"@{someone.person.github}"
    head, about = (parts.line(value.get(key)) for key in ("name", "description"))
    rest = "; ".join(
        f"{key}: {said}"
        for key, each in value.items()
        if not (vocabulary.is_key_private(key) or (head and key in ("name", "description")))
        and (said := _flat(each))
    )
    if not head:
        return rest
    return f"{head}{f' ({about})' if about else ''}{f': {rest}' if rest else ''}"
