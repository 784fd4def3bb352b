"""What the doctor asks GitHub about, beyond what the fake GitHub knows: settings, workflows, Pages.

Routes of the fake, answered from a `Settings`, and held against GitHub's published models like all
of its answers. https://docs.github.com/en/rest/actions, /pages, /branches and /repos/rules
"""

import base64
from dataclasses import dataclass, field
from typing import Any

from tests.fakegithub import render
from tests.fakegithub.routing import Asked, UnknownRequestError, may, route
from tests.fakegithub.state import ApiError

_HERE = "/repos/{owner}/{repo}"
_ADMINISTRATION, _ACTIONS = ("administration", "read"), ("actions", "read")
ALL = dict.fromkeys(("administration", "actions", "contents", "issues", "pages"), "read")
"""What a token may do that is told everything."""


@dataclass
class Settings:
    """The settings of one repository, as its administrators see them."""

    enabled: bool = True
    allowed: str = "all"
    patterns: tuple[str, ...] = ()
    """What of others' actions is allowed, where only some are."""
    opens_pulls: bool = True
    workflows: dict[str, str] = field(default_factory=dict)
    """The state of each workflow, by its path."""
    conclusions: dict[str, str] = field(default_factory=dict)
    """How the last run of each went, by its path; one that is not here has not run."""
    pages: str | None = "workflow"
    """What builds the website; None where there is none."""
    protected: bool = True
    required: tuple[str, ...] = ()
    """The statuses that the default branch requires."""
    patterns_protected: dict[str, dict] = field(default_factory=dict)
    """What else is protected, by its pattern, and how: `branchProtectionRules` in GraphQL."""


def settle(fake: Any, settings: Settings) -> Settings:
    """Return the repository of a fake these settings."""
    fake.repo.settings = settings
    return settings


def _its(repo: Any) -> Settings:
    """Return the settings; a test in which nobody set them has nobody who asks for them."""
    if repo.settings is None:
        raise UnknownRequestError(f"{repo.full_name} has no settings here: see `settle`")
    return repo.settings


def _administer(asked: Asked) -> Settings:
    """Return the settings to who may see them: public repositories do not show these to all."""
    may(asked, "admin")
    if not asked.token.allows(*_ADMINISTRATION):
        raise ApiError(403, asked.token.refusal)
    return _its(asked.repo)


@route("GET", f"{_HERE}/actions/permissions", _ADMINISTRATION, model="ActionsRepositoryPermissions")
def get_permissions(asked: Asked):
    its = _administer(asked)
    return {"enabled": its.enabled, **({"allowed_actions": its.allowed} if its.enabled else {})}


@route(
    "GET",
    f"{_HERE}/actions/permissions/selected-actions",
    _ADMINISTRATION,
    model="SelectedActions",
)
def get_selected(asked: Asked):
    its = _administer(asked)
    if its.allowed != "selected":
        raise ApiError(409, "Conflict")
    return {
        "github_owned_allowed": True,
        "verified_allowed": False,
        "patterns_allowed": list(its.patterns),
    }


@route(
    "GET",
    f"{_HERE}/actions/permissions/workflow",
    _ADMINISTRATION,
    model="ActionsGetDefaultWorkflowPermissions",
)
def get_workflow_permissions(asked: Asked):
    return {
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": _administer(asked).opens_pulls,
    }


@route("GET", _HERE + "/contents/{path:rest}", ("contents", "read"), "ref", model="ContentFile")
def get_contents(asked: Asked):
    _its(asked.repo)
    repo, path = asked.repo, asked.args["path"]
    branch = asked.query.get("ref", repo.default_branch)
    head = repo.refs.get(f"refs/heads/{branch}")
    files = repo.objects.texts(head) if head else {}
    if path not in files:
        raise ApiError(404, "Not Found")
    data = files[path]
    return {
        "type": "file",
        "encoding": "base64",
        "size": len(data),
        "name": path.rpartition("/")[2],
        "path": path,
        "content": base64.encodebytes(data).decode(),
        "sha": head,
        "url": f"{asked.url}/contents/{path}",
        "git_url": None,
        "html_url": None,
        "download_url": None,
        "_links": {"self": f"{asked.url}/contents/{path}", "git": None, "html": None},
    }


