"""No answer has characters that steer, break or turn text around."""

import pytest

from tests import example


def found(**answers: str) -> list[str]:
    problems = example.proposal(**answers).problems
    return [problem.message() for problem in problems if problem.check == "characters"]


@pytest.mark.parametrize(
    "char",
    "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9b\x9f\u2028\u2029\u202a\u202e\u2066\u2069\ud800\udfff",
    ids=ascii,
)
def test_p08_f04_what_steers_or_turns_is_refused(char):
    assert len(found(goals=f"a{char}b{char}")) == 1
    assert f"U+{ord(char):04X}" in found(goals=f"a{char}b")[0]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "\U000e0041\U000e0042",
            "\ufff9x\ufffay\ufffb",
            "\ufffe",
            "\ufdd0",
            "\u206a",
            "\U0001d173",
        ),
        *("\U0001f3f4\U000e0067", "🏴󠁧󠁢󠁥󠁮󠁧󠁿\U000e0041"),
        *(
            "\u200b\u200c\u200b\u200c",
            "a\U000e0100\U000e0101\U000e0102\U000e0103",
            "\u2800\ufe0f" + "\ufe0e" * 4,
        ),
    ],
    ids=ascii,
)
def test_f04_what_holds_a_text_that_nobody_sees_is_refused(text):
    assert len(found(goals=f"x {text} y")) == 1


@pytest.mark.parametrize(
    "text",
    ["🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👨‍👩‍👧‍👦🏳️‍🌈", "ᠮᠣᠩᠭᠣᠯ", "Donau\u00addampf\u00adschiff", "葛󠄀", "a\u200b\u200bb"],
)
def test_p07_what_has_work_to_do_is_taken(text):
    assert found(goals=f"x {text} y") == []


@pytest.mark.parametrize(
    "text",
    ["a\n\tb", "שלום\u200f", "شبكه‌ها", "👩‍💻", "a\u00a0b", "\ufeffa", "漢字", "\U0001f9ff", "क्‍ष"],
)
def test_p07_ordinary_text_is_taken(text):
    assert found(goals=f"x {text} y") == []


def test_it_is_named_for_people():
    assert found(goals="a\u202eb")[0] == (
        "The text contains an invisible character, U+202E (right-to-left override)."
    )
