"""GraphQL's look at a repository: issues, pull requests, git, page by page."""

import pytest

REPO = "/repos/acme/groups"
REACHED = 'repository(owner: "acme", name: "groups")'


@pytest.fixture
def look(query):
    """Ask a part of the repository; give its fields, and fail where GitHub says an error."""

    def looking(fields, token=None, **variables):
        declared = {"after": "$after: String", "number": "$number: Int!"}
        names = ", ".join(declared[one] for one in variables)
        head = f"query({names})" if names else "query"
        found = query(f"{head} {{ {REACHED} {{ {fields} }} }}", token, **variables)
        assert "errors" not in found, found["errors"]
        return found["data"]["repository"]

    return looking


@pytest.fixture
def refused(query):
    """Expect errors; give their types."""

    def expecting(fields, token=None):
        found = query(f"{{ {REACHED} {{ {fields} }} }}", token)
        return [one["type"] for one in found["errors"]]

    return expecting


@pytest.fixture
def opened(ask, branch):
    """Open a pull request by the bot; give its number."""

    def opening(name="b", token=None):
        branch(name, text=f"name: {name}\n")
        made = ask("POST", f"{REPO}/pulls", token, title=name, head=name, base="main")
        return made.json()["number"]

    return opening


def test_refs_tell_their_commit_tree_and_parents(fake, ask, branch, look):
    tip = branch("b")
    found = look(
        """defaultBranchRef { name prefix target { oid } }
        ref(qualifiedName: "refs/heads/b") { name target { oid ... on Commit {
          message tree { oid } status { state }
          parents(first: 1) { totalCount nodes { oid message tree { oid } parents(first: 1) {
            nodes { oid } pageInfo { hasNextPage endCursor } } } } } } }
        short: ref(qualifiedName: "b") { target { oid } }
        none: ref(qualifiedName: "refs/heads/none") { name }"""
    )
    objects = fake.repo.objects
    main = {"name": "main", "prefix": "refs/heads/", "target": {"oid": fake.head()}}
    assert found["defaultBranchRef"] == main
    target = found["ref"]["target"]
    assert (found["ref"]["name"], target["oid"], target["message"]) == ("b", tip, "Add")
    assert target["tree"] == {"oid": objects.read(tip).tree}
    assert target["status"] is None
    [parent] = target["parents"]["nodes"]
    assert (target["parents"]["totalCount"], parent["oid"]) == (1, fake.head())
    page = {"hasNextPage": False, "endCursor": None}
    assert parent["parents"] == {"nodes": [], "pageInfo": page}
    assert found["short"] == {"target": {"oid": tip}}
    assert found["none"] is None


def test_a_commit_tells_the_newest_status_of_a_context(fake, ask, look):
    head = fake.head()
    for state in ("pending", "failure"):
        ask("POST", f"{REPO}/statuses/{head}", state=state, context="wgbot", description=state)
    ask("POST", f"{REPO}/statuses/{head}", state="success", context="other")
    found = look(
        """ref(qualifiedName: "refs/heads/main") { target { ... on Commit { status {
        state context(name: "wgbot") { state description creator { __typename login } }
        none: context(name: "none") { state } contexts { context } } } } }"""
    )["ref"]["target"]["status"]
    assert found["state"] == "FAILURE"
    bot = {"__typename": "Bot", "login": "github-actions"}
    assert found["context"] == {"state": "FAILURE", "description": "failure", "creator": bot}
    assert found["none"] is None
    assert [one["context"] for one in found["contexts"]] == ["wgbot", "other"]


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("HEAD", "Commit"),
        ("main", "Commit"),
        ("main:", "Tree"),
        ("main:registry", "Tree"),
        ("HEAD:registry/a.yml", "Blob"),
        ("HEAD:none", None),
        ("none:registry", None),
    ],
)
def test_an_expression_names_an_object(fake, look, expression, kind):
    found = look(f'object(expression: "{expression}") {{ __typename oid }}')["object"]
    assert found == (found and {"__typename": kind, "oid": found["oid"]})
    assert (found and found["__typename"]) == kind
    if kind == "Blob":
        assert fake.repo.objects.blob(found["oid"]) == b"name: A\n"


def test_an_empty_repository_has_no_default_branch(fake, query):
    fake.add_repo("acme/empty")
    found = query('{ repository(owner: "acme", name: "empty") { defaultBranchRef { name } } }')
    assert found["data"]["repository"] == {"defaultBranchRef": None}


