"""What git tells of the registry, in real repositories."""

import pytest

from tests import gitrepo
from tests.site import sample
from wgbot.localgit.git import Git
from wgbot.site import events, history


@pytest.fixture
def folder(tmp_path):
    return gitrepo.start(tmp_path)


def kinds(folder, slug):
    found = events.history(history.read(Git(folder), "registry")).get(slug, ())
    return [(event.kind, *event.what) for event in found]


def put(folder, slug, **fields):
    return gitrepo.commit(folder, f"registry/{slug}.yml", sample.entry(**fields))


def test_what_the_registry_began_with_was_listed_and_not_founded_then(folder):
    assert kinds(folder, "embedded") == [("listed",)]


def test_a_group_is_founded_changes_sleeps_wakes_and_retires(folder):
    put(folder, "sounds")
    put(folder, "sounds", focus="music.")
    put(folder, "sounds", focus="music.", status="dormant")
    put(folder, "sounds", focus="music.")
    put(folder, "sounds", focus="music.", name="Music", aliases=["Sounds"])
    put(folder, "sounds", focus="music.", name="Music", aliases=["Sounds"], status="retired")
    assert kinds(folder, "sounds") == [
        ("founded",),
        ("changed", "focus"),
        ("dormant",),
        ("revived",),
        ("renamed", "Sounds"),
        ("retired",),
    ]


def test_a_change_of_layout_is_nothing_to_tell(folder):
    put(folder, "sounds")
    gitrepo.commit(folder, "registry/sounds.yml", "# ours\n" + sample.entry())
    assert kinds(folder, "sounds") == [("founded",)]


def test_a_version_that_cannot_be_read_is_passed_over(folder):
    put(folder, "sounds")
    gitrepo.commit(folder, "registry/sounds.yml", "name: [")
    put(folder, "sounds", status="retired")
    assert kinds(folder, "sounds") == [("founded",)]


def test_a_group_keeps_its_history_when_its_file_is_renamed(folder):
    put(folder, "sounds")
    gitrepo.git(folder, "mv", "registry/sounds.yml", "registry/music.yml")
    gitrepo.git(folder, "commit", "--quiet", "-m", "Rename")
    assert kinds(folder, "sounds") == []
    assert kinds(folder, "music") == [("founded",)]


def test_a_merged_proposal_is_one_event_at_its_merge(folder):
    gitrepo.git(folder, "checkout", "--quiet", "-b", "side")
    put(folder, "sounds")
    put(folder, "sounds", focus="music.")
    gitrepo.git(folder, "checkout", "--quiet", "main")
    gitrepo.git(folder, "merge", "--quiet", "--no-ff", "-m", "Merge", "side")
    merge = gitrepo.git(folder, "rev-parse", "HEAD")
    found = events.history(history.read(Git(folder), "registry"))["sounds"]
    assert [(event.kind, event.commit) for event in found] == [("founded", merge)]


@pytest.mark.parametrize("depth", [1, 2])
def test_of_what_is_older_than_a_shallow_clone_nothing_is_said(folder, tmp_path, depth):
    put(folder, "sounds")
    put(folder, "sounds", status="dormant")
    clone = tmp_path / "clone"
    gitrepo.git(tmp_path, "clone", "--quiet", f"--depth={depth}", folder.as_uri(), str(clone))
    assert kinds(clone, "embedded") == []
    assert kinds(clone, "sounds") == ([] if depth == 1 else [("dormant",)])


def test_where_nothing_is_committed_there_is_no_history(tmp_path):
    gitrepo.git(tmp_path, "init", "--quiet")
    assert history.read(Git(tmp_path), "registry") == ()


def test_other_files_and_folders_below_are_no_groups(folder):
    gitrepo.commit(folder, "registry/NOTES.md", "x")
    gitrepo.commit(folder, "registry/old/sounds.yml", sample.entry())
    gitrepo.commit(folder, "registry/Sounds.yml", sample.entry())
    assert set(events.history(history.read(Git(folder), "registry"))) == {
        "command-line",
        "embedded",
        "punch-cards",
    }


def test_a_folder_is_taken_by_its_very_name(folder):
    put(folder, "sounds")
    assert history.read(Git(folder), "regist*") == ()
