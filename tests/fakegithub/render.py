"""State → the JSON that GitHub answers. No rules and no permissions."""

import re
from collections import Counter

from tests.fakegithub.accounts import FOLDED, Account, at_least
from tests.fakegithub.clock import written
from tests.fakegithub.objects import FOLDER, Change, Signature
from tests.fakegithub.state import Comment, Happening, Issue, Label, Repo, Status, World, node

REACTIONS = ("+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes")
GHOST = Account("ghost", 10137, name="Deleted user")
APPS = {"github-actions": 15368, "wgbot-app": 424242}  # others have their account's number
REPO_LINKS = """archive_url=/{archive_format}{/ref} assignees_url=/assignees{/user}
blobs_url=/git/blobs{/sha} branches_url=/branches{/branch} collaborators_url=/collaborators{/collaborator}
comments_url=/comments{/number} commits_url=/commits{/sha} compare_url=/compare/{base}...{head}
contents_url=/contents/{+path} contributors_url=/contributors deployments_url=/deployments
downloads_url=/downloads events_url=/events forks_url=/forks git_commits_url=/git/commits{/sha}
git_refs_url=/git/refs{/sha} git_tags_url=/git/tags{/sha} issue_comment_url=/issues/comments{/number}
issue_events_url=/issues/events{/number} issues_url=/issues{/number} keys_url=/keys{/key_id}
labels_url=/labels{/name} languages_url=/languages merges_url=/merges milestones_url=/milestones{/number}
notifications_url=/notifications{?since,all,participating} pulls_url=/pulls{/number}
releases_url=/releases{/id} stargazers_url=/stargazers statuses_url=/statuses/{sha}
subscribers_url=/subscribers subscription_url=/subscription tags_url=/tags teams_url=/teams
trees_url=/git/trees{/sha} hooks_url=/hooks""".split()


def user(world: World, account: Account | None) -> dict | None:
    """Render an account; one that is deleted is null."""
    if account is None or account.deleted:
        return None
    url = f"{world.api}/users/{account.login}"
    return {
        "login": account.login,
        "id": account.id,
        "node_id": node("U", account.id),
        "avatar_url": f"https://avatars.githubusercontent.com/u/{account.id}?v=4",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{world.html}/{account.login}",
        "followers_url": f"{url}/followers",
        "following_url": f"{url}/following{{/other_user}}",
        "gists_url": f"{url}/gists{{/gist_id}}",
        "starred_url": f"{url}/starred{{/owner}}{{/repo}}",
        "subscriptions_url": f"{url}/subscriptions",
        "organizations_url": f"{url}/orgs",
        "repos_url": f"{url}/repos",
        "events_url": f"{url}/events{{/privacy}}",
        "received_events_url": f"{url}/received_events",
        "type": account.type,
        "site_admin": False,
        "user_view_type": "public",
    }


def full_user(world: World, account: Account) -> dict:
    """Render the account that asks who it is."""
    return user(world, account) | {
        "name": account.name,
        "email": account.email,
        **dict.fromkeys(("company", "location", "hireable", "bio", "twitter_username")),
        "blog": "",
        **dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0),
        "created_at": "2020-01-01T00:00:00Z",
        "updated_at": "2020-01-01T00:00:00Z",
    }


def permissions(repo: Repo, account: Account) -> dict:
    """Render what somebody may do, as five switches."""
    role = repo.role(account)
    names = {"pull": "read", "triage": "triage", "push": "write", "maintain": "maintain"}
    return {key: at_least(role, needed) for key, needed in (names | {"admin": "admin"}).items()}


def collaborator(world: World, repo: Repo, account: Account) -> dict:
    """Render somebody's permission; `permission` folds roles as it did before there were five."""
    role = repo.role(account)
    named = repo.custom_roles.get(account.login.lower(), role)
    return {
        "permission": FOLDED.get(role, role),
        "user": user(world, account)
        | {"permissions": permissions(repo, account), "role_name": named},
        "role_name": named,
    }


