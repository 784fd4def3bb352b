"""How many requests a run takes, and how much of GitHub's limits a question costs."""

import re

import pytest
import yaml

from tests.checkin import yearly
from tests.fakegithub.graphql import document
from tests.fakegithub.graphql_pages import NODES, possible_nodes

GROUPS, EACH = 1_000, 3
MOST = 40
POINTS = 1_000
"""What the token of Actions may spend in an hour.

https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""


def connections(query):
    """Return how many requests GitHub would take for a query's lists, as it counts its cost."""
    asked = document({"query": query})
    fragments = {
        each.name.value: each.selection_set
        for each in asked.definitions
        if each.kind.startswith("fragment")
    }

    def count(selected, times):
        total = 0
        for each in selected.selections if selected else ():
            if each.kind == "field":
                size = next(
                    (
                        int(a.value.value)
                        for a in each.arguments or ()
                        if a.name.value in ("first", "last")
                    ),
                    0,
                )
                total += (times if size else 0) + count(each.selection_set, times * (size or 1))
            elif each.kind == "inline_fragment":
                total += count(each.selection_set, times)
            else:
                total += count(fragments[each.name.value], times)
        return total

    operation = next(each for each in asked.definitions if each.kind.startswith("operation"))
    return count(operation.selection_set, 1)


@pytest.fixture(scope="module")
def calls():
    """Run it for a thousand groups that may all be asked, and of which nothing is known."""
    monkeypatch = pytest.MonkeyPatch()
    files = {
        f"registry/group-{n}.yml": yaml.safe_dump(
            {
                "name": f"Group {n}",
                "focus": "x.",
                "leads": [{"github": f"lead-{n}"}],
                "repositories": [f"https://github.com/org/r-{n}-{m}" for m in range(EACH)],
            }
        )
        for n in range(GROUPS)
    }
    it = yearly.start(monkeypatch, {**files, "registry/command-line.yml": None})
    for n in range(GROUPS):
        it.fake.add_account(f"lead-{n}")
    it.run()
    it.go(400)
    it.fake.start_counting()
    it.run()
    yield it.fake.calls
    monkeypatch.undo()


def test_k10_a_thousand_groups_with_three_thousand_repositories_take_few_requests(calls):
    assert len(calls) <= MOST, "\n".join(map(str, calls))


def test_what_is_asked_about_repositories_stays_far_below_githubs_limits(calls):
    queries = [each.body["query"] for each in calls if each.path == "/graphql"]
    looks = [each for each in queries if "fragment Looked" in each]
    assert max(len(re.findall(r"\bq\d+: repository", each)) for each in looks) == 100
    assert sum(len(re.findall(r"\bq\d+: repository", each)) for each in looks) >= 990
    assert all(possible_nodes(document({"query": each}), None, {}) < NODES / 10 for each in looks)
    points = [max(1, round(connections(each) / 100)) for each in queries]
    assert sum(points) < POINTS / 2, points
