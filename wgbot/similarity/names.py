"""A group's name, read: which words say what it is for, and which only that it is a group."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TypeVar

from wgbot.similarity import defaults
from wgbot.similarity.options import SimilarityOptions
from wgbot.similarity.topics import TOPICS
from wgbot.similarity.words import CAMEL, Word, is_pieces, split, word
from wgbot.text.lookalikes import skeleton

Key = TypeVar("Key")

MAX_NAME = 200
"""Characters of a name that are looked at."""
MAX_WORDS = 16

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_SHORT = re.compile(r"[^\W_]{2,8}")
_PATH = re.compile(r"\w+(?:[-/][\w.]+){2,}")
_TIED = re.compile(r"(?<=\w)[-/]\w+(?![-/\w])")
# What is set off from the name in front: "[WG]: …", "New SIG: …", "WG - …".
_MAY_HAVE_LABEL = re.compile(r"[:\[(–—-]")
_LABEL = re.compile(
    r"\s*(?:[\[(]([^\[\]()]{1,60})[\])]|([^:\[\]()–—]{1,60}?)(?::|\s[-–—](?=\s)|[–—]))"
)


class Language:
    """The words that a community has for its groups, and its short forms."""

    def __init__(self, options: SimilarityOptions | None = None) -> None:
        """Take the usual words and those of a community."""
        options = options or SimilarityOptions()
        self.group_words = frozenset(
            _phrase(each) for each in (*defaults.GROUP_WORDS, *options.group_words)
        )
        self.titles = tuple(words for each in options.titles if (words := split(each)))
        """What the titles of proposals begin with, and nobody means as a part of the name."""
        self.endings = frozenset(_phrase(each) for each in defaults.GROUP_ENDINGS)
        self._ending_words = frozenset(words[-1] for words in self.endings)
        self._group_lengths = sorted({len(words) for words in self.group_words}, reverse=True)
        self._group_starts = frozenset(words[0] for words in self.group_words)
        self.short_forms: dict[str, tuple[str, ...]] = {}
        """From the stem of a short form to the stems of its long ones, each in one piece."""
        self.short_for: dict[str, tuple[str, ...]] = {}
        """The other way: from the stem of a long form to its short ones."""
        for short, long in [*defaults.SHORT_FORMS.items(), *options.short_forms.items()]:
            _add(self.short_forms, joined(_phrase(short)), (joined(_phrase(each)) for each in long))
        for stem, long_stems in self.short_forms.items():
            for each in long_stems:
                _add(self.short_for, each, (stem,))
        self.topics = dict(_usual_topics())
        """From the stems of one to three words to the topics that they belong to."""
        _add_topics(self.topics, options.topics)
        self._topic_starts = frozenset(stems[0] for stems in self.topics)
        # A registry has many words, and most of them often: each is looked into once.
        self.word = cache(self._word)
        """Gives the word of a text; a short form has the root of its first long one."""
        self.telling_root = cache(self._telling_root)
        """Gives the root of a word that may say what a group is about; nothing for another."""
        self._starts_topic = cache(lambda text: word(text).stem in self._topic_starts)

    def _word(self, text: str) -> Word:
        each = word(text)
        long = self.short_forms.get(each.stem)
        return replace(each, root=word(long[0]).root) if long else each

    def _telling_root(self, text: str) -> str:
        each = self.word(text)
        is_idle = each.is_small or each.is_common or (text,) in self.group_words
        return "" if is_idle or len(text) < 2 else each.root

    def topics_of(self, texts: Sequence[str]) -> dict[str, str]:
        """Find the topics that the words of a text belong to: from topic to the words that do."""
        found: dict[str, str] = {}
        starts = self._starts_topic
        for at in [at for at, text in enumerate(texts) if starts(text)]:
            stems = tuple(word(each).stem for each in texts[at : at + 3])
            for length in range(len(stems), 0, -1):
                for topic in self.topics.get(stems[:length], ()):
                    found.setdefault(topic, " ".join(texts[at : at + length]))
        return found

    def group_word_at(self, words: Sequence[str], at: int) -> int:
        """Return how many of *words* from *at* are a group's word, 0 for none; plurals count."""
        first = words[at]
        if first not in self._group_starts and first.removesuffix("s") not in self._group_starts:
            return 0
        for length in self._group_lengths:
            phrase = tuple(words[at : at + length])
            if len(phrase) == length and (
                phrase in self.group_words
                or (*phrase[:-1], phrase[-1].removesuffix("s")) in self.group_words
            ):
                return length
        return 0

    def ending_of(self, words: Sequence[str]) -> int:
        """Return how many words at the end are a group's ending, 0 for none or where nothing is left."""
        if words and words[-1] in self._ending_words:
            for length in (2, 1):
                if len(words) > length and tuple(words[-length:]) in self.endings:
                    return length
        return 0

    def is_listed(self, short: Word, run: Sequence[str]) -> bool:
        """Return whether *short* is known to be short for the words of *run*."""
        return joined(run) in self.short_forms.get(short.stem, ())


