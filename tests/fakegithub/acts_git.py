"""What can be done with commits and branches, and what follows: pull requests move, close, are merged."""

import re

from tests.fakegithub.accounts import Account
from tests.fakegithub.acts import CODE, happen, set_state
from tests.fakegithub.objects import ZERO, Signature, bad_ref
from tests.fakegithub.state import ApiError, Issue, Repo, World

REF = 255
CLOSING = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:(?P<repo>[\w.-]+/[\w.-]+))?(?:#|GH-)(?P<number>\d+)\b",
    re.I,
)
WEB_FLOW = ("GitHub", "noreply@github.com")


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


def on_the_web(
    world: World,
    repo: Repo,
    actor: Account,
    tree: str,
    parents: tuple[str, ...],
    message: str,
    author: Signature | None = None,
) -> str:
    """Store a commit of a person in the browser or a codespace: GitHub commits and signs it."""
    committer = Signature(*WEB_FLOW, world.clock.now)
    author = author or signature(world, actor)
    return repo.objects.commit(tree, parents, author, committer, message, signed=True)


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
    repo.pushed_at = world.clock.stamp()
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
            _unapprove(world, issue, actor)
            issue.updated_at = world.clock.stamp()
            if not home.objects.between(home.branch(pull.base_ref), sha):
                set_state(world, issue, actor, "closed")
    elif home is repo and pull.base_ref == branch:
        if sha is None:
            set_state(world, issue, actor, "closed")
        elif home.objects.reaches(sha, pull.head_sha):
            mark_merged(world, home, issue, actor, sha)


def _unapprove(world: World, issue: Issue, actor: Account) -> None:
    """Take back what was said of an earlier state, where the repository does."""
    pull = issue.pull
    if world.policy.dismisses_approvals:
        for review in pull.reviews:
            if review.state == "approved":
                review.state = "dismissed"
                happen(world, issue, "review_dismissed", actor)
    if pull.queued:
        pull.queued = False
        happen(world, issue, "removed_from_merge_queue", actor)


def delete_ref(world: World, repo: Repo, name: str, actor: Account) -> None:
    """Delete a ref."""
    if name not in repo.refs:
        raise ApiError(422, "Reference does not exist")
    if name == repo.default_ref:
        raise ApiError(422, "Cannot delete the default branch")
    set_ref(world, repo, name, None, actor)


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


def signature(world: World, account: Account) -> Signature:
    """Return who somebody is in a commit."""
    return Signature(
        account.name or account.login, account.email or account.noreply, world.clock.now
    )
