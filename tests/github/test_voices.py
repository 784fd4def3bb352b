"""Who says yes, in whatever order: leads, strangers and maintainers react, review, rename, edit, withdraw.

After every step: nobody is to lead in what can be merged who did not say yes with their own account; what
has no label is a lead's own; nobody is mentioned twice for a text, or before somebody has approved that.
Once the bot has caught up, it is known exactly what has to be held: by what people say at that moment.
"""

import os
import re
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests import bot, editing, example
from tests.editing import CLI
from tests.fakegithub import NotAllowedError
from tests.mentions import mentioned
from wgbot.files import yaml
from wgbot.github.api import time_of
from wgbot.proposals import markers

HOME, THERE = "acme/groups", "acme/website"
CONSENT = ("require", "require", "ask", "off")
LEADS_MAY = ("focus", "focus, channels")
WAITS = {"end": 2, "remove_lead": 1}
STRANGERS = ("clara", "fanny", "rita", "renovate[bot]")
LEADS = ("ada", "grace")
APPROVERS = ("wanda", "mina")
PEOPLE = (*STRANGERS, *LEADS, *APPROVERS, "alan", "tri")
FOCI = ("programs in a window that has only text.", "what people do where there is no mouse.")


def founding(leads, goals="Taller, @ada and @alan!"):
    return example.body(
        name="Gardens",
        focus="what grows in gardens of glass.",
        leads=leads,
        goals=goals,
        channel=None,
        repository=None,
    )


CHANNEL = "https://chat.example.org/terminal"
FOUNDINGS = [founding(each) for each in ("@clara, @fanny", "@fanny, @rita", "@fanny (chair)")]
CHANGES = [
    editing.change(leads=leads)
    for leads in ("@ada, @grace, @alan", "@ada", "@ada, @alan (chair)", "@alan, @grace")
]
LEAVING = [editing.change(leads="@grace"), editing.change(leads="@grace (chair)")]
SMALL = [editing.change(focus=each) for each in FOCI]
SMALL += [editing.change(focus=FOCI[0], channel=CHANNEL)]
ENDS = [editing.end(), editing.change(name="Terminals")]
texts = st.sampled_from(
    [*FOUNDINGS, founding("@clara, @fanny", "Greener."), *CHANGES, *LEAVING, *SMALL, *ENDS]
)
BEGINNINGS = [
    *((text, "clara") for text in (*FOUNDINGS, *CHANGES, LEAVING[0], *SMALL, *ENDS)),
    *((text, "ada") for text in (*LEAVING, *SMALL, CHANGES[0])),
]
AGREED, SOON, SILENT, AGAINST, OFF, UNLABELLED = (
    ("require", True, "+1", 3),
    ("require", True, "", 0),
    ("require", True, "", 3),
    ("ask", True, "-1", 3),
    ("off", True, "", 0),
    ("off", False, "+1", 0),
)
"""Whether new leads have to agree, whether it is labelled, what everybody says, and how long that lasts."""
STORIES = [
    *((text, "clara", each) for text in (*FOUNDINGS, *CHANGES) for each in (AGREED, SILENT)),
    *((text, "clara", each) for text in (*ENDS, LEAVING[0]) for each in (SOON, SILENT, AGAINST)),
    *((text, "clara", OFF) for text in (FOUNDINGS[0], CHANGES[0])),
    *((text, by, UNLABELLED) for text in SMALL for by in ("clara", "ada")),
    *((text, "ada", UNLABELLED) for text in LEAVING),
]
some = st.integers(0, 5)
yes_or_no = st.sampled_from(("+1", "+1", "-1"))


def leads_of(text):
    """Return the accounts that a text names as leads, with what each is to be."""
    answer = re.search(r"(?m)^### Who leads\n+(.*)$", text)
    return re.findall(r"@([\w-]+)(?: \((\w+)\))?", answer[1]) if answer else []


def _groups(files):
    return {
        path: yaml.load(text).value
        for path, text in files.items()
        if path.startswith("registry/") and path.endswith(".yml")
    }


