"""Where a channel is, and how to get in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.registry.group import Channel
from wgbot.site.platforms import PLATFORMS, followable, platform, room, way_in


@pytest.mark.parametrize(
    ("url", "key", "name"),
    [
        ("https://discord.gg/rust-lang", "discord", None),
        ("https://discord.com/channels/1/2", "discord", None),
        (
            "https://client00.chat.mibbit.com/?channel=%23rust-wasm&server=irc.mozilla.org",
            "irc",
            "#rust-wasm (irc.mozilla.org)",
        ),
        ("https://web.libera.chat/#python", "irc", "#python (irc.libera.chat)"),
        (
            "https://kiwiirc.com/nextclient/irc.libera.chat/#debian",
            "irc",
            "#debian (irc.libera.chat)",
        ),
        ("ircs://irc.libera.chat/nixos", "irc", "#nixos (irc.libera.chat)"),
        ("https://gitter.im/rust-lang/WG-CLI", "gitter", "rust-lang/WG-CLI"),
        (
            "https://rust-lang.zulipchat.com/#narrow/stream/136281-wg-unsafe-code-guidelines",
            "zulip",
            "#wg-unsafe-code-guidelines",
        ),
        ("https://x.zulipchat.com/#narrow/channel/1-caf.C3.A9/topic/hi", "zulip", "#café"),
        ("https://matrix.to/#/%23wg:example.org", "matrix", "#wg:example.org"),
        ("https://matrix.to/#/#wg:example.org?via=x", "matrix", "#wg:example.org"),
        ("https://kubernetes.slack.com/messages/sig-cli", "slack", None),
        ("https://groups.google.com/g/wg", "mailing-list", None),
        ("https://lists.example.org/mailman/listinfo/wg", "mailing-list", None),
        ("mailto:wg@example.org", "mailing-list", None),
        ("https://internals.rust-lang.org/c/wg", "forum", None),
        ("https://discourse.example.org/", "forum", None),
        ("https://github.com/example/wg/discussions", "github", None),
        ("https://chat.example.org/sound", "web", None),
        ("https://discord.gg.example.org/", "web", None),
        ("not an address", "web", None),
        ("https://[", "web", None),
    ],
)
def test_a_platform_and_the_name_there_are_known_by_the_address(url, key, name):
    assert platform(url).key == key
    assert room(Channel(url=url)) == name


def test_the_name_that_the_registry_gives_wins():
    channel = Channel(url="https://discord.gg/rust-lang", name="#wg-net")
    assert way_in(channel).endswith("and look for #wg-net.")


def test_every_platform_says_how_to_get_in_in_whole_sentences():
    for each in PLATFORMS:
        assert each.how.replace("{room}", "").endswith(".")
        assert each.how[0].isupper()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//example.org",
        "/x",
        "x",
        "https:///x",
        "https://exa mple.org",
        "https://a\\b",
        "",
    ],
)
def test_w02_an_address_that_does_anything_but_lead_somewhere_is_not_followed(url):
    assert not followable(url)


@given(st.text())
def test_any_text_is_some_platform_and_has_a_way_in(url):
    platform(url)
    followable(url)
    if url.strip():
        assert way_in(Channel(url=url))
