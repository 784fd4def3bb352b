"""A registry file that is revised says what it should, and is else what its maintainers wrote."""

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.example import MemoryTree
from tests.registry.test_folder import GROUPS
from wgbot.files import yaml as files_yaml
from wgbot.registry import folder, rewrite
from wgbot.registry.group import Channel, Group, Person
from wgbot.text.problems import WgbotError


def entry(text: str) -> folder.Entry:
    read = folder.load(MemoryTree({"registry/x.yml": text.encode()}), "registry")
    assert not read.problems, read.problems
    return read.entries["x"]


PATH = "registry/x.yml"


def revise(before, text, group):
    return rewrite.revise(PATH, text, before.group, group)


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


def test_of_several_comments_the_one_beside_the_key_stays_there_and_the_others_are_above():
    text = "name: x\nfocus: y\naliases: [  # once\n  a,  # first\n  b,  # second\n  # and more\n]\n"
    assert revised(text, aliases=("c", "d")) == (
        "name: x\nfocus: y\n# first\n# second\n# and more\naliases:  # once\n  - c\n  - d\n"
    )


def test_a_text_above_a_key_that_is_added_stays_as_it_is_written():
    text = "name: x\nfocus: |\n     a\n     b\n"
    assert revised(text, since=date(2019, 1, 2)) == f"{text}since: 2019-01-02\n"


def test_an_empty_line_of_a_text_is_empty_however_the_file_is_indented():
    text = "  name: x\n  focus: y\n"
    assert revised(text, focus="a\n\nb") == "  name: x\n  focus: |-\n    a\n\n    b\n"


def test_an_item_that_is_removed_leaves_its_comments_where_it_was():
    old = """\
  # The founder.
  - github: ada     # since 2018
    name: "Ada # L."
"""
    assert revised(KEPT, leads=(Person(github="grace"),)) == KEPT.replace(
        old, "  # The founder.\n  # since 2018\n"
    )


def test_an_item_that_is_added_stands_behind_the_one_before_it():
    ada, grace = entry(KEPT).group.leads
    new = Person(github="kay", role="chair")
    assert revised(KEPT, leads=(ada, new, grace)) == KEPT.replace(
        '    name: "Ada # L."\n', '    name: "Ada # L."\n  - github: kay\n    role: chair\n'
    )
    assert revised(KEPT, leads=(new, ada, grace)) == KEPT.replace(
        "  - github: ada", "  - github: kay\n    role: chair\n  - github: ada"
    )
    assert revised(KEPT, leads=(ada, grace, new)) == KEPT.replace(
        "  - {github: grace}\n", "  - {github: grace}\n  - github: kay\n    role: chair\n"
    )


def test_a_key_of_an_item_is_changed_added_and_removed_where_it_stands():
    ada, grace = entry(KEPT).group.leads
    for name, line in (("Ada", "    name: Ada\n"), (None, "")):
        assert revised(KEPT, leads=(ada.model_copy(update={"name": name}), grace)) == KEPT.replace(
            '    name: "Ada # L."\n', line
        )
    chair = ada.model_copy(update={"role": "chair"})
    assert revised(KEPT, leads=(chair, grace)) == KEPT.replace(
        '    name: "Ada # L."\n', '    name: "Ada # L."\n    role: chair\n'
    )
    chair = grace.model_copy(update={"role": "chair, for now"})
    assert revised(KEPT, leads=(ada, chair)) == KEPT.replace(
        "{github: grace}", '{github: grace, role: "chair, for now"}'
    ).replace('"chair, for now"', "'chair, for now'")


def test_a_list_in_one_line_stays_one():
    for aliases, line in (
        (("Fun",), "[Fun]"),
        (("Play", "Toys", "a, b"), "[Play, \"Toys\", 'a, b']"),
        (("Toys",), '["Toys"]'),
        (("Play", "Joys"), "[Play, Joys]"),
    ):
        assert revised(KEPT, aliases=aliases) == KEPT.replace('[Play, "Toys"]', line)


def test_a_list_in_brackets_over_several_lines_stays_so():
    text = "name: x\nfocus: y\naliases: [\n  a,\n  b,\n]\n"
    assert revised(text, aliases=("a", "b", "c")) == text.replace("  b,\n", "  b,\n  c,\n")
    assert revised(text, aliases=("b",)) == text.replace("  a,\n", "")


def test_an_address_that_changes_keeps_the_comment_beside_it():
    text = "name: x\nfocus: y\nrepositories:\n- https://a.org # first\n- https://b.org\n"
    assert revised(text, repositories=("https://c.org", "https://b.org")) == text.replace(
        "https://a.org", "https://c.org"
    )


