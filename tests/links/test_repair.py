"""Moved links put right: just these characters, and the pages with them."""

import difflib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests import example
from tests.links.registry import CHAT, CLI, judgement, moved
from wgbot.files import yaml as files_yaml
from wgbot.links import collect
from wgbot.links.findings import Finding
from wgbot.links.repair import repair
from wgbot.proposals import list_pages
from wgbot.text.sentences import Sentence

GOLDEN = Path(__file__).parent / "golden"
NEW = "https://github.com/example/tools"

GAMES = """\
# All of it is ours.
name: "Games"   # the name
focus: play.   # see https://github.com/example/cli, not a value
status:   active

leads:
    - {github: ada, profile: 'https://forum.example.org/u/ada'}
channels:
  - url: "https://chat.example.org/cli"  # talk
    name: '#games'
repositories:
  # The oldest.
  - 'https://github.com/example/cli'
  - https://github.com/example/cli-old   # kept
discussion: https://github.com/example/cli
charter:
  goals: |
    Read https://github.com/example/cli, and https://github.com/example/cli/wiki.
      Indented.
"""


def repaired(states, **files):
    repository = example.repository(**files)
    return repair(judgement(states, repository).verdicts, repository), repository


def changed(old, new):
    """Return the lines that differ."""
    return [line for line in difflib.ndiff(old.split("\n"), new.split("\n")) if line[0] in "+-"]


def test_just_these_characters_change():
    done, _ = repaired({CLI: moved(CLI, NEW)}, **{"registry/games.yml": GAMES})
    text = done.files["registry/games.yml"].decode()
    assert changed(GAMES, text) == [
        "-   - 'https://github.com/example/cli'",
        "+   - 'https://github.com/example/tools'",
        "- discussion: https://github.com/example/cli",
        "+ discussion: https://github.com/example/tools",
        "-     Read https://github.com/example/cli, and https://github.com/example/cli/wiki.",
        "+     Read https://github.com/example/tools, and https://github.com/example/cli/wiki.",
    ]
    assert "registry/command-line.yml" in done.files
    assert "registry/embedded.yml" not in done.files


def test_the_pages_change_with_them():
    done, repository = repaired({CLI: moved(CLI, NEW)})
    page = done.files[example.PAGE_PATH].decode()
    assert f"[repository]({NEW})" in page
    after = example.repository(**{path: data.decode() for path, data in done.files.items()})
    rendered, problems = list_pages.render(after, after.registry.groups())
    assert not problems
    assert not any(each.is_stale for each in rendered)
    assert repository.registry.problems == after.registry.problems == ()


def test_nothing_moved_is_nothing_to_do():
    done, _ = repaired({CLI: "dead", CHAT: "archived"})
    assert (done.files, done.moves, done.left) == ({}, (), ())


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("head", ["\ufeff", ""])
def test_line_ends_and_byte_order_marks_stay(end, head):
    data = (head + GAMES.replace("\n", end)).encode()
    done, _ = repaired({CLI: moved(CLI, NEW)}, **{"registry/games.yml": data})
    text = done.files["registry/games.yml"].decode()
    assert text.startswith(head + "# All")
    assert text.count("\r\n") == (GAMES.count("\n") if end == "\r\n" else 0)


@pytest.mark.parametrize(
    "target",
    [
        "http://github.com/example/tools",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://user@github.com/x",
        "https://example.org:8443/x",
        "https://example.org/a b",
        'https://example.org/"x',
        "https://example.org/\nname: evil",
        "https://example.org/%0a",
        "javascript:alert(1)",
        "https://example.org/" + "x" * 3000,
    ],
)
def test_k12_what_is_no_address_to_list_is_never_written(target):
    done, _ = repaired({CLI: moved(CLI, target)})
    assert done.files == {}
    assert done.left[0].startswith(
        "`https://github.com/example/cli` in `registry/command-line.yml`"
    )


def test_k12_to_the_front_page_of_a_site_nothing_is_followed():
    done, _ = repaired(
        {
            CHAT: Finding(
                CHAT, "moved", Sentence("a front page"), "https://chat.example.org/", by_hand=True
            )
        }
    )
    assert done.files == {}
    assert "front page" in done.left[0]


def test_k08_a_name_that_is_somebody_elses_is_not_followed():
    done, _ = repaired({CLI: moved(CLI, NEW, identity="2")})
    assert done.files
    from wgbot.links.state import LinkState, Memory

    repository = example.repository()
    memory = Memory({CLI: LinkState(identity="1")})
    given_ = judgement({CLI: moved(CLI, NEW, identity="2")}, repository, memory=memory)
    assert repair(given_.verdicts, repository).files == {}


TWICE = """\
name: Games
focus: play.
repositories:
  - https://github.com/example/old
  - https://github.com/example/Tools
  - https://github.com/example/third
since: 2020-01-01
"""
OLD = "https://github.com/example/old"


def test_k07_what_would_stand_there_twice_stands_there_once():
    done, _ = repaired({OLD: moved(OLD, NEW)}, **{"registry/games.yml": TWICE})
    text = done.files["registry/games.yml"].decode()
    assert changed(TWICE, text) == ["-   - https://github.com/example/old"]
    assert done.moves[0].merged
    assert "was already listed" in done.text


def test_k07_merging_keeps_the_comments():
    text = TWICE.replace("example/old", "example/old  # ours since 2020")
    done, _ = repaired({OLD: moved(OLD, NEW)}, **{"registry/games.yml": text})
    after = done.files["registry/games.yml"].decode()
    assert "# ours since 2020" in after
    assert yaml.safe_load(after)["repositories"] == [
        "https://github.com/example/Tools",
        "https://github.com/example/third",
    ]


