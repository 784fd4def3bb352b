"""Pages or registry in a second repository: two pull requests that know each other, or none.

Whatever fails at whichever call, and in whichever order the two are merged, it ends the same.
"""

import contextlib
import copy
import re
import time

import pytest

from tests import bot, editing, example, stories
from tests.fakegithub import KILLED, Killed, answered, refused, snapshot

HOME, THERE = "acme/groups", "acme/website"
BRANCH = "wgbot/groups-issue-1"


def is_page(path):
    return path == example.PAGE_PATH


def is_registered(path):
    return path.startswith("registry/")


BIRDS = {"registry/birds.yml": "name: Birds\nfocus: counting.\nleads: [{github: ada}]\n"}
PARTS = {"pages": is_page, "registry": is_registered}


class Two:
    """A community with two repositories, and the bot of the first."""

    def __init__(self, monkeypatch, holds="pages", more=""):
        is_there = PARTS[holds]
        settings = f"second: {{repository: {THERE}, holds: {holds}}}\n{more}"
        every = {**example.FILES, **(editing.files(**BIRDS) if "forms:" in more else {})}
        here = {path: None if is_there(path) else text for path, text in every.items()}
        self.fake, self.it = bot.start(monkeypatch, {**here, **stories.config(settings)})
        files = {path: text for path, text in every.items() if is_there(path)}
        self.fake.add_repo(THERE, files)
        for login in ("wanda", "mina", "adele"):
            self.fake.world.repo(THERE).roles[login] = "write"
        self.it.token = self.fake.app_token
        self.fake.open_to(self.it.token, THERE)

    def pulls(self, name=HOME, state="open"):
        with self.fake.at(name):
            return self.fake.pulls(state)

    def pull(self, name=HOME):
        (one,) = self.pulls(name)
        return one

    def status(self, name=HOME):
        repo = self.fake.world.repo(name)
        sha = self.pull(name).pull.head_sha
        (one,) = [each for each in repo.latest_statuses(sha) if each.context == "wgbot"]
        return one.state

    def files(self, name):
        branch = self.pull(name).pull.head_ref
        with self.fake.at(name):
            before, after = self.fake.files(), self.fake.files(branch)
            return {path for path in after if after[path] != before.get(path)}

    def merge(self, name):
        with self.fake.at(name):
            return self.fake.merge("wanda", self.pull(name).number)

    def sync(self):
        return self.it.sync()

    def end(self):
        return [snapshot.end_state(self.fake.world.repo(name)) for name in (HOME, THERE)]


@pytest.fixture(params=["pages", "registry"])
def holds(request):
    return request.param


@pytest.fixture
def two(monkeypatch, holds):
    return Two(monkeypatch, holds)


def failures(reports):
    return [failure for report in reports for failure in report.failures]


class TestReviews:
    REQUIRE = "approval: {consent: require}\n"

    def test_a_new_lead_agrees_by_one_of_either_pull_request(self, monkeypatch, holds):
        for name in (HOME, THERE):
            two = Two(monkeypatch, holds, self.REQUIRE)
            stories.approved(two.fake, two.it)
            for who in ("rita", "fanny"):
                with two.fake.at(name):
                    two.fake.approve(who, two.pull(name).number)
                two.sync()
                is_agreed = who == "fanny"
                assert (two.pull().pull.draft, two.pull(THERE).pull.draft) == (not is_agreed,) * 2
            with two.fake.at(name):
                two.fake.request_changes("fanny", two.pull(name).number)
            two.sync()
            assert (two.pull().pull.draft, two.pull(THERE).pull.draft) == (True, True)


