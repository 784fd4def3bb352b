"""A term that has ended is noted, and removes nobody."""

from datetime import date

from tests import example
from wgbot.proposals.audit import audit

PATH = "registry/birds.yml"
TODAY = date(2026, 3, 1)


def found(lead, key="leads", today=TODAY, status="active"):
    text = f"name: Birds\nstatus: {status}\nfocus: counting.\n{key}:\n  - {{github: ada, {lead}}}\n"
    its = example.repository(**{PATH: text})
    return [each for each in audit(its, today).problems if each.check == "terms"]


def test_a_term_that_goes_on_is_fine():
    assert found("since: 2025-03-01, until: 2026-03-01") == []


def test_a_term_that_has_ended_is_for_a_maintainer_to_weigh():
    (problem,) = found("until: 2026-02-28")
    assert not problem.blocks
    assert (problem.path, problem.line) == (PATH, 5)
    assert problem.message().replace("\u200b", "") == "The term of `@ada` ended on `2026-02-28`."


def test_where_nobody_says_what_day_it_is_none_has_ended():
    assert found("until: 2026-02-28", today=None) == []


def test_of_those_who_led_a_group_and_of_groups_asleep_terms_are_over():
    assert found("until: 2026-02-28", key="former_leads") == []
    assert found("until: 2026-02-28", status="dormant") == []


def test_a_term_ends_after_it_begins():
    for key in ("leads", "former_leads"):
        (problem,) = found("since: 2026-03-01, until: 2026-02-01", key=key)
        assert problem.blocks
        assert "ends before it begins" in problem.message()
