"""Two years of a community, day by day: people, programs, repositories, and what must never happen.

What really happened is written down beside the fake GitHub, and each day the issues are held against it.
"""

import itertools
import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

import yaml

from tests.checkin import yearly
from tests.fakegithub import refused
from tests.fakegithub.faults import CUT_AFTER, CUT_BEFORE, KILLED, Killed
from tests.mentions import mentioned
from wgbot.checkin import due
from wgbot.checkin.issue_text import REMINDER, recalled
from wgbot.community.checkin import CheckinSettings
from wgbot.registry.group import Group
from wgbot.text.problems import WgbotError

YEAR = timedelta(days=365)
FAULTS = (refused(502), CUT_BEFORE, CUT_AFTER, KILLED)
REVIEW = date(2026, 10, 1)
VANDALS = "All is well. @eve"
SETTINGS = CheckinSettings()
TRUE_NOW = ("busy", "active", "bots", "dead", "archived", "private", "broken", "none", "gone")


@dataclass
class Life:
    """A group as it really is."""

    slug: str
    kind: str
    leads: list[str]
    repository: str = ""
    dies: int = 10_000
    """After how many days nobody does anything any more."""
    answers: str = "forgets"
    last: date | None = None
    """When a person did something there last."""
    asked: list[date] = field(default_factory=list)
    yes: list[date] = field(default_factory=list)
    again: date | None = None
    desk: date | None = None
    """When maintainers were first shown that it needs them."""
    waits: int | None = None
    """On which day its lead answers."""


