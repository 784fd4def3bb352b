"""What sites answer to programs: an answer to the visitor says nothing of the page, ever."""

import pytest

from tests.links.farm import answer, checked, one, to
from wgbot.links.addresses import is_shared
from wgbot.links.classify import Answer, of_page
from wgbot.links.findings import said_of

TO_THE_VISITOR = (
    *(400, 401, 402, 403, 405, 406, 407, 409, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422),
    *(423, 424, 425, 426, 428, 429, 431, 444, 451, 498, 499, 501, 503, 505, 506, 509, 510, 511),
    *(*range(520, 531), 598, 599, 999, 100, 199, 300, 305, 600, -7, 0),
)


@pytest.mark.parametrize("status", TO_THE_VISITOR)
def test_an_answer_to_the_visitor_is_never_dead_and_never_fine(status):
    assert of_page(Answer(status), "https://a.example/x").state == "unknown"


@pytest.mark.parametrize("status", [400, 403, 418, 503, 521, 999])
def test_however_often_it_comes(status):
    found, _ = checked({"*": answer(status)}, *[f"/{number}" for number in range(5)])
    assert {finding.state for finding in found} == {"unknown"}


@pytest.mark.parametrize("status", [404, 410, 500, 502, 504])
def test_an_answer_about_the_page_or_its_server_is_dead(status):
    assert of_page(Answer(status), "https://a.example/x").state == "dead"


@pytest.mark.parametrize(
    "header",
    [
        {"cf_mitigated": "challenge"},
        {"x_vercel_mitigated": "challenge"},
        {"x_amzn_waf_action": "challenge"},
        {"x_amzn_waf_action": "captcha"},
    ],
)
@pytest.mark.parametrize("status", [200, 202, 404, 503])
def test_what_stands_before_a_site_is_told_by_its_header(header, status):
    assert one({"*": answer(status, **header)}).state == "unknown"


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment...",
        "Attention Required! | Cloudflare",
        "Making sure you&#39;re not a bot!",
        "DDoS-Guard",
        "Pardon Our Interruption",
        "Client Challenge",
        "Access Denied",
        "Vercel Security Checkpoint",
        "Access to this page has been denied.",
        "Robot Check",
        "Your browser is not supported",
    ],
)
@pytest.mark.parametrize("status", [200, 403, 404, 410, 500, 503])
def test_what_stands_before_a_site_is_told_by_its_title(title, status):
    body = f"<title>{title}</title>"
    assert of_page(Answer(status, body=body), "https://a.example/x").state == "unknown"


@pytest.mark.parametrize("title", ["Access denied errors: a guide", "Rate limits", "Robot checks"])
def test_a_page_about_it_is_a_page(title):
    body = f"<title>{title}</title>"
    assert of_page(Answer(200, body=body), "https://a.example/x").state == "ok"


def test_not_found_from_a_host_that_finds_nothing_is_not_known():
    found, farm = checked({"*": answer(404)}, "/a", "/b", "/c")
    assert {finding.state for finding in found} == {"unknown"}
    assert "to everything" in said_of(found[0])
    asked = [request.path for request in farm.seen]
    # What is found out of a host holds for all of its links.
    assert sorted(asked) == ["/", "/a", "/b", "/c", "/robots.txt"]


@pytest.mark.parametrize(
    "routes",
    [
        {"/": answer(200), "*": answer(404)},
        {"/": to("/home"), "*": answer(404)},
        {"/robots.txt": answer(200), "*": answer(404)},
        {"/": answer(403), "*": answer(404)},
        {"/": None, "*": answer(404)},
    ],
)
def test_not_found_from_a_host_that_has_something_is_dead(routes):
    assert one(routes, "/a").state == "dead"


def test_a_host_that_had_something_is_not_asked_besides():
    found, farm = checked({"/a": answer(200), "*": answer(404)}, "/a", "/b")
    assert [finding.state for finding in found] == ["ok", "dead"]
    assert len(farm.seen) == 2


@pytest.mark.parametrize(
    ("host", "is_one"),
    [
        ("example.github.io", True),
        ("docs.example.readthedocs.io", True),
        ("github.io", False),
        ("github.io.example.org", False),
        ("example.org", False),
    ],
)
def test_where_many_have_their_sites_nothing_at_the_front_is_true_as_well(host, is_one):
    assert is_shared(host) == is_one

    async def lookup(_name):
        return ["127.0.0.1"]

    (finding,), _ = checked({"*": answer(404)}, "/a", host=host, lookup=lookup)
    assert finding.state == ("dead" if is_one else "unknown")
