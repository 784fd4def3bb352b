"""Issues, comments, labels, events, reactions."""

import pytest

REPO = "/repos/acme/groups"


def test_an_issue_that_is_gone_says_how(fake, ask):
    fake.add_repo("acme/other")
    for _ in range(3):
        fake.open_issue("ada", "x")
    fake.comment("ada", 2, "with it goes this")
    fake.delete_issue("adm", 1)
    fake.transfer_issue("max", 2, "acme/other")
    assert ask("GET", f"{REPO}/issues/1").status_code == 410
    moved = ask("GET", f"{REPO}/issues/2")
    assert moved.status_code == 301
    assert ask("GET", moved.headers["Location"]).json()["repository_url"].endswith("acme/other")
    comments = ask("GET", f"{REPO}/issues/2/comments").headers["Location"]
    assert ask("GET", comments).json()[0]["body"] == "with it goes this"
    assert ask("GET", f"{REPO}/issues/4").status_code == 404
    assert [one["number"] for one in ask("GET", f"{REPO}/issues?state=all").json()] == [3]


def test_issues_are_listed_by_what_is_asked(fake, ask, branch):
    fake.open_issue("ada", "x")
    fake.open_issue("max", "x", labels=["approved"])
    fake.close("max", fake.open_issue("max", "x"))
    branch("b")
    fake.open_pull("max", "b")

    def numbers(query):
        return [one["number"] for one in ask("GET", f"{REPO}/issues?{query}").json()]

    assert numbers("state=all") == [4, 3, 2, 1]
    assert numbers("state=open&direction=asc") == [1, 2, 4]
    assert numbers("labels=Approved") == [2]
    assert numbers("labels=approved,none") == []
    assert numbers("creator=ada") == [1]
    assert numbers(f"state=all&since={fake.issue(3).updated_at}") == [4, 3]
    assert numbers("state=all&sort=updated&direction=asc") == [1, 2, 3, 4]
    found = ask("GET", f"{REPO}/issues").json()
    assert ["pull_request" in one for one in found] == [True, False, False]


def test_lists_come_in_pages_linked_by_the_repositorys_number(fake, ask):
    fake.open_issue("ada", "x")
    for number in range(5):
        fake.comment("ada", 1, str(number))
    first = ask("GET", f"{REPO}/issues/1/comments?per_page=2")
    assert [one["body"] for one in first.json()] == ["0", "1"]
    assert f"/repositories/{fake.repo.id}/issues/1/comments" in first.links["next"]["url"]
    assert set(first.links) == {"next", "last"}
    second = ask("GET", first.links["next"]["url"])
    assert set(second.links) == {"prev", "first", "next", "last"}
    last = ask("GET", second.links["last"]["url"])
    assert [one["body"] for one in last.json()] == ["4"]
    assert len(ask("GET", f"{REPO}/issues/1/comments").json()) == 5
    for number in range(30):
        fake.comment("ada", 1, str(number))
    assert len(ask("GET", f"{REPO}/issues/1/comments").json()) == 30


@pytest.mark.parametrize(
    ("body", "status"),
    [("x" * 65_536, 201), ("x" * 65_537, 422), (" \n", 422), ("", 422), ("a\0b", 422)],
)
def test_a_comment_has_limits(fake, ask, body, status):
    fake.open_issue("ada", "x")
    assert ask("POST", f"{REPO}/issues/1/comments", body=body).status_code == status
    comment = fake.comment("ada", 1, "x").comment_id
    answer = ask("PATCH", f"{REPO}/issues/comments/{comment}", body=body)
    assert answer.status_code == (200 if status == 201 else 422)


def test_an_issue_has_limits(fake, ask):
    fake.open_issue("ada", "x")
    assert ask("PATCH", f"{REPO}/issues/1", body="x" * 65_537).status_code == 422
    assert ask("PATCH", f"{REPO}/issues/1", title="x" * 257).status_code == 422
    assert ask("PATCH", f"{REPO}/issues/1", title=" ").status_code == 422
    assert ask("PATCH", f"{REPO}/issues/1", body=None).json()["body"] is None


def test_comments_are_edited_and_deleted(fake, ask):
    fake.open_issue("ada", "x")
    made = ask("POST", f"{REPO}/issues/1/comments", body="one").json()
    assert made["performed_via_github_app"]["slug"] == "github-actions"
    assert made["user"]["type"] == "Bot"
    fake.clock.tick()
    edited = ask("PATCH", f"{REPO}/issues/comments/{made['id']}", body="two").json()
    assert edited["body"] == "two"
    assert edited["updated_at"] > edited["created_at"]
    assert ask("DELETE", f"{REPO}/issues/comments/{made['id']}").status_code == 204
    assert ask("GET", f"{REPO}/issues/comments/{made['id']}").status_code == 404


def test_a_locked_conversation_takes_no_comment_of_the_bot(fake, ask):
    fake.open_issue("ada", "x")
    fake.lock("max", 1)
    answer = ask("POST", f"{REPO}/issues/1/comments", body="x")
    assert (answer.status_code, "locked" in answer.json()["message"]) == (403, True)
    writer = fake.user_token("max")
    assert ask("POST", f"{REPO}/issues/1/comments", writer, body="x").status_code == 201


def test_without_issues_there_is_no_list(fake, ask):
    fake.repo.has_issues = False
    assert ask("GET", f"{REPO}/issues").status_code == 410


