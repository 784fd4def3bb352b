"""Every link there is to check, with where it stands."""

import pytest

from tests import example
from wgbot.links import collect
from wgbot.text import links as text_links

GAMES = """\
name: Games
focus: see https://focus.example.org/a, (and https://focus.example.org/wiki/B_(c)).
leads:
  - github: ada
    profile: https://forum.example.org/u/ada
channels:
  - url: irc://irc.example.org/games
  - url: 'https://chat.example.org/cli'
repositories: [https://github.com/example/games, https://github.com/example/cli]
discussion: https://forum.example.org/t/1
charter:
  goals: |
    Read <https://goals.example.org/x>.

    And **https://goals.example.org/y**, or [this](https://goals.example.org/z).
"""


def links():
    return collect.of_registry(example.repository(**{"registry/games.yml": GAMES}).registry)


def test_every_link_has_its_file_line_and_field():
    found = {
        link.address: [(place.path, place.line, place.field) for place in link.places]
        for link in links()
    }
    games = "registry/games.yml"
    assert found == {
        "https://chat.example.org/cli": [
            ("registry/command-line.yml", 8, "channels"),
            (games, 8, "channels"),
        ],
        "https://github.com/example/cli": [
            ("registry/command-line.yml", 11, "repositories"),
            (games, 9, "repositories"),
        ],
        "https://github.com/example/embedded": [("registry/embedded.yml", 9, "repositories")],
        "https://focus.example.org/a": [(games, 2, "focus")],
        "https://focus.example.org/wiki/B_(c)": [(games, 2, "focus")],
        "https://forum.example.org/u/ada": [(games, 5, "leads")],
        "irc://irc.example.org/games": [(games, 7, "channels")],
        "https://github.com/example/games": [(games, 9, "repositories")],
        "https://forum.example.org/t/1": [(games, 10, "discussion")],
        "https://goals.example.org/x": [(games, 12, "charter")],
        "https://goals.example.org/y": [(games, 12, "charter")],
        "https://goals.example.org/z": [(games, 12, "charter")],
    }


def test_an_address_counts_once():
    addresses = [link.address for link in links()]
    assert len(addresses) == len(set(addresses))


def test_a_list_is_one_address_a_line():
    text = "\ufeff# ours\nhttps://a.example/\r\n\n  https://b.example/  \nhttps://a.example/\nx\n"
    listed = [link.address for link in collect.of_lines(text)]
    assert listed == ["https://a.example/", "https://b.example/", "x"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no link", []),
        ("https://a.example.", ["https://a.example"]),
        ("(https://a.example/x)", ["https://a.example/x"]),
        ("[x](https://a.example/x_(y)).", ["https://a.example/x_(y)"]),
        ("HTTP://a.example/?q=1&b=2#f!", ["HTTP://a.example/?q=1&b=2#f"]),
        ('<a href="https://a.example/x">', ["https://a.example/x"]),
        ("https://", []),
    ],
)
def test_addresses_in_a_text_end_where_people_mean(text, found):
    assert list(text_links.in_text(text)) == found
