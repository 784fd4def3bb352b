"""GitHub Actions: what an event asks for, and what a job may print."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.test_escape import NASTY
from wgbot.github import actions
from wgbot.github.actions import Event, annotation, is_command, output, summary, understood
from wgbot.text.escape import logged
from wgbot.text.problems import Problem, SetupError

HERE = {"default_branch": "main", "full_name": "example/groups"}
ISSUE = {
    "number": 12,
    "title": "New working group: Sound",
    "body": "### Name\n\nSound",
    "labels": [{"name": "proposal"}],
    "updated_at": "2026-03-01T12:00:00Z",
}


def issues(action, **more):
    payload = {"action": action, "issue": ISSUE, "repository": HERE, "sender": {"login": "ada"}}
    return understood("issues", {**payload, **more})


@pytest.mark.parametrize(
    "action",
    ["opened", "edited", "labeled", "unlabeled", "closed", "reopened", "deleted", "transferred"],
)
def test_an_event_of_an_issue_is_about_that_issue(action):
    event = issues(action)
    assert (event.scope, event.number, event.is_certain) == ("one", 12, False)
    assert event.texts == ("### Name\n\nSound",)
    assert event.title == "New working group: Sound"
    assert event.default_branch == "main"


def test_t01_a_label_comes_with_who_put_it_on_which_text():
    event = issues("labeled", label={"name": "approved"})
    assert (event.label, event.sender, event.updated) == (
        "approved",
        "ada",
        "2026-03-01T12:00:00Z",
    )
    assert event.labels == ("proposal", "approved")
    # Taking it off is not putting it on.
    assert issues("unlabeled", label={"name": "approved"}).label is None
    assert "approved" in issues("unlabeled", label={"name": "approved"}).labels


def test_an_edit_comes_with_what_was_there_before():
    event = issues("edited", changes={"body": {"from": "Before"}})
    assert event.texts == ("### Name\n\nSound", "Before")
    assert issues("edited", changes={"title": {"from": "x"}}).texts == ("### Name\n\nSound",)


def test_a11_a_pull_request_is_no_proposal():
    for action in ("labeled", "opened", "edited"):
        event = issues(action, issue={**ISSUE, "pull_request": {"url": "x"}})
        assert event.scope == "nothing"


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"issue": None},
        {"issue": {}},
        {"issue": {"number": "12"}},
        {"issue": 3, "repository": None},
    ],
)
@pytest.mark.parametrize(
    "name", ["issues", "issue_comment", "pull_request", "pull_request_target", "fork", ""]
)
def test_e20_what_is_not_there_is_no_reason_to_fall_over(name, payload):
    assert understood(name, payload).scope == "nothing"


def test_e20_what_is_null_is_empty():
    empty = {"number": 12, "title": None, "body": None, "labels": None}
    event = issues("opened", issue=empty, sender=None, label=None, changes=None)
    assert (event.scope, event.texts, event.title, event.labels, event.sender) == (
        *("one", ("",), "", (), ""),
    )


@pytest.mark.parametrize("name", ["schedule", "workflow_dispatch"])
def test_e18_all_are_looked_at_by_the_clock_or_on_demand(name):
    assert understood(name, {"repository": HERE}).scope == "all"
    assert understood(name, {}).scope == "all"


def test_all_are_looked_at_after_a_push_to_the_default_branch():
    for ref, scope in [
        ("refs/heads/main", "all"),
        ("refs/heads/other", "nothing"),
        ("refs/tags/main", "nothing"),
    ]:
        assert understood("push", {"ref": ref, "repository": HERE}).scope == scope
    assert understood("push", {"ref": "refs/heads/any"}).scope == "all"


@pytest.mark.parametrize(
    ("ref", "where", "number"),
    [
        ("wgbot/issue-12", "example/groups", 12),
        ("wgbot/issue-12", "stranger/groups", None),
        ("wgbot/issue-12", None, None),
        ("wgbot/issue-12x", "example/groups", None),
        ("wgbot/issue-", "example/groups", None),
        ("x/wgbot/issue-12", "example/groups", None),
        (None, "example/groups", None),
    ],
)
def test_a_pull_request_of_the_bots_is_about_its_issue(ref, where, number):
    head = {"ref": ref, "repo": where and {"full_name": where}}
    payload = {"action": "closed", "pull_request": {"head": head}, "repository": HERE}
    for name in ("pull_request", "pull_request_target"):
        event = understood(name, payload)
        assert event.scope == ("one" if number else "nothing")
        assert event.number == (number or 0)
        assert event.is_certain == bool(number)


def comment(body, action="created", kind="User"):
    payload = {
        "action": action,
        "issue": ISSUE,
        "repository": HERE,
        "comment": {"body": body, "user": {"type": kind, "login": "ada"}},
    }
    return understood("issue_comment", payload)


def test_a_comment_can_ask_for_another_look():
    assert comment("/wgbot recheck").scope == "one"
    assert comment("Thanks!\r\n\r\n/wgbot  recheck \r\n").scope == "one"
    assert comment("Thanks!").scope == "nothing"


def test_t08_an_old_comment_does_not_become_a_command():
    assert comment("/wgbot recheck", action="edited").scope == "nothing"
    assert comment("/wgbot recheck", action="deleted").scope == "nothing"


def test_a04_no_program_gives_commands():
    assert comment("/wgbot recheck", kind="Bot").scope == "nothing"


@pytest.mark.parametrize(
    "body",
    [
        "> /wgbot recheck",
        "`/wgbot recheck`",
        "```\n/wgbot recheck\n```",
        "```\n/wgbot recheck",
        "  ```\n/wgbot recheck\n  ```",
        "~~~~\n```\n/wgbot recheck\n~~~~",
        "    /wgbot recheck",
        "\t/wgbot recheck",
        "<!--\n/wgbot recheck\n-->",
        "<!--\n/wgbot recheck",
        "<pre>\n/wgbot recheck\n</pre>",
        "Say /wgbot recheck",
        "/wgbot recheck now",
        "/wgbot  approve",
        "/wgbotrecheck",
        "/wgbot\nrecheck",
    ],
)
def test_c06_what_is_quoted_or_code_is_no_command(body):
    assert not is_command(body)
    assert not is_command(body.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    "body",
    [
        "/wgbot recheck",
        "```\nx\n```\n/wgbot recheck",
        "> x\n\n/wgbot recheck",
        "<!-- x -->\n/wgbot recheck",
    ],
)
def test_c06_what_stands_beside_it_takes_nothing_away(body):
    assert is_command(body)


@pytest.mark.parametrize(
    "body", ["```\n" * 20_000, "<!--" * 20_000, "`" * 60_000, "<pre>" * 12_000]
)
def test_s02_a_long_comment_takes_no_time(body):
    assert not is_command(body)


def test_the_event_is_read_from_its_file(tmp_path):
    path = tmp_path / "event.json"
    path.write_text(json.dumps({"action": "opened", "issue": ISSUE}), encoding="utf-8")
    assert actions.read_event(path, "issues").number == 12


@pytest.mark.parametrize("text", [None, "", "{", "[]", '"x"', "[" * 100_000])
def test_what_is_no_event_is_said_in_one_sentence(tmp_path, text):
    path = tmp_path / "event.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match="event"):
        actions.read_event(path, "issues")


def test_s05_a_body_of_the_largest_size_is_read(tmp_path):
    path = tmp_path / "event.json"
    issue = {**ISSUE, "body": "字" * 65_536}
    path.write_text(json.dumps({"action": "opened", "issue": issue}), encoding="utf-8")
    assert len(actions.read_event(path, "issues").texts[0]) == 65_536


COMMANDS = st.sampled_from(
    ["::set-output name=a::b", "##[add-mask]x", "::stop-commands::x", " ::x", "a ##[group]", "\t::"]
)


@given(st.lists(COMMANDS | NASTY).map("\n".join))
def test_g01_g04_no_line_of_a_log_is_a_command_or_steers_a_terminal(text):
    shown = logged(text)
    for line in re.split(r"\r\n|\r|\n", shown):
        # As the runner looks for them.
        assert not line.strip().startswith("::")
        assert "##[" not in line
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)


def test_g01_all_else_stays_as_it_is():
    assert logged("Use a::b, ## and [x]:\n  - c") == "Use a::b, ## and [x]:\n  - c"


@given(NASTY, NASTY)
def test_g01_an_annotation_is_one_line_and_one_command(text, path):
    shown = annotation("error", text, file=path, line=3, title=None)
    assert "\n" not in shown
    assert "\r" not in shown
    properties = shown.removeprefix("::error ").partition("::")[0]
    assert re.fullmatch(r"file=[^,:]*,line=3", properties)


def test_an_annotation_says_where():
    assert annotation("notice", "100 %\nof it") == "::notice::100 %25%0Aof it"
    problems = [
        Problem("name", "Bad {x}.", "Mend it.", values={"x": "a,b"}, path="r/a:b.yml", line=4),
        Problem("name", "Odd.", "Weigh it.", blocks=False),
    ]
    assert actions.annotations(problems) == [
        "::error file=r/a%3Ab.yml,line=4,title=wgbot%3A name::Bad `a,b`. Mend it.",
        "::notice title=wgbot%3A name::Odd. Weigh it.",
    ]
    assert actions.listed(problems[0]) == "`r/a:b.yml:4`: Bad `a,b`. Mend it."
    assert len(actions.annotations(problems * 1000)) == 50


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_g02_an_output_is_read_as_it_was_given(value):
    text = output("changes", value)
    name, _, end = text.partition("\n")[0].partition("<<")
    assert name == "changes"
    # As the runner reads it: lines up to one that is the delimiter.
    body = text.removeprefix(f"changes<<{end}\n")
    read, _, rest = body.partition(f"\n{end}\n")
    assert (read, rest) == (value, "")
    assert end not in value


def test_g02_nobody_knows_the_delimiter_before():
    assert output("a", "b") != output("a", "b")


def test_g02_a_delimiter_that_is_in_the_value_is_not_used(monkeypatch):
    words = iter(["0" * 32, "1" * 32])
    monkeypatch.setattr(actions.secrets, "token_hex", lambda _: next(words))
    assert output("a", f"x\nend-{'0' * 32}\nb=c") == (
        f"a<<end-{'1' * 32}\nx\nend-{'0' * 32}\nb=c\nend-{'1' * 32}\n"
    )


@pytest.mark.parametrize("char", ["x", "字", "🎵"])
def test_g03_a_summary_is_cut_where_github_would_drop_all_of_it(char):
    assert summary(char) == char
    cut = summary(f"{char}\n" * 1_000_000)
    assert 900_000 < len(cut.encode()) < 2**20
    assert cut.endswith("GitHub doesn't show more than this.*\n")
    assert "�" not in cut


def test_g03_what_cannot_be_encoded_does_not_stop_it():
    assert summary("a\ud800" * 600_000).encode()


def test_an_event_says_why_in_words_that_can_be_printed():
    assert understood("push", {"ref": "\x1b[31m", "repository": HERE}).why == (
        "a push to \\x1b[31m, not to main"
    )
    assert isinstance(understood("x\n::y", {}), Event)
