"""What the documentation shows in blocks can be used as it is shown: commands run, files are valid."""

import io
import json
import re
import shlex
import shutil
import textwrap
import tomllib
from pathlib import Path

import check_jsonschema
import jsonschema
import pytest
import yaml

from tests.gitrepo import git
from wgbot.community import translation
from wgbot.community.config import Config
from wgbot.proposals import issuefile, list_pages
from wgbot.registry.group import Group
from wgbot.setup.importers import mapping

ROOT = Path(__file__).parent.parent.parent
PAGES = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "tests/README.md")),
]
VENDORED = Path(check_jsonschema.__file__).parent / "builtin_schemas/vendor"


def blocks(*languages):
    """Return every block in one of the languages, with its page and its line."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in re.finditer(r"^( *)```(\w*)\n(.*?)^\1```$", text, re.M | re.S):
            if block[2] in languages:
                where = f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, block.start()) + 2}"
                found.append(pytest.param(page, textwrap.dedent(block[3]), id=where))
    return found


def test_every_block_is_of_a_language_that_is_tested():
    every = {
        language
        for page in PAGES
        for language in re.findall(r"^ *```(.*)\n(?:.*\n)*?^ *```$", page.read_text("utf-8"), re.M)
    }
    assert every == {"console", "markdown", "mermaid", "python", "toml", "yaml"}


@pytest.mark.parametrize(("page", "block"), blocks("yaml"))
def test_what_is_shown_of_a_file_is_one_that_is_understood(page, block):
    value = yaml.safe_load(block)
    match value:
        case None:
            assert block.startswith("# yaml-language-server: $schema=")
        case [{"uses": _}, *_]:
            assert_fits("github-workflows", {"on": "push", "jobs": {"a": as_job(value)}})
        case {"version": 2, "updates": _}:
            assert_fits("dependabot", value)
        case {"groups": _, "fields": _}:
            assert mapping.parse(block.encode(), str(page))
        case {"name": _, "focus": _}:
            Group.model_validate(value)
        case {"meetings": _}:
            Group.model_validate({"name": "Birds", "focus": "counting.", **value})
        case {"Leads": _}:
            known = translation._built_in("de")
            assert set(value) <= set(known)
        case _:
            Config.model_validate(value)


def as_job(steps):
    return {"runs-on": "ubuntu-latest", "steps": steps}


def assert_fits(name, value):
    schema = json.loads((VENDORED / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(value)


@pytest.mark.parametrize(("page", "block"), blocks("toml"))
def test_toml_is_valid(page, block):
    assert tomllib.loads(block)


@pytest.mark.parametrize(("page", "block"), blocks("python"))
def test_python_compiles(page, block):
    assert compile(block, str(page), "exec")


@pytest.mark.parametrize(("page", "block"), blocks("markdown"))
def test_a_text_is_one_that_wgbot_reads(page, block):
    if block.startswith("---\n"):
        assert issuefile.load(block.encode(), str(page)).number
    elif block.startswith("<!--"):
        assert isinstance(list_pages._between_markers(block, "- a group\n"), str)
    else:  # an example of a check, which tests/repository/test_check_pages.py judges
        assert page.parent.name == "checks"
        assert block.startswith("### ")


def commands(block):
    """Return the commands of a block, each with what is typed when it asks."""
    found = []
    for line in block.rstrip("\n").split("\n"):
        if line.startswith("$ "):
            words = re.sub(r"\s{2,}#.*$", "", line[2:])
            found += [(each.strip(), []) for each in words.split("&&")]
        elif asked := re.fullmatch(r"(.+?(?: \[[^\]]*\])?:)(?: (.*))?", line):
            found[-1][1].append((asked[1], asked[2] or ""))
    return found


GROUP = "name: {}\nfocus: what people do with {}.\nleads: [{{github: grace}}]\n"
FILES = {
    **{
        f"registry/{name.lower().replace(' ', '-')}.yml": GROUP.format(name, name.lower())
        for name in ("Compiler errors", "Punch cards", "Paper tape", "Storage")
    },
    "groups.csv": "name,focus,leads\nBirds,which birds live where,@ada\n",
    "website/groups.md": "# Groups\n\n- **Birds**: which birds live where. Leads: @ada\n",
    "working-groups/birds.md": "# Birds\n\nWhich birds live where.\n\n- Leads: @ada\n",
    "working-groups/maps.md": "# Maps\n\nMaps for everybody.\n\n- Leads: @grace\n",
    "list.txt": "https://example.org/\n",
    "../team/teams/birds.toml": 'name = "birds"\nkind = "team"\n[people]\nleads = ["ada"]\n',
    "../community/sigs.yaml": "sigs:\n- name: Birds\n  mission_statement: Counts birds.\n",
}
NOT_OURS = ("cd", "eval", "gh", "git", "pip", "pipx")
PYTEST = ".venv/bin/python -m pytest"


@pytest.fixture
def community(tmp_path, monkeypatch):
    """Return a community's repository in which the commands of the documentation make sense."""
    home = tmp_path / "community-repository"
    for folder in (".github", "registry", "schema", "website"):
        shutil.copytree(ROOT / folder, home / folder)
    git(home, "init", "--quiet", "--initial-branch=main")
    readme = "# Us\n\n## Working groups\n\n- **Birds**: which birds live where. Leads: @ada\n"
    good = (ROOT / "examples/good.md").read_text(encoding="utf-8")
    own = {"README.md": readme, "issue.md": good.replace("Compiler errors", "Sound of birds")}
    for path, text in {**FILES, **own}.items():
        file = home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    git(home, "add", ".")
    git(home, "commit", "--quiet", "-m", "Found the community")
    monkeypatch.chdir(home)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return home


@pytest.mark.parametrize(("page", "block"), blocks("console"))
def test_a_command_is_one_that_runs(page, block, community, run, monkeypatch):
    for command, asked in commands(block):
        if command.startswith("make "):
            assert f"\n{command[5:]}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
        elif command.startswith(PYTEST):
            for word in shlex.split(command.removeprefix(PYTEST)):
                assert not word.startswith("tests") or (ROOT / word).exists()
        elif command.startswith("wgbot "):
            its = shlex.split(command.partition(" > ")[0])[1:]
            if its == ["site", "serve"]:
                continue
            if its[0] == "init" and "--upgrade" not in its:
                for folder in (".github", "registry"):
                    shutil.rmtree(folder)
            typed = "".join(f"{answer}\n" for _, answer in asked) or "\n" * 20
            monkeypatch.setattr("sys.stdin", io.StringIO(typed))
            code, out, err = run(*its)
            assert code in ((3,) if its == ["links"] else (0, 1)), err  # there is no network
            for question, _ in asked:
                assert question in out + err
        else:
            assert command.split()[0] in NOT_OURS or "wgbot doctor" in command
