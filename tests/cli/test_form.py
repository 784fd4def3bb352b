"""`wgbot form`, as people run it."""

import json

import pytest

from tests import example
from tests.cli.commands import issue_file
from wgbot.community import config


def test_the_answers_are_json_by_field_id(folder, run):
    code, out, err = run("form", "read", issue_file(folder, script=None, places=[]))
    assert (code, err) == (0, "")
    answers = json.loads(out)
    assert answers["name"] == "Sound and music"
    assert answers["script"] is None
    assert answers["places"] == []


def test_any_form_can_be_named_and_needs_no_repository(tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)
    form = "body:\n- type: input\n  attributes: {label: 名前}\n"
    (tmp_path / "form.yml").write_text(form, encoding="utf-8")
    (tmp_path / "body.md").write_text("### 名前\r\n\r\n花子\r\n", encoding="utf-8", newline="")
    code, out, _ = run("form", "read", "body.md", "--form", "form.yml")
    assert (code, out) == (0, '{\n  "名前": "花子"\n}\n')


def test_what_cannot_be_told_is_said_with_its_line_and_exits_with_1(folder, run):
    path = issue_file(folder, goals="a\n\n### Set-up script\n\n```shell\nx\n```")
    path.write_text(path.read_text().replace("### Name", "### Nmae"), encoding="utf-8")
    code, out, err = run("form", "read", path)
    assert code == 1
    assert json.loads(out)["name"] is None
    assert "### Name" in err


FORM = """\
body:
- {type: input, id: wg, attributes: {label: Working group}, validations: {required: true}}
- {type: input, id: purpose, attributes: {label: Purpose}}
- {type: textarea, id: chairs, attributes: {label: Chairs, value: "| Name |"}}
- {type: checkboxes, id: ok, attributes: {label: Rules, options: [{label: Yes}]}}
"""


def test_a_form_is_mapped_by_lines_for_the_configuration(folder, run):
    path = folder / ".github/ISSUE_TEMPLATE/wg.yml"
    path.write_text(FORM)
    code, out, err = run("form", "map", str(path))
    assert code == 0
    assert out == (
        "form: .github/ISSUE_TEMPLATE/wg.yml\nfields:\n  name: wg\n  focus: purpose\n  leads: chairs\n"
    )
    assert "leads: Chairs" in err
    path.write_text("body:\n- {type: input, id: wg, attributes: {label: Name}}\n")
    code, _, err = run("form", "map", str(path))
    assert code == 1
    assert "asks for the focus or the leads of a group" in err
    assert "id: focus" in err


def test_an_empty_issue_of_a_form_is_read_as_one(folder, run):
    (folder / "wg.yml").write_text(FORM)
    code, out, _ = run("form", "blank", "wg.yml")
    assert code == 0
    assert out == (
        "### Working group\n\n_No response_\n\n### Purpose\n\n_No response_\n\n"
        "### Chairs\n\n| Name |\n\n### Rules\n\n- [ ] Yes\n"
    )
    (folder / "body.md").write_text(out)
    code, out, _ = run("form", "read", "body.md", "--form", "wg.yml")
    assert json.loads(out) == {"wg": None, "purpose": None, "chairs": "| Name |", "ok": []}


@pytest.mark.parametrize("command", [["blank"], ["read", "body.md"]])
def test_which_form_there_is_waits_for_a_configuration_that_cannot_be_read(folder, run, command):
    (folder / "body.md").write_text("### Name\n\nBirds\n")
    (folder / example.FORM_PATH).unlink()
    (folder / config.PATH).write_text("form: a.yml\nform: b.yml\n")
    code, out, err = run("form", *command)
    assert (code, out) == (2, "")
    assert f"until {config.PATH} can be read" in err
    assert "a second time" in err
