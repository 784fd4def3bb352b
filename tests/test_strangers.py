"""No stranger stops the bot, whatever GitHub lets anybody do: file, quote, fork, react, leave.

First stories at random: strangers do anything beside proposals of people who mean it. Those end as
they would have without them. Then what has been seen to go wrong, each by itself.
"""

import copy
import json
import os
import random
import re
import time
from dataclasses import dataclass, field

import pytest

from tests import bot, example
from tests.bot import Bot
from tests.fakegithub import ACTIONS_BOT, APP_BOT, FakeGithub, refused
from tests.fakegithub.acts import CODE, MENTION
from tests.remembered import remember
from tests.stories import (
    TITLE,
    another,
    approved,
    config,
    filed,
    labels,
    pulls,
    review,
    reviews,
)
from tests.strangers import BRANCHES, NUMBERS, PROGRAM, WORDS, Strangers
from wgbot.github.job import summary
from wgbot.proposals import reconcile
from wgbot.proposals.memory import MARKER, Record
from wgbot.proposals.proposal import Issue

STORIES = int(os.environ.get("STRANGERS", "100"))
HONEST = ("clara", "fanny", "rita")
NAMES = ("Sound and music", "Gardens of glass", "Robots at home")
BODIES = [example.body(**another(name)) for name in NAMES]
EDITED = example.body(**another(NAMES[1]) | {"goals": "Greener ones."})

# Stories


def issue_of(fake: FakeGithub, who: int) -> int:
    """Return the number of somebody's proposal."""
    return next(n for n, it in fake.repo.issues.items() if it.author.login == HONEST[who])


def pull_of(fake: FakeGithub, who: int) -> int:
    """Return the number of the pull request of somebody's proposal."""
    return pulls(fake, issue_of(fake, who))[0].number


STEPS = (
    lambda fake: fake.open_issue("clara", BODIES[0], TITLE),
    lambda fake: fake.open_issue("fanny", BODIES[1], TITLE),
    lambda fake: fake.label("wanda", issue_of(fake, 0), "approved"),
    lambda fake: fake.open_issue("rita", BODIES[2], TITLE),
    lambda fake: fake.label("mina", issue_of(fake, 1), "approved"),
    lambda fake: fake.merge("mina", pull_of(fake, 0)),
    lambda fake: fake.edit_issue("fanny", issue_of(fake, 1), EDITED),
    lambda fake: fake.label("wanda", issue_of(fake, 2), "approved"),
    lambda fake: fake.label("wanda", issue_of(fake, 1), "approved"),
)
"""What people who mean it do, one after the other."""
MOST_STEPS = 2
"""How many of them a story has."""

A_PROPOSAL = 5
"""The requests that an open proposal costs a sync if there is nothing to do for it.

Whatever else strangers do costs none, but for the pages of the lists that it makes longer.
"""
A_PAGE = 100
"""What a request lists."""


@dataclass
class Told:
    """A community's repository at GitHub, the bot, and what it has done so far."""

    fake: FakeGithub
    it: Bot
    reports: list = field(default_factory=list)
    writes: list = field(default_factory=list)
    seen: int = 0
    called: set = field(default_factory=set)
    """Whom the last step has had it mention, where no stranger was about."""

    def copied(self) -> "Told":
        """Return the same once more, to go on from."""
        fake = copy.deepcopy(self.fake)
        return Told(fake, Bot(fake, token=self.it.token), seen=self.seen)

    @property
    def login(self) -> str:
        """Return the account that the bot acts as."""
        return APP_BOT if self.it.token else ACTIONS_BOT

    def wake(self, run, *arguments) -> None:
        """Have the bot run, and keep what came of it."""
        every = [one for it in self.fake.repo.issues.values() for one in it.comments]
        others = {one.id for one in every if not is_review(self, one)}
        self.fake.start_counting()
        self.reports += run(*arguments)
        self.writes += self.fake.writes
        for call in self.fake.writes:
            found = re.search(r"/issues/comments/(\d+)", call.path)
            assert not found or int(found[1]) not in others, f"{call} is to somebody else's comment"

    def catch_up(self) -> None:
        """Have the bot run for each event that wakes it: not those of forks, nor of workflows."""
        while self.seen < len(self.fake.deliveries):
            event = self.fake.deliveries[self.seen]
            self.seen += 1
            payload = event.payload
            sender = (payload["sender"] or {}).get("login")
            is_here = payload["repository"]["full_name"] == self.fake.repo.full_name
            if is_here and sender != ACTIONS_BOT:
                self.wake(self.it.run, event)

    def sync(self) -> int:
        """Have it look at everything; give how many requests that took."""
        self.wake(self.it.sync)
        return len(self.fake.calls)


