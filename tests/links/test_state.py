"""The file of the memory: whatever becomes of it, nothing fails and nobody is told twice."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.github.keeping import newer
from wgbot.links.findings import Link
from wgbot.links.refusals import RefusedMove
from wgbot.links.state import LinkState, Memory, dump, known_line, load, recall
from wgbot.text.sentences import Sentence

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
A, B = "https://a.example/", "https://b.example/"
GONE = Sentence("it answers {status}", {"status": "404 Not Found"})
MEMORY = Memory(
    {
        A: LinkState("dead", START, 3, START, GONE, told=True),
        B: LinkState("moved", START, target=A, identity="1"),
    }
)


@given(st.integers(0, 600))
def test_k16_a_truncated_file_is_forgotten(length):
    data = dump(MEMORY)
    read = load(data[:length])
    assert read in (Memory(), MEMORY)


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"version": 2, "links": {}}',
        b'{"version": 1, "links": []}',
        b'{"version": 1}',
        b"[" * 100_000,
        dump(MEMORY) + b" " * 6_000_000,
    ],
)
def test_k16_a_file_that_is_none_is_forgotten(data):
    assert load(data) == Memory()


@pytest.mark.parametrize(
    "changes",
    [
        {"standing": "gone"},
        {"failures": -1},
        {"failures": "3"},
        {"failures": True},
        {"since": "yesterday"},
        {"since": None},
        {"since": 3},
    ],
)
def test_k16_a_broken_record_is_forgotten_and_the_others_are_not(changes):
    value = json.loads(dump(MEMORY))
    value["links"][A].update(changes)
    assert load(json.dumps(value).encode()) == Memory({B: MEMORY.of(B)})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_k16_no_json_makes_it_fail(value):
    load(
        json.dumps(
            {"version": 1, "links": {A: value, B: {"standing": value, "since": value}}}
        ).encode()
    )
    load(json.dumps(value).encode())


def test_k16_a_lost_memory_is_recalled_from_the_report():
    line = known_line([(A, "dead", START), (B, "moved", START)])
    report = f"Text.\n\n{line}\n"
    links = [Link(A), Link(B), Link("https://c.example/")]
    recalled = recall(Memory(), links, report, 3)
    day = datetime(2026, 1, 5, tzinfo=UTC)
    assert recalled.records == {
        A: LinkState("dead", day, 3, told=True),
        B: LinkState("moved", day, told=True),
    }
    assert recall(MEMORY, links, report, 3) == MEMORY


@pytest.mark.parametrize(
    "report", ["", "<!-- wgbot:known -->", "<!-- wgbot:known zz=2026 -->", "x"]
)
def test_a_report_without_it_changes_nothing(report):
    assert recall(MEMORY, [Link(A)], report, 3) == MEMORY


def test_what_the_report_knows_names_no_address():
    assert "a.example" not in known_line([(A, "dead", START)])


REFUSED = RefusedMove.read(
    {"address": B, "target": A, "since": "2026-01-05", "pull_request": "acme/groups#12"}
)


def test_everything_survives_the_file():
    memory = replace(MEMORY, refused=(REFUSED,), forbidden=START.date(), changed=START)
    assert load(dump(memory)) == memory


def test_why_a_link_is_what_it_is_stays_a_sentence_and_its_values():
    value = json.loads(dump(MEMORY))["links"][A]
    assert value["reason"] == "it answers {status}"
    assert value["with"] == {"status": "404 Not Found"}
    waits = Sentence("its server wants to be left alone for {time}", {"time": Sentence("an hour")})
    memory = Memory({A: replace(MEMORY.records[A], reason=waits)})
    assert load(dump(memory)) == memory


def test_what_an_earlier_version_wrote_is_read_and_becomes_a_sentence():
    value = json.loads(dump(MEMORY))
    old = value["links"][A]
    old["reason"], _ = "it answers 404 Not Found", old.pop("with")
    read = load(json.dumps(value).encode())
    assert read.records[A].reason == Sentence("it answers 404 Not Found")
    later = START + timedelta(days=7)
    again = Memory({**read.records, A: replace(MEMORY.records[A], failures=4, failed_at=later)})
    assert again.after(read, later).records[A] == MEMORY.records[A]


@pytest.mark.parametrize(
    "values", [None, [], "x", {"status": None}, {"status": [1]}, {"status": {}}]
)
def test_k16_broken_values_of_a_reason_are_left_out(values):
    value = json.loads(dump(MEMORY))
    value["links"][A]["with"] = values
    assert load(json.dumps(value).encode()).records[A].reason == Sentence("it answers {status}")


def test_a_dead_link_that_failed_once_more_is_nothing_new():
    later = START + timedelta(days=7)
    again = replace(
        MEMORY.records[A], failures=4, failed_at=later, reason=Sentence("it answers 410")
    )
    memory = Memory({**MEMORY.records, A: again})
    assert memory.after(MEMORY, later) == MEMORY
    fine = Memory({**MEMORY.records, A: LinkState("ok", later)})
    assert fine.after(MEMORY, later) == replace(fine, changed=later)


def test_what_another_run_wrote_meanwhile_is_kept():
    mine = Memory({A: LinkState("dead", START, 3), B: LinkState("moved", START)})
    theirs = Memory({A: LinkState("dead", START, 3, told=True), B: LinkState("ok", told=True)})
    other = "https://c.example/"
    merged = mine.merged(replace(theirs, records={**theirs.records, other: LinkState()}))
    assert merged.records[A].told
    assert not merged.records[B].told
    assert other in merged.records
    assert mine.merged(replace(theirs, refused=(REFUSED,))).refused == (REFUSED,)
    assert mine.merged(mine) == mine


def test_the_newer_of_two_memories_is_believed():
    old, new = replace(MEMORY, changed=START), replace(MEMORY, changed=START + timedelta(1))
    assert newer(old, new) is new
    assert newer(new, old) is new
    assert newer(MEMORY, new) is new
