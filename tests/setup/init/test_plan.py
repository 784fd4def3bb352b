"""Setting a repository up: what is written, what is left as it is, and what `wgbot check` says."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from tests.example import MemoryTree
from wgbot.community.questions import USUAL_QUESTIONS
from wgbot.files import write
from wgbot.files.disk import DiskTree
from wgbot.form import schema
from wgbot.setup.importers import kinds
from wgbot.setup.init import files, plan, upgrade
from wgbot.setup.init.answers import NO_ACTION, Answers
from wgbot.setup.init.origin import Origin

ACTION = "owner/wgbot@0123456789abcdef0123456789abcdef01234567"
FULL = Answers(
    one="special interest group",
    title="Our groups: a list",
    label="yes, please",
    forum="https://forum.example.org/c/groups?a=1",
    conduct="https://example.org/conduct",
    site="https://example.org/groups",
    branch="trunk",
    action=ACTION,
)
PAGE = """\
# Groups

- **Birds**: counting the birds that nobody counts.
  - POC: @ada

Written by hand.

- **Clouds**: watching what is above us all day.
  - POC: @grace

The end.
"""


def empty(**given):
    return MemoryTree({path: text.encode() for path, text in given.items()})


def by_path(done):
    return {file.path: file for file in done.files}


@pytest.mark.parametrize(
    "answers", [Answers(), FULL, Answers(one="Arbeitskreis", many="Arbeitskreise", language="de")]
)
def test_an_empty_repository_is_in_order_afterwards(answers):
    tree = empty()
    done = plan.plan(answers, tree)
    assert plan.problems(tree, done.written) == ()
    assert {file.state for file in done.files} == {"new"}
    assert answers.form_path in by_path(done)
    assert answers.page_path in by_path(done)


@pytest.mark.parametrize(
    "answers", [Answers(), FULL, Answers(one="Arbeitskreis", many="Arbeitskreise", language="de")]
)
@pytest.mark.parametrize("does", ["new", "change", "end"])
def test_the_form_is_one_that_github_and_wgbot_take(answers, does, tmp_path):
    text = files.form(answers, does)
    assert "[[" not in text
    questions = schema.load(text.encode())
    if does == "new":
        assert [field.key for field in questions.fields][:2] == ["name", "focus"]
        assert bool(questions.field("conduct")) == bool(answers.conduct)
        assert bool(questions.field("discussion")) == bool(answers.forum)
    else:
        assert questions.fields[0].key == "group"
    assert len({each.key for each in questions.fields} - set(USUAL_QUESTIONS[does])) == (
        0 if does == "end" else 3
    )
    path = tmp_path / "form.yml"
    path.write_text(text, encoding="utf-8")
    run = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-issue-forms",
    ]
    done = subprocess.run([*run, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


_STRICT = ["--offline", "--strict-collection", "--persona=pedantic"]


@pytest.mark.parametrize("answers", [Answers(forum="https://example.org", action=ACTION), FULL])
def test_github_takes_the_workflows_and_a_strict_audit_finds_nothing_in_them(answers, tmp_path):
    done = plan.plan(answers, empty(), with_workflows=files.OPTIONAL)
    write.write(tmp_path, list(done.files))
    (tmp_path / ".git").mkdir()
    folder = tmp_path / ".github/workflows"
    written = sorted(folder.iterdir())
    assert [path.stem for path in written] == sorted(f"wgbot-{name}" for name in files.WORKFLOWS)
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    zizmor = Path(sys.executable).parent / "zizmor"
    for command in (
        [*check, "vendor.github-workflows", *written],
        [*check, "vendor.github-issue-config", tmp_path / ".github/ISSUE_TEMPLATE/config.yml"],
        [zizmor, "--quiet", *_STRICT, folder],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_configuration_and_imported_groups_name_their_schemas():
    tree = empty()
    found = kinds.read("x.csv", b"name,purpose\nBirds,counting the birds that nobody counts.\n")
    made = by_path(plan.plan(FULL, tree, found, None))
    for path, name in ((".github/wgbot.yml", "configuration"), ("registry/birds.yml", "registry")):
        line = f"# yaml-language-server: $schema=https://example.org/groups/schema/{name}.json\n"
        assert made[path].text.startswith(line.encode())
    made = by_path(plan.plan(replace(FULL, site=""), tree, found, None))
    assert b"yaml-language-server" not in made["registry/birds.yml"].text


def test_running_it_again_changes_nothing():
    tree = empty()
    first = plan.plan(FULL, tree)
    again = plan.plan(FULL, MemoryTree({file.path: file.text for file in first.files}))
    assert {file.state for file in again.files} == {"same"}


def test_a_form_that_is_there_stays_and_is_the_one_for_new_groups():
    path = ".github/ISSUE_TEMPLATE/group.yml"
    own = files.form(Answers()).replace("label: Goals", "label: What for")
    done = plan.plan(Answers(form=path, keeps_form=True), empty(**{path: own}))
    assert by_path(done)[path].state == "same"
    assert plan.problems(empty(**{path: own}), done.written) == ()
    settings = by_path(done)[".github/wgbot.yml"].text.decode()
    assert f"forms:\n  - path: {path}\n" in settings


def test_a_configuration_with_one_form_is_not_given_others():
    one = "form: .github/ISSUE_TEMPLATE/new-working-group.yml\n"
    done = plan.plan(Answers(), empty(**{".github/wgbot.yml": one}))
    forms = [path for path in by_path(done) if path.startswith(".github/ISSUE_TEMPLATE")]
    assert forms == [".github/ISSUE_TEMPLATE/new-working-group.yml"]


def test_what_is_there_and_says_something_else_stays_and_is_shown():
    tree = empty(**{".github/wgbot.yml": "registry: groups\n"})
    done = plan.plan(Answers(), tree)
    (kept,) = done.different
    assert kept.path == ".github/wgbot.yml"
    assert "+  - path: website/working-groups.md" in kept.diff()
    assert kept not in done.written


def test_a_repository_that_is_set_up_keeps_its_form_registry_and_page():
    first = plan.plan(Answers(), empty())
    there = MemoryTree({file.path: file.text for file in first.files})
    again = plan.plan(Answers(one="team"), there)
    assert {file.path for file in again.files if file.state == "new"} == set()


def test_what_a_community_has_of_its_own_stays_without_a_word():
    own = ".github/ISSUE_TEMPLATE/config.yml"
    done = plan.plan(FULL, empty(**{own: "blank_issues_enabled: false\n"}))
    assert by_path(done)[own].state == "same"


def test_a_list_in_a_page_becomes_the_page_that_is_kept_up_to_date():
    tree = empty(**{"docs/groups.md": PAGE})
    done = plan.plan(Answers(), tree, kinds.read("groups.md", PAGE.encode()), "docs/groups.md")
    page = by_path(done)["docs/groups.md"].text.decode()
    assert re.fullmatch(
        r"# Groups\n\n<!-- wgbot:groups: .* -->\n\n- \*\*Birds\*\*.*?\n- \*\*Clouds\*\*.*?\n\n"
        r"<!-- /wgbot:groups -->\n\nWritten by hand\.\n+The end\.\n",
        page,
        re.DOTALL,
    )
    assert plan.problems(tree, done.written) == ()
    assert "registry/birds.yml" in by_path(done)


def test_a_page_without_the_two_lines_gets_them_at_its_end():
    tree = empty(**{"website/working-groups.md": "# Mine\n"})
    done = plan.plan(Answers(), tree)
    assert by_path(done)["website/working-groups.md"].text.startswith(
        b"# Mine\n\n<!-- wgbot:groups"
    )
    assert plan.problems(tree, done.written) == ()


def test_an_imported_list_brings_the_options_it_needs():
    tree = empty()
    found = kinds.read("x.csv", b"name,purpose\nBirds,counting the birds that nobody counts.\n")
    done = plan.plan(Answers(), tree, found, None)
    assert yaml.safe_load(by_path(done)[".github/wgbot.yml"].text)["checks"] == {
        "leads": {"minimum": 0}
    }
    assert plan.problems(tree, done.written) == ()


def test_what_the_check_will_find_is_told():
    found = kinds.read("x.csv", b"name,purpose\nBirds,\n")
    tree = empty()
    problems = plan.problems(tree, plan.plan(Answers(), tree, found, None).written)
    assert [problem.path for problem in problems] == ["registry/birds.yml"]


def test_without_a_website_there_is_no_workflow_for_one():
    done = plan.plan(Answers(), empty(), with_workflows=())
    assert ".github/workflows/wgbot-site.yml" not in by_path(done)


def test_groups_are_asked_whether_they_are_active_only_where_that_is_wanted():
    path = ".github/workflows/wgbot-checkin.yml"
    assert path not in by_path(plan.plan(Answers(), empty()))
    done = plan.plan(Answers(), empty(), with_workflows=("site", "checkin"))
    assert b"command: checkin --state" in by_path(done)[path].text


def test_the_next_steps_lead_to_the_right_places():
    done = plan.plan(FULL, empty())
    steps = "\n".join(plan.next_steps(done, Origin("github.com", "ada", "groups")))
    assert "https://github.com/ada/groups/settings/actions" in steps
    assert "https://github.com/ada/groups/settings/pages" in steps
    assert "“yes, please”" in steps
    assert NO_ACTION not in steps
    assert NO_ACTION in plan.next_steps(plan.plan(Answers(), empty()), None)[0]


def test_a_template_in_markdown_that_asks_about_groups_is_named():
    folder = ".github/ISSUE_TEMPLATE"
    tree = MemoryTree(
        {
            f"{folder}/propose.md": b"---\nname: New working group\nabout: Ask for one\n---\n",
            f"{folder}/new-sig.md": b"What is it for?\n",
            f"{folder}/bug.md": b"---\nname: Bug\nabout: Tell the team\n---\n",
        }
    )
    first = plan.next_steps(plan.plan(FULL, tree), None)[0]
    assert f"{folder}/new-sig.md, {folder}/propose.md:" in first
    assert "bug.md" not in first
    assert "Markdown" not in "".join(plan.next_steps(plan.plan(FULL, empty()), None))


@pytest.mark.parametrize("name", files.WORKFLOWS)
def test_a_workflow_names_the_branch_and_the_commit(name):
    text = files.workflow(name, FULL)
    assert f"uses: {ACTION}\n" in text
    assert "[main]" not in text
    given = yaml.load(text, yaml.BaseLoader)
    assert given["permissions"] == {}
    assert given["on"].get("push", {"branches": ["trunk"]}) == {"branches": ["trunk"]}
    for line in text.split("\n"):
        if line.strip().startswith("uses:"):
            assert re.search(r"@[0-9a-f]{40}( # v[\d.]+)?$", line), line


def test_a_branch_that_yaml_takes_for_something_else_is_quoted():
    text = files.workflow("sync", Answers(branch="1.10"))
    assert yaml.safe_load(text)[True]["push"]["branches"] == ["1.10"]


def test_it_is_written_to_disk(tmp_path):
    tree = DiskTree(tmp_path)
    write.write(tmp_path, plan.plan(FULL, tree).written)
    assert {file.state for file in plan.plan(FULL, tree).files} == {"same"}
    assert list(Path(tmp_path / ".github/workflows").iterdir())


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_forms_ask_of_which_kind_a_group_is_where_the_list_has_several(language):
    page = "# Working groups\n\n- **Birds**: counting birds. Lead: @ada\n\n"
    page += "# Task forces\n\n- **Clouds**: watching clouds. Lead: @grace\n"
    tree = empty()
    done = plan.plan(Answers(language=language), tree, kinds.read("x.md", page.encode()))
    for file in done.written:
        tree.files[file.path] = file.text
    assert not plan.problems(tree, ())
    form = ".github/ISSUE_TEMPLATE/{}-working-group.yml"
    asked = {
        does: [
            (field.key, field.options, field.required)
            for field in schema.load(tree.read(form.format(does))).fields
            if field.key == "kind"
        ]
        for does in ("new", "change", "end")
    }
    options = ("working group", "task force")
    assert asked == {
        "new": [("kind", options, True)],
        "change": [("kind", options, False)],
        "end": [],
    }
    # A later upgrade asks for the same.
    assert not upgrade.differences(tree, plan.as_it_is(Answers(language=language), tree))


def test_the_forms_ask_for_no_kind_where_there_is_one():
    page = b"# Working groups\n\n- **Birds**: counting birds. Lead: @ada\n"
    done = by_path(plan.plan(Answers(), empty(), kinds.read("x.md", page)))
    for does in ("new", "change"):
        assert b"id: kind" not in done[f".github/ISSUE_TEMPLATE/{does}-working-group.yml"].text


def test_a_list_that_stays_beside_the_page_is_to_be_replaced_by_a_link():
    sections = b"# Working groups\n\n- **Birds**: counting birds. Lead: @ada\n\n"
    sections += b"# Task forces\n\n- **Clouds**: watching clouds. Lead: @grace\n"
    tree = empty(**{"groups.md": sections.decode(), "taken.md": PAGE})

    def steps(path, text, source):
        return "\n".join(
            plan.next_steps(plan.plan(Answers(), tree, kinds.read(path, text), source), None)
        )

    told = "groups.md still has the list"
    assert told in steps("groups.md", sections, "groups.md")
    assert "link to website/working-groups.md" in steps("groups.md", sections, "groups.md")
    # What is elsewhere is nothing of this repository, and a page that wgbot takes over has no other list.
    assert "still has the list" not in steps("groups.md", sections, None)
    assert "still has the list" not in steps("taken.md", PAGE.encode(), "taken.md")


def test_where_there_is_no_repository_the_first_step_makes_one():
    done = plan.plan(Answers(), empty())
    assert "git init" in plan.next_steps(done, None, has_git=False)[0]
    assert "git init" not in "\n".join(plan.next_steps(done, None))