class TestAnApprovedProposal:
    def test_takes_one_in_each_repository(self, two, holds):
        stories.approved(two.fake, two.it)
        in_registry = two.files(THERE if holds == "registry" else HOME)
        in_pages = two.files(HOME if holds == "registry" else THERE)
        assert in_registry == {"registry/sound-and-music.yml"}
        assert in_pages == {example.PAGE_PATH}

    def test_each_names_the_other(self, two):
        stories.approved(two.fake, two.it)
        here, there = two.pull(), two.pull(THERE)
        assert f"this one and {THERE}#{there.number}: merge both" in here.body
        assert f"this one and {HOME}#{here.number}: merge both" in there.body
        assert f"in {HOME}#1" in there.body
        assert here.title == there.title == "Add working group: Sound and music"

    def test_neither_closes_the_issue_alone(self, two):
        stories.approved(two.fake, two.it)
        assert "Closes" not in two.pull().body + two.pull(THERE).body

    def test_both_are_vouched_for(self, two):
        stories.approved(two.fake, two.it)
        assert (two.status(), two.status(THERE)) == ("success", "success")

    def test_the_review_names_both(self, two):
        stories.approved(two.fake, two.it)
        assert f"merge pull requests #2 and {THERE}#1" in stories.review(two.fake, 1)

    def test_then_there_is_nothing_left_to_do(self, two):
        stories.approved(two.fake, two.it)
        two.fake.start_counting()
        two.sync()
        assert not two.fake.writes

    def test_gets_the_labels_of_the_configuration_once(self, monkeypatch):
        two = Two(monkeypatch, more="pull_request: {labels: [groups]}\n")
        stories.approved(two.fake, two.it)
        two.sync()
        for name in (HOME, THERE):
            assert [each.name for each in two.pull(name).labels] == ["groups"], name

    def test_before_approval_there_is_nothing_there(self, two):
        stories.filed(two.fake, two.it)
        two.sync()
        assert (two.pulls(), two.pulls(THERE)) == ([], [])


class TestNeitherGoesWithoutTheOther:
    def test_taking_the_approval_back_holds_both(self, two):
        stories.approved(two.fake, two.it)
        two.it.run(two.fake.unlabel("wanda", 1, "approved"))
        for name in (HOME, THERE):
            assert two.pull(name).pull.draft, name
            assert two.status(name) == "failure"
            assert "Please do not merge it as it is." in two.pull(name).body
        assert "wait as drafts" in stories.review(two.fake, 1)
        two.it.run(two.fake.label("wanda", 1, "approved"))
        for name in (HOME, THERE):
            assert not two.pull(name).pull.draft, name
            assert two.status(name) == "success"
            assert "Do not merge" not in two.pull(name).body

    def test_a_text_that_changes_changes_both(self, two):
        stories.approved(two.fake, two.it)
        two.it.run(two.fake.edit_issue("clara", 1, example.body(name="Sound")))
        assert (two.status(), two.status(THERE)) == ("failure", "failure")
        two.it.run(two.fake.label("wanda", 1, "approved"))
        assert two.pull().title == two.pull(THERE).title == "Add working group: Sound"
        assert two.files(HOME) | two.files(THERE) == {"registry/sound.yml", example.PAGE_PATH}

    @pytest.mark.parametrize("name", [HOME, THERE])
    def test_one_that_a_person_added_to_holds_the_other(self, two, name):
        stories.approved(two.fake, two.it)
        branch = two.pull(name).pull.head_ref
        with two.fake.at(name):
            two.fake.push(branch, {"NOTES.md": "Mine."}, "wanda")
        two.it.run(two.fake.edit_issue("clara", 1, example.body(name="Sound")))
        reports = two.it.run(two.fake.label("wanda", 1, "approved"))
        assert "Someone has added to the branch" in failures(reports)[0]
        assert (two.status(), two.status(THERE)) == ("failure", "failure")

    def test_where_the_second_cannot_be_opened_the_first_is_not(self, two):
        number = stories.filed(two.fake, two.it)
        two.fake.fault(("POST", f"{THERE}/pulls"), refused(403), times=99)
        reports = two.it.run(two.fake.label("wanda", number, "approved"))
        assert two.pulls() == []
        assert "doesn't let this token open a pull request" in failures(reports)[0]
        assert f"github.com/{THERE}/compare/main...{BRANCH}" in stories.review(two.fake, number)
        two.fake.calm()
        two.sync()
        assert (two.status(), two.status(THERE)) == ("success", "success")

    def test_where_the_first_cannot_be_opened_the_second_is_held(self, two):
        number = stories.filed(two.fake, two.it)
        two.fake.fault(("POST", f"{HOME}/pulls"), refused(403), times=99)
        reports = two.it.run(two.fake.label("wanda", number, "approved"))
        assert failures(reports)
        assert two.status(THERE) == "failure"
        assert "Its other half, in the other repository, isn't ready yet." in two.pull(THERE).body

    def test_what_was_held_up_gets_its_labels_all_the_same(self, monkeypatch, holds):
        two = Two(monkeypatch, holds, "pull_request: {labels: [groups]}\n")
        for name in (HOME, THERE):
            with two.fake.at(name):
                two.fake.add_label("groups")
        number = stories.filed(two.fake, two.it)
        two.fake.fault(("POST", f"{HOME}/pulls"), refused(403), times=99)
        two.it.run(two.fake.label("wanda", number, "approved"))
        two.fake.calm()
        for _ in range(2):
            two.sync()
        for name in (HOME, THERE):
            assert [label.name for label in two.pull(name).labels] == ["groups"]

    def test_a_token_that_cannot_see_the_second_is_told(self, two, holds):
        two.it.token = two.fake.actions_token
        two.fake.world.repo(THERE).private = True
        number = stories.filed(two.fake, two.it) if holds == "pages" else None
        if number is None:
            event = two.fake.open_issue("clara", example.body(), stories.TITLE)
            reports = two.it.run(event)
        else:
            assert "All automatic checks passed" in stories.review(two.fake, number)
            reports = two.it.run(two.fake.label("wanda", number, "approved"))
        assert f"knows no repository {THERE}" in failures(reports)[0]
        assert two.pulls() == []

    @pytest.mark.parametrize("name", [HOME, THERE])
    def test_one_that_is_closed_declines_the_proposal(self, two, name):
        stories.approved(two.fake, two.it)
        other = THERE if name == HOME else HOME
        with two.fake.at(name):
            event = two.fake.close_pull("wanda", two.pull(name).number)
        if name == HOME:
            two.it.run(event)
        two.sync()
        assert "was closed without being merged" in two.pull(other).body
        assert two.status(other) == "failure"
        assert "was closed without being merged" in stories.review(two.fake, 1)
        assert "approved" not in stories.labels(two.fake, 1)
        two.it.run(two.fake.label("wanda", 1, "approved"))
        assert (two.status(), two.status(THERE)) == ("success", "success")
        here, there = two.pull(), two.pull(THERE)
        assert f"{THERE}#{there.number}" in here.body
        assert f"{HOME}#{here.number}" in there.body


