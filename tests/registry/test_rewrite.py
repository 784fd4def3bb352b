"""A registry file that is revised says what it should, and is else what its maintainers wrote."""

import re
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.example import MemoryTree
from tests.registry.test_folder import GROUPS
from wgbot.files import yaml as files_yaml
from wgbot.registry import folder
from wgbot.registry.group import Channel, Group, Person
from wgbot.registry.rewrite import revise
from wgbot.text.problems import WgbotError


def entry(text: str) -> folder.Entry:
    read = folder.load(MemoryTree({"registry/x.yml": text.encode()}), "registry")
    assert not read.problems, read.problems
    return read.entries["x"]


def revised(text: str, **values: Any) -> str:
    """Revise *text* to say *values*, too, and see to it that it does."""
    before = entry(text)
    group = before.group.model_copy(update=values)
    after = revise(before, text, group)
    assert entry(after).group == group
    return after


KEPT = """\
# Who asks about this file: ada.
---
# What it is called.
"name": 'Games'   # never "Gaming"
status:   active   # active | dormant | retired

focus: >  # one sentence
  playing
  # and this is text
  together.

# In the order of joining.
leads:   # two at least
  # The founder.
  - github: ada     # since 2018
    name: "Ada # L."

  - {github: grace}
  # - github: alan

# Below the leads.
aliases: [Play, "Toys"]  # earlier names
charter:
  goals: |
    Fun.
    # not a comment
discussion: # nowhere yet
since: 2018-08-29
# The end.
"""


def test_a_value_that_changes_is_changed_where_it_stands():
    assert revised(KEPT, name="Games: all", status="dormant", since=date(2019, 1, 2)) == (
        KEPT.replace("'Games'", "'Games: all'")
        .replace("   active   #", "   dormant   #")
        .replace("2018-08-29", "2019-01-02")
    )


def test_a_value_for_a_key_without_one_is_put_before_its_comment():
    assert revised(KEPT, discussion="https://x.org/") == KEPT.replace(
        "discussion: #", "discussion: https://x.org/ #"
    )


def test_a_text_over_several_lines_that_becomes_one_line_keeps_its_comment():
    old = KEPT[KEPT.index("focus") : KEPT.index("\n# In the order")]
    assert revised(KEPT, focus="play.") == KEPT.replace(old, "focus: play.  # one sentence\n")


def test_a_text_that_becomes_several_lines_keeps_its_comment():
    text = "name: x\nfocus: y  # short\nstatus: active\n"
    assert revised(text, focus="a\nb") == (
        "name: x\nfocus: |-  # short\n  a\n  b\nstatus: active\n"
    )


def test_a_list_that_is_rewritten_keeps_its_comments_above_it():
    old = KEPT[KEPT.index("leads") : KEPT.index("\n# Below the leads")]
    new = """\
# The founder.
# since 2018
# - github: alan
leads:   # two at least
  - github: grace
"""
    assert revised(KEPT, leads=(Person(github="grace"),)) == KEPT.replace(old, new)


def test_a_list_in_one_line_keeps_the_comment_beside_it():
    assert revised(KEPT, aliases=("Fun",)) == KEPT.replace(
        'aliases: [Play, "Toys"]  # earlier names\n', "aliases:  # earlier names\n  - Fun\n"
    )


def test_a_key_that_says_nothing_any_more_is_removed_with_nothing_else():
    assert revised(KEPT, aliases=(), since=None) == KEPT.replace(
        'aliases: [Play, "Toys"]  # earlier names\n', "# earlier names\n"
    ).replace("since: 2018-08-29\n", "")


def test_every_key_that_a_group_can_be_without_can_be_removed():
    text = folder.render(entry(KEPT).group) + "order: 1\n"
    nothing = {"leads": (), "aliases": (), "charter": {}, "since": None, "order": None}
    after = revised(text, **nothing)
    assert list(entry(after).document.value) == ["name", "status", "focus"]


