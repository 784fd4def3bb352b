"""The website in a real browser, and before real validators.

    python -m pytest tests/browser/browse.py [--shots DIR]

Not part of the ordinary run: it needs Chromium (`$CHROMIUM`, or /usr/bin/chromium), Node.js, and
`npm ci` in this folder; `make browse` sees to that. Everything is served from this machine; a request to anywhere
else fails the test.
"""

import functools
import json
import os
import re
import subprocess
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from tests import example
from tests.site import sample
from wgbot.community.site import Appearance
from wgbot.registry.group import Group
from wgbot.site import index_page, output, render
from wgbot.site.builder import Workshop

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
AXE = HERE / "node_modules/axe-core/axe.min.js"
FORM = "https://github.com/example/groups/issues/new?template=new-working-group.yml"
MEETING = {"day": "Tuesday", "time": "17:00", "timezone": "Asia/Tokyo"}
WORLD = {
    "arabic": sample.entry(
        name="الشبكات والخوادم",
        focus="كل ما يتعلق بالشبكات والخوادم.",
        leads=[{"name": "ليلى", "profile": "https://forum.example.org/u/layla"}],
        channels=[{"url": "https://x.zulipchat.com/#narrow/stream/1-net"}],
    ),
    "hindi": sample.entry(name="नेटवर्किंग सेवाएं", focus="नेटवर्क के लिए।", parent="Command line"),
    "chinese": sample.entry(
        name="嵌入式设备工作组", focus="小型设备上的软件。", parent="Command line"
    ),
    "emoji": sample.entry(name="Games 🎮 and 👩‍👩‍👧 fun", focus="🎲 play."),
    "long": sample.entry(name="Pneumonoultramicroscopic" * 3 + "12345678", focus="y" * 300),
    "bare": sample.entry(name="Bare", focus="Bare"),
    "hostile": sample.entry(
        name="</script><b>Hostile</b>",
        focus=sample.HOSTILE,
        leads=[{"name": sample.HOSTILE}],
        channels=[{"url": "javascript:alert(1)", "name": sample.HOSTILE}],
        charter={"goals": f"# A heading\n\n![x](https://e.example/x.png)\n\n{sample.HOSTILE}"},
    ),
    "unsafe": sample.entry(
        name="Unsafe code guidelines",
        focus="what unsafe code may do, and what it must not.",
        aliases=["Memory model"],
        leads=[{"github": "avadacatavra"}, {"github": "nikomatsakis"}],
        channels=[
            {"url": "https://rust-lang.zulipchat.com/#narrow/stream/136281-wg-unsafe"},
            {"url": "https://discord.gg/example", "name": "#wg-unsafe"},
        ],
        repositories=["https://github.com/example/unsafe-code-guidelines"],
        discussion="https://forum.example.org/t/1",
        meetings=[
            {**MEETING, "name": "Call", "join": "https://meet.example.org/unsafe"},
            {**MEETING, "day": "last Friday", "remark": "For the other half of the world."},
        ],
        charter={
            "goals": "A **reference guide**:\n\n1. types\n2. `aliasing`\n\n> Quoted.\n\n```rust\n"
            "unsafe fn f() {}\n```\n\n| a | b |\n|---|---|\n| c | d |",
            "rhythm": "Weekly",
            "script": "make guide",
        },
        proposal=12,
    ),
}
PATHS = {
    "index": "",
    "group": "groups/unsafe/",
    "hostile": "groups/hostile/",
    "long": "groups/long/",
    "arabic": "groups/arabic/",
    "retired": "groups/punch-cards/",
    "person": "people/nikomatsakis/",
    "nothing found": "?q=zzzz",
    "404": "no/such/page",
}


class Site(ThreadingHTTPServer):
    """Serves a folder under /wgbot/ as GitHub Pages does."""

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/wgbot/"


class Handler(SimpleHTTPRequestHandler):
    def translate_path(self, path):
        return super().translate_path(path.removeprefix("/wgbot"))

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


