"""Pull requests: what opens, follows, closes and reopens them."""

import pytest

from tests.fakegithub import NotAllowedError

REPO = "/repos/acme/groups"


@pytest.fixture
def pull(ask, branch):
    """Open the bot's pull request of a new branch and give its number."""

    def opening(name="wgbot/1", **more):
        branch(name, path=f"registry/{name}.yml")
        body = {"title": "Add", "head": name, "base": "main"} | more
        return ask("POST", f"{REPO}/pulls", **body).json()["number"]

    return opening


def reason(answer):
    assert answer.status_code == 422
    return answer.json()["errors"][0]


def test_a_branch_has_one_open_pull_request(fake, ask, pull):
    number = pull()
    again = {"title": "Add", "head": "wgbot/1", "base": "main"}
    assert reason(ask("POST", f"{REPO}/pulls", **again))["message"] == (
        "A pull request already exists for acme:wgbot/1."
    )
    fake.close_pull("max", number)
    assert ask("POST", f"{REPO}/pulls", **again).status_code == 201


def test_a_pull_request_needs_branches_that_differ(fake, ask, branch):
    def opening(**more):
        return ask("POST", f"{REPO}/pulls", **{"title": "x", "head": "b", "base": "main"} | more)

    assert reason(opening())["field"] == "head"
    fake.point("b", fake.head(), by="max")
    assert reason(opening())["message"] == "No commits between main and b"
    branch("c")
    assert reason(opening(head="c", base="none"))["field"] == "base"
    assert reason(opening(head="c", title=""))["field"] == "title"
    assert opening(head="c", title="x" * 257).status_code == 422
    assert opening(head="c", body="x" * 65_537).status_code == 422
    assert opening(head="acme:c").status_code == 201


def test_actions_may_be_forbidden_to_open_one(fake, ask, branch):
    branch("b")
    fake.policy.actions_may_open_pulls = False
    body = {"title": "x", "head": "b", "base": "main"}
    answer = ask("POST", f"{REPO}/pulls", **body)
    assert (answer.status_code, answer.json()["message"]) == (
        403,
        "GitHub Actions is not permitted to create or approve pull requests.",
    )
    assert ask("POST", f"{REPO}/pulls", fake.app_token, **body).status_code == 201


def test_drafts_may_be_forbidden(fake, ask, branch):
    branch("b")
    fake.policy.drafts = False
    body = {"title": "x", "head": "b", "base": "main"}
    assert ask("POST", f"{REPO}/pulls", **body, draft=True).status_code == 422
    assert ask("POST", f"{REPO}/pulls", **body, draft=False).status_code == 201


def test_pull_requests_are_listed_by_what_is_asked(fake, ask, pull):
    pull("wgbot/1")
    fake.close_pull("max", pull("wgbot/2"))

    def numbers(query):
        return [one["number"] for one in ask("GET", f"{REPO}/pulls?{query}").json()]

    assert numbers("") == [1]
    assert numbers("state=all") == [2, 1]
    assert numbers("state=all&direction=asc") == [1, 2]
    assert numbers("state=all&head=ACME:wgbot/2") == [2]
    assert numbers("state=closed&base=main") == [2]
    assert numbers("base=other") == []


def test_a_pull_request_follows_its_branch(fake, ask, pull):
    number = pull()
    fake.push("wgbot/1", {"x": "y"}, by="max")
    found = ask("GET", f"{REPO}/pulls/{number}").json()
    assert found["head"]["sha"] == fake.head("wgbot/1")
    assert (found["commits"], found["changed_files"], found["mergeable"]) == (2, 2, True)
    assert len(ask("GET", f"{REPO}/pulls/{number}/commits").json()) == 2
    fake.push("main", {"x": "z"}, by="max")
    assert ask("GET", f"{REPO}/pulls/{number}").json()["mergeable_state"] == "dirty"


def test_a_branch_without_a_difference_closes_its_pull_request(fake, pull):
    number = pull()
    fake.point("wgbot/1", fake.head(), by="max")
    assert fake.issue(number).state == "closed"


def test_without_its_branch_a_pull_request_is_closed_for_good(fake, ask, pull):
    number = pull()
    fake.delete_branch("wgbot/1", by="max")
    assert fake.issue(number).state == "closed"
    path = f"{REPO}/pulls/{number}"
    assert "deleted" in reason(ask("PATCH", path, state="open", title="New"))["message"]
    assert fake.issue(number).title == "Add"
    fake.push("wgbot/1", {"other": "x"}, by="max")
    assert "recreated" in reason(ask("PATCH", path, state="open"))["message"]


def test_a_closed_pull_request_reopens_while_its_branch_leads_on(fake, ask, pull):
    number = pull()
    path = f"{REPO}/pulls/{number}"
    ask("PATCH", path, state="closed")
    fake.push("wgbot/1", {"x": "y"}, by="max")
    assert ask("GET", path).json()["head"]["sha"] != fake.head("wgbot/1")
    assert ask("PATCH", path, state="open").json()["head"]["sha"] == fake.head("wgbot/1")
    ask("PATCH", path, state="closed")
    fake.amend("wgbot/1", by="max", files={"x": "z"})
    assert "force-pushed" in reason(ask("PATCH", path, state="open"))["message"]


