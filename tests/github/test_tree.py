"""The files of a commit at GitHub, read without a checkout."""

import pytest

from tests import bot, gitrepo
from tests.fakegithub import FakeGithub, refused
from wgbot.github.api import Api
from wgbot.github.tree import GitHubTree
from wgbot.localgit.git import Git
from wgbot.proposals.reconcile import Retry
from wgbot.text.problems import SetupError

FILES = {
    "README.md": "Hello",
    "registry/a.yml": "name: A\n",
    "registry/b.yml": "name: Ä\n".encode("latin-1"),
    "registry/deep/c.yml": "",
    "registry.md": "beside it",
}


@pytest.fixture
def fake(monkeypatch):
    bot.start(monkeypatch)
    fake = FakeGithub(FILES)
    with fake.serve():
        yield fake


def tree(fake, git=None):
    return GitHubTree(Api(fake.read_token, "acme/groups"), fake.head(), git)


def test_files_are_given_as_they_are(fake):
    found = tree(fake)
    assert found.read("README.md") == b"Hello"
    assert found.read("registry/b.yml") == FILES["registry/b.yml"]
    assert found.read("registry/deep/c.yml") == b""


def test_a_file_that_is_listed_and_cannot_be_read_is_not_an_empty_one(fake):
    found = tree(fake)
    fake.fault(("GET", "/git/blobs/"), refused(404, "Not Found"))
    with pytest.raises(Retry, match=r"README\.md"):
        found.read("README.md")


def test_what_is_no_file_is_none(fake):
    found = tree(fake)
    for path in ("registry", "nothing", "", "registry/", "/README.md", "../README.md"):
        assert found.read(path) is None, path


def test_a_folder_gives_what_is_right_in_it(fake):
    found = tree(fake)
    assert found.entries("registry") == {"a.yml": "file", "b.yml": "file", "deep": "folder"}
    assert list(found.entries("")) == ["README.md", "registry", "registry.md"]
    assert found.entries("nothing") == {}


def test_a_file_is_asked_for_when_it_is_needed_and_once(fake):
    found = tree(fake)
    fake.start_counting()
    found.entries("registry")
    assert fake.calls == []
    assert found.read("README.md") == found.read("README.md")
    assert len(fake.calls) == 1


def test_a_local_repository_saves_asking_for_what_it_has(fake, tmp_path):
    gitrepo.git(tmp_path, "init", "--quiet", "--initial-branch=main")
    gitrepo.commit(tmp_path, "README.md", "Hello")
    found = tree(fake, Git(tmp_path))
    fake.start_counting()
    assert found.read("README.md") == b"Hello"
    assert fake.calls == []
    assert found.read("registry/a.yml") == b"name: A\n"
    assert len(fake.calls) == 1


def test_f05_a_link_is_told_and_never_followed(monkeypatch, tmp_path):
    gitrepo.git(tmp_path, "init", "--quiet", "--initial-branch=main")
    gitrepo.commit(tmp_path, "registry/a.yml", "name: A\n")
    (tmp_path / "registry" / "evil.yml").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("registry")
    gitrepo.git(tmp_path, "add", ".")
    gitrepo.git(tmp_path, "commit", "--quiet", "-m", "Odd things")
    bot.start(monkeypatch)
    fake = FakeGithub.from_folder(tmp_path)
    with fake.serve():
        found = tree(fake)
        assert found.entries("registry") == {"a.yml": "file", "evil.yml": "link"}
        assert found.read("registry/evil.yml") is None
        assert found.read("folder/a.yml") is None


def test_f05_a_submodule_is_told_and_not_read(fake, monkeypatch):
    listed = {"tree": [{"path": "registry/sub", "mode": "160000", "type": "commit", "sha": "1"}]}
    monkeypatch.setattr(
        Api, "get", lambda _, path, **__: listed if "trees" in path else {"tree": {"sha": "2"}}
    )
    found = GitHubTree(Api(fake.read_token, "acme/groups"), "3")
    assert found.entries("registry") == {"sub": "other"}
    assert found.read("registry/sub") is None


def test_what_is_too_large_for_one_answer_is_said_and_what_helps(fake, monkeypatch):
    monkeypatch.setattr(
        Api, "get", lambda _, path, **__: {"truncated": True, "tree": []} if "trees" in path else {}
    )
    with pytest.raises(SetupError, match=r"could not be listed: .* Check the repository out"):
        tree(fake)


def test_so_is_a_commit_that_is_not_there(fake):
    with pytest.raises(SetupError, match="could not be listed"):
        GitHubTree(Api(fake.read_token, "acme/groups"), "0" * 40)
