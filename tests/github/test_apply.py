"""The forge at GitHub: what it is told there, and what it does where GitHub says no."""

import copy
import datetime as dt
import json
import re
from types import SimpleNamespace

import pytest

from tests import bot, example
from tests.fakegithub import ACTIONS_BOT, Clock, answered, primary_limit, refused, secondary_limit
from tests.stories import (
    TITLE,
    another,
    approved,
    filed,
    labels,
    pulls,
    push_page,
    review,
    reviews,
    status,
)
from wgbot.github import api as apis
from wgbot.github import connection, retries
from wgbot.github.job import Job
from wgbot.proposals.memory import MARKER
from wgbot.proposals.proposal import Issue


@pytest.fixture
def timed(start, monkeypatch):
    """Start a community where the fake's clock is the one that time limits are held against."""
    fake, it = start(clock=Clock(dt.datetime.now(dt.UTC)))
    begin = fake.clock.now

    def passed():
        return (fake.clock.now - begin).total_seconds()

    for module in (apis, connection, retries):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=passed, sleep=fake.sleep))
    return fake, it


def quiet(fake, it, event=None):
    """Say that a run writes nothing, and give what it reports."""
    fake.start_counting()
    reports = it.run(event) if event else it.sync()
    assert [str(call) for call in fake.writes] == []
    return reports