@contextmanager
def serving(folder):
    server = Site(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    """Serve a site with groups of every kind."""
    folder = tmp_path_factory.mktemp("world")
    with serving(folder) as server:
        site = Appearance(
            url=server.url,
            repository="example/groups",
            forum="https://forum.example.org/",
            home="https://example.org/",
            people=True,
        )
        entries = {f"registry/{slug}.yml": text for slug, text in WORLD.items()}
        repository = example.repository(**entries)
        assert repository.problems == ()
        output.write(folder, render.build(repository, site, now=datetime.now(UTC)))
        yield server, folder


@pytest.fixture(scope="session")
def own(tmp_path_factory):
    """Serve the site of this repository."""
    folder = tmp_path_factory.mktemp("own")
    with serving(folder) as server:
        output.write(folder, Workshop(ROOT, url=server.url, slug="example/groups").build().files)
        yield server, folder


@pytest.fixture(scope="session")
def chromium():
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """Open pages in a fresh browser; whatever it complains of or asks others for fails the test."""
    contexts, complaints, left = [], [], []

    def opened(url, **options):
        context = chromium.new_context(**options)
        contexts.append(context)

        def leave(route):
            left.append(route.request.url)
            route.fulfill(status=200, content_type="text/html", body="<title>GitHub</title>")

        context.route("https://github.com/**", leave)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))

        def asked(request):
            # Only a person who follows a link goes elsewhere.
            followed = request.is_navigation_request() and request.url.startswith(
                "https://github.com/"
            )
            if not followed and not request.url.startswith("http://127.0.0.1:"):
                complaints.append(f"asked for {request.url}")

        page.on("request", asked)
        page.goto(url)
        return page

    opened.left = left
    yield opened
    for context in contexts:
        context.close()
    missing = "the server responded with a status of 404"
    assert [each for each in complaints if missing not in each] == []


def names(page):
    return page.locator(".cards > li:visible h3").all_text_contents()


def tab_to(page, selector):
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_find_by_a_former_name_filter_open_go_back_and_propose(world, visit):
    page = visit(world[0].url)
    assert "9 working groups, 1 dormant, 1 retired" in page.locator("output").text_content()
    page.fill("#q", "memory MODEL")
    page.wait_for_url("**/?q=memory+MODEL")
    assert names(page) == ["Unsafe code guidelines"]
    page.fill("#q", "")
    page.select_option("#platform", "zulip")
    page.wait_for_url("**/?platform=zulip")
    assert sorted(names(page)) == sorted(["الشبكات والخوادم", "Unsafe code guidelines"])
    page.click(".cards:not([hidden]) >> text=Unsafe code guidelines")
    page.wait_for_url("**/groups/unsafe/")
    assert page.locator("h1").text_content() == "Unsafe code guidelines"
    page.go_back()
    page.wait_for_url("**/?platform=zulip")
    assert page.locator("#platform").input_value() == "zulip"
    assert len(names(page)) == 2
    page.click("text=Propose a new working group")
    assert visit.left == [FORM]


def test_all_of_it_by_keyboard_alone(world, visit):
    page = visit(world[0].url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, "#q")
    page.keyboard.type("memory model")
    page.wait_for_url("**/?q=memory+model#main")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Unsafe code guidelines"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/groups/unsafe/")
    page.go_back()
    page.wait_for_url("**/?q=memory+model#main")
    assert names(page) == ["Unsafe code guidelines"]
    tab_to(page, "#q")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    tab_to(page, "#status")
    page.keyboard.press("r")
    page.wait_for_url("**/?status=retired#main")
    assert names(page) == ["Punch cards"]
    page.go_back()
    page.goto(world[0].url)
    tab_to(page, ".button")
    page.keyboard.press("Enter")
    page.wait_for_url(FORM)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=hollerith", ["Punch cards"]),
        ("q=nikomatsakis", ["Unsafe code guidelines"]),
        ("q=ليلى", ["الشبكات والخوادم"]),
        ("q=嵌入", ["嵌入式设备工作组"]),
        ("q=GAMES", ["Games 🎮 and 👩‍👩‍👧 fun"]),
        ("status=dormant", ["Embedded devices"]),
        ("parent=Command+line&q=设备", ["嵌入式设备工作组"]),
        ("q=zzzz", []),
        ("q=%3Cb%3E", ["</script><b>Hostile</b>"]),
        ("platform=nonsense", None),
    ],
)
def test_an_address_with_a_search_shows_what_it_found(world, visit, asked, found):
    page = visit(f"{world[0].url}?{asked}")
    page.wait_for_load_state()
    if found is not None:
        assert names(page) == found
        assert page.locator("#none").is_visible() == (not found)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("memroy", "Unsafe code guidelines"),  # swapped, in a former name
        ("guidlines", "Unsafe code guidelines"),  # one missing
        ("nikomatsakiss", "Unsafe code guidelines"),  # one more, in an account
        ("aliasing", "Unsafe code guidelines"),  # only in its charter
    ],
)
def test_what_is_nearly_written_or_in_a_charter_is_found(world, visit, typed, found):
    page = visit(world[0].url)
    page.click("#q")
    page.keyboard.type(typed)
    page.wait_for_function("document.querySelectorAll('.cards:not([hidden]) > li').length < 11")
    page.locator(".cards:not([hidden]) > li", has_text=found).wait_for()
    assert len(names(page)) < 3