def test_k07_merging_in_a_list_in_one_line():
    text = f"name: Games\nfocus: play.\nrepositories: [{OLD}, {NEW}]  # both\n"
    done, _ = repaired({OLD: moved(OLD, NEW)}, **{"registry/games.yml": text})
    after = done.files["registry/games.yml"].decode()
    assert yaml.safe_load(after)["repositories"] == [NEW]
    assert "# both" in after


def test_k07_two_that_moved_to_one_are_one():
    third = "https://github.com/example/third"
    states = {OLD: moved(OLD, NEW), third: moved(third, NEW)}
    done, _ = repaired(states, **{"registry/games.yml": TWICE})
    after = yaml.safe_load(done.files["registry/games.yml"])
    assert after["repositories"] == ["https://github.com/example/Tools"]


def test_one_that_begins_like_another_is_left_alone():
    longer = "https://github.com/example/old-one"
    text = TWICE.replace("  - https://github.com/example/old\n", f"  - {longer}\n  - {OLD}\n")
    done, _ = repaired(
        {OLD: moved(OLD, "https://github.com/example/n")}, **{"registry/games.yml": text}
    )
    after = yaml.safe_load(done.files["registry/games.yml"])["repositories"]
    assert after[:2] == [longer, "https://github.com/example/n"]


def test_a_value_that_the_new_address_would_break_gets_quotes():
    target = "https://example.org/a,b"
    text = f"name: Games\nfocus: play.\nrepositories: [{OLD}]\n"
    done, _ = repaired({OLD: moved(OLD, target)}, **{"registry/games.yml": text})
    assert yaml.safe_load(done.files["registry/games.yml"])["repositories"] == [target]


def test_an_address_that_is_written_with_escapes_is_written_anew():
    text = 'name: Games\nfocus: play.\ndiscussion: "https://github.com\\/example/old"\n'
    done, _ = repaired({OLD: moved(OLD, NEW)}, **{"registry/games.yml": text})
    assert done.files["registry/games.yml"].decode().endswith(f'discussion: "{NEW}"\n')


def test_what_only_a_person_can_change_is_said():
    text = 'name: Games\nfocus: "see https://github.com\\/example/old now."\n'
    done, _ = repaired({OLD: moved(OLD, NEW)}, **{"registry/games.yml": text})
    assert done.files == {}
    assert "only a person can change" in done.left[0]


def test_what_the_pull_request_says(expected):
    done, _ = repaired(
        {CLI: moved(CLI, NEW), CHAT: moved(CHAT, "http://chat.example.org/x")},
        **{"registry/games.yml": GAMES},
    )
    expected(GOLDEN / "repair.md", done.text)


def test_c01_the_pull_request_mentions_nobody():
    target = "https://github.com/example/tools?@ada"
    done, _ = repaired(
        {CLI: moved(CLI, target)},
        **{
            "registry/command-line.yml": f"name: 'Fixes #1 @ada'\nfocus: x.\nrepositories: [{CLI}]\n"
        },
    )
    assert "@ada" not in done.text
    assert "#1" not in done.text


def test_c09_the_pull_request_is_never_too_long():
    count = 320
    links = [f"https://github.com/example/{'x' * 150}{n}" for n in range(count)]
    files = {
        f"registry/g{part}.yml": f"name: G{part}\nfocus: y.\nrepositories:\n"
        + "".join(f"  - {link}\n" for link in links[part::8])
        for part in range(8)
    }
    done, _ = repaired({link: moved(link, link + "-new") for link in links}, **files)
    assert len(done.text) <= 65_536
    assert "more, which the changed files show" in done.text
    assert len(done.moves) == count


NAMES = st.text("abc-", min_size=1, max_size=6).filter(lambda name: name.strip("-") == name)
ADDRESSES = st.builds(lambda name: f"https://github.com/example/{name}", NAMES)
STYLES = st.sampled_from(["{}", "'{}'", '"{}"', "{}  # note", "'{}'\t# note: x"])


@given(
    st.lists(st.tuples(ADDRESSES, STYLES), min_size=1, max_size=6, unique_by=lambda each: each[0]),
    st.sampled_from(["https://chat.example.org/x", "https://chat.example.org/xy"]),
    st.dictionaries(ADDRESSES, ADDRESSES, max_size=4),
    st.sampled_from(["\n", "\r\n"]),
)
def test_repair_changes_addresses_and_nothing_else(listed, chat, wanted, end):
    lines = [
        "# first",
        "name: Games",
        "focus: play.",
        "channels:",
        f"  - url: {chat}",
        "repositories:",
    ]
    lines += [f"  - {style.format(link)}" for link, style in listed] + ["order: 3  # last", ""]
    text = end.join(lines)
    # A visit ends where the last redirect leads, so nothing moves to what moved.
    states = {old: moved(old, new) for old, new in wanted.items() if new not in wanted}
    done, repository = repaired(states, **{"registry/games.yml": text})
    after = done.files.get("registry/games.yml", text.encode()).decode()
    before_value, value = (
        files_yaml.load(text.encode()).value,
        files_yaml.load(after.encode()).value,
    )
    new = [states[link].target if link in states else link for link, _ in listed]
    assert set(value["repositories"]) == set(new)
    assert len(value["repositories"]) == len(set(new))
    for key in before_value:
        if key != "repositories":
            assert value[key] == before_value[key]
    assert after.count("#") == text.count("#")
    if len(new) == len(set(new)):
        expected = text
        parts = expected.split(end)
        for number, (link, _) in enumerate(listed):
            parts[6 + number] = parts[6 + number].replace(link, new[number], 1)
        assert after == end.join(parts)
    links = collect.of_registry(repository.registry)
    assert {link.address for link in links} >= {link for link, _ in listed}
