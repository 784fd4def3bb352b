"""Numbers and lists in what only whoever runs wgbot reads."""

import ast
import re
from pathlib import Path

import pytest

import wgbot
from wgbot.text.counting import counted, listed

_SEVERAL = re.compile(
    r" (more )?(files|groups|issues|leads|lines|links|problems|proposals|repositories|requests)\b"
)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 groups"), (1, "1 group"), (2, "2 groups"), (1000, "1,000 groups")],
)
def test_one_is_not_several(number, text):
    assert counted(number, "group") == text


def test_a_plural_can_be_irregular():
    assert counted(2, "repository", "repositories") == "2 repositories"
    assert counted(1, "repository", "repositories") == "1 repository"


@pytest.mark.parametrize(
    ("names", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed_as_in_a_sentence(names, text):
    assert listed(names) == text


def _counts(tree):
    """Yield the lines where an f-string puts a number before several things, whatever it is."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr):
            continue
        for before, after in zip(node.values, node.values[1:], strict=False):
            if (
                isinstance(before, ast.FormattedValue)
                and isinstance(after, ast.Constant)
                and _SEVERAL.match(str(after.value))
            ):
                yield node.lineno, ast.unparse(before.value)


@pytest.mark.parametrize("path", sorted(Path(wgbot.__file__).parent.rglob("*.py")), ids=str)
def test_no_message_says_1_groups(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [each for each in _counts(tree) if each[1] != "many"] == []  # a word, not a number
