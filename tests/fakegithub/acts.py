"""What can be done on GitHub with issues, labels, comments and statuses, with the rules of each: shared
by people's clicks and the API. Branches: `acts_git`, pull requests: `acts_pulls`.

An act changes the state and its lists of events; who may do it is judged by its caller.
"""

import re

from tests.fakegithub.accounts import Account, at_least
from tests.fakegithub.state import (
    ApiError,
    Comment,
    Happening,
    Issue,
    Label,
    Repo,
    Status,
    World,
    invalid,
)

BODY = 65_536
TITLE = 256
STATUSES = 1000
CODE = re.compile(r"(?ms)^ *(```+|~~~+).*?(?:^ *\1|\Z)|(`+)(?!`).+?(?<!`)\2(?!`)|<!--.*?-->")
MENTION = re.compile(r"(?<![\w/@.-])@([a-z0-9][a-z0-9-]*)(?![\w/])", re.I)


def check_text(resource: str, name: str, text: str | None, limit: int, empty: bool = True) -> None:
    """Refuse what GitHub refuses of a text."""
    if text is None:
        if not empty:
            raise invalid(resource, name, "missing_field")
        return
    if "\0" in text:
        raise invalid(resource, name, "custom", f"{name} contains invalid characters")
    if len(text) > limit:
        raise invalid(
            resource, name, "custom", f"{name} is too long (maximum is {limit} characters)"
        )
    if not empty and not text.strip():
        if resource == "IssueComment":
            raise invalid(resource, name, "custom", "Body can't be blank")
        raise invalid(resource, name, "missing_field")


def happen(world: World, issue: Issue, event: str, actor: Account, **more) -> Happening:
    """Note an event of an issue."""
    label = more.pop("label", None)
    happening = Happening(
        world.new_id(),
        event,
        actor,
        world.clock.stamp(),
        label=(label.name, label.color) if label else None,
        label_id=label.id if label else None,
        rename=more.pop("rename", None),
        commit_id=more.pop("commit_id", None),
        app=more.pop("app", None) or world.via,
        extra=more,
    )
    issue.events.append(happening)
    issue.updated_at = world.clock.stamp()
    world.created("events", happening.id)
    return happening


def mention(world: World, issue: Issue, text: str | None) -> None:
    """Note whom a text calls, once an issue: they are told, and watch the issue from now on."""
    for match in MENTION.finditer(CODE.sub("", text or "")):
        account = world.account(match[1])
        if account is None or account.type != "User":
            continue
        if not any(one.event == "mentioned" and one.actor is account for one in issue.events):
            happen(world, issue, "mentioned", account)
            happen(world, issue, "subscribed", account)


def number_for(repo: Repo) -> int:
    """Take the next number: issues and pull requests share them."""
    repo.last_number += 1
    return repo.last_number


def create_issue(world: World, repo: Repo, actor: Account, title: str, body: str | None) -> Issue:
    """File an issue."""
    check_text("Issue", "title", title, TITLE, empty=False)
    check_text("Issue", "body", body, BODY)
    now = world.clock.stamp()
    number = number_for(repo)
    issue = Issue(world.new_id(), number, title, body, actor, now, now)
    issue.app = actor.app or world.via
    repo.issues[issue.number] = issue
    world.created("issues", (repo.id, issue.number))
    mention(world, issue, body)
    return issue


def edit_issue(world: World, issue: Issue, actor: Account, **fields) -> dict:
    """Change title or body; give what a webhook calls the changes."""
    resource = "PullRequest" if issue.pull else "Issue"
    changes = {}
    if fields.get("title") is not None:
        check_text(resource, "title", fields["title"], TITLE, empty=False)
    if "body" in fields:
        check_text(resource, "body", fields["body"], BODY)
    if fields.get("title") is not None and fields["title"] != issue.title:
        changes["title"] = {"from": issue.title}
        happen(world, issue, "renamed", actor, rename=(issue.title, fields["title"]))
        issue.title = fields["title"]
    if "body" in fields and fields["body"] != issue.body:
        changes["body"] = {"from": issue.body or ""}
        if not issue.edits:
            issue.edits.append((issue.created_at, issue.author, issue.body or ""))
        issue.edits.append((world.clock.stamp(), actor, fields["body"] or ""))
        issue.body, issue.last_edited_at = fields["body"], world.clock.stamp()
        issue.editor = actor
        mention(world, issue, issue.body)
    if changes:
        issue.updated_at = world.clock.stamp()
    return changes


