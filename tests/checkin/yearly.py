"""Runs of `wgbot checkin` against the fake GitHub, on any day."""

import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests import bot, example
from tests.example import MemoryTree
from tests.remembered import of
from wgbot.checkin.issue_text import MARKER
from wgbot.checkin.memory_file import FILE, load
from wgbot.files import tree
from wgbot.github.branches import Branches
from wgbot.github.checkin import Checkin
from wgbot.github.environment import connect
from wgbot.proposals.markers import STATE_BRANCH

START = datetime(2026, 1, 12, 6, tzinfo=UTC)
"""A Monday after the holidays."""

CHANGE = """\
name: Change a group
description: Change one.
body:
  - {type: input, id: group, attributes: {label: Which group}, validations: {required: true}}
  - {type: textarea, id: leads, attributes: {label: Who leads it}}
"""
END = """\
name: End a group
description: End one.
body:
  - {type: textarea, id: group, attributes: {label: Which groups}, validations: {required: true}}
  - {type: dropdown, id: how, attributes: {label: How it ends, options: [Completed, Only a pause]}}
  - {type: textarea, id: why, attributes: {label: Why}}
"""
FORMS = {
    example.CONFIG_PATH: """\
registry: registry
pages:
  - path: website/working-groups.md
forms:
  - path: .github/ISSUE_TEMPLATE/new-working-group.yml
  - {path: .github/ISSUE_TEMPLATE/change.yml, does: change}
  - {path: .github/ISSUE_TEMPLATE/end.yml, does: end}
""",
    ".github/ISSUE_TEMPLATE/change.yml": CHANGE,
    ".github/ISSUE_TEMPLATE/end.yml": END,
}


class Yearly:
    """A repository whose groups are asked."""

    def __init__(self, fake):
        self.fake = fake

    @property
    def day(self):
        """Return the day that it is."""
        return self.fake.clock.now.date()

    def go(self, days):
        """Let days pass."""
        self.fake.clock.set(self.fake.clock.now + timedelta(days=days))

    def run(self, **options):
        """Run it as a scheduled workflow does."""
        with self.fake.serve():
            environment = bot.Bot(self.fake).environment()
            remote = connect(environment, Path("/nowhere"))
            return Checkin(remote, self.fake.clock.now, **options).run()

    def run_until_asked(self, most=60):
        """Run once a week until there is a question."""
        before = len(self.issues)
        for _ in range(most):
            self.run()
            if len(self.issues) > before:
                return self.issues[-1]
            self.go(7)
        raise AssertionError("nobody was asked")

    @property
    def issues(self):
        """Return the issues with questions, the oldest first."""
        return [
            each
            for each in self.fake.repo.issues.values()
            if not each.pull and (each.body or "").startswith(MARKER)
        ]

    @property
    def memory(self):
        """Return what the branch remembers."""
        if not self.fake.head(STATE_BRANCH):
            return load(None)
        return load(self.fake.files(STATE_BRANCH).get(FILE))

    def forget(self):
        """Lose the memory."""
        del self.fake.repo.refs[f"refs/heads/{STATE_BRANCH}"]

    def group(self, slug, text):
        """Write a group's file, as a maintainer does."""
        path = f"registry/{slug}.yml"
        self.fake.policy.default_branch_is_protected = False
        self.fake.push("main", {path: text}, by="mina")


@dataclass(frozen=True)
class _Listed(MemoryTree):
    """The files of a commit; none of them can be run."""

    tree: str

    def mode(self, _path):
        return tree.FILE


def _remember_files(monkeypatch, fake):
    """Read the files of a commit at once, as a checkout has them: a run reads all of them anyway."""
    trees = {}

    def files(self, commit):
        objects = fake.world.repo(self._api.repository).objects
        return of(trees, commit, lambda: _Listed(objects.texts(commit), objects.read(commit).tree))

    monkeypatch.setattr(Branches, "files", files)


def about_to_ask(monkeypatch):
    """Return a community on the day on which its one group is asked."""
    it = start(monkeypatch)
    it.run()
    for _ in range(60):
        it.go(7)
        before = copy.deepcopy(it.fake)
        it.run()
        if it.issues:
            return Yearly(before)
    raise AssertionError("nobody was asked")


def start(monkeypatch, files=None, now=START):
    """Return a community of which nothing was asked yet."""
    fake, _ = bot.start(monkeypatch, {**FORMS, **(files or {})})
    _remember_files(monkeypatch, fake)
    fake.clock.set(now)
    for login in ("ada", "grace", "alan"):
        fake.add_account(login)
    fake.add_repo("example/cli", {"README.md": "Hello.\n"})
    return Yearly(fake)
