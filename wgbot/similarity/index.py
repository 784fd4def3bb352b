"""The groups of a registry, filed so that one can be held against all of them at once.

Comparing takes a tenth of a millisecond, so of 100,000 groups only those are compared that have
something rare in common with the one in question: a name, a word, initials, a repository.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from wgbot.registry.group import Group
from wgbot.similarity.names import Language, Name, joined
from wgbot.similarity.options import SimilarityOptions
from wgbot.similarity.profiles import Profile, profile
from wgbot.similarity.rarity import Vocabulary
from wgbot.similarity.short_forms import shortens_name
from wgbot.similarity.verdicts import Likeness, judge
from wgbot.similarity.words import is_numeronym, numeronym
from wgbot.similarity.words import word as word_of

MOST_COMPARED = 24
MOST_LOOKED_AT = 10_000
"""Entries that are followed, those of the rarest keys first: what all groups have tells nothing."""
NAME = 3
"""How much more a name or a place says than a word of the focus."""
MOST_BY_INITIALS = 500
"""Groups whose initials are looked at closely."""
LONGEST_SHORT = 14
"""Letters of a short form."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST_INITIALS = 6
# Letters of a short form that the long one may not have: "x" for "experience", "2" for "to".
_ADDED_LETTERS = "x24nv6"


class Index:
    """The groups of a registry, ready to be searched."""

    def __init__(
        self, groups: Mapping[str, Group], options: SimilarityOptions | None = None
    ) -> None:
        self.words = Vocabulary(Language(options))
        self._slugs: list[str] = []
        self._profiles: list[Profile] = []
        self._numbers: dict[str, int] = {}
        # The numbers of groups by the keys of their names, by what they are about, by their places.
        self._named: dict[str, list[int]] = defaultdict(list)
        self._about: dict[str, list[int]] = defaultdict(list)
        self._placed: dict[str, list[int]] = defaultdict(list)
        # And by the topics of all that they say, and of their names alone.
        self._touching: dict[str, list[int]] = defaultdict(list)
        self._dedicated: dict[str, list[int]] = defaultdict(list)
        # All words and names written as one, and those by first letter and length: to find slips
        # of the keys, and what `i18n` counts the letters of.
        self._known: set[str] = set()
        self._spelled: dict[tuple[str, int], list[str]] = defaultdict(list)
        # One-word names by their first letter, which may be made of a longer name's beginnings.
        self._shorts: dict[str, list[tuple[int, Name]]] = defaultdict(list)
        self.add(groups)

    def add(self, groups: Mapping[str, Group]) -> None:
        """File more groups, under names that none has yet."""
        added = [profile(group, self.words.language, slug) for slug, group in groups.items()]
        for slug, each in zip(groups, added, strict=True):
            self._numbers[slug] = len(self._slugs)
            self._file(len(self._slugs), each)
            self._slugs.append(slug)
            self._profiles.append(each)
        self.words = self.words.with_more(added)

    def similar(
        self,
        group: Group,
        *,
        slug: str = "",
        limit: int | None = 10,
        among: Sequence[str] | None = None,
        aside: Sequence[str] = (),
    ) -> list[Likeness]:
        """List the groups that *group* may be or should talk to, most alike first.

        Where *group* is registered itself, as *slug*, it is not held against itself. It is held
        against those in *among* only, if given; of two that are as alike, the first comes first. Those
        named in *aside* are as good as not filed.
        """
        asked = profile(group, self.words.language, slug)
        left_out = {self._numbers[each] for each in aside}
        words = self.words.without([self._profiles[each] for each in left_out])
        places = (
            None
            if among is None
            else {self._numbers[each]: place for place, each in enumerate(among)}
        )
        found = [
            (likeness, number if places is None else places[number])
            for number in self._candidates(asked, words.size, places)
            if self._slugs[number] != slug and (likeness := self._judge(asked, number, words, slug))
        ]
        found.sort(key=lambda each: (each[0].rank, each[1]))
        return [likeness for likeness, _ in found[:limit]]

    def in_one_place(self, slug: str) -> list[Likeness]:
        """List the groups that work where the one filed as *slug* does and no third one does."""
        mine = self._profiles[self._numbers[slug]]
        numbers = {
            number
            for key in (*mine.repositories, *mine.channels)
            if len(filed := self._placed[key]) == 2
            for number in filed
            if self._slugs[number] != slug
        }
        found = (self._judge(mine, number, self.words, slug) for number in sorted(numbers))
        return [likeness for likeness in found if likeness and likeness.in_one_place]

    def _judge(self, asked: Profile, number: int, words: Vocabulary, slug: str) -> Likeness | None:
        is_counted = slug in self._numbers
        return judge(
            asked, self._profiles[number], words, self._slugs[number], is_counted=is_counted
        )

    def _file(self, number: int, each: Profile) -> None:
        for root in each.about:
            self._about[root].append(number)
        for address in (*each.repositories, *each.channels):
            self._placed[address].append(number)
        for topic in each.topics:
            self._touching[topic].append(number)
        for topic in each.name_topics:
            self._dedicated[topic].append(number)
        for key in set(_name_keys(each)):
            self._named[key].append(number)
        for name in _readings(each):
            for text in (name.one_word, *[word.text for word in name.main]):
                if text not in self._known:
                    self._known.add(text)
                    self._spelled[text[0], len(text)].append(text)
            if len(name.main) == 1 and len(name.one_word) <= LONGEST_SHORT:
                self._shorts[name.one_word[0]].append((number, name))

    def _candidates(self, asked: Profile, size: int, places: Mapping[int, int] | None) -> list[int]:
        """Return the numbers of the groups to compare with, the most promising ones.

        Of *places* only, if given: the numbers that may be compared with, each with its turn.
        """
        scores: dict[int, float] = defaultdict(float)
        looked_at = 0
        listed = (
            ([each for each in filed if each in places] if places is not None else filed, worth)
            for filed, worth in self._filed_with(asked)
        )
        for filed, worth in sorted(listed, key=lambda each: len(each[0])):
            looked_at += len(filed)
            if looked_at > MOST_LOOKED_AT:
                break
            weight = math.log(1 + (size + 1) / max(1, len(filed))) * worth
            for number in filed:
                scores[number] += weight
        for number in self._short_or_long(asked):
            if places is None or number in places:
                scores[number] += NAME * math.log(2 + size)
        least = min(heapq.nlargest(MOST_COMPARED, scores.values()), default=0)
        best = [number for number, score in scores.items() if score >= least]
        # The first of the registry where several are as promising.
        best.sort(key=lambda each: (-scores[each], each if places is None else places[each]))
        return best[:MOST_COMPARED]

    def _filed_with(self, asked: Profile) -> Iterator[tuple[list[int], float]]:
        """Yield the groups that have something in common with the asked one, and what it is worth."""
        for filed, keys, worth in (
            (self._named, self._keys(asked), NAME),
            (self._about, asked.about, 1),
            (self._placed, (*asked.repositories, *asked.channels), NAME),
            (self._touching, asked.name_topics, 1),
            (self._dedicated, asked.focus_topics, 1),
        ):
            for key in dict.fromkeys(keys):
                if numbers := filed.get(key):
                    yield numbers, worth

    def _keys(self, asked: Profile) -> Iterator[str]:
        """Yield what groups may be filed by that are named alike."""
        yield from _name_keys(asked)
        language = self.words.language
        for name in _readings(asked):
            for word in name.main:
                for long in language.short_forms.get(word.stem, ()):
                    yield from (f"w{long}", f"={long}")
            for text in dict.fromkeys((name.one_word, *(word.text for word in name.main))):
                for near in (*self._slips(text), *self._counted(text)):
                    yield from (f"={near}", f"w{word_of(near).stem}")
                if len(text) > 3:
                    yield f"w{numeronym(text)}"
            for short in language.short_for.get(joined([name.one_word]), ()):
                yield f"w{short}"

    def _slips(self, text: str) -> Iterator[str]:
        """Yield the known words from which *text* may differ by a slip of the keys."""
        if text[1:] in self._known:
            yield text[1:]
        yield from (more for letter in LETTERS if (more := letter + text) in self._known)
        if len(text) < 5:
            return
        for length in range(len(text) - 2, len(text) + 3):
            choices = self._spelled.get((text[0], length))
            if choices:
                near = process.extract(text, choices, scorer=OSA.distance, score_cutoff=2, limit=10)
                yield from (each for each, _, _ in near)

    def _counted(self, text: str) -> Iterator[str]:
        """Yield the known words of which *text* counts the letters: `i18n`."""
        digits = text[1:].rstrip(LETTERS)
        if len(digits) in (1, 2) and digits.isdecimal():
            length = int(digits) + len(text) - len(digits)
            for each in self._spelled.get((text[0], length), ()):
                if is_numeronym(text, each):
                    yield each

    def _short_or_long(self, asked: Profile) -> Iterator[int]:
        """Yield the groups whose name is short for the asked one's, or the other way round."""
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
        """Return the groups whose initials are in *text* in their order."""
        found: set[int] = set()
        for length in range(min(_MOST_INITIALS, len(text)) - 1, 0, -1):
            for rest in dict.fromkeys(combinations(text[1:], length)):
                filed = self._named.get(f"i{text[0]}{''.join(rest)}", [])
                found.update(filed[: MOST_BY_INITIALS - len(found)])
                if len(found) >= MOST_BY_INITIALS:
                    return found
        return found


