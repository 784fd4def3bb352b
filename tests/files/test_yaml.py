"""Plain YAML in and out: nothing but data, and the same data."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wgbot.files import yaml as files_yaml
from wgbot.files.yaml import YamlError

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(" \n\t\r\x85\u2028\u2029\ufeff#-:'\"a|>&*!%@`,[]{}0\\?", max_size=12),
    st.sampled_from(
        "no y on 1e3 0o7 08 12:30 2018-08-29 ~ = << null .inf 1_000 0x1f --- ... - ? : 👩‍💻".split()
    ),
    st.sampled_from(["", " a", "a ", "\n a\nb", "- a", "a: b", "a #b", "a\n\n b\n", "x" * 300]),
)
DATA = st.recursive(
    st.one_of(TEXTS, st.none(), st.booleans(), st.integers(-(10**15), 10**15), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=10,
)


@given(DATA)
def test_y01_y03_what_is_written_is_read_again(data):
    written = files_yaml.dump(data)
    assert files_yaml.load(written.encode()).value == data
    assert list(yaml.safe_load_all(written)) == [data]


@pytest.mark.parametrize(
    "typed",
    [
        "x\nstatus: approved",
        "x'\"\n---\nevil: true",
        "!!python/object/apply:os.system [id]",
        "*everyone",
        "&a b",
        "a\u2028b: c",
        "a\x85b: c",
        "# comment",
        "x # comment",
        "{a: b}",
        "%YAML 1.1",
    ],
)
def test_y01_y02_text_stays_text(typed):
    written = files_yaml.dump({"name": typed, "after": "x"})
    assert files_yaml.load(written.encode()).value == {"name": typed, "after": "x"}


@pytest.mark.parametrize(
    "word",
    "no No yes on off y n true null ~ 1e3 0o7 08 12:30 2018-08-29 .5 1_0 0x1F = << .inf".split(),
)
def test_y03_words_that_some_reader_takes_for_something_else_are_quoted(word):
    assert files_yaml.dump({"a": word}) == f'a: "{word}"\n'


@pytest.mark.parametrize("text", ["2026-01-06 17:00", "2001-12-14t21:59:43.10-05:00", "1 000"])
def test_dates_with_a_time_are_quoted(text):
    assert files_yaml.dump({"a": text}) == f'a: "{text}"\n'


@pytest.mark.parametrize("text", ["2 weeks", "3 months", "2i2c", "5G networks", "90 % of it"])
def test_what_only_begins_with_a_digit_is_not_quoted(text):
    assert files_yaml.dump({"a": text}) == f"a: {text}\n"


def test_it_is_written_as_a_person_would():
    data = {"name": "C++", "leads": [{"github": "ada"}], "goals": "One.\nTwo 🎉."}
    assert files_yaml.dump(data) == (
        "name: C++\nleads:\n  - github: ada\ngoals: |-\n  One.\n  Two 🎉.\n"
    )


REFUSED = {
    "anchor": (b"a: 1\nb: &x 2", 2, "References"),
    "alias": (b"a: 1\nb: *x", 2, "References"),
    "anchored key": (b"&x a: 1", 1, "key"),
    "alias as a key": (b"*x : 1", 1, "key"),
    "tag": (b"a: 1\nb: !!python/object:os.system x", 2, "Tags"),
    "tag of text": (b"a: !!str 1", 1, "Tags"),
    "tag of a mapping": (b"a: !x {b: 1}", 1, "Tags"),
    "tag of a list": (b"a: !!set [b]", 1, "Tags"),
    "tagged key": (b"!!str a: 1", 1, "key"),
    "merge key": (b"a: 1\nb:\n  <<: {c: 1}", 3, "Merging"),
    "list as a key": (b"? [a]\n: 1", 1, "key"),
    "second document": (b"a: 1\n---\nb: 2", 2, "second document"),
    "same key": (b"a: 1\nb: 2\na: 3", 3, "second time"),
    "same key, quoted": (b"a: 1\n'a': 3", 2, "second time"),
    "same key, deep": (b"a:\n  b: 1\n  b: 2", 3, "second time"),
    "bad UTF-8": (b"a: 1\nb: \xff", 2, "UTF-8"),
    "UTF-16": ("a: 1".encode("utf-16"), 1, "UTF-8"),
    "control character": ("é: ü\nb: \x07".encode(), 2, "character"),
    "NUL": (b"a: \x00", 1, "character"),
    "conflict": (b"a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", 2, "conflict markers"),
    "conflict in a text": (b"|\n a\n>>>>>>> x", 3, "conflict markers"),
    "no such day": (b"a: 2018-13-45", 1, "date"),
    "unclosed quote": (b"a: 'b", 1, "quote"),
    "unclosed brace": (b"a: {b: 1", 1, "YAML"),
    "tab": (b"a:\n\tb: 1", 2, "tab"),
    "account without quotes": (b"a: @ada", 1, "quotes"),
    "two colons": (b"a: b: c", 1, "colon"),
    "half a character": (b'a: "\\ud800"', 1, "YAML"),
}


@pytest.mark.parametrize(("data", "line", "word"), REFUSED.values(), ids=REFUSED)
def test_y02_y05_what_is_not_plain_data_is_refused_with_its_line(data, line, word):
    with pytest.raises(YamlError) as caught:
        files_yaml.load(data)
    assert caught.value.line == line
    assert word in caught.value.what + caught.value.fix
    assert caught.value.fix


def test_y02_tags_anchors_and_merge_keys_are_refused():
    for data in (b"a: !!binary x", b"a: &b c", b"<<: {a: b}", b"a: !<tag:x> b", b"- *a"):
        with pytest.raises(YamlError):
            files_yaml.load(data)
    assert files_yaml.load(b'"<<": "*a"').value == {"<<": "*a"}


def test_y04_an_alias_bomb_is_refused_at_its_first_line():
    lines = ['a0: &a0 ["x", "x"]', *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    with pytest.raises(YamlError) as caught:
        files_yaml.load("\n".join(lines).encode())
    assert caught.value.line == 1


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"? "])
def test_y04_depth_is_bounded(opening):
    with pytest.raises(YamlError):
        files_yaml.load(opening * 50_000)
    deep = b"[" * (files_yaml.MAX_DEPTH) + b"]" * (files_yaml.MAX_DEPTH)
    assert files_yaml.load(deep).value


def test_y04_size_is_bounded():
    with pytest.raises(YamlError, match="bytes"):
        files_yaml.load(b"#" * (files_yaml.MAX_BYTES + 1))
    assert files_yaml.load(b"#" * files_yaml.MAX_BYTES).value is None


@pytest.mark.parametrize("number", [b"9" * 100_000, b"1:" * 50_000 + b"1", b"0x" + b"f" * 9_000])
def test_y04_no_number_is_too_long_to_be_read(number):
    with pytest.raises(YamlError, match="number"):
        files_yaml.load(b"a: " + number)


def test_every_value_has_its_line():
    document = files_yaml.load(b"# x\na: 1\nb:\n  - c\n  - d: e\n    f: g\n")
    assert [document.line(path) for path in (("a",), ("b", 0), ("b", 1, "f"))] == [2, 4, 6]
    assert document.line(("b", 1, "nothing")) == 5
    assert document.line(("nothing",)) == 2


def test_an_empty_file_holds_nothing():
    for data in (b"", b"# x\n", b"---\n", b"\xef\xbb\xbf"):
        assert files_yaml.load(data).value is None


def test_as_text_every_value_is_as_it_stands():
    data = b"a: yes\nb: 1.0\nc: 2018-08-29\nd: ~\ne: [1, 0x1]\nf: '1'"
    assert files_yaml.load(data, as_text=True).value == {
        "a": "yes",
        "b": "1.0",
        "c": "2018-08-29",
        "d": "~",
        "e": ["1", "0x1"],
        "f": "1",
    }


def test_signs_with_a_meaning_in_yaml_1_1_alone_are_text():
    assert files_yaml.load(b"a: =\nb: <<").value == {"a": "=", "b": "<<"}


@pytest.mark.parametrize(
    "text",
    [
        "name: #birds",
        "a:\n- #birds\n- x",
        "- name: #birds\n  b: c",
    ],
)
def test_g04_a_value_is_never_lost_as_a_comment_without_a_word(text):
    with pytest.raises(YamlError, match="comment"):
        files_yaml.load(text.encode())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: # birds", {"a": None}),
        ("a:\n#birds\nb: c", {"a": None, "b": "c"}),
        ("a: #birds\n- x", {"a": ["x"]}),
        ("a: x #birds", {"a": "x"}),
        ("a: '#birds'\nb:\n", {"a": "#birds", "b": None}),
        ("a: ####\n", {"a": None}),
    ],
)
def test_a_comment_that_takes_no_value_away_is_one(text, value):
    assert files_yaml.load(text.encode()).value == value


@pytest.mark.parametrize("number", ["012", "-010", "1_000", "0x1f", "0b11", "00"])
def test_g04_a_number_is_what_it_looks_like(number):
    with pytest.raises(YamlError, match="another number"):
        files_yaml.load(f"proposal: {number}".encode())
    assert files_yaml.load(f"proposal: {number}".encode(), as_text=True).value == {
        "proposal": number
    }
