"""The file of the memory: whatever becomes of it, nothing fails and nobody is told twice."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.links.findings import Link
from wgbot.links.state import LinkState, Memory, dump, known_line, load, recall

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
A, B = "https://a.example/", "https://b.example/"
MEMORY = Memory(
    {
        A: LinkState("dead", START, 3, START, "it answers 404", told=True),
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
