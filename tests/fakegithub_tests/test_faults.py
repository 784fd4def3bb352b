"""What can go wrong: refusals, cuts, kills, lag, limits, races; and what a client makes of it."""

import threading

import github
import pytest
import requests

from tests.fakegithub import (
    CUT_AFTER,
    CUT_BEFORE,
    KILLED,
    KILLED_BEFORE,
    FakeGithub,
    Killed,
    answered,
    primary_limit,
    refused,
    secondary_limit,
)

REPO = "/repos/acme/groups"
COMMENTS = f"{REPO}/issues/1/comments"


@pytest.fixture
def issue(fake):
    fake.open_issue("ada", "x")
    return fake.issue(1)


@pytest.fixture
def hub(fake):
    return github.Github(
        auth=github.Auth.Token(fake.actions_token),
        seconds_between_requests=None,
        seconds_between_writes=None,
        lazy=True,
    ).get_repo("acme/groups")


def test_calls_are_counted_with_what_became_of_them(fake, ask, issue):
    ask("GET", REPO)
    fake.start_counting()
    ask("GET", f"{REPO}/issues/1")
    ask("POST", COMMENTS, body="x")
    ask("POST", COMMENTS, body="")
    assert [(c.number, c.method, c.path, c.status, c.did_write) for c in fake.calls] == [
        (1, "GET", f"{REPO}/issues/1", 200, False),
        (2, "POST", COMMENTS, 201, True),
        (3, "POST", COMMENTS, 422, False),
    ]
    assert fake.writes == [fake.calls[1]]


@pytest.mark.parametrize(
    ("fault", "seen", "done"),
    [
        (refused(503), 503, False),
        (answered(502), 502, True),
        (CUT_BEFORE, requests.ConnectionError, False),
        (CUT_AFTER, requests.ConnectionError, True),
        (KILLED, Killed, True),
        (KILLED_BEFORE, Killed, False),
    ],
)
def test_a_call_goes_wrong_before_or_after_it_was_done(fake, ask, issue, fault, seen, done):
    fake.start_counting()
    planned = fake.fault(2, fault)
    ask("GET", REPO)
    if isinstance(seen, int):
        assert ask("POST", COMMENTS, body="x").status_code == seen
    else:
        with pytest.raises(seen):
            ask("POST", COMMENTS, body="x")
    assert (len(issue.comments) == 1) == done == fake.calls[1].done == fake.calls[1].did_write
    assert planned.struck == [fake.calls[1]]
    assert ask("POST", COMMENTS, body="x").status_code == 201


def test_faults_strike_the_calls_that_match(fake, ask, issue):
    fake.fault(("POST", r"/comments$"), refused(500), times=2, skip=1)
    found = [ask("POST", COMMENTS, body="x").status_code for _ in range(4)]
    assert found == [201, 500, 500, 201]
    fake.fault(lambda call: call.body == {"body": "y"}, refused(500))
    assert ask("POST", COMMENTS, body="x").status_code == 201
    assert ask("POST", COMMENTS, body="y").status_code == 500
    fake.fault("GET", refused(500), times=9)
    fake.calm()
    assert ask("GET", REPO).status_code == 200


def test_no_except_clause_sees_a_kill():
    assert not issubclass(Killed, Exception)


def test_pygithub_repeats_a_post_whose_connection_broke(fake, hub, issue):
    fake.fault(("POST", "comments"), CUT_AFTER)
    with fake.serve():
        hub.get_issue(1).create_comment("x")
    assert len(issue.comments) == 2


def test_pygithub_repeats_a_post_that_was_answered_502(fake, hub, issue):
    fake.fault(("POST", "comments"), answered(502), times=2)
    with fake.serve():
        hub.get_issue(1).create_comment("x")
    assert len(issue.comments) == 3


def test_pygithub_does_not_repeat_a_patch(fake, hub, issue):
    fake.fault("PATCH", CUT_BEFORE)
    with fake.serve(), pytest.raises(requests.ConnectionError):
        hub.get_issue(1).edit(title="New")
    assert issue.title == "A proposal"


def test_a_connection_that_stays_broken_ends_the_retries(fake, hub, issue):
    fake.fault(("*", "."), CUT_BEFORE, times=99)
    with fake.serve(), pytest.raises(requests.ConnectionError):
        assert hub.get_issue(1).title
    assert len(fake.calls) == 11


def test_waits_pass_on_the_simulated_clock(fake, hub, issue):
    before = fake.clock.now
    fake.fault(("GET", "issues/1"), secondary_limit(60))
    with fake.serve():
        assert hub.get_issue(1).title
    assert fake.waits == [60]
    assert (fake.clock.now - before).total_seconds() == 60


def test_a_spent_limit_says_when_it_ends(fake, ask):
    fake.fault(1, primary_limit(reset=2_000_000_000))
    answer = ask("GET", REPO)
    assert (answer.status_code, answer.headers["x-ratelimit-reset"]) == (403, "2000000000")