def _number(asked: Asked, path: str) -> int:
    return 1 + list(_its(asked.repo).workflows).index(path)


@route(
    "GET",
    f"{_HERE}/actions/workflows",
    _ACTIONS,
    "per_page",
    model="ReposOwnerRepoActionsWorkflowsGetResponse200",
)
def list_workflows(asked: Asked):
    world, repo = asked.world, asked.repo
    home = f"{world.html}/{repo.full_name}"
    shown = [
        {
            "id": _number(asked, path),
            "node_id": f"W_{_number(asked, path)}",
            "name": path,
            "path": path,
            "state": state,
            "created_at": repo.created_at,
            "updated_at": repo.created_at,
            "url": f"{asked.url}/actions/workflows/{_number(asked, path)}",
            "html_url": f"{home}/blob/{repo.default_branch}/{path}",
            "badge_url": f"{home}/workflows/{path}/badge.svg",
        }
        for path, state in _its(repo).workflows.items()
    ]
    return {"total_count": len(shown), "workflows": shown}


@route(
    "GET",
    _HERE + "/actions/workflows/{number:number}/runs",
    _ACTIONS,
    "per_page branch status",
    model="ReposOwnerRepoActionsWorkflowsWorkflowIdRunsGetResponse200",
)
def list_runs(asked: Asked):
    world, repo, number = asked.world, asked.repo, asked.args["number"]
    path = list(_its(repo).workflows)[number - 1]
    conclusion = _its(repo).conclusions.get(path)
    if conclusion is None:
        return {"total_count": 0, "workflow_runs": []}
    url = f"{asked.url}/actions/runs/5"
    links = "jobs logs check_suite artifacts cancel rerun workflow".split()
    its = render.repository(world, repo)
    run = {
        "id": 5,
        "node_id": "R_5",
        "head_branch": repo.default_branch,
        "head_sha": repo.refs[repo.default_ref],
        "path": path,
        "run_number": 1,
        "event": "push",
        "status": "completed",
        "conclusion": conclusion,
        "workflow_id": number,
        "url": url,
        "html_url": f"{world.html}/{repo.full_name}/actions/runs/5",
        "pull_requests": [],
        "created_at": repo.created_at,
        "updated_at": repo.created_at,
        **{f"{name}_url": f"{url}/{name}" for name in links},
        "head_commit": None,
        "repository": its,
        "head_repository": its,
        "display_title": path,
    }
    return {"total_count": 1, "workflow_runs": [run]}


@route("GET", f"{_HERE}/pages", ("pages", "read"), model="Page")
def get_pages(asked: Asked):
    built = _its(asked.repo).pages
    if built is None or not asked.token.allows("pages", "read"):
        raise ApiError(404, "Not Found")
    return {
        "url": f"{asked.url}/pages",
        "status": "built",
        "cname": None,
        "custom_404": False,
        "html_url": f"https://{asked.repo.owner.login}.github.io/{asked.repo.name}/",
        "build_type": built,
        "public": True,
    }


@route("GET", _HERE + "/branches/{branch}", ("contents", "read"), model="BranchWithProtection")
def get_branch(asked: Asked):
    repo, name = asked.repo, asked.args["branch"]
    head = repo.refs.get(f"refs/heads/{name}")
    if head is None:
        raise ApiError(404, "Branch not found")
    its, url = _its(repo), f"{asked.url}/branches/{name}"
    required = {"contexts": list(its.required), "checks": [], "enforcement_level": "everyone"}
    return {
        "name": name,
        "commit": render.commit(asked.world, repo, head),
        "_links": {"self": url, "html": f"{asked.world.html}/{repo.full_name}/tree/{name}"},
        "protected": its.protected,
        "protection": {"enabled": its.protected, "required_status_checks": required},
        "protection_url": f"{url}/protection",
    }


@route("GET", _HERE + "/rules/branches/{branch}", model=None)
def get_rules(asked: Asked):
    return []
