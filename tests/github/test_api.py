"""GitHub's API as the bot asks it: what is repeated, what is waited for, what is said."""

import datetime as dt
import email.utils
from types import SimpleNamespace

import pytest
import requests
from urllib3 import HTTPSConnectionPool, exceptions
from urllib3.connection import HTTPSConnection

from tests import bot, example
from tests.fakegithub import (
    CUT_AFTER,
    CUT_BEFORE,
    Clock,
    answered,
    primary_limit,
    refused,
    secondary_limit,
)
from wgbot.github import api as apis
from wgbot.github import connection, retries
from wgbot.github.api import Api, quoted
from wgbot.github.refusals import RateLimitExhausted, RequestRejected
from wgbot.proposals.reconcile import Retry, retry

SLOW_DOWN = "You have exceeded a secondary rate limit. Please wait a few minutes."


def now():
    return dt.datetime.now(dt.UTC)


@pytest.fixture
def fake(monkeypatch):
    """A fake GitHub with one issue, whose clock is the one that time limits are held against."""
    fake, _ = bot.start(monkeypatch, clock=Clock(now()))
    start = fake.clock.now

    def passed():
        return (fake.clock.now - start).total_seconds()

    for module in (apis, connection, retries):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=passed, sleep=fake.sleep))
    fake.open_issue("clara", example.body())
    with fake.serve():
        fake.start_counting()
        yield fake


@pytest.fixture
def ask(fake):
    """The API as a job of ten minutes has it."""
    return Api(fake.actions_token, "acme/groups", seconds=600)


def do(ask, verb):
    """Read, or write."""
    if verb == "GET":
        ask.get("/issues/1")
    else:
        ask.post("/issues/1/comments", body="Hello")


def comments(fake):
    return [comment.body for comment in fake.issue(1).comments]


class TestLimits:
    @pytest.mark.parametrize(
        "limit",
        [
            secondary_limit(60),
            refused(429, SLOW_DOWN, {"Retry-After": "60"}),
            refused(403, SLOW_DOWN),
            refused(429, SLOW_DOWN),
        ],
        ids=["403 with a time", "429 with a time", "403", "429"],
    )
    def test_e01_a_secondary_limit_is_waited_out_and_the_write_is_done_once(self, fake, ask, limit):
        struck = fake.fault("POST", limit).struck
        ask.post("/issues/1/comments", body="Hello")
        assert comments(fake) == ["Hello"]
        assert len(struck) == 1
        assert fake.waits == [60]

    @pytest.mark.parametrize("verb", ["GET", "POST"])
    @pytest.mark.parametrize("status", [403, 429])
    @pytest.mark.parametrize("after", ["601", "a date"])
    def test_e01_it_is_not_waited_for_beyond_the_jobs_time(self, fake, ask, status, after, verb):
        late = email.utils.format_datetime(now() + dt.timedelta(hours=1), usegmt=True)
        after = late if after == "a date" else after
        fake.fault(verb, refused(status, SLOW_DOWN, {"Retry-After": after}))
        with pytest.raises(RateLimitExhausted, match="longer than this job can wait"):
            do(ask, verb)
        assert fake.waits == []
        assert comments(fake) == []

    @pytest.mark.parametrize("verb", ["GET", "POST"])
    @pytest.mark.parametrize("status", [403, 429])
    def test_e01_nor_one_that_does_not_say_how_long(self, fake, status, verb):
        fake.fault(verb, refused(status, SLOW_DOWN))
        with pytest.raises(RateLimitExhausted, match="longer than this job can wait"):
            do(Api(fake.actions_token, "acme/groups", seconds=59), verb)
        assert fake.waits == []
        assert comments(fake) == []

    @pytest.mark.parametrize("status", [403, 429])
    def test_e01_a_limit_that_does_not_end_ends_the_job_in_its_time(self, fake, ask, status):
        fake.fault("POST", refused(status, SLOW_DOWN), times=99)

        def attempt():
            ask.post("/issues/1/comments", body="Hello")

        with pytest.raises(RateLimitExhausted):
            retry(attempt, (1,) * 20, fake.sleep)
        assert sum(fake.waits) <= 600
        assert comments(fake) == []

    @pytest.mark.parametrize("verb", ["GET", "POST"])
    @pytest.mark.parametrize("status", [403, 429])
    def test_e02_where_the_hours_requests_are_spent_it_stops_at_once(self, fake, ask, status, verb):
        end = int((now() + dt.timedelta(minutes=50)).timestamp())
        limit = primary_limit(end)
        fake.fault(verb, refused(status, limit.message, dict(limit.headers)), times=99)
        with pytest.raises(RateLimitExhausted) as stopped:
            do(ask, verb)
        until = dt.datetime.fromtimestamp(end + 1, dt.UTC)
        assert f"is used up until {until:%H:%M} UTC" in str(stopped.value)
        assert str(stopped.value).endswith("run this again then for the rest.")
        assert fake.waits == []
        assert len(fake.calls) == 1

    @pytest.mark.parametrize("status", [403, 429])
    def test_e02_a_limit_that_ends_soon_is_waited_for(self, fake, ask, status):
        limit = primary_limit(int(now().timestamp()) + 20)
        fake.fault("POST", refused(status, limit.message, dict(limit.headers)))
        ask.post("/issues/1/comments", body="Hello")
        assert comments(fake) == ["Hello"]
        assert 10 <= sum(fake.waits) <= 22

    def test_e02_when_the_jobs_time_is_over_nothing_more_is_asked(self, fake, ask):
        fake.clock.advance(601)
        with pytest.raises(RateLimitExhausted, match="this run is out of time"):
            ask.get("/issues/1")
        assert fake.calls == []


