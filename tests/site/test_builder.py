"""A repository on disk, built again and again."""

import json
import os
from pathlib import Path

import pytest

from tests import example, gitrepo
from tests.site import sample
from wgbot.site.builder import Workshop
from wgbot.text.problems import SetupError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path):
    for path, data in example.tree().files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def put(folder, slug, **fields):
    (folder / f"registry/{slug}.yml").write_text(sample.entry(**fields), encoding="utf-8")


def anew(folder):
    return Workshop(folder).build()


def test_each_build_is_what_a_first_one_would_be(folder):
    workshop = Workshop(folder)
    assert workshop.build() == anew(folder)
    put(folder, "sounds")
    assert workshop.build() == anew(folder)
    put(folder, "sounds", focus="music.", parent="Command line")
    put(folder, "embedded", name="Small devices")
    assert workshop.build() == anew(folder)
    (folder / "registry/sounds.yml").write_text("name: [", encoding="utf-8")
    broken = workshop.build()
    assert broken == anew(folder)
    assert [each.path for each in broken.problems] == ["registry/sounds.yml"]
    assert workshop.build().problems == broken.problems
    (folder / "registry/sounds.yml").unlink()
    (folder / "templates/site").mkdir(parents=True)
    (folder / "templates/site/joining.html.j2").write_text('<h2 id="join-title">Come!</h2>')
    fine = workshop.build()
    assert fine == anew(folder)
    assert fine.problems == ()
    assert b"Come!" in fine.files["index.html"]
    (folder / "templates/en").mkdir()
    (folder / "templates/en/sentences.yml").write_text('"Start one": "Begin"')
    assert b"Begin" in workshop.build().files["groups/command-line/index.html"]


@pytest.mark.parametrize(
    "path",
    [
        "registry/command-line.yml",
        "registry/new.yml",
        "templates/site/new.html.j2",
        "templates/en/sentences.yml",
        example.CONFIG_PATH,
        example.FORM_PATH,
    ],
)
def test_a_change_of_anything_that_it_is_made_of_is_seen(folder, path):
    workshop = Workshop(folder)
    before = workshop.stamp()
    assert workshop.stamp() == before
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    with (folder / path).open("a") as file:
        file.write("\n# x")
    os.utime(folder / path, (1, 1))
    assert workshop.stamp() != before


def test_history_and_comparison_come_from_git(folder):
    gitrepo.start(folder)
    before = gitrepo.git(folder, "rev-parse", "HEAD")
    gitrepo.commit(folder, "registry/sounds.yml", sample.entry())
    workshop = Workshop(folder)
    assert b"Sounds: founded" in workshop.build().files["feed.atom"]
    assert "### Sounds" in workshop.changes_since(before)
    assert "No working group changes" in workshop.changes_since("HEAD")
    with pytest.raises(SetupError, match="fetch-depth"):
        workshop.changes_since("nothing")


def test_the_registry_can_move_to_the_second_repository_and_back(folder, tmp_path_factory):
    second = tmp_path_factory.mktemp("second")
    (second / "registry").mkdir()
    (second / "registry/bells.yml").write_text(sample.entry(name="Bells"), encoding="utf-8")
    gitrepo.git(second, "init", "--quiet")
    gitrepo.git(second, "add", "--all")
    gitrepo.git(second, "commit", "--quiet", "--message", "Begin")
    workshop = Workshop(folder, second=second)
    here, stamp = workshop.build(), workshop.stamp()
    settings = (folder / example.CONFIG_PATH).read_text()
    moved = f"{settings}\nsecond: {{repository: acme/website, holds: registry}}\n"
    (folder / example.CONFIG_PATH).write_text(moved)
    there = workshop.build()
    assert there == Workshop(folder, second=second).build()
    assert "groups/bells/index.html" in there.files
    assert "groups/embedded/index.html" not in there.files
    assert b"Listed in the registry" in there.files["groups/bells/index.html"]
    assert workshop.stamp() != stamp
    (folder / example.CONFIG_PATH).write_text(settings)
    assert workshop.build() == here


def test_without_git_there_is_a_site_and_nothing_to_compare(folder):
    workshop = Workshop(folder)
    assert "index.html" in workshop.build().files
    with pytest.raises(SetupError, match="isn't in a git repository"):
        workshop.changes_since("HEAD")


def test_address_and_repository_can_be_given(folder):
    site = Workshop(folder, url="https://e.org/x", slug="a/b").build()
    assert b"https://e.org/x/" in site.files["sitemap.xml"]
    page = site.files["groups/embedded/index.html"]
    assert b"https://github.com/a/b/edit/main/registry/embedded.yml" in page


def test_what_cannot_be_given_is_said(folder):
    with pytest.raises(SetupError, match="javascript"):
        Workshop(folder, url="javascript:x").build()


def test_what_is_known_of_links_is_read_from_its_file(folder):
    links = folder / "links.json"
    about = {"https://github.com/example/cli": {"state": "gone", "since": "2026-03-01"}}
    links.write_text(json.dumps(about))
    page = Workshop(folder, links=links).build().files["groups/command-line/index.html"]
    assert b"doesn&#39;t exist, or isn&#39;t public, since 2026-03-01" in page
    links.write_text("[]")
    with pytest.raises(SetupError, match="doesn't hold the state of links"):
        Workshop(folder, links=links).build()
    links.unlink()
    with pytest.raises(SetupError, match="can't be read"):
        Workshop(folder, links=links).build()


def test_this_repositorys_own_advice_is_its_communitys():
    index = Workshop(ROOT).build().files["index.html"].decode()
    assert "pop into the chat" in index
    assert "What is an appropriate starting point?" in index
    assert "Listening is fine, too." not in index