def test_an_issue_tells_what_it_says_and_who_wrote_it(fake, look):
    number = fake.open_issue("ada", "Body", "Title").number
    fake.comment("max", number, "Hello")
    fake.edit_issue("ada", number, body="Other")
    fake.lock("max", number, "too heated")
    fields = """issue(number: $number) { number title body state closed locked activeLockReason
      createdAt updatedAt lastEditedAt author { __typename login ... on User { databaseId } } }"""
    found = look(fields, number=number)["issue"]
    ada = fake.world.account("ada")
    assert found["author"] == {"__typename": "User", "login": "ada", "databaseId": ada.id}
    assert (found["body"], found["state"], found["closed"]) == ("Other", "OPEN", False)
    assert (found["locked"], found["activeLockReason"]) == (True, "TOO_HEATED")
    assert found["createdAt"] < found["lastEditedAt"] < found["updatedAt"]
    fake.delete_account("ada")
    fake.close("max", number)
    found = look(fields, number=number)["issue"]
    assert (found["author"], found["state"]) == (None, "CLOSED")


def test_a_number_that_is_no_issues_is_not_found(fake, opened, refused):
    pull = opened()
    for number in (pull, 99):
        assert refused(f"issue(number: {number}) {{ number }}") == ["NOT_FOUND"]


def test_issues_come_page_by_page(fake, look, opened):
    numbers = [fake.open_issue("ada", "x", f"Issue {at}").number for at in range(5)]
    opened()
    fake.close("max", numbers[1])
    seen, after = [], None
    while True:
        page = look(
            """issues(first: 2, after: $after, orderBy: {field: CREATED_AT, direction: DESC}) {
            totalCount pageInfo { hasNextPage endCursor } nodes { number } }""",
            after=after,
        )["issues"]
        seen.append([one["number"] for one in page["nodes"]])
        assert page["totalCount"] == 5
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == [numbers[4:2:-1], numbers[2:0:-1], numbers[:1]]
    closed = look("issues(states: [CLOSED], last: 9) { nodes { number } }")["issues"]
    assert closed["nodes"] == [{"number": numbers[1]}]
    newest = look("issues(last: 1) { nodes { number } pageInfo { hasPreviousPage } }")["issues"]
    assert newest["nodes"] == [{"number": numbers[4]}]
    assert newest["pageInfo"]["hasPreviousPage"]


def test_a_page_goes_on_where_it_ended_though_others_were_changed(fake, look):
    numbers = [fake.open_issue("ada", "x", f"Issue {at}").number for at in range(4)]
    fields = """issues(first: 2, after: $after, orderBy: {field: UPDATED_AT, direction: DESC}) {
      nodes { number } pageInfo { endCursor } }"""
    first = look(fields, after=None)["issues"]
    fake.comment("ada", numbers[0], "now the newest")
    second = look(fields, after=first["pageInfo"]["endCursor"])["issues"]
    assert [one["number"] for one in first["nodes"]] == numbers[:1:-1]
    assert [one["number"] for one in second["nodes"]] == [numbers[1]]


