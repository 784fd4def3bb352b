"""Refs, trees, commits, comparisons, statuses, and that their ids are git's."""

import pytest

from tests import gitrepo
from tests.fakegithub import FakeGithub

REPO = "/repos/acme/groups"
ZERO = "0" * 40


def test_ids_are_gits(tmp_path):
    folder = gitrepo.start(tmp_path)
    gitrepo.commit(folder, "a/b.c/d", "x\n")
    gitrepo.commit(folder, "a.b", "ü\n")
    fake = FakeGithub.from_folder(folder)
    fake.add_account("max", "write")
    head = fake.head()
    assert head == gitrepo.git(folder, "rev-parse", "HEAD")
    tree = fake.repo.objects.read(head).tree
    assert fake.repo.objects.tree(fake.repo.objects.files(tree)) == tree
    again = FakeGithub({p: (folder / p).read_bytes() for p in fake.files()})
    assert again.repo.objects.read(again.head()).tree == tree
    fake.push("main", {"a/b": "new\n", "a.b": None}, by="max")
    gitrepo.git(folder, "rm", "-q", "a.b", "a/b.c/d")
    (folder / "a").mkdir(exist_ok=True)
    gitrepo.git(folder, "checkout", "-q", "HEAD", "--", "a/b.c/d")
    gitrepo.commit(folder, "a/b", "new\n")
    new = fake.repo.objects.read(fake.head()).tree
    assert new == gitrepo.git(folder, "rev-parse", "HEAD^{tree}")


def test_a_commit_is_what_git_would_have_made(fake, ask, tmp_path):
    folder = gitrepo.start(tmp_path)
    who = {"name": "Ada", "email": "ada@example.org", "date": "2026-01-05T09:00:00Z"}
    made = ask(
        "POST",
        f"{REPO}/git/commits",
        message="One\n\nTwo",
        tree=fake.repo.objects.read(fake.head()).tree,
        parents=[fake.head()],
        author=who,
    ).json()
    data = fake.repo.objects.raw[made["sha"]][1]
    (tmp_path / "commit").write_bytes(data)
    assert made["sha"] == gitrepo.git(
        folder, "hash-object", "-t", "commit", "--literally", str(tmp_path / "commit")
    )
    assert made["committer"] == made["author"] == who
    assert not made["verification"]["verified"]


def test_a_bots_commit_without_an_author_is_signed_by_github(fake, ask, branch):
    sha = branch("b")
    found = ask("GET", f"{REPO}/git/commits/{sha}").json()
    assert found["verification"]["verified"]
    assert found["author"]["name"] == "github-actions[bot]"
    assert found["committer"]["email"] == "noreply@github.com"
    accounts = ask("GET", f"{REPO}/commits/b").json()
    assert (accounts["author"]["id"], accounts["committer"]["login"]) == (41898282, "web-flow")
    app = ask("GET", f"{REPO}/commits/{branch('c', token=fake.app_token)}").json()
    assert app["author"]["login"] == "wgbot-app[bot]"
    person = ask("GET", f"{REPO}/commits/{branch('d', token=fake.user_token('max'))}").json()
    assert (person["author"]["login"], person["committer"]["login"]) == ("max", "max")
    assert not person["commit"]["verification"]["verified"]


def test_a_commit_needs_what_it_names(fake, ask):
    tree = fake.repo.objects.read(fake.head()).tree
    path = f"{REPO}/git/commits"
    assert ask("POST", path, message="x", tree=ZERO).status_code == 422
    assert ask("POST", path, message="x", tree=tree, parents=[ZERO]).status_code == 422
    assert ask("POST", path, message="", tree=tree).status_code == 422
    assert ask("POST", path, message="x", tree=tree, author={"name": "x"}).status_code == 422
    assert ask("GET", f"{path}/{ZERO}").status_code == 404
    assert ask("GET", f"{REPO}/commits/{ZERO}").status_code == 422


