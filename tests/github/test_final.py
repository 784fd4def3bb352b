"""Final is final: what GitHub refuses for good is said once, in the issue too, and leaves nothing about."""

import pytest

from tests import example
from tests.fakegithub import ACTIONS_BOT, refused
from tests.fakegithub.state import Rule
from tests.stories import TITLE, another, approved, filed, labels, pulls, review
from wgbot.github import refusals
from wgbot.proposals import markers

CREATION = (
    "Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n"
)
FORCE = "Repository rule violations found\n\nCannot force-push to this branch\n\n"
REFS = ("POST", "/git/refs$")


def moves(call):
    return call.path == "/graphql" and "updateRefs" in str(call.body)


def made(fake):
    """Return how many commits were made by the API."""
    return sum(call.path.endswith("/git/commits") and call.did_write for call in fake.calls)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (CREATION, "rules"),
        (FORCE, "rules"),
        ("Repository rule violations found\n\nCannot update this protected ref.\n\n", "rules"),
        ("Changes must be made through a pull request.", "rules"),
        ('Required status check "test" is expected.', "rules"),
        ("Cannot force-push to a protected branch", "rules"),
        ("Commits must have verified signatures.", "rules"),
        ("pre-receive hook declined", "hook"),
        ("Repository was archived so is read-only.", "archived"),
        ("Repository access blocked", "blocked"),
        ("Unable to create comment because issue is locked.", "locked"),
        ("Issues has been disabled in this repository.", "issues"),
        ("Reference already exists", "other"),
        ("Could not resolve to a node", "other"),
        ("Resource not accessible by integration", "other"),
    ],
)
def test_a_refusal_is_known_by_its_words(said, what):
    assert refusals.refused(said) == what
    assert bool(refusals.CURES[what]) == (what != "other")