def test_a_pull_request_does_not_reopen_beside_another_or_without_commits(fake, ask, pull):
    first = pull()
    fake.close_pull("max", first)
    second = fake.open_pull("max", "wgbot/1").number
    assert (
        "already an open" in reason(ask("PATCH", f"{REPO}/pulls/{first}", state="open"))["message"]
    )
    fake.merge("max", second, method="merge")
    found = reason(ask("PATCH", f"{REPO}/pulls/{first}", state="open"))
    assert "no new commits" in found["message"]


def test_title_and_body_are_edited(ask, pull):
    path = f"{REPO}/pulls/{pull()}"
    found = ask("PATCH", path, title="New", body="Text").json()
    assert (found["title"], found["body"]) == ("New", "Text")
    assert ask("PATCH", path, body="x" * 65_537).status_code == 422
    assert ask("PATCH", path, title="").status_code == 422


def test_reviews_are_asked_of_collaborators(fake, ask, pull):
    path = f"{REPO}/pulls/{pull()}/requested_reviewers"
    assert ask("POST", path, reviewers=["ada"]).status_code == 422
    assert ask("POST", path, reviewers=["nobody"]).status_code == 422
    assert ask("POST", path, team_reviewers=["team"]).status_code == 422
    assert ask("POST", path, reviewers=["max", "ada"]).status_code == 422
    found = ask("POST", path, reviewers=["max"]).json()
    assert [one["login"] for one in found["requested_reviewers"]] == ["max"]
    fake.push("c", {"c": "c"}, by="max")
    own = fake.open_pull("max", "c").number
    answer = ask("POST", f"{REPO}/pulls/{own}/requested_reviewers", reviewers=["max"])
    assert "author" in answer.json()["message"]


def test_merging_squashes_and_closes_what_it_says(fake, ask, pull):
    fake.open_issue("ada", "x")
    fake.open_issue("ada", "x")
    number = pull(body="Closes #1\n\n`closes #2`\n\n```\nFixes #2\n```")
    sha = fake.head("wgbot/1")
    fake.merge("max", number)
    assert (fake.issue(1).state, fake.issue(2).state) == ("closed", "open")
    found = ask("GET", f"{REPO}/pulls/{number}").json()
    assert (found["merged"], found["state"], found["head"]["sha"]) == (True, "closed", sha)
    assert found["merge_commit_sha"] == fake.head()
    commit = ask("GET", f"{REPO}/commits/main").json()
    assert commit["commit"]["message"] == f"Add (#{number})"
    assert len(commit["parents"]) == 1
    assert commit["author"]["login"] == "github-actions[bot]"
    assert [one["event"] for one in ask("GET", f"{REPO}/issues/{number}/events").json()] == [
        "merged",
        "closed",
    ]
    assert "merged" in reason(ask("PATCH", f"{REPO}/pulls/{number}", state="open"))["message"]


def test_closing_words_act_on_the_default_branch_only(fake):
    fake.open_issue("ada", "x")
    fake.push("side", {"a": "b"}, by="max")
    fake.push("work", {"c": "d"}, by="max", message="Fixes #1")
    fake.merge("max", fake.open_pull("max", "work", body="Closes #1", base="side"))
    assert fake.issue(1).state == "open"
    fake.push("main", {"e": "f"}, by="max", message="Resolves: acme/groups#1, not other/one#1")
    assert fake.issue(1).state == "closed"


def test_a_raw_text_in_a_squashed_message_closes_issues_even_in_code(fake, pull):
    fake.open_issue("ada", "x")
    fake.merge("max", pull(body="`Closes #1`"), message="Add\n\n`Closes #1`")
    assert fake.issue(1).state == "closed"


def test_a_merge_commit_has_two_parents(fake, pull):
    fake.merge("max", pull(), method="merge")
    assert len(fake.repo.objects.read(fake.head()).parents) == 2


def test_conflicts_and_drafts_do_not_merge(fake, pull):
    number = pull(draft=True)
    with pytest.raises(NotAllowedError):
        fake.merge("max", number)
    fake.set_draft("max", number, False)
    fake.push("main", {"registry/wgbot/1.yml": "other"}, by="max")
    with pytest.raises(NotAllowedError):
        fake.merge("max", number)


def test_commits_that_reach_the_base_by_a_push_count_as_merged(fake, pull):
    number = pull()
    fake.point("main", fake.head("wgbot/1"), by="max")
    assert fake.issue(number).pull.merged_at


def test_a_fork_may_go_and_its_pull_request_stays(fake, ask):
    fork = fake.fork("ada")
    fake.push("mine", {"x": "y"}, by="ada", repo=fork)
    number = fake.open_pull("ada", "ada:mine").number
    found = ask("GET", f"{REPO}/pulls?head=ada:mine").json()
    assert found[0]["head"]["repo"]["full_name"] == "ada/groups"
    fake.delete_fork(fork)
    found = ask("GET", f"{REPO}/pulls/{number}").json()
    assert (found["state"], found["head"]["repo"]) == ("closed", None)


def test_issues_are_no_pull_requests(fake, ask):
    fake.open_issue("ada", "x")
    assert ask("GET", f"{REPO}/pulls/1").status_code == 404