def test_a_list_whose_bracket_stands_alone_is_removed_with_it():
    text = "name: x\nfocus: y\naliases: [\n  a,  # b\n]\norder: 1\n"
    assert revised(text, aliases=()) == "name: x\nfocus: y\n# b\norder: 1\n"


def test_empty_lines_below_a_key_that_is_removed_stay():
    text = "name: x\nfocus: |+\n  y\n\n# c\norder: 1\n\nproposal: 2\n"
    assert revised(text, order=None) == text.replace("order: 1\n", "")


def test_a_key_in_quotes_keeps_them():
    text = "name: x\nfocus: y\n'aliases': [a]\n"
    assert revised(text, aliases=("b",)) == "name: x\nfocus: y\n'aliases':\n  - b\n"


def test_a_comment_ends_where_yaml_ends_it():
    text = "name: x\nfocus: y\naliases: # c\x85  - a\norder: 1\n"
    assert revised(text, aliases=("b",)) == ("name: x\nfocus: y\naliases: # c\n  - b\norder: 1\n")


def test_a_comment_in_what_is_removed_does_not_become_text():
    text = "name: x\nfocus: |\n  y\nleads:\n  - github: ada\n  # - github: bob\n# end\n"
    assert revised(text, leads=()) == "name: x\nfocus: |\n  y\n# - github: bob\n# end\n"


def test_a_comment_below_a_list_does_not_become_text():
    text = "name: x\nfocus: y\naliases:\n  - a\n\n    # - b\n\norder: 1\n"
    assert revised(text, aliases=("c\nd",)) == (
        "name: x\nfocus: y\n# - b\naliases:\n  - |-\n    c\n    d\n\norder: 1\n"
    )


def test_new_keys_stand_where_a_group_has_them():
    text = (
        "# top\nsince: 2018-08-29\nname: x\n\n# what for\nfocus: y\n  # why\n\n# last\norder: 1\n"
    )
    after = revised(
        text, status="dormant", channels=(Channel(url="z"),), proposal=3, aliases=("a",)
    )
    assert after == (
        "# top\nsince: 2018-08-29\nname: x\nstatus: dormant\n\n# what for\nfocus: y\n  # why\n"
        "channels:\n  - url: z\naliases:\n  - a\nproposal: 3\n\n# last\norder: 1\n"
    )


def test_a_new_key_does_not_stand_where_one_is_removed():
    text = "discussion: z\n# top\nname: x\nfocus: y\n# end\n"
    assert revised(text, discussion=None, order=1) == (
        "# top\nname: x\nfocus: y\norder: 1\n# end\n"
    )


def test_the_line_ends_of_the_file_are_kept():
    text = KEPT.replace("\n", "\r\n")
    after = revised(text, focus="a\nb", leads=(Person(name="Bo"),), order=3, aliases=())
    assert after == revised(
        KEPT, focus="a\nb", leads=(Person(name="Bo"),), order=3, aliases=()
    ).replace("\n", "\r\n")


def test_the_indentation_of_the_file_is_kept():
    text = "  # top\n  name: x\n  focus: y\n\n  charter:\n    a: b\n    # c\n  # d\n"
    assert revised(text, charter={"a": " b\n\nc"}, order=1) == (
        "  # top\n  name: x\n  focus: y\n\n  # c\n  charter:\n    a: |2-\n       b\n\n      c\n"
        "  order: 1\n  # d\n"
    )


def test_a_byte_order_mark_is_kept():
    assert revised("\ufeffname: x\nfocus: y\n", name="z") == "\ufeffname: z\nfocus: y\n"


def test_the_end_of_the_document_stays_below_what_is_added():
    text = "%YAML 1.1\n---\nname: x\nfocus: y\n...\n  # end\n"
    assert revised(text, order=1) == "%YAML 1.1\n---\nname: x\nfocus: y\norder: 1\n...\n  # end\n"


@pytest.mark.parametrize("last", ["focus: y", "focus: |\n  y", "focus: |+\n  y\n ", "focus: 'y'#c"])
def test_a_last_line_without_an_end_is_no_trap(last):
    text = f"name: x\n{last}"
    assert revised(text, name="z") == f"name: z\n{last}"
    assert "\norder: 1\n" in revised(text, order=1)


