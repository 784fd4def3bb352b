"""A group's name, read: which words say what it is for, and which only that it is a group."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from wgbot.lettering import skeleton
from wgbot.similarity import defaults
from wgbot.similarity.words import CAMEL, Word, split, word

MAX_NAME = 200
"""Characters of a name that are looked at."""
MAX_WORDS = 16

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_PATH = re.compile(r"\w+(?:[-/][\w.]+){2,}")
_TAG = re.compile(r"^\s*[\[(](\w+)[\])]|^\s*(\w+)\s*[:-]")


@dataclass(frozen=True)
class Language:
    """The words that a community has for its groups, and its short forms."""

    group_words: frozenset[tuple[str, ...]]
    endings: frozenset[tuple[str, ...]]
    short_forms: Mapping[str, tuple[str, ...]]
    """From the stem of a short form to the stems of its long ones, each in one piece."""

    short_for: Mapping[str, tuple[str, ...]]
    """The other way: from the stem of a long form to its short ones."""

    @classmethod
    def of(
        cls,
        group_words: Iterable[str] = (),
        short_forms: Mapping[str, Sequence[str]] | None = None,
    ) -> "Language":
        """Make the language from the usual words and those of a community."""
        forms: dict[str, tuple[str, ...]] = {}
        for short, long in [*defaults.SHORT_FORMS.items(), *(short_forms or {}).items()]:
            stem = joined(split(short))
            forms[stem] = forms.get(stem, ()) + tuple(joined(split(each)) for each in long)
        backward: dict[str, tuple[str, ...]] = {}
        for short, long in forms.items():
            for each in long:
                backward[each] = (*backward.get(each, ()), short)
        return cls(
            frozenset(tuple(split(each)) for each in (*defaults.GROUP_WORDS, *group_words)),
            frozenset(tuple(split(each)) for each in defaults.GROUP_ENDINGS),
            forms,
            backward,
        )

    def word(self, text: str) -> Word:
        """Give the word of *text*; a short form has the root of its first long one."""
        each = word(text)
        long = self.short_forms.get(each.stem)
        return replace(each, root=word(long[0]).root) if long else each

    def is_listed(self, short: Word, run: Sequence[str]) -> bool:
        """Tell whether *short* is known to be short for the words of *run*."""
        return joined(run) in self.short_forms.get(short.stem, ())


def joined(words: Sequence[str]) -> str:
    """Give the stem of the words written as one."""
    return word("".join(words)).stem


@dataclass(frozen=True)
class Name:
    """A name, read in one way."""

    shown: str
    """As it was written, cut."""
    words: tuple[Word, ...]
    """Without the words for a group; small words are among them."""
    group_words: tuple[str, ...] = ()
    aside: tuple[Word, ...] = ()
    """What stood in brackets and is left out in this reading."""
    is_split: bool = field(default=False)
    """It is read as if its capitals began words."""

    @cached_property
    def main(self) -> tuple[Word, ...]:
        """The words that are not small."""
        return tuple(each for each in self.words if not each.is_small) or self.words

    @cached_property
    def one_word(self) -> str:
        """All of it written as one word."""
        return "".join(each.text for each in self.main)

    @cached_property
    def is_path(self) -> bool:
        """It is written like a file's name, the group word first: `wg-docs-tutorials`."""
        return bool(self.group_words) and _PATH.fullmatch(self.shown) is not None

    @cached_property
    def looks(self) -> str:
        """What all of it looks like, signs and all."""
        return skeleton(self.shown)


def read(text: str, language: Language) -> tuple[Name, ...]:
    """Read a name in each way that makes sense; the first takes in most of it."""
    text = text[: 4 * MAX_NAME].strip()[:MAX_NAME]
    readings = [_reading(text, language)]
    outside = _BRACKETS.sub(" ", text)
    if outside != text and any(char.isalnum() for char in outside):
        inside = [part for match in _BRACKETS.findall(text) for part in match if part]
        shorter = _reading(outside, language, shown=text)
        aside = tuple(
            each for each in readings[0].main if each.text in set(split(" ".join(inside)))
        )
        readings.append(Name(text, shorter.words, shorter.group_words, aside))
    split_up = _reading(text, language, camel=True) if CAMEL.search(text) else readings[0]
    if split_up.words != readings[0].words:
        readings.append(split_up)
    readings += _without_glued_ending(readings[0])
    return tuple(readings)


def _without_glued_ending(name: Name) -> Iterator[Name]:
    if len(name.words) != 1:
        return
    for ending in defaults.GLUED_ENDINGS:
        text = name.words[0].text.removesuffix(ending)
        if text != name.words[0].text and len(text) >= 3:
            yield Name(name.shown, (word(text),), (*name.group_words, ending))


def _reading(text: str, language: Language, *, shown: str = "", camel: bool = False) -> Name:
    words = split(text, camel=camel)[:MAX_WORDS]
    tag = _TAG.match(text)
    kept, dropped = _without_group_words(words, language, tag is not None)
    return Name(shown or text, tuple(map(language.word, kept)), tuple(dropped), is_split=camel)


def _without_group_words(
    words: list[str], language: Language, has_tag: bool
) -> tuple[list[str], list[str]]:
    """Take the group words off; a name that is nothing else keeps them all."""
    kept, dropped, at = [], [], 0
    while at < len(words):
        length = _phrase_at(words, at, language.group_words)
        dropped += words[at : at + length]
        if not length:
            kept.append(words[at])
        at += length or 1
    while kept:
        ending = next(
            (n for n in (2, 1) if tuple(kept[-n:]) in language.endings and len(kept) > n), 0
        )
        if not ending:
            break
        dropped += kept[-ending:]
        del kept[-ending:]
    if has_tag and len(kept) > 1 and (kept[0],) in language.endings:
        dropped.append(kept.pop(0))
    while len(kept) > 1 and kept[0] in ("the", "for", "on", "of"):
        dropped.append(kept.pop(0))
    return (kept, dropped) if kept else (words, [])


def _phrase_at(words: list[str], at: int, phrases: frozenset[tuple[str, ...]]) -> int:
    """Give how many of the words from *at* are a group's word, 0 for none; plurals count."""
    for length in (3, 2, 1):
        phrase = tuple(words[at : at + length])
        if len(phrase) == length and (
            phrase in phrases or (*phrase[:-1], phrase[-1].removesuffix("s")) in phrases
        ):
            return length
    return 0
