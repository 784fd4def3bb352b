"""Whatever a stranger types stays text, wherever it is shown."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from wgbot.text import escape

NASTY = st.one_of(
    st.text(),
    st.text("`~*_[]()<>!#|\\&;:@{}%$^=+-.1 \n\r\t\u202e\u200b\x1b\x00aG", max_size=60),
    st.lists(
        st.sampled_from(
            "<script> </details> <!-- --> ``` ~~~ ` `` @ada @org/team #12 GH-3 closes fixes "
            "[skip\u00a0ci] [a](b) ![a](b) [a]: http://x https://x.example www.x.example a@b.example "
            "&lt; &#64; &amp; {{ }} {% %} *** --- === 1. - > | $$ $`a`$ [^1] :tada: ::: !!! \\ \x1b[31m "
            "\u202e \ud800 \u2028".split()
        ),
        max_size=12,
    ).map(" ".join),
)


def tokens(markdown: str) -> list[Token]:
    """Return every token of *markdown*, the inner ones in place of those that hold them."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found: list[Token] = []
    for token in parser.parse(markdown):
        found += token.children if token.type == "inline" and token.children else [token]
    return found


def kinds(markdown: str) -> set[str]:
    return {token.type for token in tokens(markdown)} - {"paragraph_open", "paragraph_close"}


@pytest.mark.parametrize(
    "typed",
    [
        "\x1b[31mred",
        "\x07",
        "\r",
        "\u202eevil",
        "\u2066",
        "\u200f",
        "\x9b31m",
        "\x00",
        "\u2028",
        "\u2029",
        "\ud800",
    ],
)
def test_g04_what_steers_a_terminal_is_shown_instead(typed):
    shown = escape.escape_controls(f"a{typed}b")
    assert not any(map(escape.is_control, shown))
    assert shown.startswith("a\\")
    assert shown.encode()


@given(NASTY)
def test_g04_plain_leaves_nothing_that_steers(typed):
    shown = escape.escape_controls(typed)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown
    )
    assert escape.escape_controls(shown) == shown


def test_ordinary_text_in_any_script_is_plain_already():
    for typed in ("Ünïcode", "アクセシビリティ", "إمكانية", "हिंदी", "👩‍💻", "a\nb\tc"):
        assert escape.escape_controls(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "@ada",
        "(@ada)",
        "@org/team",
        "a@dependabot",
        "@[x]",
        "#12",
        "org/repo#12",
        "GH-12",
        "gh-12",
        "_GH-12",
        "Closes #1",
        "fixes: #1",
        "resolves org/repo#1",
        "closes https://github.com/o/r/issues/1",
        "https://github.com/o/r/pull/12",
        "https://github.com/o/r/discussions/12",
        "[skip ci]",
        "[CI SKIP]",
        "[no ci]",
        "[skip actions]",
        "[actions skip]",
        "***NO_CI***",
        "skip-checks: true",
    ],
)
def test_c01_c02_nothing_is_left_that_notifies_refers_closes_or_skips(typed):
    made = escape.defuse(typed)
    assert made != typed
    assert made.replace(escape.ZERO_WIDTH_SPACE, "") == typed


@given(NASTY)
def test_c01_c02_inert_is_inert_and_stays_it(typed):
    made = escape.defuse(typed)
    assert not re.search(r"@\w|#\d|gh-\d|/(issues|pull|commit)/\w", made, re.IGNORECASE)
    assert not re.search(r"\[(skip|no) \w+\]|\[\w+ skip\]", made, re.IGNORECASE)
    assert escape.defuse(made) == made
    drop = str.maketrans("", "", escape.ZERO_WIDTH_SPACE)
    assert made.translate(drop) == typed.translate(drop)


def test_c01_inert_leaves_ordinary_text_alone():
    for typed in ("C# and F#", "a @ b", "high-five", "# Title", "issues/pulls", "[ci]", "x-1"):
        assert escape.defuse(typed) == typed


@given(NASTY)
@example("a` @ada `b")
@example("``")
def test_c04_code_is_one_code_span(typed):
    span = escape.code_span(typed)
    assert [token.type for token in tokens(span)] == [
        "paragraph_open",
        "code_inline",
        "paragraph_close",
    ]
    assert kinds(f"- **a** {span}, and {span}.") >= {"code_inline"}
    assert [token.type for token in tokens(f"x {span} y {span}")].count("code_inline") == 2
    assert "\n" not in span
    assert not re.search(r"@\w|#\d", span)


def test_code_shows_what_was_typed():
    assert escape.code_span("a b") == "`a b`"
    assert escape.code_span("`a`") == "`` `a` ``"
    assert escape.code_span("x" * 500, 20) == f"`{'x' * 19}…`"
    assert escape.code_span(" a\r\n b ") == "`a b`"
    assert escape.code_span("`a") == "`` `a ``"
    assert escape.code_span("a`") == "`` a` ``"
    assert escape.code_span("a`b") == "``a`b``"
    assert escape.code_span(" ") == "`   `"


@pytest.mark.parametrize("count", [80, 100, 300, 5000])
def test_c04_no_run_of_backticks_is_longer_than_github_counts(count):
    # cmark-gfm takes a fence of more than 80 for no span, and one of 256 for one of 255.
    assert max(map(len, re.findall("`+", escape.code_span("`" * count, 10_000)))) < 80
    made = escape.code_block(f"a\n{'`' * count}\nb")
    assert max(map(len, re.findall("`+", made))) < 80
    assert "".join(token.content for token in tokens(made)).count("`") == count
    assert kinds(made) == {"fence"}