class TestMerging:
    @pytest.mark.parametrize("first", [HOME, THERE])
    def test_the_issue_is_closed_once_both_are_merged(self, two, first):
        stories.approved(two.fake, two.it)
        second = THERE if first == HOME else HOME
        two.merge(first)
        two.sync()
        assert two.fake.issue(1).state == "open"
        assert two.status(second) == "success"
        two.merge(second)
        two.sync()
        assert two.fake.issue(1).state == "closed"
        assert f"pull requests #2 and {THERE}#1 were merged" in stories.review(two.fake, 1)
        files = {}
        for name in (HOME, THERE):
            with two.fake.at(name):
                files |= two.fake.files()
        assert b"Sound and music" in files[example.PAGE_PATH]
        assert b"Sound and music" in files["registry/sound-and-music.yml"]
        two.fake.start_counting()
        two.sync()
        assert not two.fake.writes

    def test_in_between_the_review_says_what_is_left(self, two, holds):
        stories.approved(two.fake, two.it)
        two.merge(HOME if holds == "pages" else THERE)
        two.sync()
        left = two.pull(THERE if holds == "pages" else HOME)
        called = f"{THERE}#{left.number}" if holds == "pages" else f"#{left.number}"
        assert f"{called} as well" in stories.review(two.fake, 1)

    def test_what_is_registered_is_not_held_any_more(self, two, holds):
        stories.approved(two.fake, two.it)
        main, rest = (HOME, THERE) if holds == "pages" else (THERE, HOME)
        two.merge(main)
        two.it.run(two.fake.unlabel("wanda", 1, "approved"))
        two.sync()
        assert two.status(rest) == "success"
        assert not two.pull(rest).pull.draft

    def test_a_persons_commits_in_what_is_left_are_theirs_to_judge(self, two, holds):
        stories.approved(two.fake, two.it)
        main, rest = (HOME, THERE) if holds == "pages" else (THERE, HOME)
        with two.fake.at(rest):
            two.fake.push(two.pull(rest).pull.head_ref, {"NOTES.md": "Mine."}, "wanda")
        two.merge(main)
        two.sync()
        left = two.pull(rest)
        sha, statuses = left.pull.head_sha, two.fake.world.repo(rest).latest_statuses
        assert "NOTES.md" in two.files(rest)
        assert "success" not in {each.state for each in statuses(sha) if each.context == "wgbot"}

    def test_what_is_left_follows_the_default_branch(self, two, holds):
        stories.approved(two.fake, two.it)
        main, rest = (HOME, THERE) if holds == "pages" else (THERE, HOME)
        two.merge(main)
        with two.fake.at(rest):
            base = two.fake.head()
            stories.push_page(two.fake)
        two.sync()
        with two.fake.at(rest):
            assert base not in two.fake.repo.objects.read(two.pull(rest).pull.head_sha).parents

    def test_what_is_left_waits_while_the_registry_cannot_be_read(self, two, holds):
        stories.approved(two.fake, two.it)
        main, rest = (HOME, THERE) if holds == "pages" else (THERE, HOME)
        two.merge(main)
        with two.fake.at(main):
            two.fake.push("main", {"registry/command-line.yml": "name: ["}, "adele")
        with two.fake.at(rest):
            stories.push_page(two.fake)
        before = two.pull(rest).pull.head_sha
        reports = two.sync()
        assert two.pull(rest).pull.head_sha == before
        assert "registry/command-line.yml" in str([each.failures for each in reports])