class TestComments:
    def test_c05_a_strangers_comment_with_the_mark_is_not_the_bots(self, here):
        fake, it = here
        number = filed(fake, it, focus="TBD")
        spoof = review(fake, number).replace("One thing needs", "Nothing needs")
        fake.comment("rita", number, spoof)
        fake.comment("wanda", number, spoof)
        it.run(fake.edit_issue("clara", number, example.body()))
        bodies = [comment.body for comment in fake.issue(number).comments]
        assert bodies[1:] == [spoof, spoof]
        assert "All automatic checks passed" in bodies[0]

    def test_c05_not_even_one_that_was_there_first(self, here):
        fake, it = here
        event = fake.open_issue("clara", example.body(), TITLE)
        record = '{"text": "' + "0" * 64 + '"}'
        fake.comment("clara", 1, f"{MARKER} {record} -->\nAll is fine.")
        it.run(event)
        assert [one.author.login for one in fake.issue(1).comments] == [
            "clara",
            "github-actions[bot]",
        ]

    def test_c05_nor_does_one_vouch_for_a_text(self, here):
        fake, it = here
        number = filed(fake, it)
        body = example.body(goals="Something else.")
        fake.edit_issue("clara", number, body)
        digest = Issue(body).digest
        fake.comment("clara", number, f'{MARKER} {{"text": "{digest}"}} -->\nFine.')
        it.run(fake.label("wanda", number, "approved"))
        assert pulls(fake, number) == []

    def test_c05_the_mark_in_the_middle_of_a_comment_is_no_mark(self, here):
        fake, it = here
        number = filed(fake, it)
        it.run(fake.comment("rita", number, f"Look:\n{MARKER} {{}} -->\n"))
        assert len(reviews(fake, number)) == 1

    def test_c05_not_even_where_another_workflow_quotes_one(self, here):
        fake, it = here
        number = filed(fake, it)
        quoted = f"Somebody wrote:\n\n{review(fake, number)}"
        fake.comment(ACTIONS_BOT, number, quoted)
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        first, second = fake.issue(number).comments
        assert second.body == quoted
        assert first.body == review(fake, number)

    @pytest.mark.parametrize(
        "said", ["> /wgbot recheck", "```\n/wgbot recheck\n```", "Try `/wgbot recheck`"]
    )
    def test_c06_a_quoted_command_asks_for_nothing(self, here, said):
        fake, it = here
        number = filed(fake, it)
        fake.start_counting()
        assert it.run(fake.comment("rita", number, said)) == []
        assert fake.calls == []

    def test_c07_a_comment_that_was_deleted_is_written_anew(self, here):
        fake, it = here
        number = approved(fake, it)
        before = review(fake, number)
        it.run(fake.delete_comment("wanda", fake.issue(number).comments[0].id))
        it.sync()
        assert "Approved by `wanda`" in review(fake, number)
        # They were told before, and are mentioned no more.
        before = before.replace("@fanny", "`fanny`")
        assert before.partition("\n")[2] == review(fake, number).partition("\n")[2]
        assert len(pulls(fake, number, "all")) == 1
        quiet(fake, it)

    def test_c07_one_that_is_deleted_while_it_is_written_is_too(self, here):
        fake, it = here
        number = filed(fake, it, focus="TBD")
        comment = fake.issue(number).comments[0].id
        fake.before(("PATCH", "/comments/"), lambda: fake.delete_comment("wanda", comment))
        (report,) = it.run(fake.edit_issue("clara", number, example.body()))
        assert not report.failures
        assert "All automatic checks passed" in review(fake, number)

    def test_c07_what_a_person_makes_of_it_is_put_right(self, here):
        fake, it = here
        number = filed(fake, it)
        before = review(fake, number).partition("\n")[2]
        comment = fake.issue(number).comments[0].id
        fake.edit_comment("wanda", comment, review(fake, number) + "\nApproved by the queen.")
        it.sync()
        assert review(fake, number).partition("\n")[2] == before
        fake.edit_comment("wanda", comment, "All gone.")
        it.sync()
        assert len(fake.issue(number).comments) == 2  # It does not look like the bot's any more.
        assert review(fake, number).partition("\n")[2] == before
        quiet(fake, it)

    @pytest.mark.parametrize("others", [35, 105, 230])
    def test_c08_the_comment_is_found_however_many_there_are(self, here, others):
        fake, it = here
        event = fake.open_issue("clara", example.body(focus="TBD"), TITLE)
        for number in range(others):
            fake.comment("rita", 1, f"Comment {number}.")
        it.run(event)
        it.run(fake.edit_issue("clara", 1, example.body()))
        assert len(fake.issue(1).comments) == others + 1
        assert "All automatic checks passed" in review(fake, 1)

    def test_c08_so_is_the_last_of_many_events(self, here):
        fake, it = here
        number = filed(fake, it)
        for _ in range(60):
            fake.label("tri", number, "approved")
            fake.unlabel("tri", number, "approved")
        it.run(fake.label("wanda", number, "approved"))
        assert pulls(fake, number)

    def test_c09_the_longest_answers_give_a_comment_that_github_takes(self, here):
        fake, it = here
        body = example.body(
            goals="& * [ " * 4_000,
            leads=", ".join(f"@lead-{n}-" for n in range(800)),
            repository="\n".join(f"http://x{n}.example.net" for n in range(800)),
        )
        assert len(body) < 65_536
        (report,) = it.run(fake.open_issue("clara", body, TITLE))
        assert not report.failures
        assert len(review(fake, 1)) <= 65_536

    def test_c10_an_unchanged_comment_is_not_written_again(self, here):
        fake, it = here
        number = approved(fake, it)
        before = fake.issue(number).comments[0].updated_at
        for _ in range(3):
            quiet(fake, it)
        assert fake.issue(number).comments[0].updated_at == before

    def test_a12_of_several_comments_the_oldest_stays(self, here):
        fake, it = here
        number = filed(fake, it)
        body = review(fake, number)
        with fake.serve():
            for _ in range(2):
                apis.Api(fake.actions_token, "acme/groups").post(
                    f"/issues/{number}/comments", body=body
                )
        first = fake.issue(number).comments[0].id
        it.sync()
        assert [one.id for one in fake.issue(number).comments] == [first]
        assert review(fake, number) == body
        quiet(fake, it)


