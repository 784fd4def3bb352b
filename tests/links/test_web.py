"""Asking the web: what answers mean, how often is asked, and where no connection goes."""

import asyncio
import gzip
import socket
import time
from datetime import timedelta
from email.utils import format_datetime
from typing import ClassVar

import pytest

from tests.links.farm import START, Farm, Jumping, after, answer, checked, one, options, to
from wgbot.links import client, networks, web
from wgbot.links.classify import LinkOutcome
from wgbot.links.findings import said_of
from wgbot.links.special_sites import Question
from wgbot.text.sentences import Sentence

LOGIN = b"<title>Log in | Example</title><input name=x type='password'>"


@pytest.mark.parametrize(
    ("route", "state", "attempts"),
    [
        (answer(200), "ok", 1),
        (answer(204), "ok", 1),
        (answer(404), "dead", 1),
        (answer(410), "dead", 1),
        (answer(500), "dead", 4),
        (answer(401), "unknown", 1),
        (answer(403), "unknown", 1),
        (answer(403, cf_mitigated="challenge"), "unknown", 1),
        (answer(503, cf_mitigated="challenge"), "unknown", 1),
        (answer(503, b"<title>Just a moment...</title>"), "unknown", 1),
        (answer(451), "unknown", 1),
        (answer(999), "unknown", 1),
        (answer(405), "unknown", 1),
        (answer(200, LOGIN), "unknown", 1),
        (answer(200, b"<title>Welcome</title><input type=password>"), "ok", 1),
        (answer(302), "unknown", 1),
        (None, "dead", 4),
    ],
)
def test_k05_each_answer_is_what_it_is_and_walls_are_never_dead(route, state, attempts):
    finding = one({"/": route})
    assert (finding.state, finding.attempts) == (state, attempts)
    assert said_of(finding) or state == "ok"


def test_k06_a_page_that_says_not_found_with_200_is_not_known():
    assert one({"/": answer(200, b"<title>404 Not Found</title>")}).state == "unknown"


@pytest.mark.parametrize("first", [answer(503), None, answer(500), answer(408)])
@pytest.mark.parametrize("times", [1, 2])
def test_k01_what_fails_for_a_moment_is_alive(first, times):
    finding = one({"/": after(times, first, answer(200))})
    assert finding.state == "ok"
    # A closed connection is used anew at once, as any client does (RFC 9112, 9.3.1).
    assert finding.attempts == (times + 1 if first else times)


def test_k01_a_name_that_is_not_found_once_is_alive():
    asked = []

    async def lookup(name):
        asked.append(name)
        if len(asked) == 1:
            raise socket.gaierror(-3, "later")
        return ["127.0.0.1"]

    (finding,), farm = checked({"/": answer(200)}, "/", host="a.example", lookup=lookup)
    assert (finding.state, finding.attempts) == ("ok", 2)
    assert farm.seen[0].host.startswith("a.example:")


def test_a_name_without_address_is_dead_and_not_looked_up_for_each_link():
    asked = []

    async def lookup(name):
        asked.append(name)
        raise socket.gaierror(-2, "none")

    found, _ = checked({}, *[f"http://a.example/{n}" for n in range(20)], lookup=lookup)
    assert {finding.state for finding in found} == {"dead"}
    assert len(asked) < 20


def test_pauses_between_attempts_grow_and_differ():
    time = Jumping()
    one({"/": answer(500)}, clock=time.clock, jitter=lambda: 0.0)
    assert time.pauses == [0.25, 0.5, 1.0]
    time = Jumping()
    one({"/": answer(500)}, clock=time.clock, jitter=lambda: 1.0)
    assert time.pauses == [0.75, 1.5, 3.0]


def retried(value):
    """Return when a host was asked that says once "too many", with that `Retry-After`."""
    time = Jumping()

    async def check():
        routes = {"/": after(1, answer(429, Retry_After=value), answer(200))}
        async with Farm(routes, time.clock) as farm, web.Web(options(time.clock)) as asked:
            finding = await asked.check(farm.address("/"))
        return finding, [request.time for request in farm.seen]

    return asyncio.run(check())


