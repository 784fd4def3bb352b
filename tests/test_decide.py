"""The core: which changes a situation calls for."""

import ast
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import wgbot
from tests import community
from wgbot import words
from wgbot.changes import ProposePullRequest, PutFiles, WriteReview
from wgbot.decide import decide
from wgbot.groups import Group
from wgbot.neighbours import Neighbour
from wgbot.proposal import judge
from wgbot.situation import Approval, Branch, Situation

NAME = "wgbot/sound-and-music"


def situation(**answers):
    """Give the situation of a proposal that is approved as it stands, with nothing done yet."""
    issue = community.issue(**answers)
    return Situation(
        issue=issue,
        repository=replace(community.repository(), commit="c0ffee"),
        approval=Approval("grace", date(2026, 3, 1), issue.digest),
    )


def done(now):
    """Give the same situation after its changes were applied."""
    for change in decide(now):
        match change:
            case WriteReview():
                now = replace(now, review=change.text)
            case PutFiles():
                now = replace(
                    now,
                    branch=Branch(
                        change.branch, "bead", True, change.base, change.files, change.message
                    ),
                )
    return now


def kinds(changes):
    return [type(change).__name__ for change in changes]


def test_a_fine_and_approved_proposal_is_reviewed_put_on_a_branch_and_proposed():
    changes = decide(situation())
    assert kinds(changes) == ["WriteReview", "PutFiles", "ProposePullRequest"]
    _, put, pull = changes
    assert (put.branch, put.base, put.expected) == (NAME, "c0ffee", None)
    assert sorted(put.files) == ["registry/sound-and-music.yml", "website/working-groups.md"]
    assert pull.branch == NAME


def test_registry_and_page_say_the_same():
    put = next(change for change in decide(situation()) if isinstance(change, PutFiles))
    assert b"name: Sound and music\n" in put.files["registry/sound-and-music.yml"]
    page = put.files["website/working-groups.md"].decode()
    assert "- **Sound and music**: instruments" in page
    assert "- **Command line**: programs" in page


def test_the_same_situation_gives_the_same_changes():
    assert decide(situation()) == decide(situation())


def test_running_again_changes_nothing():
    after = done(situation())
    changes = decide(after)
    assert kinds(changes) == ["Tell", "ProposePullRequest"]
    assert "nothing to do" in changes[0].text
    assert not changes[0].failed


def test_without_approval_there_is_only_a_review():
    assert kinds(decide(replace(situation(), approval=None))) == ["WriteReview"]


def test_an_approval_of_another_text_is_none():
    approval = Approval("grace", date(2026, 3, 1), community.issue(goals="Other.").digest)
    assert kinds(decide(replace(situation(), approval=approval))) == ["WriteReview"]


def test_problems_keep_an_approved_proposal_from_its_branch():
    assert kinds(decide(situation(focus="TBD"))) == ["WriteReview"]


def test_an_unchanged_review_is_not_written_again():
    now = situation(focus="TBD")
    assert decide(done(now)) == []


def test_an_edited_proposal_updates_its_branch_from_where_it_is():
    before = done(situation())
    issue = community.issue(goals="Edited.")
    approval = Approval("grace", date(2026, 3, 1), issue.digest)
    changes = decide(replace(before, issue=issue, approval=approval))
    put = next(change for change in changes if isinstance(change, PutFiles))
    assert put.expected == "bead"


def test_a_branch_on_an_older_base_is_brought_onto_the_new_one():
    before = done(situation())
    now = replace(before, repository=replace(before.repository, commit="decade"))
    put = next(change for change in decide(now) if isinstance(change, PutFiles))
    assert put.base == "decade"


@pytest.mark.parametrize(
    ("branch", "word"),
    [
        (Branch(NAME, "f00d", own=False), "Somebody has added"),
        (Branch(NAME, "f00d", own=True, base="old", in_use="/home/ada/work"), "is checked out in"),
    ],
)
def test_a_branch_that_is_not_the_bots_to_move_fails_the_run_with_the_remedy(branch, word):
    changes = decide(replace(situation(), branch=branch))
    assert kinds(changes) == ["WriteReview", "Tell"]
    assert changes[1].failed
    assert word in changes[1].text
    assert "run this again" in changes[1].text


def test_a_group_that_comes_back_changes_its_own_file_and_nothing_else_in_it():
    entry = (
        "# Paper, mostly.\nname: 'Punch cards'\nstatus: retired  # since the tape\n"
        "focus: programs on paper.\naliases: [Hollerith]\nsince: 1928-01-01\n"
    )
    files = {"registry/punch-cards.yml": entry}
    repository = replace(community.repository(**files), commit="c0ffee")
    changes = decide(replace(situation(name="Punch cards"), repository=repository))
    assert kinds(changes) == ["WriteReview", "PutFiles", "ProposePullRequest"]
    _, put, pull = changes
    text = put.files["registry/punch-cards.yml"].decode()
    assert text.startswith(
        "# Paper, mostly.\nname: 'Punch cards'\nstatus: active  # since the tape\n"
    )
    assert "aliases: [Hollerith]\n" in text
    assert "since: 1928-01-01\n" in text
    assert f"focus: {community.ANSWERS['focus']}\n" in text
    assert put.branch == "wgbot/punch-cards"
    assert put.message.startswith("Bring back the working group punch-cards\n")
    assert pull.title == "Bring back working group: Punch cards"
    assert "This brings back the group `Punch cards`, which is retired." in pull.text
    assert "- **Punch cards**: instruments" in put.files["website/working-groups.md"].decode()


