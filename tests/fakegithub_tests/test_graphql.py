"""GraphQL: look-ups with partial answers, compare-and-swap of refs, drafts."""

import pytest

REPO = "/repos/acme/groups"
ZERO = "0" * 40
SWAP = """mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }"""
DRAFT = """mutation($id: ID!) {
  convertPullRequestToDraft(input: {pullRequestId: $id}) { pullRequest { isDraft } } }"""
READY = DRAFT.replace("convertPullRequestToDraft", "markPullRequestReadyForReview")


@pytest.fixture
def swap(fake, ask, query):
    repository = ask("GET", REPO).json()["node_id"]

    def swapping(*updates, token=None):
        keys = ("name", "beforeOid", "afterOid", "force")
        given = [dict(zip(keys, one, strict=False)) for one in updates]
        found = query(SWAP, token, input={"repositoryId": repository, "refUpdates": given})
        return [error["type"] for error in found.get("errors", [])]

    return swapping


def test_every_token_knows_its_viewer(fake, query):
    for token, login in {
        fake.actions_token: "github-actions[bot]",
        fake.app_token: "wgbot-app[bot]",
        fake.user_token("max"): "max",
    }.items():
        assert query("{ viewer { login } }", token)["data"]["viewer"]["login"] == login


def test_look_ups_answer_in_part(fake, query):
    fake.add_repo("rust/old", archived=True)
    fake.add_repo("rust/secret", private=True)
    fake.rename_repo("rust/new", fake.add_repo("rust/moved"))
    found = query(
        """{
          a: repository(owner: "rust", name: "old") { nameWithOwner isArchived isPrivate }
          b: repository(owner: "rust", name: "none") { nameWithOwner }
          c: repository(owner: "rust", name: "MOVED") { nameWithOwner isEmpty }
          d: repository(owner: "rust", name: "secret") { id }
          e: repositoryOwner(login: "ADA") { __typename login }
          f: repositoryOwner(login: "acme") { __typename login ... on Organization { name } }
          g: repositoryOwner(login: "nobody") { login }
          rateLimit { remaining cost }
        }"""
    )
    data = found["data"]
    assert data["a"] == {"nameWithOwner": "rust/old", "isArchived": True, "isPrivate": False}
    assert data["c"] == {"nameWithOwner": "rust/new", "isEmpty": True}
    assert (data["b"], data["d"], data["g"]) == (None, None, None)
    assert data["e"] == {"__typename": "User", "login": "ada"}
    assert data["f"]["__typename"] == "Organization"
    assert [(one["type"], one["path"]) for one in found["errors"]] == [
        ("NOT_FOUND", ["b"]),
        ("NOT_FOUND", ["d"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{ viewer { shoeSize } }",
        '{ repository(name: "x") { id } }',
        "{ viewer ",
        '{ search(query: "x", type: ISSUE) { issueCount } }',
    ],
)
def test_what_the_schema_has_not_fails_the_test(fake, query, unknown, text):
    unknown(query, text)


def test_a_variable_of_the_wrong_type_fails_the_test(query, unknown):
    unknown(query, SWAP, input={"refUpdates": []})


def test_a_ref_is_swapped_only_from_what_was_seen(fake, branch, swap):
    old, new = branch("b"), branch("c", text="name: C\n")
    name = "refs/heads/b"
    assert swap((name, new, old, True)) == ["UNPROCESSABLE"]
    assert fake.head("b") == old
    assert swap((name, old, new, False)) == ["UNPROCESSABLE"]
    assert swap((name, old, new, True)) == []
    assert fake.head("b") == new
    assert swap((name, None, old)) == ["UNPROCESSABLE"]
    assert swap((name, None, "1" * 40)) == ["UNPROCESSABLE"]


def test_zeros_stand_for_a_ref_that_is_not(fake, swap):
    head, name = fake.head(), "refs/heads/new"
    assert swap((name, head, head)) == ["UNPROCESSABLE"]
    assert swap((name, ZERO, head)) == []
    assert swap((name, ZERO, head)) == ["UNPROCESSABLE"]
    assert swap(("refs/heads/a..b", ZERO, head)) == ["UNPROCESSABLE"]
    assert swap((name, head, ZERO)) == []
    assert fake.head("new") is None


def test_swaps_are_all_done_or_none(fake, swap):
    head = fake.head()
    assert swap(("refs/heads/x", ZERO, head), ("refs/heads/y", head, head)) == ["UNPROCESSABLE"]
    assert fake.head("x") is None


def test_a_swap_needs_ids_that_are_ids(fake, query, swap, unknown):
    unknown(swap, ("refs/heads/x", ZERO, "main"))
    found = query(SWAP, input={"repositoryId": "R_none", "refUpdates": []})
    assert found["errors"][0]["type"] == "NOT_FOUND"


def test_a_swap_needs_permission_and_leaves_the_default_branch(fake, branch, swap):
    head, new = fake.head(), branch("b")
    assert swap(("refs/heads/x", ZERO, head), token=fake.read_token) == ["FORBIDDEN"]
    assert swap(("refs/heads/x", ZERO, head), token=fake.user_token("ada")) == ["FORBIDDEN"]
    assert swap(("refs/heads/main", head, new)) == ["UNPROCESSABLE"]
    assert not [call for call in fake.writes if call.path == "/graphql"]


def test_pull_requests_turn_to_drafts_and_back(fake, ask, branch, query):
    branch("b")
    made = ask("POST", f"{REPO}/pulls", title="x", head="b", base="main").json()
    node, number = made["node_id"], made["number"]
    assert query(READY, id=node)["errors"][0]["type"] == "UNPROCESSABLE"
    found = query(DRAFT, id=node)
    assert found["data"]["convertPullRequestToDraft"]["pullRequest"]["isDraft"]
    assert ask("GET", f"{REPO}/pulls/{number}").json()["draft"]
    assert fake.writes[-1].path == "/graphql"
    assert query(READY, fake.read_token, id=node)["errors"][0]["type"] == "FORBIDDEN"
    assert "errors" not in query(READY, id=node)
    fake.policy.drafts = False
    assert query(DRAFT, id=node)["errors"][0]["type"] == "UNPROCESSABLE"
    assert query(DRAFT, id="PR_none")["errors"][0]["type"] == "NOT_FOUND"
    fake.policy.drafts = True
    fake.world.hidden["pulls", (fake.repo.id, number)] = 1  # as if just created
    assert query(DRAFT, id=node)["errors"][0]["type"] == "NOT_FOUND"
    fake.close_pull("max", number)
    assert query(DRAFT, id=node)["errors"][0]["type"] == "UNPROCESSABLE"


def test_a_request_that_is_no_query_fails_the_test(fake, ask, unknown):
    unknown(ask, "POST", fake.world.graphql_url, text="{ viewer { login } }")
    unknown(ask, "POST", fake.world.graphql_url, query="{ viewer { login } }", id=1)
