"""Who may ask, for what, and where."""

import contextlib

import pytest
import requests

from tests.fakegithub import FakeGithub

REPO = "/repos/acme/groups"


def test_only_a_persons_token_is_told_who_it_is(fake, ask):
    for token in (fake.actions_token, fake.app_token, fake.read_token):
        answer = ask("GET", "/user", token)
        assert (answer.status_code, answer.json()["message"]) == (
            403,
            "Resource not accessible by integration",
        )
    assert ask("GET", "/user", fake.user_token("max")).json()["login"] == "max"


def test_a_wrong_or_expired_token_is_refused(fake, ask):
    assert ask("GET", REPO, "wrong").json()["message"] == "Bad credentials"
    fake.expire(fake.actions_token)
    assert ask("GET", REPO).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", f"{REPO}/issues/1", {"state": "closed"}),
        ("POST", f"{REPO}/issues/1/comments", {"body": "x"}),
        ("POST", f"{REPO}/issues/1/labels", {"labels": ["x"]}),
        ("DELETE", f"{REPO}/issues/1/labels/approved", {}),
        ("POST", f"{REPO}/labels", {"name": "x"}),
        ("POST", f"{REPO}/git/refs", {"ref": "refs/heads/x", "sha": "0" * 40}),
        ("POST", f"{REPO}/git/trees", {"tree": []}),
        ("POST", f"{REPO}/pulls", {"title": "x", "head": "x", "base": "main"}),
        ("POST", f"{REPO}/statuses/{'0' * 40}", {"state": "success"}),
    ],
)
def test_a_token_that_reads_writes_nothing(fake, ask, method, path, body):
    fake.label("tri", fake.open_issue("ada", "x"), "approved")
    before = fake.end_state()
    answer = ask(method, path, fake.read_token, **body)
    assert (answer.status_code, answer.json()["message"]) == (
        403,
        "Resource not accessible by integration",
    )
    assert fake.end_state() == before
    assert not fake.writes


def test_each_permission_stands_for_itself(fake, ask):
    fake.open_issue("ada", "x")
    token = fake.token("github-actions[bot]", "actions", {"issues": "write"})
    assert ask("POST", f"{REPO}/issues/1/comments", token, body="x").status_code == 201
    assert ask("POST", f"{REPO}/git/trees", token, tree=[]).status_code == 403


def test_pull_requests_may_be_commented_on_with_either_permission(fake, ask, branch):
    branch("b")
    number = fake.open_pull("max", "b").number
    token = fake.token("github-actions[bot]", "actions", {"pull_requests": "write"})
    assert ask("POST", f"{REPO}/issues/{number}/comments", token, body="x").status_code == 201
    fake.open_issue("ada", "x")
    assert ask("POST", f"{REPO}/issues/{number + 1}/comments", token, body="x").status_code == 403


def test_a_persons_token_is_bound_by_the_persons_role(fake, ask):
    fake.open_issue("ada", "x")
    labelling = ("POST", f"{REPO}/issues/1/labels")
    assert ask(*labelling, fake.user_token("ada"), labels=["approved"]).status_code == 403
    assert ask(*labelling, fake.user_token("tri"), labels=["approved"]).status_code == 200
    assert ask("POST", f"{REPO}/git/blobs", fake.user_token("tri"), content="").status_code == 403


def test_roles_are_folded_in_one_field_and_told_in_the_other(fake, ask):
    fake.add_account("cus", "write", role_name="registrar")
    fake.add_account("man", "maintain")

    def told(login):
        found = ask("GET", f"{REPO}/collaborators/{login}/permission").json()
        return found["permission"], found["role_name"]

    assert told("ada") == ("read", "read")
    assert told("tri") == ("read", "triage")
    assert told("max") == ("write", "write")
    assert told("MAN") == ("write", "maintain")
    assert told("adm") == ("admin", "admin")
    assert told("cus") == ("write", "registrar")


def test_only_people_who_exist_have_a_role(fake, ask):
    for login in ("nobody", "acme", "github-actions[bot]"):
        assert ask("GET", f"{REPO}/collaborators/{login}/permission").status_code == 404
    fake.delete_account("max")
    assert ask("GET", f"{REPO}/collaborators/max/permission").status_code == 404


