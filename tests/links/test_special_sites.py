"""Sites that answer 200 to anything: what is asked, and what an answer there means."""

import pytest

from wgbot.links.classify import Answer, LinkOutcome
from wgbot.links.findings import said_of
from wgbot.links.special_sites import ask

ALIAS = "https://matrix.org/_matrix/client/v3/directory/room/%23wg%3Aexample.org"


def state(address, status, body=""):
    return ask(address).read(Answer(status, body=body)).state


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        (
            "https://discord.gg/rust-lang",
            "https://discord.com/api/v10/invites/rust-lang?with_expiration=true",
        ),
        (
            "https://www.discord.gg/abc/",
            "https://discord.com/api/v10/invites/abc?with_expiration=true",
        ),
        (
            "https://discord.com/invite/abc?x=1",
            "https://discord.com/api/v10/invites/abc?with_expiration=true",
        ),
        (
            "https://discordapp.com/invite/abc",
            "https://discord.com/api/v10/invites/abc?with_expiration=true",
        ),
        (
            "https://discord.gg/..%2F..%2Fusers",
            "https://discord.com/api/v10/invites/..%2F..%2Fusers?with_expiration=true",
        ),
        ("https://matrix.to/#/#wg:example.org", ALIAS),
        ("https://matrix.to/#/%23wg%3Aexample.org?via=example.org", ALIAS),
        ("https://app.element.io/#/room/#wg:example.org", ALIAS),
        (
            "https://gitter.im/rust-lang/WG-CLI",
            "https://matrix.org/_matrix/client/v3/directory/room/%23rust-lang_WG-CLI%3Agitter.im",
        ),
        (
            "https://join.slack.com/t/x/shared_invite/zt-1",
            "https://join.slack.com/t/x/shared_invite/zt-1",
        ),
        (
            "https://x.zulipchat.com/#narrow/stream/1",
            "https://x.zulipchat.com/api/v1/server_settings",
        ),
    ],
)
def test_k06_known_sites_are_asked_properly(address, asked):
    assert ask(address).address == asked


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "https://discord.com/developers/docs",
        "https://discord.gg/",
        "https://evildiscord.gg/x",
        "https://discord.gg.example.org/x",
        "https://matrix.to/",
        "https://zulipchat.com/",
        "http://[::1",
    ],
)
def test_all_else_is_an_ordinary_page(address):
    assert ask(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://discord.com/channels/1/2",
        "https://matrix.to/#/@ada:example.org",
        "https://matrix.to/#/!abc:example.org",
    ],
)
def test_k05_what_needs_an_account_is_not_known(address):
    outcome = ask(address)
    assert isinstance(outcome, LinkOutcome)
    assert outcome.state == "unknown"


@pytest.mark.parametrize(
    ("status", "is_"),
    [(200, "ok"), (404, "dead"), (429, "unknown"), (500, "unknown"), (403, "unknown")],
)
def test_k06_an_invitation_of_discord(status, is_):
    assert state("https://discord.gg/abc", status, "{}") == is_


@pytest.mark.parametrize(
    ("status", "body", "is_"),
    [
        (200, '{"room_id": "!x:y", "servers": []}', "ok"),
        (200, "<html>", "unknown"),
        (404, '{"errcode": "M_NOT_FOUND"}', "dead"),
        (404, "<html>", "unknown"),
        (404, "[" * 10_000, "unknown"),
        (502, "", "unknown"),
    ],
)
def test_k06_a_room_of_matrix(status, body, is_):
    assert state("https://matrix.to/#/#wg:example.org", status, body) == is_


def test_a_room_of_gitter_that_is_not_listed_may_have_another_name():
    body = '{"errcode": "M_NOT_FOUND"}'
    assert state("https://gitter.im/a/b", 404, body) == "unknown"
    assert state("https://gitter.im/a/b", 200, '{"room_id": "!x"}') == "ok"


