"""The emulator of GitHub from npm: started, filled with people, and ended.

Ends where HTTP begins: what is asked of it goes through `gateway`.
"""

import json
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

FOLDER = Path(__file__).parent
PROGRAM = FOLDER / "node_modules/emulate/dist/index.js"
OWNER = "rustlings"
REPOSITORY = f"{OWNER}/groups"
APP, INSTALLATION = 15368, 1
_SECONDS = 30


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_key() -> str:
    """Return a new private key for the App."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    ).decode()


def seed(people: list[str], key: str) -> dict[str, object]:
    """Say what there is at first: *people*, each of whom is their own token, and a repository.

    GitHub Actions is an App there, so that a workflow's token has that workflow's permissions.
    """
    everything = dict.fromkeys(["contents", "issues", "pull_requests", "statuses"], "write")
    installation = {
        "installation_id": INSTALLATION,
        "account": OWNER,
        "repository_selection": "all",
        "permissions": everything,
    }
    return {
        "tokens": {login: {"login": login, "scopes": ["repo"]} for login in [OWNER, *people]},
        "github": {
            "users": [{"login": login, "name": login.title()} for login in [OWNER, *people]],
            "repos": [{"owner": OWNER, "name": REPOSITORY.partition("/")[2]}],
            "apps": [
                {
                    "app_id": APP,
                    "slug": "github-actions",
                    "name": "github-actions",
                    "private_key": key,
                    "permissions": everything,
                    "installations": [installation],
                }
            ],
        },
    }


class Emulator:
    """A process that answers on a port of its own."""

    def __init__(self, folder: Path, url: str, seeds: dict[str, object]) -> None:
        """Start it; *url* is where people reach it, which the addresses in its answers begin with."""
        self.port = free_port()
        config = folder / "seed.json"
        config.write_text(json.dumps(seeds), encoding="utf-8")
        self._log = (folder / "emulator.log").open("wb")
        self._process = subprocess.Popen(
            [
                *("node", "--import", str(FOLDER / "loopback.mjs"), str(PROGRAM), "start"),
                *("--service", "github", "--port", str(self.port)),
                *("--base-url", url, "--seed", str(config)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + _SECONDS
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/meta", timeout=5).close()
            except OSError:
                assert self._process.poll() is None, "the emulator did not start: " + self.said()
                assert time.monotonic() < end, "the emulator does not answer: " + self.said()
                time.sleep(0.1)
            else:
                return

    def said(self) -> str:
        """Return what it printed."""
        return Path(self._log.name).read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
