"""Patterns in which `*` stands for anything, and nothing else does."""

import pytest

from wgbot.text.wildcards import is_like


@pytest.mark.parametrize(
    ("pattern", "text", "alike"),
    [
        ("https://example.org/*", "https://example.org/", True),
        ("https://example.org/*", "https://example.org/a/b?c=d", True),
        ("*.example.org", "https://example.org", False),
        ("a*b*c", "a-b-b-c", True),
        ("a*b*c", "a-b-b", False),
        ("a**c", "abc", True),
        ("a?c", "a?c", True),
        ("a?c", "abc", False),
        ("[ab]*", "[ab]c", True),
        ("[ab]*", "ac", False),
        ("a*", "a\nb", True),
    ],
)
def test_a_star_is_anything_and_all_else_is_itself(pattern, text, alike):
    assert is_like(pattern, text) is alike


def test_where_there_are_marks_each_is_one_character():
    assert is_like("a?c", "abc", has_marks=True)
    assert not is_like("a?c", "ac", has_marks=True)
    assert is_like("[a]?", "[a]b", has_marks=True)
