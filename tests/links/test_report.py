"""The one issue: what it says, and what shall be the case with it, week after week."""

import ast
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests import example
from tests.links.registry import AT_ONCE, CHAT, CLI, EMBEDDED, START, judgement, moved, week
from wgbot import links
from wgbot.community.links import LinkSettings
from wgbot.links import report
from wgbot.links.findings import Finding
from wgbot.links.report import CloseReport, MentionLeads, ReportIssue, WriteReport, decide
from wgbot.links.state import Memory, dump, load, recall
from wgbot.proposals.changes import Notice
from wgbot.proposals.messages import MAX_COMMENT
from wgbot.text.sentences import Sentence

GOLDEN = Path(__file__).parent / "golden"
MENTIONS = LinkSettings(runs=1, days=0, most=1.0, mention_leads=True)
BLOB = "https://github.com/example/groups/blob/main"


def decided(states, present=None, now=START, settings=AT_ONCE, **changes):
    given = judgement(states, now=now, settings=settings, **changes)
    return decide(given, example.repository(), settings, present, now)


def applied(changes, present=None, now=START):
    """Return the report as it is after the changes."""
    for change in changes:
        match change:
            case WriteReport(number, title, body):
                present = ReportIssue(number or 7, title, body, is_open=True)
            case CloseReport(number, body):
                present = replace(present, body=body, is_open=False, closed_at=now)
    return present


def kinds(changes):
    return [type(change).__name__ for change in changes]


EVERYTHING = {
    CHAT: "dead",
    CLI: moved(CLI, "https://github.com/example/cli-tools"),
    EMBEDDED: "unknown",
}


@pytest.mark.parametrize(("name", "blob"), [("report", None), ("report-with-links", BLOB)])
def test_what_it_says(expected, name, blob):
    repository = example.repository(
        **{
            "registry/punch-cards.yml": "name: Punch *cards*\nfocus: paper.\nrepositories: [https://github.com/example/old, https://github.com/example/taken]\n"
        }
    )
    taken = "https://github.com/example/taken"
    before = judgement({taken: Finding(taken, "ok", identity="1")}, repository)
    states = {
        **EVERYTHING,
        "https://github.com/example/old": "archived",
        taken: Finding(taken, "ok", identity="2"),
    }
    given = judgement(states, repository, week(1), before.memory)
    expected(GOLDEN / f"{name}.md", report.body(given, repository, week(1), blob))


def test_what_it_says_when_all_is_well(expected):
    body = report.body(judgement({}), example.repository(), START)
    expected(GOLDEN / "report-well.md", body)


def test_all_well_and_no_report_is_nothing_to_do():
    assert decided({}) == []


def test_what_is_not_known_alone_is_no_reason_for_a_report():
    assert decided({CLI: "unknown", CHAT: "unknown"}) == []


def test_k13_one_report_updated_closed_and_opened_again():
    opened = decided({CHAT: "dead"})
    assert kinds(opened) == ["WriteReport"]
    assert opened[0].number is None
    present = applied(opened)
    changed = decided({CHAT: "dead", CLI: "archived"}, present)
    assert kinds(changed) == ["WriteReport"]
    assert changed[0].number == 7
    present = applied(changed, present)
    closed = decided({}, present)
    assert kinds(closed) == ["CloseReport"]
    assert "No link of the working groups needs attention." in closed[0].body
    present = applied(closed, present)
    assert decided({}, present) == []
    again = decided({CHAT: "dead"}, present)
    assert kinds(again) == ["WriteReport"]
    assert again[0].number == 7


def test_two_runs_over_the_same_findings_write_once():
    present = applied(decided(EVERYTHING))
    assert decided(EVERYTHING, present) == []
    crlf = replace(present, body=present.body.replace("\n", "\r\n"))
    assert decided(EVERYTHING, crlf) == []


def test_c10_the_next_week_says_when_it_was_checked_and_nothing_else():
    settings = MENTIONS
    first = judgement(EVERYTHING, settings=settings)
    present = applied(decide(first, example.repository(), settings, None, START))
    memory = first.memory.with_told(report.told(first, example.repository()))
    changes = decided(EVERYTHING, present, week(1), settings, memory=memory)
    assert kinds(changes) == ["WriteReport"]
    assert changes[0].number == present.number
    old, new = present.body.split("\n"), changes[0].body.split("\n")
    differing = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    assert [line.partition(":")[0] for _, line in differing] == ["Last checked on 2026-01-12"]


def closed_by_person(days):
    present = applied(decided({CHAT: "dead"}))
    return replace(
        present, is_open=False, closed_by_person=True, closed_at=START - timedelta(days=days)
    )


def test_k14_a_report_that_a_person_closed_stays_closed_for_a_while():
    quiet = decided({CHAT: "dead", CLI: "archived"}, closed_by_person(29))
    assert kinds(quiet) == ["Notice"]
    assert "#7 was closed by a person" in quiet[0].text
    assert not quiet[0].failed
    assert kinds(decided({CHAT: "dead"}, closed_by_person(31))) == ["WriteReport"]
    settings = replace_settings(quiet_days=0)
    assert kinds(decided({CHAT: "dead"}, closed_by_person(0), settings=settings)) == ["WriteReport"]


