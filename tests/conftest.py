"""What holds for every test: no network, no one's git configuration, no deadline of a noisy machine."""

import ipaddress
import os
import random
import socket
import sys
from pathlib import Path

import hypothesis
import pytest

from wgbot.cli import options
from wgbot.cli.main import main

ROOT = Path(__file__).parent.parent

# Tests of this repository's own files have nothing to look at where only the tests are.
collect_ignore_glob = [] if (ROOT / "pyproject.toml").exists() else ["repository/*"]

# The same examples at each run, or a change would fail for what it has nothing to do with; new ones are
# looked for on purpose, with `--hypothesis-profile=explore`.
hypothesis.settings.register_profile("default", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile("default")


def pytest_addoption(parser):
    parser.addoption(
        "--update-expected",
        action="store_true",
        help="write what the program says now into the golden files",
    )


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory):
    """Make a home for all tests: to number a folder of its own, each would read all the others."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def alone(monkeypatch, empty_home):
    """Keep a test from any network but the machine's own, and from the configuration of whoever runs it."""

    connect = socket.socket.connect

    def refuse(self, address):
        if isinstance(address, tuple) and ipaddress.ip_address(address[0]).is_loopback:
            return connect(self, address)
        raise AssertionError("a test tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for name in list(os.environ):
        if name.startswith("GIT_") or name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)
    monkeypatch.delenv("GITHUB_ACTION_PATH", raising=False)
    # Where this checkout was cloned from is nothing that a test may depend on.
    monkeypatch.setattr(options, "own_action", lambda: None)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("HOME", str(empty_home))
    # Pauses before something is asked again vary by chance: by the same one in each run.
    monkeypatch.setattr("urllib3.util.retry.random", random.Random(0))


@pytest.fixture
def run(monkeypatch, capfd):
    """Run a command line; give its exit code, standard output and standard error."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["wgbot", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capfd.readouterr()
        return stopped.value.code, out, err

    return run


@pytest.fixture
def expected(request):
    """Compare a text with a golden file; `--update-expected` writes the file."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-expected"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