@pytest.mark.parametrize("text", ["a\n\n", "a\n\n\n\n", "a\n \n"])
def test_empty_lines_below_a_text_do_not_become_its_own(text):
    file = "name: x\nfocus: y\n\n\nproposal: 1\n\n\n# three\norder: 3\n\n"
    for key in ("focus", "discussion"):
        after = revised(file, **{key: text})
        assert revised(after, proposal=None).endswith("\n# three\norder: 3\n\n")
        assert revised(after, proposal=None, order=None)


@pytest.mark.parametrize("sign", ["|", "|-", "|+", ">", ">-", ">+", "|+ # c"])
def test_empty_lines_below_a_text_stay_its_own(sign):
    text = f"name: x\nfocus: {sign}\n  a\n\n  b\n\n \n\nstatus: active\n\norder: 1\n"
    for values in ({"status": "dormant"}, {"leads": (Person(name="z"),)}, {"order": None}):
        revised(text, **values)


def test_a_text_of_spaces_stays_as_long_as_it_is():
    text = "name: x\nfocus: y\ncharter:\n  a: |\n    b\n      \n\norder: 1\n"
    assert entry(revised(text, since=date(2020, 1, 1))).group.charter["a"] == "b\n  \n"


def test_an_answer_without_items_is_kept():
    text = "name: x\nfocus: y\ncharter:\n  a: []\n  b: c\n"
    assert revised(text, charter={"a": (), "b": "d"}).endswith("charter:\n  a: []\n  b: d\n")


@pytest.mark.parametrize(
    "text",
    [
        "{name: x, focus: y}\n",
        "--- {name: x,\nfocus: y}\n",
        "? name\n: x\nfocus: y\n",
        "name: x\n?\n  focus\n: y\n",
    ],
)
def test_keys_that_do_not_begin_a_line_are_refused(text):
    before = entry(text)
    assert revise(before, text, before.group) == text
    with pytest.raises(WgbotError, match=r"registry/x.yml cannot be changed.* `focus`, `order`"):
        revise(before, text, before.group.model_copy(update={"order": 1, "focus": "z"}))


def test_a_text_that_would_be_read_otherwise_is_refused():
    text = "name: x\nfocus: 'y'#c\n"
    before = entry(text)
    with pytest.raises(WgbotError, match=r"would not be read as is meant. Change `focus` by"):
        revise(before, text, before.group.model_copy(update={"focus": "z"}))


def test_a_group_that_no_file_can_hold_is_refused():
    before = entry(KEPT)
    with pytest.raises(WgbotError, match=r"would not be read as is meant. Change `name` by"):
        revise(before, KEPT, before.group.model_copy(update={"name": " "}))


@pytest.mark.parametrize("text", ["name: x\nfocus: z\n", "# new\nname: x\nfocus: y\n", "a: [", ""])
def test_another_text_than_that_of_the_entry_is_refused(text):
    before = entry("name: x\nfocus: y\n")
    with pytest.raises(WgbotError, match=r"registry/x.yml has changed"):
        revise(before, text, before.group)


def test_a_long_file_is_no_trap():
    text = "name: x\nfocus: y\n" + "\n  \n# z\n" * 20_000
    text = text.replace("\n", "\r\n")
    assert revised(text, order=1) == text.replace("focus: y\r\n", "focus: y\r\norder: 1\r\n")


