"""What GitHub is asked about the accounts and repositories that a proposal names."""

import pytest

from tests import bot, example
from tests.fakegithub import answered, refused
from wgbot.checks.lookups import Facts, RepositoryFacts
from wgbot.github.api import Api
from wgbot.github.lookups import look_up
from wgbot.proposals.reconcile import Retry

SERVER = "https://github.com"


@pytest.fixture
def fake(monkeypatch):
    fake, _ = bot.start(monkeypatch)
    with fake.serve():
        fake.start_counting()
        yield fake


def known(fake, server=SERVER, **answers) -> Facts:
    """Ask about a proposal with these answers, and no others that name anything."""
    answers = {"leads": None, "repository": None} | answers
    asked = look_up(Api(fake.read_token, "acme/groups"), server, [example.proposal(**answers)])
    return asked.facts


def state(fake, link) -> RepositoryFacts | None:
    return known(fake, repository=link).repositories.get(link)


def test_where_nothing_is_named_nothing_is_asked(fake):
    assert known(fake) == Facts()
    assert fake.calls == []


def test_a05_accounts_are_people_organisations_or_nobody(fake):
    fake.delete_account("fanny")
    facts = known(fake, leads="@clara, @example, @fanny, @zoe-who-never-was")
    assert facts.accounts == {
        "clara": "person",
        "example": "organization",
        "fanny": "nobody",
        "zoe-who-never-was": "nobody",
    }
    assert len(fake.calls) == 1


def test_accounts_of_any_kind_have_numbers(fake):
    for login in ("ada_acme", "grace--h", "alan-"):
        number = fake.add_account(login).id
        assert known(fake, leads=f"@{login}").numbers == {login: number}


def test_a05_every_account_that_can_lead_a_group_is_asked_for(fake):
    facts = known(fake, leads="@ada_corp, @ada-, @a--da")
    assert facts.accounts == dict.fromkeys(["ada_corp", "ada-", "a--da"], "nobody")


def test_a05_what_is_no_account_is_not_asked_for(fake):
    known(fake, leads='@clara, @a") { x }, @ex/team, clara@example.org, @clara, @Clara')
    assert fake.calls[0].body["query"].count("repositoryOwner") <= 3
    assert "{ x }" not in fake.calls[0].body["query"]
    assert "team" not in fake.calls[0].body["query"]


def test_s03_one_question_is_asked_however_many_are_named(fake):
    people = ", ".join(f"@person{number}" for number in range(1000))
    links = "\n".join(f"https://github.com/example/r{number}" for number in range(1000))
    known(fake, leads=people, repository=links)
    (call,) = fake.calls
    assert call.body["query"].count("repositoryOwner(") <= 20
    assert call.body["query"].count("repository(") <= 20


def test_l03_a_repository_is_told_as_it_is_now(fake):
    fake.add_repo("example/old", archived=True)
    fake.add_repo("example/blocked", disabled=True)
    fake.add_repo("example/secret", private=True)
    fake.add_repo("example/copy", fork=True)
    fake.rename_repo("example/music", fake.add_repo("example/noise"))
    at = "https://github.com/example"
    # One without a commit is empty, and one that is a fork is as good as any.
    assert state(fake, f"{at}/sound") == RepositoryFacts("empty", f"{at}/sound")
    assert state(fake, f"{at}/copy").state in ("fine", "empty")
    assert state(fake, f"{at}/old") == RepositoryFacts("archived", f"{at}/old")
    assert state(fake, f"{at}/blocked") == RepositoryFacts("disabled", f"{at}/blocked")
    assert state(fake, f"{at}/secret") == RepositoryFacts("gone or private")
    assert state(fake, f"{at}/nothing") == RepositoryFacts("gone or private")
    assert state(fake, f"{at}/noise").address == f"{at}/music"


def test_l03_a_private_repository_is_not_told_of_even_where_the_token_sees_it(fake):
    fake.repo.private = True
    link = f"{SERVER}/acme/groups"
    assert state(fake, link) == RepositoryFacts("gone or private")


@pytest.mark.parametrize(
    "link",
    [
        "https://gitlab.com/example/sound",
        "https://github.com/example",
        "https://github.com/example/sound/issues",
        "https://github.com.example.net/example/sound",
        'https://github.com/exa"mple/sound',
        "https://[github.com/example/sound",
    ],
)
def test_only_repositories_at_this_server_are_asked_for(fake, link):
    assert known(fake, repository=link).repositories == {}
    assert fake.calls == []


def test_on_github_enterprise_that_is_the_communitys_own_server(monkeypatch):
    api = "https://ghe.example/api/v3"
    fake, _ = bot.start(monkeypatch, base_url=api)
    links = "https://ghe.example/example/sound\nhttps://github.com/example/sound"
    with fake.serve():
        found = look_up(
            Api(fake.app_token, "acme/groups", api),
            "https://ghe.example",
            [example.proposal(leads=None, repository=links)],
        )
    assert found.facts.repositories == {
        "https://ghe.example/example/sound": RepositoryFacts(
            "empty", "https://ghe.example/example/sound"
        )
    }


def test_k11_what_could_not_be_told_is_not_known_and_the_rest_is(fake, monkeypatch):
    def query(*_):
        return {"a1": None}

    monkeypatch.setattr(Api, "query", query)
    assert known(fake, leads="@clara, @fanny").accounts == {"fanny": "nobody"}


@pytest.mark.parametrize("status", [403, 404])
def test_without_a_graphql_api_nothing_is_known(fake, status):
    fake.fault("POST", refused(status), times=99)
    assert known(fake, leads="@clara") == Facts()


def test_e03_a_graphql_api_that_is_down_for_a_moment_is_asked_again(fake):
    fake.fault("POST", answered(502), times=2)
    assert known(fake, leads="@clara").accounts == {"clara": "person"}


def test_e03_one_that_stays_down_lets_nobody_pass_unseen(fake):
    fake.fault("POST", refused(502), times=99)
    with pytest.raises(Retry):
        known(fake, leads="@zoe-who-never-was")