def _letters(name: Name) -> set[str]:
    """Return the letters that a short form of *name* can have."""
    return set(_ADDED_LETTERS).union(*(word.text for word in name.words), *name.group_words)


def _readings(each: Profile) -> Iterator[Name]:
    for name in each.names:
        yield from (reading for reading in name if reading.main)


def _name_keys(each: Profile) -> Iterator[str]:
    """Yield what a group is filed by for its names, one letter telling what each is."""
    for name in _readings(each):
        main = name.main
        yield f"={name.one_word}"
        yield f"={name.with_small}"
        for word in main:
            yield f"w{word.stem}"
            yield f"w{word.root}"
        texts = [word.text for word in main]
        for end in range(2, len(main) + 1):
            last = f"{texts[end - 2]}{main[end - 1].stem}"
            yield f"w{last}"
            if end > 2:
                yield f"w{texts[end - 3]}{last}"
        for initials in _initials(texts):
            yield f"i{initials}"
    for readings in each.names:
        # A name of nothing but signs is filed by its looks.
        if not readings[0].main:
            yield f"={readings[0].looks}"


def _initials(texts: Iterable[str]) -> Iterator[str]:
    """Yield the initials of the words, of most of them, and with an `x` for `experience`."""
    letters = [text[0] for text in texts][:_MOST_INITIALS]
    crossed = ["x" if text.startswith("ex") else text[0] for text in texts][:_MOST_INITIALS]
    for each in (letters, crossed) if letters != crossed else (letters,):
        for length in range(max(2, math.ceil(len(each) * 0.6)), len(each) + 1):
            yield from map("".join, combinations(each, length))
