"""A page that is imported loses no line, unless all that it says is in a registry file."""

import re

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.example import MemoryTree
from wgbot.setup.importers import judging, kinds
from wgbot.setup.init import plan
from wgbot.setup.init.answers import Answers

PATH = "groups.md"
BIRDS = "- **Birds**: counting the birds.\n  - POC: @ada\n"
CLOUDS = "- **Clouds**: watching what is above us.\n  - POC: @grace\n"
TABLE = "| Name | Purpose | Chairs |\n|---|---|---|\n| Birds | counting birds. | @ada |\n"


def adopted(page, path=PATH, **files):
    """Set up with a page; give what was planned, and the page afterwards."""
    tree = MemoryTree({path: page.encode(), **{k: v.encode() for k, v in files.items()}})
    found = kinds.read(path, page.encode())
    done = plan.plan(Answers(), tree, found, path)
    written = {file.path: file.text.decode() for file in done.written}
    return done, written.get(path, page), written


def registered(written):
    return [
        yaml.safe_load(text)
        for path, text in written.items()
        if re.fullmatch(r"registry/.*\.yml", path)
    ]


def words(value):
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        return {word for each in value for word in words(each)}
    return set(re.findall(r"\w+", str(value).casefold().replace("_", " ")))


SAID = words("poc lead leads chat https example org repo name purpose chairs status active retired")


def lost(page, after, written):
    """Return the lines that are neither on the page nor, in all their words, in one group."""
    left = after.split("\n")
    groups = [words(group) | SAID for group in registered(written)]
    gone = []
    for line in page.split("\n"):
        if line.strip() in map(str.strip, left) or not words(line):
            continue
        if not any(words(line) <= group for group in groups):
            gone.append(line)
    return gone


LINES = st.sampled_from(
    [
        "",
        "",
        "# Groups",
        "## Archived groups",
        "## Members",
        "- **Birds**: counting birds.",
        "- **Clouds** watching clouds.",
        "- **Snails**",
        "- [Owls](https://example.org/owls)",
        "- [Owls](https://example.org/owls) at night",
        "- [Top](#groups)",
        "  - POC: @ada",
        "  - Leads: Grace Hopper (@grace), Ada",
        "  - Meets: Mondays",
        "  - Meets: Sundays: 7pm",
        "  - [notes](https://example.org/notes)",
        "  - Chat: [chat](https://chat.example.org/x) #room | or [wiki](https://example.org/wiki)",
        "  - Write to ada@example.org",
        "  - ???",
        "  more words of it",
        "  > quoted",
        "  <!-- hidden note -->",
        "  ```",
        "[ref]: https://example.org/ref",
        "  [other]: https://example.org/other",
        "- more to come",
        "1. **Rocks**: rolling.",
        "Only text.",
        "| Name | Purpose | Chairs |",
        "| Name | Position | Email |",
        "|---|---|---|",
        "| Birds | counting birds. | @ada |",
        "| [Fish](https://example.org/fish) | swimming. | Grace, @ada | spare |",
        "| Ada | Chair | ada@example.org |",
        "| | nobody | |",
        "<!-- wgbot:groups -->",
        "<!-- /wgbot:groups -->",
        "***",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\r\n"]))
@example(["Odd\rlines\rof\rtext", "", "- **Birds**: counting birds."], "\n")
@example(["---", "a: b", "---", "- **Birds**: counting birds.", "", "The end."], "\r\n")
def test_no_line_of_any_page_is_gone(lines, ending):
    page = ending.join(lines) + ending
    done, after, written = adopted(page)
    assert lost(page, after, written) == []
    if done.kept_page:
        assert after == page
    in_place = judging.judge(
        kinds.read(PATH, page.encode()),
        MemoryTree({PATH: page.encode(), ".github/wgbot.yml": b"pages: [{path: groups.md}]\n"}),
        PATH,
    )
    written = {file.path: file.text.decode() for file in in_place.files}
    assert lost(page, written.get(PATH, page), written) == []


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("- more to come", 3),
        ("  - Mary <mary@example.org>", 3),
        ("  <!-- Ask Grace before you change this. -->", 3),
        ("  - 🎉", 3),
        ("  - ???", 3),
    ],
)
def test_a_page_with_a_line_that_was_not_understood_stays_as_it_is_and_the_line_is_told(
    line, number
):
    page = BIRDS + line + "\n" + CLOUDS
    done, after, written = adopted(page)
    assert after == page
    assert number in [at for at, _ in done.kept_page.lines]
    said = "\n".join(done.kept_page.summary())
    assert f"line {number}: " in said
    assert "mary@" not in said
    assert {group["name"] for group in registered(written)} == {"Birds", "Clouds"}
    # The groups have a page all the same, and the check passes.
    assert "**Birds**" in written["website/working-groups.md"]
    tree = MemoryTree({PATH: page.encode()})
    assert plan.problems(tree, done.written) == ()


def test_a_page_where_the_new_one_would_be_stays_as_well():
    page = BIRDS + "- more to come\n"
    done, after, written = adopted(page, "website/working-groups.md")
    assert done.kept_page
    assert after == page
    assert "**Birds**" in written["website/working-groups-list.md"]


