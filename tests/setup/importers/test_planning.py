"""Groups from a list → files, held against a repository; and what is written of them."""

import pytest

from tests import example
from tests.example import MemoryTree
from tests.gitrepo import start
from wgbot.checks import runner
from wgbot.files import write, yaml
from wgbot.files.disk import DiskTree
from wgbot.files.planned import File
from wgbot.registry import folder
from wgbot.registry.group import Group, Person
from wgbot.setup.importers import configuration, judging, kinds, planning, report
from wgbot.setup.importers.found import MISSING, Draft, Found, Leftover
from wgbot.setup.init import plan as init_plan
from wgbot.setup.init.answers import Answers
from wgbot.text.problems import SetupError, WgbotError

CSV = "name,purpose,leads\nBirds,counting the birds that nobody counts.,@ada\n"


def draft(name, slug="", full_name="", **more):
    group = Group(name=name, focus="all that flies.", leads=(Person(github="ada"),), **more)
    return Draft(group, slug, full_name)


def plan(*drafts, **files):
    tree = example.tree(**files)
    return planning.plan(Found("csv", drafts), tree, folder.load(tree, "registry"))


def test_each_group_gets_a_file_named_as_the_list_does_or_after_it():
    done = plan(draft("Birds & Bees", "sig-birds"), draft("Clouds", "../x"), draft("Old", "index"))
    assert [(file.path, file.state) for file in done.files] == [
        ("registry/clouds.yml", "new"),
        ("registry/old.yml", "new"),
        ("registry/sig-birds.yml", "new"),
    ]


def test_names_that_are_too_long_are_cut_and_two_alike_are_numbered():
    done = plan(draft("word " * 30), draft("Sky!"), draft("Sky?"))
    assert all(folder.is_slug(slug) for slug in done.groups)
    assert {"sky", "sky-2"} < set(done.groups)


def test_a_name_that_makes_no_file_is_told():
    done = plan(draft("???"))
    assert not done.files
    assert [each.group for each in done.leftovers] == ["???"]


def test_groups_of_one_name_get_the_names_that_tell_them_apart():
    done = plan(draft("Node", "sig-node", "SIG Node"), draft("node", "wg-node", "WG node"))
    assert [group.name for group in done.groups.values()] == ["SIG Node", "WG node"]
    assert len(done.notes) == 2


def test_a_file_that_is_there_and_says_something_else_is_shown():
    done = plan(draft("Command line"))
    (file,) = done.different
    assert file.path == "registry/command-line.yml"
    assert "-focus: programs that people run in a terminal.\n" in file.diff()
    assert "+focus: all that flies.\n" in file.diff()


def test_a_group_that_is_there_in_another_file_stands_in_the_way():
    done = plan(draft("command line", "cli"))
    (problem,) = done.problems
    assert problem.path == "registry/command-line.yml"


def test_running_it_again_changes_nothing():
    tree = example.tree(**{"registry/birds.yml": folder.render(draft("Birds").group)})
    done = planning.plan(Found("csv", (draft("Birds"),)), tree, folder.load(tree, "registry"))
    assert [file.state for file in done.files] == ["same"]


def test_a_file_that_says_the_same_in_its_own_way_stays_as_it_is():
    own = '# Ours.\nname: "Birds"\nfocus: all that flies.\nleads: [{github: ada}]\n'
    tree = example.tree(**{"registry/birds.yml": own})
    existing = folder.load(tree, "registry")
    (file,) = planning.plan(Found("csv", (draft("Birds"),)), tree, existing, "# Theirs.\n").files
    assert (file.state, file.text) == ("same", own.encode())


def test_a_new_file_names_its_schema_where_there_is_one():
    settings = {".github/wgbot.yml": "site: {url: https://example.org/groups}\n"}
    judged = judging.judge(Found("csv", (draft("Birds"),)), example.tree(**settings))
    (file,) = judged.done.files
    line = b"# yaml-language-server: $schema=https://example.org/groups/schema/registry.json\n"
    assert file.text.startswith(line + b"name: Birds\n")


