"""What can be done on GitHub, with the rules of each: shared by people's clicks and the API.

An act changes the state and its lists of events; who may do it is judged by its caller.
"""

import re

from tests.fakegithub.accounts import Account, at_least
from tests.fakegithub.objects import ZERO, Commit, Signature, bad_ref
from tests.fakegithub.state import (
    ApiError,
    Comment,
    Happening,
    Issue,
    Label,
    Pull,
    Repo,
    Status,
    World,
    invalid,
)

BODY = 65_536
TITLE = 256
REF = 255
STATUSES = 1000
CLOSING = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:(?P<repo>[\w.-]+/[\w.-]+))?(?:#|GH-)(?P<number>\d+)\b",
    re.I,
)
CODE = re.compile(r"(?ms)^ *(```+|~~~+).*?(?:^ *\1|\Z)|(`+)(?!`).+?(?<!`)\2(?!`)|<!--.*?-->")
MENTION = re.compile(r"(?<![\w/@.-])@([a-z0-9][a-z0-9-]*)(?![\w/])", re.I)
WEB_FLOW = ("GitHub", "noreply@github.com")


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
        rename=more.pop("rename", None),
        commit_id=more.pop("commit_id", None),
        app=more.pop("app", None),
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


# Issues


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
    issue = Issue(world.new_id(), number, title, body, actor, now, now, app=actor.app)
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
        issue.body, issue.last_edited_at = fields["body"], world.clock.stamp()
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


# Labels


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


# Comments


def add_comment(
    world: World, issue: Issue, actor: Account, body: str, app: str | None = None
) -> Comment:
    """Comment."""
    check_text("IssueComment", "body", body, BODY, empty=False)
    now = world.clock.stamp()
    comment = Comment(world.new_id(), issue.number, actor, body, now, now, app or actor.app)
    issue.comments.append(comment)
    issue.updated_at = now
    world.created("comments", comment.id)
    mention(world, issue, body)
    return comment


def edit_comment(world: World, repo: Repo, comment: Comment, body: str) -> str:
    """Change a comment's text and give the old one."""
    check_text("IssueComment", "body", body, BODY, empty=False)
    mention(world, repo.issues[comment.number], body)
    old, comment.body = comment.body, body
    if old != body:
        comment.updated_at = world.clock.stamp()
    return old


# Branches


def commit_as(
    world: World,
    repo: Repo,
    actor: Account,
    tree: str,
    parents: tuple[str, ...],
    message: str,
    author: Signature | None = None,
    committer: Signature | None = None,
) -> str:
    """Store a commit as GitHub would for this account: unsaid, a bot's is signed by GitHub."""
    now = world.clock.now
    own = Signature(actor.name or actor.login, actor.email or actor.noreply, now)
    signed = actor.type == "Bot" and author is None and committer is None
    if signed:
        committer = Signature(*WEB_FLOW, now)
    author = author or own
    return repo.objects.commit(tree, parents, author, committer or author, message, signed)


def check_ref(repo: Repo, name: str, sha: str) -> None:
    """Refuse a new ref that GitHub refuses."""
    if not name.startswith("refs/") or name.count("/") < 2:
        raise ApiError(
            422,
            "Reference name must start with 'refs/' and contain at least two slashes.",
        )
    if bad_ref(name) or len(name.encode()) > REF:
        raise ApiError(422, f"{name} is not a valid ref name.")
    if name in repo.refs:
        raise ApiError(422, "Reference already exists")
    if not repo.objects.has(sha, "commit"):
        raise ApiError(422, "Object does not exist")
    if any(ref.startswith(f"{name}/") or name.startswith(f"{ref}/") for ref in repo.refs):
        raise ApiError(422, "Reference cannot be created")


def set_ref(world: World, repo: Repo, name: str, sha: str | None, actor: Account) -> None:
    """Move, make or (None) delete a ref, with all that follows for pull requests and issues."""
    old = repo.refs.get(name)
    if sha is None or sha == ZERO:
        del repo.refs[name]
        sha = None
    else:
        repo.refs[name] = sha
        if old is None:
            world.created("refs", (repo.id, name))
    if not name.startswith("refs/heads/"):
        return
    branch = name.removeprefix("refs/heads/")
    for home in world.repos:
        for issue in home.pulls():
            if issue.state == "open":
                _follow(world, home, issue, repo, branch, old, sha, actor)
    if name == repo.default_ref and old and sha:
        for commit in repo.objects.between(old, sha):
            close_named(world, repo, repo.objects.read(commit).message, actor, commit)


