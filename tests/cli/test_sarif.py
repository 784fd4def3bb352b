"""What `check` finds, as SARIF that code scanning takes, and as annotations."""

import json

from tests import example
from tests.cli.commands import issue_file

GROUP = "registry/two-names.yml"


def break_a_file(folder):
    text = "name: Two names\nfocus: Naming things.\nleads:\n- github: --ada\n"
    (folder / GROUP).write_text(text, encoding="utf-8")


def test_each_problem_is_a_result_of_its_rule_where_it_is(folder, run):
    break_a_file(folder)
    code, out, _ = run("check", "--format", "sarif")
    (found,) = json.loads(out)["runs"]
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    problems = json.loads(run("check", "--format", "json")[1])["problems"]
    assert code == 1
    assert [
        (
            rules[each["ruleIndex"]],
            each["level"],
            each["message"]["text"],
            each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            each["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for each in found["results"]
    ] == [
        (
            each["check"],
            "error" if each["blocks"] else "note",
            f"{each['message']} {each['fix']}",
            each["path"],
            each["line"] or 1,
        )
        for each in problems
    ]
    assert GROUP in [each["path"] for each in problems]


def test_a_repository_in_order_has_no_results(folder, run):
    run("check", "--write")
    code, out, _ = run("check", "--format", "sarif")
    assert code == 0
    assert json.loads(out)["runs"][0]["results"] == []


def test_what_is_in_no_file_is_in_the_issue_s(folder, run):
    path = issue_file(folder, leads=None)
    _, out, _ = run("check", path, "--format", "sarif")
    result = json.loads(out)["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == str(path)


def test_a_path_is_an_address_whatever_is_in_it(folder, run):
    (folder / "registry/a b#c.yml").write_text("name: [", encoding="utf-8")
    _, out, _ = run("check", "--format", "sarif")
    uris = [
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in json.loads(out)["runs"][0]["results"]
    ]
    assert "registry/a%20b%23c.yml" in uris


def test_annotations_can_be_had_outside_of_a_job(folder, run):
    break_a_file(folder)
    code, out, _ = run("check", "--format", "github")
    assert code == 1
    lines = out.splitlines()
    assert lines
    assert all(line.startswith(("::error ", "::notice ")) for line in lines)
    assert any(f"file={GROUP},line=4," in line for line in lines)


def test_in_a_job_annotations_are_printed_once(folder, run, monkeypatch):
    break_a_file(folder)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, out, err = run("check", "--format", "github")
    assert out.count(f"file={GROUP},line=4,") == 1
    assert "::error" not in err
    assert example.FORM_PATH not in out
