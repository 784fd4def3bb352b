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
# Latin letters of phonetics, that no alphabet has beside the usual ones.
_PHONETIC = dict(zip("ɡᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "gABCDEFGHIJKLMNOPRSTUVWYZ", strict=True))
# And such as some alphabets have.
_LATIN = str.maketrans({**_PHONETIC, **dict(zip("ıȷɑɩ", "ijai", strict=True))})
# In any case, a small letter looks like what its capital looks like, unless it has a look of its own.
_SMALL_LOOK_ALIKES = {
    ord(small): chr(plain).lower()
    for letter, plain in _LOOK_ALIKES.items()
    if len(small := chr(letter).lower()) == 1
    and (small == chr(letter) or ord(small) not in _LOOK_ALIKES)
}
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
    if not text.isascii():
        # A dotted capital I of Turkish is two letters, once it is small.
        text = unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i")
        text = text.translate(_SMALL_LOOK_ALIKES)
    return _folded(text).casefold()


def lookalike_skeleton(text: str) -> str:
    """Return what *text* looks like as it is written, where `l`, `I` and `1` are one, and `O` and `0`."""
    return _folded(text).translate(_ALIKE_IN_LATIN)


def _folded(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKES).translate(_LATIN)
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
    plain = _PHONETIC.get(char) or unicodedata.normalize("NFKC", char)
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


# Through a letter, and around one. What is around digits makes keys of them: 1️⃣.
_THROUGH = frozenset(
    "\u0334\u0335\u0336\u0337\u0338\u20d2\u20d3\u20d8\u20d9\u20da\u20e5\u20e6\u20eb"
)


def has_piled_marks(text: str) -> bool:
    """Return whether marks are piled on a letter, go through or around it, or are on none."""
    letter, marks = " ", 0
    for char in unicodedata.normalize("NFC", text):
        if unicodedata.category(char) not in ("Mn", "Me", "Mc") or is_invisible(char):
            letter, marks = char, 0
            continue
        if char in _THROUGH or (unicodedata.category(char) == "Me" and script(letter)):
            return True
        marks += unicodedata.category(char) != "Mc"
        if letter.isspace() or unicodedata.category(letter)[0] in "PZC":
            return True
        # Letters of the alphabets that we call European have one mark, and rarely two.
        if marks > (2 if script(letter) in _CONFUSED_SCRIPTS else 3):
            return True
    return False
