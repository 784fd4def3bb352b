"""A file that holds an issue."""

import pytest

from wgbot.proposals import issuefile
from wgbot.proposals.proposal import Issue
from wgbot.text.problems import SetupError


def test_a_body_alone_is_an_issue():
    assert issuefile.load(b"### Name\n\nGames\n", "x.md") == Issue(body="### Name\n\nGames\n")
    assert issuefile.load(b"", "x.md") == Issue(body="")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_p01_p05_a_head_says_what_a_body_does_not(newline, bom):
    text = bom + newline.join(["---", 'title: "A: b"', "author: ada", "number: 12", "---", "body"])
    assert issuefile.load(text.encode(), "x.md") == Issue("body", "A: b", "ada", 12)


def test_a_head_may_leave_things_out():
    assert issuefile.load(b"---\nauthor:\nnumber: 3\n---\nx", "x.md") == Issue("x", number=3)
    assert issuefile.load(b"---\n\n---\nx", "x.md") in (Issue("x"), Issue("---\n\n---\nx"))


@pytest.mark.parametrize(
    "body",
    [
        "---\nlayout: evil\n---\nx",
        "---\nauthor: ada\nadmin: true\n---\nx",
        "---\n- a\n---\nx",
        "---\nauthor: *x\n---\nx",
        "---\nauthor: ada\nx",
        "----\nauthor: ada\n---\n",
        "x\n---\nauthor: ada\n---\n",
        "---\nx: {\n---\n",
    ],
)
def test_w04_what_is_no_head_of_ours_belongs_to_the_body(body):
    assert issuefile.load(body.encode(), "x.md") == Issue(body=body)


@pytest.mark.parametrize(
    "head",
    [
        "title: 2048",
        "author: 1e3\nnumber: 0",
        "number: -3",
        "number: '3'",
        "number: true",
        "author: [a]",
        "title: ''",
    ],
)
def test_y03_a_value_of_another_kind_is_told(head):
    with pytest.raises(SetupError, match=r"x\.md: .* has to be"):
        issuefile.load(f"---\n{head}\n---\n".encode(), "x.md")


def test_p08_what_is_no_text_is_told():
    with pytest.raises(SetupError, match=r"x\.md is not UTF-8 text \(byte 2\)"):
        issuefile.load(b"a\xff", "x.md")
