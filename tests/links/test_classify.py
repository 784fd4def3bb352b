"""What an answer says: where it leads, and how long to wait."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from tests.links.farm import START
from wgbot.links.classify import Answer, Hop, next_address, of_page, wait_asked

FINE = Answer(200)


def arrived(first, address, *statuses):
    trail = [Hop(first, status) for status in statuses]
    return of_page(FINE, address, trail)


def test_k12_from_https_to_http_nothing_moves():
    outcome = arrived("https://a.example/x", "http://a.example/x", 301)
    assert (outcome.state, outcome.target, outcome.note) == ("ok", None, "unsafe")
    assert arrived("http://a.example/x", "https://a.example/x", 301).state == "moved"


@pytest.mark.parametrize(
    ("first", "address", "state"),
    [
        ("https://a.example/x", "https://login.b.example/start", "unknown"),
        ("https://a.example/x", "https://accounts.b.example/", "unknown"),
        ("https://login.a.example/w", "https://login.a.example/x", "moved"),
        ("https://a.example/login", "https://a.example/users/login", "moved"),
        ("https://a.example/x", "https://a.example/blog/login-forms-explained", "moved"),
        ("https://a.example/x", "https://a.example/catalogin", "moved"),
    ],
)
def test_k12_a_login_is_told_by_where_it_is(first, address, state):
    assert arrived(first, address, 301).state == state


def test_e19_a_date_is_held_against_the_servers_own_clock():
    ahead = START + timedelta(hours=2)
    until = format_datetime(ahead + timedelta(seconds=5), usegmt=True)
    answer = Answer(429, retry_after=until, date=format_datetime(ahead, usegmt=True))
    assert wait_asked(answer, START) == 6
    assert wait_asked(Answer(429, retry_after=until), ahead) == 6
    past = format_datetime(START - timedelta(days=1), usegmt=True)
    assert wait_asked(Answer(429, retry_after=past), START) == 1


@pytest.mark.parametrize("value", [None, "", "-1", "1.5", "soon", "٣", "Mon, 99 Foo 2026"])
def test_k02_what_is_no_time_is_none(value):
    assert wait_asked(Answer(429, retry_after=value), START) is None


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://a.example/b"),
        ("b", "https://a.example/x/b"),
        ("//b.example/", "https://b.example/"),
        (" https://b.example/ ", "https://b.example/"),
        ("?q", "https://a.example/x/?q"),
        ("http://[::1", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_where_it_leads(location, target):
    assert next_address(Answer(301, location), "https://a.example/x/") == target


def test_what_is_no_redirect_leads_nowhere():
    for status in (200, 300, 304, 404):
        assert next_address(Answer(status, "https://b.example/"), "https://a.example/") is None