def test_events_tell_who_did_what_oldest_first(fake, ask):
    fake.open_issue("ada", "x", title="Old")
    fake.label("tri", 1, "approved")
    fake.unlabel("max", 1, "APPROVED")
    fake.edit_issue("ada", 1, title="New")
    fake.close("max", 1, "not_planned")
    fake.reopen("max", 1)
    found = ask("GET", f"{REPO}/issues/1/events").json()
    assert [(one["event"], one["actor"]["login"]) for one in found] == [
        ("labeled", "tri"),
        ("unlabeled", "max"),
        ("renamed", "ada"),
        ("closed", "max"),
        ("reopened", "max"),
    ]
    assert found[0]["label"]["name"] == "approved"
    assert found[2]["rename"] == {"from": "Old", "to": "New"}
    assert [one["created_at"] for one in found] == sorted({one["created_at"] for one in found})


def test_in_a_frozen_second_all_times_are_one(fake, ask):
    fake.clock.freeze()
    fake.open_issue("ada", "x")
    fake.label("tri", 1, "approved")
    fake.edit_issue("ada", 1, "y")
    event = ask("GET", f"{REPO}/issues/1/events").json()[0]
    issue = ask("GET", f"{REPO}/issues/1").json()
    assert event["created_at"] == issue["created_at"] == issue["updated_at"]


def test_labels_are_put_on_and_made_if_missing(fake, ask):
    fake.open_issue("ada", "x")
    ask("POST", f"{REPO}/issues/1/labels", labels=["Ready", "approved"])
    found = ask("POST", f"{REPO}/issues/1/labels", json=["ready"]).json()
    assert [(one["name"], one["color"]) for one in found] == [
        ("Ready", "ededed"),
        ("approved", "0e8a16"),
    ]
    assert len(fake.issue(1).events) == 2
    assert ask("DELETE", f"{REPO}/issues/1/labels/ready").json()[0]["name"] == "approved"
    gone = ask("DELETE", f"{REPO}/issues/1/labels/ready")
    assert (gone.status_code, gone.json()["message"]) == (404, "Label does not exist")
    assert "ready" in fake.repo.labels


def test_a_label_is_made_once_whatever_its_case(fake, ask):
    answer = ask("POST", f"{REPO}/labels", name="Approved", color="ffffff")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "already_exists"
    assert ask("POST", f"{REPO}/labels", name="x", color="#ffffff").status_code == 422
    assert ask("POST", f"{REPO}/labels", name="x" * 51).status_code == 422
    assert ask("POST", f"{REPO}/labels", name="needs work", color="FFFFFF").status_code == 201
    assert ask("GET", f"{REPO}/labels/needs%20work").json()["color"] == "ffffff"
    assert ask("GET", f"{REPO}/labels/none").status_code == 404
    assert [one["name"] for one in ask("GET", f"{REPO}/labels").json()] == [
        "approved",
        "needs work",
    ]
    edited = ask("PATCH", f"{REPO}/labels/needs%20work", new_name="Todo", description="x").json()
    assert (edited["name"], edited["description"]) == ("Todo", "x")
    assert ask("PATCH", f"{REPO}/labels/todo", new_name="approved").status_code == 422


def test_reactions_are_listed_by_content(fake, ask):
    fake.open_issue("ada", "x")
    comment = fake.comment("ada", 1, "x").comment_id
    fake.react("max", comment, "+1")
    fake.react("max", comment, "+1")
    fake.react("tri", comment, "eyes")
    path = f"{REPO}/issues/comments/{comment}/reactions"
    assert [(o["user"]["login"], o["content"]) for o in ask("GET", path).json()] == [
        ("max", "+1"),
        ("tri", "eyes"),
    ]
    assert len(ask("GET", f"{path}?content=eyes").json()) == 1
    assert ask("GET", f"{REPO}/issues/comments/{comment}").json()["reactions"]["total_count"] == 2


def test_a_deleted_account_is_null_and_a_missing_body_too(fake, ask):
    fake.open_issue("ada", None)
    fake.comment("ada", 1, "x")
    fake.label("tri", 1, "approved")
    fake.delete_account("ada")
    fake.delete_account("tri")
    issue = ask("GET", f"{REPO}/issues/1").json()
    assert (issue["user"], issue["body"]) == (None, None)
    assert ask("GET", f"{REPO}/issues/1/comments").json()[0]["user"] is None
    assert ask("GET", f"{REPO}/issues/1/events").json()[0]["actor"] is None


def test_issues_are_closed_for_a_reason(fake, ask):
    fake.open_issue("ada", "x")
    closed = ask("PATCH", f"{REPO}/issues/1", state="closed", state_reason="not_planned").json()
    assert (closed["state"], closed["state_reason"]) == ("closed", "not_planned")
    assert closed["closed_by"]["login"] == "github-actions[bot]"
    assert ask("PATCH", f"{REPO}/issues/1", state="gone").status_code == 422


def test_who_is_called_is_told_once_but_not_in_code(fake, ask):
    fake.open_issue("ada", "@max and `@tri`, a@adm.org, @nobody, @acme/team\n```\n@adm\n```")
    fake.edit_issue("ada", 1, "@MAX")
    ask("POST", f"{REPO}/issues/1/comments", body="@max, (@adm)")
    found = ask("GET", f"{REPO}/issues/1/events").json()
    assert [(one["event"], one["actor"]["login"]) for one in found] == [
        ("mentioned", "max"),
        ("subscribed", "max"),
        ("mentioned", "adm"),
        ("subscribed", "adm"),
    ]
