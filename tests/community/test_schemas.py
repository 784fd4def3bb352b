"""The schemas say what the models say: no more and no less."""

import json

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests import example
from wgbot.checks import runner
from wgbot.community import config, schemas
from wgbot.community.config import Config
from wgbot.registry import folder, rewrite
from wgbot.registry.group import Group

MADE = {path: json.loads(data) for path, data in schemas.schemas("https://example.org/").items()}
REGISTRY, CONFIGURATION = MADE[schemas.REGISTRY], MADE[schemas.CONFIGURATION]


def fits(schema, value):
    return jsonschema.Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize("schema", MADE.values(), ids=MADE)
def test_they_are_schemas(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith("https://example.org/schema/")
    assert schema["additionalProperties"] is False


def test_they_are_the_same_every_time():
    assert schemas.schemas() == schemas.schemas()


def test_the_files_of_a_registry_fit():
    for path, text in example.FILES.items():
        if path.startswith("registry/") and path.endswith(".yml"):
            assert fits(REGISTRY, json.loads(json.dumps(yaml.safe_load(text), default=str))), path


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "registry: groups",
        "checks: {leads: false, name: {longest: 90}, repository: {hosts: [git.example.org]}}",
        "pages: [{path: x.md, template: y.j2}, {path: z.md}]",
        "approval: {label: yes please, count: 2, wait_days: 3}",
        "links: {ignore: [{url: https://example.org/, until: '2026-12-31', states: [dead]}]}",
    ],
)
def test_a_configuration_that_is_taken_fits(text):
    value = yaml.safe_load(text)
    Config.model_validate(value)
    assert fits(CONFIGURATION, value)


@pytest.mark.parametrize(
    "text",
    [
        "regstry: x",
        "checks: {leads: true}",
        "checks: {nothing: {}}",
        "approval: {count: 0}",
        "pages: x",
        "links: {ignore: [{because: all of them}]}",
        "links: {ignore: [{url: https://example.org/, host: example.org}]}",
        "links: {ignore: [{host: example.org, states: [fine]}]}",
    ],
)
def test_a_configuration_that_is_refused_does_not(text):
    value = yaml.safe_load(text)
    with pytest.raises(ValidationError):
        Config.model_validate(value)
    assert not fits(CONFIGURATION, value)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from(["", "x", "active", "2018-08-29"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["github", "url", "name", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(sorted(Group.model_fields)), _JSON))
def test_what_the_model_takes_the_schema_takes(value):
    value = {"name": "Birds", "focus": "counting birds.", **value}
    try:
        Group.model_validate_json(json.dumps(value))
    except ValidationError:
        return
    assert fits(REGISTRY, value)


def test_keys_have_their_meaning():
    assert REGISTRY["properties"]["focus"]["description"] == "What it is for, in one sentence."
    assert (
        CONFIGURATION["properties"]["registry"]["description"]
        == "The folder with one file per group."
    )
    settings = CONFIGURATION["$defs"]["Settings"]["properties"]
    assert {name: part["description"] for name, part in settings.items()} == {
        name: runner.summary(name) for name in runner.CHECKS
    }


def test_a_file_names_its_schema():
    assert yaml.safe_load(schemas.comment("https://example.org/x.json") + "a: 1\n") == {"a": 1}


_SITE = "site: {url: https://example.org/groups}\n"
_COPIES = {schemas.REGISTRY: "{}", schemas.CONFIGURATION: "{}"}


class TestTheFirstLine:
    @staticmethod
    def of(path, **files):
        tree = example.tree(**files)
        settings, problems = config.load(tree)
        assert problems == ()
        return schemas.first_line(settings, tree, path)

    def test_it_names_what_the_website_publishes(self):
        said = self.of("registry/birds.yml", **{config.PATH: _SITE}, **_COPIES)
        address = json.loads(schemas.schemas("https://example.org/groups/")[schemas.REGISTRY])[
            "$id"
        ]
        assert said == schemas.comment(address)
        assert self.of(config.PATH, **{config.PATH: _SITE}) == schemas.comment(
            "https://example.org/groups/schema/configuration.json"
        )

    def test_without_an_address_it_names_the_copy_in_the_repository(self):
        assert self.of("a/b/birds.yml", **_COPIES) == schemas.comment("../../schema/registry.json")
        assert self.of(config.PATH, **_COPIES) == schemas.comment("../schema/configuration.json")

    def test_with_neither_there_is_none(self):
        assert self.of("registry/birds.yml") == ""
        assert self.of(config.PATH, **{schemas.REGISTRY: "{}"}) == ""

    def test_it_outlives_an_edit(self):
        group = Group(name="Birds", focus="counting birds.", order=1)
        text = folder.render(group, schemas.comment("https://example.org/x.json"))
        after = group.model_copy(update={"name": "Night birds"})
        revised = rewrite.revise("registry/birds.yml", text, group, after)
        assert revised == text.replace("name: Birds", "name: Night birds")