def repository(world: World, repo: Repo) -> dict:
    """Render a repository, in full."""
    url = f"{world.api}/repos/{repo.full_name}"
    html = f"{world.html}/{repo.full_name}"
    links = (link.partition("=") for link in REPO_LINKS)
    open_issues = sum(issue.state == "open" for issue in repo.issues.values())
    return {
        "id": repo.id,
        "node_id": node("R", repo.id),
        "name": repo.name,
        "full_name": repo.full_name,
        "owner": user(world, repo.owner),
        "private": repo.private,
        "visibility": "private" if repo.private else "public",
        "html_url": html,
        "description": None,
        "fork": repo.fork,
        "url": url,
        **{name: url + path for name, _, path in links},
        "git_url": f"git://github.com/{repo.full_name}.git",
        "ssh_url": f"git@github.com:{repo.full_name}.git",
        "clone_url": f"{html}.git",
        "svn_url": html,
        **dict.fromkeys(("mirror_url", "homepage", "language", "license")),
        **dict.fromkeys(("forks_count", "stargazers_count", "watchers_count", "size"), 0),
        **dict.fromkeys(("forks", "watchers", "subscribers_count", "network_count"), 0),
        "default_branch": repo.default_branch,
        "open_issues_count": open_issues,
        "open_issues": open_issues,
        "is_template": False,
        "topics": [],
        "has_issues": repo.has_issues,
        **dict.fromkeys(("has_projects", "has_wiki", "has_downloads"), True),
        **dict.fromkeys(("has_pages", "has_discussions"), False),
        "archived": repo.archived,
        "disabled": repo.disabled,
        "allow_forking": True,
        "web_commit_signoff_required": False,
        "pushed_at": repo.pushed_at or repo.created_at,
        "created_at": repo.created_at,
        "updated_at": repo.created_at,
    }


def app(world: World, slug: str | None) -> dict | None:
    """Render the app that something was done through."""
    if slug is None:
        return None
    owner = user(world, Account("github", 9919, "Organization"))
    number = APPS.get(slug) or world.accounts[f"{slug}[bot]"].id
    return {
        "id": number,
        "client_id": f"Iv1.{number}",
        "slug": slug,
        "node_id": node("A", number),
        "owner": owner,
        "name": slug,
        "description": None,
        "external_url": f"{world.html}/apps/{slug}",
        "html_url": f"{world.html}/apps/{slug}",
        "created_at": "2020-01-01T00:00:00Z",
        "updated_at": "2020-01-01T00:00:00Z",
        "permissions": {},
        "events": [],
    }


def team(world: World, repo: Repo, slug: str) -> dict:
    """Render a team of the repository's organisation."""
    owner = repo.owner.login
    url = f"{world.api}/organizations/{repo.owner.id}/team/{slug}"
    return {
        "id": sum(slug.encode()),
        "node_id": f"T_{slug}",
        "name": slug,
        "slug": slug,
        "description": None,
        "privacy": "closed",
        "notification_setting": "notifications_enabled",
        "permission": "pull",
        "url": url,
        "html_url": f"{world.html}/orgs/{owner}/teams/{slug}",
        "members_url": f"{url}/members{{/member}}",
        "repositories_url": f"{url}/repos",
        "type": "organization",
        "organization_id": repo.owner.id,
        "parent": None,
    }


def association(repo: Repo, account: Account) -> str:
    """Say what somebody is to a repository, as GitHub shows it beside a comment."""
    if account is repo.owner:
        return "OWNER"
    return "COLLABORATOR" if account.login.lower() in repo.roles else "NONE"


def label(world: World, repo: Repo, it: Label) -> dict:
    """Render a label."""
    quoted = it.name.replace(" ", "%20")
    return {
        "id": it.id,
        "node_id": node("LA", it.id),
        "url": f"{world.api}/repos/{repo.full_name}/labels/{quoted}",
        "name": it.name,
        "color": it.color,
        "default": False,
        "description": it.description,
        "archived_at": None,
        "archived_by": None,
    }


def reactions(url: str, contents: list[str]) -> dict:
    """Render how many reacted how."""
    count = Counter(contents)
    return {
        "url": f"{url}/reactions",
        "total_count": len(contents),
        **{name: count[name] for name in REACTIONS},
    }