# Files as people write them: any group, in any order and style, with comments anywhere.
ABOVE = st.sampled_from(["", "", "", "# {}\n", "\n", "\n\n# {}\n\n", "  # {}\n", "     # {}\n \n"])
BESIDE = st.sampled_from(["", "", "", "  # {}", "\t# {}"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """Make a file, whose comments are counted."""
    group = draw(GROUPS)
    keys = draw(st.permutations([key for key in Group.model_fields if getattr(group, key)]))
    text = draw(st.sampled_from(["", "---\n", "# top\n--- # head\n"]))
    numbers = iter(range(1000))
    for key in keys:
        value = group.model_dump(include={key}, exclude_none=True)
        lines = draw(st.sampled_from([ours, in_one_line, quoted]))(value)
        if any(sign in lines for sign in "|>'\""):
            # Not every line is one of its own, but the first is.
            text += draw(st.sampled_from(["", "# {}\n"])).format(f"c{next(numbers)}") + lines
            continue
        for line in lines.splitlines():
            above, beside = draw(ABOVE), draw(BESIDE)
            text += above.format(f"c{next(numbers)}") + line
            text += beside.format(f"c{next(numbers)}") + "\n"
    text += draw(st.sampled_from(["", "\n", "# the end\n", "\n# the end", "...\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def ours(value: Any) -> str:
    return (files_yaml.dump(value) + "\0").replace("\n...\n\0", "\n").rstrip("\0")


def in_one_line(value: Any) -> str:
    [(key, inside)] = value.items()
    return (
        f"{key}: {yaml.safe_dump(inside, default_flow_style=True, width=2**30).splitlines()[0]}\n"
    )


def quoted(value: Any) -> str:
    [(key, inside)] = value.items()
    if not isinstance(inside, str):
        return ours(value)
    lines = yaml.safe_dump(inside, default_style="'", width=20, allow_unicode=True)
    return f"{key}: " + re.sub("\n(?=.)", "\n  ", lines)


def comments(text: str) -> list[str]:
    """Return the comments that `files` made."""
    return sorted(re.findall(r"(?<!\S)# (?:c\d+|top|head|the end)(?=\r?\n|\Z)", text))


def readable(text: str) -> bool:
    try:
        return not folder.load(MemoryTree({"r/x.yml": text.encode()}), "r").problems
    except ValueError:
        return False


FILES = files().filter(readable)


@given(FILES)
@example(KEPT)
def test_a_group_that_is_as_it_was_leaves_the_text_as_it_was(text):
    before = entry(text)
    assert revise(before, text, before.group.model_copy(deep=True)) == text


@given(FILES, GROUPS)
@example(KEPT, Group(name="x", focus="y"))
@example("name: x\nfocus: y\n", Group(name="x", focus="\xa0y"))
def test_any_group_can_be_written_over_any_file(text, group):
    after = revise(entry(text), text, group)
    assert entry(after).group == group


PART = st.dictionaries(st.sampled_from(list(Group.model_fields)), st.just(None), max_size=3)


@given(FILES, GROUPS, PART)
def test_comments_and_all_that_does_not_change_stay_and_twice_is_once(text, group, part):
    before = entry(text)
    values = {key: getattr(group, key) for key in part}
    wanted = before.group.model_copy(update=values)
    after = revise(before, text, wanted)
    assert comments(after) == comments(text)
    assert revise(entry(after), after, wanted) == after
    changed = {key for key in part if getattr(before.group, key) != values[key]}
    for key, block in blocks(text).items():
        if key not in changed:
            assert block in after


def blocks(text: str) -> dict[str, str]:
    """Return the lines from each key to the last that says something, without comments between."""
    lines = {path[0]: n - 1 for path, n in entry(text).document.lines.items() if len(path) == 1}
    every = re.findall(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|\Z)", text)
    starts = [*sorted(lines.values()), len(every)]
    given = {}
    for key, start in lines.items():
        until = starts[starts.index(start) + 1]
        given[str(key)] = re.sub(
            r"(?:[ \t]*(?:#[^\n]*|\.\.\.)?(?:\r?\n|\Z))*\Z", "", "".join(every[start:until])
        )
    return given


@given(GROUPS)
def test_what_is_written_is_written_as_a_new_file_is(group):
    text = "name: old\nfocus: old\nstatus: retired\n"
    order = folder.render(group)
    if group.status == "retired":
        return
    after = revise(entry(text), text, group)
    assert sorted(after.split("\n")) == sorted(order.removesuffix("...\n").split("\n"))