def test_when_nothing_is_found_near_names_come_before_a_proposal(world, visit):
    page = visit(f"{world[0].url}?q=onsafe+kode")
    offered = page.locator("#near a")
    assert offered.first.text_content() == "Unsafe code guidelines"
    links = page.locator("#none a").all_text_contents()
    assert links.index("Unsafe code guidelines") < links.index("Propose a new working group")
    offered.first.click()
    page.wait_for_url("**/groups/unsafe/")


def test_a_group_may_be_called_as_what_every_object_has(tmp_path, visit):
    named = {
        f"registry/{each.lower()}.yml": sample.entry(name=each)
        for each in ("constructor", "toString", "valueOf")
    }
    with serving(tmp_path) as server:
        repository = example.repository(**named)
        output.write(tmp_path, render.build(repository, Appearance(url=server.url)))
        page = visit(f"{server.url}?q=zzzz")
        page.locator("#none").wait_for()
        page.fill("#q", "constructor")
        page.wait_for_url("**/?q=constructor")
        assert names(page) == ["constructor"]


@pytest.fixture(scope="session")
def many(tmp_path_factory):
    """Serve a site with groups of several kinds, as many as need rows, and several lists of them."""
    folder = tmp_path_factory.mktemp("many")
    entries = {
        f"registry/g{number:02}.yml": sample.entry(
            name=f"Group {number:02}",
            focus=" ".join(["what there is to be said about it"] * 9),
            kind="sig" if number % 3 else "team",
            leads=[] if number == 7 else [{"github": f"lead-{number}", "name": f"Ada {number}"}],
        )
        for number in range(40)
    }
    config = "kinds: {sig: {one: SIG, many: SIGs}, team: {one: team, many: teams}}\n"
    with serving(folder) as server, pytest.MonkeyPatch.context() as patched:
        patched.setattr(index_page, "LIST", 10)
        repository = example.repository(**entries, **{example.CONFIG_PATH: config})
        output.write(folder, render.build(repository, Appearance(url=server.url)))
        yield server, folder


def test_many_groups_are_rows_by_kind_and_cards_by_choice(many, visit):
    page = visit(many[0].url)
    assert "26 SIGs, 14 teams" in page.locator("output").text_content()
    titles = page.locator("section[data-by-kind] > h2").all_text_contents()
    assert [" ".join(each.split()) for each in titles] == [
        "SIGs 26",
        "Teams 14",
        "Working groups 1",
    ]
    row = page.locator(".cards.rows > li").first
    assert row.bounding_box()["height"] < 90
    page.select_option("#view", "cards")
    page.wait_for_url("**/?view=cards")
    assert not page.locator(".rows:visible").count()
    page.reload()
    assert not page.locator(".rows:visible").count()


@pytest.mark.parametrize(("asked", "found"), [("q=group+3", 13), ("q=qqqqq", 0), ("kind=team", 14)])
def test_what_is_asked_before_a_long_list_is_read_is_answered_by_all_of_it(
    many, visit, asked, found
):
    page = visit(many[0].url)
    # A processor that reads one or two groups before it is somebody else's turn.
    page.add_init_script("let now = 0; performance.now = () => (now += 5);")
    page.goto(f"{many[0].url}?{asked}")
    page.wait_for_function(
        "(found) => document.querySelector('output').textContent.startsWith(`${found} of `)",
        arg=found,
    )
    page.wait_for_function(
        "(found) => document.getElementById('none').hidden === found > 0", arg=found
    )
    assert len(names(page)) == found


