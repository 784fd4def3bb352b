"""A redirect for good: written where it is plainly the same page, and else left to a person."""

import pytest

from tests.links.farm import answer, checked, one, to
from wgbot.links import pages
from wgbot.links.classify import Answer, Hop, of_page
from wgbot.links.findings import said_of
from wgbot.links.moves import beside, by_hand

PLAIN = [
    ("http://a.example/x", "https://a.example/x"),
    ("https://www.a.example/x", "https://a.example/x"),
    ("https://a.example/x", "https://www.a.example/x"),
    ("https://a.example/x", "https://a.example/x/"),
    ("https://a.example/x/index.html", "https://a.example/x/"),
    ("https://a.example/%7Ex", "https://a.example/~x"),
    ("http://a.example", "https://www.a.example/"),
    ("https://a.example/groups/cli", "https://a.example/teams/cli"),
    ("https://a.example/Groups/CLI", "https://a.example/groups/cli"),
    ("https://a.example/x.html", "https://a.example/x"),
    ("https://a.example/en/x", "https://a.example/en/y"),
    ("https://github.com/example/old/issues/5", "https://github.com/example/new/issues/5"),
    ("https://a.example/x?id=5", "https://www.a.example/x/?id=5"),
    ("https://a.example/net", "https://a.example/wg/net"),
    ("https://a.example/m/x", "https://a.example/m/y"),
    ("https://a.example/docs/error/x", "https://a.example/guide/error/x"),
    ("https://a.example/x", "https://a.example/networking-group-2024-charter"),
    ("https://a.example/t/x", "https://a.example/t/x/1234"),
    ("https://a.example/blog/x", "https://a.example/2026/11/x"),
    ("https://a.example/docs/3.1/x", "https://a.example/docs/3.2/x"),
    ("https://a.example/old/latest/x", "https://a.example/new/latest/x"),
    ("https://a.example/maintenance/x", "https://a.example/maintenance/y"),
    ("https://a.example/join/x", "https://a.example/join/y"),
]
FINE = [
    # Invitations.
    ("https://chat.a.example/", "https://discord.gg/abc", "invitation"),
    ("https://a.example/x", "https://discord.com/invite/abc", "invitation"),
    ("https://a.example/chat", "https://join.slack.com/t/x/shared_invite/zt-1", "invitation"),
    ("https://a.example/chat", "https://chat.whatsapp.com/abc", "invitation"),
    ("https://a.example/chat", "https://t.me/+abc", "invitation"),
    ("https://a.example/chat", "https://signal.group/#abc", "invitation"),
    ("https://a.example/meet", "https://zoom.us/j/123", "invitation"),
    # Short and vanity addresses.
    ("https://bit.ly/abc", "https://a.example/x", "short"),
    ("https://tinyurl.com/abc", "https://a.example/x", "short"),
    ("https://doi.org/10.1/abc", "https://a.example/x", "short"),
    ("https://w3id.org/abc", "https://a.example/x", "short"),
    ("https://go.a.example/abc", "https://b.example/x", "short"),
    ("https://a.example/go/abc", "https://b.example/x", "short"),
    ("https://chat.a.example/", "https://a.zulipchat.com/", "short"),
    ("https://a.example/chat", "https://a.zulipchat.com/", "short"),
    ("https://a.example/x", "https://bit.ly/abc", "short"),
    # The visitor's language, session, consent, device, and what counts visits.
    ("https://a.example/groups/x", "https://a.example/en-us/groups/x", "language"),
    ("https://a.example/groups/x", "https://a.example/groups/x?hl=en", "language"),
    ("https://a.example/de/x", "https://a.example/en/x", "language"),
    ("https://a.example/x", "https://en.a.example/x", "language"),
    ("https://a.example/x.html", "https://a.example/x.en.html", "language"),
    ("https://a.example/x", "https://a.example/intl/de_ALL/x", "language"),
    ("http://a.example/x", "https://www.a.example/pt-BR/x/", "language"),
    ("https://a.example/x", "https://a.example/x;jsessionid=8F3A", "visit"),
    ("https://a.example/x", "https://a.example/x?PHPSESSID=8f3a", "visit"),
    ("https://a.example/x", "https://a.example/(S(abc123))/x", "visit"),
    ("https://a.example/x", "https://a.example/x?utm_source=b&utm_medium=c", "tracks"),
    ("https://a.example/x?utm_source=b", "https://a.example/x", "tracks"),
    ("https://a.example/x", "https://a.example/x?fbclid=abc", "tracks"),
    ("https://a.example/x", "https://a.example/x?cookieConsent=1", "agreed"),
    ("https://a.example/x", "https://m.a.example/x", "device"),
    ("https://a.example/x", "https://a.example/amp/x", "device"),
    ("https://a.example/x", "https://a.example/m/x", "device"),
    ("https://a.example/x", "https://a.example/us/x", "region"),
    ("https://a.example/us/x", "https://a.example/gb/x", "region"),
    ("https://a.example/x", "https://a.example/us-en/x", "region"),
    ("https://a.example/x", "https://a.example/x#gdpr", "place on the page"),
    ("https://a.example/go/net", "https://a.example/groups/net", "short"),
    # Secrets.
    ("https://a.example/x", "https://ada:pass@a.example/x", "secret"),
    ("https://a.example/x", "https://a.example/s/ab12cd34ef56ab78cd90ef12ab34cd56", "secret"),
    ("https://a.example/x", "https://a.example/1b4e28ba-2fa1-11d2-883f-0016d3cca427", "secret"),
    ("https://meet.b.example/j/1", "https://meet.b.example/j/1?pwd=abc", "secret"),
    ("https://a.example/x", "https://a.example/x?token=abc", "secret"),
    ("https://a.example/x", "https://a.example/x?API_KEY=abc", "secret"),
    ("https://a.example/x", "https://a.example/x?tk=abc", "secret"),
    ("https://a.example/x", "https://a.example/x?zak=abc", "secret"),
    ("https://a.example/x", "https://a.example/y?X-Amz-Signature=abc&X-Amz-Date=1", "secret"),
    ("https://a.example/x", "https://a.example/y?sv=1&sig=abc", "secret"),
    ("https://a.example/x", "https://a.example/x#access_token=abc", "secret"),
    ("https://a.example/x", "https://a.example/x?v=f3a9c1d27b8e4056aa91", "secret"),
    ("https://a.example/", "https://a.example/home", "front page"),
    # Invitations of a site's own.
    ("https://a.example/chat-room", "https://a.example/invite/abcdef", "invitation"),
    ("https://a.example/x", "https://chat.a.example/join/abcdef/", "invitation"),
    # What is newest is another one tomorrow.
    ("https://a.example/docs/latest/x", "https://a.example/docs/v2.1/x", "newest"),
    ("https://a.example/docs/stable", "https://a.example/docs/3.2", "newest"),
    ("https://a.example/current", "https://a.example/2026", "newest"),
    ("https://a.example/latest", "https://a.example/blog/some-post", "newest"),
    ("https://a.example/meeting", "https://a.example/meeting/2026-11-28", "one of many"),
    ("https://a.example/summit", "https://a.example/2026/summit-berlin", "one of many"),
    ("https://a.example/docs", "https://a.example/docs/v2.1", "one of many"),
]
TOLD = [
    ("https://a.example/x", "https://a.example/404", "nothing"),
    ("https://a.example/x", "https://a.example/errors/not-found.html", "nothing"),
    ("https://a.example/x", "https://a.example/", "front page"),
    ("https://a.example/x", "https://a.example/home", "front page"),
    ("https://a.example/x", "https://a.example/oops", "nothing"),
    ("https://a.example/x", "https://a.example/docs/error.html", "nothing"),
    ("https://a.example/x", "https://b.example/", "front page"),
    ("https://chat.a.example/room", "https://b.example/", "front page"),
    ("https://a.example/chat/room", "https://b.example/", "front page"),
    ("https://a.example/x", "https://a.example/en/", "language"),
    ("https://a.example/x", "https://b.example/x", "another site"),
    ("https://a.example/x", "https://a.example.b.example/x", "another site"),
    ("https://a.example/x", "https://a.example:8443/x", "another site"),
    ("https://a.example/groups/x", "https://a.example/groups", "above"),
    ("https://a.example/groups/x", "https://a.example/en-us/teams/x", "language"),
    ("https://a.example/x?id=5", "https://a.example/x", "after the `?`"),
    ("https://a.example/x?id=5", "https://a.example/y", "after the `?`"),
    ("https://a.example/x", "https://a.example/maintenance", "stands in"),
    ("https://a.example/x", "https://a.example/geo-block/x", "stands in"),
    ("https://a.example/groups/x", "https://a.example/groups/closed", "stands in"),
    ("https://a.example/x", "https://a.example/cdn-cgi/y", "stands in"),
]


