"""What nobody sees on the page is known."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from wgbot.form.shown import shown, shows_nothing


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Bakers <!-- x -->", "Bakers "),
        ("a\n<!-- b\nc -->\nd", "a\nd"),
        ("a\n\n<!-- b\n\n### C\n\n-->\n\nd", "a\n\n\nd"),
        ("a <!-- b\nc --> d", "a  d"),
        ("<!-- a -->b<!-- c -->", "b"),
        ("a <? b ?><!X y>", "a "),
        ("[//]: # (x)\nfoo", "foo"),
        ('[a]: <b> "c\nd"\n[e]:\n  f\ng', "g"),
        ("# <!-- a --> b", "#  b"),
        ("> <!-- a -->\n> b", "> \n> b"),
        ("<div><!-- a --></div>", "<div></div>"),
        ("a[^1]\n\n[^2]: b\n\n[^1]: c", "a[^1]\n\n\n[^1]: c"),
        ("a\n\n<!-- b", "a\n\n"),
    ],
)
def test_what_is_hidden_is_left_out(text, seen):
    assert shown(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- a -->`",
        "`` ` <!-- a --> ``",
        "```\n<!-- a -->\n[b]: c\n```",
        "    <!-- a -->",
        "\\<!-- a -->",
        "a\n[b]: c",
        "[a]: b c",
        "[ ]: b",
        "a <!-- b",
        "a <!-- b\n\nc -->",
    ],
)
def test_what_is_shown_stays(text):
    assert shown(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n", "<!-- x -->", "<!-- x", "<!-->", "[//]: # (x)", "[a]: b", "[^1]: a", "<?x?>"),
        *("\u200b", "\u3164", "\u00ad\ufeff", "\u2800", "&nbsp;", "&#8203;", "&zwnj;", "\ufe0f"),
        *("<b></b>", "<a name='x'></a>", "<p>\n<br>\n</p>", "<span> </span>", "[](https://x.org)"),
        *("> <!-- x -->", "- <!-- x -->", "<!-- x -->\n\n[//]: # (y)\n\n\u200b"),
        *("<hr>", "<img>", "<img src=''>", "<img data-src=x>", "<input type='hidden'>"),
        *("<details></details>", "<details>\n<summary></summary>\n</details>", "<svg></svg>"),
        "<picture><source></picture>",
    ],
)
def test_nothing_is_seen_of_it(text):
    assert shows_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        *("x", "-", "`a`", "<b>x</b>", "<img src=x>", "![](x)", "---", "```\n```", "👍", "❤️"),
        *(
            "&amp;",
            "<https://x.org>",
            "<ada@x.org>",
            "[a](b)",
            "[ ]",
            "\\<b>",
            "`<b>`",
            "<!-- x --> y",
            "x\n\n<!-- y -->",
            "<video src=x></video>",
            "<details><summary>a</summary></details>",
        ),
    ],
)
def test_something_is_seen_of_it(text):
    assert not shows_nothing(text)


PIECES = st.lists(
    st.sampled_from(
        [
            *("<!-- ", "-->", "[//]: # (x)", "[a]: b", "`", "``", "```", "\n", "\n", "\n\n", "w", " "),
            *("<b>", "</b>", "\u200b", "&nbsp;", "<div>", "</div>", "[](c)", "> ", "- ", "    ", "# "),
            *("\\", '"', "(d)", "<?", "?>"),
        ]
    ),
    max_size=10,
)  # fmt: skip


@given(PIECES.map("".join))
@settings(max_examples=500)
def test_what_is_said_not_to_be_seen_is_not_on_the_page(text):
    if shows_nothing(text):
        page = MarkdownIt("commonmark").render(text)
        page = re.sub(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", "", page, flags=re.DOTALL)
        assert "w" not in html.unescape(re.sub(r"<[^<>]*>", "", page))


@pytest.mark.parametrize(
    "piece",
    [
        *("<!--", "`<!--", "[a]: b\n", '[a]: b "\n', "[^a]: b\n\n", "<!-- a -->", "<b>", "[", "[]"),
        *("a <!-- b --> ", "``` ` `` ", "- ", "> ", "<?", "&", "[a]: b '", "\\", "<div>\n"),
    ],
)
def test_s02_the_longest_texts_are_looked_at(piece):
    shows_nothing(piece * (65_536 // len(piece)))