@pytest.mark.parametrize("height", [640, 9000])
def test_all_that_is_found_is_drawn_by_whoever_comes_near_the_end(many, visit, height):
    page = visit(many[0].url, viewport={"width": 360, "height": height})
    page.fill("#q", "group")
    page.wait_for_function("document.querySelector('output').textContent.startsWith('40 of ')")
    drawn = page.locator(".cards:not([hidden]) > li")
    if height < 1000:
        page.keyboard.press("End")
    page.wait_for_function("document.querySelectorAll('.cards:not([hidden]) > li').length === 40")
    assert drawn.count() == 40


BUSY = sample.entry(
    name="Cluster lifecycle and everything that goes with it",
    kind="sig",
    focus="how clusters are set up, kept up to date and taken down again; " * 9,
    leads=[
        {"github": f"lead-{number}", "name": f"Ada Example {number}", "role": "technical lead"}
        for number in range(6)
    ],
    channels=[
        {"url": "https://example.slack.com/messages/lifecycle", "name": "#lifecycle"},
        {"url": "https://groups.google.com/a/example.org/g/lifecycle"},
        {"url": "https://forum.example.org/c/lifecycle"},
    ],
    repositories=["https://github.com/example/lifecycle", "https://github.com/example/tools"],
    meetings=[{**MEETING, "name": "Office hours", "every": "2 weeks", "starts": "2026-01-06"}],
    confirmed={"date": "2026-11-03", "by": "lead-0"},
    aliases=["Setup"],
)
# A date in quotes is a text.
BUSY = re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", BUSY)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phones_first_screen_answers_five_questions(tmp_path, visit, scripts):
    config = "kinds: {sig: {one: special interest group, many: special interest groups}}\n"
    entries = {"registry/busy.yml": BUSY, example.CONFIG_PATH: config}
    with serving(tmp_path) as server:
        site = Appearance(url=server.url, title="Groups of a community", home="https://x.org/")
        repository = example.repository(**entries)
        assert repository.problems == ()
        output.write(tmp_path, render.build(repository, site, now=datetime.now(UTC)))
        page = visit(
            f"{server.url}groups/busy/",
            viewport={"width": 360, "height": 640},
            java_script_enabled=scripts,
        )
        answers = {
            "what it is": page.locator("h1 ~ .focus"),
            "how to join": page.get_by_role("link", name="Chat on Slack").first,
            "who leads it": page.locator(".facts").get_by_text("Ada Example 0").first,
            "when it meets next": page.locator(".facts time[data-minutes]"),
            "that it is active": page.locator(".standing").get_by_text("Active"),
            "when that was confirmed": page.locator(".standing").get_by_text("2026-11-03"),
        }
        lowest = {}
        for question, answer in answers.items():
            assert answer.is_visible(), question
            box = answer.bounding_box()
            lowest[question] = round(box["y"] + box["height"])
        assert {each: below for each, below in lowest.items() if below > 640} == {}


def test_filters_by_kind_and_for_a_free_seat_go_together(many, visit):
    page = visit(many[0].url)
    page.select_option("#kind", "sig")
    page.wait_for_url("**/?kind=sig")
    assert len(names(page)) == 26
    page.check("#look")
    page.wait_for_url("**/?kind=sig&look=lead")
    assert names(page) == ["Group 07"]
    page.reload()
    assert names(page) == ["Group 07"]
    counted = page.locator("section.groups:not([hidden]) h2 .soft")
    assert counted.all_text_contents() == ["1"]
    page.uncheck("#look")
    page.select_option("#kind", "")
    page.wait_for_url(many[0].url)
    assert len(names(page)) == 43


def test_without_scripts_everything_is_there_to_read(world, visit):
    page = visit(world[0].url, java_script_enabled=False)
    assert page.locator(".cards > li").count() == 11
    assert all(each.is_visible() for each in page.locator(".cards > li").all())
    assert not page.locator("form.find").is_visible()
    page.click("text=Unsafe code guidelines")
    assert page.locator("h1").text_content() == "Unsafe code guidelines"
    page.goto(f"{world[0].url}groups/memory-model/")
    page.wait_for_url("**/groups/unsafe/")