def test_the_options_that_a_list_needs():
    many = tuple(Person(github=f"a{n}") for n in range(23))
    groups = {
        "a": Group(name="A" * 90, focus="x" * 310, leads=many),
        "b": Group(name="Birds", focus=MISSING, repositories=("https://git.example.org/a/b",)),
    }
    needed = configuration.fitting(groups)
    assert needed["leads"] == {"maximum": 30, "minimum": 0}
    assert needed["length"] == {"focus": 400}
    assert needed["name"] == {"longest": 90}
    assert needed["repository"]["hosts"][-1] == "git.example.org"
    assert configuration.fitting({"c": draft("Birds").group}) == {}
    wide = runner.Settings.model_validate(
        {"leads": {"maximum": 30, "minimum": 0}, "length": {"focus": 400}, "name": False}
    )
    assert set(configuration.fitting(groups, wide)) == {"repository"}


class TestJudging:
    def judged(self, text=CSV, **files):
        return judging.judge(kinds.read("list.csv", text.encode()), example.tree(**files))

    def test_the_pages_change_with_the_registry_and_the_check_is_told(self):
        done = self.judged()
        assert [file.path for file in done.files] == [
            "registry/birds.yml",
            "website/working-groups.md",
        ]
        assert "- **Birds**: counting" in done.pages[0].text.decode()
        assert done.problems == ()

    def test_what_a_person_must_add_is_what_the_check_says(self):
        done = self.judged("name,purpose\nBirds,\n")
        assert [(each.path, each.line) for each in done.problems] == [
            ("registry/birds.yml", 1),
            ("registry/birds.yml", 3),
        ]
        assert done.settings == {"checks": {"leads": {"minimum": 0}}}

    def test_with_those_options_the_check_passes(self):
        done = self.judged("name,purpose\nBirds,counting the birds.\n")
        text = example.FILES[example.CONFIG_PATH] + yaml.dump(done.settings)
        again = self.judged(
            "name,purpose\nBirds,counting the birds.\n", **{example.CONFIG_PATH: text}
        )
        assert again.problems == ()

    def test_without_a_form_there_is_only_the_registry(self):
        done = self.judged(**{example.FORM_PATH: None})
        assert [file.path for file in done.files] == ["registry/birds.yml"]
        assert "no issue form" in done.obstacle


