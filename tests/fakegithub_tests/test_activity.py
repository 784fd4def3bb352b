"""What GitHub tells of who did what when: edits of a text, comments, closings, commits, pushes."""

import pytest

REACHED = 'repository(owner: "acme", name: "groups")'


@pytest.fixture
def look(query):
    def looking(fields):
        found = query(f"{{ {REACHED} {{ {fields} }} }}")
        assert "errors" not in found, found["errors"]
        return found["data"]["repository"]

    return looking


def test_the_texts_of_an_issue_are_told_newest_first_with_the_first_one(fake, look):
    fake.add_account("anna", "write")
    number = fake.open_issue("anna", "one").number
    asked = f"issue(number: {number}) {{ userContentEdits(first: 10) {{ nodes {{ diff editor {{ login }} }} }} }}"
    assert look(asked)["issue"]["userContentEdits"]["nodes"] == []
    fake.add_account("berta", "write")
    fake.edit_issue("berta", number, "two")
    fake.edit_issue("berta", number, title="A title is none")
    found = look(asked)["issue"]["userContentEdits"]["nodes"]
    assert found == [
        {"diff": "two", "editor": {"login": "berta"}},
        {"diff": "one", "editor": {"login": "anna"}},
    ]


def test_a_comment_says_who_changed_it(fake, look):
    fake.add_account("anna", "write")
    fake.add_account("berta", "write")
    number = fake.open_issue("anna", "one").number
    comment = fake.comment("anna", number, "Hello.")
    asked = f"issue(number: {number}) {{ comments(last: 1) {{ nodes {{ lastEditedAt editor {{ login }} }} }} }}"
    assert look(asked)["issue"]["comments"]["nodes"] == [{"lastEditedAt": None, "editor": None}]
    fake.edit_comment("berta", comment, "Bye.")
    (found,) = look(asked)["issue"]["comments"]["nodes"]
    assert found["editor"] == {"login": "berta"}
    assert found["lastEditedAt"]


def test_a_closing_is_an_event_with_who_did_it(fake, look):
    fake.add_account("anna", "write")
    number = fake.open_issue("anna", "one").number
    fake.close("anna", number)
    found = look(
        f"issue(number: {number}) {{ timelineItems(itemTypes: [CLOSED_EVENT], last: 5) {{ nodes {{ "
        "__typename ... on ClosedEvent { actor { login } } } } }"
    )
    assert found["issue"]["timelineItems"]["nodes"] == [
        {"__typename": "ClosedEvent", "actor": {"login": "anna"}}
    ]


def test_commits_tell_when_and_by_whom_and_a_program_is_no_user(fake, look):
    fake.policy.default_branch_is_protected = False
    fake.add_account("anna", "write")
    fake.add_account("sync[bot]", "write", type="Bot")
    fake.push("main", {"a": "1"}, by="anna")
    fake.push("main", {"a": "2"}, by="sync[bot]")
    found = look(
        "pushedAt createdAt defaultBranchRef { target { ... on Commit { history(first: 2) { "
        "pageInfo { hasNextPage } nodes { committedDate author { name user { login } } } } } } }"
    )
    history = found["defaultBranchRef"]["target"]["history"]
    assert [each["author"]["user"] for each in history["nodes"]] == [None, {"login": "anna"}]
    assert history["nodes"][0]["author"]["name"] == "sync[bot]"
    assert history["pageInfo"]["hasNextPage"]
    assert found["pushedAt"] >= history["nodes"][0]["committedDate"]


def test_what_cannot_be_told_is_an_error_beside_the_rest(fake, query):
    fake.add_repo("acme/other").broken = True
    found = query('{ a: repository(owner: "acme", name: "other") { url } b: viewer { login } }')
    assert found["data"]["a"] is None
    assert found["data"]["b"]
    assert [each["type"] for each in found["errors"]] == ["INTERNAL"]
