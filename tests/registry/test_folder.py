"""The registry's files: read strictly, each by itself, and written so that they are read again."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import example
from tests.example import MemoryTree
from wgbot.files.disk import DiskTree
from wgbot.files.tree import EntryKind
from wgbot.registry import folder as registry_folder
from wgbot.registry.group import Channel, Confirmation, Ending, Group, Person
from wgbot.registry.meetings.meeting import Meeting

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
DAYS = st.none() | st.dates()
PEOPLE = st.builds(
    Person,
    github=TEXTS,
    name=st.none() | TEXTS,
    profile=st.none() | TEXTS,
    id=st.none() | st.integers(1, 10**9),
    role=st.none() | TEXTS,
    since=DAYS,
    until=DAYS,
    away=DAYS,
)
MEETINGS = st.builds(
    lambda **keys: Meeting.model_validate({key.rstrip("_"): each for key, each in keys.items()}),
    name=st.none() | TEXTS,
    day=st.none() | TEXTS | st.lists(TEXTS, min_size=1, max_size=2).map(tuple),
    time=st.none() | st.sampled_from(["17:00", "9:30"]),
    every=st.none() | TEXTS,
    starts=DAYS,
    except_=st.lists(st.dates(), max_size=2).map(tuple),
    minutes=st.none() | st.integers(1, 600),
    join=st.none() | TEXTS,
    remark=st.none() | TEXTS,
)
GROUPS = st.builds(
    Group,
    name=TEXTS,
    kind=st.none() | TEXTS,
    status=st.sampled_from(["forming", "active", "dormant", "retired"]),
    focus=TEXTS,
    leads=st.lists(PEOPLE, max_size=3).map(tuple),
    channels=st.lists(st.builds(Channel, url=TEXTS, name=st.none() | TEXTS), max_size=2).map(tuple),
    former_leads=st.lists(PEOPLE, max_size=1).map(tuple),
    repositories=st.lists(TEXTS, max_size=2).map(tuple),
    meetings=st.lists(MEETINGS, max_size=2).map(tuple),
    former_slugs=st.lists(TEXTS, max_size=2).map(tuple),
    aliases=st.lists(TEXTS, max_size=2).map(tuple),
    discussion=st.none() | TEXTS,
    charter=st.dictionaries(
        TEXTS, TEXTS | st.lists(TEXTS, min_size=1, max_size=3).map(tuple), max_size=3
    ),
    proposal=st.none() | st.integers(1, 10**9),
    since=st.none() | st.dates(),
    ended=st.none()
    | st.builds(Ending, date=DAYS, because=st.none() | st.sampled_from(["merged"]), note=TEXTS),
    confirmed=st.none() | st.builds(Confirmation, date=st.dates(), by=st.none() | TEXTS),
    review=DAYS,
    quiet=st.none() | st.booleans(),
    order=st.none() | st.integers(-9, 9),
)


@given(GROUPS)
def test_y01_y03_a_group_that_is_written_is_read_again(group):
    read = registry_folder.load(
        MemoryTree({"r/x.yml": registry_folder.render(group).encode()}), "r"
    )
    assert not read.problems
    assert read.entries["x"].group == group


def test_only_keys_that_say_something_are_written():
    group = Group(name="Games", focus="play.", leads=(Person(github="ada"),), order=0)
    assert registry_folder.render(group) == (
        "name: Games\nstatus: active\nfocus: play.\nleads:\n  - github: ada\norder: 0\n"
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Networking services", "networking-services"),
        ("C++", "c-plus-plus"),
        ("C", "c"),
        ("C#", "c-sharp"),
        (".NET", "net"),
        ("I/O", "i-o"),
        ("R&D", "r-and-d"),
        ("Ünïcode", "unicode"),
        ("Доступность", "dostupnost"),
        ("无障碍", "wuzhangai"),
        ("..", ""),
        ("", ""),
    ],
)
def test_a_slug_is_made_of_the_name(name, slug):
    assert registry_folder.slug(name) == slug


@given(st.text())
def test_f01_f02_no_name_makes_a_path(name):
    slug = registry_folder.slug(name)
    assert not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug


def load(**files: str | bytes) -> registry_folder.Registry:
    return registry_folder.load(
        MemoryTree(
            {
                f"registry/{path}": text.encode() if isinstance(text, str) else text
                for path, text in files.items()
            }
        ),
        "registry",
    )


GOOD = "name: Games\nfocus: play.\n"

BROKEN: dict[str, tuple[str | bytes, int, str]] = {
    "empty": ("", 1, "keys and values"),
    "a list": ("- a", 1, "keys and values"),
    "a text": ("games", 1, "keys and values"),
    "the same key": (GOOD + "name: Other", 3, "second time"),
    "an unknown key": (GOOD + "nmae: x", 3, "`nmae`"),
    "an unknown key inside": (GOOD + "leads:\n  - githb: ada", 4, "`leads.1.githb`"),
    "an alias": (GOOD + "aliases: [*x]", 3, "References"),
    "an anchor": (GOOD + "aliases: &x [a]", 3, "References"),
    "a tag": (GOOD + "since: !!str 2018-08-29", 3, "Tags"),
    "a merge": (GOOD + "<<: {order: 1}", 3, "Merging"),
    "a merge conflict": (GOOD + "<<<<<<< HEAD\norder: 1\n=======\n", 3, "conflict markers"),
    "a second document": (GOOD + "---\n" + GOOD, 3, "second document"),
    "depth": (GOOD + "charter: " + "[" * 50 + "]" * 50, 3, "nested"),
    "size": (GOOD + "# " + "x" * 300_000, 1, "bytes"),
    "bad UTF-8": (GOOD.encode() + b"aliases: [\xff]", 3, "UTF-8"),
    "NUL": (GOOD + "aliases: [\x00]", 3, "character"),
    "braces": (GOOD + "aliases: {{ x }}", 3, "`key: value`"),
    "an open brace": (GOOD + "charter: {a: b", 3, "not valid YAML"),
    "a missing name": ("focus: play.", 1, "`name` is missing"),
    "a blank focus": ("name: Games\nfocus: ' '", 2, "`focus` is empty"),
    "a number for a name": ("name: 2048\nfocus: play.", 1, "has to be text"),
    "a word for a list": (GOOD + "leads: ada", 3, "`leads` has to be a list"),
    "a word for a lead": (GOOD + "leads:\n  - ada", 4, "`leads.1` has to hold keys"),
    "an empty lead": (GOOD + "leads:\n  - github:", 4, "needs `github` or `name`"),
    "a number in the charter": (
        GOOD + "charter:\n  goals: 3",
        4,
        "`charter.goals` has to be text",
    ),
    "a list in a list": (GOOD + "charter:\n  goals:\n    - [a]", 5, "`charter.goals.1`"),
    "an unknown status": (GOOD + "status: open", 3, "'active', 'dormant' or 'retired'"),
    "a date in quotes": (GOOD + "since: '2018-08-29'", 3, "has to be a date"),
    "a day that is none": (GOOD + "since: 2018-02-30", 3, "that day doesn't exist"),
    "a proposal in quotes": (GOOD + "proposal: '12'", 3, "whole number"),
    "a negative proposal": (GOOD + "proposal: -1", 3, "more than 0"),
}


@pytest.mark.parametrize(("text", "line", "words"), BROKEN.values(), ids=BROKEN)
def test_y02_y04_y05_a_broken_file_is_named_with_its_line_and_the_others_are_read(
    text, line, words
):
    read = load(**{"a.yml": GOOD, "b.yml": text, "c.yml": GOOD})
    assert list(read.entries) == ["a", "c"]
    assert [(problem.path, problem.line) for problem in read.problems] == [("registry/b.yml", line)]
    shown = f"{read.problems[0].message()} {read.problems[0].remedy()}"
    assert words in shown


def test_y05_all_problems_come_at_once_and_in_order():
    read = load(
        **{"a.yml": "name: 1\nfocus: 2\nodd: 3", "B.yml": GOOD, "c.yml": "x: [", "d.yml": GOOD}
    )
    assert [(problem.path, problem.line) for problem in read.problems] == [
        ("registry/B.yml", 1),
        ("registry/a.yml", 1),
        ("registry/a.yml", 2),
        ("registry/a.yml", 3),
        ("registry/c.yml", 1),
    ]
    assert list(read.entries) == ["d"]


def test_s03_of_one_file_a_bounded_number_of_problems_is_listed():
    read = load(**{"a.yml": GOOD + "".join(f"k{n}: x\n" for n in range(5000))})
    assert 1 < len(read.problems) <= 50


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Games.yml",
            "games.yaml",
            "GAMES.YML",
            "two words.yml",
            ".hidden.yml",
            "-a.yml",
            "a-.yml",
        ),
        *("a--b.yml", "a_b.yml", "ü.yml", "a.b.yml", ".yml", f"{'a' * 61}.yml", "а.yml", "a\n.yml"),
    ],
)
def test_f02_f03_odd_file_names_are_told(name):
    read = load(**{name: GOOD, "z.yml": GOOD})
    assert [(problem.path, problem.line) for problem in read.problems] == [(f"registry/{name}", 1)]
    assert list(read.entries) == ["z"]
    assert "\n" not in str(read.problems[0])


def test_other_files_and_folders_are_left_alone():
    read = load(
        **{"README.md": "x", ".gitkeep": "", "notes.txt": "x", "old/x.yml": "x", "a.yml.orig": "x"}
    )
    assert not read.problems
    assert not read.entries


def test_a_folder_that_is_named_like_a_file_is_told():
    assert [problem.path for problem in load(**{"a.yml/b": "x"}).problems] == ["registry/a.yml"]


def test_no_folder_is_an_empty_registry():
    assert registry_folder.load(MemoryTree({}), "registry") == registry_folder.Registry("registry")


def test_a_file_in_place_of_the_folder_is_told():
    problems = registry_folder.load(MemoryTree({"registry": b"x"}), "registry").problems
    assert [problem.path for problem in problems] == ["registry"]


def test_f05_y04_links_are_told_and_never_followed(tmp_path):
    outside = tmp_path / "outside.yml"
    outside.write_text(GOOD)
    folder = tmp_path / "community" / "registry"
    folder.mkdir(parents=True)
    (folder / "evil.yml").symlink_to(outside)
    (folder / "passwd").symlink_to("/etc/passwd")
    (folder / "gone.yml").symlink_to("nowhere")
    (folder / "good.yml").write_text(GOOD)
    read = registry_folder.load(DiskTree(tmp_path / "community"), "registry")
    assert list(read.entries) == ["good"]
    assert [(problem.path, problem.line) for problem in read.problems] == [
        ("registry/evil.yml", 1),
        ("registry/gone.yml", 1),
        ("registry/passwd", 1),
    ]
    assert all("link" in problem.message() for problem in read.problems)


@pytest.mark.parametrize("link", ["data", "data/registry"])
def test_f05_a_linked_folder_is_told_and_never_followed(tmp_path, link):
    outside = tmp_path / "outside"
    (outside / "registry").mkdir(parents=True)
    (outside / "registry" / "evil.yml").write_text(GOOD)
    root = tmp_path / "community"
    place = root / link
    place.parent.mkdir(parents=True)
    place.symlink_to(outside if link == "data" else outside / "registry")
    read = registry_folder.load(DiskTree(root), "data/registry")
    assert not read.entries
    assert [(problem.path, problem.line) for problem in read.problems] == [(link, 1)]


@pytest.mark.parametrize("name", ["wg.yml", "wg", "README.md"])
def test_f05_what_is_no_file_is_told(name):
    class Submodule(MemoryTree):
        def entries(self, path: str) -> dict[str, EntryKind]:
            return {name: "other"} if path == "registry" else {"registry": "folder"}

    problems = registry_folder.load(Submodule({}), "registry").problems
    assert [problem.path for problem in problems] == [f"registry/{name}"]
    assert problems[0].message().startswith("This is not a file.")


def group(**values: Any) -> Group:
    return Group.model_validate({"name": "x", "focus": "x", **values})


def test_lists_are_in_order():
    groups = {
        "d": group(),
        "c": group(proposal=3),
        "b": example.repository().registry.entries["command-line"].group,
        "e": group(order=-1),
        "a": example.repository().registry.entries["embedded"].group,
    }
    assert list(registry_folder.in_list_order(groups)) == ["e", "b", "a", "d", "c"]


def test_lists_are_by_order_then_age_then_proposal_then_name():
    groups = {
        "j": group(),
        "i": group(),
        "h": group(proposal=1),
        "g": group(since=date(2026, 2, 1)),
        "f": group(since=date(2025, 12, 31), proposal=9),
        "e": group(since=date(2025, 12, 31), proposal=8),
        "a": group(since=date(2025, 12, 31)),
        "d": group(since=date(2019, 1, 1), proposal=10),
        "c": group(order=1),
        "b": group(order=0),
    }
    assert list(registry_folder.in_list_order(groups)) == list("bcdaefgijh")


def test_the_path_of_a_group_is_in_the_folder():
    assert load().path("games") == "registry/games.yml"
