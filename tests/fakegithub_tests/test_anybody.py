"""What GitHub lets anybody do: branches and texts of any kind, in forks, by programs, under any name."""

import pytest

from tests.fakegithub import ACTIONS_BOT, ApiError, NotAllowedError, schemas
from tests.fakegithub.objects import Signature

REPO = "/repos/acme/groups"
EDITED = """query($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { issue(number: 1) { lastEditedAt } }
}"""
NAMES = [
    "wgbot/issue-1",
    "wgbot/issue-²",
    "wgbot/issue-１２",
    "wgbot/issue-٣",
    "wgbot/issue-" + "9" * 232,
    "wgbot/ISSUE-1",
    "wgbot/issue-1/x",
    "日本語/🎶",
    "'$(id)`;-->",
]
MARKER = "<!-- wgbot:pull-request {} -->\n"
TEXTS = [
    None,
    "",
    "x" * 65_536,
    MARKER.format("9" * 5000),
    MARKER.format("²"),
    "🎶 \u202e",
]


@pytest.fixture
def fork(fake):
    return fake.fork("ada")


def opened(fake, fork, branch="mine", body=None, **more):
    """Have ada open a pull request from her fork; give the number."""
    fake.push(branch, {f"{len(fake.repo.issues)}": "x"}, by="ada", repo=fork)
    return fake.open_pull("ada", f"ada:{branch}", body=body, **more).number


@pytest.mark.parametrize("branch", NAMES)
def test_a_forks_branch_has_any_name_that_git_takes(fake, ask, fork, branch):
    number = opened(fake, fork, branch)
    schemas.check_webhook("pull_request", fake.deliveries[-1].payload)
    (listed,) = ask("GET", f"{REPO}/pulls").json()
    assert (listed["number"], listed["head"]["ref"]) == (number, branch)
    assert listed["head"]["repo"]["full_name"] == "ada/groups"
    fake.edit_issue("ada", number, "New text", "New title")
    fake.close_pull("ada", number)
    fake.reopen_pull("ada", number)
    assert ask("GET", f"{REPO}/pulls/{number}").json()["title"] == "New title"


@pytest.mark.parametrize("branch", ["b" * 245, "ü" * 123, "a..b", "a b", "a\x7fb", "a.lock"])
def test_but_none_that_git_or_github_refuses(fake, fork, branch):
    with pytest.raises(NotAllowedError):
        fake.push(branch, {"a": "b"}, by="ada", repo=fork)


@pytest.mark.parametrize("text", TEXTS)
def test_a_pull_request_and_an_issue_have_any_text(fake, ask, fork, text):
    number = opened(fake, fork, body=text)
    issue = fake.open_issue("ada", text).number
    for path in (f"pulls/{number}", f"issues/{number}", f"issues/{issue}"):
        assert ask("GET", f"{REPO}/{path}").json()["body"] == text
    fake.edit_issue("ada", issue, "y" * 65_536, "z" * 256)
    with pytest.raises(ApiError):
        fake.open_issue("ada", "x" * 65_537)
    fake.close_pull("ada", number)
    with pytest.raises(NotAllowedError):
        fake.open_pull("ada", "ada:mine", body="x" * 65_537)


def test_nobody_else_pushes_to_a_fork(fake, fork):
    with pytest.raises(NotAllowedError):
        fake.push("mine", {"a": "b"}, by="max", repo=fork)


def test_anybody_opens_one_from_a_branch_that_is_there(fake, branch):
    branch("wgbot/issue-1")
    number = fake.open_pull("ada", "wgbot/issue-1", body="Mine").number
    assert fake.issue(number).author.login == "ada"
    with pytest.raises(NotAllowedError):
        fake.open_pull("max", "wgbot/issue-1")
    fake.close_pull("ada", number)


def test_a_commit_says_it_is_by_whomever_it_likes(fake, ask, fork):
    bot = fake.world.accounts[ACTIONS_BOT]
    who = Signature(bot.login, bot.noreply, fake.clock.now)
    fake.push("mine", {"a": "b"}, by="ada", repo=fork, who=who)
    number = fake.open_pull("ada", "ada:mine").number
    (commit,) = ask("GET", f"{REPO}/pulls/{number}/commits").json()
    assert commit["author"]["login"] == commit["committer"]["login"] == ACTIONS_BOT
    assert not commit["commit"]["verification"]["verified"]