class Years:
    """A community of so many groups, for as many days as are lived."""

    def __init__(self, monkeypatch, count, pauses=(7, 7, 7, 7, 6, 8, 3, 14), seed=7):
        self.random = random.Random(seed)
        files = {
            f"registry/{name}.yml": None for name in ("command-line", "embedded", "punch-cards")
        }
        self.it = yearly.start(monkeypatch, files)
        self.fake = self.it.fake
        self.fake.policy.default_branch_is_protected = True
        self.fake.add_account("eve")
        self.repositories = {}
        self.lives: dict[str, Life] = {}
        self.number = 0
        self.pauses = pauses
        self.next_run = 7
        self.looked_at = {}
        self.head = None
        self.silent = defaultdict(int)
        self.closed_until = date.min
        self.days_closed = 0
        self.runs = self.writes_again = 0
        self.seen_batches = {}
        self.first_texts = {}
        self.closed_by_program = []
        self.broken_since = None
        self.start = self.it.day
        self._found(count)

    # Founding

    def _found(self, count):
        people = [f"p{n}" for n in range(count * 2 // 3)]
        for login in people:
            self.fake.add_account(login)
        entries = {}
        for n in range(count):
            slug = f"group-{n}"
            kind = TRUE_NOW[n % len(TRUE_NOW)]
            leads = [people[n % len(people)]]
            if n % 2 == 0:
                # One of them leads half of all groups.
                leads.append(people[1])
            life = Life(slug, kind, leads)
            life.dies = {"dead": 0, "gone": 0, "none": 0}.get(kind, 10_000)
            if n % 7 == 3 and kind in ("active", "busy"):
                life.dies = self.random.randrange(30, 200)
            life.answers = self.random.choice(
                ["here", "here", "forgets", "tick", "lead", "pause", "ended", "later", "odd"]
            )
            if kind == "dead":
                life.answers = "forgets"
            if kind not in ("none",):
                life.repository = f"org/repo-{n}"
                if kind != "gone":
                    self._repository(life)
            self.lives[slug] = life
            entries[f"registry/{slug}.yml"] = self._file(life, n)
        self._push(entries)

    def _repository(self, life):
        n, now = int(life.slug.rpartition("-")[2]), self.fake.clock.now
        # Some were dead long before anybody asked.
        ago = 400 + n if life.kind == "dead" else n * 37 % 300
        self.fake.clock.set(now - timedelta(days=ago))
        repo = self.fake.add_repo(life.repository, {"README.md": f"{life.slug}\n"})
        life.last = self.it.day
        self.fake.clock.set(now)
        repo.roles |= {"renovate[bot]": "write", **dict.fromkeys(life.leads, "write")}
        repo.private = life.kind == "private"
        self.repositories[life.slug] = repo

    def _file(self, life, n):
        ids = n % 3 == 0
        group = {
            "name": f"Group {n}" if n != 4 else "Group 4 @eve",
            "focus": f"what number {n} is for.",
            "leads": [
                {"github": login, **({"id": self.fake.world.accounts[login].id} if ids else {})}
                for login in life.leads
            ],
        }
        if life.repository:
            group["repositories"] = [f"https://github.com/{life.repository}"]
        if n % 11 == 5:
            group["quiet"] = True
        if n % 13 == 6:
            group["review"] = REVIEW
        if n % 17 == 8:
            group["leads"][0]["until"] = date(2027, 3, 1)
        if n % 19 == 9:
            group["since"] = self.start - timedelta(days=30)
        return yaml.safe_dump(group, sort_keys=False)

    def _push(self, files):
        self.fake.policy.default_branch_is_protected = False
        self.fake.push("main", files, by="mina")
        self.fake.policy.default_branch_is_protected = True

    # A day

    def live(self):
        """Let a day pass: people do what they do, and the bot may run."""
        self.number += 1
        self.fake.clock.set(self.fake.clock.now + timedelta(days=1))
        for life in self.lives.values():
            self._work(life)
            self._answer(life)
        self._events()
        # Once a week, now and then a day late or not at all, and sometimes on another day.
        if self.number == self.next_run:
            self.next_run += self.random.choice(self.pauses)
            self._run()
        if self.number % 30 == 29 and not 240 < self.number < 300:
            self._merge()
        self._look()

    def _work(self, life):
        repo = self.repositories.get(life.slug)
        if repo is None:
            return
        n = int(life.slug.rpartition("-")[2])
        if life.kind == "bots" and (self.number + n) % 40 == 0:
            with self.fake.at(life.repository):
                self.fake.open_issue("renovate[bot]", "Update.", f"Update {self.number}")
            self.fake.push("main", {"x": str(self.number)}, by="renovate[bot]", repo=repo)
        every = {"busy": 20, "active": 200, "private": 60, "broken": 90}.get(life.kind)
        if not every or self.number > life.dies or (self.number + n) % every or repo.archived:
            return
        by = life.leads[0]
        if self.fake.world.account(by) is None:
            return
        if n % 2 or repo.private:
            if repo.roles.get(by.lower()):
                self.fake.push("main", {"y": str(self.number)}, by=by, repo=repo)
                life.last = self.it.day
        else:
            with self.fake.at(life.repository):
                self.fake.open_issue(by, "Work.", f"Work {self.number}")
            life.last = self.it.day

    def _answer(self, life):
        if life.waits != self.number:
            return
        life.waits = None
        issue = self._issue_of(life.slug)
        by = next((each for each in life.leads if self.fake.world.account(each)), None)
        if issue is None or issue.state == "closed" or by is None:
            return
        name = yaml.safe_load(self.fake.files()[f"registry/{life.slug}.yml"])["name"]
        said = {
            "here": "still here",
            "lead": "we need a lead",
            "pause": "pause",
            "ended": "it has ended",
            "later": "ask again in June",
            "odd": "well, it is not that it has ended",
        }
        if life.answers == "tick":
            row = re.compile(rf"- \[ \] (.*<!-- wgbot:group {life.slug} -->)")
            self.fake.edit_issue("mina", issue.number, row.sub(r"- [x] \1", issue.body))
            life.yes.append(self.it.day)
        else:
            self.fake.comment(by, issue.number, f"{name}: {said[life.answers]}")
        if life.answers == "here":
            life.yes.append(self.it.day)
        if life.answers == "later":
            day = self.it.day
            life.again = date(day.year + (day.month >= 6), 6, 1)
        if life.answers in ("lead", "pause", "ended"):
            life.desk = life.desk or self.it.day

    def _events(self):
        """Do what happens once: accounts, repositories, the issues themselves."""
        happens = {
            60: self._take_over,
            100: lambda: self.fake.delete_account("p5"),
            120: self._archive,
            150: lambda: self._set_broken(True),
            200: self._vandalise,
            260: self._pretend,
            330: lambda: self._end_one(lambda number: self.fake.close("wanda", number)),
            400: lambda: self._set_broken(False),
            430: self._call_stale,
            480: self.it.forget,
            560: lambda: self._end_one(lambda number: self.fake.delete_issue("adele", number)),
        }
        if self.number in happens:
            happens[self.number]()

    def _take_over(self):
        self.fake.rename_account("p3", "p3-new")
        self.fake.add_account("p3")

    def _archive(self):
        for life in self.lives.values():
            if life.kind == "archived":
                self.fake.world.repo(life.repository).archived = True

    def _vandalise(self):
        for issue in self._open():
            self.fake.edit_issue("wanda", issue.number, VANDALS)

    def _pretend(self):
        for issue in self._open():
            for slug in self.slugs(issue):
                self.fake.comment("eve", issue.number, f"{slug}: it has ended")

    def _end_one(self, end):
        """Let a person close or delete an issue with open questions."""
        if self._open():
            end(self._open()[-1].number)
            day = self.it.day
            self.closed_until = max(date(day.year, 12, 31), day + timedelta(days=90))

    def _call_stale(self):
        """Let a stale bot close the questions: in Actions, it has the account that wgbot has."""
        self.closed_by_program = [each.number for each in self._open()]
        for number in self.closed_by_program:
            self.fake.close(self.fake.repo.issues[number].author.login, number)

    def _set_broken(self, broken):
        self.broken_since = self.it.day if broken else None
        for life in self.lives.values():
            if life.kind == "broken":
                self.fake.world.repo(life.repository).broken = broken

    def _open(self):
        return [each for each in self.it.issues if each.state == "open"]

    def _issue_of(self, slug):
        found = [each for each in self.it.issues if slug in self.slugs(each)]
        return found[-1] if found else None

    @staticmethod
    def slugs(issue):
        return issue.body.partition("\n")[0].split()[3:-1]

    def _run(self):
        self.runs += 1
        is_lost = self.random.random() < 0.08
        if is_lost:
            call = self.random.randrange(1, 14)
            self.fake.start_counting()
            self.fake.fault(call, self.random.choice(FAULTS), times=1)
        try:
            self.it.run()
        except (WgbotError, Killed):
            assert is_lost
            return
        finally:
            self.fake.calm()
        if not is_lost and self.random.random() < 0.15:
            self.fake.start_counting()
            self.it.run()
            self.writes_again += len(self.fake.writes)
            assert not self.fake.writes, [str(call) for call in self.fake.writes]

    def _merge(self):
        """Merge the pull request, after looking at what it changes."""
        for pull in self.fake.pulls("open"):
            before, after = self.fake.files(), self.fake.files(pull.pull.head_ref)
            for path in before.keys() | after.keys():
                if path.startswith("registry/") and before.get(path) != after.get(path):
                    self._only_confirms(path, before[path], after[path])
            self.fake.merge("mina", pull.number)

    def _only_confirms(self, path, before, after):
        old = Group.model_validate(yaml.safe_load(before))
        new = Group.model_validate(yaml.safe_load(after))
        life = self.lives[path.rpartition("/")[2].removesuffix(".yml")]
        assert new.confirmed.date in life.yes
        bare = [each.model_copy(update={"id": None}) for each in new.leads]
        assert bare == [each.model_copy(update={"id": None}) for each in old.leads]
        for one, other in zip(old.leads, new.leads, strict=True):
            assert one.id in (None, other.id)
        same = {"confirmed": None, "leads": ()}
        assert new.model_copy(update=same) == old.model_copy(update=same)

    # What must never happen

    def _look(self):
        for issue in self.it.issues:
            if self.looked_at.get(issue.number) == (issue.updated_at, issue.body):
                continue
            self.looked_at[issue.number] = issue.updated_at, issue.body
            self._new(issue)
            for slug in self.slugs(issue):
                life = self.lives[slug]
                row = next(
                    (line for line in issue.body.split("\n") if f"group {slug} -->" in line), ""
                )
                if "No answer in" in row or "nobody leads it" in row:
                    life.desk = life.desk or self.it.day
        if self.it.day <= self.closed_until:
            self.days_closed += 1
        if self.fake.head() != self.head:
            self.head = self.fake.head()
            self._nothing_changed()

    def _new(self, issue):
        """Judge an issue that was opened today; of each, whom its texts mention."""
        texts = [issue.body, *(text for _, who, text in issue.edits if who.type == "Bot")]
        bots = [each.body for each in issue.comments if each.author.type == "Bot"]
        first = self.first_texts.setdefault(issue.number, issue.body)
        if issue.editor is None or issue.editor.type == "Bot":
            for text in texts:
                told = mentioned(text) if text != VANDALS else []
                assert len(told) == len({each.lower() for each in told})
                assert set(told) <= set(mentioned(first))
        assert not [each for text in bots for each in mentioned(text)]
        reminders = [each for each in issue.comments if each.body.startswith(REMINDER)]
        assert len(reminders) <= 1
        assert not [
            each
            for each in reminders
            if SETTINGS.is_holiday(date.fromisoformat(each.created_at[:10]))
        ]
        assert "eve" not in mentioned(first)
        if issue.number in self.seen_batches:
            return
        batch = recalled(issue.body)
        self.seen_batches[issue.number] = batch
        day = batch.day
        assert not SETTINGS.is_holiday(day)
        assert day > self.closed_until or day <= self.start
        assert day - self.start >= timedelta(days=6)
        assert len(batch.questions) <= max(3, len(self.lives) // 40)
        days = sorted(each.day for each in self.seen_batches.values())
        assert all((b - a).days >= 6 for a, b in itertools.pairwise(days))
        for slug, question in batch.questions.items():
            self._asked(self.lives[slug], question, day)

    def _asked(self, life, question, day):
        for before in life.asked:
            assert day - before >= YEAR or life.again == question.on, (life, day)
        for yes in life.yes:
            assert day - yes >= YEAR, (life, day)
        if life.again and question.reason == "again":
            assert day >= life.again
            life.again = None
        n = int(life.slug.rpartition("-")[2])
        is_its_review = n % 13 == 6 and day >= REVIEW
        assert n % 11 != 5 or is_its_review, "it is quiet"
        if n % 19 == 9:
            assert day - self.start >= timedelta(days=150)
        if question.reason == "silent":
            assert (
                not life.last
                or life.last <= due.months_before(day, 12)
                or life.kind in ("private", "gone")
                or (life.kind == "broken" and self.broken_since)
            ), (life, day)
        if life.kind == "broken" and self.broken_since:
            # What fails is no silence, until it has failed for eight weeks.
            assert day - self.broken_since >= timedelta(weeks=8), (life, day)
        for each in question.evidence:
            if each.state in ("seen", "nothing"):
                assert life.kind not in ("private", "gone")
                assert each.on == life.last, (life, each)
        life.asked.append(day)
        if life.answers != "forgets":
            life.waits = self.number + self.random.randrange(1, 40)

    def _nothing_changed(self):
        for path, data in self.fake.files().items():
            if path.startswith("registry/group-"):
                text = data.decode()
                assert "status:" not in text
                assert text.count("github:") == len(
                    self.lives[path.rpartition("/")[2].removesuffix(".yml")].leads
                )
