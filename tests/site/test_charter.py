"""An answer as HTML: what it says, and nothing else."""

from html import unescape

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.site.html import Page
from wgbot.site import charter
from wgbot.site.charter import html, markdown


def test_markdown_is_shown_as_on_the_issue():
    shown = markdown("We **care**:\n\n1. one\n2. `two`\n\nA line\nbreak, ~~not~~.")
    assert "<strong>care</strong>" in shown
    assert "<ol" in shown
    assert "<code>two</code>" in shown
    assert "<br>" in shown
    assert "<s>not</s>" in shown


def test_headings_stand_below_those_of_the_page():
    assert "<h4" in markdown("# Top")
    assert "<h6" in markdown("###### Deep")


def test_addresses_are_links():
    assert 'href="https://example.org/a_b"' in markdown("See https://example.org/a_b.")
    assert markdown("[x](https://example.org) https://example.org").count("<a ") == 2


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/", "example.org"),
        ("http://example.org/a", "example.org/a"),
        ("https://example.org/a/b_c?d=e&f#g", "example.org/a/|b|_c|?d=|e&amp;|f|#g"),
        ("https://example.org/it's/a", "example.org/it's/|a"),
    ],
)
@pytest.mark.parametrize("kind", ["markdown", "text"])
def test_a_bare_address_is_short_and_breaks_where_it_may(address, shown, kind):
    link = f">{shown.replace('|', '<wbr>')}</a>"
    assert link in str(html(address, kind)).replace("&#39;", "'")
    assert link in str(html(f"See {address} and 1 < 2 & so.", kind)).replace("&#39;", "'")


def test_what_scrolls_can_be_reached_by_keyboard():
    shown = Page(markdown("    code\n\n| a | b |\n|---|---|\n| c | d |"))
    assert [each["tabindex"] for each in (*shown.all("pre"), *shown.all("table"))] == ["0", "0"]


def test_w06_links_say_that_they_are_a_strangers():
    for link in Page(markdown("[x](https://example.org) <https://example.org> https://e.org")).all(
        "a"
    ):
        assert link["rel"] == "noopener nofollow ugc"


def test_a_picture_is_a_link_for_its_host_would_see_who_looks():
    page = Page(markdown("![Chart](https://example.org/x.png)"))
    assert not page.all("img")
    assert page.all("a")[0]["href"] == "https://example.org/x.png"
    assert page.shown == "Chart"


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    '[x](https://e.org "onmouseover=alert(1)")',
    "<a href='javascript:alert(1)'>x</a>",
    "<javascript:alert(1)>",
    "```html\n<script>alert(1)</script>\n```",
    "<!-- --><svg/onload=alert(1)>",
    "| <b>a</b> |\n|---|\n| <iframe src=x> |",
    "[x]: javascript:alert(1)\n\n[x]",
    '<p id="main" class="button" style="position:fixed">x</p>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "</article></main><h1>Owned",
]


def harmless(shown):
    page = Page(shown)
    assert page.errors == []
    for tag, attributes in page.elements:
        assert tag in charter._TAGS, tag
        assert set(attributes) <= {"href", "rel", "dir", "start", "tabindex"}, attributes
        if "href" in attributes:
            assert attributes["href"].lower().startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("kind", ["markdown", "code", "text"])
def test_w02_no_markup_comes_of_what_a_stranger_types(text, kind):
    harmless(str(html(text, kind)))
    harmless(str(html((text, text), kind)))


@given(st.text(alphabet="<>/&;\"'`*_[]()!#-|:=\n\\ aAhttps:javscriptx.&#106;"))
def test_w02_nor_of_any_mixture(text):
    harmless(markdown(text))


def test_what_is_no_markdown_question_is_text():
    assert Page(str(html("**bold** <b>x</b>\nnext", "text"))).shown == "**bold** <b>x</b> next"
    assert "<ul>" in html(("a", "b"), "text")


def test_invisible_characters_are_shown():
    assert "\\u202e" in markdown("a\u202eb")
    assert "\\u202e" in html("a\u202eb", "text")


SIGNS = "abz éß中 ,;!?()'-.:%@/1*_`[]<>&\\\\#=~\""
PIECES = [
    *(
        "**a b**",
        "*é*",
        "`c-d`",
        "**a**b",
        "a*b*",
        "**a *b***",
        "***a***",
        "`a`b",
        "(",
        ")",
        ".",
        ": ",
    ),
    *("https://e.org", "http://a-b.example.com/x-y/z.html", "https://e.org/a_b", "https://1.2.3.4"),
    *(
        "https://a..b.c",
        "https://e.org/x).",
        "https://xn--a.org",
        "https://e.org,b",
        "’",
        "'",
        "a ",
    ),
]
LINE = st.one_of(
    st.text(alphabet=SIGNS, min_size=1, max_size=30),
    st.lists(st.sampled_from([*PIECES, " ", " and "]), min_size=1, max_size=8).map("".join),
)
BLOCK = st.one_of(
    st.lists(LINE, min_size=1, max_size=3).map("\n".join),
    st.lists(LINE.map("- {}".format), min_size=1, max_size=3).map("\n".join),
    st.sampled_from(["---", "===", "[a]: https://e.org", "[a]", "https://e.org/x", "1. x", "> x"]),
)


@given(st.lists(BLOCK, max_size=4), st.sampled_from(["\n", "\n\n", "\n\n\n"]))
@hypothesis.settings(max_examples=500)
def test_the_short_way_gives_what_the_parser_gives(blocks, between):
    text = between.join(blocks)
    long = charter._cleaned(charter._parser().render(text))
    assert unescape(markdown(text)) == unescape(charter._with_readable_addresses(long))


@pytest.mark.parametrize("text", ["One.", "One *two*\nthree.\n\n- a `b`\n- c\n\nhttps://e.org end"])
def test_the_short_way_is_taken(text, monkeypatch):
    monkeypatch.setattr(charter, "_parser", None)
    assert charter._quick(text) is not None


@pytest.mark.parametrize("part", ["a.", "a ", "(", "a:", "*", "[", "`", "<", "> ", "- "])
def test_s02_a_long_answer_takes_no_longer_than_its_length(part):
    markdown(part * (10_000 // len(part)) + "\n*")


@pytest.mark.parametrize(
    ("answer", "addresses"),
    [
        ("Notes: https://example.org/notes, weekly.", ["https://example.org/notes"]),
        (("api: https://example.org/api, https://example.org/b", "none"), 2),
        ("- https://example.org/a\n- https://example.org/b", 2),
        ('https://example.org/"onmouseover="x', ["https://example.org/"]),
        ("javascript:alert(1) and ftp://example.org", []),
    ],
)
def test_addresses_in_any_answer_are_links_and_nothing_else_is(answer, addresses):
    page = Page(str(html(answer, "text")))
    found = [each["href"] for each in page.all("a")]
    assert len(found) == addresses if isinstance(addresses, int) else found == addresses
    assert {each["rel"] for each in page.all("a")} <= {charter.REL}


def test_lines_that_are_a_list_are_shown_as_one():
    assert str(html("- one\n* two", "text")) == "<ul><li>one</li><li>two</li></ul>"
    assert "<ul>" not in html("- one\ntwo", "text")
