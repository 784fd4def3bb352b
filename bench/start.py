"""How long the commands take, from start to end, each as a process of its own.

    python bench/start.py [--rounds N]

Prints the median and the slowest of the rounds in seconds, beside an interpreter that does nothing.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def seconds(arguments: list[str], folder: Path, expected: tuple[int, ...] = (0,)) -> float:
    """Give the wall time of one run."""
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


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
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


if __name__ == "__main__":
    main()
