"""Real changes of lists of groups, replayed: from a form that somebody filled in to the files.

Each case in `cases/` is of a kind that registries of others have seen; its people and groups are made
up. What is not expected of a file afterwards may not have happened to it.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests import bot, gitrepo
from tests.example import FILES, MemoryTree
from tests.replay.community import Case, Step, body, cases, differences, files
from tests.stories import pulls
from wgbot.community import repository
from wgbot.localgit.forge import LocalGit
from wgbot.proposals.audit import audit
from wgbot.proposals.changes import PutFiles
from wgbot.proposals.proposal import Issue, Proposal
from wgbot.proposals.reconcile import reconcile

CASES = cases()
_NUMBER = re.compile(rb"\n +id: \d{4,}(?=\n)|, id: \d{4,}")
"""What GitHub, which knows its accounts by numbers, lets wgbot write beside them."""
TODAY = date(2026, 11, 28)


class Local:
    """The community's repository on somebody's own machine, in which one case happens."""

    def __init__(self, folder: Path, case: Case) -> None:
        self.folder = folder
        gitrepo.git(folder, "init", "--quiet", "--initial-branch=main")
        self.files = started(case)
        self.versions: list[str] = []
        self._write(self.files)

    def _write(self, changed: Mapping[str, bytes]) -> None:
        for path, data in changed.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(data)
        gitrepo.git(self.folder, "add", ".")
        gitrepo.git(self.folder, "commit", "--quiet", "-m", "Merge")
        self.versions.append(gitrepo.git(self.folder, "rev-parse", "HEAD"))

    def happens(self, step: Step) -> tuple[Proposal | None, dict[str, str]]:
        """Let a step happen and be merged; give what was asked for, and what differs afterwards."""
        before = self.files
        if step.form is None:
            self.files = {**before, **by_hand(before, step)}
            self._write(self.files)
            return None, differences(before, self.files, str(TODAY))
        answers = dict(step.answers)
        if step.merges_ago is not None:
            answers["base"] = self.versions[-1 - step.merges_ago]
        forge = LocalGit(self.folder)
        # At GitHub each step takes two numbers, its issue's and its pull request's.
        number = 2 * len(self.versions) - 1
        issue = Issue(body(step.form, answers), title="A form", author="wanda", number=number)
        outcome = reconcile(forge, forge.observe(issue, TODAY))
        assert not outcome.told
        puts = [each for each in outcome.done if isinstance(each, PutFiles)]
        proposal = outcome.situation.proposal
        assert len(puts) == (not proposal.problems)
        for put in puts:
            self.files = {**before, **put.files}
            self._write(put.files)
            gitrepo.git(self.folder, "branch", "-D", put.branch)
        return proposal, differences(before, self.files, str(TODAY))


def started(case: Case) -> dict[str, bytes]:
    """Return the repository's files at the beginning of a case."""
    own = {f"registry/{slug}.yml": text.encode() for slug, text in case.groups.items()}
    return {**files(), **own}


def by_hand(before: Mapping[str, bytes], step: Step) -> dict[str, bytes]:
    """Return the files that a maintainer changes by hand."""
    changed = {}
    for slug, texts in step.by_hand.items():
        path = f"registry/{slug}.yml"
        changed[path] = before[path]
        for old, new in texts.items():
            assert changed[path].count(old.encode()) == 1
            changed[path] = changed[path].replace(old.encode(), new.encode())
    return changed


def found_wrong(tree: Mapping[str, bytes]) -> set[str]:
    """Return what `wgbot check` has to say about the repository."""
    its = repository.load(MemoryTree(tree))
    return {f"{each.path}: {each.message()}" for each in audit(its, TODAY).problems if each.blocks}


@pytest.mark.parametrize("name", CASES)
def test_what_a_form_asks_for_is_what_happens_to_the_files(name, tmp_path):
    local = Local(tmp_path, CASES[name])
    for step in CASES[name].steps:
        before = local.files
        proposal, changes = local.happens(step)
        if proposal:
            assert [each.message() for each in proposal.problems] == list(step.says)
            assert [each.message() for each in proposal.notes] == list(step.notes)
        if proposal or step.changes:
            assert changes == {slug: text.rstrip("\n") for slug, text in step.changes.items()}
        assert sorted(found_wrong(local.files) - found_wrong(before)) == list(step.check)


AT_GITHUB = [name for name, case in CASES.items() if case.at_github]


def numberless(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return *files* without the numbers of accounts."""
    return {path: _NUMBER.sub(b"", data) for path, data in files.items()}


@pytest.mark.parametrize("name", AT_GITHUB)
def test_at_github_the_same_happens(name, monkeypatch):
    case = CASES[name]
    fake, it = bot.start(monkeypatch, dict.fromkeys(FILES) | started(case))
    for login in ("ada", "barbara", "grace", "radia"):
        fake.add_account(login)
    fake.add_repo("example/lanterns")
    for step in case.steps:
        before = fake.files()
        assert step.form
        opened = fake.open_issue("clara", body(step.form, step.answers), "A form")
        it.run(opened)
        it.run(fake.label("wanda", opened.number, "approved"))
        for pull in pulls(fake, opened.number):
            it.run(fake.merge("wanda", pull.number))
        day = fake.clock.now.date().isoformat()
        expected = {slug: text.rstrip("\n") for slug, text in step.changes.items()}
        assert differences(numberless(before), numberless(fake.files()), day) == expected