def issue(world: World, repo: Repo, it: Issue) -> dict:
    """Render an issue, or a pull request as the issue that it is too."""
    url = f"{world.api}/repos/{repo.full_name}/issues/{it.number}"
    kind = "pull" if it.pull else "issues"
    html = f"{world.html}/{repo.full_name}/{kind}/{it.number}"
    found = {
        "url": url,
        "repository_url": f"{world.api}/repos/{repo.full_name}",
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "timeline_url": f"{url}/timeline",
        "html_url": html,
        "id": it.id,
        "node_id": node("I", it.id),
        "number": it.number,
        "title": it.title,
        "user": user(world, it.author),
        "labels": [label(world, repo, one) for one in it.labels],
        "state": it.state,
        "state_reason": it.state_reason,
        "locked": it.locked,
        "active_lock_reason": it.lock_reason,
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "comments": len(it.comments),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
        "closed_at": it.closed_at,
        "closed_by": user(world, it.closed_by),
        "author_association": association(repo, it.author),
        "body": it.body,
        "reactions": reactions(url, []),
        "performed_via_github_app": app(world, it.app),
        "type": None,
    }
    if it.pull:
        found |= {
            "draft": it.pull.draft,
            "pull_request": {
                "url": url.replace("/issues/", "/pulls/"),
                "html_url": html,
                "diff_url": f"{html}.diff",
                "patch_url": f"{html}.patch",
                "merged_at": it.pull.merged_at,
            },
        }
    return found


def comment(world: World, repo: Repo, it: Comment) -> dict:
    """Render a comment."""
    url = f"{world.api}/repos/{repo.full_name}/issues/comments/{it.id}"
    kind = "pull" if repo.issues[it.number].pull else "issues"
    page = f"{world.html}/{repo.full_name}/{kind}/{it.number}"
    return {
        "url": url,
        "html_url": f"{page}#issuecomment-{it.id}",
        "issue_url": f"{world.api}/repos/{repo.full_name}/issues/{it.number}",
        "id": it.id,
        "node_id": node("IC", it.id),
        "user": user(world, it.author),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
        "author_association": association(repo, it.author),
        "body": it.body,
        "reactions": reactions(url, [content for _, _, content, _ in it.reactions]),
        "performed_via_github_app": app(world, it.app),
    }


def happening(world: World, repo: Repo, it: Happening) -> dict:
    """Render an entry of an issue's list of events."""
    url = f"{world.api}/repos/{repo.full_name}"
    found = {
        "id": it.id,
        "node_id": node("E", it.id),
        "url": f"{url}/issues/events/{it.id}",
        "actor": user(world, it.actor),
        "event": it.event,
        "commit_id": it.commit_id,
        "commit_url": f"{url}/commits/{it.commit_id}" if it.commit_id else None,
        "created_at": it.created_at,
        "performed_via_github_app": app(world, it.app),
    }
    if it.label:
        found["label"] = {"name": it.label[0], "color": it.label[1]}
    if it.rename:
        found["rename"] = {"from": it.rename[0], "to": it.rename[1]}
    if "reviewer" in it.extra:
        found["review_requester"] = user(world, it.actor)
        found["requested_reviewer"] = user(world, it.extra["reviewer"])
    return found | {k: it.extra[k] for k in ("state_reason", "lock_reason") if k in it.extra}


def _side(world: World, owner: Account | None, repo: Repo | None, login: str, ref: str, sha: str):
    return {
        "label": f"{login}:{ref}",
        "ref": ref,
        "sha": sha,
        "user": user(world, owner),
        "repo": repository(world, repo) if repo else None,
    }