# A run asks for its language several times, and the usual words are thousands.
@cache
def _usual_topics() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    topics: dict[tuple[str, ...], tuple[str, ...]] = {}
    _add_topics(topics, TOPICS)
    return topics


@lru_cache(maxsize=1 << 12)
def _phrase(text: str) -> tuple[str, ...]:
    return tuple(split(text))


def _add_topics(
    topics: dict[tuple[str, ...], tuple[str, ...]], more: Mapping[str, Sequence[str]]
) -> None:
    for topic, said in more.items():
        for each in said:
            _add(topics, tuple(word(part).stem for part in _phrase(each)), (topic,))


def _add(lists: dict[Key, tuple[str, ...]], key: Key, more: Iterable[str]) -> None:
    lists[key] = (*lists.get(key, ()), *more)


def joined(words: Sequence[str]) -> str:
    """Return the stem of the words written as one."""
    return word("".join(words)).stem


@dataclass(slots=True)
class Name:
    """A name, read in one way."""

    shown: str
    """As it was written, cut."""
    words: tuple[Word, ...]
    """Without the words for a group; small words are among them."""
    group_words: tuple[str, ...] = ()
    aside: tuple[Word, ...] = ()
    """What was in brackets and is left out in this reading."""
    is_split: bool = False
    """It is read as if its capitals began words."""
    is_short: bool = False
    """Of words tied together, "cross-domain", only the first is read: initials may leave it at that."""
    main: tuple[Word, ...] = field(init=False)
    """The words that are not small."""
    one_word: str = field(init=False)
    """All of it written as one word."""
    with_small: str = field(init=False)
    """The same with small words: "on-boarding" is "onboarding"."""

    def __post_init__(self) -> None:
        """Take the small words out."""
        self.main = tuple([each for each in self.words if not each.is_small]) or self.words
        self.one_word = "".join([each.text for each in self.main])
        self.with_small = "".join([each.text for each in self.words])

    @property
    def is_path(self) -> bool:
        """It is written like a file's name, the group word first: `wg-docs-tutorials`."""
        return bool(self.group_words) and _PATH.fullmatch(self.shown) is not None

    @property
    def looks(self) -> str:
        """What all of it looks like, signs and all."""
        return skeleton(self.shown)