@pytest.fixture(scope="module")
def undisturbed():
    """Return how things stand after the first so many steps where no stranger is about, by token."""
    with pytest.MonkeyPatch.context() as patch:
        found = {}
        for by in ("actions", "app"):
            fake, it = bot.start(patch, validate=False)
            it.token = fake.app_token if by == "app" else None
            fake.policy.limits = False
            told = Told(fake, it)
            found[by, 0] = told.copied()
            for number, step in enumerate(STEPS, start=1):
                step(fake)
                told.writes.clear()
                told.catch_up()
                found[by, number] = told.copied()
                found[by, number].called = mentioned(told)
    return found


@pytest.fixture(scope="module")
def compared():
    """Keep the ends of stories without strangers."""
    return {}


_REFERENCE = re.compile(
    r"(#|issues/|pull/|issue-|pull-request |proposal: |\"(?:equipped|merged|declined)\": )(\d+)"
)


def is_review(told: Told, comment) -> bool:
    """Return whether a comment is the bot's."""
    return comment.author.login == told.login and comment.body.startswith(MARKER)


def ends(told: Told) -> dict:
    """Return what people who mean it find in the end, without numbers and times."""
    fake = told.fake
    names = {}
    for login in HONEST:
        for number, it in fake.repo.issues.items():
            if it.author.login == login:
                names[number] = f"{login}'s"
                for place, pull in enumerate(pulls(fake, number, "all")):
                    names[pull.number] = f"{login}'s pull {place}"

    def plain(text):
        text = re.sub(r'"(since|key|label)": "[^"]*"', "", text or "")
        return _REFERENCE.sub(lambda one: one[1] + names.get(int(one[2]), one[2]), text)

    def files(commit):
        # A group that was there before has a proposal, too: what number that has now, is chance.
        texts = fake.repo.objects.texts(commit)
        return {
            path: data
            if path in example.FILES and path != example.PAGE_PATH
            else plain(data.decode())
            for path, data in texts.items()
        }

    found = {"main": {"files": files(fake.head())}}
    for number, name in names.items():
        it = fake.issue(number)
        own = [one.body for one in it.comments if is_review(told, one)]
        found[name] = {
            "state": it.state,
            "title": plain(it.title),
            "text": plain(it.body),
            "labels": sorted(one.name for one in it.labels),
            "comments": [plain(text) for text in own],
        }
        if it.pull:
            statuses = fake.repo.latest_statuses(it.pull.head_sha)
            found[name] |= {
                "draft": it.pull.draft,
                "merged": bool(it.pull.merged_at),
                "files": files(it.pull.head_sha),
                "statuses": [(one.context, one.state, one.description) for one in statuses],
            }
    return found


def differences(found: dict, wanted: dict) -> list[str]:
    """Return what is not as it would be, a line each."""
    return [
        f"{name}, {key}: {one.get(key)!r} instead of {other.get(key)!r}"
        for name in sorted(found.keys() | wanted.keys())
        for one, other in [(found.get(name, {}), wanted.get(name, {}))]
        for key in sorted(one.keys() | other.keys())
        if one.get(key) != other.get(key)
    ]


def mentioned(told: Told) -> set[str]:
    """Return whom the bot's texts call: comments, titles and texts of pull requests, commits."""
    bodies = [call.body for call in told.writes if isinstance(call.body, dict)]
    texts = [one.get(key) or "" for one in bodies for key in ("body", "title", "message")]
    return {one[1] for text in texts for one in MENTION.finditer(CODE.sub("", text))}


