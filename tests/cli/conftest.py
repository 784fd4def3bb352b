"""Where commands are run."""

import pytest

from tests.gitrepo import start


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return an empty folder, as the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def folder(here):
    """Return a git repository with the sample community, as the current folder."""
    start(here)
    return here
