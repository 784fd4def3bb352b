"""Addresses as people type them: made regular, or refused with what would be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.text import links

REGULAR = {
    "https://example.org/": "https://example.org",
    "https://example.org": "https://example.org",
    " https://example.org/a ": "https://example.org/a",
    "<https://example.org/a>": "https://example.org/a",
    "\u200bhttps://example.org/a\u200b": "https://example.org/a",
    "HTTPS://EXAMPLE.org/A/b": "https://example.org/A/b",
    "https://EXAMPLE.org?Q=A": "https://example.org?Q=A",
    "https://example.org:443/a": "https://example.org/a",
    "https://example.org/ü": "https://example.org/%C3%BC",
    "https://example.org/a%2Fb": "https://example.org/a%2Fb",
    "https://example.org/100%": "https://example.org/100%25",
    "https://example.org/<script>": "https://example.org/%3Cscript%3E",
    'https://example.org/a"b': "https://example.org/a%22b",
    "https://example.org/#narrow/stream/1-a": "https://example.org/#narrow/stream/1-a",
}


@pytest.mark.parametrize(("typed", "regular"), REGULAR.items())
def test_l02_an_address_is_kept_in_one_form(typed, regular):
    assert links.regular(typed) == regular
    assert links.regular(regular) == regular
    assert links.refusal(regular) is None


@pytest.mark.parametrize(
    "good",
    [
        "https://client00.chat.mibbit.com/?channel=%23rust-wasm&server=irc.example.org",
        "https://rust-lang.zulipchat.com/#narrow/stream/136281-wg",
        "https://xn--bcher-kva.example/a",
        "https://example.org/a(b)'c,d;e=f@g",
        "https://a-b.c-d.example.co.uk/..a/b..",
        "https://medium.com/@ada",
    ],
)
def test_good_addresses_are_taken_as_they_are(good):
    assert links.regular(good) == good
    assert links.refusal(good) is None


REFUSED = {
    "another scheme": [
        "http://example.org",
        "ftp://x.org",
        "javascript:alert(1)",
        "mailto:a@x.org",
    ],
    "schemes that run or hold something": ["data:text/html,x", "vbscript:x", "file:///etc/passwd"],
    "no full scheme": [
        "https:/x.org",
        "https:x.org",
        "//x.org",
        "x.org",
        "o/r",
        "#wg",
        "git@x.org:o/r",
    ],
    "no host": ["https://", "https:///a", "https://?a", "https://#a", "https://:443"],
    "a user": [
        "https://a@x.org",
        "https://a:b@x.org",
        "https://github.com@evil.example",
        "https://@x.org",
    ],
    "a port": [
        "https://x.org:8443",
        "https://x.org:22/a",
        "https://x.org:0",
        "https://x.org:99999",
    ],
    "no port behind a colon": ["https://x.org:", "https://x.org:/a", "https://x.org:a"],
    "an address in numbers": [
        "https://127.0.0.1",
        "https://10.9.8.7/x",
        "https://2130706433",
        "https://0x7f000001",
        "https://0x7f.0.0.1",
        "https://017700000001",
        "https://0177.0.0.1",
        "https://127.1",
        "https://[::1]/",
        "https://[::ffff:10.9.8.7]/",
        "https://[fe80::1%25eth0]",
        "https://[",
    ],
    "a private name": [
        "https://localhost",
        "https://LOCALHOST/a",
        "https://a.localhost",
        "https://printer",
        "https://x.local",
        "https://x.internal",
        "https://x.lan",
        "https://x.home.arpa",
        "https://localhost.localdomain",
        "https://x.test",
        "https://x.onion",
    ],
    "dots and dashes": [
        "https://x.org.",
        "https://.x.org",
        "https://x..org",
        "https://-x.org",
        "https://x-.org",
    ],
    "a name that is too long": [f"https://{'a' * 64}.org", f"https://{'a.' * 130}org"],
    "too long": ["https://x.org/" + "a" * 2000],
    "signs": [
        "https://x.org\\@evil.example",
        "https://x.org/a b",
        "https://x.org/a\tb",
        "https://x.org/\r\nHost: evil.example",
        "https://x.org/\x00",
        "https://x.org/\ud800",
        "https://x.org/\u202e",
        "https://x_y.org",
        "https://x.org%2f@y.org",
        "https://%65xample.org",
        "https://x%00.org",
        "https://x.org/%0d%0aX: y".replace(" ", ""),
        "https://x.org/%00",
        "https://x.org/%1b[31m",
    ],
    "steps": [
        "https://x.org/a/../b",
        "https://x.org/..",
        "https://x.org/./a",
        "https://x.org/%2e%2E/a",
        "https://x.org/.%2e",
    ],
    "letters that are not what they look like": [
        "https://bücher.example/a",
        "https://gіthub.com/o/r",
        "https://ｇithub.com/o/r",
        "https://github。com/o/r",
        "https://xn--80ak6aa92e.com",
        "https://xn--gthub-n2e.com",
        "https://xn--a.example",
    ],
}


@pytest.mark.parametrize(
    "typed",
    [each for listed in REFUSED.values() for each in listed],
    ids=lambda typed: ascii(typed)[:50],
)
def test_l01_l02_what_is_no_public_https_address_is_refused(typed):
    refused = links.refusal(links.regular(typed))
    assert refused is not None
    assert refused.what
    assert refused.fix.endswith((".", "`."))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("https://[::1", "isn't a full link"),
        ("https://x.org:a", "isn't a full link"),
        ("https://ada@x.org/", "contains a user name"),
        ("https://x.org:8443/", "contains a port"),
        ("https://x.org:", "contains a port"),
        ("https://", "doesn't lead to a public website"),
        ("https://x.local", "doesn't lead to a public website"),
    ],
)
def test_l01_it_says_what_is_wrong_with_an_address(typed, said):
    refused = links.refusal(typed)
    assert refused
    assert said in refused.what
    assert "{link}" in refused.what


def test_l02_a_name_in_other_letters_is_refused_with_the_spelling_to_use():
    refused = links.refusal("https://bücher.example/a")
    assert refused is not None
    assert refused.values == {"site": "xn--bcher-kva.example"}


def test_l01_no_spelling_is_offered_of_what_poses_as_another_site():
    refused = links.refusal("https://gіthub.com/o/r")
    assert refused is not None
    assert "xn--" not in refused.fix


@given(st.one_of(st.text(), st.text("htps:/@.%\\#?[]12aé\x00\n ").map("https://{}".format)))
def test_any_text_is_made_regular_once_and_judged(typed):
    regular = links.regular(typed)
    assert links.regular(regular) == regular
    if links.refusal(regular) is None:
        assert regular.startswith("https://")
        assert regular.isascii()
        assert regular.isprintable()
        assert not set(regular) & set(' "<>\\^`{|}')
