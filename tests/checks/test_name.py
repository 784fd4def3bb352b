"""Names that people can read, type and tell apart, and that make a file name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import example
from tests.text.test_escape import NASTY


def found(name: str) -> list[str]:
    problems = example.proposal(name=name).problems
    return [problem.message() for problem in problems if problem.check == "name"]


@pytest.mark.parametrize(
    "name",
    [
        *("C++", "C#", "F#", ".NET", "I/O", "CI/CD", "R&D", "Node.js", "Q & A", "A11y", "Core/Std"),
        *(
            "What's next",
            "What’s next",
            "Docs: how-to",
            "Rust 2.0",
            "(Re)start",
            "Go!",
            "3D",
            "x86_64",
        ),
        *("Ünïcode", "Việt Nam", "Cafe\u0301", "Łódź", "Straße", "Con artists", "Auxiliary"),
        *(
            "アクセシビリティ",
            "无障碍",
            "한국어",
            "Доступность",
            "Εργαλεία",
            "ไทย",
            "தமிழ்",
            "Rust 入門",
        ),
        *("إمكانية الوصول", "شبكه‌ها", "עברית", "हिंदी समूह", "क्‍ष", "ශ්‍රී ලංකා", "বাংলা", "ქართული"),
        *('"Unsafe" code', "'Unsafe' code", "What's next?", "i18n / l10n", "C++/CLI", "C# / F#"),
        *(
            "R & D / QA",
            "100% coverage",
            "10 % time",
            "Women*",
            "Rust @ Work",
            "Yes/No?",
            "(A) / (B)",
        ),
        *("Games 🎮", "🦀 Rustaceans", "Women 👩‍💻", "❤️ Docs", "Rust и Wasm"),
    ],
)
def test_p07_names_of_real_groups_are_taken(name):
    assert found(name) == []


@pytest.mark.parametrize(
    "name",
    [
        *(
            "..",
            "../x",
            "../../.github/workflows/x",
            "a/../b",
            "/etc/passwd",
            "a/",
            "a /b",
            "..\\..\\x",
        ),
        *("C:\\x", "\\\\host\\share", "./x", "~/x", ".git", "x.git", "refs/heads/x.lock", "a..b"),
    ],
)
def test_f01_paths_are_refused(name):
    assert found(name)


@pytest.mark.parametrize(
    "name",
    [
        *("con", "CON", "nul", "NUL.txt", "aux", "prn", "com1", "LPT9", "con.yml", "Aux!", "COM¹"),
        *("x@{1}", "a^b", "a~1", "a?b", "a*b", "a[b]", "HEAD", "-rf", "--exec=id", "feature.lock"),
        *(
            "$(id)",
            "`id`",
            "a; rm -rf x",
            "a | b",
            "a && b",
            "a > b",
            "a < b",
            "${X}",
            '"x"',
            "a &",
        ),
        *(
            "<script>",
            "%2e%2e",
            "a%0ab",
            "#1",
            "fix #12",
            "@ada",
            "{{ x }}",
            "*a*",
            "[a](b)",
            "a__b",
        ),
        *(
            "What?next",
            "?x",
            "*x",
            "x**",
            '"a',
            'a"b"c',
            '"<b>" x',
            "a//b",
            "a / /b",
            "x @y",
            "x@ y",
        ),
        *("index", "README", "schema", "!x", "&x", "+x", ":x", "'x", "#x", ",x"),
    ],
)
def test_f02_names_that_are_bad_for_files_git_shells_or_pages_are_refused(name):
    messages = found(name)
    assert len(messages) == 1
    assert "`" in messages[0]


def test_f02_the_rule_is_shown():
    problem = next(p for p in example.proposal(name="a*b").problems if p.check == "name")
    assert problem.message() == "The name `a*b` can't have `*` in that place."
    assert "letters, digits, spaces" in problem.remedy()


@pytest.mark.parametrize(
    "name",
    [
        *("Wаsm", "Сommand line", "Web аррӏе", "Rυst", "𝐖asm", "Ｗａｓｍ", "ﬁles", "①st"),
        *(
            "Net\u202ework",
            "Net\u200bwork",
            "Net\u200dwork",
            "Net\u2060work",
            "Net\u00adwork",
            "Wasm\u200f",
        ),
        *(
            "\u2066Wasm\u2069",
            "Wasm\ufe0f",
            "Net\U000e0041",
            "Wa\u034fsm",
            "\ufeffWasm",
            "é\u200cé",
        ),
        *("Z̷̢̛a̶͜l̸g̷̡o", "e\u0301\u0302\u0303\u0304x", "\u0301ab", "a \u0301b"),
        *(
            "ㅤㅤ",
            "\u2800\u2800",
            "\u200b\u200b",
            "\u115f\u1160",
            "🎉🎉",
            "🎉 🎉",
            "---",
            "...",
            "!!!",
            "——",
        ),
        *("x", "a" * 81, "漢" * 81),
    ],
    ids=ascii,
)
def test_f04_names_that_deceive_or_say_nothing_are_refused(name):
    # One of which nothing is seen is none at all.
    problems = example.proposal(name=name).problems
    assert {problem.field for problem in problems if problem.check in ("name", "required")}


def test_f04_a_name_whose_file_would_have_too_long_a_name_is_refused():
    assert "the limit is" in found("漢字" * 30)[0]


@given(
    st.one_of(NASTY, st.text(st.characters(categories=["L", "M", "N", "Cf", "So"]), max_size=30))
)
def test_s03_of_any_name_one_thing_is_said(name):
    assert len(found(name)) <= 1


def test_how_long_a_name_is_can_be_set():
    files = {example.CONFIG_PATH: "checks: {name: {shortest: 1, longest: 3}}"}
    repository = example.repository(**files)
    options = repository.config.checks.name
    assert (options.shortest, options.longest) == (1, 3)


@pytest.mark.parametrize("name", ["A or B, to be decided", "My proposal: Sound"])
def test_a_name_that_says_what_becomes_of_it_is_refused_when_proposed(name):
    assert found(name) == [f"`{name}` reads as if it said more than the name."]
