"""The documentation names everything there is, and what it links to is there."""

import ast
import pkgutil
import re
from pathlib import Path

import pytest

import wgbot
from tests.cli.commands import commands
from tests.test_house import ROOMS
from wgbot.community.approval_policy import ApprovalPolicy, WaitDays
from wgbot.community.checkin import CheckinSettings
from wgbot.community.config import (
    Config,
    FormSettings,
    GroupKind,
    Labels,
    SecondRepository,
)
from wgbot.community.pull_requests import BranchSettings, CommitSettings, PullRequestSettings
from wgbot.community.questions import Fields
from wgbot.registry.group import Channel, Confirmation, Ending, Group, Person
from wgbot.registry.meetings.meeting import Meeting

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "examples/README.md"]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


COMMON = {"folder", "second", "quiet", "verbose"}
"""Options that are explained once, for all commands that have them."""


@pytest.mark.parametrize("path", [path for path, _ in commands()])
def test_every_command_and_its_options_are_documented(path):
    section = re.search(
        rf"^## wgbot {' '.join(path)}\b.*?(?=^## |\Z)", text("docs/commands.md"), re.M | re.S
    )
    assert section
    for parameter in dict(commands())[path].params:
        if parameter.param_type_name == "option" and parameter.name not in COMMON:
            assert f"`{parameter.opts[0]}" in section[0], parameter.opts[0]


KEYS = {
    "configure.md": [
        Config,
        Labels,
        ApprovalPolicy,
        WaitDays,
        BranchSettings,
        CommitSettings,
        PullRequestSettings,
        SecondRepository,
        Fields,
        GroupKind,
        FormSettings,
    ],
    "registry.md": [Group, Person, Channel, Ending, Confirmation],
    "meetings.md": [Meeting],
}
"""What people write by hand, by the page that says how."""


@pytest.mark.parametrize(
    ("page", "model"),
    [
        pytest.param(page, model, id=model.__name__)
        for page, models in KEYS.items()
        for model in models
    ],
)
def test_every_key_that_people_write_is_documented(page, model):
    for name, field in model.model_fields.items():
        key = field.alias or name
        assert f"`{key}`" in text(f"docs/{page}"), key


def test_every_key_of_the_check_in_is_documented_with_its_default():
    section = text("docs/checkin.md").partition("## Settings")[2]
    for name, field in CheckinSettings.model_fields.items():
        row = re.search(rf"^\| `{name}` \| (.+?) \|", section, re.M)
        assert row, name
        if isinstance(field.default, int):
            assert row[1] == f"`{field.default}`"


def test_every_default_in_the_documentation_is_true():
    import yaml

    shown = yaml.safe_load(re.search(r"```yaml\n(.*?)```", text("docs/configure.md"), re.S)[1])
    config = Config.model_validate(shown)
    for key in ("form", "registry", "templates", "pages"):
        assert getattr(config, key) == getattr(Config(), key)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_links_to_is_there(page):
    content = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", content):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, fragment = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), target
        if fragment:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.M)
            anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
            assert fragment in anchors, target


def test_every_page_is_in_the_websites_navigation_and_leads_to_no_file_beside_it():
    import tomllib

    nav = tomllib.loads(text("zensical.toml"))["project"]["nav"]
    named = re.findall(r"'([\w/-]+\.md)'", str(nav))
    assert sorted(named) == sorted(str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md"))
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8")):
            inside = (page.parent / target).resolve().is_relative_to(DOCS)
            assert inside or target.startswith("https://"), f"{page}: {target}"


def test_everything_that_can_be_proposed_is_documented():
    from wgbot.proposals import edits

    kinds = {module.name for module in pkgutil.iter_modules(edits.__path__)} - {"edit"}
    assert set(re.findall(r"^\| (\w+) \| .* \| `wgbot", text("docs/edits.md"), re.M)) == kinds


def said():
    """Return every text in the code and the templates, with `…` where something is filled in."""
    for path in (ROOT / "wgbot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                parts = (getattr(part, "value", None) for part in node.values)
                yield "".join(part if isinstance(part, str) else "…" for part in parts)


def test_the_messages_of_troubleshooting_are_those_that_are_said():
    every = "\n".join(said())
    rows = re.findall(r"^\| (.+?) \| .+ \| .+ \|$", text("docs/troubleshooting.md"), re.M)
    assert len(rows) > 20
    for message in rows[1:]:
        for part in re.split(r"…|`[^`]*`|#|\(on your machine\)| / ", message):
            told = part.strip(" .,:;()")
            assert len(told) < 7 or told in every, f"nothing says “{told}”"


def test_every_runtime_dependency_has_a_line_that_says_why():
    import tomllib

    project = tomllib.loads(text("pyproject.toml"))["project"]
    named = {re.match(r"[\w-]+", each)[0].lower() for each in project["dependencies"]}
    section = text("docs/architecture.md").partition("## Dependencies")[2]
    assert {each.lower() for each in re.findall(r"^\| ([\w-]+) \| \w", section, re.M)} - {
        "package"
    } == named


def test_the_map_names_the_rooms_from_the_roof_down():
    section = text("docs/architecture.md").partition("## The map")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.M) == ROOMS
    assert re.findall(r"^- `(\w+)`:", wgbot.__doc__ or "", re.M) == ROOMS


@pytest.mark.parametrize("name", ["requirements/run.txt", "requirements/dev.txt"])
def test_every_requirement_is_pinned_with_a_hash_and_names_no_host(name):
    content = text(name)
    assert "://" not in content
    pinned = re.findall(r"^([\w.-]+(?:\[[\w,]+\])?)==\S+ \\\n    --hash=sha256:", content, re.M)
    assert len(pinned) == len(re.findall(r"^[a-z]", content, re.M))


def test_every_file_that_the_architecture_names_is_there():
    named = set(re.findall(r"`([a-z_]+/[a-z_/]*?(?:\.py|/))`", text("docs/architecture.md")))
    assert len(named) > 40
    folders = (ROOT / "wgbot", ROOT)
    assert [each for each in sorted(named) if not any((f / each).exists() for f in folders)] == []
