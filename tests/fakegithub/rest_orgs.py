"""REST: the teams of an organisation, as far as a token may see them.

A test that has teams makes them with `add_team`. https://docs.github.com/en/rest/teams/members
"""

from typing import Any

from tests.fakegithub import render
from tests.fakegithub.routing import Asked, Page, route
from tests.fakegithub.state import ApiError


def add_team(fake: Any, name: str, *members: str) -> None:
    """Add a team (`org/team`), or give one other members."""
    fake.world.__dict__.setdefault("teams", {})[name.lower()] = members


@route("GET", "/orgs/{org}/teams/{slug}/members", model="list[SimpleUser]", paged=True)
def list_members(asked: Asked):
    """List the members, those of child teams too; a token without the permission is told nothing."""
    if not asked.token.allows("members", "read"):
        needed = {"X-Accepted-GitHub-Permissions": "members=read"}
        raise ApiError(403, asked.token.refusal, headers=needed)
    world = asked.world
    members = getattr(world, "teams", {}).get(f"{asked.args['org']}/{asked.args['slug']}".lower())
    if members is None:
        raise ApiError(404, "Not Found")
    listed = [world.account(one) for one in members]
    asked.args["_tail"] = f"/../orgs/{asked.args['org']}"
    return Page([one for one in listed if one], lambda one: render.user(world, one))