def test_k02_retry_after_in_seconds_and_as_a_date_is_kept():
    finding, times = retried(2)
    assert finding.state == "ok"
    assert times[1] - times[0] >= 2
    finding, times = retried(format_datetime(START + timedelta(seconds=5), usegmt=True))
    assert finding.state == "ok"
    assert 5 <= times[1] - times[0] < 10


@pytest.mark.parametrize(
    "value", ["3600", format_datetime(START + timedelta(hours=1), usegmt=True)]
)
def test_k02_who_wants_to_be_left_alone_for_long_is_and_is_not_dead(value):
    finding, times = retried(value)
    assert finding.state == "unknown"
    assert "an hour" in said_of(finding)
    assert len(times) == 1


@pytest.mark.parametrize("value", ["-1", "soon", "", "9" * 400, "0x10", "Mon, 99 Foo 2026"])
def test_k02_a_retry_after_that_is_none_harms_nothing(value):
    finding, times = retried(value)
    assert finding.state in ("ok", "unknown")
    assert len(times) <= 2


def test_k02_the_whole_host_cools_down():
    """A host that allows three requests, then none for two seconds: none comes too early."""
    time = Jumping()
    allowed = {"from": 0.0, "count": 0}
    early = []

    def limited(farm, request):
        now = farm.clock.now()
        if now < allowed["from"]:
            early.append(request)
        allowed["count"] += 1
        if allowed["count"] == 1:
            allowed["from"] = now + 2
            return answer(429, Retry_After=2)
        return answer(200)

    async def check():
        async with Farm({"*": limited}, time.clock) as farm, web.Web(options(time.clock)) as asked:
            return await asyncio.gather(*(asked.check(farm.address(f"/{n}")) for n in range(50)))

    found = asyncio.run(check())
    assert {finding.state for finding in found} == {"ok"}
    assert early == []


def test_k02_who_waited_for_others_looks_again_before_asking():
    """With few requests at once, a turn can come after the host said "too many"."""
    time = Jumping()
    early, until = [], [0.0]

    def limited(farm, request):
        now = farm.clock.now()
        if now < until[0]:
            early.append(request.path)
        if request.path == "/5" and request.number == 1:
            until[0] = now + 2
            return answer(429, Retry_After=2)
        return answer(200)

    async def check():
        given = options(time.clock, concurrency=1)
        async with Farm({"*": limited}, time.clock) as farm, web.Web(given) as asked:
            return await asyncio.gather(*(asked.check(farm.address(f"/{n}")) for n in range(40)))

    assert {finding.state for finding in asyncio.run(check())} == {"ok"}
    assert early == []


def test_k02_a_host_that_always_refuses_is_left_alone_and_unknown():
    found, farm = checked(
        {"*": answer(429, Retry_After=1)}, *[f"/{number}" for number in range(40)]
    )
    assert {finding.state for finding in found} == {"unknown"}
    assert len(farm.seen) < 20


def test_each_address_of_a_host_that_refuses_each_once_is_alive():
    routes = {"*": after(1, answer(429, Retry_After=1), answer(200))}
    found, _ = checked(routes, *[f"/{number}" for number in range(40)])
    assert {finding.state for finding in found} == {"ok"}


def test_a_host_gets_few_requests_at_once():
    async def slow(_farm, _request):
        for _ in range(10):
            await asyncio.sleep(0)
        return answer(200)

    _, farm = checked({"*": slow}, *[f"/{number}" for number in range(100)])
    assert 4 <= farm.most_at_once <= 8


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ([301], "moved"),
        ([308], "moved"),
        ([301, 308, 301], "moved"),
        ([302], "ok"),
        ([303], "ok"),
        ([307], "ok"),
        ([301, 302], "ok"),
        ([307, 301], "ok"),
        ([301] * 5, "moved"),
        ([301] * 6, "unknown"),
    ],
)
def test_k12_only_a_chain_of_301_and_308_is_moved(statuses, state):
    routes = {f"/{n}": to(f"/{n + 1}", status) for n, status in enumerate(statuses)}
    routes[f"/{len(statuses)}"] = answer(200)
    (finding,), farm = checked(routes, "/0")
    assert finding.state == state
    target = farm.address(f"/{len(statuses)}") if state == "moved" else None
    assert finding.target == target
    # What moved is asked for once more in another language, and something beside it.
    assert len(farm.seen) <= (14 if state == "moved" else 6)