def test_the_next_date_is_told_by_the_clock_of_whoever_looks(world, visit):
    server, _ = world
    page = visit(f"{server.url}{PATHS['group']}", timezone_id="Asia/Kolkata")
    at = page.locator("time[data-minutes]").first
    begins = datetime.fromisoformat(at.get_attribute("datetime"))
    assert at.get_attribute("title") == f"{begins:%Y-%m-%d %H:%M} UTC"
    assert re.search(r"\bTue\b.*\b0?1:30 PM", at.inner_text())
    # A page that nobody built again says nothing that isn't true any more.
    page.clock.set_fixed_time(begins + timedelta(days=60))
    page.reload()
    assert page.locator("time[data-minutes]").count() == 0
    assert page.get_by_text("Asia/Tokyo").count() == 2


def test_from_a_group_to_somebody_and_their_other_groups_by_keyboard(world, visit):
    page = visit(f"{world[0].url}{PATHS['group']}")
    tab_to(page, "[href$='people/nikomatsakis/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/nikomatsakis/")
    assert page.locator("h1").text_content() == "@nikomatsakis"
    tab_to(page, "[href$='groups/unsafe/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/groups/unsafe/")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_badge_to_copy_opens_by_keyboard_with_and_without_scripts(world, visit, scripts):
    page = visit(f"{world[0].url}{PATHS['group']}", java_script_enabled=scripts)
    shown = page.locator("details.badge code")
    assert not shown.is_visible()
    page.locator("details.badge summary").focus()
    page.keyboard.press("Enter")
    assert shown.is_visible()
    picture = page.locator("details.badge img")
    assert shown.text_content() == (f"[![Unsafe code guidelines]({page.url}badge.svg)]({page.url})")
    picture.scroll_into_view_if_needed()
    assert picture.bounding_box()["width"] > 100


def test_on_a_phone_every_filter_is_reached_by_keyboard_and_the_first_group_is_on_the_screen(
    many, visit
):
    page = visit(many[0].url, viewport={"width": 360, "height": 640})
    box = page.locator(".cards > li h3").first.bounding_box()
    assert box["y"] + box["height"] < 640
    for name in ("kind", "status", "view", "look"):
        tab_to(page, f"#{name}")
        box = page.locator(f"#{name}").bounding_box()
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= 360, name


def test_what_is_printed_has_each_address_once(world, visit):
    page = visit(f"{world[0].url}{PATHS['group']}")
    page.emulate_media(media="print")
    printed = page.evaluate(
        """() => [...document.querySelectorAll("a")].filter((each) => each.checkVisibility())
          .map((each) => [each.href, each.textContent, getComputedStyle(each, "::after").content])"""
    )
    addresses = [address for address, _, after in printed if after not in ("none", "normal", '""')]
    assert "https://discord.gg/example" in addresses
    assert len(addresses) == len(set(addresses))
    assert not [text for address, text, after in printed if address == text and after != "none"]
    assert not page.locator(".actions").is_visible()
    assert not any(each.is_visible() for each in page.locator(".subscribe").all())


def test_what_is_too_wide_for_paper_is_printed_in_lines(tmp_path, visit):
    cells, code = "| continuous-integration " * 12 + "|\n", "word " * 99
    goals = f"{cells}{'|---' * 12}|\n{cells * 2}\n```\n{code}\n```\n"
    with serving(tmp_path) as server:
        repository = example.repository(
            **{"registry/wide.yml": sample.entry(charter={"goals": goals})}
        )
        output.write(tmp_path, render.build(repository, Appearance(url=server.url)))
        page = visit(f"{server.url}groups/wide/", viewport={"width": 700, "height": 900})
        page.emulate_media(media="print")
        wide = page.evaluate(
            """() => [...document.querySelectorAll("main table, main section pre")].map(
                 (each) => [each.scrollWidth <= each.clientWidth + 1, each.getBoundingClientRect().right])"""
        )
        assert len(wide) == 2
        assert all(fits and right <= 700 for fits, right in wide)


def test_a_former_name_leads_to_the_present_one(world, visit):
    page = visit(f"{world[0].url}groups/hollerith/")
    page.wait_for_url("**/groups/punch-cards/")