def test_a_page_whose_groups_are_there_and_say_something_else_stays():
    other = "name: Birds\nfocus: feeding the birds.\nleads: [{github: ada}]\n"
    page = BIRDS
    done, after, _ = adopted(page, **{"registry/birds.yml": other})
    assert after == page
    assert done.kept_page
    tree = MemoryTree({PATH: page.encode(), "registry/birds.yml": other.encode()})
    found = kinds.read(PATH, page.encode())
    assert plan.plan(Answers(), tree, found, PATH, force=True).kept_page is None


def test_what_the_report_advises_makes_it_the_page_that_is_kept_up_to_date():
    done, _, written = adopted(BIRDS + "- more to come\n")
    (advice,) = [line for line in done.kept_page.summary() if "again" in line]
    assert "under `pages` in the configuration, and run `wgbot init --import groups.md`" in advice
    page = BIRDS + "\nMore to come.\n"
    there = {path: text.encode() for path, text in written.items()} | {PATH: page.encode()}

    def again(there):
        tree = MemoryTree(there)
        done = plan.plan(Answers(), tree, kinds.read(PATH, page.encode()), PATH)
        return done, {file.path: file.text for file in done.written if file.state != "same"}

    assert again(there)[1] == {}
    settings = there[".github/wgbot.yml"]
    there[".github/wgbot.yml"] = settings.replace(b"pages:\n", b"pages:\n  - path: groups.md\n")
    done, changed = again(there)
    assert set(changed) == {PATH}
    assert changed[PATH].lstrip().startswith(b"<!-- wgbot:groups")
    assert changed[PATH].endswith(b"\n\nMore to come.\n")
    assert plan.problems(MemoryTree(there), done.written) == ()


def test_setting_up_again_leaves_what_a_person_wrote_between_the_marks_of_their_page():
    first = plan.plan(Answers(page=PATH), MemoryTree({}))
    page = f"<!-- wgbot:groups -->\n{BIRDS}- more to come\n<!-- /wgbot:groups -->\n"
    there = {file.path: file.text for file in first.files} | {PATH: page.encode()}
    done = plan.plan(Answers(), MemoryTree(there), kinds.read(PATH, page.encode()), PATH)
    assert done.kept_page
    assert PATH not in {file.path for file in done.files}


@pytest.mark.parametrize("page", [BIRDS + CLOUDS, TABLE])
def test_a_list_that_is_understood_wholly_makes_room_for_the_one_that_is_written(page):
    done, after, _ = adopted("# Groups\n\n" + page + "\nThe end.\n")
    assert done.kept_page is None
    assert after.count("Birds") == 1
    assert "The end." in after


def test_an_import_leaves_what_a_person_wrote_between_the_marks_of_their_page():
    page = f"<!-- wgbot:groups -->\n{BIRDS}- more to come\n<!-- /wgbot:groups -->\n"
    first = plan.plan(Answers(page=PATH), MemoryTree({}))
    tree = MemoryTree({**{file.path: file.text for file in first.files}, PATH: page.encode()})
    judged = judging.judge(kinds.read(PATH, page.encode()), tree, PATH)
    assert PATH not in {file.path for file in judged.files}
    assert [text for _, text in judged.kept_page.lines] == ["- more to come"]


@pytest.mark.parametrize(
    "page",
    [
        "# Birds\n\n- **Meeting time:** Mondays\n- **Chat channel:** [#b](https://x.example.org)\n",
        "# A\n\n- **When:** Monday\n- **Host:** Ada\n\n# B\n\n- **When:** Friday\n- **Host:** Bo\n",
        "# Contents\n\n- [A](#a)\n  - [B](#b)\n- [C](#c)\n",
        "# Team\n\n- [Ada](https://github.com/ada): chair\n- [@grace](https://x.example.org): x\n",
        "# Members\n\n- **Ada**: counts birds\n",
        "| Name | Position | Email | Term |\n|---|---|---|---|\n| Ada | Chair | a@b.example | 2 |\n",
        "# Board\n\n| Name | Notes |\n|---|---|\n| Ada | Chair |\n",
    ],
)
def test_labels_people_and_contents_are_no_groups(page):
    assert kinds.read(PATH, page.encode()).drafts == ()


NAMES = "# Working groups\n\n- [Birds](https://github.com/example/birds)\n- [Clouds](https://github.com/example/clouds)\n"


def test_a_page_of_names_stays_until_somebody_says_what_its_groups_are_for():
    done, after, written = adopted(NAMES)
    assert after == NAMES
    assert done.kept_page.lines == ()
    assert "2 groups" in "\n".join(done.kept_page.summary())
    said = {
        path: text.replace("focus: TBD", f"focus: What is up with {path}.")
        for path, text in written.items()
    }
    config = said[".github/wgbot.yml"]
    own = next(line for line in config.splitlines() if line.startswith("  - path: website/"))
    said[".github/wgbot.yml"] = config.replace(own, f"{own}\n  - path: {PATH}")
    done, after, _ = adopted(NAMES, **said)
    assert done.kept_page is None
    assert "What is up with registry/birds.yml." in after


def test_a_line_that_keeps_a_page_says_which_words_do():
    page = (
        "# Groups\n\n- **Birds**: counting.\n  - POC: [Ada](https://github.com/ada) (Engines Ltd)\n"
    )
    done, after, _ = adopted(page)
    assert after == page
    (line,) = done.kept_page.lines
    assert done.kept_page.missing[line[0]] == ("engines", "ltd")
    assert "(missing: engines, ltd)" in "\n".join(done.kept_page.summary())
