"""What the bot remembers: it reads what it wrote, and nothing else."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.proposals.memory import MARKER, Reason, Record, Refusal

WRITABLE = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["-->", '"} -->\n{"', "--!>", "\\u003e", "<!-- wgbot:review {} -->"]
)
BY_PLACE = st.dictionaries(st.sampled_from(["", "acme/site"]), st.integers(1, 10**10 - 1))
RECORDS = st.builds(
    Record,
    text=st.none() | WRITABLE,
    since=st.none() | st.datetimes(timezones=st.just(UTC)),
    refusal=st.none() | st.builds(Refusal, st.sampled_from(Reason.__args__), WRITABLE, WRITABLE),
    declined=BY_PLACE,
    merged=st.none() | st.integers(1, 10**10 - 1),
    equipped=BY_PLACE,
    made=st.dictionaries(
        st.sampled_from(["", "acme/site"]), st.from_regex(r"[0-9a-f]{40}", fullmatch=True)
    ),
)


@given(RECORDS, WRITABLE)
def test_what_was_written_is_read_whatever_follows(record, rest):
    assert Record.read(record.line() + rest) == record


@given(RECORDS)
def test_it_is_one_line_that_nobody_sees(record):
    line = record.line()
    assert line.startswith(f"{MARKER} ")
    assert line.count("\n") == 1
    assert line.index("-->") == len(line) - len("-->\n")


@given(RECORDS)
def test_line_ends_of_the_browser_make_no_difference(record):
    assert Record.read(record.line().replace("\n", "\r\n") + "Hello") == record


@given(st.text() | st.text().map(f"{MARKER} {{}}".format))
def test_any_comment_can_be_read(comment):
    assert isinstance(Record.read(comment), Record)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["text", "since", "refusal", "declined", "merged"]), JSON))
def test_c07_whatever_somebody_made_of_it_can_be_read_and_written(kept):
    record = Record.read(f"{MARKER} {json.dumps(kept)} -->\nHello")
    assert Record.read(record.line()) == record
    assert record.since is None or record.since.tzinfo


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "{}",
        "[]",
        "{",
        '{"text": 5}',
        '{"text": ["a"]}',
        '{"since": "2026-03-01"}',
        '{"since": "2026-03-01T12:00:00"}',
        '{"since": "yesterday"}',
        '{"refusal": "role"}',
        '{"refusal": {"reason": "because"}}',
        '{"refusal": {}}',
        '{"declined": "all"}',
        '{"a": ' + "[" * 30_000 + "}",
        '{"text": "\\ud800"}',
        '{"text": "a"} --> {"text": "b"}',
    ],
    ids=lambda kept: kept[:24],
)
def test_a_record_that_is_none_is_empty(kept):
    assert Record.read(f"{MARKER} {kept} -->\n") == Record()


def test_c05_only_the_first_line_is_one():
    line = Record("a").line()
    assert Record.read(line) == Record("a")
    for comment in (f"\n{line}", f" {line}", f"> {line}", f"Hello\n{line}", line.rstrip("\n")):
        assert Record.read(comment) == Record()


@pytest.mark.parametrize(
    "kept",
    [
        *({"made": {"": each}} for each in ("../../..", "HEAD", "c" * 39, "c" * 40 + "\n", "?x")),
        *({"declined": each} for each in (0, -1, 10**400, {"": 10**10})),
        {"merged": 10**40},
    ],
)
def test_what_the_bot_never_writes_is_not_believed(kept):
    """Another workflow can repeat a stranger's text, and a commit is a part of addresses at GitHub."""
    assert Record.read(f"{MARKER} {json.dumps(kept)} -->\n") == Record()


def test_times_are_kept_to_the_moment():
    since = datetime(2026, 3, 1, 12, 0, 1, tzinfo=UTC)
    assert '"since": "2026-03-01T12:00:01+00:00"' in Record(since=since).line()


def test_each_place_has_its_own_number():
    record = Record(declined={"": 1}, equipped={"": 2}).with_declined("acme/site", 3)
    assert record.declined == {"": 1, "acme/site": 3}
    assert record.with_declined("", 4).declined == {"": 4, "acme/site": 3}
    assert record.with_equipped("acme/site", 5).equipped == {"": 2, "acme/site": 5}
    assert record.with_equipped("", 5).declined == record.declined


def test_only_the_commits_of_the_last_refusal_are_remembered():
    assert Record("a", made={"": "b"}).with_made({"acme/site": "c"}) == Record(
        "a", made={"acme/site": "c"}
    )


def test_one_place_is_written_as_earlier_versions_read_it_and_several_in_one_order():
    one = Record(declined={"": 1}, equipped={"": 2}).line()
    assert one == f'{MARKER} {{"declined": 1, "equipped": 2}} -->\n'
    several = ({"": 1, "acme/site": 3}, {"acme/site": 3, "": 1})
    assert len({Record(declined=each).line() for each in several}) == 1


def test_what_an_earlier_version_wrote_is_read():
    line = f'{MARKER} {{"declined": 1, "equipped": null}} -->\n'
    assert Record.read(line) == Record(declined={"": 1})
