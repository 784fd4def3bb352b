"""What must never happen in the life of groups, in whatever order people change, end and revive them.

People file changes, renames, moves, mergers, ends, pauses and revivals of a few groups, from pages that
are some merges old; they edit, approve and merge, and somebody commits by hand. After each step the
lines of `Must never happen` that these edits can touch are looked at, by what the default branch says.
"""

import os
import re

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests import bot, editing, example
from tests.example import MemoryTree
from tests.stories import pulls, reviews
from wgbot.community import repository
from wgbot.proposals.audit import audit
from wgbot.proposals.markers import proposal_text
from wgbot.proposals.memory import Record
from wgbot.proposals.proposal import Issue, judge
from wgbot.registry import folder

QUESTION = "  - type: input\n    id: slug\n    attributes:\n      label: Address\n"


def _group(name, more=""):
    place = name.lower()
    return (
        f"name: {name}\nfocus: all about {place}.\nleads:\n  - github: ada\n  - github: {place}\n"
        f"repositories: [https://github.com/example/{place}]\n{more}"
    )


GROUPS = {
    "birds": _group("Birds", "channels: [{url: https://chat.example.org/birds}]\n"),
    "owls": _group("Owls", "parent: birds\n"),
    "eagles": _group("Eagles", "parent: Birds\nmeetings: [{name: Call, day: Monday}]\n"),
    "eyries": _group("Eyries", "parent: eagles\naliases: [Nests]\n"),
    "fish": _group("Fish", "status: dormant\n"),
}
FILES = editing.files(
    **dict.fromkeys((editing.CLI, editing.EMBEDDED, editing.CARDS)),
    **{f"registry/{slug}.yml": text for slug, text in GROUPS.items()},
    **{editing.CHANGE: editing.files()[editing.CHANGE] + QUESTION},
)
NAMES = ("Birds", "Owls", "Eagles", "Eyries", "Nests", "Fish", "Herons", "Perches")
PEOPLE = ("ada", "birds", "clara", "fanny", "rita")
ENDS = ("completed", "merged into another group", "inactive")

groups = st.sampled_from(sorted(GROUPS))
names = st.sampled_from(NAMES)


def change(group, slug="_No response_", **answers):
    """Return the text of a change, and which keys of which groups it may touch."""
    return f"{editing.change(group, **answers)}\n\n### Address\n\n{slug}"


