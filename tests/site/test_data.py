"""The groups for programs."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tests.site import sample
from tests.site.html import Page
from wgbot.community.site import Appearance
from wgbot.site.health import Condition

EXPECTED = Path(__file__).parent / "golden"


def checked(files):
    """Return every JSON file of groups, each found to be as the published schema says."""
    schemas = {name: json.loads(files[f"schema/{name}.json"]) for name in ("group", "groups")}
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    validators = {
        name: jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )
        for name, schema in schemas.items()
    }
    listing = json.loads(files["groups.json"])
    validators["groups"].validate(listing)
    groups = {}
    for path, data in files.items():
        if path.startswith("groups/") and path.endswith(".json"):
            groups[path[len("groups/") : -len(".json")]] = json.loads(data)
            validators["group"].validate(json.loads(data))
    assert listing["groups"]
    assert set(groups) == {each["slug"] for each in listing["groups"]}
    for each in listing["groups"]:
        assert {key: groups[each["slug"]][key] for key in each} == each
    return groups


def test_every_file_is_as_its_schema_says_and_the_list_agrees_with_each():
    assert set(checked(sample.files())) == {"command-line", "embedded", "punch-cards"}
    checked(sample.files(Appearance()))


@pytest.mark.parametrize(
    "fields", [{}, {"charter": {"places": ["Online"], "goals": "x"}}, {"focus": sample.HOSTILE}]
)
def test_a_group_with_little_or_with_much_is_as_its_schema_says(fields):
    health = {"https://github.com/example/cli": Condition("archived")}
    groups = checked(sample.files(health=health, sounds=sample.entry(**fields)))
    assert groups["command-line"]["links"] == [
        {"url": "https://github.com/example/cli", "state": "archived", "since": None}
    ]


def test_the_form_stays(expected):
    files = sample.files()
    expected(EXPECTED / "command-line.json", files["groups/command-line.json"].decode())
    expected(EXPECTED / "group.schema.json", files["schema/group.json"].decode())


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "</script ",
        "</SCRIPT/",
        "<!--<script>",
        "<!-- <script ",
        "]]>",
        "\u2028",
        "&lt;/script>",
    ],
)
def test_w03_no_text_ends_the_script_that_holds_linked_data(text):
    shown = sample.page("sounds", sounds=sample.entry(name=f"Sounds {text}", focus=f"x{text}"))
    page = Page(shown)
    assert [each.get("type") for each in page.all("script")] == ["application/ld+json"]
    assert page.errors == []
    # Outside, invisible characters are shown; for programs, a text is what it is.
    written = "".join(page.scripts)
    assert not re.search("[<>&]", written)
    assert json.loads(written)["description"].strip() == f"x{text}".strip()


def test_w05_nothing_is_made_that_a_spreadsheet_would_run():
    for path in sample.files(sounds=sample.entry(name="=1+1")):
        assert not path.endswith((".csv", ".tsv"))