@pytest.mark.parametrize("width", [360, 800, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_violation(world, visit, path, scheme, width):
    page = visit(
        world[0].url + PATHS[path],
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "async () => (await axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', "
        "'wcag22aa', 'best-practice']})).violations"
    )
    told = [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found]
    assert told == []
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], "it scrolls sideways"


def moved(page):
    """Return how much of the page shifted so far."""
    return page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const each of list.getEntries()) sum += each.value;
          }).observe({type: "layout-shift", buffered: true});
          setTimeout(() => done(sum), 300);
        })"""
    )


@pytest.mark.parametrize("path", ["", PATHS["group"]])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_moves_while_it_loads(world, visit, path, width):
    page = visit(world[0].url + path, viewport={"width": width, "height": 640})
    page.wait_for_load_state("networkidle")
    assert moved(page) == 0


def test_the_first_view_is_small_and_does_not_move(own, visit):
    page = visit(own[0].url)
    page.wait_for_load_state("networkidle")
    assert moved(page) == 0
    loaded = page.evaluate(
        """() => [...performance.getEntriesByType("navigation"),
          ...performance.getEntriesByType("resource")].map((each) =>
            [each.initiatorType, each.renderBlockingStatus, each.decodedBodySize, each.name])"""
    )
    assert sum(size for _, _, size, _ in loaded) < 36_000
    blocking = [name for _, status, _, name in loaded if status == "blocking"]
    assert [name.rpartition("/")[2] for name in blocking] == ["style.css"]


def validated(folder, tmp_path):
    report = tmp_path / "report.json"
    # Into a file: on a pipe, it ends before all of a long report is through.
    with report.open("wb") as file:
        subprocess.run(
            [
                *("npx", "--no-install", "html-validate", "--config", ".htmlvalidate.json"),
                *("--formatter", "json", f"{folder}/**/*.html"),
            ],
            cwd=HERE,
            stdout=file,
            check=False,
        )
    return [
        (Path(each["filePath"]).relative_to(folder).as_posix(), found["ruleId"], found["message"])
        for each in json.loads(report.read_bytes())
        for found in each["messages"]
    ]


def test_html_validate_finds_nothing(world, own, tmp_path):
    for _, folder in (world, own):
        assert validated(folder, tmp_path) == []


def test_every_page_can_be_pictured(own, world, visit, request, tmp_path):
    """Make the pictures that people look at before a release, in *--shots DIR* if it is given."""
    shots = request.config.getoption("--shots", default=None) or tmp_path
    Path(shots).mkdir(parents=True, exist_ok=True)
    for name, (server, _), path, width, scheme in (
        ("index-light", own, "", 1280, "light"),
        ("index-dark", own, "", 1280, "dark"),
        ("index-phone", own, "", 390, "light"),
        ("world-light", world, "", 1440, "light"),
        ("world-phone-dark", world, "", 360, "dark"),
        ("group-light", world, "groups/unsafe/", 1280, "light"),
        ("group-dark", world, "groups/unsafe/", 1280, "dark"),
        ("group-phone", world, "groups/unsafe/", 390, "light"),
        ("arabic", world, "groups/arabic/", 1280, "light"),
        ("hostile", world, "groups/hostile/", 800, "light"),
        ("long-phone", world, "groups/long/", 360, "light"),
        ("retired", world, "groups/punch-cards/", 800, "dark"),
        ("empty", world, "?q=zzzz", 800, "light"),
        ("404", world, "x", 800, "light"),
    ):
        page = visit(
            server.url + path, color_scheme=scheme, viewport={"width": width, "height": 850}
        )
        page.screenshot(path=f"{shots}/{name}.png", full_page=True)
        if name == "index-light":
            page.emulate_media(media="print")
            page.screenshot(path=f"{shots}/print.png", full_page=True)


def test_serve_shows_a_change(tmp_path, visit):
    """Edit a registry file, and see the open page change."""
    from wgbot.site.server import LiveSite, open_server

    for path, data in example.tree().files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    shown = LiveSite(Workshop(tmp_path), lambda *_: None)
    shown.refresh()
    server = open_server(shown)
    threads = [threading.Thread(target=server.serve_forever, args=(0.05,))]
    threads.append(threading.Thread(target=shown.watch))
    for each in threads:
        each.start()
    try:
        page = visit(f"http://127.0.0.1:{server.server_port}/groups/embedded/")
        assert page.locator("h1").text_content() == "Embedded devices"
        text = sample.entry(
            **Group(name="Tiny devices", focus="x").model_dump(include={"name", "focus"})
        )
        (tmp_path / "registry/embedded.yml").write_text(text, encoding="utf-8")
        page.locator("h1", has_text="Tiny devices").wait_for()
    finally:
        shown.stop()
        server.shutdown()
        server.server_close()
        for each in threads:
            each.join(10)
