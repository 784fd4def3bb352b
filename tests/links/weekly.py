"""The whole of `wgbot links --report` week after week, with a fake GitHub and a web that is told what to say."""

import json
from datetime import timedelta

from tests import bot, stories
from tests.links.registry import START
from wgbot.links import check, run
from wgbot.links.findings import Finding, Run
from wgbot.links.report import MARKER
from wgbot.links.state import FILE
from wgbot.proposals.markers import STATE_BRANCH
from wgbot.text.sentences import Sentence

NOW_AND_EVER = "{runs: 1, days: 0, most: 1.0, mention_leads: true}"


class Weekly:
    """A repository whose links are checked every week."""

    def __init__(self, fake, folder, has_cache=False):
        self.fake = fake
        self.folder = folder
        self.cache = folder.parent / "links.json" if has_cache else None
        self.week = 0
        self.states = {}
        self.asked = []

    def check(self):
        """Check the links in the week that it is; `states` has what is found of which address."""
        self.fake.clock.set(START + timedelta(days=7 * self.week))
        self.week += 1
        return self.again()

    def again(self):
        """Check the links at once, with a fresh checkout."""
        self.checkout()
        with self.fake.serve():
            return check.check(
                self.folder,
                bot.Bot(self.fake).environment(),
                check.CheckOptions(state=self.cache, reports=True),
                self.fake.clock.now,
            )

    def checkout(self):
        """Have the files of the default branch, and nothing else."""
        for path, data in self.fake.files().items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(data)

    async def answer(self, links, options, **_):
        """Stand in for the web."""
        self.asked = [link.address for link in links]
        found = []
        for address in self.asked:
            state = self.states.get(address, "ok")
            is_moved = state.startswith("https:")
            found.append(
                Finding(address, "moved", Sentence("it moved"), state)
                if is_moved
                else Finding(address, state, Sentence("it says so") if state != "ok" else "")
            )
        return Run(tuple(found))

    @property
    def remembered(self):
        """Return what the branch remembers; None without it."""
        if not self.fake.head(STATE_BRANCH):
            return None
        return json.loads(self.fake.files(STATE_BRANCH)[FILE])

    @property
    def report(self):
        """Return the report, as the fake has it."""
        found = [
            issue
            for issue in self.fake.repo.issues.values()
            if not issue.pull and (issue.body or "").startswith(MARKER)
        ]
        assert len(found) < 2
        return found[0] if found else None

    @property
    def mentions(self):
        """Return the comments that mention leads."""
        return [comment.body for comment in self.report.comments] if self.report else []

    def text(self, path):
        """Return a file of the default branch."""
        return self.fake.files()[path].decode()


def start(monkeypatch, tmp_path, settings=NOW_AND_EVER, has_cache=False, more="", files=None):
    """Return a community with links, in a fake GitHub."""
    files = {**stories.config(f"links: {settings}\n{more}"), **(files or {})}
    fake, _ = bot.start(monkeypatch, files)
    folder = tmp_path / "checkout"
    folder.mkdir()
    weekly = Weekly(fake, folder, has_cache)
    monkeypatch.setattr(run, "check", weekly.answer)
    return weekly
