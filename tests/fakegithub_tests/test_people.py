"""People's actions: who may, what they fire, and that GitHub could have sent it."""

import pytest

from tests.fakegithub import NotAllowedError, schemas


def every_event(fake):
    """Let people do everything there is, and give what it fired."""
    fake.add_repo("acme/other")
    fake.add_account("old")
    fake.open_issue("ada", "x", labels=["approved"], form_labels=["approved", "missing"])
    fake.edit_issue("ada", 1, "y", "New title")
    fake.unlabel("tri", 1, "approved")
    comment = fake.comment("old", 1, "Hello")
    fake.edit_comment("old", comment, "Bye")
    fake.react("ada", comment, "heart")
    fake.lock("max", 1, "spam")
    fake.unlock("max", 1)
    fake.close("ada", 1)
    fake.reopen("ada", 1)
    fake.delete_comment("max", comment)
    fake.push("work", {"a": "b", "README.md": None}, by="max")
    pull = fake.open_pull("max", "work", body="Closes #1", draft=True)
    fake.label("tri", pull, "approved")
    fake.unlabel("tri", pull, "approved")
    fake.edit_issue("max", pull, title="Other")
    fake.set_draft("max", pull, False)
    fake.set_draft("max", pull, True)
    fake.set_draft("max", pull, False)
    fake.amend("work", by="max", files={"c": "d"})
    fake.close_pull("max", pull)
    fake.reopen_pull("max", pull)
    fake.merge("max", pull)
    fake.delete_branch("work", by="max")
    fake.open_issue("max", None)
    fake.transfer_issue("max", 3, "acme/other")
    fake.open_issue("max", "x")
    fake.delete_issue("adm", 4)
    return fake.deliveries


def test_github_could_have_sent_every_payload(fake):
    events = every_event(fake)
    for event in events:
        schemas.check_webhook(event.name, event.payload)
    assert [f"{one.name}.{one.action}" if one.action else one.name for one in events] == [
        "issues.opened",
        "issues.labeled",
        "issues.edited",
        "issues.unlabeled",
        "issue_comment.created",
        "issue_comment.edited",
        "issues.locked",
        "issues.unlocked",
        "issues.closed",
        "issues.reopened",
        "issue_comment.deleted",
        "push",
        "pull_request.opened",
        "pull_request.labeled",
        "pull_request.unlabeled",
        "pull_request.edited",
        "pull_request.ready_for_review",
        "pull_request.converted_to_draft",
        "pull_request.ready_for_review",
        "push",
        "pull_request.synchronize",
        "pull_request.closed",
        "pull_request.reopened",
        "pull_request.closed",
        "issues.closed",
        "push",
        "push",
        "issues.opened",
        "issues.transferred",
        "issues.opened",
        "issues.deleted",
    ]


def test_a_payload_says_what_a_workflow_reads(fake):
    fake.open_issue("ada", "one")
    event = fake.edit_issue("ada", 1, "two")
    assert event.payload["changes"] == {"body": {"from": "one"}}
    assert event.payload["issue"]["body"] == "two"
    assert event.payload["repository"]["full_name"] == "acme/groups"
    assert event.payload["repository"]["default_branch"] == "main"
    assert event.payload["sender"]["login"] == "ada"
    labeled = fake.label("tri", event, "approved")
    assert labeled.payload["label"]["name"] == "approved"
    fake.edit_issue("ada", 1, "three")
    assert labeled.payload["issue"]["body"] == "two", "a payload is of its moment"
    pushed = fake.push("main", {"x": "y"}, by="max").payload
    assert (pushed["ref"], pushed["after"]) == ("refs/heads/main", fake.head())
    assert pushed["commits"][0]["added"] == ["x"]


def test_an_outsiders_labels_are_dropped_but_not_the_forms_own(fake):
    fake.add_label("proposal")
    fake.open_issue("ada", "x", labels=["approved"], form_labels=["proposal", "missing"])
    assert [one.name for one in fake.issue(1).labels] == ["proposal"]
    fake.open_issue("tri", "x", labels=["approved"])
    assert [one.name for one in fake.issue(2).labels] == ["approved"]


@pytest.mark.parametrize(
    "act",
    [
        lambda fake, who: fake.label(who, 1, "approved"),
        lambda fake, who: fake.unlabel(who, 1, "approved"),
        lambda fake, who: fake.edit_issue(who, 1, "x"),
        lambda fake, who: fake.close(who, 1),
        lambda fake, who: fake.lock(who, 1),
        lambda fake, who: fake.delete_issue(who, 1),
        lambda fake, who: fake.transfer_issue(who, 1, "acme/other"),
        lambda fake, who: fake.edit_comment(who, fake.issue(1).comments[0].id, "x"),
        lambda fake, who: fake.delete_comment(who, fake.issue(1).comments[0].id),
        lambda fake, who: fake.push("main", {"a": "b"}, by=who),
        lambda fake, who: fake.amend("main", by=who),
        lambda fake, who: fake.delete_branch("side", by=who),
        lambda fake, who: fake.merge(who, 2),
        lambda fake, who: fake.close_pull(who, 2),
        lambda fake, who: fake.set_draft(who, 2, True),
    ],
)
def test_an_outsider_may_not(fake, act):
    fake.add_account("out")
    fake.open_issue("max", "x", labels=["approved"])
    fake.comment("max", 1, "x")
    fake.push("side", {"a": "b"}, by="max")
    fake.open_pull("max", "side")
    before = fake.end_state()
    with pytest.raises(NotAllowedError):
        act(fake, "out")
    assert fake.end_state() == before


def test_an_author_reopens_only_what_nobody_else_closed(fake):
    fake.open_issue("ada", "x")
    fake.close("ada", 1)
    fake.reopen("ada", 1)
    fake.close("max", 1)
    with pytest.raises(NotAllowedError):
        fake.reopen("ada", 1)


def test_a_locked_conversation_takes_no_comment_of_an_outsider(fake):
    fake.open_issue("ada", "x")
    fake.lock("max", 1)
    with pytest.raises(NotAllowedError):
        fake.comment("ada", 1, "x")
    fake.comment("max", 1, "x")


def test_every_action_takes_a_second_unless_time_is_frozen(fake):
    start = fake.clock.now
    fake.open_issue("ada", "x")
    assert (fake.clock.now - start).total_seconds() == 1
    fake.clock.freeze()
    fake.comment("ada", 1, "x")
    assert (fake.clock.now - start).total_seconds() == 1


def test_amending_replaces_a_commit_by_ones_own(fake, branch):
    old = branch("b")
    event = fake.amend("b", by="max")
    found = fake.repo.objects.read(fake.head("b"))
    assert event.payload["forced"]
    assert found.parents == fake.repo.objects.read(old).parents
    assert (found.author.name, found.committer.name) == ("github-actions[bot]", "max")
    assert found.tree == fake.repo.objects.read(old).tree
