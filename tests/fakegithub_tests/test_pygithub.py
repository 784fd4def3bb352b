"""PyGithub works against the fake, from an issue to a merged pull request."""

import github
import pytest

from tests import gitrepo
from tests.fakegithub import FakeGithub


@pytest.fixture
def fake():
    made = FakeGithub({"README.md": "Hello\n", "registry/a.yml": "name: A\n"})
    made.add_account("ada")
    made.add_account("max", "write")
    made.add_label("approved")
    return made


def client(token, **options):
    return github.Github(
        auth=github.Auth.Token(token),
        seconds_between_requests=None,
        seconds_between_writes=None,
        **options,
    )


def test_a_proposal_becomes_a_pull_request_and_is_merged(fake):
    opened = fake.open_issue("ada", "A body")
    with fake.serve():
        repo = client(fake.actions_token).get_repo("acme/groups")
        issue = repo.get_issue(opened.number)
        comment = issue.create_comment("Looks fine")
        comment.edit("Looks better")
        issue.add_to_labels("ready")
        fake.label("max", opened, "approved")
        events = [e for e in issue.get_events() if e.event == "labeled"]
        assert [(e.actor.login, e.label.name) for e in events] == [
            ("github-actions[bot]", "ready"),
            ("max", "approved"),
        ]
        assert repo.get_collaborator_role_name("max") == "write"
        base = repo.get_git_ref("heads/main").object.sha
        tree = repo.create_git_tree(
            [github.InputGitTreeElement("registry/b.yml", "100644", "blob", "name: B\n")],
            repo.get_git_tree(base),
        )
        commit = repo.create_git_commit("Add B", tree, [repo.get_git_commit(base)])
        assert commit.verification.verified
        repo.create_git_ref("refs/heads/wgbot/1", commit.sha)
        pull = repo.create_pull(base="main", head="wgbot/1", title="Add B", body="Closes #1")
        repo.get_commit(commit.sha).create_status("success", context="wgbot")
        pull.create_review_request(["max"])
        pull.convert_to_draft()
        assert repo.get_pull(pull.number).draft
        pull.mark_ready_for_review()
        assert [p.number for p in repo.get_pulls(head="acme:wgbot/1")] == [pull.number]
        assert [f.filename for f in pull.get_files()] == ["registry/b.yml"]
        fake.merge("max", pull.number)
        assert repo.get_issue(opened.number).state == "closed"
        assert repo.get_pull(pull.number).merged
    assert fake.files()["registry/b.yml"] == b"name: B\n"
    assert len(fake.writes) == 11


def test_the_default_branch_of_a_folder_is_taken_over_commit_by_commit(tmp_path):
    folder = gitrepo.start(tmp_path)
    fake = FakeGithub.from_folder(folder)
    assert fake.head() == gitrepo.git(folder, "rev-parse", "HEAD")
    gitrepo.git(folder, "checkout", "-q", "--detach")
    fake.push("main", {"x/y": "Z"}, by=fake.add_account("max", "write").login)
    assert fake.files()["x/y"] == b"Z"


def test_pygithub_follows_what_moved_and_turns_pages(fake):
    fake.add_repo("acme/other")
    fake.open_issue("ada", "x")
    for number in range(45):
        fake.comment("ada", 1, str(number))
    fake.open_issue("ada", "moves")
    fake.transfer_issue("max", 2, "acme/other")
    fake.rename_repo("acme/teams")
    with fake.serve():
        hub = client(fake.actions_token, per_page=20)
        repo = hub.get_repo("acme/groups")
        assert repo.full_name == "acme/teams"
        assert len(list(repo.get_issue(1).get_comments())) == 45
        assert repo.get_issue(2).repository.full_name == "acme/other"
    assert len([call for call in fake.calls if call.path.endswith("/comments")]) == 3


def test_pygithub_moves_refs_and_reads_what_differs(fake):
    fake.open_issue("ada", "x")
    comment = fake.comment("ada", 1, "x")
    fake.react("max", comment, "eyes")
    with fake.serve():
        repo = client(fake.actions_token).get_repo("acme/groups")
        made = repo.create_git_ref("refs/heads/b", fake.head())
        fake.push("b", {"x": "y"}, by="max")
        new = fake.head("b")
        with pytest.raises(github.GithubException) as caught:
            made.edit(repo.get_git_ref("heads/main").object.sha)
        assert caught.value.status == 422
        assert [one.ref for one in repo.get_git_matching_refs("heads/b")] == ["refs/heads/b"]
        compared = repo.compare("main", "b")
        assert [one.filename for one in compared.files] == ["x"]
        assert [one.sha for one in compared.commits] == [new]
        repo.create_label("ready", "00ff00", "Reads well").edit("done", "00ff01")
        assert repo.get_label("done").color == "00ff01"
        assert [
            one.content for one in repo.get_issue(1).get_comment(comment.comment_id).get_reactions()
        ] == ["eyes"]
        repo.get_issue(1).edit(state="closed", state_reason="not_planned")
        made.delete()
    assert fake.head("b") is None


def test_pygithub_works_with_an_enterprise_server():
    fake = FakeGithub({"a": "b"}, base_url="https://ghe.example/api/v3")
    fake.add_account("max", "write")
    fake.push("b", {"x": "y"}, by="max")
    with fake.serve():
        hub = client(fake.actions_token, base_url="https://ghe.example/api/v3")
        pull = hub.get_repo("acme/groups").create_pull(base="main", head="b", title="x")
        pull.convert_to_draft()
        assert pull.draft
        assert pull.html_url == "https://ghe.example/acme/groups/pull/1"