@pytest.mark.parametrize("path", ["/login", "/users/sign_in?to=x", "/sso/start", "/oauth2/go"])
def test_k12_a_redirect_to_a_login_is_unknown_and_moves_nothing(path):
    finding = one({"/": to(path, 301), path: answer(200)})
    assert (finding.state, finding.target) == ("unknown", None)


def test_moved_to_what_is_not_there_is_dead():
    assert one({"/": to("/new", 301), "/new": answer(404)}).state == "dead"


def test_moved_to_the_front_page_is_left_to_a_person():
    finding = one({"/a/page": to("/", 301), "/": answer(200)}, "/a/page")
    assert (finding.state, finding.by_hand) == ("moved", True)
    assert "front page" in said_of(finding)


def test_the_fragment_stays_with_what_moved():
    finding = one({"/": to("/new", 301), "/new": answer(200)}, "/#part")
    assert finding.target.endswith("/new#part")


def test_a_circle_is_dead_and_one_for_want_of_cookies_is_not_known():
    finding = one({"/": to("/b"), "/b": to("/")})
    assert finding.state == "dead"
    assert "in a loop" in said_of(finding)
    cookies = answer(302, Location="/", Set_Cookie="a=b")
    assert one({"/": cookies}).state == "unknown"


@pytest.mark.parametrize("target", ["mailto:a@example.org", "http://[::1", "slack://x"])
def test_a_redirect_to_what_is_no_address_is_unknown(target):
    assert one({"/": to(target)}).state == "unknown"


LITERALS = [
    "http://10.9.8.7/",
    "http://127.0.0.1:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:10.9.8.7]/x",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://0.0.0.0:{port}/",
    "http://100.64.0.9/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1%25lo]/",
    "http://[fd00::1]/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST.:{port}/",
    "http://①②⑦.0.0.1:{port}/",
    "http://127。0。0。1:{port}/",
    "http://user:secret@127.0.0.1:{port}/",
]


def reached(link, routes=None, **changes):
    """Return whether a connection was made for *link*, where only the farm's port is public."""
    tried = []

    async def check():
        async with (
            Farm(routes or {"*": answer(200)}) as farm,
            web.Web(options(**{"allowed": (), **changes})) as asked,
        ):
            finding = await asked.check(link.format(port=farm.port))
            return finding, farm.seen

    connect = socket.socket.connect

    def watched(self, address):
        tried.append(address)
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", watched)
        finding, seen = asyncio.run(check())
    return finding, [*tried, *seen]


@pytest.mark.parametrize("link", LITERALS)
def test_n01_no_spelling_of_a_private_address_is_reached(link):
    async def lookup(name):
        return [str(each[4][0]) for each in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)]

    finding, contacts = reached(link, lookup=lookup)
    assert contacts == []
    assert finding.state in ("skipped", "dead")


@pytest.mark.parametrize(
    "found", [["10.9.8.7"], ["::ffff:127.0.0.1"], ["100.64.0.9", "127.0.0.1"], ["::1"]]
)
def test_n03_a_name_that_leads_inside_is_not_reached(found):
    async def lookup(_name):
        return found

    finding, contacts = reached("http://inside.example:{port}/", lookup=lookup)
    assert contacts == []
    assert finding.state == "skipped"
    assert "public" in said_of(finding)


HOPS = [("/", "/b"), ("/b", "/c")]


