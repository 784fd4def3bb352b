"""The Atom feed, the sitemap, and what robots are told."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.site import sample
from wgbot.community.site import Appearance
from wgbot.site.events import GroupEvent

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = {
    "embedded": (GroupEvent("listed", AT), GroupEvent("dormant", AT)),
    "punch-cards": (GroupEvent("retired", AT.replace(day=2)),),
}


def required(feed):
    """Hold a feed to what RFC 4287 demands of it."""
    top = ET.fromstring(feed)
    assert top.tag == f"{ATOM}feed"
    for each in (top, *top.findall(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert len(each.findall(ATOM + tag)) == 1, tag
        assert ":" in each.find(f"{ATOM}id").text
        datetime.fromisoformat(each.find(f"{ATOM}updated").text)
    assert top.find(f"{ATOM}author/{ATOM}name").text
    ids = [each.text for each in top.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    parsed = feedparser.parse(feed)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@pytest.mark.parametrize("site", [sample.HERE, Appearance()])
def test_it_is_a_valid_feed_with_or_without_an_address(site):
    required(sample.files(site, HISTORY)["feed.atom"])


def test_it_tells_what_happened_the_latest_first():
    feed = required(sample.files(history=HISTORY)["feed.atom"])
    assert [(each.title, each.updated[:10]) for each in feed.entries] == [
        ("Punch cards: retired", "2026-03-02"),
        ("Embedded devices: became inactive", "2026-03-01"),
        ("Embedded devices: founded", "2019-01-02"),
        ("Command line: founded", "2018-08-29"),
    ]
    assert feed.feed.updated == "2026-03-02T12:30:00Z"
    assert feed.entries[0].link == "https://example.org/wgbot/groups/punch-cards/"


@pytest.mark.parametrize("site", [sample.HERE, Appearance()])
def test_each_group_has_a_feed_of_its_own(site):
    files = sample.files(site, HISTORY, sounds=sample.entry())
    feed = required(files["groups/embedded/feed.atom"])
    every = required(files["feed.atom"])
    assert feed.feed.title.startswith("Embedded devices · ")
    assert [each.title for each in feed.entries] == [
        "Embedded devices: became inactive",
        "Embedded devices: founded",
    ]
    assert {each.id for each in feed.entries} < {each.id for each in every.entries}
    assert feed.feed.id != every.feed.id
    # Nothing is known to have happened to that one.
    assert "groups/sounds/feed.atom" not in files
    assert (
        "feed.atom"
        not in files["groups/sounds/index.html"]
        .decode()
        .partition("</head>")[2]
        .partition("<footer")[0]
    )


def test_an_entry_keeps_its_id_when_others_come():
    ids = {each.id for each in feedparser.parse(sample.files()["feed.atom"]).entries}
    later = {
        each.id for each in feedparser.parse(sample.files(history=HISTORY)["feed.atom"]).entries
    }
    assert ids < later


def test_a_feed_of_which_nothing_is_known_is_not_there():
    bare = {"command_line": None, "embedded": None}
    files = sample.files(**bare)
    assert "feed.atom" not in files
    assert b"feed.atom" not in b"".join(files.values())


@pytest.mark.parametrize("text", [sample.HOSTILE, "\x07\x1b[31m", "]]>", "&amp;", "\ufffe\uffff"])
def test_w02_any_text_makes_a_valid_feed(text):
    since = "2026-04-01"
    entry = f"name: {sample.json.dumps(f'Sounds {text}')}\nfocus: x\nsince: {since}\n"
    feed = required(sample.files(sounds=entry)["feed.atom"])
    assert any("Sounds" in each.title for each in feed.entries)


def test_the_sitemap_names_every_group_and_the_canonical_links_agree():
    files = sample.files(history=HISTORY)
    places = [
        each.text for each in ET.fromstring(files["sitemap.xml"]).iter() if each.tag.endswith("loc")
    ]
    assert places[0] == "https://example.org/wgbot/"
    for place in places[1:]:
        page = files[f"{place.removeprefix('https://example.org/wgbot/')}index.html"].decode()
        assert f'<link rel="canonical" href="{place}">' in page


def test_robots_are_told_only_where_they_look():
    assert "robots.txt" not in sample.files()
    top = sample.files(Appearance(url="https://groups.example.org"))
    assert b"https://groups.example.org/sitemap.xml" in top["robots.txt"]


def test_without_an_address_nothing_claims_one():
    files = sample.files(Appearance())
    assert "sitemap.xml" not in files
    assert b'rel="canonical"' not in b"".join(files.values())
    assert b"og:url" not in b"".join(files.values())
