"""While a registry file cannot be read, its group keeps its place wherever it stands."""

import json
from dataclasses import replace

import pytest

from tests import example, gitrepo
from tests.example import approved, filed, labelled, moved, settled
from tests.links.registry import CLI, START, judgement
from tests.links.registry import moved as to
from wgbot.links import state
from wgbot.links.findings import Finding, Run
from wgbot.links.repair import repair
from wgbot.links.state import LinkState, Memory
from wgbot.proposals import list_pages
from wgbot.proposals.changes import Notice, PutFiles, WriteComment
from wgbot.proposals.decide import decide
from wgbot.text.problems import SetupError

PATH = "registry/command-line.yml"
GOOD = example.FILES[PATH]
WAYS = {
    "a slip": GOOD.replace("name: ", "name: ["),
    "an unknown key": GOOD + "colour: red\n",
    "another encoding": GOOD.replace("programs", "Übung").encode("latin-1"),
    "a key twice": GOOD + "name: Again\n",
    "a merge conflict": f"<<<<<<< ours\n{GOOD}=======\n{GOOD}>>>>>>> theirs\n",
    "nothing": "",
}
LINK = "a link"
MISNAMED = "another name"
PAGE = example.PAGE_PATH


@pytest.fixture(autouse=True)
def _inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture(params=[*WAYS, LINK, MISNAMED])
def folder(request, tmp_path, run):
    """Return a community whose pages are up to date, and one of whose groups cannot be read now."""
    gitrepo.start(tmp_path)
    assert run("check", "--write")[0] == 0
    file = tmp_path / PATH
    if request.param == LINK:
        file.rename(tmp_path / "elsewhere.yml")
        file.symlink_to(tmp_path / "elsewhere.yml")
    elif request.param == MISNAMED:
        file.rename(file.with_name("Command line.yml"))
    else:
        text = WAYS[request.param]
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def files(folder):
    """Return all that is in a folder, but for git's own."""
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_check_leaves_the_pages_and_does_not_advise_to_write_them(folder, run):
    before = files(folder)
    for arguments in (["check"], ["check", "--write"]):
        code, out, err = run(*arguments)
        assert code == 1
        assert "--write" not in out + err
        assert PAGE not in out + err
        assert "The pages stay as they are until registry/" in err
    shown = json.loads(run("check", "--format", "json")[1])
    assert (shown["ok"], shown["diffs"]) == (False, {})
    assert files(folder) == before


def test_once_it_is_mended_the_pages_are_as_before(folder, run):
    page = (folder / PAGE).read_bytes()
    run("check", "--write")
    for path in folder.glob("registry/[cC]ommand?line.yml"):
        path.unlink()
    (folder / PATH).write_text(GOOD)
    assert run("check")[0] == 0
    assert (folder / PAGE).read_bytes() == page


def test_a_group_that_is_taken_away_still_leaves_the_pages(tmp_path, run):
    gitrepo.start(tmp_path)
    run("check", "--write")
    (tmp_path / PATH).unlink()
    assert run("check", "--write")[0] == 0
    assert "Command line" not in (tmp_path / PAGE).read_text()


def test_a_configuration_that_cannot_be_read_empties_no_page(tmp_path, run):
    """What it says is not known then: the registry may be in another folder."""
    gitrepo.start(tmp_path)
    run("check", "--write")
    (tmp_path / "registry").rename(tmp_path / "groups")
    (tmp_path / example.CONFIG_PATH).write_text("registry: groups\nnuon: {}\n")
    before = files(tmp_path)
    code, out, err = run("check", "--write")
    assert code == 1
    assert "--write" not in out + err
    assert files(tmp_path) == before


def test_the_site_is_not_written_and_says_why(folder, run):
    code, out, err = run("site", "build", "--out", "site")
    assert (code, out) == (2, "")
    assert "The site is not written until registry/" in err
    assert not (folder / "site").exists()


def test_a_site_that_is_there_keeps_the_group(tmp_path, run):
    gitrepo.start(tmp_path)
    assert run("site", "build", "--out", "site")[0] == 0
    before = files(tmp_path / "site")
    (tmp_path / PATH).write_text("name: [")
    assert run("site", "build", "--out", "site")[0] == 2
    assert files(tmp_path / "site") == before


