"""`wgbot change` and `wgbot end`: what a form does, by options."""

from typing import get_args

import pytest

from tests import example
from tests.gitrepo import commit, git
from tests.proposals.test_form_links import CHANGE, CONFIG, FORMS
from wgbot.cli.end import WAYS
from wgbot.registry.group import EndReason

CLI = "registry/command-line.yml"
BRANCH = "wgbot/command-line"


@pytest.fixture(params=["its own forms", "no form"])
def place(request, folder):
    """Return a repository with forms that change and end groups, and one without."""
    if request.param == "its own forms":
        for path, text in {**FORMS, example.CONFIG_PATH: CONFIG}.items():
            commit(folder, path, text)
    return folder


def held(folder, path=CLI, branch=BRANCH):
    return git(folder, "show", f"{branch}:{path}")


def test_what_is_named_is_changed_and_all_else_stays(place, run):
    options = ("--name", "Terminals", "--focus", "all that a terminal shows.")
    code, out, err = run("change", "Command line", *options)
    assert code == 0, out + err
    assert err.startswith(f"The branch {BRANCH} holds one commit on main: {CLI}")
    assert "Change working group" in out
    assert "\n\n\n" not in out.partition("── The pull request")[0].rstrip()
    text = example.FILES[CLI].replace("name: Command line", "name: Terminals")
    text = text.replace("programs that people run in a terminal", "all that a terminal shows")
    assert held(place).splitlines() == [
        each.replace("[Terminal tools]", "[Terminal tools, Command line]")
        for each in text.splitlines()
    ]


def test_quietly_only_problems_are_printed(place, run):
    assert run("change", "Command line", "--focus", "other programs.", "-q") == (0, "", "")
    code, out, _ = run("change", "Command line", "--focus", "TBD", "-q")
    assert code != 0
    assert "placeholder" in out


def test_there_is_no_issue_to_edit(place, run):
    for focus in ("all that a terminal shows.", "TBD"):
        _, out, err = run("change", "Command line", "--focus", focus)
        assert "edit the issue" not in out.lower(), out + err


def test_leads_come_and_go(place, run):
    code, _, err = run(
        *("change", "terminal tools", "--add-lead", "@alan (chair)"),
        *("--remove-lead", "grace", "--why", "The term ended."),
    )
    assert code == 0, err
    text = held(place)
    leads, former = text.split("former_leads:")
    assert "github: alan\n    role: chair" in leads
    assert "github: ada" in leads
    assert "grace" not in leads
    assert "grace" in former
    assert "The term ended" not in text


def test_lists_are_what_they_shall_be_and_none_removes(place, run):
    code, _, err = run(
        *("change", "command-line", "--channel", "https://chat.example.org/a #a"),
        *("--channel", "https://chat.example.org/b", "--repository-link", "none"),
        *("--meeting", "Call: Tuesday 17:00 UTC, join https://meet.example.org/a"),
        *("--set", "goals=Joy."),
    )
    assert code == 0, err
    text = held(place)
    assert "https://chat.example.org/a" in text
    assert "https://chat.example.org/b" in text
    assert "chat.example.org/cli" not in text
    assert "repositories" not in text
    assert "day: Tuesday" in text
    assert "goals: Joy." in text


def test_who_sleeps_is_woken(place, run):
    code, _, err = run("change", "Embedded devices", "--status", "active")
    assert code == 0, err
    assert "status: active" in held(place, "registry/embedded.yml", "wgbot/embedded")


def test_a_dry_run_says_the_same_and_changes_nothing(place, run):
    code, out, err = run("change", "Command line", "--focus", "terminals.", "--dry-run")
    assert (code, err) == (0, "")
    assert f"The branch {BRANCH} would hold {CLI}" in out
    assert "Change working group" in out
    assert git(place, "branch", "--list", "wgbot/*") == ""


def test_of_a_slip_the_near_names_are_offered(place, run):
    code, out, _ = run("change", "Comand line", "--focus", "terminals.", "--add-lead", "@alan")
    assert code == 1
    assert "Did you mean `Command line`?" in out
    assert git(place, "branch", "--list", "wgbot/*") == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "There is nothing to change"),
        (["--why", "because"], "There is nothing to change"),
        (["--set", "goals"], "has to be KEY=VALUE"),
        (["--set", "nonsense=1"], "has no question nonsense. It has these: name, focus"),
        (["--set", "base=1"], "has no question base"),
        (["--remove-lead", "@alan"], "@alan doesn't lead Command line: @ada, @grace does."),
    ],
)
def test_what_cannot_be_asked_for_exits_with_2(place, run, options, said):
    code, _, err = run("change", "Command line", *options)
    assert code == 2
    assert said in err


def test_leads_without_an_account_are_not_lost(place, run):
    commit(place, CLI, example.FILES[CLI].replace("github: grace", "name: Grace Example"))
    code, _, err = run("change", "Command line", "--add-lead", "@alan")
    assert code == 0, err
    entry = held(place)
    assert "  - name: Grace Example\n" in entry
    assert "  - github: alan\n" in entry


