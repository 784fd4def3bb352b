"""Where GitHub is not kind: pages, rules, queues, other people's buttons, and what fires what."""

import re

import pytest

from tests.fakegithub import ACTIONS_BOT, WRITE_ALL, NotAllowedError, Rule, routing, schemas
from tests.fakegithub.objects import ZERO

REPO = "/repos/acme/groups"
SWAP = """mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }"""
FORBIDDEN = "Repository rule violations found\n\nCannot {}\n\n"


@pytest.fixture
def opened(fake, branch, ask):
    """Have the bot open a pull request of the branch `b`; give its number."""
    branch("b")
    return ask("POST", f"{REPO}/pulls", title="B", head="b", base="main").json()["number"]


@pytest.fixture
def swap(fake, ask, query):
    """Move a branch by GraphQL; give the errors."""

    def swapping(name, before, after, token=None):
        update = {"name": f"refs/heads/{name}", "beforeOid": before, "afterOid": after}
        repository = ask("GET", REPO).json()["node_id"]
        given = {"repositoryId": repository, "refUpdates": [update | {"force": True}]}
        return [one["message"] for one in query(SWAP, token, input=given).get("errors", [])]

    return swapping


def events(ask, number):
    """Return an issue's events as the API lists them."""
    return ask("GET", f"{REPO}/issues/{number}/events?per_page=100").json()


def commit(fake, branch="b"):
    return fake.repo.objects.read(fake.head(branch))


def fired(fake, start=0):
    """Return what was fired since, by name and action, and by whom."""
    return [
        (f"{one.name}.{one.action}" if one.action else one.name, one.payload["sender"]["login"])
        for one in fake.deliveries[start:]
    ]


# Pages


@pytest.mark.parametrize(("count", "pages"), [(300, 1), (301, 2), (3100, 10)])
def test_a_commits_files_come_in_pages(fake, ask, count, pages):
    fake.push("many", {f"{n:04}": str(n) for n in range(count)}, by="max")
    seen, url = [], f"{REPO}/commits/many"
    for _ in range(pages):
        answer = ask("GET", url)
        seen.append([one["filename"] for one in answer.json()["files"]])
        url = answer.links.get("next", {}).get("url")
    assert url is None
    assert {len(page) for page in seen[:-1]} <= {300}
    every = [name for page in seen for name in page]
    assert every == [f"{n:04}" for n in range(min(count, 3000))]
    assert ask("GET", f"{REPO}/commits/many?page={pages + 1}").json()["files"] == []


def test_a_pull_request_lists_so_many_commits(fake, ask):
    for number in range(252):
        fake.push("long", {"a": str(number)}, by="max")
    number = fake.open_pull("max", "long").number
    pages = [ask("GET", f"{REPO}/pulls/{number}/commits?per_page=100&page={n}") for n in (1, 2, 3)]
    assert [len(page.json()) for page in pages] == [100, 100, 50]


def test_a_status_may_stand_behind_more_than_a_page_of_newer_ones(fake, ask, opened, query):
    head = fake.head("b")
    ask("POST", f"{REPO}/statuses/{head}", state="success", context="wgbot")
    for number in range(120):
        fake.set_status("max", "b", f"check {number}")
    first = ask("GET", f"{REPO}/commits/{head}/statuses?per_page=100")
    assert "wgbot" not in {one["context"] for one in first.json()}
    assert ask("GET", first.links["next"]["url"]).json()[-1]["context"] == "wgbot"
    found = query(
        """{ repository(owner: "acme", name: "groups") { ref(qualifiedName: "b") { target {
        ... on Commit { status { context(name: "wgbot") { state } } } } } } }"""
    )
    status = found["data"]["repository"]["ref"]["target"]["status"]
    assert status == {"context": {"state": "SUCCESS"}}


# In the browser and in a codespace


def test_a_commit_in_the_browser_is_committed_by_github(fake, ask, opened):
    fake.push("b", {"a": "b"}, by="max", web=True)
    found = ask("GET", f"{REPO}/commits/b").json()
    assert (found["author"]["login"], found["committer"]["login"]) == ("max", "web-flow")
    assert found["commit"]["verification"]["verified"]


