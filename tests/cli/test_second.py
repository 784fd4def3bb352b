"""The commands where pages or registry are in a second repository, on one's own machine."""

import pytest

from tests import example
from tests.cli.commands import issue_file
from tests.gitrepo import commit, git

CONFIG = "registry: registry\npages: [{path: website/working-groups.md}]\n"
PARTS = {"pages": "website/", "registry": "registry/"}


@pytest.fixture(params=PARTS)
def holds(request):
    return request.param


@pytest.fixture
def second(tmp_path):
    return tmp_path / "second"


@pytest.fixture
def folder(tmp_path, monkeypatch, holds, second):
    """The community's two repositories; the first is the current folder."""
    first = tmp_path / "first"
    settings = f"{CONFIG}second: {{repository: acme/website, holds: {holds}}}\n"
    files = example.tree(**{example.CONFIG_PATH: settings}).files
    for place, is_there in ((first, False), (second, True)):
        place.mkdir()
        git(place, "init", "--quiet", "--initial-branch=main")
        for path, data in files.items():
            if path.startswith(PARTS[holds]) == is_there:
                commit(place, path, data.decode())
    monkeypatch.chdir(first)
    return first


def changed(place):
    return git(place, "diff", "--name-only", "main", "wgbot/sound-and-music").split("\n")


def test_a_proposal_makes_a_branch_in_each(folder, second, holds, run):
    code, out, err = run("propose", issue_file(folder), "--second", second)
    assert code == 0, err
    parts = [["registry/sound-and-music.yml"], ["website/working-groups.md"]]
    assert [changed(folder), changed(second)] == (parts if holds == "pages" else parts[::-1])
    assert "The pull request in acme/website: Add" in out
    assert "The branch wgbot/sound-and-music in acme/website holds" in err


def test_a_second_run_changes_nothing(folder, second, run):
    run("propose", issue_file(folder), "--second", second)
    heads = [git(each, "rev-parse", "wgbot/sound-and-music") for each in (folder, second)]
    assert run("propose", issue_file(folder), "--second", second)[0] == 0
    assert heads == [git(each, "rev-parse", "wgbot/sound-and-music") for each in (folder, second)]


def test_a_branch_that_is_a_persons_in_one_keeps_both_as_they_are(folder, second, run):
    git(second, "checkout", "--quiet", "-b", "wgbot/sound-and-music")
    commit(second, "NOTES.md", "Mine.")
    git(second, "checkout", "--quiet", "main")
    code, _, err = run("propose", issue_file(folder), "--second", second)
    assert code == 3
    assert "Someone has added to the branch" in err
    assert git(folder, "branch", "--list", "wgbot/*") == ""


def test_without_the_second_nothing_is_proposed(folder, run):
    code, _, err = run("propose", issue_file(folder))
    assert code == 2
    assert "acme/website. Check it out too, and name its folder with `--second`." in err


def test_the_environment_can_name_it(folder, second, run, monkeypatch):
    monkeypatch.setenv("WGBOT_SECOND", str(second))
    assert run("propose", issue_file(folder))[0] == 0


def test_check_finds_what_differs_between_the_two_and_mends_it(folder, second, holds, run):
    text = example.FILES["registry/command-line.yml"]
    place = folder if holds == "pages" else second
    commit(place, "registry/command-line.yml", text.replace("in a terminal", "in a shell"))
    code, out, _ = run("check", "--second", second)
    assert code == 1
    assert "The page does not say what the registry says." in out
    assert run("check", "--second", second, "--write")[0] == 0
    page = (second if holds == "pages" else folder) / example.PAGE_PATH
    assert "in a shell" in page.read_text(encoding="utf-8")
    assert run("check", "--second", second)[0] == 0


def test_check_without_it_says_what_it_did_not_look_at(folder, holds, run):
    code, _, err = run("check")
    if holds == "pages":
        assert code == 0
        assert "The pages in acme/website weren't checked" in err
    else:
        assert code == 2
        assert "The registry of the groups is in acme/website." in err


def test_similar_knows_the_groups_of_both(folder, second, run):
    assert "Command line" in run("similar", "Command line WG", "--second", second)[1]


def test_the_website_shows_the_groups_of_both(folder, second, run, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/groups")
    out = tmp_path / "site"
    for _ in range(2):
        code, _, err = run("site", "build", "--out", out, "--second", second)
        assert code == 0, err
    assert "Command line" in (out / "index.html").read_text(encoding="utf-8")


def test_changes_lead_to_the_registry_where_it_is(
    folder, second, holds, run, tmp_path, monkeypatch
):
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/groups")
    run("site", "build", "--out", tmp_path / "site", "--second", second)
    page = (tmp_path / "site/groups/command-line/index.html").read_text(encoding="utf-8")
    where = "acme/groups" if holds == "pages" else "acme/website"
    assert f"https://github.com/{where}/edit/main/registry/command-line.yml" in page
    assert "https://github.com/acme/groups/issues/new" in page


def test_what_changed_is_said_of_the_registry_where_it_is(folder, second, holds, run):
    place = folder if holds == "pages" else second
    text = example.FILES["registry/command-line.yml"]
    commit(place, "registry/command-line.yml", text.replace("in a terminal", "in a shell"))
    assert "Command line" in run("site", "changes", "HEAD^", "--second", second)[1]


def test_a_form_is_read_without_the_second(folder, run):
    assert run("form", "read", issue_file(folder))[0] == 0


def test_a_list_is_not_imported_into_the_wrong_repository(folder, holds, run, tmp_path):
    source = tmp_path / "groups.csv"
    source.write_text("name,focus,leads\nMaps,How maps are drawn today.,ada\n", encoding="utf-8")
    code, _, err = run("import", source)
    if holds == "registry":
        assert code == 2
        assert "The registry is in acme/website." in err
        assert not (folder / "registry").exists()
    else:
        assert (folder / "registry/maps.yml").exists()
