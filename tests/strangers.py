"""What strangers do at GitHub, drawn at random from all that it lets anybody do.

They file, comment, react, fork, open pull requests, change their minds and leave, under any name and
with any text; and other workflows of the repository repeat what they wrote.
"""

import random
from collections.abc import Callable

from tests import example
from tests.bot import Bot
from tests.fakegithub import ACTIONS_BOT, FakeGithub, NotAllowedError
from tests.fakegithub.objects import Signature
from wgbot.proposals.memory import MARKER

PEOPLE = ("sally", "sam", "sue")
PROGRAM = "helper[bot]"

NUMBERS = (
    "9" * 5000,
    "²",
    "１２",
    "٣",
    "0",
    "007",
    "-1",
    "1e9",
    "1",
    "2",
    "3",
    "77",
    "99999999999",
)
BRANCHES = (
    *(f"wgbot/issue-{number[:200]}" for number in NUMBERS),
    "wgbot/issue-",
    "wgbot/issue-4/x",
    "wgbot/groups-issue-1",
    "wgbot/sound-and-music",
    "wgbot/links",
    "日本語/🎶",
    "'$(id)`;-->",
)
TITLES = (
    "New working group: ",
    "New working group: @wanda @example/all, closes #1",
    "Hello",
    "::error::[skip ci] <!-- -->",
    "\u202e🎶",
    "x" * 256,
)
WORDS = "brzt flmp grnk hxqu jvyd kwot lmzp nqix pfuj rkye szob tvaw".split()


