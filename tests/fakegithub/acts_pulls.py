"""What can be done with pull requests, with the rules of each."""

from tests.fakegithub.accounts import Account
from tests.fakegithub.acts import BODY, TITLE, check_text, happen, mention, number_for, set_state
from tests.fakegithub.acts_git import WEB_FLOW, mark_merged, on_the_web, set_ref, signature
from tests.fakegithub.objects import Commit, Signature
from tests.fakegithub.rules import check_merge
from tests.fakegithub.state import ApiError, Issue, Pull, Repo, Review, World, invalid


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
    issue.app = actor.app or world.via
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


def review(world: World, issue: Issue, actor: Account, state: str = "approved") -> Review:
    """Review a pull request as it is now: approve it, ask for changes, or comment."""
    pull = issue.pull
    if actor is issue.author and state != "commented":
        raise ApiError(422, "Can not approve your own pull request")
    review = Review(world.new_id(), actor, pull.head_sha, world.clock.stamp(), state)
    pull.reviews.append(review)
    pull.reviewers = [one for one in pull.reviewers if one is not actor]
    issue.updated_at = review.submitted_at
    return review


def set_base(world: World, repo: Repo, issue: Issue, actor: Account, base: str) -> None:
    """Have a pull request go to another branch."""
    pull = issue.pull
    if repo.branch(base) is None:
        raise invalid("PullRequest", "base", "invalid")
    if issue.state != "open":
        raise invalid("PullRequest", "base", "invalid", "Cannot change the base of a closed one.")
    if open_pull(repo, pull.head_repo, pull.head_ref, base):
        message = f"A pull request already exists for base branch '{base}'"
        raise invalid("PullRequest", None, "custom", message)
    pull.base_ref, pull.base_sha = base, repo.branch(base)
    happen(world, issue, "base_ref_changed", actor)


def update_branch(
    world: World, repo: Repo, issue: Issue, actor: Account, *, is_rebase: bool = False
) -> str:
    """Merge the base into a pull request's branch, as its button does, or rebase that; give the commit.

    What is rebased has one commit of its own.
    """
    pull, objects = issue.pull, repo.objects
    base = repo.branch(pull.base_ref)
    if issue.state != "open" or pull.head_repo is None:
        raise ApiError(422, "The pull request is not open.")
    if objects.reaches(pull.head_sha, base):
        raise ApiError(422, "There are no new commits on the base branch.")
    start = objects.merge_base(base, pull.head_sha)
    files = objects.merged(start, pull.head_sha, base)
    if files is None:
        raise ApiError(422, "merge conflict between base and head")
    if is_rebase:
        (own,) = (objects.read(each) for each in objects.between(base, pull.head_sha))
        committer = Signature(*WEB_FLOW, world.clock.now)
        sha = objects.commit(objects.tree(files), (base,), own.author, committer, own.message)
        set_ref(world, pull.head_repo, f"refs/heads/{pull.head_ref}", sha, actor)
        return sha
    message = f"Merge branch '{pull.base_ref}' into {pull.head_ref}"
    sha = on_the_web(world, repo, actor, objects.tree(files), (pull.head_sha, base), message)
    set_ref(world, pull.head_repo, f"refs/heads/{pull.head_ref}", sha, actor)
    return sha


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
    check_merge(world, repo, issue)
    commits = [objects.read(sha) for sha in objects.between(base, pull.head_sha)]
    if method == "squash":
        title, text, parents = _squashed(issue, commits)
        parents = (base,)
        author = signature(world, issue.author)
    else:
        title = f"Merge pull request #{issue.number} from {pull.head_owner}/{pull.head_ref}"
        text, parents, author = issue.title, (base, pull.head_sha), signature(world, actor)
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