@pytest.mark.parametrize("web", [True, False])
def test_who_amends_the_bots_commit_leaves_its_author_and_message(fake, ask, opened, web):
    old = ask("GET", f"{REPO}/commits/b").json()
    fake.amend("b", by="max", files={"a": "b"}, web=web)
    new = ask("GET", f"{REPO}/commits/b").json()
    assert new["author"] == old["author"]
    assert new["commit"]["message"] == old["commit"]["message"]
    # In a codespace, nothing but the tree tells it from the bot's own.
    assert new["committer"]["login"] == ("web-flow" if web else "max")
    assert new["commit"]["verification"]["verified"] is web
    assert new["commit"]["tree"]["sha"] != old["commit"]["tree"]["sha"]


def test_update_branch_merges_the_base_by_whom_pressed_it(fake, ask, opened):
    with pytest.raises(NotAllowedError):
        fake.update_branch("max", opened)  # it is up to date
    fake.push("main", {"new": "x"}, by="max")
    old = fake.head("b")
    event = fake.update_branch("max", opened)
    assert (event.name, event.payload["forced"]) == ("push", False)
    found = ask("GET", f"{REPO}/commits/b").json()
    assert [one["sha"] for one in found["parents"]] == [old, fake.head()]
    assert (found["author"]["login"], found["committer"]["login"]) == ("max", "web-flow")
    assert found["commit"]["message"] == "Merge branch 'main' into b"
    assert fake.files("b").keys() == fake.files().keys() | {"registry/b.yml"}
    assert fired(fake)[-1] == ("pull_request.synchronize", "max")


def test_update_branch_refuses_conflicts_and_strangers(fake, opened):
    fake.push("main", {"registry/b.yml": "other"}, by="max")
    before = fake.head("b")
    for by in ("max", "ada"):
        with pytest.raises(NotAllowedError):
            fake.update_branch(by, opened)
    assert fake.head("b") == before


def test_a_revert_is_a_pull_request_that_undoes_another(fake, opened):
    with pytest.raises(NotAllowedError):
        fake.revert("max", opened)
    start = fake.files()
    fake.merge("max", opened)
    assert fake.files() != start
    number = fake.revert("max", opened).number
    it = fake.issue(number)
    assert (it.title, it.body) == ('Revert "B"', f"Reverts acme/groups#{opened}")
    assert it.pull.head_ref == f"revert-{opened}-b"
    fake.merge("max", number)
    assert fake.files() == start


# Other bases, queues, approvals, checks


def test_a_pull_request_may_be_sent_to_another_branch(fake, ask, opened):
    fake.push("next", {"n": "x"}, by="max")
    with pytest.raises(NotAllowedError):
        fake.retarget("ada", opened, "next")
    with pytest.raises(NotAllowedError):
        fake.retarget("max", opened, "none")
    event = fake.retarget("max", opened, "next")
    schemas.check_webhook(event.name, event.payload)
    assert event.payload["changes"]["base"]["ref"] == {"from": "main"}
    found = ask("GET", f"{REPO}/pulls/{opened}").json()
    assert (found["base"]["ref"], found["base"]["sha"]) == ("next", fake.head("next"))
    assert events(ask, opened)[-1]["event"] == "base_ref_changed"
    assert ask("GET", f"{REPO}/pulls?head=acme:b&base=main").json() == []
    before = fake.files()
    fake.merge("max", opened)
    assert fake.files() == before, "it is merged, and main knows nothing of it"


def test_a_merge_queue_merges_as_itself_by_another_commit(fake, ask, opened):
    fake.policy.merge_queue = True
    with pytest.raises(NotAllowedError):
        fake.merge("max", opened)
    with pytest.raises(NotAllowedError):
        fake.merge_queued(opened)
    schemas.check_webhook("pull_request", fake.queue("max", opened).payload)
    merged = fake.merge_queued(opened)
    assert merged.payload["sender"]["login"] == "github-merge-queue[bot]"
    found = ask("GET", f"{REPO}/pulls/{opened}").json()
    assert found["merged_by"]["login"] == "github-merge-queue[bot]"
    assert found["merge_commit_sha"] == fake.head() != found["head"]["sha"]
    assert [one["event"] for one in events(ask, opened)][-3:] == [
        "added_to_merge_queue",
        "merged",
        "closed",
    ]