def test_comments_tell_whose_they_are_and_the_reactions(fake, ask, look):
    number = fake.open_issue("ada", "x").number
    ask("POST", f"{REPO}/issues/{number}/comments", body="by the bot")
    fake.comment("ada", number, "by ada")
    mine = fake.repo.issues[number].comments[0]
    fake.react("ada", mine.id)
    fake.react("max", mine.id)
    fields = """issue(number: $number) { comments(first: 1, after: $after) { totalCount
      pageInfo { hasNextPage endCursor } nodes { databaseId body createdAt updatedAt
      author { __typename login } viewerDidAuthor reactionGroups { content reactors { totalCount }
      } } } }"""
    first = look(fields, number=number, after=None)["issue"]["comments"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    [one] = first["nodes"]
    assert (one["databaseId"], one["viewerDidAuthor"]) == (mine.id, True)
    assert one["author"] == {"__typename": "Bot", "login": "github-actions"}
    groups = {it["content"]: it["reactors"]["totalCount"] for it in one["reactionGroups"]}
    assert (groups["THUMBS_UP"], groups["EYES"], len(groups)) == (2, 0, 8)
    rest = look(fields, number=number, after=first["pageInfo"]["endCursor"])["issue"]["comments"]
    assert [it["viewerDidAuthor"] for it in rest["nodes"]] == [False]
    other = look(fields, fake.app_token, number=number, after=None)["issue"]["comments"]
    assert not other["nodes"][0]["viewerDidAuthor"]


def test_labels_past_are_called_as_they_are_now(fake, ask, look):
    number = fake.open_issue("ada", "x").number
    fake.label("tri", number, "approved")
    fake.unlabel("tri", number, "approved")
    fake.comment("ada", number, "between")
    fake.label("tri", number, "approved")
    ask("PATCH", f"{REPO}/labels/approved", new_name="accepted")
    found = look(
        """issue(number: $number) { labels(first: 9) { totalCount nodes { name } }
        timelineItems(itemTypes: [LABELED_EVENT, UNLABELED_EVENT], last: 2) {
          totalCount filteredCount nodes { __typename
          ... on LabeledEvent { id createdAt label { name } actor { __typename login } }
          ... on UnlabeledEvent { id createdAt label { name } } } } }""",
        number=number,
    )["issue"]
    assert found["labels"] == {"totalCount": 1, "nodes": [{"name": "accepted"}]}
    line = found["timelineItems"]
    assert (line["totalCount"], line["filteredCount"]) == (4, 3)
    gone, put = line["nodes"]
    assert [gone["__typename"], put["__typename"]] == ["UnlabeledEvent", "LabeledEvent"]
    assert gone["label"] == put["label"] == {"name": "accepted"}
    assert put["actor"] == {"__typename": "User", "login": "tri"}
    events = ask("GET", f"{REPO}/issues/{number}/events").json()
    assert [one["node_id"] for one in events[-2:]] == [gone["id"], put["id"]]
    assert {one["label"]["name"] for one in events} == {"approved"}


def test_pull_requests_tell_branch_state_and_reviewers(fake, ask, look, opened):
    merged, mine = opened("b"), opened("c")
    fake.merge("max", merged)
    fork = fake.fork("ada")
    fake.push("c", {"registry/c.yml": "name: C\n"}, "ada", repo=fork)
    theirs = fake.open_pull("ada", "ada:c").number
    ask("POST", f"{REPO}/pulls/{mine}/requested_reviewers", reviewers=["max"])
    fake.request_team("max", mine, "leads")
    fake.label("max", mine, "approved")
    fields = """number title body state isDraft createdAt updatedAt closedAt mergedAt
      mergeCommit { oid } baseRefName headRefName headRefOid isCrossRepository authorAssociation
      author { __typename login } labels(first: 9) { nodes { name } }
      reviewRequests(first: 9) { nodes { requestedReviewer { __typename ... on User { login }
      ... on Team { slug combinedSlug } } } }"""
    page = f"""pullRequests(first: 9, orderBy: {{field: UPDATED_AT, direction: ASC}}) {{
      totalCount nodes {{ {fields} }} }}
      c: pullRequests(first: 9, headRefName: "c", baseRefName: "main", states: [OPEN]) {{
        nodes {{ number }} }}
      none: pullRequests(first: 9, baseRefName: "other") {{ totalCount }}"""
    found = look(page)
    one, two, three = found["pullRequests"]["nodes"]
    assert [one["number"], two["number"], three["number"]] == [merged, theirs, mine]
    assert (one["state"], one["mergeCommit"]) == ("MERGED", {"oid": fake.head()})
    assert one["closedAt"] == one["mergedAt"] is not None
    assert (two["isCrossRepository"], two["headRefName"], two["mergeCommit"]) == (True, "c", None)
    assert (two["author"]["login"], two["authorAssociation"]) == ("ada", "NONE")
    assert (three["state"], three["isDraft"], three["isCrossRepository"]) == ("OPEN", False, False)
    assert three["labels"] == {"nodes": [{"name": "approved"}]}
    assert three["headRefOid"] == fake.head("c")
    assert [it["requestedReviewer"] for it in three["reviewRequests"]["nodes"]] == [
        {"__typename": "User", "login": "max"},
        {"__typename": "Team", "slug": "leads", "combinedSlug": "acme/leads"},
    ]
    shown = ask("GET", f"{REPO}/pulls/{mine}").json()
    assert [team["slug"] for team in shown["requested_teams"]] == ["leads"]
    # A branch's name is everybody's: the forks' come too.
    assert {it["number"] for it in found["c"]["nodes"]} == {mine, theirs}
    assert found["none"] == {"totalCount": 0}


def test_a_private_repository_shows_what_the_token_may_read(fake, ask, query, refused):
    fake.repo.private = True
    fake.open_issue("max", "x")
    token = fake.token("wgbot-app[bot]", "app", {"issues": "read"})
    assert refused('ref(qualifiedName: "main") { name }', token) == ["FORBIDDEN"]
    assert refused("pullRequests(first: 1) { totalCount }", token) == ["FORBIDDEN"]
    found = query(f"{{ {REACHED} {{ issues(first: 1) {{ totalCount }} }} }}", token)
    assert found["data"]["repository"]["issues"]["totalCount"] == 1


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("issues(first: 101) { nodes { number } }", "EXCESSIVE_PAGINATION"),
        ("issues { nodes { number } }", "MISSING_PAGINATION_BOUNDARIES"),
        ("issues(first: 1, last: 1) { nodes { number } }", "UNPROCESSABLE"),
        ('issues(first: 1, after: "?") { nodes { number } }', "INVALID_CURSOR_ARGUMENTS"),
        (
            """pullRequests(first: 100) { nodes { labels(first: 100) { nodes { name } } ...more } }
            } } fragment more on PullRequest { mergeCommit { parents(first: 100) {
            nodes { parents(first: 100) { totalCount""",
            "MAX_NODE_LIMIT_EXCEEDED",
        ),
    ],
)
def test_a_list_has_its_limits(query, fields, kind):
    text = f"{{ {REACHED} {{ {fields}"
    found = query(text + " }" * (text.count("{") - text.count("}")))
    assert [one["type"] for one in found["errors"]] == [kind]


