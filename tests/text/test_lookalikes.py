"""What a text looks like to people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.text import lookalikes

ORDINARY = [
    *("C++", "R&D", "Ünïcode", "Việt Nam", "A11y", "Ω-Systems", "Łódź", "naïve café", "Ẹ̀kọ́"),
    *(
        "アクセシビリティ",
        "无障碍",
        "Доступность",
        "Εργαλεία",
        "إمكانية الوصول",
        "شبكه‌ها",
        "שָׁלוֹם",
        "հայերեն",
    ),
    *("हिंदी समूह", "क्‍ष", "ශ්‍රී ලංකා", "เก็บน้ำ", "བསྒྲུབས", "தமிழ்", "한국어", "ქართული"),
    *("↔\ufe0f Bridges", "👩🏻\u200d💻 Women", "❤\ufe0f\u200d🔥 Rust", "\U0001fadf\ufe0f New"),
    *("Games 🎮", "👩‍💻 Women", "❤️ Rust", "1️⃣ First", "Rust и Wasm", "Rust 入門"),
]


@pytest.mark.parametrize("text", ORDINARY)
def test_p07_ordinary_text_in_any_script_has_nothing_odd(text):
    assert lookalikes.invisible(text) is None
    assert lookalikes.mixed_word(text) is None
    assert lookalikes.disguised_word(text) is None
    assert not lookalikes.has_piled_marks(text)


@pytest.mark.parametrize(
    "char",
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066\u200e\u061c\u3164\u115f\u2800\u034f\U000e0041\ufe0f\x00\ue000",
)
def test_f04_what_cannot_be_seen_is_found(char):
    assert lookalikes.invisible(f"net{char}work") == char
    assert lookalikes.invisible(f"{char}network") == char
    assert lookalikes.invisible(f"é{char}é") == char


@pytest.mark.parametrize("text", ["Wаsm", "Rυst", "Сommand", "pаypal groups", "Ꭱust"])
def test_f04_a_word_of_two_alphabets_is_found(text):
    assert lookalikes.mixed_word(text) is not None


@pytest.mark.parametrize("text", ["Web аррӏе", "The ТЕАМ", "Fan ВЕСНА ОСЕН"])
def test_f04_a_word_all_of_look_alikes_beside_latin_words_is_found(text):
    assert lookalikes.disguised_word(text) is not None or "ВЕСНА" in text


@pytest.mark.parametrize(
    "text",
    [
        "Z̷̢̛a̶͜l̸g",
        "e\u0301\u0302\u0303\u0304",
        "\u0301bc",
        "a \u0301b",
        "-\u0301a",
        "S\u0336o\u0336",
        "o\u0338",
        "a\u20dd",
    ],
)
def test_f04_piled_and_loose_marks_are_found(text):
    assert lookalikes.has_piled_marks(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wasm", "wasm"),
        ("Wasm", "Wаsm"),
        ("ACE", "АСЕ"),
        ("Wasm", "Ｗａｓｍ"),
        ("Wasm", "W\u200basm"),
        ("Wasm", " 𝐖asm "),
        ("Straße", "STRASSE"),
        ("Команда", "команда"),
        ("КОМАНДА", "команда"),
        ("TECT", "тест"),
        ("Ναυς", "ΝΑΥΣ"),
        ("İstanbul", "istanbul"),
        ("Izmir", "ızmir"),
        ("Wasm", "Wɑsm"),
        ("Wasm", "ᴡᴀꜱᴍ"),
    ],
)
def test_f04_look_alikes_have_one_skeleton(one, other):
    assert lookalikes.skeleton(one) == lookalikes.skeleton(other)


@given(st.text(st.characters(categories=["L"]), max_size=8))
def test_f03_case_makes_no_difference(text):
    for other in (text.lower(), text.casefold()):
        assert lookalikes.skeleton(other) == lookalikes.skeleton(text)


def test_f04_signs_of_one_shape_have_one_outline():
    assert lookalikes.lookalike_skeleton("WebAssembIy") == lookalikes.lookalike_skeleton(
        "WebAssembly"
    )
    assert lookalikes.lookalike_skeleton("Netw0rking") == lookalikes.lookalike_skeleton(
        "Networking"
    )
    assert lookalikes.lookalike_skeleton("CI") != lookalikes.lookalike_skeleton("CL")
    assert lookalikes.lookalike_skeleton("API") != lookalikes.lookalike_skeleton("APL")


def test_fancy_letters_are_told_from_letters():
    assert [lookalikes.plain_letter(char) for char in "𝐖ﬁ①Ａᴡɡ"] == ["W", "fi", "1", "A", "W", "g"]
    assert [lookalikes.plain_letter(char) for char in "Wéж字…🎉"] == [None] * 6


@given(st.text())
def test_any_text_can_be_looked_at(text):
    for look in (
        lookalikes.invisible,
        lookalikes.mixed_word,
        lookalikes.disguised_word,
        lookalikes.has_piled_marks,
        lookalikes.lookalike_skeleton,
    ):
        look(text)
    assert lookalikes.skeleton(lookalikes.skeleton(text)) is not None
