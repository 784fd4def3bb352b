"""What matters to people in the end, to compare two runs by: no ids, no commit ids, no times."""

import re
from typing import Any

from tests.fakegithub.state import Issue, Repo


def masked(text: str | None) -> str | None:
    """Blank what differs from run to run in a text: commit ids and numbers of comments."""
    if text is None:
        return None
    text = re.sub(r"\b[0-9a-f]{40}\b", "<commit>", text)
    return re.sub(r"#issuecomment-\d+", "#issuecomment-<id>", text)


def _issue(it: Issue) -> dict[str, Any]:
    return {
        "title": it.title,
        "body": masked(it.body),
        "author": it.author.login,
        "state": it.state,
        "reason": it.state_reason,
        "locked": it.locked,
        "labels": sorted(label.name for label in it.labels),
        "comments": [(one.author.login, masked(one.body)) for one in it.comments],
    }


def _statuses(repo: Repo, sha: str) -> dict[str, tuple]:
    return {
        one.context: (one.state, masked(one.description), masked(one.target_url), one.creator.login)
        for one in sorted(repo.latest_statuses(sha), key=lambda one: one.context)
    }


def _pull(repo: Repo, it: Issue) -> dict[str, Any]:
    pull = it.pull
    return _issue(it) | {
        "head": f"{pull.head_owner}:{pull.head_ref}",
        "base": pull.base_ref,
        "draft": pull.draft,
        "merged": pull.merged_at is not None,
        "statuses": _statuses(repo, pull.head_sha),
        "reviewers": sorted(account.login for account in pull.reviewers),
    }


def _branch(repo: Repo, sha: str) -> dict[str, Any]:
    objects, main = repo.objects, repo.branch(repo.default_branch)
    own = objects.between(main, sha) if sha != main else list(objects.ancestors(sha))[::-1]
    commits = [objects.read(one) for one in own]
    return {
        "files": {p: data.decode("utf-8", "replace") for p, data in objects.texts(sha).items()},
        "commits": [
            {
                "message": masked(one.message),
                "author": one.author.name,
                "committer": one.committer.name,
                "parents": len(one.parents),
                "changes": [(c.status, c.path) for c in _changes(repo, one)],
            }
            for one in commits
        ],
        "behind": len(objects.between(sha, main)),
        "statuses": _statuses(repo, sha),
    }


def _changes(repo: Repo, commit):
    return repo.objects.changes(commit.parents[0] if commit.parents else None, commit.sha)


def end_state(repo: Repo) -> dict[str, Any]:
    """Return a repository's state as plain values."""
    return {
        "issues": {n: _issue(it) for n, it in sorted(repo.issues.items()) if not it.pull},
        "pulls": {n: _pull(repo, it) for n, it in sorted(repo.issues.items()) if it.pull},
        "gone": {"deleted": sorted(repo.deleted), "moved": sorted(repo.moved)},
        "labels": sorted((one.name, one.color, one.description) for one in repo.labels.values()),
        "branches": {
            name.removeprefix("refs/heads/"): _branch(repo, sha)
            for name, sha in sorted(repo.refs.items())
            if name.startswith("refs/heads/")
        },
    }
