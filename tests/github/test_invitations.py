"""What Discord is asked about the invitations that a proposal has, and what is made of its answer."""

from datetime import UTC, datetime

import pytest
import requests
import responses

from tests import example
from wgbot.checks.lookups import Facts, InvitationFacts
from wgbot.github import invitations

LINK = "https://discord.gg/invite/abc"
ASKED = "https://discord.com/api/v10/invites/abc?with_expiration=true"
ENDS = datetime(2026, 3, 1, 10, tzinfo=UTC)


def known(status=200, body="{}", link=LINK, **more):
    with responses.RequestsMock(assert_all_requests_are_fired=False) as web:
        if not isinstance(body, Exception):
            more |= {"status": status}
        web.get(ASKED, body=body, **more)
        found = invitations.look_up([example.proposal(channel=link).group])
        return found.get(link), [call.request for call in web.calls]


@pytest.mark.parametrize(
    ("status", "body", "facts"),
    [
        (200, '{"expires_at": "2026-03-01T10:00:00+00:00"}', InvitationFacts(True, ENDS)),
        (200, '{"expires_at": null}', InvitationFacts(True)),
        (200, "<html>", InvitationFacts(True)),
        (404, '{"message": "Unknown Invite", "code": 10006}', InvitationFacts(False)),
        (403, "", None),
        (429, "", None),
        (500, "", None),
        (302, "", None),
        (0, requests.ConnectionError("no network"), None),
        (0, requests.Timeout("too long"), None),
    ],
)
def test_what_discord_says_is_known_and_what_it_does_not_say_is_not(status, body, facts):
    assert known(status, body)[0] == facts


def test_no_token_and_no_name_goes_with_it(monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine discord.com login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    _, (request,) = known()
    assert "Authorization" not in request.headers
    assert "secret" not in str(request.headers)


@pytest.mark.parametrize(
    "link", ["https://chat.example.org/", "https://discord.gg/", "https://discord.gg.example.org/x"]
)
def test_nobody_else_is_asked(link):
    assert known(link=link) == (None, [])


def test_not_many_are_asked_about():
    links = " ".join(f"https://discord.gg/c{number}" for number in range(9))
    with responses.RequestsMock(assert_all_requests_are_fired=False) as web:
        for number in range(9):
            web.get(f"https://discord.com/api/v10/invites/c{number}?with_expiration=true", json={})
        assert len(invitations.look_up([example.proposal(channel=links).group])) == 3


@pytest.mark.parametrize(
    ("facts", "said", "blocks"),
    [
        (InvitationFacts(True, ENDS), "ends on 2026-03-01", False),
        (InvitationFacts(False), "has ended", True),
        (InvitationFacts(True), None, None),
        (None, None, None),
    ],
)
def test_who_proposes_an_invitation_is_told_that_it_ends(facts, said, blocks):
    from wgbot.proposals.proposal import judge

    issue = example.proposal(channel=LINK).issue
    given = Facts(invitations={LINK: facts} if facts else {})
    found = [
        each
        for each in judge(issue, example.repository(), given).found
        if "invitation" in each.message()
    ]
    assert [each.blocks for each in found] == ([blocks] if said else [])
    assert all(said in each.message() for each in found)