def test_a_role_is_told_to_those_who_may_push(fake, ask):
    path = f"{REPO}/collaborators/max/permission"
    assert ask("GET", path, fake.user_token("tri")).status_code == 403
    assert ask("GET", path, fake.read_token).status_code == 403
    fake.policy.permission_needs_push = False
    assert ask("GET", path, fake.read_token).status_code == 200


def test_what_is_private_does_not_exist_for_others(fake, ask):
    fake.add_repo("acme/secret", private=True)
    assert ask("GET", "/repos/acme/secret").status_code == 404
    assert ask("GET", "/repos/acme/none").status_code == 404


def test_a_private_home_needs_permission_to_be_read():
    fake = FakeGithub({"a": "b"}, private=True)
    token = fake.token("github-actions[bot]", "actions", {"issues": "read"})
    head = {"Authorization": f"token {token}"}
    assert fake.handle("GET", f"https://api.github.com:443{REPO}/issues", head, None)[0] == 200
    assert fake.handle("GET", f"https://api.github.com:443{REPO}/pulls", head, None)[0] == 403


def test_other_repositories_may_be_read_but_not_written(fake, ask):
    fake.add_repo("rust/wg")
    assert ask("GET", "/repos/rust/wg").json()["full_name"] == "rust/wg"
    assert ask("POST", "/repos/rust/wg/labels", name="x").status_code == 403


def test_an_archived_repository_takes_nothing(fake, ask):
    fake.open_issue("ada", "x")
    fake.repo.archived = True
    assert "archived" in ask("POST", f"{REPO}/issues/1/comments", body="x").json()["message"]


def test_a_renamed_repository_redirects(fake, ask):
    fake.rename_repo("acme/teams")
    answer = ask("GET", f"{REPO}/issues?state=all")
    assert answer.status_code == 301
    assert answer.headers["Location"].endswith(f"/repositories/{fake.repo.id}/issues?state=all")
    assert ask("GET", answer.headers["Location"]).json() == []
    assert ask("POST", f"{REPO}/labels", name="x").status_code == 307


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/search/issues?q=x", {}),
        ("GET", f"{REPO}/readme", {}),
        ("GET", f"{REPO}/license", {}),  # no test has settled anything
        ("PUT", f"{REPO}/pulls/1/merge", {}),
        ("GET", f"{REPO}/issues?page=0", {}),
        ("GET", f"{REPO}/issues?per_page=101", {}),
        ("GET", f"{REPO}/issues?sort=name", {}),
        ("GET", f"{REPO}/issues?milestone=1", {}),
        ("GET", f"{REPO}/issues?state=open&state=closed", {}),
        ("GET", f"{REPO}/pulls?head=branch", {}),
        ("POST", f"{REPO}/labels", {"name": "x", "colour": "ffffff"}),
        ("POST", f"{REPO}/labels", {"name": 1}),
        ("GET", "https://example.org/", {}),
        ("GET", "https://api.github.com:8443/user", {}),
    ],
)
def test_what_is_not_known_fails_the_test(ask, unknown, method, path, body):
    unknown(ask, method, path, **body)


def test_a_mistake_fails_the_test_even_if_it_was_caught():
    fake = FakeGithub({"a": "b"})

    def run():
        with fake.serve(), contextlib.suppress(AssertionError):
            requests.get("https://api.github.com/search/issues?q=x")

    with pytest.raises(AssertionError):
        run()


def test_an_enterprise_server_has_its_own_addresses():
    fake = FakeGithub({"a": "b"}, base_url="https://ghe.example/api/v3")
    head = {"Authorization": f"token {fake.actions_token}"}
    status, _, data = fake.handle("GET", f"https://ghe.example/api/v3{REPO}", head, None)
    assert (status, b"https://ghe.example/acme/groups" in data) == (200, True)
    query = b'{"query": "{viewer{login}}"}'
    assert fake.handle("POST", "https://ghe.example/api/graphql", head, query)[0] == 200
