"""The link check at GitHub: one report issue and one pull request, whatever stands there already."""

from pathlib import Path

import pytest

from tests import bot, example, stories
from tests.fakegithub import ACTIONS_BOT, refused
from tests.links.registry import AT_ONCE, CHAT, CLI, START, judgement, moved
from wgbot.github.environment import connect
from wgbot.links import report
from wgbot.links.refusals import moves_in
from wgbot.links.report import MARKER
from wgbot.links.report_issue import LinkReport
from wgbot.proposals.markers import LINKS_BRANCH
from wgbot.text.problems import WgbotError

NEW = "https://github.com/example/cli-tools"
DEAD = {CHAT: "dead"}
MOVED = {CLI: moved(CLI, NEW)}


@pytest.fixture
def fake(monkeypatch):
    fake, _ = bot.start(monkeypatch)
    return fake


def remote(fake):
    environment = {"GITHUB_TOKEN": fake.actions_token, "GITHUB_REPOSITORY": fake.repo.full_name}
    return connect(environment, Path("/nowhere"))


def there(fake):
    return LinkReport(remote(fake))


def tell(fake, states, settings=AT_ONCE, *, is_all=False):
    """Do what a run does once it has judged: the report, then the repair."""
    repository = example.repository()
    judged = judgement(states, repository)
    with fake.serve():
        at = there(fake)
        present = at.find()
        changes = report.decide(judged, repository, settings, present, START, at.folder)
        done = [at.apply(change) for change in changes]
        return done, at.follow(judged.verdicts, is_all=is_all)


def reports(fake):
    return [
        issue
        for issue in fake.repo.issues.values()
        if not issue.pull and (issue.body or "").startswith(MARKER)
    ]


def test_k13_one_report_is_opened_updated_closed_and_opened_again(fake):
    tell(fake, DEAD)
    (issue,) = reports(fake)
    assert "chat.example.org" in issue.body
    fake.start_counting()
    tell(fake, DEAD)
    assert not fake.writes
    tell(fake, {})
    assert reports(fake) == [issue]
    assert issue.state == "closed"
    tell(fake, DEAD)
    assert reports(fake) == [issue]
    assert issue.state == "open"


def test_leads_are_told_in_the_report_that_is_opened_for_them(fake):
    fake.open_issue("rita", "Hello.", "Something else")
    tell(fake, DEAD, AT_ONCE.model_copy(update={"mention_leads": True}))
    (issue,) = reports(fake)
    (comment,) = issue.comments
    assert "@ada" in comment.body


def test_k14_a_report_that_a_person_closed_stays_closed(fake):
    tell(fake, DEAD)
    (issue,) = reports(fake)
    fake.close("wanda", issue.number)
    fake.clock.set(START)
    with fake.serve():
        present = there(fake).find()
    assert present.closed_by_person
    assert not present.is_open


def test_c05_a_report_by_somebody_else_is_none(fake):
    fake.open_issue("rita", f"{MARKER}\nAll is well.", "Links")
    tell(fake, DEAD)
    assert len(reports(fake)) == 2


def test_c05_nor_is_one_that_another_workflow_quotes(fake):
    quoted = f"Somebody wrote:\n\n{MARKER}\nAll is well."
    number = fake.open_issue(ACTIONS_BOT, quoted, "Digest").number
    tell(fake, DEAD)
    assert fake.issue(number).body == quoted
    assert len(reports(fake)) == 1


def test_moved_links_come_as_one_pull_request_that_changes_just_them(fake):
    _, followed = tell(fake, MOVED)
    (pull,) = fake.pulls("open")
    assert pull.pull.head_ref == LINKS_BRANCH
    assert f"#{pull.number}" in followed
    files, before = fake.files(LINKS_BRANCH), fake.files()
    changed = {path for path in files if files[path] != before.get(path)}
    assert changed == {"registry/command-line.yml", example.PAGE_PATH}
    entry = files["registry/command-line.yml"].decode()
    assert entry == before["registry/command-line.yml"].decode().replace(CLI, NEW)
    fake.start_counting()
    tell(fake, MOVED)
    assert not fake.writes


