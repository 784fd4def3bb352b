"""Webhook payloads: what a workflow finds in its event file."""

import copy
from dataclasses import dataclass, field

from tests.fakegithub import acts_pulls, render
from tests.fakegithub.accounts import Account
from tests.fakegithub.clock import written
from tests.fakegithub.objects import ZERO
from tests.fakegithub.state import Comment, Issue, Label, Repo, Review, World


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
    mergeable = acts_pulls.mergeable(repo, issue) if issue.state == "open" else None
    payload = {
        "action": action,
        "number": issue.number,
        "pull_request": render.pull(world, repo, issue, full=True, mergeable=mergeable),
    }
    if label:
        payload["label"] = render.label(world, repo, label)
    payload |= more | _frame(world, repo, sender)
    return Event("pull_request", copy.deepcopy(payload))


def pull_request_review(
    world: World, repo: Repo, issue: Issue, review: Review, sender: Account
) -> Event:
    """Return the event of a review that was submitted or dismissed."""
    page = f"{world.html}/{repo.full_name}/pull/{issue.number}"
    pull = render.pull(world, repo, issue)
    payload = {
        "action": "dismissed" if review.state == "dismissed" else "submitted",
        "review": {
            "id": review.id,
            "node_id": render.node("PRR", review.id),
            "user": render.user(world, review.author),
            "body": None,
            "commit_id": review.sha,
            "submitted_at": review.submitted_at,
            "state": review.state,
            "html_url": f"{page}#pullrequestreview-{review.id}",
            "pull_request_url": pull["url"],
            "author_association": render.association(repo, review.author),
            "_links": {
                "html": {"href": f"{page}#pullrequestreview-{review.id}"},
                "pull_request": {"href": pull["url"]},
            },
        },
        "pull_request": pull,
        **_frame(world, repo, sender),
    }
    return Event("pull_request_review", copy.deepcopy(payload))


def label(world: World, repo: Repo, action: str, it: Label, sender: Account, **more) -> Event:
    """Return the event of a label of the repository that was changed or deleted."""
    payload = {"action": action, "label": render.label(world, repo, it), **more}
    return Event("label", copy.deepcopy(payload | _frame(world, repo, sender)))


def standing(world: World) -> list[tuple[Repo, Issue]]:
    """Return what is open, to compare with after a branch moved: see `moved`."""
    return [
        (home, one) for home in world.repos for one in home.issues.values() if one.state == "open"
    ]


def moved(
    world: World,
    repo: Repo,
    ref: str,
    before: str | None,
    sender: Account,
    stood: list[tuple[Repo, Issue]],
) -> list[Event]:
    """Return what is fired when a branch moved: the push, and what followed for what *stood* open."""
    after, branch = repo.refs.get(ref), ref.removeprefix("refs/heads/")
    found = [push(world, repo, ref, before, after, sender)]
    for home, issue in stood:
        pull = issue.pull
        if issue.state == "closed":
            found.append(issues(world, home, "closed", issue, sender))
        elif pull and pull.head_repo is repo and pull.head_ref == branch and before != after:
            more = {"before": before, "after": after}
            found.append(pull_request(world, home, "synchronize", issue, sender, **more))
    return found


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