def test_n03_a_name_is_resolved_once_and_connected_to_what_was_judged():
    """The first answer may be reached and the second not: it is never asked for."""
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    asked = []

    async def lookup(name):
        asked.append(name)
        return answers[min(len(asked), 2) - 1]

    allowed = networks.parse(["127.0.0.1/32"])
    # Each hop is a connection of its own.
    routes = {path: answer(302, Location=to, Connection="close") for path, to in HOPS}
    routes["/c"] = answer(200)
    finding, contacts = reached(
        "http://turn.example:{port}/", routes, allowed=allowed, lookup=lookup
    )
    assert finding.state == "ok"
    assert asked == ["turn.example"]
    addresses = [each for each in contacts if isinstance(each, tuple)]
    assert {each[0] for each in addresses} == {"127.0.0.1"}


def test_n03_of_several_addresses_only_the_public_ones_are_tried():
    async def lookup(_name):
        return ["127.0.0.2", "127.0.0.1"]

    allowed = networks.parse(["127.0.0.1/32"])
    finding, contacts = reached("http://both.example:{port}/", allowed=allowed, lookup=lookup)
    assert finding.state == "ok"
    assert {each[0] for each in contacts if isinstance(each, tuple)} == {"127.0.0.1"}


@pytest.mark.parametrize("link", LITERALS)
@pytest.mark.parametrize("status", [301, 302, 308])
def test_n02_no_redirect_leads_inside(link, status):
    async def lookup(name):
        return [str(each[4][0]) for each in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)]

    async def check():
        async with Farm({"/x": answer(200)}) as inside:
            target = link.format(port=inside.port).replace("127.0.0.1", "127.0.0.2")
            routes = {"/": answer(status, Location=target.encode().decode("latin-1"))}
            allowed = networks.parse(["127.0.0.1/32"])
            async with (
                Farm(routes) as farm,
                web.Web(options(allowed=allowed, lookup=lookup)) as asked,
            ):
                # Only 127.0.0.1 may be reached; what else is loopback stands for a private network.
                before = farm.address("/")
                finding = await asked.check(before)
                return finding, farm.seen, inside.seen

    connect = socket.socket.connect
    tried = []

    def watched(self, address):
        tried.append(address)
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", watched)
        finding, _, _ = asyncio.run(check())
    assert {each[0] for each in tried} <= {"127.0.0.1"}
    assert finding.state in ("unknown", "dead")
    assert finding.target is None


def test_an_intranet_can_be_allowed():
    finding, contacts = reached("http://127.0.0.1:{port}/", allowed=networks.parse(["127.0.0.0/8"]))
    assert finding.state == "ok"
    assert contacts


def test_n04_a_body_without_end_holds_nothing_up(monkeypatch):
    monkeypatch.setattr(client, "_BODY_SECONDS", 0.05)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10000000000\r\n\r\n"

    async def endless(farm, _request):
        return head + b"x" * 10

    began = time.monotonic()
    assert one({"/": endless}).state == "ok"
    assert one({"/": head + b"x" * 1_000_000}).state == "ok"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_n04_no_more_of_a_body_is_read_than_can_matter(encoding):
    """However fast its server sends it."""

    class Endless:
        status, content_length, content_type = 200, None, "text/html"
        headers: ClassVar = {"Content-Encoding": encoding}
        read_so_far = 0

        @property
        def content(self):
            return self

        async def read(self, most):
            await asyncio.sleep(0)
            self.read_so_far += most
            return b"x" * most

    body = Endless()
    assert len(asyncio.run(client._beginning(body))) <= client.MOST_BYTES
    assert body.read_so_far <= client.MOST_BYTES


def test_n04_a_bomb_is_not_unpacked():
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(client._unpacked(bomb, "gzip")) == client.MOST_BYTES
    assert one({"/": answer(200, bomb, Content_Encoding="gzip")}).state == "ok"
    assert client._unpacked(b"no gzip", "gzip") == b""
    assert client._unpacked(b"x", "br") == b""


def test_packed_pages_are_read():
    packed = gzip.compress(LOGIN)
    assert one({"/": answer(200, packed, Content_Encoding="gzip")}).state == "unknown"


