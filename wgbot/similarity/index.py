"""The groups of a registry, filed so that one can be held against all of them at once.

Comparing takes a tenth of a millisecond, so of 100,000 groups only those are compared that have
something rare in common with the one in question: a name, a word, initials, a repository.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from wgbot.groups import Group
from wgbot.similarity.matching import shortens_name
from wgbot.similarity.names import Language, Name, joined
from wgbot.similarity.options import Options
from wgbot.similarity.profiles import Profile, profile
from wgbot.similarity.rarity import Vocabulary
from wgbot.similarity.verdicts import Likeness, judge
from wgbot.similarity.words import numeronym

MOST_COMPARED = 40
MOST_LOOKED_AT = 10_000
"""Entries that are followed, those of the rarest keys first: what all groups have tells nothing."""
MOST_BY_INITIALS = 500
"""Groups whose initials are looked at closely."""
LONGEST_SHORT = 14
"""Letters of a short form."""
_MOST_INITIALS = 6
# Letters of a short form that the long one may not have: "x" for "experience", "2" for "to".
_ADDED_LETTERS = "x24nv6"


class Index:
    """The groups of a registry, ready to be searched."""

    def __init__(self, groups: Mapping[str, Group], options: Options | None = None) -> None:
        options = options or Options()
        language = Language.of(options.group_words, options.short_forms)
        self._slugs = list(groups)
        self._profiles = [profile(group, language, slug) for slug, group in groups.items()]
        self.words = Vocabulary.counting(self._profiles, language, options)
        self._filed: dict[str, list[int]] = defaultdict(list)
        # Words and one-word names by their first letter and length, to find slips of the keys.
        self._spelled: dict[tuple[str, int], set[str]] = defaultdict(set)
        # One-word names by their first letter, which may be made of a longer name's beginnings.
        self._shorts: dict[str, list[tuple[int, Name]]] = defaultdict(list)
        for number, each in enumerate(self._profiles):
            self._file(number, each)

    def similar(self, group: Group, *, slug: str = "", limit: int = 10) -> list[Likeness]:
        """List the groups that *group* may be or should talk to, most alike first.

        Where *group* is registered itself, as *slug*, it is not held against itself.
        """
        asked = profile(group, self.words.language, slug)
        found = [
            likeness
            for number in self._candidates(asked)
            if self._slugs[number] != slug
            and (likeness := judge(asked, self._profiles[number], self.words, self._slugs[number]))
        ]
        found.sort(key=lambda each: (each.kind == "overlap", -each.score, each.slug))
        return found[:limit]

    def _file(self, number: int, each: Profile) -> None:
        for key in dict.fromkeys([*_name_keys(each), *_other_keys(each)]):
            self._filed[key].append(number)
        for name in _readings(each):
            for text in {name.one_word, *(word.text for word in name.main)}:
                if len(text) >= 5:
                    self._spelled[text[0], len(text)].add(text)
            if len(name.main) == 1 and len(name.one_word) <= LONGEST_SHORT:
                self._shorts[name.one_word[:1]].append((number, name))

    def _candidates(self, asked: Profile) -> list[int]:
        """Give the numbers of the groups to compare with, the most promising ones."""
        scores: dict[int, float] = defaultdict(float)
        total = len(self._profiles) + 1
        asked_for = {key: filed for key in self._keys(asked) if (filed := self._filed.get(key))}
        looked_at = 0
        for key, filed in sorted(asked_for.items(), key=lambda item: (len(item[1]), item[0])):
            looked_at += len(filed)
            if looked_at > MOST_LOOKED_AT:
                break
            # A name says more than a word of the focus.
            weight = math.log(1 + total / len(filed)) * (1 if key[0] == "~" else 3)
            for number in filed:
                scores[number] += weight
        for number in self._short_or_long(asked):
            scores[number] += 3 * math.log(1 + total)
        best = heapq.nsmallest(MOST_COMPARED, ((-score, each) for each, score in scores.items()))
        return [number for _, number in best]

    def _keys(self, asked: Profile) -> Iterator[str]:
        yield from _name_keys(asked)
        yield from _other_keys(asked)
        language = self.words.language
        for name in _readings(asked):
            for word in name.main:
                yield f"#{word.text}"
                for long in language.short_forms.get(word.stem, ()):
                    yield from (f"w{long}", f"={long}")
            for text in {name.one_word, *(word.text for word in name.main)}:
                for slip in (*self._slips(text), text[1:]):
                    yield from (f"={slip}", f"t{slip}")
            for short in language.short_for.get(joined([name.one_word]), ()):
                yield f"w{short}"
            if len(name.main) > 1 and name.one_word:
                yield f"w{numeronym(name.one_word)}"
            for word in name.main:
                if len(word.text) > 3:
                    yield f"w{numeronym(word.text)}"

    def _slips(self, text: str) -> Iterator[str]:
        if len(text) < 5:
            return
        for length in range(len(text) - 2, len(text) + 3):
            choices = self._spelled.get((text[0], length))
            if choices:
                near = process.extract(text, choices, scorer=OSA.distance, score_cutoff=2, limit=10)
                yield from (each for each, _, _ in near)

    def _short_or_long(self, asked: Profile) -> Iterator[int]:
        """Give the groups whose name is short for the asked one's, or the other way round."""
        language = self.words.language
        for name in _readings(asked):
            letters = _letters(name)
            if len(name.main) > 1:
                for letter in {word.text[0] for word in name.main}:
                    for number, short in self._shorts.get(letter, ()):
                        if letters.issuperset(short.one_word) and shortens_name(
                            short, name, language
                        ):
                            yield number
            if len(name.main) == 1 and len(name.one_word) <= LONGEST_SHORT:
                for number in self._with_initials(name.one_word):
                    for long in _readings(self._profiles[number]):
                        if _letters(long).issuperset(name.one_word) and shortens_name(
                            name, long, language
                        ):
                            yield number

    def _with_initials(self, text: str) -> set[int]:
        """Give the groups whose initials stand in *text* in their order."""
        found: set[int] = set()
        for length in range(min(_MOST_INITIALS, len(text)) - 1, 0, -1):
            for rest in dict.fromkeys(combinations(text[1:], length)):
                filed = self._filed.get(f"i{text[0]}{''.join(rest)}", [])
                found.update(filed[: MOST_BY_INITIALS - len(found)])
                if len(found) >= MOST_BY_INITIALS:
                    return found
        return found


