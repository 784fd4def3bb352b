"""E-mail addresses: found wherever they are in a text, and left out of it.

A text is judged as a reader makes it out (`plain`), with its markup and without it, for an address
can be in either: in a link's target, or in parts, each in bold. What is found is taken out of the
text as it was written.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from math import isfinite
from typing import Any

from wgbot.setup.importers import addresses, plain
from wgbot.text.problems import Problem, SetupError
from wgbot.text.sentences import LinkedText, Sentence, Value

LEFT_OUT = "…"
"""What is in a text where an address was."""

MARK = "address@left-out.invalid"
"""What stands for every address from when a list is opened until it is left out.

A list's values are taken apart by all sorts of signs. An address would not be known by its parts, so
none is there any more when that happens.
"""

MAX_DEPTH = 30
"""How deep the values of a list may be nested."""

_MOST_ROUNDS = 8
# What cannot be without one of these has no address in it: most texts.
_MAYBE = re.compile(
    r"[@%&\\]|(?<![^\W_])at(?![^\W_])|\ba\b\ ?[)\]}]|mailto:|[^\x00-\x7f]", re.IGNORECASE
)

_PHONE = re.compile(
    r"\b(?:phone|tel|telephone|telefon|mobile|mobil|cell|fax|whatsapp|handy|telefono|teléfono|téléphone|móvil)\b"
    r"[^\w+\n]{0,4}(?:(?:number|no|nr)\b[^\w+\n]{0,3})?(\+?\d[\d ()/.-]{4,24}\d)",
    re.IGNORECASE,
)
"""A number that its label says to be that of a telephone."""

_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<url>[^\s()]*)(?:\s+\"[^\"]*\")?\)")
_URL = re.compile(r"https?://[^\s<>()\[\]\"|]+", re.IGNORECASE)
_BRACKETS = re.compile(rf"(?:(?<!\s)\s++)?[<(\[]\s*+{LEFT_OUT}\s*+[>)\]]")


def _places(text: str, of_person: bool) -> list[tuple[int, int]]:
    """Return where addresses are in a text as it was written, in order and apart."""
    phones = [found.span(1) for found in _PHONE.finditer(text)]
    if not _MAYBE.search(text):
        return phones
    decoded = plain.plain(text).decoded()
    bare = decoded.without_markup()
    views = (decoded,) if bare is decoded else (decoded, bare)
    written = (
        view.source(*place)
        for view in views
        for place in addresses.places(view.text, of_person=of_person)
    )
    found = sorted([*phones, *written])
    apart: list[tuple[int, int]] = []
    for begin, end in found:
        if apart and begin < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((begin, end))
    return apart


def has(text: str, *, of_person: bool = False) -> bool:
    """Return whether there is an e-mail address in a text, or in what is said *of_person*."""
    return bool(_places(text, of_person))


def hidden(text: str, *, of_person: bool = False) -> str:
    """Return a text with an ellipsis in place of each e-mail address, and of each link with one in it."""
    if not has(text, of_person=of_person):
        return text
    text = _LINK.sub(lambda link: link["text"] if has(link["url"]) else link[0], text)
    text = _URL.sub(lambda link: LEFT_OUT if has(link[0]) else link[0], text)
    # What stood beside an address can make another one of what is left.
    for _ in range(_MOST_ROUNDS):
        places = _places(text, of_person)
        text = _BRACKETS.sub("", "".join(_replaced(text, places, lambda _: LEFT_OUT)))
        if not places and not has(text, of_person=of_person):
            return text.strip()
    return LEFT_OUT


def _replaced(
    text: str, places: list[tuple[int, int]], fresh: Callable[[str], str]
) -> Iterator[str]:
    done = 0
    for begin, end in places:
        yield text[done:begin]
        yield fresh(text[begin:end])
        done = end
    yield text[done:]


def rest(text: str, *, of_person: bool = False) -> str:
    """Return what is left of a text without its addresses; nothing, where that says nothing."""
    left = hidden(text, of_person=of_person)
    return left if left == text or re.search(r"\w", left) else ""


def marked(text: str) -> str:
    """Return a text with the mark in place of each address, and with as many lines."""
    return "".join(_replaced(text, _places(text, False), _mark))


def _mark(address: str) -> str:
    scheme = "mailto:" if address[:7].casefold() == "mailto:" else ""
    return scheme + MARK + "\n" * address.count("\n")


def marked_values(value: Any, public: Collection[str] = (), depth: int = 0) -> Any:
    """Return the values of a list, of any kind, with the mark in place of each address, but those *public*.

    Keys are texts then. Raises SetupError if the values are nested too deep.
    """
    if depth > MAX_DEPTH:
        raise SetupError(f"Values are nested more than {MAX_DEPTH} deep. Make the list flatter.")
    if isinstance(value, str):
        return value if value in public else marked(value)
    if isinstance(value, float) and not isfinite(value):
        return None  # `NaN`, as exports have it where nothing is
    if isinstance(value, list):
        return [marked_values(each, public, depth + 1) for each in value]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for key, each in value.items():
        name = marked(str(key))
        while name in made:
            name += "′"
        made[name] = marked_values(each, public, depth + 1)
    return made


def hidden_values(value: Any) -> Any:
    """Return values of any kind with an ellipsis in place of each address."""
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, list | tuple):
        return [hidden_values(each) for each in value]
    if isinstance(value, dict):
        return {hidden(str(key)): hidden_values(each) for key, each in value.items()}
    return value


def hidden_problem(problem: Problem) -> Problem:
    """Return a problem without addresses: it can quote one that is in the repository."""
    return replace(
        problem,
        what=hidden(problem.what),
        fix=hidden(problem.fix),
        values={name: _hidden_value(value) for name, value in problem.values.items()},
    )


def _hidden_value(value: Value) -> Value:
    match value:
        case str():
            return hidden(value)
        case LinkedText():
            return LinkedText(hidden(value.text), hidden(value.address))
        case Sentence():
            values = {name: _hidden_value(each) for name, each in value.values.items()}
            return Sentence(value.text, values)
        case tuple():
            return tuple(map(_hidden_value, value))
    return value