def _follow(
    world: World,
    home: Repo,
    issue: Issue,
    repo: Repo,
    branch: str,
    old: str | None,
    sha: str | None,
    actor: Account,
) -> None:
    """Bring an open pull request after a branch moved."""
    pull = issue.pull
    if pull.head_repo is repo and pull.head_ref == branch:
        if sha is None:
            happen(world, issue, "head_ref_deleted", actor)
            set_state(world, issue, actor, "closed")
            return
        if old != sha:
            if old and not repo.objects.reaches(sha, old):
                happen(world, issue, "head_ref_force_pushed", actor, commit_id=sha)
            pull.head_sha, pull.base_sha = sha, home.branch(pull.base_ref) or pull.base_sha
            issue.updated_at = world.clock.stamp()
            if not home.objects.between(home.branch(pull.base_ref), sha):
                set_state(world, issue, actor, "closed")
    elif home is repo and pull.base_ref == branch:
        if sha is None:
            set_state(world, issue, actor, "closed")
        elif home.objects.reaches(sha, pull.head_sha):
            mark_merged(world, home, issue, actor, sha)


def delete_ref(world: World, repo: Repo, name: str, actor: Account) -> None:
    """Delete a ref."""
    if name not in repo.refs:
        raise ApiError(422, "Reference does not exist")
    if name == repo.default_ref:
        raise ApiError(422, "Cannot delete the default branch")
    set_ref(world, repo, name, None, actor)


# Pull requests


def create_pull(
    world: World,
    repo: Repo,
    actor: Account,
    title: str,
    head: str,
    base: str,
    body: str | None = None,
    draft: bool = False,
    maintainer_can_modify: bool = False,
    source: Repo | None = None,
) -> Issue:
    """Open a pull request; *head* may be `owner:branch`, *source* the repository that has it."""
    check_text("PullRequest", "title", title, TITLE, empty=False)
    check_text("PullRequest", "body", body, BODY)
    owner, colon, branch = head.rpartition(":")
    if source is None and colon and owner.lower() != repo.owner.login.lower():
        source = next(
            (r for r in world.repos if r.fork and r.owner.login.lower() == owner.lower()), None
        )
    elif source is None:
        source = repo
    sha = source.branch(branch) if source else None
    if sha is None:
        raise invalid("PullRequest", "head", "invalid")
    if repo.branch(base) is None:
        raise invalid("PullRequest", "base", "invalid")
    if draft and not world.policy.drafts:
        raise ApiError(422, "Draft pull requests are not supported in this repository.")
    label = f"{source.owner.login}:{branch}"
    if open_pull(repo, source, branch, base):
        raise invalid("PullRequest", None, "custom", f"A pull request already exists for {label}.")
    if not repo.objects.between(repo.branch(base), sha):
        raise invalid("PullRequest", None, "custom", f"No commits between {base} and {branch}")
    now = world.clock.stamp()
    pull = Pull(
        world.new_id(),
        source.owner.login,
        source,
        branch,
        sha,
        base,
        repo.branch(base),
        draft,
        maintainer_can_modify=maintainer_can_modify,
    )
    number = number_for(repo)
    issue = Issue(world.new_id(), number, title, body, actor, now, now, pull=pull)
    repo.issues[number] = issue
    world.created("pulls", (repo.id, number))
    world.created("issues", (repo.id, number))
    mention(world, issue, body)
    return issue


def open_pull(repo: Repo, source: Repo | None, branch: str, base: str) -> Issue | None:
    """Find the open pull request of a branch."""
    return next(
        (
            issue
            for issue in repo.pulls()
            if issue.state == "open"
            and issue.pull.head_repo is source
            and issue.pull.head_ref == branch
            and issue.pull.base_ref == base
        ),
        None,
    )


def reopen_pull(world: World, repo: Repo, issue: Issue, actor: Account) -> None:
    """Open a pull request again, if its branch still leads on from where it was closed."""
    pull = issue.pull

    def refuse(why: str) -> ApiError:
        return invalid("PullRequest", "state", "invalid", f"state cannot be changed. {why}")

    if pull.merged_at:
        raise refuse("The pull request has been merged.")
    sha = pull.head_repo.branch(pull.head_ref) if pull.head_repo else None
    if sha is None:
        raise refuse(f"The {pull.head_ref} branch has been deleted.")
    if not repo.objects.reaches(sha, pull.head_sha):
        raise refuse(f"The {pull.head_ref} branch was force-pushed or recreated.")
    if open_pull(repo, pull.head_repo, pull.head_ref, pull.base_ref):
        raise refuse(
            f"There is already an open pull request from {pull.head_owner}:{pull.head_ref}."
        )
    if not repo.objects.between(repo.branch(pull.base_ref), sha):
        raise refuse(f"There are no new commits on the {pull.head_ref} branch.")
    pull.head_sha = sha
    set_state(world, issue, actor, "open")