def pull(world: World, repo: Repo, it: Issue, full: bool = False, mergeable: bool | None = None):
    """Render a pull request, as a list does or in full."""
    assert it.pull
    url = f"{world.api}/repos/{repo.full_name}/pulls/{it.number}"
    as_issue = issue(world, repo, it)
    same = """node_id html_url number title locked active_lock_reason user body labels milestone state
    created_at updated_at closed_at assignee assignees author_association""".split()
    owner = world.accounts.get(it.pull.head_owner.lower())
    links = {
        "self": url,
        "html": as_issue["html_url"],
        "issue": as_issue["url"],
        "comments": as_issue["comments_url"],
        "review_comments": f"{url}/comments",
        "review_comment": f"{world.api}/repos/{repo.full_name}/pulls/comments{{/number}}",
        "commits": f"{url}/commits",
        "statuses": f"{world.api}/repos/{repo.full_name}/statuses/{it.pull.head_sha}",
    }
    found = {
        **{key: as_issue[key] for key in same},
        "url": url,
        "id": it.pull.id,
        "node_id": node("PR", it.pull.id),
        "diff_url": f"{as_issue['html_url']}.diff",
        "patch_url": f"{as_issue['html_url']}.patch",
        **{f"{key}_url": links[key] for key in ("issue", "commits", "review_comments")},
        **{f"{key}_url": links[key] for key in ("review_comment", "comments", "statuses")},
        "merged_at": it.pull.merged_at,
        "merge_commit_sha": it.pull.merge_sha,
        "requested_reviewers": [user(world, one) for one in it.pull.reviewers],
        "requested_teams": [team(world, repo, slug) for slug in it.pull.teams],
        "draft": it.pull.draft,
        "head": _side(
            world,
            owner,
            it.pull.head_repo,
            it.pull.head_owner,
            it.pull.head_ref,
            it.pull.head_sha,
        ),
        "base": _side(
            world, repo.owner, repo, repo.owner.login, it.pull.base_ref, it.pull.base_sha
        ),
        "_links": {key: {"href": value} for key, value in links.items()},
        "auto_merge": None,
    }
    if full:
        changes = repo.objects.changes(start_of(repo, it), it.pull.head_sha)
        count = [line_counts(change) for change in changes]
        found |= {
            # Only here the schema wants an account: GitHub gives its stand-in for deleted ones.
            "user": found["user"] or user(world, GHOST),
            "merged": it.pull.merged_at is not None,
            "mergeable": mergeable if it.state == "open" else None,
            "rebaseable": mergeable if it.state == "open" else None,
            "mergeable_state": {True: "clean", False: "dirty", None: "unknown"}[mergeable],
            "merged_by": user(world, it.pull.merged_by),
            "comments": len(it.comments),
            "review_comments": 0,
            "maintainer_can_modify": it.pull.maintainer_can_modify,
            "commits": len(commits_of(repo, it)),
            "additions": sum(added for added, _ in count),
            "deletions": sum(removed for _, removed in count),
            "changed_files": len(changes),
        }
    return found


def start_of(repo: Repo, it: Issue) -> str | None:
    """Return the commit that a pull request's changes are counted from."""
    return repo.objects.merge_base(it.pull.base_sha, it.pull.head_sha)


def commits_of(repo: Repo, it: Issue) -> list[str]:
    """Return a pull request's commits."""
    return repo.objects.between(it.pull.base_sha, it.pull.head_sha)


def line_counts(change: Change) -> tuple[int, int]:
    """Count the lines that came and went."""
    if b"\0" in (change.old or b"") + (change.new or b""):
        return 0, 0
    old, new = (Counter((data or b"").splitlines()) for data in (change.old, change.new))
    return (new - old).total(), (old - new).total()


def changed_file(world: World, repo: Repo, change: Change, commit: str) -> dict:
    """Render one file of a commit, a comparison or a pull request."""
    added, removed = line_counts(change)
    page = f"{world.html}/{repo.full_name}"
    found = {
        "sha": change.sha,
        "filename": change.path,
        "status": change.status,
        "additions": added,
        "deletions": removed,
        "changes": added + removed,
        "blob_url": f"{page}/blob/{commit}/{change.path}",
        "raw_url": f"{page}/raw/{commit}/{change.path}",
        "contents_url": f"{world.api}/repos/{repo.full_name}/contents/{change.path}?ref={commit}",
    }
    if change.previous:
        found["previous_filename"] = change.previous
    return found


def signature(it: Signature) -> dict:
    """Render who made a commit."""
    return {"name": it.name, "email": it.email, "date": written(it.when)}


def verification(world: World, signed: bool, when: str) -> dict:
    """Render whether a commit is signed."""
    return {
        "verified": signed,
        "reason": "valid" if signed else "unsigned",
        "signature": "-----BEGIN PGP SIGNATURE-----" if signed else None,
        "payload": "tree" if signed else None,
        "verified_at": when if signed else None,
    }


def git_commit(world: World, repo: Repo, sha: str) -> dict:
    """Render a commit as the git database does."""
    it = repo.objects.read(sha)
    url, html = f"{world.api}/repos/{repo.full_name}/git", f"{world.html}/{repo.full_name}"
    return {
        "sha": sha,
        "node_id": f"C_{sha}",
        "url": f"{url}/commits/{sha}",
        "html_url": f"{html}/commit/{sha}",
        "author": signature(it.author),
        "committer": signature(it.committer),
        "tree": {"sha": it.tree, "url": f"{url}/trees/{it.tree}"},
        "message": it.message,
        "parents": [
            {"sha": p, "url": f"{url}/commits/{p}", "html_url": f"{html}/commit/{p}"}
            for p in it.parents
        ],
        "verification": verification(world, it.signed, written(it.committer.when)),
    }