class TestBranch:
    @pytest.mark.parametrize("status", [403, 409, 422])
    def test_a_rule_is_told_once_and_in_the_issue_with_the_setting(self, here, status):
        fake, it = here
        number = filed(fake, it)
        fake.fault(REFS, refused(status, CREATION), times=99)
        fake.start_counting()
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert [str(call) for call in fake.calls if call.path.endswith("/git/refs")] != []
        assert sum(call.path.endswith("/git/refs") for call in fake.calls) == 1
        (failure,) = report.failures
        assert "creations being restricted" in failure
        assert "https://github.com/acme/groups/settings/rules" in failure
        assert not any("put registry" in line for line in report.lines())
        said = review(fake, number)
        assert "Approved by `wanda`, but a rule of the repository doesn't let me write" in said
        assert f"`wgbot/issue-{number}`" in said
        assert "under Rules or Branches" in said
        assert "a maintainer can look" not in said
        assert "add the label `approved`" not in said

    def test_the_next_runs_make_nothing_new_and_fail_again(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.fault(REFS, refused(422, CREATION), times=99)
        fake.start_counting()
        it.run(fake.label("wanda", number, "approved"))
        assert made(fake) == 1
        before = set(fake.repo.objects.raw)
        for _ in range(3):
            fake.start_counting()
            (report,) = it.sync()
            assert report.failures
            assert made(fake) == 0
            assert not [call for call in fake.calls if "/issues/" in call.path and call.did_write]
        assert set(fake.repo.objects.raw) == before

    def test_nor_after_the_default_branch_has_moved(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.fault(REFS, refused(422, CREATION), times=99)
        it.run(fake.label("wanda", number, "approved"))
        fake.push("main", {"NEWS.md": "New."}, "adele")
        fake.start_counting()
        it.sync()
        assert made(fake) == 0

    def test_once_it_may_it_does(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.fault(REFS, refused(422, CREATION), times=99)
        it.run(fake.label("wanda", number, "approved"))
        fake.calm()
        fake.start_counting()
        (report,) = it.sync()
        assert not report.failures
        assert made(fake) == 0
        (pull,) = pulls(fake, number)
        assert f"merge pull request #{pull.number}" in review(fake, number)
        assert '"made"' not in review(fake, number)
        fake.start_counting()
        it.sync()
        assert fake.writes == []

    def test_what_a_comment_says_was_made_is_looked_at_first(self, here):
        """Another workflow can write as the same account: the commit has to be the very one."""
        fake, it = here
        number = filed(fake, it)
        fake.fault(REFS, refused(422, CREATION), times=99)
        it.run(fake.label("wanda", number, "approved"))
        text = review(fake, number)
        commit = text.partition('"made": {"": "')[2].partition('"')[0]
        assert fake.repo.objects.has(commit, "commit")
        good = fake.repo.objects.read(commit)
        fake.push("elsewhere", {"evil.sh": "x"}, "wanda")
        tree = fake.repo.objects.read(fake.head("elsewhere")).tree
        own = markers.own_message(good.message, good.tree)
        fake.amend("elsewhere", "wanda", message=markers.signed(own, tree))
        forged = fake.head("elsewhere")
        comment = fake.issue(number).comments[0]
        comment.body = text.replace(commit, forged)
        fake.calm()
        it.sync()
        assert "evil.sh" not in fake.files(f"wgbot/issue-{number}")
        assert fake.head(f"wgbot/issue-{number}") != forged

    def test_a_branch_that_may_not_be_moved_is_told_of_and_its_pull_request_waits(self, here):
        fake, it = here
        number = approved(fake, it)
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        head = fake.head(f"wgbot/issue-{number}")
        fake.fault(moves, refused(403, FORCE), times=99)
        fake.start_counting()
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert "Cannot force-push" in report.failures[0]
        assert sum(map(moves, fake.calls)) == 1
        assert "a rule of the repository doesn't let me write" in review(fake, number)
        assert fake.head(f"wgbot/issue-{number}") == head
        assert pulls(fake, number)[0].pull.draft
        fake.start_counting()
        it.sync()
        assert made(fake) == 0
        fake.calm()
        it.sync()
        assert not pulls(fake, number)[0].pull.draft
        assert fake.head(f"wgbot/issue-{number}") != head

    def test_a_rule_that_keeps_many_is_told_in_full_once_and_of_each_in_its_issue(self, here):
        fake, it = here
        numbers = [filed(fake, it, **another(name)) for name in ("Gardens", "Robots", "Bees")]
        fake.fault(REFS, refused(422, CREATION), times=99)
        for number in numbers:
            fake.label("wanda", number, "approved")
        for _ in range(2):
            told = [failure for report in it.sync() for failure in report.failures]
            assert len(told) == 3
            assert "creations being restricted" in told[0]
            assert (
                told[1:] == [f"This waits for the same as #{numbers[0]}: see there what to do."] * 2
            )
        for number in numbers:
            assert "a rule of the repository doesn't let me write" in review(fake, number)

    def test_a_missing_permission_is_told_in_the_issue(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.fault(("POST", "/git/trees$"), refused(403, "Resource not accessible"), times=99)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert report.failures
        assert "I'm not allowed to write the branch" in review(fake, number)


class TestRules:
    """As the fake has them: rules of branches with a pattern, by account."""

    @pytest.mark.parametrize("forbids", ["creation", "creation update", "creation force"])
    def test_a_branch_that_may_not_be_made(self, here, forbids):
        fake, it = here
        number = filed(fake, it)
        fake.policy.rules.append(Rule("wgbot/*", set(forbids.split())))
        fake.start_counting()
        it.run(fake.label("wanda", number, "approved"))
        it.sync()
        (report,) = it.sync()
        assert report.failures
        assert made(fake) == 1
        fake.policy.rules.clear()
        (report,) = it.sync()
        assert not report.failures
        assert pulls(fake, number)

    @pytest.mark.parametrize("forbids", ["update", "force", "update force"])
    def test_a_branch_that_may_not_be_moved(self, here, forbids):
        fake, it = here
        number = approved(fake, it)
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        fake.policy.rules.append(Rule("wgbot/*", set(forbids.split())))
        fake.start_counting()
        it.run(fake.label("wanda", number, "approved"))
        it.sync()
        (report,) = it.sync()
        assert "rule violations" in report.failures[0]
        assert made(fake) == 1
        assert "doesn't let me write the branch" in review(fake, number)
        fake.policy.rules.clear()
        (report,) = it.sync()
        assert not report.failures
        assert not pulls(fake, number)[0].pull.draft

    def test_an_account_that_may_bypass_them_is_not_stopped(self, here):
        fake, it = here
        fake.policy.rules.append(Rule("wgbot/*", {"creation"}, {ACTIONS_BOT}))
        number = approved(fake, it)
        assert pulls(fake, number)


class TestAnyFailure:
    @pytest.mark.parametrize(
        "match", [("POST", "/git/trees$"), ("POST", "/git/refs$"), ("POST", "/pulls$")]
    )
    @pytest.mark.parametrize("how", [refused(502), refused(422, "Something odd")])
    def test_between_approval_and_pull_request_is_said_in_the_issue(self, here, match, how):
        fake, it = here
        number = filed(fake, it)
        fake.fault(match, how, times=99)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert len(report.failures) == 1
        said = review(fake, number)
        assert "Approved by `wanda`, but something went wrong" in said
        assert "run the workflow again" in said
        fake.start_counting()
        it.sync()
        assert not [call for call in fake.calls if "/comments" in call.path and call.did_write]
        fake.calm()
        it.sync()
        assert f"merge pull request #{pulls(fake, number)[0].number}" in review(fake, number)

    def test_a_bug_is_too(self, here, monkeypatch):
        fake, it = here
        number = filed(fake, it)

        def fail(*_):
            raise RuntimeError("odd")

        monkeypatch.setattr("wgbot.github.branches.Branches.put", fail)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert "a bug in wgbot" in report.failures[0]
        assert "something went wrong on the way" in review(fake, number)

    def test_of_what_is_not_approved_nothing_is_said(self, here):
        fake, it = here
        number = filed(fake, it, focus="TBD")
        before = review(fake, number)
        fake.fault(("POST", "/labels$"), refused(502), times=99)
        it.run(fake.edit_issue("clara", number, example.body()))
        assert "Approved" not in review(fake, number)
        assert review(fake, number) != before


class TestRepository:
    def test_a_mistake_in_it_is_said_in_the_issue(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.push("main", {"registry/broken.yml": "name: ["}, "adele")
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert report.failures
        assert "something in the repository has to be fixed first" in review(fake, number)

    def test_a_branch_that_is_a_persons_is_said_in_the_issue(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.push(f"wgbot/issue-{number}", {"x": "y"}, "wanda")
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert report.failures
        assert "holds something that isn't mine" in review(fake, number)

    def test_an_archived_one_is_told_of_once_for_all(self, here):
        fake, it = here
        first = filed(fake, it)
        second = filed(fake, it, **another("Gardens"))
        for number in (first, second):
            fake.label("wanda", number, "approved")
        fake.repo.archived = True
        fake.start_counting()
        reports = it.sync()
        assert sum(call.writes for call in fake.calls) == 1
        failures = [failure for report in reports for failure in report.failures]
        assert "unarchive it in its settings" in failures[0]
        assert failures[1:] == [f"Skipped for that reason: #{second}."]


class TestLocked:
    def test_it_is_red_once_and_then_a_word_in_the_log(self, here):
        fake, it = here
        event = fake.open_issue("clara", example.body(), TITLE)
        fake.lock("wanda", event.number)
        (report,) = it.run(event)
        assert "Unlock the conversation" in report.failures[0]
        (report,) = it.sync()
        assert report.failures == []
        assert any("issue is locked" in line for line in report.lines())
        assert labels(fake, event.number) == {"ready"}
        fake.unlock("wanda", event.number)
        it.sync()
        assert "All automatic checks passed" in review(fake, event.number)

    def test_where_somebody_approves_it_stays_red(self, here):
        fake, it = here
        event = fake.open_issue("clara", example.body(), TITLE)
        fake.lock("wanda", event.number)
        it.run(event)
        (report,) = it.run(fake.label("wanda", event.number, "approved"))
        assert report.failures
