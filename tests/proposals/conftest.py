"""What holds for tests of the core: hundreds of situations are made of the same few files."""

import pytest

from tests.remembered import remember


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    remember(monkeypatch)
