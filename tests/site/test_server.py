"""The site on this machine, without a socket: the handler is given a request as a browser sends it."""

import io
import os
import threading

import pytest

from tests import example
from tests.site import sample
from tests.site.html import Page
from wgbot.site import server
from wgbot.site.builder import Workshop
from wgbot.site.server import LiveSite


@pytest.fixture
def folder(tmp_path):
    for path, data in example.tree().files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


@pytest.fixture
def said():
    return []


@pytest.fixture
def shown(folder, said):
    live = LiveSite(Workshop(folder), lambda text, failed: said.append((failed, text)))
    assert live.refresh()
    return live


def asked(live, path, host="127.0.0.1:8000", method="GET"):
    """Return the answer to a request: status line, headers and content."""

    class Handler(server._Handler):
        pass

    Handler.live = live

    class Wire:
        def __init__(self):
            self.sent = io.BytesIO()

        def makefile(self, *_):
            text = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            return io.BytesIO(text.encode())

        def sendall(self, data):
            self.sent.write(data)

    wire = Wire()
    Handler(wire, ("127.0.0.1", 1), None)
    head, _, content = wire.sent.getvalue().partition(b"\r\n\r\n")
    status, *headers = head.decode().split("\r\n")
    return int(status.split()[1]), dict(each.split(": ", 1) for each in headers), content


def test_pages_are_the_published_ones_with_one_script_more(shown):
    status, headers, content = asked(shown, "/groups/command-line/?x")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    page = Page(content)
    assert [each["src"] for each in page.all("script") if "src" in each] == [server.SCRIPT]
    policy = page.all("meta")[1]["content"]
    assert "connect-src 'self'" in policy
    assert b"EventSource" in asked(shown, server.SCRIPT)[2]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/style.css", 200, "text/css; charset=utf-8"),
        ("/feed.atom", 200, "application/atom+xml"),
        ("/groups.json", 200, "application/json"),
        ("/nothing", 404, "text/html; charset=utf-8"),
        ("/../registry/command-line.yml", 404, "text/html; charset=utf-8"),
        ("/%2e%2e/registry/command-line.yml", 404, "text/html; charset=utf-8"),
    ],
)
def test_only_files_of_the_site_are_shown(shown, path, status, kind):
    answer = asked(shown, path)
    assert (answer[0], answer[1]["Content-Type"]) == (status, kind)


def test_a_folder_is_shown_with_its_slash(shown):
    status, headers, _ = asked(shown, "/groups/embedded")
    assert (status, headers["Location"]) == (301, "/groups/embedded/")


def test_head_has_no_content(shown):
    assert asked(shown, "/", method="HEAD")[2] == b""


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""]
)
def test_a_page_elsewhere_cannot_look_in(shown, host):
    assert asked(shown, "/", host=host)[0] == 403


def test_a_change_is_built_and_told_once(shown, folder, said):
    assert not shown.refresh()
    (folder / "registry/sounds.yml").write_text(sample.entry(), encoding="utf-8")
    assert shown.refresh()
    assert shown.number == 2
    assert said[-1] == (False, "Built, with 4 groups.")
    assert not shown.refresh()


def test_what_cannot_be_built_is_said_and_the_last_site_stays(shown, folder, said):
    (folder / "templates/site").mkdir(parents=True)
    (folder / "templates/site/group.html.j2").write_text("{{ x }}")
    before = shown.files
    assert not shown.refresh()
    assert said[-1][0]
    assert "site/group.html.j2" in said[-1][1]
    assert shown.files == before
    (folder / "templates/site/group.html.j2").unlink()
    os.utime(folder / "registry", (1, 1))
    assert shown.refresh()


def test_a_reader_of_events_hears_of_the_next_build_and_of_the_end(shown, folder):
    heard = []
    waiting = threading.Thread(target=lambda: heard.append(shown.wait(1)))
    waiting.start()
    (folder / "registry/sounds.yml").write_text(sample.entry(), encoding="utf-8")
    shown.refresh()
    waiting.join(10)
    assert heard == [2]
    shown.stop()
    assert shown.wait(2) is None
    assert asked(shown, server.EVENTS)[2] == b"data: 2\n\n"
    shown.watch()
