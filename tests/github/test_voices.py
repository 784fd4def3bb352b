"""Who says yes, in whatever order: leads, strangers and maintainers react, review, rename, edit, withdraw.

After every step: nobody is to lead in what can be merged who did not say yes with their own account; what
has no label is a lead's own; nobody is mentioned twice, or before somebody has approved it.
"""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests import bot, editing, example
from tests.editing import CLI
from tests.fakegithub import NotAllowedError
from tests.mentions import mentioned
from wgbot.files import yaml

SETTINGS = "approval: {consent: require, leads_may: [focus], wait_days: {end: 2}}\n"
STRANGERS = ("clara", "fanny", "rita", "renovate[bot]")
LEADS = ("ada", "grace")
APPROVERS = ("wanda", "mina")
PEOPLE = (*STRANGERS, *LEADS, *APPROVERS, "alan", "tri")
FOCI = ("programs in a window that has only text.", "what people do where there is no mouse.")

texts = st.one_of(
    st.builds(
        lambda leads, goals: example.body(
            name="Gardens",
            focus="what grows in gardens of glass.",
            leads=leads,
            goals=goals,
            channel=None,
            repository=None,
        ),
        st.sampled_from(("@clara, @fanny", "@fanny, @rita", "@clara", "@fanny (chair)")),
        st.sampled_from(("Greener.", "Taller, @ada and @alan!")),
    ),
    st.builds(
        lambda leads, focus: editing.change(leads=leads, focus=focus),
        st.sampled_from(("@ada, @grace, @alan", "@grace", "@ada", "@ada, @alan (chair)")),
        st.sampled_from(("_No response_", *FOCI)),
    ),
    st.builds(lambda focus: editing.change(focus=focus), st.sampled_from(FOCI)),
    st.just(editing.end()),
)
some = st.integers(0, 5)


