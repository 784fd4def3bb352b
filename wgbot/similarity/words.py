"""One word: its letters made plain, its forms, and what can be short for what."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from wgbot.similarity.defaults import BEGINNINGS, COMMON_WORDS, SMALL_WORDS, SYMBOLS
from wgbot.text.lookalikes import skeleton

MAX_TEXT = 2_000
"""Characters of a text that are looked at."""
MAX_WORD = 40
"""Longer words are cut: no one means a word by what comes after."""

_ADDRESS = re.compile(r"\(?https?://[^\s)]{1,500}\)?|<[^<>]{0,100}>")
_SYMBOL = re.compile(r"(?<!\w)(?:c\+\+|[cf]#|\.net)(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")
# "What's next" is "Whats next", and "W.G." is "WG".
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=[sS]\b)")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}")
# "D&I" is "DI".
_INITIALS = re.compile(r"(?<![\w&])[^\W\d_](?:[ ]?&[ ]?[^\W\d_]){1,3}(?![\w&])")
# "APIs" are several of "API".
_PLURAL = re.compile(r"(?<![^\W_])([A-Z]{2,6})s(?![^\W_])")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_NUMERONYM = re.compile(r"([a-z])(\d{1,2})([a-z]{1,2})")
# Accents over letters of an alphabet that reads without them; signs of other scripts stay.
_ACCENT = re.compile("[\u0300-\u036f]")
_VOWEL = re.compile("[aeiouy]")

# British spelling, and what is left of it when an ending is off, made American.
_SPELLING = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e[drs]?|ers?|ing|ations?|ational)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2}l)ys(?=(?:e[drs]?|ers?|ing)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{3})our(?=s?$|al$|ed$|ing$|ite)"), "or"),
    (re.compile(r"(?<=[a-z]{2}t)re(?=s?$)"), "er"),
    (re.compile(r"^(lic|def|off|pret)ence"), r"\1ense"),
    (re.compile(r"(?<=[a-z]{2}log)ue(?=s?$)"), ""),
    (re.compile(r"^programme(?=s?$)"), "program"),
    (re.compile(r"^artefact"), "artifact"),
)
_MAYBE_BRITISH = re.compile(r"is|ys|our|res?$|ence|logue|programme|artefact")
_DERIVED = re.compile(
    r"(?:abilit|ibilit|ation|ition|ement|ment|able|ible|ness|ional|ion|ance|ence|ator|"
    r"itor|ity|ive|ing|al|ic|er|or|ly|y)$"
)


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a name or a focus; a `Language` makes only one of each."""

    text: str
    """Its letters: plain, small, without accents."""
    stem: str
    """The same for all inflections and spellings of a word: `networks`, `networking`."""
    root: str
    """The same for words derived from one another: `sustainable`, `sustainability`."""

    is_small: bool
    """It only appears between words."""
    is_common: bool = False
    """It may be in the focus of any group."""