class TestLimits:
    def test_e01_a_secondary_limit_is_waited_out_and_nothing_is_done_twice(self, timed):
        fake, it = timed
        struck = fake.fault("POST", secondary_limit(60), times=2, skip=1).struck
        (report,) = it.run(fake.open_issue("clara", example.body(), TITLE))
        assert len(struck) == 2
        assert sum(fake.waits) >= 120
        assert not report.failures
        assert len(reviews(fake, 1)) == 1
        assert labels(fake, 1) == {"ready"}

    def test_e01_one_that_lasts_longer_than_the_job_ends_it(self, timed):
        fake, it = timed
        event = fake.open_issue("clara", example.body(), TITLE)
        fake.fault(("POST", "/comments$"), secondary_limit(3600))
        (report,) = it.run(event)
        assert fake.waits == []
        (failure,) = report.failures
        assert failure.startswith("Could not write the review comment. GitHub's rate limit")
        assert failure.endswith("run this again then for the rest.")
        it.run(event)
        assert len(reviews(fake, 1)) == 1

    def test_e02_where_the_hours_requests_are_spent_the_rest_waits_for_another_run(self, timed):
        fake, it = timed
        for name in ("Gardens", "Robots", "Maps"):
            fake.open_issue("clara", example.body(**another(name)), TITLE)
        reset = int((fake.clock.now + dt.timedelta(minutes=50)).timestamp())
        fake.fault(("*", "/issues/2"), primary_limit(reset), times=99)
        reports = it.sync()
        assert [bool(report.failures) for report in reports] == [False, True, True]
        assert "rate limit is used up until" in reports[1].failures[0]
        assert reports[2].failures == ["Skipped for that reason: #3."]
        assert fake.waits == []
        assert [len(reviews(fake, number)) for number in (1, 2, 3)] == [1, 0, 0]
        fake.calm()
        it.sync()
        assert [len(reviews(fake, number)) for number in (1, 2, 3)] == [1, 1, 1]

    def test_e02_nothing_is_taken_for_unknown_where_the_limit_is_spent(self, timed):
        fake, it = timed
        reset = int((fake.clock.now + dt.timedelta(minutes=50)).timestamp())
        fake.fault(("POST", "graphql"), primary_limit(reset), times=99)
        (report,) = it.run(fake.open_issue("clara", example.body(leads="@zoe-no-one"), TITLE))
        assert "used up until" in report.failures[0]
        assert fake.issue(1).comments == []

    def test_e22_a_token_that_expires_in_the_middle_ends_the_run_and_all_of_it(self, here):
        fake, it = here
        for name in ("Gardens", "Robots", "Maps"):
            fake.open_issue("clara", example.body(**another(name)), TITLE)
        fake.before(("POST", "/issues/2/comments$"), lambda: fake.expire(fake.actions_token))
        reports = it.sync()
        assert "expired or wrong" in reports[1].failures[0]
        assert reports[2].failures == ["Skipped for that reason: #3."]
        assert len([call for call in fake.calls if call.status == 401]) == 1
        assert len(reviews(fake, 1)) == 1

    def test_e22_wherever_it_expires_there_is_no_storm_and_nothing_is_lost(self, start):
        fake, it = start("pull_request: {labels: [groups], reviewers: [mina]}\n")
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        fake.start_counting()
        clean = copy.deepcopy(fake)
        bot.Bot(clean).run(event)
        assert len(clean.calls) > 16
        for call in [each for each in clean.calls if each.writes or each.number % 3 == 1]:
            one = copy.deepcopy(fake)
            one.before(call.number, lambda one=one: one.expire(one.actions_token))
            (report,) = bot.Bot(one).run(event)
            assert report.failures, call
            assert len([each for each in one.calls if each.status == 401]) == 1, call
            one.world.tokens[one.actions_token].expired = False
            bot.Bot(one).run(event)
            assert one.end_state() == clean.end_state(), call


