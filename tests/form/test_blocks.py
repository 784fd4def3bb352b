"""Fences and comments: where they open and whether they close."""

import re
from bisect import bisect_right
from itertools import accumulate

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from wgbot.form.blocks import blocks, may_hide, open_comment
from wgbot.form.leaves import scan

LINE = "### X"


def is_hidden(text: str) -> bool:
    """Whether the line `### X` of the text stands in a closed fence or comment."""
    at = ("\n" + text).index("\n" + LINE)
    return any(
        block.start < at < block.end for block in blocks("\n" + text) if block.end is not None
    )


@pytest.mark.parametrize(
    "text",
    [
        "```\n### X\n```",
        "```md\n### X\n```\nmore",
        "~~~\n### X\n~~~",
        "~~~ a`b\n### X\n~~~",
        "````\n```\n### X\n```\n````",
        "```\n~~~\n### X\n```",
        "```\n### X\n`````",
        "- a\n\n<!--\n### X\n-->",
        "  ```\n### X\n   ```",
        "```\n    ```\n### X\n```",
        "```\n``` py\n### X\n```",
        "<!--\n### X\n-->",
        "   <!-- a\n\n### X\n\nb -->",
        "<?\n### X\n?>",
        "<![CDATA[\n### X\n]]>",
        "<!A\n### X\n>",
        "<!--\n```\n### X\n-->",
        "```\n### X\n```   ",
    ],
)
def test_a_line_in_a_closed_block_is_hidden(text):
    assert is_hidden(text)
    assert may_hide(text, "\n### ")


@pytest.mark.parametrize(
    "text",
    [
        "```\n### X",
        "```\n### X\n~~~",
        "````\n### X\n```",
        "```\n### X\n``` py",
        "```\na\n```\n### X\n",
        "``` a`b\n### X\n``",
        "`a```\n### X\n```",
        "> ```\n### X\n> ```",
        "``\n### X\n``",
        "<!--\n### X",
        "<!-->\n### X\n-->",
        "<!-- a -->\n### X\n-->",
        "a <!--\n### X\n-->",
        "- <!--\n### X\n-->",
        "<b>\n### X\n</b>",
        # A fence in a list or a quotation ends with it.
        "- ```\n### X\n  ```",
        "12. ```\n### X\n    ```",
        "- ```\n### X\n```",
        # A shorter fence is none in a longer one, which stays open.
        "````\n```\n### X\n```",
        "````\na\n\n```\n### X\n```\n",
        # There is no fence in HTML, and none behind four spaces.
        "<details>\n```\n\n### X\n```",
        "    ```\n### X\n    ```",
        "a\n\n\t```\n### X\n```",
        "<pre>\n```\n</pre>\n### X\n```",
        "~~~\n```\n~~~\n### X\n",
        "```\u2028\n### X\n~~~",
        "a\u2028```\n### X\n```",
    ],
)
def test_a_line_in_no_closed_block_is_not_hidden(text):
    assert not is_hidden(text)


@pytest.mark.parametrize(
    ("text", "hides_all_below"),
    [("<!--\na", True), ("<!-- a -->", False), ("```\n<!--\n", False), ("a\n\n<!--", True)],
)
def test_p05_a_comment_left_open_is_found(text, hides_all_below):
    assert (open_comment(blocks("\n" + text)) is not None) == hides_all_below


@given(
    st.lists(
        st.sampled_from(
            ["```", "```a", "````", "~~~", "- ```", "  ```", "<!--", "-->", "<?", "x `y`", "", LINE]
        )
    ).map("\n".join)
)
def test_the_quick_look_never_misses_a_hidden_line(text):
    if LINE in text and is_hidden(text):
        assert may_hide(text, "\n### ")


@pytest.mark.parametrize(
    "text",
    [
        "prose with `code`",
        "```\na\n```",
        "a\n\n```py\nb\n```\n\nc\n\n```\nd\n```",
        "```\n```",
        "a < b",
    ],
)
def test_the_quick_look_knows_ordinary_texts(text):
    assert not may_hide(text, "\n### ")


PIECES = st.lists(
    st.sampled_from(
        [
            *("```", "````", "~~~", "``` py", "`", "- ", "-", "+ ", "1. ", "2. ", "10) ", "> ", ">"),
            *("  ", "    ", "\t", "<!--", "-->", "<!-->", "x <!-- ", "<?", "?>", "<!A", "<![CDATA["),
            *("]]>", "<div>", "</div>", "<b>", "<pre>", "</pre>", "<details>\n", "# h", "===", "---"),
            *("* * *", "a", "b c", "\n", "\n", "\n", "\n\n"),
        ]
    ),
    max_size=16,
)  # fmt: skip


@given(PIECES.map("".join))
@settings(max_examples=1_000)
def test_fences_and_comments_are_where_markdown_it_has_them(text):
    # Unlike the specification, it goes on with a quotation whose sign is behind four spaces.
    assume(not re.search(r"^[> ]*(?:\t|    ).*>", text, re.MULTILINE))
    text = text.rstrip() + "\nend"
    lines = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    found = [
        (leaf.kind, bisect_right(lines, leaf.lines[0][0]) - 1, bisect_right(lines, leaf.end))
        for leaf in scan(text, ("fence", "comment"))
    ]
    expected = []
    for token in MarkdownIt("commonmark").parse(text):
        is_comment = token.content.lstrip().startswith(("<!", "<?"))
        if token.type == "fence" or (token.type == "html_block" and is_comment):
            expected.append(("fence" if token.type == "fence" else "comment", *(token.map or ())))
    assert [(*each[:2], each[2] if each[0] == "fence" else 0) for each in found] == [
        (*each[:2], each[2] if each[0] == "fence" else 0) for each in expected
    ]


@given(st.text(alphabet="`~<!->?[]CDATA \t\n1.#a"))
def test_blocks_come_in_order_and_do_not_overlap(text):
    at = 0
    for block in blocks("\n" + text):
        assert at <= block.start
        at = block.start + 1 if block.end is None else block.end
        assert block.start < at <= len(text) + 1
