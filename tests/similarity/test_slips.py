"""A letter more or less is a slip, and a syllable that turns the meaning is none."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wgbot.registry.group import Group
from wgbot.similarity.index import Index
from wgbot.similarity.rarity import Vocabulary
from wgbot.similarity.slips import is_slip
from wgbot.similarity.verdicts import compare

LONG_WORDS = (
    "webassembly rustup kubernetes ornithology terraform documentation observability telemetry "
    "debugging governance accessibility prometheus packaging verification"
).split()


def verdict(one, other):
    a, b = (Group.model_construct(name=name, focus="") for name in (one, other))
    found = compare(a, b, Vocabulary())
    assert found == compare(b, a, Vocabulary())
    return found.kind if found else None


@pytest.mark.parametrize("word", [each for each in LONG_WORDS if len(each) >= 8])
def test_a_letter_left_out_anywhere_in_a_long_word_is_a_slip(word):
    for at in range(len(word)):
        assert is_slip(word[:at] + word[at + 1 :], word, 6), at


@pytest.mark.parametrize("word", LONG_WORDS)
def test_a_letter_typed_twice_or_too_many_is_a_slip(word):
    for at in range(1, len(word) + 1):
        assert is_slip(word[:at] + word[at - 1 :], word, 6), at
        assert is_slip(word[:at] + "q" + word[at:], word, 6), at


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rustupt", "Rustup"),
        ("Webassembl", "WebAssembly"),
        ("Securit response", "Security response"),
        ("Open Telemetry", "Opentelemtry"),
        ("Compilerr", "Compiler"),
        ("Preformance", "Performance"),
    ],
)
def test_names_with_a_slip_are_one(one, other):
    assert verdict(one, other) == "duplicate"
    index = Index({"x": Group(name=other, focus="all of it"), "y": Group(name="Owls", focus="o")})
    assert [each.slug for each in index.similar(Group(name=one, focus="more"))][:1] == ["x"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Synchronous input", "Asynchronous input"),
        ("Blocking I/O", "Non-blocking I/O"),
        ("Nonblocking calls", "Blocking calls"),
        ("Unsafe code", "Safe code"),
        ("Serialization", "Deserialization"),
        ("Centralized storage", "Decentralized storage"),
        ("International", "Intranational"),
        ("Networking", "Internetworking"),
        ("Projects of volunteers", "Subprojects of volunteers"),
        ("Microservices", "Macroservices"),
        ("Preprocessing", "Postprocessing"),
        ("Symmetric keys", "Asymmetric keys"),
        ("Typical loads", "Atypical loads"),
        ("Structured logging", "Unstructured logging"),
        ("Virtualization", "Visualization"),
        ("Blogging", "Logging"),
        ("Migration", "Emigration"),
        ("Servers", "Serve"),
        ("Discovery", "Discover"),
    ],
)
def test_another_beginning_or_ending_is_another_word(one, other):
    assert verdict(one, other) not in ("duplicate", "revival")


@given(st.sampled_from("non un de re sub inter multi pre".split()), st.sampled_from(LONG_WORDS))
def test_what_begins_with_a_turning_syllable_is_no_slip(beginning, word):
    assume(not word.startswith(beginning))
    assert not is_slip(beginning + word, word, 6)
