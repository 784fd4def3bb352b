"""What a run prints and leaves."""

import json

import pytest

from tests.links.registry import CHAT, CLI, EMBEDDED, START, judgement, moved
from wgbot.community.links import LinkSettings
from wgbot.links import output
from wgbot.links.findings import Budget, Finding, Run
from wgbot.links.health import dump
from wgbot.links.judge import Judgement
from wgbot.links.state import Memory
from wgbot.text.sentences import Sentence

STATES = {CHAT: "dead", CLI: moved(CLI, "https://github.com/example/new")}
WITHHELD = Judgement((), Memory(), "3 of 3 links fail at once.")


def test_json_of_a_list_is_one_object_for_each_address():
    findings = [
        Finding("https://a.example/", "dead", Sentence("it answers 404"), None, 1, 0.12345),
        Finding("https://b.example/", "moved", Sentence("it moved"), "https://c.example/", 2, 1),
    ]
    assert output.as_json(findings) == [
        {
            "address": "https://a.example/",
            "state": "dead",
            "reason": "it answers 404",
            "attempts": 1,
            "seconds": 0.123,
        },
        {
            "address": "https://b.example/",
            "state": "moved",
            "reason": "it moved",
            "attempts": 2,
            "seconds": 1,
            "target": "https://c.example/",
        },
    ]


def test_json_of_a_registry_has_the_places():
    shown = output.judged_as_json(judgement(STATES))
    assert shown["judged"]
    (link,) = [each for each in shown["links"] if each["address"] == CHAT]
    assert link == {
        "address": CHAT,
        "state": "dead",
        "since": "2026-01-05T06:00:00+00:00",
        "reason": "it answers 404 Not Found",
        "archived_copy": "https://web.archive.org/web/20260104/https://chat.example.org/cli",
        "places": [
            {
                "group": "command-line",
                "path": "registry/command-line.yml",
                "line": 8,
                "field": "channels",
            }
        ],
    }
    assert output.judged_as_json(WITHHELD)["judged"] is False


def test_the_health_file_says_state_and_since():
    assert json.loads(dump(judgement(STATES))) == {
        CHAT: {"state": "gone", "since": "2026-01-05"},
        CLI: {"state": "moved", "since": "2026-01-05"},
        EMBEDDED: {"state": "fine", "since": "2026-01-05"},
    }


def test_g04_a_line_for_a_terminal_steers_nothing():
    finding = Finding("https://a.example/\x1b[2J\n::error::x", "dead", Sentence("\x07why"))
    shown = output.line(finding)
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\n" not in shown


def test_the_summary_counts_and_says_what_ended_it():
    run = Run(
        (Finding("a", "ok"), Finding("b", "dead"), Finding("c", "ok")),
        "deadline",
        12,
        (Budget(2, 4000),),
    )
    assert output.summary_line(run) == (
        "3 links: 1 dead, 2 ok. 12 requests. "
        "GitHub: 2 requests, 4,000 points left in this hour. The time was up before everything was checked."
    )


def test_the_summary_of_a_job_is_a_table_of_what_matters():
    given = judgement({**STATES, EMBEDDED: "unknown"})
    text = output.job_summary(given, Run(()), START)
    rows = [line for line in text.split("\n") if line.startswith("| ")][1:]
    assert [row.split(" | ")[0] for row in rows] == ["| dead", "| moved", "| unknown"]
    assert "No problems found." in output.job_summary(judgement({}), Run(()), START)
    assert "3 of 3 links fail" in output.job_summary(WITHHELD, Run(()), START)


def test_g03_the_summary_of_a_job_fits():
    findings = {f"https://x.example/|{'y' * 300}{n}": "dead" for n in range(3500)}
    from wgbot.links.judge import judge

    many = judge(
        [Finding(each, "dead", Sentence("z" * 500)) for each in findings],
        Memory(),
        START,
        LinkSettings(runs=1, days=0, most=1),
    )
    text = output.job_summary(many, Run(()), START)
    assert len(text.encode()) <= 1024 * 1024
    shown = text.count("| dead |")
    assert 0 < shown < 3500
    assert f"And {3500 - shown} more." in text
    assert "https://x.example/\\|" in text


def test_annotations_stand_at_the_lines_and_the_pressing_come_first():
    noted = list(output.annotations(judgement(STATES)))
    assert [(each.level, each.path, each.line) for each in noted] == [
        ("warning", "registry/command-line.yml", 8),
        ("notice", "registry/command-line.yml", 11),
    ]
    assert noted[1].message == f"{CLI} is moved: https://github.com/example/new. it moved"


@pytest.mark.parametrize(
    ("states", "code"), [({}, 0), ({CHAT: "unknown"}, 0), ({CHAT: "dead"}, 1), (STATES, 1)]
)
def test_the_exit_code_of_a_registry(states, code):
    assert output.exit_code(Run(()), judgement(states)) == code


def test_the_exit_code_of_a_list_and_of_what_was_cut():
    assert output.exit_code(Run((Finding("a", "ok"),))) == 0
    assert output.exit_code(Run((Finding("a", "unknown"),))) == 0
    assert output.exit_code(Run((Finding("a", "dead"),))) == 1
    assert output.exit_code(Run((Finding("a", "ok"),), "deadline")) == 3
    assert output.exit_code(Run(()), WITHHELD) == 3
