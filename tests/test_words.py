"""What wgbot says about a proposal, whatever is in it."""

import re

import pytest
from markdown_it import MarkdownIt

from tests import community
from tests.test_decide import situation
from wgbot import words
from wgbot.changes import ProposePullRequest
from wgbot.decide import decide


def review(**answers):
    return words.review(community.proposal(**answers), community.repository())


def pull_request(**answers):
    return next(c for c in decide(situation(**answers)) if isinstance(c, ProposePullRequest))


HOSTILE = [
    "@rust-lang/core and @ada, fixes #1, closes GH-2, resolves o/r#3",
    "![x](https://tracker.example/p.png) <img src=x onerror=alert(1)>",
    "</details></table>\n\n````\n```\n# Heading",
    "<!-- wgbot:review --> <!--",
    "\x1b[31mred\x1b[0m \u202egnp.exe \x00",
    "::set-output name=a::b\n::stop-commands::x",
    "[skip ci] ***NO_CI***",
    "a" * 65_536,
    "字" * 65_536,
    "`" * 1000,
    "- [ ] task\n" * 2000,
    "{{ 7 * 7 }}{% include 'x' %}",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("key", ["name", "focus", "goals", "leads", "channel", "discussion"])
def test_c01_to_c04_a_review_is_calm_whatever_was_typed(key, text):
    shown = review(**{key: text})
    assert_calm(shown)
    assert shown.startswith(words.REVIEW_MARKER + "\n")
    # Nothing else in it starts a line as a marker does.
    assert len(re.findall("^<!--", shown, re.MULTILINE)) == 1


@pytest.mark.parametrize("text", HOSTILE[:-5])
def test_c02_a_pull_request_closes_its_own_issue_alone(text):
    pull = pull_request(goals=text.replace("\x00", "").replace("\x1b", "").replace("\u202e", ""))
    assert_calm(pull.text.replace("Closes #12", ""))
    assert len(pull.title) <= words.MAX_TITLE


def assert_calm(shown: str) -> None:
    """Hold that *shown* notifies nobody, refers to nothing and breaks out of nothing."""
    assert len(shown) <= words.MAX_COMMENT
    shown.encode()
    bare = shown.replace("in #12", "")
    assert not re.search(r"@\w", bare)
    assert not re.search(r"(?<!&)#\d|GH-\d", bare)
    assert not re.search(r"\[skip ci\]|\*\*\*NO_CI", bare)
    assert not re.search(r"^::", bare, re.MULTILINE)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", bare)
    tokens = MarkdownIt("commonmark").enable("table").parse(shown)
    every = [*tokens, *(child for token in tokens for child in token.children or [])]
    html = "".join(token.content for token in every if token.type.startswith("html"))
    ours = re.compile(
        r"<!-- wgbot:review -->|</?details>|<summary>.*?</summary>|<summary>|</summary>|\s"
    )
    assert ours.sub("", html) == ""
    assert not [token for token in every if token.type in ("image", "heading_open")]
    links = [token.attrGet("href") for token in every if token.type == "link_open"]
    assert all(str(link).startswith("https://") for link in links)


def test_s01_a_body_of_the_largest_size_gets_a_review_that_github_takes():
    shown = review(goals="字" * 60_000, focus="x" * 5_000)
    assert len(shown) < 3_000


def test_s03_thousands_of_problems_are_few_in_the_review():
    shown = review(leads=", ".join(f"@-{n}" for n in range(4000)))
    assert len(shown) < 5_000


def test_every_problem_stands_below_the_question_it_is_about():
    shown = review(name="TBD", leads="Jane Doe")
    assert shown.index("**Name**") < shown.index("`TBD`") < shown.index("**Who leads**")
    assert shown.index("**Who leads**") < shown.index("`Jane Doe`")
    assert "Fine as they are: Focus, Goals" in shown


def test_a_fine_review_shows_the_entry_as_it_will_look():
    shown = review()
    assert "> - **Sound and music**: instruments" in shown
    assert "name: Sound and music" in shown
    assert "charter:" in shown


def test_p06_an_issue_that_was_not_made_with_the_form_is_told_so_once():
    from wgbot.proposal import Issue, judge

    shown = words.review(
        judge(Issue("Hello, can I have a group?"), community.repository()), community.repository()
    )
    assert "was not made with the form" in shown
    assert "**Name**" not in shown


def test_c05_a_marker_in_an_answer_is_no_marker():
    shown = pull_request(goals="<!-- wgbot:review -->").text
    assert words.REVIEW_MARKER not in shown.replace("\u200b", "").split("```")[0]


def test_a06_the_pull_request_names_the_leads_without_mentioning_them():
    text = pull_request().text
    assert "`clara`, `fanny`" in text
    assert "make sure that each of them agrees" in text


def test_the_pull_request_says_by_whom_and_what_was_checked():
    text = pull_request().text
    assert "Proposed by `clara` in #12" in text
    assert "Approved by `grace` on 2026-03-01" in text
    assert "- `taken`: No other group has the name" in text
