"""Run a workflow file with nektos/act, on this machine and not in a container.

act ignores event types, path filters, concurrency and permissions; so the token that it is given
has the permissions that the job in the file asks for, and no other. It gives the token to every
step; that GitHub does not is held by tests/repository/test_workflows.py.

wgbot's own action runs as it is. It meets a Python with nothing installed but pip, and pip finds
what is locked in a folder of wheels that `make e2e` has fetched, not on the network. Only the first
installation of all is one; the others are copies of it (see conftest.py).
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import yaml

from tests.e2e.emulator import APP, INSTALLATION, REPOSITORY
from tests.e2e.gateway import Gateway
from tests.e2e.home import Home

PROGRAM = Path(sys.executable).parent / "act"
WHEELS = Path(__file__).parent.parent.parent / "build/wheels"
_STAND_INS = Path(__file__).parent / "actions"
_SECONDS = 90


def stand_in(used: str) -> Path:
    """Return the folder of what stands in for an action, as a step says `uses:`."""
    return _STAND_INS / used.partition("@")[0].rpartition("/")[2]


@dataclass(frozen=True)
class Run:
    """What a run of a workflow left: how it ended, and what it printed."""

    code: int
    log: str

    @property
    def outputs(self) -> dict[str, str]:
        """Return the outputs of the steps, as act understood them."""
        return dict(re.findall(r"::set-output:: ([^=\n]+)=(.*)", self.log))


class Act:
    """Runs workflows of a community's repository."""

    def __init__(self, folder: Path, home: Home, gateway: Gateway, key: str, python: Path) -> None:
        """Get ready; *folder* is for act's own files, *key* the App's, *python* the runner's."""
        folder.mkdir()
        self._folder = folder
        self._home = home
        self._gateway = gateway
        self._key = key
        self.python = python
        """Where the `python3` is that a job finds."""
        self.set_up = python
        """Where the one is that actions/setup-python gives."""
        self.actions: dict[str, Path] = {}
        """Actions that are neither stand-ins nor the repository's own, and where they are."""
        self.withheld: set[str] = set()
        """Permissions that a workflow asks for and does not get."""
        self._last: tuple[list[str], dict[str, str]] = ([], {})

    def run(self, name: str, event: str, payload: dict[str, Any], ref: str = "main") -> Run:
        """Run the workflow *name* on an event; *ref* is what a bare checkout takes."""
        path = self._home.folder / f".github/workflows/{name}.yml"
        (job,) = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["jobs"].values()
        told = self._folder / "event.json"
        told.write_text(json.dumps(payload), encoding="utf-8")
        arguments = [
            *(str(PROGRAM), event, "--eventpath", str(told)),
            *("--workflows", str(path), "--directory", str(self._home.folder)),
            *("--platform", "ubuntu-latest=-self-hosted", "--pull=false"),
            *("--no-cache-server", "--no-skip-checkout", "--defaultbranch", "main"),
            *("--actor", payload.get("sender", {}).get("login", "github-actions[bot]")),
            *("--secret", "GITHUB_TOKEN"),
        ]
        for used, folder in self._used(job).items():
            arguments += ["--local-repository", f"{used}={folder}"]
        for key, value in {
            "GITHUB_API_URL": self._gateway.url,
            "GITHUB_SERVER_URL": self._gateway.url,
            "GITHUB_REPOSITORY": REPOSITORY,
            "E2E_REPOSITORY": str(self._home.folder),
            "E2E_REF": ref,
            "E2E_PYTHON": str(self.set_up),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": str(WHEELS),
            "PIP_NO_INDEX": "1",
        }.items():
            arguments += ["--env", f"{key}={value}"]
        self._last = (arguments, job["permissions"])
        return self.again()

    def again(self) -> Run:
        """Run the last run once more: the same event, a new token."""
        arguments, permissions = self._last
        return self._start(arguments, self._token(permissions))

    def _used(self, job: dict[str, Any]) -> dict[str, Path]:
        """Return the folder for each action that a job uses, and for those that they use."""
        found: dict[str, Path] = {}
        for step in job["steps"]:
            used = step.get("uses")
            if used == "./" or used in self.actions:
                folder = self.actions.get(used, self._home.folder)
                inside = yaml.safe_load((folder / "action.yml").read_text(encoding="utf-8"))
                found |= self._used(inside["runs"])
            if used in self.actions:
                found[used] = self.actions[used]
            elif used and used != "./":
                found[used] = stand_in(used)
        return found

    def _token(self, permissions: dict[str, str]) -> str:
        """Return a token as GitHub makes one for a job with these permissions."""
        now = int(time.time())
        proof = jwt.encode({"iat": now - 10, "exp": now + 300, "iss": str(APP)}, self._key, "RS256")
        asked = {
            key.replace("-", "_"): value
            for key, value in permissions.items()
            if key not in self.withheld
        }
        made = self._gateway.ask(
            "POST",
            f"/app/installations/{INSTALLATION}/access_tokens",
            proof,
            {"permissions": asked},
        )
        self._gateway.permissions[made["token"]] = asked
        return str(made["token"])

    def _start(self, arguments: list[str], token: str) -> Run:
        environment = {
            "PATH": f"{self.python}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self._folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GITHUB_TOKEN": token,
            # A socket that is nobody's: act is not to look for containers.
            "DOCKER_HOST": f"unix://{self._folder}/none",
        }
        process = subprocess.Popen(
            arguments,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            log, _ = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            log, _ = process.communicate()
            log += b"\n(ended: it took too long)"
        return Run(process.returncode, log.decode("utf-8", "replace"))