def test_an_answer_of_the_charter_changes_alone():
    text = (
        "name: x\nfocus: y\ncharter:\n  # why\n  goals: >-\n    folded\n    text\n\n"
        "  'plan':   old   # soon\n  last: 'z'\n"
    )
    charter = {"goals": "folded text", "plan": "old", "last": "z"}
    assert revised(text, charter={**charter, "plan": "new"}) == text.replace("   old", "   new")
    assert revised(text, charter={**charter, "more": "w"}) == text + "  more: w\n"
    assert revised(text, charter={**charter, "last": "a\nb"}) == text.replace(
        "'z'", "|-\n    a\n    b"
    )
    without = {key: value for key, value in charter.items() if key != "plan"}
    assert revised(text, charter=without) == text.replace("'plan':   old   # soon", "# soon")


def test_a_meeting_that_moves_keeps_all_else():
    text = (
        "name: x\nfocus: y\nmeetings:\n  - name: Call\n    time: '17:00'   # their time\n"
        "    except: [2026-08-04]\n    timezone: UTC\n    day: Tuesday\n"
    )
    (call,) = entry(text).group.meetings
    moved = call.model_copy(update={"day": "Friday", "time": "9:30", "without": ()})
    assert revised(text, meetings=(moved,)) == text.replace("Tuesday", "Friday").replace(
        "'17:00'", '"9:30"'
    ).replace("    except: [2026-08-04]\n", "")


def test_in_a_file_of_another_system_lines_end_as_there():
    text = KEPT.replace("\n", "\r\n")
    ada, grace = entry(text).group.leads
    added = (ada, grace, Person(github="kay", role="chair"))
    assert revised(text, leads=added) == revised(KEPT, leads=added).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"leads": (Person(github="ada"),), "order": None},
            "`leads`, `order` by hand; remove `order`. Write:\n\nleads:\n  - github: ada\n",
        ),
        ({"order": 1}, "`order` by hand. Write:\n\norder: 1\n"),
        ({"order": None}, "`order` by hand; remove `order`."),
    ],
)
def test_what_has_to_be_done_by_hand_is_written_out(values, said):
    with pytest.raises(WgbotError) as raised:
        revised("{name: x, focus: y, order: 2}\n", **values)
    assert str(raised.value).endswith(f"or change {said}")


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
    assert revised(text, aliases=("b",)) == "name: x\nfocus: y\n'aliases': [b]\n"


def test_a_comment_ends_where_yaml_ends_it():
    text = "name: x\nfocus: y\naliases: # c\x85  - a\norder: 1\n"
    assert revised(text, aliases=("b",)) == text.replace("- a", "- b")
    assert revised(text, aliases=("b", "c")) == text.replace("- a\n", "- b\n  - c\n")


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
        "  # top\n  name: x\n  focus: y\n\n  charter:\n    a: |2-\n       b\n\n      c\n    # c\n"
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


@pytest.mark.parametrize("text", ["name: x\nfocus: z\n", "a: [", ""])
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
    every = every_line(text)
    starts = [*sorted(lines.values()), len(every)]
    given = {}
    for key, start in lines.items():
        until = starts[starts.index(start) + 1]
        given[str(key)] = re.sub(
            r"(?:[ \t]*(?:#[^\n]*|\.\.\.)?(?:\r?\n|\Z))*\Z", "", "".join(every[start:until])
        )
    return given


def every_line(text: str) -> list[str]:
    return re.findall(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|\Z)", text)


@given(GROUPS)
def test_what_is_written_is_written_as_a_new_file_is(group):
    text = "name: old\nfocus: old\nstatus: retired\n"
    order = folder.render(group)
    if group.status == "retired":
        return
    after = revise(entry(text), text, group)
    assert sorted(after.split("\n")) == sorted(order.removesuffix("...\n").split("\n"))


@st.composite
def small_edits(draw: st.DrawFn) -> tuple[str, Group, tuple[Any, ...]]:
    """Make a file, its group with one item or answer more, less or changed, and where that is."""
    text = draw(FILES)
    group = entry(text).group
    keys = [key for key in ("leads", "channels", "repositories", "meetings") if getattr(group, key)]
    assume(keys)
    key = draw(st.sampled_from(keys))
    other = draw(GROUPS.filter(lambda other: getattr(other, key)))
    items, new = list(getattr(group, key)), getattr(other, key)[0]
    place = draw(st.integers(0, len(items) - 1))
    match draw(st.sampled_from(["more", "less", "other"])):
        case "more":
            items.insert(place, new)
        case "less":
            del items[place]
        case _:
            items[place] = new
    assume(len(items) and tuple(items) != getattr(group, key))
    return text, group.model_copy(update={key: tuple(items)}), (key, place)


@given(small_edits())
def test_of_a_list_only_the_item_changes_that_is_changed(edit):
    text, wanted, (key, place) = edit
    before = entry(text)
    after = revise(before, text, wanted)
    assert entry(after).group == wanted
    assert comments(after) == comments(text)
    lines = before.document.lines
    start = lines[(key, place)]
    following = [line for path, line in lines.items() if len(path) <= 2 and line > start]
    end = min(following, default=text.count("\n") + 2)
    every = every_line(text)
    kept = Counter(filter(None, map(str.strip, [*every[: start - 1], *every[end - 1 :]])))
    assert not kept - Counter(map(str.strip, every_line(after)))
