"""Whom the bot asks about overlap is whom a maintainer would ask, nearly always."""

import importlib.util
from pathlib import Path

SPEC = importlib.util.spec_from_file_location(
    "asked", Path(__file__).parent.parent.parent / "bench/asked.py"
)
assert SPEC
assert SPEC.loader
asked = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(asked)


def test_of_a_hundred_proposals_few_are_asked_in_vain_and_few_are_missed():
    every = list(asked.judged())
    assert len(every) == 100
    assert 40 <= sum(bool(each.wanted) for each in every) <= 60
    assert len(asked.too_many(every)) <= 10
    assert len(asked.too_few(every)) <= 10


def test_no_group_of_the_lists_is_taken_for_another_one():
    for community in ("clusters", "language", "telemetry"):
        registry = asked.registry(community)
        groups = {slug: entry.group for slug, entry in registry.entries.items()}
        known = asked.similar.known_groups(groups, asked.similar.Options())
        for slug, group in groups.items():
            found = known.registered_like(group, slug=slug)
            assert [each.slug for each in found if each.kind == "duplicate"] == []
            twins = {each.slug: groups[each.slug].status for each in known.twins(slug)}
            assert group.status != "active" or "active" not in twins.values()
