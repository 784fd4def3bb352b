"""Whom a group belongs to, and who goes on with its work: groups that are there."""

import pytest

from tests import example
from wgbot.proposals import audit

PATH = "registry/punch-cards.yml"
TEXT = "name: Punch cards\nstatus: retired\nfocus: programs on paper.\n"


def said(more):
    its = example.repository(**{PATH: TEXT + more})
    found = [each for each in audit.audit(its).problems if each.check == "related"]
    return [(each.path, each.line, f"{each.message()} {each.remedy()}") for each in found]


@pytest.mark.parametrize("name", ["punch-cards", "Punch cards", "PUNCH-CARDS"])
def test_no_group_is_its_own_parent_or_successor(name):
    says = f"`{name}` is the group itself. Name another group, or remove it."
    assert said(f"parent: {name}\n") == [(PATH, 4, says)]
    assert said(f"successors: [{name}]\n") == [(PATH, 4, says)]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("comand-line", "command-line"),
        ("Command lines", "Command line"),
        ("terminal tool", "Terminal tools"),
        ("embeded-devices", "Embedded devices"),
        ("WG Command line", "Command line"),
        ("Working group for terminal tools", "Terminal tools"),
        ("Tools terminal", "Terminal tools"),
    ],
)
def test_a_slip_is_named_with_what_is_near(name, near):
    ((_, _, text),) = said(f"successors: [{name}]\n")
    assert text == f"No group is called `{name}`. If you mean `{near}`, write exactly that."


@pytest.mark.parametrize(
    "name",
    [
        *("command-line", "Command line", "terminal tools", "Language team", "cli", "emb"),
        # Another group elsewhere.
        *("Recommand line", "Command line editors", "Terminal"),
    ],
)
def test_groups_and_teams_elsewhere_are_fine(name):
    assert said(f"parent: {name}\n") == []
    is_here = name in ("command-line", "Command line", "terminal tools")
    assert bool(said(f"successors: [{name}]\n")) == (not is_here)


def test_a_successor_that_is_no_group_here_is_for_a_maintainer_to_weigh():
    its = example.repository(**{PATH: TEXT + "successors: [cli]\n"})
    (problem,) = (each for each in audit.audit(its).problems if each.check == "related")
    assert not problem.blocks


def test_no_group_belongs_to_one_that_is_retired_unless_it_is_so_itself():
    other = "name: Paper tape\nstatus: {}\nfocus: tape.\nparent: Punch cards\n"
    for status, count in (("active", 1), ("dormant", 1), ("forming", 1), ("retired", 0)):
        its = example.repository(**{"registry/tape.yml": other.format(status)})
        found = [each for each in audit.audit(its).problems if each.check == "related"]
        assert [(each.path, each.line) for each in found] == [("registry/tape.yml", 4)] * count


def test_no_group_belongs_to_itself_by_way_of_others():
    files = {
        f"registry/{name}.yml": f"name: {name * 5}\nfocus: x.\nleads: [{{github: ada}}]\nparent: {parent}\n"
        for name, parent in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
    }
    found = [
        (each.path, each.line)
        for each in audit.audit(example.repository(**files)).problems
        if each.check == "related"
    ]
    assert found == [(f"registry/{name}.yml", 4) for name in "abc"]
