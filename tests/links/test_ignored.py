"""Links that the configuration says are fine: which they are, how long, and what is said of them."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import example
from tests.links import weekly
from tests.links.registry import CHAT, CLI, EMBEDDED, START
from wgbot.community.links import IgnoredLink, LinkSettings
from wgbot.links.ignored import in_vain

NEW = "https://github.com/example/cli-tools"


def entry(**keys):
    (made,) = LinkSettings.model_validate({"ignore": [keys]}).ignore
    return made


@pytest.mark.parametrize(
    ("keys", "address", "is_about"),
    [
        ({"url": "https://example.org/a"}, "https://example.org/a", True),
        ({"url": "https://example.org/a"}, "https://example.org/a/b", False),
        ({"url": "https://example.org/*"}, "https://example.org/a", False),
        ({"host": "Example.org"}, "https://EXAMPLE.org:443/a", True),
        ({"host": "example.org"}, "https://www.example.org/a", False),
        ({"host": "example.org"}, "https://example.org.example.net/", False),
        ({"host": "example.org"}, "https://example.net/?https://example.org/", False),
        ({"host": "*.example.org"}, "https://a.b.example.org/", True),
        ({"host": "*.example.org"}, "https://example.org/", False),
        ({"host": "*.example.org"}, "https://badexample.org/", False),
        ({"host": "example.org"}, "https://[example.org/", False),
        ({"pattern": "https://example.org/*"}, "https://example.org/", True),
        ({"pattern": "https://example.org/*"}, "see https://example.org/", False),
        ({"pattern": "*/archive/*"}, "https://example.org/archive/2020", True),
        ({"pattern": "https://*.example.org/a"}, "https://x.example.org/a", True),
        ({"pattern": "https://*.example.org/a"}, "https://x.example.org/ab", False),
        ({"pattern": "*aba"}, "https://a.example/ab", False),
        ({"pattern": "https://a.example/(.+)+"}, "https://a.example/b", False),
    ],
)
def test_what_an_entry_is_about(keys, address, is_about):
    assert entry(**keys).is_about(address) is is_about


TEXTS = st.text("ab.", max_size=8)


@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
def test_a_star_stands_for_anything_and_all_else_for_itself(parts, text):
    import re

    pattern = "*".join(parts)
    if pattern.strip("*"):
        regular = ".*".join(map(re.escape, parts))
        assert entry(pattern=pattern).is_about(text) == bool(re.fullmatch(regular, text))


def start(monkeypatch, tmp_path, *entries):
    settings = {"runs": 1, "days": 0, "most": 1.0, "mention_leads": True, "ignore": entries}
    return weekly.start(monkeypatch, tmp_path, json.dumps(settings))


@pytest.mark.parametrize("key", ["url", "pattern"])
def test_a_link_that_is_fine_is_not_even_checked(monkeypatch, tmp_path, key):
    it = start(monkeypatch, tmp_path, {key: CHAT, "because": "it is ours"})
    it.states[CHAT] = "dead"
    checked = it.check()
    assert CHAT not in it.asked
    assert it.report is None
    assert CHAT in [finding.address for finding in checked.run.findings]


def test_the_report_counts_what_is_ignored(monkeypatch, tmp_path):
    it = start(monkeypatch, tmp_path, {"url": CHAT}, {"host": "github.com", "states": ["moved"]})
    it.states |= {CHAT: "dead", CLI: NEW, EMBEDDED: "dead"}
    it.check()
    assert CLI in it.asked
    assert "2 more are ignored, as the configuration says." in it.report.body
    assert CHAT not in it.report.body
    assert CLI not in it.report.body
    assert EMBEDDED in it.report.body
    assert not it.fake.pulls()


def test_only_in_the_states_that_it_names(monkeypatch, tmp_path):
    it = start(monkeypatch, tmp_path, {"url": CLI, "states": ["moved", "unknown"]})
    it.states[CLI] = NEW
    it.check()
    assert it.report is None
    it.states[CLI] = "dead"
    it.check()
    assert CLI in it.report.body
    assert len(it.mentions) == 1


def test_when_its_day_has_passed_that_is_told_and_the_link_with_it(monkeypatch, tmp_path):
    last = (START + timedelta(days=7)).date()
    it = start(monkeypatch, tmp_path, {"url": CHAT, "until": f"{last}"})
    it.states[CHAT] = "dead"
    it.check()
    it.check()
    assert it.report is None
    it.check()
    assert f"Ignored until lately, and not any more: `{CHAT}` (until {last})." in it.report.body
    assert len(it.mentions) == 1


def test_a_registry_in_which_all_is_ignored_is_fine(monkeypatch, tmp_path):
    it = start(monkeypatch, tmp_path, {"pattern": "https://*"}, {"pattern": "mailto:*"})
    it.check()
    assert it.asked == []


def test_entries_that_ignore_nothing_are_told():
    today = date(2026, 6, 1)
    ignore = (
        IgnoredLink(url=CHAT),
        IgnoredLink(url=CLI, until=date(2026, 5, 31)),
        IgnoredLink(url=CLI, until=today),
        IgnoredLink(host="example.net"),
    )
    community = example.repository()
    config = community.config.model_copy(update={"links": LinkSettings(ignore=ignore)})
    told = [each.message() for each in in_vain(replace(community, config=config), today)]
    assert told == [
        f"`links.ignore` has `{CLI}` until `2026-05-31`, and that day has passed.",
        "`links.ignore` has `example.net`, but no group has such a link.",
    ]