def test_nobody_is_told_that_the_group_is_gone(folder, run):
    code, out, err = run("site", "changes", "HEAD")
    assert (code, out) == (2, "")
    assert "The changes can't be listed until registry/" in err


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize("command", [["import"], ["init", "--yes", "--import"]])
def test_nothing_is_imported_beside_it(folder, run, command, force):
    (folder / "list.md").write_text("# Groups\n\n- **Birds**: counting birds.\n  - POC: @ada\n")
    before = files(folder)
    code, out, err = run(*command, "list.md", *force)
    assert code == 1
    assert "Nothing was written." in err
    assert "registry/" in out
    assert files(folder) == before


def test_an_import_that_mends_it_is_written(tmp_path, run):
    gitrepo.start(tmp_path)
    (tmp_path / "registry/birds.yml").write_text("name: [")
    (tmp_path / "list.md").write_text("# Groups\n\n- **Birds**: counting birds.\n  - POC: @ada\n")
    run("import", "list.md", "--force")
    assert "name: Birds" in (tmp_path / "registry/birds.yml").read_text()
    page = (tmp_path / PAGE).read_text()
    assert "**Birds**" in page
    assert "**Command line**" in page


def test_no_branch_is_made_without_it(folder, run):
    gitrepo.git(folder, "add", "--all")
    gitrepo.git(folder, "commit", "--quiet", "--message=x")
    (folder / "issue.md").write_text(example.body())
    code, _, err = run("propose", "issue.md")
    assert code == 3
    assert "Nothing is added to it until this is fixed" in err
    assert gitrepo.git(folder, "branch", "--list", "wgbot/*") == ""


def test_who_asks_what_is_there_hears_that_not_all_was_compared(folder, run):
    (folder / "issue.md").write_text(example.body())
    for arguments in (["similar", "Terminals"], ["check", "issue.md"]):
        assert "Not all groups are compared until registry/" in run(*arguments)[2]


def test_no_link_is_judged_and_what_is_known_of_its_links_is_kept(folder, run, monkeypatch):
    async def asked(links, options, **how):
        return Run(tuple(Finding(each.address, "ok") for each in links))

    monkeypatch.setattr("wgbot.links.run.check", asked)
    known = {CLI: LinkState("failing", START, 2, START)}
    (folder / "state.json").write_bytes(state.dump(Memory(known)))
    code, out, err = run("links", "--format", "json", "--state", "state.json", "--health", "h.json")
    assert code == 3
    assert json.loads(out)["judged"] is False
    assert "Nothing is decided about links until registry/" in err
    assert state.load((folder / "state.json").read_bytes()).records == known
    assert not (folder / "h.json").exists()


@pytest.mark.parametrize("way", WAYS)
class TestWhatTheBotDoes:
    """In values, without a disk."""

    def test_no_page_is_rendered(self, way):
        repository = example.repository(**{PATH: WAYS[way]})
        assert list_pages.render(repository, repository.registry.groups()) == ([], [])

    def test_an_approved_proposal_waits_and_is_told(self, way):
        fine = settled(filed())
        told, *rest = decide(labelled(moved(fine, "1bad1dea", **{PATH: WAYS[way]})))
        assert isinstance(told, Notice)
        assert told.failed
        assert PATH in told.text
        assert not any(isinstance(each, PutFiles) for each in rest)

    def test_a_pull_request_that_is_open_stays(self, way):
        told, said = decide(moved(approved(), "1bad1dea", **{PATH: WAYS[way]}))
        assert isinstance(told, Notice)
        assert told.failed
        # The issue says so, and neither branch nor pull request changes.
        assert isinstance(said, WriteComment)

    def test_links_that_moved_are_not_followed(self, way):
        good = example.repository(**{"registry/other.yml": GOOD.replace("Command", "Other")})
        verdicts = judgement({CLI: to(CLI, "https://github.com/example/tools")}, good).verdicts
        bad = example.repository(
            **{"registry/other.yml": GOOD.replace("Command", "Other"), PATH: WAYS[way]}
        )
        assert repair(verdicts, good).files
        with pytest.raises(SetupError, match=f"not updated until {PATH} can be read"):
            repair(verdicts, bad)


def test_where_more_cannot_be_read_a_few_are_named():
    bad = example.repository(**{f"registry/{each}.yml": "[" for each in "abcde"})
    assert bad.until_read == (
        "until registry/a.yml, registry/b.yml, registry/c.yml and 2 more can be read"
    )
    hostile = replace(bad, unread=(replace(bad.unread[0], path="a\n\x1b[31m"),))
    assert hostile.until_read == "until a\\n\\x1b[31m can be read"