def read(text: str, language: Language) -> tuple[Name, ...]:
    """Read a name in each way that makes sense; the first takes in most of it."""
    text = text[: 4 * MAX_NAME].strip()[:MAX_NAME]
    readings = [_reading(text, language)]
    outside = _BRACKETS.sub(" ", text) if "(" in text or "[" in text else text
    if outside != text and any(char.isalnum() for char in outside):
        inside = [part for match in _BRACKETS.findall(text) for part in match if part]
        shorter = _reading(outside, language, shown=text)
        aside = tuple(
            each for each in readings[0].main if each.text in set(split(" ".join(inside)))
        )
        readings.append(Name(text, shorter.words, shorter.group_words, aside))
        readings += _short_forms_beside(text, split(outside), inside, language)
    split_up = _reading(text, language, camel=True) if CAMEL.search(text) else readings[0]
    if split_up.words != readings[0].words:
        readings.append(split_up)
    readings += _without_glued_ending(readings[0], language)
    first = readings[0]
    if len(first.main) > 2 and first.words[0].text == "team":
        readings.append(Name(text, first.words[1:], (*first.group_words, "team")))
    is_tied = len(readings[0].main) > 2 and ("-" in text or "/" in text)
    first_parts = _TIED.sub(" ", text) if is_tied else text
    if first_parts != text:
        shorter = _reading(first_parts, language, shown=text)
        if len(shorter.main) > 1:
            readings.append(replace(shorter, is_short=True))
    return tuple(readings)


def _short_forms_beside(
    text: str, words: Sequence[str], inside: Sequence[str], language: Language
) -> Iterator[Name]:
    """Read the short form that stands in brackets beside what it is short for, wherever that is."""
    for each in inside[:3]:
        short = each.strip().casefold() if _SHORT.fullmatch(each.strip()) else ""
        runs = (words[at:end] for at in range(len(words)) for end in range(at + 2, len(words) + 1))
        if short and any(is_pieces(short, run, language.short_for) for run in runs):
            yield Name(text, (language.word(short),))


def _without_glued_ending(name: Name, language: Language) -> Iterator[Name]:
    if len(name.words) != 1:
        return
    for ending in defaults.GLUED_ENDINGS:
        text = name.words[0].text.removesuffix(ending)
        if text != name.words[0].text and len(text) >= 2:
            yield Name(name.shown, (language.word(text),), (*name.group_words, ending))


def _reading(text: str, language: Language, *, shown: str = "", camel: bool = False) -> Name:
    words = split(text, camel=camel)[:MAX_WORDS]
    label = _LABEL.match(text) if _MAY_HAVE_LABEL.search(text) else None
    in_label = len(split(label[0], camel=camel)) if label else 0
    kept, dropped = _without_group_words(words, language, in_label)
    return Name(shown or text, tuple(map(language.word, kept)), tuple(dropped), is_split=camel)


def _without_group_words(
    words: list[str], language: Language, in_label: int
) -> tuple[list[str], list[str]]:
    """Take the group words off; a name that is nothing else keeps them all."""
    at = _opening(words, language, in_label)
    kept, dropped = [], words[:at]
    while at < len(words):
        length = language.group_word_at(words, at)
        dropped += words[at : at + length]
        if not length:
            kept.append(words[at])
        at += length or 1
    while ending := language.ending_of(kept):
        dropped += kept[-ending:]
        del kept[-ending:]
    while len(kept) > 1 and kept[0] in (defaults.LEADS_ON if dropped else ("the",)):
        dropped.append(kept.pop(0))
    return (kept, dropped) if kept else (words, [])


def _opening(words: list[str], language: Language, in_label: int) -> int:
    """Return how many words in front only say that a group is proposed; never all of them.

    "[New WG]: …", "Proposal for a …", "Add SIG …", "Committee on …": up to a sign, a group's word or
    what leads on from it.
    """
    for title in language.titles:
        if words[: len(title)] == title and len(words) > len(title) == in_label:
            return in_label
    at = found = 0
    is_led_on = False
    while at < len(words):
        if length := language.group_word_at(words, at):
            found = at = at + length
        elif words[at] in defaults.LEADS_ON and at:
            before = words[at - 1]
            is_led_on |= (before,) in language.endings or before in defaults.HERALDS
            at += 1
            found = at if is_led_on or found == at - 1 else found
        elif words[at] in defaults.HERALDS or (words[at],) in language.endings:
            at += 1
            if is_led_on and words[at - 1] == "new":
                found = at
        else:
            break
    if 0 < in_label <= at:
        found = max(found, in_label)
    return found if any(word not in defaults.LEADS_ON for word in words[found:]) else 0