def fold(text: str) -> str:
    """Return *text* in the letters that a reader sees, small and without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", skeleton(text))
    return unicodedata.normalize("NFC", _ACCENT.sub("", plain)).casefold()


def split(text: str, *, camel: bool = False) -> list[str]:
    """Split *text* into its folded words; with *camel*, split `WebAssembly` too."""
    text = text[:MAX_TEXT]
    if not text.isascii():
        # One character can become eighteen.
        text = unicodedata.normalize("NFKC", text)[:MAX_TEXT]
    if "/" in text or "<" in text:
        text = _ADDRESS.sub(" ", text)
    if "+" in text or "#" in text or "." in text:
        text = _SYMBOL.sub(lambda match: SYMBOLS[match[0].lower()], text)
    if "'" in text or "’" in text or "ʼ" in text:
        text = _APOSTROPHE.sub("", text)
    if "." in text:
        text = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", text)
    if "&" in text:
        text = _INITIALS.sub(lambda match: match[0].replace("&", "").replace(" ", ""), text)
    text = _PLURAL.sub(r"\1", text)
    if camel:
        text = CAMEL.sub(" ", text)
    return [word[:MAX_WORD] for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=1 << 16)
def word(text: str) -> Word:
    """Return the word of the folded *text*."""
    stem = _stem(text)
    root = _root(stem)
    return Word(text, stem, root, text in SMALL_WORDS, root in _common_roots())


@cache
def _common_roots() -> frozenset[str]:
    return frozenset(_root(_stem(each)) for each in COMMON_WORDS)


def _stem(text: str) -> str:
    if len(text) <= 3 or not text.isalpha():
        return text
    text = american(text)
    text = _without_plural(text)
    for ending in ("ing", "ed"):
        base = text.removesuffix(ending)
        if base != text and len(base) >= 3 and _VOWEL.search(base) and not text.endswith("eed"):
            text = base[:-1] if base[-1] == base[-2] and base[-1] not in "aeos" else base
            break
    return text[:-1] if text.endswith("e") and len(text) > 3 else text


def american(text: str) -> str:
    """Return *text* in American spelling, where it is a British one."""
    if not _MAYBE_BRITISH.search(text):
        return text
    for pattern, spelled in _SPELLING:
        text = pattern.sub(spelled, text)
    return text


def _without_plural(text: str) -> str:
    if text.endswith("ies") and len(text) > 4:
        return text[:-3] + "y"
    if text.endswith(("sses", "shes", "ches", "xes")):
        return text[:-2]
    # `https` is no plural of `http`, nor `dns` one of `dn`.
    plural = text.endswith("s") and not text.endswith(("ss", "us", "is"))
    return text[:-1] if plural and _VOWEL.search(text[:-1]) else text


def _root(stem: str) -> str:
    # "Apple" is no "application", nor is "formality" from "former".
    for shortest in (4, 5):
        match = _DERIVED.search(stem)
        if match is None or match.start() < shortest:
            break
        stem = stem[: match.start()]
    return stem


def numeronym(text: str) -> str:
    """Return the short form that counts the letters between: `i18n`."""
    return f"{text[0]}{len(text) - 2}{text[-1]}"


def is_numeronym(short: str, text: str) -> bool:
    """Return whether *short* counts the letters of *text*, or of its plural or British spelling."""
    match = _NUMERONYM.fullmatch(short)
    if match is None:
        return False
    first, count, last = match[1], int(match[2]), match[3]
    return (
        text[0] == first and text.endswith(last) and len(text) == len(first) + count + len(last)
    ) and text.isalpha()


def is_cut(short: str, text: str) -> bool:
    """Return whether *short* is the beginning of *text*, cut off as `opt` for `optimization`."""
    return (
        3 <= len(short) <= 6
        and len(text) >= len(short) + 3
        and short not in BEGINNINGS
        and short.isalpha()
        and text.startswith(short)
    )


def is_pieces(short: str, run: Sequence[str], known: Mapping[str, Sequence[str]]) -> bool:
    """Return whether *short* is made of the beginnings of all words of *run*, as `WebAppSec` is.

    Initials are the shortest of such pieces. Small words may be left out or written as a digit;
    a word in *known* may be there by one of its short forms.
    """
    places = {0}
    for text in run:
        reached = set(places) if text in SMALL_WORDS else set()
        for place in places:
            reached.update(_after_piece(short, place, text, known))
        places = reached
        if not places:
            return False
    return len(short) in places


def is_some_pieces(short: str, run: Sequence[str], known: Mapping[str, Sequence[str]]) -> bool:
    """Return whether *short* is made of beginnings of most words of *run*, as `dnssd` may be.

    There is more room for chance: it takes five letters, and three pieces or two long ones.
    """
    most = len([text for text in run if text not in SMALL_WORDS])
    if len(short) < 5 or sum(text[0] in short for text in run) < 2:
        return False
    # Where one can be in `short`, after how many pieces, and whether all were long.
    states = {(0, 0, True)}
    for text in run:
        states |= {
            (after, pieces + (text not in SMALL_WORDS), is_long and after - place >= 3)
            for place, pieces, is_long in states
            for after in _after_piece(short, place, text, known)
        }
    return any(
        place == len(short)
        and (pieces >= max(2, most / 2) if is_long else pieces >= max(3, most * 0.6))
        for place, pieces, is_long in states
    )


_BEGUN_WITH = sorted((each for each in BEGINNINGS if len(each) > 3), key=len, reverse=True)
_STANDS_FOR = {"to": "2", "too": "2", "for": "4", "and": "n"}


def _after_piece(
    short: str, place: int, text: str, known: Mapping[str, Sequence[str]]
) -> Iterator[int]:
    """Yield where in *short* one can be after a piece of the word *text* at *place*."""
    letter = short[place : place + 1]
    if not letter:
        return
    if letter == text[0]:
        most = 1 if text in SMALL_WORDS else min(len(text), len(short) - place)
        yield place + 1
        for length in range(2, most + 1):
            if short[place + length - 1] != text[length - 1]:
                break
            yield place + length
    elif letter == _STANDS_FOR.get(text) or (letter == "x" and text.startswith(("ex", "cross"))):
        yield place + 1
    for form in known.get(word(text).stem, ()):
        if short.startswith(form, place):
            yield place + len(form)
    # "mptcp" is "multi-path TCP".
    if letter == text[0] and (rest := _after_beginning(text)):
        yield from _after_piece(short, place + 1, rest, known)


@lru_cache(maxsize=1 << 14)
def _after_beginning(text: str) -> str:
    """Return what is left of a word that begins with another one, or nothing."""
    begun = next((each for each in _BEGUN_WITH if text.startswith(each)), "")
    return text[len(begun) :] if begun and len(text) > len(begun) + 2 else ""
