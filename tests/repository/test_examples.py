"""The examples: what people read about each of them, as golden files.

`make test` compares; `.venv/bin/python -m pytest tests/repository --update-expected` accepts what
is said now.
"""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from wgbot.community import repository
from wgbot.files.disk import DiskTree
from wgbot.proposals import issuefile
from wgbot.proposals.changes import ProposePullRequest, PutFiles, WriteComment
from wgbot.proposals.proposal import judge
from wgbot.proposals.reconcile import DryRun, reconcile
from wgbot.proposals.situation import Approval, Situation

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted(set((ROOT / "examples").glob("[a-z]*.md")))
GOLDEN = Path(__file__).parent / "golden"


def changes(path):
    issue = issuefile.load(path.read_bytes(), str(path))
    here = replace(repository.load(DiskTree(ROOT)), commit="c0ffee")
    proposal = judge(issue, here)
    now = Situation(
        issue=issue,
        repository=here,
        proposal=proposal,
        approval=Approval("grace", date(2026, 3, 1), proposal.digest),
    )
    return reconcile(DryRun(), now).done


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_answered_as_expected(path, expected):
    for change in changes(path):
        match change:
            case WriteComment():
                expected(GOLDEN / path.stem / "comment.md", change.text)
            case ProposePullRequest():
                text = f"# {change.title}\n\n{change.text}"
                expected(GOLDEN / path.stem / "pull-request.md", text)
            case PutFiles():
                for name, data in change.files.items():
                    if name.startswith("registry/"):
                        expected(GOLDEN / path.stem / Path(name).name, data.decode())


def test_every_golden_file_belongs_to_an_example():
    assert sorted(path.name for path in GOLDEN.iterdir()) == [path.stem for path in EXAMPLES]


def test_the_examples_are_of_every_kind():
    proposed = {
        path.stem for path in EXAMPLES if any(isinstance(c, PutFiles) for c in changes(path))
    }
    assert proposed == {"good", "change", "other-script"}
    assert {"mistakes", "hostile", "look-alike"} <= {path.stem for path in EXAMPLES}


def test_the_hostile_example_stays_text():
    (review,) = [change.text for change in changes(ROOT / "examples/hostile.md")]
    assert not re.search(r"@\w", review)
    assert "![" not in review
    assert "<script" not in re.sub(r"`+[^`]*`+", "", review)
