"""Two years of a community, day by day: what happens in them is `people`'s and `happenings`', what must never happen is `never`'s.

What really happened is written down beside the fake GitHub, and each day GitHub is held against it.
"""

import contextlib
import random
from datetime import date, timedelta

import yaml

from tests.checkin import lives, remembered_answers, yearly
from tests.checkin.happenings import Happenings
from tests.checkin.lives import ROBOT
from tests.checkin.never import Judge
from tests.checkin.people import DOWN, LOST_DAYS, PeopleOfYears
from tests.example import CONFIG_PATH
from tests.fakegithub import refused
from tests.fakegithub.faults import (
    CUT_AFTER,
    CUT_BEFORE,
    KILLED,
    KILLED_BEFORE,
    Killed,
    primary_limit,
    secondary_limit,
)
from tests.fakegithub.people import NotAllowedError
from wgbot.text.problems import WgbotError

FAULTS = (refused(502), CUT_BEFORE, CUT_AFTER, KILLED, KILLED_BEFORE, secondary_limit())
WRITES = (
    ("POST", "/issues$"),
    ("PATCH", "/git/refs"),
    ("PATCH", "/issues/"),
    ("POST", "/comments"),
)
CONFIG = f"{yearly.FORMS[CONFIG_PATH]}checkin: {{bots: [{ROBOT}]}}\n"