FAILURES = {
    "500": refused(500),
    "502": refused(502),
    "503": refused(503),
    "cut before": CUT_BEFORE,
    "cut after": CUT_AFTER,
}


class TestFailures:
    @pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
    def test_e03_what_only_reads_is_repeated_with_growing_pauses(self, fake, ask, failure):
        fake.fault("GET", failure, times=3)
        assert ask.get("/issues/1")["number"] == 1
        assert len(fake.calls) == 4
        assert fake.waits == sorted(fake.waits)
        assert 0 < sum(fake.waits) < 20

    @pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
    def test_e03_so_is_a_question_to_the_graphql_api(self, fake, ask, failure):
        fake.fault("POST", failure, times=2)
        assert ask.query("query { viewer { login } }") == {
            "viewer": {"login": "github-actions[bot]"}
        }
        assert fake.waits == [1, 2]

    def test_e03_nobody_has_to_guess_why_nothing_is_said_for_minutes(self, fake, ask, caplog):
        fake.fault("GET", CUT_BEFORE, times=3)
        ask.get("/issues/1")
        told = [each.getMessage() for each in caplog.records if each.levelname == "WARNING"]
        assert told == ["GitHub can't be reached. Trying again for a while …"]

    def test_e03_not_for_ever(self, fake, ask):
        fake.fault("GET", refused(502), times=99)
        with pytest.raises(Retry, match=r"couldn't .*Run this again later"):
            ask.get("/issues/1")
        assert len(fake.calls) == 6

    def test_e03_a_graphql_api_that_is_down_is_not_one_that_knows_nothing(self, fake, ask):
        fake.fault("POST", refused(502), times=99)
        with pytest.raises(Retry):
            ask.query("query { viewer { login } }")
        assert len(fake.calls) == 4

    @pytest.mark.parametrize(
        "failure", [*FAILURES.values(), answered(502)], ids=[*FAILURES, "done and 502"]
    )
    def test_e04_what_writes_is_not_repeated_for_it_may_have_been_done(self, fake, ask, failure):
        fake.fault("POST", failure)
        with pytest.raises(Retry):
            ask.post("/issues/1/comments", body="Hello")
        assert len(fake.calls) == 1
        assert comments(fake) == (["Hello"] if failure.done else [])

    def test_e04_a_mutation_is_not_repeated_either(self, fake, ask):
        fake.fault("POST", answered(502))
        mutation = (
            "mutation ($id: ID!) { convertPullRequestToDraft(input: {pullRequestId: $id}) "
            "{ clientMutationId } }"
        )
        with pytest.raises(Retry):
            ask.mutate(mutation, id="PR_x")
        assert len(fake.calls) == 1

    def test_e22_a_token_that_is_not_taken_is_said_and_nothing_is_tried_again(self, fake, ask):
        fake.expire(fake.actions_token)
        asked = (
            lambda: ask.get("/issues/1"),
            lambda: ask.post("/issues/1/comments", body="Hello"),
            lambda: ask.query("query { viewer { login } }"),
            ask.account,
        )
        for one in asked:
            with pytest.raises(RequestRejected, match="expired or wrong: renew it") as stopped:
                one()
            assert stopped.value.status == 401
        assert len(fake.calls) == len(asked)
        assert fake.waits == []

    def test_a_permission_that_is_missing_is_named(self, fake):
        header = {"X-Accepted-GitHub-Permissions": "issues=write"}
        fake.fault("POST", refused(403, "Resource not accessible by integration", header))
        with pytest.raises(RequestRejected) as stopped:
            Api(fake.actions_token, "acme/groups").post("/issues/1/comments", body="Hello")
        assert str(stopped.value) == (
            "GitHub doesn't let this token do that: Resource not accessible by integration. "
            "It needs the permission issues=write."
        )

    def test_one_that_is_there_is_not_said_to_be_missing(self, fake, ask):
        header = {"X-Accepted-GitHub-Permissions": "issues=write"}
        said = "Unable to create comment because issue is locked."
        fake.fault("POST", refused(403, said, header))
        with pytest.raises(RequestRejected) as stopped:
            ask.post("/issues/1/comments", body="Hello")
        assert str(stopped.value).startswith(f"GitHub doesn't let this token do that: {said}")
        assert "issues" not in str(stopped.value).removeprefix(said).partition("locked.")[2]

    @pytest.mark.parametrize("verb", ["GET", "POST"])
    def test_g08_no_secret_is_in_what_is_said(self, fake, ask, verb):
        secret = fake.actions_token
        said = f"No: {secret} at https://x-access-token:{secret}@example.net/ and https://me:pw@x/"
        fake.fault(verb, refused(403, said), times=99)
        with pytest.raises(RequestRejected) as stopped:
            do(ask, verb)
        assert secret not in str(stopped.value) + stopped.value.said
        assert "pw" not in str(stopped.value)
        assert "No: *** at https://***@example.net/ and https://***@x/" in str(stopped.value)


