"""How long the commands take, from start to end, each as a process of its own; and the action's set-up.

    python bench/start.py [--rounds N] [--no-action]

Prints the median and the slowest of the rounds in seconds, beside an interpreter that does nothing.

Then what the action costs before its work begins, with nothing cached anywhere: what it downloads for
`run`, how long that and the installation take by the very step in action.yml, and its first run, on an
issue that is no proposal; and the same with all that wgbot can need, as it was once. Beside it, what an action of the same job is made of in JavaScript (to
read a form, to ask GitHub, to open a pull request), installed with `npm ci`; such an action often
comes with all that in one bundled file, and then has nothing to install. Downloads need the network,
so their time is that of the network at hand; `offline` is the same with the files at hand.
"""

import argparse
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
FORM = ROOT / ".github/ISSUE_TEMPLATE/new-working-group.yml"
_JAVASCRIPT = ROOT / "bench/action"
_REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);"
"""What packages of the older kind find missing in a bundle of the newer one."""
_GZIP = b"\x1f\x8b"


def seconds(arguments: list[str], folder: Path, expected: tuple[int, ...] = (0,)) -> float:
    """Return the wall time of one run."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    if done.returncode not in expected:
        raise SystemExit(done.stderr.decode())
    return time.perf_counter() - began


def timed(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """Return the wall time of a program that has to go well."""
    began = time.perf_counter()
    done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit((done.stdout + done.stderr).decode())
    return time.perf_counter() - began


def python_setup(
    command: str, folder: Path, environment: Mapping[str, str]
) -> tuple[str, Callable[[bool], float], Callable[[], float]]:
    """Say what wgbot's action downloads, and give what installs it and what runs it first."""
    (step,) = [
        step
        for step in yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"][
            "steps"
        ]
        if "install.py" in step.get("run", "")
    ]
    needs = "bot" if command == "run" else "run"
    wheels, target = folder / "wheels", folder / f"runner/wgbot-{needs}"
    download = ["python3", "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"]
    download += ["--only-binary=:all:", "--dest", str(wheels)]
    timed([*download, "-r", str(ROOT / f"requirements/{needs}.txt")], folder, environment)
    sizes = [path.stat().st_size for path in wheels.iterdir()]
    runner = {**environment, "GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(target.parent)}
    runner |= {"WGBOT_COMMAND": command, "GITHUB_OUTPUT": str(folder / "output")}
    event = folder / "event.json"
    about = {"full_name": "octo-org/groups", "default_branch": "main"}
    issue = {"number": 1, "title": "The page is slow", "body": "On my phone.", "labels": []}
    event.write_text(
        json.dumps({"action": "opened", "issue": issue, "repository": about}), encoding="utf-8"
    )

    def install(offline: bool) -> float:
        shutil.rmtree(target, ignore_errors=True)
        more = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)} if offline else {}
        return timed(["bash", "-c", step["run"]], folder, {**runner, **more})

    def first() -> float:
        install(True)
        told = {
            "PYTHONPATH": f"{target}:{ROOT}:{ROOT}/requirements/standins",
            "GITHUB_EVENT_NAME": "issues",
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": "octo-org/groups",
            "GITHUB_TOKEN": "none",
        }
        return timed(["python3", "-P", "-m", "wgbot", "run"], ROOT, {**environment, **told})

    return f"{len(sizes)} wheels, {sum(sizes) / 1e6:.1f} MB", install, first


def javascript_setup(
    folder: Path, environment: Mapping[str, str]
) -> tuple[str, Callable[[bool], float], Callable[[], float]]:
    """Say the same of an action of the same job that is written in JavaScript."""
    here, caches = folder / "action", 0
    shutil.copytree(_JAVASCRIPT, here, ignore=shutil.ignore_patterns("node_modules"))
    command = shlex.split("npm ci --omit=dev --no-audit --no-fund --loglevel=error")
    filled = folder / "npm"
    timed([*command, f"--cache={filled}"], here, environment)
    # What was downloaded is in npm's cache: packages, which are compressed, and notes on them.
    kept = [path for path in (filled / "_cacache/content-v2").rglob("*") if path.is_file()]
    sizes = [path.stat().st_size for path in kept if path.read_bytes()[:2] == _GZIP]
    body = folder / "issue.md"
    body.write_text("On my phone.", encoding="utf-8")

    def install(offline: bool) -> float:
        nonlocal caches
        shutil.rmtree(here / "node_modules", ignore_errors=True)
        caches += 1
        more = ["--offline", f"--cache={filled}"] if offline else [f"--cache={folder}/npm{caches}"]
        return timed([*command, *more], here, environment)

    def first() -> float:
        install(True)
        return timed(["node", "first.mjs", str(FORM), str(body)], here, environment)

    return f"{len(sizes)} packages, {sum(sizes) / 1e6:.1f} MB", install, first