class TestWhatIsThere:
    """Registered is what the default branch of the registry's repository says."""

    def places(self, holds):
        return (HOME, THERE) if holds == "pages" else (THERE, HOME)

    def astray(self, two, name):
        with two.fake.at(name):
            two.fake.push("develop", {"NEWS.md": "New."}, "adele")
            two.fake.retarget("wanda", two.pull(name).number, "develop")

    def test_the_registrys_merged_into_another_branch_is_not_registered(self, two, holds):
        stories.approved(two.fake, two.it)
        main, rest = self.places(holds)
        self.astray(two, main)
        two.merge(main)
        (failed,) = failures(two.sync())
        assert "it was merged into develop, not into main" in failed
        assert "was merged into `develop`" in stories.review(two.fake, 1)
        assert "is registered" not in stories.review(two.fake, 1)
        assert two.pull(rest).pull.draft
        two.sync()
        two.fake.start_counting()
        two.sync()
        assert not two.fake.writes
        # Approved anew, both are proposed again.
        two.it.run(two.fake.unlabel("wanda", 1, "approved"))
        two.it.run(two.fake.label("wanda", 1, "approved"))
        assert (two.status(), two.status(THERE)) == ("success", "success")
        assert not two.pull(rest).pull.draft
        two.merge(main)
        two.merge(rest)
        assert not failures(two.sync())
        assert "is registered: pull requests" in stories.review(two.fake, 1)

    def test_the_pages_merged_into_another_branch_are_said_to_be_missing(self, two, holds):
        stories.approved(two.fake, two.it)
        main, rest = self.places(holds)
        self.astray(two, rest)
        two.merge(main)
        (failed,) = failures(two.sync())
        assert "Change its base to main" in failed
        two.merge(rest)
        assert not failures(two.sync())
        said = stories.review(two.fake, 1)
        assert "is registered: pull request " in said
        assert "wasn't merged into the default branch there" in said
        assert two.fake.issue(1).state == "closed"

    def test_the_pages_refused_are_said_to_be_missing(self, two, holds):
        stories.approved(two.fake, two.it)
        main, rest = self.places(holds)
        two.merge(main)
        two.sync()
        with two.fake.at(rest):
            two.fake.close_pull("adele", two.pull(rest).number)
        assert not failures(two.sync())
        said = stories.review(two.fake, 1)
        assert "pull requests #" not in said
        assert "wasn't merged into the default branch there" in said

    def test_but_not_where_a_person_brought_them_in(self, two, holds):
        stories.approved(two.fake, two.it)
        main, rest = self.places(holds)
        two.merge(main)
        two.sync()
        with two.fake.at(rest):
            page = two.fake.files(two.pull(rest).pull.head_ref)[example.PAGE_PATH]
            number = two.pull(rest).number
            two.fake.push("main", {example.PAGE_PATH: page}, "adele")
            if two.fake.repo.issues[number].state == "open":
                two.fake.close_pull("adele", number)
        assert not failures(two.sync())
        assert "wasn't merged" not in stories.review(two.fake, 1)