class Voices(RuleBasedStateMachine):
    """A few weeks in which everybody has something to say."""

    def __init__(self):
        super().__init__()
        self.monkeypatch = pytest.MonkeyPatch()
        self.pending = []
        self.agreed = set()  # (number, account's number) that have ever said yes
        self.labelled = set()  # (number, text) that somebody who may has approved
        self.shown = {}  # what the bot wrote last, by where
        self.mentions = Counter()  # how often it mentioned whom for which text
        self.told = {}  # when it first mentioned which account for which text
        self.named = {}  # since when it has named whom as what, and whose account that was
        self.foci = []  # what the group was for, since when
        self.caught_up = False

    def teardown(self):
        self.monkeypatch.undo()

    @initialize(
        consent=st.sampled_from(CONSENT),
        leads_may=st.sampled_from(LEADS_MAY),
        language=st.sampled_from(("", "language: de\n")),
        is_split=st.booleans(),
        proposed=st.sampled_from(BEGINNINGS),
        label=st.booleans(),
        answer=st.sampled_from(("", "+1", "-1")),
        days=st.sampled_from((0, 0, 3)),
    )
    def begin(self, consent, leads_may, language, is_split, proposed, label, answer, days):
        self.consent, self.leads_may = consent, {*leads_may.split(", ")}
        config = f"{editing.CONFIG}{language}approval: {{consent: {consent}, "
        config += f"leads_may: [{leads_may}], wait_days: {{end: 2, remove_lead: 1}}}}\n"
        page = {}
        if is_split:
            config += f"second: {{repository: {THERE}, holds: pages}}\n"
            page = {example.PAGE_PATH: None}
        files = editing.files(**{example.CONFIG_PATH: config}, **page)
        self.fake, self.bot = bot.start(self.monkeypatch, files)
        self.places = (HOME, THERE) if is_split else (HOME,)
        if is_split:
            self.fake.add_repo(THERE, {example.PAGE_PATH: example.FILES[example.PAGE_PATH]})
            for who in APPROVERS:
                self.fake.world.repo(THERE).roles[who] = "write"
            self.bot.token = self.fake.app_token
            self.fake.open_to(self.bot.token, THERE)
        self.fake.policy.limits = False
        group = example.FILES[CLI]
        for who in (*LEADS, "alan"):
            if not self.fake.world.account(who):
                self.fake.add_account(who)
        for who in LEADS:
            number = self.fake.world.account(who).id
            group = group.replace(f"github: {who}", f"github: {who}\n    id: {number}")
        self.fake.push("main", {CLI: group}, "adele")
        self.leads = {self.fake.world.account(who).id for who in LEADS}
        self._note_focus()
        self.file(*proposed)
        self.catch_up()
        if label:
            self.label(0, "wanda")
            self.catch_up()
        if answer:
            self.everybody_answers(0, answer)
        if days:
            self.wait(days)
        self.sync()

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

    def _pulls(self, number):
        """Return the open pull requests of a proposal, each with its repository."""
        found = []
        for name in self.places:
            with self.fake.at(name):
                found += [
                    (name, pull)
                    for pull in self.fake.pulls("open")
                    if pull.pull.head_ref.endswith(f"issue-{number}")
                ]
        return found

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
            self.labelled.add((number, self.fake.issue(number).body))

    @rule(number=some)
    def unlabel(self, number):
        self._do(self.fake.unlabel, "wanda", self._pick(number), "approved")

    @rule(number=some, by=st.sampled_from(PEOPLE), what=yes_or_no)
    def react(self, number, by, what):
        comment = self._comment(self._pick(number))
        if comment and self._there(by):
            self._do(self.fake.react, by, comment.id, what)
            self._said(self._pick(number), by, is_yes=what == "+1")

    @rule(number=some, what=yes_or_no)
    def everybody_answers(self, number, what):
        """Have everybody say yes, or no, who is named as a lead or is one."""
        text = self.fake.issue(self._pick(number)).body
        for who in dict.fromkeys((*dict(leads_of(text)), *LEADS)):
            self.react(number, who, what)

    @rule(number=some, by=st.sampled_from(PEOPLE), what=st.sampled_from(("+1", "-1")))
    def take_back(self, number, by, what):
        comment = self._comment(self._pick(number))
        if comment and self._there(by):
            self._do(self.fake.unreact, by, comment.id, what)

    @rule(number=some, by=st.sampled_from(PEOPLE), what=yes_or_no, place=st.booleans())
    def review(self, number, by, what, place):
        number = self._pick(number)
        for name, pull in self._pulls(number)[place:][:1]:
            act = self.fake.approve if what == "+1" else self.fake.request_changes
            with self.fake.at(name):
                if self._there(by) and self._do(act, by, pull.number):
                    self._said(number, by, is_yes=what == "+1")
        self._forget_events_elsewhere()

    @rule(number=some, whose=st.sampled_from(PEOPLE))
    def dismiss(self, number, whose):
        for name, pull in self._pulls(self._pick(number)):
            with self.fake.at(name):
                self._do(self.fake.dismiss, "mina", pull.number, whose)
        self._forget_events_elsewhere()

    def _forget_events_elsewhere(self):
        """Leave out what happens in the second repository: it wakes nobody here."""
        self.pending = [
            each for each in self.pending if each.payload["repository"]["full_name"] == HOME
        ]

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

    @rule(by=st.sampled_from(("clara", "rita")), who=st.sampled_from(("fanny", "alan", *LEADS)))
    def take_the_name(self, by, who):
        """Rename a stranger, who may have filed something, to what somebody else was called before."""
        if self._there(by) and who not in self.fake.world.accounts:
            self.fake.rename_account(by, who)
            self.caught_up = False

    @rule(who=st.sampled_from(("fanny", "alan")))
    def leave(self, who):
        if self._there(who):
            self.fake.delete_account(who)
            self.caught_up = False

    @rule(focus=st.sampled_from(("many programs.", "a few programs.")))
    def change_by_hand(self, focus):
        text = re.sub(r"(?m)^focus: .*$", f"focus: {focus}", self.fake.files()[CLI].decode())
        self._do(self.fake.push, "main", {CLI: text}, "adele")
        self._note_focus()

    def _note_focus(self):
        focus = _groups(self.fake.files())[CLI]["focus"]
        if not self.foci or self.foci[-1][1] != focus:
            self.foci.append((self.fake.clock.now, focus))

    @rule(number=some)
    def close_and_reopen(self, number):
        number = self._pick(number)
        if self._do(self.fake.close, "wanda", number):
            self._do(self.fake.reopen, "wanda", number)

    @rule(number=some)
    def delete_the_comment(self, number):
        number = self._pick(number)
        comment = self._comment(number)
        # Where there is no branch either, nothing is left that tells whom it has mentioned.
        if comment and self.fake.head(f"wgbot/issue-{number}"):
            self._do(self.fake.delete_comment, "wanda", comment.id)

    @rule(number=some)
    def merge(self, number):
        pulls = self._pulls(self._pick(number))
        if pulls and not any(pull.pull.draft for _, pull in pulls):
            for name, pull in pulls:
                with self.fake.at(name):
                    self._do(self.fake.merge, "mina", pull.number)
            self._forget_events_elsewhere()
            self._note_focus()

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
        """Let the bot do something, and note whom it names, and mentions that it did not before."""
        self.fake.start_counting()
        run()
        for call in self.fake.writes:
            body = call.body if isinstance(call.body, dict) else {}
            if body.get("body") is None or not call.did_write:
                continue
            number = self._commented(call)
            if number is None:
                assert not mentioned(body["body"]), call
            else:
                self._note(number, body["body"])

    def _commented(self, call):
        """Return the number of the proposal whose comment was written; None if it was none."""
        if call.method == "POST" and call.path.endswith("/comments"):
            return int(call.path.split("/")[-2])
        for number in self.fake.repo.issues:
            comment = self._comment(number)
            if comment and call.path.endswith(f"/comments/{comment.id}"):
                return number
        return None

    def _note(self, number, comment):
        text = self.fake.issue(number).body
        before = self.named.get(number, {})
        self.named[number] = {
            each: before.get(each) or (self.fake.clock.now, account.id)
            for each in leads_of(text)
            if (account := self.fake.world.account(each[0]))
        }
        for who in set(mentioned(comment)) - set(mentioned(self.shown.get(number, ""))):
            account = self.fake.world.account(who)
            group = _groups(self.fake.files())[CLI]
            leads = {each.get("id") for each in group.get("leads", ())}
            asked = {of for _, of in self.named[number].values()} if self.consent != "off" else ()
            assert account is None or account.id in leads.union(asked), f"{who} isn't meant"
            self.mentions[number, account.id if account else who, text] += 1
            if account:
                self.told.setdefault((number, account.id, text), self.fake.clock.now)
        self.shown[number] = comment

    # What always holds

    @invariant()
    def nobody_is_mentioned_twice_or_before_somebody_approved_it(self):
        for (number, who, text), times in self.mentions.items():
            assert times == 1, (number, who)
            assert (number, text) in self.labelled, (number, who)

    @invariant()
    def nobody_leads_unheard(self):
        for number, name, pull in self._let_go():
            if name != HOME or self.consent != "require":
                continue
            for each in self._new_leads(pull):
                author = self.fake.issue(number).author.id
                if each["id"] != author:
                    assert (number, each["id"]) in self.agreed, each

    @invariant()
    def what_has_no_label_is_a_leads_own(self):
        for number, name, pull in self._let_go():
            if any(number == its for its, _ in self.labelled) or name != HOME:
                continue
            author = self.fake.issue(number).author.id
            before, after = (each[CLI] for each in self._before_and_after(pull))
            changed = {key for key in before | after if before.get(key) != after.get(key)}
            without = [each for each in before["leads"] if each["id"] != author]
            if changed == {"leads", "former_leads"} and after.get("leads", []) == without:
                continue
            assert changed <= self.leads_may, changed
            heard = {author, *(account for its, account in self.agreed if its == number)}
            assert self.leads & heard

    def _let_go(self):
        """Return the open pull requests that can be merged, with the numbers of their proposals."""
        return [
            (number, name, pull)
            for number, issue in self.fake.repo.issues.items()
            if not issue.pull
            for name, pull in self._pulls(number)
            if not (pull.pull.draft or markers.is_held(pull.body))
        ]

    def _before_and_after(self, pull):
        """Return the groups before what a pull request does, and after it."""
        objects = self.fake.repo.objects
        (parent,) = objects.read(pull.pull.head_sha).parents
        return tuple(map(_groups, (objects.texts(parent), objects.texts(pull.pull.head_sha))))

    def _new_leads(self, pull):
        base, head = self._before_and_after(pull)
        for path, group in head.items():
            there = {each["github"] for each in (base.get(path) or {}).get("leads", ())}
            yield from (each for each in group.get("leads", ()) if each["github"] not in there)

    # What holds once the bot has seen it all

    @invariant()
    def once_it_has_caught_up_it_says_nothing_more(self):
        if self.caught_up:
            self.caught_up = False
            self._watched(self.bot.sync)
            assert not self.fake.writes, [str(call) for call in self.fake.writes]
            for number, name, pull in self._let_go():
                self._holds_now(number, name, pull)

    def _holds_now(self, number, name, pull):
        """Hold that nothing is let go that what people say now would stop."""
        issue = self.fake.issue(number)
        said = list(self._words(number))
        author, text = issue.author.id, issue.body
        is_labelled = any(each.name == "approved" for each in issue.labels)
        if self.consent == "require" and name == HOME:
            for each in self._new_leads(pull):
                since, whose = self.named[number][each["github"], each.get("role") or ""]
                assert each["id"] == whose
                theirs = {what for what, who, at, _ in said if who == whose and at > since}
                assert author == whose or theirs == {"+1"}, (each, theirs)
        base, head = self._before_and_after(self._pulls(number)[0][1])
        before, after = base.get(CLI), head.get(CLI)
        if before == after or before is None or after is None:
            return
        present = {each["id"] for each in before.get("leads", ())}
        stay = {each["id"] for each in after.get("leads", ())}
        # Nobody's leave is needed for that, whether there is a label or not.
        is_leaving = present - stay == {author} and before.get("focus") == after.get("focus")
        against = {who for what, who, _, is_review in said if what == "-1" and not is_review}
        approvers = {self.fake.world.account(who).id for who in APPROVERS}
        if not is_leaving:
            assert not against & (present | approvers), against
        for kind, to_hear in (("end", present), ("remove_lead", present - stay)):
            if (after["status"] == "retired") != (kind == "end") or is_leaving:
                continue
            for whose in to_hear - {author}:
                # Whoever is gone can't be told.
                if any(one.id == whose and not one.deleted for one in self._accounts()):
                    told = self.told.get((number, whose, text), self._told_before(number, whose))
                    assert self.fake.clock.now - told >= timedelta(days=WAITS[kind]), whose
        if not is_labelled and not is_leaving:
            theirs = [at for what, who, at, _ in said if what == "+1" and who in present]
            asked = [time_of(issue.last_edited_at or issue.created_at)] if author in present else []
            assert max(theirs + asked) >= self.foci[-1][0], "it was of another focus"

    def _told_before(self, number, whose):
        """Return when an account was told for another text: what it is told about can be the same."""
        told = [at for (its, who, _), at in self.told.items() if (its, who) == (number, whose)]
        return min(told, default=self.fake.clock.now)

    def _accounts(self):
        return self.fake.world.accounts.values()

    def _words(self, number):
        """Return what people say at the moment: what, who, since when, and whether by a review."""
        comment = self._comment(number)
        for _, who, what, at in comment.reactions if comment else ():
            yield what, who.id, time_of(at), False
        for _, pull in self._pulls(number):
            last = {each.author.id: each for each in pull.pull.reviews if each.state != "commented"}
            for who, each in last.items():
                if each.state != "dismissed":
                    what = "+1" if each.state == "approved" else "-1"
                    yield what, who, time_of(each.submitted_at), True


@pytest.mark.parametrize(("text", "by", "then"), STORIES)
def test_it_holds_from_the_beginning(text, by, then):
    its = Voices()
    consent, label, answer, days = then
    its.begin(consent, "focus", "", consent == "ask", (text, by), label, answer, days)
    for act in (lambda: None, lambda: its.change_by_hand("many programs."), its.sync):
        act()
        its.nobody_is_mentioned_twice_or_before_somebody_approved_it()
        its.nobody_leads_unheard()
        its.what_has_no_label_is_a_leads_own()
        its.once_it_has_caught_up_it_says_nothing_more()
    its.teardown()


Voices.TestCase.settings = settings(
    max_examples=int(os.environ.get("VOICES", "8")),
    stateful_step_count=12,
    deadline=None,
    # To shrink a story takes minutes, and it is short as it is.
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TestVoices = Voices.TestCase
