"""The site on this machine, built again and shown again as the repository changes. An edge.

Only this machine can reach it. The pages are the ones that are published, with one script more,
which waits for the next build.
"""

import mimetypes
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from wgbot.site.builder import Workshop
from wgbot.text.counting import counted
from wgbot.text.problems import WgbotError

EVENTS, SCRIPT = "/-/events", "/-/reload.js"
INTERVAL = 0.7
"""The seconds from one look at the repository to the next."""
_PATIENCE = 15
"""The seconds after which a browser is told the same number again, to see whether it is there."""

_RELOAD = b"""\
// Shows the next build. Only `wgbot site serve` adds this.
const events = new EventSource("/-/events");
let seen;
events.onmessage = (event) => {
  if (seen !== undefined && seen !== event.data) location.reload();
  seen = event.data;
};
"""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".atom": "application/atom+xml",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".ics": "text/calendar; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


class LiveSite:
    """The latest build, and a way to wait for the next."""

    def __init__(self, workshop: Workshop, report: Callable[[str, bool], None]) -> None:
        """Show what *workshop* builds; *report* is told about each build, and whether it failed."""
        self._workshop = workshop
        self._report = report
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self._stamp: object = None
        self.number = 0
        self.files: Mapping[str, bytes] = {}

    def refresh(self) -> bool:
        """Build again if anything changed, and tell whether it did."""
        try:
            stamp = self._workshop.stamp()
            if stamp == self._stamp:
                return False
            self._stamp = stamp
            site = self._workshop.build()
        except WgbotError as error:
            self._report(str(error), True)
            return False
        except OSError as error:
            self._stamp = None  # a file that went while it was read: look again
            self._report(f"{error.filename}: {error.strerror}", True)
            return False
        for problem in site.problems:
            self._report(str(problem), True)
        self._report(f"Built, with {counted(site.groups, 'group')}.", False)
        with self._changed:
            self.files = site.files
            self.number += 1
            self._changed.notify_all()
        return True

    def watch(self) -> None:
        """Refresh again and again, until `stop`."""
        while not self._stopped.wait(INTERVAL):
            self.refresh()

    def stop(self) -> None:
        """End `watch`, and whoever waits for a build."""
        self._stopped.set()
        with self._changed:
            self._changed.notify_all()

    def wait(self, seen: int) -> int | None:
        """Wait for a build after *seen*, and give its number; None once it is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != seen or self._stopped.is_set(), _PATIENCE)
        return None if self._stopped.is_set() else self.number

    def page(self, path: str) -> tuple[int, str, bytes]:
        """Return what is shown at *path*: status, kind and content."""
        if path == SCRIPT:
            return 200, _TYPES[".js"], _RELOAD
        name = unquote(path).lstrip("/")
        if name.endswith("/") or not name:
            name += "index.html"
        elif name not in self.files and f"{name}/index.html" in self.files:
            return 301, f"/{name}/", b""
        status = 200 if name in self.files else 404
        data = self.files.get(name, self.files.get("404.html", b""))
        ending = ".html" if status == 404 else f".{name.rpartition('.')[2]}"
        kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return status, kind, _with_reload(data) if ending == ".html" else data


def _with_reload(page: bytes) -> bytes:
    """Add the script that waits for the next build."""
    return page.replace(b"</head>", f'<script src="{SCRIPT}" defer></script>\n</head>'.encode(), 1)


def open_server(site: LiveSite, port: int = 0) -> ThreadingHTTPServer:
    """Open a server for this machine only, at *port* or any that is free; it is not started yet.

    Raises WgbotError if the port is taken.
    """

    class Handler(_Handler):
        live = site

    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except OSError as error:
        raise WgbotError(
            f"Port {port} can't be used: {error.strerror}. Choose another with `--port`."
        ) from error
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    live: LiveSite
    protocol_version = "HTTP/1.1"
    server_version = "wgbot"
    sys_version = ""

    def do_GET(self) -> None:
        # A page elsewhere whose name leads to this machine does not get to see anything.
        if not _is_here(self.headers.get("Host", "")):
            self._send(403, "text/plain; charset=utf-8", b"Open it as http://127.0.0.1.\n")
        elif urlsplit(self.path).path == EVENTS:
            self._events()
        else:
            self._send(*self.live.page(urlsplit(self.path).path))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Location" if status == 301 else "Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        number: int | None = self.live.number
        try:
            while number is not None:
                self.wfile.write(f"data: {number}\n\n".encode())
                self.wfile.flush()
                number = self.live.wait(number)
        except OSError:
            # The page was closed.
            return

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Say nothing of each request."""


def _is_here(host: str) -> bool:
    return host.rpartition(":")[0] in ("127.0.0.1", "localhost") or host in (
        "127.0.0.1",
        "localhost",
    )