def test_refs_are_made_once_of_what_exists(fake, ask):
    head = fake.head()

    def making(ref, sha=head):
        answer = ask("POST", f"{REPO}/git/refs", ref=ref, sha=sha)
        return answer.status_code, answer.json().get("message")

    assert making("refs/heads/wgbot/1")[0] == 201
    assert making("refs/heads/wgbot/1") == (422, "Reference already exists")
    assert making("refs/heads/x", ZERO) == (422, "Object does not exist")
    assert "40 characters" in making("refs/heads/x", "abc")[1]
    assert making("heads/x")[0] == 422
    assert making("refs/heads/wgbot")[0] == 422
    assert making("refs/heads/wgbot/1/2")[0] == 422
    for bad in ("a..b", "a b", ".a", "a.lock", "a/", "a~1", "a:b", "a\\b", "a@{b"):
        assert making(f"refs/heads/{bad}")[0] == 422, bad


def test_refs_are_found_by_name_and_by_beginning(ask, branch):
    sha = branch("wgbot/1")
    branch("wgbot/10")
    assert ask("GET", f"{REPO}/git/ref/heads/wgbot/1").json()["object"]["sha"] == sha
    assert ask("GET", f"{REPO}/git/ref/heads/wgbot").status_code == 404
    found = ask("GET", f"{REPO}/git/matching-refs/heads%2Fwgbot%2F1").json()
    assert [one["ref"] for one in found] == ["refs/heads/wgbot/1", "refs/heads/wgbot/10"]
    assert ask("GET", f"{REPO}/git/matching-refs/heads/none").json() == []


def test_a_ref_moves_forward_unless_forced(fake, ask, branch):
    old, other = branch("b"), branch("c", text="name: C\n")
    path = f"{REPO}/git/refs/heads/b"
    answer = ask("PATCH", path, sha=other)
    assert (answer.status_code, answer.json()["message"]) == (422, "Update is not a fast forward")
    assert fake.head("b") == old
    assert ask("PATCH", path, sha=other, force=True).json()["object"]["sha"] == other
    assert ask("PATCH", path, sha=ZERO).json()["message"] == "Object does not exist"
    gone = ask("PATCH", f"{REPO}/git/refs/heads/none", sha=other)
    assert gone.json()["message"] == "Reference does not exist"
    assert ask("DELETE", path).status_code == 204
    assert ask("DELETE", path).status_code == 422


def test_the_default_branch_is_protected(fake, ask, branch):
    sha = branch("b")
    path = f"{REPO}/git/refs/heads/main"
    assert ask("PATCH", path, sha=sha).status_code == 422
    assert ask("DELETE", path).status_code == 422
    fake.policy.default_branch_is_protected = False
    assert ask("PATCH", path, sha=sha).status_code == 200
    assert ask("DELETE", path).json()["message"] == "Cannot delete the default branch"


def test_trees_are_made_on_others(fake, ask):
    base = fake.repo.objects.read(fake.head()).tree
    readme = fake.repo.objects.files(base)["README.md"][1]
    entries = [
        {"path": "registry/b.yml", "mode": "100644", "type": "blob", "content": "ü"},
        {"path": "docs/copy.md", "mode": "100644", "type": "blob", "sha": readme},
        {"path": "registry/a.yml", "mode": "100644", "type": "blob", "sha": None},
    ]
    made = ask("POST", f"{REPO}/git/trees", base_tree=base, tree=entries).json()
    found = ask("GET", f"{REPO}/git/trees/{made['sha']}?recursive=1").json()
    assert [(one["path"], one["type"]) for one in found["tree"]] == [
        ("README.md", "blob"),
        ("docs", "tree"),
        ("docs/copy.md", "blob"),
        ("registry", "tree"),
        ("registry/b.yml", "blob"),
    ]
    top = ask("GET", f"{REPO}/git/trees/{made['sha']}").json()["tree"]
    assert [one["path"] for one in top] == ["README.md", "docs", "registry"]
    assert ask("GET", f"{REPO}/git/trees/main").json()["sha"] == base
    assert ask("GET", f"{REPO}/git/trees/{ZERO}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/a", "../a", "a/../b", ".git/config", "a/.GIT/x", "a//b", "a/", "", "a\\b", "a\0b"]
)
def test_a_path_may_not_leave_the_tree(ask, path):
    entry = {"path": path, "mode": "100644", "type": "blob", "content": "x"}
    assert ask("POST", f"{REPO}/git/trees", tree=[entry]).status_code == 422


