"""What holds for tests of the core: hundreds of situations are made of the same few files."""

import pytest

from tests.remembered import remember_files, remember_templates


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    remember_files(monkeypatch)
    remember_templates(monkeypatch)
