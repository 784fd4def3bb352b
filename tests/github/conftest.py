"""What most tests of the bot on GitHub begin with."""

import pytest

from tests import bot
from tests.stories import config


@pytest.fixture
def start(monkeypatch):
    """Start a community, with more in its configuration and other files if need be."""

    def start(more="", files=None, **options):
        return bot.start(monkeypatch, files=(files or {}) | config(more), **options)

    return start


@pytest.fixture
def here(start):
    return start()