def concerned(told: Told) -> set[int]:
    """Return the issues and pull requests that the bot wrote to."""
    found = [re.match(r"/repos/[^/]+/[^/]+/(?:issues|pulls)/(\d+)", x.path) for x in told.writes]
    return {int(each[1]) for each in found if each}


@pytest.mark.parametrize("seed", range(STORIES))
def test_whatever_strangers_do_all_else_ends_as_without_them(
    undisturbed, compared, monkeypatch, seed
):
    rng = random.Random(seed)
    by = rng.choice(("actions", "app"))
    first = rng.randrange(len(STEPS) - MOST_STEPS + 1)
    last = first + MOST_STEPS
    told = undisturbed[by, first].copied()
    fake = told.fake
    monkeypatch.setattr(time, "sleep", fake.clock.advance)
    remember(monkeypatch)
    strangers = Strangers(fake, told.it, rng)
    for step in STEPS[first:last]:
        for _ in range(rng.randint(1, 3)):
            strangers.act()
        told.catch_up()
        step(fake)
        if rng.random() < 0.5:
            strangers.act()
        if rng.random() < 0.3:
            fake.start_counting()
            fake.before(rng.randint(1, 20), strangers.act)
        told.catch_up()
        fake.calm()
    strangers.act()
    asked = told.sync()
    if fake.writes:
        asked = told.sync()
    story = ", ".join(strangers.done)

    assert [each.failures for each in told.reports if each.failures] == [], story
    if (by, last) not in compared:
        without = undisturbed[by, last].copied()
        without.sync()
        compared[by, last] = ends(without), without.sync()
    end, least = compared[by, last]
    assert differences(ends(told), end) == [], story
    # Whoever is to lead what a maintainer approved is asked; strangers add nobody, and no second time.
    steps = range(first + 1, last + 1)
    assert mentioned(told) == set().union(*(undisturbed[by, step].called for step in steps)), story

    issues = fake.repo.issues
    theirs = {n for n, it in issues.items() if not it.pull and it.author.login not in HONEST}
    honest = {n for n, it in issues.items() if it.author.login in HONEST}
    ours = {pull.number for n in honest for pull in pulls(fake, n, "all")}
    assert concerned(told) <= honest | ours | theirs, story
    branches = {name for name in fake.repo.refs if name.startswith("refs/heads/wgbot/")}
    assert branches <= {f"refs/heads/wgbot/issue-{n}" for n in honest}, story
    open_ones = [it for it in issues.values() if it.state == "open"]
    looked_at = [
        it
        for it in open_ones
        if (it.number in theirs and any(is_review(told, one) for one in it.comments))
        # What another workflow opens can be one of the bot's, for all that a list tells.
        or (it.pull and it.author.login == ACTIONS_BOT and it.number not in ours)
    ]
    pages = 2 * (len(issues) // A_PAGE)  # of issues, and of pull requests
    # A thumb down may be an objection: whose it is, is asked of all at once.
    thumbs = int("react" in strangers.done)
    most = least + pages + thumbs + A_PROPOSAL * len(looked_at)
    assert asked <= most, f"{asked} requests, {least} without strangers: {story}"


# Seen to go wrong


MARKERS = [f"<!-- wgbot:pull-request {number} -->\nHello" for number in NUMBERS]
MARKERS += [
    f"By a stranger:\n\n{MARKERS[0]}",
    f"<!-- wgbot:pull-request 1 with acme/other#{'9' * 5000} -->\n",
    f"<!-- wgbot:pull-request acme/other#{'9' * 5000} -->\n",
]


@pytest.fixture
def start(monkeypatch):
    """Start a community, with more in its configuration and other files if need be."""

    def start(more="", files=None, **options):
        return bot.start(monkeypatch, files=(files or {}) | config(more), **options)

    return start


@pytest.fixture(params=["actions", "app"])
def here(start, request):
    """Return a community where one proposal is approved and one is not, and the bot by each token."""
    fake, it = start()
    it.token = fake.app_token if request.param == "app" else None
    fake.add_account("sally")
    approved(fake, it, **another(NAMES[0]))
    filed(fake, it, by="fanny", **another(NAMES[1]))
    return fake, it


def failures(reports):
    return [failure for report in reports for failure in report.failures]


def asked(fake, it):
    """Say that a sync has nothing to do, and give how many requests that takes."""
    fake.start_counting()
    assert failures(it.sync()) == []
    assert [str(call) for call in fake.writes] == []
    return len(fake.calls)


def costs_nothing(fake, it, *acts, most=0):
    """Say that the bot does all for others as before after each of *acts*, and asks no more.

    Or not more than *most* requests more.
    """
    least = asked(fake, it)
    for act in acts:
        seen = len(fake.deliveries)
        act()
        for event in fake.deliveries[seen:]:
            if event.payload["repository"]["full_name"] == fake.repo.full_name:
                assert failures(it.run(event)) == []
        assert asked(fake, it) <= least + most
    it.run(fake.label("mina", 3, "approved"))
    assert len(pulls(fake, 3)) == 1


def forked(fake, branch="mine", body=None, title="A change"):
    """Have a stranger open a pull request from a fork; give its number."""
    fork = fake.world.repo("sally/groups") or fake.fork("sally")
    fake.push(branch, {f"registry/{len(fake.repo.issues)}.yml": "name: X"}, by="sally", repo=fork)
    return fake.open_pull("sally", branch, title, body, source=fork).number


class TestPullRequests:
    """A1 to A3: the text and the branch of a pull request are anybody's."""

    def test_what_a_stranger_writes_in_one_is_a_text_like_any_other(self, here):
        fake, it = here
        numbers = []

        def each(act, *arguments):
            return lambda: [act("sally", number, *arguments) for number in numbers]

        costs_nothing(
            fake,
            it,
            lambda: numbers.extend(forked(fake, f"b{len(numbers)}", text) for text in MARKERS),
            each(fake.edit_issue, f"{MARKERS[0]}More"),
            each(fake.close_pull),
            each(fake.reopen_pull),
        )

    def test_a_branch_of_a_fork_is_never_the_bots_whatever_its_name(self, here):
        fake, it = here
        numbers = []

        def each(act):
            return lambda: [act("sally", number) for number in numbers]

        costs_nothing(
            fake,
            it,
            lambda: numbers.extend(forked(fake, branch) for branch in BRANCHES),
            each(fake.close_pull),
            each(fake.reopen_pull),
            lambda: fake.delete_fork(fake.world.repo("sally/groups"), closes=False),
            each(fake.close_pull),
            lambda: fake.delete_account("sally"),
        )

    @pytest.mark.parametrize("title", ["Notes", "Add working group: Sound and music"])
    def test_nor_is_one_that_another_workflow_opens_and_that_quotes_a_stranger(self, here, title):
        fake, it = here

        def publish():
            for place, text in enumerate(MARKERS):
                fake.push(f"notes-{place}", {"NOTES.md": text}, by=ACTIONS_BOT)
                fake.open_pull(ACTIONS_BOT, f"notes-{place}", title, text)

        # Two of them have the number of something that is there, and no proposal.
        costs_nothing(fake, it, publish, most=2)

    @pytest.mark.parametrize("what", ["open", "closed", "merged"])
    def test_nor_one_from_another_repository_of_the_organisation(self, here, what):
        fake, it = here
        (own,) = pulls(fake, 1)
        before = (own.title, own.body, review(fake, 1))
        sister = fake.fork("acme", "groups-2")
        sister.roles["sally"] = "write"
        fake.push("wgbot/issue-1", {"NEWS.md": "New."}, by="sally", repo=sister)
        number = fake.open_pull("sally", "wgbot/issue-1", source=sister).number
        if what == "merged":
            fake.merge("mina", number)
        elif what == "closed":
            fake.close_pull("sally", number)
        it.sync()
        assert asked(fake, it)
        assert (own.title, own.body, review(fake, 1)) == before
        assert fake.issue(1).state == "open"
        assert fake.issue(number).title == "A change"

    @pytest.mark.parametrize("what", ["open", "closed"])
    def test_nor_one_of_its_own_branch_that_a_stranger_opens_elsewhere(self, here, what):
        fake, it = here
        fake.push("pages", {"index.html": "Hello"}, by="adele")
        (own,) = pulls(fake, 1)
        before = (own.title, own.body, review(fake, 1))
        number = fake.open_pull("sally", "wgbot/issue-1", "Mine", "Mine", base="pages").number
        if what == "closed":
            fake.close_pull("sally", number)
        it.sync()
        assert asked(fake, it)
        assert (own.title, own.body, review(fake, 1)) == before
        assert (fake.issue(number).title, fake.issue(number).body) == ("Mine", "Mine")
        fake.edit_issue("clara", 1, example.body(**another(NAMES[0]) | {"goals": "Louder."}))
        it.sync()
        assert own.pull.draft

    def test_more_of_them_than_a_page_hide_nothing(self, here):
        fake, it = here
        fake.merge("mina", pulls(fake, 1)[0].number)  # and the bot's run for it is lost
        for number in range(101):
            forked(fake, f"wgbot/issue-{number}")
        it.sync()
        assert "** is registered: " in review(fake, 1)


class TestThumbs:
    @pytest.mark.parametrize("strangers", [25, 130])
    @pytest.mark.parametrize("first", [True, False])
    def test_a_second_approval_is_seen_among_any_number_of_strangers(self, start, strangers, first):
        fake, it = start("approval: {count: 2}\n")
        number = approved(fake, it)
        comment = fake.issue(number).comments[0].id
        if first:
            fake.react("mina", comment)
        for each in range(strangers):
            fake.add_account(f"stranger-{each}")
            fake.react(f"stranger-{each}", comment)
        assert failures(it.sync()) == []
        assert bool(pulls(fake, number)) == first
        if not first:
            fake.react("mina", comment)
            assert failures(it.sync()) == []
        (pull,) = pulls(fake, number)
        assert "Approved by `wanda` and `mina`" in pull.body

    def test_strangers_alone_approve_nothing(self, start):
        fake, it = start("approval: {count: 2}\n")
        number = approved(fake, it)
        for each in range(30):
            fake.add_account(f"stranger-{each}")
            fake.react(f"stranger-{each}", fake.issue(number).comments[0].id)
        fake.delete_account("stranger-3")
        assert asked(fake, it) < 60
        assert pulls(fake, number, "all") == []


OVERFLOWS = "{% if proposal.issue.number == 2 %}{{ range(10 ** 9) | list }}{% endif %}Hello\n"
FAILS = "{% if proposal.issue.number == 2 %}{{ 1 // 0 }}{% endif %}Hello\n"


class TestOneBadProposal:
    """It ends nothing for the others: it is named, the run is red, and the next gets its turn."""

    def _file(self, fake):
        for by, body in zip(HONEST, BODIES, strict=True):
            fake.open_issue(by, body, TITLE)

    def _said(self, fake, it, told=2):
        reports = it.sync()
        assert [each.number for each in reports] == [1, 2, 3]
        assert [each.number for each in reports if each.failures] == [told]
        shown = summary(reports, "https://github.com/acme/groups")
        assert shown.count("❌") == 1
        assert f"❌ [#{told}]" in shown
        assert all(reviews(fake, number) for number in {1, 2, 3} - {told})
        (failure,) = failures(reports)
        assert "Traceback" not in failure
        return failure

    @pytest.mark.parametrize(
        ("where", "answer"),
        [
            ("/issues/2/comments$", 200),  # an object, where a list is documented
            ("/issues/2/comments$", 204),
        ],
    )
    def test_an_answer_that_github_never_gives(self, start, where, answer):
        fake, it = start()
        self._file(fake)
        fake.fault(("*", where), refused(answer, "odd"), times=99)
        self._said(fake, it)

    @pytest.mark.parametrize("template", [OVERFLOWS, FAILS])
    def test_a_template_that_fails_with_it(self, start, template):
        fake, it = start(files={"templates/review.md.j2": template})
        self._file(fake)
        assert "review.md.j2" in self._said(fake, it)

    @pytest.mark.parametrize("error", [ValueError, RecursionError, KeyError, AssertionError])
    def test_a_mistake_of_our_own(self, start, monkeypatch, error):
        fake, it = start()
        self._file(fake)

        def decide(situation, decide=reconcile.decide):
            if situation.issue.number == 2:
                raise error("of the program's own")
            return decide(situation)

        monkeypatch.setattr(reconcile, "decide", decide)
        assert error.__name__ in self._said(fake, it)

    def test_a_run_for_one_says_it_too(self, start):
        fake, it = start(files={"templates/review.md.j2": OVERFLOWS.replace("== 2", "== 1")})
        (report,) = it.run(fake.open_issue("clara", BODIES[0], TITLE))
        assert (report.number, len(report.failures)) == (1, 1)


class TestFlood:
    def test_what_is_approved_comes_before_what_strangers_file(self, start):
        fake, it = start()
        fake.add_account("sally")
        for word in WORDS:
            text = example.body(**another(word) | {"focus": word, "goals": word})
            fake.open_issue("sally", text, TITLE)
        number = filed(fake, it)
        fake.label("wanda", number, "approved")
        token = fake.world.tokens[it.token or fake.actions_token]
        token.budget.limit = token.budget.used + 60
        it.sync()
        assert pulls(fake, number)

    def test_what_is_no_proposal_costs_a_request_a_hundred(self, start):
        fake, it = start(validate=False)
        fake.add_account("sally")
        approved(fake, it)
        least = asked(fake, it)
        for number in range(150):
            fake.open_issue("sally", f"Bug {number}", "Bug")
            forked(fake, f"wgbot/issue-{number}", MARKERS[number % len(MARKERS)])
        assert asked(fake, it) <= least + 2 * (len(fake.repo.issues) // A_PAGE)


class TestNeighbours:
    """What somebody else proposes stands in nobody's way, whatever they make of it later."""

    @pytest.fixture
    def asking(self, monkeypatch):
        overlap = "  - type: textarea\n    id: overlap\n    attributes: {label: Overlap}\n"
        fake, it = bot.start(monkeypatch, files={example.FORM_PATH: example.FORM + overlap})
        fake.add_account("sally")
        return fake, it

    def body(self, **answers):
        return example.body(**answers) + "\n\n### Overlap\n\n_No response_"

    def test_an_older_issue_that_becomes_a_copy_takes_no_approval_away(self, asking):
        fake, it = asking
        it.run(fake.open_issue("sally", self.body(**another("Gardens of glass")), TITLE))
        it.run(fake.open_issue("clara", self.body(), TITLE))
        it.run(fake.label("wanda", 2, "approved"))
        it.run(fake.edit_issue("sally", 1, self.body()))
        it.sync()
        (pull,) = pulls(fake, 2)
        assert not pull.pull.draft
        assert "approved" in labels(fake, 2)

    def test_copies_hide_no_group_that_is_registered(self, asking):
        fake, it = asking
        text = self.body(name="Command line tools", focus="programs that people run in a terminal.")
        for _ in range(4):
            it.run(fake.open_issue("sally", text, TITLE))
        it.sync()
        assert all(labels(fake, number) == {"needs work"} for number in range(1, 5))


class TestMemory:
    """B1: what the bot remembers is in a comment, which others can be made to write."""

    OTHER = example.body(**another(NAMES[0]) | {"goals": "What nobody approved."})

    def _forged(self, text):
        memory = {"since": "2020-01-01T00:00:00+00:00", "text": Issue(text).digest}
        return f"{MARKER} {json.dumps(memory)} -->\nThank you!"

    @pytest.mark.parametrize("when", ["before the review", "after it"])
    @pytest.mark.parametrize("moment", ["a second later", "the same second"])
    def test_a_text_edited_after_the_label_is_not_approved_whatever_is_remembered(
        self, start, when, moment
    ):
        fake, it = start()
        event = fake.open_issue("clara", BODIES[0], TITLE)
        number = event.number
        if when == "before the review":
            echo = fake.comment(ACTIONS_BOT, number, "Welcome!")
        it.run(event)
        if when == "after it":
            echo = fake.comment(ACTIONS_BOT, number, "Welcome!")
            fake.delete_comment("wanda", fake.issue(number).comments[0].id)
        fake.label("wanda", number, "approved")
        fake.clock.freeze(moment == "the same second")
        fake.edit_issue("clara", number, self.OTHER)
        fake.edit_comment(ACTIONS_BOT, echo, self._forged(self.OTHER))
        fake.clock.freeze(False)
        it.sync()
        assert pulls(fake, number, "all") == []
        assert "approved" not in {each.name for each in fake.issue(number).labels}
        it.run(fake.label("wanda", number, "approved"))
        assert len(pulls(fake, number)) == 1

    def test_nor_does_a_reviewed_text_lose_its_approval_to_a_new_title(self, start):
        fake, it = start()
        number = filed(fake, it)
        fake.label("wanda", number, "approved")
        fake.edit_issue("clara", number, title="New working group: Sounds")
        it.sync()
        assert pulls(fake, number)

    @pytest.mark.parametrize("by", [ACTIONS_BOT, PROGRAM, "sally", "clara"])
    @pytest.mark.parametrize("when", ["before the review", "after it"])
    def test_an_app_believes_its_own_comments_only(self, start, by, when):
        fake, it = start()
        it.token = fake.app_token
        fake.add_account("sally")
        fake.add_account(PROGRAM, type="Bot")
        event = fake.open_issue("clara", BODIES[0], TITLE)
        number = event.number
        if when == "after it":
            it.run(event)
        fake.edit_issue("clara", number, self.OTHER)
        fake.comment(by, number, self._forged(self.OTHER))
        fake.label("wanda", number, "approved")
        it.sync()
        assert pulls(fake, number, "all") == []
        own, others = [], []
        for each in fake.issue(number).comments:
            (own if each.author.login == APP_BOT else others).append(each)
        assert len(own) == len(others) == 1
        assert others[0].body == self._forged(self.OTHER)
        assert Record.read(own[0].body).text == Issue(self.OTHER).digest
        it.run(fake.label("wanda", number, "approved"))
        assert len(pulls(fake, number)) == 1

    @pytest.mark.parametrize("by", [ACTIONS_BOT, PROGRAM, "sally"])
    @pytest.mark.parametrize("memory", ['{"merged": 2}', '{"declined": 2}', '{"a":' * 9000])
    def test_nor_do_others_make_it_forget_what_is_approved(self, start, by, memory):
        fake, it = start()
        it.token = fake.app_token
        fake.add_account("sally")
        fake.add_account(PROGRAM, type="Bot")
        event = fake.open_issue("clara", BODIES[0], TITLE)
        fake.comment(by, event.number, f"{MARKER} {memory} -->\nThank you!")
        it.run(event)
        it.run(fake.label("wanda", event.number, "approved"))
        (pull,) = pulls(fake, event.number)
        fake.merge("mina", pull)
        it.sync()
        assert fake.issue(event.number).state == "closed"
        (own,) = [one for one in fake.issue(event.number).comments if one.author.login == APP_BOT]
        assert "** is registered: " in own.body

    def test_a_label_that_a_program_puts_on_for_a_person_is_a_programs(self, start):
        fake, it = start()
        fake.add_account(PROGRAM, type="Bot")
        number = filed(fake, it)
        it.run(fake.label("wanda", number, "approved", app="helper"))
        assert pulls(fake, number, "all") == []


def test_a_copy_of_a_proposal_does_not_stop_the_first(here):
    fake, it = here
    copied = fake.open_issue("sally", fake.issue(3).body, TITLE)
    it.run(copied)
    it.run(fake.label("mina", 3, "approved"))
    (pull,) = pulls(fake, 3)
    assert "registry/gardens-of-glass.yml" in fake.files("wgbot/issue-3")
    assert not pull.pull.draft