class TestFaults:
    @pytest.mark.parametrize("status_", [500, 502, 503])
    def test_e03_reads_that_fail_for_a_moment_are_read_again(self, here, status_):
        fake, it = here
        fake.fault("GET", refused(status_), times=3)
        fake.fault(("POST", "graphql"), refused(status_), times=2)
        (report,) = it.run(fake.open_issue("clara", example.body(), TITLE))
        assert not report.failures
        assert len(reviews(fake, 1)) == 1

    @pytest.mark.parametrize(
        "write", ["/comments$", "/git/trees$", "/git/commits$", "/git/refs$", "/pulls$", "/labels$"]
    )
    def test_e04_a_write_that_happened_is_found_and_not_repeated(self, start, write):
        fake, it = start("pull_request: {labels: [groups], reviewers: [mina]}\n")
        struck = fake.fault(("POST", write), answered(502)).struck
        number = approved(fake, it)
        assert len(struck) == 1
        assert len(reviews(fake, number)) == 1
        (pull,) = pulls(fake, number, "all")
        assert labels(fake, pull.number) == {"groups"}
        assert [one.login for one in pull.pull.reviewers] == ["mina"]
        quiet(fake, it)

    @pytest.mark.parametrize("how", [answered(502), refused(502)], ids=["done", "not done"])
    def test_e04_so_is_one_that_asks_for_reviews(self, start, how):
        fake, it = start("pull_request: {labels: [groups], reviewers: [mina]}\n")
        fake.fault(("POST", "requested_reviewers"), how)
        (pull,) = pulls(fake, approved(fake, it))
        assert [one.login for one in pull.pull.reviewers] == ["mina"]
        quiet(fake, it)

    @pytest.mark.parametrize("calls", [1, 2, 3])
    def test_e05_a_pull_request_that_is_not_found_yet_gets_its_labels_and_reviewers(
        self, start, calls
    ):
        fake, it = start("pull_request: {labels: [groups], reviewers: [mina]}\n")
        number = filed(fake, it)
        fake.lag("pulls", calls)
        it.run(fake.label("wanda", number, "approved"))
        (pull,) = pulls(fake, number, "all")
        assert labels(fake, pull.number) == {"groups"}
        assert [one.login for one in pull.pull.reviewers] == ["mina"]
        fake.calm()
        quiet(fake, it)

    def test_e05_reviewers_only(self, start):
        fake, it = start("pull_request: {reviewers: [mina]}\n")
        number = filed(fake, it)
        fake.lag("pulls", 2)
        it.run(fake.label("wanda", number, "approved"))
        assert [one.login for one in pulls(fake, number)[0].pull.reviewers] == ["mina"]

    @pytest.mark.parametrize("what", ["comments", "labels", "pulls", "refs", "events", "issues"])
    @pytest.mark.parametrize("calls", [1, 2])
    def test_e06_what_is_not_listed_yet_is_not_made_twice(self, here, what, calls):
        fake, it = here
        fake.lag(what, calls)
        event = fake.open_issue("clara", example.body(), TITLE)
        it.run(event)
        it.run(event)
        label = fake.label("wanda", 1, "approved")
        it.run(label)
        it.run(label)
        fake.calm()
        it.sync()
        assert len(reviews(fake, 1)) == 1
        assert len(pulls(fake, 1, "all")) == 1
        quiet(fake, it)

    def test_e07_nothing_is_searched_for(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.merge("wanda", pulls(fake, number)[0].number)
        it.sync()
        asked = [f"{call.path} {call.body}" for call in fake.calls]
        assert not [each for each in asked if re.search(r"/search\b|\bsearch\s*\(", each)]

    def test_e13_its_own_status_is_on_the_commit_for_checks_may_never_run(self, here):
        fake, it = here
        number = approved(fake, it)
        assert (status(fake, number).state, status(fake, number).description) == (
            "success",
            "Checked, and as approved by wanda.",
        )
        it.run(push_page(fake))
        assert status(fake, number).state == "success"

    def test_e14_no_step_waits_for_an_event_of_the_bots_own(self, here):
        fake, it = here
        # The fake fires no event for what a token does.
        number = approved(fake, it)
        assert [each.action for each in fake.deliveries] == ["opened", "labeled"]
        assert pulls(fake, number)
        assert status(fake, number).state == "success"
        assert "merge pull request #2" in review(fake, number)

    def test_e15_the_default_branch_is_never_written_to_and_github_signs_the_commit(self, here):
        fake, it = here
        main = fake.head()
        fake.start_counting()
        approved(fake, it)
        it.sync()
        assert fake.head() == main
        refs = [call.body["ref"] for call in fake.calls if call.path.endswith("/git/refs")]
        assert refs == ["refs/heads/wgbot/issue-1"]
        (commit,) = [call.body for call in fake.calls if call.path.endswith("/git/commits")]
        assert not {"author", "committer", "signature"} & commit.keys()

    def test_e15_a_branch_that_rules_protect_is_told_of(self, here):
        fake, it = here
        number = filed(fake, it)
        said = "Repository rule violations found"
        fake.fault(("POST", "/git/refs$"), refused(422, said), times=99)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert said in report.failures[0]
        assert pulls(fake, number) == []
        assert "a rule of the repository doesn't let me write" in review(fake, number)
        assert "under Rules or Branches" in review(fake, number)


class TestForbidden:
    def test_e12_where_it_may_open_no_pull_request_the_way_out_is_said(self, here):
        fake, it = here
        fake.policy.actions_may_open_pulls = False
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        (report,) = it.run(event)
        assert fake.head(f"wgbot/issue-{number}")
        said = review(fake, number)
        compare = "https://github.com/acme/groups/compare/main...wgbot/issue-1?expand=1"
        assert f"[open it by hand]({compare})" in said
        assert "Allow GitHub Actions to create and approve pull requests" in said
        assert any(compare in failure for failure in report.failures)
        assert any(
            "https://github.com/acme/groups/settings/actions" in failure
            for failure in report.failures
        )

    def test_e12_the_next_run_writes_nothing_and_fails_again(self, here):
        fake, it = here
        fake.policy.actions_may_open_pulls = False
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        it.run(event)
        for each in (event, None, None):
            (report,) = quiet(fake, it, each)
            assert report.failures

    def test_e12_once_it_may_it_does(self, here):
        fake, it = here
        fake.policy.actions_may_open_pulls = False
        number = approved(fake, it)
        fake.policy.actions_may_open_pulls = True
        (report,) = it.sync()
        assert not report.failures
        (pull,) = pulls(fake, number)
        assert "open it by hand" not in review(fake, number)
        assert f"merge pull request #{pull.number}" in review(fake, number)
        assert status(fake, number).state == "success"
        quiet(fake, it)

    def test_e12_one_that_a_person_opens_at_the_link_is_taken_over(self, here):
        fake, it = here
        fake.policy.actions_may_open_pulls = False
        number = approved(fake, it)
        fake.open_pull("wanda", f"wgbot/issue-{number}", "By hand", "Please.")
        it.sync()
        (pull,) = pulls(fake, number, "all")
        assert f"merge pull request #{pull.number}" in review(fake, number)
        assert f"Closes #{number}" in pull.body
        quiet(fake, it)

    def test_e12_what_else_is_forbidden_is_named(self, here):
        fake, it = here
        it.token = fake.token(
            "github-actions[bot]", "actions", {"issues": "write", "contents": "write"}
        )
        number = filed(fake, it)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert "Resource not accessible by integration" in " ".join(report.lines())
        assert report.failures

    def test_e21_in_a_locked_conversation_the_comment_goes_into_the_summary(self, here):
        from wgbot.github import job

        fake, it = here
        event = fake.open_issue("clara", example.body(), TITLE)
        fake.lock("wanda", 1)
        (report,) = it.run(event)
        assert fake.issue(1).comments == []
        assert labels(fake, 1) == {"ready"}
        (failure,) = report.failures
        assert failure.startswith("The comment couldn't be written, so it is in the summary")
        assert "issue is locked." in failure
        shown = job.summary([report], "https://github.com/acme/groups")
        assert "All automatic checks passed" in shown
        fake.unlock("wanda", 1)
        it.sync()
        assert len(reviews(fake, 1)) == 1

    def test_e21_an_archived_repository_is_told_of(self, here):
        fake, it = here
        event = fake.open_issue("clara", example.body(), TITLE)
        fake.repo.archived = True
        (report,) = it.run(event)
        assert any("archived" in failure for failure in report.failures)

    def test_e21_so_are_issues_that_were_switched_off(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.repo.has_issues = False
        reports = it.sync()
        assert not any(report.failures for report in reports)
        assert pulls(fake, number)

    def test_where_the_plan_has_no_drafts_text_and_status_hold_it(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.policy.drafts = False
        (report,) = it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        assert not report.failures
        assert any("couldn't be made a draft" in line for line in report.lines())
        (pull,) = pulls(fake, number)
        assert "[!CAUTION]" in pull.body
        assert status(fake, number).state == "failure"
        quiet(fake, it)
        it.run(fake.label("wanda", number, "approved"))
        assert "[!CAUTION]" not in pull.body
        assert status(fake, number).state == "success"

    def test_reviewers_who_cannot_be_asked_are_a_note_and_no_more(self, start):
        fake, it = start("pull_request: {reviewers: [rita, acme/stewards]}\n")
        number = filed(fake, it)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert not report.failures
        assert any(
            "rita, acme/stewards couldn't be asked to review #2." in line for line in report.lines()
        )
        assert status(fake, number).state == "success"
        quiet(fake, it)

    def test_a_status_that_may_not_be_set_is_a_note_and_no_more(self, here):
        fake, it = here
        scopes = {"issues": "write", "contents": "write", "pull_requests": "write"}
        it.token = fake.token("github-actions[bot]", "actions", scopes)
        number = filed(fake, it)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert not report.failures
        assert any("status couldn't be set" in line for line in report.lines())
        assert f"merge pull request #{pulls(fake, number)[0].number}" in review(fake, number)
        quiet(fake, it)


class TestMoved:
    @pytest.mark.parametrize("name", ["acme/working-groups", "other/groups"])
    def test_e17_a_job_that_knows_the_former_name_does_its_work(self, here, name):
        fake, it = here
        number = filed(fake, it)
        other = approved(fake, it, **another("Gardens"))
        event = fake.label("wanda", number, "approved")
        before = it.environment()
        fake.rename_repo(name)
        it.environment = lambda: before
        (report,) = it.run(event)
        assert not report.failures
        assert len(pulls(fake, number, "all")) == len(pulls(fake, other, "all")) == 1
        assert "registry/sound-and-music.yml" in fake.files(f"wgbot/issue-{number}")
        reports = quiet(fake, it)
        assert not any(report.failures for report in reports)
        assert not any(pull.pull.draft for pull in fake.pulls())


class TestTokens:
    @pytest.mark.parametrize("kind", ["actions", "app", "personal"])
    def test_every_kind_of_token_does_it_all(self, here, kind):
        fake, it = here
        fake.add_account("robin", "write")
        it.token = {
            "actions": fake.actions_token,
            "app": fake.app_token,
            "personal": fake.user_token("robin"),
        }[kind]
        number = approved(fake, it)
        assert len(fake.issue(number).comments) == 1
        assert len(pulls(fake, number, "all")) == 1
        it.run(push_page(fake))
        assert fake.end_state()["branches"][f"wgbot/issue-{number}"]["behind"] == 0
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        assert pulls(fake, number)[0].pull.draft
        it.run(fake.label("wanda", number, "approved"))
        assert not pulls(fake, number)[0].pull.draft
        assert len(fake.issue(number).comments) == 1
        quiet(fake, it)

    def test_one_kind_takes_over_from_another(self, here):
        fake, it = here
        number = approved(fake, it)
        it.token = fake.app_token
        fake.set_role("wgbot-app[bot]", "write")
        it.run(push_page(fake))
        assert fake.end_state()["branches"][f"wgbot/issue-{number}"]["behind"] == 0
        # It believes no comment but its own; what the other wrote stays as it is.
        authors = [comment.author.login for comment in fake.issue(number).comments]
        assert authors == ["github-actions[bot]", "wgbot-app[bot]"]
        quiet(fake, it)

    def test_a_first_review_takes_six_requests_with_an_app_too(self, monkeypatch, tmp_path):
        from tests import gitrepo

        fake, it = bot.start(monkeypatch, folder=gitrepo.start(tmp_path))
        it.token = fake.app_token
        event = fake.open_issue("clara", example.body(), TITLE)
        fake.start_counting()
        it.run(event)
        assert len(fake.calls) <= 6

    def test_on_github_enterprise_it_does_the_same(self, start):
        fake, it = start(base_url="https://ghe.example/api/v3")
        there = {
            "GITHUB_API_URL": "https://ghe.example/api/v3",
            "GITHUB_SERVER_URL": "https://ghe.example",
        }
        plain = it.environment
        it.environment = lambda: plain() | there
        number = approved(fake, it, repository=None)
        assert pulls(fake, number)
        fake.merge("wanda", pulls(fake, number)[0].number)
        it.sync()
        link = "https://ghe.example/acme/groups/blob/main/registry/sound-and-music.yml"
        assert link in review(fake, number)

    def test_a_dry_run_with_a_token_that_only_reads_writes_nothing(self, here, tmp_path):
        fake, it = here
        fake.open_issue("clara", example.body(), TITLE)
        it.run(fake.deliveries[-1])
        fake.label("wanda", 1, "approved")
        fake.open_issue("clara", example.body(**another("Gardens")), TITLE)
        fake.policy.permission_needs_push = False
        environment = it.environment() | {"GITHUB_TOKEN": fake.read_token}
        fake.start_counting()
        with fake.serve():
            job = Job(environment, tmp_path, dry_run=True, now=lambda: fake.clock.now)
            reports = job.all()
        assert [call for call in fake.calls if call.writes] == []
        lines = [line for report in reports for line in report.lines()]
        assert "#1: open a pull request for the branch wgbot/issue-1" in lines
        assert "#2: write the review comment" in lines


class TestShapes:
    def test_e20_those_who_left_are_nobody_and_nothing_falls_over(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.comment("rita", number, "Nice.")
        fork = fake.fork("rita")
        fake.push("main", {"NEWS.md": "Mine."}, "rita", repo=fork)
        fake.open_pull("rita", "rita:main", "A pull request", None)
        fake.delete_fork(fork)
        for login in ("clara", "rita", "wanda"):
            fake.delete_account(login)
        (report,) = it.sync()
        assert not report.failures
        assert "the account that added it no longer exists" in review(fake, number)
        quiet(fake, it)

    def test_e20_an_issue_without_a_text_is_no_reason_to_fall_over(self, here):
        fake, it = here
        it.run(fake.open_issue("clara", None, TITLE))
        assert len(reviews(fake, 1)) == 1
        it.run(fake.open_issue("clara", None, "Something else"))
        assert fake.issue(2).comments == []

    @pytest.mark.parametrize(
        ("how", "key"),
        [
            *(("null", key) for key in "user actor author committer body description".split()),
            *(
                ("missing", key)
                for key in "title labels reactions requested_reviewers requested_teams draft files "
                "role_name permission updated_at created_at node_id".split()
            ),
        ],
    )
    def test_e20_what_github_leaves_out_never_ends_in_a_traceback(self, start, how, key):
        fake, it = start("pull_request: {labels: [groups], reviewers: [mina]}\n")
        serve = fake.handle

        def without(value):
            if isinstance(value, dict):
                kept = {k: without(v) for k, v in value.items() if k != key}
                return kept | {key: None} if how == "null" and key in value else kept
            return [without(each) for each in value] if isinstance(value, list) else value

        def handle(method, url, headers, body):
            code, sent, data = serve(method, url, headers, body)
            if code < 300 and data and "graphql" not in url:
                data = json.dumps(without(json.loads(data))).encode()
            return code, sent, data

        fake.handle = handle
        it.run(fake.open_issue("clara", example.body(), TITLE))
        it.run(fake.label("wanda", 1, "approved"))
        it.run(push_page(fake))
        it.run(fake.edit_issue("clara", 1, example.body(goals="Louder.")))
        # What it did not see wrong it did not do wrong; and with the whole answer it is put right.
        del fake.handle
        it.sync()
        it.sync()
        assert len(pulls(fake, 1)) <= 1
        quiet(fake, it)


class TestWords:
    def test_g08_no_secret_is_in_a_report_or_comment(self, here):
        from wgbot.github import job

        fake, it = here
        number = filed(fake, it)
        secret = fake.actions_token
        said = f"Bad: {secret} https://x-access-token:{secret}@github.com/acme/groups"
        fake.fault(("POST", r"/git/trees$"), refused(403, said))
        reports = it.run(fake.label("wanda", number, "approved"))
        shown = job.summary(reports, "https://github.com/acme/groups")
        shown += "\n".join(line for report in reports for line in report.lines())
        assert "Bad: ***" in shown
        assert secret not in shown + review(fake, number)

    def test_l03_each_repository_is_judged_by_what_it_is_now(self, here):
        fake, it = here
        fake.add_repo("example/old", archived=True)
        fake.add_repo("example/secret", private=True)
        fake.add_repo("example/copy", fork=True)
        fake.rename_repo("example/music", fake.add_repo("example/noise"))
        at = "https://github.com/example"
        links = "\n".join(f"{at}/{name}" for name in ("old", "secret", "copy", "noise", "nothing"))
        it.run(fake.open_issue("clara", example.body(repository=links), TITLE))
        said = review(fake, 1)
        assert "fix these 4 things" in said
        assert f"`{at}/old` is archived" in said
        assert f"`{at}/secret` doesn't exist, or isn't public" in said
        assert f"`{at}/nothing` doesn't exist, or isn't public" in said
        assert f"`{at}/noise` has moved. Use its new address, `{at}/music`." in said
        assert f"{at}/copy" not in said

    def test_a05_leads_that_are_nobody_are_named(self, here):
        fake, it = here
        leads = "@clara, @zoe-no-one, @example, @CLARA, not an account"
        it.run(fake.open_issue("clara", example.body(leads=leads), TITLE))
        said = review(fake, 1)
        assert "GitHub has no account `zoe-no-one`." in said
        assert "`example` is an organization, not a person." in said
        assert "`CLARA` is named twice." in said
        assert not re.search(r"(?<![\w`])@[a-z]", said)