class Years(PeopleOfYears, Happenings):
    """A community of so many groups, for as many days as are lived."""

    def __init__(self, monkeypatch, count, *, daily=True, closes=230, all_at_once=False, seed=7):
        self.random = random.Random(seed)
        self.all_at_once, self.daily, self.closes = all_at_once, daily, closes
        files = {
            f"registry/{name}.yml": None for name in ("command-line", "embedded", "punch-cards")
        }
        self.it = yearly.start(monkeypatch, {**files, CONFIG_PATH: CONFIG})
        self.fake = self.it.fake
        self.start = self.it.day
        self.noon = self.fake.clock.now
        self.fake.policy.default_branch_is_protected = True
        remembered_answers.remember(monkeypatch, self.fake)
        for login in ("eve", "upstream"):
            self.fake.add_account(login)
        self.fake.add_account(ROBOT, "write")
        self.repositories = {}
        self.by_slug = {}
        self.number = 0
        self.next_run = 1
        self.taken = "eve"
        self.ended = []
        self.is_forgotten = False
        self.renamed = {}
        self.closed_until = date.min
        self.closed_by_program = []
        self.broken_since = None
        self.last_run = None
        self.runs = self.lost = self.repeated = 0
        self.lives = []
        self.expected = {}
        """What the files of the registry shall be."""
        self._found(count)
        self.judge = Judge(self)

    def _found(self, count):
        people = [f"p{n}" for n in range(count * 2 // 3)]
        for login in people:
            self.fake.add_account(login)
        for n in range(count):
            # One of them leads half of all groups.
            leads = [people[n % len(people)], *([people[1]] if n % 2 == 0 else [])]
            life = lives.found(
                n,
                list(dict.fromkeys(leads)),
                self.fake.world.accounts,
                self.start,
                self.random,
                all_at_once=self.all_at_once,
            )
            self.lives.append(life)
            self.by_slug[life.slug] = life
            if life.repository and life.kind != "gone":
                self._make(life)
        self.push({life.path: life.text for life in self.lives})

    def _make(self, life):
        n, now = life.number, self.fake.clock.now
        # Some were dead long before anybody asked.
        ago = 400 + n if life.kind == "dead" else n * 37 % 300
        self.fake.clock.set(now - timedelta(days=ago))
        repo = self.fake.add_repo(life.repository, {"README.md": f"{life.slug}\n"})
        life.last = life.made = self.it.day
        self.fake.clock.set(now)
        repo.roles |= dict.fromkeys(("renovate[bot]", "github-actions[bot]", ROBOT), "write")
        repo.roles |= {self.login(each).lower(): "write" for each in life.leads} | {
            "upstream": "write"
        }
        repo.private, repo.fork = life.kind == "private", life.kind == "fork"
        if repo.private and n % 20 < 10:
            # Even what the bot's token sees is not told where everybody reads it.
            self.fake.open_to(self.fake.actions_token, life.repository)
        self.repositories[life.slug] = repo

    # What is there

    def login(self, number):
        """Return what an account is called now; None if it is gone."""
        found = (each for each in self.fake.world.accounts.values() if each.id == number)
        return next((each.login for each in found if not each.deleted), None)

    def account_of(self, login):
        """Return the account of that name."""
        return self.fake.world.account(login)

    def at(self, number):
        """Return a group by its number."""
        return self.lives[number]

    def open_issues(self):
        """Return the issues with questions that are open."""
        return [each for each in self.it.issues if each.state == "open"]

    def asked_in(self, issue):
        """Return the groups that an issue asks."""
        return self.judge.asked_in(issue)

    def last_issue(self, life):
        """Return the issue in which a group was asked last."""
        found = [each for each in self.fake.repo.issues.values() if life in self.asked_in(each)]
        return found[-1] if found else None

    def is_heard(self, issue):
        """Return whether what is said there is still read: not below what a person closed long ago."""
        if issue.state == "open":
            return True
        closed = date.fromisoformat(issue.closed_at[:10])
        if issue.closed_by.type == "User":
            return self.it.day < self.closed_until
        return self.it.day - closed < timedelta(days=30)

    def waiting(self):
        """Return the groups that were asked in an open issue and did not answer."""
        found = [life for issue in self.open_issues() for life in self.asked_in(issue)]
        return [each for each in found if not each.standing and not each.is_asleep(self.it.day)]

    # Writing the registry

    def push(self, files):
        """Push files as a maintainer does."""
        self.fake.policy.default_branch_is_protected = False
        self.fake.push("main", files, by="mina")
        self.expected |= {path: text and text.encode() for path, text in files.items()}
        self.fake.policy.default_branch_is_protected = True

    def change(self, life, **values):
        """Change a group's file."""
        life.data |= values
        self.push({life.path: life.text})

    # A day

    def live(self):
        """Let a day pass: people do what they do, and the bot may run."""
        self.number += 1
        self.noon += timedelta(days=1)
        self.fake.clock.set(self.noon)
        for life in self.lives:
            self.work(life)
            self.answer(life)
        self.happen()
        if self.number == self.next_run:
            rest = 1 if self.daily or self.number % 140 > 137 else 7
            self.next_run += rest + (self.random.random() < 0.03) * self.random.randrange(1, 9)
            if self.number not in LOST_DAYS:
                self._run_somehow()
        if self.number % 30 == 29 and not 240 < self.number < 300:
            self._merge()
        self.judge.day()
        self.judge.days_closed += self.it.day <= self.closed_until

    def _run_somehow(self):
        """Run as the schedule does: in time or hours late, lost, repeated, or once more by hand."""
        rng = self.random
        if rng.random() < 0.2:
            # Up to a few minutes before midnight.
            self.fake.clock.set(self.noon + timedelta(minutes=rng.randrange(60, 1050)))
        chance = rng.random()
        if self.number in DOWN:
            self._lose("GET", refused(502), times=10_000)
        elif chance < 0.05:
            self._lose(rng.randrange(1, 14), rng.choice(FAULTS))
        elif chance < 0.12:
            self._lose(rng.choice(WRITES), rng.choice(FAULTS))
        elif chance < 0.14:
            reset = int(self.fake.clock.now.timestamp()) + 3_000
            self._lose(rng.randrange(1, 14), primary_limit(reset))
        else:
            self._run()
            if rng.random() < 0.1:
                self.repeated += 1
                self.fake.start_counting()
                self._run()
                assert not self.fake.writes, [str(call) for call in self.fake.writes]
        if rng.random() < 0.06:
            left = self.noon + timedelta(hours=17, minutes=50) - self.fake.clock.now
            self.fake.clock.advance(rng.random() * max(0, left.total_seconds()))
            self._run()

    def _lose(self, call, fault, times=1):
        self.lost += 1
        self.fake.start_counting()
        self.fake.fault(call, fault, times=times)
        try:
            self._run(is_whole=False)
        except (WgbotError, Killed):
            pass
        finally:
            self.fake.calm()

    def _run(self, *, is_whole=True):
        self.runs += 1
        began = self.fake.clock.now
        done = self.it.run()
        self.last_run = began
        self.judge.run(done, is_whole=is_whole)

    def _merge(self):
        """Merge the pull request, which was judged when it was written."""
        for pull in self.fake.pulls("open"):
            objects, head = self.fake.repo.objects, pull.pull.head_sha
            base, after = objects.texts(objects.read(head).parents[0]), objects.texts(head)
            with contextlib.suppress(NotAllowedError):
                # Where people changed the same file since, nobody merges it.
                self.fake.merge("mina", pull.number)
            for life in self.lives if pull.pull.merged_at else ():
                if base.get(life.path) != after.get(life.path):
                    life.data = yaml.safe_load(after[life.path])
                    self.expected[life.path] = after[life.path]
            for life in self.lives[1::4]:
                # Somebody takes it out of the file again: what was said counts all the same.
                if life.data.pop("confirmed", None):
                    self.push({life.path: life.text})