def replace_settings(**changes):
    return AT_ONCE.model_copy(update=changes)


def test_k04_without_verdicts_nothing_is_written_or_closed():
    settings = replace_settings(most=0.5)
    dead = {CHAT: "dead", CLI: "dead", EMBEDDED: "dead"}
    present = applied(decided({CHAT: "dead"}))
    for report_ in (None, present):
        changes = decided(dead, report_, settings=settings)
        assert kinds(changes) == ["Notice"]
        assert isinstance(changes[0], Notice)


def test_an_archived_repository_of_a_group_that_sleeps_is_no_news():
    # The group of this one is dormant.
    assert decided({EMBEDDED: "archived"}) == []
    changes = decided({CLI: "archived"})
    assert "set `status: dormant` there" in changes[0].body


def test_k17_a_scheduled_and_a_manual_run_at_once_say_the_same():
    """Both begin with what was there; whichever ends last changes nothing more."""
    settings = replace_settings(runs=3, days=3)
    before = judgement({CHAT: "dead"}, settings=settings).memory
    before = judgement({CHAT: "dead"}, now=week(1), memory=before, settings=settings).memory
    one = judgement({CHAT: "dead"}, now=week(2), memory=before, settings=settings)
    later = week(2) + timedelta(minutes=3)
    other = judgement({CHAT: "dead"}, now=later, memory=before, settings=settings)
    present = applied(decide(one, example.repository(), settings, None, week(2)))
    assert decide(other, example.repository(), settings, present, later) == []


def test_k17_runs_that_follow_at_once_make_nothing_dead():
    settings = replace_settings(runs=3, days=3)
    memory = Memory()
    for minutes in range(20):
        now = START + timedelta(minutes=minutes)
        given = judgement({CHAT: "dead"}, now=now, memory=memory, settings=settings)
        memory = given.memory
    assert given.counts()["dead"] == 0


def test_leads_are_mentioned_once_and_only_if_wanted():
    assert kinds(decided({CHAT: "dead"})) == ["WriteReport"]
    first = decided({CHAT: "dead"}, settings=MENTIONS)
    assert kinds(first) == ["WriteReport", "MentionLeads"]
    assert "- @ada: `Command line`\n- @grace: `Command line`\n" in first[1].text
    assert "@ada" not in first[0].body
    given = judgement({CHAT: "dead"}, settings=MENTIONS)
    memory = given.memory.with_told(report.told(given, example.repository()))
    again = decided({CHAT: "dead"}, applied(first), week(1), MENTIONS, memory=memory)
    assert kinds(again) == ["WriteReport"]
    more = decided(
        {CHAT: "dead", CLI: "archived"}, applied(first), week(1), MENTIONS, memory=memory
    )
    assert kinds(more) == ["WriteReport", "MentionLeads"]


def test_k16_with_the_memory_lost_nobody_is_told_twice_and_the_report_stays():
    first = decided({CHAT: "dead"}, settings=MENTIONS)
    present = applied(first)
    careful = MENTIONS.model_copy(update={"runs": 3, "days": 3})
    links = [Finding(CHAT, "dead")]
    recalled = recall(Memory(), links, present.body, careful.runs)
    changes = decided({CHAT: "dead"}, present, week(1), careful, memory=recalled)
    assert kinds(changes) == ["WriteReport"]
    assert "**Dead** since 2026-01-05" in changes[0].body


@pytest.mark.parametrize("lead", ["ada @everyone", "x/y", "ada\n@grace", "org/team", "-x", ""])
def test_c01_only_an_account_is_ever_mentioned(lead):
    import json

    text = f"name: X\nfocus: y.\nleads: [{{github: {json.dumps(lead or ' x')}}}]\ndiscussion: https://x.example.org/\n"
    repository = example.repository(**{"registry/x.yml": text})
    given = judgement({"https://x.example.org/": "dead"}, repository, settings=MENTIONS)
    changes = decide(given, repository, MENTIONS, None, START)
    assert kinds(changes) == ["WriteReport"]


def test_a_report_is_wholly_in_the_language_of_the_community():
    config = example.FILES[example.CONFIG_PATH] + "language: de\n"
    repository = example.repository(**{example.CONFIG_PATH: config})
    settings = MENTIONS
    waits = Sentence("its server wants to be left alone for {time}", {"time": Sentence("an hour")})
    given = judgement(
        {CHAT: "dead", CLI: moved(CLI, "https://b.example/", by_hand=True),
         EMBEDDED: Finding(EMBEDDED, "unknown", waits)},
        repository, settings=settings,
    )  # fmt: skip
    given = replace(given, memory=load(dump(given.memory)))
    written, mention = decide(given, repository, settings, None, START)
    assert "`https://chat.example.org/cli`, er antwortet mit 404 Not Found." in written.body
    assert "in `registry/command-line.yml`, Zeile 8" in written.body
    assert "in Ruhe gelassen werden: eine Stunde." in written.body
    assert "aber er ist umgezogen" in written.body
    assert "für die Leitungen dieser Gruppen:" in mention.text
    for english in (" it ", " its ", " line ", "hour", "New in"):
        assert english not in written.body + mention.text