def retarget(world: World, repo: Repo, issue: Issue, actor: Account, base: str) -> None:
    """Point a pull request at another branch."""
    if repo.branch(base) is None:
        raise invalid("PullRequest", "base", "invalid")
    issue.pull.base_ref, issue.pull.base_sha = base, repo.branch(base)
    happen(world, issue, "base_ref_changed", actor)


def set_draft(world: World, issue: Issue, actor: Account, draft: bool) -> None:
    """Make a pull request a draft, or ready."""
    if draft and not world.policy.drafts:
        raise ApiError(422, "Draft pull requests are not supported in this repository.")
    if issue.state != "open":
        raise ApiError(422, "The pull request is not open.")
    if issue.pull.draft == draft:
        raise ApiError(422, f"The pull request is already {'a draft' if draft else 'ready'}.")
    issue.pull.draft = draft
    happen(world, issue, "convert_to_draft" if draft else "ready_for_review", actor)


def request_reviewers(world: World, repo: Repo, issue: Issue, actor: Account, logins: list) -> None:
    """Ask people for a review."""
    found = []
    for login in logins:
        account = world.account(login)
        if account is issue.author:
            raise ApiError(422, "Review cannot be requested from pull request author.")
        if (
            account is None
            or account.type != "User"
            or (account is not repo.owner and account.login.lower() not in repo.roles)
        ):
            raise ApiError(
                422,
                "Reviews may only be requested from collaborators. One or more of the users or "
                f"teams you specified is not a collaborator of the {repo.full_name} repository.",
            )
        found.append(account)
    for account in found:
        if account not in issue.pull.reviewers:
            issue.pull.reviewers.append(account)
            happen(world, issue, "review_requested", actor, reviewer=account)


def mergeable(repo: Repo, issue: Issue) -> bool:
    """Say whether a pull request merges without a conflict."""
    base = repo.branch(issue.pull.base_ref)
    start = repo.objects.merge_base(base, issue.pull.head_sha)
    return bool(start) and repo.objects.merged(start, base, issue.pull.head_sha) is not None


def merge(
    world: World, repo: Repo, issue: Issue, actor: Account, method: str, message: str | None
) -> str:
    """Merge a pull request and give the commit."""
    pull, objects = issue.pull, repo.objects
    base = repo.branch(pull.base_ref)
    start = objects.merge_base(base, pull.head_sha)
    if issue.state != "open" or pull.draft:
        raise ApiError(405, "Pull Request is not mergeable")
    files = objects.merged(start, base, pull.head_sha)
    if files is None:
        raise ApiError(405, "Merge conflict")
    commits = [objects.read(sha) for sha in objects.between(base, pull.head_sha)]
    if method == "squash":
        title, text, parents = _squashed(issue, commits)
        parents = (base,)
        author = _signature(world, issue.author)
    else:
        title = f"Merge pull request #{issue.number} from {pull.head_owner}/{pull.head_ref}"
        text, parents, author = issue.title, (base, pull.head_sha), _signature(world, actor)
    full = message if message is not None else f"{title}\n\n{text}".strip()
    committer = Signature(*WEB_FLOW, world.clock.now)
    sha = objects.commit(objects.tree(files), parents, author, committer, full, signed=True)
    mark_merged(world, repo, issue, actor, sha)
    set_ref(world, repo, f"refs/heads/{pull.base_ref}", sha, actor)
    return sha


def _squashed(issue: Issue, commits: list[Commit]) -> tuple[str, str, tuple]:
    """Return GitHub's default title and text of a squashed commit."""
    if len(commits) == 1:
        head, _, rest = commits[0].message.partition("\n")
        return f"{head} (#{issue.number})", rest.strip(), ()
    text = "\n\n".join(f"* {commit.message.strip()}" for commit in commits)
    return f"{issue.title} (#{issue.number})", text, ()


def _signature(world: World, account: Account) -> Signature:
    return Signature(
        account.name or account.login, account.email or account.noreply, world.clock.now
    )


def mark_merged(world: World, repo: Repo, issue: Issue, actor: Account, sha: str) -> None:
    """Note that a pull request is merged and close what it says it closes."""
    pull = issue.pull
    pull.merged_at, pull.merged_by, pull.merge_sha = world.clock.stamp(), actor, sha
    happen(world, issue, "merged", actor, commit_id=sha)
    set_state(world, issue, actor, "closed")
    if pull.base_ref == repo.default_branch:
        close_named(world, repo, CODE.sub("", issue.body or ""), actor, sha)


def close_named(world: World, repo: Repo, text: str, actor: Account, sha: str) -> None:
    """Close the issues that a text says it closes."""
    for match in CLOSING.finditer(text):
        if (match["repo"] or repo.full_name).lower() != repo.full_name.lower():
            continue
        issue = repo.issues.get(int(match["number"]))
        if issue and not issue.pull:
            set_state(world, issue, actor, "closed", commit_id=sha)


# Statuses


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