def test_who_pushes_throws_a_pull_request_out_of_the_queue(fake, ask, opened):
    fake.policy.merge_queue = True
    fake.queue("max", opened)
    ask("PATCH", f"{REPO}/git/refs/heads/b", sha=fake.head(), force=True)  # or any other
    assert events(ask, opened)[-2]["event"] == "removed_from_merge_queue"
    with pytest.raises(NotAllowedError):
        fake.merge_queued(opened)


@pytest.mark.parametrize("dismisses", [True, False])
def test_an_approval_may_fall_when_the_branch_moves(fake, ask, opened, swap, dismisses):
    fake.policy.required_approvals = 1
    fake.policy.dismisses_approvals = dismisses
    with pytest.raises(NotAllowedError):
        fake.merge("max", opened)
    event = fake.approve("max", opened)
    schemas.check_webhook(event.name, event.payload)
    head = fake.head("b")
    fake.push("c", {"c": "d"}, by="max")
    assert swap("b", head, fake.head("c")) == []
    told = [one["event"] for one in events(ask, opened)]
    assert ("review_dismissed" in told) is dismisses
    if dismisses:
        with pytest.raises(NotAllowedError):
            fake.merge("max", opened)
        fake.approve("max", opened)
    fake.merge("max", opened)


def test_nobody_approves_their_own(fake):
    fake.push("c", {"c": "d"}, by="max")
    number = fake.open_pull("max", "c").number
    with pytest.raises(NotAllowedError):
        fake.approve("max", number)


def test_a_check_has_to_be_green_on_this_very_commit(fake, ask, opened):
    fake.policy.required_checks = ("wgbot",)
    for state in (None, "pending", "failure"):
        if state:
            fake.set_status("max", "b", "wgbot", state)
        with pytest.raises(NotAllowedError):
            fake.merge("max", opened)
    fake.set_status("max", "b", "wgbot")
    fake.push("b", {"c": "d"}, by="max")
    with pytest.raises(NotAllowedError):
        fake.merge("max", opened)
    fake.set_status("max", "b", "wgbot")
    fake.merge("max", opened)


# Rules


def test_a_rule_refuses_to_make_a_branch(fake, ask, swap):
    fake.policy.rules = [Rule("wgbot/*", frozenset({"creation"}))]
    head = fake.head()
    answer = ask("POST", f"{REPO}/git/refs", ref="refs/heads/wgbot/a", sha=head)
    said = FORBIDDEN.format("create ref due to creations being restricted.")
    assert (answer.status_code, answer.json()["message"]) == (422, said)
    assert swap("wgbot/a", ZERO, head) == [said]
    with pytest.raises(NotAllowedError):
        fake.push("wgbot/a", {"a": "b"}, by="adm")
    assert fake.head("wgbot/a") is None
    assert swap("other/a", ZERO, head) == []


@pytest.mark.parametrize(
    ("what", "forced", "said"),
    [
        ("update", False, "update this protected ref."),
        ("force", True, "force-push to this branch"),
    ],
)
def test_a_rule_refuses_to_move_a_branch(fake, ask, branch, swap, what, forced, said):
    old = branch("wgbot/a")
    other = branch("other", base=fake.head() if forced else old, path="registry/c.yml")
    fake.policy.rules = [Rule("wgbot/*", frozenset({what}))]
    answer = ask("PATCH", f"{REPO}/git/refs/heads/wgbot/a", sha=other, force=True)
    assert (answer.status_code, answer.json()["message"]) == (422, FORBIDDEN.format(said))
    assert swap("wgbot/a", old, other) == [FORBIDDEN.format(said)]
    assert fake.head("wgbot/a") == old
    with pytest.raises(NotAllowedError):
        fake.point("wgbot/a", other, by="max")
    fake.policy.rules = [Rule("wgbot/*", frozenset({what}), frozenset({ACTIONS_BOT}))]
    assert swap("wgbot/a", old, other, fake.app_token) == [FORBIDDEN.format(said)]
    assert swap("wgbot/a", old, other) == []