class TestAccounts:
    def test_an_account_is_found_by_its_number_whatever_it_is_called(self, fake, ask):
        number = fake.world.accounts["clara"].id
        fake.rename_account("clara", "clara-new")
        assert ask.name_of(number) == "clara-new"
        fake.delete_account("clara-new")
        assert ask.name_of(number) is None

    @pytest.mark.parametrize("status", [403, 422, 451])
    def test_one_that_github_does_not_tell_of_is_not_one_that_is_no_more(self, fake, ask, status):
        fake.fault("GET", refused(status, "Not allowed."))
        with pytest.raises(RequestRejected):
            ask.name_of(fake.world.accounts["clara"].id)


class TestAnswers:
    def test_what_is_not_there_is_none(self, ask):
        assert ask.get("/issues/7") is None
        assert list(ask.pages("/issues/7/comments")) == []

    def test_a10_what_was_deleted_is_none(self, fake, ask):
        fake.delete_issue("adele", 1)
        assert ask.get("/issues/1") is None

    def test_c08_every_page_of_a_list_is_read(self, fake, ask):
        for number in range(230):
            fake.comment("rita", 1, f"Comment {number}.")
        found = [each["body"] for each in ask.pages("/issues/1/comments")]
        assert found == comments(fake)
        assert len(fake.calls) == 3

    def test_e06_what_is_not_there_any_more_needs_no_removing(self, fake, ask):
        ask.delete("/issues/1/labels/approved")
        ask.delete("/issues/comments/7")

    def test_a_label_is_asked_for_by_any_name(self, fake, ask):
        fake.add_label("ready / 100%?")
        fake.label("wanda", 1, "ready / 100%?")
        ask.delete(f"/issues/1/labels/{quoted('ready / 100%?')}")
        assert fake.issue(1).labels == []

    @pytest.mark.parametrize("kind", ["actions", "app", "personal"])
    def test_every_kind_of_token_acts_for_an_account(self, fake, kind):
        tokens = {
            "actions": (fake.actions_token, "github-actions[bot]"),
            "app": (fake.app_token, "wgbot-app[bot]"),
            "personal": (fake.user_token("wanda"), "wanda"),
        }
        token, account = tokens[kind]
        assert Api(token, "acme/groups").account() == account

    def test_c05_an_account_that_is_not_told_is_no_account(self, fake, ask):
        fake.fault(("POST", "graphql"), refused(404))
        with pytest.raises(Retry, match="which account"):
            ask.account()

    def test_what_graphql_could_not_tell_is_not_taken_for_nothing(self, fake, ask, monkeypatch):
        told = {
            "data": {"a0": None, "a1": None, "a2": {"__typename": "User"}},
            "errors": [
                {"type": "NOT_FOUND", "path": ["a0"], "message": "…"},
                {"type": "SERVICE_UNAVAILABLE", "path": ["a1"], "message": "…"},
            ],
        }
        monkeypatch.setattr(connection.Connection, "ask_graphql", lambda *_: told)
        assert ask.query("…") == {"a0": None, "a2": {"__typename": "User"}}

    def test_a_mutation_that_is_refused_is_told_in_githubs_words(self, ask):
        mutation = (
            "mutation ($id: ID!) { convertPullRequestToDraft(input: {pullRequestId: $id}) "
            "{ clientMutationId } }"
        )
        with pytest.raises(RequestRejected, match="Could not resolve to a node") as stopped:
            ask.mutate(mutation, id="PR_x")
        assert stopped.value.status == 422