def body(title):
    return f"<html><title>{title}</title>"


@pytest.mark.parametrize(("old", "new"), PLAIN)
def test_the_same_page_is_written(old, new):
    assert by_hand(old, new, body("A page")) is None
    outcome = of_page(Answer(200), new, [Hop(old, 301)])
    assert (outcome.state, outcome.target, outcome.by_hand) == ("moved", new, False)


@pytest.mark.parametrize(("old", "new", "why"), FINE)
def test_what_works_as_well_as_ever_is_left_as_it_is(old, new, why):
    left = by_hand(old, new, body("A page"))
    assert left.is_fine
    assert why in left.why.plain
    outcome = of_page(Answer(200), new, [Hop(old, 301)])
    assert (outcome.state, outcome.by_hand) == ("ok", True)


@pytest.mark.parametrize(("old", "new", "why"), TOLD)
def test_what_is_not_plain_is_told_and_left_to_a_person(old, new, why):
    left = by_hand(old, new, body("A page"))
    assert not left.is_fine
    assert why in left.why.plain
    outcome = of_page(Answer(200), new, [Hop(old, 301)])
    assert (outcome.state, outcome.by_hand) == ("moved", True)


NONE = [
    *("404", "404 Not Found", "Page not found", "Page Not Found | Example", "Error 404 - Example"),
    *("Example – 404", "Not found · Example", "404: This page could not be found.", "Oops!"),
    *("Example: Page not found", "Page not found &ndash; Example", "Seite nicht gefunden"),
    *("This page doesn&#39;t exist - Example", "This page doesn’t exist"),
    *("The page you requested was not found", "Sorry, this page isn’t available", "Fehler 404"),
    *("We couldn't find that page", "Group not found | Example", "HTTP Error 410: Gone"),
    *("Repository not found", "The file you are looking for could not be found", "Whoops, 404!"),
    *("This invitation has been deleted", "This room no longer exists · Chat"),
]
PAGES = [
    *(
        "A page",
        "",
        "How to handle a 404",
        "Area 404",
        "Not found in translation",
        "HTTP 404 and you",
    ),
    *("Things we found", "The 404 company: about us", "Pages that were not found: a study"),
    *(
        "The page is available",
        "Group found",
        "A page that can be found",
        "404 ways to found a group",
    ),
]