def test_a_list_is_counted_without_a_size(look):
    assert look("issues { totalCount }") == {"issues": {"totalCount": 0}}


def test_the_nodes_that_a_query_may_give_are_counted(query):
    found = query(
        f"""{{ rateLimit {{ nodeCount cost }} {REACHED} {{ issues(first: 50) {{ nodes {{
        comments(first: 10) {{ totalCount }} }} }} }} }}"""
    )
    assert found["data"]["rateLimit"] == {"nodeCount": 550, "cost": 1}


def test_what_was_just_created_may_be_missing(fake, look):
    fake.lag("issues", 1)
    fake.open_issue("ada", "x")
    assert look("issues(first: 1) { totalCount }")["issues"]["totalCount"] == 0
    assert look("issues(first: 1) { totalCount }")["issues"]["totalCount"] == 1


def test_a_time_line_of_every_kind_is_not_modelled(fake, query, unknown):
    fake.open_issue("ada", "x")
    unknown(query, f"{{ {REACHED} {{ issue(number: 1) {{ timelineItems {{ totalCount }} }} }} }}")


def test_reactions_are_told_by_kind_and_page_and_a_programs_has_no_user(fake, ask, query):
    fake.add_account("helper[bot]", type="Bot")
    fake.add_account("ghost")
    opened = fake.open_issue("ada", "Hello", "Title")
    said = fake.comment("max", opened, "Hello")
    for who, what in (("ada", "+1"), ("tri", "-1"), ("helper[bot]", "+1"), ("ghost", "+1")):
        fake.react(who, said, what)
    fake.unreact("tri", said, "-1")
    fake.react("tri", said, "heart")
    fake.delete_account("ghost")
    where = f"{REPO}/issues/{opened.number}/comments"
    number = ask("GET", where).json()[0]["node_id"]

    def told(more):
        asked = (
            f'{{ node(id: "{number}") {{ ... on IssueComment {{ reactions(first: 2{more}) {{ '
            "totalCount pageInfo { hasNextPage endCursor } "
            "nodes { content createdAt user { login databaseId } } } } } }"
        )
        return query(asked)["data"]["node"]["reactions"]

    found = told(", content: THUMBS_UP")
    assert found["totalCount"] == 3
    assert [each["user"] and each["user"]["login"] for each in found["nodes"]] == ["ada", None]
    rest = told(f', content: THUMBS_UP, after: "{found["pageInfo"]["endCursor"]}"')
    assert [each["user"] for each in rest["nodes"]] == [None]
    assert not rest["pageInfo"]["hasNextPage"]
    assert told(", content: THUMBS_DOWN")["totalCount"] == 0
    assert told("")["totalCount"] == 4


def test_there_is_no_node_of_that_name(query):
    found = query('{ node(id: "IC_nothing") { id } }')
    assert (found["data"]["node"], found["errors"][0]["type"]) == (None, "NOT_FOUND")


def test_of_reviews_the_latest_opinion_of_each_is_told(fake, opened, look):
    number = opened()
    for who in ("ada", "tri", "max"):
        fake.approve(who, number)
    fake.request_changes("ada", number)
    fake.dismiss("max", number, "tri")
    found = look(
        f"""pullRequest(number: {number}) {{ latestOpinionatedReviews(first: 10) {{ totalCount
        nodes {{ state submittedAt author {{ login ... on User {{ databaseId }} }} }} }} }}"""
    )["pullRequest"]["latestOpinionatedReviews"]
    told = {each["author"]["login"]: each["state"] for each in found["nodes"]}
    assert told == {"tri": "DISMISSED", "max": "APPROVED", "ada": "CHANGES_REQUESTED"}
    assert found["totalCount"] == 3


def test_who_edited_a_text_last_is_told(fake, look):
    number = fake.open_issue("ada", "Hello", "Title").number
    asked = f"issue(number: {number}) {{ lastEditedAt editor {{ login }} }}"
    assert look(asked)["issue"] == {"lastEditedAt": None, "editor": None}
    fake.edit_issue("max", number, "Other")
    assert look(asked)["issue"]["editor"] == {"login": "max"}


def test_an_account_is_found_by_its_number_whatever_it_is_called(fake, ask, query):
    number = fake.world.account("ada").id
    fake.rename_account("ada", "ada-l")
    assert ask("GET", f"/user/{number}").json()["login"] == "ada-l"
    assert ask("GET", "/user/1").status_code == 404
    found = query('{ old: repositoryOwner(login: "ada") { login } }')
    assert found["data"]["old"] is None
