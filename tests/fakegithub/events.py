"""Webhook payloads: what a workflow finds in its event file."""

import copy
from dataclasses import dataclass, field

from tests.fakegithub import acts, render
from tests.fakegithub.accounts import Account
from tests.fakegithub.clock import written
from tests.fakegithub.objects import ZERO
from tests.fakegithub.state import Comment, Issue, Label, Repo, World


@dataclass(frozen=True)
class Event:
    """What happened: `name` is `GITHUB_EVENT_NAME`, `payload` the file at `GITHUB_EVENT_PATH`."""

    name: str
    payload: dict = field(repr=False)

    @property
    def action(self) -> str | None:
        return self.payload.get("action")

    @property
    def number(self) -> int:
        """Return the number of the issue or pull request."""
        return (self.payload.get("issue") or self.payload["pull_request"])["number"]

    @property
    def comment_id(self) -> int:
        return self.payload["comment"]["id"]


def _frame(world: World, repo: Repo, sender: Account) -> dict:
    found = {"repository": render.repository(world, repo), "sender": render.user(world, sender)}
    if repo.owner.type == "Organization":
        url = f"{world.api}/orgs/{repo.owner.login}"
        found["organization"] = {
            "login": repo.owner.login,
            "id": repo.owner.id,
            "node_id": render.node("O", repo.owner.id),
            "url": url,
            "repos_url": f"{url}/repos",
            "events_url": f"{url}/events",
            "hooks_url": f"{url}/hooks",
            "issues_url": f"{url}/issues",
            "members_url": f"{url}/members{{/member}}",
            "public_members_url": f"{url}/public_members{{/member}}",
            "avatar_url": f"https://avatars.githubusercontent.com/u/{repo.owner.id}?v=4",
            "description": None,
        }
    return found


def issues(
    world: World,
    repo: Repo,
    action: str,
    issue: Issue,
    sender: Account,
    label: Label | None = None,
    **more,
) -> Event:
    """Return an `issues` event; for a pull request, which fires another one, a `pull_request` event."""
    if issue.pull:
        return pull_request(world, repo, action, issue, sender, label, **more)
    payload = {"action": action, "issue": render.issue(world, repo, issue)}
    if label:
        payload["label"] = render.label(world, repo, label)
    payload |= more | _frame(world, repo, sender)
    return Event("issues", copy.deepcopy(payload))


def issue_comment(
    world: World, repo: Repo, action: str, comment: Comment, sender: Account, **more
) -> Event:
    """Return an `issue_comment` event."""
    payload = {
        "action": action,
        "issue": render.issue(world, repo, repo.issues[comment.number]),
        "comment": render.comment(world, repo, comment),
        **more,
        **_frame(world, repo, sender),
    }
    return Event("issue_comment", copy.deepcopy(payload))


def pull_request(
    world: World,
    repo: Repo,
    action: str,
    issue: Issue,
    sender: Account,
    label: Label | None = None,
    **more,
) -> Event:
    """Return a `pull_request` event."""
    mergeable = acts.mergeable(repo, issue) if issue.state == "open" else None
    payload = {
        "action": action,
        "number": issue.number,
        "pull_request": render.pull(world, repo, issue, full=True, mergeable=mergeable),
    }
    if label:
        payload["label"] = render.label(world, repo, label)
    payload |= more | _frame(world, repo, sender)
    return Event("pull_request", copy.deepcopy(payload))


def push(
    world: World, repo: Repo, ref: str, before: str | None, after: str | None, sender: Account
) -> Event:
    """Return a `push` event."""
    objects = repo.objects
    new = objects.between(before, after) if before and after else [after] if after else []
    commits = [_pushed(world, repo, sha) for sha in new]
    compare = (
        f"{world.html}/{repo.full_name}/compare/{(before or ZERO)[:12]}...{(after or ZERO)[:12]}"
    )
    payload = {
        "ref": ref,
        "before": before or ZERO,
        "after": after or ZERO,
        "created": before is None,
        "deleted": after is None,
        "forced": bool(before and after and not objects.reaches(after, before)),
        "base_ref": None,
        "compare": compare,
        "commits": commits,
        "head_commit": commits[-1] if commits else None,
        "pusher": {"name": sender.login, "email": sender.email or sender.noreply},
        **_frame(world, repo, sender),
    }
    return Event("push", copy.deepcopy(payload))


def _pushed(world: World, repo: Repo, sha: str) -> dict:
    it = repo.objects.read(sha)
    changes = repo.objects.changes(it.parents[0] if it.parents else None, sha)
    kinds = {"added": ("added", "renamed"), "modified": ("modified",), "removed": ("removed",)}
    return {
        "id": sha,
        "tree_id": it.tree,
        "distinct": True,
        "message": it.message,
        "timestamp": written(it.committer.when),
        "url": f"{world.html}/{repo.full_name}/commit/{sha}",
        "author": {"name": it.author.name, "email": it.author.email},
        "committer": {"name": it.committer.name, "email": it.committer.email},
        **{name: [c.path for c in changes if c.status in of] for name, of in kinds.items()},
    }