class TestMoved:
    def test_e17_a_repository_is_found_by_its_former_name_with_all_that_was_asked(self, fake, ask):
        for number in range(130):
            fake.comment("rita", 1, f"Comment {number}.")
        fake.rename_repo("acme/working-groups")
        assert len(list(ask.pages("/issues/1/comments"))) == 130
        assert ask.repository == "acme/working-groups"
        assert list(ask.pages("/pulls", head="acme:nothing", state="all")) == []

    def test_e17_so_is_it_by_a_write_which_is_done_once(self, fake, ask):
        fake.rename_repo("other/groups")
        ask.post("/issues/1/comments", body="Hello")
        assert comments(fake) == ["Hello"]
        assert len(fake.writes) == 1
        assert ask.repository == "other/groups"

    def test_n05_the_token_goes_to_no_other_host_whatever_an_answer_says(self, fake, ask):
        there = {"Location": f"https://evil.example/repositories/{fake.repo.id}"}
        fake.fault("GET", refused(301, "Moved Permanently", there), times=2)
        # The fake fails a test whose requests leave its host.
        assert ask.get("/issues/1")["number"] == 1
        assert len(fake.calls) == 4

    def test_a10_an_issue_that_is_elsewhere_is_none_here(self, fake, ask):
        fake.add_repo("acme/other")
        fake.transfer_issue("wanda", 1, "acme/other")
        assert ask.get("/issues/1") is None
        with pytest.raises(Retry, match="issue was moved"):
            ask.post("/issues/1/comments", body="Hello")
        assert ask.repository == "acme/groups"


@pytest.mark.parametrize("url", ["https://ghe.example/api/v3", "https://ghe.example/api/v3/"])
def test_github_enterprise_is_asked_where_it_is(monkeypatch, url):
    fake, _ = bot.start(monkeypatch, base_url="https://ghe.example/api/v3")
    fake.open_issue("clara", example.body())
    with fake.serve():
        ask = Api(fake.app_token, "acme/groups", url)
        assert ask.get("/issues/1")["number"] == 1
        assert ask.account() == "wgbot-app[bot]"
        fake.rename_repo("acme/working-groups")
        assert ask.get("/issues/1")["number"] == 1


HTML = {"data": "<html>502 Bad Gateway</html>"}


@pytest.mark.parametrize("answer", [HTML, {"data": None}, {}, [], None])
def test_a_change_is_not_taken_for_done_by_an_answer_that_does_not_say_so(ask, monkeypatch, answer):
    monkeypatch.setattr(connection.Connection, "ask_graphql", lambda *_: answer)
    with pytest.raises(Retry):
        ask.mutate("mutation { nothing }")


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_a_page_of_html_is_no_answer(ask, monkeypatch, verb):
    monkeypatch.setattr(
        ask._connection._requester, "requestJsonAndCheck", lambda *_, **__: ({}, HTML)
    )
    with pytest.raises(Retry, match="no JSON"):
        do(ask, verb)


def test_an_error_without_a_place_leaves_nothing_of_an_answer(ask, monkeypatch):
    answer = {"data": {"here": {"issue": None}}, "errors": [{"message": "Something went wrong"}]}
    monkeypatch.setattr(connection.Connection, "ask_graphql", lambda *_: answer)
    assert ask.query("query { here }") is None


def test_what_is_forbidden_inside_is_no_reason_to_know_nothing(ask, monkeypatch):
    pull = {"nodes": [{"requestedReviewer": None}]}
    path = ["here", "p1", "nodes", 0, "requestedReviewer"]
    answer = {"data": {"here": {"p1": pull}}, "errors": [{"type": "FORBIDDEN", "path": path}]}
    monkeypatch.setattr(connection.Connection, "ask_graphql", lambda *_: answer)
    assert ask.query("query { here }") == answer["data"]
    answer["errors"][0]["type"] = "SERVICE_UNAVAILABLE"
    assert ask.query("query { here }") == {"here": {}}


@pytest.mark.parametrize(
    ("failed", "said"),
    [
        (
            exceptions.MaxRetryError(
                HTTPSConnectionPool("api.github.com"),
                "/repos/acme/groups",
                exceptions.NewConnectionError(
                    HTTPSConnection("api.github.com"), "Connection refused"
                ),
            ),
            "Connection refused",
        ),
        (
            exceptions.ProtocolError("Connection aborted.", ConnectionResetError(104, "Reset")),
            "[Errno 104] Reset",
        ),
        (TimeoutError("The read timed out."), "The read timed out"),
    ],
)
def test_of_a_connection_that_failed_only_the_reason_is_said(failed, said):
    asked = connection.Connection("secret", "https://api.github.com", seconds=1)
    with pytest.raises(Retry) as raised, asked.asking("read the issue"):
        raise requests.ConnectionError(failed)
    told = f"GitHub couldn't be reached to read the issue ({said}). Run this again later."
    assert str(raised.value) == told