def test_every_reason_is_a_sentence_that_can_be_looked_up():
    # What a file remembers was one when it was written.
    for path in sorted(Path(links.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Sentence":
                is_whole = isinstance(node.args[0], ast.Constant)
                is_known = ast.unparse(node.args[0]) in ("refused.what", "text")
                assert is_whole or is_known, f"{path}:{node.lineno}"


@pytest.mark.parametrize("lead", ["ada_corp", "ada-", "a--da"])
def test_every_account_that_can_lead_a_group_is_mentioned(lead):
    text = f"name: X\nfocus: y.\nleads: [{{github: {lead}}}]\ndiscussion: https://x.example.org/\n"
    repository = example.repository(**{"registry/x.yml": text})
    given = judgement({"https://x.example.org/": "dead"}, repository, settings=MENTIONS)
    (_, mention) = decide(given, repository, MENTIONS, None, START)
    assert f"- @{lead}: " in mention.text


def test_c01_c02_c04_no_text_of_others_is_more_than_text():
    nasty = "https://x.example.org/`</details>|@ada"
    text = f'name: "Fixes #1 @ada <img src=x> ::error::"\nfocus: y.\ndiscussion: "{nasty}"\n'
    repository = example.repository(**{"registry/x.yml": text})
    given = judgement(
        {
            nasty: Finding(
                nasty, "dead", Sentence("closes #3 @ada ![x](https://t.example/x.png) \x1b[31m")
            )
        },
        repository,
    )
    body = report.body(given, repository, START)
    assert "@ada" not in body
    assert "#1" not in body
    assert "#3" not in body
    assert "<img" not in body
    assert "![" not in body.replace("\\!", "")
    assert "\x1b" not in body
    assert body.startswith("<!-- wgbot:links -->\n")


@pytest.mark.parametrize("count", [500, 1500, 3000])
def test_c09_it_is_never_longer_than_github_takes(count):
    listed = "".join(
        f"  - https://github.com/example/{'x' * 60}{number}\n" for number in range(count)
    )
    # A registry file has its own limit, so the links are spread over some.
    lines = listed.splitlines(keepends=True)
    files = {
        f"registry/g{part}.yml": f"name: G{part}\nfocus: y.\nrepositories:\n{''.join(lines[part::20])}"
        for part in range(20)
    }
    repository = example.repository(**files)
    dead = {f"https://github.com/example/{'x' * 60}{number}": "dead" for number in range(count)}
    body = report.body(judgement(dead, repository), repository, START)
    assert len(body) <= MAX_COMMENT
    assert f" {count} dead" in body
    shown = body.count("- **Dead**")
    assert 0 < shown < count
    assert f"And {count - shown} more" in body
    assert body.count("=2026-01-05") == min(count, 1000)


def test_ten_weeks_with_flaky_hosts_report_what_is_real_and_once():
    """Hosts fail for a week or two; one link dies for good, one moves and is mended."""
    chance = random.Random(6)
    files = {
        f"registry/g{n}.yml": f"name: G{n}\nfocus: y.\nleads: [{{github: lead{n}}}]\ndiscussion: https://flaky{n}.example.org/\n"
        for n in range(20)
    }
    real = "https://real.example.org/"
    files["registry/real.yml"] = (
        f"name: Real\nfocus: y.\nleads: [{{github: rosa}}]\ndiscussion: {real}\n"
    )
    repository = example.repository(**files)
    settings = LinkSettings(mention_leads=True)
    memory, present, mentions, opened = Memory(), None, [], []
    streak = dict.fromkeys(range(20), 0)
    for number in range(12):
        states = {}
        for n in range(20):
            fails = chance.random() < 0.3 and streak[n] < 2
            streak[n] = streak[n] + 1 if fails else 0
            states[f"https://flaky{n}.example.org/"] = chance.choice(["dead"] if fails else ["ok"])
        states[real] = "dead" if 2 <= number < 9 else "ok"
        if number == 5:
            # The network is down.
            states = dict.fromkeys([*states, CHAT, CLI, EMBEDDED], "dead")
        if number == 7:
            memory = recall(Memory(), [Finding(real, "dead")], present.body, settings.runs)
        given = judgement(states, repository, week(number), memory, settings)
        memory = given.memory
        changes = decide(given, repository, settings, present, week(number))
        present = applied(changes, present, week(number))
        mentions += [change.text for change in changes if isinstance(change, MentionLeads)]
        opened.append(bool(present and present.is_open))
        if present and present.is_open:
            assert "flaky" not in present.body.partition("Last checked")[0].replace("Not known", "")
            memory = memory.with_told(report.told(given, repository))
        # Running again at once changes nothing.
        again = decide(
            judgement(states, repository, week(number), memory, settings),
            repository,
            settings,
            present,
            week(number),
        )
        assert [change for change in again if not isinstance(change, Notice)] == []
    assert opened == [False] * 4 + [True] * 5 + [False] * 3
    assert len(mentions) == 1
    assert "@rosa" in mentions[0]
