"""Whether a name, or a word of one, is short for others in a row."""

from collections.abc import Iterator, Sequence

from wgbot.similarity.names import Language, Name, joined
from wgbot.similarity.words import Word, is_numeronym, is_pieces, is_some_pieces, word

LONGEST_RUN = 8
"""Words that one short form can stand for."""


def shortens_name(short: Name, long: Name, language: Language) -> bool:
    """Return whether one whole name is short for the other."""
    texts = [each.text for each in long.main]
    # Several words are put side by side with the words of the other one by one.
    if len(short.main) > 1 and not short.is_split:
        return language.is_listed(language.word(short.one_word), texts)
    if len(long.main) > 1 and long.group_words and not short.group_words:
        # "TSC" is "Technical Steering Committee".
        whole = [*texts, *" ".join(long.group_words).split()]
        if short.one_word == "".join(each[0] for each in whole):
            return True
    text = short.one_word
    may_leave_out = len(text) >= 5 and any(each.text[0] == text[0] for each in long.main)
    if not may_leave_out and not _may_shorten(short.main[0], long.main, language):
        return False
    if len(short.main) == 1 and (
        is_numeronym(text, long.one_word) or language.is_listed(short.main[0], texts)
    ):
        return True
    run = [each.text for each in long.words]
    if len(long.main) < max(2, len(short.main) + 1) or len(text) * 3 > 2 * len(long.one_word):
        return False
    # "CLI" has its meaning, and "payments" is no short form of "payment security".
    if short.main[0].stem in (long.main[0].stem, *language.short_forms):
        return False
    # "WebAssembly" is no short form of "web assembly components", but the beginning of it.
    if any(
        "".join(each.text for each in long.main[:end]) == text for end in range(2, len(long.main))
    ):
        return False
    return 2 <= len(text) <= 14 and (
        is_pieces(text, run, language.short_for) or is_some_pieces(text, run, language.short_for)
    )


def long_form(
    short: Word, words: Sequence[Word], free: Sequence[Word], language: Language
) -> Sequence[Word] | None:
    """Return the longest run of free *words* that *short* is short for, if there is one."""
    for run in _runs(short, words, free, language):
        if _may_shorten(short, run, language) and _shortens(
            short, [each.text for each in run], language
        ):
            return run
    return None


def _may_shorten(short: Word, run: Sequence[Word], language: Language) -> bool:
    """Return whether *short* can be short for *run* at all, at a glance: most cannot."""
    if short.stem in language.short_forms:
        return True
    return (short.text[0] == run[0].text[0] or run[0].stem in language.short_for) and all(
        each.text[0] in short.text
        or each.is_small
        or each.stem in language.short_for
        or "x" in short.text
        for each in run
    )


def _shortens(short: Word, run: Sequence[str], language: Language) -> bool:
    if short.stem in language.short_forms:
        # "CLI" has its meaning already.
        return language.is_listed(short, run) or short.stem == joined(run)
    if len(run) == 1:
        return is_numeronym(short.text, run[0])
    length = sum(map(len, run))
    if abs(length - len(short.text)) <= 4 and short.stem == joined(run):
        return True
    return (
        2 <= len(short.text) <= 12
        and len(short.text) * 3 <= 2 * length
        # "Payments" is no short form of "payment security".
        and short.stem != word(run[0]).stem
        and is_pieces(short.text, run, language.short_for)
    )


def _runs(
    short: Word, words: Sequence[Word], free: Sequence[Word], language: Language
) -> Iterator[Sequence[Word]]:
    """Yield the runs of free *words* that *short* may be short for, the longest first."""
    is_listed = short.stem in language.short_forms
    for start, first in enumerate(words):
        if not (is_listed or first.text[0] == short.text[0] or first.stem in language.short_for):
            continue
        if first.is_small or first not in free:
            continue
        end = start + 1
        while end < len(words) and (words[end].is_small or words[end] in free):
            end += 1
        for stop in range(min(end, start + LONGEST_RUN), start, -1):
            if not words[stop - 1].is_small:
                yield words[start:stop]
