"""REST: pull requests. To merge one is a person's business: no route for it."""

from tests.fakegithub import acts, acts_pulls, events, render
from tests.fakegithub.rest_issues import found as found_issue
from tests.fakegithub.rest_issues import one_of
from tests.fakegithub.routing import Asked, Page, UnknownRequestError, may, route
from tests.fakegithub.state import ApiError, Issue, invalid

TEXT = (str,)
MOST_FILES, MOST_COMMITS = 3000, 250
PULL = "/repos/{owner}/{repo}/pulls/{number:number}"


def found(asked: Asked) -> Issue:
    """Find the pull request that a path names."""
    issue = found_issue(asked)
    if issue.pull is None:
        raise ApiError(404, "Not Found")
    return issue


def full(asked: Asked, issue: Issue) -> dict:
    """Render a pull request in full."""
    mergeable = acts_pulls.mergeable(asked.repo, issue) if issue.state == "open" else None
    return render.pull(asked.world, asked.repo, issue, full=True, mergeable=mergeable)


def _fire(asked: Asked, action: str, issue: Issue, **more) -> None:
    asked.fire(events.pull_request(asked.world, asked.repo, action, issue, asked.actor, **more))


def may_edit(asked: Asked, issue: Issue) -> None:
    """Refuse a person's token that is neither the author's nor a collaborator's."""
    if issue.author is not asked.actor:
        may(asked, "write")


@route(
    "GET",
    "/repos/{owner}/{repo}/pulls",
    ("pull_requests", "read"),
    query="state head base sort direction",
    model="list[PullRequestSimple]",
    paged=True,
)
def list_pulls(asked: Asked):
    world, repo, query = asked.world, asked.repo, asked.query
    state = one_of(query, "state", "open", "closed", "all")
    sort = one_of(query, "sort", "created", "updated")
    newest = "desc" if sort == "created" else "asc"
    other = "asc" if sort == "created" else "desc"
    descending = one_of(query, "direction", newest, other) == "desc"
    head = query.get("head")
    if head is not None and ":" not in head:
        # GitHub ignores such a filter and lists every pull request.
        raise UnknownRequestError(f"head={head} has no owner")
    chosen = [
        issue
        for issue in repo.pulls()
        if state in ("all", issue.state)
        and (head is None or _head(issue) == _split(head))
        and query.get("base", issue.pull.base_ref) == issue.pull.base_ref
        and world.shows("pulls", (repo.id, issue.number))
    ]
    moment = "created_at" if sort == "created" else "updated_at"
    chosen.sort(key=lambda issue: (getattr(issue, moment), issue.number), reverse=descending)
    return Page(chosen, lambda issue: render.pull(world, repo, issue))


def _head(issue: Issue) -> tuple[str, str]:
    return issue.pull.head_owner.lower(), issue.pull.head_ref


def _split(head: str) -> tuple[str, str]:
    owner, _, branch = head.partition(":")
    return owner.lower(), branch


@route(
    "POST",
    "/repos/{owner}/{repo}/pulls",
    ("pull_requests", "write"),
    body={
        "title": TEXT,
        "head": TEXT,
        "base": TEXT,
        "body": (str, None),
        "draft": (bool,),
        "maintainer_can_modify": (bool,),
    },
    required="title head base",
    model="PullRequest",
    status=201,
)
def create_pull(asked: Asked):
    body, world = asked.body, asked.world
    if asked.token.kind == "actions" and not world.policy.actions_may_open_pulls:
        raise ApiError(403, "GitHub Actions is not permitted to create or approve pull requests.")
    made = acts_pulls.create_pull(
        world,
        asked.repo,
        asked.actor,
        body["title"],
        body["head"],
        body["base"],
        body.get("body"),
        body.get("draft", False),
        body.get("maintainer_can_modify", False),
    )
    _fire(asked, "opened", made)
    return full(asked, made)


@route("GET", PULL, ("pull_requests", "read"), model="PullRequest")
def get_pull(asked: Asked):
    return full(asked, found(asked))


@route(
    "PATCH",
    PULL,
    ("pull_requests", "write"),
    body={
        "title": TEXT,
        "body": (str, None),
        "state": TEXT,
        "base": TEXT,
        "maintainer_can_modify": (bool,),
    },
    model="PullRequest",
)
def edit_pull(asked: Asked):
    world, repo, body, issue = asked.world, asked.repo, asked.body, found(asked)
    may_edit(asked, issue)
    if "state" in body and body["state"] not in ("open", "closed"):
        raise invalid("PullRequest", "state", "invalid")
    if "base" in body and body["base"] != issue.pull.base_ref:
        acts_pulls.set_base(world, repo, issue, asked.actor, body["base"])
    # First what may be refused: an edit is done in whole or not at all.
    if body.get("state") == "open" and issue.state == "closed":
        acts_pulls.reopen_pull(world, repo, issue, asked.actor)
        _fire(asked, "reopened", issue)
    texts = {key: body[key] for key in ("title", "body") if key in body}
    changes = acts.edit_issue(world, issue, asked.actor, **texts)
    if changes:
        _fire(asked, "edited", issue, changes=changes)
    if body.get("state") == "closed" and acts.set_state(world, issue, asked.actor, "closed"):
        _fire(asked, "closed", issue)
    return full(asked, issue)


@route(
    "POST",
    PULL + "/requested_reviewers",
    ("pull_requests", "write"),
    body={"reviewers": (list,), "team_reviewers": (list,)},
    model="PullRequestSimple",
    status=201,
)
def request_reviewers(asked: Asked):
    world, repo, number = asked.world, asked.repo, asked.args["number"]
    issue = repo.issues.get(number)
    if issue and issue.pull and not world.shows("pulls", (repo.id, number)):
        name = render.node("PR", issue.pull.id)
        raise ApiError(422, f"Could not resolve to a node with the global id of '{name}'.")
    issue = found(asked)
    may_edit(asked, issue)
    if asked.body.get("team_reviewers"):
        raise ApiError(
            422,
            "Reviews may only be requested from collaborators. One or more of the teams you "
            f"specified is not a collaborator of the {repo.full_name} repository.",
        )
    acts_pulls.request_reviewers(world, repo, issue, asked.actor, asked.body.get("reviewers", []))
    return render.pull(world, repo, issue)


@route("GET", PULL + "/files", ("pull_requests", "read"), model="list[DiffEntry]", paged=True)
def list_files(asked: Asked):
    issue, world, repo = found(asked), asked.world, asked.repo
    changes = repo.objects.changes(render.start_of(repo, issue), issue.pull.head_sha)
    return Page(
        changes[:MOST_FILES], lambda one: render.changed_file(world, repo, one, issue.pull.head_sha)
    )


@route("GET", PULL + "/commits", ("pull_requests", "read"), model="list[Commit]", paged=True)
def list_commits(asked: Asked):
    issue, world, repo = found(asked), asked.world, asked.repo
    commits = render.commits_of(repo, issue)
    return Page(commits[:MOST_COMMITS], lambda sha: render.commit(world, repo, sha))