class Life(RuleBasedStateMachine):
    """A community's years, at the speed of a test."""

    def __init__(self):
        super().__init__()
        self.monkeypatch = pytest.MonkeyPatch()
        self.fake, self.bot = bot.start(self.monkeypatch, FILES)
        self.fake.policy.limits = False
        self.asked = {}  # what an issue may touch: (names of groups, keys), and who comes and goes
        self.shown = set()  # (issue, digest) that a comment showed when a person labelled it
        self.versions = [self.fake.head("main")]
        self.now = self.registry()
        self.files = {slug: slug for slug in GROUPS}  # where each group is now
        self.led = set()  # who leads a group, led one or was asked to
        self.called = {}  # every name that a group ever had, by that group
        self._note_names()

    def teardown(self):
        self.monkeypatch.undo()

    def registry(self, commit=None):
        files = self.fake.repo.objects.texts(commit or self.fake.head("main"))
        return folder.load(MemoryTree(files), "registry")

    def community(self):
        return repository.load(MemoryTree(self.fake.files()))

    def _name(self, lineage):
        return self.now.entries[self.files[lineage]].group.name

    def _note_names(self):
        for lineage, slug in self.files.items():
            group = self.now.entries[slug].group
            self.led |= {each.github for each in group.leads if each.github}
            for name in (slug, group.name, *group.aliases):
                self.called.setdefault(name, lineage)

    # What people ask for

    def _file(self, text, title, *allowed, comes=(), goes=()):
        event = self.fake.open_issue("clara", text, title)
        self.asked[event.number] = (allowed, set(comes), set(goes))
        self.led |= set(comes)
        self.bot.run(event)
        return event.number

    @rule(group=groups, words=st.sampled_from(("feathers", "wings", "song")))
    def change_focus(self, group, words):
        name = self._name(group)
        self._file(change(name, focus=f"all about {words}."), "x", (group, {"focus"}))

    @rule(group=groups, name=names)
    def rename(self, group, name):
        text = change(self._name(group), name=name)
        self._file(text, "x", (group, {"name", "aliases"}))

    @rule(group=groups, slug=st.sampled_from(("birds", "owls", "nests", "herons", "perches")))
    def move(self, group, slug):
        self._file(change(self._name(group), slug), "x", (group, {"former_slugs"}))

    @rule(
        group=groups,
        at=st.integers(0, 9),
        comes=st.sampled_from(PEOPLE),
        goes=st.booleans(),
        through=st.booleans(),
    )
    def change_leads(self, group, at, comes, goes, through):
        """Fill in the form from a page that can be some merges old."""
        version = self.versions[at % len(self.versions)]
        then = self.registry(version)
        slug = next((each for each in (self.files[group], group) if each in then.entries), None)
        if slug is None:
            return
        there = [each.github for each in then.entries[slug].group.leads]
        gone = [there[0]] if goes and there and there[0] != comes else []
        stay = [each for each in there if each not in gone]
        named = ", ".join(f"@{each}" for each in dict.fromkeys((*stay, comes)))
        text = change(self._name(group), leads=named, base=version)
        new = {comes} - {*there}
        keys = {"leads", "former_leads"}
        number = self._file(text, "x", (group, keys), comes=new, goes=gone)
        if through:
            self._approve(number)
            self._merge(number)

    @rule(group=groups, person=st.sampled_from(PEOPLE), comes=st.sampled_from(PEOPLE))
    def change_leads_while_somebody_else_does(self, group, person, comes):
        self.commit_by_hand(group, person)
        self.change_leads(group, max(0, len(self.versions) - 2), comes, goes=False, through=True)

    @rule(which=st.lists(groups, min_size=1, max_size=2), into=groups, how=st.sampled_from(ENDS))
    def end(self, which, into, how):
        keys = {"status", "ended", "leads", "former_leads", "meetings", "successors"}
        named = "\n".join(map(self._name, which))
        text = editing.end(named, how, successors=self._name(into) if "merged" in how else "")
        text = text.replace("\n\n\n\n", "\n\n_No response_\n\n")
        self._file(text, "x", *((each, keys) for each in which))

    @rule(group=groups)
    def pause(self, group):
        self._file(editing.end(self._name(group), "only a pause"), "x", (group, {"status"}))

    @rule(group=groups)
    def revive(self, group):
        name, keys = self._name(group), folder.Group.model_fields.keys() - {"former_slugs", "name"}
        self._file(example.body(name=name), f"New working group: {name}", (group, keys))

    @precondition(lambda self: self.asked)
    @rule(at=st.integers(0, 30))
    def ask_for_something_else(self, at):
        number = self._pick(at)
        if number is None:
            return
        (group, _), *_ = self.asked[number][0]
        text = change(self._name(group), focus=f"all about what {number} wants.")
        self.asked[number] = (((group, {"focus"}),), set(), set())
        self.bot.run(self.fake.edit_issue("clara", number, text))

    # What maintainers do

    def _pick(self, at):
        numbers = [each for each in self.asked if self.fake.issue(each).state == "open"]
        return numbers[at % len(numbers)] if numbers else None

    @precondition(lambda self: self.asked)
    @rule(at=st.integers(0, 30))
    def approve(self, at):
        if number := self._pick(at):
            self._approve(number)

    def _approve(self, number):
        said = "".join(reviews(self.fake, number))
        if digest := Record.read(said).text:
            self.shown.add((number, digest))
        self.bot.run(self.fake.label("wanda", number, "approved"))

    @rule(group=groups, person=st.sampled_from(PEOPLE))
    def commit_by_hand(self, group, person):
        path = self.now.path(self.files[group])
        text = self.fake.files()[path].decode()
        if f"github: {person}\n" in text or "leads:\n  - github" not in text:
            return
        new = text.replace("leads:\n", f"leads:\n  - github: {person}\n", 1)
        self.fake.push("main", {path: new}, "adele")
        self._noted()
        self.bot.sync()

    @rule(at=st.integers(0, 30), approving=st.booleans())
    def merge(self, at, approving):
        if approving:
            self.approve(at)
        if self.asked:
            self._merge([*self.asked][at % len(self.asked)])

    def _merge(self, number):
        ready = [each for each in pulls(self.fake, number) if not each.pull.draft]
        if not ready:
            return
        before = self.now
        self.fake.merge("mina", ready[0].number)
        self._noted()
        self._has_done_what_was_asked(number, before)
        self.bot.sync()

    def _noted(self):
        self.versions.append(self.fake.head("main"))
        self.now = self.registry()
        for lineage, slug in self.files.items():
            if slug not in self.now.entries:
                (self.files[lineage],) = self.now.by_former_slug[slug]
        self._note_names()

    def _has_done_what_was_asked(self, number, before):
        """Hold what a merge did against what its issue asked for: all of that, and nothing else.

        "a merge half done", "a filled-in form undoing what was merged since", "a group retired or a
        lead removed without a person's approval".
        """
        allowed, comes, goes = self.asked[number]
        keys = {self.files[group]: its for group, its in allowed}
        moved = any("former_slugs" in its for its in keys.values())
        ended = {
            slug for slug, its in keys.items() if self.now.entries[slug].group.status == "retired"
        }
        assert not ended or ended == keys.keys() or "former_slugs" in str(allowed)
        for old, entry in before.entries.items():
            slug = old if old in self.now.entries else self.now.by_former_slug[old][0]
            is_, was = self.now.entries[slug].group, entry.group
            changed = {
                key for key in type(was).model_fields if getattr(was, key) != getattr(is_, key)
            }
            below = {"parent"} if ended or moved else set()
            assert changed <= keys.get(slug, below | ({"successors"} if moved else set())), slug
            if slug in keys and (comes or goes):
                leads = {each.github for each in was.leads}
                assert {each.github for each in is_.leads} == (leads | comes) - goes

    # What always holds

    @invariant()
    def what_is_proposed_was_shown_and_approved(self):
        """Hold that no "request whose meaning changed" keeps "its approval"."""
        for number in self.asked:
            for pull in pulls(self.fake, number):
                commit = self.fake.repo.objects.read(pull.pull.head_sha)
                assert pull.pull.draft or (number, proposal_text(commit.message)) in self.shown

    @invariant()
    def nothing_is_wrong_with_the_registry(self):
        """Hold that there is no "child left pointing to a group that ended", and no name taken twice."""
        checks = ("related", "taken", "ending", "registry")
        found = [each for each in audit(self.community()).problems if each.check in checks]
        assert not found, [str(each) for each in found]

    @invariant()
    def every_name_leads_to_its_group(self):
        """Hold that no "name, alias or address" is "given to another, or leading nowhere"."""
        for name, lineage in self.called.items():
            assert self.now.named(name) == {self.files[lineage]}, name

    @invariant()
    def every_end_is_undone_by_one_form(self):
        """Hold that there is no "ending without an undo that is one form"."""
        its = self.community()
        for entry in its.registry.entries.values():
            if entry.group.status == "retired":
                found = judge(Issue(example.body(name=entry.group.name), title="x"), its)
                assert found.edit.kind == "revive"
                assert not found.problems, found.problems

    @invariant()
    def only_leads_are_mentioned_and_each_once(self):
        """Hold that no "stranger's text" makes "the bot mention anybody"."""
        for number in self.asked:
            for text in reviews(self.fake, number):
                shown = re.sub(r"\]\([^)]*\)", "", text)
                mentioned = re.findall(r"(?<![\w/.])@([a-z][\w-]*)", shown)
                assert set(mentioned) <= self.led, text
                assert len(mentioned) == len(set(mentioned)), text


Life.TestCase.settings = settings(
    max_examples=int(os.environ.get("LIVES", "10")),
    stateful_step_count=20,
    deadline=None,
    # To shrink a story takes minutes, and it is short as it is.
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TestLife = Life.TestCase
