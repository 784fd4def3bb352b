"""`wgbot similar`, as people run it."""

import json

import pytest


def test_what_resembles_a_name_is_listed_with_the_reasons(folder, run):
    code, out, _ = run("similar", "Command-lines")
    assert code == 1
    assert out.startswith("duplicate")
    assert "Command line" in out.split("\n")[0]
    assert out.split("\n")[1].strip().startswith("- ")


def test_nothing_is_said_in_so_many_words(folder, run):
    assert run("similar", "Bird watching") == (0, "", "No similar groups found.\n")


def test_json_is_for_programs(folder, run):
    code, out, _ = run("similar", "punch card", "--format", "json")
    (found,) = json.loads(out)
    assert code == 1
    assert (found["slug"], found["status"], found["kind"]) == (
        "punch-cards",
        "retired",
        "revival",
    )
    assert set(found) == {"slug", "name", "status", "kind", "score", "evidence"}
    assert run("similar", "Bird watching", "--format", "json")[1] == "[]\n"


def test_an_overlap_of_the_focus_is_fine_to_propose(folder, run):
    code, out, _ = run("similar", "Boards", "--focus", "devices with little memory and power.")
    assert (code, out.split()[0]) == (0, "overlap")


@pytest.mark.parametrize("name", ["", "  ", "?!", "🎉"])
def test_a_name_that_is_none_is_asked_for(folder, run, name):
    code, out, err = run("similar", name)
    assert (code, out) == (2, "")
    assert "NAME needs a letter or a digit" in err


@pytest.mark.parametrize("name", ["Circle for the command line", "New working group: Command line"])
def test_what_groups_and_proposals_are_called_here_is_no_part_of_a_name(folder, run, name):
    config = folder / ".github/wgbot.yml"
    known = config.read_text("utf-8") if config.exists() else ""
    config.write_text(known + "noun: {one: circle, many: circles}\n", "utf-8")
    code, out, _ = run("similar", name)
    assert code == 1
    assert "Command line" in out
