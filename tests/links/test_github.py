"""Repositories by GraphQL: few requests, each answer for what it is, faults survived."""

import asyncio
import re
from pathlib import Path

import graphql
import pytest
from aiohttp import ServerDisconnectedError

from tests.links.farm import Jumping, options
from wgbot.github.refusals import RateLimitExhausted, RequestRejected
from wgbot.links import github
from wgbot.links.classify import Answer
from wgbot.links.findings import Link, said_of
from wgbot.links.github import GitHubLinks, query, repository_of
from wgbot.links.rate_limit import HostGaveUp
from wgbot.links.run import check
from wgbot.proposals.reconcile import Retry
from wgbot.text.sentences import Sentence

HOSTS = {"github.com", "git.example.org"}
DOWN = Retry("GitHub couldn't do that: 502.")


def repository(name="a/b", **changes):
    """Return what GitHub tells of a repository."""
    return {
        "id": f"R_{name}",
        "databaseId": sum(map(ord, name)),
        "nameWithOwner": name,
        "url": f"https://github.com/{name}",
        "isArchived": False,
        "isDisabled": False,
        "isEmpty": False,
        "isPrivate": False,
        **changes,
    }


class Api:
    """A GraphQL API that knows some repositories, and fails as it is told."""

    def __init__(self, known=None, faults=(), most=1000):
        self.known = known or {}
        self.faults = list(faults)
        self.most = most
        self.sizes = []

    def __call__(self, text):
        names = re.findall(r'owner: "([^"]+)", name: "([^"]+)"', text)
        self.sizes.append(len(names))
        if self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, Exception):
                raise fault
            return fault
        if len(names) > self.most:
            raise DOWN
        answer = {"rateLimit": {"cost": 1, "remaining": 4321}}
        for number, name in enumerate(map("/".join, names)):
            found = self.known.get(name.lower(), repository(name))
            if found != "FORBIDDEN":
                answer[f"r{number}"] = None if found == "NOT_FOUND" else found
        return answer


def asked(names, api):
    time = Jumping()
    repositories = [repository_of(f"https://github.com/{name}", HOSTS) for name in names]

    async def ask():
        asked = GitHubLinks(api, time.clock)
        found = [each async for batch in asked.check(repositories) for each in batch]
        return found, asked.budget

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("told", "state", "reason"),
    [
        (repository(), "ok", ""),
        (repository(isArchived=True), "archived", "archived"),
        (repository(isPrivate=True), "dead", "private"),
        (repository(isDisabled=True), "dead", "disabled"),
        (repository(isEmpty=True), "ok", "empty"),
        (repository("A/B"), "ok", ""),
        ("NOT_FOUND", "dead", "gone or private"),
        ("FORBIDDEN", "unknown", "doesn't say"),
    ],
)
def test_k09_each_state_is_its_own(told, state, reason):
    (finding,), _ = asked(["a/b"], Api({"a/b": told}))
    assert (finding.state, finding.target) == (state, None)
    assert reason in said_of(finding)


def test_k07_a_new_name_is_moved():
    found, _ = asked(["old/name"], Api({"old/name": repository("new/Name", isArchived=True)}))
    assert found[0].state == "moved"
    assert found[0].target == "https://github.com/new/Name"
    assert "archived" in said_of(found[0])


def test_k08_a_repository_is_known_by_more_than_its_name():
    found, _ = asked(["a/b", "a/c"], Api())
    assert found[0].identity
    assert found[0].identity != found[1].identity


def test_k10_a_thousand_repositories_cost_ten_requests():
    api = Api()
    found, budget = asked([f"o/r{number}" for number in range(1000)], api)
    assert {finding.state for finding in found} == {"ok"}
    assert (len(api.sizes), budget.requests) == (10, 10)
    assert str(budget) == "GitHub: 10 requests, 4,321 points left in this hour"


def test_k11_errors_of_some_say_nothing_of_the_others():
    api = Api({"o/r3": "NOT_FOUND", "o/r7": "FORBIDDEN"})
    found, _ = asked([f"o/r{number}" for number in range(10)], api)
    states = [finding.state for finding in found]
    assert states == ["ok"] * 3 + ["dead"] + ["ok"] * 3 + ["unknown"] + ["ok"] * 2
    assert len(api.sizes) == 1


def test_k11_batches_shrink_until_they_pass_and_grow_again():
    api = Api(most=30)
    found, _ = asked([f"o/r{number}" for number in range(150)], api)
    assert {finding.state for finding in found} == {"ok"}
    assert [finding.address[-4:] for finding in found[:2]] == ["o/r0", "o/r1"]
    assert len(api.sizes) < 20


@pytest.mark.parametrize("fault", [DOWN, None, {}])
def test_k11_one_fault_costs_no_answer(fault):
    found, budget = asked(["a/b", "a/c"], Api(faults=[fault]))
    assert {finding.state for finding in found} == {"ok"}
    assert budget.stopped is None


