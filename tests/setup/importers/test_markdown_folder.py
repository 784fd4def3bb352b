"""A folder of pages, each about one group."""

import pytest

from tests.example import MemoryTree
from wgbot.setup.importers import kinds
from wgbot.setup.importers.found import ListOptions
from wgbot.text.problems import SetupError

BIRDS = b"""\
---
parent: Working groups
---

# Bird Watching Working Group (long term)

**Updated in June**

The group counts birds,
wherever they are. Mail ada@example.net.

## Governance

### Chairs

* Ada Lovelace ([@ada](https://github.com/ada))
* Grace Hopper

## Communication

* Slack channel: [#birds](https://chat.example.org/birds)

## Non-goals

* Counting fish
"""
BASE = "https://github.com/example/community/blob/main/groups"


def read(files):
    return kinds.read_folder("groups", MemoryTree(files), ListOptions(base=BASE))


def test_a_page_is_a_group():
    found = read({"birds.md": BIRDS, "README.md": b"# Groups\n", "template.md": b"# Name\n"})
    (draft,) = found.drafts
    group = draft.group
    assert (group.name, draft.slug) == ("Bird Watching Working Group (long term)", "birds")
    assert group.focus == "The group counts birds, wherever they are. Mail …."
    assert [each.github or each.name for each in group.leads] == ["ada", "Grace Hopper"]
    assert [each.url for each in group.channels] == ["https://chat.example.org/birds"]
    assert group.charter == {"page": f"{BASE}/birds.md"}


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"active/a.md": b"# A\n", "archive/b.md": b"# B\n"}, {"A": "active", "B": "retired"}),
        (
            {
                "wg-a/README.md": b"# A\n",
                "sig-b/index.md": b"# B\n",
                "doc/README.md": b"# C\n",
            },
            {"A": "active", "B": "active"},
        ),
        ({"a.md": b"---\ntitle: A\n---\n\n## Mission\n\nTo be first.\n"}, {"A": "active"}),
    ],
)
def test_where_the_pages_are(files, told):
    assert {each.group.name: each.group.status for each in read(files).drafts} == told


def test_the_purpose_can_be_below_a_heading():
    (draft,) = read({"a.md": b"# A\n\n## Mission\n\nTo be first.\n\nAnd best.\n"}).drafts
    assert draft.group.focus == "To be first."


def test_a_folder_without_pages_of_groups_is_none():
    with pytest.raises(SetupError):
        read({"README.md": b"# Groups\n"})


def test_pages_beside_those_of_groups_are_told_and_left():
    found = read({"wg-a.md": b"# A\n", "policy.md": b"# Policies\n"})
    assert [each.group.name for each in found.drafts] == ["A"]
    assert [each.group for each in found.leftovers] == ["Policies"]


def test_duties_of_chairs_are_nobody():
    page = b"# A\n\n## Co-chairs\n\nThe chairs are responsible for all of this:\n\n* Planning\n* Ask for help\n"
    assert not read({"a.md": page}).drafts[0].group.leads
