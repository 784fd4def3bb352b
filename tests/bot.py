"""The bot in tests: a run of it against a fake GitHub, as a job of GitHub Actions would do it."""

import time
from pathlib import Path

from tests import example
from tests.example import MemoryTree
from tests.fakegithub import FakeGithub
from tests.remembered import remember
from wgbot.files.disk import DiskTree
from wgbot.form import recognition
from wgbot.github import actions
from wgbot.github.job import Job, ProposalReport
from wgbot.localgit.git import Git


class Bot:
    """A bot for the sample community's repository at a fake GitHub."""

    def __init__(self, fake: FakeGithub, folder: Path | None = None, token: str | None = None):
        self.fake = fake
        self.folder = folder
        self.token = token

    def run(self, event) -> list[ProposalReport]:
        """Do what `wgbot run` does for *event*."""
        prefix = recognition.branch_prefix(MemoryTree(self.fake.files()))
        asked = actions.understood(event.name, event.payload, prefix)
        if asked.scope == "nothing":
            return []
        if asked.scope == "all":
            return self.sync()
        if not asked.is_certain:
            tree = DiskTree(self.folder) if self.folder else MemoryTree(self.fake.files())
            if not recognition.may_be_proposal(tree, asked.texts, asked.title, asked.labels):
                return []
        with self.fake.serve():
            return self._job().one(asked)

    def sync(self) -> list[ProposalReport]:
        """Do what `wgbot sync` does."""
        with self.fake.serve():
            return self._job().all()

    def _job(self, **options) -> Job:
        return Job(
            self.environment(),
            self.folder or Path("/nowhere"),
            now=lambda: self.fake.clock.now,
            **options,
        )

    def environment(self) -> dict[str, str]:
        """Return what GitHub Actions sets."""
        found = {
            "GITHUB_TOKEN": self.token or self.fake.actions_token,
            "GITHUB_REPOSITORY": self.fake.repo.full_name,
            "GITHUB_REF": self.fake.repo.default_ref,
        }
        if self.folder:
            found["GITHUB_SHA"] = Git(self.folder).text("rev-parse", "HEAD")
        return found


def start(monkeypatch, files=None, folder: Path | None = None, **options) -> tuple[FakeGithub, Bot]:
    """Make a fake GitHub with the sample community, people of every role, and the bot."""
    if folder:
        fake = FakeGithub.from_folder(folder, **options)
    else:
        tree = example.tree(**(files or {}))
        fake = FakeGithub(tree.files, **options)
    for login, role in (
        ("clara", None),
        ("fanny", None),
        ("rita", "read"),
        ("tri", "triage"),
        ("wanda", "write"),
        ("mina", "maintain"),
        ("adele", "admin"),
    ):
        fake.add_account(login, role)
    fake.add_account("renovate[bot]", "write", type="Bot")
    fake.add_label("approved")
    fake.add_repo("example/sound")
    remember(monkeypatch)
    monkeypatch.setattr(time, "sleep", fake.clock.advance)
    return fake, Bot(fake, folder)