def test_where_links_have_not_moved_after_all_the_pull_request_is_closed_and_nobody_said_no(fake):
    tell(fake, MOVED)
    tell(fake, {})
    (pull,) = fake.pulls("open")
    _, followed = tell(fake, {}, is_all=True)
    assert f"#{pull.number} is closed" in followed
    assert pull.state == "closed"
    with fake.serve():
        assert [moves_in(each.text) for each in there(fake).pulls()] == [()]
    fake.start_counting()
    assert tell(fake, {}, is_all=True) == ([], None)
    assert not fake.writes
    tell(fake, MOVED)
    (other,) = fake.pulls("open")
    assert other.number != pull.number


def test_a_pull_request_that_a_person_added_to_stays_open(fake):
    tell(fake, MOVED)
    fake.push(LINKS_BRANCH, {"NOTE.md": "Mine."}, "wanda")
    assert tell(fake, {}, is_all=True)[1] is None
    assert len(fake.pulls("open")) == 1


def test_the_pull_request_follows_the_default_branch(fake):
    tell(fake, MOVED)
    stories.push_page(fake)
    tell(fake, MOVED)
    assert len(fake.pulls()) == 1
    assert b"See you there." in fake.files(LINKS_BRANCH)[example.PAGE_PATH]


def test_what_is_merged_meanwhile_is_not_taken_back(fake):
    theirs = fake.files()["registry/command-line.yml"].decode() + "# Theirs.\n"
    fake.before(
        ("POST", "/git/trees$"),
        lambda: fake.push("main", {"registry/command-line.yml": theirs}, "adele"),
    )
    tell(fake, MOVED)
    assert not fake.files(LINKS_BRANCH)["registry/command-line.yml"].endswith(b"# Theirs.\n")
    tell(fake, MOVED)
    assert fake.files(LINKS_BRANCH)["registry/command-line.yml"].endswith(b"# Theirs.\n")


def test_a_persons_commit_on_the_branch_is_left_alone(fake):
    tell(fake, MOVED)
    fake.push(LINKS_BRANCH, {"NOTE.md": "Mine."}, "wanda")
    head = fake.head(LINKS_BRANCH)
    _, followed = tell(fake, MOVED)
    assert "Someone has added" in followed
    assert fake.head(LINKS_BRANCH) == head


class TestTwoRepositories:
    """Pages are in a second repository, so what follows a link takes two pull requests."""

    THERE = "acme/website"

    @pytest.fixture
    def two(self, monkeypatch):
        settings = f"second: {{repository: {self.THERE}}}\n"
        fake, _ = bot.start(monkeypatch, {example.PAGE_PATH: None, **stories.config(settings)})
        fake.add_repo(self.THERE, {example.PAGE_PATH: example.FILES[example.PAGE_PATH]})
        fake.open_to(fake.actions_token, self.THERE)
        fake.world.repo(self.THERE).roles["adele"] = "admin"
        return fake

    def pulls(self, fake):
        with fake.at(self.THERE):
            elsewhere = fake.pulls("open")
        return fake.pulls("open"), elsewhere

    def test_each_names_the_other(self, two):
        tell(two, MOVED)
        (here,), (there,) = self.pulls(two)
        assert f"together with {self.THERE}#{there.number}." in here.body
        assert f"together with acme/groups#{here.number}." in there.body
        assert NEW.encode() in two.files(LINKS_BRANCH)["registry/command-line.yml"]
        with two.at(self.THERE):
            assert NEW.encode() in two.files(LINKS_BRANCH)[example.PAGE_PATH]

    def test_then_there_is_nothing_left_to_do(self, two):
        tell(two, MOVED)
        two.start_counting()
        tell(two, MOVED)
        assert not two.writes

    def test_where_a_person_added_to_one_both_stay(self, two):
        tell(two, MOVED)
        with two.at(self.THERE):
            two.push(LINKS_BRANCH, {"NOTES.md": "Mine."}, "adele")
        two.push("main", {"NEWS.md": "New."}, "adele")
        two.start_counting()
        _, said = tell(two, MOVED)
        assert "Someone has added" in said
        assert not two.writes

    def test_where_the_second_cannot_be_opened_the_first_is_not(self, two):
        two.fault(("POST", f"{self.THERE}/pulls"), refused(403), times=9)
        with pytest.raises(WgbotError, match="couldn't be opened"):
            tell(two, MOVED)
        assert self.pulls(two) == ([], [])