@pytest.mark.parametrize(
    ("fault", "requests"),
    [
        (RequestRejected("The token is wrong.", 401, "Bad credentials"), 1),
        (RateLimitExhausted("The limit is used up."), 1),
        (DOWN, 10),
        (None, 10),
    ],
)
def test_e02_e22_what_does_not_pass_ends_the_asking_and_nothing_is_dead(fault, requests):
    api = Api(faults=[fault] * 100)
    found, budget = asked([f"o/r{number}" for number in range(120)], api)
    assert {finding.state for finding in found} == {"unknown"}
    assert len(found) == 120
    assert len(api.sizes) <= requests
    assert budget.stopped


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/a/b", ("a", "b")),
        ("http://www.github.com/a/b.git", ("a", "b")),
        ("https://GitHub.com/A/b.js/", ("A", "b.js")),
        ("https://github.com/a/b#readme", ("a", "b")),
        ("https://git.example.org/a/b", ("a", "b")),
        ("https://github.com/a/b/issues/3", None),
        ("https://github.com/a/b/tree/main/x", None),
        ("https://github.com/a", None),
        ("https://github.com/orgs/a", None),
        ("https://github.com/../user", None),
        ("https://github.com/%2e%2e/user", None),
        ("https://github.com/a/..", None),
        ("https://github.com/topics/rust", None),
        ("https://github.com/a/b?tab=readme", None),
        ("https://github.com:8443/a/b", None),
        ("https://gist.github.com/a/b", None),
        ("https://github.com.example.org/a/b", None),
        ("https://github.com/a%0a/b", None),
        ("https://github.com/a/.git", None),
        ("ftp://github.com/a/b", None),
        ("https://[::1", None),
    ],
)
def test_what_is_a_repository(address, name):
    found = repository_of(address, HOSTS)
    assert (found and (found.owner, found.name)) == name


SCHEMA = (Path(__file__).parent / "github-schema.graphql").read_text(encoding="utf-8")


@pytest.mark.parametrize("count", [1, 2, 100])
def test_queries_are_valid_against_githubs_published_schema(count):
    schema = graphql.build_schema(SCHEMA)
    batch = [repository_of(f"https://github.com/o/r{n}", HOSTS) for n in range(count)]
    assert graphql.validate(schema, graphql.parse(query(batch))) == []


def test_the_schema_refuses_what_github_does_not_have():
    schema = graphql.build_schema(SCHEMA)
    one = repository_of("https://github.com/a/b", HOSTS)
    bad = query([one]).replace("isArchived", "isBuried")
    assert graphql.validate(schema, graphql.parse(bad))


class Rest:
    """The REST API, and pages, without a network."""

    def __init__(self, answers):
        self.answers = answers
        self.asked = []

    async def fetch(self, address, attempt=1):
        self.asked.append(address)
        answer = self.answers.get(address.partition("api.github.com")[2])
        if isinstance(answer, Exception):
            raise answer
        return answer or Answer(200, body=REST)


REST = (
    '{"id": 1, "node_id": "R_1", "full_name": "a/b", "html_url": "https://github.com/a/b", '
    '"archived": true, "size": 3, "created_at": "x", "pushed_at": "y"}'
)


def anonymously(names, answers):
    rest = Rest(answers)
    repositories = [repository_of(f"https://github.com/{name}", HOSTS) for name in names]

    async def ask():
        found = github.check_anonymously(repositories, rest)
        return [each async for batch in found for each in batch]

    return asyncio.run(ask()), rest.asked


def test_without_a_token_the_rest_api_tells_the_same():
    moved = Answer(301, location="https://api.github.com/repositories/1")
    renamed = Answer(200, body=REST.replace("a/b", "new/b").replace("true", "false"))
    found, _ = anonymously(
        ["a/b", "old/b", "a/gone", "a/dmca"],
        {
            "/repos/old/b": moved,
            "/repositories/1": renamed,
            "/repos/a/gone": Answer(404),
            "/repos/a/dmca": Answer(451),
        },
    )
    assert [finding.state for finding in found] == ["archived", "moved", "dead", "dead"]
    assert found[1].target == "https://github.com/new/b"
    assert found[0].identity == "1"


@pytest.mark.parametrize(
    "end",
    [
        Answer(403),
        Answer(429),
        Answer(500),
        Answer(200, body="<"),
        HostGaveUp(Sentence("x"), silent=False),
        ServerDisconnectedError(),
    ],
)
def test_k10_without_a_token_it_ends_within_the_limit(end):
    found, asked = anonymously([f"o/r{n}" for n in range(5)], {"/repos/o/r2": end})
    assert len(found) == 2
    assert len(asked) == 3
    found, asked = anonymously([f"o/r{n}" for n in range(100)], {})
    assert len(asked) == github.MOST_ANONYMOUS


def test_n05_a_redirect_of_the_api_is_not_followed_elsewhere():
    elsewhere = Answer(301, location="https://evil.example/repositories/1")
    found, asked = anonymously(["a/b"], {"/repos/a/b": elsewhere})
    assert (found, len(asked)) == ([], 1)


def test_one_check_per_repository_however_it_is_written():
    links = [
        "https://github.com/a/b",
        "https://github.com/A/B.git",
        "https://github.com/a/b#readme",
        "https://www.github.com/a/b/",
    ]
    api = Api({"a/b": repository("new/b")})
    run = asyncio.run(
        check([Link(each) for each in links], options(), deadline=10, asks={"github.com": api})
    )
    assert api.sizes == [1]
    assert [finding.address for finding in run.findings] == links
    assert run.findings[0].target == "https://github.com/new/b"
    assert run.findings[2].target == "https://github.com/new/b#readme"
    assert run.budgets[0].requests == 1


def test_the_repositories_of_an_enterprise_are_asked_of_its_own_api():
    theirs, ours = Api(), Api()
    links = [Link("https://github.com/a/b"), Link("https://git.example.org/a/b")]
    asks = {"github.com": theirs, "git.example.org": ours}
    run = asyncio.run(check(links, options(), deadline=10, asks=asks))
    assert [finding.state for finding in run.findings] == ["ok", "ok"]
    assert (theirs.sizes, ours.sizes) == ([1], [1])
