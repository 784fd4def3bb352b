"""What a group is for, wherever a list says it."""

import json

import pytest

from wgbot.setup.importers import kinds
from wgbot.setup.importers.found import MISSING


def read(text, name="x.md"):
    """Return the groups in a text, by their names."""
    text = text if isinstance(text, str) else json.dumps(text)
    return {each.group.name: each.group for each in kinds.read(name, text.encode()).drafts}


def section(text):
    return read(
        f"# Working groups\n\n## Birds working group\n\n{text}\n\n"
        "## Cloud working group\n\nCounts clouds.\n"
    )["Birds working group"]


class TestPages:
    @pytest.mark.parametrize("column", ["Responsibilities", "Charter", "Goals"])
    def test_a_column_that_says_what_groups_do_stands_in_for_their_focus(self, column):
        birds, clouds = read(
            f"# SIGs\n\n| Name | Leads | {column} |\n|---|---|---|\n"
            "| Birds | @ada | Counting birds everywhere |\n"
            "| Clouds | @grace | [read it](https://example.org/clouds) |\n"
        ).values()
        assert birds.focus == birds.charter[column.lower()] == "Counting birds everywhere"
        assert clouds.focus == MISSING

    def test_a_focus_that_is_said_comes_first(self):
        (birds,) = read(
            "# SIGs\n\n| Name | Leads | Responsibilities | Purpose |\n|---|---|---|---|\n"
            "| Birds | @ada | Counting birds everywhere | All birds. |\n"
        ).values()
        assert birds.focus == "All birds."

    def test_what_only_introduces_a_list_is_no_focus(self):
        birds = section("The group counts birds. It is responsible for:\n\n- feeders\n- nests")
        assert birds.focus == "The group counts birds."
        assert "It is responsible for:" in birds.charter["about"]
        assert section("Responsibilities include:\n\n- feeders\n- nests").focus == MISSING


class TestData:
    def test_html_is_read_as_people_see_it(self):
        text = (
            '<ul>\n<li><a href="https://example.org/wiki">Wiki</a></li>\n</ul>\n'
            "<p>Counts <strong>birds</strong> &amp; <em>feeders</em>.</p>"
        )
        (birds, _) = read(
            [
                {"name": "Bird Group", "description": text, "chairs": ["Ada"]},
                {"name": "Cloud Group", "description": "If a < b, then c > d.", "chairs": []},
            ],
            "x.json",
        ).values()
        assert birds.focus == "Counts **birds** & feeders."
        assert birds.charter["description"].startswith("- [Wiki](<https://example.org/wiki>)")
        assert _.focus == "If a < b, then c > d."
