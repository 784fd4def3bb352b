"""What holds for replays: most of them are made of the same form and templates."""

import pytest

from tests.remembered import remember


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    remember(monkeypatch)
