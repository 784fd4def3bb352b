"""Every known threat and fault has a test that carries its number: `test_e04_…` holds E04."""

import functools
import re
from pathlib import Path

import pytest

KINDS = {
    "A": (12, "approval and permissions"),
    "T": (8, "edits after an approval"),
    "P": (8, "reading an issue"),
    "S": (5, "size and time"),
    "Y": (5, "YAML"),
    "F": (8, "files and names"),
    "L": (3, "links in the form and on the page"),
    "N": (7, "requests to anywhere"),
    "C": (10, "comments and reports"),
    "G": (12, "the runner; G05, G07 and G09 to G12 are held in tests/repository"),
    "W": (6, "the website"),
    "E": (22, "faults of GitHub's API"),
    "K": (20, "runs of the link check"),
}
"""How many there are of each kind, and what they are about."""

_NAME = re.compile(r"^\s*def test_((?:[a-z]\d\d_)+)", re.MULTILINE)


@functools.cache
def held() -> frozenset[str]:
    """Return the numbers in the names of all tests."""
    files = [path for path in Path(__file__).parent.rglob("test_*.py") if path.is_file()]
    names = [name for path in files for name in _NAME.findall(path.read_text(encoding="utf-8"))]
    return frozenset(number.upper() for name in names for number in name.strip("_").split("_"))


@pytest.mark.parametrize(
    "threat", [f"{kind}{n:02}" for kind, (most, _) in KINDS.items() for n in range(1, most + 1)]
)
def test_a_test_carries_the_number_of(threat):
    assert threat in held(), f"no test is called test_{threat.lower()}_…"


def test_no_test_carries_a_number_that_is_nothing():
    known = {f"{kind}{n:02}" for kind, (most, _) in KINDS.items() for n in range(1, most + 1)}
    assert held() <= known