def set_state(
    world: World,
    issue: Issue,
    actor: Account,
    state: str,
    reason: str | None = None,
    commit_id: str | None = None,
) -> bool:
    """Open or close an issue; say whether it changed."""
    if issue.state == state:
        return False
    issue.state = state
    if state == "closed":
        issue.closed_at, issue.closed_by = world.clock.stamp(), actor
        issue.state_reason = None if issue.pull else reason or "completed"
        happen(world, issue, "closed", actor, commit_id=commit_id, state_reason=issue.state_reason)
    else:
        issue.closed_at = issue.closed_by = None
        issue.state_reason = None if issue.pull else "reopened"
        happen(world, issue, "reopened", actor)
    return True


def create_label(
    world: World, repo: Repo, name: str, color: str = "ededed", description: str | None = None
) -> Label:
    """Make a label of the repository."""
    check_label(repo, None, name, color, description)
    label = Label(world.new_id(), name, color.lower(), description)
    repo.labels[name.lower()] = label
    world.created("labels", (repo.id, label.id))
    return label


def check_label(
    repo: Repo, label: Label | None, name: str, color: str, description: str | None
) -> None:
    """Refuse what GitHub refuses of a label."""
    check_text("Label", "name", name, 50, empty=False)
    check_text("Label", "description", description, 100)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", color):
        raise invalid("Label", "color", "invalid")
    if repo.labels.get(name.lower()) not in (None, label):
        raise invalid("Label", "name", "already_exists")


def add_labels(
    world: World,
    repo: Repo,
    issue: Issue,
    actor: Account,
    names: list[str],
    app: str | None = None,
) -> list[Label]:
    """Put labels on, making those that the repository lacks; give those that are new on it."""
    added = []
    for name in names:
        label = repo.labels.get(name.lower()) or create_label(world, repo, name)
        if label not in issue.labels:
            issue.labels.append(label)
            added.append(label)
            happen(world, issue, "labeled", actor, label=label, app=app)
    return added


def remove_label(world: World, repo: Repo, issue: Issue, actor: Account, name: str) -> Label:
    """Take a label off."""
    label = repo.labels.get(name.lower())
    if label is None or label not in issue.labels:
        raise ApiError(404, "Label does not exist")
    issue.labels.remove(label)
    happen(world, issue, "unlabeled", actor, label=label)
    return label


def add_comment(
    world: World, issue: Issue, actor: Account, body: str, app: str | None = None
) -> Comment:
    """Comment."""
    check_text("IssueComment", "body", body, BODY, empty=False)
    now = world.clock.stamp()
    comment = Comment(world.new_id(), issue.number, actor, body, now, now)
    comment.app = app or actor.app or world.via
    issue.comments.append(comment)
    issue.updated_at = now
    world.created("comments", comment.id)
    mention(world, issue, body)
    return comment


def edit_comment(
    world: World, repo: Repo, comment: Comment, body: str, actor: Account | None = None
) -> str:
    """Change a comment's text and give the old one; *actor* does it, by default its author."""
    check_text("IssueComment", "body", body, BODY, empty=False)
    mention(world, repo.issues[comment.number], body)
    old, comment.body = comment.body, body
    if old != body:
        comment.updated_at = comment.last_edited_at = world.clock.stamp()
        comment.editor = actor or comment.author
    return old


def add_status(
    world: World,
    repo: Repo,
    actor: Account,
    sha: str,
    state: str,
    context: str,
    description: str | None,
    target_url: str | None,
) -> Status:
    """Put a status on a commit."""
    if not repo.objects.has(sha, "commit"):
        raise ApiError(422, f"No commit found for SHA: {sha}")
    if state not in ("error", "failure", "pending", "success"):
        raise invalid("Status", "state", "custom", "state is not included in the list")
    check_text("Status", "description", description, 140)
    check_text("Status", "context", context, 255, empty=False)
    if target_url and not re.match(r"https?://", target_url):
        raise invalid("Status", "target_url", "custom", "target_url must use http(s) scheme")
    if sum(s.sha == sha and s.context == context for s in repo.statuses) >= STATUSES:
        raise ApiError(
            422,
            "Validation Failed",
            ["This SHA and context has reached the maximum number of statuses."],
        )
    status = Status(
        world.new_id(), sha, context, state, description, target_url, actor, world.clock.stamp()
    )
    repo.statuses.append(status)
    return status


def may(repo: Repo, account: Account, needed: str) -> bool:
    """Say whether somebody's role suffices."""
    return at_least(repo.role(account), needed)