def bundled_setup(
    folder: Path, environment: Mapping[str, str]
) -> tuple[str, Callable[[bool], float], Callable[[], float]]:
    """Say the same of that action in one file, which comes with the repository."""
    here = folder / "action"
    shutil.copytree(_JAVASCRIPT, here, ignore=shutil.ignore_patterns("node_modules"))
    timed(shlex.split("npm ci --no-audit --no-fund --loglevel=error"), here, environment)
    bundle = folder / "bundle.mjs"
    esbuild = shlex.split("npx --no-install esbuild first.mjs --bundle --minify --platform=node")
    more = ["--format=esm", f"--outfile={bundle}", "--banner:js=" + _REQUIRE]
    timed([*esbuild, *more], here, environment)
    body = folder / "issue.md"
    body.write_text("On my phone.", encoding="utf-8")

    def first() -> float:
        return timed(["node", str(bundle), str(FORM), str(body)], folder, environment)

    return f"1 file, {bundle.stat().st_size / 1e6:.1f} MB", lambda _offline: 0.0, first


def set_up(rounds: int) -> None:
    """Measure what comes before an action's work, and print a table."""
    print(
        f"\n{'':24}{'cold':>8}{'offline':>9}{'first run':>11}   medians in seconds, {rounds} rounds"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The runner's Python: the one below the environment that this runs in, with its pip.
        path = f"{sys.base_prefix}/bin{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        environment.pop("VIRTUAL_ENV", None)
        for title, prepare in (
            ("wgbot run", partial(python_setup, "run")),
            ("wgbot, all of it", partial(python_setup, "everything")),
            ("JavaScript", javascript_setup),
            ("JavaScript, bundled", bundled_setup),
        ):
            home = folder / title
            home.mkdir()
            what, install, first = prepare(home, environment)
            times = [
                statistics.median([install(False) for _ in range(rounds)]),
                statistics.median([install(True) for _ in range(rounds)]),
                statistics.median([first() for _ in range(rounds)]),
            ]
            print(f"{title:24}{times[0]:8.2f}{times[1]:9.2f}{times[2]:11.2f}   {what}")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--no-action", action="store_true", help="leave the action's set-up out")
    options = parser.parse_args()
    rounds = options.rounds
    good = str(ROOT / "examples/good.md")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "community"
        subprocess.run(
            ["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)], check=True
        )
        subprocess.run(["git", "checkout", "--quiet", "-B", "main"], cwd=folder, check=True)
        runs = {
            "python -c pass": ["-c", "pass"],
            "wgbot --help": ["-m", "wgbot", "--help"],
            "wgbot form read": ["-m", "wgbot", "form", "read", good],
            "wgbot check ISSUE": ["-m", "wgbot", "check", good],
            "wgbot check": ["-m", "wgbot", "check"],
            "wgbot propose, first": ["-m", "wgbot", "propose", good],
            "wgbot propose, again": ["-m", "wgbot", "propose", good],
        }
        print(f"{'':24}{'median':>8}{'slowest':>9}   seconds, {rounds} rounds")
        for title, arguments in runs.items():
            times = []
            for _ in range(rounds):
                if title.endswith("first"):
                    subprocess.run(
                        ["git", "branch", "--quiet", "-D", "wgbot/compiler-errors"],
                        cwd=folder,
                        check=False,
                        capture_output=True,
                    )
                times.append(seconds(arguments, folder))
            print(f"{title:24}{statistics.median(times):8.3f}{max(times):9.3f}")
    if not options.no_action:
        set_up(min(rounds, 3))


if __name__ == "__main__":
    main()