@pytest.mark.parametrize("title", NONE)
def test_a_page_that_says_that_it_is_none_is_left_to_a_person(title):
    assert pages.says_it_is_none(body(title))
    assert not by_hand("https://a.example/x", "https://a.example/y", body(title)).is_fine


@pytest.mark.parametrize("title", PAGES)
def test_a_page_that_only_speaks_of_it_is_one(title):
    assert not pages.says_it_is_none(body(title))


@pytest.mark.parametrize(
    "title",
    ["Account Suspended", "a.example is for sale", "The domain a.example is parked",
     "This domain may be for sale!", "Down for maintenance | Example", "a.example has expired",
     "502 Bad Gateway", "Error 503", "Example – 500 Internal Server Error", "Wartungsarbeiten"],
)  # fmt: skip
def test_what_a_host_shows_in_place_of_a_site_is_not_the_site(title):
    for trail in ([], [Hop("https://a.example/y", 301)], [Hop("https://a.example/y", 302)]):
        outcome = of_page(Answer(200, body=body(title)), "https://a.example/x", trail)
        assert (outcome.state, outcome.target) == ("unknown", None)


@pytest.mark.parametrize(
    "title",
    [
        "Maintenance – Example",
        "Domains for sale: a guide",
        "Suspended accounts",
        "Index",
        "Area 503",
        "500 Mile",
        "What 502 Bad Gateway means",
        "599",
    ],
)
def test_a_page_about_that_is_a_page(title):
    assert of_page(Answer(200, body=body(title)), "https://a.example/x").state == "ok"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://a.example/x", "https://consent.a.example/m?continue=x"),
        ("https://a.example/x", "https://a.example/cookie-consent?to=x"),
        ("https://a.example/x", "https://accounts.a.example/signin"),
        ("https://a.example/x", "https://a.example/users/sign_in"),
        ("https://a.example/x", "https://a.example/session/new"),
        ("https://a.example/x", "https://id.a.example/realms/b/protocol/openid-connect/auth"),
        ("https://a.example/x", "https://a.example/w/index.php?title=Special:UserLogin&x=y"),
        ("https://a.example/x", "https://a.example/privacy-gate?to=x"),
    ],
)
@pytest.mark.parametrize("status", [301, 302])
def test_behind_a_login_or_a_consent_nothing_is_known(old, new, status):
    outcome = of_page(Answer(200), new, [Hop(old, status)])
    assert (outcome.state, outcome.target) == ("unknown", None)