@pytest.mark.parametrize(
    ("status", "body", "is_"),
    [
        (200, 'data-props="{&quot;isSharedInviteError&quot;:true}"', "dead"),
        (200, '{"isSharedInviteError": true}', "dead"),
        (200, "<h1>This link is no longer active</h1>", "dead"),
        (200, "{&quot;isSharedInviteError&quot;:false}", "ok"),
        (200, "<html>", "unknown"),
        (404, "", "dead"),
        (403, "", "unknown"),
        (500, "", "dead"),
    ],
)
def test_k06_an_invitation_of_slack(status, body, is_):
    assert state("https://join.slack.com/t/x/shared_invite/zt-1", status, body) == is_


@pytest.mark.parametrize(
    ("fragment", "status", "body", "is_"),
    [
        ("", 200, '{"realm_name": "X"}', "ok"),
        ("#narrow/stream/1-x", 200, '{"realm_name": "X"}', "unknown"),
        ("#narrow/stream/1-x", 404, "", "dead"),
        ("", 400, '{"msg": "Invalid subdomain"}', "dead"),
        ("", 200, "{}", "unknown"),
    ],
)
def test_k06_an_organization_of_zulip(fragment, status, body, is_):
    assert state(f"https://x.zulipchat.com/{fragment}", status, body) == is_


@pytest.mark.parametrize(
    ("body", "state_", "reason"),
    [
        ('{"code": "abc", "expires_at": null}', "ok", ""),
        ('{"code": "abc"}', "ok", ""),
        ('{"expires_at": "2026-03-01T10:00:00+00:00"}', "expiring", "ends on 2026-03-01"),
        ('{"expires_at": "2026-03-01T23:30:00-05:00"}', "expiring", "ends on 2026-03-02"),
        ('{"expires_at": "soon"}', "ok", ""),
        ('{"expires_at": 17}', "ok", ""),
        ("<html>", "ok", ""),
    ],
)
def test_an_invitation_of_discord_tells_when_it_ends(body, state_, reason):
    question = ask("https://discord.gg/invite/abc")
    assert question.address.endswith("/invites/abc?with_expiration=true")
    outcome = question.read(Answer(200, body=body))
    assert outcome.state == state_
    assert reason in said_of(outcome)


@pytest.mark.parametrize(
    ("address", "asked", "body", "found"),
    [
        ("https://t.me/s/wg", "https://t.me/wg", '<div class="tgme_page_title">', "ok"),
        ("https://wg.t.me/", "https://t.me/wg", "<title>Telegram: Contact @wg", "unknown"),
        (
            "https://groups.google.com/forum/#!forum/wg",
            "https://groups.google.com/g/wg",
            "<title>wg - Google Groups</title>",
            "ok",
        ),
        (
            "https://groups.google.com/a/example.org/g/wg/c/x",
            "https://groups.google.com/a/example.org/g/wg",
            "<title>Google Groups</title>",
            "unknown",
        ),
        (
            "https://calendar.google.com/calendar/embed?src=x%40group.calendar.google.com",
            "https://calendar.google.com/calendar/ical/x%40group.calendar.google.com/public/basic.ics",
            "BEGIN:VCALENDAR",
            "ok",
        ),
        ("https://x.zulipchat.com/join/abc/", "https://x.zulipchat.com/join/abc/", "", "ok"),
    ],
)
def test_what_a_service_tells_anybody(address, asked, body, found):
    question = ask(address)
    assert question.address == asked
    assert question.read(Answer(200, body=body)).state == found
    for status in (302, 403, 429, 500):
        assert question.read(Answer(status)).state == "unknown"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://t.me/wg", "unknown"),
        ("https://groups.google.com/g/wg", "unknown"),
        ("https://calendar.google.com/calendar/embed?src=x", "unknown"),
        ("https://zulip.example.org/#narrow/channel/1", "unknown"),
        ("https://x.zulipchat.com/join/abc/", "dead"),
    ],
)
def test_not_found_is_believed_only_of_those_who_mean_it(address, found):
    assert state(address, 404) == found