def test_a_tree_needs_what_it_names(fake, ask):
    def making(**entry):
        entries = [{"path": "x", "mode": "100644", "type": "blob"} | entry]
        return ask("POST", f"{REPO}/git/trees", base_tree=fake.head(), tree=entries).status_code

    assert making(sha=ZERO) == 422
    assert making(sha=None) == 422
    assert making() == 422
    assert making(content="x", mode="644") == 422
    assert making(content="x", path="README.md/x") == 422
    assert ask("POST", f"{REPO}/git/trees", tree=[]).status_code == 422
    assert ask("POST", f"{REPO}/git/trees", base_tree=ZERO, tree=[{}]).status_code == 404


def test_workflows_take_a_permission_of_their_own(fake, ask):
    entry = {"path": ".github/workflows/x.yml", "mode": "100644", "type": "blob", "content": "x"}
    assert ask("POST", f"{REPO}/git/trees", tree=[entry]).status_code == 403
    token = fake.token("wgbot-app[bot]", "app", {"contents": "write", "workflows": "write"})
    assert ask("POST", f"{REPO}/git/trees", token, tree=[entry]).status_code == 201


def test_blobs_are_kept(ask):
    made = ask("POST", f"{REPO}/git/blobs", content="aGk=", encoding="base64").json()
    assert ask("GET", f"{REPO}/git/blobs/{made['sha']}").json()["content"] == "aGk=\n"
    assert ask("POST", f"{REPO}/git/blobs", content="?", encoding="base64").status_code == 422
    assert ask("POST", f"{REPO}/git/blobs", content="x", encoding="utf-16").status_code == 422
    assert ask("GET", f"{REPO}/git/blobs/{ZERO}").status_code == 404


def test_a_comparison_tells_how_branches_differ(fake, ask, branch):
    branch("b")
    before = fake.head()
    fake.push("main", {"registry/c.yml": "C", "registry/a.yml": None}, by="max")
    found = ask("GET", f"{REPO}/compare/main...acme:b").json()
    assert (found["status"], found["ahead_by"], found["behind_by"]) == ("diverged", 1, 1)
    assert found["merge_base_commit"]["sha"] == before
    assert [(one["filename"], one["status"]) for one in found["files"]] == [
        ("registry/b.yml", "added")
    ]
    assert ask("GET", f"{REPO}/compare/{before}...main").json()["status"] == "ahead"
    assert ask("GET", f"{REPO}/compare/main...{before}").json()["status"] == "behind"
    assert ask("GET", f"{REPO}/compare/main...main").json()["status"] == "identical"
    assert ask("GET", f"{REPO}/compare/main...none").status_code == 404


def test_a_commit_tells_its_files(fake, ask):
    fake.push(
        "main", {"README.md": "Hello\nyou\n", "registry/a.yml": None, "x": "name: A\n"}, by="max"
    )
    found = ask("GET", f"{REPO}/commits/main").json()
    assert [(one["filename"], one["status"], one["additions"]) for one in found["files"]] == [
        ("README.md", "modified", 1),
        ("x", "renamed", 0),
    ]
    assert found["files"][1]["previous_filename"] == "registry/a.yml"


def test_statuses_add_up(fake, ask, branch):
    sha = branch("b")

    def state():
        return ask("GET", f"{REPO}/commits/b/status").json()["state"]

    def put(**body):
        return ask("POST", f"{REPO}/statuses/{sha}", **body).status_code

    assert state() == "pending"
    assert put(state="success", context="wgbot", description="x" * 140) == 201
    assert put(state="pending", context="ci") == 201
    assert state() == "pending"
    assert put(state="failure", context="ci") == 201
    assert state() == "failure"
    assert [one["state"] for one in ask("GET", f"{REPO}/commits/b/statuses").json()] == [
        "failure",
        "pending",
        "success",
    ]
    assert put(state="success", description="x" * 141) == 422
    assert put(state="fine") == 422
    assert put(state="success", target_url="javascript:x") == 422
    assert ask("POST", f"{REPO}/statuses/{ZERO}", state="success").status_code == 422


def test_a_commit_and_context_take_a_thousand_statuses(fake, ask, branch):
    sha = branch("b")
    ask("POST", f"{REPO}/statuses/{sha}", state="success", context="wgbot")
    fake.repo.statuses *= 1000
    assert ask("POST", f"{REPO}/statuses/{sha}", state="error", context="wgbot").status_code == 422
    assert ask("POST", f"{REPO}/statuses/{sha}", state="error", context="x").status_code == 201