@pytest.mark.parametrize(
    ("new", "title", "state"),
    [
        ("https://a.example/404", "Page not found", "dead"),
        ("https://a.example/404", "Welcome", "unknown"),
        ("https://a.example/y", "Page not found", "unknown"),
        ("https://b.example/", "Welcome", "unknown"),
        ("https://b.example/home", "Welcome", "unknown"),
        ("https://b.example/?from=a.example", "Welcome", "unknown"),
        ("https://b.example/?p=5", "Welcome", "ok"),
        ("https://a.example/oops", "Welcome", "unknown"),
        ("https://a.example/", "Welcome", "ok"),
        ("https://b.example/y", "Welcome", "ok"),
    ],
)
def test_a_redirect_for_now_that_leads_to_nothing_is_not_fine(new, title, state):
    outcome = of_page(Answer(200, body=body(title)), new, [Hop("https://a.example/x", 302)])
    assert outcome.state == state


def test_beside_an_address_is_what_is_surely_nothing():
    other = beside("https://a.example/groups/cli.html?x=1", "https://a.example/teams/cli")
    assert other.startswith("https://a.example/groups/wgbot-")
    assert other.endswith(".html?x=1")
    assert beside("http://a.example/x", "https://www.a.example/x/") is None
    assert beside("https://a.example/x", "https://a.example/y") == beside(
        "https://a.example/x", "https://a.example/y"
    )


def test_where_every_address_moves_to_one_place_a_person_judges():
    routes = {"/new": answer(200), "*": to("/new", 301)}
    finding = one(routes, "/groups/cli")
    assert (finding.state, finding.by_hand) == ("moved", True)
    assert "every address next to it" in said_of(finding)
    # Also where the way there is longer.
    routes = {"/new": answer(200), "/": to("/new", 301), "*": to("/", 301)}
    assert one(routes, "/groups/cli").by_hand


def test_where_each_address_moves_to_one_of_its_own_it_is_written():
    def renamed(_farm, request):
        return to(request.path.replace("/groups/", "/teams/"), 301)

    routes = {"/groups/cli": renamed, "/teams/cli": answer(200), "*": renamed}
    finding = one(routes, "/groups/cli")
    assert (finding.state, finding.by_hand) == ("moved", False)
    assert finding.target.endswith("/teams/cli")


def by_language(_farm, request):
    language = request.headers["accept-language"][:2]
    return to(f"/x-{language}", 301)


def test_a_move_is_asked_for_in_two_languages():
    routes = {"/x": by_language, "/x-en": answer(200), "/x-de": answer(200), "/": answer(200)}
    finding = one(routes, "/x")
    assert (finding.state, finding.by_hand) == ("ok", True)
    assert "language" in said_of(finding)


def test_a_move_that_a_second_visit_does_not_find_is_not_known():
    def once(_farm, request):
        return to("/y", 301) if request.number == 1 else answer(200)

    finding = one({"/x": once, "/y": answer(200)}, "/x")
    assert (finding.state, finding.target) == ("unknown", None)
    found, farm = checked({"/x": to("/y", 301), "/y": answer(200)}, "/x")
    assert found[0].state == "moved"
    languages = {request.headers["accept-language"] for request in farm.seen}
    assert len(languages) == 2