def test_a_question_that_the_form_lacks_is_named(folder, run):
    form = FORMS[CHANGE]
    start, end = (
        form.index("  - type: input\n    id: parent"),
        form.index("  - type: textarea\n    id: goals"),
    )
    for path, text in {CHANGE: form[:start] + form[end:], example.CONFIG_PATH: CONFIG}.items():
        commit(folder, path, text)
    commit(
        folder,
        ".github/ISSUE_TEMPLATE/end-working-group.yml",
        FORMS[".github/ISSUE_TEMPLATE/end-working-group.yml"],
    )
    code, _, err = run("change", "Command line", "--parent", "embedded")
    assert code == 2
    assert f"The form {CHANGE} has no question parent" in err


@pytest.mark.parametrize("because", ["completed", "moved", "inactive", "withdrawn", "merged"])
def test_a_group_ends(place, run, because):
    more = ("--successor", "embedded") if because == "merged" else ()
    decision = "https://forum.example.org/t/end"
    code, out, err = run(
        *("end", "Command line", "--because", because, "--note", "The guide is written."),
        *("--decision", decision, *more),
    )
    assert code == 0, out + err
    text = held(place)
    for part in ("status: retired", f"because: {because}", "The guide is written.", decision):
        assert part in text
    assert ("successors" in text) == bool(more)


def test_several_end_on_one_branch_and_a_pause_ends_nothing(place, run):
    commit(place, "registry/other.yml", "name: Other\nfocus: something else.\n")
    code, out, err = run("end", "Command line", "Other", "--because", "pause", "--note", "Rest.")
    assert code == 0, out + err
    assert "status: dormant" in held(place)
    assert "status: dormant" in held(place, "registry/other.yml")
    assert "ended" not in held(place)


def test_an_ending_has_a_dry_run_and_offers_near_names(place, run):
    said = ("--because", "completed", "--note", "Done.")
    code, out, _ = run("end", "Command line", *said, "--dry-run")
    assert code == 0
    assert f"would hold {CLI}" in out
    code, out, _ = run("end", "Comand line", *said)
    assert code == 1
    assert "Did you mean `Command line`?" in out
    assert git(place, "branch", "--list", "wgbot/*") == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--note"),
        (("--note", "The guide is written.", "--successor", "Nobody"), "“Nobody” is no group"),
    ],
)
def test_what_an_ending_lacks_is_told_by_the_option(place, run, options, said):
    code, out, err = run("end", "Command line", "--because", "completed", *options)
    assert code == 2
    assert said in err
    assert "Edit the issue" not in out


def test_groups_end_in_every_way_that_the_registry_knows():
    assert (*get_args(EndReason), "pause") == WAYS


MORE = {
    "registry/shells.yml": "name: Shells\nfocus: prompts.\nleads: [{github: ada}]\n"
    "parent: command-line  # still",
    "registry/tapes.yml": "name: Tapes\nstatus: retired\nfocus: tapes.\n"
    "successors: [embedded, command-line]",
    "registry/prompts.yml": "name: Prompts\nfocus: more.\nleads: [{github: ada}]\n"
    "parent: Command line",
}


class TestAddress:
    """`--slug`: another file, and nobody who knows it by the old one is lost."""

    @pytest.fixture(autouse=True)
    def _others(self, place):
        for path, text in MORE.items():
            commit(place, path, text)

    def test_the_file_moves_and_others_follow(self, place, run):
        code, out, err = run("change", "Command line", "--slug", "terminal")
        assert code == 0, out + err
        moved = held(place, "registry/terminal.yml")
        former = "former_slugs:\n  - command-line\n"
        assert former in moved
        assert moved.replace(former, "") == example.FILES[CLI].rstrip()
        assert git(place, "ls-tree", "--name-only", BRANCH, CLI) == ""
        shells = MORE["registry/shells.yml"]
        assert held(place, "registry/shells.yml") == shells.replace("command-line", "terminal")
        assert "successors: [embedded, terminal]" in held(place, "registry/tapes.yml")
        changed = git(place, "diff", "--name-only", "main", BRANCH).split()
        assert "registry/prompts.yml" not in changed
        assert "Address: `command-line` → `terminal`" in out
        assert "`registry/terminal.yml`:" in out

    def test_the_branch_has_no_problem_that_there_was_not_before(self, place, run):
        def found():
            return [each for each in run("check")[1].split("\n") if each.startswith("registry/")]

        before = found()
        assert run("change", "Command line", "--slug", "terminal")[0] == 0
        git(place, "checkout", "--quiet", BRANCH)
        assert found() == before
        # And back: the address that it had is its own still.
        git(place, "branch", "--quiet", "-f", "main", BRANCH)
        assert run("change", "Terminal tools", "--slug", "command-line")[0] == 0
        back = held(place, branch="wgbot/terminal")
        assert "former_slugs:\n  - terminal" in back
        assert held(place, "registry/shells.yml", "wgbot/terminal") == MORE["registry/shells.yml"]

    @pytest.mark.parametrize(
        ("slug", "said"),
        [
            ("embedded", "The address `embedded` is, or was, that of the group"),
            ("hollerith", "The address `hollerith` is, or was, that of the group"),
            ("Terminal Tools", "Did you mean `terminal-tools`?"),
            ("../x", "Did you mean `x`?"),
            ("none", "A group can't be without this."),
            ("command-line", "The registry already says all of this"),
        ],
    )
    def test_what_is_taken_or_no_name_is_told(self, place, run, slug, said):
        code, out, _ = run("change", "Command line", "--slug", slug)
        assert code == 1
        assert said in out
        assert git(place, "branch", "--list", "wgbot/*") == ""
