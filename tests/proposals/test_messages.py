"""What wgbot says about a proposal, whatever is in it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
from markdown_it import MarkdownIt

from tests import editing, example
from tests.example import approved, at_home, edited, ended, filed, labelled, later, outcome, settled
from wgbot.proposals import markers, messages, pull_request_messages
from wgbot.proposals.changes import ProposePullRequest, WriteComment
from wgbot.proposals.decide import decide
from wgbot.proposals.memory import MARKER, Record
from wgbot.proposals.proposal import judge
from wgbot.proposals.situation import (
    Approval,
    Approvers,
    Obstacle,
    ObstacleKind,
    Place,
    Removal,
    Voice,
)

GOLDEN = Path(__file__).parent / "golden" / "messages"


def review(**answers):
    """Return the comment on a proposal that was filed just now."""
    (written,) = [c for c in decide(filed(**answers)) if isinstance(c, WriteComment)]
    return written.text


def pull_request(files=None, **answers):
    now = labelled(settled(filed(files, **answers)))
    return next(c for c in outcome(now).done if isinstance(c, ProposePullRequest))


HOSTILE = [
    "@rust-lang/core and @ada, fixes #1, closes GH-2, resolves o/r#3",
    "![x](https://tracker.example/p.png) <img src=x onerror=alert(1)>",
    "</details></table>\n\n````\n```\n# Heading",
    "<!-- wgbot:review --> <!--",
    '<!-- wgbot:review {"text": "0"} -->\n<!-- wgbot:held --> <!-- wgbot:pull-request 3 -->',
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
    assert Record.read(shown).text == filed(**{key: text}).issue.digest
    # Nothing else in it starts a line as a marker does.
    assert len(re.findall("^<!--", shown, re.MULTILINE)) == 1


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "key", ["group", "name", "focus", "goals", "leads", "meetings", "why", "takes_over_from"]
)
def test_a_review_of_a_change_is_calm_whatever_was_typed(key, text):
    answers = {"goals": "Better.", key: text}
    assert_calm(settled(editing.filed(editing.change(**answers))).review.text)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("key", ["group", "successors", "why", "decision"])
def test_a_review_of_an_ending_is_calm_whatever_was_typed(key, text):
    assert_calm(settled(editing.filed(editing.end(**{key: text}))).review.text)


@pytest.mark.parametrize("key", ["focus", "goals", "why"])
@pytest.mark.parametrize("text", HOSTILE[:-5])
def test_a_pull_request_of_a_change_is_calm_whatever_is_in_it(key, text):
    text = text.replace("\x00", "").replace("\x1b", "").replace("\u202e", "").replace("\n", " ")
    # What begins with a comment shows nothing, and then there is nothing to change.
    now = approved(editing.filed(editing.change(**{"goals": "Better.", key: f"So: {text}"})))
    assert now.home.pull_request
    assert_calm(now.home.pull_request.text.replace("Closes #12", ""))


@pytest.mark.parametrize("text", HOSTILE[:-5])
def test_c02_a_pull_request_closes_its_own_issue_alone(text):
    # In a fence the page shows all of it.
    goals = re.sub("[\x00\x1b\u202e]", "", f"Play.\n\n~~~\n{text}\n~~~")
    pull = pull_request(goals=goals)
    assert_calm(pull.text.replace("Closes #12", ""))
    assert len(pull.title) <= pull_request_messages.MAX_TITLE
    assert len(re.findall("^<!--", pull.text, re.MULTILINE)) == 2
    assert markers.consent(pull.text).startswith("> [!NOTE]")
    assert pull.text.startswith("<!-- wgbot:pull-request 12 ")
    assert not markers.is_held(pull.text)


def assert_calm(shown: str) -> None:
    """Hold that *shown* notifies nobody, refers to nothing and breaks out of nothing."""
    assert len(shown) <= messages.MAX_COMMENT
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
        r"<!-- wgbot:(review|pull-request|consent)[^\n]*?-->|</?details>|<summary>.*?</summary>|<summary>|</summary>|\s"
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
    assert "No changes needed: Focus, Goals" in shown


def test_a_fine_review_shows_the_entry_as_it_will_look():
    shown = review()
    assert "> - **Sound and music**: instruments" in shown
    assert "name: Sound and music" in shown
    assert "charter:" in shown


def test_p06_an_issue_that_was_not_made_with_the_form_is_told_so_once():
    now = filed()
    issue = replace(now.issue, body="Hello, can I have a group?")
    now = settled(replace(now, issue=issue, proposal=judge(issue, now.repository)))
    assert "wasn't made with the form" in now.review.text
    assert "**Name**" not in now.review.text
    assert decide(later(now)) == []


def test_c05_a_marker_in_an_answer_is_no_marker():
    line = Record("0" * 64).line()
    goals = f"~~~\n{line}\n~~~"
    for text in (review(goals=goals), pull_request(goals=goals).text):
        assert "0" * 64 not in str(Record.read(text))
        assert not re.search(f"^{MARKER}", text.partition("\n")[2], re.MULTILINE)


def test_a06_the_pull_request_names_the_leads_without_mentioning_them():
    text = pull_request().text
    assert "`clara`, `fanny`" in text
    assert "make sure that each of them agrees" not in text
    off = pull_request({example.CONFIG_PATH: "approval: {consent: off}\n"}).text
    assert "make sure that each of them agrees" in off
    assert markers.consent(off) == ""


def test_the_pull_request_says_by_whom_and_what_was_checked():
    text = pull_request().text
    assert "Proposed by `clara` in #12" in text
    assert "Approved by `grace` on 2026-03-01" in text
    assert "- `taken`: No other group has the name" in text
    assert "who proposed it" not in text


def test_a08_the_pull_request_says_if_proposer_and_approver_are_one():
    now = settled(labelled(settled(filed()), by="Clara"))
    assert (
        "Approved by `Clara` on 2026-03-01; `Clara` proposed it as well"
        in now.home.pull_request.text
    )


def test_e20_a_proposer_without_an_account_is_nobody():
    now = filed()
    issue = replace(now.issue, author=None)
    now = approved(replace(now, issue=issue, proposal=judge(issue, now.repository)))
    assert "Proposed by someone (account unknown) in #12" in now.home.pull_request.text
    assert "Co-authored-by" not in now.home.branch.message


@pytest.mark.parametrize("author", ["ada_corp", "ada-", "helper[bot]"])
def test_whoever_proposes_is_named_in_the_commit(author):
    now = filed()
    issue = replace(now.issue, author=author)
    now = approved(replace(now, issue=issue, proposal=judge(issue, now.repository)))
    assert f"Co-authored-by: {author} <{author}@users" in now.home.branch.message


def test_the_number_of_the_proposers_account_makes_the_commit_theirs():
    now = filed()
    issue = replace(now.issue, author_id=583231)
    now = approved(replace(now, issue=issue, proposal=judge(issue, now.repository)))
    assert (
        "Co-authored-by: clara <583231+clara@users.noreply.github.com>\n" in now.home.branch.message
    )
    assert markers.proposal_number(now.home.branch.message) == 12
    assert markers.proposal_text(now.home.branch.message) == issue.digest


def test_what_a_person_writes_around_the_bots_text_does_not_hide_it():
    text = pull_request().text
    for around in (f"Please look!\n\n{text}", f"{text}\n\nPlease look!"):
        assert markers.approved_text(around) == markers.approved_text(text)
        held = pull_request_messages.held(around, "changed", example.repository())
        assert markers.is_held(held)
        assert not markers.is_held(around)
        assert markers.approved_text(held) == markers.approved_text(text)


def test_a_long_text_can_be_held():
    held = pull_request_messages.held("x" * messages.MAX_COMMENT, "", example.repository())
    assert markers.is_held(held)
    assert len(held) <= messages.MAX_COMMENT


POLICY = {example.CONFIG_PATH: "approval: {count: 3, wait_days: 7, own: false}\n"}
LONG = {
    "taken": {"registry/sound.yml": "name: Sound and music\nfocus: sounds of all kinds.\n"},
}


def refused(**who):
    return settled(labelled(settled(filed()), **who))


TEAMS = {example.CONFIG_PATH: "approval: {teams: [example/council], code_owners: true}\n"}


def put_on(files=None, approvers=None, **about):
    """Return what comes of a label with something about it."""
    now = labelled(settled(filed(files)))
    return settled(replace(now, label=replace(now.label, **about), approvers=approvers))


def kept_by(kind):
    """Return an approved proposal that something keeps from its pull request."""
    obstacle = Obstacle(kind, "What the log says.", "GitHub: no.", "wgbot/issue-12")
    return settled(replace(labelled(settled(filed())), failure=obstacle))


REQUIRE = {example.CONFIG_PATH: "approval: {consent: require}\n"}
REQUIRE_IN_GERMAN = {example.CONFIG_PATH: "language: de\napproval: {consent: require}\n"}
WAITS = {example.CONFIG_PATH: f"{editing.CONFIG}approval: {{wait_days: {{end: 14}}}}\n"}


def answered(now, by="fanny", **about):
    """Return the situation in which somebody has said yes or no to what is proposed."""
    now = later(now)
    return settled(replace(now, words=(Voice(by, "none", now.now, **about),)))


def another_fanny():
    now = filed()
    now = settled(replace(now, proposal=replace(now.proposal, numbers={"fanny": 7})))
    return settled(replace(now, proposal=replace(now.proposal, numbers={"fanny": 8})))


def form_less():
    now = filed()
    issue = replace(now.issue, body="Hello, can I have a group?")
    return settled(replace(now, issue=issue, proposal=judge(issue, now.repository)))


def theirs(now):
    return at_home(now, branch=replace(now.home.branch, is_bots=False, head="f00d"))


def became_a_duplicate(now):
    return settled(example.moved(now, "decade", **LONG["taken"]))


FILE = "registry/sound-and-music.yml"
CARDS = "registry/punch-cards.yml"
SITE = {example.CONFIG_PATH: "site: {url: https://groups.example.org/}\n"}


SECOND = {example.CONFIG_PATH: "second: {repository: example/site, holds: pages}\n"}


def merged():
    return ended(approved(), "merged")


def became(now, **about):
    return at_home(now, pull_request=replace(now.home.pull_request, **about))


def taken_out(*, is_revert):
    removal = Removal("c0ffee1234567890", example.NOW + timedelta(days=1), is_revert)
    return became(merged(), files=frozenset([FILE]), removal=removal)


def there(now, more=None):
    files = {FILE: "name: Sound\nfocus: sounds.\nproposal: 12\n", **(more or {})}
    return example.moved(now, "decade", **files)


def with_rest(state):
    """Return a merged proposal whose other pull request, in a second repository, came to that."""
    now = merged()
    rest = replace(now.home.pull_request, number=7, state=state)
    place = Place("example/site", address="https://github.com/example/site", pull_request=rest)
    return replace(now, places=(now.home, place))


def closed(now):
    return replace(now, issue=replace(now.issue, state="closed"))


def reopened(now):
    return replace(now, issue=replace(now.issue, state="open"))


GERMAN = {example.CONFIG_PATH: editing.CONFIG + "language: de\n"}
CHANGED = editing.change(
    "SIG Command line",
    leads="@ada (chair), @alan",
    channel="none",
    goals="Programs that are a joy to use.\nAnd fast.",
    why="We talked about it.",
)
RENAMED = editing.change(name="Shells", repository="https://github.com/example/shells")
MERGER = editing.end("Embedded devices", how="merged into another group", successors="Command line")
CHILD = {"registry/tiny.yml": "name: Tiny devices\nfocus: tiny ones.\nparent: embedded\n"}
ENDED = editing.end("Command line\nEmbedded devices")


def outdated():
    """Return an approved change whose group was changed in the same place since."""
    now = approved(editing.filed(CHANGED))
    text = example.FILES[editing.CLI].replace("#cli", "#tty")
    return settled(editing.moved(now, "decade", **{editing.CLI: text}))


def asked_before(more=""):
    """Return a change that a lead asked for without a label, before others changed the same."""
    policy = f"{editing.CONFIG}{more}approval: {{leads_may: [focus]}}\n"
    known = example.FILES[editing.CLI].replace("github: ada", "github: ada\n    id: 12")
    files = {editing.CLI: known, example.CONFIG_PATH: policy}
    now = editing.filed(editing.change(focus="programs that run in a terminal."), **files)
    issue = replace(now.issue, author="ada", author_id=12)
    now = replace(now, issue=issue, text_since=now.now, is_authors_text=True)
    now = settled(editing.moved(now, example.COMMIT, **files))
    files[editing.CLI] = known.replace("focus: ", "focus: many ")
    return settled(editing.moved(later(now), "decade", **files))


REVIEWS = {
    "lead-with-a-role": lambda: approved(filed(leads="@clara (chair), @fanny (tech lead)")),
    "lead-asked-before": asked_before,
    "lead-asked-before-in-german": lambda: asked_before("language: de\n"),
    "change": lambda: settled(editing.filed(CHANGED)),
    "change-in-german": lambda: settled(editing.filed(CHANGED, **GERMAN)),
    "change-approved": lambda: approved(editing.filed(CHANGED)),
    "change-in-german-approved": lambda: approved(editing.filed(CHANGED, **GERMAN)),
    "lead-required": lambda: approved(filed(REQUIRE)),
    "lead-required-in-german": lambda: approved(filed(REQUIRE_IN_GERMAN)),
    "lead-agreed": lambda: answered(approved(filed(REQUIRE))),
    "lead-declined": lambda: answered(approved(filed(REQUIRE)), is_yes=False),
    "lead-is-another": another_fanny,
    "objection": lambda: answered(approved(editing.filed(ENDED)), "ada", is_yes=False),
    "objection-in-german": lambda: answered(
        approved(editing.filed(ENDED, **GERMAN)), "ada", is_yes=False
    ),
    "last-lead": lambda: settled(editing.filed(editing.change(leads="none"))),
    "leads-told": lambda: settled(labelled(settled(editing.filed(ENDED, **WAITS)))),
    "change-outdated": outdated,
    "change-of-no-group": lambda: settled(editing.filed(editing.change("Comand line"))),
    "change-made": lambda: settled(ended(approved(editing.filed(CHANGED)), "merged")),
    "change-astray": lambda: settled(became(approved(editing.filed(CHANGED)), base="develop")),
    "change-merged-astray": lambda: settled(
        became(ended(approved(editing.filed(CHANGED)), "merged"), base="develop")
    ),
    "rename": lambda: settled(editing.filed(RENAMED)),
    "merger": lambda: settled(editing.filed(MERGER, **CHILD)),
    "ending": lambda: settled(editing.filed(ENDED)),
    "ending-in-german": lambda: settled(editing.filed(ENDED, **GERMAN)),
    "ending-with-children": lambda: settled(
        editing.filed(editing.end("Embedded devices"), **CHILD)
    ),
    "ending-made": lambda: settled(ended(approved(editing.filed(ENDED)), "merged")),
    "pause": lambda: settled(editing.filed(editing.end(how="only a pause"))),
    "ready": lambda: settled(filed()),
    "ready-with-policy": lambda: settled(filed(POLICY)),
    "needs-work": lambda: settled(filed(name="TBD", leads="@example/docs, @ada, @ADA", goals=None)),
    "not-the-form": form_less,
    "refused-role": lambda: refused(by="tri", role="triage"),
    "refused-robot": lambda: refused(by="renovate[bot]", is_person=False),
    "refused-app": lambda: put_on(app="helper"),
    "refused-renamed": lambda: put_on(name_then="nice"),
    "refused-team": lambda: put_on(TEAMS, approvers=Approvers(frozenset({"ada"}))),
    "refused-ghost": lambda: refused(by="", role=None),
    "refused-own": lambda: settled(labelled(settled(filed(POLICY)), by="clara")),
    "refused-unreviewed": lambda: settled(labelled(filed())),
    "refused-changed": lambda: settled(edited(labelled(settled(filed())), goals="Edited.")),
    "refused-problems": lambda: settled(labelled(settled(filed(goals=None)))),
    "refused-problems-since": lambda: settled(
        example.moved(settled(labelled(became_a_duplicate(filed()))), "decadence")
    ),
    "unverified": lambda: settled(labelled(settled(filed()), role=None)),
    "waiting": lambda: settled(labelled(settled(filed(POLICY)))),
    "approved": approved,
    "approved-obstacle": lambda: (
        outcome(labelled(settled(filed())), example.Memory(obstacle="x")).situation
    ),
    "approved-stuck": lambda: settled(labelled(settled(filed({"registry/x.yml": "name: ["})))),
    **{f"approved-{kind}": partial(kept_by, kind) for kind in get_args(ObstacleKind)},
    "approved-behind": lambda: settled(
        labelled(settled(edited(theirs(approved()), goals="Edited.")))
    ),
    "held-changed": lambda: settled(edited(approved(), goals="Edited.")),
    "held-problems": lambda: became_a_duplicate(approved()),
    "held-label-gone": lambda: settled(example.unlabelled(approved())),
    "declined": lambda: settled(ended(approved(), "closed")),
    "declined-and-edited-badly": lambda: settled(
        edited(settled(ended(approved(), "closed")), goals=None)
    ),
    "approved-astray": lambda: settled(became(approved(), base="develop")),
    "missing-elsewhere": lambda: settled(became(merged(), base="develop")),
    "missing-elsewhere-closed": lambda: settled(closed(became(merged(), base="develop"))),
    "missing-without": lambda: settled(merged()),
    "missing-without-closed": lambda: settled(closed(merged())),
    "missing-reverted": lambda: settled(closed(taken_out(is_revert=True))),
    "missing-removed": lambda: settled(closed(taken_out(is_revert=False))),
    "missing-removed-somehow": lambda: settled(became(merged(), files=frozenset([FILE]))),
    "missing-revival": lambda: settled(
        closed(
            became(ended(approved(filed(name="Punch cards")), "merged"), files=frozenset([CARDS]))
        )
    ),
    "missing-unlabelled": lambda: settled(example.unlabelled(merged())),
    "registered": lambda: settled(there(merged())),
    "registered-with-site": lambda: settled(there(merged(), SITE)),
    "registered-by-hand": lambda: settled(there(ended(approved(), "closed"))),
    "registered-by-hand-open": lambda: settled(there(approved())),
    "registered-rest-left-out": lambda: settled(there(with_rest("closed"), SECOND)),
    "registered-approved-again": lambda: settled(labelled(reopened(settled(there(merged()))))),
}
PULL_REQUESTS = {
    "change": lambda: approved(editing.filed(CHANGED)),
    "change-in-german": lambda: approved(editing.filed(CHANGED, **GERMAN)),
    "change-outdated": outdated,
    "rename": lambda: approved(editing.filed(RENAMED)),
    "merger": lambda: approved(editing.filed(MERGER, **CHILD)),
    "ending": lambda: approved(editing.filed(ENDED)),
    "ending-in-german": lambda: approved(editing.filed(ENDED, **GERMAN)),
    "pause": lambda: approved(editing.filed(editing.end(how="only a pause"))),
    "lead-required": lambda: approved(filed(REQUIRE)),
    "lead-required-in-german": lambda: approved(filed(REQUIRE_IN_GERMAN)),
    "lead-agreed": lambda: answered(approved()),
    "last-lead": lambda: approved(editing.filed(editing.change(leads="none"))),
    "new": approved,
    "own": lambda: settled(labelled(settled(filed()), by="clara")),
    "revival": lambda: approved(filed(name="Punch cards")),
    "held-changed": REVIEWS["held-changed"],
    "held-label-gone": REVIEWS["held-label-gone"],
    "held-problems": REVIEWS["held-problems"],
}


@pytest.mark.parametrize("name", REVIEWS)
def test_a_comment_reads_as_expected(name, expected):
    text = REVIEWS[name]().review.text
    expected(GOLDEN / f"comment-{name}.md", text)
    assert_tidy(text)


@pytest.mark.parametrize("name", PULL_REQUESTS)
def test_a_pull_request_reads_as_expected(name, expected):
    text = PULL_REQUESTS[name]().home.pull_request.text
    expected(GOLDEN / f"pull-request-{name}.md", text)
    assert_tidy(text)


def test_every_golden_file_is_compared():
    names = {f"comment-{name}.md" for name in REVIEWS}
    names |= {f"pull-request-{name}.md" for name in PULL_REQUESTS}
    assert {path.name for path in GOLDEN.iterdir()} == names


def assert_tidy(text):
    """Hold that *text* is set with care: no blank line too many, none too few, nothing dangling."""
    outside = re.sub("```.*?```|^<!--.*?-->$", "…", text, flags=re.DOTALL | re.MULTILINE)
    assert "\n\n\n" not in outside
    assert not re.search(r"[ \t]$|(?<=[^\s>])  |(?<!\.)\.\.(?!\.)| [.,;:]", outside, re.MULTILINE)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_a_status_in_words_of_a_communitys_own_is_short_enough():
    long = "x " * 100
    english = (
        "Changed by a person since the approval, so wgbot leaves it as it is.",
        "The group is registered. This is the rest of it: merge it too.",
    )
    text = "".join(f'"{each}": "{long}"\n' for each in english)
    its = example.repository(**{"templates/en/sentences.yml": text})
    approval = Approval("grace", date(2026, 3, 1), "0" * 64)
    for said in (
        pull_request_messages.status(approval, its, is_own=False),
        pull_request_messages.status_of_rest(its),
    ):
        assert said.startswith("x x")
        assert len(said) <= 140
