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
    assert said(f"parent: {name}\nsuccessors: [{name}]\n") == []