def test_a_fork_that_is_gone_has_no_name(fake, ask, fork):
    closed = opened(fake, fork)
    fake.delete_fork(fork)
    old = fake.fork("ada")
    still_open = opened(fake, old, "old")
    fake.delete_fork(old, closes=False)
    for number, state in ((closed, "closed"), (still_open, "open")):
        found = ask("GET", f"{REPO}/pulls/{number}").json()
        assert (found["state"], found["head"]["repo"]) == (state, None)
    fake.edit_issue("ada", still_open, "Edited")
    schemas.check_webhook("pull_request", fake.deliveries[-1].payload)


def test_who_is_gone_is_null_wherever_they_were(fake, ask, fork):
    number = opened(fake, fork)
    issue = fake.open_issue("ada", "x").number
    comment = fake.comment("ada", issue, "x").comment_id
    fake.react("ada", comment)
    fake.delete_account("ada")
    (pull,) = ask("GET", f"{REPO}/pulls").json()
    assert (pull["user"], pull["head"]["user"]) == (None, None)
    assert ask("GET", f"{REPO}/pulls/{number}").json()["user"]["login"] == "ghost"
    assert ask("GET", f"{REPO}/issues/{issue}").json()["user"] is None
    assert ask("GET", f"{REPO}/issues/{issue}/comments").json()[0]["user"] is None
    (reaction,) = ask("GET", f"{REPO}/issues/comments/{comment}/reactions").json()
    assert reaction["user"] is None


def test_an_owner_and_a_branch_are_several_repositories(fake, ask, branch):
    branch("wgbot/issue-1")
    here = fake.open_pull("max", "wgbot/issue-1").number
    sister = fake.fork("acme", "groups-2")
    sister.roles["max"] = "write"
    fake.push("wgbot/issue-1", {"x": "y"}, by="max", repo=sister)
    there = fake.open_pull("max", "acme:wgbot/issue-1", source=sister).number
    found = ask("GET", f"{REPO}/pulls?head=acme:wgbot/issue-1").json()
    assert {one["number"]: one["head"]["repo"]["full_name"] for one in found} == {
        here: "acme/groups",
        there: "acme/groups-2",
    }
    assert {one["head"]["label"] for one in found} == {"acme:wgbot/issue-1"}


# Programs


def test_every_workflow_writes_as_the_same_account(fake, ask):
    issue = fake.open_issue("ada", "x")
    fake.comment(ACTIONS_BOT, issue, "<!-- wgbot:review {} -->\nYou wrote: x")
    fake.push("notes", {"NOTES.md": "x"}, by=ACTIONS_BOT)
    pull = fake.open_pull(ACTIONS_BOT, "notes", "Release notes", "By @ada: x").number
    made = ask("POST", f"{REPO}/issues/1/comments", body="Mine").json()
    others, own = ask("GET", f"{REPO}/issues/1/comments").json()
    assert others["user"] == own["user"] == made["user"]
    assert others["performed_via_github_app"] == own["performed_via_github_app"]
    assert ask("GET", f"{REPO}/pulls/{pull}").json()["user"] == made["user"]
    fake.edit_comment(ACTIONS_BOT, made["id"], "Another workflow's")


def test_a_comment_names_the_app_that_it_came_through(fake, ask):
    fake.add_account("helper[bot]", type="Bot")
    issue = fake.open_issue("ada", "x")
    fake.comment("ada", issue, "by hand")
    fake.comment("ada", issue, "by hand, with an app", app="helper")
    fake.comment("helper[bot]", issue, "by the app itself")
    schemas.check_webhook("issue_comment", fake.deliveries[-1].payload)
    ask("POST", f"{REPO}/issues/1/comments", fake.app_token, body="by ours")
    found = ask("GET", f"{REPO}/issues/1/comments").json()
    apps = [(one["performed_via_github_app"] or {}).get("slug") for one in found]
    assert apps == [None, "helper", "helper", "wgbot-app"]
    assert [one["user"]["type"] for one in found] == ["User", "User", "Bot", "Bot"]