def test_a_rule_refuses_to_delete_a_branch(fake, ask, branch, swap):
    old = branch("wgbot/a")
    fake.policy.rules = [Rule("wgbot/*", frozenset({"deletion"}))]
    said = FORBIDDEN.format("delete this protected ref.")
    assert ask("DELETE", f"{REPO}/git/refs/heads/wgbot/a").json()["message"] == said
    assert swap("wgbot/a", old, ZERO) == [said]
    with pytest.raises(NotAllowedError):
        fake.delete_branch("wgbot/a", by="adm")
    assert fake.head("wgbot/a") == old


# Who fires what


def everything(ask, query, token):
    """Do by the API what a token may do with issues, branches and pull requests."""
    ask("PATCH", f"{REPO}/issues/1", token, body="y", labels=["approved"])
    ask("POST", f"{REPO}/issues/1/labels", token, labels=["approved", "other"])
    ask("DELETE", f"{REPO}/issues/1/labels/approved", token)
    comment = ask("POST", f"{REPO}/issues/1/comments", token, body="x").json()["id"]
    ask("PATCH", f"{REPO}/issues/comments/{comment}", token, body="y")
    ask("DELETE", f"{REPO}/issues/comments/{comment}", token)
    ask("PATCH", f"{REPO}/issues/1", token, state="closed")
    ask("PATCH", f"{REPO}/issues/1", token, state="open")
    ask("POST", f"{REPO}/issues", token, title="x")
    head = ask("GET", f"{REPO}/git/ref/heads/main").json()["object"]["sha"]
    other = ask("GET", f"{REPO}/git/ref/heads/other").json()["object"]["sha"]
    ask("POST", f"{REPO}/git/refs", token, ref="refs/heads/n", sha=other)
    made = ask("POST", f"{REPO}/pulls", token, title="x", head="n", base="main").json()
    ask("PATCH", f"{REPO}/pulls/{made['number']}", token, title="z")
    draft = "mutation($id: ID!) { convertPullRequestToDraft(input: {pullRequestId: $id}) { %s } }"
    query(draft % "clientMutationId", token, id=made["node_id"])
    ask("PATCH", f"{REPO}/pulls/{made['number']}", token, state="closed")
    ask("PATCH", f"{REPO}/pulls/{made['number']}", token, state="open")
    ask("PATCH", f"{REPO}/git/refs/heads/n", token, sha=head, force=True)
    ask("DELETE", f"{REPO}/git/refs/heads/n", token)


@pytest.mark.parametrize("by", [ACTIONS_BOT, "wgbot-app[bot]", "max"])
def test_what_is_done_with_any_token_but_a_workflows_fires_events(fake, ask, branch, query, by):
    fake.open_issue("max", "x")
    branch("other")
    tokens = {ACTIONS_BOT: fake.actions_token, "wgbot-app[bot]": fake.app_token}
    before = len(fake.deliveries)
    everything(ask, query, tokens.get(by) or fake.user_token("max"))
    found = fired(fake, before)
    for event in fake.deliveries[before:]:
        schemas.check_webhook(event.name, event.payload)
    if by == ACTIONS_BOT:
        assert found == []
        return
    assert {sender for _, sender in found} == {by}
    assert [name for name, _ in found] == [
        "issues.edited",
        "issues.labeled",
        "issues.labeled",
        "issues.unlabeled",
        "issue_comment.created",
        "issue_comment.edited",
        "issue_comment.deleted",
        "issues.closed",
        "issues.reopened",
        "issues.opened",
        "push",
        "pull_request.opened",
        "pull_request.edited",
        "pull_request.converted_to_draft",
        "pull_request.closed",
        "pull_request.reopened",
        "push",
        "pull_request.closed",
        "push",
    ]


def test_a_swapped_ref_of_an_app_fires_too(fake, branch, swap):
    head, new = branch("b"), branch("c", text="c")
    fake.open_pull("max", "b")
    before = len(fake.deliveries)
    assert swap("b", head, new, fake.app_token) == []
    app = "wgbot-app[bot]"
    assert fired(fake, before) == [("push", app), ("pull_request.synchronize", app)]


