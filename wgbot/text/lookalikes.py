"""Letters as people see them: scripts, look-alikes, marks and what cannot be seen at all.

It tells what a text looks like, for the checks to judge. Following
https://www.unicode.org/reports/tr39/ where that is enough for a name; it is no full account of it.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

ZERO_WIDTH_JOINERS = "\u200c\u200d"

# Letters of other scripts that a reader takes for Latin ones.
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһӏԛԝАВЕКМНОРСТУХІЈЅԌԚԜӀΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιρυαօսոցհᏀᎪᏴᏟᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ",
    "aeopcyxijsdhlqwABEKMHOPCTYXIJSGQWIABEZHIKMNOPTYXovipuaounghGABCEHJKLMPRSTVWZ",
)
# Scripts that share no letters with one another but look as if they did.
_CONFUSED_SCRIPTS = frozenset(
    {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"}
)
# Blank, though Unicode counts them among letters and symbols.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5")


# Signs that are told apart by their height alone, or hardly.
_ALIKE_IN_LATIN = str.maketrans("I1|0O", "llloo")


def skeleton(text: str) -> str:
    """Return what *text* looks like in any case: of one skeleton, two texts are easily confused."""
    return _folded(text).casefold()


def lookalike_skeleton(text: str) -> str:
    """Return what *text* looks like as it is written, where `l`, `I` and `1` are one, and `O` and `0`."""
    return _folded(text).translate(_ALIKE_IN_LATIN)


def _folded(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKES)
    return " ".join("".join(char for char in plain if not is_invisible(char)).split())


def script(char: str) -> str | None:
    """Return the script of a letter, as Unicode names it: `LATIN`; None for what is no letter."""
    return unicodedata.name(char, "").partition(" ")[0] or None if char.isalpha() else None


def words(text: str) -> Iterator[str]:
    """Yield the runs of letters, digits and marks in *text*."""
    for is_word, run in groupby(text, lambda char: unicodedata.category(char)[0] in "LNM"):
        if is_word:
            yield "".join(run)


def mixed_word(text: str) -> str | None:
    """Find a word that mixes scripts whose letters look alike, as in a `Wasm` with a Cyrillic `а`."""
    for word in words(text):
        scripts = {script(char) for char in word} & _CONFUSED_SCRIPTS
        if len(scripts) > 1:
            return word
    return None


def disguised_word(text: str) -> str | None:
    """Find a word all of look-alikes of Latin letters, in a text that has Latin words as well."""
    kinds = [({script(char) for char in word} - {None}, word) for word in words(text)]
    if not any(scripts == {"LATIN"} for scripts, _ in kinds):
        return None
    return next(
        (
            word
            for scripts, word in kinds
            if scripts & _CONFUSED_SCRIPTS - {"LATIN"}
            and word.translate(_LOOK_ALIKES).isascii()
            # "с", "а", "со" are words of their own in Cyrillic.
            and (len(word) > 2 or word.isupper())
        ),
        None,
    )


def plain_letter(char: str) -> str | None:
    """Return the plain letters that *char* is a fancy form of, as `W` for `𝐖` or `fi` for `ﬁ`."""
    plain = unicodedata.normalize("NFKC", char)
    return plain if not char.isascii() and plain.isascii() and plain.isalnum() else None


def is_invisible(char: str) -> bool:
    """Return whether nothing is seen of *char*, or it only changes how others are shown."""
    category = unicodedata.category(char)
    return (
        char in _BLANK
        or category in ("Cf", "Cc", "Cs", "Co", "Zl", "Zp")
        # Emoji and ideographs that are younger than this Python have no category yet.
        or (category == "Cn" and not "\U0001f000" <= char < "\U000e0000")
        or unicodedata.name(char, "").startswith("VARIATION SELECTOR")
    )


def invisible(text: str) -> str | None:
    """Find a character that cannot be seen and has no work to do where it is.

    Joiners belong between the letters of some scripts and in emoji, the last variation selectors
    after a symbol.
    """
    for at, char in enumerate(text):
        if not is_invisible(char):
            continue
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if char in ZERO_WIDTH_JOINERS and _is_joined(before) and _is_joined(after):
            continue
        if char in "\ufe0e\ufe0f" and (_is_symbol(before) or before in "0123456789#*"):
            continue
        return char
    return None


# Where a joiner, or a break, changes how letters are shown. https://www.unicode.org/reports/tr31/
_JOINING_SCRIPTS = frozenset(
    """ARABIC SYRIAC MONGOLIAN THAANA NKO DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU
    KANNADA MALAYALAM SINHALA KHMER MYANMAR TIBETAN""".split()
)


def _is_joined(char: str) -> bool:
    return (
        _is_symbol(char)
        or char == "\ufe0f"
        or unicodedata.name(char, "").partition(" ")[0] in _JOINING_SCRIPTS
    )


def _is_symbol(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in ("So", "Sk", "Sm", "Cn")


def has_piled_marks(text: str) -> bool:
    """Return whether marks are piled on a letter, or are on none."""
    letter, marks = " ", 0
    for char in unicodedata.normalize("NFC", text):
        if unicodedata.category(char) not in ("Mn", "Me", "Mc") or is_invisible(char):
            letter, marks = char, 0
            continue
        marks += unicodedata.category(char) != "Mc"
        if letter.isspace() or unicodedata.category(letter)[0] in "PZC":
            return True
        # Letters of the alphabets that we call European have one mark, and rarely two.
        if marks > (2 if script(letter) in _CONFUSED_SCRIPTS else 3):
            return True
    return False