def test_requests_count_until_the_hour_is_over(fake, ask):
    fake.world.tokens[fake.actions_token].budget.limit = 2
    left = [ask("GET", REPO).headers["x-ratelimit-remaining"] for _ in range(2)]
    assert left == ["1", "0"]
    answer = ask("GET", REPO)
    assert answer.status_code == 403
    assert answer.json()["message"].startswith("API rate limit exceeded")
    fake.sleep(3600)
    assert ask("GET", REPO).status_code == 200


def test_creating_too_much_in_a_minute_is_refused_until_it_is_over(fake, ask, issue):
    fake.policy.creations_a_minute = 80
    for _ in range(80):
        assert ask("POST", COMMENTS, body="x").status_code == 201
    answer = ask("POST", COMMENTS, body="x")
    assert (answer.status_code, "secondary" in answer.json()["message"]) == (403, True)
    assert ask("GET", REPO).status_code == 200
    fake.sleep(int(answer.headers["Retry-After"]))
    assert ask("POST", COMMENTS, body="x").status_code == 201


def test_what_did_not_change_is_not_sent_again_and_not_counted(fake, ask, issue):
    first = ask("GET", f"{REPO}/issues/1")
    tag = {"If-None-Match": first.headers["ETag"]}
    again = ask("GET", f"{REPO}/issues/1", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    used = fake.world.tokens[fake.actions_token].budget.used
    fake.comment("ada", 1, "x")
    assert ask("GET", f"{REPO}/issues/1", headers=tag).status_code == 200
    assert fake.world.tokens[fake.actions_token].budget.used == used + 1


def test_what_was_just_created_shows_later(fake, ask, issue, branch):
    fake.lag("comments", for_calls=2)
    made = ask("POST", COMMENTS, body="x").json()
    assert [len(ask("GET", COMMENTS).json()) for _ in range(3)] == [0, 0, 1]
    fake.lag("refs", for_calls=1)
    branch("b")
    statuses = [ask("GET", f"{REPO}/git/ref/heads/b").status_code for _ in range(2)]
    assert statuses == [404, 200]
    fake.lag("labels", for_calls=1)
    ask("POST", f"{REPO}/labels", name="x")
    assert [ask("GET", f"{REPO}/labels/x").status_code for _ in range(2)] == [404, 200]
    fake.lag("events", for_calls=1)
    ask("POST", f"{REPO}/issues/1/labels", labels=["x"])
    assert [len(ask("GET", f"{REPO}/issues/1/events").json()) for _ in range(2)] == [0, 1]
    fake.lag("issues", for_calls=1)
    fake.open_issue("ada", "x")
    assert [len(ask("GET", f"{REPO}/issues").json()) for _ in range(2)] == [1, 2]
    fake.calm()
    assert ask("GET", f"{REPO}/issues/comments/{made['id']}").status_code == 200


def test_a_pull_request_that_does_not_show_yet_is_found_by_nothing(fake, ask, branch):
    branch("b")
    fake.lag("pulls", for_calls=4)
    number = ask("POST", f"{REPO}/pulls", title="x", head="b", base="main").json()["number"]
    assert ask("GET", f"{REPO}/pulls?head=acme:b").json() == []
    assert ask("POST", f"{REPO}/issues/{number}/labels", labels=["x"]).status_code == 404
    review = ("POST", f"{REPO}/pulls/{number}/requested_reviewers")
    assert "resolve to a node" in ask(*review, reviewers=["max"]).json()["message"]
    assert ask("GET", f"{REPO}/pulls/{number}").status_code == 404
    assert ask("GET", f"{REPO}/pulls/{number}").status_code == 200


def test_something_happens_just_before_a_call(fake, ask, issue):
    fake.before(("POST", "comments"), lambda: fake.edit_issue("ada", 1, "changed"))
    assert ask("GET", f"{REPO}/issues/1").json()["body"] == "x"
    ask("POST", COMMENTS, body="x")
    assert issue.body == "changed"
    assert issue.comments[0].created_at == issue.updated_at


def test_a_whole_other_run_may_come_between(fake, hub, issue):
    fake.before(("POST", "comments"), lambda: hub.get_issue(1).create_comment("other"))
    with fake.serve():
        hub.get_issue(1).create_comment("mine")
    assert [one.body for one in issue.comments] == ["other", "mine"]


def test_two_threads_may_ask_at_once(fake, issue):
    def run():
        for _ in range(10):
            requests.post(
                f"https://api.github.com{COMMENTS}",
                json={"body": "x"},
                headers={"Authorization": f"token {fake.actions_token}"},
            )

    with fake.serve():
        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len({one.id for one in issue.comments}) == 20


def test_serving_ends():
    fake, send = FakeGithub({"a": "b"}), requests.adapters.HTTPAdapter.send
    with fake.serve(), fake.serve():
        assert requests.adapters.HTTPAdapter.send is not send
    assert requests.adapters.HTTPAdapter.send is send