def test_an_app_that_acts_for_a_person_is_named(fake, ask):
    fake.add_account("helper[bot]", type="Bot")
    fake.open_issue("ada", "x")
    with fake.through("helper"):
        fake.label("max", 1, "approved")
        fake.close("max", 1)
    token = fake.user_token_through("max", "helper")
    ask("PATCH", f"{REPO}/issues/1", token, state="open")
    ask("POST", f"{REPO}/issues/1/comments", token, body="x")
    ask("DELETE", f"{REPO}/issues/1/labels/approved", fake.user_token("max"))
    told = [
        (it["event"], it["actor"]["login"], (it["performed_via_github_app"] or {}).get("slug"))
        for it in events(ask, 1)
    ]
    assert told == [
        ("labeled", "max", "helper"),
        ("closed", "max", "helper"),
        ("reopened", "max", "helper"),
        ("unlabeled", "max", None),
    ]
    (comment,) = ask("GET", f"{REPO}/issues/1/comments").json()
    assert comment["user"]["login"] == "max"
    assert comment["performed_via_github_app"]["slug"] == "helper"


def test_two_workflows_are_one_account_and_share_an_hour(fake, ask):
    other = fake.token(ACTIONS_BOT, "actions", WRITE_ALL)
    fake.open_issue("ada", "x")
    ask("POST", f"{REPO}/issues/1/comments", body="mine")
    answer = ask("POST", f"{REPO}/issues/1/comments", other, body="theirs")
    mine, theirs = fake.issue(1).comments
    assert mine.author is theirs.author
    assert ask("PATCH", f"{REPO}/issues/comments/{mine.id}", other, body="changed").ok
    assert answer.headers["x-ratelimit-remaining"] == "998"
    app = ask("GET", REPO, fake.app_token)
    assert app.headers["x-ratelimit-remaining"] == "4999"


# Labels


def test_a_renamed_label_keeps_its_old_name_in_what_happened(fake, ask):
    fake.open_issue("ada", "x")
    fake.label("max", 1, "approved")
    with pytest.raises(NotAllowedError):
        fake.rename_label("tri", "approved", "accepted")
    event = fake.rename_label("max", "Approved", "accepted")
    schemas.check_webhook(event.name, event.payload)
    assert [one["name"] for one in ask("GET", f"{REPO}/issues/1/labels").json()] == ["accepted"]
    told = [(one["event"], one["label"]["name"]) for one in events(ask, 1)]
    assert told == [("labeled", "approved")]
    assert ask("GET", f"{REPO}/labels/approved").status_code == 404


def test_a_deleted_label_is_gone_without_a_word(fake, ask, query):
    fake.open_issue("ada", "x")
    fake.label("max", 1, "approved")
    event = fake.delete_label("max", "approved")
    schemas.check_webhook(event.name, event.payload)
    assert ask("GET", f"{REPO}/issues/1/labels").json() == []
    assert [one["event"] for one in events(ask, 1)] == ["labeled"]
    found = query(
        """{ repository(owner: "acme", name: "groups") { issue(number: 1) {
        timelineItems(itemTypes: [LABELED_EVENT], last: 1) { nodes {
        ... on LabeledEvent { label { name } } } } } } }"""
    )
    (line,) = found["data"]["repository"]["issue"]["timelineItems"]["nodes"]
    assert line == {"label": {"name": "approved"}}


# Time


def test_what_happens_in_one_second_has_an_order_all_the_same(fake, ask):
    fake.open_issue("ada", "x")
    fake.clock.tick()
    fake.clock.freeze()
    fake.label("max", 1, "approved")
    fake.edit_issue("ada", 1, "y")
    fake.unlabel("max", 1, "approved")
    fake.label("max", 1, "approved")
    told = events(ask, 1)
    assert len({one["created_at"] for one in told}) == 1
    assert [one["event"] for one in told] == ["labeled", "unlabeled", "labeled"]
    assert [one["id"] for one in told] == sorted(one["id"] for one in told)
    assert fake.issue(1).last_edited_at == told[-1]["created_at"]


