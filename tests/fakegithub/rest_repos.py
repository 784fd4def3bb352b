"""REST: who am I, the repository, people's permissions, labels of the repository."""

from tests.fakegithub import acts, render
from tests.fakegithub.routing import Asked, Page, may, route
from tests.fakegithub.state import ApiError

TEXT = (str,)
TEXT_OR_NULL = (str, None)


@route("GET", "/user", model="PrivateUser|PublicUser")
def get_user(asked: Asked):
    if asked.token.kind != "personal":
        raise ApiError(403, "Resource not accessible by integration")
    return render.full_user(asked.world, asked.actor)


@route("GET", "/user/{number}", model="PrivateUser|PublicUser")
def get_user_by_number(asked: Asked):
    """Find an account by its number, whatever it is called now."""
    for one in asked.world.accounts.values():
        if one.id == int(asked.args["number"]) and not one.deleted:
            return render.full_user(asked.world, one)
    raise ApiError(404, "Not Found")


@route("GET", "/repos/{owner}/{repo}", model="FullRepository")
def get_repository(asked: Asked):
    found = render.repository(asked.world, asked.repo)
    return found | {"permissions": render.permissions(asked.repo, asked.actor)}


@route(
    "GET",
    "/repos/{owner}/{repo}/collaborators/{login}/permission",
    model="RepositoryCollaboratorPermission",
)
def get_permission(asked: Asked):
    world, repo = asked.world, asked.repo
    if asked.token.kind == "personal":
        allowed = acts.may(repo, asked.actor, "write") and asked.token.allows("contents", "write")
    else:
        allowed = asked.token.allows("contents", "write") or not world.policy.permission_needs_push
    if not allowed:
        raise ApiError(403, "Must have push access to view collaborator permission.")
    account = world.account(asked.args["login"])
    if account is None:
        raise ApiError(404, "Not Found")
    if account.type != "User":
        raise ApiError(404, f"{account.login} is not a user")
    return render.collaborator(world, repo, account)


@route("GET", "/repos/{owner}/{repo}/collaborators", model="list[Collaborator]", paged=True)
def list_collaborators(asked: Asked):
    """List those who have a role here; the token has to be allowed to push."""
    world, repo = asked.world, asked.repo
    allowed = asked.token.allows("contents", "write")
    if asked.token.kind == "personal":
        allowed = allowed and acts.may(repo, asked.actor, "write")
    if not allowed:
        raise ApiError(403, "Must have push access to view repository collaborators.")
    listed = [world.account(login) for login in repo.roles]
    return Page(
        [one for one in listed if one and one.type == "User" and not one.deleted],
        lambda one: render.collaborator(world, repo, one)["user"],
    )


@route("GET", "/repos/{owner}/{repo}/labels", ("issues", "read"), model="list[Label]", paged=True)
def list_labels(asked: Asked):
    world, repo = asked.world, asked.repo
    shown = [one for one in repo.labels.values() if world.shows("labels", (repo.id, one.id))]
    return Page(shown, lambda one: render.label(world, repo, one))


@route(
    "POST",
    "/repos/{owner}/{repo}/labels",
    ("issues", "write"),
    body={"name": TEXT, "color": TEXT, "description": TEXT_OR_NULL},
    required="name",
    model="Label",
    status=201,
)
def create_label(asked: Asked):
    may(asked, "triage")
    body = asked.body
    made = acts.create_label(
        asked.world,
        asked.repo,
        body["name"],
        body.get("color", "ededed"),
        body.get("description"),
    )
    return render.label(asked.world, asked.repo, made)


@route("GET", "/repos/{owner}/{repo}/labels/{name}", ("issues", "read"), model="Label")
def get_label(asked: Asked):
    found = _label(asked)
    if not asked.world.shows("labels", (asked.repo.id, found.id)):
        raise ApiError(404, "Not Found")
    return render.label(asked.world, asked.repo, found)


@route(
    "PATCH",
    "/repos/{owner}/{repo}/labels/{name}",
    ("issues", "write"),
    body={"new_name": TEXT, "color": TEXT, "description": TEXT_OR_NULL},
    model="Label",
)
def edit_label(asked: Asked):
    may(asked, "triage")
    repo, body, found = asked.repo, asked.body, _label(asked)
    name = body.get("new_name", found.name)
    color = body.get("color", found.color)
    description = body.get("description", found.description)
    acts.check_label(repo, found, name, color, description)
    del repo.labels[found.name.lower()]
    found.name, found.color, found.description = name, color.lower(), description
    repo.labels[name.lower()] = found
    return render.label(asked.world, repo, found)


def _label(asked: Asked):
    found = asked.repo.labels.get(asked.args["name"].lower())
    if found is None:
        raise ApiError(404, "Not Found")
    return found
