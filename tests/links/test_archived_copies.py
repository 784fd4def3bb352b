"""Where a copy of a dead page may be: an address that is offered, and never asked for."""

import pytest

from tests.links.registry import CHAT, START, judgement
from wgbot.links import output, report
from wgbot.links.judge import Verdict


@pytest.mark.parametrize(
    ("address", "copy"),
    [
        ("https://a.example/x", "https://web.archive.org/web/20260104/https://a.example/x"),
        (
            "http://a.example/?q=1#part",
            "https://web.archive.org/web/20260104/http://a.example/?q=1",
        ),
        ("https://a.example/@ada", "https://web.archive.org/web/20260104/https://a.example/%40ada"),
        ("https://discord.gg/abc", None),
        ("https://chat.whatsapp.com/abc", None),
        ("https://matrix.to/#/#wg:example.org", None),
        ("ircs://irc.example.org/wg", None),
        ("mailto:wg@example.org", None),
    ],
)
def test_it_is_the_copy_from_before_the_page_was_gone(address, copy):
    assert Verdict(address, "dead", START).archived_copy == copy


@pytest.mark.parametrize("state", ["dead", "ok", "moved", "archived", "unknown", "expiring"])
def test_it_is_offered_beside_what_is_dead_and_nothing_else(state):
    from tests import example

    given = judgement({CHAT: state})
    shown = report.body(given, example.repository(), START)
    assert ("web.archive.org" in shown) == (state == "dead")
    links = output.judged_as_json(given)["links"]
    assert any("archived_copy" in link for link in links) == (state == "dead")


def test_a_very_long_address_is_shown_without():
    address = f"https://a.example/{'x' * 300}"
    from tests import example

    text = f"name: X\nfocus: y.\ndiscussion: {address}\n"
    repository = example.repository(**{"registry/x.yml": text})
    shown = report.body(judgement({address: "dead"}, repository), repository, START)
    assert "**Dead**" in shown
    assert "web.archive.org" not in shown