def test_the_headers_say_what_is_left_of_the_hour(fake, ask, query):
    seen = [ask("GET", f"{REPO}/issues?page={page}").headers for page in (1, 2)]
    assert [head["x-ratelimit-remaining"] for head in seen] == ["999", "998"]
    assert {head["x-ratelimit-limit"] for head in seen} == {"1000"}
    assert [head["x-ratelimit-used"] for head in seen] == ["1", "2"]
    reset = int(seen[0]["x-ratelimit-reset"])
    assert reset == int(fake.clock.now.timestamp()) + 3600
    same = ask("GET", f"{REPO}/issues?page=2", headers={"If-None-Match": seen[1]["ETag"]})
    assert (same.status_code, same.headers["x-ratelimit-remaining"]) == (304, "998")
    told = query("{ rateLimit { limit remaining used resetAt } }")["data"]["rateLimit"]
    assert told == {"limit": 1000, "remaining": 997, "used": 3, "resetAt": "2026-01-05T10:00:00Z"}
    statuses = {ask("GET", REPO).status_code for _ in range(997)}
    assert statuses == {200}
    last = ask("GET", REPO)
    assert (last.status_code, last.headers["x-ratelimit-remaining"]) == (403, "0")
    assert last.headers["x-ratelimit-reset"] == str(reset)
    fake.clock.advance(3600)
    assert ask("GET", REPO).headers["x-ratelimit-remaining"] == "999"


# What takes nothing


WRITES = [one for one in routing.ROUTES if one.method != "GET" and one.needs[1] == "write"]


@pytest.mark.parametrize("one", WRITES, ids=lambda one: f"{one.method} {one.pattern.pattern}")
def test_an_archived_repository_takes_no_request_that_writes(fake, ask, opened, one):
    fake.comment("ada", opened, "x")
    names = {
        "owner": "acme",
        "repo": "groups",
        "number": str(opened),
        "id": str(fake.issue(opened).comments[0].id),
        "name": "approved",
        "ref": "heads/b",
        "sha": fake.head("b"),
    }
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: names[found[1]], one.pattern.pattern)
    fake.repo.archived = True
    before = fake.end_state()
    answer = ask(one.method, path.replace("\\", ""))
    assert answer.status_code == 403
    assert answer.json()["message"] == "Repository was archived so is read-only."
    assert fake.end_state() == before
    assert ask("GET", f"{REPO}/issues/{opened}").ok


def test_nor_by_graphql_nor_by_hand(fake, opened, swap, query):
    node = query(
        '{ repository(owner: "acme", name: "groups") { pullRequests(first: 1) { nodes { id } } } }'
    )["data"]["repository"]["pullRequests"]["nodes"][0]["id"]
    fake.repo.archived = True
    said = ["Repository was archived so is read-only."]
    assert swap("new", ZERO, fake.head()) == said
    draft = "mutation($id: ID!) { convertPullRequestToDraft(input: {pullRequestId: $id}) { %s } }"
    found = query(draft % "clientMutationId", id=node)
    assert [one["message"] for one in found["errors"]] == said
    for act in (fake.approve, fake.update_branch, fake.queue, fake.revert):
        with pytest.raises(NotAllowedError):
            act("adm", opened)


@pytest.mark.parametrize("kind", ["issue", "pull request"])
def test_a_locked_conversation_refuses_comments_and_nothing_else(fake, ask, opened, kind):
    number = opened if kind == "pull request" else fake.open_issue("ada", "x").number
    own = ask("POST", f"{REPO}/issues/{number}/comments", body="x").json()["id"]
    fake.lock("max", number)
    for token in (fake.actions_token, fake.app_token):
        answer = ask("POST", f"{REPO}/issues/{number}/comments", token, body="x")
        assert answer.status_code == 403
        assert answer.json()["message"] == "Unable to create comment because issue is locked."
    assert ask("PATCH", f"{REPO}/issues/comments/{own}", body="y").ok
    assert ask("POST", f"{REPO}/issues/{number}/labels", labels=["approved"]).ok
    assert ask("PATCH", f"{REPO}/issues/{number}", state="closed").ok
