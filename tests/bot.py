"""The bot in tests: a run of it against a fake GitHub, as a job of GitHub Actions would do it."""

import time
from collections import defaultdict
from pathlib import Path

import jinja2

from tests import example
from tests.example import MemoryTree
from tests.fakegithub import FakeGithub
from wgbot.community.templates import Templates
from wgbot.files import yaml
from wgbot.files.disk import DiskTree
from wgbot.form import recognition
from wgbot.github import actions
from wgbot.github.job import Job, ProposalReport
from wgbot.localgit.git import Git
from wgbot.registry import folder as registry


class Compiled(jinja2.BytecodeCache):
    """Compiled templates in memory: hundreds of runs need not compile them hundreds of times."""

    def __init__(self):
        self.code = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket):
        self.code[bucket.key] = bucket.bytecode_to_string()


COMPILED = defaultdict(Compiled)


def remember_templates(monkeypatch):
    """Compile each template once for all runs of a test."""
    make = Templates.__init__

    def init(self, tree, folder, **options):
        make(self, tree, folder, **options)
        key = options["on_github"], options.get("language")
        self._environment.bytecode_cache = COMPILED[key]

    monkeypatch.setattr(Templates, "__init__", init)


WRITTEN = {}
READ = {}


def remember_files(monkeypatch):
    """Read and write each registry file once for all runs of a test: most of them are the same."""
    dump, parse = yaml.dump, registry.parse

    def written(value, **options):
        key = repr((value, options))
        if key not in WRITTEN:
            WRITTEN[key] = dump(value, **options)
        return WRITTEN[key]

    def read(data, path):
        if (data, path) not in READ:
            READ[data, path] = parse(data, path)
        return READ[data, path]

    monkeypatch.setattr(yaml, "dump", written)
    monkeypatch.setattr(registry, "parse", read)


def remember_checkout(monkeypatch):
    """Ask git each thing once in a test where nobody writes to the checkout."""
    start, answers = Git._start, {}

    def ask(self, *asked):
        key = (self._folder, repr(asked))
        if key not in answers:
            answers[key] = start(self, *asked)
        return answers[key]

    monkeypatch.setattr(Git, "_start", ask)


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
            "GITHUB_REF": "refs/heads/main",
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
    remember_templates(monkeypatch)
    remember_files(monkeypatch)
    monkeypatch.setattr(time, "sleep", fake.clock.advance)
    return fake, Bot(fake, folder)