class Voices(RuleBasedStateMachine):
    """A few weeks in which everybody has something to say."""

    def __init__(self):
        super().__init__()
        self.monkeypatch = pytest.MonkeyPatch()
        files = editing.files(**{example.CONFIG_PATH: editing.CONFIG + SETTINGS})
        self.fake, self.bot = bot.start(self.monkeypatch, files)
        self.fake.policy.limits = False
        for who in (*LEADS, "alan"):
            if not self.fake.world.account(who):
                self.fake.add_account(who)
        self.leads = {self.fake.world.account(who).id for who in LEADS}
        text = example.FILES[CLI]
        for who in LEADS:
            text = text.replace(
                f"github: {who}", f"github: {who}\n    id: {self.fake.world.account(who).id}"
            )
        self.fake.push("main", {CLI: text}, "adele")
        self.pending = []
        self.agreed = set()  # (number, account's number) that have ever said yes
        self.labelled = set()  # numbers that somebody who may has approved
        self.shown = {}  # what the bot wrote last, by where
        self.mentions = Counter()
        self.caught_up = False

    def teardown(self):
        self.monkeypatch.undo()

    @initialize(text=texts, by=st.sampled_from(("clara", "ada")), label=st.booleans())
    def begin(self, text, by, label):
        self.file(text, by)
        self.catch_up()
        if label:
            self.label(0, "wanda")
            self.catch_up()

    # What people do

    def _do(self, act, *arguments, **options):
        self.caught_up = False
        try:
            event = act(*arguments, **options)
        except NotAllowedError:
            return False
        if event is not None:
            self.pending.append(event)
        return True

    def _pick(self, number):
        numbers = [each for each, issue in self.fake.repo.issues.items() if not issue.pull]
        return numbers[number % len(numbers)] if numbers else None

    def _comment(self, number):
        issue = self.fake.repo.issues.get(number)
        for each in issue.comments if issue else ():
            if each.body.startswith("<!-- wgbot:review"):
                return each
        return None

    def _pull(self, number):
        for pull in self.fake.pulls("open"):
            if pull.pull.head_ref == f"wgbot/issue-{number}":
                return pull
        return None

    def _there(self, who):
        account = self.fake.world.account(who)
        return account is not None and not account.deleted

    @precondition(lambda self: len(self.fake.repo.issues) < 6)
    @rule(text=texts, by=st.sampled_from((*STRANGERS[:3], *LEADS)))
    def file(self, text, by):
        if self._there(by):
            self._do(self.fake.open_issue, by, text, "New working group: X")

    @rule(number=some, text=texts, by=st.sampled_from(("author", "wanda")))
    def edit(self, number, text, by):
        number = self._pick(number)
        who = self.fake.issue(number).author.login if by == "author" else by
        if self._there(who):
            self._do(self.fake.edit_issue, who, number, text)

    @rule(number=some, by=st.sampled_from((*APPROVERS, "tri")))
    def label(self, number, by):
        number = self._pick(number)
        if self._do(self.fake.label, by, number, "approved") and by in APPROVERS:
            self.labelled.add(number)

    @rule(number=some)
    def unlabel(self, number):
        self._do(self.fake.unlabel, "wanda", self._pick(number), "approved")

    @rule(number=some, by=st.sampled_from(PEOPLE), what=st.sampled_from(("+1", "+1", "-1")))
    def react(self, number, by, what):
        comment = self._comment(self._pick(number))
        if comment and self._there(by):
            self._do(self.fake.react, by, comment.id, what)
            self._said(self._pick(number), by, is_yes=what == "+1")

    @rule(number=some, by=st.sampled_from(PEOPLE), what=st.sampled_from(("+1", "-1")))
    def take_back(self, number, by, what):
        comment = self._comment(self._pick(number))
        if comment and self._there(by):
            self._do(self.fake.unreact, by, comment.id, what)

    @rule(
        number=some,
        by=st.sampled_from(PEOPLE),
        how=st.sampled_from(("approve", "approve", "request_changes")),
    )
    def review(self, number, by, how):
        pull = self._pull(self._pick(number))
        if pull and self._there(by) and self._do(getattr(self.fake, how), by, pull.number):
            self._said(self._pick(number), by, is_yes=how == "approve")

    @rule(number=some, whose=st.sampled_from(PEOPLE))
    def dismiss(self, number, whose):
        pull = self._pull(self._pick(number))
        if pull:
            self._do(self.fake.dismiss, "mina", pull.number, whose)

    def _said(self, number, by, *, is_yes):
        if is_yes:
            self.agreed.add((number, self.fake.world.account(by).id))

    @rule(who=st.sampled_from(("fanny", "rita", "alan", *LEADS)), taken=st.booleans())
    def rename(self, who, taken):
        if self._there(who) and not self.fake.world.account(f"{who}-l"):
            self.fake.rename_account(who, f"{who}-l")
            if taken:
                self.fake.add_account(who)
            self.caught_up = False

    @rule(who=st.sampled_from(("fanny", "alan")))
    def leave(self, who):
        if self._there(who):
            self.fake.delete_account(who)
            self.caught_up = False

    @rule(number=some)
    def merge(self, number):
        pull = self._pull(self._pick(number))
        if pull and not pull.pull.draft:
            self._do(self.fake.merge, "mina", pull.number)

    @rule(days=st.integers(1, 3))
    def wait(self, days):
        self.fake.clock.advance(days * 24 * 3600)
        self.caught_up = False

    # What the bot does

    @precondition(lambda self: self.pending)
    @rule(place=st.integers(0, 20))
    def run(self, place):
        event = self.pending.pop(place % len(self.pending))
        self._watched(lambda: self.bot.run(event))

    @precondition(lambda self: self.pending)
    @rule()
    def catch_up(self):
        while self.pending:
            self.run(0)

    @rule()
    def sync(self):
        for _ in range(2):
            self._watched(self.bot.sync)
        self.caught_up = True

    def _watched(self, run):
        """Let the bot do something, and count whom it mentions that it did not mention there before."""
        self.fake.start_counting()
        run()
        for call in self.fake.writes:
            body = call.body if isinstance(call.body, dict) else {}
            text = body.get("body")
            if text is None or not call.did_write:
                continue
            # The bot writes one comment an issue, and its first line's record goes with it.
            where = call.path if call.method == "PATCH" else f"{call.path} {call.number}"
            if call.method == "POST" and call.path.endswith("/comments"):
                number = int(call.path.split("/")[-2])
                where = (
                    f"/repos/{self.fake.repo.full_name}/issues/comments/{self._comment(number).id}"
                )
            else:
                number = next(
                    (
                        n
                        for n in self.fake.repo.issues
                        if (c := self._comment(n)) and where.endswith(f"/{c.id}")
                    ),
                    None,
                )
            before = mentioned(self.shown.get(where, ""))
            self.shown[where] = text
            for who in set(mentioned(text)) - set(before):
                assert number is not None, f"{who} is mentioned in {where}"
                self.mentions[number, who] += 1

    # What always holds

    @invariant()
    def nobody_is_mentioned_twice_or_before_somebody_approved_it(self):
        for (number, who), times in self.mentions.items():
            assert times == 1, (number, who)
            assert number in self.labelled, (number, who)

    @invariant()
    def nobody_leads_unheard(self):
        for pull in self.fake.pulls("open"):
            if pull.pull.draft or "<!-- wgbot:held -->" in pull.body:
                continue
            number = int(pull.pull.head_ref.rpartition("-")[2])
            base, head = self._groups("main"), self._groups(pull.pull.head_ref)
            for path, group in head.items():
                there = {each["github"] for each in (base.get(path) or {}).get("leads", ())}
                for each in group.get("leads", ()):
                    author = self.fake.issue(number).author.id
                    if each["github"] not in there and each["id"] != author:
                        assert (number, each["id"]) in self.agreed, each

    @invariant()
    def what_has_no_label_is_a_leads_own(self):
        for pull in self.fake.pulls("all"):
            number = int(pull.pull.head_ref.rpartition("-")[2])
            if number not in self.labelled:
                author = self.fake.issue(number).author.id
                agreed = {account for its, account in self.agreed if its == number}
                assert self.leads & {author, *agreed}

    @invariant()
    def once_it_has_caught_up_it_says_nothing_more(self):
        if self.caught_up:
            self.caught_up = False
            self._watched(self.bot.sync)
            assert not self.fake.writes, [str(call) for call in self.fake.writes]

    def _groups(self, branch):
        return {
            path: yaml.load(text).value
            for path, text in self.fake.files(branch).items()
            if path.startswith("registry/") and path.endswith(".yml")
        }


Voices.TestCase.settings = settings(
    max_examples=int(os.environ.get("VOICES", "12")),
    stateful_step_count=18,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestVoices = Voices.TestCase
