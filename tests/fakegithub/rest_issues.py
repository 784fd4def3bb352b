"""REST: issues, their comments, labels, events and reactions."""

from tests.fakegithub import acts, acts_pulls, events, render
from tests.fakegithub.clock import read
from tests.fakegithub.routing import Answer, Asked, Page, UnknownRequestError, may, route
from tests.fakegithub.state import ApiError, Comment, Issue, invalid

TEXT = (str,)
ISSUE = "/repos/{owner}/{repo}/issues/{number:number}"
COMMENT = "/repos/{owner}/{repo}/issues/comments/{id:number}"


def found(asked: Asked, commenting: bool = False) -> Issue:
    """Find the issue that a path names, or answer as GitHub does for one that is gone."""
    repo, number, world = asked.repo, asked.args["number"], asked.world
    if number in repo.deleted:
        raise ApiError(410, "This issue was deleted")
    if number in repo.moved:
        there, new = repo.moved[number]
        if there.private:
            raise ApiError(404, "Not Found")
        tail = asked.args["_tail"].replace(f"/issues/{number}", f"/issues/{new}", 1)
        moved = f"{world.api}/repositories/{there.id}{tail}"
        permanent = asked.method == "GET"
        raise ApiError(
            301 if permanent else 307,
            "Moved Permanently" if permanent else "Temporary Redirect",
            headers={"Location": moved},
            extra={"url": moved},
        )
    issue = repo.issues.get(number)
    if issue is None:
        raise ApiError(404, "Not Found")
    kind = "pulls" if issue.pull else "issues"
    if not world.shows(kind, (repo.id, number)):
        raise ApiError(404, "Not Found")
    in_role = asked.token.kind == "personal" and acts.may(repo, asked.actor, "write")
    if commenting and issue.locked and not in_role:
        raise ApiError(403, "Unable to create comment because issue is locked.")
    return issue


def enabled(asked: Asked) -> None:
    """Answer as GitHub does where a repository has no issues."""
    if not asked.repo.has_issues:
        raise ApiError(410, "Issues has been disabled in this repository.")


@route(
    "GET",
    "/repos/{owner}/{repo}/issues",
    ("issues", "read"),
    query="state labels sort direction since creator",
    model="list[Issue]",
    paged=True,
)
def list_issues(asked: Asked):
    enabled(asked)
    world, repo, query = asked.world, asked.repo, asked.query
    one_of(query, "state", "open", "closed", "all")
    sort = one_of(query, "sort", "created", "updated", "comments")
    descending = one_of(query, "direction", "desc", "asc") == "desc"
    state = query.get("state", "open")
    labels = {name.lower() for name in query.get("labels", "").split(",") if name}
    since = read(query["since"]) if "since" in query else None
    creator = query.get("creator", "").lower()
    chosen = [
        issue
        for issue in repo.issues.values()
        if state in ("all", issue.state)
        and labels <= {label.name.lower() for label in issue.labels}
        and (since is None or read(issue.updated_at) >= since)
        and creator in ("", issue.author.login.lower())
        and world.shows("issues", (repo.id, issue.number))
    ]
    keys = {
        "created": lambda issue: (issue.created_at, issue.number),
        "updated": lambda issue: (issue.updated_at, issue.number),
        "comments": lambda issue: (len(issue.comments), issue.number),
    }
    chosen.sort(key=keys[sort], reverse=descending)
    return Page(chosen, lambda issue: render.issue(world, repo, issue))


def one_of(query: dict[str, str], name: str, *values: str) -> str:
    """Return a parameter, the first value if it is not set; anything else fails the test."""
    value = query.get(name, values[0])
    if value not in values:
        raise UnknownRequestError(f"{name}={value} is none of {values}")
    return value


@route(
    "POST",
    "/repos/{owner}/{repo}/issues",
    ("issues", "write"),
    body={"title": TEXT, "body": (str, None)},
    required="title",
    model="Issue",
    status=201,
)
def create_issue(asked: Asked):
    enabled(asked)
    made = acts.create_issue(
        asked.world, asked.repo, asked.actor, asked.body["title"], asked.body.get("body")
    )
    _fire(asked, "opened", made)
    return render.issue(asked.world, asked.repo, made)


@route("GET", ISSUE, ("issues", "read"), model="Issue")
def get_issue(asked: Asked):
    return render.issue(asked.world, asked.repo, found(asked))


@route(
    "PATCH",
    ISSUE,
    ("issues", "write"),
    body={
        "title": TEXT,
        "body": (str, None),
        "state": TEXT,
        "state_reason": (str, None),
        "labels": (list,),
    },
    model="Issue",
)
def edit_issue(asked: Asked):
    world, repo, issue, body = asked.world, asked.repo, found(asked), asked.body
    if issue.author is not asked.actor:
        may(asked, "write" if body.keys() & {"title", "body"} else "triage")
    if "state" in body and body["state"] not in ("open", "closed"):
        raise invalid("Issue", "state", "invalid")
    if body.get("state_reason") not in (None, "completed", "not_planned", "reopened", "duplicate"):
        raise invalid("Issue", "state_reason", "invalid")
    changes = acts.edit_issue(
        world, issue, asked.actor, **{k: body[k] for k in ("title", "body") if k in body}
    )
    if changes:
        _fire(asked, "edited", issue, changes=changes)
    if "labels" in body:
        _set_labels(asked, issue, body["labels"])
    if "state" in body:
        if issue.pull and body["state"] == "open" and issue.state == "closed":
            acts_pulls.reopen_pull(world, repo, issue, asked.actor)
        reason = body.get("state_reason")
        before = issue.state
        acts.set_state(world, issue, asked.actor, body["state"], reason)
        if issue.state != before:
            _fire(asked, "closed" if issue.state == "closed" else "reopened", issue)
    return render.issue(world, repo, issue)


