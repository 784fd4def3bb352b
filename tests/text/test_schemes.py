"""Channels that are no page: taken where a community has such, in one shape each."""

import pytest

from tests import example
from wgbot.proposals.proposal import judge
from wgbot.registry import channel_lines
from wgbot.site import platforms
from wgbot.text import escape, schemes

FINE = [
    "irc://irc.example.org/wg-cli",
    "ircs://irc.example.org:6697/#wg-cli",
    "ircs://irc.example.org/%23wg-cli",
    "matrix:r/wg-cli:example.org",
    "matrix:r/wg-cli:example.org?action=join",
    "matrix:roomid/abc:example.org?via=example.org",
    "mailto:wg-cli@lists.example.org",
    "xmpp:wg-cli@rooms.example.org?join",
]
WRONG = [
    "irc:wg-cli",
    "ircs://irc.example.org",
    "ircs://ada:secret@irc.example.org/wg",
    "ircs://localhost/wg",
    "matrix:wg",
    "matrix:u/ada:example.org",
    "mailto:",
    "mailto:a@example.org,b@example.org",
    "mailto:wg@example.org?bcc=all@example.org&body=x",
    "xmpp:x",
    "mailto:wg@example.org\n",
    "mailto:" + "a" * 5000 + "@example.org",
]


def problems(link, config):
    repository = example.repository(**{example.CONFIG_PATH: config})
    found = example.proposal(repository=None, channel=link)
    return [each for each in judge(found.issue, repository).found if each.check == "links"]


def config(names):
    base = example.tree().read(example.CONFIG_PATH)
    text = (base or b"").decode()
    assert "checks:" not in text
    return f"{text}\nchecks: {{links: {{schemes: [{names}]}}}}\n".encode()


ALL = config("irc, ircs, matrix, mailto, xmpp")


@pytest.mark.parametrize("link", FINE)
def test_each_is_fine_where_it_is_allowed_and_only_there(link):
    assert problems(link, ALL) == []
    assert schemes.refusal(link, ()).what == "{link} doesn't start with `https://`."
    other = "xmpp" if link.startswith("irc") else "irc"
    assert [each.field for each in problems(link, config(other))] == ["channel"]


@pytest.mark.parametrize("link", WRONG)
def test_what_is_not_of_the_one_shape_is_refused_with_an_example(link):
    refused = schemes.refusal(link, schemes.SCHEMES)
    assert refused.what == "{link} isn't the full address of a channel."
    assert schemes.refusal(refused.values["example"], schemes.SCHEMES) is None


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "slack://x", "data:text/html,x", "ftp://x"]
)
def test_no_other_scheme_is_ever_one(link):
    assert schemes.scheme(link) is None
    assert schemes.refusal(link, schemes.SCHEMES) is not None


@pytest.mark.parametrize("link", FINE)
def test_only_channels_can_have_such_addresses(link):
    repository = example.repository(**{example.CONFIG_PATH: ALL})
    found = example.proposal(discussion=link, repository=link)
    given = [each for each in judge(found.issue, repository).found if each.check == "links"]
    assert {each.field for each in given} == {"discussion", "repository"}


@pytest.mark.parametrize("link", FINE)
def test_it_is_read_shown_and_led_to(link):
    (channel,) = channel_lines.read(f"{link} #wg-cli")
    assert (channel.url.lower(), channel.name) == (link.lower(), "#wg-cli")
    assert platforms.followable(link)
    assert escape.link_destination(link).startswith(f"{schemes.scheme(link)}:")
