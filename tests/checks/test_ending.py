"""What is said of an end is said of a group that has ended."""

import pytest

from tests import example
from wgbot.proposals.audit import audit


@pytest.mark.parametrize("status", ["forming", "active", "dormant", "retired"])
def test_only_a_retired_group_has_ended(status):
    text = f"name: Birds\nstatus: {status}\nfocus: counting.\nended: {{because: completed}}\n"
    problems = audit(example.repository(**{"registry/birds.yml": text})).problems
    found = [(each.field, each.line) for each in problems if each.check == "ending"]
    assert found == ([] if status == "retired" else [("ended", 4)])
