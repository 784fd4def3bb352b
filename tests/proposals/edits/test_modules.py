"""Each edit has what the guide for a new one names, and the guide names what each has."""

import inspect
from pathlib import Path

import pytest

from wgbot.proposals import edits
from wgbot.proposals.edits.edit import edit_modules

SENTENCES = ("TITLE", "OPENING", "COMMIT", "MERGE", "TO_MERGE", "FAREWELL")
GUIDE = Path(__file__).parents[3] / "CONTRIBUTING.md"


def called(function):
    """Return how a function is called: `approved(before, group, on)`."""
    names = (name.lstrip("_") for name in inspect.signature(function).parameters)
    return f"`{function.__name__}({', '.join(names)})`"


@pytest.mark.parametrize("name", sorted(edit_modules()))
def test_an_edit_has_its_functions_and_sentences(name):
    module = edit_modules()[name]
    assert all(getattr(module, each, "") for each in SENTENCES)
    for function in (module.read, module.approved):
        assert called(function) in edits.__doc__


def test_the_guide_names_them_all():
    guide = GUIDE.read_text(encoding="utf-8")
    module = edit_modules()["revive"]
    for each in (
        called(module.read),
        called(module.approved),
        *(f"`{each}`" for each in SENTENCES),
    ):
        assert each in guide