def _letters(name: Name) -> set[str]:
    """Give the letters that a short form of *name* can have."""
    return set(_ADDED_LETTERS).union(*(word.text for word in name.words))


def _readings(each: Profile) -> Iterator[Name]:
    for name in each.names:
        yield from (reading for reading in name if reading.main)


def _name_keys(each: Profile) -> Iterator[str]:
    """Give what a group is filed by for its names, one letter telling what each is."""
    for name in _readings(each):
        texts = [word.text for word in name.main]
        yield f"={name.one_word}"
        yield f"#{numeronym(name.one_word)}"
        for word in name.main:
            yield from (
                f"w{word.stem}",
                f"w{word.root}",
                f"t{word.text}",
                f"t{word.text[1:]}",
                f"#{numeronym(word.text)}",
            )
        for length in (2, 3):
            for start in range(len(texts) - length + 1):
                yield f"w{joined(texts[start : start + length])}"
        yield from (f"i{initials}" for initials in _initials(texts))
    for readings in each.names:
        # A name of nothing but signs is filed by its looks.
        if not readings[0].main:
            yield f"={readings[0].looks}"


def _other_keys(each: Profile) -> Iterator[str]:
    yield from (f"~{root}" for root in each.about)
    yield from (f"@{address}" for address in (*each.repositories, *each.channels))


def _initials(texts: Iterable[str]) -> Iterator[str]:
    """Give the initials of the words, of most of them, and with an `x` for `experience`."""
    letters = [text[0] for text in texts][:_MOST_INITIALS]
    crossed = ["x" if text.startswith("ex") else text[0] for text in texts][:_MOST_INITIALS]
    for each in (letters, crossed) if letters != crossed else (letters,):
        for length in range(max(2, math.ceil(len(each) * 0.6)), len(each) + 1):
            yield from map("".join, combinations(each, length))
