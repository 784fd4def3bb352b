"""Each check has a page, made of the check itself, whose examples are true."""

from pathlib import Path

import pytest

from tests.repository import check_pages
from wgbot.checks import runner

FOLDER = Path(__file__).parent.parent.parent / "docs/checks"
EXAMPLES = [
    pytest.param(name, each, id=f"{name}-{number}")
    for name, module in runner.CHECKS.items()
    for number, each in enumerate(module.EXAMPLES)
]


@pytest.mark.parametrize(("name", "shown"), EXAMPLES)
def test_what_is_called_bad_is_found_and_what_is_called_fine_is_not(name, shown):
    assert check_pages.found(name, shown.bad, shown.configuration)
    assert not check_pages.found(name, shown.good, shown.configuration)


@pytest.mark.parametrize("name", runner.CHECKS)
def test_an_example_shows_what_an_option_does(name):
    module = runner.CHECKS[name]
    if hasattr(module, "Options"):
        assert any(f"checks:\n  {name}:" in each.configuration for each in module.EXAMPLES)


@pytest.mark.parametrize("name", runner.CHECKS)
def test_a_checks_page_says_what_the_check_does(name, expected):
    expected(FOLDER / f"{name}.md", check_pages.page(name))


def test_there_are_no_other_pages_than_those(expected):
    expected(FOLDER / "README.md", check_pages.index())
    assert {path.stem for path in FOLDER.iterdir()} == {"README", *runner.CHECKS}