class TestEdits:
    """A change, an end, a pause or a move takes a pull request in each repository, or none."""

    EDITS = (
        (editing.change(focus="all that a terminal shows."), "has been updated"),
        (editing.end(), "has ended"),
        (editing.end("Command line", "only a pause"), "is paused now"),
        (
            editing.end("Embedded devices", "merged into another group", successors="Command line"),
            "",
        ),
    )

    @pytest.fixture(params=EDITS, ids=["change", "end", "pause", "merger"])
    def edit(self, request):
        return request.param

    @pytest.fixture
    def two(self, monkeypatch, holds):
        return Two(monkeypatch, holds, more=editing.CONFIG.partition("working-groups.md\n")[2])

    @pytest.mark.parametrize("first", [HOME, THERE])
    def test_a_merge_half_done_is_told_and_completed(self, two, holds, edit, first):
        """Hold that no line "a merge half done" comes true: the issue stays open until both are."""
        text, done = edit
        two.it.run(two.fake.open_issue("clara", text, "Anything"))
        two.it.run(two.fake.label("wanda", 1, "approved"))
        assert f"{THERE}#" in two.pull().body
        second = THERE if first == HOME else HOME
        two.merge(first)
        two.sync()
        assert two.fake.issue(1).state == "open"
        assert two.status(second) == "success"
        two.merge(second)
        two.sync()
        assert two.fake.issue(1).state == "closed"
        assert done in stories.review(two.fake, 1)
        two.fake.start_counting()
        two.sync()
        assert not two.fake.writes

    def test_what_is_not_what_was_approved_holds_both(self, two, holds):
        """Hold that no "request whose meaning changed" keeps "its approval", in either repository."""
        text = editing.change(focus="all that a terminal shows.")
        two.it.run(two.fake.open_issue("clara", text, "Anything"))
        two.it.run(two.fake.label("wanda", 1, "approved"))
        with two.fake.at(THERE if holds == "registry" else HOME):
            now = example.FILES[editing.CLI].replace("people run", "nobody runs")
            two.fake.push("main", {editing.CLI: now}, "adele")
        two.sync()
        for name in (HOME, THERE):
            assert two.pull(name).pull.draft, name
            assert two.status(name) == "failure"


def life(two):
    """Approve, edit, approve anew, merge one and the other: what writes to both repositories."""
    yield two.fake.label("wanda", 1, "approved")
    yield two.fake.edit_issue("clara", 1, example.body(goals="Louder."))
    yield two.fake.label("wanda", 1, "approved")
    two.merge(HOME)
    yield None
    two.merge(THERE)
    yield None


def end(two):
    text = re.sub(r'"(?:since|key)": "[^"]*"', "", repr(two.end()))
    return re.sub(r" until [0-9: -]+ UTC", "", text)


def play(two, event):
    return two.it.run(event) if event else two.sync()


def copied(two, monkeypatch):
    other = copy.copy(two)
    other.fake = copy.deepcopy(two.fake)
    other.it = bot.Bot(other.fake, token=two.it.token)
    monkeypatch.setattr(time, "sleep", other.fake.clock.advance)
    return other


# A run that is killed after each write is one that is killed before the next. What else can fail is
# no other than with one repository: see test_crash.
FAULTS = {"pages": (KILLED, answered(502)), "registry": (KILLED,)}


def test_e11_one_more_run_ends_where_a_clean_run_ends(two, holds, monkeypatch):
    stories.filed(two.fake, two.it)
    tried, wrong = 0, []
    for event in life(two):
        before = copied(two, monkeypatch)
        monkeypatch.setattr(time, "sleep", two.fake.clock.advance)
        two.fake.start_counting()
        play(two, event)
        for call in [each for each in two.fake.calls if each.writes]:
            for fault in FAULTS[holds]:
                broken = copied(before, monkeypatch)
                broken.fake.start_counting()
                broken.fake.fault(call.number, fault)
                with contextlib.suppress(Killed):
                    play(broken, event)
                play(broken, event)
                tried += 1
                if end(broken) != end(two):
                    wrong.append(f"{event}: {call} {fault}")
        monkeypatch.setattr(time, "sleep", two.fake.clock.advance)
    assert tried > 20 * len(FAULTS[holds])
    assert not wrong, "\n".join(wrong)