def test_the_report_says_what_was_found_and_what_was_not_placed():
    leftovers = tuple(Leftover("pager", "No place.", f"G{n}", f"55{n}\x1b") for n in range(5))
    found = Found(
        "csv", (draft("Birds"),), (*leftovers, Leftover("x", "Why.", line=3)), ("A note.",)
    )
    tree = example.tree()
    done = planning.plan(found, tree, folder.load(tree, "registry"))
    assert list(report.summary(done)) == [
        "Groups: 1 active. Their files: 1 new.",
        "  A note.",
        "What could not be placed:",
        "  5 × pager (G0, G1, G2 and 2 more): No place. For example: 550\\x1b",
        "  x (the list, line 3): Why.",
    ]
    assert len(report.as_json(done)["leftovers"]) == 6


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("groups.txt", b"", "what kind of list"),
        ("x.yml", b"a: [", "x.yml:1:"),
        ("x.csv", b"\xff", "line 1, is not UTF-8"),
        ("x.json", b"{" + b" " * kinds.MAX_BYTES, "more than"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(name, data, message):
    with pytest.raises(SetupError, match=message):
        kinds.read(name, data)


def test_a_folder_that_is_no_checkout_is_refused():
    with pytest.raises(SetupError, match="no map"):
        kinds.read_folder("x", example.tree())


class TestWriting:
    def files(self, *pairs):
        return [File(path, text, before) for path, text, before in pairs]

    def test_all_files_are_written(self, tmp_path):
        (tmp_path / "b").write_bytes(b"old")
        files = self.files(("a/x/1", b"one", None), ("b", b"two", b"old"), ("c", b"", None))
        write.write(tmp_path, files)
        assert (tmp_path / "a/x/1").read_bytes() == b"one"
        assert (tmp_path / "b").read_bytes() == b"two"
        assert sorted(path.name for path in tmp_path.rglob("*")) == ["1", "a", "b", "c", "x"]

    @pytest.mark.parametrize(
        ("path", "before"),
        [("z/../../x", None), ("link/x", None), ("b/x", None), ("b", None), ("folder", None)],
    )
    def test_or_none(self, tmp_path, path, before):
        (tmp_path / "b").write_bytes(b"old")
        (tmp_path / "folder").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "folder")
        seen = sorted(tmp_path.rglob("*"))
        with pytest.raises(WgbotError):
            write.write(
                tmp_path,
                self.files(("new/1", b"1", None), ("b", b"2", b"old"), (path, b"3", before)),
            )
        assert sorted(tmp_path.rglob("*")) == seen
        assert (tmp_path / "b").read_bytes() == b"old"

    def test_a_disk_that_fails_in_the_middle_leaves_all_as_it_was(self, tmp_path, monkeypatch):
        (tmp_path / "b").write_bytes(b"old")
        path_type = type(tmp_path)
        replace, calls = path_type.replace, []

        def failing(self, target):
            calls.append(target)
            if len(calls) == 3:
                raise OSError(28, "No space left on device", str(target))
            return replace(self, target)

        monkeypatch.setattr(path_type, "replace", failing)
        files = self.files(("a/1", b"1", None), ("b", b"2", b"old"), ("c", b"3", None))
        with pytest.raises(WgbotError, match="No space left"):
            write.write(tmp_path, files)
        assert sorted(path.name for path in tmp_path.rglob("*")) == ["b"]
        assert (tmp_path / "b").read_bytes() == b"old"

    def test_into_a_repository(self, tmp_path):
        start(tmp_path)
        done = judging.judge(kinds.read("list.csv", CSV.encode()), DiskTree(tmp_path))
        write.write(tmp_path, done.files)
        again = judging.judge(kinds.read("list.csv", CSV.encode()), DiskTree(tmp_path))
        assert again.files == ()
        assert again.problems == ()


def test_a_list_adds_nothing_to_a_file_that_says_more():
    more = (
        "# Ours.\nname: Birds\nfocus: all that flies.\nleads: [{github: ada, name: Ada}, {github: grace}]\n"
        "channels: [{url: https://chat.example.org/1}]\ncharter: {goals: Count.}\n"
    )
    tree = example.tree(**{"registry/birds.yml": more})
    existing = folder.load(tree, "registry")
    (file,) = planning.plan(Found("csv", (draft("Birds"),)), tree, existing).files
    assert (file.state, file.text) == ("same", more.encode())
    for told in (
        {"status": "dormant"},
        {"repositories": ("https://github.com/example/birds",)},
        {"charter": {"goals": "Other."}},
        {"leads": (Person(github="ada", name="Other"),)},
    ):
        other = Draft(draft("Birds").group.model_copy(update=told))
        (file,) = planning.plan(Found("csv", (other,)), tree, existing).files
        assert file.state == "different", told


def test_two_groups_of_one_list_that_share_a_place_are_two():
    shared = ("https://github.com/example/birds",)
    groups = {name: draft(name, repositories=shared).group for name in ("Owls", "Clouds")}
    assert configuration.fitting(groups) == {"similar": {"twins": False}}


def test_importing_a_page_twice_changes_nothing():
    page = (
        b"# Groups\n\n- **Birds**: counting the birds that nobody counts.\n  - POC: Ada L. (@ada)\n"
    )
    first = plan_of_init(page, MemoryTree({"groups.md": page}))
    there = {file.path: file.text for file in first.files}
    again = plan_of_init(there["groups.md"], MemoryTree(there))
    assert {file.state for file in again.files} == {"same"}


def plan_of_init(page, tree):
    return init_plan.plan(Answers(), tree, kinds.read("groups.md", page), "groups.md")
