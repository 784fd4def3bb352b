"""What always holds, in whatever order things happen.

People file, edit, label, comment, close, merge, push and delete; the bot's runs come late, twice, at
the same moment or not at all. After every step what has to hold is looked at; and whenever the bot
has caught up, that everything is where it belongs and a further run writes nothing.
"""

import os
import re
import time

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests import bot, example
from tests.fakegithub import NotAllowedError
from wgbot.community import repository
from wgbot.proposals import list_pages
from wgbot.proposals.markers import proposal_text
from wgbot.proposals.proposal import Issue
from wgbot.registry import folder as registry

NAMES = ("Sound and music", "Gardens of glass", "Robots at home")
GOALS = ("Making it needs no other language.", "Louder.", "Softer.")
PEOPLE = ("clara", "rita", "tri", "wanda", "mina", "renovate[bot]")
MAY_APPROVE = ("wanda", "mina")

bodies = st.builds(
    lambda name, goals, focus: example.body(name=name, goals=goals, focus=focus),
    st.sampled_from(NAMES),
    st.sampled_from(GOALS),
    st.sampled_from((example.ANSWERS["focus"],) * 3 + ("TBD",)),
)


def digest(body):
    return Issue(body).digest


class Orders(RuleBasedStateMachine):
    """A community's weeks, at the speed of a test."""

    monkeypatch: pytest.MonkeyPatch

    def __init__(self):
        super().__init__()
        self.monkeypatch = pytest.MonkeyPatch()
        self.fake, self.bot = bot.start(self.monkeypatch)
        self.fake.policy.limits = False  # weeks go by in a second
        self.pending = []
        self.approved = set()  # (number, digest) that somebody with the role labelled
        self.pushed = {}  # a person's commits, by branch
        self.caught_up = False

    def teardown(self):
        self.monkeypatch.undo()

    @initialize(ready=st.integers(1, 3), approved=st.integers(0, 3))
    def begin(self, ready, approved):
        """Start where some proposals are reviewed, and some of them have a pull request."""
        for number, name in enumerate(NAMES[:ready], start=1):
            focus = f"what people do with {name.lower()} today."
            body = example.body(name=name, focus=focus, channel=None, repository=None)
            self._do(self.fake.open_issue, "clara", body, "New working group: X")
            self.catch_up()
            if number <= approved:
                self.label(number - 1, "wanda")
                self.catch_up()

    # What people do

    def _do(self, act, *arguments, **options):
        self.caught_up = False
        try:
            event = act(*arguments, **options)
        except NotAllowedError:
            return None
        if event is not None:
            self.pending.append(event)
        return event

    def _numbers(self):
        return [number for number, issue in self.fake.repo.issues.items() if not issue.pull]

    def _pick(self, number):
        numbers = self._numbers()
        return numbers[number % len(numbers)] if numbers else None

    def _pull(self, number):
        found = [
            pull.number
            for pull in self.fake.pulls("open")
            if pull.pull.head_ref == f"wgbot/issue-{number}"
        ]
        return found[-1] if found else None

    @precondition(lambda self: len(self._numbers()) < 3)
    @rule(body=bodies)
    def file(self, body):
        self._do(self.fake.open_issue, "clara", body, "New working group: X")

    @rule(number=st.integers(0, 5), body=bodies)
    def edit(self, number, body):
        if self._pick(number):
            self._do(self.fake.edit_issue, "clara", self._pick(number), body)

    @rule(number=st.integers(0, 5), by=st.sampled_from(PEOPLE + MAY_APPROVE * 3))
    def label(self, number, by):
        number = self._pick(number)
        if number and self._do(self.fake.label, by, number, "approved") and by in MAY_APPROVE:
            self.approved.add((number, digest(self.fake.issue(number).body or "")))

    @rule(number=st.integers(0, 5))
    def unlabel(self, number):
        if self._pick(number):
            self._do(self.fake.unlabel, "wanda", self._pick(number), "approved")

    @rule(number=st.integers(0, 5))
    def ask(self, number):
        if self._pick(number):
            self._do(self.fake.comment, "rita", self._pick(number), "/wgbot recheck")

    @rule(number=st.integers(0, 5), how=st.sampled_from(("close", "reopen")))
    def close_or_reopen(self, number, how):
        if self._pick(number):
            self._do(getattr(self.fake, how), "wanda", self._pick(number))

    @rule(number=st.integers(0, 5))
    def merge(self, number):
        pull = self._pull(self._pick(number))
        if pull and not self.fake.issue(pull).pull.draft:
            self._do(self.fake.merge, "mina", pull)
            self.pending += [each for each in self.fake.deliveries[-4:] if each.name != "push"]

    @rule(number=st.integers(0, 5))
    def take_out(self, number):
        """Revert what a proposal brought, page and all."""
        number = self._pick(number)
        files = self.fake.files()
        path = self._registered().get(number)
        if path is None:
            return
        rest = example.MemoryTree({each: files[each] for each in files if each != path})
        its = repository.load(rest)
        (page,), _ = list_pages.render(its, its.registry.groups())
        self._do(self.fake.push, "main", {path: None, page.path: page.fresh}, "adele", "Revert it")

    def _registered(self):
        """Return the files of the registered groups by the number of their proposal."""
        loaded = registry.load(example.MemoryTree(self.fake.files()), "registry")
        return {entry.group.proposal: entry.path for entry in loaded.entries.values()}

    @rule(number=st.integers(0, 5), how=st.sampled_from(("close_pull", "delete")))
    def decline(self, number, how):
        number = self._pick(number)
        if self._pull(number) and how == "close_pull":
            self._do(self.fake.close_pull, "mina", self._pull(number))
        elif self._pull(number):
            self.pushed.pop(f"wgbot/issue-{number}", None)
            self._do(self.fake.delete_branch, f"wgbot/issue-{number}", "mina")

    @rule(number=st.integers(0, 5))
    def push_to_the_branch(self, number):
        branch = f"wgbot/issue-{self._pick(number)}"
        if self.fake.head(branch):
            self._do(self.fake.push, branch, {"NOTE.md": f"{time.perf_counter()}"}, "wanda")
            self.pushed[branch] = self.fake.head(branch)

    @rule(text=st.integers(0, 9))
    def push_to_main(self, text):
        page = self.fake.files()[example.PAGE_PATH].decode() + f"\nNumber {text}.\n"
        path, content = (example.PAGE_PATH, page) if text % 2 else ("NEWS.md", f"Number {text}.")
        self._do(self.fake.push, "main", {path: content}, "adele")

    @rule(number=st.integers(0, 5))
    def delete_the_review(self, number):
        reviews = self._reviews(self._pick(number))
        if reviews:
            self._do(self.fake.delete_comment, "wanda", reviews[0].id)

    # What the bot does

    @precondition(lambda self: self.pending)
    @rule(place=st.integers(0, 20), again=st.booleans())
    def run(self, place, again):
        place %= len(self.pending)
        event = self.pending[place] if again else self.pending.pop(place)
        self._speak(self.bot.run(event))

    @precondition(lambda self: self.pending)
    @rule(place=st.integers(0, 20), call=st.integers(1, 20), person=st.booleans())
    def run_while_something_else_happens(self, place, call, person):
        event = self.pending.pop(place % len(self.pending))
        number = self._pick(place)

        def happen():
            if person and number:
                self.push_to_the_branch(place)
            else:
                self._speak(bot.Bot(self.fake).run(event))

        self.fake.start_counting()
        self.fake.before(call, happen)
        reports = self.bot.run(event)
        self.fake.calm()
        self._speak(reports)

    @precondition(lambda self: self.pending)
    @rule()
    def catch_up(self):
        while self.pending:
            self._speak(self.bot.run(self.pending.pop(0)))

    @precondition(lambda self: self.pending)
    @rule()
    def lose_an_event(self):
        self.pending.pop()

    @rule()
    def sync(self):
        self._speak(self.bot.sync())
        self._speak(self.bot.sync())
        self.caught_up = True

    def _speak(self, reports):
        """4: what is approved and gets no pull request fails the run, and says why."""
        for report in reports:
            if report.outcome is None or report.failures:
                continue
            situation = report.outcome.situation
            if situation.label and situation.issue.state == "open":
                assert situation.home.pull_request, report

    # What always holds

    def _reviews(self, number):
        issue = self.fake.repo.issues.get(number)
        return [
            comment
            for comment in (issue.comments if issue else ())
            if comment.body.startswith("<!-- wgbot:review")
        ]

    @invariant()
    def one_of_each(self):
        """2: one comment, one pull request. (A branch is one by its name.)"""
        for number in self._numbers():
            assert len(self._reviews(number)) <= 1
            mine = [
                pull
                for pull in self.fake.pulls("open")
                if pull.pull.head_ref == f"wgbot/issue-{number}"
            ]
            assert len(mine) <= 1

    @invariant()
    def what_is_proposed_was_approved(self):
        """1: what a pull request holds is a text that somebody with the role had labelled."""
        for pull in self.fake.pulls():
            number = int(pull.pull.head_ref.rpartition("-")[2])
            commit = self.fake.repo.objects.read(
                self.fake.head(pull.pull.head_ref) or pull.pull.head_sha
            )
            text = proposal_text(commit.message)
            if text and not self.pushed.get(pull.pull.head_ref):
                assert (number, text) in self.approved

    @invariant()
    def nobodys_commit_is_lost(self):
        """3: a person's commits stay on their branch."""
        for branch, commit in self.pushed.items():
            head = self.fake.head(branch)
            assert head is None or self.fake.repo.objects.reaches(head, commit), branch

    @invariant()
    def files_change_together(self):
        """6 and 7: the bot's commit adds one group and changes the page, and nothing else."""
        for branch in [f"wgbot/issue-{number}" for number in self._numbers()]:
            head = self.fake.head(branch)
            if head is None or branch in self.pushed:
                continue
            objects = self.fake.repo.objects
            parent = objects.read(head).parents[0]
            changed = [change.path for change in objects.changes(parent, head)]
            assert [re.sub(r"/[a-z-]+\.", "/X.", path) for path in changed] == [
                "registry/X.yml",
                "website/X.md",
            ]

    @invariant()
    def what_is_said_to_be_registered_is(self):
        """11: looked up and not remembered."""
        if self.caught_up:
            there = self._registered()
            for number in self._numbers():
                said = "".join(comment.body for comment in self._reviews(number))
                assert "** is registered" not in said or number in there

    @invariant()
    def everything_is_where_it_belongs_once_the_bot_has_caught_up(self):
        """What is not approved waits as a draft, and a further run writes nothing."""
        if not self.caught_up:
            return
        self.caught_up = False
        for number in self._numbers():
            issue, pull = self.fake.issue(number), self._pull(number)
            if pull is None:
                continue
            labelled = any(label.name == "approved" for label in issue.labels)
            fine = (number, digest(issue.body or "")) in self.approved
            if issue.state != "open" or not labelled or not fine:
                assert self.fake.issue(pull).pull.draft, f"#{number} is not approved"
        self.fake.start_counting()
        reports = self.bot.sync()
        assert not self.fake.writes, [str(call) for call in self.fake.writes]
        assert not any(report.outcome and report.outcome.done for report in reports)


Orders.TestCase.settings = settings(
    max_examples=int(os.environ.get("ORDERS", "20")),
    stateful_step_count=15,
    deadline=None,
    # To shrink a story takes minutes, and it is short as it is.
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TestOrders = Orders.TestCase