@given(NASTY)
@example("a\n```\n@ada\n")
@example("````\n```\n~~~\n")
@example("   `````")
def test_c04_block_is_one_block_that_nothing_closes(typed):
    made = escape.code_block(typed, "yaml")
    assert kinds(made) == {"fence"}
    assert [token.type for token in tokens(f"{made}\n\nafter")].count("fence") == 1
    assert not re.search(r"@\w|#\d", made)
    assert not any(map(escape.is_control, made))


def test_block_shows_what_was_typed():
    assert escape.code_block("a: 1\r\nb: 2\n", "yaml") == "```yaml\na: 1\nb: 2\n```"
    assert escape.code_block("```\nx\n```") == "````\n```\nx\n```\n````"


@given(NASTY)
def test_w02_c03_inline_is_text_and_nothing_else(typed):
    made = escape.escape_markdown(typed)
    assert kinds(made) <= {"text", "text_special"}
    assert kinds(f"- **{made}**: {made}") <= {
        *("text", "text_special", "strong_open", "strong_close", "softbreak"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    }
    assert not re.search(r"<[a-z!/?]", made, re.IGNORECASE)


@given(NASTY.filter(lambda typed: not any(map(escape.is_control, typed))))
@example("1. item")
@example("2) <b>x</b> &amp; &#64;")
@example("see https://x.example and www.x.example")
def test_inline_reads_as_it_was_typed(typed):
    shown = "".join(token.content for token in tokens(escape.escape_markdown(typed)))
    assert shown.replace("@\u200b", "@").split() == typed.replace("@\u200b", "@").split()


@given(NASTY)
def test_c01_escaped_text_can_be_made_inert(typed):
    # An entity of decimal digits would look like a reference.
    once = escape.escape_markdown(typed)
    both = "".join(token.content for token in tokens(escape.defuse(once)))
    assert both.replace("\u200b", "") == "".join(t.content for t in tokens(once)).replace(
        "\u200b", ""
    )


@pytest.mark.parametrize(
    "typed",
    [
        "# Title",
        " # Title",
        "- item",
        "    code",
        "1. item",
        "> quote",
        "---",
        "===",
        "+++",
        ":::note",
        "!!! note",
        "| a | b |",
        "<b>x</b>",
        "<!-- x -->",
        "[a](https://x.example)",
        "![a](https://x.example/p.png)",
        "[^1]: x",
        "**a**",
        "~~a~~",
        "$x$",
    ],
)
def test_c03_c04_markdown_does_nothing(typed):
    assert kinds(escape.escape_markdown(typed)) <= {"text", "text_special"}


@pytest.mark.parametrize(
    "typed",
    ["https://x.example/a", "HTTP://x.example", "www.x.example", "WWW.x.example", "wWw.x.example"],
)
def test_l01_an_address_in_a_text_is_no_link(typed):
    # GitHub makes a link of `://` and of `www.` as they stand in the source.
    made = escape.escape_markdown(f"see {typed}")
    assert "://" not in made
    assert "www." not in made.lower()


@pytest.mark.parametrize(
    "typed", ["ada@example.org", "mailto:a.b+c-@x.example", "xmpp:a@b.c/d", "<ada@example.org>"]
)
def test_l01_an_address_for_mail_in_a_text_is_no_link(typed):
    # GitHub looks for them in the text that is shown: https://github.com/github/cmark-gfm
    shown = "".join(token.content for token in tokens(escape.escape_markdown(typed)))
    assert not re.search(r"[\w.+-]@\w", shown)
    assert escape.escape_markdown("Rust @ work, @ada") == "Rust @ work, @ada"


@pytest.mark.parametrize(
    "typed", ["{{ 7 * 7 }}", "{% include x %}", "{#x#}", "{{< x >}}", "<% x %>", "${x}", "--8<-- x"]
)
def test_w01_w04_templates_of_site_generators_do_nothing(typed):
    made = escape.escape_markdown(typed)
    assert not re.search(r"\{|\}|<%|<--", made)


@given(NASTY)
def test_l02_any_string_is_one_destination(typed):
    found = tokens(f"[a]({escape.link_destination(typed)}) b")
    assert [token.type for token in found if token.type.startswith("link")] == [
        "link_open",
        "link_close",
    ]
    assert {token.type for token in found} <= {
        *("paragraph_open", "paragraph_close", "link_open", "link_close", "text"),
    }


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "vbscript:x", "java\nscript:x"],
)
def test_l01_no_scheme_but_of_pages_and_channels_leads_anywhere(address):
    made = escape.link_destination(address)
    assert ":" not in made


def test_a_good_address_stays_as_it_is():
    for address in (
        "https://github.com/o/r",
        "https://client00.chat.mibbit.com/?channel=%23rust-wasm&server=irc.example.org",
        "https://rust-lang.zulipchat.com/#narrow/stream/136281-wg",
    ):
        assert escape.link_destination(address) == address
    assert (
        escape.link_destination("https://x.example/a (b)&copy;")
        == "https://x.example/a%20%28b%29&amp;copy;"
    )


def test_shorten_ends_with_an_ellipsis_where_it_cuts():
    assert escape.shorten("abc", 3) == "abc"
    assert escape.shorten("abcd", 3) == "ab…"


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("https://x.example/a b(é)", "https://x.example/a%20b%28%C3%A9%29"),
        ("https://x.example/\ud800", "https://x.example/%3F"),
        ("javascript:alert:1", "javascript%3Aalert:1"),
        (" HTTPS://x.example:1/&amp;", "HTTPS://x.example:1/&amp;amp;"),
    ],
)
def test_a_destination_is_what_was_typed_and_nothing_that_ends_it(typed, made):
    assert escape.link_destination(typed) == made
