"""Judging with memory: nothing is dead by one bad day, and nothing is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.community.links import LinkSettings
from wgbot.links.findings import Finding, Link, LinkPlace, said_of
from wgbot.links.judge import judge
from wgbot.links.state import TOLD, Memory, dump, load
from wgbot.text.sentences import Sentence

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
A, B, C = (f"https://{each}.example/" for each in "abc")
FINE = (Finding(B, "ok"), Finding(C, "ok"))
SETTINGS = LinkSettings()


def judged(states, days=7, settings=SETTINGS, memory=None):
    """Judge runs in which A is found so, one after the other; give the last judgement."""
    memory = memory or Memory()
    judgement = None
    for number, state in enumerate(states):
        finding = state if isinstance(state, Finding) else Finding(A, state, Sentence("it says so"))
        now = START + timedelta(days=days * number)
        judgement = judge([finding, *FINE], memory, now, settings)
        memory = judgement.memory
    return judgement


def standing(states, **changes):
    return judged(states, **changes).verdicts[0].standing


@pytest.mark.parametrize(
    ("states", "days", "found"),
    [
        (["dead"], 7, "failing"),
        (["dead"] * 2, 7, "failing"),
        (["dead"] * 3, 7, "dead"),
        (["dead"] * 3, 1, "failing"),
        (["dead"] * 4, 1, "dead"),
        (["dead"] * 3, 0.01, "failing"),
        (["dead"] * 50, 0.01, "failing"),
        (["dead", "ok"], 7, "ok"),
        (["dead", "dead", "ok", "dead"], 7, "failing"),
        (["dead", "dead", "unknown", "dead"], 7, "dead"),
        (["dead", "dead", "skipped", "unknown"], 7, "unknown"),
        (["dead"] * 3 + ["ok"], 7, "ok"),
        (["dead"] * 3 + ["unknown"], 7, "dead"),
        (["dead"] * 3 + ["ok", "dead"], 7, "failing"),
        (["ok", "unknown"], 7, "unknown"),
    ],
)
def test_k03_dead_is_what_failed_in_several_runs_over_several_days(states, days, found):
    assert standing(states, days=days) == found


def test_how_many_runs_and_days_can_be_set():
    assert standing(["dead"], settings=LinkSettings(runs=1, days=0)) == "dead"
    assert standing(["dead"] * 3, settings=LinkSettings(runs=4)) == "failing"
    assert standing(["dead"] * 3, settings=LinkSettings(days=30)) == "failing"


def test_dead_since_is_the_first_failure():
    verdict = judged(["ok", "dead", "dead", "dead", "dead"]).verdicts[0]
    assert verdict.since == START + timedelta(days=7)
    assert verdict.is_new


def test_k04_a_run_in_which_most_fail_judges_nothing_and_changes_nothing():
    memory = judged(["dead", "dead"]).memory
    findings = [Finding(address, "dead") for address in (A, B, C)]
    judgement = judge(findings, memory, START + timedelta(days=30), SETTINGS)
    assert judgement.verdicts == ()
    assert judgement.memory == memory
    assert "3 of 3 links fail at once" in judgement.withheld


def test_k04_an_outage_of_github_is_one_as_well():
    silent = [
        Finding(f"https://github.com/a/{n}", "unknown", Sentence("no"), note="silent")
        for n in range(5)
    ]
    findings = [*FINE, Finding(A, "dead"), *silent]
    assert judge(findings, Memory(), START, SETTINGS).withheld


def test_k04_half_is_not_most():
    findings = [Finding(A, "dead"), Finding(B, "ok")]
    assert judge(findings, Memory(), START, SETTINGS).withheld is None


def test_links_that_died_one_by_one_do_not_hide_the_rest():
    memory, settings = Memory(), LinkSettings(runs=1, days=0)
    for dead in ([A], [A, B]):
        findings = [Finding(each, "dead" if each in dead else "ok") for each in (A, B, C)]
        judgement = judge(findings, memory, START, settings)
        assert judgement.withheld is None
        memory = judgement.memory
    assert [verdict.standing for verdict in judgement.verdicts] == ["dead", "dead", "ok"]


def test_what_was_not_asked_says_nothing_of_the_network():
    cut = [Finding(f"https://x.example/{n}", "unknown", None, note="unasked") for n in range(9)]
    assert judge([Finding(A, "dead"), *FINE, *cut], Memory(), START, SETTINGS).withheld is None
    assert judge(
        [Finding(A, "dead"), Finding(B, "dead"), Finding(C, "ok"), *cut], Memory(), START, SETTINGS
    ).withheld


def test_what_nobody_asks_says_nothing_of_the_network_either():
    left_out = [Finding(f"https://x.example/{n}", "skipped") for n in range(9)]
    findings = [Finding(A, "dead"), Finding(B, "dead"), Finding(C, "ok"), *left_out]
    assert judge(findings, Memory(), START, SETTINGS).withheld


def test_what_was_dead_and_answers_says_that_the_network_is_there():
    settings = LinkSettings(runs=1, days=0)
    memory = judge([Finding(A, "dead"), *FINE], Memory(), START, settings).memory
    memory = judge(
        [*FINE[1:], Finding(A, "dead"), Finding(B, "dead")], memory, START, settings
    ).memory
    findings = [Finding(A, "ok"), Finding(B, "ok"), Finding(C, "dead")]
    assert judge(findings, memory, START, settings).withheld is None


def test_what_is_dead_stays_so_where_more_is_asked_of_it_from_now_on():
    memory = judged(["dead"] * 3).memory
    for settings in (LinkSettings(runs=10), LinkSettings(days=365)):
        assert standing(["dead"], memory=memory, settings=settings) == "dead"


@pytest.mark.parametrize("state", ["moved", "archived"])
def test_what_was_told_as_something_else_and_dies_is_told_again(state):
    memory = judged([Finding(A, state, Sentence("it says so"), B)]).memory.with_told([A])
    assert not judged([state], memory=memory).verdicts[0].is_new
    verdict = judged(["dead"] * 3, memory=memory).verdicts[0]
    assert (verdict.standing, verdict.is_new) == ("dead", True)


def test_k15_what_no_file_holds_is_forgotten():
    memory = judged(["dead", "dead"]).memory
    assert memory.of(A)
    assert judge(FINE, memory, START, SETTINGS).memory.of(A) is None


def test_k19_what_moved_is_remembered_where_a_later_run_cannot_tell():
    moved = Finding(A, "moved", Sentence("it moved"), B)
    verdict = judged([moved, "unknown"]).verdicts[0]
    assert (verdict.standing, verdict.target) == ("moved", B)
    assert verdict.since == START
    # However many such runs there are, and whatever kind they are of.
    for later in (["unknown"] * 3, ["unknown", "skipped", "unknown"]):
        last = judged([moved, *later]).verdicts[0]
        assert (last.standing, last.target, last.since) == ("moved", B, START)
    assert standing([moved, "unknown", "ok"]) == "ok"


@pytest.mark.parametrize("state", ["ok", "moved", "archived"])
def test_k08_a_name_that_another_repository_has_now_is_flagged_and_stays_so(state):
    first = Finding(A, "ok", identity="1")
    other = Finding(A, state, target=B if state == "moved" else None, identity="2")
    verdict = judged([first, other]).verdicts[0]
    assert (verdict.standing, verdict.target) == ("reused", None)
    assert standing([first, other, other]) == "reused"
    assert standing([first, other, first]) == "ok"
    assert standing([first, "dead", other]) == "reused"


def test_the_same_repository_under_a_new_name_is_moved():
    first = Finding(A, "ok", identity="1")
    assert standing([first, Finding(A, "moved", None, B, identity="1")]) == "moved"


def test_what_was_told_is_new_no_more_until_it_is_something_else():
    dead = ["dead"] * 3
    memory = judged(dead).memory.with_told([A])
    later = START + timedelta(days=60)

    def is_new(memory, state):
        given = judge([Finding(A, state, target=B), *FINE], memory, later, SETTINGS)
        return given.verdicts[0].is_new

    assert not is_new(memory, "dead")
    assert is_new(memory, "moved")
    assert not is_new(memory, "ok")


STATES = st.sampled_from(["ok", "moved", "archived", "dead", "unknown", "skipped"])
VALUES = st.text(max_size=5) | st.integers()
SENTENCES = st.builds(
    Sentence,
    st.text(min_size=1, max_size=5),
    st.dictionaries(
        st.text(max_size=3), VALUES | st.builds(Sentence, st.text(min_size=1, max_size=3))
    ),
)
FINDINGS = st.builds(
    Finding,
    st.sampled_from([f"https://{n}.example/" for n in range(6)]),
    STATES,
    st.none() | SENTENCES,
    st.sampled_from([None, "https://new.example/"]),
    identity=st.sampled_from([None, "1", "2"]),
    note=st.sampled_from([None, "silent", "unasked"]),
)
RUNS = st.lists(st.lists(FINDINGS, max_size=6, unique_by=lambda each: each.address), max_size=8)
LOOSE = LinkSettings(most=1.0, runs=2, days=1)


@given(RUNS, st.integers(0, 10))
def test_k17_judging_a_run_twice_is_judging_it_once(runs, days):
    memory = Memory()
    for number, findings in enumerate(runs):
        now = START + timedelta(days=days * number)
        once = judge(findings, memory, now, LOOSE)
        twice = judge(findings, once.memory, now, LOOSE)
        assert twice.memory == once.memory
        assert twice.verdicts == once.verdicts
        memory = once.memory


@given(RUNS)
def test_memory_survives_its_file(runs):
    memory = Memory()
    for number, findings in enumerate(runs):
        memory = judge(findings, memory, START + timedelta(days=number), LOOSE).memory
    memory = memory.with_told(list(memory.records)[::2])
    assert load(dump(memory)) == memory
    assert dump(load(dump(memory))) == dump(memory)


@given(RUNS, st.integers(0, 10))
def test_nothing_is_dead_that_answered_in_the_last_run_or_failed_less_than_it_must(runs, days):
    memory, last = Memory(), {}
    for number, findings in enumerate(runs):
        judgement = judge(findings, memory, START + timedelta(days=days * number), LOOSE)
        memory = judgement.memory
        for finding in findings:
            if finding.state == "dead":
                last[finding.address] = last.get(finding.address, 0) + 1
            elif finding.state not in ("unknown", "skipped"):
                last[finding.address] = 0
        here = {finding.address for finding in findings}
        last = {address: count for address, count in last.items() if address in here}
        for verdict in judgement.verdicts:
            if verdict.standing == "dead":
                assert last[verdict.address] >= LOOSE.runs


def told_of(states, days=7, settings=SETTINGS):
    """Return what of A is new in each run, where everybody is told after each."""
    memory, news = Memory(), []
    for number, state in enumerate(states):
        finding = state if isinstance(state, Finding) else Finding(A, state, Sentence("it says so"))
        now = START + timedelta(days=days * number)
        judgement = judge([finding, *FINE], memory, now, settings)
        verdict = judgement.verdicts[0]
        news.append(verdict.standing if verdict.is_new else "")
        told = [A] if verdict.standing in TOLD else []
        memory = load(dump(judgement.memory.with_told(told)))
    return [each for each in news if each]


MOVED = Finding(A, "moved", Sentence("it moved"), B)
DEAD = Finding(A, "dead", Sentence("it says so"))
OURS, THEIRS = Finding(A, "ok", identity="1"), Finding(A, "ok", identity="2")


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (["dead"] * 9, ["dead"]),
        ([MOVED] * 3 + ["dead"] * 4, ["moved", "dead"]),
        ([MOVED, "unknown"] + ["dead"] * 4, ["moved", "dead"]),
        ([MOVED] + ["dead"] * 4 + [MOVED], ["moved", "dead", "moved"]),
        (["dead"] * 4 + ["ok"] + ["dead"] * 4, ["dead", "dead"]),
        (["dead"] * 4 + ["unknown"] + ["dead"] * 4, ["dead"]),
        (["dead"] * 4 + [MOVED], ["dead", "moved"]),
        ([MOVED, "dead", MOVED], ["moved"]),
        ([MOVED, "dead", "dead", MOVED], ["moved"]),
        ([MOVED, "ok", MOVED], ["moved"]),
        ([MOVED, "ok", "ok", "dead", "unknown", MOVED], ["moved"]),
        ([MOVED, "ok", Finding(A, "moved", Sentence("it moved"), C)], ["moved", "moved"]),
        (["archived", "dead", "archived"], ["archived"]),
        (["archived", "ok", "archived"], ["archived"]),
        (["archived", "ok", MOVED], ["archived", "moved"]),
        ([MOVED, "dead", "archived"], ["moved", "archived"]),
        (["expiring"] * 3 + ["dead"] * 4, ["expiring", "dead"]),
        ([OURS, "expiring", THEIRS, THEIRS], ["expiring", "reused"]),
    ],
)
def test_news_is_told_once_and_what_is_another_thing_is_told_again(states, told):
    assert told_of(states) == told


def test_what_is_dead_stays_so_where_more_runs_are_asked_for_later():
    memory = judged(["dead"] * 3).memory.with_told([A])
    later = START + timedelta(days=30)
    for settings in (LinkSettings(runs=50), LinkSettings(days=300)):
        verdict = judge([Finding(A, "dead"), *FINE], memory, later, settings).verdicts[0]
        assert (verdict.standing, verdict.is_new) == ("dead", False)


@pytest.mark.parametrize(
    ("finding", "withheld"),
    [
        (Finding(B, "dead"), True),
        (Finding(B, "unknown", note="silent"), True),
        (Finding(B, "unknown"), False),
        (Finding(B, "moved", Sentence("it moved"), C), False),
        (Finding(B, "archived"), False),
        (Finding(B, "expiring"), False),
        (Finding(B, "ok"), False),
    ],
)
def test_what_counts_for_most_links_fail(finding, withheld):
    given = judge([Finding(A, "dead"), finding, Finding(C, "ok")], Memory(), START, SETTINGS)
    assert bool(given.withheld) == withheld


def test_what_was_not_asked_is_not_among_those_that_could_fail():
    rest = [Finding(B, "ok"), Finding(C, "skipped"), Finding("x", "unknown", note="unasked")]
    for run in ([Finding(A, "dead"), *rest], [*rest, Finding(A, "dead")], [*rest[::-1], DEAD]):
        assert judge(run, Memory(), START, LinkSettings(most=0.4)).withheld
        assert not judge(run, Memory(), START, LinkSettings(most=0.5)).withheld


def test_why_a_move_is_left_to_a_person_is_remembered_where_a_later_run_cannot_tell():
    left = Finding(A, "moved", Sentence("it leads to another site"), B, by_hand=True)
    verdict = judged([left, "unknown"]).verdicts[0]
    assert (verdict.standing, verdict.by_hand) == ("moved", True)
    assert said_of(verdict) == "it leads to another site"


@pytest.mark.parametrize(
    "later", ["ok", "dead", "archived", Finding(A, "moved", None, C, identity="2", by_hand=True)]
)
def test_where_it_leads_and_who_has_to_judge_that_is_told_of_what_moved_alone(later):
    moved = Finding(A, "moved", Sentence("it leads to another site"), B, identity="1", by_hand=True)
    memory = judged([moved]).memory.with_told([A])
    (verdict, *_) = judged([later], memory=memory).verdicts
    assert (verdict.target, verdict.by_hand) == (None, False), verdict.standing


@pytest.mark.parametrize("last", ["ok", "moved", "archived", "dead", "unknown", "skipped"])
def test_a_verdict_says_of_which_link_it_is_what_was_found_and_since_when(last):
    memory, settings = Memory(), LinkSettings(runs=2, days=0)
    links = [
        Link(address, (LinkPlace(f"registry/{slug}.yml", 3, ("repository",), slug, slug),))
        for address, slug in ((A, "cli"), (B, "web"))
    ]
    finding = Finding(A, last, Sentence("it says so"), C if last == "moved" else None)
    for number in range(3):
        now = START + timedelta(days=7 * number)
        given = judge([Finding(B, "ok"), finding, Finding(C, "ok")], memory, now, settings, links)
        memory = load(dump(given.memory))
    places = [each.places for each in given.verdicts]
    assert places == [links[1].places, links[0].places, ()]
    verdict = given.verdicts[1]
    assert (verdict.address, verdict.standing, verdict.finding) == (A, last, finding)
    assert said_of(verdict) == "it says so"
    is_kept = last not in ("unknown", "skipped")
    assert verdict.since == (START if is_kept else now)
    failed_at = memory.of(A).failed_at if is_kept else None
    assert failed_at == (now if last == "dead" else None)