def test_k20_who_never_answers_is_asked_twice_and_is_dead():
    async def never(farm, _request):
        await farm.stopped()

    (finding,), farm = checked({"/": never}, "/", timeout=0.05)
    assert (finding.state, finding.attempts) == ("dead", 2)
    assert said_of(finding) == "no answer in 0.05 seconds"
    assert len(farm.seen) == 2


def test_k20_a_host_that_hangs_does_not_hold_up_the_run(monkeypatch):
    monkeypatch.setattr(web, "PATIENCE", 0.01)

    async def never(farm, _request):
        await farm.stopped()

    paths = [f"/{number}" for number in range(60)]
    found, farm = checked({"*": never}, *paths, timeout=0.1)
    assert {finding.state for finding in found} == {"dead"}
    assert 16 <= len(farm.seen) < 30


def test_n05_no_link_is_ever_sent_a_token_a_name_or_a_cookie(monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    routes = {"/": answer(302, Location="/b", Set_Cookie="a=secret"), "/b": answer(200)}

    async def check():
        async with Farm(routes) as farm, web.Web(options()) as asked:
            await asked.check(farm.address("/", host="me:secret@127.0.0.1"))
            return farm

    farm = asyncio.run(check())
    assert len(farm.seen) == 2
    for request in farm.seen:
        assert not {"authorization", "cookie", "proxy-authorization"} & set(request.headers)
        assert "secret" not in str(request)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 302 Found\r\nLocation: http://x.example/%0d%0a::set-output name=a::b\r\n\r\n",
        b"HTTP/1.1 404 \x1b[31mred\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\nContent-Length: 0\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\0" * 100,
        b"HTTP/1.1 -7 What\r\n\r\n",
    ],
)
def test_n06_whatever_a_server_sends_is_said_harmlessly(raw):
    async def lookup(_name):
        raise socket.gaierror(-2, "none")

    finding = one({"/": raw}, lookup=lookup)
    shown = str(finding.as_json())
    assert "\x1b" not in shown
    assert "\n" not in said_of(finding)
    assert "set-output" not in said_of(finding)


def test_n06_a_header_of_a_megabyte_is_not_kept():
    raw = b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\nContent-Length: 0\r\n\r\n"
    assert one({"/": raw}).state == "unknown"


BAD = [
    "http://[::ffff:10.9.8.7]/x",
    "http://[::ffff:10.9.8.7/x",
    "https://",
    "http://a b/",
    "http://\u0000/",
    "http://x:99999/",
    "http://" + "a" * 300 + ".example/",
    "http://xn--\u00fc.example/",
    "http://a..b/",
    "http://%zz/",
    "https://\ud800.example/",
    "http:///x",
    "ftp://a.example/",
    "mailto:a@example.org",
    "not an address",
    "",
]


def test_n07_no_address_ends_the_run():
    async def lookup(_name):
        raise socket.gaierror(-2, "none")

    async def check():
        async with Farm({"/": answer(200)}) as farm, web.Web(options(lookup=lookup)) as asked:
            links = [*BAD, farm.address("/")]
            return await asyncio.gather(*map(asked.check, links))

    found = asyncio.run(check())
    assert found[-1].state == "ok"
    assert {finding.state for finding in found[:-1]} <= {"dead", "skipped", "unknown"}
    assert [finding.state for finding in found[12:16]] == ["skipped"] * 4


def test_sites_that_say_200_to_anything_are_asked_otherwise():
    async def check():
        async with Farm({"/api": answer(404), "/go": to("/known")}) as farm:

            def ask(address):
                if address.endswith("/known"):
                    return Question(
                        farm.address("/api"),
                        lambda given: LinkOutcome("dead", Sentence(str(given.status))),
                    )
                return None

            async with web.Web(options(ask=ask)) as asked:
                return [await asked.check(farm.address(path)) for path in ("/known", "/go")]

    found = asyncio.run(check())
    assert [(finding.state, said_of(finding)) for finding in found] == [("dead", "404")] * 2
