"""A fake with a few people, and a plain way to ask it."""

import pytest
import requests

from tests.fakegithub import FakeGithub


@pytest.fixture
def fake():
    made = FakeGithub({"README.md": "Hello\n", "registry/a.yml": "name: A\n"})
    for login, role in {"ada": None, "tri": "triage", "max": "write", "adm": "admin"}.items():
        made.add_account(login, role)
    made.add_label("approved")
    return made


@pytest.fixture
def ask(fake):
    """Ask by method and path; give the answer. Query as `?…`, JSON as keywords."""

    def asking(method, path, token=None, headers=None, **body):
        url = f"{fake.world.api}{path}" if path.startswith("/") else path
        sent = {"Authorization": f"Bearer {token or fake.actions_token}"} | (headers or {})
        json = body.pop("json", body or None)
        return requests.request(method, url, json=json, headers=sent, allow_redirects=False)

    with fake.serve():
        yield asking


@pytest.fixture
def query(fake, ask):
    """Ask in GraphQL; give the whole answer."""

    def asking(text, token=None, **variables):
        answer = ask("POST", fake.world.graphql_url, token, query=text, variables=variables)
        assert answer.status_code == 200
        return answer.json()

    return asking


@pytest.fixture
def unknown(fake):
    """Expect a request that fails the test."""

    def expecting(asking, *arguments, **options):
        with pytest.raises(AssertionError):
            asking(*arguments, **options)
        assert len(fake.violations) == 1
        fake.violations.clear()

    return expecting


REPO = "/repos/acme/groups"


@pytest.fixture
def branch(fake, ask):
    """Make a branch with one commit by the bot, and give the commit."""

    def making(name, path="registry/b.yml", text="name: B\n", base=None, token=None):
        base = base or fake.head()
        entry = {"path": path, "mode": "100644", "type": "blob", "content": text}
        tree = ask("POST", f"{REPO}/git/trees", token, base_tree=base, tree=[entry]).json()["sha"]
        commit = ask(
            "POST", f"{REPO}/git/commits", token, message="Add", tree=tree, parents=[base]
        ).json()["sha"]
        made = ask("POST", f"{REPO}/git/refs", token, ref=f"refs/heads/{name}", sha=commit)
        assert made.status_code == 201
        return commit

    return making
