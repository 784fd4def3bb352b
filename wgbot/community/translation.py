"""The sentences in the code, in another language.

A catalogue is keyed by the English sentences, so what the code says stays in the code. `<1>` in one
stands for what the code fills in, and `{name}` for what a stranger typed, which is never looked at.
Templates in other languages are files of their own (`templates`).
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from wgbot.community.templates import BUILT_IN
from wgbot.files import yaml
from wgbot.text.problems import Problem, SetupError

ENGLISH = "en"
FILE = "sentences.yml"

# `{name}`, and `{name_2}` where there are several of one name; or `<1>`.
_PLACE = re.compile(r"\{(\w+?)(?:_\d+)?\}|<(\d+)>")
_MOST_DEPTH = 4
_LEAST_SAID = 6
"""The fewest characters of its own by which a pattern is known as a whole sentence."""


class Catalogue:
    """What each sentence is in one language."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        """Take the sentences, by their English; what is not among them stays English."""
        self._whole = {
            english: text for english, text in sentences.items() if not _PLACE.search(english)
        }
        # The more a pattern says itself, the more surely it is the one that is meant.
        patterns = sorted(
            (english for english in sentences if english not in self._whole),
            key=lambda english: -len(_PLACE.sub("", english)),
        )
        self._patterns = [
            (
                _pattern(english),
                _values(english),
                sentences[english],
                "{" not in english and len(_PLACE.sub("", english)) < _LEAST_SAID,
            )
            for english in patterns
        ]

    def say(self, text: str) -> str:
        """Return a sentence in this language; as it is, where the catalogue does not have it."""
        return self._say(text, 0)

    def problem(self, problem: Problem) -> Problem:
        """Return a problem in this language."""
        return replace(problem, what=self.say(problem.what), fix=self.say(problem.fix))

    def _say(self, text: str, depth: int) -> str:
        if text in self._whole or depth > _MOST_DEPTH:
            return self._whole.get(text, text)
        for pattern, places, said, is_part in self._patterns:
            if is_part and not depth:
                continue
            if found := pattern.fullmatch(text):
                values = dict(zip(places, found.groups(), strict=True))
                return _PLACE.sub(lambda place: self._filled(place, values, depth), said)  # noqa: B023  # used at once
        return self._parts(text, depth)

    def _filled(self, place: re.Match[str], values: Mapping[str, str], depth: int) -> str:
        if place[1]:
            return values.get(f"{{{place[1]}}}", place[0])
        return self._say(values.get(f"<{place[2]}>", ""), depth + 1)

    def _parts(self, text: str, depth: int) -> str:
        """Translate what is in brackets, or between semicolons: reasons are given like that."""
        if text.startswith(" (") and text.endswith(")"):
            return f" ({self._say(text[2:-1], depth + 1)})"
        if "; " in text:
            return "; ".join(self._say(each, depth + 1) for each in text.split("; "))
        return text


def _values(english: str) -> list[str]:
    """Return what the groups of a sentence's pattern stand for, in order."""
    return list(dict.fromkeys(place[0] for place in _PLACE.finditer(english)))


def _pattern(english: str) -> re.Pattern[str]:
    """Make the pattern that a filled-in sentence matches."""
    pattern, at, seen = "", 0, list[str]()
    for place in _PLACE.finditer(english):
        pattern += re.escape(english[at : place.start()])
        at = place.end()
        if place[0] in seen:
            pattern += rf"\{seen.index(place[0]) + 1}"
            continue
        seen.append(place[0])
        pattern += rf"(\{{{place[1]}(?:_\d+)?\}})" if place[1] else "(.*?)"
    return re.compile(pattern + re.escape(english[at:]), re.DOTALL)


@lru_cache(maxsize=8)
def load(language: str) -> Catalogue:
    """Read the catalogue of a language; English needs none.

    Raises SetupError if wgbot does not speak it.
    """
    if language == ENGLISH:
        return Catalogue({})
    path = BUILT_IN / language / FILE
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z]+)?", language) or not path.is_file():
        spoken = sorted(each.parent.name for each in BUILT_IN.glob(f"*/{FILE}"))
        raise SetupError(
            f"wgbot does not speak {language!r}, but {', '.join([ENGLISH, *spoken])}. Name one of "
            "them as `language` in the configuration."
        )
    return Catalogue(yaml.load(path.read_bytes(), as_text=True).value)