def _set_labels(asked: Asked, issue: Issue, names: list[str]) -> None:
    may(asked, "triage")
    world, repo = asked.world, asked.repo
    wanted = {name.lower() for name in names}
    for label in list(issue.labels):
        if label.name.lower() not in wanted:
            acts.remove_label(world, repo, issue, asked.actor, label.name)
            _fire(asked, "unlabeled", issue, label=label)
    for label in acts.add_labels(world, repo, issue, asked.actor, names):
        _fire(asked, "labeled", issue, label=label)


def _fire(asked: Asked, action: str, issue: Issue, **more) -> None:
    asked.fire(events.issues(asked.world, asked.repo, action, issue, asked.actor, **more))


def _fire_comment(asked: Asked, action: str, it: Comment, **more) -> None:
    asked.fire(events.issue_comment(asked.world, asked.repo, action, it, asked.actor, **more))


# Comments


@route(
    "GET",
    ISSUE + "/comments",
    ("issues", "read"),
    query="since",
    model="list[IssueComment]",
    paged=True,
)
def list_comments(asked: Asked):
    world, repo = asked.world, asked.repo
    since = read(asked.query["since"]) if "since" in asked.query else None
    shown = [
        one
        for one in found(asked).comments
        if (since is None or read(one.updated_at) >= since) and world.shows("comments", one.id)
    ]
    return Page(shown, lambda one: render.comment(world, repo, one))


@route(
    "POST",
    ISSUE + "/comments",
    ("issues", "write"),
    body={"body": TEXT},
    required="body",
    model="IssueComment",
    status=201,
)
def create_comment(asked: Asked):
    issue = found(asked, commenting=True)
    made = acts.add_comment(asked.world, issue, asked.actor, asked.body["body"])
    _fire_comment(asked, "created", made)
    return render.comment(asked.world, asked.repo, made)


def comment(asked: Asked, write: bool = False) -> Comment:
    """Find the comment that a path names; a bot may change its own only where it has no more."""
    one = asked.repo.comment(asked.args["id"])
    if one is None:
        raise ApiError(404, "Not Found")
    if write and one.author is not asked.actor:
        may(asked, "write")
    return one


@route("GET", COMMENT, ("issues", "read"), model="IssueComment")
def get_comment(asked: Asked):
    one = comment(asked)
    if not asked.world.shows("comments", one.id):
        raise ApiError(404, "Not Found")
    return render.comment(asked.world, asked.repo, one)


@route(
    "PATCH",
    COMMENT,
    ("issues", "write"),
    body={"body": TEXT},
    required="body",
    model="IssueComment",
)
def edit_comment(asked: Asked):
    one = comment(asked, write=True)
    old = acts.edit_comment(asked.world, asked.repo, one, asked.body["body"], asked.actor)
    _fire_comment(asked, "edited", one, changes={"body": {"from": old}})
    return render.comment(asked.world, asked.repo, one)


@route("DELETE", COMMENT, ("issues", "write"), status=204)
def delete_comment(asked: Asked):
    one = comment(asked, write=True)
    asked.repo.issues[one.number].comments.remove(one)
    _fire_comment(asked, "deleted", one)


@route(
    "GET",
    COMMENT + "/reactions",
    ("issues", "read"),
    query="content",
    model="list[Reaction]",
    paged=True,
)
def list_reactions(asked: Asked):
    world, content = asked.world, asked.query.get("content")
    if content not in (None, *render.REACTIONS):
        raise UnknownRequestError(f"content={content}")
    shown = [one for one in comment(asked).reactions if content in (None, one[2])]
    return Page(
        shown,
        lambda one: {
            "id": one[0],
            "node_id": render.node("REA", one[0]),
            "user": render.user(world, one[1]),
            "content": one[2],
            "created_at": one[3],
        },
    )


# Events and labels


@route("GET", ISSUE + "/events", ("issues", "read"), model="list[IssueEvent]", paged=True)
def list_events(asked: Asked):
    world, repo = asked.world, asked.repo
    shown = [one for one in found(asked).events if world.shows("events", one.id)]
    return Page(shown, lambda one: render.happening(world, repo, one))


@route("GET", ISSUE + "/labels", ("issues", "read"), model="list[Label]", paged=True)
def list_issue_labels(asked: Asked):
    return Page(found(asked).labels, lambda one: render.label(asked.world, asked.repo, one))


@route(
    "POST",
    ISSUE + "/labels",
    ("issues", "write"),
    body={"labels": (list,)},
    required="labels",
    model="list[Label]",
)
def add_labels(asked: Asked):
    may(asked, "triage")
    issue = found(asked)
    if not all(isinstance(name, str) for name in asked.body["labels"]):
        raise UnknownRequestError(f"labels are {asked.body['labels']!r}")
    for label in acts.add_labels(asked.world, asked.repo, issue, asked.actor, asked.body["labels"]):
        _fire(asked, "labeled", issue, label=label)
    return [render.label(asked.world, asked.repo, one) for one in issue.labels]


@route("DELETE", ISSUE + "/labels/{name}", ("issues", "write"), model="list[Label]")
def remove_label(asked: Asked):
    may(asked, "triage")
    issue = found(asked)
    label = acts.remove_label(asked.world, asked.repo, issue, asked.actor, asked.args["name"])
    _fire(asked, "unlabeled", issue, label=label)
    return Answer(200, [render.label(asked.world, asked.repo, one) for one in issue.labels])