class Strangers:
    """People without a role, and what they do here."""

    def __init__(self, fake: FakeGithub, it: Bot, rng: random.Random):
        self.fake, self.bot, self.rng = fake, it, rng
        self.done: list[str] = []
        self.here = list(PEOPLE)
        for login in PEOPLE:
            fake.add_account(login)
        fake.add_account(PROGRAM, type="Bot")

    def act(self) -> None:
        """Do something; nothing, where GitHub does not offer it now."""
        what: Callable[[], object] = self.rng.choice(self.everything())
        try:
            what()
        except NotAllowedError:
            return
        self.done.append(what.__name__)

    def everything(self) -> list[Callable[[], object]]:
        """Return all that can be done."""
        return [
            self.file,
            self.propose,
            self.edit,
            self.close,
            self.reopen,
            self.comment,
            self.edit_comment,
            self.delete_comment,
            self.react,
            self.open_pull,
            self.open_pull,
            self.push_again,
            self.delete_fork,
            self.leave,
            self.be_repeated,
            self.be_repeated,
            self.be_repeated_in_a_pull_request,
            self.be_repeated_in_a_pull_request,
        ]

    # What is written

    def text(self) -> str:
        """Return a text that anybody can write."""
        return self.rng.choice(
            (
                self.marked,
                self.marked,
                self.marked,
                lambda: f"Hello\n<!-- wgbot:pull-request a/b#{self.rng.choice(NUMBERS)} -->\n",
                lambda: f"<!-- wgbot:pull-request 1 with a/b#{'9' * 5000} sha256:{'0' * 64} -->\n",
                self.forged,
                self.forged,
                self.copied,
                lambda: "@wanda @example/all closes #1, fixes GH-2\n\n/wgbot recheck",
                lambda: "/wgbot recheck",
                lambda: "x" * 65_536,
                lambda: "### Name\n\n" * 900,
                lambda: "```\n<!--\n[a](" + "(" * 3000,
                lambda: "\u202e🎶\r\n\x07",
            )
        )()

    def marked(self) -> str:
        """Return the text of a pull request that says it is the bot's."""
        return f"<!-- wgbot:pull-request {self.rng.choice(NUMBERS)} -->\nHello"

    def forged(self) -> str:
        """Return a memory as the bot keeps it, of what never was."""
        memory = self.rng.choice(
            (
                '{"merged": 1}',
                '{"declined": 1, "equipped": 2, "text": "x"}',
                f'{{"text": "{"0" * 64}", "since": "2020-01-01T00:00:00+00:00"}}',
                f'{{"merged": {"9" * 5000}}}',
                '{"a":' * 5000,
            )
        )
        return f"{MARKER} {memory} -->\nThank you!"

    def copied(self) -> str:
        """Return a copy of something that the bot wrote."""
        issues = self.fake.repo.issues.values()
        found = [one.body for each in issues for one in each.comments]
        found += [each.body or "Hello" for each in issues if each.pull]
        return self.rng.choice(found or ["Hello"])

    def proposal(self) -> str:
        """Return a proposal that is like no other, with something odd in it now and then."""
        name = " ".join(self.rng.sample(WORDS, 2))
        login = self.who()
        odd = self.rng.choice(({}, {}, {"goals": self.text()[:5000]}, {"leads": "@wanda, @mina"}))
        answers = {
            "name": name,
            "focus": " ".join(self.rng.sample(WORDS, 5)),
            "goals": " ".join(self.rng.sample(WORDS, 5)),
            "leads": f"@{login}",
            **dict.fromkeys(("channel", "repository", "discussion", "script")),
        }
        return example.body(**answers | odd)

    # Who and where

    def who(self) -> str:
        """Pick a stranger."""
        return self.rng.choice(self.here)

    def _number(self) -> int:
        return self._pick([*self.fake.repo.issues])

    def _own(self) -> tuple[str, int]:
        issues = self.fake.repo.issues.values()
        own = [(each.author.login, each.number) for each in issues]
        return self._pick([each for each in own if each[0] in self.here])

    def _comment(self, *, own: bool) -> tuple[str, int]:
        every = [one for each in self.fake.repo.issues.values() for one in each.comments]
        mine = [(one.author.login, one.id) for one in every if one.author.login in self.here]
        return self._pick(mine if own else [(self.who(), one.id) for one in every])

    def _pick(self, found: list):
        if not found:
            raise NotAllowedError("there is none")
        return self.rng.choice(found)

    def _forks(self) -> list:
        return [each for each in self.fake.world.repos if each.owner.login in self.here]

    # What is done

    def file(self):
        self.fake.open_issue(self.who(), self.text(), self.rng.choice(TITLES))

    def propose(self):
        self.fake.open_issue(self.who(), self.proposal(), self.rng.choice(TITLES[:3]))

    def edit(self):
        title = self.rng.choice((None, *TITLES))
        self.fake.edit_issue(*self._own(), self.rng.choice((self.text, self.proposal))(), title)

    def close(self):
        self.fake.close(*self._own())

    def reopen(self):
        self.fake.reopen(*self._own())

    def comment(self):
        app = self.rng.choice((None, None, "helper"))
        self.fake.comment(
            self.rng.choice((self.who(), PROGRAM)), self._number(), self.text(), app=app
        )

    def edit_comment(self):
        self.fake.edit_comment(*self._comment(own=True), self.text())

    def delete_comment(self):
        self.fake.delete_comment(*self._comment(own=True))

    def react(self):
        self.fake.react(*self._comment(own=False), self.rng.choice(("+1", "-1", "eyes")))

    def open_pull(self):
        by, branch = self.who(), self.rng.choice(BRANCHES)
        forks = [each for each in self._forks() if each.owner.login == by]
        fork = forks[0] if forks else self.fake.fork(by)
        account = self.fake.world.accounts[self.rng.choice((by, ACTIONS_BOT, "wgbot-app[bot]"))]
        who = Signature(account.login, account.noreply, self.fake.clock.now)
        files = {f"registry/{self.rng.choice(WORDS)}.yml": self.rng.choice(WORDS)}
        name = f"refs/heads/{branch}"
        if name in self.fake.repo.refs and self.rng.random() < 0.5:
            fork.refs.setdefault(name, self.fake.repo.refs[name])  # with the bot's own commit in it
        self.fake.push(branch, files, by=by, repo=fork, who=who)
        title, draft = self.rng.choice(TITLES), self.rng.random() < 0.3
        self.fake.open_pull(by, branch, title, self.text(), draft=draft, source=fork)

    def push_again(self):
        fork = self._pick(self._forks())
        (branch, *_) = self.rng.sample(sorted(fork.refs), 1)
        files = {"x": self.rng.choice(WORDS)}
        name = branch.removeprefix("refs/heads/")
        self.fake.push(name, files, by=fork.owner.login, repo=fork)

    def delete_fork(self):
        self.fake.delete_fork(self._pick(self._forks()), closes=self.rng.random() < 0.8)

    def leave(self):
        if len(self.here) == 1:
            raise NotAllowedError("nobody would be left")
        self.here.remove(who := self.who())
        self.fake.delete_account(who)

    def be_repeated(self):
        """Have another workflow quote a stranger, as `github-actions[bot]`."""
        text = self.text()
        if self.bot.token is None:
            # What wgbot shares its account with can write all that it can. test_strangers says what
            # holds even then.
            text = f"You wrote:\n\n{text}"
        self.fake.comment(ACTIONS_BOT, self._number(), text[:65_536])

    def be_repeated_in_a_pull_request(self):
        """Have another workflow open a pull request that quotes a stranger: notes of a release."""
        branch = f"notes-{len(self.fake.repo.issues)}"
        self.fake.push(branch, {"NOTES.md": branch}, by=ACTIONS_BOT)
        text = self.rng.choice(("", "", "By @sally:\n\n")) + self.text()
        self.fake.open_pull(ACTIONS_BOT, branch, self.rng.choice(TITLES), text[:65_536])