def test_a_file_that_only_a_person_can_change_is_left_to_one():
    files = {"registry/punch-cards.yml": "{name: Punch cards, status: retired, focus: paper}\n"}
    repository = replace(community.repository(**files), commit="c0ffee")
    changes = decide(replace(situation(name="Punch cards"), repository=repository))
    assert kinds(changes) == ["WriteReview", "Tell"]
    assert changes[1].failed
    assert "registry/punch-cards.yml cannot be changed by wgbot" in changes[1].text


def test_what_it_resembles_is_recorded_in_the_pull_request():
    group = Group(name="Sounds & music", focus="all that can be heard.")
    later = Neighbour("wgbot/x", 13, group, is_earlier=False)
    changes = decide(replace(situation(), neighbours=(later,)))
    assert "For the maintainer to weigh:\n\n- Another proposal, #13" in changes[0].text
    pull = changes[-1].text
    assert "What it resembles, and was approved all the same:\n\n- Another proposal, #13" in pull


@pytest.mark.parametrize("name", ["command line", "???", "x" * 70])
def test_f07_no_file_is_overwritten_even_where_the_checks_are_switched_off(name):
    config = "checks: {taken: false, name: false, placeholders: false}\n"
    repository = replace(community.repository(**{community.CONFIG_PATH: config}), commit="c0ffee")
    changes = decide(replace(situation(name=name), repository=repository))
    assert kinds(changes) == ["WriteReview", "Tell"]
    assert changes[1].failed
    assert "needs another name" in changes[1].text


def test_f08_the_branch_of_another_proposal_of_that_name_is_left_alone():
    before = done(situation())
    issue = replace(before.issue, number=13)
    changes = decide(replace(before, issue=issue))
    assert kinds(changes) == ["WriteReview", "Tell"]
    assert changes[1].failed
    assert "holds another proposal of that name, #12" in changes[1].text


def test_f08_an_older_branch_of_the_same_proposal_is_used_again():
    before = done(situation())
    issue = replace(before.issue, body=before.issue.body + "\n")
    approval = Approval("grace", date(2026, 3, 1), issue.digest)
    changes = decide(replace(before, issue=issue, approval=approval))
    assert "PutFiles" in kinds(changes)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("registry/broken.yml", "name: ["),
        ("website/working-groups.md", "# No markers\n"),
        ("website/working-groups.md", None),
        (".github/wgbot.yml", "regstry: groups\n"),
    ],
)
def test_a_broken_repository_is_reviewed_in_and_never_registered_in(path, text):
    repository = replace(community.repository(**{path: text}), commit="c0ffee")
    changes = decide(replace(situation(), repository=repository))
    assert kinds(changes) == ["WriteReview", "Tell"]
    assert changes[1].failed
    assert path in changes[1].text


def test_the_pull_request_closes_the_issue_and_only_that():
    pull = decide(situation(goals="It closes #3 and fixes #4."))[-1]
    assert isinstance(pull, ProposePullRequest)
    assert [line for line in pull.text.split("\n") if "loses #" in line or "ixes #" in line] == [
        "Closes #12"
    ]


def test_g06_nothing_but_the_slug_goes_from_the_proposer_into_the_commit_message():
    issue = replace(
        community.issue(name="Fixes everything (skip ci)", goals="[skip ci]\n\nCo-authored-by: x"),
        author="clara\n\nReviewed-by: nobody <x>",
    )
    message = words.commit_message(judge(issue, community.repository()))
    assert message == (
        "Add the working group fixes-everything-skip-ci\n\nProposed in #12.\n\n"
        f"Proposal-text: sha256:{issue.digest}\n"
    )


def test_line_breaks_of_the_browser_are_the_same_text():
    issue = community.issue()
    assert replace(issue, body=issue.body.replace("\n", "\r\n")).digest == issue.digest


def test_t03_the_title_is_no_part_of_what_is_registered():
    now = situation()
    other = replace(now, issue=replace(now.issue, title="Something else"))
    assert decide(now)[1] == decide(other)[1]


CORE = (
    "text facts neighbours problems yamlfile address lettering tree form groups registry validation checks config "
    "repository proposal templates pages words situation changes decide audit issuefile revision similarity"
).split()
EDGES = {"wgbot.cli", "wgbot.forge"}
WORLD = {"os", "subprocess", "socket", "time", "requests", "httpx", "github", "click", "random"}


@pytest.mark.parametrize("name", CORE)
def test_the_core_imports_no_network_process_clock_or_environment(name):
    folder = Path(wgbot.__file__).parent
    files = [*(folder / name).rglob("*.py"), *folder.glob(f"{name}.py")]
    assert files
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            imported = set()
            if isinstance(node, ast.Import):
                imported = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported = {f"{node.module}", *(f"{node.module}.{a.name}" for a in node.names)}
            assert not imported & EDGES, file
            assert not {each.split(".")[0] for each in imported} & WORLD, file


def test_the_core_is_everything_but_the_edges():
    folder = Path(wgbot.__file__).parent
    names = {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()}
    edges = {"__init__", "__main__", "cli", "forge", "__pycache__", "py"}
    assert names - edges == set(CORE)


def test_help_needs_neither_templates_nor_models():
    """What `--help` imports decides how fast it is."""
    import subprocess

    code = "import sys, wgbot.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"jinja2", "pydantic", "yaml", "github"} & set(loaded)