def test_so_does_an_event(fake, ask):
    fake.add_account("helper[bot]", "triage", type="Bot")
    issue = fake.open_issue("ada", "x")
    for by, app in (("max", None), ("max", "helper"), ("helper[bot]", None)):
        fake.label(by, issue, "approved", app=app)
        fake.unlabel("max", issue, "approved")
    found = ask("GET", f"{REPO}/issues/1/events").json()
    put = [
        (one["actor"]["type"], (one["performed_via_github_app"] or {}).get("slug"))
        for one in found
        if one["event"] == "labeled"
    ]
    assert put == [("User", None), ("User", "helper"), ("Bot", None)]


# Comments and reactions


def test_anybody_comments_copies_and_reacts(fake, ask):
    issue = fake.open_issue("max", "x")
    own = ask("POST", f"{REPO}/issues/1/comments", body="<!-- wgbot:review {} -->\nHi").json()
    copied = fake.comment("ada", issue, own["body"])
    fake.edit_comment("ada", copied, own["body"] + "more")
    for number in range(120):
        fake.add_account(f"stranger-{number}")
        fake.react(f"stranger-{number}", own["id"])
        fake.react(f"stranger-{number}", own["id"])
    first = ask("GET", f"{REPO}/issues/comments/{own['id']}/reactions?content=%2B1&per_page=100")
    assert len(first.json()) == 100
    assert len(ask("GET", first.links["next"]["url"]).json()) == 20
    assert ask("GET", f"{REPO}/issues/comments/{own['id']}").json()["reactions"]["+1"] == 120
    fake.lock("max", 1)
    with pytest.raises(NotAllowedError):
        fake.react("ada", own["id"])


# When a text was edited


def test_a_text_that_was_never_edited_says_so(fake, query):
    fake.open_issue("ada", "x")
    asked = {"owner": "acme", "name": "groups"}
    found = query(EDITED, **asked)
    assert found == {"data": {"repository": {"issue": {"lastEditedAt": None}}}}
    fake.edit_issue("ada", 1, title="New")
    fake.edit_issue("ada", 1, "x")
    fake.label("max", 1, "approved")
    fake.comment("ada", 1, "x")
    assert query(EDITED, **asked) == found


@pytest.mark.parametrize("by", ["ada", "max"])
def test_a_text_says_when_it_was_edited_last_whoever_did(fake, query, by):
    fake.open_issue("ada", "x")
    for text in ("y", "x"):
        fake.edit_issue(by, 1, text)
        found = query(EDITED, owner="acme", name="groups")
        assert found["data"]["repository"]["issue"]["lastEditedAt"] == fake.clock.stamp()


def test_a_text_edited_by_a_program_says_so_too(fake, ask, query):
    fake.open_issue("ada", "x")
    fake.clock.tick()
    ask("PATCH", f"{REPO}/issues/1", body="y")
    found = query(EDITED, owner="acme", name="groups")
    assert found["data"]["repository"]["issue"]["lastEditedAt"] == fake.clock.stamp()


def test_several_are_asked_at_once_and_answered_in_part(fake, query, branch):
    fake.add_repo("acme/other")
    for text in ("x", "deleted", "moved"):
        fake.open_issue("ada", text)
    fake.edit_issue("ada", 1, "y")
    edited = fake.clock.stamp()
    fake.delete_issue("adm", 2)
    fake.transfer_issue("max", 3, "acme/other")
    branch("b")
    pull = fake.open_pull("max", "b").number
    numbers = (1, 2, 3, pull, 99)
    fields = " ".join(f"i{n}: issue(number: {n}) {{ number lastEditedAt }}" for n in numbers)
    found = query(f'{{ repository(owner: "acme", name: "groups") {{ {fields} }} }}')
    issues = found["data"]["repository"]
    assert issues.pop("i1") == {"number": 1, "lastEditedAt": edited}
    assert set(issues.values()) == {None}
    assert [(one["type"], one["path"]) for one in found["errors"]] == [
        ("NOT_FOUND", ["repository", f"i{number}"]) for number in numbers[1:]
    ]


def test_a_secret_issue_is_not_told_to_whom_may_not_read_it(fake, query):
    fake.open_issue("ada", "x")
    fake.repo.private = True
    token = fake.token(ACTIONS_BOT, "actions", {"contents": "read"})
    (error,) = query(EDITED, token, owner="acme", name="groups")["errors"]
    assert error["type"] == "FORBIDDEN"
    assert "errors" not in query(EDITED, owner="acme", name="groups")