def whose(world: World, it: Signature) -> Account | None:
    """Find the account that an address in a commit belongs to."""
    if it.email == "noreply@github.com":
        return Account("web-flow", 19864447)
    match = re.fullmatch(r"(?:\d+\+)?([^@]+)@users\.noreply\.github\.com", it.email)
    if match:
        return world.account(match[1])
    every = world.accounts.values()
    return next((a for a in every if a.email == it.email and not a.deleted), None)


def commit(world: World, repo: Repo, sha: str, files: bool = False) -> dict:
    """Render a commit with the accounts behind it, and its files if asked."""
    it = repo.objects.read(sha)
    plain = git_commit(world, repo, sha)
    url = f"{world.api}/repos/{repo.full_name}/commits/{sha}"
    keys = ("author", "committer", "message", "tree", "verification")
    found = {
        "sha": sha,
        "node_id": plain["node_id"],
        "url": url,
        "html_url": plain["html_url"],
        "comments_url": f"{url}/comments",
        "commit": {key: plain[key] for key in keys} | {"url": plain["url"], "comment_count": 0},
        "author": user(world, whose(world, it.author)),
        "committer": user(world, whose(world, it.committer)),
        "parents": [p | {"url": p["url"].replace("/git/", "/")} for p in plain["parents"]],
    }
    if files:
        changes = repo.objects.changes(it.parents[0] if it.parents else None, sha)
        found["files"] = [changed_file(world, repo, change, sha) for change in changes]
        added = sum(one["additions"] for one in found["files"])
        removed = sum(one["deletions"] for one in found["files"])
        found["stats"] = {"additions": added, "deletions": removed, "total": added + removed}
    return found


def ref(world: World, repo: Repo, name: str) -> dict:
    """Render a ref."""
    url, sha = f"{world.api}/repos/{repo.full_name}/git", repo.refs[name]
    return {
        "ref": name,
        "node_id": node("REF", int(sha[:12], 16)),
        "url": f"{url}/{name}",
        "object": {"sha": sha, "type": "commit", "url": f"{url}/commits/{sha}"},
    }


def tree(world: World, repo: Repo, sha: str, recursive: bool = False) -> dict:
    """Render a tree, or all that is below it."""
    url = f"{world.api}/repos/{repo.full_name}/git"
    objects = repo.objects
    if recursive:
        entries = [(m, p, s) for p, (m, s) in objects.files(sha).items()]
        entries += [(FOLDER, p, s) for p, s in objects.folders(sha).items()]
        entries.sort(key=lambda entry: entry[1])
    else:
        entries = objects.entries(sha)
    return {
        "sha": sha,
        "url": f"{url}/trees/{sha}",
        "tree": [
            {"path": p, "mode": "040000", "type": "tree", "sha": s, "url": f"{url}/trees/{s}"}
            if mode == FOLDER
            else {
                "path": p,
                "mode": mode,
                "type": "blob",
                "size": len(objects.blob(s)),
                "sha": s,
                "url": f"{url}/blobs/{s}",
            }
            for mode, p, s in entries
        ],
        "truncated": False,
    }


def status(world: World, repo: Repo, it: Status) -> dict:
    """Render a commit status."""
    return {
        "url": f"{world.api}/repos/{repo.full_name}/statuses/{it.sha}",
        "avatar_url": f"https://avatars.githubusercontent.com/u/{it.creator.id}?v=4",
        "id": it.id,
        "node_id": node("SC", it.id),
        "state": it.state,
        "description": it.description,
        "target_url": it.target_url,
        "context": it.context,
        "created_at": it.created_at,
        "updated_at": it.created_at,
        "creator": user(world, it.creator),
    }


def combined(world: World, repo: Repo, sha: str, shown: list[Status], total: int) -> dict:
    """Render what the statuses of a commit come to."""
    url = f"{world.api}/repos/{repo.full_name}/commits/{sha}"
    states = {one.state for one in repo.latest_statuses(sha)}
    bad = states & {"error", "failure"}
    state = "failure" if bad else "pending" if not states or "pending" in states else "success"
    keys = ("url", "id", "node_id", "state", "description", "target_url", "context")
    rendered = [status(world, repo, one) for one in shown]
    return {
        "state": state,
        "statuses": [
            {k: one[k] for k in (*keys, "avatar_url", "created_at", "updated_at")}
            for one in rendered
        ],
        "sha": sha,
        "total_count": total,
        "repository": repository(world, repo),
        "commit_url": url,
        "url": f"{url}/status",
    }
